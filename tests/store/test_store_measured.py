"""Measured runs are history: a newer one stands beside the older, and a look back shows what was known."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from pathlib import Path
from typing import Any

from store_sample import BENCH, NOW, catalogue, rows

from tracker.model.measured import MeasuredRun, ReportedRun
from tracker.store import inputs
from tracker.store.catalogue import write_catalogue
from tracker.store.connection import transaction
from tracker.store.facts import Ids
from tracker.store.measured import keep_sources, save_source, source_state, write_run
from tracker.store.rankings import change_seq
from tracker.store.reader import reading

TOLD = ReportedRun(
    accelerator="One", model="Small", publisher="Site", url="https://site.example/a", date="2026-03-01", count=8,
    precision="fp8", isl=922, osl=922, concurrency=64, output_tok_s=1000.0, tok_s_user=50.0, engine="vllm",
    engine_version="0.11", tp=8, layout="TP8",
)  # fmt: skip
LATER = "2026-12-01T00:00:00Z"


def put(db: sqlite3.Connection, *told: ReportedRun, now: str = NOW, aside: str = "") -> list[bool]:
    with transaction(db):
        ids = Ids.read(db)
        return [
            write_run(db, ids, MeasuredRun(product="acme/one", model="small-8b", told=t, aside=aside), now)
            for t in told
        ]


def site(db: sqlite3.Connection, what: str = "output_tok_s, anchor") -> list[tuple[object, ...]]:
    return rows(db, f"SELECT {what} FROM measured_points WHERE publisher = 'Site' ORDER BY date, output_tok_s")


def seen(path: Path, as_of: str | None = None) -> set[float]:
    """Tokens/s of the runs that anchor."""
    with reading(path, as_of) as reader:
        return {point.output_tok_s for point in inputs.measured(reader)}


def test_a_run_is_written_once(db: sqlite3.Connection) -> None:
    assert put(db, TOLD) == [True]
    before = change_seq(db)
    assert put(db, TOLD, now=LATER) == [False]
    assert change_seq(db) == before, "nothing to rank anew"
    assert len(site(db)) == 1


def test_a_run_keeps_all_that_is_known_of_it(db: sqlite3.Connection) -> None:
    put(db, TOLD)
    told = site(
        db,
        "product_slug, n_accelerators, engine, engine_version, tp, pp, layout, tier, url, date, known_on, first_seen_at",
    )
    assert told == [("acme/one", 8, "vllm", "0.11", 8, None, "TP8", "benchmark", "https://site.example/a", "2026-03-01",
                     "2026-03-01", NOW)]  # fmt: skip


def test_the_newest_of_a_configuration_anchors_and_the_older_stays(db: sqlite3.Connection) -> None:
    newer = replace(TOLD, date="2026-06-01", output_tok_s=1500.0, engine_version="0.12")
    put(db, newer, TOLD)
    assert site(db) == [(1000.0, 0), (1500.0, 1)]


def test_another_configuration_does_not_replace_it(db: sqlite3.Connection) -> None:
    other: list[dict[str, Any]] = [
        {"layout": "TP4 EP2"}, {"engine": "sglang"}, {"concurrency": 8}, {"isl": 7373}, {"precision": "fp4"}, {"count": 4},
        {"scenario": "offline"}, {"system": "Rack 7"},
    ]  # fmt: skip
    put(db, TOLD, *(replace(TOLD, date="2026-06-01", **change) for change in other))
    assert [anchor for _, anchor in site(db)] == [1] * (1 + len(other))


def test_what_was_set_aside_anchors_nothing_and_hides_nothing(db: sqlite3.Connection) -> None:
    put(db, TOLD)
    put(db, replace(TOLD, date="2026-06-01", output_tok_s=9000.0), aside="speculative decoding")
    assert site(db) == [(1000.0, 1), (9000.0, 0)]


def test_the_past_has_the_runs_of_the_past(db: sqlite3.Connection, tmp_path: Path) -> None:
    put(db, TOLD, replace(TOLD, date="2026-06-01", output_tok_s=1500.0))
    path = tmp_path / "small.db"
    catalogued = seen(path) - {1500.0}
    assert seen(path) == catalogued | {1500.0}
    assert seen(path, "2026-04") == catalogued | {1000.0}
    assert seen(path, "2026-02") == catalogued


def test_figures_that_a_source_changed_later_are_known_from_that_day(db: sqlite3.Connection, tmp_path: Path) -> None:
    put(db, TOLD)
    put(db, replace(TOLD, output_tok_s=1100.0), now=LATER)
    assert site(db) == [(1000.0, 0), (1100.0, 1)]
    path = tmp_path / "small.db"
    assert 1000.0 in seen(path, "2026-11-30")
    assert 1100.0 not in seen(path, "2026-11-30")


def test_a_new_catalogue_leaves_them_alone(db: sqlite3.Connection) -> None:
    """Even where its own source is the very page they came from."""
    put(db, replace(TOLD, url=BENCH.url, date=BENCH.published or "", publisher="Site"))
    write_catalogue(db, catalogue(facts=()), LATER)
    assert site(db) == [(1000.0, 1)]


def test_a_run_of_the_catalogue_and_of_its_site_are_one_configuration(db: sqlite3.Connection) -> None:
    ours = rows(db, "SELECT configuration FROM measured_points")
    same = ReportedRun(accelerator="", model="", publisher=f"{BENCH.publisher}, Apache-2.0", url="https://site.example/b",
                       date="2026-05", count=4, precision="fp8", isl=921.6, osl=922, concurrency=64, output_tok_s=900.0,
                       tok_s_user=58.0, scenario="online")  # fmt: skip
    put(db, same)
    assert rows(db, "SELECT DISTINCT configuration FROM measured_points") == ours
    assert rows(db, "SELECT output_tok_s FROM measured_points WHERE anchor") == [(900.0,)]


def test_validators_are_good_for_the_catalogue_that_the_answer_was_read_with(db: sqlite3.Connection) -> None:
    with transaction(db):
        keep_sources(db, [("site", "small", "https://site.example")])
        save_source(db, "site", "small", {"etag": '"1"', "body_sha256": "ab", "read_with": "one", "unmapped": {"x": 2}})
    assert source_state(db, "site", "small", "one").etag == '"1"'
    again = source_state(db, "site", "small", "two")
    assert (again.etag, again.last_modified, again.body_sha256) == ("", "", "")
    assert rows(db, "SELECT unmapped FROM measured_sources") == [('{"x": 2}',)]


def test_another_address_drops_what_was_known_of_the_old_one(db: sqlite3.Connection) -> None:
    with transaction(db):
        keep_sources(db, [("site", "small", "https://site.example"), ("site", "big", "https://site.example")])
        save_source(db, "site", "small", {"etag": '"1"', "read_with": "one"})
        keep_sources(db, [("site", "small", "https://other.example")])
    assert source_state(db, "site", "small", "one").etag == ""
    assert rows(db, "SELECT slug, asked_for FROM measured_sources") == [("site", "small")]
