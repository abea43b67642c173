"""Store rows to inputs of the metrics, and their rankings back: shared by refresh and views, so that there is one number."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from tracker.catalogue import load_stack
from tracker.metrics.stack import Stack, stack_of
from tracker.metrics.version import VERSION
from tracker.model.market import CostRow
from tracker.model.performance import Accelerator, MeasuredPoint, ModelArch, RankingRow, Workload
from tracker.model.price import Offer
from tracker.model.rows import ProductRow, SpecRow
from tracker.model.shown import Step
from tracker.model.words import TERMS, TIERS, Precision
from tracker.paths import catalogue_dir
from tracker.store import inputs
from tracker.store.connection import Connection, transaction
from tracker.store.facts import Ids
from tracker.store.rankings import change_seq, stored_runs, touch_runs, write_ranking
from tracker.store.reader import Reader, reading

if TYPE_CHECKING:
    from tracker.assemble.serving import Served

SERVING_KINDS = frozenset(("chip", "package", "superchip", "card"))
"""Kinds whose figures are of one accelerator; racks and pods are ranked by their accelerators."""
_MOST_READS_OF_DRAM = 200.0
"""How often in a second an accelerator reads all of its memory, at most: those with HBM do so 20 to 80 times, those that compute
out of SRAM several thousand times."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Inputs:
    """All that rankings are computed from."""

    accelerators: tuple[Accelerator, ...]
    offers: tuple[tuple[str, Offer], ...]
    measured: tuple[MeasuredPoint, ...]
    models: dict[str, ModelArch]
    workloads: tuple[Workload, ...]
    tiers: dict[str, str]
    """Claim id -> tier of its source, for the claims that accelerators stand on."""
    stack: Stack
    """The constants of the performance model that the catalogue ships."""

    def digest(self) -> str:
        """Equal for equal inputs, whatever database they come from."""
        return hashlib.sha256(repr(self).encode()).hexdigest()[:32]


def gather(reader: Reader) -> Inputs:
    specs = inputs.compute_specs(reader)
    return Inputs(
        accelerators=tuple(_known(reader, specs, unknown=False)),
        offers=tuple(inputs.offers(reader)),
        measured=tuple(inputs.measured(reader)),
        models=inputs.models(reader),
        workloads=tuple(inputs.workloads(reader)),
        tiers={row.claim_id: row.tier for row in specs},
        stack=stack_of(load_stack(catalogue_dir())),
    )


def rank_all(
    given: Inputs, workloads: Sequence[str] = (), bases: Sequence[str] = TERMS
) -> dict[tuple[str, str], list[RankingRow]]:
    """(workload, price basis) -> ranking, for all workloads or those named."""
    from tracker.metrics.layers import twins
    from tracker.metrics.ranking import operating_points, price_rows

    found = {}
    for workload in given.workloads:
        if workloads and workload.slug not in workloads:
            continue
        model = given.models[workload.model]
        same = twins(model, given.models.values())
        points = operating_points(workload, model, given.accelerators, given.measured, given.stack, same)
        for basis in bases:
            rows = price_rows(workload, points, given.offers, basis, given.stack)
            found[workload.slug, basis] = [replace(row, weakest_tier=weakest(row, given.tiers)) for row in rows]
    return found


def weakest(row: RankingRow, tiers: dict[str, str]) -> str:
    """Tier of the least supported claim that a row stands on, "" where it stands on none."""
    used = {tiers[claim] for claim in row.inputs.values() if claim in tiers}
    return max(used, key=TIERS.index, default="")


def update_rankings(db: Connection, path: Path, now: str) -> bool:
    """Compute the rankings again where their inputs changed, and store them. True when something was written."""
    with reading(path) as reader:
        seq = change_seq(reader.db)  # first: what is committed while the inputs are read makes the result stale
        given = gather(reader)
    digest = given.digest()
    wanted = {(w.slug, basis) for w in given.workloads for basis in TERMS}
    stored = stored_runs(db)
    if wanted == set(stored) and all(run == (VERSION, digest) for run in stored.values()):
        with transaction(db):
            touch_runs(db, seq)
        return False
    rankings = rank_all(given)
    with transaction(db):
        ids = Ids.read(db)
        for (workload, basis), rows in rankings.items():
            write_ranking(db, ids, workload, basis, rows, computed_at=now, version=VERSION, digest=digest, seq=seq)
    return True


def accelerators(reader: Reader, unknown: bool = False) -> Iterable[Accelerator]:
    """Every product that serves models by itself, as far as its figures are known, in the order of the slugs.

    `unknown` brings those of which no figure is known as well.
    """
    return _known(reader, inputs.compute_specs(reader), unknown)


def _known(reader: Reader, figures: Iterable[SpecRow], unknown: bool) -> Iterable[Accelerator]:
    specs: dict[str, list[SpecRow]] = {}
    for row in figures:
        specs.setdefault(row.product_slug, []).append(row)
    usable, wholes = inputs.usable(reader), inputs.whole_of(reader)
    for product in inputs.products(reader):
        if product.kind in SERVING_KINDS and (unknown or product.product_slug in specs):
            rows = specs.get(product.product_slug, [])
            yield _accelerator(product, rows, product.product_slug in usable, wholes.get(product.product_slug, []))


