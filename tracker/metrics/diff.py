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


def _reading(row: SpecRow) -> tuple[str, str, str]:
    """What must agree for two figures to be compared."""
    return row.sparsity, row.direction, row.like_scope


def _choose(readings: Sequence[Sequence[SpecRow]]) -> tuple[tuple[SpecRow | None, ...], bool]:
    """The reading that all products with any have, where it says all that matters; else each one's own preferred.

    A rate that does not say whether it is sparse is comparable with nothing: two such rates may differ by two.
    """
    stated = [{_reading(r): r for r in reversed(rows) if r.stated} for rows in readings if rows]
    shared = [key for key in (stated[0] if stated else {}) if all(key in have for have in stated)]
    if shared:
        best = min(shared, key=lambda key: _rank(key, [have[key] for have in stated]))
        return tuple(next((r for r in rows if r.stated and _reading(r) == best), None) for rows in readings), True
    return tuple(next((r for r in rows if r.preferred), rows[0]) if rows else None for rows in readings), False


def _rank(key: tuple[str, str, str], cells: Sequence[SpecRow]) -> tuple[int, int, int, str]:
    """Preferred readings first, dense before others, per direction before others."""
    sparsity, direction, scope = key
    return (-sum(c.preferred for c in cells), int(sparsity != "dense"), int(direction != "per_direction"), scope)


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
