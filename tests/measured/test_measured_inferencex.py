"""InferenceX's answers are read in the shape that is documented, whatever else they hold."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tracker.measured.inferencex import SITE, parse, request_url
from tracker.model.measured import ReadRuns

TODAY = "2026-11-25"
SAMPLE = Path(__file__).resolve().parents[2].parent / "shared" / "measured" / "inferencex_sample.json"
METRICS = {"output_tput_per_gpu": 888.17, "median_intvty": 57.018, "median_tpot": 0.017538, "median_ttft": 0.2494}
ROW: dict[str, Any] = {
    "hardware": "h100", "framework": "vllm", "model": "gpt-oss-120b", "precision": "fp4", "spec_method": "none",
    "disagg": False, "is_multinode": False, "prefill_tp": 4, "prefill_ep": 1, "prefill_dp_attention": False,
    "prefill_num_workers": 1, "decode_tp": 4, "decode_ep": 1, "decode_dp_attention": False, "decode_num_workers": 1,
    "num_prefill_gpu": 4, "num_decode_gpu": 4, "isl": 8192, "osl": 1024, "conc": 64,
    "image": "vllm/vllm-openai:v0.11.0", "metrics": METRICS, "date": "2025-12-15", "run_url": None,
}  # fmt: skip


def read(*rows: Any) -> ReadRuns:
    return parse(json.dumps(rows, indent=1).encode(), TODAY, "runs.json")


def test_a_result_is_read_with_mean_lengths_and_provenance() -> None:
    (run,) = read({**ROW, "decode_dp_attention": True, "decode_ep": 2}).runs
    assert (run.accelerator, run.model, run.count, run.precision) == ("h100", "gpt-oss-120b", 4, "fp4")
    assert (run.isl, run.osl, run.concurrency) == (7373, 922, 64)
    assert (run.output_tok_s, run.tok_s_user, run.ttft_s) == (888.17, 57.018, 0.2494)
    assert (run.engine, run.engine_version, run.layout) == ("vllm", "vllm/vllm-openai:v0.11.0", "TP4 EP2 DP attention")
    assert (run.date, run.speculation, run.disaggregated) == ("2025-12-15", "none", False)
    assert run.url == f"{SITE}/api/v1/benchmarks?model=gpt-oss-120b&date=2025-12-15&exact=true"
    assert run.publisher.startswith("InferenceX")


def test_the_page_of_the_run_is_its_source_where_it_has_one() -> None:
    (run, other) = read({**ROW, "run_url": "https://runs.example/7"}, {**ROW, "run_url": "javascript:alert(1)"}).runs
    assert run.url == "https://runs.example/7"
    assert other.url.startswith(SITE)


def test_pools_of_a_disaggregated_run_are_counted_together() -> None:
    split = {"disagg": True, "num_prefill_gpu": 8, "num_decode_gpu": 16, "prefill_num_workers": 2, "decode_tp": 16}
    (run,) = read({**ROW, **split}).runs
    assert (run.count, run.disaggregated) == (24, True)
    assert run.layout == "prefill 2 x TP4, decode 1 x TP16"


def test_older_rows_share_their_total_by_length_and_say_so() -> None:
    (run,) = read({**ROW, "metrics": {"tput_per_gpu": 900.0, "median_tpot": 0.02}}).runs
    assert run.output_tok_s == pytest.approx(100.0)
    assert run.tok_s_user == pytest.approx(50.0)
    assert "share of tput_per_gpu" in run.note


FAULTS: list[dict[str, Any]] = [
    {"hardware": None}, {"hardware": 7}, {"model": ""}, {"framework": None}, {"precision": "fp5"}, {"precision": None},
    {"isl": 0}, {"isl": True}, {"isl": 10.5}, {"osl": "x"}, {"conc": None}, {"conc": -4}, {"date": None},
    {"date": "2027-01-01"}, {"date": "15.12.2025"}, {"disagg": "no"}, {"num_decode_gpu": None}, {"num_prefill_gpu": 8},
    {"metrics": None}, {"metrics": {}}, {"metrics": {**METRICS, "output_tput_per_gpu": "888"}, "isl": []},
    {"metrics": {**METRICS, "output_tput_per_gpu": -1}}, {"metrics": {**METRICS, "median_tpot": 17.5}},
    {"metrics": {**METRICS, "median_ttft": {}}},
]  # fmt: skip


@pytest.mark.parametrize("wrong", FAULTS, ids=repr)
def test_a_wrong_result_is_told_with_its_line_and_the_rest_is_read(wrong: dict[str, Any]) -> None:
    found = read(ROW, {**ROW, **wrong}, ROW)
    assert (len(found.runs), found.rows, found.n_faults) == (2, 3, 1)
    second = json.dumps([ROW, ROW], indent=1).splitlines().index(" {", 2) + 1
    assert found.faults[0].startswith(f"runs.json:{second}: ")
    assert any(key in found.faults[0] for key in (*wrong, "median_ttft", "num_prefill_gpu", "tput", "median_tpot"))


@pytest.mark.parametrize(
    "body",
    [
        b'{"error": "Unknown model"}', b"", b"<html>", b"[" * 100_000, b"[1, 2", b"[NaN]", b'["\xff"]', b"[] []",
        b"[1]]", b"[,1]", b"[1 2]", b"null", b"\x00" * 100, b"[1,]",
    ],
)  # fmt: skip
def test_what_is_no_array_of_results_is_broken_and_raises_nothing(body: bytes) -> None:
    found = parse(body, TODAY)
    assert found.runs == ()
    assert found.broken
    assert len(found.broken) < 300


def test_what_was_read_before_the_answer_was_cut_off_is_kept_and_the_cut_told() -> None:
    body = json.dumps([ROW, ROW]).encode()
    found = parse(body[:-50], TODAY, "runs.json")
    assert len(found.runs) == 1
    assert "cut off" in found.broken


def test_endless_faults_end_the_reading() -> None:
    found = parse(b"[" + b"1," * 300_000 + b"1]", TODAY)
    assert found.n_faults < 101_000
    assert "another format" in found.broken


def test_an_empty_array_is_no_fault() -> None:
    assert read() == ReadRuns(rows=0, runs=())


def test_the_name_of_a_model_is_escaped_in_the_address() -> None:
    assert request_url("http://x/", "a b&c/d") == "http://x/api/v1/benchmarks?model=a%20b%26c%2Fd"


@pytest.mark.skipif(not SAMPLE.is_file(), reason="the kit's sample is not here")
def test_the_whole_sample_is_read() -> None:
    found = parse(SAMPLE.read_bytes(), TODAY)
    assert (len(found.runs), found.n_faults) == (60, 0)
