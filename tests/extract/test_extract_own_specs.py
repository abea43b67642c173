"""Figures on passages of our own in many voices, read with the whole catalogue: floors over all, and rules that always hold."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from tracker.catalogue import load
from tracker.extract import Extractor, from_corpus, quantities, to_corpus
from tracker.extract.alike import Alike
from tracker.extract.evaluation import Evaluation, evaluate
from tracker.model.fact import told
from tracker.paths import catalogue_dir

NAMES = load(catalogue_dir()).names
ROWS: list[dict[str, Any]] = [
    json.loads(line)
    for line in (Path(__file__).resolve().parent / "own_specs.jsonl").read_text(encoding="utf-8").splitlines()
]


@cache
def extractor() -> Extractor:
    return Extractor(NAMES)


@cache
def judged() -> Evaluation:
    said = {row["id"]: to_corpus(extractor().read(from_corpus(row)), NAMES) for row in ROWS}
    gold = [{"is_announcement": False, "events": [], "relations": [], **row} for row in ROWS]
    return evaluate(gold, said, Alike.of_names(NAMES), require_evidence=True)


def test_most_figures_are_found_and_hardly_any_is_wrong() -> None:
    specs = judged().counts["specs"]
    assert specs.precision >= 0.93
    assert specs.recall >= 0.90


def test_chip_card_server_rack_and_pod_are_told_apart() -> None:
    assert judged().shares["scope_accuracy"].share >= 0.97


def figures(text: str) -> set[tuple[str, str, str, str]]:
    """(product, field, printed, scope) of the accepted figures."""
    facts = extractor().read(from_corpus({"id": "t", "text": text}))
    return {(c.product, c.field, c.printed, c.scope) for c in facts.claims if told(c)}


def test_the_other_side_of_a_comparison_keeps_its_own_figure() -> None:
    assert figures("AMD's MI300X offers 5.3 TB/s against 4.8 TB/s for NVIDIA's H200.") == {
        ("amd/mi300x", "memory_bandwidth", "5.3", "chip"),
        ("nvidia/h200", "memory_bandwidth", "4.8", "chip"),
    }


def test_a_noun_stands_for_the_product_of_its_size() -> None:
    text = "AMD showed Helios with MI455X. The rack holds 31 TB of HBM4; each GPU has 432 GB."
    assert figures(text) == {
        ("amd/helios", "memory_capacity", "31", "rack"),
        ("amd/mi455x", "memory_capacity", "432", "chip"),
    }


def test_a_series_takes_the_unit_of_its_last_number_and_its_products_in_order() -> None:
    found = figures("Meta's MTIA 300, 400 and 450 draw 800, 1,200 and 1,400 watts.")
    assert {(p, v) for p, _, v, _ in found} == {
        ("meta/mtia-300", "800"),
        ("meta/mtia-400", "1,200"),
        ("meta/mtia-450", "1,400"),
    }


def test_a_chip_is_not_given_the_memory_of_a_rack() -> None:
    facts = extractor().read(from_corpus({"id": "t", "text": "NVIDIA's H200 has 20 TB of HBM3e."}))
    (claim,) = facts.claims
    assert claim.status == "review"
    assert claim.reason


@pytest.mark.parametrize(
    "text",
    [
        "The host of the NVIDIA H100 has 2 TB of RAM and a 400 Gb/s NIC.",
        "NVIDIA's H200 ran a 70B model whose weights take 140 GB.",
        "A cluster of 100,000 NVIDIA H100 GPUs draws 150 MW.",
        "Our kernel reached 700 TFLOPS on NVIDIA's H100.",
        "The NVIDIA H200 rate fell from $4.20.",
        "NVIDIA's H200 would reach 6 TB/s if the slide is right.",
    ],
)
def test_what_is_no_rating_of_a_product_is_no_figure(text: str) -> None:
    assert figures(text) == set()


@pytest.mark.parametrize(
    ("text", "comma", "kind", "value"),
    [
        ("two and a half petaflops", False, "compute", [2.5]),
        ("2.5/5 pf", False, "compute", [2.5, 5]),
        ("1,400 億個のトランジスタ", False, "transistors", [1.4e11]),
        ("9 216 puces", True, "chips", [9216]),
        ("毎秒 7.4tb", False, "rate", [7.4]),
        ("1.6 petaflops in bf16 and 3.2 in fp8", False, "compute", [1.6, 3.2]),
        ("a domain of seventy-two.", False, "chips", [72]),
        ("8x 141 gb", False, "size", [141]),
    ],
)
def test_numbers_of_many_spellings(text: str, comma: bool, kind: str, value: list[float]) -> None:
    found = quantities.find(text, comma)
    assert [(q.kind, q.value) for q in found] == [(kind, pytest.approx(v)) for v in value]
