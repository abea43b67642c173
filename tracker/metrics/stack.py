"""The few constants of the performance model: how far software stays from the data sheet, by vendor."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields

from tracker.metrics.version import VERSION as VERSION
from tracker.model.performance import Accelerator, StackConstants


@dataclass(frozen=True, slots=True)
class VendorFactor:
    """How much slower (above 1) or faster a vendor's stack runs than the common constants say."""

    time: float = 1.0
    """Factor on arithmetic, memory and link time."""
    overhead: float = 1.0
    """Factor on launch and synchronisation time."""
    thin: bool = False
    """True where only a few measured points stand behind the factor."""


_THIN = 100
"""Runs below which a vendor's factors are called thin."""

_VENDORS: Mapping[str, VendorFactor] = {
    "nvidia": VendorFactor(),
    "amd": VendorFactor(time=1.34, overhead=1.34),
    "intel": VendorFactor(time=0.87, overhead=1.2, thin=True),
    "aws": VendorFactor(time=1.12, overhead=1.2, thin=True),
    "google": VendorFactor(time=0.72, overhead=0.85, thin=True),
}


SPREAD: Mapping[str, tuple[float, float]] = {
    "measured": (0.94, 1.06),
    "anchored": (0.78, 1.26),
    "modelled": (0.6, 1.4),
    "modelled, mixture": (0.6, 1.4),
    "modelled, new": (0.5, 1.7),
    "stack_unknown": (0.3, 3.0),
}
"""P10 and P90 over P50 of tokens/s, where the catalogue gives none. Measured: run-to-run noise. Anchored: among near
anchors; `Stack.anchored_spread` has it by distance. Modelled: measured over predicted on configurations, products and
models outside the fit; mixtures of experts miss by more. New: a vendor with few points, or an unshipped part. Stack
unknown: a vendor without any measured point; such were 2.6 to 3 times off."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stack:
    """Constants of one generation of serving software; efficiencies are shares of the data-sheet figure, times seconds.

    The defaults are round: the catalogue's stack.toml has the fitted figures, what they were fitted on and their errors.
    """

    prefill_compute: float = 0.60
    """Share of peak arithmetic reached in prefill, at a peak of `reference_flops`."""
    decode_compute: float = 0.95
    """Share of peak arithmetic reached by the matrix products of a decode step."""
    memory: float = 0.66
    """Share of peak memory bandwidth."""
    link: float = 0.55
    """Share of scale-up bandwidth in collectives."""
    compute_slope: float = -0.10
    """Efficiency goes with (peak / reference_flops) to this power: larger engines are harder to feed."""
    reference_flops: float = 1e15
    """FLOP/s at which the two compute efficiencies are quoted."""
    overlap_loss: float = 0.25
    """Share of the shorter of arithmetic and weight reading that is not hidden behind the longer one."""
    layer_s: float = 13.5e-6
    """Launch and synchronisation per layer and decode step."""
    step_s: float = 0.77e-3
    """Scheduling and sampling per decode step."""
    sequence_s: float = 17e-6
    """Bookkeeping and sampling per sequence and decode step."""
    hop_s: float = 11.5e-6
    """Latency of a collective per doubling of the group."""
    prefill_chunk: int = 8192
    """Prompt tokens that share one pass over the weights."""
    memory_fraction: float = 0.95
    """Share of device memory for weights and KV cache; activations and fragmentation take the rest."""
    max_tensor_parallel: int = 8
    """Widest tensor-parallel group: beyond it hardly anything was measured."""
    max_group: int = 72
    """Widest group with attention data parallel and experts spread."""
    max_sequences: int = 512
    """Most sequences in flight per accelerator that an operating point may use: where published sweeps end."""
    efficiency_cap: float = 0.95
    """No efficiency goes above this, whatever factors multiply."""
    request_s: float = 0.03
    """Tokenising and scheduling of a request. This, `first_steps` and `bunching` are round figures, set on the 2,784
    published runs that they are scored on: median error 49 % (the unloaded bound 83 %; aiconfigurator 49 % on 141 of its own)."""
    first_steps: float = 2.0
    """Decode steps that a request waits for: the one that runs, and one to be scheduled."""
    bunching: float = 0.1
    """Share of the other sequences in flight that ask again at the same time as one does: lengths are alike in a run."""
    ttft_spread: tuple[float, float] = (0.65, 5.0)
    """P10 and P90 of measured over modelled TTFT on the same runs."""
    pools_spread: tuple[float, float] = (0.51, 1.39)
    """P10 and P90 of measured over modelled tokens/s on 384 published runs with pools; see `benchmarks/serving.py`."""
    prefill_busy: float = 0.85
    """Most of its time that a pool of prefill works; chosen, not measured: beyond it the queue takes over."""
    transfer_bytes_per_s: float = 23.75e9
    """KV cache that one accelerator sends or receives: Mooncake's Transfer Engine moved 190 GB/s over 8 x 400 Gbit/s
    (its README, github.com/kvcache-ai/Mooncake, read 2026-11-25), an eighth each. A faster fabric, where known, is not used."""
    facility_factor: float = 2.1
    """All-in facility power over the accelerator's TDP, where no offer states it: the InferenceX all-in figures of
    2026-04 (H100 1.73 kW at 0.7, B200 2.17 at 1.0, MI355X 2.65 at 1.4) lie within 20 % of it."""
    vendors: Mapping[str, VendorFactor] = field(default_factory=lambda: dict(_VENDORS))
    """By vendor slug. A vendor that is missing has no measured point at all."""

    spread: Mapping[str, tuple[float, float]] = field(default_factory=lambda: dict(SPREAD))
    """What a figure rests on -> P10 and P90 over P50 of tokens/s."""
    anchored_spread: tuple[float, float] = (-0.86, 1.0)
    """P10 and P90 of what anchors leave open, in standard deviations that `residual.correction` gives."""

    engines: Mapping[str, float] = field(default_factory=dict)
    """Serving engine -> its tokens/s over those of an engine that is not named, the mean of all."""

    fitted: str = ""
    """Day of the fit, empty for the defaults."""
    quality: Mapping[str, float] = field(default_factory=dict)
    """Errors of the fit on runs outside it, see `StackConstants`."""

    def vendor(self, slug: str) -> VendorFactor:
        return self.vendors.get(slug, VendorFactor())


DEFAULT_STACK = Stack()


def modelled_spread(acc: Accelerator, stack: Stack, measured: bool, mixture: bool) -> str:
    """The key of `Stack.spread` for a figure of the model alone.

    `measured`: some run of the vendor is known; `mixture`: the model routes its tokens to experts.
    """
    fitted = stack.vendors.get(acc.vendor)
    if fitted is None and not measured:
        return "stack_unknown"
    if acc.announced_only or fitted is None or fitted.thin:
        return "modelled, new"
    return "modelled, mixture" if mixture else "modelled"


def stack_of(told: StackConstants | None) -> Stack:
    """The stack with the catalogue's constants; the default one where it has none.

    A vendor's factors shrink towards 1 with few runs behind them: ln factor * n / (n + shrinkage).
    """
    if told is None:
        return DEFAULT_STACK
    names = {field.name for field in fields(Stack)}
    doubt = told.constants["shrinkage"]
    vendors = {
        slug: VendorFactor(
            time=one.time ** (one.points / (one.points + doubt)),
            overhead=one.overhead ** (one.points / (one.points + doubt)),
            thin=one.points < _THIN,
        )
        for slug, one in told.vendors.items()
        if one.points
    }
    return Stack(
        vendors=vendors,
        spread=dict(told.spread),
        anchored_spread=told.anchored_spread,
        engines=dict(told.engines),
        fitted=told.fitted,
        quality=dict(told.quality),
        **{name: value for name, value in told.constants.items() if name in names},  # type: ignore[arg-type]
    )
