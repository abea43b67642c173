"""What a refresh reads in new entries: dated facts with their exact words."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path

import pytest
from refresh_run import query, run, source
from refresh_site import Site

from tracker.extract import VERSION, Extractor
from tracker.extract.reader import Begun
from tracker.model.document import Document, Facts
from tracker.model.query import TimelineFilter
from tracker.reading import read_entries
from tracker.views.explain import explain
from tracker.views.session import open_session
from tracker.views.timeline import timeline

TITLE = "AWS shows Trainium5"
WORDS = "Amazon today announced Trainium5, a new chip for training and inference."
BODY = f"{WORDS} Trainium5 has 288 GB of HBM4 memory."
NEWS = ("t5", TITLE, BODY)
DULL = ("dull", "Parking at the office", "The garage is closed on Monday.")


def test_an_announcement_stands_on_the_timeline_with_its_words(site: Site, database: Path) -> None:
    site.feed("/wire", NEWS, DULL)
    report = run(database, source(site, "wire", tier="vendor"))
    assert (report.new, report.read) == (2, 2)
    assert report.facts >= 2
    with closing(open_session(database)) as session:
        row = timeline(session, TimelineFilter(product="aws/trainium5"))[0]
        assert (row.type, row.date, row.precision, row.date_words) == ("announced", "2026-11-24", "day", "today")
        assert (row.quote, row.publisher, row.url, row.tier) == (WORDS, "Wire", "https://news.example/t5", "vendor")
        proof = explain(session, row.event_id).proofs[0]
        assert (proof.before + proof.quote + proof.after) == f"{TITLE}\n\n{BODY}"
        assert proof.quote == WORDS
        claim = session.all("SELECT claim_id, quote FROM claims WHERE product_slug = 'aws/trainium5'")[0]
        assert explain(session, claim[0]).proofs[0].quote == claim[1]
        assert claim[1] in BODY


def test_a_product_that_no_catalogue_names_is_provisional(site: Site, database: Path) -> None:
    site.feed("/wire", NEWS)
    run(database, source(site, "wire"))
    sql = "SELECT vendor, product, provisional FROM products WHERE product_slug LIKE 'aws/trainium_' ORDER BY 2"
    assert query(database, sql)[-1] == ("AWS", "Trainium5", 1)
    assert all(row[2] == 0 for row in query(database, sql)[:-1])


def test_reading_again_changes_nothing(site: Site, database: Path) -> None:
    site.feed("/wire", NEWS, DULL)
    run(database, source(site, "wire"))
    tables = ("source", "claim", "mention", "event", "ratio", "link", "product")
    sql = {t: f"SELECT {'key' if t not in ('product',) else 'slug'} FROM {t} ORDER BY 1" for t in tables}
    before = {t: query(database, sql[t]) for t in tables}
    first_seen = query(database, "SELECT event_id, first_seen_at FROM timeline ORDER BY 1")
    query_write(database, "UPDATE entry SET extractor = 'older'")
    report = run(database, source(site, "wire"))
    assert report.read == 2
    assert {t: query(database, sql[t]) for t in tables} == before
    assert query(database, "SELECT event_id, first_seen_at FROM timeline ORDER BY 1") == first_seen
    assert run(database, source(site, "wire")).read == 0


def test_a_revision_takes_back_what_it_no_longer_says_and_old_words_can_be_shown(site: Site, database: Path) -> None:
    site.feed("/wire", NEWS)
    run(database, source(site, "wire"))
    site.feed("/wire", ("t5", TITLE, BODY.replace("288", "384")))
    run(database, source(site, "wire"))
    sql = "SELECT printed, revision FROM claims WHERE product_slug = 'aws/trainium5' AND field = 'memory_capacity'"
    assert query(database, sql) == [("384", 2)]
    with closing(open_session(database)) as session:
        event = session.all("SELECT event_id FROM timeline WHERE product_slug = 'aws/trainium5'")[0][0]
        assert "384 GB" in explain(session, event).proofs[0].after


def test_two_feeds_that_tell_of_one_thing_are_two_sources_of_one_event(site: Site, database: Path) -> None:
    site.feed("/wire", NEWS)
    site.feed("/press", ("p", "Amazon announces Trainium5", "Amazon announced Trainium5 on November 24, 2026."))
    run(database, source(site, "wire", tier="vendor"), source(site, "press"))
    assert query(database, "SELECT n_sources, publisher FROM timeline WHERE product_slug = 'aws/trainium5'") == [
        (2, "Wire")
    ]


def test_an_entry_without_facts_has_no_source(site: Site, database: Path) -> None:
    before = query(database, "SELECT count(*) FROM source")
    site.feed("/wire", DULL)
    assert run(database, source(site, "wire")).facts == 0
    assert query(database, "SELECT count(*) FROM source") == before


def test_a_fact_that_feeds_a_ranking_ranks_again(site: Site, database: Path) -> None:
    site.feed("/wire", DULL)
    assert run(database, source(site, "wire")).reranked is False
    site.feed("/wire", NEWS)
    assert run(database, source(site, "wire")).reranked is True
    assert query(database, "SELECT DISTINCT stale FROM cost_per_token") == [(0,)]


def _fragile_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    real = Extractor.begin

    def fragile(self: Extractor, document: Document) -> Begun:
        if "Parking" in document.title:
            raise KeyError("a bug")
        return real(self, document)

    monkeypatch.setattr(Extractor, "begin", fragile)


def _fragile_together(monkeypatch: pytest.MonkeyPatch) -> None:
    real = Extractor.finish

    def fragile(self: Extractor, begun: Sequence[Begun]) -> list[Facts]:
        if any("Parking" in one.document.title for one in begun):
            raise KeyError("a bug")
        return real(self, begun)

    monkeypatch.setattr(Extractor, "finish", fragile)


@pytest.mark.parametrize("fragile", [_fragile_by_itself, _fragile_together])
def test_a_text_that_breaks_the_reader_costs_only_itself(
    site: Site,
    database: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    fragile: Callable[[pytest.MonkeyPatch], None],
) -> None:
    fragile(monkeypatch)
    site.feed("/wire", DULL, NEWS)
    with caplog.at_level(logging.WARNING):
        report = run(database, source(site, "wire"))
    assert (report.exit_code, report.read, report.unreadable) == (0, 1, 1)
    assert query(database, "SELECT count(*) FROM timeline WHERE product_slug = 'aws/trainium5'") == [(1,)]
    assert "of wire cannot be read: KeyError('a bug')" in caplog.text
    assert query(database, "SELECT title FROM entry WHERE extractor = ?", f"failed:{VERSION}") == [
        ("Parking at the office",)
    ]
    report = run(database, source(site, "wire"))
    assert (report.read, report.unreadable) == (0, 0)


def test_a_text_that_broke_the_reader_is_tried_again_by_the_next_version_and_by_hand(
    site: Site, database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(self: Extractor, document: Document) -> Begun:
        raise KeyError("a bug")

    site.feed("/wire", DULL)
    with monkeypatch.context() as patch:
        patch.setattr(Extractor, "begin", broken)
        assert run(database, source(site, "wire")).unreadable == 1
        assert run(database, source(site, "wire"), everything=False, again=True).unreadable == 1
        patch.setattr("tracker.extract.VERSION", "another")
        assert run(database, source(site, "wire")).unreadable == 1
        assert run(database, source(site, "wire")).unreadable == 0
    report = run(database, source(site, "wire"), everything=False, again=True)
    assert (report.read, report.unreadable) == (1, 0)


def test_reading_has_its_own_time_and_new_entries_come_first(
    site: Site, database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.feed("/wire", *((str(i), f"Title {i}", "Words.") for i in range(6)))
    run(database, source(site, "wire"))
    query_write(database, "UPDATE entry SET extractor = 'older'")
    site.feed("/wire", ("new", "News", "Words."))
    monkeypatch.setattr("tracker.refresh.run._READ_BATCH", 2)
    monkeypatch.setattr("tracker.refresh.run.READING_S", 0.0)
    report = run(database, source(site, "wire"))
    assert (report.read, report.exit_code) == (0, 0)
    assert report.notes == ("7 entries left to read; the next refresh goes on",)
    seconds = iter(range(1000))
    monkeypatch.setattr("tracker.refresh.run.time.monotonic", lambda: float(next(seconds)))
    monkeypatch.setattr("tracker.refresh.run.READING_S", 4.0)
    assert run(database, source(site, "wire"), everything=False).notes[0].startswith("5 entries")
    assert query(database, "SELECT count(*) FROM entry WHERE extractor = 'older'") == [(5,)]
    assert query(database, "SELECT title FROM entry WHERE extractor = ? ORDER BY id DESC LIMIT 1", VERSION) == [
        ("News",)
    ]
    assert run(database, source(site, "wire"), everything=False, again=True).read == 7


def test_reading_stops_after_a_batch_when_told_to(site: Site, database: Path) -> None:
    from tracker.paths import migrations_dir
    from tracker.store.migrate import open_database

    site.feed("/wire", *((str(i), f"Title {i}", "Words.") for i in range(30)))
    run(database, source(site, "wire"))
    query_write(database, "UPDATE entry SET extractor = ''")
    with closing(open_database(database, migrations_dir())) as db:
        seen: list[int] = []
        done, *_ = read_entries(db, 10, lambda done, total: seen.append(done), lambda: len(seen) == 2)
        assert (done, seen) == (20, [10, 20])
        assert read_entries(db)[0] == 10


def query_write(database: Path, sql: str) -> None:
    import sqlite3

    with closing(sqlite3.connect(database, isolation_level=None)) as db:
        db.execute(sql)
