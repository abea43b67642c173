"""Stated ratios beside what we compute for them: at a shown load, as an interval, with a verdict in words."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from tracker.against import MEASURES, PRICED, Span
from tracker.assemble import Inputs, gather
from tracker.model.errors import UsageError
from tracker.model.fields import FIELDS
from tracker.model.performance import Workload
from tracker.model.rows import RelationRow
from tracker.model.words import Metric
from tracker.store import read_facts
from tracker.units import digits
from tracker.views.explain import factor_text
from tracker.views.products import find_product, folded
from tracker.views.rankings import find_workload
from tracker.views.ratios import Divided, Pair, Ratios
from tracker.views.session import Session
from tracker.views.stand_ins import StandIn, StandIns
from tracker.views.verdicts import NONE, AtLoad, claimed, place, reading

FLOORS = (20.0, 50.0, 100.0, 200.0)
"""Output tokens/s a user at which a ratio is computed too: who sells speed states it where others hardly get to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """The load to compute at. What is None is the standard workload's; an empty `workload` is chosen by the claim's words."""

    workload: str = ""
    model: str | None = None
    isl: int | None = None
    osl: int | None = None
    floor: float | None = None
    """Output tokens/s a user."""
    basis: str = ""
    """Price basis; empty = the first at which both have a price."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """One stated ratio with our own. `verdict` says where the claim lies; `reading` what that means."""

    relation_id: str
    subject_slug: str
    subject: str
    object_slug: str | None
    object: str
    metric: str
    precision: str
    claim: str
    """The ratio as stated: "up to 35x"."""
    factor: float
    low: float | None
    high: float | None
    op: str
    verdict: str
    reading: str
    reason: str = ""
    """Why nothing can be computed."""
    measure: str = ""
    """What is computed."""
    p10: float | None = None
    p50: float | None = None
    p90: float | None = None
    """Our ratio; all equal where two printed figures are divided."""
    subject_stand_in: str = ""
    object_stand_in: str = ""
    at: AtLoad | None = None
    elsewhere: tuple[AtLoad, ...] = ()
    """The other standard workloads, and other speeds a user at the same load."""
    lowest: float | None = None
    highest: float | None = None
    """Of P50 over all loads."""
    needs: str = ""
    """What would bear the claim out, where a price is all that is missing."""
    notes: tuple[str, ...] = ()
    status: str = "accepted"
    publisher: str = ""
    tier: str = ""
    url: str = ""
    published: str | None = None
    quote: str = ""


def promises(session: Session, product: str = "", ask: Ask | None = None) -> list[Promise]:
    """Every ratio that is not rejected, of one product (any of its names) or of all.

    Raises UsageError for names that fit nothing.
    """
    slug = find_product(session, product).product_slug if product else ""
    rows = [r for r in read_facts.relations(session, slug) if r.status not in ("rejected", "superseded")]
    desk = _Desk(session, ask or Ask())
    return [desk.judge(row) for row in rows]


def promise_of(session: Session, row: RelationRow) -> Promise:
    """One ratio beside what we compute for it, at the load that its words name."""
    return _Desk(session, Ask()).judge(row)


@dataclass(slots=True)
class _Draft:
    """What is known of one promise while it is worked out."""

    row: RelationRow
    object_slug: str = ""
    pair: Pair | None = None
    notes: list[str] = field(default_factory=list)


class _Desk:
    """Judges one ratio after the other; operating points are shared."""

    def __init__(self, session: Session, ask: Ask) -> None:
        given = gather(session)
        self._ask = ask
        self._stand_ins = StandIns(session, given.accelerators, given.measured)
        self._ratios = Ratios(session, given, self._stand_ins, ask.basis)
        self._standard = {w.slug: w for w in given.workloads}
        self._asked: Workload | None = None
        if ask != Ask(basis=ask.basis):
            chosen = find_workload(session, ask.workload or next(iter(self._standard)))
            self._asked = _changed(self._standard[chosen.workload], ask, given)

    def judge(self, row: RelationRow) -> Promise:
        draft = _Draft(row, row.object_slug or "")
        if not draft.object_slug and (reason := self._baseline(draft)):
            return _none(draft, reason)
        if row.metric in FIELDS and row.metric not in PRICED:
            return self._by_figures(draft, row.metric)
        if row.metric not in MEASURES:
            return _none(draft, f"{row.metric.replace('_', ' ')} is no figure of hardware")
        if reason := self._resolve(draft):
            return _none(draft, reason)
        if row.precision and row.metric in ("performance", "throughput"):
            return self._by_figures(draft, "peak_compute")
        return self._by_model(draft)

    def _baseline(self, draft: _Draft) -> str:
        """Find what words without a name mean, of the product or of its accelerator; the reason where that fails."""
        row = draft.row
        by = self._stand_ins.of(row.subject_slug)
        slugs = [row.subject_slug, *([by.slug] if isinstance(by, StandIn) else [])]
        told = next((found for slug in slugs if (found := self._stand_ins.named(slug, row.object))), None)
        if told is None:
            words = "" if row.object == "unspecified" else f" ({row.object})"
            return f"the source names no product to compare with{words}"
        draft.object_slug = told[0]
        draft.notes.append(told[1])
        return ""

    def _resolve(self, draft: _Draft) -> str:
        """Find both stand-ins; the reason where that fails. A family is chosen beside the other side."""
        subject, other = draft.row.subject_slug, draft.object_slug
        if self._stand_ins.is_family(subject):
            second = self._stand_ins.of(other)
            first = self._stand_ins.of(subject, second.slug if isinstance(second, StandIn) else "")
        else:
            first = self._stand_ins.of(subject)
            second = self._stand_ins.of(other, first.slug if isinstance(first, StandIn) else "")
        if isinstance(first, str) or isinstance(second, str):
            return "; ".join(one for one in (first, second) if isinstance(one, str))
        if first.slug == second.slug:
            return f"both stand for {self._ratios.name(first.slug)}"
        draft.pair = Pair(first, second)
        draft.notes += [one.why for one in (first, second) if one.why]
        return ""

    def _by_figures(self, draft: _Draft, metric: str) -> Promise:
        """The ratio of two printed figures: the one that `relations` gives, else the one of the stand-ins."""
        row = draft.row
        what = " ".join(w for w in (FIELDS[metric].label.lower(), row.precision) if w)
        if row.computed_factor is not None:
            found = Divided(row.computed_factor, row.checked_against.replace("_", " "), row.verdict != "cannot tell")
        else:
            if draft.pair is None and (reason := self._resolve_figures(draft)):
                return _none(draft, reason, what)
            assert draft.pair is not None  # else there was a reason
            divided = self._ratios.divide(draft.pair, metric, row.precision)
            if isinstance(divided, str):
                return _none(draft, divided, what)
            found = divided
        if draft.pair and metric != row.metric:
            draft.notes += self._ratios.speed(draft.pair, self._asked or self._meant(row), row)
        if not found.alike:
            return _none(
                draft, f"figures give {digits(found.ratio)}x for {found.what}, which are not alike", found.what
            )
        if "unstated" in found.what:
            draft.notes.append(f"{found.what}: like for like the ratio may be half of it or twice as much")
        return _told(draft, found.what, Span(found.ratio, found.ratio, found.ratio))

    def _resolve_figures(self, draft: _Draft) -> str:
        """A product of its own stands for itself, whether its figures make it an accelerator or not."""
        slugs = (draft.row.subject_slug, draft.object_slug)
        reason = self._resolve(draft)
        if reason and slugs[0] != slugs[1] and not any(map(self._stand_ins.is_family, slugs)):
            draft.pair = Pair(*map(StandIn, slugs))
            return ""
        return reason

    def _by_model(self, draft: _Draft) -> Promise:
        """At the load that is asked for or meant; where that gives nothing and another one does, at that."""
        row, pair = draft.row, draft.pair
        metric: Metric = row.metric  # type: ignore[assignment]
        assert pair is not None  # judge has resolved it
        load = self._asked or self._meant(row)
        here = self._ratios.compare(pair, metric, load)
        others = [self._ratios.compare(pair, metric, one) for one in self._others(load, metric)]
        served = [one for one in others if one.ratio]
        possible = next((one for one in served if one.workload.slug == load.slug), served[0] if served else None)
        if here.ratio is None and possible and self._asked is None:
            others = [here, *(one for one in others if one is not possible)]
            here = possible
        if here.ratio is None and possible is None:
            others = []  # the reason is not the load's: none of them adds anything
        draft.notes += self._ratios.beside(pair, metric, here)
        at, *elsewhere = (self._ratios.shown(one, row) for one in (here, *others))
        promise = (
            _told(draft, MEASURES[metric], here.ratio, elsewhere)
            if here.ratio
            else _none(draft, at.reason, MEASURES[metric])
        )
        middles = [one.p50 for one in (at, *elsewhere) if one.p50 is not None]
        return replace(
            promise, at=at, elsewhere=tuple(elsewhere), needs=self._ratios.break_even(pair, row, here),
            lowest=min(middles, default=None), highest=max(middles, default=None),
        )  # fmt: skip

    def _meant(self, row: RelationRow) -> Workload:
        """The standard workload that the source's words name ("agentic"), else the first, which `rank` takes too."""
        words = re.sub(r"\W+", " ", f"{row.quote} {row.note}".casefold())
        named = (w for slug, w in self._standard.items() if f" {slug.replace('-', ' ')} " in f" {words} ")
        return next(named, next(iter(self._standard.values())))

    def _others(self, load: Workload, metric: Metric) -> Iterator[Workload]:
        """The other standard loads, where none was asked for, and other speeds a user at the same load."""
        if metric == "price_hourly":
            return
        if self._asked is None:
            yield from (one for one in self._standard.values() if one != load)
        if metric != "latency" and self._ask.floor is None:
            yield from (replace(load, floor_tok_s_user=f) for f in FLOORS if f != load.floor_tok_s_user)


