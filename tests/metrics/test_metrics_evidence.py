"""What measured runs decide: which of them answers, how doubtful that is, and what they say of siblings."""

import math
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from metrics_sample import B200, CHAT, DENSE, H100, measured, offer

from tracker.metrics.estimate import Mode
from tracker.metrics.hardware import chip
from tracker.metrics.layers import shape
from tracker.metrics.ranking import operating_points, price_rows, rank_workload
from tracker.metrics.serve import Perf, serve
from tracker.metrics.speculation import Speculation
from tracker.metrics.stack import DEFAULT_STACK, SPREAD
from tracker.model.performance import MeasuredPoint, RankingRow

H200 = replace(H100, slug="nvidia/h200", memory_bytes=141e9, memory_bytes_per_s=4.8e12)
OFFERS = [(f"o-{slug}", offer(slug, 3.0)) for slug in ("nvidia/h100", "nvidia/h200", "nvidia/b200")]


def ranking(*accelerators, workload=CHAT, points=(), **more) -> dict[str, RankingRow]:
    rows = rank_workload(workload, DENSE, accelerators, OFFERS, points, DEFAULT_STACK, "on_demand", **more)
    return {row.product: row for row in rows}


def modelled(point: MeasuredPoint, acc=H100) -> Perf:
    asked = replace(CHAT, isl=int(point.isl), osl=int(point.osl))
    engine = chip(acc, point.precision, DEFAULT_STACK)
    perf = serve(engine, shape(DENSE), asked, point.concurrency, point.count, False, DEFAULT_STACK)
    assert isinstance(perf, Perf)
    return perf


def answering(**more) -> MeasuredPoint:
    """A run of the chat's lengths above the model's best point, but not beyond belief; everything was queued."""
    best = ranking(H100)["nvidia/h100"]
    told = {"rate": best.output_tok_s * 1.3, "isl": 1000, "osl": 1000, "engine": "vllm", "concurrency": 0, **more}
    return measured(count=best.n_accelerators, **told)


@pytest.mark.parametrize("user", [31.0, 40.0])
def test_a_run_of_these_lengths_that_meets_the_floor_and_does_best_is_taken_as_it_is(user) -> None:
    point = answering(tok_s_user=user)
    row = ranking(H100, points=[point])["nvidia/h100"]
    assert row.basis == "measured"
    assert row.output_tok_s == point.output_tok_s
    assert row.tok_s_user == user
    assert row.n_accelerators == point.count
    assert row.layout == f"{point.count} as measured"


def test_a_measured_figure_is_as_doubtful_as_what_a_buyer_gets() -> None:
    """Another engine gives a sixth more or less, by published pairs of runs: far above the noise of one run."""
    point = answering(tok_s_user=40.0)
    row = ranking(H100, points=[point])["nvidia/h100"]
    low, high = SPREAD["measured"]
    assert row.usd_per_mtok / row.usd_per_mtok_p10 > 1.1 > high
    assert row.usd_per_mtok_p90 / row.usd_per_mtok > 1.1 > 1 / low
    sibling = ranking(H100, points=[replace(point, model="llama-3.3-70b")], same_shape={"llama-3.3-70b"})["nvidia/h100"]
    assert sibling.usd_per_mtok_p90 / sibling.usd_per_mtok_p10 > row.usd_per_mtok_p90 / row.usd_per_mtok_p10


def test_a_measured_figure_names_its_run_and_what_is_doubtful_about_it() -> None:
    point = answering(tok_s_user=40.0, model="llama-3.3-70b", note="throughput derived from TTFT and TPOT")
    told = ranking(H100, points=[point], same_shape={"llama-3.3-70b"})["nvidia/h100"].inputs["anchor"]
    for words in ("by vllm", "of llama-3.3-70b", "throughput derived", "at 40 tok/s/user", "(bench)"):
        assert words in told


@pytest.mark.parametrize("other", [{"isl": 4096}, {"osl": 256}, {"tok_s_user": 20.0}])
def test_a_run_of_another_load_is_not_taken_as_it_is(other) -> None:
    assert ranking(H100, points=[answering(**other)])["nvidia/h100"].basis == "anchored"


def test_a_run_that_all_others_contradict_is_no_answer() -> None:
    fellows = [answering(tok_s_user=33.0 + i, isl=1000 + i, rate=rate) for i, rate in enumerate((900.0, 880.0, 910.0))]
    slip = answering(tok_s_user=40.0, rate=2500.0)
    assert ranking(H100, points=[*fellows, slip])["nvidia/h100"].output_tok_s < 1500


