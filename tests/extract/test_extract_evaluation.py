"""Figures of an evaluation: the rules of the labelling guide, and the same numbers as the guide's own scorer."""

from __future__ import annotations

import importlib.util
import json
import random
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from tracker import catalogue
from tracker.extract import Extractor, from_corpus, to_corpus
from tracker.extract.alike import Alike, number
from tracker.extract.evaluation import Evaluation, evaluate, matched
from tracker.paths import catalogue_dir

CORPUS = Path(__file__).resolve().parents[2].parent / "shared" / "corpus"
FILES = ("dev", "dev_own", "dev_own2", "seed")
NAMES = catalogue.load(catalogue_dir()).names
ALIKE = Alike.of_names(NAMES)
TEXT = (
    "Microsoft announced Maia 200 on January 26, 2026: 216 GB, 10 PFLOPS in FP4, 3x Trainium3. HGX B300 systems ship."
)

needs_corpus = pytest.mark.skipif(not (CORPUS / "score.py").exists(), reason="no shared corpus here")


def event(**told: Any) -> dict[str, Any]:
    return {"vendor": "Microsoft", "accelerator": "Microsoft Maia 200", "type": "announced", "date": "2026-01-26",
            "evidence": "announced Maia 200", **told}  # fmt: skip


def spec(**told: Any) -> dict[str, Any]:
    return {"accelerator": "Microsoft Maia 200", "field": "memory_capacity", "value": 216, "unit": "GB", "precision": None,
            "sparsity": None, "scope": "chip", "evidence": "216 GB", **told}  # fmt: skip


def relation(**told: Any) -> dict[str, Any]:
    return {"subject": "Microsoft Maia 200", "object": "AWS Trainium3", "metric": "performance", "factor": 3, "evidence": "3x",
            **told}  # fmt: skip


def judged(gold: dict[str, Any], said: dict[str, Any], **how: Any) -> Evaluation:
    return evaluate([{"id": "d", "text": TEXT, "is_announcement": True, **gold}], {"d": {"is_announcement": True, **said}},
                    ALIKE, **how)  # fmt: skip


def counted(
    kind: str, gold: list[dict[str, Any]], said: list[dict[str, Any]], figure: str = ""
) -> tuple[int, int, int]:
    c = judged({kind: gold}, {kind: said}).counts[figure or kind]
    return c.tp, c.fp, c.fn


@pytest.mark.parametrize(
    "said",
    [
        {"accelerator": "Maia 200"}, {"accelerator": "maia200 accelerators"}, {"date": "2026-01"}, {"date": None},
        {"vendor": "Azure"},
    ],
)  # fmt: skip
def test_the_same_event_in_other_words(said: dict[str, Any]) -> None:
    assert counted("events", [event()], [event(**said)]) == (1, 0, 0)


@pytest.mark.parametrize("said", [{"accelerator": "Microsoft Maia 100"}, {"type": "available"}, {"vendor": "AMD"}])
def test_another_event(said: dict[str, Any]) -> None:
    assert counted("events", [event()], [event(**said)]) == (0, 1, 1)


def test_types_that_are_as_good_and_any_type() -> None:
    assert counted("events", [event(alt_types=["available"])], [event(type="available")]) == (1, 0, 0)
    assert counted("events", [event()], [event(type="deal")], "events_any_type") == (1, 0, 0)


@pytest.mark.parametrize(
    ("said", "right"),
    [
        ({"value": 0.216, "unit": "TB"}, True), ({"value": 219}, True), ({"value": 222}, False), ({"unit": "GiB"}, False),
        ({"precision": "fp8"}, False), ({"field": "sram"}, False), ({"scope": "server"}, True), ({"value": None}, False),
    ],
)  # fmt: skip
def test_specs_are_compared_in_base_units_within_two_per_cent(said: dict[str, Any], right: bool) -> None:
    assert counted("specs", [spec()], [spec(**said)]) == ((1, 0, 0) if right else (0, 1, 1))


def test_a_scope_that_differs_is_right_without_it_and_wrong_with_it() -> None:
    result = judged({"specs": [spec()]}, {"specs": [spec(scope="server")]})
    assert result.counts["specs_scoped"].tp == 0
    assert result.shares["scope_accuracy"].share == 0
    assert [(m["what"], m["kind"]) for m in result.mismatches] == [("scope", "wrong")]
    assert judged({"specs": [spec()]}, {"specs": [spec(scope="card")]}).shares["scope_accuracy"].share == 1


