"""Refresh against `reader` and newsboat: CPU seconds of the whole process tree on one loopback server, in one run, in turns.

    python benchmarks/refresh.py --reader-python VENV/bin/python [--texts FEED_FILES] [--growth] [--feeds 200] [--entries 50]

newsboat is taken from the path; who is absent is left out. VENV needs `reader` (3.26 also `sgmllib3k`). Word salad names a product
in every entry; `--texts` serves what real feeds say. The share of reading facts is told apart: `engine` is all else. After the
cold run what it had no time to read counts as read, so that each later row reads its own new entries alone. newsboat fetches
everything again on its first warm run, which is not counted.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import socket
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FLOORS = {
    "cold": (1 / 2, None), "all 304": (1.0, 0.6), "90 % one new": (1 / 5, 1 / 2), "same bodies": (1 / 8, 1 / 3),
}  # fmt: skip
"""Most CPU as a share of reader's, of newsboat's."""
_READER = """
import sys
from reader import make_reader
r = make_reader(sys.argv[1])
if not list(r.get_feeds(limit=1)):
    for url in open(sys.argv[2]).read().split():
        r.add_feed(url)
assert not any(isinstance(x.value, Exception) for x in r.update_feeds_iter(workers=10, scheduled=False))
"""
_TIMED = """
import json, sys, time
sys.path.insert(0, sys.argv.pop(1))
told, out = {"read_s": 0.0, "rank_s": 0.0, "parsed": 0, "peak_mb": 0}, sys.argv.pop(1)
from tracker.refresh import run
def timed(name, call):
    def wrapped(*args, **more):
        started = time.process_time()
        try:
            return call(*args, **more)
        finally:
            told[name] += time.process_time() - started
    return wrapped
run._Run._read, run._Run._rank = timed("read_s", run._Run._read), timed("rank_s", run._Run._rank)
class Watch:
    def find_spec(self, name, path=None, target=None):
        if name == "tracker.refresh.round":
            sys.meta_path.remove(self)
            from tracker.feeds.pool import ParserPool
            parse = ParserPool.parse
            def counted(self, *args):
                told["parsed"] += 1
                return parse(self, *args)
            ParserPool.parse = counted
sys.meta_path.insert(0, Watch())
from tracker.cli import main
try:
    main()
finally:
    open(out, "w").write(json.dumps(told))
