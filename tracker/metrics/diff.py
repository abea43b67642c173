"""Specs side by side: like compared with like, or said not to be."""

from __future__ import annotations

from collections.abc import Sequence

from tracker.model.fields import FIELDS
from tracker.model.rows import SpecRow
from tracker.model.shown import DiffLine

_PRECISIONS = ("", "fp4", "fp6", "fp8", "int4", "int8", "bf16", "fp16", "tf32", "fp32", "fp64")


def diff_lines(specs: Sequence[Sequence[SpecRow]]) -> tuple[DiffLine, ...]:
    """Lines over all fields that any product states; `specs[i]` are the resolved readings of product i."""
    keys = {(row.field, row.precision) for rows in specs for row in rows}
    order = {slug: i for i, slug in enumerate(FIELDS)}
    ordered = sorted(keys, key=lambda k: (order[k[0]], _PRECISIONS.index(k[1])))
    return tuple(_line(field, precision, specs) for field, precision in ordered)


def _line(field: str, precision: str, specs: Sequence[Sequence[SpecRow]]) -> DiffLine:
    readings = [[r for r in rows if r.field == field and r.precision == precision] for rows in specs]
    cells, alike = _choose(readings)
    known = FIELDS[field]
    ratios = tuple(_ratio(cells[0], cell) for cell in cells)
    return DiffLine(
        field=field, label=known.label, precision=precision, unit=known.base, better=known.better,
        cells=cells, ratios=ratios, best=_best(cells, known.better) if alike else None, like_for_like=alike,
    )  # fmt: skip


def _qualifiers(row: SpecRow) -> tuple[str, str, str]:
    """Chip and card are one for a product of one package; everything else must agree to be compared."""
    return row.sparsity, row.direction, "chip" if row.scope == "card" else row.scope


def _choose(readings: Sequence[Sequence[SpecRow]]) -> tuple[tuple[SpecRow | None, ...], bool]:
    """The reading that all products with any have, preferred ones first; else each one's own preferred."""
    stated = [rows for rows in readings if rows]
    own = [next((r for r in rows if r.preferred), rows[0]) for rows in stated]
    for wanted in [_qualifiers(row) for row in own]:
        if all(any(_qualifiers(r) == wanted for r in rows) for rows in stated):
            return tuple(next((r for r in rows if _qualifiers(r) == wanted), None) for rows in readings), True
    chosen = iter(own)
    return tuple(next(chosen) if rows else None for rows in readings), False


def _ratio(first: SpecRow | None, other: SpecRow | None) -> float | None:
    if first is None or other is None or not first.value or other.value is None:
        return None
    return other.value / first.value


def _best(cells: Sequence[SpecRow | None], better: str) -> int | None:
    values = [(cell.value, i) for i, cell in enumerate(cells) if cell is not None and cell.value is not None]
    if not better or len(values) < 2:
        return None
    ordered = sorted(values, reverse=better == "higher")
    return None if ordered[0][0] == ordered[1][0] else ordered[0][1]
