"""The timeline screen at a million events, in a pty: each figure beside that of a bare Textual program of the same run.

    python benchmarks/tui.py --cache FOLDER [--sizes 1000,100000,1000000] [--runs 5]

The databases are made once, in FOLDER (a million events take some minutes and 2.5 GB), and opened by `tracker` as anybody does.
Exit code 1 where a limit of LIMITS is missed. Wall times are those of a quiet machine; CPU and memory do not mind others.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

from big_timeline import database
from pty_terminal import ROOT, Terminal

sys.path.insert(0, str(ROOT))
from tracker.views.knobs import KNOBS

LIMITS = {
    "cpu_to_first_paint": 2.0, "rss_mb_100000": 70.0, "rss_mb_1000000": 120.0, "idle_cpu_percent": 0.3, "down_ms": 30.0,
    "down_ratio": 1.5, "page_down_ms": 50.0, "keystroke_ms": 50.0, "knob_ms": 100.0,
}  # fmt: skip
"""First paint: CPU over hello's. Down: median, and its ratio to that at 1,000 events. Keystroke: median; the
slowest is printed beside it. Knob: from a turn to the last frame of the ranking it makes, median of the slowest knob."""
STORED = ("workload", "basis")
"""Knobs that bring a stored ranking at once and what moved in a week some time later; told, not judged."""
PARTS = {"ranking": b"c", "pareto": b"p", "roofline": b"f"}
TURNS = (b"\x1b[C", b"\x1b[C", b"\x1b[C", b"\x1b[D", b"\x1b[D", b"\x1b[D")
HELLO = """
from textual.app import App
from textual.widgets import Static
class Hello(App):
    def compose(self):
        yield Static("HELLO-READY")
