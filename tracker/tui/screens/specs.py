"""Specs: products side by side, like compared with like, and the claims behind every line."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import ClassVar

from textual.binding import BindingType
from textual.content import Content

from tracker.model.rows import ClaimRow, ContradictionRow, ProductRow, SpecRow
from tracker.model.shown import Diff, DiffLine
from tracker.tui import details
from tracker.tui.glyphs import mark
from tracker.tui.keys import bindings
from tracker.tui.screens.choice import Choice, Option
from tracker.tui.screens.view import ViewScreen
from tracker.tui.text import Span, T, counted
from tracker.tui.widgets.columns import Column, Rows
from tracker.tui.widgets.row_list import RowList, words
from tracker.units import binary, digits, show
from tracker.views.products import find_product, products
from tracker.views.session import Session
from tracker.views.specs import claims, contradictions, diff

START = ("aws/trainium3", "microsoft/maia-200")
_LEAST_COLUMN = 20
"""Cells that a value with its qualifiers needs."""


class SpecsScreen(ViewScreen):
    SCOPE = "specs"
    BINDINGS: ClassVar[list[BindingType]] = bindings("specs")

    def __init__(self) -> None:
        super().__init__()
        self.chosen: list[str] = list(START)
        self.shown: Diff | None = None
        self.first = 0

    def make_list(self) -> RowList[DiffLine]:
        return RowList((), lambda line: f"{line.field}/{line.precision}", id="lines")

    def load(self) -> None:
        chosen = tuple(self.chosen)
        self.ask("load", lambda s: _read(s, chosen), self._show)

    def _show(self, found: Diff) -> None:
        self.shown = found
        self.chosen = [p.product_slug for p in found.products]
        if len(found.products) < 2:
            has = found.products[0].full_name if found.products else "no product"
            self.status(has)
            self.say(
                "Two products make a comparison", f"Chosen: {has}.", "Press a to add a product by any of its names."
            )
            return
        if not found.lines:
            self.say(
                "No figures are known of these products",
                self._names(),
                "Press a to add another product, x to take one away.",
            )
            return
        self.show_rows()
        key = self.rows.current_key
        self._lay_out()
        keys = [self.rows.key(line) for line in found.lines]
        self.rows.show(Rows(found.lines), keys.index(key) if key in keys else 0)

    def _names(self) -> str:
        return ", ".join(p.full_name for p in self.shown.products) if self.shown else ""

    def on_resize(self) -> None:
        self._lay_out()

    def _lay_out(self) -> None:
        """As many product columns as have room, from the first one shown on."""
        if self.shown is None or len(self.shown.products) < 2:
            return
        room = (self.rows.area.width or self.app.size.width) - 26
        fits = max(2, min(room // _LEAST_COLUMN, len(self.shown.products)))
        self.first = max(0, min(self.first, len(self.shown.products) - fits))
        self.rows.take_columns(columns(self.shown.products, range(self.first, self.first + fits)))

    def action_shift(self, by: int) -> None:
        self.first += by
        self._lay_out()
        self.describe()

    def describe(self) -> None:
        line: DiffLine | None = self.selected
        if self.shown is None or line is None:
            return
        legend = f"{mark('best')} best  {mark('disputed')} sources disagree  {mark('unlike')} not like for like"
        unlike = T(unlike_words(line), "$text-warning") if not line.like_for_like else Content("")
        self.status(unlike, T(self._names(), "bold" if line.like_for_like else "$foreground-muted"), legend)
        if self.pane_open:
            self._read_claims()

    def action_open(self) -> None:
        if self.selected is not None:
            self.open_pane()
            self._read_claims()

    def _read_claims(self) -> None:
        line: DiffLine | None = self.selected
        if line is None or self.shown is None:
            return
        title = f"{line.label} {line.precision}".strip()
        wanted = self.shown.products
        field, precision = line.field, line.precision

        def read(s: Session) -> tuple[list[tuple[str, list[ClaimRow]]], list[ContradictionRow]]:
            groups = [
                (p.full_name, [c for c in claims(s, p.product_slug, field) if c.precision == precision]) for p in wanted
            ]
            return groups, [c for p in wanted for c in contradictions(s, p.product_slug) if c.what == field]

        self.ask("details", read, lambda found: self.show_details(details.claims(title, *found)))

    def action_add(self) -> None:
        def offer(found: Sequence[ProductRow]) -> None:
            options = [_option(p) for p in found if p.product_slug not in self.chosen]
            self.app.push_screen(Choice("Which product to add?", options), self._added)

        self.ask("choice", products, offer)

    def _added(self, option: Option | None) -> None:
        if option is not None:
            self.chosen.append(option.value)
            self.first = len(self.chosen)
            self.load()

    def action_remove(self) -> None:
        if self.shown is not None and self.shown.products:
            options = [_option(p) for p in self.shown.products]
            self.app.push_screen(Choice("Which product to take away?", options), self._removed)

    def _removed(self, option: Option | None) -> None:
        if option is not None and option.value in self.chosen:
            self.chosen.remove(option.value)
            self.load()

    def selected_text(self) -> str:
        line: DiffLine | None = self.selected
        if line is None or self.shown is None:
            return ""
        values = [f"{p.full_name} {value_text(c)}" for p, c in zip(self.shown.products, line.cells, strict=True)]
        return f"{line.label} {line.precision}".strip() + ": " + "; ".join(values)

    def selected_link(self) -> str:
        line: DiffLine | None = self.selected
        cells = line.cells if line else ()
        return next((c.url for c in cells if c is not None and c.url), "")


def _read(session: Session, chosen: Sequence[str]) -> Diff:
    """The diff, or the products alone where they are fewer than two. Those that the database does not know drop out."""
    known = {p.product_slug for p in products(session)}
    kept = [slug for slug in dict.fromkeys(chosen) if slug in known]
    if len(kept) < 2:
        return Diff(products=tuple(find_product(session, slug) for slug in kept), lines=())
    return diff(session, kept)


def _option(p: ProductRow) -> Option:
    return Option(p.product_slug, p.full_name, f"{p.kind}, {counted(p.n_claims, 'claim')}", p.aliases or "")


def _field(line: DiffLine, _: int) -> list[Span]:
    """Precision first, so that the lines of one field can be told apart where they are cut."""
    return words(f"{line.precision} {line.label}".strip())


def columns(found: Sequence[ProductRow], window: range) -> list[Column[DiffLine]]:
    """The field, then for each product its value and, from the second on, its ratio to the first."""
    out: list[Column[DiffLine]] = [
        Column("FIELD", lambda d, _: words(d.label), 18, least=62),
        Column("FIELD", _field, 16, least=50, most=62),
        Column("FIELD", _field, 12, most=50),
        Column("", lambda d, _: words(d.precision, "muted"), 4, least=62),
    ]
    for i in window:
        out.append(Column(found[i].product, partial(_value, i)))
        if i > 0:
            out.append(Column("RATIO", partial(_ratio, i), 8, least=72, right=True))
    return out


def _value(i: int, line: DiffLine, width: int) -> list[Span]:
    cell = line.cells[i]
    if cell is None:
        return [("not stated" if width >= 14 else "-", "muted")]
    best = line.best == i
    spans: list[Span] = [(f"{mark('best')} " if best else "  ", "good"), (value_text(cell), "good" if best else "")]
    if cell.disputed:
        spans.append((f" {mark('disputed')}{cell.n_claims}", "warn"))
    return [*spans, (f" {as_printed(cell)}{qualifiers(cell, width)}", "muted")]


def _ratio(i: int, line: DiffLine, _: int) -> list[Span]:
    ratio = line.ratios[i]
    if ratio is None:
        return []
    text = f"{digits(ratio, 3)}{mark('times')}"
    return [(text, "" if line.like_for_like else "muted"), (" " if line.like_for_like else mark("unlike"), "warn")]


def value_text(cell: SpecRow | None) -> str:
    """`≥10 PFLOPS`, `2–4 TB/s`, `144 GiB (154.6 GB)`, or the words of a text field."""
    if cell is None:
        return "not stated"
    if cell.value is None and cell.low is None:
        return cell.printed
    if cell.low is not None and cell.high is not None and cell.low != cell.high:
        return f"{show(cell.low, cell.unit)}{mark('between')}{show(cell.high, cell.unit)}"
    if binary(cell.printed_unit):
        return f"{details.sign(cell.op)}{cell.printed} {cell.printed_unit} ({people(cell.value, cell.unit)})"
    return f"{details.sign(cell.op)}{people(cell.value, cell.unit)}"


def people(value: float | None, unit: str) -> str:
    """Counts without their word: the line is named after what is counted."""
    return show(value, unit).removesuffix(" count")


def as_printed(cell: SpecRow) -> str:
    """`(2517 TFLOPS) ` where the source's own number is another one than the one shown."""
    if (
        cell.value is None
        or cell.op == "range"
        or binary(cell.printed_unit)
        or details.bare(cell.printed) == details.bare(people(cell.value, cell.unit))
    ):
        return ""
    return f"({cell.printed} {cell.printed_unit}) "


def qualifiers(cell: SpecRow, width: int = 0) -> str:
    """What narrows the figure: sparsity, direction, what it is of, where that is not plain."""
    sparsity = (
        {"dense": "dense", "sparse": "sparse", "unstated": "dense?" if width < 34 else "sparsity unstated"}[
            cell.sparsity
        ]
        if cell.field == "peak_compute"
        else ""
    )
    direction = {"per_direction": "per direction", "bidirectional": "both ways"}.get(cell.direction, "")
    scope = f"per {cell.scope}" if cell.scope not in ("chip", "card") else ""
    return " ".join(w for w in (sparsity, direction, scope) if w)


def unlike_words(line: DiffLine) -> str:
    """`Not like for like: dense / unstated`."""
    found = [c for c in line.cells if c is not None]
    differing = [
        " / ".join(values)
        for values in (
            [c.sparsity for c in found],
            [c.direction.replace("_", " ") for c in found],
            [f"per {c.scope}" for c in found],
        )
        if len(set(values)) > 1
    ]
    return f"{mark('unlike')} not like for like: {', '.join(differing)}"
