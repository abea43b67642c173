"""Rankings with inputs of one's own and with announced products: what moves, what stays, what is said."""

from __future__ import annotations

import math
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tracker.model.errors import UsageError
from tracker.model.scenario import Scenario, ScenarioRow
from tracker.model.words import TERMS
from tracker.views.explain import explain
from tracker.views.explain_scenario import explain_scenario
from tracker.views.products import products
from tracker.views.rankings import rankings, workloads
from tracker.views.scenario import Asked, scenario
from tracker.views.session import Session, open_session
from tracker.views.specs import claims

H100, H200, B200, MI355X = "nvidia/h100", "nvidia/h200", "nvidia/b200", "amd/mi355x"


@pytest.fixture(scope="module")
def session(built: Path) -> Iterator[Session]:
    with closing(open_session(built)) as one:
        yield one


def ask(
    session: Session, *sets: str, basis: str = "on_demand", workload: str = "chat", roadmap: bool = False
) -> Scenario:
    return scenario(session, workload, basis, Asked(sets=sets, roadmap=roadmap))


def row(found: Scenario, slug: str) -> ScenarioRow:
    return next(r for r in found.rows if r.product_slug == slug)


def figures(rows: object) -> dict[str, tuple[object, ...]]:
    return {
        r.product_slug: (r.rank, r.usd_per_mtok, r.usd_per_mtok_p10, r.usd_per_mtok_p90, r.p_best, r.basis, r.reason)
        for r in rows  # type: ignore[attr-defined]
    }


@pytest.mark.parametrize("basis", TERMS)
def test_what_nothing_touches_keeps_its_stored_bits(session: Session, basis: str) -> None:
    """The announced ones stand apart: beside them the current ones are ranked as they are without."""
    found = scenario(session, "chat", basis, Asked(roadmap=True))
    stored = figures(rankings(session, "chat", basis))
    current = figures(r for r in found.rows if r.group == "current")
    assert current == {slug: stored[slug] for slug in current}
    assert {slug for slug, told in stored.items() if told[1] is not None} <= set(current)


def test_an_input_set_to_what_it_is_changes_no_figure(session: Session) -> None:
    stored = rankings(session, "chat")
    same = ask(session, f"{H100}.memory_bandwidth=3.35TB/s", f"{H100}.power=0.7kW", "utilisation=60%", "isl=1024")
    assert figures(same.rows) == figures(stored)


def test_more_bandwidth_is_never_dearer_and_the_rest_stays(session: Session) -> None:
    before = figures(rankings(session, "chat"))
    costs = []
    for rate in ("2TB/s", "3TB/s", "3.4TB/s", "4TB/s", "5TB/s", "8TB/s"):
        found = ask(session, f"{H100}.memory_bandwidth={rate}")
        costs.append(row(found, H100).usd_per_mtok or math.nan)
        kept = {r.product_slug: r.usd_per_mtok for r in found.rows if r.product_slug != H100}
        assert kept == {slug: told[1] for slug, told in before.items() if slug != H100}
    assert costs == sorted(costs, reverse=True)
    assert costs[2] == pytest.approx(before[H100][1], rel=0.05), "a little more changes a little: anchors still count"


def test_a_changed_part_is_never_called_measured(session: Session) -> None:
    assert next(r for r in rankings(session, "chat") if r.product_slug == H200).basis == "measured"
    moved = row(ask(session, f"{H200}.memory_bandwidth=6TB/s"), H200)
    assert moved.basis == "anchored"
    assert (moved.usd_per_mtok_p10 or 0) < 0.9 * (moved.usd_per_mtok or 0)


