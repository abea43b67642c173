"""What the clause model adds to the rules, and what it may not change."""

from __future__ import annotations

import pickle
from dataclasses import replace

import pytest
from extract_sample import NAMES

from tracker.extract import Extractor
from tracker.extract.judgement import FITTED
from tracker.model.document import Document
from tracker.model.fact import CURATED, Relation
from tracker.model.fact import told as is_told
from tracker.model.period import Period

BOTH, RULES = Extractor(NAMES), Extractor(NAMES, learned=False)
UNLISTED = [
    (
        "Swisscom's support desk has answered every call with the MI355X behind it since May.",
        "amd/mi355x",
        "deployed",
    ),
    (
        "The last crate of H200 boards has left the Guadalajara line, and the tooling goes to scrap.",
        "nvidia/h200",
        "discontinued",
    ),
]


def told(extractor: Extractor, text: str) -> set[tuple[str, str]]:
    facts = extractor.read(Document(id="t", text=text, published=Period.parse("2026-06-03")))
    return {(e.product, e.type) for e in facts.events if is_told(e)}


@pytest.mark.parametrize(("text", "product", "kind"), UNLISTED)
def test_a_telling_that_no_phrase_lists_is_read_by_its_meaning(text: str, product: str, kind: str) -> None:
    assert (product, kind) in told(BOTH, text)
    assert told(RULES, text) == set()


def test_a_text_longer_than_those_it_was_fitted_on_is_left_to_the_rules() -> None:
    text = UNLISTED[0][0] + "\n\n" + "The canteen serves soup on most days. " * (FITTED // 35)
    assert len(text) > FITTED
    assert told(BOTH, text) == told(RULES, text)


def ratio(r: Relation) -> tuple[str, str | None, float]:
    return r.subject, r.object, r.factor


def test_what_rules_tell_plainly_is_the_same_with_and_without_the_model() -> None:
    text = "The H200 has 141 GB of HBM3e and is 1.4 times faster than the H100. Swisscom runs it since May."
    one, other = (x.read(Document(id="t", text=text)) for x in (BOTH, RULES))
    assert [(c.product, c.value, c.status) for c in one.claims] == [("nvidia/h200", 141e9, "accepted")]
    assert [replace(c, evidence=CURATED) for c in one.claims] == [replace(c, evidence=CURATED) for c in other.claims]
    assert (
        [ratio(r) for r in one.relations]
        == [ratio(r) for r in other.relations]
        == [("nvidia/h200", "nvidia/h100", 1.4)]
    )


def test_it_travels_to_a_worker_as_it_is() -> None:
    for extractor in (BOTH, RULES):
        assert told(pickle.loads(pickle.dumps(extractor)), UNLISTED[0][0]) == told(extractor, UNLISTED[0][0])
