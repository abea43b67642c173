from __future__ import annotations

import pytest
from extract_sample import happened, read


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("Microsoft today unveiled Maia 200.", ("microsoft/maia-200", "announced", "2026-03-11")),
        ("Maia 200 was introduced on January 26.", ("microsoft/maia-200", "announced", "2026-01-26")),
        ("Trainium3 is now generally available.", ("aws/trainium3", "available", None)),
        ("The MI355X is in full production.", ("amd/mi355x", "production", None)),
        ("Microsoft has deployed MI300X for Copilot.", ("amd/mi300x", "deployed", None)),
        ("Oracle ordered 50,000 MI355X GPUs.", ("amd/mi355x", "deal", None)),
        ("Oracle signed a licensing deal with Groq.", ("groq/lpu", "deal", None)),
        ("AWS has stopped selling Trainium2.", ("aws/trainium2", "discontinued", None)),
        ("Trainium3 will ship in the second half of 2026.", ("aws/trainium3", "roadmap", "2026-H2")),
        ("The H100 costs $1.99 per hour.", ("nvidia/h100", "price", None)),
        ("The B200 reached 11,000 tokens/s on Llama.", ("nvidia/b200", "benchmark", None)),
    ],
)
def test_each_type_is_told_by_its_verb(text: str, event: tuple[str, str, str | None]) -> None:
    assert happened(text) == {event}


def test_a_launch_with_a_coming_date_is_announced_and_promised() -> None:
    found = happened("Microsoft today unveiled Maia 200, which will ship in Q4 2026.")
    assert found == {("microsoft/maia-200", "announced", "2026-03-11"), ("microsoft/maia-200", "roadmap", "2026-Q4")}


def test_each_name_takes_its_own_date() -> None:
    found = happened("The roadmap: Maia 200 in Q4 2026, Maia 300 in Q2 2027.")
    assert found == {("microsoft/maia-200", "roadmap", "2026-Q4"), ("microsoft/maia-300", "roadmap", "2027-Q2")}


@pytest.mark.parametrize(
    "text",
    [
        "Oracle has not ordered the MI355X.",
        "Oracle declined the deal for 5,000 MI355X GPUs.",
        "If Oracle ordered 50,000 MI355X, prices would rise.",
        "Maia 200 is not available in Europe.",
        "Vera Rubin telescopes will ship in 2027.",
        "vLLM announced support for the MI355X.",
        "Shares of NVIDIA rose after the H100 sold well.",
    ],
)
def test_denied_supposed_and_unrelated_things_did_not_happen(text: str) -> None:
    assert happened(text) == set()


def test_hearsay_is_a_rumour_and_no_announcement() -> None:
    facts = read("Oracle reportedly ordered 50,000 MI355X GPUs.")
    assert [(e.type, e.status, e.certainty) for e in facts.events] == [("deal", "rumour", "rumoured")]
    assert not facts.is_announcement


def test_a_deal_names_its_other_side() -> None:
    (event,) = read("Oracle ordered 50,000 MI355X GPUs from AMD.").events
    assert event.counterparty == "oracle"


def test_a_tutorial_announces_nothing_but_keeps_its_events_for_review() -> None:
    facts = read("Tutorial: how to rent a GPU\n\nNVIDIA today announced the B200, which ships in May 2026.")
    assert not facts.is_announcement
    assert facts.events
    assert {e.status for e in facts.events} == {"review"}


def test_a_repetition_adds_no_event() -> None:
    text = "Microsoft unveils Maia 200\n\nMicrosoft today unveiled Maia 200. Maia 200 was unveiled."
    assert happened(text) == {("microsoft/maia-200", "announced", "2026-03-11")}


def test_links_between_vendors_carry_their_words() -> None:
    text = "AWS, Google Cloud and Oracle plan to deploy Vera Rubin NVL72 in 2026. NVIDIA licensed technology from Groq."
    links = read(text).links
    assert {(x.subject, x.predicate, x.object) for x in links} >= {
        ("aws", "will_deploy", "nvidia/vera-rubin-nvl72"),
        ("google", "will_deploy", "nvidia/vera-rubin-nvl72"),
        ("oracle", "will_deploy", "nvidia/vera-rubin-nvl72"),
        ("nvidia", "licenses", "groq"),
    }
    assert all(text[x.evidence.start : x.evidence.end] == x.evidence.quote for x in links)
