"""The process that takes the article out of web pages: trafilatura and what it brings is loaded here alone."""

from __future__ import annotations

from tracker.feeds import frames
from tracker.feeds.article import absent, read
from tracker.feeds.bounds import serve

try:
    import trafilatura  # noqa: F401  loaded before the limits are set

    _fault = ""
except Exception as error:  # whatever a broken installation raises
    _fault = type(error).__name__


def _answer(body: bytes, content_type: str) -> bytes:
    return frames.reply(absent(_fault) if _fault else read(body, content_type))


if __name__ == "__main__":
    serve(_answer)
