"""What a person may rely on who only opens the database: views, columns, documentation, examples, other tools."""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from types import ModuleType

import pytest

from tracker.store.connection import USER_VERSION

ROOT = Path(__file__).resolve().parent.parent
GOLDEN = ROOT / "tests" / "golden" / "views.txt"
SHELL = shutil.which("sqlite3")
MAY_BE_EMPTY = {
    "decisions": "nobody decided yet",
    "articles": "no feed was fetched yet",
    "entries_fts": "no feed was fetched yet",
    "feed_health": "feeds.toml is taken over by the first refresh",
    "measured_sources": "no benchmark site is set up",
    "disputed_prices": "the catalogue has one list a provider",
    "price_sources": "no price list was asked yet",
    "unmapped_prices": "no price list was asked yet",
    "review_queue": "the catalogue ships with nothing to review",
    "newcomers": "the catalogue names all that it ships with",
    "roadmap": "promised days pass",
}


def columns_of(db: sqlite3.Connection, view: str) -> list[str]:
    return [row[1] for row in db.execute(f"PRAGMA table_info({view})")]


def public(db: sqlite3.Connection) -> dict[str, list[str]]:
    rows = db.execute("SELECT name FROM sqlite_master WHERE type = 'view' AND substr(name, 1, 1) <> '_' ORDER BY name")
    return {name: columns_of(db, name) for (name,) in rows.fetchall()}


def examples() -> list[tuple[str, str]]:
    with closing(sqlite3.connect(":memory:")) as db:
        for step in sorted((ROOT / "db" / "migrations").glob("*.sql")):
            db.executescript(step.read_text(encoding="utf-8"))
        return db.execute("SELECT object, example FROM docs WHERE kind <> 'column' ORDER BY 1").fetchall()


EXAMPLES = examples()


@pytest.fixture
def db(built: Path) -> Iterator[sqlite3.Connection]:
    """As anybody opens it: the module, nothing registered."""
    with closing(sqlite3.connect(f"file:{built}?mode=ro", uri=True)) as connection:
        yield connection


def test_the_public_views_have_the_columns_that_were_promised(db: sqlite3.Connection) -> None:
    found = "".join(f"{view}: {', '.join(names)}\n" for view, names in public(db).items())
    if os.environ.get("UPDATE_GOLDEN"):
        GOLDEN.parent.mkdir(exist_ok=True)
        GOLDEN.write_text(found, encoding="utf-8")
    assert found == GOLDEN.read_text(encoding="utf-8"), "run again with UPDATE_GOLDEN=1 where this is meant"


def test_every_public_view_and_column_is_documented_and_nothing_else(db: sqlite3.Connection) -> None:
    there = {(view, "") for view in public(db)} | {(view, name) for view, names in public(db).items() for name in names}
    told = set(db.execute("SELECT object, col FROM docs WHERE kind IN ('view', 'column')").fetchall())
    assert told == there
    assert db.execute("SELECT object FROM docs WHERE kind = 'table'").fetchall() == [("entries_fts",)]
    assert db.execute("SELECT object, col FROM docs WHERE length(trim(doc)) < 3").fetchall() == []
    assert db.execute("SELECT object FROM docs WHERE (kind = 'column') = (example IS NOT NULL)").fetchall() == []


@pytest.mark.parametrize(("name", "example"), EXAMPLES, ids=[name for name, _ in EXAMPLES])
def test_every_example_runs_and_shows_something(db: sqlite3.Connection, name: str, example: str) -> None:
    assert name in example
    rows = db.execute(example).fetchall()
    assert rows or name in MAY_BE_EMPTY


