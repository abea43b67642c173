"""Disputes about prices: where lists differ on one provider's offer, and claims of prices that contradict each other."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from tracker.model.price_screen import PriceDispute
from tracker.tui.glyphs import mark
from tracker.tui.price_parts import behind
from tracker.tui.price_parts.part import Found, Part, Piece, Wanted, asked, money, never_asked, nothing
from tracker.tui.text import Span, T
from tracker.tui.widgets.columns import Column
from tracker.tui.widgets.row_list import words
from tracker.units import counted
from tracker.views.price_screen import disputes
from tracker.views.products import find_product
from tracker.views.session import Session


class Disputes(Part[PriceDispute]):
    name = "disputes"

    def read(self, session: Session, wanted: Wanted) -> Found[PriceDispute]:
        name = find_product(session, wanted.product).product if wanted.product else ""
        return Found(wanted, disputes(session, wanted.product), name, **asked(session))

    def columns(self, found: Found[PriceDispute]) -> Sequence[Column[PriceDispute]]:
        return _COLUMNS

    def key(self, row: PriceDispute) -> str:
        return f"{row.kind} {row.slug} {row.provider_slug} {row.place} {row.ids}"

    def status(self, found: Found[PriceDispute]) -> list[Piece]:
        kinds = [r.kind for r in found.rows]
        told = ", ".join(f"{kinds.count(kind)} {name}" for kind, name in _KINDS.items() if kind in kinds)
        return [
            T(found.name or "all prices", "bold"), never_asked(found.lists), T(counted(len(found.rows), "dispute"), "bold"),
            told, "more than 5 % apart" if found.rows else "",
        ]  # fmt: skip

    def empty(self, found: Found[PriceDispute]) -> tuple[str, ...]:
        return nothing(
            found,
            f"No price lists disagree{f' on {found.name}' if found.name else ''}",
            "Prices of one provider's offer that are over 5 % apart in two lists would stand here.",
            "Press p for another accelerator or all of them." if found.name else "Press r to ask the lists again.",
        )

    def text(self, r: PriceDispute) -> str:
        span = f"{money(r.lowest)} {mark('disputed')} {money(r.highest)}" if r.lowest is not None else ""
        return "  ".join(p for p in (r.kind, r.name, r.provider, r.place, span, r.unit, r.who, " ".join(r.ids)) if p)

    def details(self, session: Session, row: PriceDispute) -> Content:
        return behind.dispute(session, row)

    def link(self, session: Session, row: PriceDispute) -> str:
        return behind.address(session, row.ids[0])


_KINDS = {"hardware": "of hardware", "tokens": "of tokens", "claim": "of claims"}


def _spread(r: PriceDispute, _: int) -> list[Span]:
    return words(f"{r.spread:.2f}{mark('times')}" if r.spread else "", "warn")


def _unit(r: PriceDispute, _: int) -> list[Span]:
    return words(r.unit, "muted")


_COLUMNS: tuple[Column[PriceDispute], ...] = (
    Column("SPREAD", _spread, 6, right=True),
    Column("WHAT", lambda r, _: words(r.name, "name"), 21, least=76),
    Column("WHAT", lambda r, _: words(r.name, "name"), most=76),
    Column("PROVIDER", lambda r, _: words(r.provider), 14, least=54),
    Column("WHERE", lambda r, _: words(r.place, "muted"), least=92),
    Column("LOWEST", lambda r, _: words(money(r.lowest), "strong"), 8, right=True, least=54),
    Column("HIGHEST", lambda r, _: words(money(r.highest), "strong"), 8, right=True, least=54),
    Column("FOR", _unit, 8, least=64),
    Column("WHO SAYS WHAT", lambda r, _: words(r.who), least=130),
)
