"""Documents read with rules and model outside of a database: what an evaluation is made of."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from language_model import EMPTY, KEY, Model, completion
from reader_sample import DOCUMENT, event, relation, sight, spec

from tracker.actions.evaluation import evaluate_extraction, figures, with_model
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


def test_an_answer_with_the_key_in_it_is_thrown_away(
    model: Model, extractor: Extractor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("READER_KEY", KEY)
    leaked = Document(id="own:leak", text=f"Amazon announced Trainium5 beside the words {KEY} on Monday.")
    quote = f"announced Trainium5 beside the words {KEY}"
    told = EMPTY | {"is_announcement": True, "events": [event(type="announced", date=None, quote=quote)]}
    model.behave = lambda a, h: completion(json.dumps(told))
    (found,) = consult([leaked], model.settings(), extractor)
    assert found.message == "the answer repeats the key"
    assert found.alone.events == ()


def test_an_evaluation_scores_the_model_and_tells_what_was_not_answered(model: Model, tmp_path: Path) -> None:
    labels = [{"accelerator": "AWS Trainium5", "field": "memory_capacity", "value": 288, "unit": "GB", "precision": None,
               "sparsity": None, "scope": "chip", "evidence": "288 GB of HBM4 memory"}]  # fmt: skip
    row = {"id": "own:t5", "text": DOCUMENT.text, "published": "2026-11-24", "is_announcement": True, "events": [],
           "specs": labels, "relations": []}  # fmt: skip
    gold = tmp_path / "gold.jsonl"
    gold.write_text(json.dumps(row) + "\n")
    gaps: list[str] = []
    told = with_model(model.settings(key_env=""), True, gaps.append)
    assert figures(evaluate_extraction([gold], predict=told))["specs"]["f1"] == 1.0
    assert gaps == []
    model.behave = lambda a, h: (500, {}, b"")
    silent = figures(evaluate_extraction([gold], predict=told))
    assert (silent["specs"]["tp"], silent["specs"]["fn"]) == (0, 1)
    assert gaps == ["own:t5: the server answers 500 Internal Server Error"]
    with pytest.raises(UsageError, match=r"\[reader\]"):
        with_model(None, True, gaps.append)
