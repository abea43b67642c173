"""A diff on stdout: one line a field and precision, one column a product; and what changed since a day."""

from __future__ import annotations

from typing import Any

import click

from tracker.cli.output import Column, csv_rows, json_object, nothing, remark, table
from tracker.cli.words import MARKS
from tracker.model.changes import Change, Changes
from tracker.model.comparison import Figure
from tracker.model.rows import SpecRow
from tracker.model.shown import Diff, DiffLine
from tracker.model.words import NO_DELIVERY, WEAK_TIERS
from tracker.views.diff_words import asked_words, divisors, figure_text, ratio_text, weak_tier

_LEGEND = (
    (r"^\* ", "* the best where all are like for like"),
    ("^!$", "! not like for like: the figures are of different things, so that their ratio says little"),
    (r" \([\d.,–]+x( [▲▼=])?\)", "(Nx) how many times the baseline's figure"),
    (r"x [▲▼=]\)", "▲ better, ▼ worse than the baseline, = the same"),
    (r" ≠\d*", "≠ sources disagree; ≠2: two of them"),
    *((f" {tier}( |$)", f"{tier}: nobody stands behind it") for tier in WEAK_TIERS),
    *MARKS,
    ("(^|[ *])≥[^ ]", "≥ at least, as its source says"),
)
_STATES = {"announced": NO_DELIVERY, "rumoured": "rumoured only", "ended": "discontinued"}


def print_diff(diff: Diff, form: str | None) -> None:
    if form == "json":
        json_object(diff)
        return
    if form == "csv":
        slugs = [p.product_slug for p in diff.products]
        per = [
            f"{slug} {what}"
            for slug in slugs
            for what in ("value", "ratio", "printed", "claim_id", "shown", "verdict", "formula", "why", "from")
        ]
        heads = ["field", "precision", "unit", "better", "like_for_like", "best", *per, "group", "per", "baseline"]
        csv_rows(heads, (_csv_line(diff, line) for line in diff.lines))
        return
    table(diff.lines, _columns(diff), _LEGEND)
    _print_divisors(diff)
    for side, product in zip(diff.sides, diff.products, strict=True):
        if side.why:
            remark(f"{product.full_name}: {side.why}")
    if diff.left_out:
        remark(f"announced too, without room here: {', '.join(diff.left_out)}; name them to see them")


def _print_divisors(diff: Diff) -> None:
    if diff.per:
        click.echo(f"\n{asked_words(diff)}")
        for product, told in divisors(diff):
            click.echo(f"  {product}: {told}")


def _columns(diff: Diff) -> list[Column[DiffLine]]:
    first = {id(line) for i, line in enumerate(diff.lines) if not i or diff.lines[i - 1].group != line.group}
    columns: list[Column[DiffLine]] = [
        Column("group", lambda line: line.group if id(line) in first else "", spare=1),
        Column("spec", lambda line: line.label, flex=2, least=18),
        Column("", lambda line: line.precision),
        Column("", lambda line: "" if line.like_for_like else "!"),
    ]
    places = range(len(diff.products))
    return columns + [Column(_head(diff, i), _cell(diff, i), right=True, flex=1, least=16) for i in places]


def _head(diff: Diff, place: int) -> str:
    told = ["baseline"] if place == diff.baseline and len(diff.products) > 1 else []
    told += [_STATES[diff.sides[place].state]] if diff.sides[place].state in _STATES else []
    return diff.products[place].full_name + (f" ({', '.join(told)})" if told else "")


def _cell(diff: Diff, place: int) -> Any:
    def text(line: DiffLine) -> str:
        figure = line.figures[place]
        if figure.why:
            return "-" if not figure.inputs else figure.why
        dispute = f" ≠{figure.n_claims if not figure.formula else ''}" if figure.disputed else ""
        weak = weak_tier(figure)
        return (
            ("* " if line.best == place else "")
            + _spaced(figure_text(line, place))
            + dispute
            + (f" {weak}" if weak else "")
            + _ratio(diff, line, place)
        )

    return text


def _spaced(text: str) -> str:
    """The sign of a bound stands apart, as in every table."""
    return f"{text[0]} {text[1:]}" if text[:1] in ("≥", "≤", "~") else text


def _ratio(diff: Diff, line: DiffLine, place: int) -> str:
    ratio = ratio_text(line, place) if place != diff.baseline else ""
    verdict = {"better": " ▲", "worse": " ▼", "same": " ="}.get(line.verdicts[place], "")
    return (f" ({ratio}x{verdict})" if ratio else "") + _narrowed(line, line.cells[place])


def _narrowed(line: DiffLine, spec: SpecRow | None) -> str:
    """What the figure is of, said where the cells of a line are of different things."""
    if line.like_for_like or spec is None:
        return ""
    words = [w.replace("_", " ") for w in (spec.sparsity, spec.direction) if w != "unstated"] + [spec.scope]
    return f" {' '.join(words)}"


def _csv_line(diff: Diff, line: DiffLine) -> list[Any]:
    cells: list[Any] = [line.field, line.precision, line.unit, line.better, int(line.like_for_like), line.best]
    for place, (spec, figure) in enumerate(zip(line.cells, line.figures, strict=True)):
        cells += [
            spec.value if spec else figure.value,
            line.ratios[place],
            _printed(spec) if spec else figure.text,
            spec.claim_id if spec else _id(figure),
            figure_text(line, place),
            line.verdicts[place],
            figure.formula,
            figure.why,
            "; ".join(i.id or i.text for i in figure.inputs),
        ]
    return [*cells, line.group, diff.per, diff.products[diff.baseline].product_slug]


def _id(figure: Figure) -> str | None:
    return figure.inputs[0].id if figure.inputs else None


def _printed(spec: SpecRow) -> str:
    return f"{spec.printed} {spec.printed_unit}".strip()


_CHANGES: tuple[Column[Change], ...] = (
    Column("product", lambda c: c.product, flex=1),
    Column("spec", lambda c: c.label, flex=1),
    Column("of", lambda c: c.of, flex=3, spare=3),
    Column("", lambda c: c.kind),
    Column("old", lambda c: c.old or "-", right=True, flex=1),
    Column("new", lambda c: c.new or "-", right=True, flex=1),
    Column("known", lambda c: c.day, spare=1),
    Column("source", lambda c: f"{c.publisher} ({c.tier})", flex=4, spare=2),
    Column("note", lambda c: c.note, flex=4, spare=4),
    Column("id", lambda c: c.new_id or c.old_id, own_line=True),
)


def print_changes(found: Changes, form: str | None) -> None:
    if form == "json":
        json_object(found)
    elif form == "csv":
        names = list(Change.__dataclass_fields__)
        csv_rows(names, ([getattr(c, name) for name in names] for c in found.changes))
    elif found.changes:
        table(found.changes, _CHANGES)
        remark(f"from the end of {found.since} to {found.until}")
    else:
        nothing(f"no figure or lowest price changed from the end of {found.since} to {found.until}")
