"""What changed of products since a day: figures and lowest prices that came, became others, were withdrawn or disputed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from tracker.clock import today
from tracker.model.changes import Change, ChangeKind, Changes
from tracker.model.errors import UsageError
from tracker.model.fields import FIELDS
from tracker.model.period import Period
from tracker.model.rows import ClaimRow, ProductRow, SpecRow
from tracker.model.words import TERMS
from tracker.store import read_diff, read_facts
from tracker.store.read_diff import DecidedClaim, LowOffer
from tracker.units import show, usd
from tracker.views.comparison import GROUP_OF, GROUPS, lowest_offers
from tracker.views.diff_figures import amount
from tracker.views.products import find_product
from tracker.views.session import Session

_DECISIONS: dict[str, ChangeKind] = {"accept": "new", "reject": "withdrawn", "correct": "changed"}


def changes(session: Session, products: Sequence[str], since: str) -> Changes:
    """Between the end of `since`, a partial date, and the session's own day.

    Raises UsageError for names that fit nothing, and for what is no date or not before that day.
    """
    until = session.as_of or today()
    day = _day(since, until)
    rows = list({p.product_slug: p for p in (find_product(session, name) for name in products)}.values())
    if not rows:
        raise UsageError("name at least one product")
    then = replace(session, as_of=day)
    slugs = [p.product_slug for p in rows]
    decided = read_diff.decided_claims(session, slugs, day)
    low_then, low_now = lowest_offers(then, slugs), lowest_offers(session, slugs)
    found: list[Change] = []
    for product in rows:
        slug = product.product_slug
        now_specs, then_specs = read_facts.specs(session, slug), read_facts.specs(then, slug)
        known = {c.claim_id: c for c in read_facts.claims(session, slug)}
        found += _of_figures(product, then_specs, now_specs, known)
        found += _of_decisions(session, product, [d for d in decided if d.claim_id in known], known, day)
        found += _of_prices(product, low_then[slug], low_now[slug])
    return Changes(
        since=day, until=until, products=tuple(p.product_slug for p in rows), changes=tuple(_once(found)),
    )  # fmt: skip


def _day(since: str, until: str) -> str:
    try:
        day = Period.parse(since).end.isoformat()
    except ValueError as error:
        raise UsageError(f"{since}: {error}") from None
    if day >= until:
        raise UsageError(f"{since} ends on {day}, which is not before {until}: nothing can have changed since")
    return day


def _once(found: Sequence[Change]) -> Iterator[Change]:
    """A decision tells a change better than the figures that follow from it."""
    seen: set[str] = set()
    for change in sorted(found, key=lambda c: not c.note):
        if not {change.old_id, change.new_id} & seen - {""}:
            seen |= {change.old_id, change.new_id} if change.note else set()
    taken = [c for c in found if c.note or not {c.old_id, c.new_id} & seen - {""}]
    order = {slug: i for i, slug in enumerate(dict.fromkeys(c.product_slug for c in found))}
    yield from sorted(taken, key=lambda c: (order[c.product_slug], GROUPS.index(c.group)))


def _key(row: SpecRow) -> tuple[str, str, str, str, str]:
    return row.field, row.precision, row.sparsity, row.direction, row.scope


def _of_figures(
    product: ProductRow, then: Sequence[SpecRow], now: Sequence[SpecRow], known: Mapping[str, ClaimRow]
) -> Iterator[Change]:
    """Reading by reading, in the order of the fields."""
    before, after = {_key(row): row for row in then}, {_key(row): row for row in now}
    order = list(FIELDS)
    for key in sorted(before.keys() | after.keys(), key=lambda k: (order.index(k[0]), k)):
        old, new = before.get(key), after.get(key)
        kind = _kind(old, new)
        if kind:
            yield _figure_change(product, kind, old, new, known)


def _kind(old: SpecRow | None, new: SpecRow | None) -> ChangeKind | None:
    if old is None or new is None:
        return "new" if old is None else "withdrawn"
    if (old.value, old.low, old.high, old.op) != (new.value, new.low, new.high, new.op):
        return "changed"
    if old.value is None and old.low is None and old.printed.casefold() != new.printed.casefold():
        return "changed"
    return "disputed" if new.disputed and not old.disputed else None


def _figure_change(
    product: ProductRow, kind: ChangeKind, old: SpecRow | None, new: SpecRow | None, known: Mapping[str, ClaimRow]
) -> Change:
    row = new or old
    assert row is not None
    claim = known.get(row.claim_id)
    spread = f"sources now give {show(row.lowest, row.unit)} to {show(row.highest, row.unit)}"
    return Change(
        product_slug=product.product_slug, product=product.product, group=GROUP_OF[row.field], field=row.field, label=row.label,
        of=_narrowed(row), kind=kind, old=amount(old) if old else "", new=amount(new) if new else "",
        old_value=old.value if old else None, new_value=new.value if new else None, unit=row.unit,
        day=claim.known_on if claim and new else "", publisher=row.publisher, tier=row.tier, url=row.url, quote=row.quote,
        old_id=old.claim_id if old else "", new_id=new.claim_id if new else "",
        note=spread if kind == "disputed" and row.lowest is not None else "",
    )  # fmt: skip


def _narrowed(row: SpecRow | ClaimRow) -> str:
    words = [row.precision, *(w.replace("_", " ") for w in (row.sparsity, row.direction) if w != "unstated"), row.scope]
    return " ".join(w for w in words if w)


def _of_decisions(
    session: Session, product: ProductRow, decided: Sequence[DecidedClaim], known: Mapping[str, ClaimRow], day: str
) -> Iterator[Change]:
    """What people said of claims that were known before."""
    for one in decided:
        claim = known[one.claim_id]
        kind = _DECISIONS.get(one.decision)
        stood = one.was == "accepted"
        if kind is None or claim.known_on > day or (one.decision != "correct" and (one.decision == "reject") != stood):
            continue
        said = f"{claim.printed} {claim.printed_unit}".strip()
        was = read_facts.as_read(session, one.as_read) if one.decision == "correct" else said if stood else ""
        verb = {"accept": "accepted", "reject": "rejected", "correct": "corrected"}[one.decision]
        yield Change(
            product_slug=product.product_slug, product=product.product, group=GROUP_OF[claim.field], field=claim.field,
            label=claim.label, of=_narrowed(claim), kind=kind, old=was, new="" if kind == "withdrawn" else said,
            old_value=claim.value if kind == "withdrawn" else None, new_value=None if kind == "withdrawn" else claim.value,
            unit=claim.unit, day=one.decided_at[:10], publisher=claim.publisher, tier=claim.tier, url=claim.url,
            quote=claim.quote, old_id=claim.claim_id if stood else "", new_id="" if kind == "withdrawn" else claim.claim_id,
            note=f"{verb} by {one.who}{f': {one.note}' if one.note else ''}",
        )  # fmt: skip


def _of_prices(product: ProductRow, then: Mapping[str, LowOffer], now: Mapping[str, LowOffer]) -> Iterator[Change]:
    """The lowest sound price of an accelerator hour, basis by basis."""
    for term in TERMS:
        old, new = then.get(term), now.get(term)
        row = new or old
        if row is None or (
            old is not None and new is not None and old.usd_per_accelerator_hour == new.usd_per_accelerator_hour
        ):
            continue
        yield Change(
            product_slug=product.product_slug, product=product.product, group="Price", field=f"offer_{term}",
            label="Lowest price", of=term.replace("_", " "), kind="changed" if old and new else "new" if new else "withdrawn",
            old=usd(old.usd_per_accelerator_hour) if old else "", new=usd(new.usd_per_accelerator_hour) if new else "",
            old_value=old.usd_per_accelerator_hour if old else None, new_value=new.usd_per_accelerator_hour if new else None,
            unit="USD/h", day=row.observed_at[:10] if new else "", publisher=row.publisher, tier=row.tier, url=row.url,
            quote=row.sku, old_id=old.offer_id if old else "", new_id=new.offer_id if new else "",
        )  # fmt: skip
