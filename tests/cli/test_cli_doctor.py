"""`doctor`: each fault is found on a real file, named with its mend, and tells monitoring by the exit code."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import Result
from web_site import WebSite, rss, web_site

from tracker.store.health import wal_reset_bug
from tracker.store.lock import refresh_lock

Run = Callable[..., Result]
Finding = dict[str, str]


@pytest.fixture
def site() -> Iterator[WebSite]:
    with web_site() as one:
        one.put("/good", rss(("a", "2026-11-24")))
        yield one


@pytest.fixture
def feeds(site: WebSite, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "feeds.toml"
    path.write_text(
        f'[network]\nmin_gap = "0s"\n[[feed]]\nslug = "good"\nurl = "{site.url}/good"\nallow_private = true\n'
    )
    monkeypatch.setenv("TRACKER_FEEDS", str(path))
    return path


@pytest.fixture
def healthy(run: Run, database: Path, feeds: Path) -> Path:
    """After a refresh, with the mode that a new file has."""
    database.chmod(0o600)
    run("refresh")
    return database


def of(run: Run, check: str, *args: str, rc: int = 0) -> list[Finding]:
    told = json.loads(run("doctor", "--json", *args, rc=rc).stdout)
    assert told["exit_code"] == rc
    return [one for one in told["findings"] if one["check"] == check]


def levels(found: list[Finding]) -> list[str]:
    return [one["level"] for one in found]


def test_a_healthy_installation_has_nothing_to_mend(run: Run, healthy: Path) -> None:
    told = json.loads(run("doctor", "--json").stdout)
    assert {one["check"] for one in told["findings"]} == {
        "feeds.toml", "sqlite", "expat", "disk", "permissions", "schema", "database", "search", "lock", "age", "feed", "prices",
        "catalogue", "reading",
    }  # fmt: skip
    assert [one for one in told["findings"] if one["level"] != "ok" and one["check"] not in ("sqlite", "disk")] == []
    assert told["age_s"] == 0
    assert run("doctor", "--quiet").stdout == ""


def test_it_changes_nothing(run: Run, healthy: Path) -> None:
    before = healthy.read_bytes()
    run("doctor")
    assert healthy.read_bytes() == before


def test_damaged_pages_are_found(run: Run, healthy: Path) -> None:
    with closing(sqlite3.connect(healthy)) as db:
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        size = db.execute("PRAGMA page_size").fetchone()[0]
        page = db.execute(
            "SELECT rootpage FROM sqlite_master WHERE name = 'claims_by_key' OR name = 'claim' LIMIT 1"
        ).fetchone()[0]
    raw = bytearray(healthy.read_bytes())
    raw[(page - 1) * size : page * size] = b"\x13" * size
    healthy.write_bytes(raw)
    found = of(run, "database", rc=65)
    assert levels(found)
    assert set(levels(found)) == {"problem"}
    assert ".recover" in found[0]["mend"] or ".recover" in found[0]["told"]


def test_what_is_no_database_is_exit_65(run: Run, healthy: Path) -> None:
    healthy.write_bytes(b"SQLite format 3\0" + b"x" * 5000)
    assert levels(of(run, "database", rc=65)) == ["problem"]


def test_a_row_that_points_nowhere_is_found(run: Run, healthy: Path) -> None:
    with closing(sqlite3.connect(healthy)) as db:
        db.execute("PRAGMA foreign_keys = OFF")
        db.execute("DELETE FROM feed")
        db.commit()
    assert "points at a row of feed" in of(run, "database", rc=65)[0]["told"]


def test_a_text_search_that_does_not_fit_is_found_and_its_mend_works(run: Run, healthy: Path) -> None:
    with closing(sqlite3.connect(healthy)) as db:
        db.execute(
            "INSERT INTO entries_fts(entries_fts, rowid, title, body) SELECT 'delete', id, title, body FROM entry"
        )
        db.commit()
    found = of(run, "search", rc=1)
    assert levels(found) == ["problem"]
    mend = found[0]["mend"]
    assert mend.startswith("sqlite3 tracker.db ")
    with closing(sqlite3.connect(healthy)) as db:
        db.execute(mend.split('"')[1])
        db.commit()
    assert levels(of(run, "search")) == ["ok"]


def test_an_older_and_a_newer_version_are_told(run: Run, healthy: Path) -> None:
    with closing(sqlite3.connect(healthy)) as db:
        held = db.execute("PRAGMA user_version").fetchone()[0]
        db.execute(f"PRAGMA user_version = {held - 1}")
    assert "any command" in of(run, "schema", rc=1)[0]["mend"]
    with closing(sqlite3.connect(healthy)) as db:
        db.execute(f"PRAGMA user_version = {held + 100}")
    assert "newer tracker" in of(run, "database", rc=65)[0]["told"]


def test_no_database_yet_is_a_problem_for_monitoring_alone(run: Run, healthy: Path) -> None:
    healthy.unlink()
    assert levels(of(run, "database")) == ["warning"]
    assert levels(of(run, "database", "--max-age", "1d", rc=1)) == ["problem"]
    assert not healthy.exists()


def test_age_and_its_limit(run: Run, healthy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRACKER_NOW", "2026-11-25T15:00:00Z")
    assert levels(of(run, "age", "--max-age", "4h")) == ["ok"]
    found = of(run, "age", "--max-age", "2h", rc=1)
    assert (levels(found), "3 h ago" in found[0]["told"]) == (["problem"], True)
    assert "PROBLEM  age:" in run("doctor", "--max-age", "2h", "--quiet", rc=1).stdout
    monkeypatch.setenv("TRACKER_NOW", "2026-11-30T15:00:00Z")
    assert levels(of(run, "age")) == ["warning"]
    monkeypatch.setenv("TRACKER_NOW", "2026-11-01T15:00:00Z")
    assert "set back" in of(run, "age")[0]["told"]
    run("doctor", "--max-age", "soon", rc=2)


def test_a_refresh_that_failed_is_no_fresh_data(
    run: Run, healthy: Path, site: WebSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TRACKER_NOW", "2026-11-25T18:00:00Z")
    site.put("/good", "no", 500)
    run("refresh", "--feed", "good", rc=69)
    assert levels(of(run, "age", "--max-age", "4h", rc=1)) == ["problem"]


def test_a_refresh_with_nothing_due_makes_nothing_younger(
    run: Run, healthy: Path, site: WebSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    good = of(run, "age")[0]["told"].partition(" ago, ")[2]
    monkeypatch.setenv("TRACKER_NOW", "2026-11-25T18:00:00Z")
    site.put("/good", "no", 500)
    run("refresh", "--feed", "good", rc=69)
    monkeypatch.setenv("TRACKER_NOW", "2026-11-25T18:01:00Z")
    assert json.loads(run("refresh", "--json").stdout)["not_due"] == 1
    found = of(run, "age", "--max-age", "4h", rc=1)
    assert (levels(found), found[0]["told"].partition(" ago, ")[2].startswith(good[:20])) == (["problem"], True)
    (line,) = [line for line in run().stdout.splitlines() if line.startswith("last refresh")]
    assert line.endswith("2026-11-25T18:00:00Z, failed: no feed could be read")


def test_a_refresh_in_which_nothing_was_ever_due_is_none_that_went_well(run: Run, database: Path, feeds: Path) -> None:
    feeds.write_text(feeds.read_text() + "enabled = false\n")
    run("refresh")
    assert of(run, "age")[0]["told"] == "no refresh has gone well yet (nothing was due in any)"


def test_a_refresh_that_was_cut_off_is_told(run: Run, healthy: Path) -> None:
    assert "cut off" not in of(run, "age")[0]["told"]
    with closing(sqlite3.connect(healthy)) as db, db:
        db.execute("INSERT INTO run(started_at, version) VALUES ('2026-11-25T12:10:00Z', '1')")
    with refresh_lock(healthy):
        assert (levels(found := of(run, "age")), "cut off" in found[0]["told"]) == (["ok"], False)
    found = of(run, "age")
    assert levels(found) == ["warning"]
    assert found[0]["told"].endswith("; the one that began 2026-11-25T12:10:00Z was cut off before its end")
    with closing(sqlite3.connect(healthy)) as db, db:
        db.execute("UPDATE run SET exit_code = 69 WHERE exit_code = 0")
    assert of(run, "age")[0]["told"].startswith("no refresh has gone well yet; the one that began 2026-11-25T12:10:00Z")


def test_failing_feeds_and_lists_are_named(
    run: Run, healthy: Path, site: WebSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TRACKER_NOW", "2026-11-26T18:00:00Z")
    site.put("/good", "no", 404)
    run("refresh", rc=69)
    found = of(run, "feed")
    assert levels(found) == ["warning"]
    assert found[0]["told"].startswith("good: failing since 2026-11-26")
    assert "404" in found[0]["told"]
    assert found[0]["mend"]
    with closing(sqlite3.connect(healthy)) as db:
        db.execute(
            "INSERT INTO price_list(slug, part, kind, url, publisher, state, fault, last_error) "
            "VALUES ('azure', 'eastus', 'azure', 'https://a.example/', 'Azure', 'failing', 'html', 'a web page')"
        )
        db.commit()
    assert of(run, "prices")[0]["told"] == "azure eastus: failing: a web page, never well yet"


def test_parts_of_one_list_that_fail_alike_are_one_finding(run: Run, healthy: Path) -> None:
    with closing(sqlite3.connect(healthy)) as db:
        db.executemany(
            "INSERT INTO price_list(slug, part, kind, url, publisher, state, last_error) "
            "VALUES ('made-up', ?, 'azure', 'https://a.example/', 'Azure', 'failing', ?)",
            [("", "404"), ("a", "404"), ("b", "404"), ("c", "404"), ("d", "a web page")],
        )
        db.commit()
    assert [one["told"] for one in of(run, "prices")] == [
        "made-up: failing: 404, never well yet",
        "made-up a and 2 more of made-up: failing: 404, never well yet",
        "made-up d: failing: a web page, never well yet",
    ]


def test_a_running_refresh_is_told_and_not_disturbed(run: Run, healthy: Path) -> None:
    assert "no refresh" in of(run, "lock")[0]["told"]
    with refresh_lock(healthy):
        assert "running now" in of(run, "lock")[0]["told"]
    run("refresh")


def test_a_catalogue_that_changed_is_told(run: Run, healthy: Path) -> None:
    with closing(sqlite3.connect(healthy)) as db:
        db.execute("UPDATE meta SET value = 'other' WHERE key LIKE '%digest%' OR key LIKE 'catalogue%'")
        db.commit()
    assert levels(of(run, "catalogue")) == ["warning"]
    run("vendors")
    assert levels(of(run, "catalogue")) == ["ok"]


def test_articles_that_wait_are_counted(run: Run, healthy: Path) -> None:
    with closing(sqlite3.connect(healthy)) as db:
        db.execute("UPDATE entry SET extractor = ''")
        db.commit()
    assert "1 article still to be read" in of(run, "reading")[0]["told"]


def test_mistakes_of_feeds_toml_are_all_told(run: Run, healthy: Path, feeds: Path) -> None:
    feeds.write_text('[[feed]]\nslug = "x"\ncolour = 1\nurl = "ftp://x.example/"\nenabled = "no"\n')
    found = of(run, "feeds.toml", rc=1)
    assert levels(found) == ["problem", "problem"]
    assert [f":{n}:" in one["told"] for n, one in zip((3, 5), found, strict=True)] == [True, True]
    feeds.write_text('[[feed]]\nslug = "x"\nurl = "ftp://x.example/"\n')
    assert levels(of(run, "feeds.toml")) == ["ok", "warning"]


def test_a_file_that_others_may_read_is_told(run: Run, healthy: Path) -> None:
    healthy.chmod(0o644)
    found = of(run, "permissions")
    assert (levels(found), found[0]["mend"]) == (["warning"], f"chmod 0600 {healthy}")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_file_that_cannot_be_written_is_a_problem(run: Run, healthy: Path) -> None:
    healthy.chmod(0o400)
    assert levels(of(run, "permissions", rc=1)) == ["problem"]


def test_a_full_disk_is_a_problem(run: Run, healthy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = shutil.disk_usage("/")
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage._replace(free=2**20))
    assert levels(of(run, "disk", rc=1)) == ["problem"]
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage._replace(free=100 * 2**20))
    assert levels(of(run, "disk")) == ["warning"]


@pytest.mark.parametrize(
    ("version", "affected"),
    [
        ((3, 40, 1), True), ((3, 51, 2), True), ((3, 51, 3), False), ((3, 52, 0), False), ((3, 44, 5), True), ((3, 44, 6), False),
        ((3, 45, 0), True), ((3, 50, 6), True), ((3, 50, 7), False), ((3, 6, 23), False), ((3, 7, 0), True),
    ],
)  # fmt: skip
def test_versions_with_the_wal_reset_bug(version: tuple[int, int, int], affected: bool) -> None:
    assert wal_reset_bug(version) is affected
