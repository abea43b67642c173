"""Fits the weights of `tracker.extract.weighing` to labelled documents and writes `tracker/extract/event_weights.py`.

    python -m benchmarks.fit_events LABELLED.jsonl [MORE.jsonl ...] [--ridge 5] [--line 0.35]

One logistic regression a type of event over the scenes of the texts (a clause read for a product). Weights are pulled to
those set by hand in `event_priors`; words of the sort of text and of other sentences are held back four times as hard. Each
scene is shown twice, the second time without what the phrase rules say, so that the words must explain it alone. A scene is
a case of a type where a required label of that product and type has its evidence there, none where it has no such label,
and is left out where the label is optional, an alternative, or told elsewhere in the text.
"""

from __future__ import annotations

import argparse
import json
import re
import textwrap
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.event_priors import PRIORS
from tracker.catalogue import load
from tracker.extract import Extractor, from_corpus
from tracker.extract.events import observations
from tracker.extract.weighing import TYPES
from tracker.model.words import EventType
from tracker.paths import catalogue_dir

Array = NDArray[np.float64]
ROOT = Path(__file__).resolve().parents[1]
LEAST, SEEN, STEPS, ALONE, HELD = 0.08, 2, 60, 0.5, 4.0
_HELD = ("d:", "kind:", "n0", "n1", "n2", "n3", "s:", "brief", "medium", "wordy", "capital", "t:", "first", "then_", "q:",
         "past", "around", "quoted", "title", "second", "opens", "bare")  # fmt: skip


@dataclass(slots=True)
class Case:
    """A scene: what is observed, and per type 1 (is one), 0 (is none) or None (left out)."""

    observed: dict[str, float]
    truth: dict[str, int | None] = field(default_factory=dict)


def fold(name: str) -> str:
    return re.sub(r"[\W_]+", "", name.lower())


def cases(path: Path, extractor: Extractor) -> list[Case]:
    vendors = {v.slug: v.name for v in extractor.names.vendors}
    found: list[Case] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        document = from_corpus(row)
        scenes = list(observations(extractor._prepared(document, document.text), extractor._lexicon))
        here = [Case(s.observed) for s in scenes]
        names = [
            fold(f"{vendors.get(s.scene.product.vendor, s.scene.product.vendor)} {s.scene.product.name}")
            for s in scenes
        ]
        spans = [(s.scene.start, s.scene.end) for s in scenes]
        for event in row["events"]:
            _label(here, names, spans, event, row["text"].find(event["evidence"]))
        found.extend(here)
    return found


def _label(here: list[Case], names: list[str], spans: list[tuple[int, int]], event: dict[str, Any], at: int) -> None:
    end = at + len(event["evidence"])
    for number, name in enumerate((event["type"], *event.get("alt_types", ()))):
        for case, product, (start, stop) in zip(here, names, spans, strict=True):
            if product == fold(event["accelerator"]):
                told = start < end and at < stop and not number and not event.get("optional")
                case.truth[name] = 1 if told or case.truth.get(name) == 1 else None


def fitted(found: list[Case], name: EventType, names: list[str], ridge: float) -> Array:
    """Weights of one type by Newton's method on the penalised likelihood."""
    prior = {k: float(v) for k, _, v in (w.rpartition("=") for w in PRIORS[name].split())}
    start = np.array([prior.get(n, 0.0) for n in names])
    pull = np.array(
        [ridge * (0.3 if n == "bias" else HELD if n.startswith(_HELD) or n[-1] in "~-" else 1.0) for n in names]
    )
    full = np.array([[c.observed.get(n, 0.0) for n in names] for c in found])
    bare = full * np.array([0.0 if n.startswith(("r:", "ruled")) else 1.0 for n in names])
    y = np.array([float(c.truth.get(name, 0) or 0) for c in found])
    keep = np.array([0.0 if c.truth.get(name, 0) is None else 1.0 for c in found])
    ruled = (full != bare).any(axis=1)
    x, y = np.vstack([full, bare[ruled]]), np.concatenate([y, y[ruled]])
    w = np.concatenate([np.where(ruled, (1 - ALONE) * keep, keep), ALONE * keep[ruled]])
    weights = start.copy()
    for _ in range(STEPS):
        p = 1 / (1 + np.exp(-np.clip(x @ weights, -30, 30)))
        slope = x.T @ (w * (p - y)) + pull * (weights - start)
        step = np.linalg.solve((x * (w * p * (1 - p))[:, None]).T @ x + np.diag(pull), slope)
        weights = weights - step
        if np.abs(step).max() < 1e-4:
            break
    return weights


def written(names: list[str], weights: Mapping[EventType, Array], line: float, documents: str) -> str:
    rows = ['"""Weights of the observations that tell the types of event; made by `benchmarks.fit_events`, see its docstring.', "",
            f"Fitted to {documents}; weights below {LEAST} are left out.", '"""', "", "from __future__ import annotations", "",
            "from tracker.model.words import EventType", "", "LINES: dict[EventType, float] = {"]  # fmt: skip
    rows += [f'    "{t}": {line},' for t in TYPES]
    rows += [
        "}",
        '"""Chance from which on an event of the type is accepted."""',
        "",
        "WEIGHTS: dict[EventType, str] = {",
    ]
    for name in TYPES:
        text = " ".join(f"{n}={w:.2f}" for n, w in zip(names, weights[name], strict=True) if abs(w) >= LEAST)
        rows += [f'    "{name}": """', textwrap.fill(text.replace("=0.", "=.").replace("=-0.", "=-."), 112, initial_indent=" " * 8,
                 subsequent_indent=" " * 8, break_long_words=False, break_on_hyphens=False) + '""",']  # fmt: skip
    return "\n".join([*rows, "}"]) + "\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("labelled", nargs="+", type=Path)
    parser.add_argument("--ridge", type=float, default=5.0)
    parser.add_argument("--line", type=float, default=0.35)
    parser.add_argument("--out", type=Path, default=ROOT / "tracker" / "extract" / "event_weights.py")
    told = parser.parse_args()
    extractor = Extractor(load(catalogue_dir()).names)
    found = [c for path in told.labelled for c in cases(path, extractor)]
    counts: dict[str, int] = {}
    for case in found:
        for name in case.observed:
            counts[name] = counts.get(name, 0) + 1
    known = {w.rpartition("=")[0] for text in PRIORS.values() for w in text.split()}
    names = sorted({n for n, c in counts.items() if c >= SEEN} | known)
    weights = {t: fitted(found, t, names, told.ridge) for t in TYPES}
    documents = sum(len(p.read_text(encoding="utf-8").splitlines()) for p in told.labelled)
    told.out.write_text(written(names, weights, told.line, f"{documents} labelled documents"), encoding="utf-8")


if __name__ == "__main__":
    main()
