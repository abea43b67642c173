"""Prices: what accelerators and tokens cost now, how that moved, where lists disagree, and how the lists are doing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import PurePath
from typing import Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import Input

from tracker.model.market import PriceStep
from tracker.model.price_screen import OfferLine, PriceDispute, TokenLine
from tracker.tui.keys import bindings
from tracker.tui.price_parts.disputes import Disputes
from tracker.tui.price_parts.history import History
from tracker.tui.price_parts.lists import Lists
from tracker.tui.price_parts.market import Market
from tracker.tui.price_parts.offers import Offers
from tracker.tui.price_parts.part import Found, Part, Wanted, basis_words
from tracker.tui.remembered import Told
from tracker.tui.screens.choice import Choice, Option
from tracker.tui.screens.view import ViewScreen
from tracker.tui.text import T
from tracker.tui.widgets.columns import Rows
from tracker.tui.widgets.filter_line import FilterLine
from tracker.tui.widgets.part_line import PartLine
from tracker.tui.widgets.row_list import RowList
from tracker.tui.widgets.step_chart import StepChart
from tracker.units import counted, usd
from tracker.views.price_screen import listed_models, priced_products, priced_terms
from tracker.views.products import folded, products
from tracker.views.session import Session

_NOTHING = "There is no price to choose from yet: r asks the price lists"
PARTS: tuple[Part[Any], ...] = (Offers(), History(), Disputes(), Market(), Lists())


class PricesScreen(ViewScreen):
    """Five parts over one list. `part` is what is shown, `going` what is being read."""

    SCOPE = "prices"
    BINDINGS: ClassVar[list[BindingType]] = bindings("prices")
    CSS_PATH: ClassVar[list[str | PurePath]] = ["view.tcss", "timeline.tcss", "prices.tcss"]

    def __init__(self) -> None:
        super().__init__()
        self.part = self.going = PARTS[0]
        self.wanted = Wanted()
        self.lately = {"product": "", "model": ""}
        self.found: Found[Any] | None = None
        self.typed = ""
        self.lines: list[str] = []
        self.chosen: dict[str, str] = {}

    @property
    def list_name(self) -> str:
        return f"{self.SCOPE}-{self.part.name}"

    def asked_for(self) -> str:
        name = self.found.name if self.found is not None else ""
        basis = basis_words(self.wanted.basis) if self.part.of_terms else ""
        return ", ".join(one for one in (name, basis, f"“{self.typed}”" if self.typed else "") if one)

    def remember(self) -> dict[str, Any]:
        w = self.wanted
        return super().remember() | {
            "part": self.going.name, "product": w.product, "model": w.model, "every basis": not w.basis, "basis": w.basis,
            "typed": self.typed, "chosen": self.chosen, "lately": self.lately,
        }  # fmt: skip

    def recall(self, told: Told) -> None:
        super().recall(told)
        self.part = self.going = next((p for p in PARTS if p.name == told.text("part")), PARTS[0])
        basis = "" if told.flag("every basis") else told.text("basis") or self.wanted.basis
        self.wanted = Wanted(told.text("product"), told.text("model"), basis)
        self.chosen = told.part("chosen").words()
        self.lately |= {key: word for key, word in told.part("lately").words().items() if key in self.lately}
        if typed := told.text("typed"):
            self.typed = typed
            self.call_after_refresh(lambda: self.query_one(FilterLine).put(typed))

    def forget(self) -> None:
        self.part = self.going = PARTS[0]
        self.wanted, self.typed = Wanted(), ""

    def compose_top(self) -> ComposeResult:
        yield PartLine(self.SCOPE)
        yield FilterLine("words in any column")

    def compose_middle(self) -> ComposeResult:
        yield StepChart()

    def make_list(self) -> RowList[Any]:
        return RowList((), lambda row: self.part.key(row), id="prices")

    def load(self) -> None:
        part, wanted = self.going, self.wanted
        if part.of_one and not wanted.product:
            wanted = replace(wanted, product=self.lately["product"])
        self.ask("load", lambda s: (part, part.read(s, wanted)), lambda read: self._take(*read))

    def _take(self, part: Part[Any], found: Found[Any]) -> None:
        """Rows of another part, or the same ones read anew."""
        if part is not self.part:
            self.remove_class("-details")
        self.part, self.found = part, found
        self.unheard = () if part.of_terms else ("b",)
        self.use_sort()
        self.lines = [folded(part.text(row)) for row in found.rows]
        self.query_one(PartLine).tell(part.name)
        self.query_one(StepChart).show(found.chart)
        self.set_class(found.chart is not None and bool(found.chart.points), "-chart")
        self.rows.take_columns(part.columns(found))
        self._show()

    def _show(self) -> None:
        """The rows that the filter keeps; words where there are none."""
        found = self.found
        if found is None:
            return
        wanted = [folded(word) for word in self.typed.split()]
        kept = [r for r, line in zip(found.rows, self.lines, strict=True) if all(w in line for w in wanted)]
        keys = [self.part.key(row) for row in kept]
        key = self.chosen.get(self.part.name, "")
        lately = self.lately["model" if self.part.of_models else "product"]
        first = 0 if self.typed else self.part.first(found, lately)
        self.rows.show(Rows(kept), keys.index(key) if key in keys else first)
        if kept:
            self.show_rows()
            if self.focused is None:
                self.rows.focus()
        elif found.rows:
            self.say(
                "Nothing matches",
                f"Words: “{self.typed}”, in {counted(len(found.rows), 'row')}.",
                "Press esc to see all.",
            )
        else:
            self.say(*self.part.empty(found))
        self._tell_status(len(kept))

    def _tell_status(self, kept: int) -> None:
        if self.found is not None:
            total = len(self.found.rows)
            filtered = [T(f"{kept:,} of {total:,} match “{self.typed}”", "bold")] if self.typed else []
            self.status(*filtered, *self.part.status(self.found))

    def describe(self) -> None:
        row = self.selected
        if row is None:
            return
        self.chosen[self.part.name] = self.part.key(row)
        if isinstance(row, OfferLine):
            self.lately["product"] = row.product_slug
        elif isinstance(row, TokenLine):
            self.lately["model"] = row.model_slug
        elif isinstance(row, PriceDispute):
            self.lately["model" if row.kind == "tokens" else "product"] = row.slug
        self.query_one(StepChart).point(date.fromisoformat(row.date) if isinstance(row, PriceStep) else None)
        if self.pane_open:
            self._read_details()

    def action_open(self) -> None:
        if self.selected is not None:
            self.open_pane()
            self._read_details()

    def _read_details(self) -> None:
        part, row = self.part, self.selected
        if row is not None:
            self.ask("details", lambda s: part.details(s, row), self.show_details)

    def action_part(self, name: str) -> None:
        part = next(p for p in PARTS if p.name == name)
        if part is not self.part:
            self.going, self.typed = part, ""
            self.query_one(FilterLine).close()
            self.load()

    def action_shift(self, by: int) -> None:
        """To the part beside this one."""
        self.action_part(PARTS[(PARTS.index(self.part) + by) % len(PARTS)].name)

    def action_filter(self) -> None:
        self.query_one(FilterLine).open()

    def action_back(self) -> None:
        if self.pane_open:
            super().action_back()
        elif self.typed:
            self.query_one(FilterLine).close()
            self._filter("")
        elif self.part.of_models and self.wanted.model:
            self._keep(replace(self.wanted, model=""))
        elif self.part.of_products and not self.part.of_one and self.wanted.product:
            self._keep(replace(self.wanted, product=""))
        self.rows.focus()

    def action_pick(self) -> None:
        models = self.part.of_models
        present = self.wanted.model if models else self.found.wanted.product if self.found else ""
        present = present or self.lately["model" if models else "product"]

        def offer(options: list[Option]) -> None:
            if not options:
                self.app.tell(_NOTHING, "warning")
                return
            everything = (
                []
                if self.part.of_one
                else [Option("", "All models of the catalogue" if models else "All accelerators")]
            )
            title = "Tokens of which model?" if models else "Prices of which accelerator?"
            self.app.push_screen(Choice(title, [*everything, *options], present), self._take_pick)

        self.ask("choice", _models if models else _accelerators, offer)

    def _take_pick(self, option: Option | None) -> None:
        if option is None:
            return
        if self.part.of_models:
            self._keep(replace(self.wanted, model=option.value))
            return
        if not self.part.of_products:
            self.going = PARTS[0]
        self._keep(replace(self.wanted, product=option.value))

    def action_basis(self) -> None:
        if not self.part.of_terms:
            self.app.tell("A price basis is chosen for current offers and for the history")
            return
        product, one = self.found.wanted.product if self.found else "", self.part.of_one

        def offer(terms: list[str]) -> None:
            if not terms:
                self.app.tell(_NOTHING, "warning")
                return
            options = [*([] if one else [Option("", "every price basis")]), *(Option(t, basis_words(t)) for t in terms)]
            self.app.push_screen(Choice("Which kind of price?", options, self.wanted.basis), self._take_basis)

        self.ask("choice", lambda s: priced_terms(s, product), offer)

    def _take_basis(self, option: Option | None) -> None:
        if option is not None:
            self._keep(replace(self.wanted, basis=option.value))

    def _keep(self, wanted: Wanted) -> None:
        self.wanted = wanted
        self.load()

    def _filter(self, typed: str) -> None:
        self.typed = typed
        self._show()

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        if event.value != self.typed:
            self._filter(event.value)

    @on(FilterLine.Done)
    def _typing_done(self, event: FilterLine.Done) -> None:
        if event.cleared:
            self._filter("")
        self.rows.focus()

    def selected_text(self) -> str:
        row = self.selected
        return "" if row is None else self.part.text(row)

    def selected_link(self) -> str:
        row = self.selected
        return "" if row is None else self.part.link(self.app.session, row)


def _accelerators(session: Session) -> list[Option]:
    names = {p.product_slug: f"{p.full_name} {p.aliases or ''}" for p in products(session)}
    return [
        Option(
            p.product_slug, f"{p.vendor} {p.product}",
            f"{counted(p.n_offers, 'offer')}, " + (f"from {usd(p.lowest)}" if p.lowest is not None else "all flagged"),
            names.get(p.product_slug, ""),
        )
        for p in priced_products(session)
    ]  # fmt: skip


def _models(session: Session) -> list[Option]:
    return [
        Option(m.model, m.name, counted(m.n_offers, "offer") + ("" if m.catalogued else ", lists only"), m.model)
        for m in listed_models(session)
    ]