@pytest.mark.skipif(not SHELL, reason="no sqlite3 shell here")
@pytest.mark.parametrize(("name", "example"), EXAMPLES, ids=[name for name, _ in EXAMPLES])
def test_every_example_runs_in_the_sqlite3_shell(db: sqlite3.Connection, built: Path, name: str, example: str) -> None:
    done = subprocess.run(
        [SHELL or "", "-readonly", "-json", str(built), example], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert bool(done.stdout.strip()) == bool(db.execute(example).fetchall())


def test_examples_look_like_something_to_paste() -> None:
    for name, example in EXAMPLES:
        assert example.startswith("SELECT "), name
        assert ";" not in example
        assert "LIMIT" in example or "WHERE" in example or "ORDER BY" in example, name


def test_every_view_can_be_read_without_any_function_of_ours(db: sqlite3.Connection) -> None:
    for view, names in public(db).items():
        rows = db.execute(f"SELECT * FROM {view}").fetchall()
        assert all(len(row) == len(names) for row in rows)
        assert rows or view in MAY_BE_EMPTY


def test_the_file_has_what_every_sqlite_understands(db: sqlite3.Connection) -> None:
    tables = db.execute(
        "SELECT name, sql FROM sqlite_master WHERE type = 'table' AND sql LIKE 'CREATE TABLE%'"
    ).fetchall()
    ours = {
        name: sql for name, sql in tables if not name.startswith(("entries_fts", "event_words", "_sqlite", "sqlite_"))
    }
    assert [name for name, sql in ours.items() if "STRICT" not in sql] == []
    hidden = [
        (table, row[1]) for table in ours for row in db.execute(f"PRAGMA table_xinfo({table})").fetchall() if row[6]
    ]
    assert hidden == [], "no generated columns: VACUUM INTO of a read-only file fails on them"
    views = [sql for (sql,) in db.execute("SELECT sql FROM sqlite_master WHERE type IN ('view', 'trigger')").fetchall()]
    words = " ".join([*ours.values(), *views])
    assert not re.search(r"COLLATE|BLOB|GENERATED|jsonb|->", words)
    assert db.execute("PRAGMA application_id").fetchone() == (0x41494D54,)
    assert db.execute("PRAGMA user_version").fetchone() == (USER_VERSION,)


def test_days_and_times_are_of_one_form(db: sqlite3.Connection) -> None:
    moment, day = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ"), re.compile(r"\d{4}-\d\d-\d\d")
    for view, names in public(db).items():
        for name in names:
            form = moment if name.endswith("_at") else day if name in ("date_end", "known_on") else None
            if form:
                values = db.execute(f"SELECT DISTINCT {name} FROM {view} WHERE {name} IS NOT NULL").fetchall()
                assert [v for (v,) in values if not form.fullmatch(v)] == [], f"{view}.{name}"


def test_sqlite_utils_and_datasette_find_the_search_table(db: sqlite3.Connection, built: Path) -> None:
    from sqlite_utils import Database

    (sql,) = db.execute("SELECT sql FROM sqlite_master WHERE name = 'entries_fts'").fetchone()
    assert 'content="entry"' in sql, "Datasette knows this spelling alone"

    with closing(Database(sqlite3.connect(f"file:{built}?mode=ro", uri=True))) as database:
        assert database["entry"].detect_fts() == "entries_fts"


def test_a_snapshot_can_be_taken_through_a_read_only_connection(db: sqlite3.Connection, tmp_path: Path) -> None:
    copy = tmp_path / "snapshot.db"
    db.execute("VACUUM INTO ?", (str(copy),))
    with closing(sqlite3.connect(f"file:{copy}?mode=ro&immutable=1", uri=True)) as other:
        for view in public(db):
            found = (sorted(map(repr, one.execute(f"SELECT * FROM {view}").fetchall())) for one in (db, other))
            assert next(found) == next(found)
        assert other.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


@pytest.mark.skipif(not SHELL, reason="no sqlite3 shell here")
def test_the_sqlite3_shell_takes_a_snapshot(built: Path, tmp_path: Path) -> None:
    copy = tmp_path / "snapshot.db"
    command = [SHELL or "", "-readonly", str(built), f"VACUUM INTO '{copy}'"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert copy.stat().st_size > 100_000


@pytest.fixture(scope="module")
def pages() -> ModuleType:
    spec = importlib.util.spec_from_file_location("make_views", ROOT / "docs" / "make_views.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_page_beside_the_database_is_up_to_date(pages: ModuleType) -> None:
    written = (ROOT / "db" / "README.md").read_text(encoding="utf-8")
    assert written == pages.text(), "run: python docs/make_views.py"


def test_every_query_of_the_page_runs(db: sqlite3.Connection) -> None:
    written = (ROOT / "db" / "README.md").read_text(encoding="utf-8")
    queries = re.findall(r"```sql\n(.*?)```", written, re.DOTALL)
    queries += re.findall(r'"(SELECT [^…"]*)"', written)
    assert len(queries) > len(EXAMPLES)
    for query in queries:
        db.execute(query).fetchall()
