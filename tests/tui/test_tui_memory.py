"""Memory goes back to the system when nobody presses a key, and each minute of steady use."""

from __future__ import annotations

import ctypes
import gc
import subprocess
import sys
import weakref
from pathlib import Path
from time import monotonic
from typing import Any

import pytest
from textual.geometry import Region
from textual.screen import Screen
from textual.widget import Widget
from tui_sample import FEEDS, build, press, settle
from tui_sample import screen as text

from tracker.tui import memory
from tracker.tui.app import TrackerApp
from tracker.tui.memory import Rest


class Ring:
    """Holds itself: only a collection frees it."""

    def __init__(self) -> None:
        self.own = self


@pytest.fixture
def trims(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    seen: list[int] = []
    monkeypatch.setattr(memory, "_trim", lambda: seen.append(1))
    return seen


def test_a_screen_that_nobody_used_is_left_alone(trims: list[int]) -> None:
    rest = Rest(0.0)
    for second in range(300):
        rest.give_back(float(second))
    assert not trims


def test_some_seconds_after_the_last_key_all_that_is_loose_goes_once(trims: list[int]) -> None:
    gc.disable()
    try:
        loose = weakref.ref(Ring())
        rest = Rest(0.0)
        rest.press(10.0)
        rest.give_back(14.0)
        assert loose() is not None
        rest.give_back(15.0)
        assert loose() is None
    finally:
        gc.enable()
    rest.give_back(16.0)
    rest.give_back(600.0)
    assert len(trims) == 1


def test_steady_use_is_held_up_by_no_collection(trims: list[int]) -> None:
    gc.disable()
    try:
        loose = weakref.ref(Ring())
        rest = Rest(0.0)
        for second in range(1, 121):
            rest.press(second - 0.5)
            rest.give_back(float(second))
        assert loose() is not None
        assert len(trims) == 2
    finally:
        gc.enable()


def test_what_is_given_back_right_after_the_last_key_leaves_the_rest_its_part(trims: list[int]) -> None:
    gc.disable()
    try:
        loose = weakref.ref(Ring())
        rest = Rest(0.0)
        rest.press(59.0)
        rest.give_back(61.0)
        assert loose() is not None
        assert len(trims) == 1
        for second in range(62, 80):
            rest.give_back(float(second))
        assert loose() is None
        assert len(trims) == 2
    finally:
        gc.enable()


def test_refreshes_while_nobody_is_there_are_cleared_up_after_now_and_then(trims: list[int]) -> None:
    rest = Rest(0.0)
    for second in range(1, 101):
        rest.read()
        rest.give_back(float(second))
    assert len(trims) == 10


def test_what_textual_remembers_of_many_sizes_goes_with_the_rest_and_what_it_needs_stays(trims: list[int]) -> None:
    many, few = Region.grow, Region.split
    many.cache_clear()
    few.cache_clear()
    rest = Rest(0.0)
    rest.press(1.0)
    for width in range(1000):
        Region(0, 0, width, 5).grow((1, 1, 1, 1))
    Region(0, 0, 9, 9).split(3, 3)
    rest.give_back(2.0)
    assert many.cache_info().currsize == 1000
    rest.give_back(15.0)
    assert many.cache_info().currsize == 0
    assert few.cache_info().currsize == 1


def test_rings_of_old_objects_do_not_wait_for_the_rest() -> None:
    """A closed dialog has lived through some collections; the next of all comes soon."""
    here = subprocess.run([sys.executable, "-c", OLD_RINGS], capture_output=True, text=True, check=True)
    assert here.stdout.strip() == "True"


OLD_RINGS = """
import gc, weakref
from tracker.tui.memory import collect_from_now
gc.set_threshold(10_000)
collect_from_now()
class Ring: pass
ring = Ring()
ring.own = ring
for generation in (0, 1):
    gc.collect(generation)
seen = weakref.ref(ring)
del ring
alive = []
while seen() is not None and len(alive) < 400_000:
    alive.append([])
print(seen() is None)
"""


@pytest.mark.skipif(not hasattr(ctypes.CDLL(None), "malloc_info"), reason="only glibc tells its heaps")
def test_threads_that_read_share_the_heaps_there_are() -> None:
    here = subprocess.run([sys.executable, "-c", HEAPS], capture_output=True, text=True, check=True)
    before, after = (int(word) for word in here.stdout.split())
    assert before > 2
    assert after <= 2


HEAPS = """
import ctypes, os, threading
from tracker.tui import memory
c = ctypes.CDLL(None)
c.fdopen.restype = c.malloc.restype = ctypes.c_void_p
c.malloc.argtypes = [ctypes.c_size_t]

def heaps():
    all_there = threading.Barrier(6)
    def work():
        c.malloc(1000)
        all_there.wait()
    threads = [threading.Thread(target=work) for _ in range(6)]
    [one.start() for one in threads]
    [one.join() for one in threads]
    read, write = os.pipe()
    file = ctypes.c_void_p(c.fdopen(write, b"w"))
    c.malloc_info(0, file)
    c.fclose(file)
    return os.read(read, 1 << 20).count(b"<heap nr=")

if os.fork():
    os.wait()
    memory._few_heaps()
    print(heaps())
else:
    print(heaps(), flush=True)
    os._exit(0)
"""


async def test_painted_lines_of_views_in_the_back_go_with_the_rest_and_come_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TRACKER_NOW", "2026-11-25T12:00:00Z")
    app = TrackerApp(build(tmp_path / "tracker.db"), FEEDS)
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        await press(pilot, "2")
        specs, shown = app.screen, text(app)
        await press(pilot, "1")
        assert painted(specs) > 20
        seen = painted(app.screen)
        app.rest.press(0.0)
        app.rest.give_back(monotonic() + 100.0)
        assert painted(specs) == 0
        assert painted(app.screen) == seen
        await press(pilot, "2")
        assert text(app) == shown


def painted(screen: Screen[Any]) -> int:
    """Lines that a screen keeps."""
    widgets = screen.walk_children(Widget)
    return sum(len(widget._styles_cache._cache) + len(widget._render_cache.lines) for widget in widgets)
