"""Hostile feeds cost themselves and nothing else: their worker is killed, the others are read."""

import asyncio
import os
import time
from contextlib import suppress
from pathlib import Path

import pytest

from tracker.feeds import frames
from tracker.feeds.parse import parse
from tracker.feeds.pool import ParserPool, WorkerPool

NOW = "2026-11-25T12:00:00Z"
GOOD = b'<rss version="2.0"><channel><title>F</title><item><title>B200 \xe2\x9c\x93</title></item></channel></rss>'
SLOW = b"<rss><channel><item><rating/><author>a@" + b"a." * 128_000 + b"!</author></item></channel></rss>"


async def test_a_worker_reads_what_the_function_reads() -> None:
    async with ParserPool() as pool:
        assert await pool.parse(GOOD, "text/xml", "https://e.org/", NOW) == parse(
            GOOD, "text/xml", "https://e.org/", NOW
        )
        assert (await pool.parse(b"", "", "", NOW)).reason == "empty"


async def test_a_feed_without_end_is_stopped_and_good_ones_pass_it() -> None:
    order: list[str] = []

    async def read(name: str, body: bytes) -> None:
        found = await pool.parse(body, "", "https://e.org/", NOW)
        order.append(name)
        assert found.reason == ("parse_resource" if name == "slow" else "")
        if name == "slow":
            assert "1.5 s" in found.error

    async with ParserPool(quick_s=0.5, wall_s=1.5) as pool:
        slow = [asyncio.create_task(read("slow", SLOW + b" " * n)) for n in range(3)]
        await asyncio.sleep(0)
        await asyncio.gather(*slow, *(read("good", GOOD + b" " * n) for n in range(20)))
    assert order == ["good"] * 20 + ["slow"] * 3


async def test_memory_is_bounded() -> None:
    async with ParserPool(workers=1, quick_s=20, wall_s=20, memory=200 * 2**20) as pool:
        large = b"<rss><channel><item><title>" + b"x" * (120 * 2**20) + b"</title></item></channel></rss>"
        assert (await pool.parse(large, "", "https://e.org/", NOW)).reason == "parse_resource"
        assert (await pool.parse(GOOD, "", "https://e.org/", NOW)).error == ""


async def test_processor_time_is_bounded_by_the_kernel() -> None:
    async with ParserPool(workers=1, quick_s=30, wall_s=30, cpu_s=1) as pool:
        async with asyncio.timeout(25):
            found = await pool.parse(SLOW, "", "https://e.org/", NOW)
        assert found.reason == "parse_resource"
        assert (await pool.parse(GOOD, "", "https://e.org/", NOW)).error == ""


async def test_a_killed_worker_is_replaced() -> None:
    async with ParserPool(workers=1) as pool:
        await pool.parse(GOOD, "", "https://e.org/", NOW)
        (child,) = _children()
        os.kill(child, 9)
        assert (await pool.parse(GOOD, "", "https://e.org/", NOW)).error == ""


async def test_little_work_starts_one_process_and_a_feed_that_holds_it_up_a_second() -> None:
    async with ParserPool(quick_s=5) as pool:
        await asyncio.gather(*(pool.parse(GOOD + b" " * n, "", "https://e.org/", NOW) for n in range(20)))
        assert len(_children()) == 1
        slow = asyncio.create_task(pool.parse(SLOW, "", "https://e.org/", NOW))
        await asyncio.sleep(0.1)
        async with asyncio.timeout(4):
            assert not (await pool.parse(GOOD, "", "https://e.org/", NOW)).error
        assert not slow.done()
        assert len(_children()) == 2
        slow.cancel()


async def test_many_documents_that_are_read_one_after_the_other_start_no_second_process() -> None:
    async with ParserPool(quick_s=5) as pool:
        await pool.parse(GOOD, "", "https://e.org/", NOW)
        told = await asyncio.gather(*(pool.parse(GOOD, "", "https://e.org/", NOW) for _ in range(4000)))
        assert not any(feed.error for feed in told)
        assert len(_children()) == 1


async def test_leaving_leaves_no_process_and_no_waiting() -> None:
    async with ParserPool(workers=1) as pool:
        waiting = [asyncio.create_task(pool.parse(SLOW, "", "https://e.org/", NOW)) for _ in range(2)]
        await asyncio.sleep(0.3)
        assert _children()
    async with asyncio.timeout(5):
        done = await asyncio.gather(*waiting, return_exceptions=True)
    assert all(isinstance(each, asyncio.CancelledError) for each in done)
    assert not _children()


def _children() -> list[int]:
    """Living child processes of this one."""
    if not Path("/proc/self/stat").exists():
        pytest.skip("this system does not list a process's children")
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            state, parent, *_ = path.read_text().rpartition(")")[2].split()
            if int(parent) == os.getpid() and state != "Z":
                found.append(int(path.parent.name))
    return found


EMOJI = b"<rss><channel>" + b"".join(
    b"<item><guid>%d</guid><title>t</title><description>%s</description></item>" % (n, "\U0001f600".encode() * 20_000)
    for n in range(100)
) + b"</channel></rss>"  # fmt: skip
"""Its answer is far larger than what a pipe or a buffer holds."""


TALKATIVE = """
import struct, sys, time
out = sys.stdout.buffer
out.write(b"+")
out.flush()
sys.stdin.buffer.read(1)
out.write(struct.pack(">I", 60_000_000))
while True:
    out.write(bytes(60_000))
    out.flush()
    time.sleep(0.01)
"""
"""A process in the midst of a large answer."""


async def test_a_clock_that_strikes_while_much_of_an_answer_waits_stops_no_later_document(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Other work has held up the loop, so that both are there at once: what was said is then no longer asked for."""
    (tmp_path / "talkative_worker.py").write_text(TALKATIVE)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    pool = WorkerPool("talkative_worker", bytes, str, workers=1, quick_s=1, wall_s=1, cpu_s=9, memory=2**29)
    async with pool, asyncio.timeout(20):
        for body in (b"first", b"second"):
            asked = asyncio.create_task(pool.ask(body))
            for _ in range(40):
                await asyncio.sleep(0.05)
                time.sleep(0.05)
            assert "took over" in str(await asked)


async def test_an_answer_is_hardly_larger_than_its_text() -> None:
    assert len(frames.reply(parse(EMOJI, "", "https://e.org/", NOW))) < 1.2 * len(EMOJI)


async def test_of_many_documents_without_end_only_the_first_are_tried_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tracker.feeds.pool._AGAIN_S", 1.0)
    async with ParserPool(workers=1, quick_s=0.3, wall_s=1.2) as pool:
        asked = (pool.parse(SLOW + b" " * n, "", "https://e.org/", NOW) for n in range(4))
        told = [found.error for found in await asyncio.gather(*asked)]
        assert (await pool.parse(GOOD, "", "https://e.org/", NOW)).error == ""
    assert [error.split()[3] for error in told] == ["1.2", "0.3", "0.3", "0.3"]
    assert all("no time is left" in error for error in told[1:])


async def test_a_second_try_that_comes_to_something_costs_the_others_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tracker.feeds.pool._AGAIN_S", 1.0)
    async with ParserPool(workers=1, quick_s=0.02, wall_s=20) as pool:
        for n in range(3):
            found = await pool.parse(EMOJI + b" " * n, "", "https://e.org/", NOW)
            assert (found.error, len(found.entries)) == ("", 100)
