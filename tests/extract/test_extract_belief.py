"""How likely a fact is right decides whether it is accepted, told as likely, or left for a person alone."""

from __future__ import annotations

from dataclasses import replace

import pytest
from extract_sample import EXTRACTOR, NAMES, read

from tracker.extract import belief, to_corpus
from tracker.extract.belief_weights import CLAIM, CLAIM_LINE, EVENT_LINE, RELATION, RELATION_LINE
from tracker.model.document import Document, Facts
from tracker.model.fact import LIKELY, LIKELY_RATIO, Claim, Event, Relation, told
from tracker.model.period import Period

PLAIN = "AMD today launched the MI355X. The MI355X carries 288 GB of HBM3E memory and draws 1,400 W."
TEXTS = (
    PLAIN,
    "The MI300X has 192 GB of memory. Whether the H200, at 141 GB, or the B200, at 180 GB, is the better buy is not settled.",
    "In Oslo a reader asks: could the B200 draw 1,000 W? NVIDIA shipped it in 2025, unlike the Rubin with its 288 GB.",
    "Google rents Trillium by the hour. Its predecessor had 16 GB; the new chip, at 32 GB, doubles that.",
    "Microsoft has deployed Maia 200 in Iowa. Anthropic will use Trainium3 from 2026 and signed for a million TPUs.",
)


LINES = {Claim: CLAIM_LINE, Event: EVENT_LINE, Relation: RELATION_LINE}


def facts(found: Facts) -> tuple[Claim | Event | Relation, ...]:
    return (*found.claims, *found.events, *found.relations)


def chances(text: str) -> dict[tuple[str, str], float]:
    return {(c.product, c.field): c.evidence.confidence for c in read(text).claims}


@pytest.mark.parametrize("text", TEXTS)
def test_what_is_accepted_is_likely_enough_and_what_is_not_says_why(text: str) -> None:
    for fact in facts(read(text)):
        if fact.status == "accepted":
            assert fact.evidence.confidence >= LINES[type(fact)]
        elif fact.status == "review":
            assert fact.reason


def test_a_plain_statement_is_accepted() -> None:
    assert [c.status for c in read(PLAIN).claims] == ["accepted", "accepted"]


def test_another_value_for_the_same_field_lowers_the_chance_of_both() -> None:
    sure = chances("AMD says: the MI355X has 288 GB of memory. It ships in May.")
    torn = read("AMD says: the MI355X has 288 GB of memory. The MI355X has 256 GB of memory.").claims
    assert len(torn) == 2
    assert all(c.evidence.confidence < sure["amd/mi355x", "memory_capacity"] for c in torn)


def test_the_fitted_signs_say_what_one_would_expect() -> None:
    assert CLAIM["rival"] < 0 < CLAIM["stated"]
    assert CLAIM["gap"] < 0
    assert CLAIM["no precision"] < 0


def test_what_a_rule_doubts_is_never_told() -> None:
    document = Document(id="d", text=PLAIN, published=Period.parse("2026-03-11"))
    proposed = EXTRACTOR.proposed(document)
    assert proposed
    doubted = tuple(replace(c, status="review", reason="no chip has such a figure") for c in proposed.stated)
    found = belief.claims(proposed.reading, doubted)
    assert [c.status for c in found] == ["review", "review"]
    assert all(c.evidence.confidence < LIKELY and c.reason == "no chip has such a figure" for c in found)
    assert not any(map(told, found))


def test_what_is_likely_is_predicted_with_its_standing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(belief, "CLAIM_LINE", 1.0)
    found = read(PLAIN)
    rows = to_corpus(found, NAMES)["specs"]
    assert {row["status"] for row in rows} == {"likely"}
    assert [row["confidence"] for row in rows] == [c.evidence.confidence for c in found.claims]
    assert {c.reason for c in found.claims} == {"it is likely, and not certain, whose figure this is"}


def test_hearsay_keeps_its_standing() -> None:
    found = read("Reportedly, the MI355X will carry 320 GB of memory, two people familiar with the matter said.")
    assert {c.status for c in found.claims} == {"rumour"}


COMPARED = "AMD today launched the MI355X. The MI355X has 2.2 times the inference throughput of the H100."
NO_RATIO = "The MI355X and the H100 were shown. Three times the hall was asked to be quiet about the MI355X, as the H100 hummed."


def test_a_plain_ratio_is_accepted() -> None:
    assert [(r.subject, r.object, r.status) for r in read(COMPARED).relations] == [
        ("amd/mi355x", "nvidia/h100", "accepted")
    ]


def test_the_learned_reading_tells_a_ratio_from_a_count_of_occasions() -> None:
    for text, compares in ((COMPARED, True), (NO_RATIO, False)):
        proposed = EXTRACTOR.proposed(Document(id="d", text=text))
        assert proposed
        judgement = EXTRACTOR.weighed(proposed).judgement
        assert judgement
        assert judgement.ratios
        assert all((chances[""] < -0.7) == compares for chances in judgement.ratios.values())


def test_the_signs_of_a_ratio_say_what_one_would_expect() -> None:
    assert RELATION["open"] < 0 < RELATION["stated"]
    assert RELATION["read ratio"] > 0
    assert RELATION["read metric"] > 0


def test_a_ratio_is_told_from_a_lower_line_on_than_a_figure() -> None:
    sure = read(COMPARED).relations[0]
    open_ = replace(sure, status="review", reason="it is likely, and not certain, what is compared")
    at = [replace(open_, evidence=replace(open_.evidence, confidence=c)) for c in (LIKELY_RATIO, LIKELY_RATIO - 0.01)]
    assert [told(r) for r in at] == [True, False]
