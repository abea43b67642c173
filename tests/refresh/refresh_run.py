"""Running a refresh of a site, and looking at what came of it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from refresh_site import Site

from tracker.model.feed import Config, FeedSource
from tracker.refresh.report import Report
from tracker.refresh.results import FeedResult
from tracker.refresh.run import refresh


def source(site: Site, slug: str, **told: object) -> FeedSource:
    values: dict[str, object] = {
        "slug": slug,
        "url": f"{site.url}/{slug}",
        "title": slug.title(),
        "allow_private": True,
    }
    return FeedSource(**values | told)  # type: ignore[arg-type]


def config(*feeds: FeedSource) -> Config:
    return Config(path="feeds.toml", feeds=feeds, per_host=8, min_gap_s=0.0)


def run(database: Path, *feeds: FeedSource, everything: bool = True, **told: object) -> Report:
    return refresh(database, config(*feeds), everything=everything, **told)  # type: ignore[arg-type]


def of(report: Report, slug: str) -> FeedResult:
    return next(feed for feed in report.feeds if feed.slug == slug)


def outcomes(report: Report) -> dict[str, str]:
    return {feed.slug: feed.outcome for feed in report.feeds}


def query(database: Path, sql: str, *values: object) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(database)) as db:
        return db.execute(sql, values).fetchall()
