"""What the screen of prices needs to know of a part, and what the parts share: choices, money, ages, flags, first steps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Generic, TypeVar

from textual.content import Content

from tracker.model.price_screen import OfferLine, PriceChart, TokenLine
from tracker.tui.glyphs import mark
from tracker.tui.text import Span, T
from tracker.tui.when import abbreviated
from tracker.tui.widgets.columns import Column
from tracker.tui.widgets.row_list import words
from tracker.units import counted, usd
from tracker.views.price_ages import OLD_DAYS
from tracker.views.price_screen import lists_asked
from tracker.views.session import Session

R = TypeVar("R")
Piece = Content | str

NOT_ASKED = "No price list was asked yet"
LONG_AGE = 15
"""Cells that an age takes in whole words."""
SHORT_AGE = 7
ASK = "Press r, or run `tracker refresh`, to ask the price lists of the feeds file."


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the reader chose: a product and a model by slug, empty for all, and a price basis."""

    product: str = ""
    model: str = ""
    basis: str = "on_demand"


@dataclass(frozen=True, slots=True)
class Found(Generic[R]):
    """What a part read for it. `name` is of the product or the model, empty for all."""

    wanted: Wanted
    rows: Sequence[R]
    name: str = ""
    lists: int = 0
    """Parts of price lists asked so far."""
    as_of: str = ""
    """The day that is shown, where it is not today."""
    chart: PriceChart | None = None


class Part(Generic[R]):
    """A part of the screen. `read` and `details` are called in a thread that has a session of its own."""

    name: ClassVar[str]
    of_products: ClassVar[bool] = True
    of_models: ClassVar[bool] = False
    """What is picked for it."""
    of_one: ClassVar[bool] = False
    """Whether it is of one product alone, never of all."""
    of_terms: ClassVar[bool] = False
    """Whether a price basis is chosen for it."""

    def read(self, session: Session, wanted: Wanted) -> Found[R]:
        """Raises UsageError where what is wanted is no more."""
        raise NotImplementedError

    def first(self, found: Found[R], lately: str) -> int:
        """The row that is selected at first; `lately` is the product or model that was selected last."""
        return 0

    def columns(self, found: Found[R]) -> Sequence[Column[R]]:
        raise NotImplementedError

    def key(self, row: R) -> str:
        raise NotImplementedError

    def status(self, found: Found[R]) -> list[Piece]:
        raise NotImplementedError

    def empty(self, found: Found[R]) -> tuple[str, ...]:
        """A title, what it means, and the next step."""
        raise NotImplementedError

    def text(self, row: R) -> str:
        """The row as a line, to copy and to search in."""
        raise NotImplementedError

    def details(self, session: Session, row: R) -> Content:
        raise NotImplementedError

    def link(self, session: Session, row: R) -> str:
        """Where the price stands, empty where that is not known."""
        return ""


def asked(session: Session) -> dict[str, Any]:
    """What `Found` tells of a session."""
    return {"lists": lists_asked(session), "as_of": session.as_of or ""}


def nothing(found: Found[Any], title: str, meaning: str, step: str) -> tuple[str, ...]:
    """A title, what it means and the next step; other ones where no list was asked yet, or where the day shown is too early."""
    if not found.lists and not found.as_of:
        return title, f"{NOT_ASKED}.", ASK
    if found.as_of:
        return title, f"None was known on {found.as_of}.", f"{step} Press @ for today."
    return title, meaning, step


def never_asked(lists: int) -> Piece:
    """For a status line: only what ships with the catalogue is here."""
    return Content("") if lists else T("no price list was asked yet: press r", "$text-warning")


def basis_words(term: str) -> str:
    """`on demand`, `reserved for 1 year`."""
    known = {"reserved_1y": "reserved for 1 year", "reserved_3y": "reserved for 3 years", "": "every price basis"}
    return known.get(term, term.replace("_", " "))


def short_basis(term: str) -> str:
    """`on demand`, `reserved 1y`."""
    return term.replace("_", " ")


def money(value: float | None) -> str:
    return usd(value) if value is not None else mark("rest")


def price_cell(value: float | None, sound: bool) -> list[Span]:
    return words(money(value), "strong" if sound else "muted")


def flag_words(quality: str, reason: str) -> str:
    """The flag and why; what a list says against a sound price of its own. Empty for a price without a doubt."""
    if quality == "ok":
        return reason
    word = quality.replace("_", " ")
    return f"{word}: {reason}" if reason else word


def flag_cell(quality: str, reason: str) -> list[Span]:
    if quality == "ok":
        return words(reason, "muted")
    return words(f"{mark('unlike')} {flag_words(quality, reason)}", "warn")


def flag_mark(quality: str) -> list[Span]:
    return words(mark("unlike") if quality != "ok" else "", "warn")


def age_words(age: str, old: bool, list_age: str, width: int = LONG_AGE) -> str:
    """Since when nobody has seen a price, or how old its list is where that is older; marked where it is old."""
    shown = list_age or age
    shown = abbreviated(shown) if width < LONG_AGE else shown.removesuffix(" ago") if list_age else shown
    whose = "list " if list_age and width >= LONG_AGE else ""
    return f"{mark('unlike') + ' ' if old else ''}{whose}{shown}"


def age_cell(age: str, old: bool, list_age: str, width: int) -> list[Span]:
    return words(age_words(age, old, list_age, width), "warn" if old else "muted")


def old_words(rows: Sequence[OfferLine] | Sequence[TokenLine]) -> Piece:
    """How many of the rows say little of today."""
    old = sum(r.old for r in rows)
    return T(f"{mark('unlike')} {old:,} older than {OLD_DAYS} days", "$text-warning") if old else Content("")


def flagged_words(flagged: int) -> Piece:
    """How many of the rows do not rank."""
    return T(f"{mark('unlike')} {flagged:,} flagged, never ranked", "$text-warning") if flagged else Content("")


def kept(filtered: int, total: int, thing: str) -> Content:
    """`12 of 96 offers`, `96 offers`."""
    if filtered != total:
        return T(f"{filtered:,} of {counted(total, thing)}", "bold")
    return T(counted(total, thing))
