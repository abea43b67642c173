from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from extract_sample import happened

from tracker.catalogue import load
from tracker.extract import Extractor, from_corpus, to_corpus
from tracker.paths import catalogue_dir

ROWS = [
    json.loads(line) for line in (Path(__file__).parent / "own_events.jsonl").read_text(encoding="utf-8").splitlines()
]


@cache
def read(number: int) -> dict[str, Any]:
    names = load(catalogue_dir()).names
    return to_corpus(Extractor(names).read(from_corpus(ROWS[number])), names)


def told(row: dict[str, Any], required: bool) -> set[tuple[str, str]]:
    return {(e["accelerator"], e["type"]) for e in row["events"] if not (required and e.get("optional"))}


def test_most_events_of_unlike_voices_are_found_and_few_are_invented() -> None:
    found = [told(read(n), required=False) for n in range(len(ROWS))]
    right = sum(len(f & told(row, required=True)) for f, row in zip(found, ROWS, strict=True))
    wrong = sum(len(f - told(row, required=False)) for f, row in zip(found, ROWS, strict=True))
    wanted = sum(len(told(row, required=True)) for row in ROWS)
    assert right / (right + wrong) >= 0.8
    assert right / wanted >= 0.5


def test_every_quote_is_a_part_of_its_text() -> None:
    assert all(e["evidence"] and e["evidence"] in row["text"] for n, row in enumerate(ROWS) for e in read(n)["events"])


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("Microsoft took the wraps off Maia 200.", ("microsoft/maia-200", "announced", None)),
        ("Trainium3 is to ship in the fourth quarter of 2026.", ("aws/trainium3", "roadmap", "2026-Q4")),
        (
            "The MI355X is being mass-produced, in full production since January.",
            ("amd/mi355x", "production", "2026-01"),
        ),
        ("Oracle placed an order for 30,000 MI355X.", ("amd/mi355x", "deal", None)),
        ("Anthropic now runs Claude on more than one million Trainium2 chips.", ("aws/trainium2", "deployed", None)),
    ],
)
def test_a_clause_is_understood_by_its_class_of_words(text: str, event: tuple[str, str, str | None]) -> None:
    assert event in happened(text)


@pytest.mark.parametrize(
    "text",
    [
        "Had Oracle ordered the MI355X, it would have saved a third.",
        "据传微软将推出 Maia 200。",
        "Analysten erwarten, dass Microsoft im Herbst Maia 300 vorstellt.",
    ],
)
def test_hearsay_and_what_would_have_been_did_not_happen(text: str) -> None:
    assert happened(text) == set()
