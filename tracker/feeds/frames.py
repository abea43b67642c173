"""What parent and worker say to each other: length-prefixed JSON, and the body of the document behind a question.

JSON and not pickle: a worker that hostile input has taken over can send nothing but text.
"""

from __future__ import annotations

import json
import struct

from tracker.model.fetched import Article, Entry, ParsedFeed

LENGTH = struct.Struct(">I")
READY, RETIRING = b"+", b"."
"""After the start and after each reply: will this process take another question?"""
MOST_REPLY = 64 * 2**20


def question(size: int, *told: str) -> bytes:
    """What goes before a body of `size` bytes. `told` is what the worker is told of it, in the order of its own parameters."""
    head = json.dumps(told).encode()
    return LENGTH.pack(len(head)) + head + LENGTH.pack(size)


def reply(found: ParsedFeed | Article) -> bytes:
    told = json.dumps(found, default=_fields, ensure_ascii=False).encode("utf-8", "surrogatepass")
    return LENGTH.pack(len(told)) + told


def _fields(held: ParsedFeed | Article | Entry) -> dict[str, object]:
    """`dataclasses.asdict` copies each text, however deep."""
    return {name: getattr(held, name) for name in held.__slots__}


def parsed(told: bytes) -> ParsedFeed:
    """Raises ValueError, KeyError or TypeError where this is no reply."""
    data = json.loads(told)
    entries = tuple(Entry(**entry) for entry in data["entries"])
    return ParsedFeed(**{**data, "entries": entries, "declared": tuple(data["declared"])})


def article(told: bytes) -> Article:
    """Raises ValueError or TypeError where this is no reply."""
    found = Article(**json.loads(told))
    if not (isinstance(found.text, str) and isinstance(found.error, str)):
        raise ValueError("a reply whose text is no text")
    return found
