"""History: when the lowest sound price of an accelerator became another one, and what was announced meanwhile."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from textual.content import Content

from tracker.model.market import PriceStep
from tracker.tui.glyphs import mark
from tracker.tui.price_parts import behind
from tracker.tui.price_parts.part import (
    Found,
    Part,
    Piece,
    Wanted,
    asked,
    basis_words,
    money,
    never_asked,
    nothing,
    price_cell,
)
from tracker.tui.text import Span, T
from tracker.tui.widgets.columns import Column
from tracker.tui.widgets.row_list import words
from tracker.units import counted, digits
from tracker.views.price_screen import history, priced_products
from tracker.views.products import find_product
from tracker.views.session import Session


class History(Part[PriceStep]):
    name = "history"
    of_one = True
    of_terms = True

    def read(self, session: Session, wanted: Wanted) -> Found[PriceStep]:
        if not wanted.product:
            known = priced_products(session)
            if not known:
                return Found(wanted, (), "", **asked(session))
            wanted = replace(wanted, product=known[0].product_slug)
        rows, chart = history(session, wanted.product, wanted.basis or "on_demand")
        return Found(wanted, rows, find_product(session, wanted.product).product, chart=chart, **asked(session))

    def first(self, found: Found[PriceStep], lately: str) -> int:
        """The newest price: what lies ahead stands above it."""
        return next((i for i, r in enumerate(found.rows) if r.kind == "price"), 0)

    def columns(self, found: Found[PriceStep]) -> Sequence[Column[PriceStep]]:
        return _COLUMNS

    def key(self, row: PriceStep) -> str:
        return f"{row.date} {row.kind} {row.id}"

    def status(self, found: Found[PriceStep]) -> list[Piece]:
        moves = sum(r.kind == "price" for r in found.rows)
        events = len(found.rows) - moves
        chart = found.chart
        seen = f"last seen {chart.seen}" if chart and chart.seen else ""
        dated = f"its list is of {chart.list_age}" if chart and chart.list_age else ""
        old = T(f"{mark('unlike')} {dated}", "$text-warning") if chart and chart.old and dated else dated
        return [
            T(found.name, "bold"), T(basis_words(found.wanted.basis or "on_demand"), "bold $text-accent"),
            never_asked(found.lists), seen, old, f"{counted(moves, 'step')} of the lowest sound price",
            f"{mark('event')} {counted(events, 'event')}" if events else "",
        ]  # fmt: skip

    def empty(self, found: Found[PriceStep]) -> tuple[str, ...]:
        if not found.wanted.product:
            return nothing(
                found, "No prices yet", "The price lists that were asked have none.", "Press r to ask them again."
            )
        return nothing(
            found,
            f"{found.name} never had a sound {basis_words(found.wanted.basis or 'on_demand')} price",
            "A history begins with the first price that a list has.",
            "Press b for another price basis, p for another accelerator.",
        )

    def text(self, r: PriceStep) -> str:
        figure = money(r.usd_per_accelerator_hour) if r.kind == "price" else mark("event")
        parts = (r.date, figure, _change(r), r.what, r.provider, r.sku, r.region, r.publisher, r.id)
        return "  ".join(p for p in parts if p)

    def details(self, session: Session, row: PriceStep) -> Content:
        if row.kind == "event":
            return behind.event(session, row.id)
        return behind.offer(session, row.id) if row.id else T(f"{row.date}: {row.what}.")

    def link(self, session: Session, row: PriceStep) -> str:
        return behind.address(session, row.id)


def _change(r: PriceStep) -> str:
    return f"{'+' if r.change > 0 else ''}{digits(r.change * 100, 2)} %" if r.change else ""


def _moved(r: PriceStep, _: int) -> list[Span]:
    return words(_change(r), "good" if (r.change or 0.0) < 0 else "warn")


def _event(r: PriceStep) -> list[Span]:
    return [(f"{mark('event')} ", "name"), (r.what, "")] if r.kind == "event" else []


_COLUMNS: tuple[Column[PriceStep], ...] = (
    Column("DATE", lambda r, _: words(r.date), 10),
    Column("$/H EACH", lambda r, _: price_cell(r.usd_per_accelerator_hour, True), 8, right=True, rest=_event),
    Column("CHANGE", _moved, 7, right=True),
    Column("WHY", lambda r, _: words(r.what), 22, least=72),
    Column("PROVIDER", lambda r, _: words(r.provider, "name"), 14, least=90),
    Column("PROVIDER", lambda r, _: words(r.provider, "name"), most=90),
    Column("SKU", lambda r, _: words(r.sku, "muted"), least=90),
    Column("REGION", lambda r, _: words(r.region, "muted"), 18, least=112),
    Column("SEEN UNTIL", lambda r, _: words(r.last_seen_at[:10], "muted"), 10, least=130),
    Column("LIST", lambda r, _: words(r.publisher, "muted"), 26, least=150),
)
