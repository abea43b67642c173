"""Inputs of one's own: what is refused because it lies or does nothing, and what an hour of owned hardware is made of."""

from __future__ import annotations

import ast
import operator
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tracker.model.errors import UsageError
from tracker.model.scenario import Scenario, ScenarioRow
from tracker.views.explain_scenario import explain_scenario
from tracker.views.prices import current_prices
from tracker.views.rankings import rankings
from tracker.views.scenario import Asked, scenario
from tracker.views.session import Session, open_session

H100, B200 = "nvidia/h100", "nvidia/b200"


@pytest.fixture(scope="module")
def session(built: Path) -> Iterator[Session]:
    with closing(open_session(built)) as one:
        yield one


def ask(session: Session, *sets: str, workload: str = "chat", basis: str = "on_demand", **more: str) -> Scenario:
    return scenario(session, workload, basis, Asked(sets=sets, **more))  # type: ignore[arg-type]


def row(found: Scenario, slug: str) -> ScenarioRow:
    return next(r for r in found.rows if r.product_slug == slug)


@pytest.mark.parametrize(
    "told",
    [
        f"{H100}.peak_compute.fp8=3958TFLOPS",
        f"{H100}.peak_compute.bf16=1979TFLOPS",
        f"{H100}.peak_compute.bf16=1.99PFLOPS",
        f"{B200}.peak_compute.fp4=18PFLOPS",
        f"{B200}.peak_compute.fp4=20PFLOPS",
    ],
)
def test_twice_a_dense_rate_is_taken_for_a_sparse_one_until_it_is_said_to_be_dense(session: Session, told: str) -> None:
    with pytest.raises(UsageError, match=r"if dense is meant, write .*dense=") as refused:
        ask(session, told)
    insisted = str(refused.value).rpartition("write ")[2]
    assert ".dense=" in insisted
    subject, _, rate = told.partition("=")
    found = ask(session, insisted)
    assert found.overrides[0].target == subject
    assert row(found, subject.partition(".")[0]).usd_per_mtok is not None
    assert rate


@pytest.mark.parametrize("told", [f"{H100}.peak_compute.fp8=2.2PFLOPS", f"{B200}.peak_compute.fp4=10PFLOPS"])
def test_another_rate_is_taken(session: Session, told: str) -> None:
    assert ask(session, told).overrides[0].new_value


def test_dense_is_said_of_rates_alone(session: Session) -> None:
    with pytest.raises(UsageError, match="no input is called 'dense'"):
        ask(session, f"{H100}.power.dense=700W")


@pytest.mark.parametrize(
    ("told", "words"),
    [
        (f"{H100}.price_hourly=2,10", f"parts no thousands; write {H100}.price_hourly=2.10"),
        ("electricity=0,120", "write electricity=0.120"),
        (f"{H100}.memory_bandwidth=1,2,3GB/s", "parts no thousands$"),
        ("electricity=12", "if cents are meant, write electricity=0.12"),
        ("model.intermediate=4096", "no input is called 'intermediate'"),
        ("model.params_active=35B", "a dense model uses all its parameters"),
        ("model.params_total=60B", "69.5B active of 60B parameters cannot be"),
        ("model.moe_intermediate=512", "changes nothing: .*no experts"),
        ("model.n_experts=8", "8 experts need experts_active and moe_intermediate"),
        ("model.layers=1e19", "from 1 to 100 trillion"),
    ],
)
def test_what_would_lie_or_do_nothing_is_refused(session: Session, told: str, words: str) -> None:
    with pytest.raises(UsageError, match=words):
        ask(session, told)


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ("model.params_total=80B", "all experts with what every token uses are .*: params_total=80B is below"),
        ("model.params_active=2B", "the experts of a token alone are 3.*: params_active=2B is below"),
        ("model.sliding_window=4096", ""),
    ],
)
def test_a_mixture_needs_room_for_its_experts(session: Session, told: str, words: str) -> None:
    if not words:
        assert ask(session, told, workload="agentic").overrides
        return
    with pytest.raises(UsageError, match=words):
        ask(session, told, workload="agentic")


def test_latent_attention_reads_no_heads_of_a_cache(session: Session) -> None:
    with pytest.raises(UsageError, match=r"kv_heads=16 changes nothing: .*MLA"):
        ask(session, "model.kv_heads=16", workload="reasoning")


