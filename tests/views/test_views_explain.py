"""Whatever a view prints can be explained, and the explanation leads back to the figure."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tracker.model.errors import UsageError
from tracker.model.query import TimelineFilter
from tracker.views.explain import explain
from tracker.views.prices import current_prices
from tracker.views.products import products
from tracker.views.rankings import price_bases, rankings, workloads
from tracker.views.session import Session, open_session
from tracker.views.specs import claims, contradictions, links, relations
from tracker.views.timeline import timeline


@pytest.fixture(scope="module", params=[None, "2026-11-25"], ids=["now", "as of today"])
def session(built: Path, request: pytest.FixtureRequest) -> Iterator[Session]:
    with closing(open_session(built, request.param)) as one:
        yield one


def test_every_event_has_its_proofs(session: Session) -> None:
    rows = timeline(session, TimelineFilter(), 0, 10_000)
    for row in rows:
        found = explain(session, row.event_id)
        assert (found.id, found.kind, found.title) == (row.event_id, "event", row.headline)
        assert len({(p.publisher, p.url, p.published) for p in found.proofs}) >= 1
        assert any((p.publisher, p.url) == (row.publisher, row.url) for p in found.proofs)
        assert all(text for _, text in found.lines)


def test_every_claim_leads_to_its_source_and_its_rivals(session: Session) -> None:
    for product in products(session)[::5]:
        told = claims(session, product.product_slug)
        for claim in told:
            found = explain(session, claim.claim_id)
            assert [(p.fact_id, p.url, p.status) for p in found.proofs] == [(claim.claim_id, claim.url, claim.status)]
            rivals = {c.claim_id for c in told if (c.field, c.precision) == (claim.field, claim.precision)}
            assert {p.fact_id for p in found.others} == rivals - {claim.claim_id}


def test_every_offer_relation_and_link(session: Session) -> None:
    for offer in current_prices(session):
        found = explain(session, offer.offer_id)
        assert found.proofs[-1].url == offer.url
    for relation in relations(session):
        found = explain(session, relation.relation_id)
        assert dict(found.lines)["verdict"] == relation.verdict
        assert {p.fact_id for p in found.others} == {
            i for i in (relation.subject_claim_id, relation.object_claim_id) if i
        }
    for link in links(session):
        assert explain(session, link.link_id).proofs[0].publisher == link.publisher


def test_both_sides_of_every_contradiction(session: Session) -> None:
    for row in contradictions(session):
        for fact_id in filter(None, (row.one_id, row.other_id)):
            assert explain(session, fact_id).proofs


def calculated(formula: str) -> float:
    """The value of a formula of plain numbers; nothing else is let in."""
    allowed = (ast.Expression, ast.BinOp, ast.UnaryOp, ast.Constant, ast.operator, ast.unaryop)
    tree = ast.parse(formula, mode="eval")
    assert all(isinstance(node, allowed) for node in ast.walk(tree)), formula
    return float(eval(compile(tree, "formula", "eval")))


def test_every_ranking_row_of_a_workload_adds_up(built: Path) -> None:
    with closing(open_session(built)) as session:
        assert add_up(session) > 10


def add_up(session: Session) -> int:
    seen = 0
    workload = workloads(session)[0].workload
    for basis in price_bases(session, workload):
        for row in rankings(session, workload, basis):
            found = explain(session, row.ranking_id)
            if row.usd_per_mtok is None:
                assert row.reason in found.title
                assert not [step for step in found.steps if step.unit.startswith("USD")]
                for step in found.steps:
                    assert calculated(step.formula) == pytest.approx(step.value, rel=1e-12), step.label
                continue
            seen += 1
            for step in found.steps:
                assert calculated(step.formula) == pytest.approx(step.value, rel=1e-12), step.label
            whole = [step for step in found.steps if step.value == row.usd_per_mtok]
            assert calculated(whole[0].formula) == row.usd_per_mtok, "the figure itself to the bit"
            ids = {i for step in found.steps for i in step.inputs if i[1:2] == "-"}
            assert row.offer_id in ids
            assert found.proofs
            for fact_id in ids:
                explain(session, fact_id)
    return seen


@pytest.mark.parametrize(
    "words", ["", "e-", "e-000000000000", "c-000000000000", "k-1", "m-123", "nvidia/b200", "' OR 1 --", "é"]
)
def test_what_is_no_id_is_told_what_ids_look_like(session: Session, words: str) -> None:
    with pytest.raises(UsageError, match=r"nothing has the id .*ids look like e-1a2b3c4d5e6f"):
        explain(session, words)
