"""A figure step by step down to its sources: of a stored row, of one that was asked otherwise, of a margin."""

from __future__ import annotations

from textual.content import Content

from tracker.model.margin import Margin
from tracker.model.market import CostRow
from tracker.tui import details
from tracker.tui.details import MUTED, heading, pairs, section, stacked
from tracker.tui.text import T
from tracker.units import digits, usd
from tracker.views.explain import explain
from tracker.views.explain_scenario import explain_scenario
from tracker.views.ranking_board import Board
from tracker.views.session import Session


def cost(session: Session, shown: Board, row: CostRow) -> Content:
    """A row of the ranking that is shown."""
    asked = shown.setting.asked
    if asked and row.ranking_id:
        return details.explanation(explain_scenario(session, row.ranking_id, asked, shown.ready))
    return details.explanation(explain(session, row.ranking_id)) if row.ranking_id else details.cost_row(row)


def margin(session: Session, row: Margin) -> Content:
    """Price and cost, what is left, and where both stand."""
    span = f"{_share(row.margin_p10)} to {_share(row.margin_p90)}" if row.margin_p10 is not None else ""
    price = row.usd_per_mtok
    lines = [
        ("provider", f"{row.provider}, {row.provider_class}"),
        ("price", f"{usd(price)} a million tokens of this load, seen {row.token_price_as_of[:10]}" if price else ""),
        ("made of", _parts(row)),
        ("cost", _cost(row)),
        (
            "margin",
            f"{_share(row.margin)} of the price ({span} by the cost's interval)" if row.margin is not None else "",
        ),
        ("no margin", row.reason),
    ]
    parts = [heading(f"{row.provider}: {row.model}"), pairs(lines)]
    if row.margin is not None:
        formula = f"1 - {row.cost_usd_per_mtok!r} / {price!r}"
        parts += [section("step by step"), T(f"{_share(row.margin)} = {details.short_numbers(formula)}")]
    parts += [section("the price of the tokens"), details.explanation(explain(session, row.token_offer_id))]
    if row.cost_usd_per_mtok is not None:
        told = "The cost is explained by enter on its row of the ranking."
        parts += [section("the cost"), T(f"{row.accelerator} from {row.hardware_from}. {told}", MUTED)]
    return stacked(parts, "\n\n")


def _parts(row: Margin) -> str:
    if row.usd_per_mtok_in is None or row.usd_per_mtok_out is None:
        return ""
    cached = f", {usd(row.usd_per_mtok_cached_in)} cached" if row.usd_per_mtok_cached_in is not None else ""
    load = f"{row.isl:,} in" + (f", {digits(row.cached_fraction * 100)} % of it cached" if row.cached_fraction else "")
    return (
        f"{usd(row.usd_per_mtok_in)} in{cached}, {usd(row.usd_per_mtok_out)} out; a request has {load}, {row.osl:,} out"
    )


def _cost(row: Margin) -> str:
    if row.cost_usd_per_mtok is None:
        return ""
    span = f"{usd(row.cost_usd_per_mtok_p10)} to {usd(row.cost_usd_per_mtok_p90)}"
    age = f" (! {row.hardware_price_age})" if row.hardware_price_age else ""
    return (
        f"{usd(row.cost_usd_per_mtok)} ({span}), {row.accelerator} from {row.hardware_from}, {row.cost_basis}, "
        f"price of {row.hardware_price_as_of[:10]}{age}; the cheapest of {row.n_ranked}"
    )


def _share(value: float | None) -> str:
    return f"{digits(value * 100, 3)} %" if value is not None else ""
