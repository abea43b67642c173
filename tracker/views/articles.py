"""Feeds, articles, search and what the database holds in all."""

from __future__ import annotations

from dataclasses import dataclass

from tracker.model.rows import ArticleRow, FeedPace, FeedRow, FetchRow
from tracker.store import read_articles, read_feeds
from tracker.store.read_articles import DocRow as DocRow
from tracker.views.session import Session
from tracker.views.summary import Summary as Summary
from tracker.views.summary import summary as summary


def feed_health(session: Session) -> list[FeedRow]:
    """One row a feed: those that are on first, those in trouble before the rest."""
    return read_articles.feed_health(session)


@dataclass(frozen=True, slots=True)
class FeedHistory:
    """What a person needs to judge one feed."""

    pace: FeedPace | None
    answers: list[FetchRow]
    articles: list[ArticleRow]


def feed_history(session: Session, slug: str, limit: int = 8) -> FeedHistory:
    """Its pace, and of its answers and articles the newest `limit` each."""
    newest = newest_articles(session, limit, slug)
    return FeedHistory(read_feeds.pace(session, slug), read_feeds.answers(session, slug, limit), newest)


def newest_articles(session: Session, limit: int = 50, feed: str = "") -> list[ArticleRow]:
    return read_articles.newest(session, limit, feed)


def search(session: Session, text: str, limit: int = 50) -> list[ArticleRow]:
    """Articles that hold every word of `text`, newest first. Nothing typed is query syntax."""
    return read_articles.search(session, text, limit)


def docs(session: Session) -> list[DocRow]:
    """What each public view and column means, with queries to paste."""
    return read_articles.docs(session)
