"""How often each extraction rule is right, and what a line of acceptance gives: precision and coverage on labelled documents.

    python -m benchmarks.calibrate_extraction GOLD.jsonl [GOLD.jsonl ...]

A rule's `low` is the lower end of the 95 % Wilson interval of its precision: what may be put into the rule's table in
tracker/extract. The second table shows for each line of confidence what accepting from there on would give.
"""

from __future__ import annotations

import math
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from tracker.actions.evaluation import labelled
from tracker.catalogue import load
from tracker.extract import Extractor, from_corpus, to_corpus
from tracker.extract.alike import Alike
from tracker.extract.evaluation import evaluate
from tracker.model.catalogue import Names
from tracker.model.document import Facts
from tracker.paths import catalogue_dir

_PARTS = {"specs": "claims", "events": "events", "relations": "relations"}
_WANTED = {"specs": 0.90, "events": 0.85, "relations": 0.85}


@dataclass(frozen=True, slots=True)
class Said:
    kind: str
    rule: str
    confidence: float
    status: str
    right: bool


def wilson(right: int, n: int, z: float = 1.96) -> float:
    """Lower end of the Wilson score interval of a share (E. B. Wilson, 1927)."""
    if not n:
        return 0.0
    p = right / n
    return (p + z * z / 2 / n - z * math.sqrt(p * (1 - p) / n + z * z / 4 / n / n)) / (1 + z * z / n)


def main(arguments: Sequence[str]) -> None:
    if not arguments:
        raise SystemExit(__doc__)
    names = load(catalogue_dir()).names
    gold = labelled([Path(a) for a in arguments])
    said, needed = _said(gold, names)
    _rules(said)
    for kind in _PARTS:
        _lines(kind, [one for one in said if one.kind == kind], needed[kind])


def _said(gold: Sequence[dict[str, Any]], names: Names) -> tuple[list[Said], dict[str, int]]:
    """Every fact, those for review too, judged by itself: whether some label, an optional one as well, means it."""
    extractor, alike = Extractor(names), Alike.of_names(names)
    found: list[Said] = []
    needed = dict.fromkeys(_PARTS, 0)
    for row in gold:
        facts = extractor.read(from_corpus(row))
        for kind, part in _PARTS.items():
            needed[kind] += sum(not label.get("optional") for label in row.get(kind) or [])
            for fact in getattr(facts, part):
                if fact.status not in ("accepted", "review"):
                    continue
                told = _alone(facts, part, fact, names)
                if told[kind]:
                    count = evaluate([row], {row["id"]: told}, alike, require_evidence=True).counts[kind]
                    e = fact.evidence
                    found.append(Said(kind, e.rule, e.confidence, fact.status, not count.fp))
    return found, needed


def _alone(facts: Facts, part: str, fact: Any, names: Names) -> dict[str, Any]:
    bare = replace(facts, claims=(), events=(), relations=(), links=())
    return to_corpus(replace(bare, **{part: (replace(fact, status="accepted", reason=""),)}), names)


def _rules(said: Sequence[Said]) -> None:
    print(f"{'kind':10} {'rule':32} {'n':>5} {'right':>6} {'precision':>10} {'low':>6} {'stated':>7}")
    groups: dict[tuple[str, str], list[Said]] = {}
    for one in said:
        groups.setdefault((one.kind, one.rule), []).append(one)
    for (kind, rule), rows in sorted(groups.items(), key=lambda g: (g[0][0], -len(g[1]), g[0][1])):
        n, right = len(rows), sum(one.right for one in rows)
        stated = sum(one.confidence for one in rows) / n
        print(f"{kind:10} {rule[:32]:32} {n:5} {right:6} {right / n:10.3f} {wilson(right, n):6.3f} {stated:7.3f}")


def _lines(kind: str, said: Sequence[Said], needed: int) -> None:
    print(f"\n{kind}: {needed} labels; coverage = right facts from the line on, over the labels")
    _line("as now", [one for one in said if one.status == "accepted"], needed)
    reached = ""
    for step in range(19):
        line = round(0.05 + 0.05 * step, 2)
        chosen = [one for one in said if one.confidence >= line]
        _line(f">= {line:.2f}", chosen, needed)
        if not reached and chosen and _precision(chosen) >= _WANTED[kind]:
            reached = f"{line:.2f}"
    print(f"  first line with precision >= {_WANTED[kind]:.2f}: {reached or 'none'}")


def _line(name: str, chosen: Sequence[Said], needed: int) -> None:
    count = sum(one.right for one in chosen)
    print(
        f"  {name:8} n {len(chosen):5}  precision {_precision(chosen):.3f}  coverage {count / needed if needed else 1:.3f}"
    )


def _precision(chosen: Sequence[Said]) -> float:
    return sum(one.right for one in chosen) / len(chosen) if chosen else 1.0


if __name__ == "__main__":
    main(sys.argv[1:])
