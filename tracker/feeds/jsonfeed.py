"""JSON Feed 1.0 and 1.1 (jsonfeed.org), which feedparser does not read."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

from tracker.feeds.draft import Draft


def read(body: bytes) -> tuple[str, list[Draft]] | None:
    """Title and entries, None where the JSON is no feed. Raises ValueError or RecursionError where it is no JSON."""
    data = json.loads(body.decode("utf-8-sig"))
    if not isinstance(data, dict) or "jsonfeed.org" not in _str(data.get("version")):
        return None
    items = data.get("items")
    drafts = [_draft(item) for item in items if isinstance(item, dict)] if isinstance(items, list) else []
    return _str(data.get("title")), drafts


def _draft(item: dict[str, Any]) -> Draft:
    content = _str(item.get("content_html"))
    return Draft(
        id=_str(item.get("id")),
        link=_str(item.get("url")) or _str(item.get("external_url")),
        title=(_str(item.get("title")), False),
        body=(content, True) if content else (_str(item.get("content_text")) or _str(item.get("summary")), False),
        author=_author(item),
        published=_time(item.get("date_published")),
        updated=_time(item.get("date_modified")),
    )


def _author(item: dict[str, Any]) -> str:
    told = item.get("authors")
    people = told if isinstance(told, list) else [item.get("author")]
    return ", ".join(filter(None, (_str(person.get("name")) for person in people[:10] if isinstance(person, dict))))


def _time(told: object) -> datetime | None:
    try:
        moment = datetime.fromisoformat(_str(told))
        return moment.replace(tzinfo=moment.tzinfo or UTC).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _str(value: object) -> str:
    """Text as it is, a number as text (an id is often one), anything else as nothing."""
    if isinstance(value, str):
        return value
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else ""
