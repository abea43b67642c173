"""MLPerf Inference results, in each layout that they are published in, become runs of language models. All figures are made up."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.measured.mlperf import is_results, parse
from tracker.model.measured import ReadRuns, ReportedRun

TODAY = "2026-11-25"
ROW = {
    "Organization": "Acme", "Availability": "available", "Division": "closed", "SystemType": "datacenter",
    "SystemName": "Acme A1 (8x B200-SXM-180GB, TensorRT)", "Platform": "A1_B200-SXM-180GBx8_TRT", "Model": "llama2-70b-99.9",
    "MlperfModel": "llama2-70b-99.9", "Scenario": "Offline", "Result": "80000.5", "Accuracy": "ROUGE1: 44.4",
    "number_of_nodes": "1", "host_processor_model_name": "CPU", "host_processors_per_node": "2",
    "host_processor_core_count": "64", "accelerator_model_name": "NVIDIA B200-SXM-180GB", "accelerators_per_node": "8",
    "total_accelerators": "8", "Location": "closed/Acme/results/A1/run_1", "framework": "TensorRT 10.11, CUDA 12.9",
    "operating_system": "Linux", "notes": "", "compliance": "closed", "errors": "0", "version": "v5.1", "inferred": "0",
    "has_power": "False", "Units": "Tokens/s", "weight_data_types": "fp4", "PrivateID": "",
}  # fmt: skip
"""One line of the submission checker's summary CSV."""


def table(*rows: dict[str, str], delimiter: str = ",") -> bytes:
    text = io.StringIO()
    writer = csv.DictWriter(text, list(ROW), delimiter=delimiter)
    writer.writeheader()
    writer.writerows({**ROW, **row} for row in rows)
    return text.getvalue().encode()


def read(*rows: dict[str, str], name: str = "summary.csv") -> ReadRuns:
    return parse(table(*rows), name, TODAY)


def one(**row: str) -> ReportedRun:
    found = read(row)
    assert found.faults == ()
    (run,) = found.runs
    return run


def test_a_row_has_the_meaning_of_the_calibration_format() -> None:
    run = one()
    assert (run.accelerator, run.model, run.count, run.precision) == ("B200-SXM", "Llama-2-70B", 8, "fp4")
    assert (run.isl, run.osl, run.concurrency, run.scenario) == (294, 294, 0, "offline")
    assert (run.output_tok_s, run.tok_s_user) == (80000.5 / 8, 0.0)
    assert (run.publisher, run.date) == ("MLCommons MLPerf Inference v5.1", "2025-09")
    assert run.url.endswith("/mlcommons/inference_results_v5.1/tree/main/closed/Acme/results/A1_B200-SXM-180GBx8_TRT")
    assert (run.engine, run.engine_version) == ("trtllm", "TensorRT 10.11, CUDA 12.9")
    assert run.system == "Acme; NVIDIA B200-SXM-180GB; A1_B200-SXM-180GBx8_TRT"


@pytest.mark.parametrize(
    ("benchmark", "model", "lengths"),
    [
        ("llama2-70b-99", "Llama-2-70B", (294, 294)),
        ("llama3.1-8b", "Llama-3.1-8B", (871, 128)),
        ("llama3_1-8b-edge", "Llama-3.1-8B", (871, 128)),
        ("llama3.1-8b-datacenter", "Llama-3.1-8B", (871, 128)),
        ("llama3.1-405b", "Llama-3.1-405B", (9400, 685)),
        ("Mixtral-8x7B", "Mixtral-8x7B", (427, 145)),
        ("deepseek-r1", "DeepSeek-R1", (804, 3886)),
        ("gpt-oss-120b", "gpt-oss-120b", (5010, 1278)),
    ],
)
def test_each_benchmark_has_its_model_and_mean_lengths(
    benchmark: str, model: str, lengths: tuple[float, float]
) -> None:
    run = one(MlperfModel=benchmark)
    assert (run.model, (run.isl, run.osl)) == (model, lengths)


def test_lengths_that_no_source_confirms_say_so() -> None:
    assert "isl UNVERIFIED" in one(MlperfModel="gpt-oss-120b").note
    assert "isl UNVERIFIED" in one(MlperfModel="llama3.1-405b").note
    assert "UNVERIFIED" not in one().note


