"""Where a figure comes from that was computed with inputs of one's own or from announced claims."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from tracker.model.errors import UsageError
from tracker.model.scenario import ScenarioRow
from tracker.model.shown import Explanation, Step
from tracker.store import read_facts
from tracker.units import digits
from tracker.views.explain_market import best, by_weight, price_lines, title, why_none
from tracker.views.proofs import claim_proof, claim_text
from tracker.views.scenario import Asked, Computed, Prepared, scenario_row
from tracker.views.session import Session
from tracker.views.why_cost import why_lines

if TYPE_CHECKING:
    from tracker.assemble.serving import Served
    from tracker.metrics.cost import Ownership


def explain_scenario(session: Session, ranking_id: str, asked: Asked, ready: Prepared | None = None) -> Explanation:
    """A ranking row as it is under `asked`; `ready` is what was read before. Raises UsageError where the id is of no such row."""
    from tracker.assemble import explain_row

    found = scenario_row(session, ranking_id, asked, ready)
    if found is None:
        raise UsageError(
            f"{ranking_id!r} is no whole id of a row of this ranking; ids stand in the last column of `tracker rank`"
        )
    row, made = found
    served = _with_fastest(row, made)
    ids = {name: value for name, value in json.loads(row.inputs).items() if value[1:2] == "-"}
    claims = [read_facts.claim(session, i) for i in ids.values() if i.startswith("c-")]
    replaced = [read_facts.claim(session, o.old_id) for o in row.overrides if o.old_id.startswith("c-")]
    return Explanation(
        id=ranking_id,
        kind=_kind(row, asked),
        title=title(row),
        lines=(
            *why_lines(row, [r for r in made.scenario.rows if r.group == "current"]),
            *_lines(session, row),
            *_first_token(row, served),
        ),
        proofs=tuple(
            replace(claim_proof(session, c), states=f"{c.label} {claim_text(c)}") for c in claims if c is not None
        ),
        steps=_steps(explain_row(row, made.load, served), made.owned.get(row.product_slug)),
        others=tuple(claim_proof(session, c) for c in replaced if c is not None),
    )


def _with_fastest(row: ScenarioRow, made: Computed) -> Served | None:
    """What lies behind the row; of one that serves nobody quickly enough also how quickly it could."""
    served = made.served.get(row.product_slug)
    if served is None or served.point.perf is not None or not served.mode.plain:
        return served
    from tracker.assemble.curves import frontier_points

    front = frontier_points(made.changed, [row.product_slug]).get(row.product_slug, ())
    return replace(served, fastest=next(iter(front), None))


def _steps(steps: Sequence[Step], own: Ownership | None) -> tuple[Step, ...]:
    """With the hour of owned hardware taken apart before its price."""
    ordered = by_weight(steps)
    if own is None or not any(step.unit == "USD/h" for step in ordered):
        return ordered
    from tracker.assemble.owning import owning_steps

    at = next(i for i, step in enumerate(ordered) if step.unit == "USD/h")
    return (*ordered[:at], *owning_steps(own), *ordered[at:])


def _kind(row: ScenarioRow, asked: Asked) -> str:
    """A time to first token is shown beside a row that is what it is without."""
    if row.group == "announced":
        return "ranking row, announced"
    return "ranking row" if asked == Asked(ttft=True) else "ranking row, what-if"


def _first_token(row: ScenarioRow, served: Served | None) -> Iterator[tuple[str, str]]:
    if row.ttft_s is None or served is None or served.point.first is None:
        return
    span = f"{digits(row.ttft_s_p10 or 0.0)}-{digits(row.ttft_s_p90 or 0.0)}"
    yield "first token", f"{digits(row.ttft_s)} s ({span}), {row.ttft_note}"
    within = served.point.first.within(0.9)
    yield "nine of ten", f"requests have it within {digits(within)} s, the model taken as true"


def _lines(session: Session, row: ScenarioRow) -> Iterator[tuple[str, str]]:
    if row.usd_per_mtok is None:
        yield "reason", why_none(session, row)
    yield "computed", f"{row.computed_at}, by version {row.metrics_version} of the model; nothing is stored"
    yield from (("what-if", str(one)) for one in row.overrides)
    released = next((o.new for o in row.overrides if o.field == "weights_precision"), row.precision)
    if row.precision and row.precision != released:
        yield "no effect", f"of weights released in {released}: served in {row.precision} here, the fastest that it has"
    if row.group == "announced":
        yield "announced", row.announced or "day not stated"
        yield "expected", row.expected or "not stated"
        yield from (("assumed", text) for text in row.assumed.split("; ") if text)
    if row.usd_per_mtok is None:
        return
    yield (
        "basis",
        row.basis
        + (": announced claims alone; nothing here says that anyone has it" if row.group == "announced" else ""),
    )
    if row.place is not None:
        yield "among current", f"would be number {row.place}, anything from {row.place_from} to {row.place_to}"
    from tracker.assemble.owning import left_out

    told = json.loads(row.inputs).get("usd_per_hour", "")
    yield from price_lines(session, row)
    if note := left_out(row.overrides):
        yield "left out", note
    yield "weakest input", f"a claim of tier {row.weakest_tier}" if row.weakest_tier else "no claim"
    doubt = (
        "of speed and assumed price" if told.startswith("assumed") else "of the speed alone: prices are taken as told"
    )
    yield "interval", doubt
    yield "cheapest", best(row) + (", among the announced" if row.group == "announced" else "")
    if anchor := json.loads(row.inputs).get("anchor"):
        yield "anchor", anchor
