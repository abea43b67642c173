"""Feeds: how each source is doing, in words, and what it brought."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import BindingType
from textual.content import Content

from tracker.model.rows import ArticleRow, FeedRow
from tracker.tui import details
from tracker.tui.glyphs import feed_state
from tracker.tui.keys import bindings
from tracker.tui.screens.view import ViewScreen
from tracker.tui.text import Span, T, counted
from tracker.tui.when import age
from tracker.tui.widgets.columns import Column, Rows
from tracker.tui.widgets.row_list import RowList, words
from tracker.views.articles import feed_health, newest_articles
from tracker.views.session import Session

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
_QUIET = ("ok", "moved", "not asked yet", "by hand", "off")
_NEWEST = 8


def _state(f: FeedRow, width: int) -> list[Span]:
    glyph, word, style = _LOOKS.get(f.condition, _FAILING)
    return [(feed_state(glyph) + (f" {word}" if width > 1 else ""), style)]


def _trouble(f: FeedRow, _: int) -> list[Span]:
    """What is wrong; why it is off."""
    if f.enabled and (wrong := f.last_error or f.mend):
        times = f"{f.failures} times: " if f.failures > 1 else ""
        return words(times + wrong, "warn")
    return words(f.note, "muted")


COLUMNS: tuple[Column[FeedRow], ...] = (
    Column("STATE", _state, 10, least=50),
    Column("", _state, 1, most=50),
    Column("FEED", lambda f, _: words(f.title or f.slug, "" if f.enabled else "muted"), 30, least=72),
    Column("FEED", lambda f, _: words(f.title or f.slug, "" if f.enabled else "muted"), most=72),
    Column("TIER", lambda f, _: words(f.tier, "muted"), 9, least=88),
    Column("ARTICLES", lambda f, _: words(f"{f.n_entries:,}"), 8, least=60, right=True),
    Column("NEWEST", lambda f, _: words((f.newest_entry_at or "")[:10], "muted"), 10, least=124),
    Column("LAST OK", lambda f, _: words(age(f.last_ok_at), "muted"), 10, least=36),
    Column("NEXT", lambda f, _: words(age(f.next_due_at) if f.next_due_at else "", "muted"), 9, least=124),
    Column("WHAT IS WRONG", _trouble, least=72),
)


def _pane(f: FeedRow, newest: Sequence[ArticleRow]) -> Content:
    """What mends it above all that is known of it."""
    told = details.feed(f, newest)
    return details.stacked([T(f.mend, "$text-warning"), told], "\n\n") if f.mend else told


class FeedsScreen(ViewScreen):
    SCOPE = "feeds"
    BINDINGS: ClassVar[list[BindingType]] = bindings("feeds")

    def make_list(self) -> RowList[FeedRow]:
        return RowList(COLUMNS, lambda row: row.slug, id="feeds")

    def load(self) -> None:
        self.ask("load", feed_health, self._show)

    def _show(self, feeds: Sequence[FeedRow]) -> None:
        if not feeds:
            self.say(
                "No feeds yet", f"They are listed in {self.app.feeds}.", "Press r to fetch them for the first time."
            )
            return
        self.show_rows()
        keys = [feed.slug for feed in feeds]
        key = self.rows.current_key
        self.rows.show(Rows(feeds), keys.index(key) if key in keys else 0)

    def describe(self) -> None:
        feeds: Sequence[FeedRow] = self.rows.source.rows if isinstance(self.rows.source, Rows) else ()
        conditions = [f.condition for f in feeds]
        troubled = sum(condition not in _QUIET for condition in conditions)
        work = sum(condition in ("ok", "moved") for condition in conditions)
        new = conditions.count("not asked yet")
        self.status(
            T(f"{troubled} in trouble", "bold $text-warning") if troubled else T("none in trouble"),
            f"{work} work" if work else "none read yet",
            f"{new} not read yet" if new and work else Content(""),
            f"{conditions.count('off')} off" if "off" in conditions else Content(""),
            counted(sum(f.n_entries for f in feeds), "article"),
        )
        if self.pane_open:
            self._read_feed()

    def action_open(self) -> None:
        if self.selected is not None:
            self.open_pane()
            self._read_feed()

    def _read_feed(self) -> None:
        row: FeedRow | None = self.selected
        if row is None:
            return

        def read(s: Session) -> list[ArticleRow]:
            return newest_articles(s, _NEWEST, row.slug)

        self.ask("details", read, lambda found: self.show_details(_pane(row, found)))

    def selected_text(self) -> str:
        row: FeedRow | None = self.selected
        return (
            ""
            if row is None
            else "  ".join(w for w in (row.condition, row.slug, row.url, row.last_error, row.mend) if w)
        )

    def selected_link(self) -> str:
        row: FeedRow | None = self.selected
        return row.url if row else ""
