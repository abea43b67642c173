"""What stands around the table of a ranking: marks of doubtful prices, precisions, and what has no figure and why."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from tracker.cleaning import visible
from tracker.cli import output
from tracker.cli.output import Column
from tracker.cli.width import wrapped
from tracker.model.market import CostRow
from tracker.model.scenario import Override
from tracker.model.words import WEAK_TIERS
from tracker.views.price_notes import NO_PRICE, PriceNote, PriceNotes, has_price_at

_FIRM = "\u00a0"
_OPTION = re.compile(r"(--[a-z]+) (?=\S)")
_PLACEHOLDER = "placeholder"
"""How the caveat of a price begins that its source made up from another one."""
_BY_NAME = {"on_demand": "on demand", "reserved_1y": "reserved for 1 year", "reserved_3y": "reserved for 3 years"}


def basis_name(basis: str) -> str:
    return _BY_NAME.get(basis, basis)


def marked(columns: Sequence[Column[Any]], notes: PriceNotes) -> tuple[Column[Any], ...]:
    """The columns with marks of prices that have a caveat, and the age of old ones."""
    cells = {"basis": _with_mark, "price of": _with_age}
    return tuple(replace(one, cell=cells[one.title](one, notes)) if one.title in cells else one for one in columns)


def _with_mark(column: Column[Any], notes: PriceNotes) -> Callable[[CostRow], str]:
    def cell(row: CostRow) -> str:
        return ", ".join(part for part in (column.cell(row), _mark(notes.doubts.get(row.ranking_id))) if part)

    return cell


def _with_age(_: Column[Any], notes: PriceNotes) -> Callable[[CostRow], str]:
    def cell(row: CostRow) -> str:
        note = notes.doubts.get(row.ranking_id)
        seen = notes.days.get(row.ranking_id) or (row.price_as_of or "")[:10]
        return f"{seen}, {note.age}" if note and note.age else seen

    return cell


def _mark(note: PriceNote | None) -> str:
    if note is None:
        return ""
    caveat = "price" if note.caveat else ""
    marks = (_PLACEHOLDER if note.caveat.startswith(_PLACEHOLDER) else caveat, "disputed" if note.dispute else "")
    return ", ".join(f"! {mark}" for mark in marks if mark)


def _caveat(note: PriceNote) -> str:
    return f"! {note.caveat}" if note.caveat.startswith(_PLACEHOLDER) else f"! price: {note.caveat}"


def doubts(rows: Sequence[CostRow], notes: PriceNotes) -> Iterator[str]:
    """Below the table: whose price has which caveat, and whose is old."""
    told = [(row, notes.doubts[row.ranking_id]) for row in rows if row.ranking_id in notes.doubts]
    yield from _groups((_caveat(note), row) for row, note in told if note.caveat)
    yield from _groups((f"! old price, of {note.seen}, {note.age}", row) for row, note in told if note.age)
    yield from _groups((f"! disputed: {note.dispute}", row) for row, note in told if note.dispute)
    weak = (row for row in rows if row.weakest_tier in WEAK_TIERS)
    yield from _groups(
        (f"! {row.weakest_tier}: stands on a figure whose source is no better than that", row) for row in weak
    )


def precisions(rows: Sequence[CostRow], overrides: Sequence[Override] = ()) -> Iterator[str]:
    """That rows are served in different precisions, and how to hold them alike; what a released precision leaves as it is."""
    found = Counter(row.precision for row in rows if row.precision)
    told = {one.field: one for one in overrides}
    if len(found) > 1 and "narrowest_precision" not in told:
        each = ", ".join(f"{name} for {count}" for name, count in found.most_common())
        yield from _lines(
            f"each is served in its fastest precision: {each}; --set narrowest_precision=fp8 allows none below fp8"
        )
    if released := told.get("weights_precision"):
        other = [row for row in rows if row.precision and row.precision != released.new]
        if other:
            yield from _groups(
                (
                    f"weights released in {released.new} are still served in {row.precision} where that is the "
                    f"fastest (--set narrowest_precision={released.new} forbids narrower ones)",
                    row,
                )
                for row in other
            )


def without(rows: Sequence[CostRow], title: str, notes: PriceNotes | None = None) -> Iterator[str]:
    """Names by reason: the reasons are few. A missing price says where there is one."""
    lines = list(_groups((_reason(row, notes), row) for row in rows))
    if lines:
        yield ""
        yield title
        yield from lines


def counted(rows: Sequence[CostRow]) -> Iterator[str]:
    """Why nothing has a figure where only figures were asked for: how many for which reason."""
    found = Counter(row.reason for row in rows if row.usd_per_mtok is None)
    for reason, count in found.most_common():
        yield from _lines(f"{count} of {sum(found.values())}: {reason}")


def _reason(row: CostRow, notes: PriceNotes | None) -> str:
    if row.reason != NO_PRICE or notes is None:
        return row.reason
    return has_price_at(notes, row).replace(row.product_slug, "PRODUCT")


def grouped(title: str, pairs: Iterable[tuple[str, CostRow]]) -> Iterator[str]:
    """Names below the words that they share, under a title; nothing where there are none."""
    lines = list(_groups(pairs))
    if lines:
        yield ""
        yield title
        yield from lines


def _groups(pairs: Iterable[tuple[str, CostRow]]) -> Iterator[str]:
    names: dict[str, list[str]] = {}
    for reason, row in pairs:
        names.setdefault(reason, []).append(visible(f"{row.vendor} {row.accelerator}").replace(" ", _FIRM))
    for reason, called in names.items():
        yield from _lines(reason, f": {', '.join(called)}")


def _lines(text: str, names: str = "") -> Iterator[str]:
    """Options stay beside their values, and names whole."""
    held = _OPTION.sub(rf"\1{_FIRM}", visible(text)) + names
    for line in wrapped(held, output.terminal_width() or 120, "  ", "    "):
        yield line.replace(_FIRM, " ")


def heading_of(rows: Sequence[CostRow], names: Mapping[str, str], basis: str) -> str:
    """Whose prices a ranking takes; of owned hardware, who is taken to own it."""
    owners = sorted({(row.sku or "").removeprefix("own, ") for row in rows if row.term == "owned" and row.offer_id})
    who = f" for a {' or a '.join(owners)}" if basis == "owned" and owners else ""
    return f"price: {names[basis]}{who}"
