"""Labelled documents once more, with the units of some figures taken away: what the head for bare numbers learns from.

    python -m benchmarks.strip_units LABELLED.jsonl [MORE.jsonl ...] > STRIPPED.jsonl

"The A has 80 GB and the B 141 GB" becomes "The A has 80 and the B 141 GB". Of every kind of figure one at least keeps its unit.
"""

from __future__ import annotations

import json
import random
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from benchmarks.clause_cases import SAME, places, touches
from tracker.catalogue import load
from tracker.extract import Extractor, from_corpus
from tracker.extract.alike import amount, close
from tracker.extract.parts import Quantity
from tracker.paths import catalogue_dir

_UNITLESS = ("chips", "node", "transistors")
_SEED, _LONGEST = 5, 3000


def stripped(row: Mapping[str, Any], found: Sequence[Quantity], draw: random.Random) -> dict[str, Any] | None:
    """The document with shorter text and quotes; None where no figure can spare its unit."""
    text: str = row["text"]
    gone = {place for q in _chosen(row, found, draw) for place in range(*_unit(text, q))}
    if not gone:
        return None
    left = "".join(c for n, c in enumerate(text) if n not in gone)

    def quote(words: str) -> str:
        at = text.find(words)
        return "".join(c for n, c in enumerate(words, at) if n not in gone) if words and at >= 0 else words

    parts = {kind: [{**one, "evidence": quote(one["evidence"])} for one in row[kind]] for kind in _KINDS}
    whole = all(one["evidence"] in left for kind in _KINDS for one in parts[kind])
    return {**row, **parts, "id": f"{row['id']}-s", "text": left} if whole else None


_KINDS = ("specs", "events", "relations")


def _chosen(row: Mapping[str, Any], found: Sequence[Quantity], draw: random.Random) -> Iterator[Quantity]:
    """Of the labelled figures of each kind half as many as the text has of it, one at least."""
    by_kind: dict[str, list[Quantity]] = {}
    for q in found:
        alone = not any(o is not q and o.start < q.end and q.start < o.end for o in found)
        if alone and q.kind not in _UNITLESS and q.op != "range" and _labelled(row, q):
            by_kind.setdefault(q.kind, []).append(q)
    for kind, own in by_kind.items():
        several = sum(q.kind == kind for q in found)
        if several > 1:
            draw.shuffle(own)
            yield from own[: max(1, min(len(own), several - 1) // 2)]


def _labelled(row: Mapping[str, Any], q: Quantity) -> bool:
    value, unit = amount({"value": q.value, "unit": q.unit})
    spans = [(amount(one), places(row["text"], one["evidence"])) for one in row["specs"]]
    return q.printed[0].isdigit() and any(
        base == unit and close(told, value, SAME) and touches(at, q.start, q.end) for (told, base), at in spans
    )


def _unit(text: str, q: Quantity) -> tuple[int, int]:
    """Where the unit stands behind the printed number."""
    at = text[q.start : q.end].lower().find(q.printed.lower())
    return (q.start + at + len(q.printed), q.end) if at >= 0 else (q.end, q.end)


def main(arguments: Sequence[str]) -> None:
    if not arguments:
        raise SystemExit(__doc__)
    extractor, draw = Extractor(load(catalogue_dir()).names, learned=False), random.Random(_SEED)
    for path in arguments:
        for line in Path(path).read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            read = extractor.proposed(from_corpus(row)) if len(row["text"]) <= _LONGEST else None
            if read and (out := stripped(row, read.reading.quantities, draw)):
                print(json.dumps(out, ensure_ascii=False))


if __name__ == "__main__":
    main(sys.argv[1:])
