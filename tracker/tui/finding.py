"""The rows of a list as options: what `/` chooses from where a view does not filter."""

from __future__ import annotations

from typing import Any

from tracker.tui.screens.choice import Option
from tracker.tui.widgets.columns import Column, Rows
from tracker.tui.widgets.row_list import RowList
from tracker.tui.widgets.sorting import cell_text, roomy

MOST = 5_000
"""Rows that are looked through: more would take the time of a key."""


def options(rows: RowList[Any]) -> list[Option]:
    """Each row under its own key, with the words that the list shows of it where there is room for all; heads have none."""
    if not isinstance(rows.source, Rows):
        return []
    shown = roomy(rows.columns)
    told = [(rows.key(row), _words(shown, row)) for row in rows.source.rows[:MOST]]
    return [Option(key, words) for key, words in told if words]


def place(rows: RowList[Any], key: str) -> int:
    """Where the row of this key stands; the selection where there is none."""
    found = rows.source.rows if isinstance(rows.source, Rows) else ()
    return next((i for i, row in enumerate(found) if rows.key(row) == key), rows.cursor)


def _words(columns: list[Column[Any]], row: Any) -> str:
    return " ".join(" ".join(cell_text(column, row) for column in columns).split())
