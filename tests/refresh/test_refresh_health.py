"""How a feed is doing, in words that a person can act on."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from refresh_run import query, run, source
from refresh_site import Page, Site, rss

ONE = ("1", "First", "Some words.")
NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)


def health(database: Path) -> tuple[object, ...]:
    return query(database, "SELECT condition, mend FROM feed_health WHERE slug = 'a'")[0]


def entries(*days_ago: int) -> bytes:
    told = rss(*((str(n), f"Title {n}", "Words.") for n in days_ago)).decode()
    for n in days_ago:
        day = (NOW - timedelta(days=n)).strftime("%a, %d %b %Y %H:%M:%S GMT")
        told = told.replace("<pubDate>Tue, 24 Nov 2026 08:00:00 GMT</pubDate>", f"<pubDate >{day}</pubDate >", 1)
    return told.encode()


@pytest.mark.parametrize(
    ("page", "condition", "mend"),
    [
        (Page(rss(ONE)), "ok", ""),
        (Page(rss()), "empty", "check whether the publisher has another feed"),
        (Page(b""), "empty", "check whether"),
        (Page(status=204), "empty", "check whether"),
        (Page(b"<!doctype html><title>Welcome</title>"), "html instead of feed", "change url in feeds.toml"),
        (Page(b"<html><body>No feed here</body></html>"), "html instead of feed", "change url"),
        (Page(status=403), "blocked", "set contact in [network]"),
        (Page(status=410), "gone", "take it out"),
        (Page(status=500), "failing since 2026-11-25", "tried again by itself"),
        (Page(status=429), "failing since 2026-11-25", "a longer every"),
        (Page(b"%PDF-1.7 "), "failing since 2026-11-25", "check its url"),
        (Page(rss(ONE) + b" " * 5000), "too large", "max_bytes"),
    ],
)
def test_each_condition_has_its_mend(site: Site, database: Path, page: Page, condition: str, mend: str) -> None:
    site.pages["/a"] = page
    run(database, source(site, "a", max_bytes=4000))
    found = health(database)
    assert found[0] == condition
    assert mend in str(found[1])
    assert bool(found[1]) == bool(mend)


def test_a_private_address_says_what_would_allow_it(site: Site, database: Path) -> None:
    site.feed("/a", ONE)
    run(database, source(site, "a", allow_private=False))
    assert "allow_private = true" in str(health(database)[1])


@pytest.mark.parametrize(
    ("days_ago", "condition"),
    [
        ((80, 81, 82, 83), "ok"),
        ((95, 96, 97, 98), "stale"),
        ((95, 125, 155, 185), "ok"),
        ((149, 179, 209, 239), "ok"),
        ((160, 190, 220, 250), "stale"),
        ((170,), "ok"),
        ((190,), "stale"),
    ],
)
def test_silence_is_stale_by_the_feeds_own_rhythm(
    site: Site, database: Path, days_ago: tuple[int, ...], condition: str
) -> None:
    site.pages["/a"] = Page(entries(*days_ago))
    run(database, source(site, "a"))
    found = health(database)
    assert found[0] == condition
    if found[0] == "stale":
        assert "Nothing new since 2026-0" in str(found[1])


def test_an_emptied_feed_is_empty_whatever_it_brought_before(site: Site, database: Path) -> None:
    site.feed("/a", ONE)
    run(database, source(site, "a"))
    site.pages["/a"] = Page(rss())
    run(database, source(site, "a"))
    assert health(database)[0] == "empty"
    assert query(database, "SELECT n_entries FROM feed_health") == [(1,)]


def test_feeds_that_are_off_or_new(site: Site, database: Path) -> None:
    run(database, source(site, "a", enabled=False))
    assert health(database) == ("off", "")
    run(database, source(site, "a"), deadline_s=0.0)
    assert health(database) == ("not asked yet", "")


def test_a_block_that_begins_is_told_though_the_feed_failed_before(site: Site, database: Path) -> None:
    site.pages["/a"] = Page(status=500)
    assert run(database, source(site, "a")).newly_failing == ("a",)
    assert run(database, source(site, "a")).newly_failing == ()
    site.pages["/a"] = Page(status=403)
    assert run(database, source(site, "a")).newly_failing == ("a",)
