"""Mutated feeds through the worker processes, and the delta parse against the whole one. Ends with 1 at the first thing wrong.

    python benchmarks/fuzz_feeds.py [--feeds 100000] [--seconds 3600] [--seed 1] [FOLDER OF REAL FEEDS]

Wrong is: an exception, a worker that breaks down, an entry past its bounds or with characters that a terminal obeys, and an
item that reads otherwise when the others are cut away. A feed that takes too long is only counted: its worker is killed.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import re
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(Path(__file__).parent)]

from feed_server import feed  # noqa: E402

from tracker.feeds import delta, draft  # noqa: E402
from tracker.feeds.parse import parse  # noqa: E402
from tracker.feeds.pool import ParserPool  # noqa: E402
from tracker.model.fetched import ParsedFeed  # noqa: E402

NOW = "2026-11-25T12:00:00Z"
BASE = "https://site.example/feed"
_AT_ONCE = 8
_MOST_SEED = 30_000
_OBEYED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_OWN = (
    b'{"version": "https://jsonfeed.org/version/1.1", "title": "T", "items": [{"id": 1, "url": "https://e.example/1", '
    b'"title": "A", "content_html": "<p>x</p>", "date_published": "2026-11-20T10:00:00Z", "authors": [{"name": "N"}]}]}',
    b'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" '
    b'xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>T</title></channel><item rdf:about="a"><title>A</title>'
    b"<dc:date>2026-11-20</dc:date></item><item rdf:about=\"b\"><title>B</title></item></rdf:RDF>",
    b'<?xml version="1.0" encoding="iso-8859-1"?><rss version="2.0"><channel><title>caf\xe9</title><item><title>\xe9&eacute;'
    b"</title><guid>1</guid><author>a@b.example (A B)</author><enclosure url=\"x\" length=\"9\"/></item></channel></rss>",
    b'<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://e.example/"><title type="xhtml"><div xmlns="http://www.w3.org/'
    b'1999/xhtml"><b>T</b></div></title><entry><id>1</id><title type="html">&lt;i&gt;A&lt;/i&gt;</title><content type="xhtml">'
    b'<div xmlns="http://www.w3.org/1999/xhtml"><p>x<br/>y</p></div></content></entry></feed>',
)  # fmt: skip
_TOKENS = (
    b"&#0;", b"&#x110000;", b"&#xD800;", b"&#27;[31m", b"&amp;#27;", b"&nbsp;", b"&", b"<", b">", b"]]>",
    b"<![CDATA[", b"<!--", b"-->", b"<?xml version='1.0' encoding='utf-16'?>", b"<?php ",
    b"<!DOCTYPE x [<!ENTITY a 'b'>]>", b"&a;", b"\x00", b"\x1b]0;x\x07", b"\xff\xfe", b"\xed\xa0\x80",
    b"\xe2\x80\xae", b"\xc2\x9b", b"xmlns:x='urn:x'", b"xml:base='javascript:x'", b" type='application/xhtml+xml'",
    b" mode='base64'", b"<item>", b"</item>", b"<entry>", b"</entry>", b"<title>", b"</title>", b"<guid/>", b"<x:y>",
    b"<a b='c' b='d'/>", b"<georss:point>1 2</georss:point>", b"<pubDate>Thu, 99 Foo 99999 99:99:99 +9999</pubDate>",
    b"<updated>-1</updated>", b"1e999", b"{", b"[", b'"', b"\\ud800", b"null", b"\r\n\r\n", b"  ", b"http://[::1",
    b"javascript:alert(1)", b"9" * 400, b"a@" * 200, b"<div>" * 50,
)  # fmt: skip


def seeds(folder: Path | None) -> list[bytes]:
    own = [*(feed(number, 3, 1) for number in range(4)), *_OWN]
    real = sorted(folder.iterdir()) if folder else []
    return own + [file.read_bytes() for file in real if file.is_file() and file.stat().st_size <= _MOST_SEED]


def mutated(body: bytes, others: list[bytes], draw: random.Random) -> bytes:
    out = bytearray(body)
    for _ in range(draw.choice((1, 1, 2, 4, 16))):
        at = draw.randrange(len(out) + 1)
        to = min(len(out), at + draw.choice((1, 1, 4, 30, 300)))
        match draw.randrange(8):
            case 0:
                del out[at:to]
            case 1:
                out[at:at] = out[at:to] * draw.choice((1, 2, 40))
            case 2 | 3 | 4:
                out[at : draw.choice((at, to))] = draw.choice(_TOKENS)
            case 5:
                out[at:to] = bytes(draw.randrange(256) for _ in range(to - at))
            case 6:
                other = draw.choice(others)
                start = draw.randrange(len(other))
                out[at:at] = other[start : start + draw.choice((20, 200, 2000))]
            case _:
                if draw.random() < 0.1:
                    del out[at:]
    if draw.random() < 0.02:
        return (
            bytes(out)
            .decode("utf-8", "replace")
            .encode(draw.choice(("utf-16", "utf-16-le", "utf-32", "utf-7", "cp037")), "replace")
        )
    return bytes(out)


def faults(found: ParsedFeed) -> Iterator[str]:
    """What a reply may not hold."""
    if bool(found.error) != bool(found.reason) or (found.error and found.entries):
        yield "error, reason and entries contradict each other"
    if "broke down" in found.error:
        yield "the worker broke down"
    texts = [found.title, found.error, found.warning]
    for entry in found.entries:
        texts += [entry.guid, entry.url, entry.title, entry.body, entry.author]
        if not entry.guid or len(entry.guid) > draft.MOST_GUID or len(entry.title) > draft.MOST_TITLE:
            yield "an identity or a title is past its bounds"
        if len(entry.body) > draft.MOST_BODY or (entry.url and not entry.url.startswith(("https://", "http://"))):
            yield "a body or an address is past its bounds"
        if entry.published_at and not "1990" <= entry.published_at <= "2026-11-26T12:00:00Z":
            yield f"published at {entry.published_at}"
    if any(_OBEYED.search(text) for text in texts):
        yield "characters that a terminal obeys"
    if len({entry.guid for entry in found.entries}) < len(
        {(entry.guid, entry.title, entry.url) for entry in found.entries}
    ):
        yield "two entries under one identity"


def apart(body: bytes, draw: random.Random) -> str:
    """What reads otherwise when other items are cut away; empty where nothing does, or where the document is read whole."""
    cut = delta.cut(body)
    if cut is None:
        return ""
    whole = parse(body, "", BASE, NOW)
    alone = len(set(cut.hashes)) == len(cut.hashes) and len(set(whole.declared)) == len(whole.declared) == len(
        cut.hashes
    )
    if whole.error or whole.warning or not alone or "" in whole.declared:
        return ""
    known = {item for item in cut.hashes if draw.random() < 0.5}
    left = [entry for entry, item in zip(whole.entries, cut.hashes, strict=True) if item not in known]
    some = parse(cut.without(known), "application/xml; charset=utf-8" if cut.is_utf8 else "", BASE, NOW)
    if some.error or some.warning or not left:
        return ""
    return "" if list(some.entries) == left else "an item reads otherwise without the others"


async def fuzz(count: int, seconds: float, seed: int, folder: Path | None) -> Counter[str]:
    """Outcomes of at most `count` feeds in at most `seconds`. Raises AssertionError with the number of what went wrong."""
    bodies, outcomes, until = seeds(folder), Counter[str](), time.monotonic() + seconds
    numbers = iter(range(count))

    async def some(pool: ParserPool) -> None:
        for number in numbers:
            if time.monotonic() > until:
                return
            draw = random.Random(f"{seed} {number}")
            body = mutated(draw.choice(bodies), bodies, draw)
            found = await pool.parse(
                body, draw.choice(("", "text/xml", "application/json; charset=latin-1")), BASE, NOW
            )
            wrong = [*faults(found), *filter(None, (apart(body, draw),))]
            assert not wrong, f"feed {number} of seed {seed}: {'; '.join(wrong)}\n{body[:2000]!r}"
            outcomes[found.reason or ("recovered" if found.warning else "ok")] += 1

    async with ParserPool() as pool:
        await asyncio.gather(*(some(pool) for _ in range(_AT_ONCE)))
    return outcomes


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("folder", type=Path, nargs="?")
    asked.add_argument("--feeds", type=int, default=100_000)
    asked.add_argument("--seconds", type=float, default=3600.0)
    asked.add_argument("--seed", type=int, default=1)
    told = asked.parse_args()
    started = time.monotonic()
    try:
        outcomes = asyncio.run(fuzz(told.feeds, told.seconds, told.seed, told.folder))
    except AssertionError as error:
        raise SystemExit(str(error)) from None
    print(f"{outcomes.total():,} feeds in {time.monotonic() - started:.0f} s: {dict(outcomes.most_common())}")


if __name__ == "__main__":
    main()
