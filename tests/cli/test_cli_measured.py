"""`ingest-measured` and `measured`: what a person sees of measured runs."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from click.testing import Result

Run = Callable[..., Result]
HEADER = (
    "source,source_path_or_url,date,accelerator,n_accelerators,model,precision,isl,osl,concurrency_or_batch,"
    "throughput_tok_s_total,engine,notes\n"
)
ROW = "Bench,https://bench.example/r,{date},{chip},4,gpt-oss-120b,fp4,1024,1024,64,{total},vllm,spec=none\n"


def write(folder: Path, *rows: dict[str, object]) -> str:
    usual: dict[str, object] = {"date": "2026-05", "chip": "H100-SXM", "total": 8000}
    path = folder / "runs.csv"
    path.write_text(HEADER + "".join(ROW.format(**{**usual, **row}) for row in rows), encoding="utf-8")
    return str(path)


def test_a_sound_file_is_stored_and_told_in_one_line(run: Run, tmp_path: Path) -> None:
    told = run("ingest-measured", write(tmp_path, {}))
    assert told.stdout.endswith("1 row; 1 new run, 0 already known, 0 of unknown name, 0 faulty\n")
    assert told.stderr == ""


def test_faults_go_to_stderr_with_file_and_line_and_make_the_exit_code(run: Run, tmp_path: Path) -> None:
    path = write(tmp_path, {}, {"total": "x"}, {"chip": "H1000"})
    told = run("ingest-measured", path, rc=65)
    assert told.stderr.startswith(f"tracker: {path}:3: throughput_tok_s_total 'x' is no number")
    assert "1 new run" in told.stdout
    assert "no accelerator of the catalogue is called: H1000 (1)" in told.stdout


def test_json_has_the_counts_and_the_names(run: Run, tmp_path: Path) -> None:
    found = json.loads(run("ingest-measured", write(tmp_path, {}, {"chip": "H1000"}), "--json").stdout)
    assert (found["new"], found["unmapped"], found["unknown_accelerators"]) == (1, 1, {"H1000": 1})


def test_control_characters_of_a_file_do_not_reach_the_terminal(run: Run, tmp_path: Path) -> None:
    told = run("ingest-measured", write(tmp_path, {"total": "\x1b[31mx"}, {"chip": "a\x1b[31mb"}), rc=65)
    assert "\x1b" not in told.stdout + told.stderr


def test_the_newest_runs_are_listed_and_history_has_the_older(
    run: Run, rows: Callable[..., Any], tmp_path: Path
) -> None:
    run("ingest-measured", write(tmp_path, {}, {"date": "2026-09", "total": 9000}))

    def bench(*args: str) -> list[tuple[float, int]]:
        found = rows("measured", "h100", "--model", "gpt-oss-120b", *args)
        return [(row["output_tok_s"], row["anchor"]) for row in found if row["publisher"] == "Bench"]

    assert bench() == [(2250.0, 1)]
    assert bench("--history") == [(2250.0, 1), (2000.0, 0)]
    assert bench("--as-of", "2026-06") == [(2000.0, 1)]
    assert bench("--as-of", "2026-04") == []


def test_a_run_is_explained_with_its_source(run: Run, rows: Callable[..., Any], tmp_path: Path) -> None:
    run("ingest-measured", write(tmp_path, {}))
    one = next(row for row in rows("measured", "h100") if row["publisher"] == "Bench")
    told = run("explain", one["measured_id"]).stdout
    assert "https://bench.example/r" in told
    assert "anchors rankings" in told


def test_what_is_left_out_is_told_by_reason_and_is_no_fault(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "summary.csv"
    path.write_text(
        "Division,MlperfModel,Scenario,Result,Units,accelerator_model_name,total_accelerators,version\n"
        "closed,resnet,Offline,9,Samples/s,NVIDIA L40S,8,v5.1\nopen,llama2-70b-99,Offline,9,Tokens/s,NVIDIA L40S,8,v5.1\n",
        encoding="utf-8",
    )
    told = run("ingest-measured", str(path)).stdout
    assert "2 rows; 0 new runs, 0 already known, 0 of unknown name, 0 faulty, 2 left out\n" in told
    assert "left out: no language model (resnet) (1), open division (1)" in told