def test_cost_is_linear_in_the_price_and_inverse_in_utilisation(session: Session) -> None:
    base = row(ask(session, f"{MI355X}.price_hourly=2"), MI355X)
    twice = row(ask(session, f"{MI355X}.price_hourly=$4/h"), MI355X)
    half = row(ask(session, f"{MI355X}.price_hourly=2", "utilisation=0.3"), MI355X)
    assert twice.usd_per_mtok == pytest.approx(2 * base.usd_per_mtok, rel=1e-12)
    assert half.usd_per_mtok == pytest.approx(2 * base.usd_per_mtok, rel=1e-12)
    assert (base.provider, base.offer_id, base.usd_per_hour) == ("what-if", None, 2.0)


def test_a_smaller_model_is_faster_everywhere(session: Session) -> None:
    known = {r.product_slug: r.tokens_per_s for r in rankings(session, "chat") if r.tokens_per_s}
    small = ask(session, "model.params_active=35B", "model.params_total=35B")
    assert all((row(small, slug).tokens_per_s or 0) > rate for slug, rate in known.items())
    assert {row(small, slug).basis for slug in known} & {"measured"} == set()


def test_an_override_says_what_it_was_and_who_said_so(session: Session) -> None:
    found = ask(session, f"{H100}.memory_bandwidth=4TB/s", f"{MI355X}.price_hourly=2.1", "utilisation=80%")
    bandwidth, price, share = found.overrides
    known = {c.claim_id: c for c in claims(session, H100, "memory_bandwidth")}
    assert (bandwidth.old, bandwidth.new, bandwidth.new_value) == ("3.35 TB/s", "4 TB/s", 4e12)
    assert bandwidth.old_value == known[bandwidth.old_id].value
    assert known[bandwidth.old_id].publisher in bandwidth.old_source
    assert price.old_id == next(r.offer_id for r in rankings(session, "chat") if r.product_slug == MI355X)
    assert (share.old, share.new, share.old_source) == ("60 %", "80 %", "workload chat")
    assert {o.source for o in found.overrides} == {"what-if"}
    assert row(found, H100).overrides == (bandwidth, share)
    assert row(found, B200).overrides == (share,)


def test_electricity_moves_owned_prices_by_the_power_that_they_state(session: Session) -> None:
    before = {r.product_slug: r for r in rankings(session, "chat", "owned") if r.usd_per_hour}
    after = ask(session, "electricity=0.12", basis="owned")
    assert row(after, B200).usd_per_hour == pytest.approx(before[B200].usd_per_hour + 2.17 * 0.04)
    rented = ask(session, "electricity=0.12")
    assert "--basis owned" in rented.overrides[0].no_effect
    assert figures(rented.rows) == figures(rankings(session, "chat"))


def test_a_capex_is_spread_over_life_and_interest(session: Session) -> None:
    sets = (f"{H100}.capex=30000", "life_years=5", "wacc=0%", "availability=100%", "electricity=0", "opex=0.05")
    found = row(ask(session, *sets, basis="owned"), H100)
    assert found.usd_per_hour == pytest.approx(30000 / 5 / 8760 + 0.05)
    assert "5 years" in found.inputs
    idle = ask(session, "life_years=5", basis="owned").overrides[0]
    assert "capex" in idle.no_effect


