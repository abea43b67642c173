"""Measured runs of a file come into the database, under the catalogue's names, and rankings follow."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tracker.actions.ingest_measured import ingest_measured
from tracker.measuring import product_names, why_aside
from tracker.metrics.runs import excluded
from tracker.model.catalogue import Names
from tracker.model.errors import DocumentError
from tracker.model.measured import ReportedRun
from tracker.model.product import Alias, Product, Vendor

HEADER = (
    "source,source_path_or_url,date,accelerator,n_accelerators,model,precision,isl,osl,concurrency_or_batch,scenario,"
    "throughput_tok_s_total,interactivity_tok_s_user,engine,notes"
)


def line(accelerator: str = "H100-SXM", model: str = "gpt-oss-120b", total: object = 9000, **told: str) -> str:
    day, notes, precision = told.get("date", "2026-11"), told.get("notes", "spec=none"), told.get("precision", "fp4")
    return f"Bench,https://bench.example/r,{day},{accelerator},4,{model},{precision},1024,1024,64,online,{total},40,vllm,{notes}"


def file(folder: Path, *lines: str) -> Path:
    path = folder / "runs.csv"
    path.write_text("\n".join((HEADER, *lines)) + "\n", encoding="utf-8")
    return path


def query(database: Path, sql: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(database)) as db:
        return db.execute(sql).fetchall()


def test_rows_of_known_names_are_stored_and_again_change_nothing(database: Path, tmp_path: Path) -> None:
    path = file(tmp_path, line(), line("h200"), line("MI355X", "DeepSeek-R1-0528", precision="fp8"))
    first = ingest_measured(database, path)
    assert (first.rows, first.new, first.known, first.unmapped, first.faulty) == (3, 3, 0, 0, 0)
    found = query(database, "SELECT product_slug, model_slug FROM measured_points WHERE publisher = 'Bench' ORDER BY 1")
    assert found == [("amd/mi355x", "deepseek-r1"), ("nvidia/h100", "gpt-oss-120b"), ("nvidia/h200", "gpt-oss-120b")]
    before = query(database, "SELECT * FROM measurement ORDER BY id")
    again = ingest_measured(database, path)
    assert (again.new, again.known) == (0, 3)
    assert query(database, "SELECT * FROM measurement ORDER BY id") == before


def test_unknown_names_are_counted_and_left_out(database: Path, tmp_path: Path) -> None:
    found = ingest_measured(
        database, file(tmp_path, line("H100-SXMM"), line("H100-SXMM"), line(model="gpt-oss-121b"), line())
    )
    assert (found.new, found.unmapped) == (1, 3)
    assert found.unknown_accelerators == {"H100-SXMM": 2}
    assert found.unknown_models == {"gpt-oss-121b": 1}


def test_a_faulty_row_does_not_stop_the_others(database: Path, tmp_path: Path) -> None:
    path = file(tmp_path, line(), line(total="fast"), line("h200"))
    found = ingest_measured(database, path)
    assert (found.new, found.faulty) == (2, 1)
    assert found.faults[0].startswith(f"{path}:3: throughput_tok_s_total 'fast' is no number")


def test_rankings_are_computed_anew(database: Path, tmp_path: Path) -> None:
    sql = "SELECT output_tok_s FROM cost_per_token WHERE product_slug = 'nvidia/h100' AND stale = 0 ORDER BY ranking_id"
    before = query(database, sql)
    ingest_measured(database, file(tmp_path, *(line(total=1000 + i, notes=f"Rack {i}") for i in range(9))))
    after = query(database, sql)
    assert len(after) == len(before)
    assert after != before


def test_runs_that_do_not_compare_are_kept_and_change_no_ranking(database: Path, tmp_path: Path) -> None:
    notes = {
        "spec=mtp": "speculative decoding",
        "spec=eagle3": "speculative decoding",
        "disagg=True": "disaggregated prefill and decode",
    }
    sql = "SELECT ranking_id, output_tok_s FROM cost_per_token ORDER BY 1"
    before = query(database, sql)
    found = ingest_measured(database, file(tmp_path, *(line(notes=n) for n in notes), line(precision="")))
    assert found.aside == {"speculative decoding": 2, "disaggregated prefill and decode": 1, "precision not stated": 1}
    assert query(database, sql) == before
    assert query(database, "SELECT count(*) FROM measured_points WHERE publisher = 'Bench' AND NOT anchor") == [(4,)]


def test_runs_beyond_the_data_sheet_are_kept_and_change_no_ranking(database: Path, tmp_path: Path) -> None:
    """Total tokens of 64 machines for those of four accelerators, for instance."""
    sql = "SELECT ranking_id, output_tok_s FROM cost_per_token ORDER BY 1"
    before = query(database, sql)
    found = ingest_measured(database, file(tmp_path, line(total=4_000_000)))
    assert found.aside == {"faster than the data sheet allows": 1}
    assert query(database, sql) == before
    kept = "SELECT output_tok_s, anchor, aside FROM measured_points WHERE publisher = 'Bench'"
    assert query(database, kept) == [(1_000_000, 0, "faster than the data sheet allows")]


def test_accelerators_that_a_table_counts_twice_are_stored_once(database: Path, tmp_path: Path) -> None:
    header = HEADER.replace("n_accelerators,", "n_accelerators,tp,ep,")
    told = line("B200-SXM", "DeepSeek-R1", total=2453, precision="fp4").replace(",4,DeepSeek", ",64,64,8,DeepSeek")
    path = tmp_path / "runs.csv"
    path.write_text(f"{header}\n{told}\n", encoding="utf-8")
    assert ingest_measured(database, path).new == 1
    sql = "SELECT n_accelerators, output_tok_s, layout, note FROM measured_points WHERE publisher = 'Bench'"
    assert query(database, sql) == [(8, 2453 / 8, "TP8 EP8", "spec=none; counted as 64")]
    assert ingest_measured(database, path).known == 1


def test_json_of_a_benchmark_site_is_known_by_its_form(database: Path, tmp_path: Path) -> None:
    row = {"hardware": "b200", "framework": "trt", "model": "gpt-oss-120b", "precision": "fp4", "spec_method": "none",
           "disagg": False, "decode_tp": 2, "num_decode_gpu": 2, "isl": 1024, "osl": 1024, "conc": 16, "date": "2026-11-20",
           "metrics": {"output_tput_per_gpu": 4000.0}}  # fmt: skip
    for name in ("runs.json", "runs.txt"):
        (tmp_path / name).write_text(json.dumps([row]), encoding="utf-8")
    assert ingest_measured(database, tmp_path / "runs.json").new == 1
    assert ingest_measured(database, tmp_path / "runs.txt").known == 1
    (url,) = query(database, "SELECT url FROM measured_points WHERE date = '2026-11-20'")[0]
    assert url.startswith("https://")


MLPERF = (
    "Organization,Availability,Division,SystemName,Platform,MlperfModel,Scenario,Result,number_of_nodes,"
    "accelerator_model_name,accelerators_per_node,framework,notes,errors,version,inferred,Units,weight_data_types"
)


def result(part: str = "NVIDIA H200-SXM-141GB", benchmark: str = "llama2-70b-99", division: str = "closed",
           weights: str = "fp8", platform: str = "A1x8", scenario: str = "Offline", figure: float = 32000) -> str:  # fmt: skip
    """One line of a round's summary; the figures are made up."""
    return f"Acme,available,{division},A1,{platform},{benchmark},{scenario},{figure},1,{part},8,vLLM,,0,v5.1,0,Tokens/s,{weights}"


