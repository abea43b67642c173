"""What comes back of a request: bodies, statuses, validators, headers of both sides."""

import asyncio
import gzip
import socket
import time
from datetime import UTC, datetime
from email.utils import format_datetime

import pytest
from fetch_loopback import Loopback, answer

from tracker import __version__
from tracker.fetch import Client
from tracker.fetch.manners import Manners
from tracker.model.fetched import Request, Response

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)


async def get(url: str, contact: str = "", **more: object) -> Response:
    async with Client(contact=contact, min_gap_s=0) as client:
        return await client.get(Request(url=url, allow_private=True, **more))  # type: ignore[arg-type]


async def test_a_good_answer_comes_whole_with_its_validators(server: Loopback) -> None:
    server.answers["/feed"] = answer(
        b"<rss/>", "200 OK", 'ETag: W/"a b"', "Last-Modified: yesterday", "Cache-Control: max-age=9"
    )
    found = await get(server.url + "/feed")
    assert (found.error, found.reason, found.status, found.body) == ("", "", 200, b"<rss/>")
    assert (found.etag, found.last_modified, found.wire_bytes) == ('W/"a b"', "yesterday", 6)
    assert found.headers is not None
    assert found.headers["cache-control"] == "max-age=9"


async def test_validators_go_back_byte_by_byte_and_304_keeps_them(server: Loopback) -> None:
    server.answers["/feed"] = answer(b"", "304 Not Modified")
    found = await get(server.url + "/feed", etag='W/"x,  y"', last_modified="Tue, 1 jan 2026 0:0:0")
    _, headers, _ = server.requests[0]
    assert headers["if-none-match"] == 'W/"x,  y"'
    assert headers["if-modified-since"] == "Tue, 1 jan 2026 0:0:0"
    assert (found.error, found.status, found.body, found.etag) == ("", 304, b"", 'W/"x,  y"')


async def test_a_304_that_nobody_asked_for_is_told(server: Loopback) -> None:
    server.answers["/feed"] = answer(b"", "304 Not Modified")
    assert (await get(server.url + "/feed")).reason == "empty"


async def test_unusable_validators_are_not_kept_and_not_sent(server: Loopback) -> None:
    server.answers["/feed"] = answer(b"x", "200 OK", f'ETag: "{"e" * 2000}"')
    found = await get(server.url + "/feed", etag='"a\r\nX-Injected: 1"')
    assert found.etag == ""
    assert "if-none-match" not in server.requests[0][1]
    assert "x-injected" not in server.requests[0][1]


async def test_the_request_says_who_asks_and_nothing_more(server: Loopback) -> None:
    server.answers["/feed"] = answer(b"x", "200 OK", "Set-Cookie: id=1")
    async with Client(contact="mailto:me@example.org", min_gap_s=0) as client:
        for _ in range(2):
            await client.get(Request(url=server.url + "/feed", allow_private=True))
    for _, headers, _ in server.requests:
        assert headers["user-agent"] == f"accelerator-tracker/{__version__} (+mailto:me@example.org)"
        assert headers["accept-encoding"] == "gzip"
        assert not {"cookie", "referer", "authorization"} & headers.keys()


@pytest.mark.parametrize(
    ("status", "reason"),
    [
        ("203 Non-Authoritative Information", ""),
        ("204 No Content", "empty"),
        ("206 Partial Content", "http"),
        ("300 Multiple Choices", "http"),
        ("403 Forbidden", "http"),
        ("404 Not Found", "http"),
        ("410 Gone", "gone"),
        ("429 Too Many Requests", "rate_limited"),
        ("500 Internal Server Error", "http"),
        ("503 Service Unavailable", "http"),
        ("999 Nope", "http"),
    ],
)
async def test_only_whole_good_answers_are_read(server: Loopback, status: str, reason: str) -> None:
    server.answers["/feed"] = answer(b"" if status.startswith("204") else b"<rss/>", status)
    found = await get(server.url + "/feed")
    assert found.reason == reason
    assert found.status == int(status[:3])
    assert found.body == (b"" if reason else b"<rss/>")
    assert len(server.requests) == 1, "no status is tried again"
    if reason:
        assert status[:3] in found.error


