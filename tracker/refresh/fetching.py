"""Fetching one feed and parsing its body where there is a new one."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from tracker.feeds.pool import ParserPool
from tracker.fetch.client import Client
from tracker.model.feed import FeedSource, ParsedFeed, Request, Response
from tracker.store.feeds import FeedState


@dataclass(frozen=True, slots=True)
class Fetched:
    """`parsed` is None where there was nothing new to parse: 304, the same body again, or an error."""

    feed: FeedSource
    response: Response
    body_sha256: str
    parsed: ParsedFeed | None


async def fetch_and_parse(client: Client, pool: ParserPool, feed: FeedSource, state: FeedState, now: str) -> Fetched:
    """Never raises for what the network sends."""
    if feed.error:
        return Fetched(feed, Response(url=feed.url, error=feed.error, reason="bad_url"), "", None)
    response = await client.get(
        Request(url=feed.url, etag=state.etag, last_modified=state.last_modified, max_bytes=feed.max_bytes,
                allow_private=feed.allow_private)
    )  # fmt: skip
    if response.error or response.status == 304:
        return Fetched(feed, response, "", None)
    digest = hashlib.sha256(response.body).hexdigest()
    if digest == state.body_sha256:
        return Fetched(feed, response, digest, None)
    kind = (response.headers or {}).get("content-type", "")
    parsed = await pool.parse(response.body, kind, response.final_url or feed.url, now)
    return Fetched(feed, response, digest, parsed)
