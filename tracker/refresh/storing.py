"""Storing what became of one feed: entries, validators, state and a line in the log, all in one transaction."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from tracker import extras
from tracker.model.fetched import Response
from tracker.refresh import moved
from tracker.refresh.fetching import Fetched
from tracker.refresh.freshness import fresh_s
from tracker.refresh.moved import Move
from tracker.refresh.results import FeedResult
from tracker.refresh.schedule import Pace, Plan, after_failure, after_success, rhythm_s
from tracker.store.connection import Connection
from tracker.store.entries import store_entries
from tracker.store.feeds import FeedState, FetchRecord, asked_elsewhere, log_fetch, newest_published, save_state
from tracker.store.pages import want
from tracker.store.seen_items import keep_items

_NEWEST = 20
"""Entries whose gaps tell the rhythm of a feed."""


@dataclass(frozen=True, slots=True)
class Kept:
    """What became of a feed: the result to report, and what is stored with it."""

    result: FeedResult
    plan: Plan
    move: Move
    trouble: str
    """What a person should look at: the error, or where the feed went."""


def store(db: Connection, run_id: int, fetched: Fetched, state: FeedState, now: str) -> Kept:
    """Write it and say what it was. Validators are kept only with the entries that came with them."""
    result = _result(db, fetched, state, now)
    kept, values = (_failed if result.outcome == "error" else _went_well)(db, fetched, state, result, now)
    plan, move = kept.plan, kept.move
    save_state(db, state.id, values | {
        "state": plan.state, "failures": plan.failures, "next_due_at": plan.next_due_at, "hold_until": plan.hold_until,
        "due_because": plan.because, "last_fetch_at": now, "last_error": kept.trouble,
        "moved_to": move.to, "moved_since": move.since, "moved_count": move.count, "adopted_url": move.adopted,
    })  # fmt: skip
    log_fetch(db, run_id, state.id, _record(kept.result, now))
    return kept


def _result(db: Connection, fetched: Fetched, state: FeedState, now: str) -> FeedResult:
    response, parsed = fetched.response, fetched.parsed
    bare = FeedResult(
        slug=state.slug,
        outcome="error",
        status=response.status,
        bytes=response.wire_bytes,
        seconds=round(response.elapsed_s, 3),
    )
    if response.error:
        return replace(bare, reason=response.reason, message=response.error)
    if parsed and parsed.error:
        return replace(bare, reason=parsed.reason, message=parsed.error)
    if response.status == 304:
        return replace(bare, outcome="not_modified")
    if parsed is None:
        return replace(bare, outcome="unchanged", entries=fetched.n_items)
    stored = store_entries(db, state.id, parsed.entries, now, fetched.is_listed)
    if fetched.feed.fulltext and extras.reads_pages():
        want(db, stored.ids, now)
    outcome = "new" if stored.new or stored.changed else "unchanged"
    return replace(bare, outcome=outcome, entries=fetched.n_items, new=stored.new, changed=stored.changed,
                   message=parsed.warning)  # fmt: skip


def _went_well(
    db: Connection, fetched: Fetched, state: FeedState, result: FeedResult, now: str
) -> tuple[Kept, dict[str, object]]:
    response, parsed, moment = fetched.response, fetched.parsed, datetime.fromisoformat(now)
    read = parsed is not None or fetched.items is not None
    n_items = fetched.n_items if read else state.n_items
    ttl_s = (parsed.ttl_s or 0.0) if parsed else state.ttl_s
    pace = _pace(db, fetched, state, result, n_items == 0, moment)
    values: dict[str, object] = {
        "etag": response.etag, "last_modified": response.last_modified, "last_ok_at": now, "fault": "", "failing_since": None,
        "ttl_s": ttl_s, "fresh_s": pace.fresh_s, "skip": pace.skip, "rhythm_s": pace.rhythm_s, "n_items": n_items,
    }  # fmt: skip
    if fetched.body_sha256:
        values["body_sha256"] = fetched.body_sha256
    if read:
        keep_items(db, state.id, fetched.items or {})
    move, line = _moved(db, fetched, state, n_items != 0, now)
    message = "; ".join(filter(None, (result.message, line)))
    plan = after_success(fetched.feed, ttl_s, moment, pace)
    return Kept(replace(result, message=message), plan, move, line), values


def _failed(
    _: Connection, fetched: Fetched, state: FeedState, result: FeedResult, now: str
) -> tuple[Kept, dict[str, object]]:
    moment, since = datetime.fromisoformat(now), state.failing_since or now
    parsed = fetched.parsed
    answer = replace(
        fetched.response, error=result.message, reason=fetched.response.reason or (parsed.reason if parsed else "")
    )
    plan = after_failure(answer, state.failures, moment, since)
    move = moved.after_trouble(state, plan.state == "gone")
    values: dict[str, object] = {"fault": "html" if fetched.is_html else result.reason, "failing_since": since}
    if state.adopted_url and not move.adopted:
        plan = after_failure(Response(url=fetched.feed.url), state.failures, moment, since)
        values |= {"etag": "", "last_modified": "", "body_sha256": ""}
        result = replace(result, message=f"{result.message}; the url of feeds.toml is asked again")
    return Kept(result, plan, move, result.message), values


def _moved(db: Connection, fetched: Fetched, state: FeedState, has_entries: bool, now: str) -> tuple[Move, str]:
    """The move and a line about it. Where another feed is asked already, nothing is asked twice."""
    move = moved.after_answer(fetched.feed, state, fetched.response, has_entries, now)
    elsewhere = asked_elsewhere(db, move.adopted, state.id) if move.adopted not in ("", state.adopted_url) else ""
    if elsewhere:
        move = Move(move.adopted, state.moved_since, state.moved_count, state.adopted_url)
    return move, moved.told(fetched.response, move, elsewhere)


def _pace(db: Connection, fetched: Fetched, state: FeedState, result: FeedResult, empty: bool, now: datetime) -> Pace:
    """What was said before holds where this answer does not repeat it: a 304 may leave headers out."""
    response, parsed = fetched.response, fetched.parsed
    fresh = fresh_s(response.headers, now)
    known = state.rhythm_s is not None and not result.new
    return Pace(
        fresh_s=state.fresh_s if fresh is None and response.status == 304 else fresh or 0.0,
        rhythm_s=state.rhythm_s if known else rhythm_s(newest_published(db, state.id, _NEWEST)),
        validated=bool(response.etag or response.last_modified),
        empty=empty,
        skip=parsed.skip if parsed else state.skip,
    )


def _record(r: FeedResult, now: str) -> FetchRecord:
    return FetchRecord(fetched_at=now, outcome=r.outcome, status=r.status, message=r.message, bytes=r.bytes,
                       ms=round(r.seconds * 1000), n_entries=r.entries, n_new=r.new, n_changed=r.changed)  # fmt: skip
