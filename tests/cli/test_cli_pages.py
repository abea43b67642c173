"""Whole articles on the command line: what would be asked, what came of it, and what is missing."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import Result
from web_site import WebSite, web_site

from tracker import extras

Run = Callable[..., Result]
TEASER = "NVIDIA today announced Rubin, its next GPU."
installed = pytest.mark.skipif(not extras.reads_pages(), reason="the extra [fulltext] is not installed")


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[WebSite]:
    """A feed of six entries whose pages cannot be had."""
    with web_site() as one:
        items = "".join(
            f"<item><guid>{n}</guid><title>NVIDIA shows Rubin, part {n}</title><link>{one.url}/news/{n}</link>"
            f"<description>{TEASER}</description></item>"
            for n in range(6)
        )
        one.put("/a", f"<rss version='2.0'><channel><title>News</title>{items}</channel></rss>")
        path = tmp_path / "feeds.toml"
        path.write_text(
            '[network]\nmin_gap = "0s"\n[[feed]]\nslug = "a"\nfulltext = true\nallow_private = true\n'
            f'url = "{one.url}/a"\n'
        )
        monkeypatch.setenv("TRACKER_FEEDS", str(path))
        yield one


@installed
def test_the_report_counts_pages_and_a_dry_run_tells_of_those_that_are_left(
    run: Run, site: WebSite, database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "ask   pages" not in run("refresh", "--dry-run").stdout
    for n in range(6):
        site.put(f"/news/{n}", "no", 503 if n < 2 else 404)
    done = run("refresh", "--json", "-v")
    assert "whole articles: 6 asked, 0 read; 0 closed by robots.txt, 0 blocked" in done.stderr
    assert "6 failed; 0 not needed, 2 wait" in done.stderr
    told = json.loads(done.stdout)["pages"]
    assert (told["asked"], told["failed"], told["waiting"], told["message"]) == (6, 6, 2, "")
    assert "wait  pages a: 0 known pages of articles, 2 later" in run("refresh", "--dry-run", "-v").stdout
    monkeypatch.setenv("TRACKER_NOW", "2026-11-26T12:30:00Z")
    before, size = database.read_bytes(), len(site.asked)
    rows = json.loads(run("refresh", "--dry-run", "--json").stdout)
    assert [(row["kind"], row["asked"]) for row in rows] == [("feed", True), ("pages", True)]
    assert "ask   pages a: 2 known pages of articles" in run("refresh", "--dry-run").stdout
    assert (database.read_bytes(), len(site.asked)) == (before, size)


@installed
def test_doctor_names_a_feed_whose_site_gives_no_page(run: Run, site: WebSite, database: Path) -> None:
    site.put("/robots.txt", "User-agent: *\nDisallow: /news/\n")
    run("refresh")
    found = [one for one in json.loads(run("doctor", "--json").stdout)["findings"] if one["check"] == "full text"]
    assert [(one["level"], one["told"]) for one in found] == [
        ("ok", "whole articles can be read; feeds with fulltext: 1"),
        ("warning", "a: none of 6 pages of its articles could be read (robots.txt of the site does not allow it)"),
    ]
    with closing(sqlite3.connect(database)) as db:
        db.execute("UPDATE page SET outcome = 'ok' WHERE entry_id = (SELECT max(entry_id) FROM page)")
        db.commit()
    assert len([o for o in json.loads(run("doctor", "--json").stdout)["findings"] if o["check"] == "full text"]) == 1


def test_what_is_missing_is_one_note_with_its_mend(
    run: Run, site: WebSite, database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(extras, "reads_pages", lambda: False)
    done = run("refresh", "--json")
    assert len(done.stderr.splitlines()) == 1
    assert "pip install 'trafilatura" in done.stderr
    assert json.loads(done.stdout)["pages"] is None
    assert site.asked == ["/a"]
    assert "pages" not in run("refresh", "--dry-run", "-v").stdout
    (found,) = [one for one in json.loads(run("doctor", "--json").stdout)["findings"] if one["check"] == "full text"]
    assert (found["level"], found["mend"]) == ("warning", extras.how_to_read_pages())