"""
"""`python -m tracker` with a clock around reading and ranking, and a count of the documents that go to a parser."""


@dataclass
class Spent:
    cpu_s: float
    wall_s: float
    peak_mb: float
    read_s: float = 0.0
    rank_s: float = 0.0
    parsed: int = 0

    @property
    def engine_s(self) -> float:
        return self.cpu_s - self.read_s


class Site:
    """The server of the feeds, in a process of its own."""

    def __init__(self, feeds: int, entries: int, texts: str = "") -> None:
        with socket.socket() as one:
            one.bind(("127.0.1.1", 0))
            self.port = one.getsockname()[1]
        command = [sys.executable, ROOT / "benchmarks" / "feed_server.py", str(self.port), str(feeds), str(entries)]
        command += [texts] if texts else []
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE)
        assert self.process.stdout
        self.process.stdout.readline()
        self.urls = [f"http://127.0.1.{n % 250 + 1}:{self.port}/{n}.xml" for n in range(feeds)]

    def set(self, epoch: int, latency_ms: int = 0, validators: bool = True) -> None:
        self._get(f"/set/{epoch}/{latency_ms}/{int(validators)}")

    def asked(self) -> int:
        return int(self._get("/count"))

    def _get(self, path: str) -> bytes:
        with urllib.request.urlopen(f"http://127.0.1.1:{self.port}{path}", timeout=60) as answer:
            return bytes(answer.read())

    def close(self) -> None:
        self.process.kill()
        self.process.communicate()


class Rivals:
    """The commands of one folder: ours and the peers that are there."""

    def __init__(self, folder: Path, site: Site, reader_python: str) -> None:
        self.folder, self.site = folder, site
        self.database, self.told = folder / "tracker.db", folder / "told.json"
        urls = folder / "urls"
        urls.write_text("\n".join(site.urls), encoding="utf-8")
        (folder / "newsboat.conf").write_text(
            "auto-reload no\nreload-threads 8\nmax-items 0\nuse-proxy no\n", encoding="utf-8"
        )
        tables = (f'[[feed]]\nslug = "f{n}"\nurl = "{url}"\nallow_private = true\n' for n, url in enumerate(site.urls))
        self.feeds = folder / "feeds.toml"
        self.feeds.write_text('[network]\nper_host = 32\nmin_gap = "0s"\n\n' + "\n".join(tables), encoding="utf-8")
        self.peers: dict[str, list[str]] = {}
        if reader_python:
            self.peers["reader"] = [reader_python, "-c", _READER, str(folder / "reader.db"), str(urls)]
        if newsboat := shutil.which("newsboat"):
            told = ["-u", urls, "-c", folder / "newsboat.db", "-C", folder / "newsboat.conf", "-x", "reload"]
            self.peers["newsboat"] = [newsboat, *map(str, told)]

    def ours(self, *more: str, database: Path | None = None) -> Spent:
        command = [sys.executable, "-c", _TIMED, str(ROOT), str(self.told), "--db", str(database or self.database),
                   "--feeds", str(self.feeds), "refresh", "--progress", "none", *more]  # fmt: skip
        spent = measured(command)
        told = json.loads(self.told.read_text(encoding="utf-8"))
        spent.read_s, spent.rank_s, spent.parsed = told["read_s"], told["rank_s"], told["parsed"]
        return spent

    def all(self) -> dict[str, Spent]:
        return {"tracker": self.ours("--all"), **{name: measured(command) for name, command in self.peers.items()}}


def measured(command: list[str]) -> Spent:
    """As a user's environment has it: compiled modules kept, numpy's matrices by the kernels that fit the processor."""
    unset = ("PYTHONDONTWRITEBYTECODE", "OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE")
    env = {name: value for name, value in os.environ.items() if name not in unset}
    started = time.perf_counter()
    process = subprocess.Popen(command, cwd=ROOT, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    assert process.stderr
    said = process.stderr.read()
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{command[:2]} ended with {process.returncode}: {said.decode()[-500:]}")
    return Spent(used.ru_utime + used.ru_stime, time.perf_counter() - started, used.ru_maxrss / 1024)


def median(runs: list[dict[str, Spent]]) -> dict[str, Spent]:
    """The run of each tool whose CPU is in the middle."""
    return {name: sorted((run[name] for run in runs), key=lambda s: s.cpu_s)[len(runs) // 2] for name in runs[0]}


def told(case: str, spent: dict[str, Spent]) -> None:
    ours = spent["tracker"]
    print(f"\n{case}: tracker {ours.cpu_s:.2f} s CPU (engine {ours.engine_s:.2f}, reading {ours.read_s:.2f} = "
          f"{ours.read_s / ours.cpu_s:.0%}, ranking {ours.rank_s:.2f}), {ours.wall_s:.2f} s wall, {ours.peak_mb:.0f} MB, "
          f"{ours.parsed} documents parsed")  # fmt: skip
    for name, floor in zip(("reader", "newsboat"), FLOORS.get(case, (None, None)), strict=True):
        if name in spent:
            peer = spent[name]
            limit = f", floor {floor:.2f}" if floor else ""
            print(f"  against {name:8} {peer.cpu_s:6.2f} s CPU: {ours.cpu_s / peer.cpu_s:5.2f} (engine "
                  f"{ours.engine_s / peer.cpu_s:.2f}{limit}); {peer.wall_s:6.2f} s wall: {ours.wall_s / peer.wall_s:.2f}; "
                  f"{peer.peak_mb:.0f} MB")  # fmt: skip


def cases(rivals: Rivals, site: Site, rounds: int) -> None:
    site.set(0)
    told("cold", rivals.all())
    print(f"  {_unread(rivals.database)} of the cold run's entries are left to read")
    _count_as_read(rivals.database)
    rivals.all()
    told("all 304", median([rivals.all() for _ in range(rounds)]))
    site.set(0, latency_ms=150)
    told("all 304, 150 ms", rivals.all())
    runs = []
    for epoch in range(1, rounds + 1):
        site.set(epoch)
        runs.append(rivals.all())
    told("90 % one new", median(runs))
    site.set(rounds, validators=False)
    told("same bodies", median([rivals.all() for _ in range(rounds)]))
    site.set(rounds)
    idle = [rivals.ours() for _ in range(3)]
    print(f"\nnothing due: {statistics.median(s.cpu_s for s in idle):.3f} s CPU (floor 0.15), {site.asked()} requests")


def growth(folder: Path, reader_python: str) -> None:
    """One new entry in most of 200 feeds, into databases of 1,000 and 1,000,000 entries, in turns."""
    site = Site(200, 5)
    try:
        rivals = Rivals(folder, site, reader_python)
        rivals.ours("--all")
        _count_as_read(rivals.database)
        large = folder / "large.db"
        shutil.copy(rivals.database, large)
        _fill(large, 1_000_000)
        spent: dict[str, list[Spent]] = {"small": [], "large": []}
        for epoch in range(1, 6):
            site.set(epoch)
            spent["small"].append(rivals.ours("--all"))
            spent["large"].append(rivals.ours("--all", database=large))
        small, big = (statistics.median(s.cpu_s for s in spent[name]) for name in ("small", "large"))
        print(
            f"\ngrowth: {small:.2f} s CPU into 1,000 entries, {big:.2f} s into 1,000,000: {big / small:.2f} (floor 1.2)"
        )
    finally:
        site.close()


def _unread(database: Path) -> int:
    with sqlite3.connect(database) as db:
        return int(db.execute("SELECT count(*) FROM entry WHERE extractor = ''").fetchone()[0])


def _count_as_read(database: Path) -> None:
    sys.path.insert(0, str(ROOT))
    from tracker.extract import VERSION

    with sqlite3.connect(database) as db:
        db.execute("UPDATE entry SET extractor = ? WHERE extractor = ''", (VERSION,))


def _fill(database: Path, entries: int) -> None:
    """More entries of the same feeds, older than theirs."""
    db = sqlite3.connect(database, isolation_level=None)
    have = db.execute("SELECT count(*) FROM entry").fetchone()[0]
    feeds = [row[0] for row in db.execute("SELECT id FROM feed WHERE state <> 'file'")]
    version = db.execute("SELECT max(extractor) FROM entry").fetchone()[0]
    db.execute("BEGIN")
    db.executemany(
        """INSERT INTO entry(feed_id, guid, url, title, author, published_at, updated_at, first_seen_at, last_seen_at, sort_at,
             text_hash, body, extractor) VALUES (?, ?, ?, ?, '', ?, NULL, ?, ?, ?, ?, ?, ?)""",
        ((feeds[n % len(feeds)], f"old-{n}", f"https://old.example/{n}", f"Old entry {n}", day, day, day, day, f"{n:032x}",
          f"What was told in entry {n} long ago.", version)
         for n in range(entries - have)
         for day in (f"{2000 + n % 20}-{1 + n % 12:02}-{1 + n % 28:02}T00:00:00Z",)),
    )  # fmt: skip
    db.execute("COMMIT")
    db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    db.close()


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--reader-python", default="", help="the Python of a venv with reader")
    asked.add_argument("--feeds", type=int, default=200)
    asked.add_argument("--entries", type=int, default=50)
    asked.add_argument("--rounds", type=int, default=3)
    asked.add_argument("--texts", default="", help="a folder of feed files whose entries are served; else word salad")
    asked.add_argument("--growth", action="store_true", help="the growth case alone")
    told_us = asked.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        if told_us.growth:
            growth(Path(folder), "")
            return
        site = Site(told_us.feeds, told_us.entries, told_us.texts)
        try:
            rivals = Rivals(Path(folder), site, told_us.reader_python)
            measured([sys.executable, "-m", "tracker", "--db", str(rivals.database), "timeline", "--csv"])
            cases(rivals, site, told_us.rounds)
        finally:
            site.close()


if __name__ == "__main__":
    main()
