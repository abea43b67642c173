"""When a feed is asked again, and why then. Pure: the moment is an argument, and what spreads feeds is a hash of their address."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

from tracker.clock import stamp
from tracker.model.feed import FeedSource
from tracker.store.feeds import FeedState

if TYPE_CHECKING:
    from tracker.model.fetched import Response

_FLOOR_S = 3600.0
_CEILING_S = 24 * 3600.0
_LONG_S = 72 * 3600.0
"""What failures end at, once they have lasted for `_LASTING`."""
_LASTING = timedelta(days=14)
_SPREAD = 0.1
_BLOCKED = (401, 403)
_GONE = 410
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


@dataclass(frozen=True, slots=True)
class Plan:
    """What becomes of a feed after a fetch. `hold_until` binds `--all` too; `because` is what decided `next_due_at`."""

    state: str
    failures: int
    next_due_at: str
    hold_until: str | None = None
    because: str = ""


@dataclass(frozen=True, slots=True)
class Standing:
    """Whether a feed is asked now, and why or why not in a few words."""

    due: bool
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """What a feed and its server say about how often there is something to fetch."""

    fresh_s: float = 0.0
    """Cache-Control or Expires."""
    rhythm_s: float | None = None
    """Median gap of its newest entries; None where it has too few."""
    validated: bool = True
    """Whether the server gives validators: without them each answer is a whole one."""
    empty: bool = False
    skip: str = ""
    """As `ParsedFeed.skip`."""


def is_due(feed: FeedSource, state: FeedState | None, now: str, everything: bool) -> bool:
    """Whether to ask now. A person's `everything` overrides the schedule, never the server's own word."""
    return standing(feed, state, now, everything).due


def standing(feed: FeedSource, state: FeedState | None, now: str, everything: bool) -> Standing:
    """As `is_due`, with the reason."""
    if not feed.enabled:
        return Standing(False, feed.note or "off")
    if state is None:
        return Standing(True, "never asked before")
    if state.state == "gone":
        return Standing(False, "gone (410): not asked until its url is changed")
    if state.hold_until and _still(state.hold_until, now, _CEILING_S):
        why = "blocked" if state.state == "blocked" else "Retry-After"
        return Standing(False, f"held until {state.hold_until}: {why}")
    because = f": {state.due_because}" if state.due_because else ""
    if state.next_due_at and _still(state.next_due_at, now, _longest_s(feed, state)):
        why = f"due {state.next_due_at}{because}"
        return Standing(True, f"asked for, not {why}") if everything else Standing(False, why)
    return Standing(True, f"due since {state.next_due_at}{because}" if state.next_due_at else "never asked at this url")


def in_turn(feeds: Iterable[FeedSource], states: Mapping[str, FeedState]) -> list[FeedSource]:
    """Those that failed come last, and of each kind first who was never asked, then who was asked longest ago: a run that is
    cut off cuts off others each time."""

    def turn(feed: FeedSource) -> tuple[bool, str]:
        state = states.get(feed.slug)
        return (state.failures > 0, state.last_fetch_at or "") if state else (False, "")

    return sorted(feeds, key=turn)


def after_success(feed: FeedSource, ttl_s: float | None, now: datetime, pace: Pace | None = None) -> Plan:
    """The next time: not before what `every`, ttl and cache headers say, then by the feed's own rhythm, an hour at least and a
    day at most. A server without validators is asked once a day, unless `every` says how often."""
    pace = pace or Pace()
    least = max(
        (_FLOOR_S, ""),
        (feed.every_s, "every"),
        (ttl_s or 0.0, "ttl"),
        (pace.fresh_s, "cache headers"),
        (0.0 if pace.validated or feed.every_s else _CEILING_S, "no validators"),
    )
    rhythm = (_CEILING_S, "no entries") if pace.empty else ((pace.rhythm_s or 0.0) / 4, "its rhythm")
    wait, because = max(least, rhythm)
    most = max(_CEILING_S, feed.every_s)
    if wait > least[0]:
        wait = max(wait * _spread(feed.url, 0), least[0])
    due = _beside(pace.skip, now, now + timedelta(seconds=min(wait, most)), now + timedelta(seconds=most))
    return Plan("ok", 0, stamp(due), because=because or "the usual hour")


def after_failure(response: Response, failures: int, now: datetime, failing_since: str | None = None) -> Plan:
    """Back off: an hour doubled with each failure, a day at most, three once they have lasted for two weeks; what the server
    said comes first. A block is probed once a day."""
    count = failures + 1
    if response.status == _GONE:
        return Plan("gone", count, stamp(now + timedelta(seconds=_CEILING_S)), because="gone")
    if response.status in _BLOCKED or response.reason == "blocked":
        day = stamp(now + timedelta(seconds=_CEILING_S))
        return Plan("blocked", count, day, day, "blocked")
    lasts = bool(failing_since) and now - datetime.fromisoformat(failing_since or "") >= _LASTING
    base = _FLOOR_S * 2.0 ** min(count - 1, 8)
    wait = min(max(base * _spread(response.url, count), _FLOOR_S), _LONG_S if lasts else _CEILING_S)
    because = f"{count} failures" if count > 1 else "1 failure"
    if response.retry_after_s is None:
        return Plan("failing", count, stamp(now + timedelta(seconds=wait)), because=because)
    until = stamp(now + timedelta(seconds=response.retry_after_s))
    due = now + timedelta(seconds=max(response.retry_after_s, _FLOOR_S))
    return Plan("failing", count, stamp(due), until, "Retry-After")


def rhythm_s(published: Iterable[str]) -> float | None:
    """Median gap in seconds of these moments (UTC text); None for fewer than three."""
    moments = sorted(datetime.fromisoformat(moment) for moment in published)
    gaps = sorted((later - earlier).total_seconds() for earlier, later in pairwise(moments))
    if len(gaps) < 2:
        return None
    return (gaps[len(gaps) // 2] + gaps[(len(gaps) - 1) // 2]) / 2


def _spread(url: str, count: int) -> float:
    """A factor of 0.9..1.1, the same for the same address and count: feeds that met once do not meet again and again."""
    digest = hashlib.blake2b(f"{count} {url}".encode("utf-8", "replace"), digest_size=8).digest()
    return 1.0 + _SPREAD * (int.from_bytes(digest, "big") / 2**63 - 1.0)


def _beside(skip: str, now: datetime, due: datetime, latest: datetime) -> datetime:
    """The first moment from `due` to `latest` outside the hours and days that the feed names; a hint, so `latest` at last."""
    words = set(skip.split())
    moment = due
    while words & {str(moment.hour), _DAYS[moment.weekday()]}:
        moment = moment.replace(minute=0, second=0) + timedelta(hours=1)
        if moment > latest:
            return latest
    return moment


def _longest_s(feed: FeedSource, state: FeedState) -> float:
    """How far ahead a plan for this feed can be."""
    lasts = state.failing_since and state.last_fetch_at and (
        datetime.fromisoformat(state.last_fetch_at) - datetime.fromisoformat(state.failing_since) >= _LASTING
    )  # fmt: skip
    return max(_CEILING_S, feed.every_s, _LONG_S if lasts else 0.0)


def _still(moment: str, now: str, longest_s: float) -> bool:
    """Whether `moment` is ahead, and no further than we ever plan: a clock that was set back must not silence a feed."""
    ahead = datetime.fromisoformat(moment) - datetime.fromisoformat(now)
    return timedelta(0) < ahead <= timedelta(seconds=longest_s)
