"""The inputs and results of the metrics: accelerators, model architectures, workloads, measured points, estimates."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from tracker.model.words import Basis, Precision


@dataclass(frozen=True, slots=True, kw_only=True)
class Accelerator:
    """One accelerator as the performance model sees it. SI units; 0 = not supported or not known."""

    slug: str
    vendor: str
    flops: Mapping[Precision, float]
    """Dense FLOP/s (OP/s for int8) by precision. Sparse figures never come in here."""
    memory_bytes: float
    memory_bytes_per_s: float
    link_bytes_per_s: float
    """Scale-up fabric, per direction and accelerator."""
    domain: int = 1
    """Accelerators in one scale-up domain."""
    watts: float = 0.0
    sram_machine: bool = False
    """Weights live in SRAM over an unpublished number of chips (Groq, Cerebras): no honest cost per token."""
    announced_only: bool = False
    """Not shipping: its figures are announced claims."""
    surely_dense: frozenset[Precision] = frozenset()
    """Rates that somebody has said to be dense, although they look like sparse ones."""
    claims: Mapping[str, str] = field(default_factory=dict)
    """Input name ("flops.fp8", "memory_bytes") -> id of the claim that it came from."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelArch:
    """A transformer's shape: what decides bytes and FLOPs per token. Counts are per model, dims in elements."""

    slug: str
    name: str
    layers: int
    hidden: int
    heads: int
    kv_heads: int
    head_dim: int
    intermediate: int
    vocab: int
    params_total: float
    params_active: float
    n_experts: int = 0
    experts_active: int = 0
    moe_intermediate: int = 0
    shared_intermediate: int = 0
    dense_layers: int = 0
    kv_lora_rank: int = 0
    q_lora_rank: int = 0
    qk_nope_dim: int = 0
    qk_rope_dim: int = 0
    v_head_dim: int = 0
    sliding_window: int = 0
    full_attn_fraction: float = 1.0
    attention: str = "GQA"
    weights_precision: Precision = "bf16"
    """The precision the weights are released in."""
    vendor: str = ""
    """Slug of the vendor who released it."""
    aliases: tuple[str, ...] = ()
    """Other names of the model in lists of measurements and prices."""
    source: str = ""
    """URL that gave the shape; empty = unverified."""
    context: int = 0
    """Most tokens that a request may hold, prompt and output together; 0 = not known, and then nothing is refused."""
    context_source: str = ""
    """URL that gave the context."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VendorConstants:
    """How much slower (above 1) or faster a vendor's software ran than the common constants say, as fitted."""

    time: float = 1.0
    """Factor on arithmetic, memory and link time."""
    overhead: float = 1.0
    """Factor on launch and synchronisation time."""
    points: int = 0
    """Measured runs behind the factors."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StackConstants:
    """The constants of the performance model as the catalogue ships them; `metrics.stack` gives each its meaning."""

    fitted: str
    """Day of the fit."""
    how: str
    """From which runs, by what."""
    constants: Mapping[str, float]
    vendors: Mapping[str, VendorConstants]
    spread: Mapping[str, tuple[float, float]]
    """What a figure rests on -> P10 and P90 over P50 of tokens/s."""
    anchored_spread: tuple[float, float]
    """P10 and P90 in standard deviations of what anchors leave open."""
    engines: Mapping[str, float]
    """Serving engine -> its tokens/s over the mean of all."""
    quality: Mapping[str, float]
    """Errors that the fit reached, shares 0..1 unless a count."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Workload:
    """A standard load. Tokens per request are means."""

    slug: str
    name: str
    model: str
    isl: int
    osl: int
    cached_fraction: float = 0.0
    """Share of input tokens whose KV is already cached."""
    floor_tok_s_user: float = 30.0
    """Interactivity floor, output tokens/s a user."""
    utilisation: float = 1.0
    """Fleet average share of the hour that serves this load."""
    doc: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasuredPoint:
    """One measured run. `output_tok_s` is of one accelerator.

    `concurrency` and `tok_s_user` are 0 where the source does not say (offline runs queue everything at once).
    """

    product: str
    count: int
    model: str
    precision: Precision
    isl: float
    osl: float
    concurrency: int
    output_tok_s: float
    tok_s_user: float
    ttft_s: float | None = None
    engine: str = ""
    date: str = ""
    source: str = ""
    note: str = ""
    id: str = ""
    """Of the stored run."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """An interval, never a bare figure. p10 <= p50 <= p90."""

    p10: float
    p50: float
    p90: float
    basis: Basis


@dataclass(frozen=True, slots=True, kw_only=True)
class RankingRow:
    """One row of a ranking with every factor, or the reason why there is none (then the figures are None).

    `usd_per_mtok == usd_per_hour * 1e6 / (tokens_per_s * 3600.0 * utilisation)`, bit for bit, in that order of
    operations; both are of one accelerator, and tokens count input and output ("blended").
    """

    workload: str
    product: str
    price_basis: str
    """on_demand, spot, reserved_1y, reserved_3y or owned."""
    offer: str | None = None
    """Id of the offer that gave the price."""
    rank: int | None = None
    tied_from: int | None = None
    tied_to: int | None = None
    """Ranks that the interval overlaps: equal to `rank` where nothing does."""
    p_best: float | None = None
    usd_per_hour: float | None = None
    tokens_per_s: float | None = None
    output_tok_s: float | None = None
    utilisation: float | None = None
    usd_per_mtok: float | None = None
    usd_per_mtok_p10: float | None = None
    usd_per_mtok_p90: float | None = None
    usd_per_mtok_input: float | None = None
    usd_per_mtok_cached_input: float | None = None
    usd_per_mtok_output: float | None = None
    """Resource-time attribution: input and output each pay for the time they take."""
    usd_per_mtok_output_whole_hour: float | None = None
    """Output pays for everything: comparable with InferenceX."""
    tok_s_user: float | None = None
    ttft_unloaded_s: float | None = None
    n_accelerators: int | None = None
    layout: str = ""
    precision: str = ""
    batch: int | None = None
    bound: str = ""
    tok_s_per_mw: float | None = None
    j_per_tok: float | None = None
    basis: str = ""
    """measured, anchored, modelled or stack_unknown."""
    announced_only: bool = False
    weakest_tier: str = ""
    """Tier of the least supported claim among the inputs."""
    reason: str = ""
    """Why there is no figure: "does not fit one accelerator", "no price", ..."""
    inputs: Mapping[str, str] = field(default_factory=dict)
    """Input name -> claim or offer id."""
