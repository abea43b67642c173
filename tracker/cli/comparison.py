"""A diff on stdout: one line a field and precision, one column a product."""

from __future__ import annotations

from typing import Any

from tracker.cli.output import Column, csv_rows, json_object, table
from tracker.cli.words import MARKS, figure
from tracker.model.rows import SpecRow
from tracker.model.shown import Diff, DiffLine
from tracker.units import digits

_LEGEND = (
    (r"^\* ", "* the best where all are like for like"),
    ("^≠$", "≠ not like for like: the figures are of different things, so that their ratio says little"),
    (r" \([\d.,]+x\)", "(Nx) how many times the first product's figure"),
    *MARKS,
)


def print_diff(diff: Diff, form: str | None) -> None:
    if form == "json":
        json_object(diff)
    elif form == "csv":
        slugs = [p.product_slug for p in diff.products]
        per = [f"{slug} {what}" for slug in slugs for what in ("value", "ratio", "printed", "claim_id")]
        csv_rows(["field", "precision", "unit", "better", "like_for_like", "best", *per], map(_csv_line, diff.lines))
    else:
        table(diff.lines, _columns(diff), _LEGEND)


def _columns(diff: Diff) -> list[Column[DiffLine]]:
    columns: list[Column[DiffLine]] = [
        Column("spec", lambda line: line.label, flex=2, least=18),
        Column("", lambda line: line.precision),
        Column("", lambda line: "" if line.like_for_like else "≠"),
    ]
    for place, product in enumerate(diff.products):
        columns.append(Column(product.full_name, _cell(place), right=True, flex=1, least=16))
    return columns


def _cell(place: int) -> Any:
    def text(line: DiffLine) -> str:
        spec = line.cells[place]
        if spec is None:
            return "-"
        ratio = line.ratios[place]
        told = f" ({digits(ratio, 3)}x)" if place and ratio is not None else ""
        return ("* " if line.best == place else "") + figure(spec) + told + _narrowed(line, spec)

    return text


def _narrowed(line: DiffLine, spec: SpecRow) -> str:
    """What the figure is of, said where the cells of a line are of different things."""
    if line.like_for_like:
        return ""
    words = [w.replace("_", " ") for w in (spec.sparsity, spec.direction) if w != "unstated"] + [spec.scope]
    return f" {' '.join(words)}"


def _csv_line(line: DiffLine) -> list[Any]:
    cells: list[Any] = [line.field, line.precision, line.unit, line.better, int(line.like_for_like), line.best]
    for spec, ratio in zip(line.cells, line.ratios, strict=True):
        cells += [None] * 4 if spec is None else [spec.value, ratio, _printed(spec), spec.claim_id]
    return cells


def _printed(spec: SpecRow) -> str:
    return f"{spec.printed} {spec.printed_unit}".strip()
