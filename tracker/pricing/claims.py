"""Figures of a hardware table as claims: what a newer version repeats stays with the version that said it first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from tracker.model.fact import Claim, Evidence, Source
from tracker.model.listing import ListedSpec
from tracker.model.words import Scope
from tracker.pricing.meaning import Meanings
from tracker.store.connection import Connection
from tracker.store.facts import Ids, Origin, finish, replace_facts, write_source
from tracker.store.table_claims import told_before


def store_specs(
    db: Connection, meanings: Meanings, slug: str, source: Source, specs: Iterable[ListedSpec], now: str
) -> int:
    """Write what this version of the table says anew. A product it names that the catalogue has not is left out."""
    ids = Ids.read(db)
    day = source.published or now[:10]
    version = replace(source, published=day)
    family = f"table|{slug}|"
    source_id, key = write_source(db, version, now, "prices", f"{family}{day}")
    before = told_before(db, family, source_id)
    claims = []
    for spec in specs:
        product = meanings.product(spec.product)
        if product is None or product not in ids.products:
            continue
        claim = _claim(product, meanings.scope(product), spec)
        if before.get((product, claim.field, claim.precision or "", claim.sparsity, claim.direction)) != claim.value:
            claims.append(claim)
    finish(db, replace_facts(db, ids, Origin(source_id, key, "table", now), claims))
    return len(claims)


def _claim(product: str, scope: Scope, spec: ListedSpec) -> Claim:
    note = f"taken from {spec.link}" if spec.link else ""
    return Claim(product=product, field=spec.field, printed=spec.printed, unit=spec.unit, value=spec.value, note=note, scope=scope,
                 precision=spec.precision or None, sparsity=spec.sparsity, direction=spec.direction,  # type: ignore[arg-type]
                 evidence=Evidence(quote=spec.quote, rule="table"))  # fmt: skip
