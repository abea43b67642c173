"""No fact of a model is taken that the text does not bear out word by word."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from reader_sample import DOCUMENT, TEXT, checked, event, relation, spec


def test_what_the_text_says_is_taken_with_its_place() -> None:
    found = checked(specs=[spec()], events=[event()], relations=[relation()])
    assert not found.read.dropped
    facts = found.read.facts
    (claim,), (happened,), (ratio,) = facts.claims, facts.events, facts.relations
    assert (claim.product, claim.value, claim.scope) == ("aws/trainium5", 288e9, "chip")
    assert (happened.type, str(happened.period)) == ("roadmap", "2027-H2")
    assert (ratio.subject, ratio.object, ratio.factor) == ("aws/trainium5", "aws/trainium3", 3.0)
    for e in (claim.evidence, happened.evidence, ratio.evidence):
        assert e.start is not None
        assert TEXT[e.start : e.end] == e.quote
        assert e.extractor == "model:m"


@pytest.mark.parametrize(
    ("told", "why"),
    [
        ({"quote": "288 GB of GDDR7 memory"}, "the quote does not stand in the text"),
        ({"quote": "288"}, "the quote is too short"),
        ({"product": "NVIDIA B200"}, "the text does not name the product"),
        ({"product": "Trainium4"}, "the text does not name the product"),
        ({"value": 192}, "the value does not stand in the quote"),
        ({"unit": "TB"}, "the figure in the quote is another"),
        ({"unit": "GiB"}, "the figure in the quote is another"),
        ({"unit": "TB/s"}, "the unit is not one of the field"),
        ({"value": 18, "unit": "KB", "quote": "eighteen people"}, "no product of that scope has such a figure"),
        ({"field": "power", "value": 10, "unit": "W", "quote": "10 TB/s of bandwidth"}, "the figure in the quote is another"),
    ],
)  # fmt: skip
def test_a_spec_that_does_not_stand_there_is_dropped(told: dict[str, Any], why: str) -> None:
    found = checked(specs=[spec(**told)])
    assert found.read.facts.claims == ()
    assert dict(found.read.dropped) == {why: 1}
    assert found.kept.specs == ()


def test_number_words_are_numbers() -> None:
    (claim,) = checked(
        specs=[spec(field="scale_up_size", value=18, unit="chips", quote="built by eighteen people")]
    ).read.facts.claims
    assert claim.value == 18


def test_of_several_places_the_one_beside_the_product_is_meant() -> None:
    text = "Trainium3 ships with 144 GB. Elsewhere " + "x " * 200 + "a B200 board. The Trainium5 again has 144 GB."
    document = replace(DOCUMENT, text=text)
    (claim,) = checked(specs=[spec(value=144, quote="144 GB")], document=document).read.facts.claims
    assert claim.evidence.start == text.rfind("144 GB")
    (claim,) = checked(
        specs=[spec(product="Trainium3", value=144, quote="144 GB")], document=document
    ).read.facts.claims
    assert claim.evidence.start == text.find("144 GB")


def test_typographic_variants_do_not_hide_a_quote() -> None:
    (claim,) = checked(
        specs=[spec(field="power", value=900, unit="W", scope="card", quote='"quiet" board draws 900 W')]
    ).read.facts.claims
    assert claim.evidence.quote == "“quiet” board draws 900 W"


def test_a_date_that_the_text_does_not_state_is_left_out() -> None:
    (happened,) = checked(events=[event(date="2028-Q1")]).read.facts.events
    assert happened.period is None
    (happened,) = checked(events=[event(date="2027-10")]).read.facts.events
    assert happened.period is None, "finer than stated"
    (happened,) = checked(events=[event(date="2027")]).read.facts.events
    assert str(happened.period) == "2027"
    assert dict(checked(events=[event(date="late 2027")]).read.dropped) == {"the date is not of the scheme": 1}


def test_a_counterparty_that_the_text_does_not_name_is_left_out() -> None:
    deal = {"type": "deal", "date": None, "quote": "signed up for it"}
    found = checked(events=[event(counterparty="anthropic", **deal)])
    assert found.read.facts.events[0].counterparty == "anthropic"
    found = checked(events=[event(counterparty="sk-secret-key", **deal)])
    assert found.read.facts.events[0].counterparty == ""
    assert "sk-secret-key" not in found.kept.to_json()


@pytest.mark.parametrize(
    ("told", "why"),
    [
        ({"factor": 4}, "the factor does not follow from the quote"),
        ({"object": "Trainium5"}, "a product is compared with itself"),
        ({"object": "a competing card"}, "the text does not name what it is compared with"),
        ({"subject": "Groq 3 LPU"}, "the text does not name the product"),
    ],
)
def test_a_comparison_that_does_not_stand_there_is_dropped(told: dict[str, Any], why: str) -> None:
    found = checked(relations=[relation(**told)])
    assert found.read.facts.relations == ()
    assert dict(found.read.dropped) == {why: 1}


def test_less_in_per_cent_is_a_factor_below_one() -> None:
    less = {"metric": "power", "quote": "uses 40 % less power than Trainium3"}
    (ratio,) = checked(relations=[relation(factor=0.6, **less)]).read.facts.relations
    assert ratio.factor == 0.6
    assert checked(relations=[relation(factor=0.7, **less)]).read.facts.relations == ()


def test_what_is_kept_reads_the_same_again() -> None:
    first = checked(specs=[spec()], events=[event(date="2031")], relations=[relation()])
    again = checked(specs=first.kept.specs, events=first.kept.events, relations=first.kept.relations)
    assert again.read.facts == first.read.facts
    assert again.kept == first.kept


def test_the_same_fact_twice_is_one() -> None:
    assert len(checked(specs=[spec(), spec()]).read.facts.claims) == 1
