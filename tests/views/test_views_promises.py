"""Stated ratios beside ours: what stands for what, at which load, and where the claim lies."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tracker.model.errors import UsageError
from tracker.model.fact import Evidence, Relation, Source
from tracker.paths import migrations_dir
from tracker.store.connection import transaction
from tracker.store.facts import Ids, Origin, finish, replace_facts, write_source
from tracker.store.migrate import open_database
from tracker.views.promises import FLOORS, Ask, Promise, promises
from tracker.views.rankings import rankings
from tracker.views.session import Session, open_session
from tracker.views.specs import relations
from tracker.views.verdicts import ABOVE, BELOW, NONE, UNSURE, WIDE, WITHIN, place

NOW = "2026-11-25T12:00:00Z"
SAID = Source(url="https://says.example", publisher="Says", tier="vendor", published="2026-01-02")


@pytest.fixture(scope="module")
def session(built: Path) -> Iterator[Session]:
    with closing(open_session(built)) as one:
        yield one


def judged(path: Path, *said: Relation, ask: Ask | None = None) -> list[Promise]:
    """What is made of ratios that a source states, in their order."""
    db = open_database(path, migrations_dir())
    with transaction(db):
        source_id, key = write_source(db, SAID, NOW)
        finish(db, replace_facts(db, Ids.read(db), Origin(source_id, key, "v1", NOW), relations=said))
    db.close()
    with closing(open_session(path)) as session:
        found = [p for p in promises(session, ask=ask) if p.publisher == "Says"]
    order = {(r.subject, r.metric, r.factor): i for i, r in enumerate(said)}
    return sorted(found, key=lambda p: order[p.subject_slug, p.metric, p.factor])


def says(subject: str, factor: float, other: str | None, metric: str, quote: str = "", **told: Any) -> Relation:
    evidence = Evidence(quote=quote, start=0, end=len(quote)) if quote else Evidence()
    return Relation(subject=subject, factor=factor, object=other, metric=metric, evidence=evidence, **told)  # type: ignore[arg-type]


def test_every_ratio_of_the_catalogue_has_a_figure_or_a_reason(session: Session) -> None:
    found = promises(session)
    assert {p.relation_id for p in found} == {r.relation_id for r in relations(session)}
    for p in found:
        assert (p.p50 is None) == (p.verdict == NONE) == bool(p.reason)
        assert p.p50 is None or p.reading
        for at in p.elsewhere:
            assert (at.p50 is None) == bool(at.reason)
    assert any(p.p50 is not None and p.at for p in found)


def test_a_ratio_of_printed_figures_is_the_one_that_relations_gives(session: Session) -> None:
    ours = {p.relation_id: p for p in promises(session)}
    checked = [r for r in relations(session) if r.verdict != "cannot tell"]
    assert checked
    for r in checked:
        assert ours[r.relation_id].p50 == r.computed_factor
        assert (ours[r.relation_id].verdict == WITHIN) == (r.verdict == "holds")


def test_cost_claims_are_held_against_the_rankings_costs(database: Path) -> None:
    with closing(open_session(database)) as session:
        rows = {r.product_slug: r for r in rankings(session, "chat", "on_demand")}
    real = rows["nvidia/b200"].usd_per_mtok / rows["nvidia/h200"].usd_per_mtok  # type: ignore[operator]
    right, too_cheap, too_dear = judged(
        database,
        *(says("nvidia/b200", real * off, "nvidia/h200", "cost_per_token") for off in (1.0, 0.05, 20.0)),
    )
    assert right.p50 == real
    assert right.at is not None
    assert right.at.price_basis == "on_demand"
    assert (right.verdict, too_cheap.verdict, too_dear.verdict) == (WITHIN, BELOW, ABOVE)
    assert right.reading.startswith("as much as we compute")
    assert too_cheap.reading.startswith("promises more than we compute")
    assert too_dear.reading.startswith("promises less than we compute")


def test_other_prices_are_told_beside(database: Path) -> None:
    with closing(open_session(database)) as session:
        rows = {r.product_slug: r for r in rankings(session, "chat", "owned")}
    owned = rows["nvidia/b200"].usd_per_mtok / rows["nvidia/h200"].usd_per_mtok  # type: ignore[operator]
    said = says("nvidia/b200", 0.5, "nvidia/h200", "cost_per_token")
    (free,) = judged(database, said)
    (note,) = [note for note in free.notes if note.startswith("at other prices")]
    assert f"owned {owned:.3g}x" in note
    assert "on demand" not in note
    (fixed,) = judged(database, said, ask=Ask(basis="owned"))
    assert fixed.p50 == owned
    assert not [note for note in fixed.notes if note.startswith("at other prices")]


def test_where_one_side_alone_can_serve_there_is_no_ratio_and_it_is_said(database: Path) -> None:
    (found,) = judged(database, says("nvidia/b200", 15, "nvidia/h100", "performance"))
    alone = [at for at in found.elsewhere if at.only]
    assert {at.only for at in alone} == {"B200"}
    assert all(at.p50 is None and at.reason.startswith("H100: ") for at in alone)
    assert "only B200 can serve" in found.reading
    assert found.verdict == ABOVE


def test_a_missing_price_leaves_the_price_that_would_bear_the_claim_out(database: Path) -> None:
    (found,) = judged(database, says("nvidia/rubin", 0.1, "nvidia/b200", "cost_per_token"))
    assert (found.verdict, found.reason) == (NONE, "Rubin: no price")
    (speed,) = judged(database, says("nvidia/rubin", 3, "nvidia/b200", "throughput"))
    assert speed.p50 is not None
    assert f"cost {speed.p50 * 0.1:.2f} (" in found.needs
    assert "of an hour of B200, $" in found.needs


def test_a_family_is_taken_as_a_stated_member_like_the_other_side(database: Path) -> None:
    rack, node = judged(
        database,
        says("nvidia/vera-rubin-nvl72", 3, "nvidia/blackwell", "throughput"),
        says("nvidia/h100", 0.3, "nvidia/blackwell", "throughput"),
    )
    assert (rack.subject_stand_in, rack.object_stand_in) == ("nvidia/rubin", "nvidia/gb200")
    assert node.object_stand_in == "nvidia/b200"
    assert "Vera Rubin NVL72 by its accelerator Rubin" in rack.notes[0]
    assert rack.notes[1].startswith("Blackwell taken as GB200")
    assert any(note.startswith("with another member of the family instead: B200") for note in rack.notes)
    (same,) = judged(database, says("nvidia/blackwell", 2, "nvidia/hgx-b200", "throughput"))
    assert (same.verdict, same.reason) == (NONE, "both stand for B200")


def test_a_baseline_without_a_name_is_the_one_that_a_claim_says_it_follows(database: Path) -> None:
    before, unnamed = judged(
        database,
        says("nvidia/b300", 1.5, None, "throughput", object_text="previous generation"),
        says("nvidia/b300", 1.5, None, "latency", object_text="unspecified"),
    )
    assert before.object_stand_in == "nvidia/b200"
    assert before.notes[0].startswith("previous generation taken as B200, which c-")
    assert (unnamed.verdict, unnamed.reason) == (NONE, "the source names no product to compare with")


def test_the_load_is_the_one_that_the_words_name_and_others_are_told(database: Path) -> None:
    plain, agents = judged(
        database,
        says("nvidia/b200", 2, "nvidia/h200", "throughput", "twice as fast"),
        says("nvidia/b200", 3, "nvidia/h200", "energy_efficiency", "3x per megawatt for agentic AI."),
    )
    assert plain.at is not None
    assert agents.at is not None
    assert (plain.at.workload, agents.at.workload) == ("chat", "agentic")
    assert {at.workload for at in plain.elsewhere} >= {"agentic", "batch", "reasoning"}
    assert {at.floor_tok_s_user for at in plain.elsewhere if at.workload == "chat"} == set(FLOORS)
    middles = [at.p50 for at in (plain.at, *plain.elsewhere) if at.p50 is not None]
    assert (plain.lowest, plain.highest) == (min(middles), max(middles))


def test_the_load_can_be_asked_for(database: Path) -> None:
    said = says("nvidia/b200", 2, "nvidia/h200", "throughput", "for agentic AI")
    (found,) = judged(database, said, ask=Ask(model="Llama 3.1 8B", isl=512, floor=40.0))
    assert found.at is not None
    assert (found.at.workload, found.at.model, found.at.isl) == ("llama-3.1-8b 512/1024", "llama-3.1-8b", 512)
    assert (found.at.osl, found.at.floor_tok_s_user) == (1024, 40.0)
    assert found.elsewhere == ()
    with pytest.raises(UsageError, match="no model is called 'llama-9'"):
        judged(database, said, ask=Ask(model="llama-9"))


def test_a_load_that_one_side_cannot_serve_gives_way_to_one_that_both_can(database: Path) -> None:
    said = says("nvidia/b200", 3, "google/tpu-v6e", "throughput", "3x for reasoning")
    (found,) = judged(database, said)
    assert found.at is not None
    assert (found.at.workload, found.at.floor_tok_s_user, found.at.reason) == ("reasoning", 20, "")
    told = {at.floor_tok_s_user: at.reason for at in found.elsewhere if at.workload == "reasoning"}
    assert told[50.0] == "TPU v6 Trillium: cannot reach 50 tok/s/user"
    (strict,) = judged(database, said, ask=Ask(workload="reasoning", floor=50.0))
    assert (strict.verdict, strict.reason) == (NONE, "TPU v6 Trillium: cannot reach 50 tok/s/user")


def test_performance_at_a_precision_is_a_peak_rate_with_the_speed_beside(database: Path) -> None:
    (found,) = judged(database, says("microsoft/maia-200", 3, "aws/trainium3", "performance", precision="fp4"))
    assert found.measure.startswith("peak compute fp4")
    assert any(note.startswith("output tokens/s of one accelerator at chat") for note in found.notes)


def test_figures_of_families_and_their_lack(database: Path) -> None:
    family, lacking = judged(
        database,
        says("nvidia/vera-rubin", 2.75, "nvidia/blackwell", "memory_bandwidth"),
        says("aws/trainium4", 4, "aws/trainium3", "memory_capacity"),
    )
    assert (family.p50, family.verdict) == (pytest.approx(22 / 8), WITHIN)
    assert (lacking.verdict, lacking.reason) == (NONE, "no memory of Trainium4 is known")


@pytest.mark.parametrize(
    ("claim", "where"),
    [
        ((2.7, 3.3), WITHIN),
        ((1.0, 2.0), WITHIN),
        ((4.1, 5.0), ABOVE),
        ((0.5, 1.9), BELOW),
        ((2.0, float("inf")), WITHIN),
    ],
)
def test_a_claim_is_within_where_it_touches_the_interval(claim: tuple[float, float], where: str) -> None:
    assert place(claim, 2.0, 4.0) == where


def test_an_interval_that_holds_nearly_any_claim_is_no_verdict() -> None:
    assert place((1.8, 2.2), 1.0, WIDE) == UNSURE
    assert place((1.8, 2.2), 1.0, 0.99 * WIDE) == WITHIN
    assert place((90.0, 110.0), 1.0, WIDE) == ABOVE, "what lies outside is told of a wide interval too"
