"""Holding the model against measured runs: which rows compare, what errors mean, who may vouch for whom."""

from dataclasses import asdict, replace

import numpy as np
import pytest
from metrics_sample import B200, DENSE, H100, LATENT, NEWCOMER, SMALL

from tracker.metrics import evaluation
from tracker.metrics.evaluation import evaluate, fold_of
from tracker.metrics.forecast import forecast, predict
from tracker.metrics.residual import correction
from tracker.metrics.runs import Run, counted, excluded, read_run
from tracker.metrics.stack import DEFAULT_STACK

ROW = {
    "accelerator": "H100-SXM", "n_accelerators": "4", "ep": "1", "model": "Llama-3.1-70B", "precision": "fp8",
    "isl": "922", "osl": "922", "concurrency_or_batch": "64", "scenario": "online", "throughput_tok_s_total": "2000",
    "interactivity_tok_s_user": "33", "engine": "vllm", "notes": "spec=none; disagg=False", "unheard_of": "x",
}  # fmt: skip


def a_run(acc=H100, model=DENSE, **more) -> Run:
    told = {
        "source": "bench", "accelerator": acc, "model": model, "precision": "fp8", "group": 4, "spread": False,
        "isl": 1024.0, "osl": 1024.0, "concurrency": 64.0, "user": 30.0, "rate": 500.0, "scenario": "online",
    }  # fmt: skip
    return Run(**{**told, **more})


def exact(run: Run, factor: float = 1.0) -> Run:
    """The run as the model has it, times a factor."""
    return replace(run, rate=float(predict([run], DEFAULT_STACK)[0]) * factor)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({}, ""),
        ({"notes": "spec=unknown; ambiguous_gpu_count=False"}, ""),
        ({"notes": "spec=mtp"}, "speculative decoding"),
        ({"notes": "x; disagg=True"}, "disaggregated prefill and decode"),
        ({"notes": "ambiguous_gpu_count=True"}, "ambiguous accelerator count"),
        ({"notes": "concurrency_inferred=True"}, "inferred concurrency"),
        ({"notes": "H100 MaxQ"}, "power-capped part"),
        ({"scenario": "api"}, "API speed"),
        ({"scenario": "API"}, "API speed"),
        ({"osl": "31"}, "fewer than 32 output tokens"),
        ({"precision": "banana"}, "precision that no model is served in"),
        ({"precision": "FP8"}, ""),
    ],
)
def test_rows_that_do_not_compare_are_left_out_with_a_reason(change, reason) -> None:
    assert excluded({**ROW, **change}) == reason


def test_a_row_becomes_a_run_per_accelerator() -> None:
    run = read_run(ROW, H100, DENSE)
    assert (run.rate, run.group, run.concurrency, run.user, run.floor, run.engine) == (500.0, 4, 64, 33, 0, "vllm")
    queued = read_run({**ROW, "concurrency_or_batch": ""}, H100, DENSE)
    assert (queued.concurrency, queued.floor) == (0, 33)


@pytest.mark.parametrize(
    ("text", "precision"),
    [("FP8", "fp8"), ("fp16", "bf16"), ("BF16", "bf16"), ("int4", "int4"), ("int8", "int8"), ("NVFP4", "fp4"), ("fp4w", "fp4"),
     ("", "fp8")],
)  # fmt: skip
def test_a_precision_is_what_the_table_calls_it(text, precision) -> None:
    assert read_run({**ROW, "precision": text}, H100, DENSE).precision == precision


@pytest.mark.parametrize(
    ("count", "tp", "ep", "notes", "real"),
    [
        (64, 64, 8, "", 8),
        (64, None, 8, "", 8),
        (16, 16, 4, "attn_dp=1", 4),
        (64, 1, 8, "attn_dp=64", 8),
        (64, 8, 8, "", 64),  # eight groups of eight, or eight machines
        (64, 1, 64, "attn_dp=64", 64),  # all experts spread over all of them
        (144, 1, 144, "", 144),
        (36, 36, 1, "attn_dp=1", 36),
        (8, 8, 8, "", 8),
        (72, None, None, "", 72),
    ],
)
def test_accelerators_that_a_table_counts_twice_count_once(count, tp, ep, notes, real) -> None:
    assert counted(count, tp, ep, notes) == real


