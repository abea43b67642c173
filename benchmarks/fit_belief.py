"""Fits the weights of `tracker.extract.belief` to labelled documents: ridge logistic regression, checked by cross-validation.

    python -m benchmarks.fit_belief UNREAD.jsonl ... [--events UNREAD.jsonl ...] [--read READ.jsonl ...] [--out]

UNREAD are documents that no rule was made with: only they tell how far a rule carries, and each file is judged with weights
fitted without it. For events the clause model must not have seen them either: --events names those, where they are fewer.
READ are documents that rules or model were made with; they count WEIGHT each. The line of a kind is the least chance
from which on the facts of the files left out are right as often as WANTED says. --out writes `tracker/extract/belief_weights.py`.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tracker.catalogue import load
from tracker.extract import Extractor, belief, belief_weights, from_corpus, to_corpus
from tracker.extract.alike import Alike
from tracker.extract.claim_signs import unread
from tracker.extract.evaluation import evaluate
from tracker.extract.figured import LEARNED
from tracker.extract.surroundings import Signs
from tracker.model.document import Facts
from tracker.paths import catalogue_dir

Array = NDArray[np.float64]
WEIGHT = 0.1
KINDS = ("specs", "events", "relations")
RIDGE = {"CLAIM": 5.0, "CLAIM_ALONE": 5.0, "EVENT": 10.0, "RELATION": 5.0}
"""Penalty of the squared weights; of three tried the best on the files left out."""
WANTED = {"CLAIM": 0.92, "CLAIM_ALONE": 0.92, "EVENT": 0.93, "RELATION": 0.8}
"""Over the floors of .90 and .85: what is fitted to some unread documents does worse on others, events more than figures."""
LEAST, STEPS = 12, 60
"""How often a sign must occur to be given a weight; Newton steps."""


@dataclass(frozen=True, slots=True)
class Said:
    kind: str
    file: str
    signs: Signs
    rule: str
    right: bool
    proposed: bool
    """The rules accept it."""


@dataclass(slots=True)
class Data:
    said: list[Said]
    labels: dict[str, int]
    """Required labels of every kind."""


def data(paths: Sequence[Path], extractor: Extractor) -> Data:
    judge = _Judge(extractor)
    out = Data([], dict.fromkeys(KINDS, 0))
    for path in paths:
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            for kind in KINDS:
                out.labels[kind] += sum(not label.get("optional") for label in row.get(kind) or [])
            out.said.extend(judge.said(path.stem, row))
    return out


class _Judge:
    """Each fact of a document judged by itself: whether some label, an optional one as well, means it."""

    def __init__(self, extractor: Extractor) -> None:
        self._extractor, self._alike = extractor, Alike.of_names(extractor.names)

    def said(self, file: str, row: dict[str, Any]) -> Iterator[Said]:
        document = from_corpus(row)
        read = self._extractor.proposed(document)
        if read is None:
            return
        weighed, bare = self._extractor.weighed(read), self._bare(document.id, read.reading.text)
        stated = self._extractor.stated(read, weighed)
        bare = replace(bare, provisional=self._extractor.read(document).provisional)
        parts = (
            (
                "specs",
                "claims",
                tuple(map(belief.opened, stated)),
                belief.signs_of_claims(read.reading, stated, weighed.judgement),
            ),
            ("events", "events", tuple(map(belief.opened, weighed.events)), belief.signs_of_events(read, weighed)),
            (
                "relations",
                "relations",
                read.compared,
                belief.signs_of_relations(read.reading, read.compared, weighed.judgement),
            ),
        )
        for kind, part, facts, signs in parts:
            for fact, of_fact in zip(facts, signs, strict=True):
                if fact.status in ("accepted", "review"):
                    alone = replace(bare, **{part: (replace(fact, status="accepted"),)})
                    if told := to_corpus(alone, self._extractor.names)[kind]:
                        count = evaluate(
                            [row], {row["id"]: {"id": row["id"], kind: told}}, self._alike, require_evidence=True
                        )
                        yield Said(
                            kind,
                            file,
                            of_fact,
                            fact.evidence.rule,
                            not count.counts[kind].fp,
                            fact.status == "accepted",
                        )

    def _bare(self, document: str, text: str) -> Facts:
        return Facts(document=document, extractor="", is_announcement=False)


def alone(said: Sequence[Said]) -> list[Said]:
    """The figures of the rules as in a text that the model does not read."""
    return [replace(s, signs=unread(s.signs)) for s in said if s.rule not in LEARNED]


def matrix(rows: Sequence[Said], names: Sequence[str]) -> Array:
    return np.array([[1.0 if n == "bias" else r.signs.get(n, 0.0) for n in names] for r in rows])


def fit(rows: Sequence[Said], weights: Array, ridge: float) -> dict[str, float]:
    """Newton steps on the penalised likelihood; the bias is not penalised."""
    counts: dict[str, int] = {}
    for r in rows:
        for name, strength in r.signs.items():
            counts[name] = counts.get(name, 0) + bool(strength)
    names = ["bias", *sorted(n for n, count in counts.items() if count >= LEAST)]
    x, y = matrix(rows, names), np.array([float(r.right) for r in rows])
    penalty = np.r_[1e-3, np.full(len(names) - 1, ridge)]
    w = np.zeros(len(names))
    for _ in range(STEPS):
        p = 1 / (1 + np.exp(-np.clip(x @ w, -30, 30)))
        gradient = x.T @ (weights * (p - y)) + penalty * w
        w = w - np.linalg.solve((x.T * (weights * p * (1 - p))) @ x + np.diag(penalty), gradient)
    return {name: round(float(value), 3) for name, value in zip(names, w, strict=True)}


def fitted(unread: Sequence[Said], read: Sequence[Said], ridge: float) -> dict[str, float]:
    return fit([*unread, *read], np.r_[np.ones(len(unread)), np.full(len(read), WEIGHT)], ridge)


def crossed(unread: Sequence[Said], read: Sequence[Said], ridge: float) -> Array:
    """The chance of every unread fact, by weights fitted without its file."""
    out = np.zeros(len(unread))
    for file in sorted({r.file for r in unread}):
        weights = fitted([r for r in unread if r.file != file], read, ridge)
        for n, r in enumerate(unread):
            if r.file == file:
                out[n] = belief.chance(r.signs, weights)
    return out


def line(chances: Array, right: Array, wanted: float) -> float:
    """The least chance from which on the facts are right so often; 1 where there is none."""
    order = np.argsort(-chances, kind="stable")
    share = np.cumsum(right[order]) / np.arange(1, len(order) + 1)
    reached = np.flatnonzero((share >= wanted) & (np.arange(len(order)) >= 20))
    return float(np.ceil(chances[order][reached[-1]] * 100) / 100) if len(reached) else 1.0


def told(name: str, chances: Array, right: Array, labels: int, at: float) -> None:
    print(f"\n{name}: {labels} labels, {len(right)} facts that the rules accept; precision, coverage of the labels, F1")
    for least in (0.0, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95, at):
        s = chances >= least
        n, hits = int(s.sum()), int(right[s].sum())
        print(
            f"  {'line' if least == at else '    '} >= {least:.2f} n {n:5} "
            f"{hits / max(1, n):.3f} {hits / labels:.3f} {2 * hits / (n + labels):.3f}"
        )


def table(name: str, weights: dict[str, float]) -> str:
    rows = "".join(f"    {json.dumps(n)}: {w},\n" for n, w in sorted(weights.items()) if w)
    return f"{name}: dict[str, float] = {{\n{rows}}}\n"


HEAD = '''"""Weights of the signs by which `belief` tells how likely a fact is right; accepted from the lines on.

