"""What a person needs to judge one feed and to act: what mends it, its pace, its yield, its last answers, its newest articles."""

from __future__ import annotations

from collections.abc import Iterator

from textual.content import Content

from tracker import urls
from tracker.model.rows import ArticleRow, FeedPace, FeedRow, FetchRow
from tracker.tui.details import MUTED, heading, pairs, section, stacked
from tracker.tui.feed_parts.columns import state_word, yields
from tracker.tui.text import T, together
from tracker.tui.when import age
from tracker.units import counted
from tracker.views.articles import FeedHistory

_OUTCOMES = {"not_modified": "not modified", "unchanged": "nothing new", "error": "failed"}
_SPANS = ((86400 * 2, 86400, "days"), (3600 * 2, 3600, "hours"), (0, 60, "minutes"))


def feed(f: FeedRow, history: FeedHistory) -> Content:
    """What mends it above all that is known of it."""
    parts = [
        heading(f.title or f.slug),
        T(f.mend, "$text-warning"),
        pairs([*_state(f), *_pace(f, history.pace)]),
        section("yield"),
        pairs(
            [
                ("in all", yields(f.n_entries, f.n_fruitful, f.n_facts, f.n_events)),
                ("30 days", yields(f.recent_entries, f.recent_fruitful, f.recent_facts, f.recent_events)),
            ]
        ),
        section("last answers", len(history.answers)),
        stacked([_answer(one) for one in history.answers] or [T("It was not asked yet.", MUTED)]),
        section("newest articles", len(history.articles)),
        stacked([_article(one) for one in history.articles] or [T("None stored yet.", MUTED)]),
    ]
    return stacked([part for part in parts if part.cell_length], "\n\n")


def duration(seconds: float) -> str:
    """`3 days`, `5 hours`, `20 minutes`."""
    size, word = next((size, word) for least, size, word in _SPANS if seconds >= least)
    return f"{round(seconds / size)} {word}"


def _state(f: FeedRow) -> Iterator[tuple[str, str]]:
    yield "feed", f.slug
    yield "whose", f"{f.tier} {f.vendor_slug}".strip()
    yield "address", urls.shown(f.url)
    yield "asked at", urls.shown(f.adopted_url)
    yield "state", state_word(f.condition)
    since = f" since {f.failing_since[:10]}" if f.failing_since else ""
    yield "failing", f"{counted(f.failures, 'time')}{since}" if f.failures else ""
    yield "last error", f.last_error
    yield "note", f.note
    yield "last asked", age(f.last_fetch_at)
    yield "last good", age(f.last_ok_at)
    if f.enabled:
        yield "next", ": ".join(w for w in (age(f.next_due_at) if f.next_due_at else "", f.next_because) if w)
        ahead = age(f.hold_until) if f.hold_until else ""
        yield (
            "left alone",
            f"for {ahead.removeprefix('in ')} more, as its server asks" if ahead.startswith("in ") else "",
        )


def _pace(f: FeedRow, pace: FeedPace | None) -> Iterator[tuple[str, str]]:
    if pace is None:
        return
    yield "rhythm", f"an article every {duration(pace.rhythm_s)}" if pace.rhythm_s else ""
    yield "its wish", ", ".join(
        told for told in (
            f"asked every {duration(pace.ttl_s)} (ttl)" if pace.ttl_s else "",
            f"fresh for {duration(pace.fresh_s)} (cache headers)" if pace.fresh_s else "",
            f"not at {pace.skip} (UTC)" if pace.skip else "",
        ) if told
    )  # fmt: skip
    if f.last_ok_at:
        yield "validators", pace.validators or "none: it is sent whole each time"
    yield "document", counted(pace.n_items, "entry").replace("entrys", "entries") if pace.n_items is not None else ""
    if pace.moved_to and pace.moved_to != f.adopted_url:
        times = counted(pace.moved_count, "time")
        yield "moving to", f"{urls.shown(pace.moved_to)}, {times} since {(pace.moved_since or '')[:10]}"


def _answer(r: FetchRow) -> Content:
    """`2 h ago  200 3 new, 1 changed of 20, 14 kB, 320 ms`."""
    found = [f"{number:,} {word}" for number, word in ((r.n_new, "new"), (r.n_changed, "changed")) if number]
    bad = r.outcome == "error"
    outcome = ", ".join(found) if found and not bad else _OUTCOMES.get(r.outcome, r.outcome)
    of = f" of {r.n_entries:,}" if found and r.n_entries else ""
    cost = f"{r.bytes / 1000:,.0f} kB, {r.ms:,} ms" if r.bytes else f"{r.ms:,} ms"
    return together(
        [
            (age(r.fetched_at).ljust(10), MUTED), (f" {r.status or '---'} ", MUTED),
            (outcome + of, "$text-warning" if bad else ""), (f", {cost}", MUTED),
            (f"  {r.message}" if r.message else "", "$text-warning" if bad else MUTED),
        ]
    )  # fmt: skip


def _article(a: ArticleRow) -> Content:
    return together([(a.date[:10], MUTED), "  ", a.title])
