"""An entry as a feed has it, raw, and the rules that make a bounded, clean Entry of it."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from tracker import urls
from tracker.cleaning import clean, cut
from tracker.clock import stamp
from tracker.feeds import html
from tracker.model.fetched import Entry

MOST_ENTRIES = 2000
"""Of one fetch. A real feed of the test set has 1,046."""

MOST_TITLE, MOST_BODY, MOST_AUTHOR, MOST_GUID = 500, 20_000, 200, 500
_OLDEST = datetime(1990, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What a reader found. `title` and `body` are (text, is it HTML); times are unchecked."""

    id: str = ""
    link: str = ""
    title: tuple[str, bool] = ("", False)
    body: tuple[str, bool] = ("", False)
    author: str = ""
    published: datetime | None = None
    updated: datetime | None = None


_NOTHING = Draft()


def entries(drafts: list[Draft], now: str) -> tuple[tuple[Entry, ...], tuple[str, ...]]:
    """Clean entries in the order of the feed, each with its own identity, empty ones left out; and the identity that each
    draft claims, empty for an empty one. `now`: UTC text `…Z`."""
    latest = datetime.fromisoformat(now) + timedelta(days=1)
    read = [_entry(draft, latest) if draft != _NOTHING else None for draft in drafts]
    made = [entry for entry in read if entry]
    declared = tuple(entry.guid if entry else "" for entry in read)
    shared: dict[str, set[tuple[str, ...]]] = defaultdict(set)
    for entry in made:
        shared[entry.guid].add((entry.url, entry.title, entry.published_at or ""))
    return tuple(_apart(entry) if len(shared[entry.guid]) > 1 else entry for entry in made), declared


def _entry(draft: Draft, latest: datetime) -> Entry:
    url = urls.link(draft.link)
    title = cut(" ".join(_text(draft.title, MOST_TITLE).split()), MOST_TITLE)
    published = _time(draft.published or draft.updated, latest)
    return Entry(
        guid=_guid(clean(draft.id), url, title, published),
        url=url,
        title=title,
        body=cut(_text(draft.body, MOST_BODY), MOST_BODY),
        author=cut(clean(draft.author), MOST_AUTHOR),
        published_at=published,
        updated_at=_time(draft.updated, latest),
    )


def _text(told: tuple[str, bool], most: int) -> str:
    text, is_html = told
    return html.to_text(text, 2 * most) if is_html else clean(text[: 4 * most], multiline=True)


def _guid(told: str, url: str, title: str, published: str | None) -> str:
    """The id the feed gives, else the page, else title and day; what is long becomes its hash."""
    guid = told or (urls.canonical(url) if url else "") or _hash(title, (published or "")[:10])
    return guid if len(guid) <= MOST_GUID else _hash(guid)


def _apart(entry: Entry) -> Entry:
    """Several entries of one feed claim one identity: tell them apart by page, title and time."""
    return replace(entry, guid=_hash(entry.guid, entry.url, entry.title, entry.published_at or ""))


def _time(moment: datetime | None, latest: datetime) -> str | None:
    """UTC text within 1990..latest; a time outside says nothing and is None."""
    return stamp(moment) if moment and _OLDEST <= moment <= latest else None


def _hash(*parts: str) -> str:
    return "sha256:" + hashlib.sha256("\0".join(parts).encode("utf-8", "replace")).hexdigest()[:40]
