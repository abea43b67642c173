"""Reading everything again: the same facts, ids and events; in batches, with progress, and to be continued when stopped."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from refresh_run import config, query, run, source
from refresh_site import Site

import tracker.extract
import tracker.extract.reader
from tracker.actions.ingest import Told, ingest
from tracker.model.fetched import Entry
from tracker.reading import read_entries
from tracker.refresh.report import Progress
from tracker.refresh.run import refresh
from tracker.store.entries import store_entries, unread_entries

SHARED = Path(__file__).resolve().parents[2].parent / "shared"
OWN = [SHARED / "corpus" / name for name in ("dev_own.jsonl", "dev_own2.jsonl")]
NEWS = (
    ("t5", "AWS shows Trainium5", "Amazon today announced Trainium5. Trainium5 has 288 GB of HBM4 memory."),
    ("t5-again", "Trainium5 is out", "Trainium5 is generally available since November 2026."),
    (
        "maker",
        "Zyphra Labs unveils its chip",
        "Startup Zyphron Systems announced the Zyphron Q7, an inference accelerator.",
    ),
    ("q7", "More on the Q7", "The Zyphron Q7 has 96 GB of HBM3 memory. The Q7 is 2x faster than the H100."),
    ("dull", "Parking at the office", "The garage is closed on Monday."),
)
ROW_IDS = {"id", "event_id", "best_mention", "extractor"}


def contents(database: Path) -> dict[str, list[str]]:
    """Every fact with all its columns, but for row numbers and the version that read it."""
    found = {}
    for table in ("source", "claim", "mention", "event", "ratio", "link", "product", "vendor", "decision", "ranking"):
        with closing(sqlite3.connect(database)) as db:
            names = [row[1] for row in db.execute(f"PRAGMA table_info({table})") if row[1] not in ROW_IDS]
            found[table] = sorted(map(repr, db.execute(f"SELECT {', '.join(names)} FROM {table}").fetchall()))
    return found


def test_reading_again_finds_the_same_facts_ids_and_events(site: Site, database: Path) -> None:
    site.feed("/wire", *NEWS)
    run(database, source(site, "wire"))
    before = contents(database)
    assert any("Trainium5" in row for row in before["product"])
    for _ in range(2):
        report = run(database, source(site, "wire"), everything=False, again=True)
        assert (report.read, report.feeds, report.not_due, report.exit_code) == (len(NEWS), (), 0, 0)
        assert contents(database) == before


@pytest.mark.skipif(not all(path.exists() for path in OWN), reason="no shared corpus here")
def test_an_archive_read_again_has_the_same_rows(database: Path, tmp_path: Path) -> None:
    documents = [json.loads(line) for path in OWN for line in path.read_text().splitlines()]
    text = "".join(json.dumps({k: d[k] for k in ("id", "text", "title", "published")}) + "\n" for d in documents)
    (tmp_path / "archive.jsonl").write_text(text)
    ingest(database, [tmp_path / "archive.jsonl"], Told())
    before = contents(database)
    refresh(database, config(), again=True)
    assert contents(database) == before
    assert query(database, "SELECT count(*) FROM claim")[0][0] > 900


def test_progress_is_told_and_a_stop_is_taken_up_the_next_time(
    site: Site, database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.feed("/wire", *NEWS)
    run(database, source(site, "wire"))
    monkeypatch.setattr("tracker.refresh.run._READ_BATCH", 2)
    steps: list[Progress] = []
    run(database, source(site, "wire"), again=True, on_progress=steps.append)
    assert [(s.done, s.total) for s in steps if s.event == "reading"] == [(2, 5), (4, 5), (5, 5)]

    with closing(sqlite3.connect(database, isolation_level=None)) as db:
        db.row_factory = sqlite3.Row
        db.execute("UPDATE entry SET extractor = ''")
        assert read_entries(db, batch=2, stopped=iter((False, True)).__next__)[0] == 2
        assert db.execute("SELECT count(*) FROM entry WHERE extractor = ''").fetchone()[0] == 3
    assert run(database, source(site, "wire"), everything=False).read == 3


def test_a_new_version_reads_everything_again_by_itself(
    site: Site, database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.feed("/wire", *NEWS)
    run(database, source(site, "wire"))
    before = contents(database)
    monkeypatch.setattr(tracker.extract, "VERSION", "another")
    monkeypatch.setattr(tracker.extract.reader, "VERSION", "another")
    assert run(database, source(site, "wire")).read == len(NEWS)
    assert contents(database) == before
    assert query(database, "SELECT DISTINCT extractor FROM claim WHERE extractor <> 'catalogue'") == [("another",)]


def test_long_articles_are_read_a_few_at_a_time(database: Path) -> None:
    with closing(sqlite3.connect(database, isolation_level=None)) as db:
        db.row_factory = sqlite3.Row
        db.execute("INSERT INTO feed(slug, url, title, tier) VALUES ('long', 'https://long.example', 'Long', 'press')")
        feed = db.execute("SELECT id FROM feed WHERE slug = 'long'").fetchone()[0]
        entries = [Entry(guid=str(i), url="", title=f"Report {i}", body="word " * 300_000) for i in range(6)]
        store_entries(db, feed, entries, "2026-11-25T12:00:00Z")
        assert len(unread_entries(db, "x", 200)) == 3
        assert len(unread_entries(db, "x", 2)) == 2
