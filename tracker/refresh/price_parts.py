"""Which parts of the price lists of feeds.toml are due, with what is known of each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from tracker.model.feed import FeedSource, PriceSource
from tracker.model.fetched import Post, Request
from tracker.model.listing import Ask, Wanted
from tracker.prices import connector
from tracker.refresh.price_due import part_standing
from tracker.refresh.rehost import rehosted
from tracker.store.connection import Connection
from tracker.store.price_lists import ListState, drop_part, known_parts, open_part
from tracker.store.prices import Kept, withdraw


@dataclass(frozen=True, slots=True)
class Part:
    """One part of one source."""

    source: PriceSource
    ask: Ask
    state: ListState

    @property
    def name(self) -> str:
        return f"{self.source.slug} {self.ask.name}".strip()

    def as_feed(self) -> FeedSource:
        return FeedSource(slug=self.name, url=self.ask.url, title=self.name, every_s=self.source.every_s)

    def request(self, ask: Ask, mirrored: bool = False) -> Request:
        """Validators go along where the first answer is the whole list, or the token that tells whether it changed."""
        source, known = self.source, self.state.feed
        place = rehosted(ask.mirror if mirrored else ask.url, source.url, source.base_url)
        if ask.payload is not None:
            return Post(url=place.url, host=place.host, payload=ask.payload, max_bytes=source.max_bytes,
                        allow_private=source.allow_private)  # fmt: skip
        first = ask is self.ask and not mirrored and not self.state.chained
        return Request(url=place.url, host=place.host, etag=known.etag if first else "",
                       last_modified=known.last_modified if first else "", max_bytes=source.max_bytes,
                       allow_private=source.allow_private)  # fmt: skip

    @property
    def host(self) -> str:
        """Whose budget of requests it counts in."""
        place = rehosted(self.ask.url, self.source.url, self.source.base_url)
        return place.host or urlsplit(place.url).netloc


def parts_of(db: Connection, source: PriceSource, wanted: Wanted, digest: str, now: str) -> Iterator[Part]:
    """The parts that its connector asks for, and those that earlier answers named; others end. Call it in a transaction."""
    asks = {ask.name: ask for ask in connector(source.kind).asks(source, wanted)}
    for list_id, name, _ in known_parts(db, source.slug, named=False):
        if name not in asks:
            end_part(db, list_id, now)
    for _, name, url in known_parts(db, source.slug, named=True):
        asks.setdefault(name, Ask(name=name, url=url))
    for ask in asks.values():
        yield part_of(db, source, ask, digest)


def end_part(db: Connection, list_id: int, now: str) -> None:
    """Nobody asks for the part any more: its prices end."""
    withdraw(db, list_id, Kept(), now, "its list is no longer asked")
    drop_part(db, list_id)


def part_of(db: Connection, source: PriceSource, ask: Ask, digest: str) -> Part:
    publisher = connector(source.kind).PUBLISHER
    return Part(source, ask, open_part(db, source.slug, source.kind, publisher, ask, digest))


def is_part_due(part: Part, now: str, everything: bool) -> bool:
    return part_standing(part.source, part.state, part.ask.url, now, everything).due
