"""Ratios of two accelerators: consistent with each other and with the ranking."""

from __future__ import annotations

import math
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from tracker.against import MEASURES, PRICED, Bench, Span
from tracker.assemble import Inputs, gather
from tracker.model.performance import Workload
from tracker.model.words import TERMS, Metric
from tracker.store.reader import Reader, open_reader
from tracker.views.rankings import rankings

ONE, OTHER = "nvidia/b200", "nvidia/h200"


@pytest.fixture(scope="module")
def reader(built: Path) -> Iterator[Reader]:
    with closing(open_reader(built)) as one:
        yield one


@pytest.fixture(scope="module")
def given(reader: Reader) -> Inputs:
    return gather(reader)


@pytest.fixture(scope="module")
def bench(given: Inputs) -> Bench:
    return Bench(given)


@pytest.fixture(scope="module")
def chat(given: Inputs) -> Workload:
    return next(w for w in given.workloads if w.slug == "chat")


def ratio(bench: Bench, metric: Metric, load: Workload, one: str = ONE, other: str = OTHER) -> Span:
    found = bench.compare(metric, one, other, load, TERMS).ratio
    assert found is not None
    return found


@pytest.mark.parametrize("metric", sorted(MEASURES))
def test_turned_round_it_is_the_inverse(bench: Bench, chat: Workload, metric: Metric) -> None:
    there, back = ratio(bench, metric, chat), ratio(bench, metric, chat, OTHER, ONE)
    assert there.p10 <= there.p50 <= there.p90
    assert (back.p10, back.p50, back.p90) == pytest.approx((1 / there.p90, 1 / there.p50, 1 / there.p10))


def test_two_errors_are_wider_than_either_and_narrower_than_both_ends() -> None:
    one, other = Span(1.0, 2.0, 4.0), Span(5.0, 10.0, 20.0)
    found = one.over(other)
    assert found.p50 == 0.2
    assert 4.0 < found.p90 / found.p10 < 16.0
    assert math.log(found.p90 / found.p50) == pytest.approx(math.sqrt(2) * math.log(2))


def test_costs_are_those_of_the_ranking(bench: Bench, reader: Reader, chat: Workload) -> None:
    for basis in ("on_demand", "owned"):
        rows = {r.product_slug: r for r in rankings(reader, "chat", basis)}
        found = bench.compare("cost_per_token", ONE, OTHER, chat, (basis,))
        assert found.subject.span == Span(*(getattr(rows[ONE], f"usd_per_mtok{end}") for end in ("_p10", "", "_p90")))
        assert found.ratio is not None
        assert found.ratio.p50 == rows[ONE].usd_per_mtok / rows[OTHER].usd_per_mtok  # type: ignore[operator]
        assert found.subject.offer == rows[ONE].offer_id


def test_money_hangs_together(bench: Bench, chat: Workload) -> None:
    token = ratio(bench, "cost_per_token", chat)
    assert ratio(bench, "cost_per_inference", chat).p50 == pytest.approx(token.p50)
    assert ratio(bench, "price_performance", chat).p50 == pytest.approx(1 / token.p50)
    hourly, speed = ratio(bench, "price_hourly", chat), ratio(bench, "throughput", chat)
    assert hourly.p50 / speed.p50 == pytest.approx(token.p50)
    request = bench.compare("cost_per_inference", ONE, OTHER, chat, TERMS).subject.span
    each = bench.compare("cost_per_token", ONE, OTHER, chat, TERMS).subject.span
    assert request is not None
    assert each is not None
    assert request.p50 == pytest.approx(each.p50 * 2048 / 1e6)


def test_prices_are_of_one_basis_and_their_lack_is_told(bench: Bench, given: Inputs, chat: Workload) -> None:
    found = bench.compare("cost_per_token", "nvidia/rubin", ONE, chat, TERMS)
    assert found.ratio is None
    assert found.subject.reason == "no price"
    spot_only = replace(given, offers=tuple((k, o) for k, o in given.offers if o.product != OTHER or o.term == "spot"))
    assert Bench(spot_only).compare("cost_per_token", ONE, OTHER, chat, TERMS).price_basis == "spot"


def test_power_of_both_is_all_in_or_of_both_the_board(bench: Bench, chat: Workload) -> None:
    both = bench.compare("energy_efficiency", ONE, OTHER, chat, ())
    assert both.subject.power == "2.17 kW all-in"
    assert both.object.power.endswith("all-in")
    mixed = bench.compare("energy_efficiency", "nvidia/rubin", ONE, chat, ())
    assert mixed.subject.power.endswith("of the board")
    assert mixed.object.power.endswith("of the board")


def test_energy_is_speed_over_power(bench: Bench, chat: Workload) -> None:
    watts = {"nvidia/rubin": 1800.0, ONE: 1000.0}
    energy = ratio(bench, "energy_efficiency", chat, *watts)
    assert energy.p50 == pytest.approx(ratio(bench, "throughput", chat, *watts).p50 / 1800.0 * 1000.0)


def test_latency_asks_for_no_throughput(bench: Bench, chat: Workload) -> None:
    slow = replace(chat, floor_tok_s_user=5.0)
    found = ratio(bench, "latency", chat)
    assert found == ratio(bench, "latency", slow)
    assert found.p50 < 1
    fastest = bench.compare("latency", ONE, OTHER, chat, ()).object.span
    assert fastest is not None
    assert fastest.p50 < 1 / 100  # an H200 node answers one user at far over 100 tok/s with a 70B in fp8


def test_what_cannot_be_modelled_says_why(bench: Bench, chat: Workload) -> None:
    for metric in sorted(set(MEASURES) - PRICED):
        found = bench.compare(metric, "nvidia/groq-3-lpu", ONE, chat, ())
        assert found.ratio is None
        assert found.subject.reason.startswith("API speed only")
