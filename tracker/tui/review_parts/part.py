"""What the screen of review needs to know of a part: its rows, their names and details, and what may be decided on them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, Generic, TypeVar

from textual.content import Content

from tracker.tui.widgets.columns import Column
from tracker.views.session import Session

R = TypeVar("R")


class Part(Generic[R]):
    """`read` and `details` are called in a thread that has a session of its own."""

    name: ClassVar[str]
    counts: ClassVar[tuple[str, str]]
    """What stands behind the number 1 and behind others: `waits for review`, `wait for review`."""
    hint: ClassVar[str]
    """In which order, or what to do."""
    most: ClassVar[int] = 5000
    """Rows that are shown; what comes behind them is read when these are decided."""
    columns: ClassVar[Sequence[Column[object]]]
    several: ClassVar[str]
    """A name for marked rows: `facts`."""
    unheard: ClassVar[Sequence[str]] = ()
    """Keys of the bottom line that decide nothing here."""

    first_step: ClassVar[str] = "Press r to fetch the feeds."
    """What brings rows where there are none."""

    def read(self, session: Session) -> Sequence[R]:
        raise NotImplementedError

    def key(self, row: R) -> str:
        """What decisions take."""
        raise NotImplementedError

    def named(self, row: R) -> str:
        raise NotImplementedError

    def text(self, row: R) -> str:
        """The row as a line, to copy and to search in."""
        raise NotImplementedError

    def details(self, session: Session, row: R) -> Content:
        raise NotImplementedError

    def link(self, row: R) -> str:
        return ""

    def empty(self) -> tuple[str, str]:
        """A title, and what would stand here."""
        raise NotImplementedError
