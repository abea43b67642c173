"""A timeline filter as SQL over `event e`: which events it keeps."""

from __future__ import annotations

import json
import re
from typing import Any

from tracker.model.query import TimelineFilter
from tracker.store.reader import Reader

ARTICLES = 20_000
"""So many of the newest articles with the words are looked at for events."""

_WORD = re.compile(r"[^\W_]+")
_IDS = "(SELECT x.id FROM json_each(:{0}) j JOIN event x ON x.key = j.value)"


def where(reader: Reader, f: TimelineFilter, text: bool = True) -> tuple[str, dict[str, Any]]:
    """The condition and what it is told; `text` False leaves out the words, which another query knows of."""
    told: dict[str, Any] = {}
    parts = []

    def add(condition: str, name: str, value: Any) -> None:
        if value or value == "[]":
            parts.append(condition)
            told[name] = value

    add("e.vendor_id = (SELECT id FROM vendor WHERE slug = :vendor)", "vendor", f.vendor)
    add(_VENDOR_LIKE, "vendor_like", _escape(f.vendor_like))
    add("e.product_id = (SELECT id FROM product WHERE slug = :product)", "product", f.product)
    add(_PRODUCT_LIKE, "product_like", _escape(f.product_like))
    add("e.type = :type", "type", f.type)
    add("e.certainty = :certainty", "certainty", f.certainty)
    add("e.date_end >= :since", "since", f.since)
    add("e.date <= :until", "until", f.until)
    add("e.date > :after", "after", f.after)
    seen = "e.first_seen_at > :seen_since"
    add(f"({seen} OR e.id IN {_IDS.format('besides')})" if f.besides else seen, "seen_since", f.seen_since)
    add("e.known_on <= :as_of", "as_of", reader.as_of or "")
    add(f"e.id IN {_IDS.format('only')}", "only", None if f.only is None else json.dumps(f.only))
    add(f"e.id NOT IN {_IDS.format('without')}", "without", json.dumps(f.without) if f.without else "")
    if f.seen_since and f.besides:
        told["besides"] = json.dumps(f.besides)
    if not f.rumours:
        parts.append("e.certainty <> 'rumoured'")
    if text and f.text.strip():
        by = "+e.id" if f.seen_since else "e.id"  # what is new is few: the words are held against these
        words = f"{by} IN ({_WORDED}{_WORDED_THEN if reader.as_of else ''})"
        told["words"] = match(f.text)
        parts.append("0" if not told["words"] else f"({words} OR {by} IN {_TOLD_IN})" if f.articles else words)
    return " AND ".join(parts) or "1", told


_WORDED = "SELECT rowid FROM event_words WHERE event_words MATCH :words"
_WORDED_THEN = " UNION ALL SELECT rowid FROM past_words WHERE past_words MATCH :words"
"""The words of events that were grouped otherwise on the day that is shown."""
_VENDOR_LIKE = r"""e.vendor_id IN (SELECT id FROM vendor WHERE slug = :vendor_like UNION
  SELECT id FROM vendor WHERE NOT EXISTS (SELECT 1 FROM vendor WHERE slug = :vendor_like)
    AND (slug LIKE :vendor_like || '%' ESCAPE '\' OR name LIKE :vendor_like || '%' ESCAPE '\'))"""
_PRODUCT_LIKE = r"""e.product_id IN (SELECT id FROM product WHERE name LIKE '%' || :product_like || '%' ESCAPE '\'
  UNION SELECT product_id FROM alias WHERE text LIKE '%' || :product_like || '%' ESCAPE '\')"""
_TOLD_IN = f"""(SELECT m.event_id FROM
  (SELECT rowid AS entry_id FROM entries_fts WHERE entries_fts MATCH :words ORDER BY rowid DESC LIMIT {ARTICLES}) n
  CROSS JOIN source s ON s.entry_id = n.entry_id CROSS JOIN mention m ON m.source_id = s.id WHERE m.event_id IS NOT NULL)"""


def match(text: str) -> str:
    """An FTS5 query in which nothing a person types is syntax: each word the beginning of one. Empty where there is none."""
    return " ".join(f'"{word}"*' for word in _WORD.findall(text))


def _escape(word: str) -> str:
    return word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
