"""Ratios and ties between companies on passages of our own, read with the whole catalogue."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from tracker.catalogue import load
from tracker.extract import Extractor, from_corpus, to_corpus
from tracker.extract.multiples import find
from tracker.extract.phrases import Words
from tracker.model.document import Document
from tracker.model.period import Period
from tracker.paths import catalogue_dir

ROWS = Path(__file__).resolve().parent / "own_relations.jsonl"
ALIKE = ({"throughput", "performance"}, {"cost_per_token", "cost_per_inference", "tco"})


@cache
def extractor() -> Extractor:
    return Extractor(load(catalogue_dir()).names)


def fits(gold: dict[str, Any], told: dict[str, Any]) -> bool:
    """Same subject, metric and factor; the same object, or on both sides none that is a product."""
    products = {f"{p.name}" for p in extractor().names.products}
    named = any(gold["object"].endswith(name) for name in products)
    metric = gold["metric"] == told["metric"] or any({gold["metric"], told["metric"]} <= group for group in ALIKE)
    return (
        gold["subject"] == told["subject"]
        and metric
        and abs(gold["factor"] - told["factor"]) <= 0.02 * gold["factor"]
        and (not named or gold["object"] == told["object"])
    )


def test_most_ratios_are_found_and_few_are_invented() -> None:
    right = wanted = read = 0
    for line in ROWS.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        told = to_corpus(extractor().read(from_corpus(row)), extractor().names)["relations"]
        wanted += len(row["relations"])
        read += len(told)
        for gold in row["relations"]:
            hit = next((t for t in told if fits(gold, t)), None)
            if hit is not None:
                told.remove(hit)
                right += 1
    assert right / wanted >= 0.85
    assert right / read >= 0.85


@pytest.mark.parametrize(
    ("words", "value", "low"),
    [
        ("35 to 50x", 50, 35), ("four or five times", 5, 4), ("by a factor of 11.6", 11.6, None), ("2.8 to 1.", 2.8, None),
        ("an order of magnitude", 10, None), ("two thirds of", 2 / 3, None), ("cut in half", 0.5, None),
        ("dreimal so", 3, None), ("deux fois plus", 2, None), ("最大 35 倍", 35, None), ("3 分の 1", 1 / 3, None),
    ],
)  # fmt: skip
def test_multiples_are_read_in_words_and_figures(words: str, value: float, low: float | None) -> None:
    (found,) = find(Words(words), 0, len(words), False)
    assert (found.value, found.low) == (pytest.approx(value), low)


@pytest.mark.parametrize(
    "words", ["the third generation", "half a year", "double-digit", "the first half of 2026", "three times a week"]
)
def test_ordinals_and_spans_of_time_are_no_multiples(words: str) -> None:
    assert list(find(Words(words), 0, len(words), False)) == []


def ties(text: str) -> set[tuple[str, str, str, str]]:
    facts = extractor().read(Document(id="t", text=text, title="AI accelerators", published=Period.parse("2026-03-11")))
    return {(k.subject, k.predicate, k.object, k.certainty) for k in facts.links if k.status == "accepted"}


@pytest.mark.parametrize(
    ("text", "tie"),
    [
        ("Trainium2 is used by Anthropic to train Claude.", ("anthropic", "deploys", "aws/trainium2", "stated")),
        ("Oracle will deploy 50,000 AMD MI450 GPUs.", ("oracle", "will_deploy", "amd/mi450", "expected")),
        ("NVIDIA licensed inference technology from Groq.", ("nvidia", "licenses", "groq", "stated")),
        ("Graphcore, owned by SoftBank, builds the IPU.", ("softbank", "owns", "graphcore", "stated")),
        ("The Microsoft Maia 200 is manufactured by TSMC.", ("microsoft", "fabricated_by", "tsmc", "stated")),
        ("AWS has stopped using AMD MI300X.", ("aws", "stops", "amd/mi300x", "stated")),
        ("AMD's supply agreement with OpenAI covers the MI450.", ("amd", "supplies", "openai", "stated")),
        ("Meta's $100B+ AMD Instinct MI450 deal is for inference.", ("meta", "buys_from", "amd/mi450", "stated")),
        ("A pact between AWS and Cerebras puts CS-3 beside Trainium3.", ("aws", "partners_with", "cerebras", "stated")),
    ],
)
def test_a_tie_between_companies_is_read_with_its_direction(text: str, tie: tuple[str, str, str, str]) -> None:
    assert tie in ties(text)


@pytest.mark.parametrize(
    "text",
    ["Microsoft denied that it will buy NVIDIA's H20.", "Intel reportedly acquired SambaNova, maker of the SN50."],
)
def test_denials_and_hearsay_tie_nobody(text: str) -> None:
    assert ties(text) == set()
