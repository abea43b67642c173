"""A benchmark site is asked like a feed, at most daily, and whatever it answers, what was stored stays."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from refresh_run import query
from refresh_site import Page, Site

from tracker.model.feed import Config, MeasuredSource
from tracker.refresh.report import Report
from tracker.refresh.results import MeasuredResult
from tracker.refresh.run import refresh

PATH = "/api/v1/benchmarks?model=gpt-oss-120b"
ROW: dict[str, Any] = {
    "hardware": "h100", "framework": "vllm", "model": "gpt-oss-120b", "precision": "fp4", "spec_method": "none",
    "disagg": False, "decode_tp": 4, "decode_ep": 1, "decode_dp_attention": False, "num_prefill_gpu": 4, "num_decode_gpu": 4,
    "isl": 1024, "osl": 1024, "conc": 64, "image": "vllm:v0.11.0", "date": "2026-10-15", "run_url": None,
    "metrics": {"output_tput_per_gpu": 777.5, "median_intvty": 57.018, "median_ttft": 0.2494},
}  # fmt: skip
NEXT_DAY = "2026-11-26T12:30:00Z"


def page(*rows: Any, **told: Any) -> Page:
    return Page(json.dumps(rows).encode(), **told)


def source(site: Site, **told: Any) -> MeasuredSource:
    values = {"slug": "inferencex", "kind": "inferencex", "url": "https://bench.example", "base_url": site.url,
              "models": ("gpt-oss-120b",), "allow_private": True}  # fmt: skip
    return MeasuredSource(**values | told)


def run(database: Path, *sources: MeasuredSource, everything: bool = False) -> Report:
    config = Config(path="feeds.toml", measured=sources, min_gap_s=0.0)
    return refresh(database, config, everything=everything)


def only(report: Report) -> MeasuredResult:
    (one,) = report.measured
    return one


def stored(database: Path) -> list[tuple[object, ...]]:
    return query(
        database, "SELECT date, output_tok_s, anchor FROM measured_points WHERE first_seen_at IS NOT NULL ORDER BY 1, 2"
    )


def state(database: Path) -> tuple[object, ...]:
    return query(database, "SELECT state, failures, next_due_at FROM measured_sources")[0]


def test_nothing_is_asked_unless_it_is_set_up_and_enabled(database: Path, site: Site) -> None:
    assert run(database).measured == ()
    assert run(database, source(site, enabled=False)).measured == ()
    assert site.asked == []


def test_runs_are_stored_with_their_provenance_and_ranked(database: Path, site: Site) -> None:
    site.pages[PATH] = page(ROW)
    report = run(database, source(site))
    assert (only(report).outcome, only(report).new, report.exit_code, report.reranked) == ("new", 1, 0, True)
    told = query(database, "SELECT product_slug, model_slug, engine_version, publisher, url, layout, anchor FROM measured_points "
                           "WHERE first_seen_at IS NOT NULL")  # fmt: skip
    url = "https://bench.example/api/v1/benchmarks?model=gpt-oss-120b&date=2026-10-15&exact=true"
    assert told == [("nvidia/h100", "gpt-oss-120b", "vllm:v0.11.0", "InferenceX, Apache-2.0", url, "TP4", 1)]


def test_it_is_asked_once_a_day_and_with_the_validators_of_before(
    database: Path, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.pages[PATH] = page(ROW)
    run(database, source(site))
    assert run(database, source(site)).measured == ()
    monkeypatch.setenv("TRACKER_NOW", NEXT_DAY)
    assert only(run(database, source(site))).outcome == "not_modified"
    assert site.statuses(PATH) == [200, 304]
    assert len(stored(database)) == 1


def test_a_newer_run_stands_beside_the_older(database: Path, site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    site.pages[PATH] = page(ROW)
    run(database, source(site))
    monkeypatch.setenv("TRACKER_NOW", NEXT_DAY)
    newer = {
        **ROW,
        "date": "2026-11-26",
        "image": "vllm:v0.12.0",
        "metrics": {"output_tput_per_gpu": 990.0, "median_intvty": 60},
    }
    site.pages[PATH] = page(newer)
    assert only(run(database, source(site))).new == 1
    assert stored(database) == [("2026-10-15", 777.5, 0), ("2026-11-26", 990.0, 1)]


def test_unknown_names_are_listed(database: Path, site: Site) -> None:
    site.pages[PATH] = page(ROW, {**ROW, "hardware": "h999"}, {**ROW, "hardware": "h999", "conc": 8})
    report = run(database, source(site))
    assert (only(report).new, only(report).unmapped) == (1, {"h999": 2})
    assert any("h999 (2)" in note for note in report.notes)
    assert query(database, "SELECT unmapped, n_runs FROM measured_sources") == [('{"h999": 2}', 3)]


def test_an_answer_is_read_again_with_the_names_of_another_catalogue(
    database: Path, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.pages[PATH] = page(ROW)
    run(database, source(site))
    with closing(sqlite3.connect(database)) as db, db:
        db.execute("UPDATE meta SET value = 'another' WHERE key = 'catalogue_digest'")
    monkeypatch.setenv("TRACKER_NOW", NEXT_DAY)
    one = only(run(database, source(site)))
    assert (site.statuses(PATH), one.outcome, one.known) == ([200, 200], "unchanged", 1)


FAULTS = {
    "429": (Page(b"slow down", status=429, headers={"Retry-After": "7200"}), "rate_limited"),
    "500": (Page(b"", status=500), "http"),
    "unknown model": (Page(b'{"error": "Unknown model"}', status=400), "http"),
    "truncated on the wire": (Page(b'[{"hardware"', headers={"Content-Length": "9999"}), ""),
    "truncated JSON": (Page(json.dumps([ROW, ROW]).encode()[:-40]), "parse"),
    "an object": (Page(b'{"error": "Unknown model"}'), "parse"),
    "another scheme": (page({"gpu": "h100", "tps": 5}), "parse"),
    "a page": (Page(b"<html><body>Just a moment</body></html>"), "parse"),
    "deep": (Page(b"[" * 200_000), "parse"),
    "huge": (Page(b"[" + b" " * 3_000_000 + b"]"), "too_large"),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_broken_answer_stores_nothing_and_loses_nothing(
    database: Path, site: Site, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    site.pages[PATH] = page(ROW)
    run(database, source(site))
    before = stored(database)
    monkeypatch.setenv("TRACKER_NOW", NEXT_DAY)
    site.pages[PATH], reason = FAULTS[name]
    report = run(database, source(site, max_bytes=2**20))
    one = only(report)
    assert one.outcome == "error"
    assert one.message
    assert not reason or one.reason == reason
    assert any(one.message in note for note in report.notes)
    assert stored(database) == before
    assert state(database)[:2] == ("failing", 1)


def test_a_429_is_obeyed_even_where_a_person_asks(database: Path, site: Site) -> None:
    site.pages[PATH] = FAULTS["429"][0]
    run(database, source(site))
    assert run(database, source(site), everything=True).measured == ()
    assert len(site.asked) == 1


def test_one_faulty_row_is_told_and_the_others_are_stored(database: Path, site: Site) -> None:
    site.pages[PATH] = page(ROW, {**ROW, "metrics": {}})
    one = only(run(database, source(site)))
    assert (one.outcome, one.new, one.faulty) == ("new", 1, 1)
    assert "1 of 2 rows left out" in one.message


def test_each_model_is_a_request_of_its_own(database: Path, site: Site) -> None:
    site.pages[PATH] = page(ROW)
    report = run(database, source(site, models=("Kimi-K2.5", "gpt-oss-120b")))
    assert [one.outcome for one in report.measured] == ["error", "new"]
    assert [path for path, _ in site.asked] == ["/api/v1/benchmarks?model=Kimi-K2.5", PATH]


def test_a_private_address_needs_leave(database: Path, site: Site) -> None:
    one = only(run(database, source(site, allow_private=False)))
    assert (one.outcome, one.reason) == ("error", "blocked_address")
    assert site.asked == []


def test_an_address_that_cannot_be_fetched_is_its_own_error(database: Path, site: Site) -> None:
    one = only(run(database, source(site, url="ftp://x", error="url: no")))
    assert (one.outcome, one.message) == ("error", "url: no")