def test_results_of_an_mlperf_round_are_known_by_their_columns(database: Path, tmp_path: Path) -> None:
    path = tmp_path / "summary.csv"
    lines = (MLPERF, result(), result(scenario="Server", figure=30000), result(weights=""), result(platform="A1x8_MaxQ"),
             result("Nobody X1"), result(division="open"), result(benchmark="resnet"))  # fmt: skip
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    found = ingest_measured(database, path)
    assert (found.rows, found.new, found.unmapped, found.faulty) == (7, 4, 1, 0)
    assert found.aside == {"precision not stated": 1, "power-capped part": 1}
    assert found.unknown_accelerators == {"Nobody X1": 1}
    assert found.left_out == {"open division": 1, "no language model (resnet)": 1}
    sql = "SELECT scenario, isl, osl, output_tok_s, tok_s_user, anchor FROM measured_points WHERE note LIKE 'Acme%' AND aside = ''"
    assert sorted(query(database, sql)) == [("offline", 294, 294, 4000, 0, 1), ("server", 294, 294, 3750, 5, 1)]
    before = query(database, "SELECT * FROM measurement ORDER BY id")
    again = ingest_measured(database, path)
    assert (again.new, again.known) == (0, 4)
    assert query(database, "SELECT * FROM measurement ORDER BY id") == before


