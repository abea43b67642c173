from dataclasses import asdict, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from metrics_sample import B200, CARD, CHAT, DENSE, H100, LATENT, NEWCOMER, SMALL, measured, offer

from tracker.metrics.estimate import Mode
from tracker.metrics.explain import explain
from tracker.metrics.frontier import frontiers
from tracker.metrics.hardware import chip
from tracker.metrics.layers import shape
from tracker.metrics.ranking import chance_to_be_cheapest, operating_points, price_rows, rank, rank_workload
from tracker.metrics.serve import Perf, serve
from tracker.metrics.stack import DEFAULT_STACK, SPREAD
from tracker.model.performance import RankingRow

OFFERS = [
    ("o1", offer("nvidia/h100", 24.0, count=8)),
    ("o2", offer("nvidia/h100", 2.5)),
    ("o3", offer("nvidia/h100", 0.01, quality="sentinel")),
    ("o4", offer("nvidia/h100", 1.0, term="spot")),
    ("o5", offer("nvidia/b200", 5.0, kw_all_in=2.17)),
    ("o6", offer("acme/one", 2.0)),
    ("o7", offer("intel/card", 0.4)),
    ("o8", offer("groq/lpu", 1.0)),
]
LPU = replace(CARD, slug="groq/lpu", vendor="groq", sram_machine=True)


def ranking(*accelerators, workload=CHAT, model=DENSE, points=(), basis="on_demand", **more) -> dict[str, RankingRow]:
    rows = rank_workload(workload, model, accelerators, OFFERS, points, DEFAULT_STACK, basis, **more)
    return {row.product: row for row in rows}


def modelled_rate(point) -> float:
    perf = serve(
        chip(H100, point.precision, DEFAULT_STACK), shape(DENSE), replace(CHAT, isl=int(point.isl), osl=int(point.osl)),
        point.concurrency, point.count, False, DEFAULT_STACK,
    )  # fmt: skip
    assert isinstance(perf, Perf)
    return perf.output_tok_s


def test_every_accelerator_gets_a_figure_or_a_named_reason() -> None:
    unpriced = replace(H100, slug="nvidia/other")
    blind = replace(H100, slug="x/blind", memory_bytes_per_s=0.0)
    dull = replace(H100, slug="x/dull", flops={"bf16": 0.0})
    hollow = replace(H100, slug="x/hollow", memory_bytes=0.0)
    mixed = replace(H100, slug="x/mixed", watts=0.7)
    wide = replace(H100, slug="x/wide", flops={"fp64": 60e12})
    rows = ranking(H100, unpriced, blind, dull, hollow, mixed, wide, CARD, LPU)
    reasons = {slug: row.reason for slug, row in rows.items()}
    assert reasons["nvidia/h100"] == ""
    assert reasons["nvidia/other"] == "no price"
    assert reasons["x/blind"] == "no memory bandwidth known"
    assert reasons["x/dull"] == "no dense compute figure known"
    assert reasons["x/hollow"] == "no memory capacity known"
    assert "watts" in reasons["x/mixed"]
    assert reasons["x/wide"] == "precision unsupported"
    assert reasons["intel/card"] == "does not fit one accelerator, and its scale-up domain is not known"
    assert reasons["groq/lpu"] == "API speed only: weights lie in SRAM over a number of chips that is not published"
    assert (
        ranking(CARD, workload=replace(CHAT, floor_tok_s_user=900.0), model=SMALL)["intel/card"].reason
        == "cannot reach 900 tok/s/user"
    )
    for row in rows.values():
        assert (row.usd_per_mtok is None) == bool(row.reason)
        assert (row.rank is None) == bool(row.reason)
        assert (row.usd_per_hour is None) == bool(row.reason)


def test_the_cheapest_sound_offer_of_the_basis_counts_per_accelerator() -> None:
    assert ranking(H100)["nvidia/h100"].offer == "o2"
    assert ranking(H100)["nvidia/h100"].usd_per_hour == 2.5
    assert ranking(H100, basis="spot")["nvidia/h100"].offer == "o4"
    assert ranking(H100, basis="owned")["nvidia/h100"].reason == "no price"
    only = rank_workload(CHAT, DENSE, [H100], OFFERS[:1], [], DEFAULT_STACK, "on_demand")[0]
    assert only.usd_per_hour == 3.0
    eight = [*OFFERS, ("o9", offer("nvidia/h100", 16.0, count=8))]
    assert rank_workload(CHAT, DENSE, [H100], eight, [], DEFAULT_STACK, "on_demand")[0].offer == "o9"


