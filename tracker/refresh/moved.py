"""Feeds that moved for good: when a permanent redirect is believed, and when belief in it ends. Pure.

A redirect may lead to a page about maintenance or to somebody else, so it has to last and has to lead to the feed. What was
adopted is kept beside the url of feeds.toml, which stays as a person wrote it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from tracker import urls
from tracker.cleaning import clean
from tracker.model.feed import FeedSource
from tracker.model.fetched import Response
from tracker.store.feeds import FeedState

_TIMES = 3
_LASTING = timedelta(days=7)
_MOST_FAILURES = 3
"""In a row, after which an adopted address is given up."""


@dataclass(frozen=True, slots=True)
class Move:
    """`moved_*` and `adopted_url` of a feed, as `FeedState` has them."""

    to: str = ""
    since: str | None = None
    count: int = 0
    adopted: str = ""


def asked_url(feed: FeedSource, state: FeedState) -> str:
    return state.adopted_url or feed.url


def may_be_private(feed: FeedSource, url: str) -> bool:
    """`allow_private` is a word about the host that stands in feeds.toml, and about no other."""
    here, there = urlsplit(feed.url), urlsplit(url)
    return feed.allow_private and urls.host_and_port(here) == urls.host_and_port(there)


def after_answer(feed: FeedSource, state: FeedState, response: Response, has_entries: bool, now: str) -> Move:
    """After an answer that was a feed. One that came directly ends a count; an adopted address stays."""
    if not response.permanent_redirect:
        return Move(adopted=state.adopted_url)
    target = urls.link(response.permanent_redirect)
    same = target == state.moved_to and state.moved_since
    since, count = (state.moved_since or now, state.moved_count + 1) if same else (now, 1)
    lasted = datetime.fromisoformat(now) - datetime.fromisoformat(since) >= _LASTING
    if count >= _TIMES and lasted and has_entries and _may_be_adopted(feed, state, target, response):
        return Move(adopted=target)
    return Move(target, since, count, state.adopted_url)


def after_trouble(state: FeedState, gone: bool) -> Move:
    """A failure ends no count, for it says nothing of the address; but what was adopted has to go on working."""
    if state.adopted_url and (gone or state.failures + 1 >= _MOST_FAILURES):
        return Move()
    return Move(state.moved_to, state.moved_since, state.moved_count, state.adopted_url)


def told(response: Response, move: Move, elsewhere: str = "") -> str:
    """One line for a person, empty where the feed is where feeds.toml has it. `elsewhere`: another feed that is asked there."""
    place = move.adopted or response.permanent_redirect
    if not place:
        return ""
    shown = clean(urls.shown(place))
    if elsewhere:
        return f"moved permanently to {shown}, where {elsewhere} is asked; take one of them out of feeds.toml"
    asked = ", where it is asked now" if move.adopted else ""
    return f"moved permanently to {shown}{asked}; change the url in feeds.toml"


def _may_be_adopted(feed: FeedSource, state: FeedState, target: str, response: Response) -> bool:
    """The whole chain was permanent, nothing becomes less secure, and no password would be lost or sent elsewhere."""
    own = urlsplit(asked_url(feed, state))
    return (
        target == urls.link(response.final_url) != ""
        and not (own.scheme == "https" and urlsplit(target).scheme != "https")
        and not urlsplit(feed.url).username
    )
