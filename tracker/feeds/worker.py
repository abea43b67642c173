"""The process that parses feeds."""

from __future__ import annotations

import feedparser  # noqa: F401  loaded before the limits are set

from tracker.feeds import frames
from tracker.feeds.bounds import serve
from tracker.feeds.parse import parse


def _answer(body: bytes, content_type: str, base_url: str, now: str) -> bytes:
    return frames.reply(parse(body, content_type, base_url, now))


if __name__ == "__main__":
    serve(_answer)