@pytest.mark.parametrize("points", [[], [measured()], [measured(concurrency=0, tok_s_user=0.0)]])
def test_the_figure_follows_from_its_factors_bit_for_bit(points) -> None:
    for row in ranking(H100, B200, NEWCOMER, points=points).values():
        assert row.usd_per_mtok == row.usd_per_hour * 1e6 / (row.tokens_per_s * 3600.0 * row.utilisation)
        assert row.tokens_per_s == pytest.approx(row.output_tok_s * 2)


def test_results_are_plain_python_numbers() -> None:
    for row in ranking(H100, B200, NEWCOMER, CARD, points=[measured()]).values():
        for name, value in asdict(row).items():
            assert value is None or type(value) in (str, int, float, bool, dict), name


def test_same_inputs_give_the_same_bits() -> None:
    points = [measured(rate=400.0), measured(rate=600.0, isl=2048)]
    assert ranking(H100, B200, CARD, points=points) == ranking(H100, B200, CARD, points=points)
    assert ranking(B200, CARD, H100, points=points[::-1]) == ranking(H100, B200, CARD, points=points)


def test_low_cost_goes_with_high_speed_in_the_interval() -> None:
    row = ranking(H100)["nvidia/h100"]
    assert row.usd_per_mtok_p10 < row.usd_per_mtok < row.usd_per_mtok_p90
    low, high = SPREAD["modelled"]
    assert row.usd_per_mtok_p10 <= row.usd_per_mtok / high * (1 + 1e-9)
    assert row.usd_per_mtok_p90 >= row.usd_per_mtok / low * (1 - 1e-9)


def test_the_basis_says_what_the_speed_rests_on() -> None:
    assert ranking(H100)["nvidia/h100"].basis == "modelled"
    assert ranking(NEWCOMER)["acme/one"].basis == "stack_unknown"
    assert ranking(NEWCOMER, points=[measured("acme/one", model="llama-3.1-8b")])["acme/one"].basis == "modelled"
    anchored = ranking(H100, points=[measured(isl=128, osl=2048)])["nvidia/h100"]
    assert anchored.basis == "anchored"
    assert "measured/modelled" in anchored.inputs["anchor"]
    assert "128/2048 tokens" in anchored.inputs["anchor"]


def test_intervals_narrow_with_evidence() -> None:
    floorless = replace(CHAT, floor_tok_s_user=0.0)
    near, far = measured(concurrency=512, count=1, tok_s_user=25.0), measured(isl=128, osl=2048, concurrency=4)
    rows = (
        ranking(H100, workload=floorless, points=[near])["nvidia/h100"],
        ranking(H100, workload=floorless, points=[far])["nvidia/h100"],
        ranking(H100, workload=floorless)["nvidia/h100"],
        ranking(replace(H100, announced_only=True), workload=floorless)["nvidia/h100"],
        ranking(NEWCOMER, workload=floorless)["acme/one"],
    )
    widths = [row.usd_per_mtok_p90 / row.usd_per_mtok_p10 for row in rows]
    assert 1.1 * widths[0] < widths[1] <= widths[2] * (1 + 1e-9)
    assert widths[2:] == pytest.approx([1.4 / 0.6, 1.7 / 0.5, 3 / 0.3])


def test_near_a_cliff_of_the_frontier_the_interval_widens() -> None:
    """A part that just meets its floor would have to run far smaller batches if it were a little slower."""
    steep = ranking(B200, workload=replace(CHAT, floor_tok_s_user=55.0), model=LATENT)["nvidia/b200"]
    assert steep.usd_per_mtok_p90 > steep.usd_per_mtok / 0.6 * 1.01
    assert steep.usd_per_mtok_p10 < steep.usd_per_mtok / 1.4 * 0.99


