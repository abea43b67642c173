"""Other people's SQL: reading works, nothing else does, and nothing runs for ever."""

import os
import sqlite3
from pathlib import Path

import pytest

from tracker.model.errors import DatabaseError, UsageError
from tracker.paths import migrations_dir
from tracker.store.migrate import open_database
from tracker.store.sql_guard import guarded_query


@pytest.fixture
def database(tmp_path: Path) -> Path:
    path = tmp_path / "t.db"
    db = open_database(path, migrations_dir())
    db.execute("INSERT INTO vendor(slug, name, kind) VALUES ('nvidia', 'NVIDIA', 'chip')")
    db.execute("INSERT INTO feed(id, slug, url, title, tier) VALUES (1, 'a', 'https://example.org', 'A', 'press')")
    db.execute(
        "INSERT INTO entry(feed_id, guid, title, body, first_seen_at, last_seen_at, sort_at, text_hash) VALUES "
        "(1, 'g', 'Maia 200 launched', 'words', '2026-01-01T00:00:00Z', '2026-01-01T00:00:00Z', '2026-01-01T00:00:00Z', 'h')"
    )
    db.close()
    return path


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT vendor FROM vendors", "select rowid, * from entries_fts where entries_fts match 'maia'",
        "SELECT snippet(entries_fts, 0, '[', ']', '', 5) FROM entries_fts WHERE entries_fts MATCH 'maia' ORDER BY rank",
        "PRAGMA user_version", "PRAGMA table_info(timeline)", "SELECT name FROM sqlite_master",
        "WITH t(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM t WHERE x < 5) SELECT sum(x) FROM t",
        "VALUES (1), (2)", "EXPLAIN QUERY PLAN SELECT * FROM claims", "SELECT 1;  -- with a comment",
    ],
)  # fmt: skip
def test_reading_works(database: Path, sql: str) -> None:
    assert guarded_query(database, sql).rows


@pytest.mark.parametrize(
    "sql",
    [
        "PRAGMA user_version = 5", "PRAGMA query_only = 0", "PRAGMA journal_mode = delete", "PRAGMA writable_schema = 1",
        "PRAGMA wal_checkpoint", "PRAGMA optimize", "ATTACH 'evil.db' AS e", "VACUUM INTO 'evil.db'", "VACUUM",
        "INSERT INTO vendor(slug, name, kind) VALUES ('a', 'b', 'chip')", "UPDATE vendor SET name = 'x'",
        "DELETE FROM vendor", "WITH a AS (SELECT 1) DELETE FROM vendor", "DROP TABLE vendor", "CREATE TABLE t(a)",
        "CREATE TEMP TABLE t(a)", "CREATE TEMP TRIGGER t AFTER INSERT ON vendor BEGIN SELECT 1; END",
        "INSERT INTO entries_fts(entries_fts) VALUES ('rebuild')", "BEGIN IMMEDIATE", "SAVEPOINT s", "REINDEX", "ANALYZE",
        "ALTER TABLE vendor RENAME TO v", "DETACH main", "SELECT load_extension('x')", "SELECT Load_Extension('x', 'y')",
        "SELECT fts3_tokenizer('simple')",
    ],
)  # fmt: skip
def test_nothing_but_reading_works(database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sql: str) -> None:
    monkeypatch.chdir(tmp_path)
    before = database.read_bytes()
    with pytest.raises(UsageError, match="sql"):
        guarded_query(database, sql)
    assert database.read_bytes() == before
    assert not [name for name in os.listdir(tmp_path) if "evil" in name]


@pytest.mark.parametrize("sql", ["PRAGMA journal_mode = delete", "ATTACH 'x' AS y", "DELETE FROM vendor"])
def test_the_message_says_what_was_refused(database: Path, sql: str) -> None:
    with pytest.raises(UsageError, match=rf"only reads: {sql.split(' ')[0]}"):
        guarded_query(database, sql)


@pytest.mark.parametrize(
    "sql", ["SELECT 1; SELECT 2", "SELEC", "SELECT nope FROM vendors", "SELECT '\0'", "", "SELECT ?"]
)
def test_a_wrong_statement_is_the_askers_error(database: Path, sql: str) -> None:
    if sql == "":
        assert guarded_query(database, sql).rows == ()
        return
    with pytest.raises(UsageError):
        guarded_query(database, sql)


def test_an_endless_query_is_stopped(database: Path) -> None:
    with pytest.raises(UsageError, match=r"stopped after 0\.2 s"):
        guarded_query(
            database, "WITH t(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM t) SELECT count(*) FROM t", seconds=0.2
        )


def test_rows_and_bytes_are_capped(database: Path) -> None:
    many = "WITH t(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM t WHERE x < 50) SELECT x FROM t"
    answer = guarded_query(database, many, limit=7)
    assert (len(answer.rows), answer.cut) == (7, True)
    assert guarded_query(database, many, limit=50).cut is False
    large = many.replace("SELECT x FROM t", "SELECT zeroblob(9000000) FROM t")
    assert guarded_query(database, large).cut
    with pytest.raises(UsageError, match="too big"):
        guarded_query(database, "SELECT zeroblob(999999999)")


def test_no_lock_is_left_behind(database: Path) -> None:
    guarded_query(database, "SELECT * FROM vendors", limit=1)
    db = sqlite3.connect(database, timeout=0)
    db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    db.execute("DELETE FROM vendor")
    db.close()


def test_another_file_is_no_database(tmp_path: Path) -> None:
    with pytest.raises(DatabaseError):
        guarded_query(tmp_path / "missing.db", "SELECT 1")
