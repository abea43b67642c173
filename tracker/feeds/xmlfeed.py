"""RSS, Atom and RDF through feedparser: its result as drafts."""

from __future__ import annotations

import io
import re
from calendar import timegm
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urljoin

from tracker.cleaning import clean, cut
from tracker.feeds import sniff
from tracker.feeds.draft import Draft

_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]{1,40})", re.ASCII | re.IGNORECASE)
_PLACE = re.compile(r"^<unknown>:(\d+):(\d+): ")
_SKIPPED = re.compile(rb"<(?:hour|day)>\s*(\w{1,9})\s*</", re.ASCII)
_HEAD = 2**16
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_PERIODS = {"hourly": 3600, "daily": 86400, "weekly": 604800, "monthly": 2592000, "yearly": 31536000}
_MOST_TTL = 86400.0


@dataclass(frozen=True, slots=True)
class Found:
    """`known`: feedparser recognised a feed format. `fault`: what it says is wrong with the document, one line."""

    title: str
    drafts: list[Draft]
    known: bool
    fault: str
    ttl_s: float | None
    skip: str


def read(body: bytes, content_type: str, base_url: str) -> Found:
    """May raise anything: feedparser does on odd input. Embedded HTML comes as it is, so nothing here may be shown."""
    import feedparser  # here, since the parent process of the workers never needs it

    from tracker.feeds.lighter import lighten

    lighten()
    headers = {"content-type": _media_type(content_type)}
    result = feedparser.parse(
        io.BytesIO(body), response_headers=headers, sanitize_html=False, resolve_relative_uris=False
    )
    return Found(
        title=_text(result.feed, "title"),
        drafts=[_draft(entry, base_url) for entry in result.entries],
        known=bool(result.get("version")),
        fault=_fault(result.get("bozo_exception", "")) if result.get("bozo") else "",
        ttl_s=_ttl(result.feed),
        skip=skipped(body),
    )


def _fault(error: object) -> str:
    return cut(clean(_PLACE.sub(r"line \1, column \2: ", str(error))), 200)


def _media_type(content_type: str) -> str:
    """The charset the server states, as XML: `text/xml` without one would mean ASCII by the letter of RFC 3023."""
    charset = _CHARSET.search(content_type)
    usable = charset and sniff.extends_ascii(charset[1])
    return f"application/xml; charset={charset[1]}" if charset and usable else "application/xml"


def _draft(entry: Any, base_url: str) -> Draft:
    """Links are resolved here and not by feedparser, which would make an id that is no URL depend on the feed's URL."""
    link = _text(entry, "link")
    published = _time(entry, "published_parsed") or _time(entry, "created_parsed")
    return Draft(
        id=_text(entry, "id"),
        link=_joined(base_url, link) if link else "",
        title=_detail(dict.get(entry, "title_detail"), _text(entry, "title")),
        body=_body(entry),
        author=_text(entry, "author"),
        published=published,
        updated=_time(entry, "updated_parsed"),
    )


def _joined(base_url: str, link: str) -> str:
    try:
        return urljoin(base_url, link)
    except ValueError:
        return ""


def _body(entry: Any) -> tuple[str, bool]:
    """The longer of full content and summary."""
    summary = _detail(dict.get(entry, "summary_detail"), _text(entry, "summary"))
    contents = dict.get(entry, "content") or [None]
    content = _detail(contents[0], "")
    return content if len(content[0]) > len(summary[0]) else summary


def _detail(detail: Any, fallback: str) -> tuple[str, bool]:
    if not isinstance(detail, dict):
        return fallback, bool(fallback)
    text = _text(detail, "value") or fallback
    return text, bool(text) and _text(detail, "type") != "text/plain"


def _text(holder: Any, key: str) -> str:
    """Past feedparser's own `get`, which answers with other keys when this one is missing."""
    value = dict.get(holder, key)
    return value if isinstance(value, str) else ""


def _time(entry: Any, key: str) -> datetime | None:
    parsed = dict.get(entry, key)
    try:
        return datetime.fromtimestamp(timegm(parsed), UTC) if parsed else None
    except (ValueError, OverflowError, OSError, TypeError):
        return None


def skipped(body: bytes) -> str:
    """`skipHours` and `skipDays` of RSS in the head of the document as `0 1 23 saturday`. feedparser keeps but the last of them."""
    head = body[:_HEAD].lower()
    told: list[str] = []
    for name in (b"skiphours", b"skipdays"):
        start = head.find(b"<" + name)
        block = head[start : head.find(b"</" + name, start)] if start >= 0 else b""
        told += [word.decode() for word in _SKIPPED.findall(block)]
    hours = {int(word) % 24 for word in told if word.isdigit() and int(word) <= 24}
    return " ".join([*map(str, sorted(hours)), *(day for day in _DAYS if day in told)])


def _ttl(feed: Any) -> float | None:
    """How long the feed asks to be left alone: the longer of RSS ttl (minutes) and sy:updatePeriod, one day at most."""
    waits: list[float] = []
    ttl, often = _text(feed, "ttl").strip(), _text(feed, "sy_updatefrequency").strip()
    if ttl.isascii() and ttl.isdigit() and len(ttl) < 10:
        waits.append(int(ttl) * 60.0)
    if period := _PERIODS.get(_text(feed, "sy_updateperiod").strip()):
        times = int(often) if often.isascii() and often.isdigit() and len(often) < 6 else 1
        waits.append(period / max(times, 1))
    return min(max(waits), _MOST_TTL) if waits else None