def test_a_run_of_a_sibling_moves_less_and_leaves_the_basis_and_the_width() -> None:
    point = replace(measured(), output_tok_s=1.4 * modelled(measured()).output_tok_s)
    before, after = (ranking(H100, H200, points=points) for points in ([], [point]))
    gains = [after[slug].output_tok_s / before[slug].output_tok_s for slug in ("nvidia/h100", "nvidia/h200")]
    assert gains[0] > gains[1] > 1.02
    assert after["nvidia/h200"].basis == "modelled"
    assert "siblings" in after["nvidia/h200"].inputs["anchor"]
    assert "nvidia/h100" in after["nvidia/h200"].inputs["anchor"]
    low = SPREAD["modelled"][0]
    assert after["nvidia/h200"].usd_per_mtok_p90 / after["nvidia/h200"].usd_per_mtok >= (1 / low) * (1 - 1e-9)


def test_an_announced_part_learns_nothing_from_siblings() -> None:
    point = replace(measured(), output_tok_s=1.4 * modelled(measured()).output_tok_s)
    announced = replace(H200, announced_only=True)
    with_run, without = (ranking(H100, announced, points=points)["nvidia/h200"] for points in ([point], []))
    assert with_run == replace(
        without, rank=with_run.rank, tied_from=with_run.tied_from, tied_to=with_run.tied_to, p_best=with_run.p_best
    )


def test_a_product_that_is_better_in_everything_is_not_ruled_out_to_be_as_fast() -> None:
    """Its own runs were slow, its lesser sibling's fast: that is engines and days, not silicon."""
    points = [
        replace(point, output_tok_s=by * modelled(point, acc).output_tok_s)
        for acc, by in ((H100, 1.9), (H200, 0.5))
        for point in (
            measured(acc.slug, concurrency=load, isl=isl) for load in (32, 64, 128) for isl in (900, 1000, 1100)
        )
    ]
    slow, fast = operating_points(CHAT, DENSE, [H200, H100], points, DEFAULT_STACK)
    assert slow.estimate is not None
    assert fast.estimate is not None
    assert slow.estimate.p50 < fast.estimate.p50 <= slow.estimate.p90
    assert slow.outdone_by == "nvidia/h100"
    row = price_rows(CHAT, [slow], OFFERS, "on_demand", DEFAULT_STACK)[0]
    assert "reaches up to nvidia/h100" in row.inputs["anchor"]


@st.composite
def plausible_runs(draw) -> list[MeasuredPoint]:
    """Runs of the chat near what the model says: at a batch, or queued at what it has for best above a speed."""
    runs = []
    for acc in draw(st.lists(st.sampled_from([H100, B200]), max_size=5)):
        by, engine = draw(st.floats(0.7, 1.6)), draw(st.sampled_from(["", "vllm", "trtllm"]))
        point = measured(acc.slug, isl=1024, osl=1024, engine=engine)
        if draw(st.booleans()):
            point = replace(point, count=draw(st.sampled_from([2, 8])), concurrency=draw(st.sampled_from([4, 32, 128])))
            perf = modelled(point, acc)
            point = replace(point, output_tok_s=perf.output_tok_s * by, tok_s_user=perf.tok_s_user * by)
        else:
            user = draw(st.sampled_from([15.0, 30.0, 50.0, 80.0]))
            best = ranking(acc, workload=replace(CHAT, floor_tok_s_user=user))[acc.slug]
            rate, count = (best.output_tok_s or 0.0) * by, best.n_accelerators or 1
            point = replace(point, count=count, concurrency=0, output_tok_s=rate, tok_s_user=user)
        runs.append(point)
    return runs


@given(plausible_runs(), st.floats(0, 8), st.booleans())
@settings(max_examples=40, deadline=None)
def test_a_stricter_floor_is_never_cheaper(points, start, drafts) -> None:
    mode = Mode(speculation=Speculation(draft_tokens=3, acceptance=0.7)) if drafts else Mode()
    dearest: dict[str, float] = {}
    for floor in sorted({*(start + 8 * step for step in range(13)), *(point.tok_s_user for point in points)}):
        for row in ranking(
            H100, B200, workload=replace(CHAT, floor_tok_s_user=floor), points=points, mode=mode
        ).values():
            cost = math.inf if row.usd_per_mtok is None else row.usd_per_mtok
            assert cost >= dearest.get(row.product, 0.0) * (1 - 1e-12)
            dearest[row.product] = cost


def test_beyond_the_fastest_run_the_interval_widens_and_says_so() -> None:
    points = [measured(concurrency=load, count=8, tok_s_user=user) for load, user in ((256, 22.0), (128, 31.0))]
    points = [replace(point, output_tok_s=0.9 * modelled(point).output_tok_s) for point in points]
    near, far = (
        operating_points(replace(CHAT, floor_tok_s_user=floor), DENSE, [H100], points, DEFAULT_STACK)[0].anchor
        for floor in (25.0, 75.0)
    )
    assert near is not None
    assert far is not None
    assert "beyond measured speed" not in str(near)
    assert "beyond measured speed: the fastest run gave 31 tok/s/user" in str(far)
    assert far.deviation > 1.5 * near.deviation
