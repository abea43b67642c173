"""A table of measured runs is read row by row: what is wrong is told with its line, the rest is read."""

from __future__ import annotations

import csv
import io

import pytest

from tracker.measured.table import COLUMNS, parse
from tracker.model.measured import ReadRuns

TODAY = "2026-11-25"
ROW = {
    "source": "Bench", "source_path_or_url": "https://bench.example/run", "date": "2026-03", "accelerator": "H100-SXM",
    "n_accelerators": "4", "tp": "4", "pp": "1", "ep": "1", "model": "gpt-oss-120b", "precision": "fp4", "isl": "7373",
    "osl": "922", "concurrency_or_batch": "64", "scenario": "online", "throughput_tok_s_total": "3552.68",
    "throughput_tok_s_per_accel": "888.17", "counts": "output", "interactivity_tok_s_user": "57.018", "ttft_s": "0.2494",
    "engine": "vllm", "notes": "spec=none; disagg=False; dp_attn=false",
}  # fmt: skip


def table(*rows: dict[str, str]) -> bytes:
    text = io.StringIO()
    writer = csv.DictWriter(text, list({**ROW, **{key: "" for row in rows for key in row}}))
    writer.writeheader()
    writer.writerows({**ROW, **row} for row in rows)
    return text.getvalue().encode()


def read(*rows: dict[str, str]) -> ReadRuns:
    return parse(table(*rows), "runs.csv", TODAY)


def test_a_row_is_read_with_its_layout_and_source() -> None:
    (run,) = read({"engine_version": "0.11.1", "ep": "2", "notes": "spec=none; disagg=False; attn_dp=4; Rack 7"}).runs
    assert (run.accelerator, run.model, run.count, run.precision) == ("H100-SXM", "gpt-oss-120b", 4, "fp4")
    assert (run.output_tok_s, run.tok_s_user, run.ttft_s, run.concurrency) == (888.17, 57.018, 0.2494, 64)
    assert (run.tp, run.pp, run.ep, run.layout) == (4, 1, 2, "TP4 EP2 DP attention")
    assert (run.publisher, run.url, run.date) == ("Bench", "https://bench.example/run", "2026-03")
    assert (run.engine, run.engine_version, run.speculation, run.disaggregated) == ("vllm", "0.11.1", "none", False)
    assert run.system == "Rack 7"


def test_what_is_not_stated_stays_unstated() -> None:
    unsaid = (
        "date",
        "tp",
        "pp",
        "ep",
        "precision",
        "concurrency_or_batch",
        "interactivity_tok_s_user",
        "ttft_s",
        "engine",
        "notes",
    )
    (run,) = read(dict.fromkeys(unsaid, "")).runs
    assert (run.date, run.tp, run.precision, run.concurrency, run.tok_s_user, run.ttft_s) == (
        "",
        None,
        "",
        0,
        0.0,
        None,
    )
    assert (run.engine, run.speculation, run.disaggregated, run.layout) == ("", "", None, "")


def test_the_rate_of_one_accelerator_comes_from_either_column() -> None:
    alone = read({"throughput_tok_s_per_accel": ""}, {"throughput_tok_s_total": ""}).runs
    assert [round(run.output_tok_s, 2) for run in alone] == [888.17, 888.17]


def test_a_path_in_a_repository_becomes_an_address() -> None:
    (run,) = read({"source_path_or_url": "github:owner/repo:path/runs.csv#one"}).runs
    assert run.url == "https://github.com/owner/repo/blob/HEAD/path/runs.csv#one"


FAULTS = {
    "n_accelerators": ["", "four", "0", "-2", "1.5", "nan", "inf", "1e99"],
    "isl": ["", "long", "0"],
    "osl": [""],
    "throughput_tok_s_total": ["-1", "4000"],
    "ttft_s": ["0.2 s", "-1"],
    "interactivity_tok_s_user": ["fast"],
    "concurrency_or_batch": ["many", "0.5"],
    "precision": ["fp5"],
    "scenario": ["onlin"],
    "counts": ["total"],
    "date": ["March", "2026-13", "2027-01"],
    "source": ["", " "],
    "model": [""],
    "accelerator": [""],
    "source_path_or_url": ["", "results/run.csv", "ftp://bench.example/run", "github:owner:path"],
    "notes": ["x" * 3000],
}


@pytest.mark.parametrize(("column", "value"), [(key, value) for key, values in FAULTS.items() for value in values])
def test_a_wrong_value_is_told_with_line_and_column_and_the_rest_is_read(column: str, value: str) -> None:
    found = read({}, {column: value}, {})
    assert len(found.runs) == 2
    assert (found.rows, found.n_faults) == (3, 1)
    (fault,) = found.faults
    assert fault.startswith("runs.csv:3: ")
    assert column in fault
    assert len(fault) < 300


def test_a_near_miss_is_named() -> None:
    assert "did you mean online?" in read({"scenario": "onlin"}).faults[0]
    assert "did you mean fp4?" in read({"precision": "fp44"}).faults[0]


def test_too_few_and_too_many_cells_are_faults_of_their_row() -> None:
    lines = table({}, {}).decode().splitlines()
    found = parse("\n".join([*lines, lines[1] + ",more", "a,b", lines[1]]).encode(), "runs.csv", TODAY)
    assert len(found.runs) == 3
    assert [fault.split(": ")[0] for fault in found.faults] == ["runs.csv:4", "runs.csv:5"]


def test_a_row_over_several_lines_is_told_by_its_first() -> None:
    found = read({"notes": "one\ntwo"}, {"isl": "x", "notes": "one\ntwo\nthree"}, {})
    assert [fault.split(": ")[0] for fault in found.faults] == ["runs.csv:4"]
    assert len(found.runs) == 2


def test_a_broken_quote_does_not_stop_what_was_read() -> None:
    found = parse(table({}) + b'"never closed,1,2\n', "runs.csv", TODAY)
    assert (len(found.runs), found.n_faults) == (1, 1)
    assert "check the quotes" in found.faults[0]


@pytest.mark.parametrize("column", COLUMNS)
def test_a_table_without_a_needed_column_is_refused_whole(column: str) -> None:
    found = parse(table({}).replace(column.encode(), b"other", 1), "runs.csv", TODAY)
    assert found.runs == ()
    assert found.broken == found.faults[0]
    assert column in found.broken


def test_what_is_no_table_is_one_fault() -> None:
    for body in (b"\xff\xfe\x00", b"hello", b"\n\n", b"PK\x03\x04" + bytes(range(256)) * 50):
        found = parse(body, "runs.csv", TODAY)
        assert (found.runs, found.n_faults) == ((), 1)


def test_a_byte_order_mark_makes_no_difference() -> None:
    assert parse(b"\xef\xbb\xbf" + table({}), "runs.csv", TODAY).runs == read({}).runs


def test_faults_fill_neither_memory_nor_time() -> None:
    found = parse(table({}) + b"x,y\n" * 20_000, "runs.csv", TODAY)
    assert (found.n_faults, len(found.faults), found.broken) == (20_000, 1000, "")
    found = parse(table({}) + b"x,y\n" * 200_000 + table({}).splitlines()[1], "runs.csv", TODAY)
    assert len(found.runs) == 1
    assert found.n_faults < 101_000
    assert "another format" in found.broken
