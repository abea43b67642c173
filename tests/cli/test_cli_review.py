"""`review`, `evaluate` and `refresh --re-extract` as a person runs them."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

Run = Callable[..., Result]
Rows = Callable[..., Any]
NEWS = "AMD ships MI355X\n\nAMD announced general availability of the Instinct MI355X. Each MI355X has 280 GB of HBM3E memory.\n"
GOLD = {"id": "d", "text": NEWS, "is_announcement": True, "events": [], "relations": [],
        "specs": [{"accelerator": "AMD MI355X", "field": "memory_capacity", "value": 280, "unit": "GB", "precision": None,
                   "sparsity": None, "scope": "chip", "evidence": "280 GB of HBM3E memory"}]}  # fmt: skip


@pytest.fixture
def claim(run: Run, rows: Rows, tmp_path: Path) -> str:
    (tmp_path / "news.txt").write_text(NEWS)
    run("ingest", str(tmp_path / "news.txt"), "--url", "https://example.org/n")
    return next(c["claim_id"] for c in rows("claims", "mi355x") if c["url"] == "https://example.org/n")


def test_a_fact_is_corrected_shown_and_taken_back(run: Run, rows: Rows, claim: str) -> None:
    (row,) = rows("review", "correct", claim, "value=288 GB", "--note", "slip of the pen")
    assert (row["decision"], row["applied"], row["note"]) == ("correct", 1, "slip of the pen")
    told = run("explain", claim).stdout
    assert "288 GB" in told
    assert "slip of the pen" in told
    assert "as read" in told
    assert "«" in told
    assert claim in run("review", "decisions").stdout
    assert claim in run("review", "undo", claim).stderr
    assert rows("review", "decisions") == []


def test_an_unknown_id_ends_with_2(run: Run, claim: str) -> None:
    assert "c-000000000000" in run("review", "accept", claim, "c-000000000000", rc=2).stderr
    assert "unknown key" in run("review", "correct", claim, "colour=red", rc=2).stderr
    assert "--as-of" in run("review", "accept", claim, "--as-of", "2026", rc=2).stderr


def test_decisions_travel_as_lines(run: Run, rows: Rows, claim: str, tmp_path: Path) -> None:
    run("review", "reject", claim, "--why", "old chip")
    file = tmp_path / "kept.jsonl"
    assert "1 decisions" in run("review", "export", str(file)).stderr
    run("review", "undo", claim)
    assert json.loads(run("review", "import", str(file), "--json").stdout) == {"taken": 1, "older": 0, "waiting": 0}
    assert next(c["status"] for c in rows("claims", "mi355x") if c["claim_id"] == claim) == "rejected"
    file.write_text("nonsense\n")
    assert f"{file}:1: no JSON" in run("review", "import", str(file), rc=65).stderr


def test_an_evaluation_prints_figures_and_writes_what_is_wrong(run: Run, tmp_path: Path) -> None:
    gold, wrong = tmp_path / "gold.jsonl", tmp_path / "wrong.jsonl"
    gold.write_text(json.dumps(GOLD) + "\n")
    found = json.loads(run("evaluate", "extraction", str(gold), "--json", "--mismatches", str(wrong)).stdout)
    assert (found["documents"], found["specs"]["f1"], found["evidence_validity"]["share"]) == (1, 1.0, 1.0)
    assert {json.loads(line)["what"] for line in wrong.read_text().splitlines()} <= {"events", "is_announcement"}
    assert "specs" in run("evaluate", "extraction", str(gold), "--require-evidence").stdout
    gold.write_text('{"id": "d", "text": "x"}\n')
    assert f"{gold}:1: is_announcement" in run("evaluate", "extraction", str(gold), rc=65).stderr


def test_reading_again_goes_with_no_fetching(run: Run) -> None:
    assert "fetches nothing" in run("refresh", "--re-extract", "--all", rc=2).stderr


def test_contradictions_that_wait_are_listed_and_may_stand(run: Run, rows: Rows) -> None:
    first = rows("review", "contradictions")[0]
    pair = first["contradiction_id"]
    assert pair in run("review", "contradictions").stdout
    (row,) = rows("review", "accept", pair, "--note", "another scope")
    assert (row["kind"], row["decision"], row["applied"]) == ("contradiction", "accept", 1)
    assert pair not in [one["contradiction_id"] for one in rows("review", "contradictions")]
    assert {one["contradiction_id"]: one["stands"] for one in rows("contradictions")}[pair] == 1
    assert "may stand" in run("contradictions").stdout
    assert "say which side is wrong" in run("review", "reject", pair, "--why", "no", rc=2).stderr
    run("review", "undo", pair)
    assert pair in [one["contradiction_id"] for one in rows("review", "contradictions")]


def test_newcomers_are_listed_kept_and_rejected_with_their_facts(run: Run, rows: Rows, tmp_path: Path) -> None:
    text = "Groq ships LPX9\n\nGroq announced general availability of the Groq LPX9 accelerator. Each LPX9 has 64 GB of memory.\n"
    (tmp_path / "new.txt").write_text(text)
    run("ingest", str(tmp_path / "new.txt"), "--url", "https://example.org/new")
    found = rows("review", "products")
    assert found, "the text should have brought a product that no catalogue names"
    slug = found[0]["fact_id"]
    assert slug in run("review", "products").stdout
    run("review", "accept", slug)
    assert slug not in [one["fact_id"] for one in rows("review", "products")]
    run("review", "undo", slug)
    rows("review", "reject", slug, "--why", "a board")
    assert [one for one in rows("timeline") if one["product_slug"] == slug] == []
