"""When a feed is asked again. Pure: the moment is an argument."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from tracker.clock import stamp
from tracker.model.feed import FeedSource, Response
from tracker.store.feeds import FeedState

_FLOOR_S = 3600.0
_CEILING_S = 24 * 3600.0
_BLOCKED = (401, 403)
_GONE = 410


@dataclass(frozen=True, slots=True)
class Plan:
    """What becomes of a feed after a fetch. `hold_until` binds `--all` too."""

    state: str
    failures: int
    next_due_at: str
    hold_until: str | None = None


def is_due(feed: FeedSource, state: FeedState | None, now: str, everything: bool) -> bool:
    """Whether to ask now. A person's `everything` overrides the schedule, never the server's own word."""
    if not feed.enabled:
        return False
    if state is None:
        return True
    if state.state == "gone":
        return False
    if state.hold_until and _still(state.hold_until, now, _CEILING_S):
        return False
    longest = max(_CEILING_S, feed.every_s)
    return everything or not state.next_due_at or not _still(state.next_due_at, now, longest)


def in_turn(feeds: Iterable[FeedSource], states: Mapping[str, FeedState]) -> list[FeedSource]:
    """Who was never asked comes first, then who was asked longest ago: a run that is cut off cuts off others each time."""

    def last(feed: FeedSource) -> str:
        state = states.get(feed.slug)
        return (state.last_fetch_at or "") if state else ""

    return sorted(feeds, key=last)


def _still(moment: str, now: str, longest_s: float) -> bool:
    """Whether `moment` is ahead, and no further than we ever plan: a clock that was set back must not silence a feed."""
    ahead = datetime.fromisoformat(moment) - datetime.fromisoformat(now)
    return timedelta(0) < ahead <= timedelta(seconds=longest_s)


def after_success(feed: FeedSource, ttl_s: float | None, now: datetime) -> Plan:
    """The next time: not before the feed's own `ttl` and the user's `every`, an hour at least, a day at most."""
    wait = min(max(_FLOOR_S, feed.every_s, ttl_s or 0.0), max(_CEILING_S, feed.every_s))
    return Plan("ok", 0, stamp(now + timedelta(seconds=wait)))


def after_failure(response: Response, failures: int, now: datetime) -> Plan:
    """Back off: an hour doubled with each failure, a day at most; what the server said comes first."""
    count = failures + 1
    if response.status == _GONE:
        return Plan("gone", count, stamp(now + timedelta(seconds=_CEILING_S)))
    if response.status in _BLOCKED:
        day = stamp(now + timedelta(seconds=_CEILING_S))
        return Plan("blocked", count, day, day)
    if response.retry_after_s is not None:
        until = stamp(now + timedelta(seconds=response.retry_after_s))
        return Plan("failing", count, until, until)
    wait = min(_FLOOR_S * 2.0 ** min(count - 1, 8), _CEILING_S)
    return Plan("failing", count, stamp(now + timedelta(seconds=wait)))
