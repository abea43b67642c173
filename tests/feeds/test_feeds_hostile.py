"""Documents made to exhaust, confuse or command: each ends in time, within its memory, with clean entries or one plain reason."""

from __future__ import annotations

import gzip
import re
import sys
import time
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from tracker.feeds.delta import cut
from tracker.feeds.pool import ParserPool
from tracker.model.fetched import ParsedFeed

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "benchmarks"))
from fuzz_feeds import faults, fuzz

NOW = "2026-11-25T12:00:00Z"
ITEM = b"<item><guid>g</guid><title>Good title</title>%s</item>"
MANY = 200_000


def rss(inner: bytes, head: bytes = b"") -> bytes:
    return head + b"<rss version='2.0'><channel><title>T</title>" + inner + b"</channel></rss>"


FLOODS = {
    "attributes": rss(b"<item " + b" ".join(b"a%d='x'" % n for n in range(50_000)) + b"><title>x</title></item>"),
    "one attribute": rss(b"<item a='" + b"x" * 4_000_000 + b"'><title>x</title></item>"),
    "namespaces": b"<rss " + b" ".join(b"xmlns:n%d='urn:%d'" % (n, n) for n in range(20_000)) + b"><channel/></rss>",
    "a namespace an element": rss(b"".join(b"<n:a xmlns:n='urn:%d'/>" % n for n in range(50_000)) + ITEM % b""),
    "depth": rss(b"<a>" * MANY + b"</a>" * MANY),
    "depth in an item": rss(b"<item><content>" + b"<div>" * MANY + b"</div>" * MANY + b"</content></item>"),
    "items in items": rss(b"<item><title>x</title>" * 20_000 + b"</item>" * 20_000),
    "entities in entities": rss(
        ITEM % b"<description>&e9;</description>",
        b"<!DOCTYPE rss [<!ENTITY e0 'lol'>%s]>" % b"".join(b"<!ENTITY e%d '%s'>" % (n + 1, b"&e%d;" % n * 10) for n in range(9)),
    ),
    "one large entity": rss(
        b"<item><title>" + b"&e;" * 20_000 + b"</title></item>", b"<!DOCTYPE rss [<!ENTITY e '%s'>]>" % (b"x" * 50_000)
    ),
    "entities of parameters": rss(ITEM % b"", b"<!DOCTYPE rss [<!ENTITY % a '<!ENTITY &#37; b \"x\">'>%a;%b;]>"),
    "a DOCTYPE without end": b"<!DOCTYPE rss [" + b"<!ELEMENT a ANY>" * 60_000,
    "comments": rss(b"<!--" * MANY),
    "CDATA openings": rss(b"<item><title>" + b"<![CDATA[" * MANY),
    "declarations": rss(b"<![x<!--" * MANY),
    "instructions": rss(b"<?x " * MANY),
    "bare tags": rss(b"<" * 2_000_000),
    "ampersands": rss(b"<item><title>" + b"&" * 8_000_000 + b"</title></item>"),
    "character references": rss(b"<item><title>" + b"&#" + b"9" * 2_000_000 + b";</title></item>"),
    "a long title": rss(b"<item><title>" + b"a " * 2_000_000 + b"</title></item>"),
    "categories": rss(ITEM % (b"<category>x</category>" * MANY)),
    "links": rss(ITEM % (b"<link>https://e.example/</link>" * MANY)),
    "titles": rss(ITEM % (b"<title>y</title>" * MANY)),
    "enclosures": rss(ITEM % (b"<enclosure url='x' length='9' type='y'/>" * 100_000)),
    "an author to backtrack on": rss(ITEM % (b"<author>" + b"a@" + b"a." * 64_000 + b"!</author>")),
    "a date to backtrack on": rss(ITEM % (b"<pubDate>" + b"Mon, 1 " * 100_000 + b"</pubDate>")),
    "digits in a date": rss(ITEM % (b"<pubDate>" + b"9" * 500_000 + b"</pubDate>")),
    "coordinates": rss(ITEM % (b"<g:polygon xmlns:g='http://www.georss.org/georss'>" + b"1 2 " * MANY + b"</g:polygon>")),
    "base64": b"<feed xmlns='http://www.w3.org/2005/Atom'><entry><content mode='base64' type='image/png'>" + b"QUFB" * 500_000
    + b"</content></entry></feed>",
    "xml:base": rss(b"<item xml:base='" + b"http://e.example/" + b"../" * MANY + b"'><link>x</link></item>"),
    "JSON brackets": b"[" * 1_000_000,
    "JSON objects": b'{"version":"https://jsonfeed.org/version/1","items":' + b'[{"a":' * MANY,
    "a JSON number": b'{"version":"https://jsonfeed.org/version/1","items":[{"id":' + b"9" * 1_000_000 + b"}]}",
    "JSON items": b'{"version":"https://jsonfeed.org/version/1","items":[' + b",".join([b"{}"] * MANY) + b"]}",
    "JSON constants": b'{"version":"https://jsonfeed.org/version/1","items":[{"id":NaN,"title":-Infinity,"url":1e999}]}',
    "gzip in gzip": gzip.compress(gzip.compress(rss(ITEM % b""))),
    "zeros": b"\0" * 4_000_000,
    "wide zeros": b"\xff\xfe" + b"\0" * 4_000_000,
    "spaces": b" " * 8_000_000,
}  # fmt: skip


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def pool() -> AsyncIterator[ParserPool]:
    async with ParserPool() as one:
        yield one