@pytest.mark.parametrize(
    ("said", "right"),
    [
        ({"metric": "throughput"}, True), ({"metric": "tco"}, False), ({"factor": 3.05}, True), ({"factor": 0}, False),
        ({"subject": "Trainium3", "object": "Maia 200", "factor": 1 / 3}, True), ({"object": "GPU"}, False),
    ],
)  # fmt: skip
def test_relations_hold_both_ways_round(said: dict[str, Any], right: bool) -> None:
    assert counted("relations", [relation()], [relation(**said)]) == ((1, 0, 0) if right else (0, 1, 1))


def test_an_unspecified_object_takes_any_and_a_general_one_any_general_one() -> None:
    assert counted("relations", [relation(object="unspecified")], [relation(object="NVIDIA H100")]) == (1, 0, 0)
    assert counted("relations", [relation(object="previous generation")], [relation(object="its predecessor")]) == (
        1,
        0,
        0,
    )


def test_a_part_stands_for_its_whole_only_where_the_words_overlap() -> None:
    gold = event(vendor="NVIDIA", accelerator="NVIDIA B300", evidence="HGX B300 systems")
    said = event(vendor="NVIDIA", accelerator="NVIDIA HGX B300", evidence="B300 systems ship")
    assert counted("events", [gold], [said]) == (1, 0, 0)
    assert counted("events", [gold], [{**said, "evidence": "announced"}]) == (0, 1, 1)


def test_an_optional_label_is_neither_miss_nor_error() -> None:
    assert counted("specs", [spec(optional=True)], []) == (0, 0, 0)
    assert counted("specs", [spec(optional=True)], [spec()]) == (0, 0, 0)


def test_saying_it_twice_is_no_error_but_with_another_date_or_scope_it_is() -> None:
    assert counted("events", [event()], [event(), event(evidence="Maia 200")]) == (1, 0, 0)
    assert counted("events", [event()], [event(), event(date="2025")]) == (1, 1, 0)
    assert counted("specs", [spec()], [spec(), spec(scope="rack")]) == (1, 1, 0)


def test_as_many_labels_as_can_be_are_matched() -> None:
    fits = {("a", 1): 0.1, ("a", 2): 0.2, ("b", 1): 0.3}
    labels, said = [{"id": "a"}, {"id": "b"}], [{"id": 1}, {"id": 2}]
    assert matched(labels, said, lambda g, p: fits.get((g["id"], p["id"]))) == {0: 1, 1: 0}


def test_facts_without_their_words_do_not_count_where_evidence_is_required() -> None:
    said = {"specs": [spec(evidence="217 GB")], "events": [event(evidence="")]}
    loose, strict = judged({"specs": [spec()]}, said), judged({"specs": [spec()]}, said, require_evidence=True)
    assert (loose.counts["specs"].tp, loose.shares["evidence_validity"].share) == (1, 0)
    assert (strict.counts["specs"].tp, strict.counts["events"].fp) == (0, 0)


def test_nothing_to_find_and_nothing_found_is_right() -> None:
    result = evaluate([{"id": "d", "text": "", "is_announcement": False}], {}, ALIKE)
    assert {c.f1 for c in result.counts.values()} == {1.0}
    assert {s.share for s in result.shares.values()} == {1.0}
    assert result.accuracy == 1


@pytest.mark.parametrize(
    ("text", "value"), [("4 trillion", 4e12), ("4,614", 4614.0), ("80B", 8e10), ("3 apples", None), (None, None)]
)
def test_numbers_in_words(text: object, value: float | None) -> None:
    assert number(text) == value


# ---------------------------------------------------------------- against the guide's own scorer


@pytest.fixture(scope="module")
def score() -> ModuleType:
    given = importlib.util.spec_from_file_location("score", CORPUS / "score.py")
    assert given is not None
    assert given.loader is not None
    module = importlib.util.module_from_spec(given)
    before, sys.dont_write_bytecode = sys.dont_write_bytecode, True
    given.loader.exec_module(module)
    sys.dont_write_bytecode = before
    return module


def documents(name: str) -> list[dict[str, Any]]:
    lines = (CORPUS / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines if line.strip()]


