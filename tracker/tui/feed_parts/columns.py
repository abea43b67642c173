"""The columns of the feeds: state in words, what each yields, when it is asked."""

from __future__ import annotations

from dataclasses import dataclass

from tracker.model.rows import FeedRow
from tracker.tui.glyphs import feed_state, mark
from tracker.tui.text import Span
from tracker.tui.when import age
from tracker.tui.widgets.columns import Column
from tracker.tui.widgets.row_list import words
from tracker.units import counted

QUIET = ("ok", "moved", "not asked yet", "by hand", "off")
"""Conditions in which nobody has to look."""
_LOOKS = {
    "ok": ("ok", "works", "good"),
    "not asked yet": ("new", "not read", "muted"),
    "moved": ("ok", "moved", "warn"),
    "empty": ("failing", "empty", "warn"),
    "stale": ("failing", "stale", "warn"),
    "html instead of feed": ("failing", "web page", "warn"),
    "too large": ("failing", "too large", "warn"),
    "blocked": ("blocked", "blocked", "bad"),
    "gone": ("gone", "gone", "bad"),
    "by hand": ("file", "by hand", ""),
    "off": ("off", "off", "muted"),
}
"""Condition -> glyph, word, style."""
_FAILING = ("failing", "failing", "warn")


@dataclass(frozen=True, slots=True)
class FeedLine:
    """`news` is what came of it in the refresh that runs now."""

    feed: FeedRow
    news: str = ""


def state_word(condition: str) -> str:
    return _LOOKS.get(condition, _FAILING)[1]


def share(feed: FeedRow) -> str:
    """How many of its articles state anything: `40 %`; empty where it has none."""
    if not feed.n_entries:
        return ""
    percent = 100 * feed.n_fruitful / feed.n_entries
    return "<1 %" if 0 < percent < 1 else f"{percent:.0f} %"


def yields(entries: int, fruitful: int, facts: int, events: int) -> str:
    """`2 of 20 articles brought 7 facts and 3 events`."""
    if not entries:
        return "no article"
    if not fruitful:
        return f"{counted(entries, 'article')}, none of which stated anything"
    what = f"{counted(facts, 'fact')} and {counted(events, 'event')}"
    return f"{fruitful:,} of {counted(entries, 'article')} brought {what}"


def _state(line: FeedLine, width: int) -> list[Span]:
    glyph, word, style = _LOOKS.get(line.feed.condition, _FAILING)
    return [(feed_state(glyph) + (f" {word}" if width > 1 else ""), style)]


def _name(line: FeedLine, _: int) -> list[Span]:
    return words(line.feed.title or line.feed.slug, "" if line.feed.enabled else "muted")


def _recent(line: FeedLine, _: int) -> list[Span]:
    f = line.feed
    if not f.recent_entries:
        return words("no article" if f.n_entries else "", "muted")
    return words(f"{f.recent_facts:,} facts, {f.recent_events:,} ev.", "muted")


def _trouble(line: FeedLine, _: int) -> list[Span]:
    """What the running refresh brought; else what is wrong, or why it is off."""
    f = line.feed
    if line.news:
        return words(f"{mark('cursor')} {line.news}", "warn" if line.news == "failed" else "good")
    if f.enabled and (wrong := f.last_error or f.mend):
        times = f"{f.failures} times: " if f.failures > 1 else ""
        return words(times + wrong, "warn")
    return words(f.note, "muted")


def _count(number: int) -> list[Span]:
    return words(f"{number:,}", "" if number else "muted")


def _next(line: FeedLine, _: int) -> list[Span]:
    f = line.feed
    told = age(f.next_due_at) if f.next_due_at and f.enabled else ""
    return words("is due" if told.endswith("ago") else told, "muted")


COLUMNS: tuple[Column[FeedLine], ...] = (
    Column("STATE", _state, 10, least=50),
    Column("", _state, 1, most=50),
    Column("FEED", _name, 20, least=72, most=130),
    Column("FEED", _name, 26, least=130),
    Column("FEED", _name, most=72),
    Column("TIER", lambda r, _: words(r.feed.tier, "muted"), 9, least=170),
    Column("ARTICLES", lambda r, _: _count(r.feed.n_entries), 8, least=100, right=True),
    Column("USEFUL", lambda r, _: words(share(r.feed), "muted"), 6, least=130, right=True),
    Column("FACTS", lambda r, _: _count(r.feed.n_facts), 6, least=44, right=True),
    Column("EVENTS", lambda r, _: _count(r.feed.n_events), 6, least=90, right=True),
    Column("IN 30 DAYS", _recent, 16, least=150),
    Column(
        "ASKED",
        lambda r, _: words(age(r.feed.last_fetch_at), "muted"),
        10,
        least=180,
        value=lambda r: r.feed.last_fetch_at,
    ),
    Column(
        "LAST OK", lambda r, _: words(age(r.feed.last_ok_at), "muted"), 10, least=36, value=lambda r: r.feed.last_ok_at
    ),
    Column("NEXT", _next, 9, least=110, value=lambda r: r.feed.next_due_at),
    Column("WHAT IS WRONG", _trouble, least=72),
)
