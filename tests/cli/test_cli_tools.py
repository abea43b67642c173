"""`ingest`, `extract` and `catalogue check` as a person runs them."""

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from tracker.paths import catalogue_dir

Run = Callable[..., Result]
SHARED = Path(__file__).resolve().parents[2].parent / "shared"
NEWS = (
    "AMD ships MI355X\n\nSANTA CLARA, June 12, 2025 - AMD today announced general availability of the Instinct MI355X. "
    "Each MI355X has 288 GB of HBM3E memory.\n"
)
LINE = json.dumps({"id": "d1", "title": "", "text": NEWS, "published": "2025-06-12"})


@pytest.fixture
def news(tmp_path: Path) -> Path:
    path = tmp_path / "news.txt"
    path.write_text(NEWS)
    return path


def test_ingest_prints_what_it_found_and_explain_leads_to_the_words(run: Run, news: Path) -> None:
    told = run("ingest", str(news), "--published", "2025-06-12", "--url", "https://example.org/n", "--json").stdout
    (result,) = json.loads(told)
    assert (result["new"], result["error"]) == (1, "")
    event = next(e for e in result["events"] if e["type"] == "available")
    words = run("explain", event["event_id"]).stdout
    assert "«" in words
    assert "https://example.org/n" in words
    again = run("ingest", str(news), "--published", "2025-06-12", "--url", "https://example.org/n").stdout
    assert "1 unchanged" in again
    assert event["event_id"] in again
    assert "1 relations" not in again
    assert "1 links" not in again
    assert re.search(r"; \d+ events, 1 claim, ", again)


def test_ingest_goes_on_after_a_bad_file_and_ends_with_65(run: Run, news: Path, tmp_path: Path) -> None:
    missing = tmp_path / "missing.txt"
    result = run("ingest", str(missing), str(news), rc=65)
    note, error = result.stderr.splitlines()
    assert error == f"tracker: {missing}: cannot be read: No such file or directory"
    assert note.startswith("1 of the documents have no day of publication")
    assert result.stdout.startswith(f"{news}: 1 new")


def test_a_day_of_publication_is_asked_for_and_none_of_the_future_is_taken(run: Run, news: Path) -> None:
    assert "--published" in run("ingest", str(news)).stderr
    assert "no day of publication" not in run("ingest", str(news), "--published", "2025-06-12").stderr
    assert "yet to come" in run("ingest", str(news), "--published", "2026-11-26", rc=2).stderr


def test_an_ingested_document_is_found_by_search(run: Run, news: Path) -> None:
    run("ingest", str(news))
    assert [row["title"] for row in json.loads(run("search", "mi355x", "ships", "--json").stdout)] == [
        "AMD ships MI355X"
    ]


def test_extract_needs_no_database(run: Run, database: Path) -> None:
    database.unlink()
    (facts,) = map(json.loads, run("extract", stdin=LINE).stdout.splitlines())
    assert facts["id"] == "d1"
    assert {key: spec[key] for spec in facts["specs"] for key in ("accelerator", "field", "value")} == {
        "accelerator": "AMD MI355X",
        "field": "memory_capacity",
        "value": 288.0,
    }
    assert not database.exists()


def test_extract_from_a_file_equals_extract_from_stdin(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "d.jsonl"
    path.write_text(f"{LINE}\n\n{LINE.replace('d1', 'd2')}\n")
    assert run("extract", str(path)).stdout == run("extract", "-", stdin=path.read_bytes()).stdout


def test_extract_names_each_broken_line_and_reads_the_others(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "d.jsonl"
    path.write_bytes(b"\n".join([b"{", LINE.encode(), b'{"id": "x"}', b"\xff", b"3"]))
    result = run("extract", str(path), rc=65)
    assert [json.loads(line)["id"] for line in result.stdout.splitlines()] == ["d1"]
    assert [line.split(": ")[1] for line in result.stderr.splitlines()] == [f"{path}:{n}" for n in (1, 3, 4, 5)]
    assert "cannot be read" in run("extract", str(tmp_path / "none.jsonl"), rc=65).stderr


@pytest.mark.skipif(not SHARED.is_dir(), reason="needs the kit's labelled corpus and scorer")
def test_the_scorer_takes_what_extract_prints(run: Run, tmp_path: Path) -> None:
    gold = SHARED / "corpus" / "dev_own.jsonl"
    predicted = tmp_path / "predicted.jsonl"
    predicted.write_text(run("extract", str(gold)).stdout)
    done = subprocess.run([sys.executable, SHARED / "corpus" / "score.py", gold, predicted], capture_output=True, text=True,
                          check=False)  # fmt: skip
    assert done.returncode == 0, done.stderr
    lines = gold.read_text().splitlines()
    assert f"{len(lines)} documents, {len(lines)} predicted" in done.stdout


def test_the_shipped_catalogue_has_no_errors(run: Run) -> None:
    result = run("catalogue", "check")
    assert result.stdout == ""
    assert result.stderr.startswith("0 errors")


def test_catalogue_check_prints_file_and_line_and_ends_with_65(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "catalogue"
    shutil.copytree(catalogue_dir(), folder)
    (folder / "amd.toml").write_text((folder / "amd.toml").read_text().replace('kind = "', 'kind = "no such ', 1))
    result = run("catalogue", "check", str(folder), rc=65)
    assert result.stdout.startswith("amd.toml:")
    assert "no catalogue here" in run("catalogue", "check", str(tmp_path / "nowhere"), rc=65).stderr


def test_catalogue_warnings_come_with_v(run: Run) -> None:
    loud = run("catalogue", "check", "-v")
    told = loud.stderr.split(", ")[1].split()[0]
    assert len(loud.stdout.splitlines()) == int(told)


def test_evaluate_metrics_prints_errors_and_counts_and_as_json_all_of_them(run: Run, tmp_path: Path) -> None:
    points = tmp_path / "points.csv"
    head = (
        "accelerator,n_accelerators,model,precision,isl,osl,concurrency_or_batch,scenario,throughput_tok_s_total,"
        "interactivity_tok_s_user,engine,notes\n"
    )
    points.write_text(
        head
        + "H100-SXM,4,Llama-3.1-70B,fp8,922,922,16,online,1202,75,,\nWarp-9,1,Llama-3.1-8B,fp8,9,99,1,online,5,5,,\n"
    )
    told = run("evaluate", "metrics", str(points)).stdout
    assert "2 rows, 1 evaluated" in told
    assert "unknown products: Warp-9 1" in told
    found = json.loads(run("evaluate", "metrics", str(points), "--folds", "5", "--json").stdout)
    assert {"mdape", "within_2x", "bias", "coverage", "width", "kendall_tau", "top1", "pairs_right"} <= set(found)
    assert all(key == key.lower() for key in found)
    assert (found["points"], found["kendall_tau"]) == (1, None)
    points.write_text("nothing\n")
    refused = run("evaluate", "metrics", str(points), rc=65)
    assert "no column accelerator" in refused.stderr