async def test_a_bot_wall_is_called_one(server: Loopback) -> None:
    server.answers["/feed"] = answer(b"Just a moment", "403 Forbidden", "cf-mitigated: challenge")
    assert (await get(server.url + "/feed")).reason == "blocked"


@pytest.mark.parametrize(
    ("told", "seconds"),
    [
        ("3600", 3600.0),
        ("1", 60.0),
        ("9" * 30, 86400.0),
        ("9" * 6000, 86400.0),
        (format_datetime(NOW.replace(hour=14), usegmt=True), 7200.0),
        (format_datetime(NOW.replace(year=2020), usegmt=True), 60.0),
        ("Fri, 31 Dec 9999 23:59:59 GMT", 86400.0),
        ("soon", None),
        ("-5", None),
        ("", None),
    ],
)
async def test_retry_after_is_bounded(
    server: Loopback, monkeypatch: pytest.MonkeyPatch, told: str, seconds: float | None
) -> None:
    monkeypatch.setenv("TRACKER_NOW", NOW.isoformat())
    server.answers["/feed"] = answer(b"", "429 Too Many Requests", f"Retry-After: {told}")
    assert (await get(server.url + "/feed")).retry_after_s == seconds


async def test_gzip_is_unpacked_also_in_members(server: Loopback) -> None:
    server.answers["/one"] = answer(gzip.compress(b"hello"), "200 OK", "Content-Encoding: gzip")
    server.answers["/two"] = answer(
        gzip.compress(b"a") + gzip.compress(b"b") + b"\0\0", "200 OK", "Content-Encoding: GZIP"
    )
    assert (await get(server.url + "/one")).body == b"hello"
    assert (await get(server.url + "/two")).body == b"ab"


async def test_user_and_password_are_for_their_own_host_only(server: Loopback) -> None:
    other = Loopback("127.0.0.1")
    server.answers["/feed"] = answer(b"x")
    server.answers["/away"] = answer(b"", "302 Found", f"Location: {other.url}/feed")
    server.answers["/given"] = answer(b"", "302 Found", f"Location: {server.url.replace('//', '//a:b@')}/feed")
    own = server.url.replace("http://", "http://u:s3cret@")
    found = await get(own + "/feed")
    assert (found.body, found.final_url) == (b"x", server.url + "/feed")
    assert server.requests[0][1]["authorization"].startswith("Basic ")
    away = await get(own + "/away")
    assert away.error
    assert "s3cret" not in away.error + away.final_url
    await get(server.url + "/given")
    assert server.requests[-1][0] == "/feed"
    assert "authorization" not in server.requests[-1][1], "a redirect cannot hand out credentials"
    other.close()


async def test_two_at_a_time_for_one_host(server: Loopback) -> None:
    running: set[int] = set()
    most: list[int] = []

    def slow(connection: socket.socket) -> None:
        running.add(id(connection))
        most.append(len(running))
        time.sleep(0.1)
        running.discard(id(connection))
        answer(b"x")(connection)

    server.answers["/feed"] = slow
    async with Client(per_host=2, min_gap_s=0) as client:
        urls = [f"{server.url}/feed?{n}" for n in range(6)]
        found = await asyncio.gather(*(client.get(Request(url=url, allow_private=True)) for url in urls))
    assert all(answer.body == b"x" for answer in found)
    assert max(most) == 2


async def test_a_pause_between_two_requests_to_one_host_and_none_for_another() -> None:
    manners = Manners(per_host=6, min_gap_s=0.05, total=32, most=64)
    starts: dict[str, list[float]] = {"a": [], "b": []}

    async def ask(host: str) -> None:
        async with manners.turn(host, lambda: 0):
            starts[host].append(asyncio.get_running_loop().time())

    await asyncio.gather(*(ask("a") for _ in range(6)), ask("b"))
    assert starts["a"][-1] - starts["a"][0] >= 0.24, "six requests have five pauses of 50 ms between them"
    assert starts["b"][0] < starts["a"][1]
