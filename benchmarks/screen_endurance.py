"""Days of use in minutes: keys, windows that change their size and refreshes by cron, in a pseudo-terminal; memory must not grow.

    python benchmarks/screen_endurance.py [--keys 20000] [--refreshes 500] [--seed 7]

Refreshes are the product's own, of a loopback server with new articles each time; one in ten is killed midway. Every 25 keys the
window takes another size; every 1,000 keys it rests in the timeline, and memory is read: when all keys are acted on, while no
refresh runs, and after the screen has cleared up. Fails where the screen ends, writes a traceback, does not answer within 20 s,
or where its memory at rest lies at the end over 5 MB above that after the first third.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from pathlib import Path

from big_timeline import database
from pty_terminal import PAINTED, ROOT, Terminal

FEEDS = 5
GROWTH_MB = 5.0
REST_EVERY, REST_S = 1000, 12.0
"""Keys between two rests, and how long one is: longer than the screen waits before it clears up."""
STILL_S, STILL_CPU_S, PATIENCE_S = 1.5, 0.05, 120.0
"""Keys come faster than some are acted on: the screen rests when it has used less CPU than this in so long."""
_MOVES = [
    b"\x1b[A",
    b"\x1b[B",
    b"\x1b[5~",
    b"\x1b[6~",
    b"\x1b[C",
    b"\x1b[D",
    b"j",
    b"k",
    b"g",
    b"G",
    b"\r",
    b"\x1b",
    b"\x1b\x1b",
]
_VIEWS = [b"1", b"2", b"3", b"4", b"5", b"6", b"7"]
_LETTERS = [bytes([c]) for c in b"abcdefhilmnptuvwxyzBEFHMSTXY*+-<>.,;:/="]
_PHRASES = [b"/memory\x1b", b"?vendor\x1b\x1b", b"\x10theme\x1b\x1b", b"sgpu\r\x1b\x1b\x1b", b"/type:deal since:2025\r"]


HOME = (b"\x1b", b"\x1b", b"\x1b", b"1")
"""Memory is always read of the same view in the same window."""


def keys(draw: random.Random) -> bytes:
    """The next key or phrase; none that leaves the program or starts a refresh."""
    pool = draw.choices((_MOVES, _VIEWS, _LETTERS, _PHRASES), (60, 8, 28, 4))[0]
    return draw.choice(pool)


class Cron(threading.Thread):
    """Refreshes one after the other while the screen is used."""

    def __init__(self, path: Path, folder: Path, times: int) -> None:
        super().__init__(daemon=True)
        self.path, self.folder, self.times = path, folder, times
        self.done = self.killed = 0
        self.wrong: list[str] = []
        self.enough = False
        self.turn = threading.Lock()
        """Held by the refresh that runs, or by a rest."""

    def run(self) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        server = subprocess.Popen(
            [sys.executable, str(ROOT / "benchmarks/feed_server.py"), str(port), str(FEEDS), "20"],
            stdout=subprocess.PIPE,
        )
        try:
            assert server.stdout is not None
            server.stdout.readline()
            feeds = self.folder / "feeds.toml"
            head = '[network]\nper_host = 8\nmin_gap = "0s"\n'
            feeds.write_text(
                head
                + "".join(
                    f'\n[[feed]]\nslug = "cron-{n}"\nurl = "http://127.0.1.{n + 1}:{port}/{n}.xml"\n'
                    'tier = "press"\nallow_private = true\n'
                    for n in range(FEEDS)
                )
            )
            for epoch in range(1, self.times + 1):
                if self.enough:
                    return
                with self.turn:
                    urllib.request.urlopen(f"http://127.0.1.1:{port}/set/{epoch}/0/1").read()
                    self._refresh(feeds, kill=epoch % 10 == 0)
                    self.done += 1
                time.sleep(0.05)  # a rest that waits for its turn gets it
        finally:
            server.kill()
            server.wait()

    def _refresh(self, feeds: Path, kill: bool) -> None:
        command = [sys.executable, "-m", "tracker", "refresh", "--all", "--db", str(self.path), "--feeds", str(feeds)]
        env = {**os.environ, "TRACKER_NOW": "2026-11-25T12:00:00Z"}
        process = subprocess.Popen(command, cwd=ROOT, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        if kill:
            time.sleep(0.4)
            process.kill()
            self.killed += 1
        said, _ = process.communicate()
        if not kill and process.returncode not in (0, 75):
            self.wrong.append(f"a refresh ended with {process.returncode}: {said.decode()[-400:]}")


def used(terminal: Terminal, cron: Cron, wanted: int, draw: random.Random) -> tuple[list[float], list[str]]:
    """Memory at each rest, MB, and what went wrong."""
    rss: list[float] = []
    pressed, last = 0, [b""]
    while pressed < wanted or cron.is_alive():
        if pressed % 25 == 0:
            terminal.resize(draw.randrange(20, 220), draw.randrange(6, 70))
        last = [*last[-30:], keys(draw)]
        terminal.send(last[-1])
        terminal.read(0.1 if pressed < wanted else 0.5, PAINTED)
        pressed += 1
        if (code := terminal.ended()) is not None:
            return rss, [f"ended with {code} after {pressed} keys, the last of them {last}: {terminal.text()[-3000:]}"]
        if pressed % REST_EVERY == 0:
            most = terminal.rss_mb()
            with cron.turn:
                rss.append(rested(terminal))
            memory = f"{rss[-1]:.1f} MB at rest, {most:.1f} before"
            print(f"{pressed} keys, {cron.done} refreshes, {memory}, {terminal.cpu_s():.0f} s CPU", flush=True)
    terminal.resize(120, 40)
    terminal.send(b"\x1b\x1b\x1b1")
    terminal.read(20.0, b"Timeline")
    terminal.send(b"\x1b")
    terminal.read(20.0, PAINTED)
    shown = terminal.text()
    return rss, [] if "Timeline" in shown and "Traceback" not in shown else [f"the last screen: {shown[-3000:]}"]


def rested(terminal: Terminal) -> float:
    """Memory in MB at rest."""
    still(terminal)
    terminal.resize(120, 40)
    for key in HOME:
        terminal.send(key)
        terminal.read(0.5)
    still(terminal)
    terminal.read(REST_S)
    return terminal.rss_mb()


def still(terminal: Terminal) -> None:
    """Until all that was sent is acted on."""
    end = time.monotonic() + PATIENCE_S
    while time.monotonic() < end:
        before = terminal.cpu_s()
        terminal.read(STILL_S)
        if terminal.cpu_s() - before < STILL_CPU_S:
            return
    raise SystemExit(f"busy for {PATIENCE_S:g} s without a key: {terminal.text()[-600:]}")


def _left(terminal: Terminal) -> int | None:
    """The exit status; escape first, each for itself, so that no input takes the last key."""
    for _ in range(4):
        terminal.send(b"\x1b")
        terminal.read(0.5)
    return terminal.leave(b"q")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--keys", type=int, default=20_000)
    parser.add_argument("--refreshes", type=int, default=500)
    parser.add_argument("--seed", type=int, default=7)
    told = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        path = Path(shutil.copy(database(folder / "cache", 1000), folder / "tracker.db"))
        cron = Cron(path, folder, told.refreshes)
        command = [sys.executable, "-m", "tracker", "--db", str(path), "--feeds", str(folder / "feeds.toml")]
        cron.start()
        while not (folder / "feeds.toml").exists():
            time.sleep(0.05)
        terminal = Terminal(command, str(folder / "state"), more={"SSH_CONNECTION": "1", "TRACKER_EXPORT": name})
        try:
            terminal.read(60.0, b"dated")
            rss, wrong = used(terminal, cron, told.keys, random.Random(told.seed))
            code = None if wrong else _left(terminal)
        finally:
            cron.enough = True
            terminal.end()
            cron.join(30.0)
    wrong += cron.wrong + ([] if code == 0 or wrong else [f"left with {code}"])
    if not rss:
        raise SystemExit("\n".join(wrong))
    third, tenth = len(rss) // 3, max(1, len(rss) // 10)
    grown = statistics.median(rss[-tenth:]) - statistics.median(rss[third : third + tenth])
    print(
        f"{cron.done} refreshes, {cron.killed} of them killed; memory {rss[0]:.1f}, {rss[third]:.1f}, {rss[-1]:.1f} MB"
    )
    print(f"{'ok  ' if grown <= GROWTH_MB else 'MISS'} grown by {grown:.1f} MB (at most {GROWTH_MB:g})")
    print(f"{'MISS' if wrong else 'ok  '} {len(wrong)} faults", *wrong, sep="\n  ")
    return int(bool(wrong) or grown > GROWTH_MB)


if __name__ == "__main__":
    sys.exit(main())
