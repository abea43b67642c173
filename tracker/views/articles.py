"""Feeds, articles, search and what the database holds in all."""

from __future__ import annotations

from dataclasses import dataclass

from tracker.model.rows import ArticleRow, FeedRow
from tracker.store import read_articles
from tracker.store.read_articles import DocRow as DocRow
from tracker.views.session import Session


@dataclass(frozen=True, slots=True)
class Summary:
    """How much there is and how fresh it is."""

    counts: dict[str, int]
    refresh_started: str | None
    refresh_finished: str | None
    refresh_exit_code: int | None
    as_of: str | None
    refresh_stopped: bool = False

    @property
    def refresh_word(self) -> str:
        """How the last refresh ended: "" where there was none."""
        if self.refresh_finished is None:
            return ""
        return "stopped" if self.refresh_stopped else "failed" if self.refresh_exit_code else "done"


def feed_health(session: Session) -> list[FeedRow]:
    """One row a feed: those that are on first, those in trouble before the rest."""
    return read_articles.feed_health(session)


def newest_articles(session: Session, limit: int = 50, feed: str = "") -> list[ArticleRow]:
    return read_articles.newest(session, limit, feed)


def search(session: Session, text: str, limit: int = 50) -> list[ArticleRow]:
    """Articles that hold every word of `text`, newest first. Nothing typed is query syntax."""
    return read_articles.search(session, text, limit)


def summary(session: Session) -> Summary:
    run = read_articles.last_run(session)
    started, finished, code, stopped = run if run else (None, None, None, False)
    return Summary(read_articles.counts(session), started, finished, code, session.as_of, stopped)


def docs(session: Session) -> list[DocRow]:
    """What each public view and column means, with queries to paste."""
    return read_articles.docs(session)