def _accelerator(product: ProductRow, rows: list[SpecRow], usable: bool, wholes: list[tuple[str, int]]) -> Accelerator:
    claims: dict[str, str] = {}
    flops: dict[Precision, float] = {}
    for precision in sorted({r.precision for r in rows if r.field == "peak_compute" and r.precision}):
        found = _pick(rows, "peak_compute", precision, dense=True)
        if found is not None:
            flops[precision] = _value(found)  # type: ignore[index]
            claims[f"flops.{precision}"] = found.claim_id
    memory, bandwidth = _pick(rows, "memory_capacity"), _pick(rows, "memory_bandwidth")
    link, power, domain = _pick(rows, "interconnect_bandwidth"), _pick(rows, "power"), _any_scope(rows, "scale_up_size")
    for name, row in (("memory_bytes", memory), ("memory_bytes_per_s", bandwidth), ("link_bytes_per_s", link),
                      ("watts", power), ("domain", domain)):  # fmt: skip
        if row is not None:
            claims[name] = row.claim_id
    return Accelerator(
        slug=product.product_slug, vendor=product.vendor_slug, flops=flops,
        memory_bytes=_value(memory), memory_bytes_per_s=_value(bandwidth), link_bytes_per_s=_per_direction(link),
        domain=int(_value(domain)) or max((count for _, count in wholes), default=1),
        watts=_value(power),
        sram_machine=_is_sram(memory, bandwidth),
        announced_only=not usable, claims=claims,
    )  # fmt: skip


def _is_sram(memory: SpecRow | None, bandwidth: SpecRow | None) -> bool:
    """Whether the memory that figures are of is on the chip: where a source says so, or where it is read through faster than
    any DRAM is."""
    known = [row for row in (memory, bandwidth) if row is not None]
    if any(row.variant.upper().startswith("SRAM") for row in known):
        return True
    return bool(_value(memory)) and _value(bandwidth) > _MOST_READS_OF_DRAM * _value(memory)


def _pick(rows: list[SpecRow], field: str, precision: str = "", dense: bool = False) -> SpecRow | None:
    """The figure of one accelerator: chip before card; stated qualifiers before unstated; a sparse rate never."""
    fit = [
        r for r in rows
        if r.field == field and r.precision == precision and (r.value or r.low) and r.scope in ("chip", "card")
        and not (dense and r.sparsity == "sparse")
    ]  # fmt: skip
    rank = {"dense": 0, "unstated": 1, "per_direction": 0, "bidirectional": 1}
    return min(
        fit,
        key=lambda r: (r.scope != "chip", rank.get(r.sparsity, 2), rank.get(r.direction, 2), r.claim_id),
        default=None,
    )


def _any_scope(rows: list[SpecRow], field: str) -> SpecRow | None:
    """A domain is stated of the system as often as of the chip: the smallest one that is stated is surely built."""
    return min(
        (r for r in rows if r.field == field and r.value), key=lambda r: (r.value or 0.0, r.claim_id), default=None
    )


def _value(row: SpecRow | None) -> float:
    """The figure; the low end of a range, which is surely reached."""
    value = row and (row.low if row.value is None else row.value)
    return float(value or 0.0)


def _per_direction(row: SpecRow | None) -> float:
    """Bidirectional is the sum of both directions. An unstated figure is taken as such a sum: vendors print the larger."""
    value = _value(row)
    return value if row is None or row.direction == "per_direction" else value / 2


def explain_row(row: CostRow, workload: Workload, served: Served | None = None) -> tuple[Step, ...]:
    """A ranking row taken apart into formula steps; `workload` is the one that it was computed for.

    `served` is what lies behind the row, see `served_row`; without it the row's speed stands as it is.
    """
    from tracker.metrics.explain import Behind, explain

    known = {f.name for f in dataclasses.fields(RankingRow)} & {f.name for f in dataclasses.fields(CostRow)}
    values = {name: getattr(row, name) for name in known}
    values |= {"product": row.product_slug, "offer": row.offer_id, "announced_only": bool(row.announced_only),
               "inputs": json.loads(row.inputs)}  # fmt: skip
    told = RankingRow(**values)
    if served is None:
        return tuple(explain(told, workload))
    behind = Behind(
        point=served.point, model=served.model, mode=served.mode, stack=served.stack, fastest=served.fastest
    )
    return tuple(explain(told, workload, behind))


def served_row(reader: Reader, row: CostRow, workload: Workload) -> Served | None:
    """What lies behind a stored row of plain serving; None where its inputs have changed since it was computed."""
    from tracker.assemble.serving import Served
    from tracker.metrics.estimate import PLAIN
    from tracker.metrics.frontier import frontiers
    from tracker.metrics.layers import twins
    from tracker.metrics.ranking import operating_points

    given = gather(reader)
    model = given.models[workload.model]
    same = twins(model, given.models.values())
    points = operating_points(workload, model, given.accelerators, given.measured, given.stack, same)
    point = next((one for one in points if one.accelerator.slug == row.product_slug), None)
    if point is None:
        return None
    if row.usd_per_mtok is None:
        if row.reason not in (point.reason, "no price"):
            return None
    elif point.perf is None or point.perf.output_tok_s != row.output_tok_s:
        return None
    found = Served(point=point, model=model, mode=PLAIN, stack=given.stack)
    if point.perf is not None:
        return found
    front = frontiers(workload, model, given.accelerators, given.measured, given.stack, same, (row.product_slug,))
    return replace(found, fastest=next(iter(front.get(row.product_slug, ())), None))