def test_figures_can_be_given_to_a_product_of_which_nothing_is_known(session: Session) -> None:
    slug = "aws/trainium4"
    sets = (f"{slug}.memory_capacity=288GB", f"{slug}.memory_bandwidth=18.8TB/s", f"{slug}.peak_compute.fp8=7.5PFLOPS")
    found = ask(session, *sets)
    told = row(found, slug)
    assert (told.group, told.basis, told.announced_only) == ("announced", "announced", 1)
    assert told.usd_per_mtok is not None
    assert [r.product_slug for r in found.rows if r.group == "announced"] == [slug]


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ("nvidia/h10.memory_bandwidth=4TB/s", "did you mean nvidia/h100"),
        ("nvidia/h100.memory_bandwith=4TB/s", "did you mean memory_bandwidth"),
        ("nvidia/h100.memory_bandwidth=4", "needs a unit"),
        ("nvidia/h100.memory_bandwidth=4GB", "not told in GB"),
        ("nvidia/h100.memory_bandwidth=4tb/s", "did you mean TB/s"),
        ("nvidia/h100.memory_bandwidth=4XB/s", "no unit"),
        ("nvidia/h100.memory_bandwidth=0TB/s", "above 0"),
        ("nvidia/h100.memory_bandwidth=3.35GB/s", "the same number in another unit"),
        ("nvidia/h100.memory_bandwidth=900PB/s", "not plausible"),
        ("nvidia/h100.memory_capacity=80GiB", "known value is 80 GB, the same number"),
        ("nvidia/h100.memory_capacity=640Gb", "counts bits"),
        ("nvidia/h100.power=700kW", "the same number in another unit"),
        ("nvidia/h100.power=1W", "not plausible"),
        ("nvidia/h100.peak_compute=2PFLOPS", "say of which: peak_compute.fp4"),
        ("nvidia/h100.peak_compute.fp8=20PFLOPS", "sparse figure is no dense one"),
        ("nvidia/h100.interconnect_bandwidth=900GB/s", "interconnect_bandwidth.bidirectional"),
        ("nvidia/h100.memory_bandwidth.fp8=4TB/s", "has no fp8"),
        ("nvidia/gb200-nvl72.power=120kW", "is a rack, .* set the figures of nvidia/b200"),
        ("nvidia/h100.price_hourly=free", "is no value"),
        ("nvidia/h100.price_hourly=-1", "must be from"),
        ("nvidia/h100.scale_up_size=8.5", "whole number"),
        ("memory_bandwidth=4TB/s", "is of one product"),
        ("utilisation=80", "0.8 or 80%"),
        ("utilisation=0", "must be from"),
        ("nvidia/h100.utilisation=0.5", "of the whole ranking"),
        ("deepseek-r1.layers=3", "runs llama-3.3-70b, not deepseek-r1"),
        ("nvidia/h100.layers=3", "no model is called"),
        ("model.params_active=17GB", "no unit"),
        ("model.params_active=80B", "set both"),
        ("model.weights_precision=fp3", "no precision"),
        ("electricity=0.12W", "no unit"),
        ("x", "TARGET=VALUE"),
        ("=4", "TARGET=VALUE"),
        ("utilisation=", "TARGET=VALUE"),
        ("utilisation=" + "9" * 5000, r"^utilisation: '9{60}' is no value"),
    ],
)
def test_what_cannot_be_set_is_refused_with_the_way_out(session: Session, told: str, words: str) -> None:
    with pytest.raises(UsageError, match=words):
        ask(session, told)


def test_a_sparse_figure_is_no_dense_input(session: Session) -> None:
    sparse = next(
        c for p in products(session) for c in claims(session, p.product_slug, "peak_compute")
        if c.sparsity == "sparse" and c.status == "accepted" and p.kind == "package"
    )  # fmt: skip
    with pytest.raises(UsageError, match=rf"sparse figure \({sparse.claim_id}"):
        ask(session, f"{sparse.product_slug}.peak_compute.{sparse.precision}={(sparse.value or 0) / 1e12}TFLOPS")


def test_one_input_is_set_once(session: Session) -> None:
    with pytest.raises(UsageError, match="set twice"):
        ask(session, "utilisation=0.5", "utilisation=0.6")
    with pytest.raises(UsageError, match="two ways to price"):
        ask(session, f"{H100}.price_hourly=2", f"{H100}.capex=30000", basis="owned")


def test_bidirectional_is_the_sum_of_both_directions(session: Session) -> None:
    one, both = (
        row(ask(session, f"{B200}.interconnect_bandwidth.{told}", workload="reasoning"), B200)
        for told in ("per_direction=450GB/s", "bidirectional=0.9TB/s")
    )
    assert one.usd_per_mtok == both.usd_per_mtok is not None


