"""A list that was read, into the store: mapped, flagged, with what it no longer holds ended."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from tracker.catalogue.whole import plain
from tracker.clock import stamp
from tracker.model.fact import Source
from tracker.model.listing import ListedOffer, ListedToken, ReadList
from tracker.model.price import Offer, TokenPrice
from tracker.model.words import Quality, Tier
from tracker.pricing.agreement import borne_out
from tracker.pricing.claims import store_specs
from tracker.pricing.meaning import Meanings, new_provider
from tracker.store.connection import Connection
from tracker.store.facts import Ids, add_provisional, write_source
from tracker.store.price_lists import Unmapped, keep_unmapped
from tracker.store.prices import Kept, missing, withdraw, write_offer, write_token_price

_PATIENCE = timedelta(days=7)
"""So long an offer may be missing in a list that is faulty or shrank at once."""
_MANY_FAULTS = 5
"""One faulty row in so many means that the list has another shape by now."""
_FEW = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class ListOf:
    """Whose list it is."""

    id: int | None
    """Row of the part it answers; None for dated archives, which end nothing."""
    slug: str
    part: str
    url: str
    publisher: str
    tier: Tier


@dataclass(slots=True)
class StoredList:
    """What became of it."""

    offers: int = 0
    """Prices of things that the catalogue has."""
    changed: int = 0
    """New ones and ones that are other than before."""
    ended: int = 0
    shrunk: str = ""
    """Why the list may have lost offers by mistake: they end only when they stay away."""
    specs: int = 0
    unmapped: dict[str, int] = field(default_factory=dict)
    """Names of accelerators that the catalogue does not have -> prices."""


def store_list(
    db: Connection, meanings: Meanings, whose: ListOf, read: ReadList, now: str, stale: str = ""
) -> StoredList:
    """Write a whole list; call it in a transaction. `stale`: why none of its prices may rank."""
    published = read.published or None
    source = Source(url=whose.url, publisher=whose.publisher, tier=whose.tier, published=published)
    done = StoredList()
    if not read.specs:
        source_id, _ = write_source(db, source, now, "prices", f"prices|{whose.slug}|{whose.part}")
        work = _Writing(db, meanings, whose, source_id, now, stale, done)
        for offer in read.offers:
            work.offer(offer)
        apart = _told_apart(meanings, read.tokens)
        for token in read.tokens:
            work.token(token, apart)
        if whose.id is not None:
            keep_unmapped(db, whose.id, work.unmapped.values())
            done.shrunk = _shrunk(db, whose.id, read, work.kept)
            patience = stamp(datetime.fromisoformat(now) - _PATIENCE) if read.n_faults or done.shrunk else ""
            done.ended = withdraw(db, whose.id, work.kept, now, unseen_since=patience)
    if read.specs:
        done.specs = store_specs(db, meanings, whose.slug, source, read.specs, now)
    return done


class _Writing:
    """One list on its way into the database."""

    def __init__(
        self, db: Connection, meanings: Meanings, whose: ListOf, source_id: int, now: str, stale: str, done: StoredList
    ) -> None:  # fmt: skip
        self.db, self.meanings, self.whose, self.source_id = db, meanings, whose, source_id
        self.now, self.stale, self.done = now, stale, done
        self.ids = Ids.read(db)
        self.typical = meanings.typical
        self.kept = Kept()
        self.unmapped: dict[tuple[str, str], Unmapped] = {}

    def offer(self, told: ListedOffer) -> None:
        meant = self.meanings.offer(told)
        if meant is None or meant.product not in self.ids.products:
            self._count_unmapped(told)
            return
        quality, reason = self._quality(*self._counted(told, *self.typical.hardware(meant.product, told)))
        offer = Offer(provider=self._provider(told.provider), product=meant.product, sku=told.sku, region=told.region,
                      term=told.term, count=meant.count, usd_per_hour=told.usd_per_hour, observed=told.seen or self.now,
                      valid_from=told.valid_from, quality=quality, reason=reason)  # fmt: skip
        written = write_offer(self.db, self.ids, self.source_id, self.whose.publisher, offer, self.whose.id)
        self.kept.offers.add(written.id)
        self._count(written.changed)

    def token(self, told: ListedToken, apart: frozenset[str]) -> None:
        model = self.meanings.model(told)
        own = _endpoint(told) if model else "" if told.endpoint == told.model else told.endpoint
        endpoint = f"{own} @{told.provider}".strip() if told.provider in apart else own
        quality, reason = self._quality(told.quality, told.reason)
        price = TokenPrice(provider=self._provider(told.provider, told.provider_name), model=model or told.model,
                           endpoint=endpoint, tier=told.tier, usd_per_mtok_in=told.usd_per_mtok_in,
                           usd_per_mtok_cached_in=told.usd_per_mtok_cached_in, usd_per_mtok_out=told.usd_per_mtok_out,
                           observed=told.seen or self.now, valid_from=told.valid_from, quality=quality, reason=reason)  # fmt: skip
        price = borne_out(self.db, self.source_id, self.typical.tokens(price))
        written = write_token_price(self.db, self.ids, self.source_id, self.whose.publisher, price, self.whose.id)
        self.kept.tokens.add(written.id)
        self._count(written.changed)

    def _count(self, changed: bool) -> None:
        self.done.offers += 1
        self.done.changed += changed

    def _counted(self, told: ListedOffer, quality: Quality, reason: str) -> tuple[Quality, str]:
        """A size of machine has as many accelerators as the catalogue knows, or the price of one cannot be told."""
        known = self.meanings.count_of(told.sku)
        if quality == "ok" and told.accelerator and known and known != told.count:
            return "unit_suspect", f"the list counts {told.count} accelerators in this size, its maker {known}"
        return quality, reason

    def _quality(self, quality: Quality, reason: str) -> tuple[Quality, str]:
        return ("stale", self.stale) if self.stale and quality == "ok" else (quality, reason)

    def _provider(self, name: str, title: str = "") -> str:
        slug = self.meanings.provider(name)
        vendor = self.meanings.sellers.get(slug) if slug else new_provider(name, title, self.meanings.vendors)
        if vendor is None:
            return str(slug)
        if vendor.slug not in self.ids.vendors:
            add_provisional(self.db, self.ids, (), (vendor,))
        return vendor.slug

    def _count_unmapped(self, told: ListedOffer) -> None:
        name = told.accelerator or told.sku
        self.done.unmapped[name] = self.done.unmapped.get(name, 0) + 1
        usd = told.usd_per_hour / told.count
        before = self.unmapped.get((name, told.provider))
        self.unmapped[name, told.provider] = Unmapped(
            name, told.provider, 1 + (before.n if before else 0), before.example if before else told.sku,
            min(usd, before.low) if before else usd, max(usd, before.high) if before else usd,
        )  # fmt: skip


def _shrunk(db: Connection, list_id: int, read: ReadList, kept: Kept) -> str:
    if read.n_faults * _MANY_FAULTS > read.rows:
        return f"{read.n_faults} of {read.rows} rows cannot be read, first {read.faults[0]}"
    gone, before = missing(db, list_id, kept)
    if gone >= _FEW and gone * 2 > before:
        return f"{gone} of {before} offers are gone at once"
    return ""


def _endpoint(told: ListedToken) -> str:
    """The provider's own name for a model that has another here, with what else tells its offers apart."""
    return told.endpoint if told.model in told.endpoint else f"{told.model} {told.endpoint}".strip()


def _told_apart(meanings: Meanings, tokens: Iterable[ListedToken]) -> frozenset[str]:
    """Provider ids of the list whose name has to stand in the offer, as the list has several ids of one vendor."""
    ids: dict[str, set[str]] = {}
    for told in tokens:
        if slug := meanings.provider(told.provider):
            ids.setdefault(slug, set()).add(told.provider)
    return frozenset(
        one for slug, several in ids.items() if len(several) > 1 for one in several if plain(one) != plain(slug)
    )
