"""Figures of a comparison in people's words, the same on the screen and on the command line."""

from __future__ import annotations

from tracker.model.comparison import Figure
from tracker.model.shown import Diff, DiffLine
from tracker.model.words import WEAK_TIERS
from tracker.units import binary, digits, show
from tracker.views.diff_figures import per_words

SIGNS = {">=": "≥", "<=": "≤", "~": "~"}


def figure_text(line: DiffLine, place: int) -> str:
    """`≥10 PFLOPS`, `144 GiB (154.6 GB)`, `120 kW–140 kW`, `3.57 TFLOPS/W`, words; empty where there is no figure."""
    figure, cell = line.figures[place], line.cells[place]
    if figure.why:
        return ""
    sign = SIGNS.get(figure.op, "")
    if figure.value is None and figure.low is None:
        return figure.text
    if figure.value is None:
        text = f"{show(figure.low, figure.unit)}–{show(figure.high, figure.unit)}"
    elif cell is not None and not figure.formula and binary(cell.printed_unit):
        text = f"{sign}{cell.printed} {cell.printed_unit} ({people(figure.value, figure.unit)})"
    else:
        text = sign + people(figure.value, figure.unit)
    text = text.replace("FLOPS", "OPS") if line.precision.startswith("int") else text
    return f"{text}{per_unit(figure.per)}"


def people(value: float | None, unit: str) -> str:
    """Counts without their word: the line is named after what is counted."""
    return show(value, unit).removesuffix(" count")


def bare(text: str) -> str:
    """The digits of a number without point and outer zeros: 2517 and 2.517 are written alike."""
    return "".join(char for char in text if char.isdigit()).strip("0")


def per_unit(per: str) -> str:
    """What stands behind a divided figure: `/W`, ` per $/h`."""
    return "" if not per else f"/{per}" if per == "W" else f" per {per}"


def ratio_text(line: DiffLine, place: int) -> str:
    """`1.5` or `1.2–1.4`, how many times the baseline's figure; empty where there is none."""
    if span := line.spans[place]:
        return f"{digits(span[0], 3)}–{digits(span[1], 3)}"
    ratio = line.ratios[place]
    return "" if ratio is None else digits(ratio, 3)


def qualifiers(line: DiffLine, place: int, short: bool = False) -> str:
    """What narrows the figure where that is not plain: sparsity, direction, what it is of."""
    cell, figure = line.cells[place], line.figures[place]
    if cell is None or figure.why:
        return ""
    unstated = "dense?" if short else "sparsity unstated"
    sparsity = {"unstated": unstated}.get(cell.sparsity, cell.sparsity) if cell.field == "peak_compute" else ""
    way = "one way" if short else "per direction"
    direction = {"per_direction": way, "bidirectional": "both ways"}.get(cell.direction, "")
    scope = figure.reading[2] if figure.formula and figure.reading else cell.scope
    return " ".join(w for w in (sparsity, direction, f"per {scope}" if scope not in ("chip", "card") else "") if w)


def weak_tier(figure: Figure) -> str:
    """The weakest tier of what a figure stands on, where nobody stands behind that; else empty."""
    there = {one.tier for one in figure.inputs} if not figure.why else set()
    return next((tier for tier in reversed(WEAK_TIERS) if tier in there), "")


def unlike_words(line: DiffLine) -> str:
    """`not like for like: dense / unstated`; empty where all are of one kind."""
    if line.like_for_like:
        return ""
    found = [c for c in line.cells if c is not None]
    kinds = (
        [c.sparsity for c in found],
        [c.direction.replace("_", " ") for c in found],
        [f"per {c.scope}" for c in found],
    )
    differing = [" / ".join(dict.fromkeys(values)) for values in kinds if len(set(values)) > 1]
    return f"not like for like: {', '.join(differing) or 'what they are of is not stated'}"


def asked_words(diff: Diff) -> str:
    """What the figures are divided by."""
    return per_words(diff.per, diff.basis)  # type: ignore[arg-type]


def divisors(diff: Diff) -> list[tuple[str, str]]:
    """(product, what its figures were divided by or why not), each once, in the order of the columns."""
    found: dict[tuple[str, str], None] = {}
    for place, product in enumerate(diff.products):
        for line in diff.lines:
            figure = line.figures[place]
            for one in figure.inputs[1:]:
                day = f", {one.day}" if one.day else ""
                found[product.full_name, f"{one.role}: {one.text}, {one.publisher}{day} {one.id}".rstrip()] = None
            if figure.why and figure.inputs:
                found[product.full_name, figure.why] = None
    return list(found)
