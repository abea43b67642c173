"""`sql`: a person's own query, read-only."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Any

import click

from tracker.cli.base import Settings, command, listing, pass_settings
from tracker.cli.output import Column, csv_rows, json_rows, nothing, table
from tracker.views.sql import query as run_query


@command("sql", example="tracker sql 'SELECT date, headline FROM timeline ORDER BY date DESC LIMIT 5' --csv")
@click.argument("query")
@click.option("--limit", default=1000, type=click.IntRange(1), show_default=True, help="At most so many rows.")
@click.option("--seconds", default=10.0, type=click.FloatRange(0.1, 3600), show_default=True, help="At most so long.")
@listing
@pass_settings
def sql(settings: Settings, query: str, limit: int, seconds: float, form: str | None) -> None:
    """Answer one reading SQL statement; `tracker docs` says what there is to ask for. QUERY - is read from stdin."""
    settings.undated("sql: put a condition on known_on or observed_at")
    text = sys.stdin.read() if query == "-" else query
    answer = run_query(settings.database(), text, limit, seconds)
    _print(answer.columns, answer.rows, form)
    if answer.cut:
        settings.note(f"cut after {len(answer.rows)} rows; --limit gives more")


def _print(names: Sequence[str], rows: Sequence[tuple[Any, ...]], form: str | None) -> None:
    if form == "json":
        keys = _distinct(names)
        json_rows(dict(zip(keys, row, strict=True)) for row in rows)
    elif form == "csv":
        csv_rows(names, rows)
    elif rows:
        table(rows, [_column(i, name, rows) for i, name in enumerate(names)])
    else:
        nothing()


def _column(place: int, name: str, rows: Sequence[tuple[Any, ...]]) -> Column[tuple[Any, ...]]:
    numbers = all(row[place] is None or isinstance(row[place], int | float) for row in rows)
    return Column(name, lambda row: _text(row[place]), right=numbers, flex=not numbers)


def _text(value: Any) -> str:
    """Figures in full: a query is asked for exact ones."""
    return "" if value is None else f"x'{value.hex()}'" if isinstance(value, bytes) else str(value)


def _distinct(names: Sequence[str]) -> list[str]:
    """Column names as keys: a repeated one gets its place, so that no value is lost."""
    return [name if name not in names[:i] else f"{name}_{i + 1}" for i, name in enumerate(names)]