def test_announced_products_stand_apart_wider_and_with_all_that_is_assumed(session: Session) -> None:
    found = ask(session, basis="owned", roadmap=True)
    ahead = [r for r in found.rows if r.group == "announced"]
    ranked = [r for r in ahead if r.usd_per_mtok is not None]
    assert {"nvidia/rubin", "amd/mi455x", "aws/trainium4"} <= {r.product_slug for r in ahead}
    assert {"nvidia/rubin", "amd/mi455x"} <= {r.product_slug for r in ranked}
    assert [r.rank for r in ranked] == list(range(1, len(ranked) + 1))
    modelled = [r for r in found.rows if r.basis == "modelled" and r.usd_per_mtok]
    narrow = max((r.usd_per_mtok_p90 or 0) / (r.usd_per_mtok_p10 or 1) for r in modelled)
    for r in ahead:
        assert r.announced_only == 1
        assert r.announced or r.expected
        if r.usd_per_mtok is None:
            assert r.reason
            continue
        assert (r.basis, r.provider, r.offer_id) == ("announced", "assumed", None)
        assert "price" in r.assumed
        assert "software" in r.assumed
        assert r.place is not None
        assert (r.place_from or 0) <= r.place <= (r.place_to or 0)
        assert (r.usd_per_mtok_p90 or 0) / (r.usd_per_mtok_p10 or 1) > narrow
        assert r.usd_per_mtok == r.usd_per_hour * 1e6 / (r.tokens_per_s * 3600.0 * r.utilisation)  # type: ignore[operator]
    assert sum(r.p_best or 0 for r in ranked) == pytest.approx(1)


def test_what_has_a_price_a_run_or_a_user_is_not_on_the_roadmap(session: Session) -> None:
    ahead = {r.product_slug for r in ask(session, roadmap=True).rows if r.group == "announced"}
    assert ahead & {"nvidia/b200", "aws/trainium3", "microsoft/maia-200", "google/tpu-v7"} == set()
    assert ahead & {"nvidia/rubin-cpx", "nvidia/gh200", "biren/br100"} == set(), "stopped, or announced long ago"


def test_a_price_of_ones_own_takes_the_assumed_ones_place(session: Session) -> None:
    found = row(ask(session, "nvidia/rubin.price_hourly=6", roadmap=True), "nvidia/rubin")
    assert (found.usd_per_hour, found.provider) == (6.0, "what-if")
    assert "price" not in found.assumed


def test_an_assumed_price_adds_its_doubt_to_the_interval(session: Session) -> None:
    assumed = row(ask(session, roadmap=True), "nvidia/rubin")
    given = row(ask(session, f"nvidia/rubin.price_hourly={assumed.usd_per_hour!r}", roadmap=True), "nvidia/rubin")
    assert given.usd_per_mtok == assumed.usd_per_mtok
    assert (assumed.usd_per_mtok_p10 or 0) < 0.9 * (given.usd_per_mtok_p10 or 0)
    assert (assumed.usd_per_mtok_p90 or 0) > 1.1 * (given.usd_per_mtok_p90 or 0)


def test_where_too_few_have_a_price_none_is_assumed(session: Session) -> None:
    found = ask(session, basis="reserved_1y", roadmap=True)
    assert "too few" in row(found, "nvidia/rubin").reason


def test_the_past_has_a_roadmap_of_its_own(built: Path) -> None:
    with closing(open_session(built, "2026-03")) as past:
        then = {r.product_slug: r for r in scenario(past, "chat", "owned", Asked(roadmap=True)).rows}
    assert then["nvidia/rubin"].group == "announced"
    assert "google/tpu-8i" not in {r.product_slug for r in then.values() if r.group == "announced"}, (
        "announced in April"
    )


@pytest.mark.parametrize("basis", TERMS)
def test_every_product_of_the_catalogue_has_a_figure_or_a_reason(session: Session, basis: str) -> None:
    everyone = {p.product_slug for p in products(session)}
    for workload in workloads(session):
        rows = scenario(session, workload.workload, basis, Asked(everything=True)).rows
        assert sorted(r.product_slug for r in rows) == sorted(everyone)
        assert all((r.usd_per_mtok is None) == bool(r.reason) for r in rows)


