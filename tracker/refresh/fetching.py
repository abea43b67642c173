"""Fetching one feed and parsing what is new in its body."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from tracker import urls
from tracker.feeds.delta import Cut, cut
from tracker.feeds.parse import failed
from tracker.feeds.pool import ParserPool
from tracker.fetch.answer import bot_wall
from tracker.fetch.client import Client
from tracker.model.feed import FeedSource
from tracker.model.fetched import ParsedFeed, Request, Response
from tracker.refresh.moved import asked_url, may_be_private
from tracker.store.feeds import FeedState

_UTF8_XML = "application/xml; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Fetched:
    """`parsed` is None where there was nothing new to parse: 304, the same body or the same items again, or an error."""

    feed: FeedSource
    response: Response
    body_sha256: str = ""
    parsed: ParsedFeed | None = None
    items: Mapping[int, int] | None = None
    """Items of the document, as `store.seen_items` keeps them; None where nothing is known of them."""

    @property
    def is_html(self) -> bool:
        """Whether a web page came instead of a feed."""
        return bool(self.parsed and self.parsed.reason == "not_a_feed" and "an HTML page" in self.parsed.error)

    def is_listed(self, guid: str) -> bool:
        """Whether the document has an entry of this identity."""
        if self.items is not None:
            return _declared(guid) in self.items.values()
        return self.parsed is not None and any(entry.guid == guid for entry in self.parsed.entries)

    @property
    def n_items(self) -> int:
        return len(self.items) if self.items else len(self.parsed.entries) if self.parsed else 0


async def fetch_and_parse(
    client: Client,
    pool: ParserPool,
    feed: FeedSource,
    state: FeedState,
    now: str,
    seen: Callable[[], Mapping[int, int]],
) -> Fetched:
    """Never raises for what the network sends. `seen` reads the items of the feed's last document."""
    if feed.error:
        reason, _ = urls.problem(feed.url) or ("bad_url", "")
        return Fetched(feed, Response(url=feed.url, error=feed.error, reason=reason))
    url = asked_url(feed, state)
    request = Request(url=url, etag=state.etag, last_modified=state.last_modified, max_bytes=feed.max_bytes,
                      allow_private=may_be_private(feed, url))  # fmt: skip
    with client.hold() as hold:
        response = await client.get(request, hold)
        return await _read(feed, response, pool, state, now, seen)


async def _read(
    feed: FeedSource,
    response: Response,
    pool: ParserPool,
    state: FeedState,
    now: str,
    seen: Callable[[], Mapping[int, int]],
) -> Fetched:
    bare = replace(response, body=b"")
    if response.error or response.status == 304:
        return Fetched(feed, bare)
    digest = hashlib.sha256(response.body).hexdigest()
    if digest == state.body_sha256:
        return Fetched(feed, bare, digest)
    found = cut(response.body)
    parsed, items = await _Document(pool, response, now, found, seen()).read()
    if parsed and parsed.reason == "not_a_feed" and bot_wall(response.body):
        parsed = failed("blocked", f"{response.status}: a bot wall answers instead of the feed")
    return Fetched(feed, bare, digest, parsed, items)


class _Document:
    """One body on its way through the parser."""

    def __init__(
        self, pool: ParserPool, response: Response, now: str, found: Cut | None, seen: Mapping[int, int]
    ) -> None:
        self.pool, self.response, self.now, self.found, self.seen = pool, response, now, found, seen

    async def read(self) -> tuple[ParsedFeed | None, Mapping[int, int] | None]:
        """What is new, None where nothing is; and the items of the document."""
        if self.found is None:
            return await self._parse(self.response.body), None
        if self.seen and not _ambiguous(self.seen, self.found):
            kept = {item: self.seen[item] for item in self.found.hashes if item in self.seen}
            if len(kept) == len(set(self.found.hashes)):
                return None, kept
            if kept and (some := await self._some(self.found, kept)):
                return some
        whole = await self._parse(self.response.body)
        return whole, _items(self.found.hashes, whole)

    async def _some(self, found: Cut, kept: Mapping[int, int]) -> tuple[ParsedFeed, Mapping[int, int]] | None:
        """The new items alone; None where they cannot be told without the others."""
        new = [item for item in found.hashes if item not in kept]
        told = await self._parse(found.without(kept), _UTF8_XML if found.is_utf8 else "")
        items = _items(new, told)
        if told.error or told.warning or items is None or set(items.values()) & (set(kept.values()) - {0}):
            return None
        return told, {**kept, **items}

    async def _parse(self, body: bytes, content_type: str = "") -> ParsedFeed:
        kind = content_type or (self.response.headers or {}).get("content-type", "")
        return await self.pool.parse(body, kind, self.response.final_url or self.response.url, self.now)


def _ambiguous(seen: Mapping[int, int], found: Cut) -> bool:
    """Several items claimed one identity, and the document has not all of them any more: whose it is now, only all tell."""
    if all(item in found.hashes for item in seen):
        return False
    claims = Counter(declared for declared in seen.values() if declared)
    return any(count > 1 for count in claims.values())


def _items(hashes: tuple[int, ...] | list[int], parsed: ParsedFeed) -> dict[int, int] | None:
    """Hash of each item -> hash of its identity; None where the parser saw other items than the cut."""
    if parsed.error or len(parsed.declared) != len(hashes):
        return None
    return {item: _declared(guid) for item, guid in zip(hashes, parsed.declared, strict=True)}


def _declared(guid: str) -> int:
    digest = hashlib.blake2b(guid.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return (int.from_bytes(digest, "big") >> 1) or 1 if guid else 0
