"""How each kind of row looks as a table: what a person compares first, the id for `tracker explain` last."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, replace

from tracker import urls
from tracker.cli import words
from tracker.cli.output import Column, Table
from tracker.model.market import CostRow, CurrentPrice, CurrentTokenPrice, MeasuredRow, WorkloadRow
from tracker.model.rows import (
    ArticleRow,
    ClaimRow,
    ContradictionRow,
    DecisionRow,
    FeedRow,
    LinkRow,
    NewcomerRow,
    ProductRow,
    RelationRow,
    ReviewRow,
    SpecRow,
    TimelineRow,
    VendorRow,
)
from tracker.views.articles import DocRow
from tracker.views.price_notes import PriceNote

TIMELINE: Table[TimelineRow] = Table(
    TimelineRow,
    (
        Column("date", words.when),
        Column("type", lambda r: r.type, spare=1),
        Column("vendor", lambda r: r.vendor, flex=1, least=8),
        Column("what", lambda r: r.headline, flex=2, least=20),
        Column("certainty", lambda r: words.sureness(r.certainty)),
        Column("sources", lambda r: str(r.n_sources), right=True, spare=2),
        Column("best source", lambda r: f"{r.publisher} ({r.tier})", flex=3, least=14, spare=3),
        Column("id", lambda r: r.event_id, own_line=True),
    ),
)


def timeline_with(late: Set[str]) -> Table[TimelineRow]:
    """Promises that are overdue, whose ids these are, are called so."""
    said: Column[TimelineRow] = Column(
        "certainty", lambda r: "overdue" if r.event_id in late else words.sureness(r.certainty)
    )
    columns = tuple(said if column.title == said.title else column for column in TIMELINE.columns)
    return replace(TIMELINE, columns=columns)


PRODUCTS: Table[ProductRow] = Table(
    ProductRow,
    (
        Column("product", lambda r: r.product_slug),
        Column("name", lambda r: r.full_name, flex=2, least=14, spare=2),
        Column("kind", lambda r: r.kind + (" (provisional)" if r.provisional else "")),
        Column("family", lambda r: r.family, spare=3),
        Column("claims", lambda r: str(r.n_claims), right=True),
        Column("events", lambda r: str(r.n_events), right=True),
        Column("also called", lambda r: r.aliases or "", flex=3, spare=4),
    ),
)
VENDORS: Table[VendorRow] = Table(
    VendorRow,
    (
        Column("vendor", lambda r: r.vendor_slug),
        Column("name", lambda r: r.vendor, flex=2),
        Column("kind", lambda r: r.kind),
        Column("products", lambda r: str(r.n_products), right=True),
        Column("events", lambda r: str(r.n_events), right=True),
        Column("homepage", lambda r: r.homepage, flex=3, spare=1),
    ),
)
SPECS: Table[SpecRow] = Table(
    SpecRow,
    (
        Column("", lambda r: "*" if r.preferred else ""),
        Column("spec", lambda r: r.label),
        Column("value", words.figure, right=True),
        Column("of", words.qualifiers, flex=2),
        Column("claims", lambda r: str(r.n_claims), right=True, spare=2),
        Column("doubt", words.doubt),
        Column("source", lambda r: f"{r.publisher} ({r.tier})", flex=3, spare=3),
        Column("published", lambda r: r.published or "", spare=4),
        Column("id", lambda r: r.claim_id, own_line=True),
    ),
    (("^\\*$", "* the reading that diffs and rankings take"), *words.MARKS),
)
CLAIMS: Table[ClaimRow] = Table(
    ClaimRow,
    (
        Column("field", lambda r: r.label),
        Column("value", words.figure, right=True),
        Column("printed", lambda r: f"{r.printed} {r.printed_unit}".strip(), flex=2, spare=2),
        Column("of", words.qualifiers, flex=1),
        Column("status", lambda r: f"{r.status}: {r.reason}" if r.reason else r.status, flex=2),
        Column("source", lambda r: f"{r.publisher} ({r.tier})", flex=3, spare=3),
        Column("published", lambda r: r.published or "", spare=4),
        Column("id", lambda r: r.claim_id, own_line=True),
    ),
)
RELATIONS: Table[RelationRow] = Table(
    RelationRow,
    (
        Column("subject", lambda r: r.subject, flex=1),
        Column("ratio", words.factor, right=True),
        Column("object", lambda r: r.object, flex=2),
        Column("metric", lambda r: f"{r.metric.replace('_', ' ')} {r.precision}".strip(), flex=1),
        Column(
            "claims give",
            lambda r: f"{words.optional(r.computed_factor)}x" if r.computed_factor else "",
            right=True,
            spare=1,
        ),
        Column("for", lambda r: r.checked_against.replace("_", " "), spare=2),
        Column("verdict", lambda r: r.verdict),
        Column("status", lambda r: "" if r.status == "accepted" else r.status),
        Column("source", lambda r: f"{r.publisher} ({r.tier})", flex=3, spare=3),
        Column("id", lambda r: r.relation_id, own_line=True),
    ),
)
LINKS: Table[LinkRow] = Table(
    LinkRow,
    (
        Column("who does what", words.of_link, flex=1, least=24),
        Column("date", lambda r: words.partial(r.date, r.date_end, r.precision)),
        Column("certainty", lambda r: words.sureness(r.certainty)),
        Column("note", lambda r: r.note or r.quote, flex=2, spare=2),
        Column("source", lambda r: f"{r.publisher} ({r.tier})", flex=3, spare=3),
        Column("id", lambda r: r.link_id, own_line=True),
    ),
)
CONTRADICTIONS: Table[ContradictionRow] = Table(ContradictionRow, ())
"""As text `SIDES`: both values under each other."""


@dataclass(frozen=True, slots=True)
class Side:
    """One half of a contradiction. The second leaves empty what it shares with the first."""

    kind: str
    product: str
    what: str
    says: str
    publisher: str
    fact_id: str


def sides(rows: Iterable[ContradictionRow]) -> Iterator[Side]:
    for r in rows:
        label, colon, value = r.one.partition(": ")
        named = r.kind == "spec" and colon
        what, says = (label, value) if named else (r.what.replace("_", " "), r.one)
        yield Side(f"{r.kind}, may stand" if r.stands else r.kind, r.product, what, says, r.one_publisher, r.one_id)
        yield Side("", "", "", r.other, r.other_publisher, r.other_id)


SIDES: tuple[Column[Side], ...] = (
    Column("kind", lambda r: r.kind),
    Column("product", lambda r: r.product, flex=1),
    Column("what", lambda r: r.what, flex=2),
    Column("says", lambda r: r.says, flex=1, least=16),
    Column("source", lambda r: r.publisher, flex=3, spare=1),
    Column("id", lambda r: r.fact_id, own_line=True),
)
OPEN_CONTRADICTIONS: Table[ContradictionRow] = Table(
    ContradictionRow,
    (
        Column("kind", lambda r: r.kind),
        Column("product", lambda r: r.product, flex=1),
        Column("what", lambda r: r.what.replace("_", " "), flex=2, spare=1),
        Column("one says", lambda r: r.one, flex=1, least=16),
        Column("another says", lambda r: r.other, flex=1, least=16),
        Column("id", lambda r: r.contradiction_id, own_line=True),
    ),
)
NEWCOMERS: Table[NewcomerRow] = Table(
    NewcomerRow,
    (
        Column("kind", lambda r: r.kind),
        Column("name", lambda r: r.name, flex=True),
        Column("maker", lambda r: r.vendor if r.kind == "product" else "", flex=1),
        Column("figures", lambda r: str(r.n_claims), right=True),
        Column("events", lambda r: str(r.n_events), right=True),
        Column("waiting", lambda r: str(r.n_waiting), right=True),
        Column("id", lambda r: r.fact_id, own_line=True),
    ),
)
REVIEW: Table[ReviewRow] = Table(
    ReviewRow,
    (
        Column("kind", lambda r: r.kind),
        Column("product", lambda r: r.product_slug, flex=1),
        Column("what", lambda r: r.what, flex=1),
        Column("value", lambda r: r.value, flex=True),
        Column("why", lambda r: r.reason, flex=2),
        Column("words", lambda r: r.quote, flex=2, spare=1),
        Column("source", lambda r: r.publisher, flex=3, spare=2),
        Column("id", lambda r: r.fact_id, own_line=True),
    ),
)
DECISIONS: Table[DecisionRow] = Table(
    DecisionRow,
    (
        Column("when", lambda r: r.decided_at[:10], spare=1),
        Column("who", lambda r: r.who),
        Column("decision", lambda r: r.decision),
        Column("on", lambda r: r.kind),
        Column("about", lambda r: r.about, flex=1, spare=3),
        Column(
            "changes", lambda r: f"into {r.target}" if r.target else "" if r.changes == "{}" else r.changes, flex=True
        ),
        Column("note", lambda r: r.note, flex=2, spare=2),
        Column("state", lambda r: "" if r.applied else "waits for its fact"),
        Column("id", lambda r: r.fact_id, own_line=True),
    ),
)
RANKING: Table[CostRow] = Table(
    CostRow,
    (
        Column("rank", words.ranks, right=True),
        Column("accelerator", lambda r: f"{r.vendor} {r.accelerator}", flex=1, least=14),
        Column("$/Mtok", lambda r: words.money(r.usd_per_mtok), right=True),
        Column("p10-p90", words.interval, right=True),
        Column("best", lambda r: words.chance(r.p_best), right=True, spare=4),
        Column("basis", words.how, flex=1, least=9),
        Column("$/h", lambda r: words.money(r.usd_per_hour), right=True, spare=2),
        Column("offers", words.offers, spare=6),
        Column("price of", lambda r: (r.price_as_of or "")[:10], spare=9),
        Column("from", words.seller, flex=3, spare=8),
        Column("in+out tok/s", lambda r: words.optional(r.tokens_per_s), right=True, spare=3),
        Column("tok/s/user", lambda r: words.optional(r.tok_s_user), right=True, spare=5),
        Column("n", lambda r: str(r.n_accelerators or ""), right=True, spare=10),
        Column("layout", lambda r: r.layout, flex=2, least=4, spare=7),
        Column("in", lambda r: r.precision, spare=1),
        Column("id", lambda r: r.ranking_id, own_line=True),
    ),
    (
        (r"^\d+ \(", "2 (1-4): second, and anything from first to fourth within the intervals"),
        (r"^1 only$", "1 only: the single offer here, so nothing tells how far prices lie apart"),
    ),
)
WORKLOADS: Table[WorkloadRow] = Table(
    WorkloadRow,
    (
        Column("workload", lambda r: r.workload),
        Column("name", lambda r: r.name, flex=1),
        Column("model", lambda r: r.model),
        Column("in", lambda r: str(r.isl), right=True),
        Column("out", lambda r: str(r.osl), right=True),
        Column("floor tok/s/user", lambda r: words.optional(r.floor_tok_s_user), right=True),
        Column("utilisation", lambda r: words.optional(r.utilisation), right=True),
        Column("about", lambda r: r.doc, flex=3, spare=1),
    ),
)
PRICES: Table[CurrentPrice] = Table(
    CurrentPrice,
    (
        Column("product", lambda r: r.product_slug, flex=1),
        Column("provider", lambda r: r.provider, flex=1, least=6),
        Column("sku", lambda r: r.sku, flex=2, least=30, spare=2, telling=True),
        Column("region", lambda r: r.region, flex=2, least=16, spare=1, telling=True),
        Column("term", lambda r: r.term),
        Column("count", lambda r: str(r.count), right=True),
        Column("$/h each", lambda r: words.money(r.usd_per_accelerator_hour), right=True),
        Column("$/h all", lambda r: words.money(r.usd_per_hour), right=True, spare=5),
        Column("flag", words.flag, flex=1, least=8),
        Column("last seen", lambda r: r.last_seen_at[:10]),
        Column("source", lambda r: r.publisher, flex=3, spare=6),
        Column("id", lambda r: r.offer_id, own_line=True),
    ),
)


def aged(look: Table[CurrentPrice], notes: Mapping[str, PriceNote], one_product: bool = False) -> Table[CurrentPrice]:
    """The same with the age of old prices in place of their day, by offer id, and without the column that says the same in each
    row where there is one product."""

    def day(row: CurrentPrice) -> str:
        note = notes[row.offer_id]
        return f"! {note.age}" if note.age else note.seen

    columns = (replace(c, cell=day, title="price of") if c.title == "last seen" else c for c in look.columns)
    return replace(look, columns=tuple(c for c in columns if c.title != "product" or not one_product))


MEASURED: Table[MeasuredRow] = Table(
    MeasuredRow,
    (
        Column("accelerator", lambda r: f"{r.n_accelerators} x {r.product}"),
        Column("model", lambda r: f"{r.model} {r.precision}".strip(), flex=2, least=14),
        Column("tokens in/out", lambda r: f"{r.isl:g}/{r.osl:g}", right=True),
        Column("requests", lambda r: str(r.concurrency or "-"), right=True, spare=2),
        Column("out tok/s each", lambda r: words.optional(r.output_tok_s), right=True),
        Column("tok/s user", lambda r: words.optional(r.tok_s_user or None), right=True, spare=1),
        Column("engine", lambda r: r.engine, spare=3),
        Column("date", lambda r: r.date or "-"),
        Column("publisher", lambda r: r.publisher, flex=3, least=10, spare=4),
        Column("anchor", lambda r: "yes" if r.anchor else r.aside or "older", flex=4, least=6),
        Column("id", lambda r: r.measured_id, own_line=True),
    ),
)
TOKENS: Table[CurrentTokenPrice] = Table(
    CurrentTokenPrice,
    (
        Column("model", lambda r: r.model, flex=1),
        Column("provider", lambda r: r.provider, flex=1),
        Column("endpoint", lambda r: r.endpoint, flex=2, least=30, telling=True),
        Column("tier", lambda r: r.tier, spare=3, telling=True),
        Column("$/Mtok in", lambda r: words.money(r.usd_per_mtok_in), right=True),
        Column("cached in", lambda r: words.money(r.usd_per_mtok_cached_in), right=True, spare=4),
        Column("out", lambda r: words.money(r.usd_per_mtok_out), right=True),
        Column("flag", words.flag, flex=1, least=8),
        Column("last seen", lambda r: r.last_seen_at[:10], spare=2, telling=True),
        Column("source", lambda r: r.publisher, flex=3, least=9),
        Column("id", lambda r: r.token_offer_id, own_line=True),
    ),
)
ARTICLES: Table[ArticleRow] = Table(
    ArticleRow,
    (
        Column("date", lambda r: r.date[:10]),
        Column("feed", lambda r: r.feed, flex=1),
        Column("title", lambda r: r.title, flex=2, least=24),
        Column("url", lambda r: r.url, flex=3, least=20, own_line=True),
    ),
)
FEEDS: Table[FeedRow] = Table(
    FeedRow,
    (
        Column("feed", lambda r: r.slug, flex=1, least=16),
        Column("condition", lambda r: r.condition or r.state),
        Column("entries", lambda r: str(r.n_entries), right=True),
        Column("facts", lambda r: str(r.n_facts), right=True, spare=6),
        Column("events", lambda r: str(r.n_events), right=True, spare=6),
        Column("newest", lambda r: (r.newest_entry_at or "")[:10], spare=2),
        Column("last ok", lambda r: words.minute(r.last_ok_at) or "never", spare=1),
        Column("next", lambda r: words.minute(r.next_due_at), spare=3),
        Column("failures", lambda r: str(r.failures or ""), right=True),
        Column("trouble", lambda r: r.last_error or r.note, flex=1, least=20),
        Column("mend", lambda r: r.mend or "", flex=2, spare=5),
        Column("url", lambda r: urls.shown(r.url), flex=3, spare=4),
    ),
)
DOCS: Table[DocRow] = Table(
    DocRow,
    (
        Column("view", lambda r: r.object),
        Column("column", lambda r: r.col),
        Column("unit", lambda r: r.unit or "", spare=1),
        Column("means", lambda r: r.doc, flex=True),
    ),
)
