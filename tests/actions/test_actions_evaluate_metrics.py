"""`evaluate metrics` on files: names to products, what is counted, which files are refused, and the stated error."""

import csv
from pathlib import Path

import pytest

from tracker.actions.evaluate_metrics import evaluate_metrics
from tracker.model.errors import DocumentError

MEASURED = Path(__file__).resolve().parents[2].parent / "shared" / "measured"
needs_kit = pytest.mark.skipif(not MEASURED.is_dir(), reason="needs the kit's measured/")
ROW = {
    "accelerator": "H100-SXM", "n_accelerators": "4", "ep": "1", "model": "Llama-3.1-70B", "precision": "fp8",
    "isl": "922", "osl": "922", "concurrency_or_batch": "16", "scenario": "online", "throughput_tok_s_total": "1202",
    "interactivity_tok_s_user": "75", "engine": "", "notes": "", "unheard_of": "x",
}  # fmt: skip


def table(path: Path, *changes: dict[str, str]) -> Path:
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, ROW)
        writer.writeheader()
        writer.writerows({**ROW, **change} for change in changes)
    return path


def test_names_of_the_table_become_products_and_models_of_the_catalogue(tmp_path) -> None:
    names = ("H100-SXM", "B300-SXM", "nvidia/h100", "NVIDIA H100", "Gaudi2")
    points = table(tmp_path / "p.csv", *({"accelerator": name} for name in names), {"model": "deepseek-ai/DeepSeek-R1"})
    found = evaluate_metrics(points)
    assert set(found["by_product"]) == {"nvidia/h100", "nvidia/b300", "intel/gaudi-2"}
    assert found["by_product"]["nvidia/h100"]["points"] == 3
    assert found["by_model"]["deepseek-r1"]["refused"] == 1
    assert found["unknown_products"] == found["unknown_models"] == {}


def test_everything_that_is_not_evaluated_is_counted_by_name(tmp_path) -> None:
    points = table(
        tmp_path / "p.csv", {}, {"accelerator": "Warp-9"}, {"accelerator": "Warp-9"}, {"model": "HAL-9000"},
        {"accelerator": "Cerebras-CS-3"}, {"notes": "spec=mtp"}, {"osl": "8"},
    )  # fmt: skip
    found = evaluate_metrics(points)
    assert (found["rows"], found["evaluated"], found["points"]) == (7, 1, 1)
    assert found["unknown_products"] == {"Warp-9": 2}
    assert found["products_without_figures"] == {"cerebras/cs-3": 1}
    assert found["unknown_models"] == {"HAL-9000": 1}
    assert found["excluded"] == {"speculative decoding": 1, "fewer than 32 output tokens": 1}


def test_rows_that_no_model_ran_and_counts_that_slipped_are_told(tmp_path) -> None:
    points = table(
        tmp_path / "p.csv", {}, {"precision": "banana"}, {"precision": "FP16"},
        {"n_accelerators": "64", "ep": "8", "model": "DeepSeek-R1", "accelerator": "B200-SXM"},
    )  # fmt: skip
    found = evaluate_metrics(points)
    assert found["excluded"] == {"precision that no model is served in": 1}
    assert (found["evaluated"], found["recounted"]) == (3, 1)


@pytest.mark.parametrize(
    ("column", "value", "says"),
    [
        ("n_accelerators", "0.5", r"p\.csv:2: n_accelerators must be a whole number, not 0\.5"),
        ("ep", "0.5", r"p\.csv:2: ep must be a whole number, not 0\.5"),
        ("osl", "abc", r"p\.csv:2: osl 'abc' is no number"),
        ("isl", "0.5", r"p\.csv:2: isl must be 1 or more, not 0\.5"),
        ("notes", "x" * 140_000, r"p\.csv:2: no CSV .*field larger than field limit"),
    ],
)
def test_a_cell_that_cannot_be_is_refused_by_line_and_column(tmp_path, column, value, says) -> None:
    with pytest.raises(DocumentError, match=says):
        evaluate_metrics(table(tmp_path / "p.csv", {column: value}))


