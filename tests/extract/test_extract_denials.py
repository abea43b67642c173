"""What a text denies, calls false or tells as overtaken is no event."""

from __future__ import annotations

import pytest

from tracker.catalogue import load
from tracker.extract import Extractor
from tracker.model.document import Document
from tracker.model.period import Period
from tracker.paths import catalogue_dir


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return Extractor(load(catalogue_dir()).names)


def told(extractor: Extractor, text: str) -> set[tuple[str, str, str]]:
    facts = extractor.read(Document(id="own:denial", text=text, published=Period.parse("2026-11-24")))
    return {(e.product, e.type, str(e.period or "")) for e in facts.events if e.status == "accepted"}


@pytest.mark.parametrize(
    "text",
    [
        "NVIDIA denied on Tuesday that the Rubin Ultra has been cancelled.",
        "The company dismissed any suggestion that Gaudi 3 has been discontinued.",
        "Microsoft denied reports that Maia 200 has been delayed to 2027.",
        "Reports that AMD has cancelled the MI450 are simply wrong, a spokeswoman said.",
        "Intel bestreitet, dass Gaudi 3 eingestellt wurde.",
    ],
)
def test_a_denied_event_is_none(extractor: Extractor, text: str) -> None:
    assert told(extractor, text) == set()


def test_an_asserted_event_beside_a_denial_stays(extractor: Extractor) -> None:
    text = "AMD launched the MI355X on Monday. It denied that the part had been delayed."
    assert ("amd/mi355x", "announced") in {(p, t) for p, t, _ in told(extractor, text)}


def test_a_promise_that_was_taken_back_is_not_told_as_one(extractor: Extractor) -> None:
    events = told(extractor, "Rubin Ultra was to ship in 2027 but NVIDIA pushed it back to 2028.")
    assert ("nvidia/rubin-ultra", "roadmap", "2027") not in events


def test_what_has_been_going_on_is_no_promise(extractor: Extractor) -> None:
    events = told(extractor, "AWS says Trainium3 has been shipping since late 2025.")
    assert {(p, t) for p, t, _ in events} == {("aws/trainium3", "available")}


def test_a_price_of_tokens_is_not_given_to_hardware_of_another_sentence(extractor: Extractor) -> None:
    text = "Lambda rents the NVIDIA H100 for $2.49 an hour. Groq charges $0.15 per million input tokens."
    facts = extractor.read(Document(id="own:tokens", text=text))
    assert {(c.product, c.field) for c in facts.claims if c.status == "accepted"} == {("nvidia/h100", "price_hourly")}
