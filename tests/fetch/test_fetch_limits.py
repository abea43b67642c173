"""Whatever a server does, a request ends in time, within its size, with one plain line."""

import asyncio
import gzip
import tracemalloc
import zlib

import pytest
from fetch_loopback import Loopback, Script, answer, raw

from tracker.fetch import Client, Limits
from tracker.model.fetched import Request, Response

QUICK = Limits(deadline_s=0.6)
SILENT = Limits(read_s=0.4)
HEAD = b"HTTP/1.1 200 OK\r\n"


async def get(url: str, most: int = 2**20, limits: Limits | None = None) -> Response:
    async with Client(min_gap_s=0, limits=limits) as client:
        found = await client.get(Request(url=url, allow_private=True, max_bytes=most))
    assert "\n" not in found.error
    assert not found.error or not found.body
    return found


@pytest.mark.parametrize(
    ("script", "limits", "number"),
    [
        (raw(b"", pause=2), SILENT, "0.4"),
        (raw(HEAD + b"X-A: ", b"a", pause=0.1, endless=True), QUICK, "0.6"),
        (raw(HEAD + b"\r\n<rss>", b" ", pause=0.1, endless=True), QUICK, "0.6"),
        (raw(b"HTTP/1.1 100 Continue\r\n\r\n", pause=0.1, endless=True), QUICK, "0.6"),
    ],
    ids=["silence", "slow headers", "slow body", "endless 100"],
)
async def test_a_slow_server_is_left_in_time(server: Loopback, script: Script, limits: Limits, number: str) -> None:
    server.answers["/feed"] = script
    async with asyncio.timeout(10):
        found = await get(server.url + "/feed", limits=limits)
    assert found.reason == "timeout"
    assert number in found.error


async def test_the_deadline_is_over_all_redirects(server: Loopback) -> None:
    server.answers["/feed"] = raw(
        b"", b"HTTP/1.1 302 Found\r\nLocation: /feed\r\nContent-Length: 0\r\n\r\n", pause=0.15
    )
    found = await get(server.url + "/feed", limits=QUICK)
    assert found.reason == "timeout"
    assert len(server.requests) < 6


@pytest.mark.parametrize(
    "script",
    [
        raw(HEAD + b"\r\n", b" " * 65536, endless=True),
        raw(HEAD + b"Transfer-Encoding: chunked\r\n\r\n", b"8000\r\n" + b"x" * 0x8000 + b"\r\n", endless=True),
        answer(b"<rss>", length=10**13),
        answer(b"x" * (2**20 + 1)),
    ],
    ids=["endless", "endless chunks", "announced", "one byte more"],
)
async def test_a_large_body_is_refused_with_the_limit(server: Loopback, script: Script) -> None:
    server.answers["/feed"] = script
    found = await get(server.url + "/feed")
    assert found.reason == "too_large"
    assert "1 MiB" in found.error
    assert found.wire_bytes <= 2**20 + 2**17


async def test_a_body_of_exactly_the_limit_is_read(server: Loopback) -> None:
    server.answers["/plain"] = answer(b"x" * 2**20)
    server.answers["/gzip"] = answer(gzip.compress(b"x" * 2**20), "200 OK", "Content-Encoding: gzip")
    assert len((await get(server.url + "/plain")).body) == 2**20
    assert len((await get(server.url + "/gzip")).body) == 2**20


def bomb(megabytes: int) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    return b"".join(packer.compress(b" " * 2**20) for _ in range(megabytes)) + packer.flush()


async def test_a_gzip_bomb_never_unfolds(server: Loopback) -> None:
    server.answers["/feed"] = answer(bomb(200), "200 OK", "Content-Encoding: gzip")
    tracemalloc.start()
    found = await get(server.url + "/feed")
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert found.reason == "too_large"
    assert peak < 30 * 2**20


