"""A ranking with inputs of one's own and with what is only announced: computed, never stored."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from tracker.assemble import Inputs, reasons, roadmap, weakest
from tracker.assemble.whatif import WHAT_IF, Changed, carried_over, override_inputs
from tracker.metrics.estimate import PLAIN, Mode, Performance, kind_among
from tracker.model.performance import Accelerator, MeasuredPoint, ModelArch, RankingRow, Workload
from tracker.model.scenario import Announcement, Group, Override


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranked:
    """One row with its group, what was assumed for it, and the place it would have among the current ones."""

    row: RankingRow
    point: Performance
    """What the row's accelerator delivers, without prices."""
    group: Group
    assumed: tuple[str, ...] = ()
    places: tuple[int, int, int] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is asked. `known` are the accelerators that the stored ranking has; `given` may hold more."""

    given: Inputs
    known: frozenset[str]
    workload: Workload
    price_basis: str
    overrides: Sequence[Override] = ()
    announcements: Mapping[str, Announcement]
    """Every product of the roadmap; those that overrides touch are ranked, all of them with `roadmap`."""
    roadmap: bool = False
    mode: Mode = PLAIN
    """How the model is served."""


def answer(asked: Question) -> tuple[list[Ranked], Changed]:
    """Current rows, then announced ones, with the inputs and the workload that they were computed from."""
    changed = override_inputs(asked.given, asked.workload, asked.price_basis, asked.overrides)
    touched = {one.subject for one in asked.overrides}
    shown = {slug for slug in asked.announcements if asked.roadmap or slug in touched}
    chosen = [acc for acc in changed.given.accelerators if acc.slug in asked.known | touched | shown]
    asked_of = [roadmap.as_announced(acc, dict.fromkeys(shown, Announcement())) for acc in chosen]
    points = _points(changed, asked_of, asked.mode)
    by_slug = {one.accelerator.slug: one for one in points}
    current = _rows(changed, asked, [p for p in points if p.accelerator.slug not in shown])
    ahead = _announced(changed, asked, [p for p in points if p.accelerator.slug in shown])
    parts = {acc.slug: acc for acc in chosen}
    vendors = {parts[run.product].vendor for run in asked.given.measured if run.product in parts}
    found = [Ranked(row=_as_told(row, asked), point=by_slug[row.product], group="current") for row in current]
    for row in ahead:
        told = roadmap.assumptions(parts[row.product], row, vendors, asked.given.stack)
        found.append(
            Ranked(row=_as_told(row, asked), point=by_slug[row.product], group="announced",
                   places=roadmap.places(row, current), assumed=tuple(told) if row.usd_per_mtok is not None else ())
        )  # fmt: skip
    return found, changed


def _points(changed: Changed, accelerators: Sequence[Accelerator], mode: Mode) -> list[Performance]:
    """What each accelerator delivers; touched ones by what the overrides change, so that nothing else moves them."""
    from tracker.metrics.ranking import operating_points

    stack, real_runs = changed.given.stack, changed.given.measured

    def delivered(
        model: ModelArch, parts: Sequence[Accelerator], runs: Sequence[MeasuredPoint], mode: Mode
    ) -> dict[str, Performance]:
        found = operating_points(changed.workload, model, parts, runs, stack, changed.same_shape, mode)
        return {one.accelerator.slug: one for one in found}

    if not changed.touched:
        return list(delivered(changed.model, accelerators, real_runs, mode).values())
    # As they are known, whole kinds: siblings vouch for each other, so that fewer would give other figures. Those that are
    # touched, and of whose kind nothing is measured, are asked for as overridden alone.
    known = [replace(changed.real[acc.slug], announced_only=acc.announced_only) for acc in accelerators]
    ran = {run.product for run in real_runs}
    kinds = {kind_among(acc) for acc in known if acc.slug not in changed.touched or acc.slug in ran}
    real = delivered(changed.real_model, [acc for acc in known if kind_among(acc) in kinds], real_runs, mode)
    moved = delivered(changed.model, accelerators, changed.runs, replace(mode, runs_vouch_only=True))
    measured = {slug for slug, one in real.items() if one.estimate and one.estimate.basis == "measured"}
    return [
        carried_over(real[slug], moved[slug], changed.workload, stack)
        if slug in measured & changed.touched
        else moved[slug]
        if slug in changed.touched
        else real[slug]
        for slug in (acc.slug for acc in accelerators)
    ]


def _rows(changed: Changed, asked: Question, points: Sequence[Performance]) -> list[RankingRow]:
    from tracker.metrics.ranking import price_rows

    return price_rows(changed.workload, points, changed.given.offers, asked.price_basis, changed.given.stack)


def _announced(changed: Changed, asked: Question, points: Sequence[Performance]) -> list[RankingRow]:
    """Announced products ranked among themselves; where nobody has a price, at an assumed one."""
    from tracker.metrics.ranking import price_rows, rank

    basis, stack = asked.price_basis, changed.given.stack
    had = [acc for acc in asked.given.accelerators if acc.slug not in asked.announcements]
    line = roadmap.price_line(had, asked.given.offers, basis)
    priced = {offer.product for _, offer in changed.given.offers if offer.term == basis and offer.quality == "ok"}
    assumed = {
        one.accelerator.slug: roadmap.assumed_offer(one.accelerator, line, basis)
        for one in points
        if line and one.perf and one.accelerator.slug not in priced
    }
    offers = [*changed.given.offers, *assumed.values()]
    rows = []
    for one, row in zip(
        points, _in_order(points, price_rows(changed.workload, points, offers, basis, stack)), strict=True
    ):
        if row.usd_per_mtok is None:
            why = reasons.unknown(one.accelerator) or row.reason
            none = "no price, and too few accelerators have one at this price basis to assume one"
            rows.append(replace(row, announced_only=True, reason=none if why == "no price" else why))
            continue
        if line and one.accelerator.slug in assumed:
            row = roadmap.with_price_doubt(row, line.price(one.accelerator.memory_bytes_per_s)[1])
        rows.append(replace(row, announced_only=True, basis=roadmap.BASIS))
    return rank(rows)


def _in_order(points: Sequence[Performance], rows: Sequence[RankingRow]) -> list[RankingRow]:
    by_slug = {row.product: row for row in rows}
    return [by_slug[one.accelerator.slug] for one in points]


def _as_told(row: RankingRow, asked: Question) -> RankingRow:
    """With the weakest tier; a price that no list has is no offer."""
    row = replace(row, weakest_tier=weakest(row, asked.given.tiers))
    invented = row.offer is not None and row.offer.startswith((WHAT_IF, roadmap.ASSUMED))
    return replace(row, offer=None) if invented else row
