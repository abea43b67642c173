"""A list to choose from, narrowed as one types: vendors, types, products, workloads, price bases."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from tracker.tui.glyphs import mark
from tracker.tui.screens.overlay import Overlay
from tracker.tui.styling import take_sheets
from tracker.tui.text import T, hung
from tracker.tui.widgets.columns import Column, Rows
from tracker.tui.widgets.lines import Line
from tracker.tui.widgets.row_list import RowList, words
from tracker.views.products import folded


@dataclass(frozen=True, slots=True)
class Option:
    """`names` are other words that find it; `group` is what kind of thing it is."""

    value: str
    label: str
    detail: str = ""
    names: str = ""
    group: str = ""


def matching(options: Sequence[Option], typed: str) -> list[Option]:
    """The options in whose names every typed word occurs; those whose label says little else first."""
    if not typed.strip():
        return list(options)
    wanted = [folded(word) for word in typed.split()]
    found = [o for o in options if all(w in folded(f"{o.label} {o.value} {o.names}") for w in wanted)]
    return sorted(found, key=lambda o: (wanted[0] not in folded(o.label), len(o.label)))


COLUMNS: tuple[Column[Option], ...] = (
    Column("", lambda o, _: words(o.label)),
    Column("", lambda o, _: words(o.detail, "muted"), 24, least=60),
    Column("", lambda o, _: words(o.detail, "muted"), 18, least=50, most=60),
    Column("", lambda o, _: words(o.detail, "muted"), 12, least=34, most=50),
)
_SMALL = (80, 22)
"""Below so many cells or lines a dialog takes the whole screen; as the sizes `-narrow` and `-low` of the app."""
_MOST_TOLD = 3
_LOOKED_AT = 150
"""Options that decide how much is told of one: more would take the time of a key."""
_FRAME = 4
"""Cells beside what is in a dialog: its border, and a blank on each side."""


class Chooser(ModalScreen[Option | None], Overlay[Option | None]):
    """An input above a list: keys that move go to the list, the others to the input. What the list has no room for is told
    below it, of the row under the cursor. As high as its options need.

    None of these keys has priority: it would overtake the letters before it that still wait for the input.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", "close", show=False),
        Binding("enter", "choose", "choose", show=False),
        Binding("down", "move(1)", "down", show=False),
        Binding("up", "move(-1)", "up", show=False),
        Binding("pagedown", "page(1)", "page down", show=False),
        Binding("pageup", "page(-1)", "page up", show=False),
    ]
    CSS_PATH: ClassVar[list[str | PurePath]] = ["view.tcss", "choice.tcss"]
    AUTO_FOCUS = "Input"
    HINT: ClassVar[str] = "type to search"

    def __init__(self, title: str, options: Sequence[Option], present: str = "") -> None:
        super().__init__()
        take_sheets(self)
        self.heading = title
        self.options = options
        self.present = present
        self.typed = ""
        self.shown = options
        self.inner = 0

    def compose(self) -> ComposeResult:
        with Vertical(id="dialog"):
            yield Static(T(self.heading, "bold"), id="heading", markup=False)
            yield Input(placeholder=self.HINT, compact=True)
            yield RowList(self.columns(), lambda o: o.value, id="options")
            yield Static("", id="told", markup=False)
            yield Line(id="hints")

    def columns(self) -> Sequence[Column[Option]]:
        return COLUMNS

    @property
    def rows(self) -> RowList[Option]:
        return self.query_one("#options", RowList)

    def on_mount(self) -> None:
        values = [o.value for o in self.options]
        self._show(self.options, values.index(self.present) if self.present in values else 0)

    def on_resize(self) -> None:
        if self.is_mounted:
            self._lay_out()
            self._tell()

    def _show(self, options: Sequence[Option], index: int) -> None:
        self.shown = options
        self.rows.show(Rows(options), index)
        problem = self.problem(options)
        keys = [T(words, "$foreground-muted") for words in ("enter takes", "esc leaves", self.counted(options))]
        self.query_one("#hints", Line).show([T(problem, "bold $text-warning"), keys[1]] if problem else keys)
        self._lay_out()
        self._tell()

    def _lay_out(self) -> None:
        """As high as all options need, with room for whatever is told of one of them; small screens are filled."""
        size = self.app.size
        small = size.width < _SMALL[0] or size.height < _SMALL[1]
        dialog, told = self.query_one("#dialog"), self.query_one("#told")
        self.inner = size.width - 2 if small else min(size.width * 9 // 10, 92) - _FRAME
        lines = self._lines()
        told.styles.height, told.display = lines, lines > 0
        heads = len(hung(T(self.heading), self.inner).split("\n")) + self.rows.headed
        dialog.styles.max_height = None if small else self.room() + heads + lines + _FRAME

    def room(self) -> int:
        """Options that there is room for: all, so that the dialog stays as high while it is narrowed."""
        return len(self.options)

    def _lines(self) -> int:
        """Lines that what is told of an option takes at most: as many for all, so that the list stays where it is."""
        looked_at = (*self.options[:_LOOKED_AT], *self.shown[:1])
        return min(max((len(self._told(option)) for option in looked_at), default=0), _MOST_TOLD)

    def _told(self, option: Option) -> list[Content]:
        text = self.telling(option)
        return hung(T(text, "$foreground-muted"), self.inner).split("\n") if text else []

    def _tell(self) -> None:
        """What is to be said of the row under the cursor."""
        option = self.rows.current
        self.query_one("#told", Static).update(Content("\n").join(self._told(option) if option is not None else []))

    @on(RowList.Moved)
    def _moved(self) -> None:
        self._tell()

    def telling(self, option: Option) -> str:
        """What the list has no room for; empty where it has room for all."""
        whole = f"{option.label} {mark('dot')} {option.detail}" if option.detail else option.label
        return whole if self.rows.cuts(option, self.inner - 1) else ""

    def found(self, typed: str) -> Sequence[Option]:
        """What there is to choose from when this is typed."""
        return matching(self.options, typed)

    def counted(self, options: Sequence[Option]) -> str:
        return f"{len(options)} of {len(self.options)}"

    def problem(self, options: Sequence[Option]) -> str:
        """Why there is nothing to choose."""
        return "" if options else "nothing matches"

    @on(Input.Changed)
    def _narrow(self) -> None:
        """To what is in the input now: the news of it may come later than the key that takes a row."""
        if not self.usable:
            return
        typed = self.query_one(Input).value
        if typed != self.typed:
            self.typed = typed
            self._show(self.found(typed), 0)

    @on(RowList.Opened)
    def _clicked(self) -> None:
        self.action_choose()

    @on(Input.Submitted)
    def action_choose(self) -> None:
        self._narrow()
        if self.rows.current is not None:
            self.dismiss(self.rows.current)

    def action_move(self, by: int) -> None:
        self._narrow()
        self.rows.action_move(by)

    def action_page(self, by: int) -> None:
        self._narrow()
        self.rows.action_page(by)


class Choice(Chooser):
    """One of several options."""
