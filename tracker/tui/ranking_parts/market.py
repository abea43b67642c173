"""Market: what providers ask for the model's tokens beside the computed cost of serving them, with the days of both."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from textual.content import Content

from tracker.charts.axis import Axis, shared_axis, tick_line
from tracker.charts.beside import beside, price_glyph
from tracker.model.margin import Margin
from tracker.tui.glyphs import basis, glyph_set, mark
from tracker.tui.ranking_parts import explained
from tracker.tui.ranking_parts.part import Found, Piece, RankPart, Shown, load_words
from tracker.tui.text import Span, T
from tracker.tui.when import short_day
from tracker.tui.widgets.columns import Column
from tracker.tui.widgets.row_list import words
from tracker.units import digits, usd
from tracker.views.explain import explain
from tracker.views.knobs import Setting
from tracker.views.ranking_board import Board, board, board_margins
from tracker.views.scenario import Prepared
from tracker.views.session import Session


class Market(RankPart[Margin]):
    name = "market"

    def read(
        self, session: Session, setting: Setting, ready: Prepared | None, before: Board | None
    ) -> Found[Margin] | None:
        found = board(session, setting, ready, before)
        return None if found is None else Found(found, board_margins(session, found), found.moves)

    def columns(self, found: Found[Margin], shown: Shown) -> Sequence[Column[Margin]]:
        axis = _axis(found.rows)
        return [
            Column("PROVIDER", lambda r, _: words(r.provider, "name"), 18, least=70),
            Column("PROVIDER", lambda r, _: words(r.provider, "name"), most=70),
            Column("CLASS", lambda r, _: words(r.provider_class, "muted"), 11, least=100),
            Column("IN", _in, 7, right=True, least=132, rest=_no_price, value=lambda r: r.usd_per_mtok_in),
            Column("OUT", _out, 7, right=True, least=132, value=lambda r: r.usd_per_mtok_out),
            Column("PRICE", _price, 8, right=True, rest=_no_price, value=lambda r: r.usd_per_mtok),
            Column("COST", _cost, 7, right=True, least=48, rest=_no_margin, value=lambda r: r.cost_usd_per_mtok),
            Column("MARGIN", _left, 8, right=True, rest=_no_margin, value=lambda r: r.margin),
            Column("", _doubt, 1, least=48),
            Column("80 % INTERVAL", lambda r, _: words(_span(r), "muted"), 14, least=88, order=lambda r: r.margin_p10),
            Column(partial(_ticks, axis), partial(_chart, axis), least=70),
            Column("ON", lambda r, _: words(r.accelerator, "muted"), 18, least=144),
            Column("PRICE OF", _price_day, 9, least=50, value=lambda r: r.token_price_as_of[:10]),
            Column("COST OF", _cost_day, 9, least=76, value=lambda r: r.hardware_price_as_of[:10]),
        ]

    def key(self, row: Margin) -> str:
        return row.token_offer_id

    def product(self, row: Margin) -> str:
        return row.product_slug

    def status(self, found: Found[Margin]) -> list[Piece]:
        few = next((r.n_ranked for r in found.rows if 0 < r.n_ranked < 3), 0)
        told = f"{mark('unlike')} the cheapest of {few} alone: the margins say little"
        return [*load_words(found), T(told if few else "", "$text-warning"), f"{len(found.rows)} providers"]

    def legend(self, found: Found[Margin], shown: Shown) -> list[str]:
        known = {r.cost_basis for r in found.rows if r.cost_basis}
        whisker = [f"{basis(name)} cost, {name.replace('_', ' ')}" for name in sorted(known)]
        return [
            f"{price_glyph(glyph_set())} price",
            *whisker,
            "margin: 1 - cost / price",
            "$ a million tokens of this load",
        ]

    def empty(self, found: Found[Margin]) -> tuple[str, ...]:
        return (
            f"No token prices of {found.board.load.model}",
            "The price lists that were asked have no offer of it.",
            "Press r to ask the price lists, e for another model.",
        )

    def text(self, found: Found[Margin], row: Margin) -> str:
        days = f"token price of {row.token_price_as_of[:10]}, hardware price of {row.hardware_price_as_of[:10]}"
        told = (
            f"{usd(row.usd_per_mtok)} against {usd(row.cost_usd_per_mtok)}: margin {_share(row.margin)} ({_span(row)})"
        )
        parts = (row.provider, row.model, told if row.margin is not None else row.reason, row.accelerator, days,
                 row.workload, row.price_basis)  # fmt: skip
        return "  ".join(part for part in parts if part)

    def details(self, session: Session, shown: Board, row: Margin) -> Content:
        return explained.margin(session, row)

    def link(self, session: Session, row: Margin) -> str:
        return next((p.url for p in reversed(explain(session, row.token_offer_id).proofs) if p.url), "")


def _money(value: float | None, style: str) -> list[Span]:
    return words(usd(value) if value is not None else "", style)


def _in(r: Margin, _: int) -> list[Span]:
    return _money(r.usd_per_mtok_in, "muted")


def _out(r: Margin, _: int) -> list[Span]:
    return _money(r.usd_per_mtok_out, "muted")


def _price(r: Margin, _: int) -> list[Span]:
    return _money(r.usd_per_mtok, "strong")


def _cost(r: Margin, _: int) -> list[Span]:
    return _money(r.cost_usd_per_mtok, "")


def _price_day(r: Margin, _: int) -> list[Span]:
    return _day(r.token_price_as_of, r.token_price_age)


def _cost_day(r: Margin, _: int) -> list[Span]:
    return _day(r.hardware_price_as_of, r.hardware_price_age)


def _no_price(r: Margin) -> list[Span]:
    return [(r.reason, "muted")] if r.usd_per_mtok is None else []


def _no_margin(r: Margin) -> list[Span]:
    """Why there is none, behind the price that is known."""
    return [(r.reason, "muted")] if r.margin is None else []


def _left(r: Margin, _: int) -> list[Span]:
    loss = r.margin is not None and r.margin < 0
    return words(f"{mark('unlike')} {_share(r.margin)}" if loss else _share(r.margin), "warn" if loss else "strong")


def _doubt(r: Margin, _: int) -> list[Span]:
    return words(mark("disputed")[:1] if r.disputed else "", "warn")


def _span(r: Margin) -> str:
    if r.margin_p10 is None or r.margin_p90 is None:
        return ""
    return f"{digits(r.margin_p10 * 100, 2)} to {digits(r.margin_p90 * 100, 2)} %"


def _share(value: float | None) -> str:
    return f"{digits(value * 100, 2)} %" if value is not None else ""


def _day(moment: str, age: str) -> list[Span]:
    told = short_day(moment)
    return words(f"{mark('unlike')} {told}" if age else told, "warn" if age else "muted")


def _axis(rows: Sequence[Margin]) -> Axis:
    costs = [v for r in rows for v in (r.cost_usd_per_mtok_p10, r.cost_usd_per_mtok_p90)]
    return shared_axis([v for v in (*costs, *(r.usd_per_mtok for r in rows)) if v is not None], log_above=8.0)


def _ticks(axis: Axis, width: int) -> str:
    return tick_line(axis, width, usd, glyphs=glyph_set()).plain


def _chart(axis: Axis, r: Margin, width: int) -> list[Span]:
    low, middle, high = r.cost_usd_per_mtok_p10, r.cost_usd_per_mtok, r.cost_usd_per_mtok_p90
    cost = (low, middle, high) if low is not None and middle is not None and high is not None else None
    return [(beside(cost, r.usd_per_mtok, axis, width, r.cost_basis, glyph_set()).plain, "")]