async def read(pool: ParserPool, body: bytes, content_type: str = "") -> ParsedFeed:
    found = await pool.parse(body, content_type, "https://site.example/", NOW)
    assert not [fault for fault in faults(found) if fault != "the worker broke down"]
    assert len(found.entries) <= 2000
    assert "\n" not in found.error
    return found


@pytest.mark.asyncio(loop_scope="module")
@pytest.mark.parametrize("name", FLOODS)
async def test_a_flood_ends_in_time_and_the_next_feed_is_read(pool: ParserPool, name: str) -> None:
    started = time.process_time()
    cut(FLOODS[name])
    assert time.process_time() - started < 2, "this is done in the refreshing process"
    await read(pool, FLOODS[name])
    assert not (await read(pool, rss(ITEM % b""))).error


@pytest.mark.asyncio(loop_scope="module")
@pytest.mark.parametrize(
    "told",
    ["\x1b[31mred", "\x1b]0;owned\x07", "\x9b31m", "a\x00b", "a\x7fb", "\u202eevil", "\u2066x\u2069", "a\u200bb", "\ufeffx",
     "tag\U000e0041", "&#27;[2J", "&amp;#27;[2J", "&#x9b;31m", "&#x202e;x", "&amp;#x202e;x", "&#xD800;", "&#8238;x"],
)  # fmt: skip
async def test_no_spelling_of_a_command_reaches_an_entry(pool: ParserPool, told: str) -> None:
    text = told.encode()
    inner = ITEM % (
        b"<author>%s</author><link>https://e.example/%s</link><description>%s</description>" % (text, text, text)
    )
    found = await read(pool, rss(b"<title>%s</title>" % text + inner.replace(b"Good title", text)))
    assert found.entries or found.error
    told_as_json = (
        "{" + f'"version":"https://jsonfeed.org/version/1","items":[{{"id":"1","title":"{_escaped(told)}"}}]' + "}"
    ).encode()
    await read(pool, told_as_json)


def _escaped(text: str) -> bytes:
    return re.sub(r"[^ -~]", lambda found: f"\\u{ord(found[0]) & 0xFFFF:04x}", text).encode()


@pytest.mark.asyncio(loop_scope="module")
@pytest.mark.parametrize(
    ("body", "content_type", "title"),
    [
        (rss(ITEM % b"").replace(b"Good title", b"ca\xff\xfef"), "", None),
        (rss(ITEM % b"", b"<?xml version='1.0' encoding='utf-8'?>").replace(b"Good title", b"caf\xe9 \x80"), "", "café €"),
        (rss(ITEM % b"", b"<?xml version='1.0' encoding='utf-16'?>").replace(b"Good title", "café".encode()), "", "café"),
        (rss(ITEM % b"").replace(b"Good title", "café ".encode() + "naïve".encode("latin-1")), "text/xml; charset=utf-8", None),
        (rss(ITEM % b"", b"<?xml version='1.0' encoding='nonsense'?>"), "text/xml; charset=also-nonsense", "Good title"),
        (rss(ITEM % b"", b"<?xml version='1.0' encoding='idna'?>"), "text/xml; charset=punycode", "Good title"),
        (rss(ITEM % b"", b"<?xml version='1.0' encoding='zlib'?>"), "text/xml; charset=hex", "Good title"),
        (b"\xef\xbb\xbf" * 3 + rss(ITEM % b""), "", "Good title"),
    ],
)  # fmt: skip
async def test_a_wrong_or_mixed_encoding_costs_no_entry(
    pool: ParserPool, body: bytes, content_type: str, title: str | None
) -> None:
    found = await read(pool, body, content_type)
    assert len(found.entries) == 1, found.error
    assert title is None or found.entries[0].title == title


async def test_mutated_feeds_bring_nothing_out_of_the_worker_but_feeds() -> None:
    outcomes = await fuzz(400, 15, seed=7, folder=None)
    assert outcomes["ok"]
    assert outcomes["recovered"]
    assert outcomes["parse"] + outcomes["not_a_feed"]
