"""Documents read with rules and model outside of a database: what an evaluation is made of."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from language_model import EMPTY, Model, completion
from reader_sample import DOCUMENT, event, relation, sight, spec

from tracker.consult import consult
from tracker.extract import Extractor, to_corpus
from tracker.model.document import Document
from tracker.model.errors import UsageError

GARAGE = Document(id="own:garage", text="The garage is closed on Monday.")


@pytest.fixture
def model() -> Iterator[Model]:
    one = Model()
    one.readings["AWS shows Trainium5"] = EMPTY | {
        "is_announcement": True, "specs": [spec(), spec(value=999)], "events": [event()], "relations": [relation()],
    }  # fmt: skip
    yield one
    one.close()


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return sight()._extractor


def test_each_document_has_the_rules_the_model_and_both(model: Model, extractor: Extractor) -> None:
    quiet, loud = consult([GARAGE, DOCUMENT], model.settings(key_env=""), extractor)
    assert quiet.merged == quiet.rules
    assert len(model.asked) == 1
    told = to_corpus(loud.alone, extractor.names)
    assert [s["value"] for s in told["specs"]] == [288]
    assert [(e["type"], e["date"]) for e in told["events"]] == [("roadmap", "2027-H2")]
    assert [r["factor"] for r in told["relations"]] == [3]
    assert all(f["evidence"] in DOCUMENT.text for kind in ("specs", "events", "relations") for f in told[kind])
    assert any(c.evidence.rule.endswith("+model") for c in loud.merged.claims)


def test_a_day_that_is_used_up_leaves_the_rules(model: Model, extractor: Extractor) -> None:
    model.behave = lambda a, h: completion(json.dumps(EMPTY), {"prompt_tokens": 8000, "completion_tokens": 2000})
    many = [Document(id=f"own:{i}", text=f"Trainium5 number {i} has 288 GB.") for i in range(6)]
    found = consult(many, model.settings(key_env="", tokens_per_day=25_000), extractor)
    assert 0 < len(model.asked) < 6
    assert sum("tokens_per_day" in one.message for one in found) == 6 - len(model.asked)
    assert all(one.merged == one.rules for one in found if one.message)


def test_without_its_key_nothing_is_read(model: Model, extractor: Extractor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("READER_KEY", raising=False)
    with pytest.raises(UsageError, match="READER_KEY"):
        consult([DOCUMENT], model.settings(), extractor)
