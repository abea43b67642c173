"""What the screen of rankings needs to know of a part, and what the parts share: marks, moves, ranks, the order of rows."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar, Generic, TypeVar

from rich.text import Text
from textual.content import Content

from tracker.model.market import CostRow
from tracker.model.ranking_screen import Curve, Move, RoofLine
from tracker.tui.glyphs import ascii_only, mark
from tracker.tui.text import Span, T
from tracker.tui.widgets.columns import Column
from tracker.tui.widgets.row_list import words
from tracker.units import digits
from tracker.views.knobs import Setting
from tracker.views.ranking_board import Board
from tracker.views.scenario import Prepared
from tracker.views.session import Session

R = TypeVar("R")
Piece = Content | str

MARKED = ("✓", "x")
_MOVES = {"up": ("▲", "^"), "down": ("▼", "v"), "same": ("=", "="), "new": ("new", "new"), "out": ("out", "out")}


@dataclass(frozen=True, slots=True)
class Found(Generic[R]):
    """What a part read. `moves` come later than the rows where they are of a week."""

    board: Board
    rows: Sequence[R]
    moves: Mapping[str, Move] = field(default_factory=dict)
    curves: Sequence[Curve] = ()
    roofs: Sequence[RoofLine] = ()


@dataclass(frozen=True, slots=True)
class Shown:
    """How the reader looks at it."""

    marked: Collection[str] = frozenset()
    """Slugs of the products that are compared."""
    letters: Mapping[str, str] = field(default_factory=dict)
    """Slug -> its letter in the chart."""
    in_dollars: bool = False
    """Whether the frontier is drawn against cost."""


class RankPart(Generic[R]):
    """A part of the screen. `read` and `details` are called in a thread that has a session of its own."""

    name: ClassVar[str]
    charted: ClassVar[bool] = False

    def read(self, session: Session, setting: Setting, ready: Prepared | None, before: Board | None) -> Found[R] | None:
        """`ready` and `before` are what is known of the database already. None where it has no workload."""
        raise NotImplementedError

    def columns(self, found: Found[R], shown: Shown) -> Sequence[Column[R]]:
        raise NotImplementedError

    def key(self, row: R) -> str:
        raise NotImplementedError

    def product(self, row: R) -> str:
        """Slug of the accelerator that a row is of."""
        raise NotImplementedError

    def status(self, found: Found[R]) -> list[Piece]:
        raise NotImplementedError

    def legend(self, found: Found[R], shown: Shown) -> list[str]:
        return []

    def chart(self, found: Found[R], shown: Shown, selected: str, size: tuple[int, int]) -> list[Text]:
        """Lines of the picture above the rows, `size` cells wide and high."""
        return []

    def drawn(self, found: Found[R], shown: Shown, selected: str) -> Mapping[str, str]:
        """Slug -> letter of what the picture has."""
        return {}

    def empty(self, found: Found[R]) -> tuple[str, ...]:
        """A title, what it means, and the next step."""
        raise NotImplementedError

    def text(self, found: Found[R], row: R) -> str:
        """The row as a line, to copy."""
        raise NotImplementedError

    def details(self, session: Session, shown: Board, row: R) -> Content:
        raise NotImplementedError

    def link(self, session: Session, row: R) -> str:
        return ""


def rank_text(r: CostRow) -> str:
    """`3`, or `2-4` where the intervals overlap so that no order is honest; announced ones are ranked apart."""
    if r.rank is None:
        return mark("rest")
    tied = r.tied_from is not None and r.tied_to is not None and r.tied_from != r.tied_to
    told = f"{r.tied_from}-{r.tied_to}" if tied else str(r.rank)
    return f"{mark('announced')}{told}" if apart(r) else told


def apart(r: CostRow) -> bool:
    """Whether a row is of an announced product, ranked among its like alone."""
    return getattr(r, "group", "current") == "announced"


def move_text(move: Move | None) -> str:
    """`▲2`, `new`; empty where nothing can be said."""
    if move is None or not move.shift:
        return ""
    sign = _MOVES[move.shift][ascii_only()]
    return f"{sign}{move.by}" if move.shift in ("up", "down") else sign


def move_cell(move: Move | None) -> list[Span]:
    style = {"up": "good", "down": "warn", "new": "name", "out": "warn"}.get(move.shift if move else "", "muted")
    return words(move_text(move), style)


def mark_cell(slug: str, shown: Shown) -> list[Span]:
    """The letter in the picture; in its place a tick where the row is marked and no picture is there."""
    if letter := shown.letters.get(slug, ""):
        return words(letter, "strong")
    return words(MARKED[ascii_only()] if slug in shown.marked else "", "strong")


def load_words(found: Found[Any]) -> list[Piece]:
    """Workload, price basis, model and load: the head of every part."""
    w, basis = found.board.load, found.board.setting.basis
    cached = f", {digits(w.cached_fraction * 100)} % cached" if w.cached_fraction else ""
    floor = f"at least {digits(w.floor_tok_s_user)} tok/s/user" if w.floor_tok_s_user else "no speed asked for"
    return [
        T(w.name, "bold"), T(price_words(basis), "bold $text-accent"), T(w.model),
        f"{w.isl:,} in{cached}, {w.osl:,} out", floor, f"{digits(w.utilisation * 100)} % of the hours busy",
    ]  # fmt: skip


def price_words(name: str) -> str:
    words_of = {"on_demand": "on demand", "reserved_1y": "reserved for 1 year", "reserved_3y": "reserved for 3 years"}
    return words_of.get(name, name.replace("_", " ")) + " price"


def nothing_ranked() -> tuple[str, ...]:
    return (
        "No ranking at this price basis",
        "No accelerator has a sound price of this kind.",
        "Press b for another price basis.",
    )
