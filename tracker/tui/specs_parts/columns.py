"""Columns of a comparison: the field, then for each product its figure and how it stands against the baseline."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import partial

from tracker.model.rows import SpecRow
from tracker.model.shown import Diff, DiffLine
from tracker.model.words import NO_DELIVERY
from tracker.tui.glyphs import mark, tier
from tracker.tui.specs_parts.grid import CellColumn, Head
from tracker.tui.specs_parts.marks import local, own
from tracker.tui.text import Span, plain
from tracker.tui.widgets.columns import Column
from tracker.tui.widgets.row_list import words
from tracker.units import binary, digits
from tracker.views.diff_words import bare, figure_text, people, per_unit, qualifiers, ratio_text, weak_tier

Row = DiffLine | Head
_OTHER_UNITS = re.compile(r" \([^()]*\)$")
_NUMBER = re.compile(r"\d+\.\d+")
_TOLD: tuple[dict[str, str], ...] = ({"announced": NO_DELIVERY}, {"announced": "no word"})
"""Tags in other words than their own, and in fewer."""
_RATIO_FROM = 72
"""Cells of a list from which on ratios have a column of their own."""
_NAMES, _BARE = 26, 18
"""Cells that the field takes, on a wide list and on a narrow one."""
_LEAST, _LEAST_BARE = 28, 12
"""Cells that a product needs, with its ratio and on a narrow list without."""


def fitting(width: int, count: int) -> int:
    """How many products have room side by side; two always."""
    wide = width >= _RATIO_FROM
    room = width - (_NAMES if wide else _BARE)
    return max(2, min(room // (_LEAST if wide else _LEAST_BARE + 6), count))


def rows_of(diff: Diff, heads: bool) -> list[Row]:
    """The lines, with a head above each group where there is room for them."""
    out: list[Row] = []
    group = ""
    for line in diff.lines:
        if heads and line.group != group:
            out.append(Head(line.group))
            group = line.group
        out.append(line)
    return out


def key_of(row: Row) -> str:
    return f"head/{row.title}" if isinstance(row, Head) else f"{row.field}/{row.precision}"


def columns(diff: Diff, window: Iterable[int]) -> list[Column[Row]]:
    """Of the products whose places are in the window."""
    out: list[Column[Row]] = [
        Column("FIELD", _label, 18, least=62, rest=_head),
        Column("FIELD", _field, 16, least=50, most=62, rest=_head),
        Column("FIELD", _field, 11, most=50, rest=_head),
        Column("", _precision, 4, least=62, of="PRECISION"),
    ]
    for place in window:
        name = diff.products[place].full_name
        value = partial(_value, diff, place)
        out.append(CellColumn(partial(_title, diff, place), value, of=name, place=place))
        if place != diff.baseline:
            title = f"RATIO {mark('times')} "  # a cell for the mark behind a ratio
            out.append(
                CellColumn(
                    title, partial(_ratio, place), 9, least=_RATIO_FROM, right=True, of=f"{name} ratio", place=place
                )
            )
    return out


def _head(row: Row) -> list[Span]:
    return [(row.title.upper(), "name")] if isinstance(row, Head) else []


def _label(row: Row, _: int) -> list[Span]:
    return words(row.label) if isinstance(row, DiffLine) else []


def _field(row: Row, _: int) -> list[Span]:
    """Precision first, so that the lines of one field can be told apart where they are cut."""
    return words(f"{row.precision} {row.label}".strip()) if isinstance(row, DiffLine) else []


def _precision(row: Row, _: int) -> list[Span]:
    return words(row.precision, "muted") if isinstance(row, DiffLine) else []


def _title(diff: Diff, place: int, width: int) -> str:
    """The name with what the column is: in words where there is room, else as marks."""
    product, side = diff.products[place], diff.sides[place]
    tags = ["baseline"] if place == diff.baseline else []
    tags += ["predecessor"] if side.role == "predecessor" else []
    tags += [side.state] if side.state in ("announced", "rumoured", "ended") else []
    marks = "".join(own(tag) for tag in tags)
    names = (product.full_name, product.product)
    for said, name in ((said, name) for said in _TOLD for name in names):
        told = "  ".join([plain(name), *(f"{own(tag)} {said.get(tag, tag)}" for tag in tags)])
        if len(told) + 2 <= width:
            return f"  {told}"
    return f"{marks} {product.product}" if marks else f"  {product.product}"


def _value(diff: Diff, place: int, row: Row, width: int) -> list[Span]:
    if not isinstance(row, DiffLine):
        return []
    figure, cell = row.figures[place], row.cells[place]
    if figure.why:
        return [("  ", ""), (_why(row, figure.why, width), "muted")]
    verdict = row.verdicts[place]
    style = {"better": "good", "worse": "bad"}.get(verdict, "")
    disputed = f" {mark('disputed')}{figure.n_claims if not figure.formula else ''}" if figure.disputed else ""
    narrowed = qualifiers(row, place, short=width < 34)
    narrowed = f" {narrowed}" if narrowed else ""
    weak = weak_tier(figure)
    unsure = f" {tier(weak)}" if weak else ""
    kept = len(disputed + unsure)
    text = _fitted(
        local(figure_text(row, place)), per_unit(figure.per), width - 2, (kept + len(narrowed), kept + bool(narrowed))
    )
    if weak and len(text + disputed + narrowed) + len(weak) + 3 <= width:
        unsure = f" {weak}"
    spans: list[Span] = [
        (f"{own(verdict)} ", style),
        (text, style),
        (disputed, "warn"),
        (unsure, "muted"),
        (narrowed, "muted"),
    ]
    printed = as_printed(cell) if cell is not None and not figure.formula else ""
    if printed and sum(len(part) for part, _ in spans) + len(printed) + 1 <= width:
        spans.append((f" {printed}", "muted"))
    return spans


def _fitted(text: str, per: str, room: int, behind: Sequence[int]) -> str:
    """A figure for `room` cells, with what stands `behind` it if that can be, be it with three digits.

    Else it goes without what it is divided by, which the line above tells, without the same figure in other units, then with three
    digits or two, and at last in `PF`, as the roofline has it. A cell is kept for the ellipsis of what is left out behind it.
    """
    three, two = (partial(_NUMBER.sub, partial(_shorter, n)) for n in (3, 2))
    bare = _OTHER_UNITS.sub("", text.removesuffix(per))
    whole, brief = (text, three(text)), (text, text.removesuffix(per), bare, three(bare), two(bare))
    for more, ways in zip((*behind, min(behind[-1], 1)), (whole, *[brief] * len(behind)), strict=True):
        for way in ways:
            if len(way) + more <= room:
                return way
    least = two(bare).replace("FLOPS", "F")
    return least if len(least) <= room else three(bare)


def _shorter(significant: int, found: re.Match[str]) -> str:
    return digits(float(found[0]), significant)


def _why(line: DiffLine, why: str, width: int) -> str:
    """Why there is no figure, in the words that fit; the line above the grid and the details have all of them."""
    if len(why) + 2 <= width:
        return why
    kind = line.field.partition("_")[0]
    short = {"offer": "no price", "event": "no date"}.get(kind, "-" if why == "not stated" else why)
    return short if len(short) + 2 <= width else why


def _ratio(place: int, row: Row, _: int) -> list[Span]:
    if not isinstance(row, DiffLine):
        return []
    text = ratio_text(row, place)
    if not text:
        return []
    alike = row.alike[place]
    span = text.replace("–", mark("between"))
    return [(f"{span}{mark('times')}", "" if alike else "muted"), (" " if alike else mark("unlike"), "warn")]


def as_printed(cell: SpecRow) -> str:
    """`(2517 TFLOPS)` where the source's own number is another one than the one shown."""
    if (
        cell.value is None
        or cell.op == "range"
        or binary(cell.printed_unit)
        or bare(cell.printed) == bare(people(cell.value, cell.unit))
    ):
        return ""
    return f"({cell.printed} {cell.printed_unit})"