def test_a_slip_of_the_count_moves_the_rate_of_one_with_it() -> None:
    row = {**ROW, "n_accelerators": "64", "tp": "64", "ep": "8", "throughput_tok_s_total": "6400"}
    run = read_run(row, H100, LATENT)
    assert (run.group, run.rate) == (8, 800.0)


def test_layouts_are_read_as_they_can_have_been() -> None:
    wide = {**ROW, "n_accelerators": "64"}
    assert read_run({**wide, "ep": "8"}, H100, LATENT).group == 8
    assert read_run({**ROW, "n_accelerators": "16", "ep": "4"}, H100, LATENT).group == 4
    rack = replace(B200, domain=72)
    assert (read_run(wide, rack, LATENT).group, read_run(wide, rack, LATENT).spread) == (64, True)
    assert read_run({**ROW, "notes": "attn_dp=8"}, H100, LATENT).spread
    assert not read_run({**ROW, "notes": "attn_dp=1"}, H100, LATENT).spread
    assert not read_run({**ROW, "notes": "dp_attn=true"}, H100, DENSE).spread


@pytest.mark.parametrize("column", ["n_accelerators", "isl", "throughput_tok_s_total"])
@pytest.mark.parametrize("value", ["", "many", "-1", "nan", "inf"])
def test_a_figure_that_is_none_is_named(column, value) -> None:
    with pytest.raises(ValueError, match=column):
        read_run({**ROW, column: value}, H100, DENSE)


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("n_accelerators", "0.5"),
        ("n_accelerators", "8.5"),
        ("ep", "0.5"),
        ("ep", "1.5"),
        ("isl", "0.5"),
        ("osl", "abc"),
    ],
)
def test_a_count_that_is_not_whole_and_a_length_below_a_token_are_refused_by_name(column, value) -> None:
    row = {**ROW, column: value}
    with pytest.raises(ValueError, match=column):
        read_run(row, H100, DENSE) if column != "osl" else excluded(row)


def test_errors_are_of_the_measured_rate() -> None:
    runs = [exact(a_run(isl=isl), factor) for isl, factor in ((512.0, 1.0), (1024.0, 0.5), (2048.0, 0.25))]
    found = evaluate(runs, DEFAULT_STACK).overall
    assert found.points == 3
    assert found.mdape == pytest.approx(1.0)
    assert found.bias == pytest.approx(1.0)
    assert found.within_2x == pytest.approx(1 / 3)
    assert found.coverage == pytest.approx(1 / 3)
    low, high = DEFAULT_STACK.spread["modelled"]
    assert found.width == pytest.approx(high / low)


def test_what_does_not_fit_is_refused_and_counts_in_no_error() -> None:
    found = evaluate([exact(a_run()), a_run(model=LATENT, group=1)], DEFAULT_STACK)
    assert (found.overall.points, found.overall.refused, found.overall.mdape) == (1, 1, pytest.approx(0.0))
    assert np.isnan(found.by_model["deepseek-r1"].mdape)


def test_a_new_vendor_is_told_with_a_wider_interval() -> None:
    widths = [evaluate([a_run(acc)], DEFAULT_STACK).overall.width for acc in (H100, NEWCOMER)]
    assert widths[1] > 2 * widths[0]
    assert set(evaluate([a_run(NEWCOMER)], DEFAULT_STACK).by_basis) == {"stack_unknown"}


def test_an_anchor_speaks_for_its_own_product_and_model_only() -> None:
    anchors = [exact(a_run(), 1.4)]
    asked = [a_run(isl=1100.0), a_run(B200), a_run(model=SMALL)]
    plain, moved = forecast(asked, DEFAULT_STACK), forecast(asked, DEFAULT_STACK, anchors)
    assert moved.p50[0] > 1.2 * plain.p50[0]
    assert list(moved.p50[1:]) == list(plain.p50[1:])
    assert moved.basis == ("anchored", "modelled", "modelled")
    assert moved.p90[0] / moved.p10[0] < plain.p90[0] / plain.p10[0]


