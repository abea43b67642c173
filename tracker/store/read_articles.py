"""Reading feeds, articles and the text search over them."""

from __future__ import annotations

from dataclasses import dataclass

from tracker.model.rows import ArticleRow, FeedRow
from tracker.store.reader import Reader

_QUIET = ("ok", "moved", "not asked yet", "by hand", "off")
"""Conditions of a feed in which nobody has to look."""


@dataclass(frozen=True, slots=True)
class DocRow:
    object: str
    col: str
    kind: str
    unit: str | None
    doc: str
    example: str | None


@dataclass(frozen=True, slots=True)
class Revision:
    title: str
    body: str


def feed_health(reader: Reader) -> list[FeedRow]:
    """Those that are on first, and of these those in trouble."""
    return reader.rows(
        FeedRow, "feed_health", tail=f"ORDER BY enabled DESC, condition IN {_QUIET}, failures DESC, slug"
    )


def article(reader: Reader, entry_id: int) -> ArticleRow | None:
    rows = reader.rows(ArticleRow, "articles", "entry_id = :id", {"id": entry_id})
    return rows[0] if rows else None


def text_of(reader: Reader, entry_id: int, revision: int | None) -> Revision | None:
    """Title and body of an entry as they were at a revision: what its quotes' offsets count in."""
    told = {"id": entry_id, "revision": revision}
    rows = reader.all(
        """SELECT title, body FROM entry WHERE id = :id AND (:revision IS NULL OR revision = :revision)
           UNION ALL SELECT title, body FROM entry_revision WHERE entry_id = :id AND revision = :revision""",
        told,
    )
    return Revision(*rows[0]) if rows else None


def newest(reader: Reader, limit: int, feed: str = "") -> list[ArticleRow]:
    where = "feed = :feed" if feed else "1"
    told: dict[str, object] = {"limit": limit} | ({"feed": feed} if feed else {})
    return reader.rows(ArticleRow, "articles", where, told, "ORDER BY date DESC, entry_id DESC LIMIT :limit")


def search(reader: Reader, text: str, limit: int) -> list[ArticleRow]:
    """Articles with every word of `text` (each taken literally), newest first."""
    query = match_expression(text)
    if not query:
        return []
    known = "AND n.sort_at <= :as_of || 'T23:59:59Z'" if reader.as_of else ""
    ids = f"""SELECT f.rowid FROM entries_fts f JOIN entry n ON n.id = f.rowid
              WHERE entries_fts MATCH :query {known} ORDER BY f.rowid DESC LIMIT :limit"""
    return reader.rows(
        ArticleRow,
        "articles",
        f"entry_id IN ({ids})",
        {"query": query, "limit": limit},
        "ORDER BY date DESC, entry_id DESC",
    )


def match_expression(text: str) -> str:
    """An FTS5 query in which nothing a person types is syntax: each word a quoted phrase."""
    words = ['"' + word.replace('"', '""') + '"' for word in text.split() if any(c.isalnum() for c in word)]
    return " ".join(words)


def docs(reader: Reader) -> list[DocRow]:
    return reader.rows(DocRow, "docs", tail="ORDER BY object, col")