@pytest.mark.parametrize(
    ("benchmark", "scenario", "told", "speed"),
    [
        ("llama2-70b-99", "Server", "server", 5.0),
        ("llama2-70b-99", "Interactive", "interactive", 25.0),
        ("llama2-70b-interactive-99.9", "Server", "interactive", 25.0),
        ("llama2-70b-interactive-99.9", "Offline", "offline", 0.0),
        ("llama3.1-8b", "Server", "server", 10.0),
        ("llama3.1-405b", "Server", "server", 5.71),
        ("deepseek-r1", "Interactive", "interactive", 66.67),
    ],
)
def test_a_latency_limit_is_the_speed_that_each_user_gets(
    benchmark: str, scenario: str, told: str, speed: float
) -> None:
    run = one(MlperfModel=benchmark, Scenario=scenario)
    assert (run.scenario, run.tok_s_user) == (told, speed)
    assert ("p99 limit" in run.note) == (speed > 0)


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ({"MlperfModel": "resnet"}, "no language model (resnet)"),
        ({"MlperfModel": "dlrm-v2-99.9", "Units": "Queries/s"}, "no language model (dlrm-v2)"),
        ({"MlperfModel": "bert-99", "Division": "open"}, "no language model (bert)"),
        ({"MlperfModel": "gptj-99"}, "token lengths not known ('gptj-99')"),
        ({"Division": "open"}, "open division"),
        ({"Division": "network"}, "network division"),
        ({"errors": "3"}, "marked invalid"),
        ({"inferred": "1"}, "inferred from another scenario"),
        ({"compliance": "0"}, "compliance not shown"),
        ({"Units": "Watts"}, "power reading"),
        ({"Units": "millijoules", "Scenario": "SingleStream"}, "power reading"),
        ({"Units": "Latency (ms)", "Scenario": "SingleStream"}, "latency of single requests"),
        ({"accelerator_model_name": "-", "accelerators_per_node": "0", "total_accelerators": "0"}, "no accelerator"),
    ],
)
def test_what_is_no_run_of_a_language_model_is_left_out_with_the_reason(row: dict[str, str], reason: str) -> None:
    found = read({}, row, {})
    assert (found.rows, len(found.runs), found.n_faults) == (3, 2, 0)
    assert found.left_out == {reason: 1}


def test_reasons_of_a_hostile_file_do_not_fill_the_memory() -> None:
    found = read(*({"MlperfModel": f"unheard-{i}"} for i in range(500)))
    assert sum(found.left_out.values()) == 500
    assert len(found.left_out) == 101


def test_a_division_that_nobody_states_is_not_taken_for_closed() -> None:
    found = read({"Division": "", "Location": ""})
    assert next(iter(found.left_out)).startswith("division not stated")
    assert len(read({"Division": "", "Location": ""}, name="v5.1-datacenter-closed.csv").runs) == 1
    assert read({"Division": "", "Location": "open/Acme/results"}).left_out == {"open division": 1}
    assert "/tree/main/closed/Acme/" in one(Division="Closed - Power").url


COUNTS = {
    "nodes times accelerators of a node": (
        {"number_of_nodes": "18", "accelerators_per_node": "4", "total_accelerators": ""}, 72, True),
    "the printed total": ({"number_of_nodes": "", "accelerators_per_node": "", "total_accelerators": "87"}, 87, True),
    "a total that is not their product": (
        {"number_of_nodes": "11", "accelerators_per_node": "8", "total_accelerators": "87"}, 87, False),
    "accelerators of a node, nodes not stated": ({"number_of_nodes": "", "total_accelerators": ""}, 8, False),
}  # fmt: skip


@pytest.mark.parametrize(("row", "count", "certain"), COUNTS.values(), ids=COUNTS)
def test_accelerators_are_counted_over_all_nodes(row: dict[str, str], count: int, certain: bool) -> None:
    run = one(**row)
    assert (run.count, run.output_tok_s) == (count, 80000.5 / count)
    assert ("ambiguous_gpu_count=True" in run.note) == (not certain)


def test_units_other_than_tokens_are_converted_and_say_so() -> None:
    run = one(MlperfModel="llama3.1-8b", Units="Samples/s", Result="800")
    assert run.output_tok_s == 100 * 128
    assert "published in samples/s, x128 tokens" in run.note
    run = one(Units="Queries/s", Scenario="Server", Result="80")
    assert run.output_tok_s == 10 * 294
    assert "DERIVED" in run.note


def test_samples_under_the_unit_of_tokens_are_known_by_serving_less_than_one_user() -> None:
    run = one(MlperfModel="llama3.1-8b", Units="Tokens/s", Scenario="Server", Result="24")
    assert run.output_tok_s == 3 * 128
    assert "under the unit tokens/s" in run.note
    assert one(MlperfModel="llama3.1-8b", Units="Tokens/s", Scenario="Server", Result="240").output_tok_s == 30