Hello().run()
"""


def first_paint(command: list[str], marker: bytes, state: str) -> tuple[float, float]:
    """CPU seconds and wall seconds until the marker is painted."""
    started = time.perf_counter()
    terminal = Terminal(command, state)
    try:
        if not terminal.read(60.0, marker):
            raise SystemExit(f"{command} never showed {marker!r}: {terminal.text()[-600:]}")
        return terminal.cpu_s(), time.perf_counter() - started
    finally:
        terminal.end()


def use(command: list[str], marker: bytes, state: str, idle_s: float) -> dict[str, float]:
    """One sitting: rest, moves, pages, filters; medians and the slowest."""
    terminal = Terminal(command, state)
    try:
        terminal.read(60.0, marker)
        terminal.read(3.0)
        opened, rss = terminal.cpu_s(), terminal.rss_mb()
        terminal.read(idle_s)
        idle = 100 * (terminal.cpu_s() - opened) / idle_s
        down = [terminal.press(b"\x1b[B") for _ in range(60)]
        page = [terminal.press(b"\x1b[6~") for _ in range(25)]
        terminal.press(b"\x1b[F", 0.5)
        up = [terminal.press(b"\x1b[A") for _ in range(20)]
        terminal.press(b"g", 0.5)
        typed = []
        for word in ("memory", "announced rack", "type:deal pricing"):
            terminal.press(b"/")
            typed += [terminal.press(letter.encode(), 0.02) for letter in word]
            terminal.read(3.0)
            terminal.press(b"\x1b", 1.0)
        terminal.read(1.0)
        return {
            "cpu_s_opened": opened, "rss_mb_opened": rss, "rss_mb": terminal.rss_mb(), "rss_mb_peak": terminal.rss_mb(True),
            "idle_cpu_percent": idle, "down_ms": statistics.median(down), "down_ms_max": max(down),
            "page_down_ms": statistics.median(page), "page_down_ms_max": max(page), "up_at_end_ms": statistics.median(up),
            "keystroke_ms": statistics.median(typed), "keystroke_ms_max": max(typed),
        }  # fmt: skip
    finally:
        terminal.end()


def turned(command: list[str], marker: bytes, state: str, part: bytes) -> dict[str, float]:
    """Milliseconds of a turn of each knob in one part of the rankings, medians; `part` is the key that leads to it."""
    terminal = Terminal(command, state, (160, 48))
    try:
        terminal.read(60.0, marker)
        for key in (b"3", part, b"e"):
            terminal.answer(key, 1.0)
        place = KNOBS.index("floor_tok_s_user")
        out = {}
        for step in range(len(KNOBS)):
            name = KNOBS[(place + step) % len(KNOBS)]
            out[name] = statistics.median(terminal.answer(key) for key in TURNS)
            terminal.answer(b"\x1b[B")
        return out
    finally:
        terminal.end()


def measured(sizes: list[int], cache: Path, runs: int, idle_s: float) -> dict[str, dict[str, float]]:
    """For hello and each size: CPU and wall time to first paint, taken in turns, and one sitting."""
    with tempfile.TemporaryDirectory() as state:
        hello = [sys.executable, "-c", HELLO]
        commands = {"hello": (hello, b"HELLO-READY")}
        for size in sizes:
            path = str(database(cache, size))
            commands[str(size)] = ([sys.executable, "-m", "tracker", "--db", path], b"dated ahead")
        paints: dict[str, list[tuple[float, float]]] = {name: [] for name in commands}
        for _ in range(runs):
            for name, (command, marker) in commands.items():
                paints[name].append(first_paint(command, marker, state))
        out: dict[str, dict[str, float]] = {}
        for name, (command, marker) in commands.items():
            cpu, wall = (statistics.median(values) for values in zip(*paints[name], strict=True))
            out[name] = {"cpu_s_first_paint": cpu, "wall_s_first_paint": wall}
            if name != "hello":
                out[name] |= use(command, marker, state, idle_s)
        command, marker = commands[str(sizes[0])]
        for name, key in PARTS.items():
            out[name] = turned(command, marker, state, key)
        return out


def judged(found: dict[str, dict[str, float]], sizes: list[int]) -> dict[str, tuple[float, float]]:
    """What the limits are of: (measured, limit)."""
    most, least = found[str(max(sizes))], found[str(min(sizes))]
    values = {
        "cpu_to_first_paint": most["cpu_s_first_paint"] / found["hello"]["cpu_s_first_paint"],
        "idle_cpu_percent": most["idle_cpu_percent"],
        "down_ms": most["down_ms"],
        "down_ratio": most["down_ms"] / least["down_ms"],
        "page_down_ms": most["page_down_ms"],
        "keystroke_ms": most["keystroke_ms"],
        "knob_ms": max(ms for part in PARTS for knob, ms in found[part].items() if knob not in STORED),
    }
    values |= {f"rss_mb_{n}": found[str(n)]["rss_mb"] for n in sizes if f"rss_mb_{n}" in LIMITS}
    return {name: (value, LIMITS[name]) for name, value in values.items()}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cache", type=Path, required=True, help="folder of the made databases")
    parser.add_argument("--sizes", default="1000,100000,1000000", help="numbers of events, with commas between")
    parser.add_argument("--runs", type=int, default=5, help="starts of each, in turns")
    parser.add_argument("--idle", type=float, default=10.0, help="seconds of rest")
    parser.add_argument("--json", action="store_true", help="all figures as JSON")
    told = parser.parse_args()
    sizes = [int(size) for size in told.sizes.split(",")]
    found = measured(sizes, told.cache, told.runs, told.idle)
    results = judged(found, sizes)
    if told.json:
        print(json.dumps({"load": os.getloadavg()[0], "measured": found, "judged": results}, indent=1))
    else:
        print(f"load {os.getloadavg()[0]:.1f}")
        for name, figures in found.items():
            print(f"{name:>8}  " + "  ".join(f"{key} {value:.3g}" for key, value in figures.items()))
        for name, (value, limit) in results.items():
            print(f"{'ok  ' if value <= limit else 'MISS'} {name} {value:.3g} (at most {limit:g})")
    return int(any(value > limit for value, limit in results.values()))


if __name__ == "__main__":
    sys.exit(main())
