"""Looking at feeds, and at pages that should have one: asked once each, politely; nothing is stored."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from tracker import urls
from tracker.actions.feed_mends import mend_of, verdict_of
from tracker.actions.feed_naming import Naming
from tracker.clock import now, now_text, stamp, today
from tracker.config.edit import block
from tracker.feeds import discover, kind
from tracker.feeds.paging import pages
from tracker.model.feed import Config, FeedSource
from tracker.model.feed_check import FeedCheck, Proposal
from tracker.model.fetched import ParsedFeed, Request, Response
from tracker.model.words import FeedTier

if TYPE_CHECKING:
    from tracker.feeds.pool import ParserPool
    from tracker.fetch.client import Client

_QUARTER, _USUAL = timedelta(days=91), timedelta(days=36)
_NEWEST = 20
"""Entries that tell a feed's rhythm."""
_MOST_CANDIDATES = 5
"""Feeds of one page that are asked; a page of categories may name hundreds."""
_MOST_GUESSES = 4
"""Common places that are asked where a page names no feed."""

OnChecked = Callable[[FeedCheck, int, int], None]
"""One result, how many there are by now, and how many there will be."""


@dataclass(frozen=True, slots=True)
class Target:
    """An address to look at. `slug` where it is of feeds.toml."""

    url: str
    slug: str = ""
    allow_private: bool = False
    max_bytes: int = 16 * 2**20
    error: str = ""
    hold_until: str = ""
    """The server asked to be left alone until then, UTC; empty where it did not."""


def target_of(feed: FeedSource, hold_until: str = "") -> Target:
    return Target(feed.url, feed.slug, feed.allow_private, feed.max_bytes, feed.error, hold_until)


def check_feeds(
    config: Config, targets: Sequence[Target], naming: Naming, on_checked: OnChecked = lambda *_: None
) -> list[FeedCheck]:
    """Look at each; results in the order of `targets`. Never raises for what the network sends."""
    return asyncio.run(_check_all(config, targets, naming, on_checked))


async def _check_all(
    config: Config, targets: Sequence[Target], naming: Naming, on_checked: OnChecked
) -> list[FeedCheck]:
    from tracker.feeds.pool import ParserPool
    from tracker.fetch.client import Client

    found: dict[int, FeedCheck] = {}
    c = config
    async with Client(contact=c.contact, per_host=c.per_host, min_gap_s=c.min_gap_s) as client, ParserPool() as pool:
        look = _Look(client, pool, naming, {urls.canonical(feed.url): feed.slug for feed in c.feeds})

        async def one(number: int, target: Target) -> None:
            found[number] = await look.at(target)
            on_checked(found[number], len(found), len(targets))

        await asyncio.gather(*(one(number, target) for number, target in enumerate(targets)))
    return [found[number] for number in range(len(targets))]


class _Look:
    """One look after the other through one client. `known`: canonical URL -> slug of feeds.toml."""

    def __init__(self, client: Client, pool: ParserPool, naming: Naming, known: Mapping[str, str]) -> None:
        self._client, self._pool, self._naming, self._known = client, pool, naming, known

    async def at(self, target: Target) -> FeedCheck:
        bare = FeedCheck(
            slug=target.slug or self._known.get(urls.canonical(target.url), ""), url=target.url, verdict="failing"
        )
        if target.error:
            return replace(bare, problem=target.error, mend="mend its url in feeds.toml")
        if target.hold_until:
            return replace(bare, verdict="not_asked", problem=f"the server asked to be left alone until {target.hold_until}",
                           mend="wait until then; nothing was asked")  # fmt: skip
        response, parsed = await self._ask(target)
        bare = _answered(bare, response)
        if parsed.reason == "not_a_feed" and _is_page(parsed):
            return await self._page(target, bare, response)
        if parsed.error:
            told = mend_of(parsed.reason, response.status, response.final_url or target.url)
            return replace(bare, verdict=verdict_of(parsed.reason, response.status), problem=parsed.error, mend=told)
        whole = _of_feed(bare, response, parsed)
        return whole if whole.slug else replace(whole, proposals=(self._proposal(target, whole),))

    async def _ask(self, target: Target) -> tuple[Response, ParsedFeed]:
        """The answer and what is in it; an error of the answer as one of the feed."""
        response = await self._client.get(
            Request(url=target.url, max_bytes=target.max_bytes, allow_private=target.allow_private)
        )
        if response.error:
            return response, ParsedFeed(title="", entries=(), error=response.error, reason=response.reason)
        kind_of = (response.headers or {}).get("content-type", "")
        return response, await self._pool.parse(response.body, kind_of, response.final_url or target.url, now_text())

    async def _page(self, target: Target, bare: FeedCheck, response: Response) -> FeedCheck:
        """A web page: the feeds that it names, else what lies where feeds mostly lie."""
        from tracker.fetch.answer import bot_wall

        here = response.final_url or target.url
        if bot_wall(response.body):
            return replace(bare, verdict="blocked", problem="a page that keeps programs out came instead of a feed",
                           mend=mend_of("blocked", None))  # fmt: skip
        named = [one.url for one in discover.named(response.body, here)]
        found = await self._first_feeds(target, here, named[:_MOST_CANDIDATES], len(named))
        if not found:
            guesses = [url for url in discover.common_places(here) if url not in named]
            found = await self._first_feeds(target, here, guesses[:_MOST_GUESSES], 1)
        if not found:
            return replace(bare, verdict="html", problem="a web page that names no feed that answers",
                           mend="look on the site for its feed, or take another source")  # fmt: skip
        told = "a web page, not a feed; " + ("it has one" if len(found) == 1 else f"it has {len(found)}")
        mend = (
            f'change its url in feeds.toml to "{found[0].url}"' if target.slug else f"tracker feeds add {found[0].url}"
        )
        return replace(bare, verdict="html" if target.slug else "page", problem=told, mend=mend, proposals=tuple(found))

    async def _first_feeds(self, target: Target, here: str, candidates: Sequence[str], enough: int) -> list[Proposal]:
        """Those that are feeds, one asked after the other."""
        found: list[Proposal] = []
        for url in candidates:
            own = urls.host_and_port(urlsplit(url)) == urls.host_and_port(urlsplit(target.url))
            one = Target(url, allow_private=target.allow_private and own, max_bytes=target.max_bytes)
            response, parsed = await self._ask(one)
            if not parsed.error:
                check = _of_feed(_answered(FeedCheck(slug="", url=url, verdict="ok"), response), response, parsed)
                found.append(self._proposal(one, check))
            if len(found) >= enough:
                break
        return found

    def _proposal(self, target: Target, check: FeedCheck) -> Proposal:
        """The block for feeds.toml; where the server moved the feed for good, with its new address."""
        url = check.moved_to or target.url
        vendor = self._naming.owner(url)
        tier: FeedTier = "vendor" if vendor else "press"
        slug = self._naming.slug(check.title, url)
        feed = FeedSource(slug=slug, url=url, title=check.title or slug, vendor=vendor, tier=tier,
                          allow_private=target.allow_private, verified=today())  # fmt: skip
        return Proposal(url=url, title=feed.title, slug=slug, vendor=vendor, tier=tier, toml=block(feed), format=check.format,
                        entries=check.entries, newest=check.newest, verified=feed.verified)  # fmt: skip