Written by `benchmarks.fit_belief` (ridge logistic regression). In the documents left out of the fit the facts from the lines on
were right in {CLAIM:.0%} (specs), {EVENT:.0%} (events) and {RELATION:.0%} (ratios) of the cases.
"""

from __future__ import annotations

'''


TABLES = {"CLAIM": "specs", "CLAIM_ALONE": "specs", "EVENT": "events", "RELATION": "relations"}
"""The facts that a table of weights is of; alone: in texts that the model does not read."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("unread", nargs="+", type=Path)
    parser.add_argument("--events", nargs="*", type=Path, default=[])
    parser.add_argument("--read", nargs="*", type=Path, default=[])
    parser.add_argument("--out", action="store_true")
    asked = parser.parse_args()
    extractor = Extractor(load(catalogue_dir()).names)
    read = data(asked.read, extractor)
    files = {"specs": asked.unread, "events": asked.events or asked.unread, "relations": asked.unread}
    sets = {tuple(paths): data(paths, extractor) for paths in files.values()}
    out = HEAD.format(**WANTED)
    for name, kind in TABLES.items():
        unread_data = sets[tuple(files[kind])]
        here = [[r for r in d.said if r.kind == kind and r.proposed] for d in (unread_data, read)]
        here = [alone(rows) for rows in here] if name.endswith("ALONE") else here
        chances, right = crossed(here[0], here[1], RIDGE[name]), np.array([r.right for r in here[0]])
        least = line(chances, right, WANTED[name])
        told(name, chances, right, unread_data.labels[kind], least)
        out += f"{name}_LINE = {least}\n{table(name, fitted(here[0], here[1], RIDGE[name]))}"
    if asked.out:
        Path(belief_weights.__file__).write_text(out, encoding="utf-8")


if __name__ == "__main__":
    main()
