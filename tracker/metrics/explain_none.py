"""A row without a figure, step by step as far as its inputs go: what the model needs of memory and speed, and what there is."""

from __future__ import annotations

from collections.abc import Iterator

from tracker.metrics.hardware import bytes_a_weight, choose_precision
from tracker.metrics.layers import Shape, shape
from tracker.metrics.serve import Perf
from tracker.metrics.stack import Stack
from tracker.metrics.sweep import widest_groups
from tracker.model.performance import Accelerator, ModelArch, Workload
from tracker.model.shown import Step


def unserved(
    acc: Accelerator, model: ModelArch, workload: Workload, stack: Stack, fastest: Perf | None = None
) -> Iterator[Step]:
    """Why no operating point was found. `fastest` is the quickest for a user, where the model fits and the floor is not met."""
    kind, tokens = shape(model), workload.isl + workload.osl
    if kind.context and tokens > kind.context:
        yield Step(
            label=f"tokens of a request, of {kind.context:,} that the model can have",
            formula=f"{workload.isl} + {workload.osl}", value=float(tokens), unit="tokens",
        )  # fmt: skip
    if fastest is not None:
        yield Step(
            label=f"fastest speed that a user can see: {fastest.layout}, {fastest.precision}, batch {fastest.batch}; "
            f"at least {workload.floor_tok_s_user:g} are asked for",
            formula=f"1.0 / {fastest.tpot_s!r}", value=1.0 / fastest.tpot_s, unit="tok/s/user",
        )  # fmt: skip
        return
    precision = choose_precision(acc, model.weights_precision) or model.weights_precision
    width = bytes_a_weight(precision)
    for group, spread in widest_groups(acc, kind, stack):
        yield from _room(acc, kind, workload, stack, (group, spread, precision, width))


def _room(
    acc: Accelerator, kind: Shape, workload: Workload, stack: Stack, layout: tuple[int, bool, str, float]
) -> Iterator[Step]:
    """Weights, memory and what is left for requests, in one layout (accelerators, spread, precision, bytes a weight)."""
    group, spread, precision, width = layout
    where = "one accelerator" if group == 1 else f"{group} accelerators"
    copies = float(group) if spread else 1.0
    weights = (kind.routed_params + copies * (kind.shared_params + kind.embedding_params)) * width / 1e9
    told = f"{kind.routed_params!r} + {copies!r} * ({kind.shared_params!r} + {kind.embedding_params!r})"
    yield Step(
        label=f"weights in {precision} on {where}" + (", attention's on each" if spread else ""),
        formula=f"({told}) * {width!r} / 1e9", value=weights, unit="GB",
    )  # fmt: skip
    if not acc.memory_bytes:
        return
    memory = acc.memory_bytes * stack.memory_fraction * group / 1e9
    yield Step(
        label=f"memory of {where} for weights and KV cache, {stack.memory_fraction:.0%} of all",
        formula=f"{acc.memory_bytes!r} * {stack.memory_fraction!r} * {group} / 1e9", value=memory, unit="GB",
        inputs=tuple(acc.claims[name] for name in ("memory_bytes",) if name in acc.claims),
    )  # fmt: skip
    if memory <= weights:
        return
    context = workload.isl + workload.osl / 2.0
    stored = float(kind.stored(context))  # type: ignore[arg-type]
    each = 1.0 if width <= 1 else 2.0
    repeated = 1.0 if spread else max(group / kind.kv_ways, 1.0)
    cache = (stored * kind.kv_elements * each * repeated + kind.state_bytes) / 1e9
    yield Step(
        label="KV cache of one request at its mean length",
        formula=f"({stored!r} * {kind.kv_elements!r} * {each!r} * {repeated!r} + {kind.state_bytes!r}) / 1e9",
        value=cache, unit="GB",
    )  # fmt: skip
    if cache > 0:
        yield Step(
            label="requests that have room beside the weights", formula=f"({memory!r} - {weights!r}) / {cache!r}",
            value=(memory - weights) / cache, unit="requests",
        )  # fmt: skip
