"""Time to first token under load: the request's own prompt, and the prompts and steps that it waits for."""

from __future__ import annotations

import math
from dataclasses import dataclass

from tracker.metrics.serve import Perf
from tracker.metrics.stack import Stack
from tracker.model.errors import UsageError
from tracker.model.performance import Estimate, RankingRow, Workload

ASSUMPTION = "M[X]/D/1: prompts come in bunches at random, each takes one fixed time, one after the other"


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstToken:
    """One request among others, seconds; a closed loop, so that it waits for no place in the batch.

    Prompts are served one after the other, in `service_s` each, by a server that is busy `busy` of its time. They come in
    bunches of `bunch` at random times (M[X]/D/1): the mean wait is service * (busy + bunch - 1) / (2 (1 - busy)). With
    bunches of one that is the M/D/1 queue of Pollaczek and Khinchine.
    """

    alone_s: float
    """Of a request that meets an idle group, KV transfer included."""
    steps_s: float
    """Decode steps that it waits for, tokenising and scheduling."""
    service_s: float
    busy: float
    """Share of the time, below 1."""
    bunch: float
    """Mean number of requests that come at once, 1 or more."""
    spread: tuple[float, float]
    """P10 and P90 of measured over modelled."""

    @property
    def wait_s(self) -> float:
        """Mean time in the queue."""
        return self.service_s * (self.busy + self.bunch - 1.0) / (2.0 * (1.0 - self.busy))

    @property
    def mean_s(self) -> float:
        return self.alone_s + self.steps_s + self.wait_s

    @property
    def estimate(self) -> Estimate:
        """Mean seconds of a run: P50 is the model's, P10 and P90 what measured runs leave open."""
        low, high = self.spread
        return Estimate(p10=self.mean_s * low, p50=self.mean_s, p90=self.mean_s * high, basis="modelled")

    def within(self, share: float) -> float:
        """Seconds within which this share of the requests has its first token, the model taken as true.

        Some do not wait at all; the waits of the others fall off exponentially, as those of such queues do.
        """
        if not 0 <= share < 1:
            raise UsageError(f"share {share} must be 0 or more and below 1")
        waits = 1.0 - (1.0 - self.busy) / self.bunch
        late = 1.0 - share
        wait = self.wait_s / waits * math.log(waits / late) if 0 < late < waits else 0.0
        return self.alone_s + self.steps_s + wait


def first_token(perf: Perf, workload: Workload, stack: Stack, arrivals: float = 1.0) -> FirstToken:
    """The first token at an operating point when a share `arrivals` of the requests that it could serve come.

    Raises UsageError outside 0..1: where more come than are served the queue grows without bound.
    """
    if not 0 <= arrivals <= 1:
        raise UsageError(f"arrivals {arrivals} must be 0 to 1 of what is served")
    if split := perf.split:
        return _queued(perf.ttft_unloaded_s, split.service_s, split.prefill_busy, split.fellows, 0.0, stack, arrivals)
    prompt = perf.fresh_input_s + perf.cached_input_s
    step = perf.output_s * perf.batch / (perf.group * workload.osl)
    busy = prompt / (prompt + perf.output_s)
    return _queued(perf.ttft_unloaded_s, prompt / perf.group, busy, perf.batch, step, stack, arrivals)


def of_row(row: RankingRow, workload: Workload, stack: Stack) -> FirstToken | None:
    """The same from a stored ranking row, whose costs divide the hour between prompt and output.

    None where it has no figure, and for pools, whose idle time the costs hold too.
    """
    if (
        not (row.output_tok_s and row.usd_per_mtok_output and row.n_accelerators and row.batch)
        or row.ttft_unloaded_s is None
    ):
        return None
    if "prefill" in row.layout:
        return None
    held = workload.isl * workload.cached_fraction
    prompt = (row.usd_per_mtok_input or 0.0) * (workload.isl - held) + (row.usd_per_mtok_cached_input or 0.0) * held
    busy = prompt / (prompt + row.usd_per_mtok_output * workload.osl)
    request = workload.osl / row.output_tok_s / row.n_accelerators
    step = (1.0 - busy) * request * row.batch / workload.osl
    return _queued(row.ttft_unloaded_s, busy * request, busy, row.batch, step, stack, 1.0)


def _queued(
    alone: float, service: float, busy: float, others: float, step: float, stack: Stack, arrivals: float
) -> FirstToken:
    return FirstToken(
        alone_s=alone,
        steps_s=stack.request_s + stack.first_steps * step,
        service_s=service,
        busy=arrivals * busy,
        bunch=1.0 + arrivals * stack.bunching * max(others - 1.0, 0.0),
        spread=stack.ttft_spread,
    )
