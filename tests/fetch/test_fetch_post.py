"""Sending JSON: the same guard and limits as any request, nothing followed, and a key that appears in no message."""

from __future__ import annotations

import json

import pytest
from fetch_loopback import Loopback, answer, raw

from tracker.fetch import Client, Limits
from tracker.model.fetched import Post, Response

KEY = "sk-0123456789abcdefghij"
SAID = {"model": "m", "messages": []}


async def post(url: str, private: bool = True, most: int = 10_000, deadline: float = 5.0) -> Response:
    limits = Limits(deadline_s=deadline, read_s=deadline)
    async with Client(min_gap_s=0, limits=limits) as client:
        payload = json.dumps(SAID).encode()
        return await client.post(Post(url=url, payload=payload, bearer=KEY, allow_private=private, max_bytes=most))


async def test_json_goes_there_with_the_key_and_comes_back(server: Loopback) -> None:
    server.answers["/v1"] = answer(b'{"ok": true}', "200 OK", f"X-Echo: {KEY}", f"Link: <{KEY}>")
    found = await post(server.url + "/v1")
    assert (found.error, found.body) == ("", b'{"ok": true}')
    ((_, headers, _),) = server.requests
    assert headers["authorization"] == f"Bearer {KEY}"
    assert headers["content-type"] == "application/json"
    assert int(headers["content-length"]) == len(json.dumps(SAID))
    assert KEY not in repr(found)


async def test_no_redirect_takes_the_key_anywhere(server: Loopback, internal: Loopback) -> None:
    internal.answers["/in"] = answer(b"{}")
    for status in ("301 Moved", "302 Found", "303 See Other", "307 Temporary Redirect", "308 Permanent Redirect"):
        server.answers["/v1"] = answer(b"", status, f"Location: {internal.url}/in")
        assert (await post(server.url + "/v1")).reason == "redirect"
    assert not internal.requests


async def test_a_private_address_needs_leave_for_post_as_well(server: Loopback) -> None:
    assert (await post(server.url + "/v1", private=False)).reason == "blocked_address"
    assert not server.requests


async def test_an_endless_or_slow_answer_ends(server: Loopback) -> None:
    server.answers["/v1"] = raw(b"HTTP/1.1 200 OK\r\n\r\n", b"x" * 1000, endless=True)
    assert (await post(server.url + "/v1")).reason == "too_large"
    server.answers["/v1"] = raw(b"HTTP/1.1 200 OK\r\n\r\n", b"x", pause=0.05, endless=True)
    assert (await post(server.url + "/v1", deadline=0.4)).reason == "timeout"


async def test_asking_for_later_is_heard(server: Loopback) -> None:
    server.answers["/v1"] = answer(b"{}", "429 Too Many Requests", "Retry-After: 120")
    found = await post(server.url + "/v1")
    assert (found.status, found.reason, found.retry_after_s) == (429, "rate_limited", 120.0)


@pytest.mark.parametrize(
    "sent",
    [
        f"{KEY} is no status line\r\n\r\n",
        f"HTTP/1.1 200 {'x' * 90}\r\nBad Header {KEY}: x\r\n\r\n",
        f"HTTP/1.1 200 OK\r\nContent-Encoding: {KEY}\r\nContent-Length: 2\r\n\r\n{{}}",
        f"HTTP/1.1 401 {KEY}\r\nContent-Length: 50\r\n\r\nthe key {KEY} is wrong",
        f"HTTP/1.1 200 OK\r\nTransfer-Encoding: {KEY}\r\n\r\n",
    ],
    ids=range(5),
)
async def test_a_server_that_sends_the_key_back_does_not_get_it_into_a_message(server: Loopback, sent: str) -> None:
    server.answers["/v1"] = raw(sent.encode())
    found = await post(server.url + "/v1")
    assert found.error
    assert [KEY[i : i + 5] for i in range(len(KEY) - 4) if KEY[i : i + 5] in repr(found)] == []


def test_the_key_is_in_no_text_of_the_request() -> None:
    assert KEY not in repr(Post(url="https://a.example", payload=b"{}", bearer=KEY))
