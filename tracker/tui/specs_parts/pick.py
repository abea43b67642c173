"""The dialog in which the products of a comparison are marked: two to six, found as one types."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePath
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input

from tracker.model.product_option import ProductOption
from tracker.model.words import NO_DELIVERY
from tracker.tui.screens.overlay import Overlay
from tracker.tui.specs_parts.marks import own
from tracker.tui.styling import take_sheets
from tracker.tui.text import Span, T
from tracker.tui.widgets.columns import Column, Rows
from tracker.tui.widgets.lines import Line
from tracker.tui.widgets.row_list import RowList, words
from tracker.units import counted
from tracker.views.diff_choice import matching

LEAST, MOST = 2, 6


class ProductPick(ModalScreen[tuple[str, ...] | None], Overlay[tuple[str, ...] | None]):
    """Gives the slugs that are marked, in the order in which they were; None where the reader leaves.

    Enter takes what is marked, and the product under the cursor with it where that is what the reader has just looked for.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", "close", show=False),
        Binding("enter", "take", "take", show=False),
        Binding("tab", "mark", "mark", show=False),
        Binding("down", "move(1)", "down", show=False),
        Binding("up", "move(-1)", "up", show=False),
        Binding("pagedown", "page(1)", "page down", show=False),
        Binding("pageup", "page(-1)", "page up", show=False),
    ]
    CSS_PATH: ClassVar[list[str | PurePath]] = ["../screens/view.tcss", "../screens/choice.tcss"]
    AUTO_FOCUS = "Input"

    def __init__(self, options: Sequence[ProductOption], marked: Sequence[str]) -> None:
        super().__init__()
        take_sheets(self)
        place = {slug: i for i, slug in enumerate(marked)}
        self.options = sorted(options, key=lambda o: place.get(o.product_slug, len(place)))
        self.marked = [slug for slug in marked if any(o.product_slug == slug for o in options)]
        self.typed = ""
        self.looked_for = True
        """Whether the product under the cursor was looked for since the last mark."""
        self.problem = ""

    def compose(self) -> ComposeResult:
        with Vertical(id="dialog"):
            yield Line(id="heading")
            yield Input(placeholder="a name, several words or a few letters of it", compact=True)
            yield RowList(self._columns(), lambda o: o.product_slug, id="options")
            yield Line(id="told")

    def _columns(self) -> Sequence[Column[ProductOption]]:
        def marked(o: ProductOption, _: int) -> list[Span]:
            here = o.product_slug in self.marked
            return words(own("marked" if here else "unmarked"), "good" if here else "muted")

        return (
            Column("", marked, 1),
            Column("PRODUCT", lambda o, _: words(o.full_name)),
            Column("YEAR", lambda o, _: words(o.year, "muted"), 4, least=34),
            Column("STATE", _state, 11, least=44, most=72),
            Column("STATE", _state, 21, least=72),
            Column("KIND", lambda o, _: words(o.kind, "muted"), 9, least=60),
            Column("FIGURES", lambda o, _: words(str(o.n_claims or "none"), "muted"), 7, least=52, right=True),
        )

    @property
    def rows(self) -> RowList[ProductOption]:
        return self.query_one("#options", RowList)

    def on_mount(self) -> None:
        self.styles.align = ("center", "middle")
        new = next((i for i, o in enumerate(self.options) if o.product_slug not in self.marked), 0)
        self._show(self.options, new)

    def _show(self, options: Sequence[ProductOption], index: int) -> None:
        self.rows.show(Rows(options), index)
        self._tell()

    def _tell(self) -> None:
        """How many are marked and what the keys do; what was wrong stands there until the next key."""
        count = len(self.rows.source.rows) if isinstance(self.rows.source, Rows) else 0
        found = f"{count} of {len(self.options)}" if count else "nothing matches"
        names = {o.product_slug: o.full_name for o in self.options}
        marked = [T(names[slug], "$text-accent") for slug in self.marked]
        head = [T(f"{len(self.marked)} of {MOST} marked", "bold"), T(found, "$foreground-muted"), *marked]
        self.query_one("#heading", Line).show(head)
        keys = [T(text, "$foreground-muted") for text in ("tab marks", "enter takes", "esc leaves")]
        self.query_one("#told", Line).show([T(self.problem, "bold $text-warning")] if self.problem else keys)

    @on(Input.Changed)
    def _narrow(self) -> None:
        """To what is in the input now: the news of it may come later than the key that takes a row."""
        if not self.usable:
            return
        typed = self.query_one(Input).value
        if typed != self.typed:
            self.typed, self.problem, self.looked_for = typed, "", True
            self._show(matching(self.options, typed), 0)

    @on(RowList.Opened)
    def _clicked(self) -> None:
        self.action_mark()

    def action_mark(self) -> None:
        """Mark the product under the cursor or unmark it; the next letter begins another name."""
        self._narrow()
        option = self.rows.current
        if option is None:
            return
        self._toggle(option.product_slug)
        self.looked_for = False
        self.rows.refresh()
        self._tell()
        self.query_one(Input).action_select_all()

    def _toggle(self, slug: str) -> bool:
        """False, with the reason told, where six are marked already."""
        self.problem = ""
        if slug in self.marked:
            self.marked.remove(slug)
        elif len(self.marked) >= MOST:
            self.problem = "Six at most: tab unmarks one, enter takes the six"
            return False
        else:
            self.marked.append(slug)
        return True

    @on(Input.Submitted)
    def action_take(self) -> None:
        self._narrow()
        option = self.rows.current
        if self.looked_for and option is not None and option.product_slug not in self.marked:
            self.looked_for = False
            if not self._toggle(option.product_slug):
                self._tell()
                return
            self.rows.refresh()
        if len(self.marked) < LEAST:
            missing = counted(LEAST - len(self.marked), "product")
            self.problem = f"A comparison needs two: mark {missing} more"
            self._tell()
            self.query_one(Input).action_select_all()
            return
        self.dismiss(tuple(self.marked))

    def action_move(self, by: int) -> None:
        self._narrow()
        self.looked_for, self.problem = True, ""
        self.rows.action_move(by)
        self._tell()

    def action_page(self, by: int) -> None:
        self._narrow()
        self.looked_for, self.problem = True, ""
        self.rows.action_page(by)
        self._tell()


def _state(option: ProductOption, width: int) -> list[Span]:
    style = {"shipping": "good", "rumoured": "warn", "ended": "warn"}.get(option.state, "muted")
    glyph = {"announced": own("announced"), "rumoured": own("rumoured"), "ended": own("ended")}.get(option.state, "")
    word = option.state if option.state != "announced" else NO_DELIVERY if width > 11 else "no word"
    return words(f"{glyph} {word}".strip() or "not dated", style)
