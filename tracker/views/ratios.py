"""The two ways to a ratio of two accelerators, printed figures and the model, with what an analyst asks next."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from tracker.against import MEASURES, PRICED, Bench, Compared, Side
from tracker.assemble import Inputs
from tracker.metrics.diff import diff_lines
from tracker.model.fields import FIELDS
from tracker.model.performance import Workload
from tracker.model.rows import RelationRow
from tracker.model.words import TERMS, WEAK_TIERS, Metric
from tracker.store import read_facts
from tracker.units import digits, usd
from tracker.views.session import Session
from tracker.views.stand_ins import StandIn, StandIns
from tracker.views.verdicts import AtLoad, claimed, load_name, place

_INPUTS = {"memory_bytes": "memory", "memory_bytes_per_s": "memory bandwidth"}
_LINKED = {"link_bytes_per_s": "scale-up bandwidth", "domain": "scale-up domain"}


@dataclass(frozen=True, slots=True)
class Pair:
    """What stands for the subject of a ratio and for its object."""

    subject: StandIn
    object: StandIn


@dataclass(frozen=True, slots=True)
class Divided:
    """One printed figure over another."""

    ratio: float
    what: str
    """Field and precision: "peak compute fp4"."""
    alike: bool
    """Same sparsity, direction and scope."""


class Ratios:
    """Works ratios out; `basis` narrows prices to one basis where it is not empty."""

    def __init__(self, session: Session, given: Inputs, stand_ins: StandIns, basis: str) -> None:
        self._session, self._given, self._stand_ins = session, given, stand_ins
        self._bases: Sequence[str] = (basis,) if basis else TERMS
        self._bench = Bench(given)
        self._offers = dict(given.offers)

    def name(self, slug: str) -> str:
        return self._stand_ins.products[slug].product

    def divide(self, pair: Pair, metric: str, precision: str) -> Divided | str:
        """Printed figures of the narrowest precision that both state, or what is missing."""
        slugs = (pair.object.slug, pair.subject.slug)
        lines = [
            line
            for line in diff_lines([read_facts.specs(self._session, slug) for slug in slugs])
            if line.field == metric and precision in ("", line.precision)
        ]
        for line in lines:
            if (ratio := line.ratios[1]) is not None:
                return Divided(ratio, f"{line.label.lower()} {line.precision}".strip(), line.like_for_like)
        without = [self.name(slug) for i, slug in enumerate(slugs) if not any(line.cells[i] for line in lines)]
        what = f"{FIELDS[metric].label.lower()} {precision}".strip()
        return f"no {what} of {' and '.join(without) or 'both at one precision'} is known"

    def compare(self, pair: Pair, metric: Metric, load: Workload) -> Compared:
        bases = ("owned",) if metric == "tco" else self._bases
        return self._bench.compare(metric, pair.subject.slug, pair.object.slug, load, bases)

    def shown(self, found: Compared, row: RelationRow) -> AtLoad:
        """A comparison in plain values, with where the claim of `row` lies against it."""
        load, ratio = found.workload, found.ratio
        shown = AtLoad(
            workload=load.slug, model=load.model, isl=load.isl, osl=load.osl, cached_fraction=load.cached_fraction,
            floor_tok_s_user=load.floor_tok_s_user, price_basis=found.price_basis,
        )  # fmt: skip
        sides = (found.subject, found.object)
        if ratio is None:
            told = "; ".join(f"{self.name(side.slug)}: {side.reason}" for side in sides if side.reason)
            able = [self.name(side.slug) for side in sides if side.span]
            return replace(shown, reason=told, only="".join(able))
        one, other = (side.span.p50 if side.span else None for side in sides)
        return replace(
            shown, p10=ratio.p10, p50=ratio.p50, p90=ratio.p90, subject_value=one, object_value=other,
            how="; ".join(f"{self.name(side.slug)}: {self._how(side)}" for side in sides),
            verdict=place(claimed(row), ratio.p10, ratio.p90),
        )  # fmt: skip

    def _how(self, side: Side) -> str:
        price = f"{usd(side.usd_per_hour)}/h ({self._offers[side.offer].provider})" if side.usd_per_hour else ""
        basis = "nothing measured of its vendor" if side.basis == "stack_unknown" else side.basis
        return ", ".join(word for word in (basis, side.precision, side.layout, side.power, price) if word)

    def speed(self, pair: Pair, load: Workload, row: RelationRow) -> Iterator[str]:
        """Peak rates are not speed: what the model gives where a source speaks of performance."""
        found = self.compare(pair, "throughput", load)
        if found.ratio:
            low, middle, high = (digits(one, 3) for one in (found.ratio.p10, found.ratio.p50, found.ratio.p90))
            at = load_name(self.shown(found, row))
            yield f"{MEASURES['throughput']} at {at}: {middle}x ({low} to {high}), modelled"

    def beside(self, pair: Pair, metric: Metric, here: Compared) -> Iterator[str]:
        """Other members of a family, other prices, printed peak rates, weak inputs."""
        yield from self._instead(pair, metric, here.workload)
        yield from self._priced(pair, metric, here)
        if metric in ("performance", "throughput"):
            peaks = self.divide(pair, "peak_compute", "")
            if isinstance(peaks, Divided):
                alike = "" if peaks.alike else ", not like for like"
                yield f"{peaks.what} as printed: {digits(peaks.ratio, 3)}x{alike}"
        for side in (here.subject, here.object):
            yield from self._weakness(side, metric)

    def _instead(self, pair: Pair, metric: Metric, load: Workload) -> Iterator[str]:
        others = [Pair(StandIn(slug), pair.object) for slug in pair.subject.others]
        others += [Pair(pair.subject, StandIn(slug)) for slug in pair.object.others]
        told = []
        for other in others:
            changed = other.subject if other.object == pair.object else other.object
            if ratio := self.compare(other, metric, load).ratio:
                told.append(f"{self.name(changed.slug)} {digits(ratio.p50, 3)}x")
        if told:
            yield f"with another member of the family instead: {', '.join(told)}"

    def _priced(self, pair: Pair, metric: Metric, here: Compared) -> Iterator[str]:
        """The same on other price bases: list prices of two providers say little of what hardware costs."""
        told = []
        for basis in self._bases if here.ratio and here.price_basis and metric != "tco" else ():
            other = self._bench.compare(metric, pair.subject.slug, pair.object.slug, here.workload, (basis,))
            if other.ratio and basis != here.price_basis:
                told.append(f"{basis.replace('_', ' ')} {digits(other.ratio.p50, 3)}x")
        if told:
            yield f"at other prices: {', '.join(told)}"

    def _weakness(self, side: Side, metric: Metric) -> Iterator[str]:
        """Inputs that nobody stands behind, of those that the figure depends on."""
        acc = next(one for one in self._given.accelerators if one.slug == side.slug)
        if acc.announced_only:
            yield f"{self.name(side.slug)}: nothing says that it can be had; its figures are announced ones"
        if side.span is None:
            return
        used = {f"flops.{side.precision}": f"{side.precision} rate", "flops.bf16": "bf16 rate", **_INPUTS}
        used |= _LINKED if side.group > 1 else {}
        used |= {"watts": "power"} if metric == "energy_efficiency" and "board" in side.power else {}
        weak = [name for key, name in used.items() if self._given.tiers.get(acc.claims.get(key, "")) in WEAK_TIERS]
        if weak:
            yield f"{self.name(side.slug)}: {', '.join(weak)} from an estimate or from no named source"

    def break_even(self, pair: Pair, row: RelationRow, here: Compared) -> str:
        """At which ratio of prices the claim would hold: speeds are known where a price is not."""
        speed = self.compare(pair, "throughput", here.workload).ratio
        if here.ratio is not None or speed is None or row.metric not in PRICED - {"price_hourly"}:
            return ""
        one, other = self.name(pair.subject.slug), self.name(pair.object.slug)
        share = speed.times(1 / row.factor if row.metric == "price_performance" else row.factor)
        text = f"it would hold if an hour of {one} cost {digits(share.p50, 2)} ({digits(share.p10, 2)} to "
        text += f"{digits(share.p90, 2)}) of an hour of {other}"
        hourly = self.compare(Pair(pair.object, pair.object), "price_hourly", here.workload)
        if hour := hourly.subject.usd_per_hour:
            text += f", {usd(share.p50 * hour)} at {usd(hour)} {hourly.price_basis.replace('_', ' ')}"
        return f"{text}: it delivers {digits(speed.p50, 3)}x the tokens/s"