def _changed(load: Workload, ask: Ask, given: Inputs) -> Workload:
    """The standard load with what was asked for in its place; other tokens or another model make it another load."""
    model = load.model if ask.model is None else _model(ask.model, given)
    isl, osl = (old if new is None else new for old, new in ((load.isl, ask.isl), (load.osl, ask.osl)))
    floor = load.floor_tok_s_user if ask.floor is None else ask.floor
    same = (model, isl, osl) == (load.model, load.isl, load.osl)
    slug = load.slug if same else f"{model} {isl}/{osl}"
    return replace(load, slug=slug, model=model, isl=isl, osl=osl, floor_tok_s_user=floor)


def _model(words: str, given: Inputs) -> str:
    known = {folded(name): slug for slug, m in given.models.items() for name in (slug, m.name, *m.aliases)}
    if folded(words) in known:
        return known[folded(words)]
    near = difflib.get_close_matches(folded(words), known, 3, 0.6) or list(known)[:5]
    raise UsageError(f"no model is called {words!r}; such as {', '.join(sorted({known[n] for n in near}))}")


def _told(draft: _Draft, measure: str, ours: Span, others: Sequence[AtLoad] = ()) -> Promise:
    claim = claimed(draft.row)
    verdict = place(claim, ours.p10, ours.p90)
    return replace(
        _blank(draft), verdict=verdict, reading=reading(draft.row, verdict, claim, ours, others), measure=measure,
        p10=ours.p10, p50=ours.p50, p90=ours.p90,
    )  # fmt: skip


def _none(draft: _Draft, reason: str, measure: str = "") -> Promise:
    return replace(_blank(draft), reason=reason, measure=measure)


def _blank(draft: _Draft) -> Promise:
    row = draft.row
    return Promise(
        relation_id=row.relation_id, subject_slug=row.subject_slug, subject=row.subject, object_slug=row.object_slug,
        object=row.object, metric=row.metric, precision=row.precision, claim=factor_text(row), factor=row.factor,
        low=row.low, high=row.high, op=row.op, verdict=NONE, reading="", status=row.status, publisher=row.publisher,
        tier=row.tier, url=row.url, published=row.published, quote=row.quote, notes=tuple(draft.notes),
        subject_stand_in=draft.pair.subject.slug if draft.pair else "",
        object_stand_in=draft.pair.object.slug if draft.pair else "",
    )  # fmt: skip
