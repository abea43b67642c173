"""The price lists: how each part answered last, how old its prices are, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from tracker import urls
from tracker.model.price_screen import ListLine
from tracker.tui.glyphs import feed_state, mark
from tracker.tui.price_parts import behind
from tracker.tui.price_parts.part import ASK, NOT_ASKED, SHORT_AGE, Found, Part, Piece, Wanted
from tracker.tui.text import Span, T
from tracker.tui.when import abbreviated
from tracker.tui.widgets.columns import Column
from tracker.tui.widgets.row_list import words
from tracker.units import counted
from tracker.views.price_ages import OLD_DAYS
from tracker.views.price_screen import price_lists
from tracker.views.session import Session

_WORDS = {"ok": "works", "new": "not read", "failing": "failing", "blocked": "blocked", "gone": "gone"}
_STYLES = {"ok": "good", "new": "muted", "failing": "warn", "blocked": "bad", "gone": "bad"}


class Lists(Part[ListLine]):
    name = "lists"
    of_products = False

    def read(self, session: Session, wanted: Wanted) -> Found[ListLine]:
        rows = price_lists(session)
        return Found(wanted, rows, lists=len(rows), as_of=session.as_of or "")

    def columns(self, found: Found[ListLine]) -> Sequence[Column[ListLine]]:
        return _COLUMNS

    def key(self, row: ListLine) -> str:
        return f"{row.slug} {row.part}"

    def status(self, found: Found[ListLine]) -> list[Piece]:
        if not found.rows:
            return [NOT_ASKED[0].lower() + NOT_ASKED[1:]]
        bad = sum(len(r.parts) for r in found.rows if r.troubled)
        old = sum(len(r.parts) for r in found.rows if r.old)
        lists = len({r.slug for r in found.rows})
        return [
            T("as they are today", "$text-warning") if found.as_of else "",
            T(f"{bad} in trouble", "bold $text-warning") if bad else T("none in trouble"),
            T(f"{mark('unlike')} {old} dated over {OLD_DAYS} days ago", "$text-warning") if old else "",
            f"{counted(lists, 'price list')} in {counted(sum(len(r.parts) for r in found.rows), 'part')}",
            counted(sum(r.n_offers for r in found.rows), "price"),
        ]  # fmt: skip

    def empty(self, found: Found[ListLine]) -> tuple[str, ...]:
        return NOT_ASKED, "How each of them answers would stand here.", ASK

    def text(self, r: ListLine) -> str:
        return "  ".join(p for p in (r.slug, r.part, state(r), r.fault, r.age, r.trouble, urls.shown(r.url)) if p)

    def details(self, session: Session, row: ListLine) -> Content:
        return behind.price_list(row, state(row))

    def link(self, session: Session, row: ListLine) -> str:
        return row.url


def state(r: ListLine) -> str:
    """`works`, `works, stale`, `failing, truncated`."""
    return ", ".join(w for w in (_WORDS.get(r.state, r.state), r.fault.replace("_", " ")) if w)


def _state(r: ListLine, width: int) -> list[Span]:
    style = "warn" if r.state == "ok" and r.troubled else _STYLES.get(r.state, "")
    glyph = mark("unlike") if r.state == "ok" and r.troubled else feed_state(r.state)
    return [(glyph + (f" {state(r)}" if width > 1 else ""), style)]


def _dated(r: ListLine, width: int) -> list[Span]:
    day = r.published[:10] if width > SHORT_AGE else abbreviated(r.dated)
    return words(f"{mark('unlike')} {day}" if r.old else day, "warn" if r.old else "muted")


def _list(r: ListLine, _: int) -> list[Span]:
    return [(r.slug, "name"), (f" {r.part}" if r.part else "", "muted")]


def _trouble(r: ListLine, _: int) -> list[Span]:
    faulty = f"{counted(r.n_faulty, 'faulty row')}: " if r.n_faulty and r.last_error else ""
    return words(faulty + r.trouble, "warn")


_COLUMNS: tuple[Column[ListLine], ...] = (
    Column("STATE", _state, 22, least=60),
    Column("", _state, 1, most=60),
    Column("LIST", _list, 34, least=100),
    Column("LIST", _list, most=100),
    Column("ANSWERED", lambda r, _: words(r.age, "muted"), 14, least=100),
    Column("ANSWERED", lambda r, _: words(abbreviated(r.age), "muted"), 8, least=34, most=100),
    Column("PRICES", lambda r, _: words(f"{r.n_offers:,}"), 7, right=True, least=72),
    Column("OF ROWS", lambda r, _: words(f"{r.n_rows:,}", "muted"), 8, right=True, least=124),
    Column("DATED", _dated, 12, least=124),
    Column("DATED", _dated, SHORT_AGE, least=56, most=124),
    Column("", lambda r, _: words(mark("unlike") if r.old else "", "warn"), 1, most=56),
    Column("WHAT IS WRONG", _trouble, least=100),
)
