"""Prefill and decode on accelerators of their own: two pools, their ratio, and the KV cache sent from one to the other."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache

from tracker.metrics.ceiling import headroom
from tracker.metrics.layers import Floats, Shape
from tracker.metrics.load import layout_name
from tracker.metrics.serve import DOES_NOT_FIT, FLOOR_UNREACHABLE, Perf, Split, largest
from tracker.metrics.stack import Stack
from tracker.metrics.sweep import Sweep, speed_at
from tracker.model.errors import UsageError

_MOST_GROUPS = 32
"""Groups of one pool that a ratio is looked for among."""
_NEAR = 0.99
"""The smallest deployment within a per cent of the best is taken: a better ratio is not worth twice the accelerators."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pools:
    """Accelerators for prefill to accelerators for decode, as in 1 : 3. 0 : 0 leaves the ratio to the optimiser.

    Raises UsageError where only one of them is given, or one is below 0.
    """

    prefill: int = 0
    decode: int = 0

    def __post_init__(self) -> None:
        if min(self.prefill, self.decode) < 0 or (self.prefill == 0) != (self.decode == 0):
            raise UsageError(
                f"pools of {self.prefill}:{self.decode}: both must be above 0, or both 0 to have them chosen"
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class PooledSweep:
    """The operating points of a sweep, its prompts and its output each on a pool of groups of their own.

    A pool's layout is the one with most requests per accelerator; the decode pool's steps are interrupted by nobody. The
    prefill pool works at most `stack.prefill_busy` of its time, and what it sends passes `stack.transfer_bytes_per_s`.
    """

    sweep: Sweep
    pools: Pools
    stack: Stack
    kv_bytes: float
    """Of one prompt, cached part included: all of it crosses."""
    prefill_rates: Floats
    """Requests/s that one accelerator prefills when it is never idle; -1 where a layout does not fit."""
    decode_rates: Floats
    """The same of decode, at each batch."""
    needs: Floats
    """How many times as fast as modelled the decode steps must be for the floor."""

    @property
    def headroom(self) -> Floats:
        """As of a sweep: of the decode steps, which nothing interrupts, and of the prefill pool that goes with them."""
        import numpy as np

        cycle, row, chip = self.sweep.cycle, self.sweep.row, self.sweep.chip
        at, total = int(self.prefill_rates.argmax()), cycle.step.total[row]
        prompts = cycle.prefill.flop[row, at] / (chip.flops * cycle.prefill.total[row, at])
        flop = np.maximum(cycle.step.flop[row] / (chip.flops * total), prompts)
        return headroom(flop, cycle.step.moved[row] / (chip.bandwidth * total))

    def best(self, speed: float | Floats = 1.0) -> Perf | str:
        """Most output tokens/s over the accelerators of both pools, or the reason why there is none.

        `speed` is as for a sweep; both pools run at that of the decode point.
        """
        found = self._best(speed)
        return found if isinstance(found, str) else self._perf(*found, speed_at(speed, found[1]))

    def rate(self, speed: float | Floats = 1.0) -> float | str:
        """Output tokens/s of one accelerator at the best point, without the rest of it."""
        found = self._best(speed)
        if isinstance(found, str):
            return found
        at_prefill, at_decode, count = found
        rate = self._requests(at_prefill, at_decode, count, speed_at(speed, at_decode))
        return rate * self.sweep.workload.osl / self._size(*found)

    def at(self, speed: float | Floats = 1.0) -> int | str:
        """Which operating point the decode pool runs at."""
        found = self._best(speed)
        return found if isinstance(found, str) else found[1]

    def _best(self, speed: float | Floats) -> tuple[int, int, tuple[int, int]] | str:
        import numpy as np

        at_prefill = int(self.prefill_rates.argmax())
        if self.prefill_rates[at_prefill] <= 0 or not (self.decode_rates > 0).any():
            return DOES_NOT_FIT
        decode = np.where(self.needs <= speed, self.decode_rates * speed, -1.0)
        at_decode = int(decode.argmax())
        if decode[at_decode] <= 0:
            return FLOOR_UNREACHABLE
        return at_prefill, at_decode, self._count(at_prefill, at_decode, speed_at(speed, at_decode))

    def _group(self, at: int) -> int:
        return int(self.sweep.asked.group[at])

    def _size(self, at_prefill: int, at_decode: int, count: tuple[int, int]) -> int:
        return count[0] * self._group(at_prefill) + count[1] * self._group(at_decode)

    def _count(self, at_prefill: int, at_decode: int, speed: float) -> tuple[int, int]:
        """Groups of either pool: as the given ratio says, else the least that are nearly the best."""
        import numpy as np

        prefill, decode = self._group(at_prefill), self._group(at_decode)
        if self.pools.prefill:
            groups = self.pools.prefill * decode, self.pools.decode * prefill
            whole = math.gcd(*groups)
            return groups[0] // whole, groups[1] // whole
        first, second = _counts()
        size = first * prefill + second * decode
        rate = self._limits(at_prefill, at_decode, first, second, speed).min(axis=0) / size
        fair = np.where(rate >= _NEAR * rate.max(), size, np.inf)
        at = int(fair.argmin())
        return int(first[at]), int(second[at])

    def _limits(self, at_prefill: int, at_decode: int, first: Floats, second: Floats, speed: float) -> Floats:
        """Requests/s that `first` groups of prefill, their links and `second` groups of decode bear; three rows."""
        import numpy as np

        prefill, decode = first * self._group(at_prefill), second * self._group(at_decode)
        return np.stack(
            (
                self.stack.prefill_busy * prefill * self.prefill_rates[at_prefill] * speed,
                np.minimum(prefill, decode) * self.stack.transfer_bytes_per_s / self.kv_bytes,
                decode * self.decode_rates[at_decode] * speed,
            )
        )

    def _requests(self, at_prefill: int, at_decode: int, count: tuple[int, int], speed: float) -> float:
        import numpy as np

        first, second = (np.array([float(n)]) for n in count)
        return float(self._limits(at_prefill, at_decode, first, second, speed).min())

    def _perf(self, at_prefill: int, at_decode: int, count: tuple[int, int], speed: float) -> Perf:
        one = self.sweep
        requests = self._requests(at_prefill, at_decode, count, speed)
        split = self._split(at_prefill, at_decode, count, speed, requests)
        size, osl = split.prefill + split.decode, one.workload.osl
        of_prefill, of_decode = one.perf(at_prefill, speed), one.perf(at_decode, speed)
        fresh = of_prefill.fresh_input_s / (of_prefill.fresh_input_s + of_prefill.cached_input_s)
        cycle, p, d = one.cycle, (one.row, at_prefill), (one.row, at_decode)
        tpot = float(cycle.step.total[d]) / speed
        ways = self._group(at_decode) / float(cycle.batch[d])
        flop = self._group(at_prefill) * float(cycle.prefill.flop[p]) + osl * ways * float(cycle.step.flop[d])
        moved = osl * ways * float(cycle.step.moved[d])
        return Perf(
            group=size,
            layout=f"{split.prefill_layout} prefill, {split.decode_layout} decode",
            precision=one.chip.precision,
            batch=of_decode.batch,
            output_tok_s=requests * osl / size,
            tok_s_user=1.0 / tpot,
            tpot_s=tpot,
            ttft_unloaded_s=of_prefill.ttft_unloaded_s + split.transfer_s,
            mfu=float(requests * flop / (size * one.chip.flops)),
            mbu=float(requests * moved / (size * one.chip.bandwidth)),
            bound=largest(cycle, d, 0.0, float(osl)) if split.bound == "decode" else split.bound,
            fresh_input_s=split.prefill / requests * fresh,
            cached_input_s=split.prefill / requests * (1.0 - fresh),
            output_s=split.decode / requests,
            split=split,
        )

    def _split(self, at_prefill: int, at_decode: int, count: tuple[int, int], speed: float, requests: float) -> Split:
        prefill, decode = count[0] * self._group(at_prefill), count[1] * self._group(at_decode)
        busy = requests / (prefill * float(self.prefill_rates[at_prefill]) * speed)
        working = requests / (decode * float(self.decode_rates[at_decode]) * speed)
        links = min(self._group(at_prefill), self._group(at_decode))
        names = [layout_name(self._group(at), bool(self.sweep.asked.spread[at])) for at in (at_prefill, at_decode)]
        limits = {"decode": working, "prefill": busy / self.stack.prefill_busy}
        return Split(
            prefill=prefill,
            decode=decode,
            prefill_layout=f"{count[0]} x {names[0]}",
            decode_layout=f"{count[1]} x {names[1]}",
            prefill_busy=busy,
            decode_busy=working,
            service_s=float(self.sweep.cycle.prefill.total[self.sweep.row, at_prefill]) / speed,
            decode_group=self._group(at_decode),
            fellows=float(self.sweep.cycle.batch[self.sweep.row, at_decode]) / count[0],
            kv_bytes=self.kv_bytes,
            links=links,
            transfer_s=self.kv_bytes / (self.stack.transfer_bytes_per_s * links),
            bound=next((name for name, share in limits.items() if share > 1.0 - 1e-9), "link"),
        )


def pooled(sweep: Sweep, shape: Shape, pools: Pools, stack: Stack) -> PooledSweep:
    """The sweep's accelerator with its prompts and its output in pools of their own."""
    import numpy as np

    cycle, row, group = sweep.cycle, sweep.row, sweep.asked.group
    workload = sweep.workload
    step, prompt = cycle.step.total[row], cycle.prefill.total[row]
    fits = cycle.fits[row] >= sweep.asked.batch
    isl = np.array([float(workload.isl)])
    return PooledSweep(
        sweep=sweep,
        pools=pools,
        stack=stack,
        kv_bytes=max(
            float(shape.stored(isl)[0]) * shape.kv_elements * float(sweep.chip.kv_bytes) + shape.state_bytes, 1.0
        ),
        prefill_rates=np.where(cycle.fits[row] >= 1, 1.0 / (group * prompt), -1.0),
        decode_rates=np.where(fits, sweep.asked.batch / (workload.osl * step * group), -1.0),
        needs=np.where(fits, step * workload.floor_tok_s_user, np.inf),
    )


@lru_cache(maxsize=1)
def _counts() -> tuple[Floats, Floats]:
    """All pairs of numbers of groups."""
    import numpy as np

    one = np.arange(1.0, _MOST_GROUPS + 1)
    return np.repeat(one, _MOST_GROUPS), np.tile(one, _MOST_GROUPS)
