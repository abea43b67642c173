"""An operating point taken apart: bytes, operations and latencies of a step and of a prompt, and the loop that they make."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from tracker.metrics.decode import Step as Times
from tracker.metrics.decode import decode_step, fixed_time, volume_time
from tracker.metrics.estimate import Mode, Performance
from tracker.metrics.hardware import Chip, chip
from tracker.metrics.layers import Floats, Shape, shape
from tracker.metrics.load import Load, layout_name
from tracker.metrics.prefill import Prefill, prefill
from tracker.metrics.serve import Perf
from tracker.metrics.stack import Stack
from tracker.model.performance import ModelArch, Workload
from tracker.model.shown import Step
from tracker.model.words import Precision

_STEP, _PROMPT = "s a step", "s a prompt"


@dataclass(frozen=True)
class Terms:
    """The terms of a point that the model has: no run's own, and no pools. Each step computes to its value."""

    point: Performance
    perf: Perf
    kind: Shape
    workload: Workload
    stack: Stack
    mode: Mode

    @property
    def spread(self) -> bool:
        return self.perf.group > 1 and self.perf.layout == layout_name(self.perf.group, True)

    @property
    def width(self) -> float:
        """Tokens of each sequence that a step computes."""
        return self.mode.speculation.width if self.mode.speculation else 1.0

    @cached_property
    def engine(self) -> Chip:
        precision: Precision = self.perf.precision  # type: ignore[assignment]
        return chip(self.point.accelerator, precision, self.stack)

    @cached_property
    def load(self) -> Load:
        import numpy as np

        load = self.workload
        one = np.ones(1)
        return Load(
            batch=one * self.perf.batch, group=one * self.perf.group, spread=np.array([self.spread]), isl=one * load.isl,
            osl=one * load.osl, cached=one * load.cached_fraction, width=self.width,
        )  # fmt: skip

    @cached_property
    def times(self) -> Times:
        return decode_step(self.engine, self.kind, self.load, self.stack)

    @cached_property
    def prompt(self) -> Prefill:
        return prefill(self.engine, self.kind, self.load, self.stack)

    @cached_property
    def step_s(self) -> float:
        """Seconds that the batch takes for one token of each of its sequences."""
        total, drafts = _one(self.times.total), self.mode.speculation
        return total if drafts is None else (total + self.drafting_s) / drafts.tokens

    @cached_property
    def drafting_s(self) -> float:
        drafts = self.mode.speculation
        if drafts is None:
            return 0.0
        plain = decode_step(self.engine, self.kind, replace(self.load, width=1.0), self.stack)
        return drafts.draft_tokens * drafts.draft_cost * _one(plain.total)

    @property
    def tokens(self) -> float:
        """Tokens of the whole group that a step computes."""
        return self.perf.batch * self.width

    @property
    def own(self) -> float:
        """Sequences of one accelerator where attention is data parallel."""
        return max(self.perf.batch / self.perf.group, 1.0)

    def decode(self) -> Iterator[Step]:
        """The terms of a decode step, and the step."""
        yield from self._weights()
        yield self._attention()
        yield self._link()
        yield self._overhead()
        compute, weights = _one(self.times.compute), _one(self.times.weights)
        parts = [f"{max(compute, weights)!r}", f"{self.stack.overlap_loss!r} * {min(compute, weights)!r}"]
        parts += [repr(_one(x)) for x in (self.times.attention, self.times.link, self.times.overhead)]
        yield Step(
            label=f"decode step: the longer of weights and arithmetic, {self.stack.overlap_loss:.0%} of the other, and the rest",
            formula=" + ".join(parts), value=_one(self.times.total), unit=_STEP,
        )  # fmt: skip
        if drafts := self.mode.speculation:
            yield Step(
                label="a token of each sequence: one checking step with its drafts over the tokens that it brings",
                formula=f"({_one(self.times.total)!r} + {self.drafting_s!r}) / {drafts.tokens!r}", value=self.step_s, unit=_STEP,
            )  # fmt: skip

    def _weights(self) -> Iterator[Step]:
        kind, group, engine = self.kind, self.perf.group, self.engine
        shared = f"{kind.shared_params!r}" if self.spread else f"{kind.shared_params!r} / {group}"
        routed = ""
        if kind.expert_share:
            touched = f"(1.0 - (1.0 - {kind.expert_share!r})**{self.tokens!r})"
            routed = f"{kind.routed_params!r} * {touched} / {group} + "
        size = _one(self.times.weights) * float(engine.read)
        yield Step(
            label="weights that one accelerator reads in a decode step" + (", of experts those touched" if routed else ""),
            formula=f"({routed}{shared}) * {engine.weight_bytes!r}", value=size, unit="B",
        )  # fmt: skip
        yield Step(
            label=f"reading them, {self._share(engine.read, engine.bandwidth)} of the data sheet's bandwidth",
            formula=f"{size!r} / {self._rate(engine.read, engine.bandwidth)}", value=_one(self.times.weights), unit=_STEP,
            inputs=self._claims("memory_bytes_per_s"),
        )  # fmt: skip
        tokens = self.own * self.width if self.spread else self.tokens
        flop = f"2.0 * ({shared} * {tokens!r} + {kind.routed_active!r} * {self.tokens!r} / {group})"
        yield Step(
            label=f"its arithmetic in {self.perf.precision}, {self._share(engine.decode_flops, engine.flops)} of the peak",
            formula=f"{flop} / {self._rate(engine.decode_flops, engine.flops)}", value=_one(self.times.compute), unit=_STEP,
            inputs=self._claims(f"flops.{self.perf.precision}", "flops.bf16"),
        )  # fmt: skip

    def _attention(self) -> Step:
        kind, engine, perf = self.kind, self.engine, self.perf
        context = _one(kind.read(self.load.context))
        sequences = self.own if self.spread else perf.batch / min(perf.group, kind.kv_ways)
        mine = self.own if self.spread else perf.batch / perf.group
        size = sequences * context * kind.kv_elements * float(engine.kv_bytes) + mine * kind.state_bytes * 2.0
        reading = size / float(engine.read)
        if reading >= _one(self.times.attention) * (1 - 1e-12):
            cache = f"{sequences!r} * {context!r} * {kind.kv_elements!r} * {engine.kv_bytes!r}"
            state = f" + {mine!r} * {kind.state_bytes!r} * 2.0" if kind.state_bytes else ""
            formula = f"({cache}{state}) / {float(engine.read)!r}"
            label = "attention: reading the KV cache of the sequences of one accelerator"
            label += ", and reading and writing the state of its linear layers" if state else ""
        else:
            formula = (
                f"{mine!r} * {self.width!r} * {context!r} * {kind.decode_attention!r} / {engine.decode_attention!r}"
            )
            label = "attention: computing with the KV cache takes longer than reading it"
        return Step(label=label, formula=formula, value=_one(self.times.attention), unit=_STEP)

    def _link(self) -> Step:
        kind, engine, n = self.kind, self.engine, self.perf.group
        if self.spread:
            busiest, members = min(max(self.tokens / n, 1.0), self.tokens), min(n, max(kind.experts_active, 1))
            sent = f"{kind.moe_layers} * {busiest!r} * {members} * {kind.hidden} * 3.0 * ({n} - 1.0) / {n}"
            label = "tokens to their experts and back over the scale-up fabric"
        else:
            sent = f"2.0 * {kind.layers} * 2.0 * ({n} - 1.0) / {n} * {self.tokens!r} * {kind.hidden} * 2.0"
            label = "two all-reduces a layer over the scale-up fabric"
        rate = f"{float(engine.link)!r}"
        claims = self._claims("link_bytes_per_s") if n > 1 else ()
        return Step(label=label, formula=f"{sent} / {rate}", value=_one(self.times.link), unit=_STEP, inputs=claims)

    def _overhead(self) -> Step:
        return Step(
            label="launches, scheduling, sampling and the latency of collectives",
            formula=f"{self._fixed()} + {self.stack.sequence_s!r} * {self.perf.batch} * {self.engine.overhead!r}",
            value=_one(self.times.overhead), unit=_STEP,
        )  # fmt: skip

    def _fixed(self) -> str:
        kind, stack = self.kind, self.stack
        hops = f"2.0 * {kind.moe_layers if self.spread else kind.layers} * {math.log2(self.perf.group)!r} * {stack.hop_s!r}"
        return f"({kind.layers} * {stack.layer_s!r} + {stack.step_s!r} + {hops}) * {self.engine.overhead!r}"

    def prefill(self) -> Iterator[Step]:
        """One prompt in its group."""
        kind, engine, load, group = self.kind, self.engine, self.workload, self.perf.group
        fresh, held = load.isl * (1.0 - load.cached_fraction), load.isl * load.cached_fraction
        seen = _one(kind.read(self.load.isl * 0.0 + held + fresh / 2))
        products = f"2.0 * {kind.active_params!r} * {fresh!r} / {float(engine.prefill_flops)!r}"
        attention = f"{kind.prefill_attention!r} * {fresh!r} * {seen!r} / {float(engine.prefill_attention)!r}"
        volume = _one(volume_time(engine, kind, self.load, self.load.isl * (1.0 - self.load.cached)))
        fixed = _one(fixed_time(engine, kind, self.load, self.stack))
        passes = f"{fresh!r} / {self.stack.prefill_chunk} * {fixed!r}"
        reload = _one(self.prompt.reload)
        yield Step(
            label=f"a prompt: arithmetic at {self._share(engine.prefill_flops, engine.flops)} of the peak, attention, fabric, "
            f"launches{' and the reading of what is cached' if held else ''}",
            formula=f"({products} + {attention}) / {group} + {volume!r} + {passes} + {reload!r}",
            value=_one(self.prompt.total), unit=_PROMPT,
            inputs=self._claims(f"flops.{self.perf.precision}", "flops.bf16"),
        )  # fmt: skip

    @property
    def output(self) -> str:
        """Output tokens/s of one accelerator: b * osl tokens every b prompts and osl steps."""
        cycle = f"({self.perf.batch} * {_one(self.prompt.total)!r} + {self.workload.osl} * {self.step_s!r})"
        return f"{self.perf.batch} * {self.workload.osl} / {cycle} / {self.perf.group} * {self.point.speed!r}"

    @property
    def user(self) -> str:
        """Tokens/s of a user, whose steps the others' prompts interrupt."""
        cycle = f"(({self.perf.batch} - 1.0) * {_one(self.prompt.total)!r} + {self.workload.osl} * {self.step_s!r})"
        return f"{self.workload.osl} / {cycle} * {self.point.speed!r}"

    def _claims(self, *names: str) -> tuple[str, ...]:
        known = self.point.accelerator.claims
        return tuple(dict.fromkeys(known[name] for name in names if name in known))

    @staticmethod
    def _share(rate: float | Floats, sheet: float | Floats) -> str:
        return f"{float(rate) / float(sheet):.0%}"

    @staticmethod
    def _rate(rate: float | Floats, sheet: float | Floats) -> str:
        return f"({float(sheet)!r} * {float(rate) / float(sheet)!r})"


def terms_of(point: Performance, model: ModelArch, workload: Workload, stack: Stack, mode: Mode) -> Terms | None:
    """None for pools, whose pieces are told apart, and for a run's own figures, which are no model's."""
    perf = point.perf
    if perf is None or perf.split or perf.layout.endswith("as measured"):
        return None
    return Terms(point=point, perf=perf, kind=shape(model), workload=workload, stack=stack, mode=mode)


def _one(values: Floats) -> float:
    """The only element, whatever the shape."""
    import numpy as np

    return float(np.asarray(values, dtype=np.float64).reshape(-1)[0])
