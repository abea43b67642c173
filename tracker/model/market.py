"""Rows of the market as people see them: prices, token prices, workloads and the cost of a token."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PriceRow:
    product_slug: str
    product: str
    provider: str
    provider_slug: str
    sku: str
    region: str
    term: str
    count: int
    usd_per_hour: float
    usd_per_accelerator_hour: float
    kw_all_in: float | None
    quality: str
    reason: str
    observed_at: str
    last_seen_at: str
    valid_from: str | None
    publisher: str
    url: str
    offer_id: str
    tier: str


@dataclass(frozen=True, slots=True)
class CurrentPrice(PriceRow):
    """The last known price of an offer."""

    price_of: str
    """The day on which it was last seen, or its list's own day where that is older, ISO."""


@dataclass(frozen=True, slots=True)
class TokenPriceRow:
    model_slug: str
    model: str
    provider: str
    provider_slug: str
    endpoint: str
    tier: str
    usd_per_mtok_in: float
    usd_per_mtok_cached_in: float | None
    usd_per_mtok_out: float
    quality: str
    reason: str
    observed_at: str
    last_seen_at: str
    valid_from: str | None
    publisher: str
    url: str
    token_offer_id: str
    source_tier: str


@dataclass(frozen=True, slots=True)
class CurrentTokenPrice(TokenPriceRow):
    """The last known price of a token offer."""

    price_of: str
    """As of `CurrentPrice`."""


@dataclass(frozen=True, slots=True)
class PriceStep:
    """What became of the lowest sound price of a product on one day, or what the timeline has of that day."""

    date: str
    kind: str
    """price or event."""
    term: str
    usd_per_accelerator_hour: float | None
    """None where no sound price is left, and for events."""
    change: float | None
    """Share of the step before: 0.25 is a quarter dearer. None for the first, and where an offer is only seen first."""
    what: str
    """Why it is another price, or the headline of the event."""
    provider: str
    provider_slug: str
    sku: str
    region: str
    count: int | None
    last_seen_at: str
    """Until when this price was seen."""
    publisher: str
    id: str
    """Of the offer or of the event."""


@dataclass(frozen=True, slots=True)
class OfferStep(PriceRow):
    """One price of an offer's history."""

    change: float | None
    """Share of the offer's price before: -0.1 is a tenth cheaper. None for its first."""


@dataclass(frozen=True, slots=True)
class PriceSourceRow:
    """One part of one price list, as it answered last."""

    slug: str
    part: str
    kind: str
    publisher: str
    state: str
    fault: str
    failures: int
    last_error: str
    last_fetch_at: str | None
    last_ok_at: str | None
    changed_at: str | None
    next_due_at: str | None
    published: str
    n_rows: int
    n_offers: int
    n_faulty: int
    url: str


@dataclass(frozen=True, slots=True)
class PriceSourceHealth(PriceSourceRow):
    age: str
    """How long ago it last answered well, in words."""
    trouble: str
    """What is wrong: the last error, or that nothing of it means anything here. Empty where all is well."""


@dataclass(frozen=True, slots=True)
class DisputedPriceRow:
    """What publishers have for one provider's accelerator in one region where that differs, USD an hour."""

    product_slug: str
    product: str
    provider_slug: str
    provider: str
    region: str
    term: str
    lowest: float
    highest: float
    spread: float
    """Highest over lowest."""
    n_publishers: int
    who: str


@dataclass(frozen=True, slots=True)
class UnmappedRow:
    """A name of a price list that means nothing of the catalogue."""

    kind: str
    name: str
    provider: str
    n: int
    example: str
    usd_low: float
    usd_high: float
    unit: str
    slug: str


@dataclass(frozen=True, slots=True)
class UnmappedProposal(UnmappedRow):
    proposal: str
    """Slug of what is called most alike, empty where nothing is. A person decides."""
    likeness: float | None
    """0 to 1."""
    add: str
    """What would stand in list_names.toml."""


@dataclass(frozen=True, slots=True)
class TokenMarketRow(TokenPriceRow):
    """What a provider asks for a model, as the list that is believed first has it, with what other lists say."""

    n_lists: int
    disputed: int
    """1: another list has a price that is more than five per cent off."""
    others: str
    """What other lists say, with their ids."""
    price_of: str
    """The day on which the price was last seen, or its list's own day where that is older, ISO."""


@dataclass(frozen=True, slots=True)
class TokenStep(TokenPriceRow):
    """One price of a token offer's history."""

    change: float | None
    """Of the output price, as a share of the one before; of the input price where that alone moved. None for the first."""


@dataclass(frozen=True, slots=True)
class WorkloadRow:
    workload: str
    name: str
    model_slug: str
    model: str
    isl: int
    osl: int
    cached_fraction: float
    floor_tok_s_user: float
    utilisation: float
    doc: str
    sort: int


@dataclass(frozen=True, slots=True)
class CostRow:
    """One row of cost_per_token."""

    workload: str
    price_basis: str
    rank: int | None
    accelerator: str
    product_slug: str
    vendor: str
    provider: str | None
    sku: str | None
    region: str | None
    term: str | None
    usd_per_mtok: float | None
    usd_per_mtok_p10: float | None
    usd_per_mtok_p90: float | None
    basis: str
    tied_from: int | None
    tied_to: int | None
    p_best: float | None
    usd_per_hour: float | None
    tokens_per_s: float | None
    utilisation: float | None
    output_tok_s: float | None
    usd_per_mtok_input: float | None
    usd_per_mtok_cached_input: float | None
    usd_per_mtok_output: float | None
    usd_per_mtok_output_whole_hour: float | None
    tok_s_user: float | None
    ttft_unloaded_s: float | None
    n_accelerators: int | None
    layout: str
    precision: str
    batch: int | None
    bound: str
    tok_s_per_mw: float | None
    j_per_tok: float | None
    announced_only: int
    reason: str
    price_as_of: str | None
    computed_at: str
    metrics_version: str
    inputs_digest: str
    stale: int
    offer_id: str | None
    inputs: str
    ranking_id: str
    weakest_tier: str
    n_offers: int | None
    usd_per_hour_low: float | None
    usd_per_hour_high: float | None


@dataclass(frozen=True, slots=True)
class MeasuredRow:
    """One measured run; output_tok_s is of one accelerator."""

    product_slug: str
    product: str
    model_slug: str
    model: str
    n_accelerators: int
    precision: str
    isl: float
    osl: float
    concurrency: int
    output_tok_s: float
    tok_s_user: float
    ttft_s: float | None
    engine: str
    date: str
    note: str
    publisher: str
    url: str
    measured_id: str
    engine_version: str
    layout: str
    scenario: str
    speculation: str
    disaggregated: int | None
    aside: str
    """Why it anchors nothing, empty where it may."""
    anchor: int
    """1: the newest accepted run of its configuration."""
    configuration: str
    tier: str
    known_on: str
    first_seen_at: str | None
    """None: it ships with the catalogue."""
