"""Real feeds through a whole refresh: every entry is stored, once."""

from __future__ import annotations

from pathlib import Path

import feedparser
import pytest
from refresh_run import query, run, source
from refresh_site import Page, Site

from tracker.feeds.pool import ParserPool

REAL = Path(__file__).resolve().parents[2].parent / "shared" / "feeds" / "real"
FILES = sorted(REAL.glob("*.xml")) if REAL.is_dir() else []


def identity(entry: feedparser.FeedParserDict) -> tuple[str, ...]:
    """What tells an entry from another: nothing when two are alike in all that a reader sees."""
    return tuple(str(entry.get(name, "")) for name in ("id", "link", "title", "published", "summary"))


@pytest.mark.skipif(not FILES, reason="the kit's real feeds are not here")
def test_every_distinct_entry_is_stored_and_a_second_run_does_nothing(
    site: Site, database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted = {}
    for file in FILES:
        site.pages[f"/{file.stem}"] = Page(file.read_bytes())
        wanted[file.stem] = len({identity(e) for e in feedparser.parse(file.read_bytes()).entries})
    feeds = [source(site, slug) for slug in wanted]
    report = run(database, *feeds)
    unreadable = [f.slug for f in report.feeds if f.outcome == "error"]
    assert unreadable == [slug for slug, count in wanted.items() if not count]
    stored = dict(query(database, "SELECT f.slug, count(*) FROM entry n JOIN feed f ON f.id = n.feed_id GROUP BY 1"))
    assert stored == {slug: count for slug, count in wanted.items() if count}
    assert report.read == report.new == sum(wanted.values()) > 2500
    assert report.facts > 0

    parsed: list[int] = []
    monkeypatch.setattr(ParserPool, "parse", lambda self, body, *rest: parsed.append(len(body)))
    feeds = [feed for feed in feeds if feed.slug not in unreadable]
    again = run(database, *feeds)
    assert {f.outcome for f in again.feeds} == {"not_modified"}
    assert (again.new, again.changed, again.read, parsed) == (0, 0, 0, [])

    for page in site.pages.values():
        page.validators = False
    monkeypatch.undo()
    monkeypatch.setenv("TRACKER_NOW", "2026-11-26T12:00:00Z")
    for page in site.pages.values():
        page.body += b"\n<!-- served again -->\n"
    third = run(database, *feeds)
    assert (third.new, third.changed, third.failed) == (0, 0, 0)
