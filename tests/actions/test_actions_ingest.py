"""Documents put in by hand reach the timeline, the claims and the ranking, once, and keep what was told of them."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest

from tracker.actions.ingest import Ingested, Told, ingest
from tracker.model.errors import DatabaseError, UsageError
from tracker.model.period import Period

NEWS = """Microsoft opens Maia 200 to customers

REDMOND, March 3, 2026 - Microsoft today announced general availability of Maia 200 on Azure.
Each Maia 200 chip has 216 GB of HBM3e memory and 7 TB/s of memory bandwidth.
"""
TABLES = (
    "entry",
    "entry_revision",
    "source",
    "claim",
    "mention",
    "event",
    "ratio",
    "link",
    "product",
    "ranking",
    "feed",
)


@pytest.fixture
def news(tmp_path: Path) -> Path:
    path = tmp_path / "news.txt"
    path.write_text(NEWS)
    return path


@contextmanager
def opened(database: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(database)) as db:
        yield db


def everything(database: Path) -> dict[str, list[Any]]:
    with opened(database) as db:
        return {table: db.execute(f"SELECT * FROM {table}").fetchall() for table in TABLES}


def sources(database: Path) -> list[Any]:
    with opened(database) as db:
        return db.execute("SELECT publisher, tier, url, published FROM source WHERE entry_id IS NOT NULL").fetchall()


def put(database: Path, path: Path, **told: Any) -> Ingested:
    (result,) = ingest(database, [path], Told(**told))
    assert not result.error, result.error
    return result


def test_a_document_becomes_events_and_claims_with_their_words(database: Path, news: Path) -> None:
    result = put(database, news, url="https://example.org/maia", published=Period.parse("2026-03-03"), tier="vendor",
                 publisher="Microsoft")  # fmt: skip
    assert (result.new, result.documents) == (1, 1)
    assert ("microsoft/maia-200", "available", "2026-03-03") in {
        (e.product_slug, e.type, e.date) for e in result.events
    }
    with opened(database) as db:
        claims = db.execute(
            "SELECT field, value, quote, quote_start, quote_end FROM claims WHERE url = 'https://example.org/maia'"
        ).fetchall()
        title, body = db.execute("SELECT title, body FROM entry").fetchone()
    assert {(field, value) for field, value, *_ in claims} >= {("memory_capacity", 216e9), ("memory_bandwidth", 7e12)}
    text = f"{title}\n\n{body}"
    assert all(text[start:end] == quote for _, _, quote, start, end in claims)
    assert sources(database) == [("Microsoft", "vendor", "https://example.org/maia", "2026-03-03")]


def test_the_same_file_again_changes_nothing(database: Path, news: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(database, news, published=Period.parse("2026-03"))
    before = everything(database)
    monkeypatch.setenv("TRACKER_NOW", "2026-12-24T12:00:00Z")
    again = put(database, news)
    assert (again.new, again.changed, again.unchanged) == (0, 0, 1)
    assert everything(database) == before


def test_a_changed_file_makes_a_revision_with_its_own_facts(database: Path, news: Path) -> None:
    put(database, news)
    news.write_text(NEWS.replace("216 GB", "208 GB"))
    assert put(database, news).changed == 1
    with opened(database) as db:
        assert db.execute("SELECT revision FROM entry").fetchall() == [(2,)]
        assert db.execute("SELECT count(*) FROM entry_revision").fetchone() == (1,)
        found = db.execute("SELECT c.value FROM claim c JOIN source s ON s.id = c.source_id WHERE s.entry_id IS NOT NULL "
                           "AND c.field = 'memory_capacity'").fetchall()  # fmt: skip
    assert found == [(208e9,)]


def test_what_is_told_later_corrects_the_source_and_the_rest_stays(database: Path, news: Path) -> None:
    put(database, news, publisher="Somebody", published=Period.parse("2026-03"))
    assert sources(database) == [("Somebody", "unverified", "", "2026-03")]
    assert put(database, news, tier="press").changed == 1
    assert sources(database) == [("Somebody", "press", "", "2026-03")]
    assert put(database, news).unchanged == 1
    with opened(database) as db:
        assert db.execute("SELECT revision FROM entry").fetchall() == [(1,)]


def test_a_corrected_date_moves_the_article(database: Path, news: Path) -> None:
    put(database, news)
    put(database, news, published=Period.parse("2026-02"))
    with opened(database) as db:
        assert db.execute("SELECT date, published_at FROM articles").fetchall() == [("2026-02-28T00:00:00Z",) * 2]


def test_without_an_address_a_document_is_unverified(database: Path, news: Path) -> None:
    put(database, news)
    assert sources(database) == [("news.txt", "unverified", "", None)]
    put(database, news, url="https://www.example.org/x")
    assert ("www.example.org", "press", "https://www.example.org/x", None) in sources(database)


def test_new_claims_rank_again(database: Path, news: Path) -> None:
    def digest() -> set[str]:
        with opened(database) as db:
            assert db.execute("SELECT max(stale) FROM cost_per_token").fetchone() == (0,)
            return {row[0] for row in db.execute("SELECT DISTINCT inputs_digest FROM cost_per_token")}

    before = digest()
    news.write_text(NEWS.replace("216 GB", "300 GB").replace("7 TB/s", "12 TB/s"))
    put(database, news, url="https://example.org/maia", tier="datasheet", publisher="Microsoft")
    assert digest() != before


def test_bad_files_do_not_stop_the_others(database: Path, news: Path, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_text("")
    results = ingest(database, [tmp_path / "none.txt", news, tmp_path / "empty.txt"], Told())
    assert [bool(result.error) for result in results] == [True, False, True]
    assert results[1].new == 1


def test_a_json_lines_file_is_stored_whole_or_not_at_all(database: Path, tmp_path: Path) -> None:
    path = tmp_path / "docs.jsonl"
    good = [{"id": f"d{i}", "text": f"Note {i}\n\nMaia 200 is available.", "url": f"own:{i}"} for i in range(3)]
    path.write_text("\n".join(map(json.dumps, good)) + "\nnonsense\n")
    (result,) = ingest(database, [path], Told())
    assert f"{path}:4" in result.error
    assert not everything(database)["entry"]
    path.write_text("\n".join(map(json.dumps, good)))
    assert put(database, path).new == 3


def test_two_files_of_one_name_are_not_taken_for_revisions(database: Path, news: Path, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    twin = tmp_path / "other" / "news.txt"
    twin.write_text("Another text")
    results = ingest(database, [news, twin], Told())
    assert "news.txt" in results[1].error
    assert len(everything(database)["entry"]) == 1


def test_hostile_text_is_stored_without_its_control_characters(database: Path, tmp_path: Path) -> None:
    path = tmp_path / "x.txt"
    path.write_text("Maia \x1b[31m200\u202e news\n\n<script>alert(1)</script> Maia 200 [bold] is available\x07 now.\n")
    put(database, path)
    with opened(database) as db:
        title, body = db.execute("SELECT title, body FROM entry").fetchone()
    assert title == "Maia [31m200 news"
    assert "\x07" not in body
    assert "<script>" in body


@pytest.mark.parametrize("url", ["javascript:alert(1)", "file:///etc/passwd", "https://", "https://a b"])
def test_only_web_addresses_are_taken(database: Path, news: Path, tmp_path: Path, url: str) -> None:
    with pytest.raises(UsageError, match="--url"):
        ingest(database, [news], Told(url=url))
    path = tmp_path / "d.jsonl"
    path.write_text(json.dumps({"id": "d", "text": "x", "url": url}))
    (result,) = ingest(database, [path], Told())
    assert "'d'" in result.error


def test_one_address_cannot_be_of_two_documents(database: Path, news: Path, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="--url"):
        ingest(database, [news, tmp_path / "b.txt"], Told(url="https://example.org"))
    path = tmp_path / "d.jsonl"
    path.write_text('{"id": "a", "text": "x"}\n{"id": "b", "text": "y"}')
    (result,) = ingest(database, [path], Told(title="one"))
    assert "holds 2 documents" in result.error


def test_a_text_that_names_nothing_is_kept_and_states_nothing(database: Path, tmp_path: Path) -> None:
    path = tmp_path / "soup.txt"
    path.write_text("A recipe\n\nTake an onion.")
    result = put(database, path, publisher="Cook")
    assert (result.new, result.claims, result.events) == (1, 0, ())
    assert sources(database) == [("Cook", "unverified", "", None)]


def test_no_database_is_an_error_of_the_database(tmp_path: Path, news: Path) -> None:
    bad = tmp_path / "bad.db"
    bad.write_text("no database " * 1000)
    with pytest.raises(DatabaseError):
        ingest(bad, [news], Told())
