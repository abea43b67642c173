"""The closed vocabularies of the domain: every word that a column or a catalogue field may hold."""

from typing import Literal, get_args

VendorKind = Literal["chip", "cloud", "platform", "memory", "foundry", "model", "other"]
ProductKind = Literal[
    "die", "chip", "package", "superchip", "card", "server", "rack", "pod",
    "memory", "cpu", "platform", "service", "line",
]  # fmt: skip
"""What a product is. `line` is a family named without a generation ("Google TPU", "AMD Instinct")."""

AliasKind = Literal["name", "codename", "marketing", "sku", "instance"]

Tier = Literal[
    "datasheet", "vendor", "benchmark", "database", "press", "analyst", "community", "estimate", "unverified"
]
"""Who speaks, best supported first: the order of this list is the rank that resolves a spec."""

WEAK_TIERS: tuple[Tier, ...] = ("estimate", "unverified")
"""Who stands behind nothing: a figure that rests on such a claim is marked wherever it is shown."""

NO_DELIVERY = "no word of delivery"
"""Of a product that was announced and that nothing here says anyone has: it may have shipped for long."""

RECALLED = "recalled, not checked against a page"


def recalled(rule: str, tier: str) -> bool:
    """Whether a person wrote a fact down without a source at hand."""
    return rule == "catalogue" and tier == "unverified"


FeedTier = Literal["vendor", "press", "analyst", "community"]

MeasuredKind = Literal["inferencex"]
"""Benchmark sites whose answers can be read."""

Op = Literal["=", ">=", "<=", "~", "range"]
Precision = Literal["fp4", "fp6", "fp8", "int8", "bf16", "fp16", "tf32", "fp32", "fp64", "int4"]
Sparsity = Literal["dense", "sparse", "unstated"]
Direction = Literal["per_direction", "bidirectional", "unstated"]
Scope = Literal["die", "chip", "card", "server", "rack", "pod", "stack"]
"""What a figure is of. `chip` is the package as sold: a wafer, a dual-die package and a chip all count as one."""

Status = Literal["accepted", "review", "rejected", "superseded", "rumour"]

EventType = Literal[
    "announced", "roadmap", "production", "available", "deployed", "deal", "benchmark", "price", "discontinued"
]
DatePrecision = Literal["day", "month", "quarter", "half", "year", "reported"]
"""`reported`: the event's own day is not stated; its date is the day of the first report."""

Certainty = Literal["stated", "expected", "rumoured"]

Metric = Literal[
    "peak_compute", "throughput", "performance", "latency", "cost_per_token", "cost_per_inference", "tco",
    "price_performance", "energy_efficiency", "memory_bandwidth", "memory_capacity", "interconnect_bandwidth",
    "sram", "transistors", "power", "scale_up_size", "price_hourly", "price_token",
]  # fmt: skip
"""What a ratio is of. Lower is better for power, latency, cost_*, tco and price_*."""

Predicate = Literal[
    "deploys", "will_deploy", "licenses", "buys_from", "partners_with", "supplies", "acquires", "owns",
    "fabricated_by", "runs", "stops",
]  # fmt: skip

Reason = Literal[
    "", "bad_url", "blocked_scheme", "blocked_address", "dns", "connect", "tls", "timeout", "protocol", "truncated",
    "too_large", "encoding", "redirect", "http", "gone", "rate_limited", "blocked", "empty", "not_a_feed", "parse",
    "parse_resource", "robots",
]  # fmt: skip
"""Why a source could not be read, for programs; empty where it could. The error text beside it is for people."""

PageOutcome = Literal["waiting", "ok", "unneeded", "robots", "blocked", "too_short", "other_text", "failed"]
"""What came of asking for the page of an entry; `other_text`: the page does not hold the words of the feed."""

PriceKind = Literal[
    "openrouter", "models_dev", "skypilot", "azure", "gpuhunt", "gpuhunt_tpu", "aws", "genai_prices", "litellm", "epoch",
    "oracle", "vast", "runpod",
]  # fmt: skip
"""Price lists that can be read."""

ListFault = Literal["", "not_text", "html", "truncated", "parse", "shape_changed", "empty"]
"""Why an answer of a price list could not be used; `shape_changed`: a column or key that prices hang on is gone."""

Verb = Literal["accept", "reject", "correct", "merge"]
"""What a person can decide of a fact."""

Term = Literal["on_demand", "spot", "reserved_1y", "reserved_3y", "owned"]
Quality = Literal["ok", "sentinel", "zero", "unit_suspect", "host_only", "duplicate", "stale"]
Basis = Literal["measured", "anchored", "modelled", "stack_unknown"]

VENDOR_KINDS: tuple[str, ...] = get_args(VendorKind)
PRODUCT_KINDS: tuple[str, ...] = get_args(ProductKind)
ALIAS_KINDS: tuple[str, ...] = get_args(AliasKind)
TIERS: tuple[str, ...] = get_args(Tier)
FEED_TIERS: tuple[str, ...] = get_args(FeedTier)
PRICE_KINDS: tuple[str, ...] = get_args(PriceKind)
MEASURED_KINDS: tuple[str, ...] = get_args(MeasuredKind)
OPS: tuple[str, ...] = get_args(Op)
PRECISIONS: tuple[str, ...] = get_args(Precision)
SPARSITIES: tuple[str, ...] = get_args(Sparsity)
DIRECTIONS: tuple[str, ...] = get_args(Direction)
SCOPES: tuple[str, ...] = get_args(Scope)
STATUSES: tuple[str, ...] = get_args(Status)
EVENT_TYPES: tuple[str, ...] = get_args(EventType)
CERTAINTIES: tuple[str, ...] = get_args(Certainty)
METRICS: tuple[str, ...] = get_args(Metric)
PREDICATES: tuple[str, ...] = get_args(Predicate)
VERBS: tuple[str, ...] = get_args(Verb)
TERMS: tuple[str, ...] = get_args(Term)
QUALITIES: tuple[str, ...] = get_args(Quality)
BASES: tuple[str, ...] = get_args(Basis)
