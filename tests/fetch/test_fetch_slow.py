"""Servers that send slowly or not at all hold up themselves and nobody else, in little memory."""

from __future__ import annotations

import asyncio
import tempfile
import tracemalloc
from pathlib import Path

import pytest
from fetch_loopback import Loopback, Script, answer, raw

from tracker.fetch import Client, Limits
from tracker.fetch.manners import Manners
from tracker.model.fetched import Request, Response

HEAD = b"HTTP/1.1 200 OK\r\n"
LARGE = b"x" * (2**20 + 2**18)
_MOST = 2**23
_QUICK = 2.0


def silent() -> Script:
    return raw(b"", pause=20)


def slow(first: bytes, piece: bytes, pause: float) -> Script:
    """`first` at once, then a piece now and then, for ever."""
    return raw(HEAD + b"\r\n" + first, piece, pause=pause, endless=True)


async def ask(client: Client, server: Loopback, path: str) -> tuple[Response, float]:
    """The answer, and how many seconds it took with all waiting."""
    loop = asyncio.get_running_loop()
    started = loop.time()
    with client.hold() as hold:
        found = await client.get(Request(url=server.url + path, allow_private=True, max_bytes=_MOST), hold)
    return found, loop.time() - started


@pytest.mark.parametrize(
    "script",
    [slow(LARGE, b"x", 0.5), slow(LARGE, b"x" * 100_000, 1.5), slow(LARGE, b"x" * 10_000, 0.05)],
    ids=["a byte now and then", "bursts", "a steady drip"],
)
async def test_large_bodies_that_do_not_end_hold_up_no_other(server: Loopback, script: Script) -> None:
    server.answers["/slow"] = script
    server.answers["/large"] = answer(LARGE)
    async with Client(min_gap_s=0, per_host=32, limits=Limits(deadline_s=4.0)) as client:
        held_up = [asyncio.create_task(ask(client, server, "/slow")) for _ in range(16)]
        await asyncio.sleep(0.5)
        found, took = await ask(client, server, "/large")
        assert found.body == LARGE
        assert took < _QUICK
        assert {one.reason for one, _ in await asyncio.gather(*held_up)} == {"timeout"}


async def test_a_slow_line_is_waited_for_while_others_wait_too(server: Loopback) -> None:
    server.answers["/line"] = raw(HEAD + b"Connection: close\r\n\r\n", *[b"x" * 2**17] * 20, pause=0.15)
    server.answers["/large"] = answer(LARGE)
    async with Client(min_gap_s=0, per_host=32) as client:
        lines = [asyncio.create_task(ask(client, server, "/line")) for _ in range(4)]
        others = await asyncio.gather(*(ask(client, server, "/large") for _ in range(4)))
        assert all(found.body == LARGE for found, _ in others)
        assert [len(found.body) for found, _ in await asyncio.gather(*lines)] == [20 * 2**17] * 4


async def test_bodies_that_are_still_coming_take_little_memory(server: Loopback) -> None:
    server.answers["/slow"] = slow(b"x" * 4 * 2**20, b"x", 0.2)
    async with Client(min_gap_s=0, per_host=32, limits=Limits(deadline_s=3.0)) as client:
        tracemalloc.start()
        await asyncio.gather(*(ask(client, server, "/slow") for _ in range(16)))
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
    assert peak < 30 * 2**20, "64 MiB have come"


async def test_without_a_place_for_files_only_large_bodies_are_lost(
    server: Loopback, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "missing"))
    server.answers["/large"], server.answers["/small"] = answer(LARGE), answer(b"x" * 2**18)
    async with Client(min_gap_s=0) as client:
        large, _ = await ask(client, server, "/large")
        small, _ = await ask(client, server, "/small")
    assert (large.reason, large.body) == ("truncated", b"")
    assert "no temporary file for a body over 256 KiB (no such file or directory)" in large.error
    assert len(small.body) == 2**18


async def test_no_file_is_left(server: Loopback, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    server.answers["/slow"], server.answers["/large"] = slow(LARGE, b"x", 0.1), answer(LARGE)
    async with Client(min_gap_s=0, limits=Limits(deadline_s=1.0)) as client:
        given_up = asyncio.create_task(ask(client, server, "/slow"))
        await ask(client, server, "/large")
        assert not list(tmp_path.iterdir()), "also while a body is coming: a program that is killed leaves none"
        await given_up
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("script", [silent(), slow(b"<rss>", b" ", 0.2)], ids=["silence", "a byte now and then"])
async def test_who_brings_nothing_holds_up_nobody(server: Loopback, script: Script) -> None:
    """Of 3 places, 9 such requests take none for long."""
    server.answers["/slow"], server.answers["/feed"] = script, answer(b"<rss/>")
    async with Client(min_gap_s=0, per_host=32, total=3) as client:
        held_up = [asyncio.create_task(ask(client, server, "/slow")) for _ in range(9)]
        await asyncio.sleep(0.1)
        found, took = await ask(client, server, "/feed")
        assert found.body == b"<rss/>"
        assert took < 8.0, "they are left after 8 s of silence at the earliest"
        assert not any(one.done() for one in held_up), "and are waited for as ever"
        for one in held_up:
            one.cancel()


async def test_who_brings_something_keeps_the_place() -> None:
    manners = Manners(per_host=9, min_gap_s=0, total=1, most=9)
    loop = asyncio.get_running_loop()
    started, began = loop.time(), 0.0

    async def busy() -> None:
        async with manners.turn("a", lambda: int((loop.time() - started) * 4000)):
            await asyncio.sleep(3)

    async def next_one() -> None:
        nonlocal began
        async with manners.turn("b", lambda: 0):
            began = loop.time() - started

    await asyncio.gather(busy(), next_one())
    assert began >= 3


async def test_no_more_than_so_many_are_open_whatever_they_bring() -> None:
    manners = Manners(per_host=9, min_gap_s=0, total=2, most=3)
    running, most = 0, 0

    async def silence(host: str) -> None:
        nonlocal running, most
        async with manners.turn(host, lambda: 0):
            running += 1
            most = max(most, running)
            await asyncio.sleep(2.5)
            running -= 1

    await asyncio.gather(*(silence(host) for host in "abcdef"))
    assert most == 3
