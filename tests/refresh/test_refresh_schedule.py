"""When a feed is asked again: the server's word first, then the user's, then ours."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from refresh_run import of, outcomes, query, run, source
from refresh_site import Page, Site, rss

from tracker.clock import stamp
from tracker.model.feed import FeedSource
from tracker.model.fetched import Response
from tracker.refresh.freshness import fresh_s
from tracker.refresh.schedule import Pace, Plan, after_failure, after_success, is_due, rhythm_s
from tracker.store.feeds import FeedState

ONE = ("1", "First", "Some words.")
NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def feed(every: float = 0.0) -> FeedSource:
    return FeedSource(slug="a", url="https://a.example/", title="A", every_s=every)


def state(next_due: timedelta | None = None, hold: timedelta | None = None, word: str = "ok") -> FeedState:
    due, until = (stamp(NOW + t) if t is not None else None for t in (next_due, hold))
    return FeedState(1, "a", "", "", "", word, 0, due, until)


def at(monkeypatch: pytest.MonkeyPatch, moment: datetime) -> None:
    monkeypatch.setenv("TRACKER_NOW", stamp(moment))


@pytest.mark.parametrize(
    ("known", "everything", "due"),
    [
        (None, False, True),
        (state(), False, True),
        (state(HOUR), False, False),
        (state(HOUR), True, True),
        (state(-HOUR), False, True),
        (state(timedelta(0)), False, True),
        (state(HOUR, HOUR), True, False),
        (state(-HOUR, HOUR), True, False),
        (state(-HOUR, -HOUR), False, True),
        (state(word="gone"), True, False),
        (state(2 * DAY), False, True),
        (state(-HOUR, 2 * DAY), False, True),
    ],
)
def test_what_is_due(known: FeedState | None, everything: bool, due: bool) -> None:
    assert is_due(feed(), known, stamp(NOW), everything) is due


def test_a_feed_that_the_user_wants_weekly_is_not_asked_daily() -> None:
    weekly = feed(every=7 * 86400)
    plan = after_success(weekly, None, NOW)
    assert plan.next_due_at == stamp(NOW + 7 * DAY)
    assert not is_due(weekly, state(7 * DAY), stamp(NOW + timedelta(seconds=1)), False)
    assert is_due(weekly, state(8 * DAY), stamp(NOW), False), "the clock was set back"


@pytest.mark.parametrize(
    ("every", "ttl", "hours"),
    [
        (0, None, 1),
        (60, None, 1),
        (7200, None, 2),
        (0, 3 * 3600, 3),
        (7200, 3 * 3600, 3),
        (0, 99 * 3600, 24),
        (0, 60, 1),
    ],
)
def test_the_wait_after_success(every: float, ttl: float | None, hours: int) -> None:
    assert after_success(feed(every), ttl, NOW).next_due_at == stamp(NOW + hours * HOUR)


def hours(plan: Plan) -> float:
    return (datetime.fromisoformat(plan.next_due_at) - NOW) / HOUR


def test_the_wait_doubles_with_each_failure_up_to_a_day() -> None:
    answer = Response(url="https://a.example/", error="500", status=500)
    for failures, wait in enumerate([1, 2, 4, 8, 16, 24, 24, 24]):
        plan = after_failure(answer, failures, NOW, stamp(NOW - 13 * DAY))
        assert (plan.state, plan.failures, plan.hold_until) == ("failing", failures + 1, None)
        assert max(0.9 * wait, 1) <= hours(plan) <= min(1.1 * wait, 24)


def test_failures_that_last_two_weeks_are_asked_every_third_day() -> None:
    answer = Response(url="https://a.example/", error="500", status=500)
    assert hours(after_failure(answer, 20, NOW, stamp(NOW - 14 * DAY))) == 72
    assert hours(after_failure(answer, 20, NOW, stamp(NOW - 14 * DAY + HOUR))) == 24
    waiting = replace(state(70 * HOUR, word="failing"), failures=20, failing_since=stamp(NOW - 20 * DAY),
                      last_fetch_at=stamp(NOW - 2 * HOUR))  # fmt: skip
    assert not is_due(feed(), waiting, stamp(NOW), False)
    assert is_due(feed(), replace(waiting, failing_since=stamp(NOW - DAY)), stamp(NOW), False), (
        "never planned: the clock was set"
    )


def test_feeds_that_failed_together_do_not_come_back_together() -> None:
    waits = [hours(after_failure(Response(url=f"https://{n}.example/", error="x"), 3, NOW)) for n in range(200)]
    assert 7.2 <= min(waits) < 7.4 < 8.6 < max(waits) <= 8.8
    assert len(set(waits)) > 150
    again = [hours(after_failure(Response(url=f"https://{n}.example/", error="x"), 3, NOW)) for n in range(200)]
    assert waits == again, "the same for the same feed and count"


@pytest.mark.parametrize(
    ("pace", "every", "least", "most", "because"),
    [
        (Pace(), 0, 1, 1, "the usual hour"),
        (Pace(rhythm_s=12 * 3600), 0, 2.7, 3.3, "its rhythm"),
        (Pace(rhythm_s=400 * 86400), 0, 21.6, 24, "its rhythm"),
        (Pace(rhythm_s=60), 0, 1, 1, "the usual hour"),
        (Pace(rhythm_s=12 * 3600, fresh_s=5 * 3600), 0, 5, 5, "cache headers"),
        (Pace(rhythm_s=12 * 3600), 6 * 3600, 6, 6, "every"),
        (Pace(validated=False), 0, 24, 24, "no validators"),
        (Pace(validated=False), 2 * 3600, 2, 2, "every"),
        (Pace(validated=False, rhythm_s=3600), 2 * 3600, 2, 2, "every"),
        (Pace(empty=True), 0, 21.6, 24, "no entries"),
    ],
)
def test_the_pace_of_a_feed_that_works(pace: Pace, every: float, least: float, most: float, because: str) -> None:
    for n in range(20):
        plan = after_success(replace(feed(every), url=f"https://{n}.example/"), None, NOW, pace)
        assert least <= hours(plan) <= most
        assert plan.because == because


def test_a_rhythm_is_the_median_gap_of_what_was_published() -> None:
    assert rhythm_s([]) is rhythm_s([stamp(NOW)]) is rhythm_s([stamp(NOW), stamp(NOW - DAY)]) is None
    days = (0, 1, 3, 4, 40)
    assert rhythm_s([stamp(NOW - d * DAY) for d in days]) == 1.5 * 86400
    assert rhythm_s([stamp(NOW)] * 20) == 0


@pytest.mark.parametrize(
    ("skip", "due"),
    [
        ("", 13),
        ("13", 14),
        ("13 14 15 16", 17),
        ("12", 13),
        ("wednesday", 24),
        ("thursday", 13),
        (" ".join(map(str, range(24))), 36),
    ],
)
def test_hours_and_days_that_a_feed_names_are_left_out(skip: str, due: int) -> None:
    """It is Wednesday noon. A feed that names them all is asked once a day."""
    plan = after_success(feed(), None, NOW, Pace(skip=skip))
    assert plan.next_due_at == stamp(NOW.replace(hour=0) + due * HOUR)


@pytest.mark.parametrize(
    ("headers", "told"),
    [
        ({}, None),
        ({"cache-control": "max-age=7200"}, 7200),
        ({"cache-control": "public, Max-Age=7200", "age": "200"}, 7000),
        ({"cache-control": 'max-age="600"'}, 600),
        ({"cache-control": "max-age=600", "age": "900"}, 0),
        ({"cache-control": "no-cache, max-age=600"}, 0),
        ({"cache-control": "no-store"}, 0),
        ({"cache-control": "max-age=99999999999999999999999999"}, 86400),
        ({"cache-control": "max-age=-5"}, 0),
        ({"cache-control": "s-maxage=600"}, None),
        ({"expires": "Wed, 25 Nov 2026 14:00:00 GMT"}, 7200),
        ({"expires": "Wed, 25 Nov 2026 14:00:00 GMT", "date": "Wed, 25 Nov 2026 13:00:00 GMT"}, 3600),
        ({"cache-control": "max-age=60", "expires": "Wed, 25 Nov 2026 14:00:00 GMT"}, 60),
        ({"expires": "0"}, 0),
        ({"expires": "Wed, 25 Nov 2015 14:00:00 GMT"}, 0),
        ({"expires": "Fri, 31 Dec 9999 23:59:59 GMT"}, 86400),
    ],
)
def test_how_long_an_answer_stays_fresh(headers: dict[str, str], told: float | None) -> None:
    assert fresh_s(headers, NOW) == told


def test_gone_is_gone_for_ever(site: Site, database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site.feed("/a", ONE)
    run(database, source(site, "a"))
    site.pages["/a"] = Page(status=410)
    report = run(database, source(site, "a"))
    assert (of(report, "a").reason, report.exit_code) == ("gone", 69)
    at(monkeypatch, NOW + 400 * DAY)
    assert run(database, source(site, "a"), everything=True).feeds == ()
    assert site.statuses("/a") == [200, 410]
    assert query(database, "SELECT state, n_entries FROM feed_health") == [("gone", 1)]


@pytest.mark.parametrize(
    ("told", "wait"), [("7200", 2 * HOUR), ("Wed, 25 Nov 2026 15:00:00 GMT", 3 * HOUR), ("1", HOUR / 60)]
)
def test_retry_after_binds_even_who_asks_for_everything(
    site: Site, database: Path, monkeypatch: pytest.MonkeyPatch, told: str, wait: timedelta
) -> None:
    site.pages["/a"] = Page(status=429, headers={"Retry-After": told})
    assert of(run(database, source(site, "a")), "a").reason == "rate_limited"
    at(monkeypatch, NOW + wait - timedelta(seconds=1))
    report = run(database, source(site, "a"), everything=True)
    assert (report.not_due, report.feeds) == (1, ())
    site.feed("/a", ONE)
    at(monkeypatch, NOW + wait)
    assert outcomes(run(database, source(site, "a"), everything=True)) == {"a": "new"}
    assert query(database, "SELECT failures, hold_until FROM feed") == [(0, None)]


def test_a_block_is_left_alone_for_a_day(site: Site, database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site.pages["/a"] = Page(status=403)
    run(database, source(site, "a"))
    assert query(database, "SELECT state FROM feed") == [("blocked",)]
    at(monkeypatch, NOW + 23 * HOUR)
    assert run(database, source(site, "a")).feeds == ()
    at(monkeypatch, NOW + 24 * HOUR)
    assert outcomes(run(database, source(site, "a"))) == {"a": "error"}


def test_failures_back_off_and_a_success_forgets_them(
    site: Site, database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    moment, asked = NOW, []
    for _ in range(16):
        at(monkeypatch, moment)
        asked.append(bool(run(database, source(site, "a"), everything=False).feeds))
        moment += HOUR
    hours_asked = [hour for hour, yes in enumerate(asked) if yes]
    gaps = [later - earlier for earlier, later in pairwise(hours_asked)]
    assert gaps[:3] == pytest.approx([1, 2, 4], abs=1), (
        "a fourth comes within sixteen hours where chance shortens the gaps"
    )
    site.feed("/a", ONE)
    at(monkeypatch, moment)
    run(database, source(site, "a"))
    assert query(database, "SELECT state, failures, last_error, fault, failing_since FROM feed") == [
        ("ok", 0, "", "", None)
    ]


def test_every_and_the_feeds_own_ttl_are_respected(site: Site, database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site.feed("/a", ONE)
    site.pages["/b"] = Page(rss(ONE, ttl=180))
    feeds = (source(site, "a", every_s=7200), source(site, "b"))
    due = []
    for hour in range(7):
        at(monkeypatch, NOW + hour * HOUR)
        due.append(sorted(outcomes(run(database, *feeds, everything=False))))
    assert due == [["a", "b"], [], ["a"], ["b"], ["a"], [], ["a", "b"]]


def test_a_clock_that_is_set_back_silences_nothing(site: Site, database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site.feed("/a", ONE)
    run(database, source(site, "a"))
    at(monkeypatch, NOW - 300 * DAY)
    assert outcomes(run(database, source(site, "a"), everything=False)) == {"a": "not_modified"}
    assert query(database, "SELECT next_due_at FROM feed") == [(stamp(NOW - 300 * DAY + HOUR),)]
