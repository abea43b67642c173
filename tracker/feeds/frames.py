"""What parent and worker say to each other: length-prefixed JSON, and the body of the feed behind a question.

JSON and not pickle: a worker that hostile input has taken over can send nothing but text.
"""

from __future__ import annotations

import json
import struct
from dataclasses import asdict

from tracker.model.feed import Entry, ParsedFeed

LENGTH = struct.Struct(">I")
READY, RETIRING = b"+", b"."
"""After the start and after each reply: will this process take another question?"""
MOST_REPLY = 128 * 2**20


def question(body: bytes, content_type: str, base_url: str, now: str) -> bytes:
    head = json.dumps([content_type, base_url, now]).encode()
    return LENGTH.pack(len(head)) + head + LENGTH.pack(len(body)) + body


def reply(feed: ParsedFeed) -> bytes:
    told = json.dumps(asdict(feed)).encode()
    return LENGTH.pack(len(told)) + told


def parsed(told: bytes) -> ParsedFeed:
    """Raises ValueError, KeyError or TypeError where this is no reply."""
    data = json.loads(told)
    entries = tuple(Entry(**entry) for entry in data["entries"])
    return ParsedFeed(**{**data, "entries": entries, "declared": tuple(data["declared"])})
