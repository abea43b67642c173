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
from textual.widgets import Input

from tracker.tui.screens.overlay import Overlay
from tracker.tui.text import T
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
    Column("", lambda o, _: words(o.detail, "muted"), 12, least=34, most=60),
)


class Chooser(ModalScreen[Option | None], Overlay[Option | None]):
    """An input above a list: keys that move go to the list, the others to the input.

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
        self.heading = title
        self.options = options
        self.present = present
        self.typed = ""

    def compose(self) -> ComposeResult:
        with Vertical(id="dialog"):
            yield Line(id="heading")
            yield Input(placeholder=self.HINT, compact=True)
            yield RowList(self.columns(), lambda o: o.value, id="options")

    def columns(self) -> Sequence[Column[Option]]:
        return COLUMNS

    @property
    def rows(self) -> RowList[Option]:
        return self.query_one("#options", RowList)

    def on_mount(self) -> None:
        values = [o.value for o in self.options]
        self._show(self.options, values.index(self.present) if self.present in values else 0)

    def _show(self, options: Sequence[Option], index: int) -> None:
        self.rows.show(Rows(options), index)
        count = T(self.counted(options), "$foreground-muted")
        self.query_one("#heading", Line).show(
            [T(self.heading, "bold"), count, Content.styled("enter takes, esc leaves", "$foreground-muted")]
        )

    def found(self, typed: str) -> Sequence[Option]:
        """What there is to choose from when this is typed."""
        return matching(self.options, typed)

    def counted(self, options: Sequence[Option]) -> str:
        return f"{len(options)} of {len(self.options)}" if options else "nothing matches"

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
