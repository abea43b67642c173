"""Specs: products side by side against a baseline, per chip, watt, dollar or rack, and what changed of them since a day."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content

from tracker.model.errors import TrackerError
from tracker.model.rows import ProductRow
from tracker.model.shown import Diff, DiffLine
from tracker.tui.keys import bindings
from tracker.tui.remembered import Told
from tracker.tui.screens.view import ViewScreen
from tracker.tui.specs_parts import columns as look
from tracker.tui.specs_parts.compared import compared
from tracker.tui.specs_parts.grid import Grid, Head
from tracker.tui.specs_parts.marks import legend, local
from tracker.tui.specs_parts.telling import asked_pieces, cell_pieces, row_text
from tracker.tui.text import T
from tracker.tui.widgets.columns import Column, Rows
from tracker.tui.widgets.lines import Line
from tracker.views.comparison import MOST, Asked
from tracker.views.diff_kin import predecessor

if TYPE_CHECKING:
    from tracker.model.changes import Change, Changes
    from tracker.model.product_option import ProductOption
    from tracker.tui.screens.choice import Option
    from tracker.tui.widgets.answer_line import AnswerLine

START = ("aws/trainium3", "microsoft/maia-200")
_ROOMY = 14
"""Lines of a list from which on heads stand between its groups."""


class SpecsScreen(ViewScreen):
    SCOPE = "specs"
    BINDINGS: ClassVar[list[BindingType]] = bindings("specs")

    def __init__(self) -> None:
        super().__init__()
        self.asked = Asked(products=START)
        self.followed: dict[str, str] = {}
        """Slug of a product that was put here as a predecessor -> why."""
        self.shown: Diff | None = None
        self.since = ""
        """The day of the list of changes, ISO or partial; "" while products stand side by side."""
        self.changes: Changes | None = None
        self.lists_changes = False
        """What the rows are now: a question may be answered after another one was asked."""
        self.first = 0
        self.place = 0

    def compose_top(self) -> ComposeResult:
        yield Line(id="legend")

    def make_list(self) -> Grid[Any]:
        return Grid(look.key_of, id="lines")

    @property
    def grid(self) -> Grid[Any]:
        return self.query_one(Grid)

    @property
    def list_name(self) -> str:
        return f"{self.SCOPE}-changes" if self.lists_changes else self.SCOPE

    def file_columns(self) -> Sequence[Column[Any]]:
        if self.lists_changes or self.shown is None:
            from tracker.tui.specs_parts import changed

            return changed.columns(False)
        return [replace(c, rest=None) for c in look.columns(self.shown, range(len(self.shown.products)))]

    def file_rows(self) -> Rows[Any]:
        rows = self.grid.source.rows if isinstance(self.grid.source, Rows) else ()
        return Rows([row for row in rows if not isinstance(row, Head)])

    def asked_for(self) -> str:
        from tracker.tui.specs_parts.kept import in_words

        return f"changes since {self.since}" if self.since else in_words(self.shown, self.asked)

    def remember(self) -> dict[str, Any]:
        from tracker.tui.specs_parts.kept import remembered

        return super().remember() | remembered(self.asked)

    def recall(self, told: Told) -> None:
        from tracker.tui.specs_parts.kept import recalled

        super().recall(told)
        self.asked = recalled(told, START)

    def forget(self) -> None:
        self.asked = Asked(products=START)

    def load(self) -> None:
        asked = self.asked
        if self.since:
            self._load_changes()
        self.ask("load", lambda s: compared(s, asked), self._show)

    def _show(self, found: Diff) -> None:
        roles = [
            replace(side, role="predecessor", why=self.followed[side.product_slug])
            if side.product_slug in self.followed and side.role == "chosen"
            else side
            for side in found.sides
        ]
        self.shown = found = replace(found, sides=tuple(roles))
        kept = [p.product_slug for p, s in zip(found.products, found.sides, strict=False) if s.role != "roadmap"]
        self.asked = replace(self.asked, products=tuple(kept or [p.product_slug for p in found.products]))
        if self.since:
            return
        if len(found.products) < 2:
            has = self._names() or "no product"
            add = "Press a to add a product by any of its names."
            self._say("Two products make a comparison", f"Chosen: {has}.", add)
        elif not found.lines:
            more = "Press a to add another product, x to take one away."
            self._say("No figures are known of these products", self._names(), more)
        else:
            self._show_grid(found)

    def _say(self, title: str, *lines: str) -> None:
        self.query_one("#legend", Line).show([T("")])
        self.status("")
        self.say(title, *lines)

    def _show_grid(self, found: Diff) -> None:
        self.show_rows()
        self.place = max(0, min(self.place, len(found.products) - 1))
        self._fill(look.rows_of(found, self._roomy()), look.key_of, changes=False)

    def _fill(self, rows: Sequence[Any], key: Callable[[Any], str], changes: bool) -> None:
        """Other rows; the selection stays on its own."""
        grid = self.grid
        self.lists_changes = changes
        here = grid.current_key
        grid.key = key
        keys = [key(row) for row in rows]
        first = next((i for i, row in enumerate(rows) if not isinstance(row, Head)), 0)
        self._lay_out()
        grid.show(Rows(rows), keys.index(here) if here in keys and keys.index(here) > first else first)

    def _roomy(self) -> bool:
        return self.app.size.height - 5 >= _ROOMY

    def _names(self) -> str:
        return ", ".join(p.full_name for p in self.shown.products) if self.shown else ""

    def on_resize(self) -> None:
        if self.has_class("-empty"):
            return
        if self.changes is not None and self.since:
            self._show_changes(self.changes)
        elif self.shown is not None and self.shown.lines:
            self._show_grid(self.shown)

    def _lay_out(self) -> None:
        """As many product columns as have room, the selected one among them."""
        if self.lists_changes:
            from tracker.tui.specs_parts import changed

            self.grid.take(changed.columns(self._roomy()), -1)
            return
        if self.shown is None or len(self.shown.products) < 2:
            return
        count = len(self.shown.products)
        place = min(self.place, count - 1)  # the one selected may be still on its way
        fits = look.fitting(self.grid.area.width or self.app.size.width, count)
        self.first = max(min(self.first, place, count - fits), place - fits + 1, 0)
        self.grid.take(look.columns(self.shown, range(self.first, self.first + fits)), place)
        self.query_one("#legend", Line).show(asked_pieces(self.shown, self.first, fits, self.app.as_of, legend()))

    def action_shift(self, by: int) -> None:
        if self.shown is not None and not self.since:
            self.place = max(0, min(self.place + by, len(self.shown.products) - 1))
            self._lay_out()
            self.describe()

    def describe(self) -> None:
        if self.grid.place >= 0:
            self.place = self.grid.place
        line = self.selected
        if change := self._change():
            self.status(T(change.note, "$text-warning"), f"{change.publisher}, {change.tier}", change.of, change.day)
        elif isinstance(line, DiffLine) and self.shown is not None and self.place < len(line.figures):
            self.status(*cell_pieces(self.shown, line, self.place))
        else:
            return
        if self.pane_open:
            self._read_details()

    def _change(self) -> Change | None:
        """The selected row of the list of changes; None while products stand side by side."""
        row = self.selected
        return row if self.lists_changes and row is not None and not isinstance(row, Head | DiffLine) else None

    def action_open(self) -> None:
        if self.selected is not None and not isinstance(self.selected, Head):
            self.open_pane()
            self.call_after_refresh(self._lay_out)
            self._read_details()

    def action_back(self) -> None:
        if self.pane_open:
            super().action_back()
            self.call_after_refresh(self._lay_out)
        elif self.since:
            self.since, self.changes = "", None
            self.load()

    def _read_details(self) -> None:
        """What stands behind the selected cell or change."""
        from tracker.tui.specs_parts import details

        line, diff, place = self.selected, self.shown, self.place
        if change := self._change():
            self.ask("details", lambda s: details.of_change(s, change), self.show_details)
        elif isinstance(line, DiffLine) and diff is not None:
            self.detailed = "" if self.detailed != f"{self.grid.current_key}/{place}" else self.grid.current_key
            key = f"{self.grid.current_key}/{place}"

            def show(content: Content) -> None:
                self.show_details(content)
                self.detailed = key

            self.ask("details", lambda s: details.of_cell(s, diff, line, place), show)

    def _product(self) -> ProductRow | None:
        """The product of the selected column."""
        known = self.shown.products if self.shown is not None and not self.since else ()
        return known[self.place] if self.place < len(known) else None

    def _ask_anew(self, **told: Any) -> None:
        self.asked = replace(self.asked, **told)
        self.load()

    def action_add(self) -> None:
        from tracker.views.diff_choice import options

        def offer(found: list[ProductOption]) -> None:
            from tracker.tui.specs_parts.pick import ProductPick

            self.app.push_screen(ProductPick(found, self.asked.products), self._picked)

        self.ask("choice", options, offer)

    def _picked(self, slugs: tuple[str, ...] | None) -> None:
        if slugs is None:
            return
        before = self.asked.products
        self.since, self.changes = "", None
        if new := [i for i, slug in enumerate(slugs) if slug not in before]:
            self.place = new[-1]
        self._ask_anew(products=slugs, baseline=self._kept_baseline(slugs))

    def _kept_baseline(self, slugs: Sequence[str]) -> str:
        return self.asked.baseline if self.asked.baseline in slugs else ""

    def action_remove(self) -> None:
        product = self._product()
        if product is None:
            return
        slug = product.product_slug
        if slug not in self.asked.products:
            self.app.tell(f"{product.full_name} stands here as announced; m takes the roadmap away")
            return
        kept = tuple(one for one in self.asked.products if one != slug)
        self.app.tell(f"{product.full_name} is taken away; a brings it back")
        self._ask_anew(products=kept, baseline=self._kept_baseline(kept), roadmap=self.asked.roadmap and len(kept) > 0)

    def action_baseline(self) -> None:
        if product := self._product():
            self._ask_anew(baseline=product.product_slug)

    def action_per(self) -> None:
        from tracker.tui.screens.choice import Choice
        from tracker.tui.specs_parts.asking import Divisor, divisors

        present = Divisor(self.asked.per, self.asked.basis).key
        self.app.push_screen(Choice("Divide the figures by what?", divisors(), present), self._divided)

    def _divided(self, option: Option | None) -> None:
        from tracker.tui.specs_parts.asking import Divisor

        if option is not None:
            chosen = Divisor.of(option.value)
            self._ask_anew(per=chosen.per, basis=chosen.basis)

    def action_roadmap(self) -> None:
        self._ask_anew(roadmap=not self.asked.roadmap)

    def action_predecessor(self) -> None:
        product = self._product()
        if product is not None:
            self.ask("predecessor", lambda s: predecessor(s, product), lambda found: self._follow(product, found))

    def _follow(self, product: ProductRow, found: tuple[ProductRow, str] | None) -> None:
        """Put the predecessor before its product and hold the others against it."""
        if found is None:
            self.app.tell(
                f"No source says what {product.full_name} follows, and no generation before it is known; a adds any product",
                "warning",
            )
            return
        older, why = found
        slugs = list(self.asked.products)
        if older.product_slug not in slugs:
            if len(slugs) >= MOST:
                self.app.tell(
                    f"{MOST} products at most; x takes one away, then v puts {older.full_name} here", "warning"
                )
                return
            at = slugs.index(product.product_slug) if product.product_slug in slugs else len(slugs)
            slugs.insert(at, older.product_slug)
            self.place += 1
        self.followed[older.product_slug] = why
        self.app.tell(why)
        self._ask_anew(products=tuple(slugs), baseline=older.product_slug)

    async def action_since(self) -> None:
        from tracker.tui.specs_parts.asking import default_day
        from tracker.tui.specs_parts.day_line import DayLine

        if not self.query(DayLine):
            await self.mount(DayLine(), after=self.query_one("#status"))
        day, why = default_day(self.app.database, self.app.as_of)
        self.query_one(DayLine).ask("since:", f"{day}, {why}")

    def on_answer_line_answered(self, message: AnswerLine.Answered) -> None:
        from tracker.tui.specs_parts.asking import default_day
        from tracker.tui.specs_parts.day_line import DayLine

        self.query_one(DayLine).close()
        self.grid.focus()
        if message.text is not None:
            self.since = message.text or default_day(self.app.database, self.app.as_of)[0]
            self._load_changes()

    def _load_changes(self) -> None:
        from tracker.views.diff_since import changes

        names, since = [p.product_slug for p in self.shown.products] if self.shown else [], self.since
        self.ask("changes", lambda s: changes(s, names, since), self._show_changes)

    def _show_changes(self, found: Changes) -> None:
        from tracker.tui.specs_parts import changed

        if not self.since:
            return
        self.changes = found
        told = [
            T(f"Changed since the end of {found.since}", "bold"),
            T(f"to {found.until}"),
            T("esc goes back", "$foreground-muted"),
            T(self._names(), "$foreground-muted"),
        ]
        self.query_one("#legend", Line).show(told)
        if not found.changes:
            self.status("")
            self.say(
                "Nothing changed", f"No figure or lowest price of {self._names()} is another one than at the end of {found.since}.",
                "Press t for an earlier day, esc for the comparison.",
            )  # fmt: skip
            return
        self.show_rows()
        self._fill(changed.rows_of(found, self._roomy()), changed.key_of, changes=True)

    def fail(self, error: TrackerError) -> None:
        """A day that cannot be read leaves the comparison as it was."""
        if self.since and self.changes is None:
            self.since = ""
            self.app.tell(str(error), "error")
        else:
            super().fail(error)

    def selected_text(self) -> str:
        if one := self._change():
            return f"{one.product} {one.label} {one.of} {one.kind}: {local(one.old)} > {local(one.new)} {one.url}"
        line = self.selected
        return row_text(self.shown, line) if self.shown is not None and isinstance(line, DiffLine) else ""

    def selected_link(self) -> str:
        """Of the selected cell, else of the first one of its row that has an address."""
        line = self.selected
        if change := self._change():
            return change.url
        if not isinstance(line, DiffLine):
            return ""
        cells = [line.figures[self.place], *line.figures] if self.place < len(line.figures) else line.figures
        return next((one.url for figure in cells for one in figure.inputs if one.url), "")