def test_an_anchor_moves_the_model_towards_the_measured_run() -> None:
    plain = ranking(H100)["nvidia/h100"]
    point = measured(isl=2048, osl=2048)
    faster, slower = (
        ranking(H100, points=[replace(point, output_tok_s=modelled_rate(point) * by)])["nvidia/h100"]
        for by in (1.3, 0.7)
    )
    assert faster.output_tok_s > 1.05 * plain.output_tok_s
    assert slower.output_tok_s < 0.95 * plain.output_tok_s


def test_a_near_run_moves_more_than_a_far_one() -> None:
    moved = []
    for isl in (1024, 16384):
        point = measured(isl=isl, osl=1024)
        point = replace(point, output_tok_s=modelled_rate(point) * 1.5)
        found = operating_points(CHAT, DENSE, [H100], [point], DEFAULT_STACK, mode=Mode(runs_vouch_only=True))[0].anchor
        assert found is not None
        moved.append(found.speed)
    assert 1.5 > moved[0] > moved[1] > 1.0


def test_a_run_of_another_model_or_kind_of_product_moves_nothing() -> None:
    plain = ranking(H100, B200)
    others = [measured(rate=9000.0, model="llama-3.1-8b"), measured("nvidia/gb200", rate=9000.0)]
    assert ranking(H100, B200, points=others) == plain


def test_a_run_of_a_model_of_the_same_shape_counts_when_told() -> None:
    point = measured(model="llama-3.3-70b", isl=2048)
    assert ranking(H100, points=[point])["nvidia/h100"].basis == "modelled"
    assert ranking(H100, points=[point], same_shape={"llama-3.3-70b"})["nvidia/h100"].basis == "anchored"


@pytest.mark.parametrize("note", ["spec=mtp", "disagg=True; x", "ambiguous_gpu_count=True"])
def test_runs_that_do_not_compare_are_not_used(note) -> None:
    assert ranking(H100, points=[measured(note=note)])["nvidia/h100"].basis == "modelled"


def test_a_run_far_below_the_best_configuration_only_anchors() -> None:
    point = measured(concurrency=1, count=8)
    point = replace(point, output_tok_s=modelled_rate(point))
    row = ranking(H100, points=[point])["nvidia/h100"]
    assert row.basis == "anchored"
    assert row.output_tok_s > 10 * point.output_tok_s


def test_rank_ties_and_chances_agree() -> None:
    rows = [
        RankingRow(
            workload="w",
            product=f"v/{i}",
            price_basis="spot",
            usd_per_mtok=c,
            usd_per_mtok_p10=c * 0.9,
            usd_per_mtok_p90=c * 1.1,
        )
        for i, c in enumerate((3.0, 1.0, 1.05, 9.0))
    ]
    ranked = rank([*rows, RankingRow(workload="w", product="v/none", price_basis="spot", reason="no price")])
    assert [(r.product, r.rank, r.tied_from, r.tied_to) for r in ranked] == [
        ("v/1", 1, 1, 2), ("v/2", 2, 1, 2), ("v/0", 3, 3, 3), ("v/3", 4, 4, 4), ("v/none", None, None, None),
    ]  # fmt: skip
    assert ranked[0].p_best > ranked[1].p_best > 0.1
    assert ranked[3].p_best < 1e-6


@given(st.lists(st.tuples(st.floats(0.01, 100), st.floats(1.01, 3), st.floats(1.01, 3)), min_size=1, max_size=12))
def test_chances_sum_to_one(spans) -> None:
    chances = chance_to_be_cheapest([(p50 / down, p50, p50 * up) for p50, down, up in spans])
    assert sum(chances) == pytest.approx(1.0)
    assert all(0 <= chance <= 1 for chance in chances)


def test_two_equal_costs_have_equal_chances_and_the_known_normal_case_is_met() -> None:
    assert chance_to_be_cheapest([(0.5, 1.0, 2.0)] * 2) == pytest.approx([0.5, 0.5])
    # ln cost differs by 0.5, both with sigma ln2/1.2816: P = Phi(0.5 / (sigma * sqrt 2)) = Phi(0.6537) = 0.7433
    assert chance_to_be_cheapest([(0.5, 1.0, 2.0), (0.82436, 1.64872, 3.29744)])[0] == pytest.approx(0.7433, abs=1e-3)
    assert chance_to_be_cheapest([]) == []


