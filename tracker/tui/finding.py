"""The rows of a list as options: what `/` chooses from where a view does not filter."""

from __future__ import annotations

from typing import Any

from tracker.tui.screens.choice import Option
from tracker.tui.widgets.columns import HIDDEN, Column, Rows
from tracker.tui.widgets.row_list import RowList

MOST = 5_000
"""Rows that are looked through: more would take the time of a key."""
_WIDE = 200


def options(rows: RowList[Any]) -> list[Option]:
    """Each row under its own key, with the words that the list shows of it where there is room for all."""
    if not isinstance(rows.source, Rows):
        return []
    shown = [column for column in rows.columns if column.name and column.least < HIDDEN]
    return [Option(rows.key(row), _words(shown, row)) for row in rows.source.rows[:MOST]]


def place(rows: RowList[Any], key: str) -> int:
    """Where the row of this key stands; the selection where there is none."""
    found = rows.source.rows if isinstance(rows.source, Rows) else ()
    return next((i for i, row in enumerate(found) if rows.key(row) == key), rows.cursor)


def _words(columns: list[Column[Any]], row: Any) -> str:
    cells = ("".join(text for text, _ in column.cell(row, column.width or _WIDE)) for column in columns)
    return " ".join(" ".join(cells).split())
