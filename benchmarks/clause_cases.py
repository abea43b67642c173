"""Labelled documents as cases for the clause model: sequences, what the rules propose, and what the labels say.

    python -m benchmarks.clause_cases VOCABULARY.txt LABELLED.jsonl [MORE.jsonl ...] > CASES.jsonl

One JSON object a stretch of text. `benchmarks.fit_clauses` learns from it; needs no PyTorch, so that the cases are made with
the tracker's own environment.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_args

from tracker.catalogue import load
from tracker.encoder.wordpiece import Pieces
from tracker.extract import Extractor, from_corpus, judge
from tracker.extract.alike import Alike, amount, close
from tracker.extract.bare import Bare, bare
from tracker.extract.judge import signs
from tracker.extract.multiples import Multiple
from tracker.extract.nearness import nearness
from tracker.extract.parts import Reading
from tracker.extract.proposals import KINDS, Proposals, proposals
from tracker.extract.reader import comma_decimal
from tracker.extract.sequence import Chunk, chunks, factors
from tracker.model.words import Metric
from tracker.paths import catalogue_dir

Label = Mapping[str, Any]
SAME = 0.02
FIELDS = judge.FIELDS[1:]
METRICS = get_args(Metric)


@dataclass(frozen=True, slots=True)
class Named:
    """Which products of a text a label's name may mean."""

    names: Mapping[str, str]
    alike: Alike

    def products(self, name: object) -> set[str]:
        near = {slug: self.alike.distance(name, full, True) for slug, full in self.names.items()}
        exact = {slug for slug, d in near.items() if d == 0}
        return exact or {slug for slug, d in near.items() if d is not None}


def places(text: str, quote: str) -> list[tuple[int, int]]:
    return [m.span() for m in re.finditer(re.escape(quote), text)] if quote else []


def touches(spans: Sequence[tuple[int, int]], start: int, end: int) -> bool:
    return any(a < end and start < b for a, b in spans)


def cases(path: Path, extractor: Extractor, vocabulary: Mapping[str, int]) -> Iterator[dict[str, Any]]:
    alike, pieces, marks = Alike.of_names(extractor.names), Pieces(vocabulary), signs(vocabulary)
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        read = extractor.proposed(from_corpus(row))
        if read is None:
            continue
        reading, named = read.reading, Named(extractor.full_names(read.reading), alike)
        ratios, proposed = factors(reading, comma_decimal(reading.lower)), proposals(reading, read.seen, read.happened)
        loose = bare(reading, ratios)
        for chunk in chunks(reading, extractor.lexicon, ratios, loose, marks, pieces.read):
            yield _case(row, reading, proposed, ratios, loose, chunk, named)


def _case(
    row: Label,
    reading: Reading,
    proposed: Proposals,
    ratios: Sequence[Multiple],
    loose: Sequence[Bare],
    chunk: Chunk,
    named: Named,
) -> dict[str, Any]:
    near = nearness(chunk)
    products = near.products
    return {
        "id": row["id"],
        "announces": bool(row["is_announcement"]),
        "numbers": chunk.numbers,
        "sentences": chunk.sentences,
        "products": products,
        "mentions": near.mentions,
        "owners": near.owners,
        "near": near.table.tolist(),
        "figures": list(chunk.figures.values()),
        "ratios": list(chunk.ratios.values()),
        "bare": list(chunk.bare.values()),
        "bare_stated": _bare(row, reading, loose, chunk, named),
        "events": [
            (products.index(p), s, rows)
            for (p, s), rows in proposed.events.items()
            if p in products and s in chunk.sentences
        ],
        "gate": proposed.gate,
        "told": _events(row, reading, chunk, named),
        "stated": _figures(row, reading, chunk, named),
        "compared": _ratios(row, reading, ratios, chunk, named),
    }