def test_anchors_beyond_the_data_sheet_are_counted_and_vouch_for_nothing(tmp_path) -> None:
    points, anchors = table(tmp_path / "p.csv", {}), table(tmp_path / "a.csv", {"throughput_tok_s_total": "9000000"})
    found, alone = evaluate_metrics(points, anchors=anchors), evaluate_metrics(points)
    assert (found["anchors"], found["anchors_set_aside"]) == (0, 1)
    assert found["by_basis"] == alone["by_basis"]


def test_measured_runs_are_used_when_they_are_given_and_not_before(tmp_path) -> None:
    """The catalogue has runs of this product and model; they must not help here."""
    points = table(tmp_path / "p.csv", {})
    anchors = table(tmp_path / "a.csv", {"isl": "1024", "throughput_tok_s_total": "2404"})
    alone, moved = evaluate_metrics(points), evaluate_metrics(points, anchors=anchors)
    assert set(alone["by_basis"]) == {"modelled"}
    assert set(moved["by_basis"]) == {"anchored"}
    assert moved["bias"] > alone["bias"] + 0.2


def test_costs_come_from_the_price_file(tmp_path) -> None:
    points = table(tmp_path / "p.csv", {}, {"accelerator": "H200-SXM"}, {"accelerator": "B200-SXM"})
    prices = tmp_path / "t.csv"
    prices.write_text(
        "accelerator,hyperscaler_tco_usd_h\nH100-SXM,1.3\nH200-SXM,1.4\nB200-SXM,1.9\nWarp-9,1\nMI300X,\n"
    )
    found = evaluate_metrics(points, prices=prices)
    assert found["cells"] > 0
    assert -1 <= found["kendall_tau"] <= 1
    assert found["unknown_in_prices"] == ["Warp-9"]
    assert evaluate_metrics(points)["kendall_tau"] is None


def test_a_file_that_is_no_such_table_is_refused_by_name_and_line(tmp_path) -> None:
    wrong = table(tmp_path / "wrong.csv", {}, {"isl": "long"})
    with pytest.raises(DocumentError, match=r"wrong\.csv:3: isl 'long'"):
        evaluate_metrics(wrong)
    other = tmp_path / "other.csv"
    other.write_text("a,b\n1,2\n")
    with pytest.raises(DocumentError, match=r"other\.csv:1: no column accelerator"):
        evaluate_metrics(other)
    with pytest.raises(DocumentError, match="missing"):
        evaluate_metrics(tmp_path / "missing.csv")
    with pytest.raises(DocumentError, match="usd_per_hour"):
        evaluate_metrics(table(tmp_path / "p.csv", {}), prices=wrong)
    binary = tmp_path / "binary.csv"
    binary.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(DocumentError, match="binary"):
        evaluate_metrics(binary)


@needs_kit
def test_every_product_and_model_of_the_kit_is_known() -> None:
    found = evaluate_metrics(MEASURED / "calibration.csv", prices=MEASURED / "tco.csv")
    assert found["unknown_products"] == found["unknown_models"] == found["products_without_figures"] == {}
    assert found["unknown_in_prices"] == []


@needs_kit
def test_the_error_that_the_product_states_is_the_error_it_has() -> None:
    found = evaluate_metrics(MEASURED / "calibration.csv", prices=MEASURED / "tco.csv", folds=5)
    assert found["recounted"] == 188
    assert found["mdape"] < 0.08
    assert found["within_2x"] > 0.97
    assert abs(found["bias"]) < 0.03
    assert 0.75 < found["coverage"] < 0.88
    assert found["kendall_tau"] > 0.75
    assert found["top1"] > 0.70
    assert found["pairs_right"] > 0.90
    assert all(found["pairs_right"] > one["pairs_right"] for one in found["naive"].values())