def test_a_far_anchor_says_less_than_a_near_one_and_its_interval_is_wider() -> None:
    logs = np.array([0.4])
    near, far = (
        correction([a_run()], [a_run(isl=isl, concurrency=load, engine=engine)], logs)
        for isl, load, engine in ((1024.0, 64.0, ""), (16384.0, 1.0, "vllm"))
    )
    assert near.mean[0] > far.mean[0] > 0
    assert near.deviation[0] < far.deviation[0]


def test_kin_never_vouch_for_each_other_in_folds() -> None:
    """A product whose runs are all of one configuration has nobody to vouch for it."""
    runs = [exact(a_run(concurrency=load), 1.5) for load in (8.0, 16.0, 32.0)]
    assert len(set(fold_of(runs, 5))) == 1
    assert evaluate(runs, DEFAULT_STACK, folds=5).overall.mdape == pytest.approx(1 / 3)
    others = [exact(a_run(isl=isl), 1.5) for isl in (256.0, 2048.0, 4096.0)]
    assert evaluate([*runs, *others], DEFAULT_STACK, folds=2).overall.mdape < 0.15


def test_nominal_lengths_and_models_of_one_shape_are_kin_too() -> None:
    """922 and 1024 tokens are one "1k", and V3 says what R1 does: neither may answer for the other across folds."""
    twin = replace(LATENT, slug="deepseek-v3", name="DeepSeek-V3")
    runs = [a_run(model=model, isl=isl) for model in (LATENT, twin) for isl in (922.0, 1024.0)]
    others = [a_run(model=DENSE, isl=isl) for isl in (128.0, 1024.0, 8192.0)]
    folds = fold_of([*runs, *others], 3)
    assert len(set(folds[:4])) == 1
    assert len(set(folds[4:])) == 3


def test_a_forecast_does_not_depend_on_the_order_of_the_runs() -> None:
    runs = [exact(a_run(acc, isl=isl), 1.2) for acc in (H100, B200) for isl in (512.0, 1024.0, 2048.0)]
    one, other = (asdict(evaluate(given, DEFAULT_STACK, folds=3).overall) for given in (runs, runs[::-1]))
    assert one == pytest.approx(other)


def test_a_named_engine_runs_by_its_factor() -> None:
    stack = replace(DEFAULT_STACK, engines={"quick": 1.25})
    plain, quick, other = predict([a_run(), a_run(engine="quick"), a_run(engine="other")], stack)
    assert (quick, other) == (pytest.approx(1.25 * plain), plain)


def test_the_order_of_costs_is_judged_on_the_same_runs() -> None:
    third = replace(B200, slug="nvidia/third", memory_bytes_per_s=4e12)
    runs = [exact(a_run(acc)) for acc in (H100, B200, third)]
    usd = {"nvidia/h100": 2.0, "nvidia/b200": 4.0, "nvidia/third": 3.0}
    found = evaluate(runs, DEFAULT_STACK, usd=usd)
    cells = sum(floor <= 30 for floor in evaluation.FLOORS)
    assert (found.order.cells, found.order.kendall_tau, found.order.top1) == (cells, 1.0, 1.0)
    assert found.order.pairs_right == 1.0 or found.order.pairs == 0
    turned = [replace(run, rate=1e5 * usd[run.accelerator.slug] ** 2 / run.rate) for run in runs]
    assert evaluate(turned, DEFAULT_STACK, usd=usd).order.kendall_tau == -1
    assert set(found.naive) == {"memory_bandwidth_per_usd", "fp8_flops_per_usd"}
    assert evaluate(runs[:2], DEFAULT_STACK, usd=usd).order.cells == 0
    assert np.isnan(evaluate(runs, DEFAULT_STACK).order.kendall_tau)


def test_known_orders_have_their_known_measures() -> None:
    order = evaluation._order([[(1.0, 1.0), (2.0, 3.0), (2.1, 2.0)], [(1.0, 2.0), (5.0, 1.0)]])
    assert order.kendall_tau == pytest.approx((1 / 3 - 1) / 2)
    assert order.top1 == 0.5
    assert (order.pairs, order.pairs_right) == (3, pytest.approx(2 / 3))