PARTS = {
    "NVIDIA H100-SXM-80GB": "nvidia/h100", "NVIDIA H100-NVL-94GB": "nvidia/h100-nvl", "NVIDIA B200-SXM-180GB": "nvidia/b200",
    "NVIDIA GB200": "nvidia/gb200", "NVIDIA L40S": "nvidia/l40s", "AMD Instinct MI300X 192GB HBM3": "amd/mi300x",
    "AMD Instinct MI325X 256GB HBM3e": "amd/mi325x", "AMD Instinct MI355X 288GB HBM3e (x87)": "amd/mi355x",
    "NVIDIA RTX PRO 6000 Blackwell Server Edition": "nvidia/rtx-pro-6000", "Intel(R) Arc Pro(R) B60": "intel/arc-pro-b60",
}  # fmt: skip


def test_parts_are_found_under_the_names_that_mlperf_gives_them(database: Path, tmp_path: Path) -> None:
    path = tmp_path / "summary.csv"
    path.write_text("\n".join((MLPERF, *map(result, PARTS))), encoding="utf-8")
    assert ingest_measured(database, path).unknown_accelerators == {}
    found = query(database, "SELECT DISTINCT product_slug FROM measured_points WHERE note LIKE 'Acme%'")
    assert {slug for (slug,) in found} == set(PARTS.values())


@pytest.mark.parametrize("content", [None, b"", b"  \n"])
def test_a_file_that_is_not_there_or_empty_is_refused_whole(
    database: Path, tmp_path: Path, content: bytes | None
) -> None:
    path = tmp_path / "runs.csv"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(DocumentError, match=r"runs\.csv"):
        ingest_measured(database, path)


def test_a_folder_is_no_file(database: Path, tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match="is a folder"):
        ingest_measured(database, tmp_path)


def test_a_name_of_two_products_or_of_a_word_means_none() -> None:
    vendors = (Vendor(slug="a", name="A", kind="chip"), Vendor(slug="b", name="B", kind="chip"))
    one = Product(slug="a/x1", vendor="a", name="X1", kind="chip", aliases=(Alias(text="Apollo", ambiguous=True),))
    two = Product(slug="b/x-1", vendor="b", name="X-1", kind="chip")
    found = product_names(Names(vendors=vendors, products=(one, two)))
    assert "x1" not in found
    assert "apollo" not in found
    assert (found["ax1"], found["bx1"]) == ("a/x1", "b/x-1")


@pytest.mark.parametrize(
    "notes", ["spec=mtp", "ambiguous_gpu_count=True", "concurrency_inferred=True", "H200 MaxQ", ""]
)
def test_what_evaluations_leave_out_anchors_nothing(notes: str) -> None:
    run = ReportedRun(accelerator="x", model="y", publisher="z", url="", date="", count=1, precision="fp8", isl=1.0, osl=64.0,
                      concurrency=1, output_tok_s=1.0, note=notes)  # fmt: skip
    assert why_aside(run) == excluded({"notes": notes, "scenario": "", "osl": "64"})
