"""How each kind of row looks as a table: what a person compares first, the id for `tracker explain` last."""

from __future__ import annotations

from tracker.cli import words
from tracker.cli.output import Column, Table
from tracker.model.market import CostRow, PriceRow, TokenPriceRow, WorkloadRow
from tracker.model.rows import (
    ArticleRow,
    ClaimRow,
    ContradictionRow,
    FeedRow,
    LinkRow,
    ProductRow,
    RelationRow,
    ReviewRow,
    SpecRow,
    TimelineRow,
    VendorRow,
)
from tracker.views.articles import DocRow

TIMELINE: Table[TimelineRow] = Table(
    TimelineRow,
    (
        Column("date", words.when),
        Column("type", lambda r: r.type),
        Column("vendor", lambda r: r.vendor),
        Column("what", lambda r: r.headline, flex=True),
        Column("certainty", lambda r: words.sureness(r.certainty)),
        Column("sources", lambda r: str(r.n_sources), right=True),
        Column("best source", lambda r: f"{r.publisher} ({r.tier})", flex=True),
        Column("id", lambda r: r.event_id),
    ),
)
PRODUCTS: Table[ProductRow] = Table(
    ProductRow,
    (
        Column("product", lambda r: r.product_slug),
        Column("name", lambda r: r.full_name, flex=True),
        Column("kind", lambda r: r.kind + (" (provisional)" if r.provisional else "")),
        Column("family", lambda r: r.family),
        Column("claims", lambda r: str(r.n_claims), right=True),
        Column("events", lambda r: str(r.n_events), right=True),
        Column("also called", lambda r: r.aliases or "", flex=True),
    ),
)
VENDORS: Table[VendorRow] = Table(
    VendorRow,
    (
        Column("vendor", lambda r: r.vendor_slug),
        Column("name", lambda r: r.vendor, flex=True),
        Column("kind", lambda r: r.kind),
        Column("products", lambda r: str(r.n_products), right=True),
        Column("events", lambda r: str(r.n_events), right=True),
        Column("homepage", lambda r: r.homepage, flex=True),
    ),
)
SPECS: Table[SpecRow] = Table(
    SpecRow,
    (
        Column("", lambda r: "*" if r.preferred else ""),
        Column("spec", lambda r: r.label),
        Column("value", words.figure, right=True),
        Column("of", words.qualifiers, flex=True),
        Column("claims", lambda r: str(r.n_claims), right=True),
        Column("disputed", lambda r: "disputed" if r.disputed else ""),
        Column("source", lambda r: f"{r.publisher} ({r.tier})", flex=True),
        Column("published", lambda r: r.published or ""),
        Column("id", lambda r: r.claim_id),
    ),
)
CLAIMS: Table[ClaimRow] = Table(
    ClaimRow,
    (
        Column("field", lambda r: r.label),
        Column("value", words.figure, right=True),
        Column("printed", lambda r: f"{r.printed} {r.printed_unit}".strip(), flex=True),
        Column("of", words.qualifiers, flex=True),
        Column("status", lambda r: f"{r.status}: {r.reason}" if r.reason else r.status, flex=True),
        Column("source", lambda r: f"{r.publisher} ({r.tier})", flex=True),
        Column("published", lambda r: r.published or ""),
        Column("id", lambda r: r.claim_id),
    ),
)
RELATIONS: Table[RelationRow] = Table(
    RelationRow,
    (
        Column("subject", lambda r: r.subject),
        Column("ratio", words.factor, right=True),
        Column("object", lambda r: r.object, flex=True),
        Column("metric", lambda r: f"{r.metric.replace('_', ' ')} {r.precision}".strip()),
        Column(
            "claims give", lambda r: f"{words.optional(r.computed_factor)}x" if r.computed_factor else "", right=True
        ),
        Column("verdict", lambda r: r.verdict.replace("_", " ")),
        Column("status", lambda r: "" if r.status == "accepted" else r.status),
        Column("source", lambda r: f"{r.publisher} ({r.tier})", flex=True),
        Column("id", lambda r: r.relation_id),
    ),
)
LINKS: Table[LinkRow] = Table(
    LinkRow,
    (
        Column("who does what", words.of_link, flex=True),
        Column("date", lambda r: words.partial(r.date, r.date_end, r.precision)),
        Column("certainty", lambda r: words.sureness(r.certainty)),
        Column("note", lambda r: r.note or r.quote, flex=True),
        Column("source", lambda r: f"{r.publisher} ({r.tier})", flex=True),
        Column("id", lambda r: r.link_id),
    ),
)
CONTRADICTIONS: Table[ContradictionRow] = Table(
    ContradictionRow,
    (
        Column("kind", lambda r: r.kind),
        Column("product", lambda r: r.product),
        Column("what", lambda r: r.what, flex=True),
        Column("one", lambda r: r.one, flex=True),
        Column("says", lambda r: r.one_publisher, flex=True),
        Column("other", lambda r: r.other, flex=True),
        Column("says", lambda r: r.other_publisher, flex=True),
        Column("ids", lambda r: f"{r.one_id} {r.other_id}"),
    ),
)
REVIEW: Table[ReviewRow] = Table(
    ReviewRow,
    (
        Column("kind", lambda r: r.kind),
        Column("product", lambda r: r.product_slug),
        Column("what", lambda r: r.what),
        Column("value", lambda r: r.value, flex=True),
        Column("why", lambda r: r.reason, flex=True),
        Column("words", lambda r: r.quote, flex=True),
        Column("source", lambda r: r.publisher, flex=True),
        Column("id", lambda r: r.fact_id),
    ),
)
RANKING: Table[CostRow] = Table(
    CostRow,
    (
        Column("rank", words.ranks, right=True),
        Column("accelerator", lambda r: f"{r.vendor} {r.accelerator}"),
        Column("$/Mtok", lambda r: words.money(r.usd_per_mtok), right=True),
        Column("p10-p90", words.interval, right=True),
        Column("basis", words.how),
        Column("$/h", lambda r: words.money(r.usd_per_hour), right=True),
        Column("tok/s", lambda r: words.optional(r.tokens_per_s), right=True),
        Column("tok/s/user", lambda r: words.optional(r.tok_s_user), right=True),
        Column("n", lambda r: str(r.n_accelerators or ""), right=True),
        Column("layout", lambda r: f"{r.layout} {r.precision}".strip(), flex=True),
        Column("price from", lambda r: f"{r.provider or ''} {r.region or ''}".strip(), flex=True),
        Column("why no figure", lambda r: r.reason if r.usd_per_mtok is None else "", flex=True),
        Column("id", lambda r: r.ranking_id),
    ),
)
WORKLOADS: Table[WorkloadRow] = Table(
    WorkloadRow,
    (
        Column("workload", lambda r: r.workload),
        Column("name", lambda r: r.name, flex=True),
        Column("model", lambda r: r.model),
        Column("in", lambda r: str(r.isl), right=True),
        Column("out", lambda r: str(r.osl), right=True),
        Column("floor tok/s/user", lambda r: words.optional(r.floor_tok_s_user), right=True),
        Column("utilisation", lambda r: words.optional(r.utilisation), right=True),
        Column("about", lambda r: r.doc, flex=True),
    ),
)
PRICES: Table[PriceRow] = Table(
    PriceRow,
    (
        Column("product", lambda r: r.product_slug),
        Column("provider", lambda r: r.provider),
        Column("sku", lambda r: r.sku, flex=True),
        Column("region", lambda r: r.region, flex=True),
        Column("term", lambda r: r.term),
        Column("count", lambda r: str(r.count), right=True),
        Column("$/h each", lambda r: words.money(r.usd_per_accelerator_hour), right=True),
        Column("$/h all", lambda r: words.money(r.usd_per_hour), right=True),
        Column("quality", lambda r: f"{r.quality}: {r.reason}" if r.reason else r.quality, flex=True),
        Column("last seen", lambda r: r.last_seen_at[:10]),
        Column("source", lambda r: r.publisher, flex=True),
        Column("id", lambda r: r.offer_id),
    ),
)
TOKENS: Table[TokenPriceRow] = Table(
    TokenPriceRow,
    (
        Column("model", lambda r: r.model, flex=True),
        Column("provider", lambda r: r.provider),
        Column("endpoint", lambda r: r.endpoint, flex=True),
        Column("tier", lambda r: r.tier),
        Column("$/Mtok in", lambda r: words.money(r.usd_per_mtok_in), right=True),
        Column("cached in", lambda r: words.money(r.usd_per_mtok_cached_in), right=True),
        Column("out", lambda r: words.money(r.usd_per_mtok_out), right=True),
        Column("quality", lambda r: f"{r.quality}: {r.reason}" if r.reason else r.quality, flex=True),
        Column("last seen", lambda r: r.last_seen_at[:10]),
        Column("source", lambda r: r.publisher, flex=True),
        Column("id", lambda r: r.token_offer_id),
    ),
)
ARTICLES: Table[ArticleRow] = Table(
    ArticleRow,
    (
        Column("date", lambda r: r.date[:10]),
        Column("feed", lambda r: r.feed),
        Column("title", lambda r: r.title, flex=True),
        Column("url", lambda r: r.url, flex=True),
    ),
)
FEEDS: Table[FeedRow] = Table(
    FeedRow,
    (
        Column("feed", lambda r: r.slug),
        Column("state", lambda r: r.state if r.enabled else "off"),
        Column("entries", lambda r: str(r.n_entries), right=True),
        Column("newest", lambda r: (r.newest_entry_at or "")[:10]),
        Column("last ok", lambda r: r.last_ok_at or "never"),
        Column("next", lambda r: r.next_due_at or ""),
        Column("failures", lambda r: str(r.failures or ""), right=True),
        Column("trouble", lambda r: r.last_error or r.note, flex=True),
        Column("url", lambda r: r.url, flex=True),
    ),
)
DOCS: Table[DocRow] = Table(
    DocRow,
    (
        Column("view", lambda r: r.object),
        Column("column", lambda r: r.col),
        Column("unit", lambda r: r.unit or ""),
        Column("means", lambda r: r.doc, flex=True),
    ),
)
