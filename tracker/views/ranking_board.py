"""All that the screen of rankings shows of one setting: rows, what differs, how ranks moved, frontiers, roofs and margins."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from tracker.model.margin import Margin
from tracker.model.market import CostRow, WorkloadRow
from tracker.model.ranking_screen import Curve, CurvePoint, Move, RoofLine, RoofMark
from tracker.model.scenario import Override, ScenarioRow
from tracker.views.knobs import Choices, Setting, choices, told
from tracker.views.margin import margins, margins_under
from tracker.views.moves import moves
from tracker.views.rankings import price_bases, rankings
from tracker.views.scenario import Computed, Prepared, computed, prepare, with_roadmap
from tracker.views.session import Session

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_BEST = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """`rows`: ranked ones, then announced ones with a figure, then those without a figure and why."""

    setting: Setting
    given: Choices
    load: WorkloadRow
    """The workload with everything that is asked otherwise in it."""
    bases: Sequence[str]
    """Price bases at which something ranks."""
    stored: Sequence[CostRow]
    """The ranking without anything asked otherwise."""
    rows: Sequence[CostRow]
    told: Sequence[tuple[str, str]]
    """What differs from the stored ranking, and what stands there."""
    idle: Sequence[Override]
    """What is asked and changes nothing."""
    moves: Mapping[str, Move]
    """Where something is asked otherwise: against the stored ranking. Else empty until a week ago has been computed."""
    ready: Prepared | None = None
    behind: Computed | None = None


def board(
    session: Session, wanted: Setting, ready: Prepared | None = None, before: Board | None = None
) -> Board | None:
    """The setting, with the first workload and the first price basis where its own are none; None without any workload.

    Nothing that is asked otherwise is stored; `ready` is what `prepare` read before, and `before` another board of the same
    database, of which is kept what does not depend on the setting. Raises UsageError as `scenario` does.
    """
    given = before.given if before else choices(session)
    if not given.workloads:
        return None
    slug = next((w.workload for w in given.workloads if w.workload == wanted.workload), given.workloads[0].workload)
    alike = before if before and before.setting.workload == slug else None
    bases = alike.bases if alike else price_bases(session, slug)
    basis = wanted.basis or (bases[0] if bases else "on_demand")
    setting = replace(wanted, workload=slug, basis=basis)
    stored = alike.stored if alike and alike.setting.basis == basis else rankings(session, slug, basis)
    if not setting.asked:
        return Board(
            setting=setting, given=given, load=given.workload(slug), bases=bases, stored=stored, rows=stored, told=(), idle=(),
            moves={}, ready=ready,
        )  # fmt: skip
    ready = ready or prepare(session, ahead=False)
    if setting.asked.roadmap:
        ready = with_roadmap(session, ready)
    made = computed(session, slug, basis, setting.asked, ready)
    rows = made.scenario.rows
    inside: dict[str, Any] = dict(made.scenario.load)
    if made.load.model != given.workload(slug).model_slug:
        inside |= {"model_slug": made.load.model, "model": given.model_name(made.load.model)}
    moved = moves([r for r in rows if r.group == "current"], stored) if setting.what_if else {}
    return Board(
        setting=setting, given=given, load=replace(given.workload(slug), **inside), bases=bases, stored=stored,
        rows=_in_order(rows), told=told(given, setting), idle=[o for o in made.scenario.overrides if o.no_effect],
        moves=moved, ready=ready, behind=made,
    )  # fmt: skip


def _in_order(rows: Sequence[ScenarioRow]) -> list[ScenarioRow]:
    return sorted(rows, key=lambda row: (row.usd_per_mtok is None, row.group != "current", row.reason))


def with_behind(session: Session, found: Board) -> Board:
    """With what the rows were computed from, for frontiers and roofs; the stored ranking is computed again for them."""
    if found.behind is not None:
        return found
    ready = found.ready or prepare(session, ahead=False)
    made = computed(session, found.setting.workload, found.setting.basis, found.setting.asked, ready)
    return replace(found, ready=ready, behind=made)


def curves(session: Session, found: Board) -> list[Curve]:
    """The frontier of every accelerator with a figure, in the order of the rows."""
    from tracker.assemble.curves import cost_at, frontier_points

    made = with_behind(session, found).behind
    assert made is not None
    rows = {row.product_slug: row for row in found.rows if row.usd_per_mtok is not None}
    perfs = frontier_points(made.changed, list(rows))
    drawn = []
    for slug, row in rows.items():
        hour, busy = row.usd_per_hour or 0.0, row.utilisation or 1.0
        points = [
            CurvePoint(p.tok_s_user, p.output_tok_s, cost_at(made.changed, p, hour, busy), p.batch, p.layout)
            for p in perfs.get(slug, ())
        ]
        drawn.append(
            Curve(product_slug=slug, letter="", name=row.accelerator, points=points, at=_at(row), basis=row.basis)
        )
    return drawn


def _at(row: CostRow) -> CurvePoint | None:
    if row.tok_s_user is None or row.output_tok_s is None or row.usd_per_mtok is None:
        return None
    return CurvePoint(row.tok_s_user, row.output_tok_s, row.usd_per_mtok, row.batch or 0, row.layout)


def compared(every: Sequence[Curve], wanted: Sequence[str]) -> list[Curve]:
    """Those `wanted` (slugs) in this order, lettered, with the points marked that none of the others beats."""
    by_slug = {curve.product_slug: curve for curve in every if curve.points}
    found = [by_slug[slug] for slug in wanted if slug in by_slug][: len(LETTERS)]
    points = [point for curve in found for point in curve.points]
    best = _unbeaten(points, lambda p: -p.output_tok_s)
    cheapest = _unbeaten(points, lambda p: p.usd_per_mtok)
    return [
        replace(
            curve, letter=letter,
            points=[replace(p, best=id(p) in best, cheapest=id(p) in cheapest) for p in curve.points],
        )
        for letter, curve in zip(LETTERS, found, strict=False)
    ]  # fmt: skip


def _unbeaten(points: Sequence[CurvePoint], badness: Callable[[CurvePoint], float]) -> set[int]:
    """The points that are better than all that are at least as fast."""
    kept, least = set(), float("inf")
    for point in sorted(points, key=lambda p: (-p.tok_s_user, badness(p))):
        if badness(point) < least:
            least = badness(point)
            kept.add(id(point))
    return kept


def roof_lines(session: Session, found: Board) -> list[RoofLine]:
    """The roof of every accelerator with a figure, with the workload's prompts and decode steps under it."""
    from tracker.assemble.curves import roofs

    made = with_behind(session, found).behind
    assert made is not None
    rows = {row.product_slug: row for row in found.rows if row.usd_per_mtok is not None}
    drawn = []
    for slug, one in roofs(made.changed, made.served, list(rows)).items():
        marks = [
            RoofMark(p.phase, p.batch, p.flop_per_byte, p.flop_s,
                     p.flop_s / min(one.flop_s, one.byte_s * p.flop_per_byte))
            for p in one.points
        ]  # fmt: skip
        drawn.append(
            RoofLine(product_slug=slug, letter="", name=rows[slug].accelerator, precision=one.precision, flop_s=one.flop_s,
                     byte_s=one.byte_s, ridge=one.ridge, marks=marks)
        )  # fmt: skip
    return drawn


def lettered(every: Sequence[RoofLine], wanted: Sequence[str]) -> list[RoofLine]:
    """Those `wanted` (slugs) in this order."""
    by_slug = {one.product_slug: one for one in every}
    found = [by_slug[slug] for slug in wanted if slug in by_slug]
    return [replace(one, letter=letter) for letter, one in zip(LETTERS, found, strict=False)]


def board_margins(session: Session, found: Board) -> list[Margin]:
    """What providers ask for the model beside the computed cost, as `tracker margin --workload … --providers` has it."""
    if not found.setting.asked:
        return margins(session, "", found.setting.workload, found.setting.basis)
    made = with_behind(session, found).behind
    assert made is not None
    current = [row for row in made.scenario.rows if row.group == "current"]
    return margins_under(session, made.load, found.setting.basis, current)


def standing_for(rows: Sequence[CostRow], selected: str, marked: Collection[str]) -> list[str]:
    """Whose curves are drawn: the marked ones in the order of the ranking, else the best three; the selected one always."""
    ranked = [row.product_slug for row in rows if row.usd_per_mtok is not None]
    wanted = [slug for slug in ranked if slug in marked] or ranked[:_BEST]
    return wanted if selected in wanted or selected not in ranked else [*wanted, selected]