def test_tokens_under_the_checkers_stopgap_unit_stay_tokens() -> None:
    run = one(MlperfModel="gpt-oss-120b", Units="Samples/s", Result="80000")
    assert run.output_tok_s == 10000
    assert "tokens/s under the unit samples/s" in run.note
    run = one(MlperfModel="llama3.1-8b", Units="Queries/s", Scenario="Interactive", Result="80000")
    assert run.output_tok_s == 10000
    assert one(MlperfModel="llama3.1-8b", Units="Queries/s", Scenario="Server", Result="80").output_tok_s == 1280


@pytest.mark.parametrize(
    ("row", "precision"),
    [
        ({"weight_data_types": "NVFP4"}, "fp4"),
        ({"weight_data_types": "mxfp4"}, "fp4"),
        ({"weight_data_types": "OCP_FP8_E4M3"}, "fp8"),
        ({"weight_data_types": "bfloat16"}, "bf16"),
        ({"weight_data_types": "int8"}, "int8"),
        ({"weight_data_types": ""}, ""),
        ({"weight_data_types": "fp8, fp4"}, ""),
        ({"weight_data_types": "", "Platform": "A1_H200x8_FP8"}, "fp8"),
        ({"weight_data_types": "", "notes": "FP4 weights, FP8 KV cache"}, "fp4"),
        ({"weight_data_types": "", "notes": "FP8 KV cache"}, ""),
    ],
)
def test_precision_is_that_of_the_weights_where_one_is_told(row: dict[str, str], precision: str) -> None:
    assert one(**row).precision == precision


def test_the_file_name_may_tell_precision_and_round() -> None:
    (run,) = read({"weight_data_types": "", "version": ""}, name="dir-v4.0/mlperf-v4.1-fp8.csv").runs
    assert (run.precision, run.publisher, run.date) == ("fp8", "MLCommons MLPerf Inference v4.1", "2024-08")


def test_a_row_of_no_known_round_is_a_fault_and_a_new_round_has_no_date() -> None:
    assert "summary.csv:2: version is missing" in read({"version": ""}).faults[0]
    run = one(version="v7.3")
    assert (run.publisher, run.date) == ("MLCommons MLPerf Inference v7.3", "")
    assert parse(table({"version": "v6.0"}), "s.csv", "2025-12-01").runs[0].date == ""


def test_what_does_not_compare_is_marked_for_the_evaluation() -> None:
    assert "MaxQ" in one(Platform="H200x8_TRT_MaxQ").note
    assert "power cap" in one(notes="GPUs run at a power limit of 500 W").note
    assert one(notes="Eagle3 head as the draft").speculation == "eagle3"
    assert one(notes="no speculative decoding, host Eagle Stream").speculation == ""
    assert one(notes="Disaggregated serving").disaggregated is True
    assert one(notes="non-disaggregated serving").disaggregated is None
    assert "availability=preview" in one(Availability="preview").note


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("NVIDIA H100-SXM-80GB", "H100-SXM"),
        ("NVIDIA A100-SXM-40GB", "A100-SXM-40GB"),
        ("AMD Instinct MI355X 288GB HBM3e (x87)", "MI355X"),
        ("AMD Instinct MI355X 288GB HBM3e (Power Cap 1000 W)", "MI355X"),
        ("Intel(R) Arc Pro(R) B60", "Arc Pro B60"),
        ("Virtualized NVIDIA H200-SXM-141GB", "Virtualized NVIDIA H200-SXM-141GB"),
        ("MS-Intel Arc Pro B60 Dual 48G Turbo", "MS-Intel Arc Pro B60 Dual 48G Turbo"),
    ],
)
def test_a_part_is_named_without_what_a_system_description_adds(printed: str, name: str) -> None:
    run = one(accelerator_model_name=printed)
    assert run.accelerator == name
    assert printed in run.note


FAULTS = {
    "Result": ["", "fast", "-1", "0", "1.2.3"],
    "Units": ["", "furlongs/s"],
    "Scenario": ["", "Ofline"],
    "Division": ["clsed"],
    "total_accelerators": ["many", "-2", "1.5"],
    "MlperfModel": ["x" * 3000],
    "SystemName": ["x" * 3000],
}


@pytest.mark.parametrize(("column", "value"), [(key, value) for key, values in FAULTS.items() for value in values])
def test_a_wrong_value_is_told_with_line_and_column_and_the_rest_is_read(column: str, value: str) -> None:
    found = read({}, {column: value}, {})
    assert (found.rows, len(found.runs), found.n_faults) == (3, 2, 1)
    (fault,) = found.faults
    assert fault.startswith("summary.csv:3: ")
    assert column in fault
    assert len(fault) < 300


