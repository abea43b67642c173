"""Frontiers and roofs of ranked accelerators, from the very inputs that their ranking was computed from."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from tracker.assemble.serving import Served
from tracker.assemble.whatif import Changed
from tracker.metrics.cost import blended_cost, total_rate
from tracker.metrics.frontier import frontiers
from tracker.metrics.layers import shape
from tracker.metrics.roofline import Roof, roof
from tracker.metrics.serve import Perf


def frontier_points(changed: Changed, wanted: Collection[str]) -> dict[str, list[Perf]]:
    """Slug -> the frontier of each accelerator of `wanted`; parts that overrides touch by the runs moved with them."""
    given, load, model = changed.given, changed.workload, changed.model
    still = [slug for slug in wanted if slug not in changed.touched]
    known = tuple(changed.real.values())
    found = frontiers(load, changed.real_model, known, given.measured, given.stack, changed.same_shape, still)
    if moved := [slug for slug in wanted if slug in changed.touched]:
        found |= frontiers(load, model, given.accelerators, changed.runs, given.stack, changed.same_shape, moved)
    return found


def roofs(changed: Changed, served: Mapping[str, Served], wanted: Collection[str]) -> dict[str, Roof]:
    """Slug -> the roof of each accelerator of `wanted` that has an operating point."""
    kind, found = shape(changed.model), {}
    for slug in wanted:
        one = served.get(slug)
        if one is not None and one.point.perf is not None:
            acc = changed.parts[slug]
            found[slug] = roof(acc, kind, changed.workload, one.point.perf, changed.given.stack, one.point.speed)
    return found


def cost_at(changed: Changed, perf: Perf, usd_per_hour: float, utilisation: float) -> float:
    """USD a million tokens at an operating point, as the ranking has it."""
    return blended_cost(usd_per_hour, total_rate(perf.output_tok_s, changed.workload), utilisation)
