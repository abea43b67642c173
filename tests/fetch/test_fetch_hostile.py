"""Answers that break HTTP, flood it or lie: each ends in time, in bounded memory, with one plain line; and the next is read."""

from __future__ import annotations

import asyncio
import gzip
import resource

import pytest
from fetch_loopback import Loopback, Script, answer, raw

from tracker.fetch import Client, Limits
from tracker.model.fetched import Request, Response

FEED = b"<rss><channel><item><title>x</title></item></channel></rss>"
HEAD = b"HTTP/1.1 200 OK\r\n"
_MOST_GROWTH_KIB = 60_000


async def get(server: Loopback, script: Script, most: int = 2**20) -> Response:
    server.answers["/feed"] = script
    server.answers["/next"] = answer(FEED)
    async with Client(min_gap_s=0, limits=Limits(deadline_s=2.0)) as client:
        async with asyncio.timeout(10):
            found = await client.get(Request(url=server.url + "/feed", allow_private=True, max_bytes=most))
            after = await client.get(Request(url=server.url + "/next", allow_private=True))
    assert after.body == FEED
    assert found.error.isprintable()
    assert bool(found.error) == bool(found.reason) != bool(found.body)
    return found


@pytest.mark.parametrize(
    "script",
    [
        raw(FEED),
        raw(b"ICY 200 OK\r\n\r\n" + FEED),
        raw(b"HTTP/1.1 20 OK\r\n\r\n" + FEED),
        raw(b"HTTP/2.0 200 OK\r\n\r\n" + FEED),
        raw(b"HTTP/0.9 200 OK\r\n\r\n" + FEED),
        raw(b"HTTP/1.1 99999999999999999999 OK\r\n\r\n" + FEED),
        raw(b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"),
        raw(b"\r\n" * 100_000),
        raw(b"HTTP/1.1 103 Early Hints\r\nLink: <x>\r\n\r\n", endless=True),
        raw(b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\n" + FEED),
        raw(HEAD + b"".join(b"X-%d: y\r\n" % n for n in range(100_000)) + b"\r\n" + FEED),
        raw(HEAD + b"Set-Cookie: a=b\r\n" * 100_000 + b"\r\n" + FEED),
        raw(HEAD, b"X-A: " + b"y" * 60_000 + b"\r\n", endless=True),
        raw(HEAD + b"X\x00Y: z\r\n\r\n" + FEED),
        raw(HEAD + b" folded: x\r\n\r\n" + FEED),
        raw(HEAD + b"Content-Length: 5\r\nContent-Length: 50\r\n\r\n" + FEED),
        raw(HEAD + b"Content-Length: -5\r\n\r\n" + FEED),
        raw(HEAD + b"Content-Length: " + b"9" * 5000 + b"\r\n\r\n" + FEED),
        raw(HEAD + "Content-Length: \u00b2\r\n\r\n".encode("latin-1") + FEED),
        raw(HEAD + b"Transfer-Encoding: gzip, chunked\r\n\r\n5\r\n<rss>\r\n0\r\n\r\n"),
        raw(HEAD + b"Transfer-Encoding: chunked\r\n\r\n-5\r\n<rss>\r\n0\r\n\r\n"),
        raw(HEAD + b"Transfer-Encoding: chunked\r\n\r\n" + b"f" * 40 + b"\r\n<rss>"),
        raw(HEAD + b"Transfer-Encoding: chunked\r\n\r\n1;" + b"x" * 10_000_000 + b"\r\n<\r\n"),
        raw(HEAD + b"Transfer-Encoding: chunked\r\n\r\n", b"1\r\n<\r\n", endless=True),
        raw(HEAD + b"Transfer-Encoding: chunked\r\n\r\n5\r\n<rss>\r\n0\r\n", b"Trailer: x\r\n" * 1000, endless=True),
        raw(HEAD + b"Content-Encoding: gzip\r\n\r\n", gzip.compress(b" "), endless=True),
        raw(HEAD + b"Content-Encoding: gzip\r\n\r\n" + gzip.compress(FEED)[:10], b"\0", endless=True),
        raw(HEAD + b"Content-Encoding: gzip, identity, gzip\r\n\r\n" + gzip.compress(gzip.compress(FEED))),
    ],
)  # fmt: skip
async def test_no_answer_that_breaks_http_is_taken_for_a_feed(server: Loopback, script: Script) -> None:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    found = await get(server, script)
    assert found.reason
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < _MOST_GROWTH_KIB


@pytest.mark.parametrize(
    "script",
    [
        raw(HEAD + b"Content-Encoding: gzip\r\nConnection: close\r\n\r\n" + gzip.compress(FEED) + b"\0\0trailing"),
        raw(HEAD + b"Content-Length: %d\r\nContent-Length: %d\r\n\r\n" % (len(FEED), len(FEED)) + FEED),
        raw(b"HTTP/1.1 100 Continue\r\n\r\n" * 3 + HEAD + b"Content-Length: %d\r\n\r\n" % len(FEED) + FEED),
        raw(b"HTTP/1.0 200 \r\nContent-Length: %d\r\n\r\n" % len(FEED) + FEED),
        raw(HEAD + b"Transfer-Encoding: chunked\r\n\r\n%x;name=value\r\n" % len(FEED) + FEED + b"\r\n0\r\n\r\n"),
    ],
)  # fmt: skip
async def test_what_is_odd_but_clear_is_read(server: Loopback, script: Script) -> None:
    assert (await get(server, script)).body == FEED


@pytest.mark.parametrize(
    "where",
    ["/x\x01y", "/x\ty", "\\\\127.0.0.2\\x", "//", "http:///x", "http://:80/", "http://a b/", "https:127.0.0.2", "http://[fe80::1%25lo]/",
     "http://127.0.0.1:0/", "http://" + "a" * 300 + "/", "http://" + "a." * 200 + "/", "HTTP://\u2460\u2461\u2466.0.0.1/", "gopher://x/",
     "view-source:http://x/", "blob:http://x/", "mailto:a@b", "/" + "x" * 9000],
)  # fmt: skip
async def test_no_odd_redirect_leads_anywhere(server: Loopback, internal: Loopback, where: str) -> None:
    moved = b"HTTP/1.1 302 Found\r\nLocation: " + where.encode("utf-8") + b"\r\nContent-Length: 0\r\n\r\n"
    found = await get(server, raw(moved))
    assert found.reason
    assert not internal.requests
    assert len(server.requests) <= 7


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "127.1", "0x7f.1", "0177.0.0.1", "2130706433", "0x7f000001", "017700000001", "127.0.0.1.", "0", "0.0.0.0",
     "localhost", "LOCALHOST.", "[::1]", "[::]",
     "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[0:0:0:0:0:ffff:7f00:0001]", "[::127.0.0.1]",
     "\u2460\u2461\u2466.0.0.1", "127\u30020\u30020\u30021", "user:pass@127.0.0.1"],
)  # fmt: skip
async def test_no_spelling_of_an_inner_address_is_reached(server: Loopback, host: str) -> None:
    server.answers["/feed"] = answer(FEED)
    async with Client(min_gap_s=0) as client:
        found = await client.get(Request(url=f"http://{host}:{server.port}/feed"))
    assert found.reason in ("blocked_address", "dns", "bad_url"), found
    assert not server.requests