def same(score: ModuleType, gold: list[dict[str, Any]], said: dict[str, Any], strict: bool) -> None:
    table = json.loads((CORPUS / "aliases.json").read_text(encoding="utf-8"))
    theirs, rows = score.evaluate({g["id"]: g for g in gold}, said, table, require_evidence=strict)
    ours = evaluate(gold, said, Alike.of_table(table), strict)
    assert {n: (c.tp, c.fp, c.fn) for n, c in ours.counts.items()} == {
        n: (theirs[n]["tp"], theirs[n]["fp"], theirs[n]["fn"]) for n in ours.counts
    }
    assert {n: (s.right, s.n, s.share) for n, s in ours.shares.items()} == {
        n: (theirs[n]["right"], theirs[n]["n"], theirs[n]["share"]) for n in ours.shares
    }
    assert [ours.counts[n].f1 for n in ours.counts] == pytest.approx([theirs[n]["f1"] for n in ours.counts])
    assert len(ours.mismatches) == len(rows)


@needs_corpus
@pytest.mark.parametrize("strict", [False, True])
@pytest.mark.parametrize("name", FILES)
def test_the_same_figures_on_what_the_extractor_says(score: ModuleType, name: str, strict: bool) -> None:
    extractor, gold = Extractor(NAMES), documents(name)
    said = {g["id"]: to_corpus(extractor.read(from_corpus(g)), NAMES) for g in gold}
    same(score, gold, said, strict)


@needs_corpus
@pytest.mark.parametrize("name", FILES)
def test_the_same_figures_on_labels_with_random_faults(score: ModuleType, name: str) -> None:
    chance, gold = random.Random(7), documents(name)
    same(score, gold, {g["id"]: faulty(g, chance) for g in gold}, strict=False)


def faulty(gold: dict[str, Any], chance: random.Random) -> dict[str, Any]:
    """The labels said again with some left out, repeated or changed."""
    said: dict[str, Any] = {"is_announcement": gold["is_announcement"] == (chance.random() < 0.8)}
    other = {
        "accelerator": ("h100 GPUs", "GB200 NVL72", "NVIDIA B200", "Frobnicate 7", "amd instinct mi355x accelerators"),
        "object": ("GPU", "previous generation", "NVIDIA H100", ""), "type": ("available", "roadmap"), "scope": ("card", "rack"),
        "date": (None, "2026", "2025-H2"), "value": (1, 216), "factor": (3, 0.5), "evidence": ("nonsense", None),
    }  # fmt: skip
    for kind in ("events", "specs", "relations"):
        said[kind] = []
        for label in gold.get(kind) or []:
            for _ in range(chance.choice((0, 1, 1, 1, 2))):
                copy = {k: v for k, v in label.items() if k not in ("optional", "alt_types")}
                name = chance.choice([*other, "", "", ""])
                said[kind].append({**copy, name: chance.choice(other[name])} if name in copy else copy)
        chance.shuffle(said[kind])
    return said


@needs_corpus
def test_names_of_the_catalogue_compare_nearly_as_those_of_the_guide() -> None:
    """Where they differ: the catalogue knows more wholes of a part (B300 in HGX B300, MI455X in Helios) and more makers."""
    extractor = Extractor(NAMES)
    table = Alike.of_table(json.loads((CORPUS / "aliases.json").read_text(encoding="utf-8")))
    for name in FILES:
        gold = documents(name)
        said = {g["id"]: to_corpus(extractor.read(from_corpus(g)), NAMES) for g in gold}
        ours, theirs = evaluate(gold, said, ALIKE), evaluate(gold, said, table)
        for figure, count in ours.counts.items():
            assert count.f1 == pytest.approx(theirs.counts[figure].f1, abs=0.03), (name, figure)


def test_accepted_facts_are_counted_by_themselves_and_the_rest_counts_as_not_said() -> None:
    label = {"accelerator": "B200", "field": "memory_capacity", "value": 180, "unit": "GB", "evidence": "180 GB"}
    wrong = {**label, "field": "power", "value": 900, "unit": "W", "evidence": "900 W"}
    gold = [{"id": "d", "text": "B200: 180 GB, 900 W", "is_announcement": False, "events": [], "relations": [],
             "specs": [label, {**label, "field": "sram", "value": 1, "evidence": "B200"}]}]  # fmt: skip
    told = {"id": "d", "specs": [{**label, "status": "accepted"}, {**wrong, "status": "likely"}]}
    result = evaluate(gold, {"d": told}, Alike.of_names(NAMES))
    assert (result.counts["specs"].precision, result.counts["specs"].recall) == (0.5, 0.5)
    assert (result.accepted["specs"].precision, result.accepted["specs"].recall) == (1.0, 0.5)
