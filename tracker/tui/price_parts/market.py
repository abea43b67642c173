"""The token market: what each provider asks for a million tokens of a model, in, cached and out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from textual.content import Content

from tracker.model.price_screen import TokenLine
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
    flag_cell,
    flag_mark,
    flag_words,
    flagged_words,
    money,
    never_asked,
    nothing,
    old_words,
    price_cell,
)
from tracker.tui.text import Span, T
from tracker.tui.widgets.columns import Column
from tracker.tui.widgets.row_list import words
from tracker.units import counted
from tracker.views.price_screen import token_market
from tracker.views.session import Session


class Market(Part[TokenLine]):
    name = "tokens"
    of_products = False
    of_models = True

    def read(self, session: Session, wanted: Wanted) -> Found[TokenLine]:
        name, rows = token_market(session, wanted.model)
        return Found(wanted, rows, name, **asked(session))

    def columns(self, found: Found[TokenLine]) -> Sequence[Column[TokenLine]]:
        tier = (_TIER,) if any(row.tier for row in found.rows) else ()
        if found.wanted.model:
            return (*_PROVIDER, *tier, _ENDPOINT, *_NARROW_IN, *_FIGURES, *_AROUND, *_WHY)
        return (*_MODEL, _CHEAPEST, *tier, _ENDPOINT_OF_ALL, *_FIGURES_OF_ALL, *_SELLERS, *_AROUND[1:])

    def first(self, found: Found[TokenLine], lately: str) -> int:
        return next((i for i, r in enumerate(found.rows) if r.model_slug == lately), 0)

    def key(self, row: TokenLine) -> str:
        return row.token_offer_id

    def status(self, found: Found[TokenLine]) -> list[Piece]:
        if not found.wanted.model:
            return [
                T("cheapest of each model", "bold"),
                "$ a million tokens",
                never_asked(found.lists),
                old_words(found.rows),
            ]
        disputed = sum(r.disputed for r in found.rows)
        return [
            T(found.name, "bold"), "$ a million tokens", never_asked(found.lists),
            counted(found.rows[0].n_providers if found.rows else 0, "provider"),
            T(f"{mark('disputed')} {disputed:,} disputed", "$text-warning") if disputed else "",
            flagged_words(sum(r.quality != "ok" for r in found.rows)),
            old_words(found.rows),
        ]  # fmt: skip

    def empty(self, found: Found[TokenLine]) -> tuple[str, ...]:
        return nothing(
            found,
            f"No token prices{f' of {found.name}' if found.name else ''}",
            "The price lists that were asked have no offer.",
            "Press p for another model.",
        )

    def text(self, r: TokenLine) -> str:
        figures = (
            f"{money(r.usd_per_mtok_in)} in, {money(r.usd_per_mtok_cached_in)} cached, {money(r.usd_per_mtok_out)} out"
        )
        disputed = f"disputed: {r.others}" if r.disputed else ""
        seen = f"{r.last_seen_at[:10]} ({age_words(r.age, r.old, r.list_age)})"
        parts = (r.model, r.provider, r.tier, r.endpoint, figures, seen, flag_words(r.quality, r.reason), disputed,
                 r.publisher, r.token_offer_id)  # fmt: skip
        return "  ".join(p for p in parts if p)

    def details(self, session: Session, row: TokenLine) -> Content:
        return behind.tokens(session, row)

    def link(self, session: Session, row: TokenLine) -> str:
        return row.url


def _doubt(r: TokenLine, _: int) -> list[Span]:
    """What speaks against a price, in one cell."""
    return words(mark("disputed"), "warn") if r.disputed else flag_mark(r.quality)


def _seen(r: TokenLine) -> str:
    return r.last_seen_at[:10]


def _age(r: TokenLine, width: int) -> list[Span]:
    return age_cell(r.age, r.old, r.list_age, width)


def _why(r: TokenLine, _: int) -> list[Span]:
    if r.disputed and r.quality == "ok":
        return words(f"{mark('disputed')} {r.others}", "warn")
    return flag_cell(r.quality, r.reason)


def _any_doubt(r: TokenLine, width: int) -> list[Span]:
    """Where there is no room for an age."""
    return [*_doubt(r, width), *flag_mark("stale" if r.quality == "ok" and r.old else "ok")]


def _sellers(r: TokenLine, _: int) -> list[Span]:
    disputed = f" {mark('disputed')}{r.n_disputed}" if r.n_disputed else ""
    return [(str(r.n_providers), ""), (disputed, "warn")]


_MODEL: tuple[Column[TokenLine], ...] = (
    Column("MODEL", lambda r, _: words(r.model, "name"), 22, least=90),
    Column("MODEL", lambda r, _: words(r.model, "name"), 15, most=90),
)
_TIER: Column[TokenLine] = Column("TIER", lambda r, _: words(r.tier, "muted"), 9, least=100)
_PROVIDER: tuple[Column[TokenLine], ...] = (
    Column("PROVIDER", lambda r, _: words(r.provider, "name"), 20, least=84),
    Column("PROVIDER", lambda r, _: words(r.provider, "name"), most=84),
)
_ENDPOINT: Column[TokenLine] = Column("ENDPOINT", lambda r, _: words(r.endpoint, "muted"), least=72)
_ENDPOINT_OF_ALL = replace(_ENDPOINT, least=140)
_CHEAPEST: Column[TokenLine] = Column("PROVIDER", lambda r, _: words(r.provider, "name"))
_FIGURES: tuple[Column[TokenLine], ...] = (
    Column("IN", lambda r, _: price_cell(r.usd_per_mtok_in, r.quality == "ok"), 7, right=True, least=44),
    Column("CACHED", lambda r, _: words(money(r.usd_per_mtok_cached_in), "muted"), 7, right=True, least=54),
    Column("OUT", lambda r, _: price_cell(r.usd_per_mtok_out, r.quality == "ok"), 7, right=True),
    Column("", _doubt, 2, least=48, most=140),
    Column("", _any_doubt, 2, most=48),
)
_FIGURES_OF_ALL: tuple[Column[TokenLine], ...] = (
    _FIGURES[0],
    Column("CACHED", lambda r, _: words(money(r.usd_per_mtok_cached_in), "muted"), 7, right=True, least=84),
    *_FIGURES[2:],
)
_NARROW_IN: tuple[Column[TokenLine], ...] = (
    Column("IN", lambda r, _: price_cell(r.usd_per_mtok_in, r.quality == "ok"), 7, right=True, most=44),
)
_SELLERS: tuple[Column[TokenLine], ...] = (Column("PROVIDERS", _sellers, 9, least=64),)
_AROUND: tuple[Column[TokenLine], ...] = (
    Column("LISTS", lambda r, _: words(str(r.n_lists), "muted"), 5, least=88, right=True),
    Column("SEEN", _age, LONG_AGE, least=100, value=_seen),
    Column("SEEN", _age, SHORT_AGE, least=56, most=100, value=_seen),
)
_WHY: tuple[Column[TokenLine], ...] = (Column("WHAT SPEAKS AGAINST IT", _why, least=140),)