@pytest.mark.parametrize(
    ("body", "encoding", "reason"),
    [
        (gzip.compress(gzip.compress(b"x")), "gzip, gzip", "encoding"),
        (gzip.compress(b"x"), ", ".join(["gzip"] * 100), "encoding"),
        (b"<rss/>", "x-weird", "encoding"),
        (b"<rss/>", "gzip", "encoding"),
        (zlib.compress(b"<rss/>"), "deflate", "encoding"),
        (gzip.compress(bytes(range(256)) * 40)[:-40], "gzip", "truncated"),
        (gzip.compress(b"") * 200, "gzip", "encoding"),
        (b"", "gzip", "truncated"),
    ],
    ids=[
        "two layers",
        "a hundred names",
        "no such coding",
        "not packed",
        "deflate",
        "cut off",
        "many members",
        "nothing",
    ],
)
async def test_only_one_whole_layer_of_gzip_is_read(server: Loopback, body: bytes, encoding: str, reason: str) -> None:
    server.answers["/feed"] = answer(body, "200 OK", f"Content-Encoding: {encoding}")
    assert (await get(server.url + "/feed")).reason == reason


@pytest.mark.parametrize(
    ("script", "reason"),
    [
        (answer(b"half", length=100), "truncated"),
        (raw(HEAD + b"Transfer-Encoding: chunked\r\n\r\nff\r\nhalf"), "truncated"),
        (raw(b"SSH-2.0-OpenSSH_9.6\r\n"), "protocol"),
        (raw(b"HTTP/2.0 200 OK\r\n\r\n<rss/>"), "protocol"),
        (raw(b"HTTP/2.0 302 Found\r\nLocation: /feed\r\n\r\n"), "protocol"),
        (raw(b""), "protocol"),
        (raw(HEAD + b"X: " + b"h" * 400_000 + b"\r\n\r\n"), "protocol"),
        (raw(HEAD + b"Content-Length: 1\r\nContent-Length: 2\r\n\r\nxx"), "protocol"),
        (raw(b"HTTP/1.1 200 OK\r\nContent-Length: nine\r\n\r\nx"), "protocol"),
    ],
    ids=["half", "half chunk", "ssh", "http 2", "http 2 moved", "hang up", "huge header", "two lengths", "no length"],
)
async def test_a_broken_answer_is_never_taken_for_a_whole_one(server: Loopback, script: Script, reason: str) -> None:
    server.answers["/feed"] = script
    found = await get(server.url + "/feed")
    assert found.reason == reason
    assert found.error.isprintable()
    assert len(server.requests) == 1


async def test_nobody_there_is_asked_twice_and_told_plainly() -> None:
    asked = 0

    async def resolver(host: str, port: int) -> list[str]:
        nonlocal asked
        asked += 1
        return ["127.0.0.1"]

    server = Loopback()
    server.close()
    async with Client(min_gap_s=0, resolver=resolver) as client:
        found = await client.get(Request(url=f"{server.url}/?key=s3cret", allow_private=True))
    assert (found.reason, found.error, asked) == ("connect", "no connection: connection refused", 2)


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("file:///etc/passwd", "blocked_scheme"),
        ("http://[::1/feed", "bad_url"),
        ("http://127.0.0.1:99999/", "bad_url"),
        ("http://a..b/", "bad_url"),
        ("http://xn--a/", "dns"),
        (f"http://{'a' * 70}.example/", "dns"),
        ("http://no-such-host.invalid/", "dns"),
    ],
)
async def test_an_impossible_url_is_an_answer_too(url: str, reason: str) -> None:
    found = await get(url, limits=Limits(connect_s=10, deadline_s=12))
    assert found.reason in (reason, "bad_url", "dns")
    assert found.error
    assert not found.status


async def test_only_a_few_large_bodies_are_held_and_waiting_for_a_place_costs_no_time(server: Loopback) -> None:
    large = b" " * (2**20 + 2**18)
    for n in range(3):
        server.answers[f"/{n}"] = answer(large)
    server.answers["/small"] = answer(b"x")
    async with Client(min_gap_s=0, per_host=9, limits=Limits(deadline_s=1.0)) as client:

        async def ask(path: str) -> Response:
            request = Request(url=server.url + path, allow_private=True, max_bytes=2**21)
            with client.hold() as hold:
                found = await client.get(request, hold)
                await asyncio.sleep(1.5 if found.body == large else 0)
                return found

        started = asyncio.get_running_loop().time()
        *found, small = await asyncio.gather(*(ask(f"/{n}") for n in range(3)), ask("/small"))
        took = asyncio.get_running_loop().time() - started
    assert [len(one.body) for one in found] == [len(large)] * 3, [one.error for one in found]
    assert small.body == b"x"
    assert took > 2.5
