"""Storing what became of one feed: entries, validators, state and a line in the log, all in one transaction."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from tracker import urls
from tracker.cleaning import clean
from tracker.model.feed import Response
from tracker.refresh.fetching import Fetched
from tracker.refresh.report import FeedResult
from tracker.refresh.schedule import Plan, after_failure, after_success
from tracker.store.connection import Connection
from tracker.store.entries import store_entries
from tracker.store.feeds import FeedState, FetchRecord, log_fetch, save_state
from tracker.store.seen_items import keep_items


def store(db: Connection, run_id: int, fetched: Fetched, state: FeedState, now: str) -> FeedResult:
    """Write it and say what it was. Validators are kept only with the entries that came with them."""
    result = _result(db, fetched, state, now)
    plan = _plan(fetched, state, result, now)
    values: dict[str, object] = {
        "state": plan.state, "failures": plan.failures, "next_due_at": plan.next_due_at, "hold_until": plan.hold_until,
        "last_fetch_at": now, "last_error": result.message if result.outcome == "error" else _moved(fetched.response),
    }  # fmt: skip
    if result.outcome != "error":
        response = fetched.response
        values |= {"etag": response.etag, "last_modified": response.last_modified, "last_ok_at": now}
        if fetched.body_sha256:
            values["body_sha256"] = fetched.body_sha256
        if fetched.parsed:
            values["ttl_s"] = fetched.parsed.ttl_s or 0.0
        if fetched.parsed or fetched.items is not None:
            keep_items(db, state.id, fetched.items or {})
    save_state(db, state.id, values)
    log_fetch(db, run_id, state.id, _record(result, now))
    return result


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
    bare = replace(bare, message=_moved(response))
    if response.status == 304:
        return replace(bare, outcome="not_modified")
    if parsed is None:
        return replace(bare, outcome="unchanged", entries=fetched.n_items)
    stored = store_entries(db, state.id, parsed.entries, now)
    outcome = "new" if stored.new or stored.changed else "unchanged"
    return replace(bare, outcome=outcome, entries=fetched.n_items, new=stored.new, changed=stored.changed,
                   message="; ".join(filter(None, (parsed.warning, bare.message))))  # fmt: skip


def _moved(response: Response) -> str:
    """A server's word that the feed has another address for good. Only a person may follow: it may not be the owner's."""
    if not response.permanent_redirect:
        return ""
    return f"moved permanently to {clean(urls.shown(response.permanent_redirect))}; change the url in feeds.toml"


def _plan(fetched: Fetched, state: FeedState, result: FeedResult, now: str) -> Plan:
    moment = datetime.fromisoformat(now)
    if result.outcome != "error":
        return after_success(fetched.feed, fetched.parsed.ttl_s if fetched.parsed else state.ttl_s, moment)
    answer = fetched.response if fetched.response.error else Response(url=fetched.feed.url, error=result.message)
    return after_failure(answer, state.failures, moment)


def _record(r: FeedResult, now: str) -> FetchRecord:
    return FetchRecord(fetched_at=now, outcome=r.outcome, status=r.status, message=r.message, bytes=r.bytes,
                       ms=round(r.seconds * 1000), n_entries=r.entries, n_new=r.new, n_changed=r.changed)  # fmt: skip
