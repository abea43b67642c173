"""Two readings as one: agreement is trusted, contradiction and what only the model read wait for a person."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from tracker.model.document import Facts
from tracker.model.fact import Claim, Event, Evidence, Relation
from tracker.model.period import Period
from tracker.model.reader import Merged, Read
from tracker.reader import merge

OURS = Evidence(quote="with 288 GB of memory", start=100, end=121, rule="spec.clause", confidence=0.6)
THEIRS = Evidence(quote="288 GB", start=105, end=111, rule="model.spec", confidence=0.5, extractor="model:m")
CLAIM = Claim(product="aws/trainium5", field="memory_capacity", printed="288", unit="GB", value=288e9, evidence=OURS)
EVENT = Event(product="aws/trainium5", type="roadmap", period=Period.parse("2027-H2"), evidence=OURS)
RATIO = Relation(subject="aws/trainium5", object="aws/trainium3", metric="performance", factor=3.0, evidence=OURS)


def facts(*, announces: bool = True, **told: Any) -> Facts:
    return Facts(document="d", extractor="1", is_announcement=announces, **told)


def merged(ours: Facts, theirs: Facts) -> Merged:
    return merge(ours, Read(facts=theirs), "m")


def theirs(fact: Any, **told: Any) -> Any:
    return replace(fact, evidence=THEIRS, **told)


def test_agreement_raises_confidence_and_accepts_what_was_in_review() -> None:
    doubtful = replace(CLAIM, status="review", reason="it is not certain whose figure this is")
    both = merged(facts(claims=(doubtful,)), facts(claims=(theirs(CLAIM, value=286e9),)))
    (claim,) = both.facts.claims
    assert (claim.status, claim.reason, claim.value) == ("accepted", "", 288e9)
    assert (claim.evidence.confidence, claim.evidence.rule, claim.evidence.extractor) == (0.8, "spec.clause+model", "")
    assert (both.confirmed, both.disputed, both.added) == (1, 0, 0)


def test_what_only_the_model_reads_waits_under_its_name() -> None:
    both = merged(facts(), facts(claims=(theirs(CLAIM),), events=(theirs(EVENT),), relations=(theirs(RATIO),)))
    found = (*both.facts.claims, *both.facts.events, *both.facts.relations)
    assert {f.status for f in found} == {"review"}
    assert {f.reason for f in found} == {"only the language model m reads this"}
    assert {f.evidence.extractor for f in found} == {"model:m"}
    assert both.added == 3


def test_what_the_model_does_not_mention_stays_as_it_is() -> None:
    ours = facts(claims=(CLAIM,), events=(EVENT,), relations=(RATIO,))
    assert merged(ours, facts(announces=False)).facts == ours


def test_another_value_for_the_same_question_puts_both_in_review() -> None:
    both = merged(facts(claims=(CLAIM,)), facts(claims=(theirs(CLAIM, value=192e9),)))
    ours, other = both.facts.claims
    assert (ours.status, other.status) == ("review", "review")
    assert "192 GB" in ours.reason
    assert "288 GB" in other.reason
    assert (both.confirmed, both.disputed, both.added) == (0, 1, 1)


def test_the_same_figure_given_to_another_product_puts_both_in_review() -> None:
    both = merged(facts(claims=(CLAIM,)), facts(claims=(theirs(CLAIM, product="aws/trainium3"),)))
    assert [c.status for c in both.facts.claims] == ["review", "review"]
    elsewhere = replace(THEIRS, start=900, end=906)
    both = merged(facts(claims=(CLAIM,)), facts(claims=(replace(CLAIM, product="aws/trainium3", evidence=elsewhere),)))
    assert [c.status for c in both.facts.claims] == ["accepted", "review"], (
        "another place may say it of another product"
    )


def test_a_rack_is_no_chip_but_a_card_may_be() -> None:
    assert merged(facts(claims=(CLAIM,)), facts(claims=(theirs(CLAIM, scope="card"),))).confirmed == 1
    assert merged(facts(claims=(CLAIM,)), facts(claims=(theirs(CLAIM, scope="rack"),))).confirmed == 0


def test_a_second_value_beside_a_confirmed_one_is_no_contradiction() -> None:
    both = merged(facts(claims=(CLAIM,)), facts(claims=(theirs(CLAIM), theirs(CLAIM, value=192e9))))
    assert [c.status for c in both.facts.claims] == ["accepted", "review"]
    assert both.facts.claims[1].reason == "only the language model m reads this"


def test_events_agree_where_their_dates_meet() -> None:
    both = merged(facts(events=(EVENT,)), facts(events=(theirs(EVENT, period=Period.parse("2027")),)))
    assert both.confirmed == 1
    both = merged(facts(events=(EVENT,)), facts(events=(theirs(EVENT, period=Period.parse("2026")),)))
    assert [e.status for e in both.facts.events] == ["review", "review"]


def test_a_rumour_stays_a_rumour() -> None:
    told = replace(EVENT, status="rumour")
    assert merged(facts(events=(told,)), facts(events=(theirs(EVENT),))).facts.events[0].status == "rumour"


def test_an_event_of_a_text_that_neither_calls_an_announcement_is_not_accepted() -> None:
    held = replace(EVENT, status="review", reason="the document as a whole announces nothing")
    quiet = merged(facts(events=(held,), announces=False), facts(events=(theirs(EVENT),), announces=False))
    assert quiet.facts.events[0].status == "review"
    loud = merged(facts(events=(held,), announces=False), facts(events=(theirs(EVENT),)))
    assert loud.facts.events[0].status == "accepted"
    assert loud.facts.is_announcement


def test_speeds_are_one_measure_and_an_open_comparison_meets_a_named_one() -> None:
    assert merged(facts(relations=(RATIO,)), facts(relations=(theirs(RATIO, metric="throughput"),))).confirmed == 1
    open_one = theirs(RATIO, object=None, object_text="unspecified")
    assert merged(facts(relations=(RATIO,)), facts(relations=(open_one,))).confirmed == 1
    both = merged(facts(relations=(RATIO,)), facts(relations=(theirs(RATIO, factor=5.0),)))
    assert [r.status for r in both.facts.relations] == ["review", "review"]


def test_merging_twice_the_same_is_the_same() -> None:
    ours, other = facts(claims=(CLAIM,), events=(EVENT,)), facts(claims=(theirs(CLAIM), theirs(CLAIM, value=1e12)))
    assert merged(ours, other) == merged(ours, other)
