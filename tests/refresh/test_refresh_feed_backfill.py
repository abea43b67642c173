"""Older entries of a feed: by its links and by WordPress's pages, politely, going on after any stop, and never as news."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from itertools import pairwise
from pathlib import Path

import pytest
from refresh_run import query
from web_site import WebSite, rss, web_site

from tracker.model.errors import RefreshRunning, UsageError
from tracker.model.feed import Config, FeedSource
from tracker.refresh import feed_backfill
from tracker.refresh.feed_backfill import FeedBackfill, backfill_feed
from tracker.refresh.run import refresh
from tracker.store.lock import refresh_lock

WORDPRESS = "<generator>https://wordpress.org/?v=6.5</generator>"


@pytest.fixture
def site() -> Iterator[WebSite]:
    with web_site() as one:
        yield one


def config(site: WebSite, **told: object) -> Config:
    values = {"slug": "news", "url": f"{site.url}/feed/", "title": "News", "allow_private": True, **told}
    return Config(path="feeds.toml", feeds=(FeedSource(**values),), min_gap_s=0.0)  # type: ignore[arg-type]


def backfill(database: Path, site: WebSite, since: str = "2020-01-01", **told: object) -> FeedBackfill:
    return backfill_feed(database, config(site), "news", since, **{"gap_s": 0.0, **told})  # type: ignore[arg-type]


def blog(site: WebSite, pages: int = 4, size: int = 3) -> None:
    """A WordPress feed with a post a day, the newest on 2026-11-24."""
    for number in range(pages):
        days = [f"2026-11-{24 - number * size - i:02}" for i in range(size)]
        site.put(
            "/feed/" if not number else f"/feed/?paged={number + 1}",
            rss(*((f"post-{d}", d) for d in days), head=WORDPRESS),
        )


def chain(site: WebSite, *days: str, rel: str = "prev-archive") -> None:
    """A feed of one entry that links to a document with an older one, and so on."""
    for number, day in enumerate(days):
        link = f"<atom:link rel='{rel}' href='/archive/{number + 1}'/>" if number + 1 < len(days) else ""
        site.put(f"/archive/{number}" if number else "/feed/", rss((f"post-{day}", day), head=link))


def stored(database: Path) -> list[tuple[object, ...]]:
    return query(database, "SELECT guid, backfilled FROM entry ORDER BY published_at DESC")


@pytest.mark.parametrize("rel", ["prev-archive", "next"])
def test_links_of_the_feed_are_followed_to_their_end(database: Path, site: WebSite, rel: str) -> None:
    chain(site, "2026-11-24", "2026-10-01", "2026-09-01", rel=rel)
    done = backfill(database, site)
    assert (done.exit_code, done.way, done.pages, done.new, done.finished) == (0, "links", 2, 2, True)
    assert stored(database) == [("post-2026-10-01", 1), ("post-2026-09-01", 1)]
    assert site.asked == ["/feed/", "/archive/1", "/archive/2"]


def test_wordpress_pages_are_asked_until_404(database: Path, site: WebSite) -> None:
    blog(site)
    done = backfill(database, site)
    assert (done.exit_code, done.way, done.new, done.finished) == (0, "wordpress", 9, True)
    assert site.asked[-1] == "/feed/?paged=5"
    asked = len(site.asked)
    assert backfill(database, site).finished
    assert len(site.asked) == asked, "an archive that was read to its end is not asked again"
    assert backfill(database, site, anew=True).new == 0
    assert len(site.asked) == 2 * asked


def test_it_ends_at_the_first_page_that_is_wholly_older(database: Path, site: WebSite) -> None:
    blog(site, pages=7)
    done = backfill(database, site, since="2026-11-17")
    assert site.asked == ["/feed/", "/feed/?paged=2", "/feed/?paged=3", "/feed/?paged=4"]
    assert (done.new, done.finished) == (9, True)
    assert backfill(database, site, since="2026-11-17").pages == 0
    backfill(database, site, since="2026-11-12")
    assert site.asked[4:] == ["/feed/?paged=5", "/feed/?paged=6"], "an earlier day goes on behind"
    assert [guid for guid, _ in stored(database)] == [f"post-2026-11-{day:02}" for day in range(21, 6, -1)]


def test_a_server_that_has_but_one_page_is_asked_twice(database: Path, site: WebSite) -> None:
    blog(site, pages=1)
    site.pages["/feed/?paged=2"] = site.pages["/feed/"]
    done = backfill(database, site)
    assert (done.finished, done.new) == (True, 0)
    assert "came again" in done.message
    assert len(site.asked) == 2


def test_links_in_a_circle_end(database: Path, site: WebSite) -> None:
    chain(site, "2026-11-24", "2026-10-01", "2026-09-01", rel="next")
    site.put("/archive/2", rss(("post-2026-09-01", "2026-09-01"), head="<atom:link rel='next' href='/archive/1'/>"))
    assert backfill(database, site).finished
    assert len(site.asked) == 4


def test_at_most_so_many_pages_and_then_on_where_it_was(database: Path, site: WebSite) -> None:
    blog(site, pages=6)
    first = backfill(database, site, most_pages=2)
    assert (first.exit_code, first.pages, first.finished) == (0, 2, False)
    site.asked.clear()
    second = backfill(database, site)
    assert site.asked == [f"/feed/?paged={n}" for n in (4, 5, 6, 7)]
    assert (first.new + second.new, second.finished) == (15, True)


def test_pages_that_shifted_between_two_runs_do_not_end_it(database: Path, site: WebSite) -> None:
    blog(site, pages=5)
    backfill(database, site, most_pages=1)
    pages = [site.pages["/feed/" if n == 1 else f"/feed/?paged={n}"] for n in range(1, 6)]
    for number, page in enumerate(pages, start=2):  # one page of new posts: every older one moves on by one
        site.pages[f"/feed/?paged={number}"] = page
    done = backfill(database, site)
    assert done.finished
    assert len(stored(database)) == 12


def test_retry_after_stops_it_and_binds_the_next_run_and_the_refresh(
    database: Path, site: WebSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    blog(site)
    page = site.pages["/feed/?paged=3"]
    site.put("/feed/?paged=3", "slow down", 429, Retry_After="1800")
    done = backfill(database, site)
    assert (done.exit_code, done.new, done.finished) == (69, 3, False)
    assert "2026-11-25T12:30:00Z" in done.message
    asked = len(site.asked)
    assert backfill(database, site).exit_code == 69
    refresh(database, config(site), everything=True)
    assert len(site.asked) == asked, "nobody asks before the server's own time"
    site.pages["/feed/?paged=3"] = page
    monkeypatch.setenv("TRACKER_NOW", "2026-11-25T12:31:00Z")
    done = backfill(database, site)
    assert (done.new, done.finished, site.asked[asked]) == (6, True, "/feed/?paged=3")


def test_a_failing_server_is_told_and_nothing_is_lost(database: Path, site: WebSite) -> None:
    blog(site)
    page = site.pages["/feed/?paged=3"]
    site.put("/feed/?paged=3", "oops", 500)
    done = backfill(database, site)
    assert (done.exit_code, done.new, done.finished) == (69, 3, False)
    site.pages["/feed/?paged=3"] = page
    assert backfill(database, site).new == 6


def test_a_feed_that_leads_nowhere_says_so(database: Path, site: WebSite) -> None:
    site.put("/feed/", rss(("a", "2026-11-24")))
    done = backfill(database, site)
    assert (done.exit_code, done.way, done.pages) == (0, "", 0)
    assert "names no older pages" in done.message


@pytest.mark.parametrize("first", [True, False])
def test_links_to_another_host_are_followed_only_when_told(database: Path, site: WebSite, first: bool) -> None:
    away = f"<atom:link rel='prev-archive' href='{site.url.replace('127.0.0.1', 'localhost')}/away'/>"
    chain(site, "2026-11-24", "2026-10-01")
    site.put("/feed/" if first else "/archive/1", rss(("x", "2026-10-01"), head=away))
    for _ in range(2):
        done = backfill(database, site)
        assert (done.exit_code, done.finished) == (0, False)
        assert "--host localhost" in done.message
        assert "/away" not in site.asked
    asked = len(site.asked)
    done = backfill(database, site, hosts=["localhost"])
    assert "not public" in done.message, "asked, and stopped by the guard: the feed's own word is for its own host"
    assert len(site.asked) == asked
    assert len(stored(database)) == (0 if first else 1)


def test_private_addresses_are_reached_by_the_feeds_own_host_alone(database: Path, site: WebSite) -> None:
    with web_site() as other:
        chain(site, "2026-11-24", "2026-10-01")
        site.put("/feed/", rss(("x", "2026-11-24"), head=f"<atom:link rel='next' href='{other.url}/archive/1'/>"))
        done = backfill(database, site)
        assert other.asked == []
        assert "not public" in done.message


def test_entries_without_a_date_are_left_out(database: Path, site: WebSite) -> None:
    site.put("/feed/", rss(("a", "2026-11-24"), head=WORDPRESS))
    site.put("/feed/?paged=2", rss(("dated", "2026-11-20"), ("undated", ""), head=WORDPRESS))
    assert backfill(database, site).new == 1
    site.put("/feed/?paged=2", rss(("undated", ""), head=WORDPRESS))
    done = backfill(database, site, anew=True)
    assert "no dates" in done.message


def test_a_known_entry_keeps_its_text(database: Path, site: WebSite) -> None:
    blog(site)
    refresh(database, config(site), everything=True)
    old = rss(("post-2026-11-20", "2026-11-20"), ("post-2026-11-24", "2026-11-24")).replace(
        "On post", "An older text on post"
    )
    site.put("/feed/?paged=2", old)
    assert backfill(database, site).new == 7
    rows = query(database, "SELECT body, revision, backfilled FROM entry WHERE guid = 'post-2026-11-24'")
    assert rows == [("On post-2026-11-24.", 1, 0)]


def test_what_came_out_since_the_last_refresh_is_news_wherever_it_stood(
    database: Path, site: WebSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TRACKER_NOW", "2026-11-20T12:00:00Z")
    site.put("/feed/", rss(("post-2026-11-20", "2026-11-20"), head=WORDPRESS))
    refresh(database, config(site), everything=True)
    monkeypatch.setenv("TRACKER_NOW", "2026-11-25T12:00:00Z")
    blog(site)
    backfill(database, site)
    told = dict(stored(database))
    assert (told["post-2026-11-21"], told["post-2026-11-19"]) == (0, 1)


def test_events_of_older_articles_are_no_news(database: Path, site: WebSite) -> None:
    text = "NVIDIA today announced general availability of the GB300 NVL72 rack."
    site.put("/feed/", rss(("now", "2026-11-24"), head=WORDPRESS))
    site.put("/feed/?paged=2", rss(("then", "2026-03-05"), head=WORDPRESS).replace("On then.", text))
    done = backfill(database, site)
    assert done.facts > 0
    rows = query(
        database,
        "SELECT e.first_seen_at FROM event e JOIN mention m ON m.event_id = e.id JOIN source s ON s.id = m.source_id "
        "WHERE s.entry_id IS NOT NULL",
    )
    assert rows
    assert all(str(seen) <= "2026-03-05T08:00:00Z" for (seen,) in rows)
    assert query(database, "SELECT backfilled FROM articles WHERE title = 'then'") == [(1,)]


def test_two_requests_are_two_seconds_apart(database: Path, site: WebSite) -> None:
    assert feed_backfill.GAP_S == 2.0
    chain(site, "2026-11-24", "2026-10-01", "2026-09-01", "2026-08-01")
    backfill(database, site, gap_s=0.5)
    gaps = [later - earlier for earlier, later in pairwise(site.moments)]
    assert len(gaps) == 3
    assert min(gaps) > 0.45


def test_it_runs_under_the_refresh_lock(database: Path, site: WebSite) -> None:
    with refresh_lock(database), pytest.raises(RefreshRunning):
        backfill(database, site)
    assert site.asked == []


def test_an_unknown_feed_is_a_wrong_question(database: Path, site: WebSite) -> None:
    with pytest.raises(UsageError, match="has no feed nobody"):
        backfill_feed(database, config(site), "nobody", "2026-01-01")


KILLED = """
import sys
from pathlib import Path
from tracker.model.feed import Config, FeedSource
from tracker.refresh.feed_backfill import backfill_feed
feed = FeedSource(slug="news", url=sys.argv[2], title="News", allow_private=True)
backfill_feed(Path(sys.argv[1]), Config(path="f", feeds=(feed,), min_gap_s=0.0), "news", "2020-01-01", gap_s=0.2)
"""


def test_a_killed_run_goes_on_with_nothing_lost_or_twice(database: Path, site: WebSite) -> None:
    blog(site, pages=7)
    for _ in range(3):
        asked = len(site.asked)
        run = subprocess.Popen([sys.executable, "-c", KILLED, str(database), f"{site.url}/feed/"])
        deadline = time.monotonic() + 60
        while len(site.asked) < asked + 2 and run.poll() is None and time.monotonic() < deadline:
            time.sleep(0.02)
        run.kill()
        run.wait()
        with closing(sqlite3.connect(database)) as db:
            assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert backfill(database, site).finished
    assert [guid for guid, _ in stored(database)] == [f"post-2026-11-{day:02}" for day in range(21, 3, -1)]