def test_a_row_with_more_cells_and_a_broken_quote_are_faults_of_their_row() -> None:
    found = parse(table({}) + table({}).splitlines()[1] + b",more\n" + b'"never closed,1\n', "s.csv", TODAY)
    assert (len(found.runs), found.n_faults) == (1, 2)


def test_thousands_may_be_parted_by_commas() -> None:
    assert one(Result="1,080,000.5", total_accelerators="").output_tok_s == 1080000.5 / 8


def report(**more: Any) -> dict[str, Any]:
    """One result of the report's JSON: names that differ from the checker's, numbers as numbers."""
    return {"ID": "5.1-0007", "Submitter": "Acme", "Availability": "available", "Category": "closed", "Suite": "datacenter",
            "System": "Acme A1", "Platform": "A1x8", "UsedModel": "llama2-70b-99", "Model": "llama2-70b-99",
            "Scenario": "Server", "Accuracy": "", "Nodes": 2, "Accelerator": "NVIDIA H200-SXM-141GB", "a#": 8,
            "Software": "vLLM 0.10", "Notes": "", "compliance": 1, "errors": 0, "version": "v5.1", "inferred": 0,
            "has_power": False, "weight_data_types": "fp8", "Details": "https://results.example/d",
            "Performance_Result": 32000.0, "Performance_Units": "Tokens/s", **more}  # fmt: skip


def test_the_reports_json_is_read_like_the_summary() -> None:
    body = json.dumps([report(), report(Model="resnet"), report(Performance_Result=None), 7], indent=1).encode()
    assert is_results(body)
    found = parse(body, "summary.json", TODAY)
    (run,) = found.runs
    assert (run.accelerator, run.count, run.output_tok_s, run.tok_s_user) == ("H200-SXM", 16, 2000.0, 5.0)
    assert (run.engine, run.precision, run.note[:13]) == ("vllm", "fp8", "5.1-0007 Acme")
    assert found.left_out == {"no language model (resnet)": 1}
    assert ["Result is missing" in found.faults[0], "no object" in found.faults[1]] == [True, True]
    assert parse(body[:900], "summary.json", TODAY).broken


def test_the_benchmark_is_what_a_model_counts_as_not_what_was_run() -> None:
    for names in ({"Model": "mine", "MlperfModel": "llama2-70b-99"}, {"MlperfModel": "llama2-70b-99", "Model": "mine"}):
        row = {**{key: value for key, value in report().items() if key != "Model"}, **names}
        assert parse(json.dumps([row]).encode(), "s.json", TODAY).runs[0].model == "Llama-2-70B"
    assert one(Model="mine").model == "Llama-2-70B"


def test_an_address_that_is_none_gives_way_to_the_rounds_repository() -> None:
    body = json.dumps([report(Platform="../x", Details="javascript:alert(1)"), report(Platform="A 1")]).encode()
    assert [run.url for run in parse(body, "s.json", TODAY).runs] == [
        "https://github.com/mlcommons/inference_results_v5.1",
        "https://results.example/d",
    ]


LIST = """Table - Full Data
Public ID,Organization,Division,System Name (click + for details),# of Nodes,Accelerator,# of Accelerators,Model MLC,\
Scenario,Units,Accelerator,Avg. Result at System Name
6.0-0001,Acme,Closed,Rack (16x H200),2,NVIDIA H200-SXM-141GB,8,llama2-70b-99,Offline,Tokens/s,,"32,000.0"
6.0-0002,Acme,Closed,Rack (16x H200),2,NVIDIA H200-SXM-141GB,16,llama2-70b-99,Offline,Tokens/s,,"32,000.0"
6.0-0003,Acme,Closed,Rack,2,NVIDIA H200-SXM-141GB,16,llama2-70b-99,Offline,Tokens/s,,"32,000.0"
6.0-0004,Acme,Closed,Rack,18,NVIDIA GB200,4,llama2-70b-99,Offline,Tokens/s,,"720,000.0"
"""


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_the_sites_list_is_read_and_a_count_in_doubt_is_marked(encoding: str) -> None:
    body = LIST.encode(encoding)
    assert is_results(body)
    found = parse(body, "export.csv", TODAY)
    assert found.faults == ()
    assert [(run.count, "ambiguous_gpu_count=True" in run.note) for run in found.runs] == [
        (16, False), (16, False), (32, True), (72, False)]  # fmt: skip
    assert {run.publisher for run in found.runs} == {"MLCommons MLPerf Inference v6.0"}


