"""Memory goes back to the system when nobody presses a key, and each minute of steady use."""

from __future__ import annotations

import gc
import weakref

import pytest
from textual.geometry import Region

from tracker.tui import memory
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
