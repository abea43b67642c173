"""How well texts are read: labelled documents read now, and held against their labels."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tracker.actions.documents import numbered, parse_line
from tracker.actions.extraction import read_lines
from tracker.model.errors import DiskError, DocumentError, UsageError
from tracker.model.reader import ReaderSettings

if TYPE_CHECKING:
    from tracker.extract import Extractor
    from tracker.extract.evaluation import Evaluation

Rows = Sequence[dict[str, Any]]
Predictions = dict[str, dict[str, Any]]
Predict = Callable[[Rows, "Extractor"], Predictions]
"""Labelled documents, by their own fields alone, to predictions by their id."""

_LISTS = ("events", "specs", "relations")


def evaluate_extraction(
    files: Sequence[Path],
    *,
    aliases: Path | None = None,
    require_evidence: bool = False,
    mismatches: Path | None = None,
    predict: Predict | None = None,
) -> Evaluation:
    """Read the labelled documents with the catalogue's names, and compare. `aliases`: a JSON table of names to compare by.

    `predict` reads in the place of the rules (see `with_model`). Writes what is missed, false or wrong to `mismatches`, one
    JSON object a line. Raises DocumentError with one line a faulty line, DiskError where it cannot be written.
    """
    from tracker import catalogue
    from tracker.extract import Extractor
    from tracker.extract.alike import Alike
    from tracker.extract.evaluation import evaluate
    from tracker.paths import catalogue_dir

    names = catalogue.load(catalogue_dir()).names
    gold = labelled(files)
    alike = Alike.of_table(_table(aliases)) if aliases else Alike.of_names(names)
    predicted = (predict or _with_rules)(gold, Extractor(names))
    result = evaluate(gold, predicted, alike, require_evidence)
    if mismatches:
        _write(mismatches, result.mismatches)
    return result


def _with_rules(gold: Rows, extractor: Extractor) -> Predictions:
    from tracker.extract import from_corpus, to_corpus

    return {row["id"]: to_corpus(extractor.read(from_corpus(row)), extractor.names) for row in gold}


def with_model(settings: ReaderSettings | None, alone: bool, on_gap: Callable[[str], None]) -> Predict:
    """What the rules and the language model read together, or the model `alone`; `on_gap` is told what was not answered.

    Raises UsageError where no model is set up; the key is looked for when it reads.
    """
    if settings is None:
        raise UsageError("feeds.toml has no [reader]: docs/reader.md says how to set one up")

    def predict(gold: Rows, extractor: Extractor) -> Predictions:
        from tracker.consult import consult
        from tracker.extract import from_corpus, to_corpus

        found = consult([from_corpus(row) for row in gold], settings, extractor)
        for row, one in zip(gold, found, strict=True):
            if one.message:
                on_gap(f"{row['id']}: {one.message}")
        read = [one.alone if alone else one.merged for one in found]
        return {row["id"]: to_corpus(facts, extractor.names) for row, facts in zip(gold, read, strict=True)}

    return predict


def figures(result: Evaluation) -> dict[str, Any]:
    """Everything that was counted, by name, ready for JSON."""
    found: dict[str, Any] = {"documents": result.documents, "predicted": result.predicted}
    for name, c in result.counts.items():
        found[name] = {"p": c.precision, "r": c.recall, "f1": c.f1, "tp": c.tp, "fp": c.fp, "fn": c.fn}
    found["is_announcement"]["accuracy"] = result.accuracy
    for kind, c in result.accepted.items():
        found[f"accepted_{kind}"] = {"precision": c.precision, "coverage": c.recall, "n": c.tp + c.fp}
    for name, share in result.shares.items():
        found[name] = {"share": share.share, "right": share.right, "n": share.n}
    return found


def labelled(files: Sequence[Path]) -> list[dict[str, Any]]:
    """The documents of JSON lines files with their labels. Raises DocumentError."""
    found: dict[str, dict[str, Any]] = {}
    faults: list[str] = []
    for file in files:
        for number, line in numbered(b"".join(read_lines(file))):
            place = f"{file}:{number}"
            try:
                parse_line(line, place)
                row = _row(json.loads(line), place)
            except DocumentError as error:
                faults.append(str(error))
                continue
            if row["id"] in found:
                faults.append(f"{place}: id {row['id']!r} is already taken by a line above")
            found[row["id"]] = row
    if faults:
        raise DocumentError("\n".join(faults))
    return list(found.values())


def _row(row: dict[str, Any], place: str) -> dict[str, Any]:
    if not isinstance(row.get("is_announcement"), bool):
        raise DocumentError(f"{place}: is_announcement must be true or false: a labelled document is wanted")
    for kind in _LISTS:
        labels = row.get(kind) or []
        if not isinstance(labels, list) or not all(isinstance(label, dict) for label in labels):
            raise DocumentError(f"{place}: {kind} must be a list of objects")
    return row


def _table(path: Path) -> dict[str, Any]:
    try:
        table = json.loads(b"".join(read_lines(path)))
    except ValueError as error:
        raise DocumentError(f"{path}: no JSON: {error}") from None
    if not isinstance(table, dict) or not isinstance(table.get("aliases"), dict):
        raise DocumentError(f'{path}: must be a JSON object with "aliases", and may have "vendors" and "families"')
    return table


def _write(path: Path, rows: Sequence[dict[str, Any]]) -> None:
    try:
        path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    except OSError as error:
        raise DiskError(f"{path}: {error.strerror or error}") from None
