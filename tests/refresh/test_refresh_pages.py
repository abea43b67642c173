"""Whole articles: asked for once and politely, put in the place of the feed's text, and the feed's own word kept."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import page_site
import pytest
from language_model import KEY, Model
from page_site import MORE, TEASER, TITLE, page
from refresh_run import config, query, run, source
from refresh_site import Page, Site

from tracker import extras
from tracker.extract import Extractor
from tracker.model.document import Document
from tracker.refresh import pages as pages_module
from tracker.refresh.report import Progress, Report
from tracker.refresh.results import PagesResult
from tracker.refresh.run import refresh

pytestmark = pytest.mark.skipif(not extras.reads_pages(), reason="the extra [fulltext] is not installed")

ITEM = ("1", TITLE, TEASER, "/news/1")
ASKED = "SELECT full_text, full_text_note FROM articles ORDER BY entry_id"
LATER = "2026-11-25T13:00:00Z"


def again(database: Path, site: Site, **told: object) -> Report:
    return run(database, source(site, "a", fulltext=True), **told)


def came(report: Report) -> PagesResult:
    assert report.pages is not None
    return report.pages


def outcomes(database: Path) -> list[object]:
    return [row[0] for row in query(database, ASKED)]


@pytest.fixture
def told(site: Site) -> Site:
    """A feed of one entry with its page."""
    page_site.feed(site, "/a", ITEM)
    site.pages["/news/1"] = page()
    return site


def test_the_page_becomes_the_text_and_the_feed_s_own_stays_as_a_revision(told: Site, database: Path) -> None:
    report = again(database, told)
    assert (report.new, report.changed, came(report)) == (1, 0, PagesResult(asked=1, ok=1))
    ((body, revision, outcome),) = query(database, "SELECT body, revision, full_text FROM articles")
    assert body == "\n\n".join(MORE)
    assert (revision, outcome) == (2, "ok")
    assert query(database, "SELECT revision, body FROM entry_revision") == [(1, TEASER)]
    (quote, start, end, at) = query(database, "SELECT quote, quote_start, quote_end, revision FROM claims "
                                    "WHERE field = 'memory_capacity' AND entry_id IS NOT NULL")[0]  # fmt: skip
    assert at == 2
    assert f"{TITLE}\n\n{body}"[start:end] == quote  # type: ignore[misc]


def test_the_next_fetch_of_the_feed_sees_no_change_and_asks_for_nothing(told: Site, database: Path) -> None:
    again(database, told)
    before = len(told.asked)
    told.pages["/a"] = Page(
        told.pages["/a"].body.replace(b"<item>", b"<item><comments>the same words again</comments>")
    )
    report = again(database, told)
    assert (report.new, report.changed, came(report)) == (0, 0, PagesResult())
    assert told.asked[before:] == [("/a", 200)]
    assert query(database, "SELECT revision FROM articles") == [(2,)]


def test_a_changed_feed_text_is_a_revision_and_the_page_is_asked_again(told: Site, database: Path) -> None:
    again(database, told)
    page_site.feed(told, "/a", ("1", TITLE, TEASER + " Corrected.", "/news/1"))
    told.pages["/news/1"] = page(
        *MORE, "Corrected: an earlier version of this text had another place of the conference."
    )
    report = again(database, told)
    assert (report.changed, came(report)) == (1, PagesResult(asked=1, ok=1))
    assert query(database, "SELECT revision FROM articles") == [(4,)]
    revisions = [row[0] for row in query(database, "SELECT body FROM entry_revision ORDER BY revision")]
    assert revisions == [TEASER, "\n\n".join(MORE), TEASER + " Corrected."]


def test_a_feed_that_changes_its_text_all_the_time_is_asked_daily_in_the_end(
    told: Site, database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(10):
        monkeypatch.setenv("TRACKER_NOW", f"2026-11-25T{number + 10}:00:00Z")
        page_site.feed(told, "/a", ("1", TITLE, f"{TEASER} Read {number} times.", "/news/1"))
        again(database, told)
    assert len(told.statuses("/news/1")) == 6
    assert outcomes(database) == ["waiting"]
    monkeypatch.setenv("TRACKER_NOW", "2026-11-26T16:00:00Z")
    again(database, told)
    assert outcomes(database) == ["ok"]


def test_only_entries_that_name_a_vendor_or_product_are_asked_for(told: Site, database: Path) -> None:
    page_site.feed(told, "/a", ITEM, ("2", "Parking", "The garage is closed on Monday.", "/news/2"))
    assert came(again(database, told)) == PagesResult(asked=1, ok=1, unneeded=1)
    assert told.statuses("/news/2") == []
    assert outcomes(database) == ["ok", "unneeded"]


def test_feeds_without_the_key_and_entries_from_before_it_are_left_alone(told: Site, database: Path) -> None:
    assert run(database, source(told, "a")).pages is None
    page_site.feed(told, "/a", ITEM, ("2", "Parking", "The garage is closed on Monday.", "/news/2"))
    assert came(again(database, told)) == PagesResult(unneeded=1)
    assert told.statuses("/news/1") == told.statuses("/robots.txt") == []


def test_robots_txt_is_asked_once_a_host_and_kept_to(told: Site, database: Path) -> None:
    page_site.feed(told, "/a", ITEM, ("2", TITLE, TEASER + " More.", "/closed/2?share=1"))
    told.pages["/closed/2?share=1"] = page()
    told.pages["/robots.txt"] = Page(b"User-agent: *\nAllow: /\nDisallow: /*?share=\n", validators=False)
    assert came(again(database, told)) == PagesResult(asked=2, ok=1, robots=1)
    assert (told.statuses("/robots.txt"), told.statuses("/closed/2?share=1")) == ([200], [])
    assert query(database, ASKED)[1] == ("robots", "robots.txt of the site does not allow it")
    assert came(again(database, told)) == PagesResult()


@pytest.mark.parametrize(
    ("answer", "outcome", "wait"),
    [
        (Page(b"User-agent: accelerator-tracker\nDisallow: /\n"), "robots", None),
        (Page(status=403), "robots", None),
        (Page(status=500), "failed", "2026-11-26T12:00:00Z"),
        (Page(status=404), "ok", None),
    ],
)
def test_what_a_robots_txt_means(told: Site, database: Path, answer: Page, outcome: str, wait: str | None) -> None:
    told.pages["/robots.txt"] = answer
    again(database, told)
    assert outcomes(database) == [outcome]
    assert query(database, "SELECT next_at FROM page") == [(wait,)]
    assert len(told.statuses("/news/1")) == (outcome == "ok")


def test_the_robots_txt_of_a_redirect_s_target_counts_too(told: Site, database: Path) -> None:
    told.pages["/robots.txt"] = Page(b"User-agent: *\nDisallow: /closed/\n")
    told.pages["/news/1"] = Page(status=302, headers={"Location": "/closed/1"})
    told.pages["/closed/1"] = page()
    assert came(again(database, told)) == PagesResult(asked=1, robots=1)
    assert told.statuses("/closed/1") == []


def test_a_redirect_on_the_site_is_followed(told: Site, database: Path) -> None:
    told.pages["/news/1"] = Page(status=301, headers={"Location": "/moved/1"})
    told.pages["/moved/1"] = page()
    assert came(again(database, told)) == PagesResult(asked=1, ok=1)


PRIVATE = ("link", "redirect", "not allowed")


@pytest.mark.parametrize("way", PRIVATE)
def test_what_is_private_is_asked_on_the_feed_s_own_host_alone(site: Site, database: Path, way: str) -> None:
    """Another loopback address answers on the same port only where the server is bound to it: it must not even be tried."""
    other = site.url.replace("127.0.0.1", "127.0.0.2") + "/news/1"
    page_site.feed(site, "/a", ("1", TITLE, TEASER, other if way == "link" else "/news/1"))
    site.pages["/news/1"] = Page(status=302, headers={"Location": other}) if way == "redirect" else page()
    feed = source(site, "a", fulltext=True)
    report = run(database, feed)
    if way == "not allowed":
        assert came(report).ok == 1
        page_site.feed(site, "/a", ("2", TITLE, TEASER + " Again.", "/news/1"))
        with closing(sqlite3.connect(database)) as db:
            db.execute("UPDATE page SET outcome = 'waiting', next_at = '2026-11-25T12:00:00Z'")
            db.commit()
        report = refresh(database, config(replace(feed, allow_private=False)), everything=True)
    assert came(report) == PagesResult(asked=1, failed=1)
    assert "is not public" in str(query(database, ASKED)[0][1])


BAD = {
    "wall": (Page(b"<html><script>window._cf_chl_opt={}</script></html>"), "blocked", "bot wall", True),
    "forbidden": (Page(status=403), "blocked", "403", True),
    "missing": (Page(status=404), "failed", "404", False),
    "gone": (Page(status=410), "failed", "the page is gone", False),
    "broken": (Page(status=503), "failed", "503", True),
    "pdf": (Page(b"%PDF-1.7", headers={"Content-Type": "application/pdf"}), "failed", "application/pdf", False),
    "empty": (Page(b"", headers=page_site.HTML), "failed", "no article", False),
    "script": (Page(b"<html><body><script>" + b"NVIDIA Rubin " * 500 + b"</script></body></html>"), "failed", "", False),
    "huge": (Page(b"<html>" + b"x" * (5 * 2**20)), "failed", "4 MiB", False),
    "short": (page(TEASER), "too_short", "hardly more text", False),
    "consent": (
        page(*(f"We and our {n} partners store cookies on your device to show you advertising. Accept all?" for n in range(9))),
        "other_text", "of the feed's words", False,
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD)
def test_where_no_article_comes_the_feed_s_text_stays(told: Site, database: Path, name: str) -> None:
    answer, outcome, words, asks_again = BAD[name]
    told.pages["/news/1"] = answer
    report = again(database, told)
    assert (report.exit_code, came(report).asked, came(report).ok) == (0, 1, 0)
    ((body, revision, found, note),) = query(database, "SELECT body, revision, full_text, full_text_note FROM articles")
    assert (body, revision, found) == (TEASER, 1, outcome)
    assert words in str(note)
    assert query(database, "SELECT next_at IS NOT NULL FROM page") == [(asks_again,)]


def test_a_failure_is_asked_three_times_over_days_and_never_again(
    told: Site, database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told.pages["/news/1"] = Page(status=500)
    for day, hour, count in [(25, 12, 1), (25, 20, 1), (26, 12, 2), (28, 12, 2), (29, 12, 3), (30, 12, 3)]:
        monkeypatch.setenv("TRACKER_NOW", f"2026-11-{day}T{hour}:00:00Z")
        again(database, told, everything=False)
        assert len(told.statuses("/news/1")) == count, day
    monkeypatch.setenv("TRACKER_NOW", "2027-02-01T12:00:00Z")
    again(database, told)
    assert len(told.statuses("/news/1")) == 3


def test_a_host_that_asks_to_be_left_alone_is(told: Site, database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    items = [(str(n), TITLE, f"{TEASER} Part {n}.", f"/news/{n}") for n in range(1, 4)]
    page_site.feed(told, "/a", *items)
    for n in (1, 2, 3):
        told.pages[f"/news/{n}"] = Page(status=429, headers={"Retry-After": "7200"})
    assert came(again(database, told)) == PagesResult(asked=1, blocked=1, waiting=3)
    for n in (1, 2, 3):
        told.pages[f"/news/{n}"] = page(*MORE, f"Part {n}.")
    monkeypatch.setenv("TRACKER_NOW", LATER)
    assert came(again(database, told)).asked == 0
    monkeypatch.setenv("TRACKER_NOW", "2026-11-25T14:01:00Z")
    assert came(again(database, told)) == PagesResult(asked=2, ok=2, waiting=1)


def test_a_host_that_refuses_three_in_a_row_is_left_alone_for_this_time(told: Site, database: Path) -> None:
    page_site.feed(told, "/a", *((str(n), TITLE, f"{TEASER} Part {n}.", f"/news/{n}") for n in range(1, 8)))
    for n in range(1, 8):
        told.pages[f"/news/{n}"] = Page(status=500)
    assert came(again(database, told)) == PagesResult(asked=3, failed=3, waiting=7)


def test_two_feeds_that_tell_of_one_page_ask_for_it_once(told: Site, database: Path) -> None:
    page_site.feed(told, "/b", ("x", TITLE, TEASER, "/news/1?utm_source=feed"))
    told.pages["/news/1?utm_source=feed"] = page()
    report = run(database, source(told, "a", fulltext=True), source(told, "b", fulltext=True))
    assert came(report) == PagesResult(asked=2, ok=2)
    assert len(told.statuses("/news/1")) + len(told.statuses("/news/1?utm_source=feed")) == 1


def test_pages_of_one_host_come_one_after_the_other_with_the_gap_between(told: Site, database: Path) -> None:
    page_site.feed(told, "/a", *((str(n), TITLE, f"{TEASER} Part {n}.", f"/news/{n}") for n in range(1, 4)))
    for n in range(1, 4):
        told.pages[f"/news/{n}"] = page(*MORE, f"Part {n}.")
    feeds = replace(config(source(told, "a", fulltext=True)), per_host=4, min_gap_s=0.3)
    assert came(refresh(database, feeds)).ok == 3
    gaps = [later - earlier for earlier, later in zip(told.moments, told.moments[1:], strict=False)]
    assert (len(gaps), told.most_at_once) == (4, 1)
    assert min(gaps) >= 0.25


def test_hostile_text_is_text(told: Site, database: Path) -> None:
    evil = "It said \x1b]0;owned\x07\u202eabc <script>alert(1)</script> '); DROP TABLE entry;-- ../../etc/passwd"
    told.pages["/news/1"] = Page(
        page_site.article(
            *MORE, evil, extra="<p>Rubin&#27;[31m &#0; &#x1b;[2J red, and more of the same words here.</p>"
        ),
        headers=page_site.HTML,
    )
    assert came(again(database, told)).ok == 1
    ((body,),) = query(database, "SELECT body FROM articles")
    assert isinstance(body, str)
    assert "<script>alert(1)</script> '); DROP TABLE entry;-- ../../etc/passwd" in body
    assert not {c for c in body if c < " " and c != "\n"} | ({"\u202e", "\x9b", "\x7f"} & set(body))


def test_a_page_that_takes_too_long_to_read_costs_itself(
    told: Site, database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = pages_module.ArticlePool
    monkeypatch.setattr(pages_module, "ArticlePool", lambda: real(quick_s=0.5, wall_s=1.0, cpu_s=2))
    deep = b"<html><body>" + b"<div><table><tr><td><blockquote><p>" * 90_000 + b"NVIDIA Rubin"
    page_site.feed(told, "/a", ITEM, ("2", TITLE, TEASER + " Part 2.", "/news/2"))
    told.pages["/news/1"] = Page(deep, headers=page_site.HTML)
    told.pages["/news/2"] = page(*MORE, "Part 2.")
    report = again(database, told)
    assert (came(report).asked, came(report).ok + came(report).failed) == (2, 2)
    assert outcomes(database)[0] == "failed"


def test_a_slow_server_costs_the_run_no_more_than_its_time(told: Site, database: Path) -> None:
    told.pages["/news/1"] = page(delay=5.0)
    report = again(database, told, deadline_s=2.5)
    assert (report.exit_code, came(report)) == (0, PagesResult(waiting=1))
    assert report.seconds < 5
    assert outcomes(database) == ["waiting"]
    told.pages["/news/1"] = page()
    assert came(again(database, told, everything=False)) == PagesResult(asked=1, ok=1)


def test_text_and_outcome_are_stored_together_or_not_at_all(
    told: Site, database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as broken:
        broken.setattr(pages_module.pages, "_note", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            again(database, told)
    assert query(database, "SELECT revision, full_text FROM articles") == [(1, "waiting")]
    assert query(database, "SELECT * FROM entry_revision") == []
    assert came(again(database, told)) == PagesResult(asked=1, ok=1)


def test_progress_and_the_run_tell_of_pages(told: Site, database: Path) -> None:
    steps: list[Progress] = []
    again(database, told, on_progress=steps.append)
    assert [(s.done, s.total) for s in steps if s.event == "pages"] == [(1, 1)]
    assert query(database, "SELECT json_extract(summary, '$.pages.ok') FROM run") == [(1,)]


def test_a_broken_installation_is_one_note_and_no_page_s_fault(
    told: Site, database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "trafilatura.py").write_text("raise ImportError('half of it is missing')")
    with monkeypatch.context() as broken:
        broken.setenv("PYTHONPATH", str(tmp_path))
        report = again(database, told)
    why = "trafilatura cannot be loaded (ImportError)"
    assert (report.exit_code, came(report)) == (0, PagesResult(waiting=1, message=why))
    assert report.notes == (f"fulltext: {why}; the feeds' own texts are read",)
    assert came(again(database, told)) == PagesResult(asked=1, ok=1)


def test_a_crawl_delay_is_kept(told: Site, database: Path) -> None:
    told.pages["/robots.txt"] = Page(b"User-agent: *\nCrawl-delay: 1\n")
    page_site.feed(told, "/a", ITEM, ("2", TITLE, TEASER + " Part 2.", "/news/2"))
    told.pages["/news/2"] = page(*MORE, "Part 2.")
    assert came(again(database, told)).ok == 2
    assert told.moments[-1] - told.moments[-2] >= 0.95


def test_a_language_model_is_asked_about_the_longer_text_too(
    told: Site, database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("READER_KEY", KEY)
    model = Model()
    try:
        feeds = replace(config(source(told, "a", fulltext=True)), reader=model.settings())
        told.pages["/news/1"] = Page(status=503)
        refresh(database, feeds, everything=True)
        told.pages["/news/1"] = page()
        monkeypatch.setenv("TRACKER_NOW", "2026-11-26T12:00:00Z")
        for _ in range(2):
            refresh(database, feeds, everything=True)
        texts = [asked["messages"][1]["content"] for asked in model.asked]
    finally:
        model.close()
    assert [MORE[2] in text for text in texts] == [False, True]


def test_a_text_that_breaks_the_extractor_costs_only_itself(
    told: Site, database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = pages_module.Extractor.names_any

    def breaking(self: Extractor, document: Document) -> bool:
        return real(self, document) if "Part 2." in document.text else bool(1 / 0)

    monkeypatch.setattr(pages_module.Extractor, "names_any", breaking)
    page_site.feed(told, "/a", ITEM, ("2", TITLE, TEASER + " Part 2.", "/news/2"))
    told.pages["/news/2"] = page(*MORE, "Part 2.")
    assert came(again(database, told)) == PagesResult(asked=1, ok=1, unneeded=1)


def test_a_feed_with_many_pages_does_not_keep_another_waiting(
    told: Site, database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pages_module, "_MOST", 2)
    page_site.feed(told, "/b", *((str(n), TITLE, f"{TEASER} Part {n}.", f"/b/{n}") for n in range(5)))
    report = run(database, source(told, "a", fulltext=True), source(told, "b", fulltext=True))
    assert came(report) == PagesResult(asked=3, ok=1, failed=2, waiting=3)


def test_an_entry_without_a_usable_address_is_told(told: Site, database: Path) -> None:
    page_site.feed(told, "/a", ("1", TITLE, TEASER, ""), ("2", TITLE, TEASER + " Part 2.", "ftp://127.0.0.1/x"))
    assert came(again(database, told)) == PagesResult(failed=2)
    assert all(note for _, note in query(database, ASKED))
