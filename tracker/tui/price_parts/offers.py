"""Current offers: of each accelerator the cheapest, or all of one; the cheapest sound one first, flagged ones last."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from textual.content import Content

from tracker.model.price_screen import OfferLine
from tracker.tui.glyphs import mark
from tracker.tui.price_parts import behind
from tracker.tui.price_parts.part import (
    LONG_AGE,
    SHORT_AGE,
    Found,
    Part,
    Piece,
    Wanted,
    age_cell,
    age_words,
    asked,
    basis_words,
    flag_cell,
    flag_mark,
    flag_words,
    flagged_words,
    money,
    never_asked,
    nothing,
    old_words,
    price_cell,
    short_basis,
)
from tracker.tui.text import Span, T
from tracker.tui.widgets.columns import Column
from tracker.tui.widgets.row_list import words
from tracker.views.price_screen import offers
from tracker.views.session import Session


class Offers(Part[OfferLine]):
    name = "current"
    of_terms = True

    def read(self, session: Session, wanted: Wanted) -> Found[OfferLine]:
        rows = offers(session, wanted.product, wanted.basis)
        name = rows[0].product if rows and wanted.product else wanted.product
        return Found(wanted, rows, name, **asked(session))

    def columns(self, found: Found[OfferLine]) -> Sequence[Column[OfferLine]]:
        one, mixed = bool(found.wanted.product), not found.wanted.basis
        doubts = any(r.quality != "ok" or r.reason for r in found.rows)
        basis, flags = _BASIS if mixed else (), _FLAG if doubts else ()
        if one:
            return (*_PRICE, *basis, *(_SKU_BESIDE_FLAG if doubts else _SKU), *_REGION, *_PLACE, *_SEEN, *flags)
        sku = _SKU_BESIDE_FLAG if doubts else _SKU
        return (*_PRODUCT, *_PRICE, *basis, *(replace(c, least=max(c.least, 74)) for c in sku), *_PLACE, *_SEEN_BESIDE_COUNT,
                *_COUNT, *flags)  # fmt: skip

    def first(self, found: Found[OfferLine], lately: str) -> int:
        return next((i for i, r in enumerate(found.rows) if r.product_slug == lately), 0)

    def key(self, row: OfferLine) -> str:
        return row.offer_id

    def status(self, found: Found[OfferLine]) -> list[Piece]:
        first = found.rows[0] if found.rows else None
        flagged = sum(r.quality != "ok" for r in found.rows)
        head = T(found.name or "cheapest of each", "bold")
        lowest = f"from {money(first.usd_per_accelerator_hour)} an hour each" if first and found.name else ""
        return [head, T(basis_words(found.wanted.basis), "bold $text-accent"), never_asked(found.lists), lowest,
                flagged_words(flagged if found.name else 0), old_words(found.rows)]  # fmt: skip

    def empty(self, found: Found[OfferLine]) -> tuple[str, ...]:
        whose = found.name or "any accelerator"
        return nothing(
            found,
            f"No {basis_words(found.wanted.basis)} price of {whose}",
            "The price lists that were asked have none.",
            "Press b for another price basis, p for another accelerator.",
        )

    def text(self, r: OfferLine) -> str:
        seen = f"{r.last_seen_at[:10]} ({age_words(r.age, r.old, r.list_age)})"
        parts = (r.product, money(r.usd_per_accelerator_hour), short_basis(r.term), r.provider, r.sku, r.region, seen,
                 flag_words(r.quality, r.reason), r.publisher, r.offer_id)  # fmt: skip
        return "  ".join(p for p in parts if p)

    def details(self, session: Session, row: OfferLine) -> Content:
        return behind.offer(session, row.offer_id)

    def link(self, session: Session, row: OfferLine) -> str:
        return row.url


def _hour(r: OfferLine, _: int) -> list[Span]:
    return price_cell(r.usd_per_accelerator_hour, r.quality == "ok")


def _doubt(r: OfferLine, _: int) -> list[Span]:
    """A flag or an age that speaks against a price, in one cell."""
    return flag_mark("stale" if r.old else r.quality)


def _seen(r: OfferLine) -> str:
    return r.last_seen_at[:10]


def _age(r: OfferLine, width: int) -> list[Span]:
    return age_cell(r.age, r.old, r.list_age, width)


def _of_flagged(r: OfferLine, width: int) -> list[Span]:
    offers, whole = str(r.n_offers), f", {r.n_flagged} flagged"
    flagged = whole if len(offers + whole) <= width else f" {mark('unlike')}{r.n_flagged}"
    return [(offers, ""), (flagged if r.n_flagged else "", "muted")]


_WIDE_COUNT = 15


_PRODUCT: tuple[Column[OfferLine], ...] = (
    Column("ACCELERATOR", lambda r, _: words(r.product, "name"), 20, least=90),
    Column("ACCELERATOR", lambda r, _: words(r.product, "name"), 16, most=90),
)
_PRICE: tuple[Column[OfferLine], ...] = (
    Column("$/H EACH", _hour, 8, right=True),
    Column("", lambda r, _: flag_mark(r.quality), 1, least=48),
    Column("", _doubt, 1, most=48),
    Column("PROVIDER", lambda r, _: words(r.provider, "name"), 14, least=54),
    Column("PROVIDER", lambda r, _: words(r.provider, "name"), most=54),
)
_BASIS: tuple[Column[OfferLine], ...] = (
    Column("BASIS", lambda r, _: words(short_basis(r.term), "muted"), 11, least=54),
)
_SKU: tuple[Column[OfferLine], ...] = (Column("SKU", lambda r, _: words(r.sku), least=54),)
_SKU_BESIDE_FLAG: tuple[Column[OfferLine], ...] = (
    Column("SKU", lambda r, _: words(r.sku), 24, least=100),
    Column("SKU", lambda r, _: words(r.sku), least=54, most=100),
)
_REGION: tuple[Column[OfferLine], ...] = (
    Column("REGION", lambda r, _: words(r.region, "muted"), 14, least=72, most=90),
)
_PLACE: tuple[Column[OfferLine], ...] = (
    Column("REGION", lambda r, _: words(r.region, "muted"), 18, least=130),
    Column("REGION", lambda r, _: words(r.region, "muted"), 14, least=90, most=130),
    Column("COUNT", lambda r, _: words(str(r.count), "muted"), 7, least=130, right=True),
)
_SEEN: tuple[Column[OfferLine], ...] = (
    Column("SEEN", _age, LONG_AGE, least=90, value=_seen),
    Column("SEEN", _age, SHORT_AGE, least=34, most=90, value=_seen),
)
_SEEN_BESIDE_COUNT: tuple[Column[OfferLine], ...] = (
    Column("SEEN", _age, LONG_AGE, least=112, value=_seen),
    Column("SEEN", _age, SHORT_AGE, least=48, most=112, value=_seen),
)
_COUNT: tuple[Column[OfferLine], ...] = (
    Column("OFFERS", _of_flagged, _WIDE_COUNT, least=112),
    Column("OFFERS", _of_flagged, 7, least=56, most=112),
)
_FLAG: tuple[Column[OfferLine], ...] = (Column("FLAG AND WHY", lambda r, _: flag_cell(r.quality, r.reason), least=100),)