CROSSTAB = (
    ["", "", "", "", "", "", "Inference", "", "", ""],
    ["", "", "", "", "", "", "llama3.1-8b-datacenter", "", "resnet", "deepseek-r1"],
    ["", "", "", "", "", "", "Offline", "Server", "Offline", "Offline"],
    ["Public ID", "Organization", "System Name (click + for details)", "# of Nodes", "Accelerator", "", "Tokens/s", "Tokens/s",
     "Samples/s", "Tokens/s"],
    ["5.1-0001", "Acme", "A1", "1", "NVIDIA B200-SXM-180GB", "# of Processors", "2", "2", "2", "2"],
    ["", "", "", "", "", "# of Accelerators", "8", "8", "8", "8"],
    ["", "Acme", "", "", "", "Avg. Result at System Name", "144,000.0", "128,000", "900,000", ""],
    ["5.1-0002", "Bolt", "B1", "1", "AMD Instinct MI300X 192GB HBM3", "# of Processors", "2", "2", "2", "2"],
    ["", "", "", "", "", "# of Accelerators", "4", "", "", "4"],
    ["", "", "", "", "", "Avg. Result at System Name", "", "x", "", "2,000.0"],
)  # fmt: skip


@pytest.mark.parametrize("delimiter", [",", "\t"])
def test_the_sites_crosstab_gives_one_result_a_filled_cell(delimiter: str) -> None:
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter).writerows(CROSSTAB)
    body = text.getvalue().encode("utf-16" if delimiter == "\t" else "utf-8")
    assert is_results(body)
    found = parse(body, "v5.1-closed.csv", TODAY)
    assert [(run.model, run.scenario, run.accelerator, run.count, run.output_tok_s) for run in found.runs] == [
        ("Llama-3.1-8B", "offline", "B200-SXM", 8, 18000.0),
        ("Llama-3.1-8B", "server", "B200-SXM", 8, 16000.0),
        ("DeepSeek-R1", "offline", "MI300X", 4, 500.0),
    ]
    assert found.left_out == {"no language model (resnet)": 1}
    assert (found.rows, found.faults) == (
        5,
        ("v5.1-closed.csv:10: Result 'x' is no number: write one such as 57.018, without unit",),
    )


def test_a_crosstab_without_benchmarks_above_is_refused_whole() -> None:
    text = io.StringIO()
    csv.writer(text).writerows(CROSSTAB[3:])
    found = parse(text.getvalue().encode(), "v5.1-closed.csv", TODAY)
    assert found.runs == ()
    assert "benchmark and the scenario" in found.broken


def test_other_files_are_not_taken_for_results() -> None:
    calibration = "source,date,accelerator,n_accelerators,model,isl,osl,scenario,throughput_tok_s_total,notes\n"
    inferencex = json.dumps([{"hardware": "b200", "model": "x", "conc": 4, "metrics": {"tput_per_gpu": 1.0}}])
    for body in (calibration.encode(), inferencex.encode(), b"", b"[", b"\xff\xfe\x00", bytes(range(256)) * 300):
        assert not is_results(body)


def test_control_characters_of_a_file_go_no_further() -> None:
    run = one(MlperfModel="llama2-70b\x01-99", SystemName="A\x1b[31m1", Platform="A\u202e1", Organization="A;B")
    assert (run.model, "\x1b" in run.note, "\u202e" in run.note + run.system) == ("Llama-2-70B", False, False)
    assert run.system.startswith("A,B; ")


@given(st.data())
def test_a_damaged_file_is_read_to_runs_faults_and_reasons(data: st.DataObject) -> None:
    text = io.StringIO()
    csv.writer(text).writerows(CROSSTAB)
    whole = (
        table({}, {"MlperfModel": "resnet"}),
        LIST.encode("utf-16"),
        text.getvalue().encode(),
        json.dumps([report()]).encode(),
    )
    body = data.draw(st.sampled_from(whole))
    at = data.draw(st.integers(0, len(body)))
    cut = data.draw(st.integers(0, 30))
    body = (
        body[:at]
        + data.draw(st.sampled_from([b"", b'"', b",", b"\n", b"\x00", b"[", b"{", b"\xff", b"9" * 30]))
        + body[at + cut :]
    )
    is_results(body)
    found = parse(body, "v5.1-closed.csv", TODAY)
    told = len(found.runs) + sum(found.left_out.values()) + found.n_faults
    assert found.broken or found.rows == told


def test_what_cannot_be_read_is_one_fault() -> None:
    for body in (b"\xff\xfe\x00", b"MlperfModel,Scenario,Result\n\xff\xff", b"hello"):
        found = parse(body, "s.csv", TODAY)
        assert (found.runs, found.n_faults) == ((), 1)
