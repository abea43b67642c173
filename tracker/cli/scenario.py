"""A ranking as asked, on stdout: what was set, then the current accelerators, then the announced ones apart."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, fields
from typing import Any

import click

from tracker.cli import below, output, words
from tracker.cli.looks import RANKING
from tracker.cli.output import Column, csv_rows, json_rows, table
from tracker.cli.width import wrapped
from tracker.model.scenario import Override, ScenarioRow
from tracker.model.words import WEAK_TIERS
from tracker.units import digits
from tracker.views.price_notes import PriceNotes

_BY_TITLE = {column.title: column for column in RANKING.columns}


def _set_of(row: ScenarioRow) -> str:
    """What was set of this very product; what was set for all stands above the table."""
    own = [o for o in row.overrides if o.subject == row.product_slug]
    return ", ".join(f"{o.field} {o.qualifier}".strip().replace("_", " ") for o in own)


def _place(row: ScenarioRow) -> str:
    if row.place is None:
        return ""
    return str(row.place) if row.place_from == row.place_to else f"{row.place} ({row.place_from}-{row.place_to})"


def _price(row: ScenarioRow) -> str:
    mark = {"assumed": "~ ", "what-if": "= "}.get(row.provider or "", "")
    return mark + words.money(row.usd_per_hour)


def _how(row: ScenarioRow) -> str:
    weak = f"! {row.weakest_tier}" if row.weakest_tier in WEAK_TIERS else ""
    return ", ".join(part for part in (row.basis, weak) if part)


def _first_token(row: ScenarioRow) -> str:
    return "" if row.ttft_s is None else f"{digits(row.ttft_s, 3)} s"


def _first_token_interval(row: ScenarioRow) -> str:
    low, high = row.ttft_s_p10, row.ttft_s_p90
    return "" if low is None or high is None else f"{digits(low, 3)}-{digits(high, 3)} s"


_SET = Column("what-if", _set_of, flex=1, spare=1)
_HOUR = Column("$/h", _price, right=True, spare=2)
_TTFT: tuple[Column[Any], ...] = (
    Column("TTFT", _first_token, right=True),
    Column("TTFT p10-p90", _first_token_interval, right=True, spare=1),
)
_TAIL = tuple(_BY_TITLE[title] for title in ("in+out tok/s", "tok/s/user", "n", "layout", "in", "id"))
CURRENT: tuple[Column[Any], ...] = (
    *(_BY_TITLE[title] for title in ("rank", "accelerator")), _SET,
    *(_BY_TITLE[title] for title in ("$/Mtok", "p10-p90", "best", "basis")), _HOUR,
    *(_BY_TITLE[title] for title in ("offers", "price of", "from")), *_TAIL,
)  # fmt: skip
ANNOUNCED: tuple[Column[Any], ...] = (
    *(_BY_TITLE[title] for title in ("rank", "accelerator")), _SET,
    *(_BY_TITLE[title] for title in ("$/Mtok", "p10-p90", "best")),
    Column("among current", _place, right=True, spare=3),
    Column("announced", lambda r: r.announced, spare=6),
    Column("expected", lambda r: r.expected, spare=2),
    Column("basis", _how, flex=1, least=9), _HOUR, *_TAIL,
)  # fmt: skip
_APART = """
announced, and nothing here says that anyone has them: ranked apart, from announced claims alone
p10-p90: of the speed, and of the price where it is assumed"""
_MARKS = (
    *RANKING.marks,
    (r"^~ ", "~ an assumed price: there is no offer"),
    (r"^= ", "= a price of your own"),
)


def print_rows(rows: Sequence[ScenarioRow], form: str) -> None:
    """Every column; overrides as objects in JSON, as text in CSV."""
    if form == "json":
        json_rows(asdict(row) for row in rows)
        return
    names = [f.name for f in fields(ScenarioRow)]
    csv_rows(names, ([_cell(row, name) for name in names] for row in rows))


def _cell(row: ScenarioRow, name: str) -> object:
    return "; ".join(map(str, row.overrides)) if name == "overrides" else getattr(row, name)


def print_tables(rows: Sequence[ScenarioRow], notes: PriceNotes, overrides: Sequence[Override]) -> None:
    """The tables, each followed by what has no figure and why."""
    current = [r for r in rows if r.group == "current"]
    ahead = [r for r in rows if r.group == "announced"]
    if priced := [r for r in current if r.usd_per_mtok is not None]:
        table(priced, below.marked(_columns(CURRENT, priced), notes), _MARKS)
        told = [*below.doubts(priced, notes), *below.precisions(priced, overrides)]
        _echo(("", *told) if told else ())
    else:
        click.echo("no accelerator here has a figure at this price basis")
    _echo(below.without([r for r in current if r.usd_per_mtok is None], "without a figure", notes))
    if ahead:
        _echo(line for part in _APART.splitlines() for line in wrapped(part, output.terminal_width()))
        if priced := [r for r in ahead if r.usd_per_mtok is not None]:
            table(priced, _columns(ANNOUNCED, priced), _MARKS)
        _echo(below.grouped("assumed", ((text, r) for r in priced for text in r.assumed.split("; ") if text)))
        _echo(below.without([r for r in ahead if r.usd_per_mtok is None], "announced, without a figure"))
    _echo(below.without([r for r in rows if r.group == "other"], "not ranked by themselves"))


def _columns(usual: tuple[Column[Any], ...], rows: Sequence[ScenarioRow]) -> tuple[Column[Any], ...]:
    """With the time to first token before the id where it was asked for."""
    return (*usual[:-1], *_TTFT, usual[-1]) if any(row.ttft_note for row in rows) else usual


def _echo(lines: Iterable[str]) -> None:
    for line in lines:
        click.echo(line)
