"""What a refresh would ask now, and why: read from the database, without a request and without writing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from tracker import urls
from tracker.clock import now_text
from tracker.model.feed import Config, FeedSource
from tracker.refresh.moved import asked_url
from tracker.refresh.pages_due import full_text_feeds, tallied
from tracker.refresh.price_due import due_sources, part_standing
from tracker.refresh.schedule import Standing, in_turn, standing
from tracker.store.connection import Connection
from tracker.store.digest import stored_digest
from tracker.store.feeds import feed_states
from tracker.store.pages import Tally
from tracker.store.price_lists import part_states, settled_until
from tracker.store.reader import reading


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """One source of feeds.toml."""

    kind: Literal["feed", "pages", "prices", "measured"]
    slug: str
    url: str
    """Where it would be asked, as it may be shown."""
    asked: bool
    why: str


def planned(database: Path, config: Config, everything: bool = False, only: Sequence[str] = ()) -> tuple[Planned, ...]:
    """The sources in the order in which a refresh would ask them; `everything` and `only` as there.

    Raises DatabaseError where there is no database yet.
    """
    now = now_text()
    with reading(database) as reader:
        db = reader.db
        found = [*_feeds(db, config, now, everything or bool(only)), *_pages(db, config, now, only)]
        if not only:
            found += _measured(db, config, now, everything)
        found += _prices(db, config, now, everything or bool(only))
    return tuple(one for one in found if not only or one.slug in only)


def _feeds(db: Connection, config: Config, now: str, everything: bool) -> Iterator[Planned]:
    """A feed whose url was changed since the last refresh is as good as new."""
    states = feed_states(db)
    known = {
        feed.slug: states[feed.slug]
        for feed in config.feeds
        if feed.slug in states and feed.url in (states[feed.slug].url, states[feed.slug].adopted_url)
    }
    for feed in in_turn(config.feeds, known):
        state = known.get(feed.slug)
        url = asked_url(feed, state) if state else feed.url
        yield _one("feed", feed.slug, url, standing(feed, state, now, everything))


def _pages(db: Connection, config: Config, now: str, only: Sequence[str]) -> Iterator[Planned]:
    """Pages of articles, a line a feed. Those of entries that the feed brings now are asked for as well, and nobody knows them."""
    slugs = full_text_feeds(config, only)
    known = tallied(db, slugs, now)
    for feed in config.feeds:
        if feed.slug in slugs:
            told = known.get(feed.slug, Tally(0, 0))
            why = f"{told.due} known pages of articles" + (f", {told.later} later" if told.later else "")
            yield _one("pages", feed.slug, feed.url, Standing(told.due > 0, why))


def _measured(db: Connection, config: Config, now: str, everything: bool) -> Iterator[Planned]:
    """A site is asked where it is due for one of its models."""
    if not config.measured:
        return
    from tracker.store.measured import is_known, source_state

    for source in config.measured:
        url = source.base_url or source.url
        as_feed = FeedSource(slug=source.slug, url=url, title=source.slug, every_s=source.every_s, enabled=source.enabled,
                             note=source.note)  # fmt: skip
        told = []
        for model in source.models:
            state = source_state(db, source.slug, model, "") if is_known(db, source.slug, model, url) else None
            told.append(standing(as_feed, state, now, everything))
        yield _one("measured", source.slug, url, next((one for one in told if one.due), told[0]))


def _prices(db: Connection, config: Config, now: str, everything: bool) -> Iterator[Planned]:
    digest = stored_digest(db)
    due = {source.slug for source in due_sources(db, config, now, digest, everything)}
    for source in config.prices:
        until = settled_until(db, source.slug, digest)
        if not source.enabled:
            told = Standing(False, source.note or "off")
        else:
            why = f"due since {until}" if until and until <= now else "asked for" if until else "never read"
            states = part_states(db, source.slug, digest)
            first = sorted(states, key=lambda state: state.feed.next_due_at or "")
            parts = [part_standing(source, state, source.url, now, everything) for state in first]
            told = _together(parts, why) if source.slug in due else parts[0]
        yield _one("prices", source.slug, source.base_url or source.url, told)


def _together(parts: Sequence[Standing], why: str) -> Standing:
    """A source is asked where one of its parts is; what a server asked to wait for holds whatever a person asks for."""
    waiting = [part for part in parts if not part.due]
    if parts and len(waiting) == len(parts):
        return waiting[0]
    return Standing(
        True, f"{why}, but {len(waiting)} of {len(parts)} parts are not: {waiting[0].why}" if waiting else why
    )


def _one(kind: Literal["feed", "pages", "prices", "measured"], slug: str, url: str, told: Standing) -> Planned:
    return Planned(kind=kind, slug=slug, url=urls.shown(url), asked=told.due, why=told.why)