def test_one_computation_of_speed_serves_every_price_basis() -> None:
    points = operating_points(CHAT, DENSE, [H100, B200], [measured()], DEFAULT_STACK)
    for basis in ("on_demand", "spot"):
        assert price_rows(CHAT, points, OFFERS, basis, DEFAULT_STACK) == rank_workload(
            CHAT, DENSE, [H100, B200], OFFERS, [measured()], DEFAULT_STACK, basis
        )


def test_power_is_the_offer_s_where_it_says_and_else_follows_from_tdp() -> None:
    rows = ranking(H100, B200)
    assert rows["nvidia/b200"].j_per_tok == pytest.approx(2170 / rows["nvidia/b200"].tokens_per_s)
    assert rows["nvidia/h100"].j_per_tok == pytest.approx(700 * 2.1 / rows["nvidia/h100"].tokens_per_s)
    assert rows["nvidia/b200"].inputs["kw_all_in"] == "o5"
    assert rows["nvidia/h100"].inputs["watts"] == "c-w"
    powerless = ranking(replace(H100, watts=0.0))["nvidia/h100"]
    assert (powerless.j_per_tok, powerless.tok_s_per_mw) == (None, None)


def test_power_is_one_figure_a_product_whatever_it_is_paid_by() -> None:
    """Rent and ownership are of one machine: the newest offer that states its power speaks for all."""
    offers = [
        *OFFERS, ("o9", offer("nvidia/b200", 4.0, term="spot")), ("a0", offer("nvidia/b200", 9.0, term="owned", kw_all_in=3.0)),
        ("a1", offer("nvidia/b200", 9.0, term="owned", kw_all_in=2.0, observed="2026-11-02", quality="sentinel")),
    ]  # fmt: skip
    points = operating_points(CHAT, DENSE, [B200], (), DEFAULT_STACK)
    found = {
        price_rows(CHAT, points, offers, basis, DEFAULT_STACK)[0].tok_s_per_mw
        for basis in ("on_demand", "spot", "owned")
    }
    assert len(found) == 1
    row = price_rows(CHAT, points, offers, "spot", DEFAULT_STACK)[0]
    assert (row.inputs["kw_all_in"], row.inputs["usd_per_hour"]) == ("o5", "o9")


def test_a_row_names_the_claims_and_the_offer_it_stands_on() -> None:
    inputs = ranking(H100)["nvidia/h100"].inputs
    assert inputs["flops.fp8"] == "c-fp8"
    assert inputs["memory_bytes_per_s"] == "c-bw"
    assert inputs["usd_per_hour"] == "o2"


def test_a_row_without_a_figure_has_nothing_to_explain() -> None:
    assert explain(ranking(CARD)["intel/card"], CHAT) == []


def test_a_frontier_is_the_same_whoever_else_is_asked_about() -> None:
    parts = [
        H100,
        replace(H100, slug="nvidia/h200", memory_bytes=141e9, memory_bytes_per_s=4.8e12),
        B200,
        NEWCOMER,
        CARD,
    ]
    points = [measured(rate=420.0), measured(rate=610.0, concurrency=64), measured("nvidia/h200", 700.0)]
    slugs = [acc.slug for acc in parts]
    every = frontiers(CHAT, DENSE, parts, points, DEFAULT_STACK, (), slugs)
    alone = {}
    for slug in slugs:
        alone |= frontiers(CHAT, DENSE, parts, points, DEFAULT_STACK, (), [slug])
    assert every == alone
    assert every["nvidia/h100"]
    assert frontiers(CHAT, DENSE, parts, points, DEFAULT_STACK, (), []) == {}


def test_a_run_that_is_the_answer_leaves_the_models_own_point_beside_it() -> None:
    best = operating_points(CHAT, DENSE, [H100], (), DEFAULT_STACK)[0].perf
    assert best is not None
    point = measured(rate=best.output_tok_s, count=best.group, concurrency=best.batch)
    plain, vouching = (
        operating_points(CHAT, DENSE, [H100], [point], DEFAULT_STACK, mode=Mode(runs_vouch_only=only))[0]
        for only in (False, True)
    )
    assert plain.estimate is not None
    assert plain.estimate.basis == "measured"
    assert plain.by_model == vouching.perf