def test_explain_takes_a_row_apart_with_what_was_set_and_what_stood_there(session: Session) -> None:
    asked = Asked(sets=(f"{H100}.memory_bandwidth=4TB/s", "utilisation=80%"))
    found = row(scenario(session, "chat", "on_demand", asked), H100)
    told = explain_scenario(session, found.ranking_id, asked)
    assert found.usd_per_mtok in [step.value for step in told.steps]
    assert [text for name, text in told.lines if name == "what-if"] == [str(o) for o in found.overrides]
    assert any("what-if: 4 TB/s" in i for step in told.steps for i in step.inputs)
    assert [p.fact_id for p in told.others] == [found.overrides[0].old_id]
    assert found.overrides[0].old_id not in {p.fact_id for p in told.proofs}


def test_explain_of_an_announced_row_says_what_is_assumed(session: Session) -> None:
    asked = Asked(roadmap=True)
    found = row(scenario(session, "chat", "owned", asked), "nvidia/rubin")
    told = explain_scenario(session, found.ranking_id, asked)
    assert [text for name, text in told.lines if name == "assumed"] == found.assumed.split("; ")
    assert told.proofs
    with pytest.raises(UsageError, match="no whole id"):
        explain_scenario(session, "k-000000000000", asked)


def test_pools_and_drafts_stand_on_each_row_as_a_what_if_and_are_never_called_measured(session: Session) -> None:
    before = rankings(session, "chat")
    found = scenario(session, "chat", "on_demand", Asked(pools="1:3", draft="4:0.7"))
    assert [(o.of, o.new.split(",")[0]) for o in found.overrides] == [
        ("serving", "1:3"),
        ("serving", "4 tokens a step"),
    ]
    priced = [r for r in found.rows if r.usd_per_mtok is not None]
    assert {r.product_slug for r in priced} == {r.product_slug for r in before if r.usd_per_mtok is not None}
    assert all(r.overrides == found.overrides for r in found.rows)
    assert {r.basis for r in priced} <= {"modelled", "stack_unknown"}
    assert all("prefill" in r.layout and "decode" in r.layout for r in priced)
    assert rankings(session, "chat") == before


def test_the_best_ratio_is_no_dearer_than_a_given_one(session: Session) -> None:
    best, given = (scenario(session, "chat", "on_demand", Asked(pools=told)) for told in ("auto", "1:3"))
    assert (row(best, B200).usd_per_mtok or math.inf) * 0.99 <= (row(given, B200).usd_per_mtok or 0.0)
    assert row(given, B200).layout.startswith("1 x TP1 prefill, 3 x TP1")


def test_drafts_that_stand_more_often_are_never_dearer(session: Session) -> None:
    found = [scenario(session, "chat", "on_demand", Asked(draft=f"3:{share}")) for share in ("0", "40%", "0.7", "1")]
    for slug in (H100, B200, MI355X):
        costs = [row(one, slug).usd_per_mtok or math.nan for one in found]
        assert costs == sorted(costs, reverse=True)
        assert costs[0] > costs[-1]


def test_a_way_of_serving_goes_with_inputs_of_ones_own_and_with_the_roadmap(session: Session) -> None:
    sets = (f"{H100}.memory_bandwidth=4TB/s",)
    plain = scenario(session, "chat", "on_demand", Asked(pools="auto"))
    both = scenario(session, "chat", "on_demand", Asked(sets=sets, roadmap=True, pools="auto", ttft=True))
    assert [o.field for o in row(both, H100).overrides] == ["memory_bandwidth", "pools"]
    assert (row(both, H100).usd_per_mtok or 0) < (row(plain, H100).usd_per_mtok or 0)
    assert row(both, B200).usd_per_mtok == row(plain, B200).usd_per_mtok
    ahead = row(both, "nvidia/rubin")
    assert (ahead.group, ahead.basis, "prefill" in ahead.layout) == ("announced", "announced", True)
    assert ahead.ttft_s is not None


