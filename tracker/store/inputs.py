"""What the metrics are computed from, as the database holds it: resolved specs, offers, measured runs, workloads."""

from __future__ import annotations

import json
from dataclasses import dataclass, fields
from typing import Any

from tracker.model.market import PriceRow
from tracker.model.performance import MeasuredPoint, ModelArch, Workload
from tracker.model.price import Offer
from tracker.model.rows import ProductRow, SpecRow
from tracker.store.reader import Reader


@dataclass(frozen=True, slots=True)
class _Measured:
    measured_id: str
    product_slug: str
    n_accelerators: int
    model_slug: str
    precision: str
    isl: float
    osl: float
    concurrency: int
    output_tok_s: float
    tok_s_user: float
    ttft_s: float | None
    engine: str
    date: str
    url: str
    note: str


def products(reader: Reader) -> list[ProductRow]:
    """All but those that a person merged: what may be left of one ranks no second time."""
    other = "provisional = 1 AND product_slug IN (SELECT fact FROM decision WHERE verb = 'merge')"
    return reader.rows(ProductRow, "products", f"NOT ({other})", tail="ORDER BY product_slug")


def compute_specs(reader: Reader) -> list[SpecRow]:
    """The fields that performance depends on, every reading of them."""
    wanted = (
        "('peak_compute', 'memory_capacity', 'memory_bandwidth', 'interconnect_bandwidth', 'scale_up_size', 'power')"
    )
    return reader.rows(SpecRow, "specs", f"field IN {wanted}", tail="ORDER BY product_slug, field, precision, claim_id")


def whole_of(reader: Reader) -> dict[str, list[tuple[str, int]]]:
    """Part slug -> [(whole slug, count)], for scale-up domains that only the system states."""
    rows = reader.all("SELECT part_slug, whole_slug, count FROM product_parts ORDER BY part_slug, count")
    found: dict[str, list[tuple[str, int]]] = {}
    for part, whole, count in rows:
        found.setdefault(part, []).append((whole, count))
    return found


def usable(reader: Reader) -> set[str]:
    """Products that somebody can use: said to be available, deployed or in production, priced somewhere, or measured."""
    sql = f"""{reader.views("timeline", "prices", "measured_points")}
              SELECT product_slug FROM timeline
              WHERE type IN ('available', 'deployed', 'production') AND certainty = 'stated' AND status = 'accepted'
              UNION SELECT product_slug FROM prices UNION SELECT product_slug FROM measured_points"""
    return {row[0] for row in reader.all(sql, reader.told())}


def offers(reader: Reader) -> list[tuple[str, Offer]]:
    """Current offers with their ids, flagged ones too: the metrics leave those out and may say so."""
    rows = reader.rows(PriceRow, "current_prices", tail="ORDER BY offer_id")
    return [
        (r.offer_id, Offer(provider=r.provider_slug, product=r.product_slug, sku=r.sku, region=r.region, term=r.term,  # type: ignore[arg-type]
                           count=r.count, usd_per_hour=r.usd_per_hour, observed=r.observed_at, valid_from=r.valid_from,
                           quality=r.quality, reason=r.reason, kw_all_in=r.kw_all_in))  # type: ignore[arg-type]
        for r in rows
    ]  # fmt: skip


def measured(reader: Reader) -> list[MeasuredPoint]:
    """The runs that anchor: of each configuration the newest that was accepted."""
    rows = reader.rows(_Measured, "measured_points", "anchor", tail="ORDER BY measured_id")
    return [
        MeasuredPoint(product=r.product_slug, count=r.n_accelerators, model=r.model_slug, precision=r.precision,  # type: ignore[arg-type]
                      isl=r.isl, osl=r.osl, concurrency=r.concurrency, output_tok_s=r.output_tok_s, tok_s_user=r.tok_s_user,
                      ttft_s=r.ttft_s, engine=r.engine, date=r.date, source=r.url, note=r.note,
                      id=r.measured_id)
        for r in rows
    ]  # fmt: skip


def models(reader: Reader) -> dict[str, ModelArch]:
    known = {f.name for f in fields(ModelArch)}
    rows = reader.all("SELECT slug, arch FROM model ORDER BY slug")
    return {slug: _model(json.loads(arch), known) for slug, arch in rows}


def _model(arch: dict[str, Any], known: set[str]) -> ModelArch:
    values: dict[str, Any] = {k: tuple(v) if isinstance(v, list) else v for k, v in arch.items() if k in known}
    return ModelArch(**values)


def workloads(reader: Reader) -> list[Workload]:
    sql = """SELECT workload, name, model_slug, isl, osl, cached_fraction, floor_tok_s_user, utilisation, doc
             FROM workloads ORDER BY sort"""
    return [
        Workload(slug=r[0], name=r[1], model=r[2], isl=r[3], osl=r[4], cached_fraction=r[5], floor_tok_s_user=r[6],
                 utilisation=r[7], doc=r[8])
        for r in reader.all(sql)
    ]  # fmt: skip
