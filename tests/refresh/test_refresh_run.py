"""A refresh stores what is new, once, and lets no feed's trouble reach another."""

from __future__ import annotations

import sqlite3
import sys
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from refresh_run import config, of, outcomes, query, run, source
from refresh_site import Page, Site, rss

import tracker.refresh.round as round_module
from tracker import extras
from tracker.actions.settings import read_config, show_feeds
from tracker.feeds.pool import ParserPool
from tracker.fetch.client import Client
from tracker.model.errors import RefreshRunning
from tracker.model.feed import FeedSource
from tracker.refresh.fetching import Fetched
from tracker.refresh.report import Progress
from tracker.refresh.run import refresh
from tracker.store.lock import refresh_lock

ONE, TWO = ("1", "First", "Some words."), ("2", "Second", "Other words.")


@pytest.fixture
def parses(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The size of each body that a parser was given."""
    real, sizes = ParserPool.parse, []

    async def counted(self: ParserPool, body: bytes, *rest: str) -> object:
        sizes.append(len(body))
        return await real(self, body, *rest)

    monkeypatch.setattr(ParserPool, "parse", counted)
    return sizes


def test_the_first_run_stores_and_the_second_is_told_that_nothing_changed(
    site: Site, database: Path, parses: list[int]
) -> None:
    site.feed("/a", ONE, TWO)
    first = run(database, source(site, "a"))
    assert (first.exit_code, first.new, outcomes(first)) == (0, 2, {"a": "new"})
    second = run(database, source(site, "a"))
    assert (second.exit_code, second.new, second.changed, outcomes(second)) == (0, 0, 0, {"a": "not_modified"})
    assert site.statuses("/a") == [200, 304]
    assert len(parses) == 1
    assert query(database, "SELECT title, revision FROM articles ORDER BY entry_id") == [("First", 1), ("Second", 1)]


def test_the_same_body_from_a_server_without_validators_is_not_parsed(
    site: Site, database: Path, parses: list[int]
) -> None:
    site.feed("/a", ONE, validators=False)
    assert outcomes(run(database, source(site, "a"))) == {"a": "new"}
    assert outcomes(run(database, source(site, "a"))) == {"a": "unchanged"}
    assert site.statuses("/a") == [200, 200]
    assert len(parses) == 1


def test_a_changed_entry_is_a_revision_and_a_new_one_is_added(site: Site, database: Path) -> None:
    site.feed("/a", ONE)
    run(database, source(site, "a"))
    site.feed("/a", ("1", "First", "Some words, corrected."), TWO)
    report = run(database, source(site, "a"))
    assert (report.new, report.changed) == (1, 1)
    assert query(database, "SELECT title, revision FROM articles ORDER BY entry_id") == [("First", 2), ("Second", 1)]


TROUBLE = {
    "gone-missing": (Page(status=404), "http", "404 Not Found"),
    "broken-server": (Page(status=500), "http", "500 Internal Server Error"),
    "web-page": (Page(b"<!doctype html><title>Welcome</title>"), "not_a_feed", "an HTML page titled 'Welcome'"),
    "empty": (Page(b""), "empty", "empty"),
    "no-xml": (Page(b"<rss><channel><item><title>"), "", ""),
    "too-large": (Page(rss(ONE) + b" " * 5000), "too_large", ""),
    "private": (Page(rss(ONE)), "blocked_address", ""),
}


def test_each_trouble_is_its_feeds_own(site: Site, database: Path) -> None:
    site.feed("/good", ONE)
    for slug, (page, _, _) in TROUBLE.items():
        site.pages[f"/{slug}"] = page
    told = {"too-large": {"max_bytes": 2000}, "private": {"allow_private": False}}
    feeds = [source(site, slug, **told.get(slug, {})) for slug in ("good", *TROUBLE)]
    report = run(database, *feeds, source(site, "bad-url", url="ftp://x/", error="url: no http"))
    assert of(report, "good").outcome == "new"
    assert report.exit_code == 0
    for slug, (_, reason, words) in TROUBLE.items():
        if slug != "no-xml":  # what its one entry holds may be read
            assert of(report, slug).outcome == "error", slug
            assert of(report, slug).reason == reason, slug
            assert words in of(report, slug).message
            assert "\n" not in of(report, slug).message
    assert of(report, "bad-url").message == "url: no http"
    health = dict(query(database, "SELECT slug, last_error FROM feed_health"))
    assert health["good"] == ""
    assert all(health[slug] == of(report, slug).message for slug in TROUBLE if slug != "no-xml")
    assert set(report.newly_failing) == {f.slug for f in report.feeds if f.outcome == "error"}
    assert run(database, *feeds).newly_failing == ()


def test_a_silent_server_costs_only_itself(site: Site, database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from tracker.fetch import client

    limits = client.Limits(deadline_s=0.4, read_s=0.3)
    real = client.Client.__init__
    monkeypatch.setattr(client.Client, "__init__", lambda self, **told: real(self, limits=limits, **told))
    site.feed("/good", ONE)
    site.feed("/slow", ONE, delay=2.0)
    report = run(database, source(site, "good"), source(site, "slow"))
    assert outcomes(report) == {"good": "new", "slow": "error"}
    assert of(report, "slow").reason == "timeout"


def test_what_is_not_fetched_in_time_is_skipped_and_keeps_its_turn(site: Site, database: Path) -> None:
    site.feed("/good", ONE)
    site.feed("/slow", ONE, delay=3.0)
    report = run(database, source(site, "good"), source(site, "slow"), deadline_s=2.0)
    assert outcomes(report) == {"good": "new", "slow": "skipped"}
    assert "not fetched within" in of(report, "slow").message
    assert query(database, "SELECT next_due_at, failures FROM feed WHERE slug = 'slow'") == [(None, 0)]


def test_nothing_fetched_in_time_is_no_success(site: Site, database: Path) -> None:
    site.feed("/slow", ONE, delay=3.0)
    report = run(database, source(site, "slow"), deadline_s=0.3)
    assert (report.exit_code, outcomes(report)) == (69, {"slow": "skipped"})
    report = run(database, source(site, "slow"), source(site, "missing"), deadline_s=2.0)
    assert (report.exit_code, outcomes(report)) == (69, {"slow": "skipped", "missing": "error"})


def test_who_was_not_asked_for_longest_comes_first(site: Site, database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    feeds = [source(site, slug) for slug in ("a", "b", "c", "d")]
    for feed in feeds:
        site.feed(f"/{feed.slug}", ONE)
    for hour, slug in enumerate(("c", "b", "a")):
        monkeypatch.setenv("TRACKER_NOW", f"2026-11-25T{hour:02}:00:00Z")
        refresh(database, config(*feeds), only=[slug])
    asked: list[str] = []
    real = round_module.fetch_and_parse

    async def noted(client: Client, pool: ParserPool, feed: FeedSource, *rest: Any) -> Fetched:
        asked.append(feed.slug)
        return await real(client, pool, feed, *rest)

    monkeypatch.setattr(round_module, "fetch_and_parse", noted)
    run(database, *feeds)
    assert asked == ["d", "c", "b", "a"]


def test_feeds_that_failed_come_after_those_that_work(
    site: Site, database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    feeds = [source(site, slug) for slug in ("bad", "good")]
    site.feed("/good", ONE)
    for hour, slug in enumerate(("bad", "good")):
        monkeypatch.setenv("TRACKER_NOW", f"2026-11-25T{hour:02}:00:00Z")
        refresh(database, config(*feeds), only=[slug])
    before = len(site.asked)
    monkeypatch.setattr(round_module, "Client", lambda **told: Client(**told, total=1))
    monkeypatch.setenv("TRACKER_NOW", "2026-11-25T12:00:00Z")
    run(database, *feeds)
    assert [path for path, _ in site.asked[before:]] == ["/good", "/bad"]


def test_a_feed_that_moved_for_good_says_where_and_is_not_followed(site: Site, database: Path) -> None:
    site.pages["/a"] = Page(status=301, headers={"Location": "/new?key=s3cret"}, validators=False)
    site.feed("/new?key=s3cret", ONE)
    told = f"moved permanently to {site.url}/new?key=***; change the url in feeds.toml"
    for outcome in ("new", "not_modified"):
        result = of(run(database, source(site, "a")), "a")
        assert (result.outcome, result.message) == (outcome, told)
        sql = "SELECT state, failures, last_error, url FROM feed_health"
        assert query(database, sql) == [("ok", 0, told, f"{site.url}/a")]
    site.feed("/a", ONE)
    assert of(run(database, source(site, "a")), "a").message == ""
    assert query(database, "SELECT last_error FROM feed_health") == [("",)]


def test_what_feeds_toml_asks_in_vain_is_noted(site: Site, database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(extras, "reads_pages", lambda: False)
    site.feed("/a", ONE)
    assert run(database).notes == ("feeds.toml: there is no enabled [[feed]]: nothing is fetched",)
    assert run(database, source(site, "a", enabled=False, fulltext=True)).notes == run(database).notes
    assert run(database, source(site, "a")).notes == ()
    site.feed("/a", ONE, TWO)
    report = run(database, source(site, "a", fulltext=True))
    assert (report.new, report.pages) == (1, None)
    (note,) = report.notes
    assert note.startswith("feeds.toml: fulltext (of a) needs a package that is not installed")
    assert note.endswith(f"{sys.executable} -m pip install 'trafilatura>=2.3.1,<3' lxml_html_clean")
    assert query(database, "SELECT * FROM page") == [], "nothing piles up for the day on which it is installed"


def test_a_refresh_with_another_file_leaves_its_own_mark(site: Site, database: Path, tmp_path: Path) -> None:
    site.feed("/a", ONE)
    one, two = tmp_path / "one.toml", tmp_path / "two.toml"
    for path, slug in ((one, "a"), (two, "b")):
        path.write_text(f'[[feed]]\nslug = "{slug}"\nurl = "{site.url}/a"\nallow_private = true\n')
    sql = "SELECT slug FROM feed WHERE enabled"
    show_feeds(database, one)
    refresh(database, read_config(two))
    assert query(database, sql) == [("b",)]
    show_feeds(database, one)
    assert query(database, sql) == [("a",)]
    before = query(database, "SELECT * FROM meta")
    refresh(database, read_config(one))
    assert query(database, "SELECT * FROM meta WHERE key = 'feeds_mark'") == [m for m in before if m[0] == "feeds_mark"]


def test_all_failed_is_an_exit_code_of_its_own(site: Site, database: Path) -> None:
    report = run(database, source(site, "a"), source(site, "b"))
    assert (report.exit_code, report.failed) == (69, 2)
    assert run(database, source(site, "a"), everything=False).exit_code == 0, "nothing was due, nothing failed"
    assert run(database).exit_code == 0


def test_an_answer_203_is_read_like_a_200(site: Site, database: Path) -> None:
    site.feed("/a", ONE, status=203)
    assert outcomes(run(database, source(site, "a"))) == {"a": "new"}
    assert query(database, "SELECT count(*) FROM articles") == [(1,)]


def test_an_entry_that_the_database_refuses_is_its_feeds_error(
    site: Site, database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with closing(sqlite3.connect(database)) as db:
        db.execute(
            "CREATE TRIGGER refuse BEFORE INSERT ON entry WHEN new.title = 'Second' BEGIN SELECT RAISE(ABORT, 'no'); END"
        )
        db.commit()
    site.feed("/a", ONE, TWO)
    site.feed("/b", ONE)
    report = run(database, source(site, "a"), source(site, "b"))
    assert outcomes(report) == {"a": "error", "b": "new"}
    assert query(database, "SELECT f.slug, f.etag <> '', f.failures, f.last_error, count(n.id) FROM feed f "
                 "LEFT JOIN entry n ON n.feed_id = f.id GROUP BY f.id ORDER BY 1") == [
        ("a", 0, 1, "cannot be stored: no", 0), ("b", 1, 0, "", 1)
    ]  # fmt: skip


def test_a_second_refresh_is_told_that_one_is_running(site: Site, database: Path) -> None:
    site.feed("/a", ONE)
    with refresh_lock(database), pytest.raises(RefreshRunning):
        run(database, source(site, "a"))
    assert site.asked == []


def test_a_feed_that_left_the_file_is_switched_off_and_its_entries_stay(site: Site, database: Path) -> None:
    site.feed("/a", ONE)
    site.feed("/b", TWO)
    run(database, source(site, "a"), source(site, "b"))
    run(database, source(site, "b"))
    sql = "SELECT slug, enabled, note, n_entries FROM feed_health ORDER BY 1"
    assert query(database, sql) == [("a", 0, "no longer in feeds.toml", 1), ("b", 1, "", 1)]
    assert site.statuses("/a") == [200]
    run(database, source(site, "a"), source(site, "b"))
    assert query(database, sql) == [("a", 1, "", 1), ("b", 1, "", 1)]
    assert site.statuses("/a") == [200, 304]


def test_a_feed_that_is_off_is_not_asked(site: Site, database: Path) -> None:
    report = run(database, source(site, "a", enabled=False, note="by hand"))
    assert (report.feeds, site.asked) == ((), [])
    assert query(database, "SELECT enabled, note FROM feed_health") == [(0, "by hand")]


def test_a_new_address_is_asked_without_the_old_validators(site: Site, database: Path) -> None:
    site.feed("/a", ONE)
    site.feed("/b", ONE)
    run(database, source(site, "a"))
    report = run(database, source(site, "a", url=f"{site.url}/b"), everything=False)
    assert site.statuses("/b") == [200]
    assert (report.new, outcomes(report)) == (0, {"a": "unchanged"})


def test_one_feed_alone(site: Site, database: Path) -> None:
    site.feed("/a", ONE)
    site.feed("/b", ONE)
    report = refresh(database, config(source(site, "a"), source(site, "b")), only=["b"])
    assert outcomes(report) == {"b": "new"}


def test_progress_is_told_step_by_step(site: Site, database: Path) -> None:
    site.feed("/a", ("1", "Nothing of note", "Words."))
    steps: list[Progress] = []
    run(database, source(site, "a"), source(site, "b"), on_progress=steps.append)
    assert [s.event for s in steps] == ["start", "feed", "feed", "reading", "end"]
    assert (steps[0].total, sorted(s.done for s in steps[1:3])) == (2, [1, 2])
    assert {s.slug: s.outcome for s in steps[1:3]} == {"a": "new", "b": "error"}


def test_the_log_and_the_run_are_kept(site: Site, database: Path) -> None:
    site.feed("/a", ONE)
    run(database, source(site, "a"), source(site, "b"))
    logged = query(database, "SELECT f.slug, x.status, x.outcome, x.n_entries, x.n_new FROM fetch_log x JOIN feed f "
                   "ON f.id = x.feed_id ORDER BY 1")  # fmt: skip
    assert logged == [("a", 200, "new", 1, 1), ("b", 404, "error", 0, 0)]
    assert query(database, "SELECT started_at, exit_code, finished_at IS NOT NULL FROM run") == [
        ("2026-11-25T12:00:00Z", 0, 1)
    ]


def test_log_lines_are_kept_ninety_days(site: Site, database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for now in ("2026-08-20T00:00:00Z", "2026-09-20T00:00:00Z", "2026-11-25T00:00:00Z"):
        monkeypatch.setenv("TRACKER_NOW", now)
        run(database, source(site, "a"))
    assert query(database, "SELECT substr(fetched_at, 1, 10) FROM fetch_log ORDER BY 1") == [
        ("2026-09-20",),
        ("2026-11-25",),
    ]


def test_the_wal_is_empty_in_the_end(site: Site, database: Path) -> None:
    site.feed("/a", *((str(i), f"Title {i}", "Words " * 200) for i in range(300)))
    sizes: list[int] = []
    wal = database.with_name(database.name + "-wal")

    def look(step: Progress) -> None:
        sizes.append(wal.stat().st_size if wal.exists() else -1)

    with closing(sqlite3.connect(database)) as other:  # one that stays open, so that the file is not deleted
        other.execute("SELECT count(*) FROM entry").fetchall()
        run(database, source(site, "a"), on_progress=look)
        assert wal.stat().st_size == 0
    assert max(sizes) > 0


def test_a_database_made_by_a_refresh_has_the_mode_of_feeds_toml(site: Site, tmp_path: Path) -> None:
    path = tmp_path / "team.db"
    refresh(path, replace(config(), database_mode=0o640))
    assert path.stat().st_mode & 0o777 == 0o640
