"""Only what is new of a feed goes through the parser: items are cut out of the bytes and told apart by hash.

expat finds where items begin and end; what it cannot walk, or what cannot be cut safely, is parsed whole. A document without
its other items reads the same: head, namespaces and xml:base stay.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from xml.parsers import expat

from tracker.feeds import sniff
from tracker.feeds.draft import MOST_ENTRIES

_ITEMS = ("item", "entry")
_READING = b"1"
"""Part of each hash: another number has every item read again, when the parser reads the same bytes otherwise."""
_MOST_ELEMENTS = 400_000
"""With their attributes. Hostile documents are all tags: a real one of 16 MiB has fewer."""
_MOST_S = 1.0
"""For one walk, which nothing else can stop; honest documents need a tenth of it."""
_MOST_MENDS = 100_000
"""What mending may have to look at, here where nothing stops it; the parser's process takes what has more."""
_CHUNK = 2**18
"""Bytes. A tag that goes on for more than two may have attributes without end, of which expat makes objects once it is closed."""


@dataclass(frozen=True, slots=True)
class Cut:
    """A document of which each item is known by its place and its hash."""

    document: bytes
    is_utf8: bool
    """The bytes were made UTF-8, whatever the server says of them."""
    spans: tuple[tuple[int, int], ...]
    hashes: tuple[int, ...]

    def without(self, known: Collection[int]) -> bytes:
        """The document with those items alone whose hash is not known."""
        parts, end = [], 0
        for (start, stop), own in zip(self.spans, self.hashes, strict=True):
            if own in known:
                parts.append(self.document[end:start])
                end = stop
        return b"".join([*parts, self.document[end:]])


def cut(body: bytes) -> Cut | None:
    """None where the document has to be parsed whole: no XML feed, not well-formed, dangerous, too many items or elements."""
    try:
        document, is_utf8 = sniff.plain(body)
        if document[:1] != b"<" or sniff.danger(document) or sniff.what_else(document) or b"<!ENTITY" in document:
            return None
        spans = _spans(document)
        if spans is None:
            if document.count(b"&") + document.count(b"<!") > _MOST_MENDS:
                return None
            document = sniff.mended(document)
            spans = _spans(document)
    except (ValueError, LookupError, MemoryError):
        return None
    if not spans or len(spans) > MOST_ENTRIES:
        return None
    return Cut(document, is_utf8, tuple(spans), tuple(_hash(document[start:stop]) for start, stop in spans))


def _spans(document: bytes) -> list[tuple[int, int]] | None:
    """Where the outermost items begin and end; None where expat cannot walk the document or it is not in an encoding in which
    `>` is one byte."""
    walk = _Walk()
    until = time.monotonic() + _MOST_S
    try:
        for start in range(0, len(document), _CHUNK):
            walk.parser.Parse(document[start : start + _CHUNK], False)
            if walk.parser.CurrentByteIndex < start - _CHUNK or time.monotonic() > until:
                return None
        walk.parser.Parse(b"", True)
    except (expat.ExpatError, _TooManyError, ValueError, LookupError):
        return None
    finally:
        walk.let_go()
    ends = [document.find(b">", end) + 1 for end in walk.ends]
    return list(zip(walk.starts, ends, strict=True)) if all(ends) else None


class _TooManyError(Exception):
    pass


class _Walk:
    """Byte offsets of the start tags and end tags of items. An empty element ends where it starts."""

    def __init__(self) -> None:
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.depth = self.elements = 0
        self.parser = expat.ParserCreate()
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.EntityDeclHandler = self.entity

    def let_go(self) -> None:
        """The parser holds this and every name that it met: nobody else would break the ring soon."""
        self.parser.StartElementHandler = self.parser.EndElementHandler = self.parser.EntityDeclHandler = None
        del self.parser

    def entity(self, *_: object) -> None:
        """None is made larger here, whatever encoding hid it."""
        raise _TooManyError

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        self.elements += 1 + len(attributes)
        if self.elements > _MOST_ELEMENTS:
            raise _TooManyError
        if self.depth:
            self.depth += 1
        elif name.rpartition(":")[2] in _ITEMS:
            self.starts.append(self.parser.CurrentByteIndex)
            self.depth = 1

    def end(self, _: str) -> None:
        if self.depth:
            self.depth -= 1
            if not self.depth:
                self.ends.append(self.parser.CurrentByteIndex)


def _hash(item: bytes) -> int:
    """63 bits, for SQLite's integers."""
    return int.from_bytes(hashlib.blake2b(item, digest_size=8, key=_READING).digest(), "big") >> 1