def _is_page(parsed: ParsedFeed) -> bool:
    return "an HTML page" in parsed.error


def _answered(bare: FeedCheck, response: Response) -> FeedCheck:
    final = response.final_url if response.final_url not in ("", response.url) else ""
    return replace(
        bare, status=response.status, final_url=final, moved_to=urls.link(response.permanent_redirect),
        etag=bool(response.etag), last_modified=bool(response.last_modified), bytes=response.wire_bytes,
        seconds=round(response.elapsed_s, 3),
    )  # fmt: skip


def _of_feed(bare: FeedCheck, response: Response, parsed: ParsedFeed) -> FeedCheck:
    """What a readable feed holds, and what is not as it should be."""
    dates = sorted(entry.published_at for entry in parsed.entries if entry.published_at)
    older = pages(response.body, response.final_url or response.url, (response.headers or {}).get("link", ""))
    check = replace(
        bare, verdict="ok", format=kind.kind(response.body), title=parsed.title, entries=len(parsed.entries),
        undated=len(parsed.entries) - len(dates), newest=dates[-1] if dates else None, oldest=dates[0] if dates else None,
        older="links" if older.older else "wordpress" if older.is_wordpress else "", problem=parsed.warning,
    )  # fmt: skip
    if not parsed.entries:
        return replace(check, verdict="empty", problem="it has no entries", mend=mend_of("empty", None))
    if _is_stale(dates):
        return replace(check, verdict="stale", problem=f"nothing new since {dates[-1][:10]}",
                       mend="check whether the publisher has another feed now")  # fmt: skip
    if check.moved_to and bare.slug:
        place = f'"{check.moved_to}"' if "?" not in check.moved_to else "the moved_to that --json prints"
        return replace(check, problem="it moved for good", mend=f"change its url in feeds.toml to {place}")
    return check


def _is_stale(dates: Sequence[str]) -> bool:
    """Silent for 3 months and 5 times as long as usual, as in the view `feed_health`. `dates`: UTC, ascending."""
    moments = [datetime.fromisoformat(date) for date in dates[-_NEWEST:]]
    if not moments:
        return False
    gaps = sorted(later - earlier for earlier, later in pairwise(moments))
    usual = gaps[len(gaps) // 2] if gaps else _USUAL
    return now() - moments[-1] > max(_QUARTER, 5 * usual)


def exit_code(checks: Sequence[FeedCheck]) -> int:
    """0 where all can be read, 1 where some cannot, 69 where none can."""
    bad = sum(not check.readable for check in checks)
    return 0 if not bad else 69 if bad == len(checks) else 1


def still_held(moment: str | None) -> str:
    """`moment` where a server's word to wait until then still counts, else empty: nobody may ask for more than a day."""
    return moment if moment and now_text() < moment <= stamp(now() + timedelta(days=1)) else ""
