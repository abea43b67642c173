"""What a server may expect of a feed reader, each rule a test against one on loopback."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from refresh_run import config, of, outcomes, query, run, source
from refresh_site import Page, Site, rss

from tracker.clock import stamp
from tracker.model.feed import Config, FeedSource
from tracker.refresh.run import refresh

ONE = ("1", "First", "Some words.")
NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


Clock = Callable[[timedelta], None]


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """Set the clock to so long after the first day."""
    return lambda passed: monkeypatch.setenv("TRACKER_NOW", stamp(NOW + passed))


def dated(every: timedelta, count: int = 20) -> bytes:
    """A feed whose entries came so far apart, the last one an hour ago."""
    items = rss(*((str(n), f"Title {n}", "Words.") for n in range(count))).decode()
    for n in range(count):
        day = (NOW - HOUR - n * every).strftime("%a, %d %b %Y %H:%M:%S GMT")
        items = items.replace("<pubDate>Tue, 24 Nov 2026 08:00:00 GMT</pubDate>", f"<pubDate >{day}</pubDate >", 1)
    return items.encode()


def requests_of_a_day(
    site: Site, database: Path, at: Clock, *feeds: FeedSource, step: timedelta = 10 * MINUTE
) -> list[int]:
    """Run every `step` for a day; how many minutes after the start each request of the first feed came."""
    asked = []
    for n in range(int(DAY / step)):
        at(n * step)
        before = len(site.asked)
        run(database, *feeds, everything=False)
        asked += [int(n * step / MINUTE)] * (len(site.asked) - before)
    return asked


@pytest.mark.parametrize("tag", ['"plain"', 'W/"weak"', "no-quotes", '"a,b \\ c"', '"' + "x" * 1000 + '"'])
def test_validators_come_back_byte_by_byte_and_never_are_missing_again(site: Site, database: Path, tag: str) -> None:
    day = "Tue, 24 Nov 2026 08:00:00 GMT"
    site.feed("/a", ONE, tag=tag, headers={"Last-Modified": day})
    for _ in range(4):
        run(database, source(site, "a"))
    assert site.statuses("/a") == [200, 304, 304, 304]
    assert "if-none-match" not in site.headers[0]
    assert [told["if-none-match"] for told in site.headers[1:]] == [tag] * 3
    assert [told["if-modified-since"] for told in site.headers[1:]] == [day] * 3
    site.feed("/a", ONE, ("2", "Second", "Words."), tag='"new"')
    run(database, source(site, "a"))
    run(database, source(site, "a"))
    assert site.headers[-1]["if-none-match"] == '"new"'
    assert "if-modified-since" not in site.headers[-1], "the new answer had none"


def test_two_connections_to_a_host_and_no_more(site: Site, database: Path) -> None:
    feeds = [source(site, f"f{n}") for n in range(8)]
    for feed in feeds:
        site.feed(f"/{feed.slug}", ONE, delay=0.2)
    report = refresh(database, replace(config(*feeds), per_host=2), everything=True)
    assert set(outcomes(report).values()) == {"new"}
    assert site.most_at_once == 2


def test_a_pause_between_two_requests_to_a_host(site: Site, database: Path) -> None:
    feeds = [source(site, f"f{n}") for n in range(5)]
    for feed in feeds:
        site.feed(f"/{feed.slug}", ONE)
    refresh(database, replace(config(*feeds), min_gap_s=0.3), everything=True)
    gaps = [later - earlier for earlier, later in pairwise(sorted(site.moments))]
    assert len(gaps) == 4
    assert min(gaps) > 0.28


def test_by_default_two_connections_and_a_second() -> None:
    assert (Config(path="").per_host, Config(path="").min_gap_s) == (2, 1.0)


def test_no_cookie_and_no_referrer_ever(site: Site, database: Path) -> None:
    site.feed("/new", ONE, headers={"Set-Cookie": "track=1; Path=/"})
    site.pages["/a"] = Page(status=302, headers={"Location": "/new", "Set-Cookie": "track=2; Path=/"}, validators=False)
    for _ in range(3):
        run(database, source(site, "a"))
    assert len(site.asked) == 6
    assert all({"cookie", "referer"}.isdisjoint(told) for told in site.headers)
    assert {path for path, _ in site.asked} == {"/a", "/new"}, "nothing is added to an address"
    assert all("accelerator-tracker" in told["user-agent"] for told in site.headers)


def test_a_feed_is_asked_once_an_hour_at_most(site: Site, database: Path, at: Clock) -> None:
    site.pages["/a"] = Page(dated(timedelta(minutes=5)))
    asked = requests_of_a_day(site, database, at, source(site, "a"))
    assert len(asked) == 24
    assert min(later - earlier for earlier, later in pairwise(asked)) >= 60


def test_a_feed_is_asked_by_its_own_rhythm(site: Site, database: Path, at: Clock) -> None:
    """Something every 16 hours is looked for every 4."""
    site.pages["/a"] = Page(dated(16 * HOUR))
    asked = requests_of_a_day(site, database, at, source(site, "a"), step=15 * MINUTE)
    assert 5 <= len(asked) <= 7
    assert query(database, "SELECT next_because FROM feed_health") == [("its rhythm",)]


def test_a_server_without_validators_is_asked_once_a_day(site: Site, database: Path, at: Clock) -> None:
    site.pages["/a"] = Page(dated(5 * MINUTE), validators=False)
    assert requests_of_a_day(site, database, at, source(site, "a"), step=HOUR) == [0]
    at(DAY)
    assert outcomes(run(database, source(site, "a"), everything=False)) == {"a": "unchanged"}


def test_every_says_otherwise_for_a_server_without_validators(site: Site, database: Path, at: Clock) -> None:
    site.pages["/a"] = Page(dated(5 * MINUTE), validators=False)
    asked = requests_of_a_day(site, database, at, source(site, "a", every_s=6 * 3600.0), step=HOUR)
    assert asked == [0, 360, 720, 1080]


def test_cache_headers_are_kept_to_and_hold_through_a_304(site: Site, database: Path, at: Clock) -> None:
    site.pages["/a"] = Page(dated(5 * MINUTE), headers={"Cache-Control": "max-age=18000", "Age": "3600"})
    asked = requests_of_a_day(site, database, at, source(site, "a"), step=HOUR)
    assert asked == [0, 240, 480, 720, 960, 1200]
    site.pages["/a"].headers = {}
    at(DAY)
    assert outcomes(run(database, source(site, "a"), everything=False)) == {"a": "not_modified"}
    assert query(database, "SELECT next_due_at, next_because FROM feed_health") == [
        (stamp(NOW + DAY + 4 * HOUR), "cache headers")
    ]


def test_skip_hours_and_days_are_left_out(site: Site, database: Path, at: Clock) -> None:
    told = b"<skipHours><hour>13</hour><hour>14</hour></skipHours><skipDays><day>Sunday</day></skipDays><item>"
    site.pages["/a"] = Page(rss(ONE).replace(b"<item>", told, 1))
    asked = requests_of_a_day(site, database, at, source(site, "a"), step=HOUR)
    assert asked[:3] == [0, 180, 240]
    assert query(database, "SELECT skip FROM feed") == [("13 14 sunday",)]


def test_no_request_before_the_time_that_a_server_asked_for(site: Site, database: Path, at: Clock) -> None:
    site.pages["/a"] = Page(status=503, headers={"Retry-After": "40000"})
    site.pages["/b"] = Page(status=429, headers={"Retry-After": "9" * 40})
    feeds = (source(site, "a"), source(site, "b"))
    run(database, *feeds)
    for hours in (1, 5, 11):
        at(hours * HOUR)
        assert run(database, *feeds, everything=True).feeds == (), "who asks for everything is held, too"
    at(timedelta(seconds=40000))
    assert list(outcomes(run(database, *feeds, everything=True))) == ["a"]
    at(DAY)
    assert "b" in outcomes(run(database, *feeds, everything=True)), "nobody is put off for more than a day"


def test_a_short_retry_after_makes_nobody_come_more_often_than_hourly(site: Site, database: Path, at: Clock) -> None:
    site.pages["/a"] = Page(status=429, headers={"Retry-After": "5"})
    asked = requests_of_a_day(site, database, at, source(site, "a"))
    assert min(later - earlier for earlier, later in pairwise(asked)) >= 60


@pytest.mark.parametrize(
    "page",
    [
        Page(status=401),
        Page(status=403),
        Page(status=503, headers={"cf-mitigated": "challenge"}),
        Page(status=202, headers={"x-amzn-waf-action": "challenge"}),
        Page(b"<!doctype html><title>Just a moment...</title><script>window._cf_chl_opt={}</script>"),
    ],
)
def test_who_is_blocked_asks_once_a_day(site: Site, database: Path, at: Clock, page: Page) -> None:
    site.pages["/a"] = page
    asked = requests_of_a_day(site, database, at, source(site, "a"), step=4 * HOUR)
    assert asked == [0]
    assert query(database, "SELECT state, condition FROM feed_health") == [("blocked", "blocked")]
    at(DAY)
    site.feed("/a", ONE)
    assert outcomes(run(database, source(site, "a"), everything=False)) == {"a": "new"}
    assert query(database, "SELECT condition FROM feed_health") == [("ok",)]


def test_an_ordinary_page_of_a_site_behind_a_wall_is_no_wall(site: Site, database: Path) -> None:
    body = b"<!doctype html><title>News</title><script src='/cdn-cgi/challenge-platform/scripts/jsd/main.js'></script>"
    site.pages["/a"] = Page(body)
    assert of(run(database, source(site, "a")), "a").reason == "not_a_feed"
    assert query(database, "SELECT condition FROM feed_health") == [("html instead of feed",)]


def test_gone_is_never_asked_again_until_its_url_is_changed(site: Site, database: Path, at: Clock) -> None:
    site.feed("/a", ONE)
    site.feed("/b", ONE)
    run(database, source(site, "a"))
    site.pages["/a"] = Page(status=410)
    at(HOUR)
    assert run(database, source(site, "a")).newly_failing == ("a",)
    for days in (1, 30, 700):
        at(days * DAY)
        assert run(database, source(site, "a"), everything=True).feeds == ()
        assert refresh(database, config(source(site, "a")), only=["a"]).feeds == ()
    assert site.statuses("/a") == [200, 410]
    assert outcomes(run(database, source(site, "a", url=f"{site.url}/b"), everything=False)) == {"a": "unchanged"}
    assert query(database, "SELECT state, failures, condition, mend FROM feed_health")[0][:2] == ("ok", 0)


def test_a_failing_feed_is_asked_ever_less(site: Site, database: Path, at: Clock) -> None:
    for hours in range(0, 30 * 24, 6):
        at(hours * HOUR)
        run(database, source(site, "a"), everything=False)
    assert len(site.asked) <= 4 + 14 + 6, "half a day to reach a day, two weeks of days, then every third day"
    (state,) = query(database, "SELECT condition, failing_since, last_error FROM feed_health")
    assert state[:2] == ("failing since 2026-11-25", stamp(NOW))


def moved(site: Site, status: int = 301, to: str = "/new") -> None:
    site.pages["/a"] = Page(status=status, headers={"Location": to}, validators=False)
    site.feed("/new", ONE)


@pytest.mark.parametrize("status", [301, 308])
def test_a_feed_that_moved_for_good_is_asked_there_after_three_times_over_a_week(
    site: Site, database: Path, at: Clock, status: int
) -> None:
    moved(site, status)
    for days in (0, 3, 6, 7):
        at(days * DAY)
        report = run(database, source(site, "a"))
        assert of(report, "a").outcome == ("not_modified" if days else "new")
    assert site.statuses("/a") == [status] * 4
    told = f"moved permanently to {site.url}/new, where it is asked now; change the url in feeds.toml"
    assert report.notes == (f"feed a: {told}",)
    for days in (8, 9):
        at(days * DAY)
        before = len(site.asked)
        report = run(database, source(site, "a"))
        assert site.asked[before:] == [("/new", 304)], "one request, and it is conditional"
        assert (of(report, "a").message, report.notes) == (told, ())
    sql = "SELECT url, adopted_url, condition, mend FROM feed_health"
    assert query(database, sql) == [
        (f"{site.url}/a", f"{site.url}/new", "moved",
         f'It moved for good and is asked there; in feeds.toml write: url = "{site.url}/new"')
    ]  # fmt: skip
    before = len(site.asked)
    run(database, source(site, "a", url=f"{site.url}/new"))
    assert site.asked[before:] == [("/new", 304)], "who does as told loses nothing"
    assert query(database, sql) == [(f"{site.url}/new", "", "ok", "")]


def test_three_times_in_a_day_is_not_for_good(site: Site, database: Path, at: Clock) -> None:
    moved(site)
    for hours in range(5):
        at(hours * HOUR)
        run(database, source(site, "a"))
    at(6 * DAY)
    run(database, source(site, "a"))
    assert site.statuses("/a") == [301] * 6


def test_a_redirect_that_ends_or_changes_starts_the_count_anew(site: Site, database: Path, at: Clock) -> None:
    moved(site)
    site.feed("/other", ONE)
    for day in range(0, 40, 4):
        at(day * DAY)
        if day == 8:
            site.feed("/a", ONE)
        elif day == 12:
            moved(site, to="/other")
        elif day == 20:
            moved(site)
        run(database, source(site, "a"))
        if day < 28:
            assert query(database, "SELECT adopted_url FROM feed") == [("",)], day
    assert query(database, "SELECT adopted_url FROM feed") == [(f"{site.url}/new",)]


@pytest.mark.parametrize(
    "target",
    [
        Page(b"<!doctype html><title>We are moving</title>"),
        Page(rss()),
        Page(status=404),
        Page(status=302, headers={"Location": "/feed"}, validators=False),
    ],
    ids=["a page", "a feed without entries", "nothing", "a redirect for now"],
)
def test_a_redirect_to_anything_but_the_feed_is_not_adopted(
    site: Site, database: Path, at: Clock, target: Page
) -> None:
    site.feed("/feed", ONE)
    site.pages["/a"] = Page(status=301, headers={"Location": "/new"}, validators=False)
    site.pages["/new"] = target
    for day in range(0, 30, 3):
        at(day * DAY)
        run(database, source(site, "a"))
    assert query(database, "SELECT adopted_url FROM feed") == [("",)]
    assert set(site.statuses("/a")) == {301}


def test_where_another_feed_is_asked_nothing_is_asked_twice(site: Site, database: Path, at: Clock) -> None:
    moved(site)
    for day in (0, 4, 8):
        at(day * DAY)
        report = run(database, source(site, "a"), source(site, "new"))
    assert "where new is asked; take one of them out" in of(report, "a").message
    assert query(database, "SELECT adopted_url FROM feed") == [("",), ("",)]


def test_an_adopted_address_that_stops_working_is_given_up(site: Site, database: Path, at: Clock) -> None:
    moved(site)
    for day in (0, 4, 8):
        at(day * DAY)
        run(database, source(site, "a"))
    site.pages["/new"] = Page(status=500)
    site.feed("/a", ONE)
    for day in (9, 10, 11):
        at(day * DAY)
        report = run(database, source(site, "a"))
        assert site.asked[-1] == ("/new", 500)
    assert of(report, "a").message.endswith("; the url of feeds.toml is asked again")
    at(12 * DAY)
    assert outcomes(run(database, source(site, "a"))) == {"a": "unchanged"}
    assert site.asked[-1] == ("/a", 200)


def test_an_adopted_address_that_is_gone_is_given_up_at_once(site: Site, database: Path, at: Clock) -> None:
    moved(site)
    for day in (0, 4, 8):
        at(day * DAY)
        run(database, source(site, "a"))
    site.pages["/new"] = Page(status=410)
    site.feed("/a", ONE)
    at(9 * DAY)
    run(database, source(site, "a"))
    assert query(database, "SELECT state, adopted_url FROM feed") == [("failing", "")]
    at(10 * DAY)
    assert outcomes(run(database, source(site, "a"))) == {"a": "unchanged"}


def test_an_adopted_address_is_guarded_like_any_other(site: Site, database: Path) -> None:
    """Its name may have come to mean a private address since: allow_private was said of the host in feeds.toml."""
    other = Site()
    other.feed("/a", ONE)
    site.feed("/a", ONE)
    run(database, source(site, "a"))
    with closing(sqlite3.connect(database)) as db, db:
        db.execute("UPDATE feed SET adopted_url = ?", (f"{other.url}/a",))
    assert of(run(database, source(site, "a")), "a").reason == "blocked_address"
    assert other.asked == []
    other.close()
