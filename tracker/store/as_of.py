"""The public views as they were on a day: their own definitions with the day put where `/*as_of*/` stands."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Mapping
from functools import lru_cache

from tracker.model.errors import UsageError
from tracker.model.period import Period
from tracker.store.past import regrouped, went_back

_MARK = "'9999-12-31' /*as_of*/"
_OF_EVENTS = frozenset({"timeline", "timeline_sources", "_promise_pairs", "_first_events"})
_OF_MENTIONS = frozenset({"review_queue", "_named"})
_TABLE = re.compile(r"\b(FROM|JOIN) (event|mention)\b")
_KEPT = {"event": "kept_event", "mention": "main.mention"}


def parse_day(text: str) -> str:
    """The last day of a partial date, ISO: everything known by the end of "2026-03" is known on 2026-03-31."""
    try:
        return Period.parse(text).end.isoformat()
    except ValueError as error:
        raise UsageError(f"--as-of {text}: {error}") from None


def with_day(db: sqlite3.Connection, views: tuple[str, ...]) -> str:
    """A `WITH …` prefix in which the named views, and all that they read, end at `:as_of`.

    NOT MATERIALIZED: one that is named twice would be copied whole before its first row is read, a view never is.
    """
    definitions = _definitions(db)
    order: list[str] = []

    def visit(name: str) -> None:
        if name in order:
            return
        for other in _used(definitions[name], frozenset(definitions)):
            if other != name:
                visit(other)
        order.append(name)

    for view in views:
        visit(view)
    bodies = (
        f"{name} AS NOT MATERIALIZED ({body.replace(_MARK, ':as_of')})"
        for name, body in _bodies(db, definitions, order)
    )
    return "WITH " + ", ".join(bodies) + " "


def _bodies(db: sqlite3.Connection, definitions: Mapping[str, str], names: Iterable[str]) -> list[tuple[str, str]]:
    if not went_back(db):
        return [(name, definitions[name]) for name in names]
    again = regrouped(db)
    return [(name, _of_events(name, definitions[name], again)) for name in names]


def _of_events(name: str, body: str, again: bool) -> str:
    """A view of single events, or of events of one product and type, reads those that are as today by the file's own indexes,
    then those grouped again. What waits for review is in no event.

    Over the temporary views of `past` it would have to copy every mention first.
    """
    if name in _OF_MENTIONS:
        return _TABLE.sub(lambda found: f"{found[1]} main.{found[2]}", body)
    if name not in _OF_EVENTS:
        return body
    kept = _TABLE.sub(lambda found: f"{found[1]} {_KEPT[found[2]]}", body)
    return f"{kept} UNION ALL {_TABLE.sub(lambda found: f'{found[1]} past_{found[2]}', body)}" if again else kept


def _definitions(db: sqlite3.Connection) -> dict[str, str]:
    rows = db.execute("SELECT name, sql FROM sqlite_master WHERE type = 'view'").fetchall()
    return {name: _body(sql) for name, sql in rows}


def _body(create: str) -> str:
    return re.split(r"\bAS\b", create, maxsplit=1)[1].strip().rstrip(";")


@lru_cache(maxsize=256)
def _used(body: str, names: frozenset[str]) -> tuple[str, ...]:
    words = re.findall(r"\b(?:FROM|JOIN)\s+(\w+)", body)
    return tuple(word for word in words if word in names)
