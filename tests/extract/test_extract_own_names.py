"""Names and the gate on passages of our own, read with the whole catalogue."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from tracker.catalogue import load
from tracker.extract import Extractor, from_corpus
from tracker.extract.lexicon import NOT_ACCELERATORS
from tracker.model.document import Document
from tracker.model.fact import told
from tracker.paths import catalogue_dir

HERE = Path(__file__).resolve().parent


def rows(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (HERE / name).read_text(encoding="utf-8").splitlines()]


@cache
def extractor() -> Extractor:
    return Extractor(load(catalogue_dir()).names)


def named(text: str) -> set[str]:
    reading = extractor()._prepared(Document(id="t", text=text), text)
    makers = {v.slug: v.name for v in (*extractor()._lexicon.vendors.values(), *reading.makers)}
    found = (m.product for m in reading.mentions if m.product.kind not in NOT_ACCELERATORS)
    return {f"{makers[p.vendor]} {p.name}" for p in found}


@pytest.mark.parametrize("row", rows("own_names.jsonl"), ids=lambda row: row["id"])
def test_every_product_is_named_as_itself_and_nothing_else_is(row: dict[str, Any]) -> None:
    assert named(row["text"]) == set(row["named"])


def test_most_announcements_are_told_from_other_texts() -> None:
    told = [
        (extractor().read(from_corpus(row)).is_announcement, row["is_announcement"]) for row in rows("own_gate.jsonl")
    ]
    right = sum(said == truth for said, truth in told)
    hits = sum(said and truth for said, truth in told)
    assert 2 * hits / (sum(said for said, _ in told) + sum(truth for _, truth in told)) >= 0.85
    assert right / len(told) >= 0.85


def test_no_event_of_a_text_that_announces_nothing_is_accepted() -> None:
    for row in rows("own_gate.jsonl"):
        facts = extractor().read(from_corpus(row))
        if not facts.is_announcement:
            assert not any(told(e) for e in facts.events), row["id"]


def test_the_maker_of_an_unknown_family_comes_with_its_product() -> None:
    text = "Startup Ferrolith unveiled its Bar-100 AI accelerator today. The Bar-100 has 96 GB of HBM3e."
    facts = extractor().read(Document(id="t", text=text))
    assert [(v.slug, v.name) for v in facts.new_vendors] == [("ferrolith", "Ferrolith")]
    assert [p.slug for p in facts.provisional] == ["ferrolith/bar-100"]
    memory = [c for c in facts.claims if c.field == "memory_capacity"]
    assert [c.product for c in memory] == ["ferrolith/bar-100"]
    known = extractor().read(
        Document(id="t", text=text.replace("Startup Ferrolith", "NVIDIA").replace("Bar-100", "H200"))
    )
    assert memory[0].evidence.confidence < max(c.evidence.confidence for c in known.claims)


def test_a_maker_outside_the_catalogue_is_no_news_where_its_product_is_not_named() -> None:
    facts = extractor().read(Document(id="t", text="Lightmatter raised money. The H100 has 80 GB."))
    assert facts.new_vendors == ()