def _events(row: Label, reading: Reading, chunk: Chunk, named: Named) -> list[tuple[int, int, int, int]]:
    """(product, sentence, kind, 1 or -1): told there by a required label; or left out, as told elsewhere or optional."""
    here = sorted({s for s in chunk.sentences if s >= 0})
    products = list(chunk.names)
    out: dict[tuple[int, int, int], int] = {}
    for label in row["events"]:
        spans = places(reading.text, label["evidence"])
        for product in named.products(label["accelerator"]) & set(products):
            for n, kind in enumerate((label["type"], *(label.get("alt_types") or ()))):
                for number in here:
                    sentence = reading.sentences[number]
                    key = products.index(product), number, KINDS.index(kind)
                    told = not n and not label.get("optional") and touches(spans, sentence.start, sentence.end)
                    out[key] = 1 if told or out.get(key) == 1 else -1
    return [(*key, value) for key, value in out.items()]


def _figures(row: Label, reading: Reading, chunk: Chunk, named: Named) -> list[dict[str, Any]]:
    def told(label: Label, index: int) -> bool:
        q, (value, unit) = reading.quantities[index], amount(label)
        read, base = amount({"value": q.value, "unit": q.unit})
        spans = places(reading.text, label["evidence"])
        return unit == base and close(value, read, SAME) and touches(spans, q.start, q.end)

    return _stated(row, chunk, chunk.figures, named, told)


def _bare(row: Label, reading: Reading, loose: Sequence[Bare], chunk: Chunk, named: Named) -> list[dict[str, Any]]:
    """As `_figures`, of the numbers without a unit."""

    def told(label: Label, index: int) -> bool:
        number, spans = loose[index], places(reading.text, label["evidence"])
        return close(float(label["value"]), number.value, SAME / 10) and touches(spans, number.start, number.end)

    return _stated(row, chunk, chunk.bare, named, told)


def _stated(
    row: Label, chunk: Chunk, numbers: Iterable[int], named: Named, told: Callable[[Label, int], bool]
) -> list[dict[str, Any]]:
    """The pairs of a number, by its place among `numbers`, and a product that a label states; `told`: is it the label's number?"""
    products = list(chunk.names)
    out: dict[tuple[int, int], dict[str, Any]] = {}
    for label in row["specs"]:
        for n, index in enumerate(numbers):
            if not told(label, index):
                continue
            for product in named.products(label["accelerator"]) & set(products):
                key = n, products.index(product)
                if not label.get("optional") or key not in out:
                    out[key] = {
                        "figure": n, "product": key[1], "required": not label.get("optional"),
                        "field": FIELDS.index(label["field"]),
                    }  # fmt: skip
    return list(out.values())


def _ratios(
    row: Label, reading: Reading, ratios: Sequence[Multiple], chunk: Chunk, named: Named
) -> list[dict[str, Any]]:
    products = list(chunk.names)
    out: dict[int, dict[str, Any]] = {}
    for label in row["relations"]:
        spans, other = places(reading.text, label["evidence"]), label.get("object")
        for n, index in enumerate(chunk.ratios):
            ratio = ratios[index]
            if not touches(spans, ratio.start, ratio.end) or not ratio.may_mean(float(label["factor"])):
                continue
            one = out.setdefault(n, {"ratio": n, "metrics": [], "subjects": [], "objects": [], "required": False})
            one["metrics"].append(METRICS.index(label["metric"]))
            one["subjects"] += [products.index(p) for p in named.products(label["subject"]) & set(products)]
            if not named.alike.anything(other):
                one["objects"] += [products.index(p) for p in named.products(other) & set(products)]
            one["required"] |= not label.get("optional")
    return list(out.values())


def main(arguments: Sequence[str]) -> None:
    if len(arguments) < 2:
        raise SystemExit(__doc__)
    words = Path(arguments[0]).read_text(encoding="utf-8").splitlines()
    vocabulary = {word: n for n, word in enumerate(words)}
    extractor = Extractor(load(catalogue_dir()).names)
    for path in arguments[1:]:
        for case in cases(Path(path), extractor, vocabulary):
            print(json.dumps(case))


if __name__ == "__main__":
    main(sys.argv[1:])
