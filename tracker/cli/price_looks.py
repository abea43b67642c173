"""How the rows of the price side look as tables."""

from __future__ import annotations

from tracker import urls
from tracker.cli import words
from tracker.cli.output import Column, Table
from tracker.model.margin import ClassMargin, Margin
from tracker.model.market import (
    DisputedPriceRow,
    OfferStep,
    PriceSourceHealth,
    PriceStep,
    TokenMarketRow,
    TokenStep,
    UnmappedProposal,
)

HISTORY: Table[PriceStep] = Table(
    PriceStep,
    (
        Column("date", lambda r: r.date),
        Column("basis", lambda r: r.term),
        Column("$/h each", lambda r: words.money(r.usd_per_accelerator_hour), right=True),
        Column("change", lambda r: words.moved(r.change), right=True),
        Column("provider", lambda r: r.provider, flex=2, least=6),
        Column("sku", lambda r: r.sku, flex=3, least=30, spare=2, telling=True),
        Column("region", lambda r: r.region, flex=3, least=16, spare=1, telling=True),
        Column("what", lambda r: f"* {r.what}" if r.kind == "event" else r.what, flex=1, least=25),
        Column("source", lambda r: r.publisher, flex=3, spare=4),
        Column("id", lambda r: r.id, own_line=True),
    ),
    ((r"^\* ", "* an event of the timeline"),),
)
OFFER_STEPS: Table[OfferStep] = Table(
    OfferStep,
    (
        Column("provider", lambda r: r.provider, flex=1, least=6),
        Column("sku", lambda r: r.sku, flex=2, least=30, spare=2, telling=True),
        Column("region", lambda r: r.region, flex=3, least=16, spare=1, telling=True),
        Column("basis", lambda r: r.term, spare=3, telling=True),
        Column("from", lambda r: r.observed_at[:10]),
        Column("seen until", lambda r: r.last_seen_at[:10]),
        Column("$/h each", lambda r: words.money(r.usd_per_accelerator_hour), right=True),
        Column("change", lambda r: words.moved(r.change), right=True),
        Column("flag", words.flag, flex=2, least=8),
        Column("source", lambda r: r.publisher, flex=3, spare=3),
        Column("id", lambda r: r.offer_id, own_line=True),
    ),
)
SOURCES: Table[PriceSourceHealth] = Table(
    PriceSourceHealth,
    (
        Column("list", lambda r: f"{r.slug} {r.part}".strip(), flex=2, least=22),
        Column("state", lambda r: ", ".join(word for word in (r.state, r.fault) if word)),
        Column("answered", lambda r: r.age),
        Column("of", lambda r: r.published, spare=2),
        Column("changed", lambda r: (r.changed_at or "")[:10], spare=4),
        Column("rows", lambda r: str(r.n_rows), right=True, spare=3),
        Column("prices", lambda r: str(r.n_offers), right=True),
        Column("faulty", lambda r: str(r.n_faulty or ""), right=True, spare=1),
        Column("next", lambda r: words.minute(r.next_due_at), spare=5),
        Column("trouble", lambda r: r.trouble, flex=1, least=12),
        Column("url", lambda r: urls.shown(r.url), flex=3, spare=6),
    ),
)
DISPUTES: Table[DisputedPriceRow] = Table(
    DisputedPriceRow,
    (
        Column("product", lambda r: r.product_slug, flex=2, least=12),
        Column("provider", lambda r: r.provider, flex=2, least=6),
        Column("region", lambda r: r.region, flex=1, least=8),
        Column("basis", lambda r: r.term),
        Column("lowest", lambda r: words.money(r.lowest), right=True),
        Column("highest", lambda r: words.money(r.highest), right=True),
        Column("apart", lambda r: words.moved(r.spread - 1.0), right=True),
        Column("who says what", lambda r: r.who, flex=1, least=60, own_line=True),
    ),
)
UNMAPPED: Table[UnmappedProposal] = Table(
    UnmappedProposal,
    (
        Column("name", lambda r: r.name, flex=1, least=16),
        Column("provider", lambda r: r.provider, flex=2, least=6),
        Column("prices", lambda r: str(r.n), right=True),
        Column("from", lambda r: words.money(r.usd_low), right=True),
        Column("to", lambda r: words.money(r.usd_high), right=True),
        Column("unit", lambda r: r.unit, spare=1),
        Column("example", lambda r: r.example, flex=3, spare=3),
        Column("list", lambda r: r.slug, flex=3, spare=2),
        Column("perhaps", lambda r: r.proposal, flex=2, least=12),
    ),
)
MARKET: Table[TokenMarketRow] = Table(
    TokenMarketRow,
    (
        Column("model", lambda r: r.model, flex=1),
        Column("provider", lambda r: r.provider, flex=1, least=8),
        Column("endpoint", lambda r: r.endpoint, flex=2, least=30, telling=True),
        Column("tier", lambda r: r.tier, flex=2, least=5),
        Column("in", lambda r: words.money(r.usd_per_mtok_in), right=True),
        Column("cached", lambda r: words.money(r.usd_per_mtok_cached_in), right=True, spare=3),
        Column("out", lambda r: words.money(r.usd_per_mtok_out), right=True),
        Column("lists", lambda r: f"{r.n_lists}{' ≠' if r.disputed else ''}"),
        Column("flag", words.flag, flex=3, least=9),
        Column("price of", lambda r: r.price_of, spare=1, telling=True),
        Column("source", lambda r: r.publisher, flex=3, spare=4),
        Column("id", lambda r: r.token_offer_id, own_line=True),
    ),
    (
        ("≠", "≠ another list is more than 5 % off: --sources shows what each has"),
        ("^! ", "! that old: its list was last seen, or last written, so long ago"),
    ),
)
TOKEN_STEPS: Table[TokenStep] = Table(
    TokenStep,
    (
        Column("model", lambda r: r.model, flex=2, spare=4),
        Column("provider", lambda r: r.provider, flex=1, least=6),
        Column("endpoint", lambda r: r.endpoint, flex=2, least=30, telling=True),
        Column("tier", lambda r: r.tier, flex=2, least=5, spare=2),
        Column("from", lambda r: r.observed_at[:10]),
        Column("seen until", lambda r: r.last_seen_at[:10]),
        Column("in", lambda r: words.money(r.usd_per_mtok_in), right=True),
        Column("out", lambda r: words.money(r.usd_per_mtok_out), right=True),
        Column("change", lambda r: words.moved(r.change), right=True),
        Column("flag", words.flag, flex=2, least=8),
        Column("source", lambda r: r.publisher, flex=3, spare=3),
        Column("id", lambda r: r.token_offer_id, own_line=True),
    ),
)
MARGINS: Table[Margin] = Table(
    Margin,
    (
        Column("class", lambda r: r.provider_class),
        Column("provider", lambda r: r.provider, flex=1, least=8),
        Column("price", lambda r: words.money(r.usd_per_mtok) + (" ≠" if r.disputed else ""), right=True),
        Column("cost", lambda r: words.money(r.cost_usd_per_mtok), right=True),
        Column("margin", lambda r: words.percent(r.margin), right=True),
        Column("p10-p90", lambda r: words.percents(r.margin_p10, r.margin_p90), right=True, spare=2),
        Column(
            "price of", lambda r: f"! {r.token_price_age}" if r.token_price_age else r.token_price_as_of[:10], spare=1
        ),
        Column("endpoint", lambda r: r.endpoint, flex=3, spare=4),
        Column("source", lambda r: r.publisher, flex=3, spare=5),
        Column("id", lambda r: r.token_offer_id, own_line=True),
    ),
    (
        ("≠", "≠ another list is more than 5 % off: `tracker tokens MODEL --sources`"),
        ("^! ", "! that old: its list was last seen, or last written, so long ago"),
    ),
)
CLASS_MARGINS: Table[ClassMargin] = Table(
    ClassMargin,
    (
        Column("class", lambda r: r.provider_class),
        Column("priced", lambda r: f"{r.n_priced} of {r.n_providers}", right=True),
        Column("low", lambda r: words.money(r.usd_per_mtok_low), right=True),
        Column("median", lambda r: words.money(r.usd_per_mtok_median), right=True),
        Column("high", lambda r: words.money(r.usd_per_mtok_high), right=True, spare=2),
        Column("cost", lambda r: words.money(r.cost_usd_per_mtok), right=True),
        Column("margin", lambda r: words.percent(r.margin_median), right=True),
        Column("p10-p90", lambda r: words.percents(r.margin_median_p10, r.margin_median_p90), right=True),
        Column("at the lowest", lambda r: words.percent(r.margin_low), right=True, spare=1),
        Column("cheapest", lambda r: r.cheapest, flex=2, spare=3),
    ),
)
