"""What is known of a product's figures, one by one and side by side."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from tracker.metrics.diff import diff_lines
from tracker.model.errors import UsageError
from tracker.model.rows import (
    ClaimRow,
    ContradictionRow,
    DecisionRow,
    LinkRow,
    NewcomerRow,
    ProductRow,
    RelationRow,
    ReviewRow,
    SpecRow,
)
from tracker.model.shown import Diff
from tracker.store import read_facts
from tracker.views.products import find_product
from tracker.views.session import Session


def specs(session: Session, product: str) -> list[SpecRow]:
    """Resolved readings of a product given by any of its names."""
    return read_facts.specs(session, find_product(session, product).product_slug)


def members(session: Session, product: str) -> list[ProductRow]:
    """The products of a line's or family's name that figures are stated of; empty for a product of its own."""
    line = find_product(session, product)
    if line.kind != "line" and line.product != line.family:
        return []
    same = read_facts.products(session, line.vendor_slug)
    return [p for p in same if p.n_claims and p.product_slug != line.product_slug and _of(p, line)]


def _of(p: ProductRow, line: ProductRow) -> bool:
    """Whether a product is of a line: of its family or one named after it ("Blackwell Ultra")."""
    return bool(line.family) and (p.family == line.family or p.family.startswith(f"{line.family} "))


def claims(session: Session, product: str, field: str = "") -> list[ClaimRow]:
    """Every claim behind the specs of a product, the rejected ones too."""
    return read_facts.claims(session, find_product(session, product).product_slug, field)


def diff(session: Session, products: Sequence[str]) -> Diff:
    """Two or more products side by side. Raises UsageError for fewer, or for names that fit nothing."""
    found = [find_product(session, name) for name in products]
    if len({p.product_slug for p in found}) < 2:
        raise UsageError("a diff needs two different products, such as: tracker diff trainium3 'maia 200'")
    return Diff(products=tuple(found), lines=diff_lines([read_facts.specs(session, p.product_slug) for p in found]))


def contradictions(session: Session, product: str = "", open_only: bool = False) -> list[ContradictionRow]:
    """Where sources do not agree, of one product or of all; `open_only`: without what a person let stand."""
    return list(each_contradiction(session, product, open_only))


def each_contradiction(session: Session, product: str = "", open_only: bool = False) -> Iterator[ContradictionRow]:
    """As `contradictions`, each while it is read: among a million events there are a hundred thousand."""
    slug = find_product(session, product).product_slug if product else ""
    return read_facts.contradictions(session, slug, open_only)


def open_contradictions(session: Session, most: int) -> list[ContradictionRow]:
    """Contradictions that no person let stand; of broken promises and of all others `most` each."""
    return _told_apart(session, read_facts.some_contradictions(session, most, open_only=True))


def all_contradictions(session: Session, most: int) -> list[ContradictionRow]:
    """As `open_contradictions`, and those that a person let stand behind them."""
    return _told_apart(session, read_facts.some_contradictions(session, most, open_only=False))


def _told_apart(session: Session, rows: Sequence[ContradictionRow]) -> list[ContradictionRow]:
    """With sparsity, direction and scope behind the field where two rows of a product look alike: `Peak compute fp4 dense`."""
    heads = Counter(_head(row) for row in rows if row.kind in ("spec", "unit"))
    return [
        replace(row, one=_narrowed(session, row))
        if heads.get(_head(row), 0) > 1 and row.kind in ("spec", "unit")
        else row
        for row in rows
    ]


def _head(row: ContradictionRow) -> tuple[str, str]:
    return row.product_slug, row.one.partition(": ")[0]


def _narrowed(session: Session, row: ContradictionRow) -> str:
    claim = read_facts.claim(session, row.one_id)
    field, colon, value = row.one.partition(": ")
    if claim is None or not colon:
        return row.one
    parts = (claim.sparsity, claim.direction.replace("_", " "), claim.scope, claim.variant)
    return " ".join([field, *(word for word in parts if word and word not in ("unstated", "chip"))]) + colon + value


def relations(session: Session, product: str = "") -> list[RelationRow]:
    """Stated ratios with what the claims give for them."""
    return read_facts.relations(session, find_product(session, product).product_slug if product else "")


def links(session: Session, vendor: str = "") -> list[LinkRow]:
    """Who deploys, licenses, buys from whom."""
    return read_facts.links(session, vendor)


def review(session: Session, limit: int = 100) -> list[ReviewRow]:
    """Facts that were read with too little confidence to be accepted."""
    return read_facts.review(session, limit)


def newcomers(session: Session) -> list[NewcomerRow]:
    """Products and makers that only texts name, and of which nobody said what they are."""
    return read_facts.newcomers(session)


def decisions(session: Session) -> list[DecisionRow]:
    """What people said of facts, newest first."""
    return read_facts.decisions(session)