def test_thousands_are_grouped_as_people_write_them(session: Session) -> None:
    assert ask(session, f"{H100}.memory_bandwidth=3,350GB/s").overrides[0].new_value == 3.35e12


def test_nobody_serves_below_the_narrowest_precision(session: Session) -> None:
    usual = {r.product_slug: r for r in rankings(session, "chat") if r.rank}
    assert {r.precision for r in usual.values()} >= {"fp4", "fp8"}
    found = ask(session, "narrowest_precision=fp8")
    held = {r.product_slug: r for r in found.rows if r.rank}
    assert {r.precision for r in held.values()} <= {"fp8", "bf16"}
    for slug, one in usual.items():
        if one.precision == "fp4":
            assert (held[slug].tokens_per_s or 0) < (one.tokens_per_s or 0)
        else:
            assert held[slug].usd_per_mtok == one.usd_per_mtok
    assert {r.precision for r in ask(session, "narrowest_precision=bf16").rows if r.rank} == {"bf16"}
    small = ask(session, "narrowest_precision=fp8", workload="agentic")
    assert "fp4" not in {r.precision for r in small.rows}, "weights released narrower are held to it too"


def test_a_released_precision_that_changes_nothing_here_says_so(session: Session) -> None:
    asked = Asked(sets=("model.weights_precision=fp8",))
    found = scenario(session, "chat", "on_demand", asked)
    for slug, idle in ((B200, True), ("nvidia/h200", False)):
        told = dict(explain_scenario(session, row(found, slug).ranking_id, asked).lines)
        assert ("no effect" in told) == idle


def test_only_prices_of_one_provider(session: Session) -> None:
    found = [r for r in ask(session, provider="Nebius").rows if r.usd_per_mtok is not None]
    assert {r.provider for r in found} == {"Nebius"}
    sold = [p for p in current_prices(session, H100, flagged=False) if p.provider == "Nebius" and p.term == "on_demand"]
    assert next(r for r in found if r.product_slug == H100).n_offers == len(sold)
    with pytest.raises(UsageError):
        ask(session, provider="nobody at all")


_SIGNS = {ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul, ast.Div: operator.truediv,
          ast.Pow: operator.pow}  # fmt: skip


def value_of(formula: str) -> float:
    """A formula worked out by itself."""

    def work(node: ast.expr) -> float:
        if isinstance(node, ast.BinOp):
            return float(_SIGNS[type(node.op)](work(node.left), work(node.right)))  # type: ignore[index]
        assert isinstance(node, ast.Constant)
        return float(node.value)  # type: ignore[arg-type]

    return work(ast.parse(formula, mode="eval").body)


@pytest.mark.parametrize("more", [(), ("wacc=0%",), ("life_years=5", "colo=130", "opex=0.1", "electricity=0.12")])
def test_an_owned_hour_is_taken_apart_into_its_formula(session: Session, more: tuple[str, ...]) -> None:
    asked = Asked(sets=(f"{B200}.capex=45000", *more))
    found = row(scenario(session, "chat", "owned", asked), B200)
    told = explain_scenario(session, found.ranking_id, asked)
    labels = [step.label for step in told.steps]
    at = next(i for i, label in enumerate(labels) if label.startswith("capital recovery"))
    parts = told.steps[at : at + 6]
    for step in parts:
        assert step.value is not None
        assert value_of(step.formula) == pytest.approx(step.value, rel=1e-9)
    assert parts[-1].value == pytest.approx(sum(step.value or 0 for step in parts[1:-1]))
    assert parts[-1].value == pytest.approx(found.usd_per_hour)
    left = dict(told.lines).get("left out", "")
    assert ("colocation and running costs are 0" in left) == ("colo=130" not in more)


def test_what_a_request_waits_for_is_told_last(session: Session) -> None:
    found = row(ask(session, "utilisation=80%"), H100)
    told = explain_scenario(session, found.ranking_id, Asked(sets=("utilisation=80%",)))
    units = [step.unit for step in told.steps]
    assert "s" in units
    assert units[units.index("s") :] == ["s"] * units.count("s")


def test_what_the_sources_of_an_announced_product_leave_open_is_assumed_aloud(session: Session) -> None:
    found = scenario(session, "chat", "on_demand", Asked(roadmap=True))
    assert "fp4 rate taken as dense: its source does not say" in row(found, "nvidia/rubin").assumed
    assert "taken as dense" not in row(found, "amd/mi350x").assumed