def test_the_time_to_first_token_moves_no_figure_and_is_that_of_the_stored_row(session: Session) -> None:
    stored = rankings(session, "chat")
    found = scenario(session, "chat", "on_demand", Asked(ttft=True))
    assert figures(found.rows) == figures(stored)
    for one in found.rows:
        assert (one.ttft_s is None) == (one.usd_per_mtok is None) == (one.ttft_note == "")
        if one.ttft_s is not None:
            assert (one.ttft_s_p10 or 0) < one.ttft_s < (one.ttft_s_p90 or 0)
            assert one.ttft_s > (one.ttft_unloaded_s or 0)
            steps = {step.label: step.value for step in explain(session, one.ranking_id).steps}
            assert steps["time to first token, mean under load"] == pytest.approx(one.ttft_s)
    assert all(r.ttft_s is None and not r.ttft_note for r in ask(session, "utilisation=50%").rows)
    for part in ("M[X]/D/1", "model error", "never ranks"):
        assert part in found.ttft_note


@pytest.mark.parametrize(
    "more",
    [{"sets": (f"{H100}.memory_bandwidth=4TB/s",)}, {"pools": "1:3"}, {"draft": "4:0.7"}, {"roadmap": True}],
)
def test_explain_has_the_same_time_to_first_token_and_what_lies_behind_it(
    session: Session, more: dict[str, object]
) -> None:
    asked = Asked(ttft=True, **more)  # type: ignore[arg-type]
    found = row(scenario(session, "chat", "on_demand", asked), H100)
    told = explain_scenario(session, found.ranking_id, asked)
    steps = {step.label: step.value for step in told.steps}
    assert steps["time to first token, mean under load"] == found.ttft_s
    assert any("accelerators of both pools" in label for label in steps) == ("pools" in more)
    assert any("tokens that a checking step brings" in label for label in steps) == ("draft" in more)
    lines = dict(told.lines)
    assert found.ttft_note in lines["first token"]
    assert "the model taken as true" in lines["nine of ten"]


def test_only_what_stands_otherwise_is_called_a_what_if(session: Session) -> None:
    found = row(scenario(session, "chat", "on_demand", Asked(ttft=True)), H100)
    kinds = [explain_scenario(session, found.ranking_id, one).kind for one in (Asked(ttft=True), Asked(pools="auto"))]
    assert kinds == ["ranking row", "ranking row, what-if"]


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"pools": ""}, "pools ''"),
        ({"pools": "1"}, "as in 1:3"),
        ({"pools": "0:3"}, "as in 1:3"),
        ({"pools": "0:0"}, "as in 1:3"),
        ({"pools": "-1:3"}, "as in 1:3"),
        ({"pools": "9" * 5000 + ":1"}, r"pools '9{60}'"),
        ({"draft": ""}, "draft ''"),
        ({"draft": "4"}, "as in 4:0.7"),
        ({"draft": "4:70"}, "if 70 % is meant, write 4:70%"),
        ({"draft": "4:700"}, "must be 0 to 1$"),
        ({"draft": "4:"}, "as in 4:0.7"),
        ({"draft": "0:0.5"}, "as in 4:0.7"),
        ({"draft": "4:nan"}, "as in 4:0.7"),
        ({"draft": "99:0.7"}, "must be 0 to 64"),
        ({"draft": "4:1.2"}, "must be 0 to 1"),
        ({"draft": "4:120%"}, "must be 0 to 1"),
    ],
)
def test_a_way_of_serving_that_cannot_be_is_refused(session: Session, more: dict[str, str], words: str) -> None:
    with pytest.raises(UsageError, match=words):
        scenario(session, "chat", "on_demand", Asked(**more))  # type: ignore[arg-type]
