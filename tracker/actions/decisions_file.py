"""Decisions as JSON lines: out of one database, into another."""

from __future__ import annotations

import dataclasses
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tracker.actions.decide import settle, writing
from tracker.actions.documents import numbered
from tracker.actions.extraction import read_lines
from tracker.cleaning import clean
from tracker.model.decision import Decision, problem
from tracker.model.errors import DiskError, DocumentError
from tracker.paths import migrations_dir
from tracker.store import decisions
from tracker.store.connection import transaction
from tracker.store.facts import finish
from tracker.store.migrate import open_database

_TEXTS = ("fact", "verb", "who", "decided_at", "note", "target")


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """`older`: left out, because this database has a decision on the same fact that is as new. `waiting`: taken, not here yet."""

    taken: int
    older: int
    waiting: int


def export_lines(database: Path) -> list[str]:
    """One JSON line a decision, oldest first."""
    db = open_database(database, migrations_dir())
    try:
        return [json.dumps(_row(d), ensure_ascii=False, sort_keys=True) for d in decisions.all_kept(db)]
    finally:
        db.close()


def export_file(database: Path, file: Path) -> int:
    """Write the decisions to a file; how many. Raises DiskError."""
    lines = export_lines(database)
    try:
        file.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    except OSError as error:
        raise DiskError(f"{file}: {error.strerror or error}") from None
    return len(lines)


def import_file(database: Path, file: Path) -> Imported:
    """Take over the decisions of a file; those on facts that are not here yet wait for them.

    Raises DocumentError with one line a faulty line (then nothing is taken), DatabaseError or DiskError.
    """
    given = _read(file)
    with writing(database) as db:
        with transaction(db):
            taken, older, touched = decisions.keep_newest(db, given)
            merged = [d.fact for d in given if d.verb == "merge" and "/" in d.fact]
            for product in merged:
                decisions.read_again(db, product)
            finish(db, touched)
        settle(db, merged)
        waiting = sum(not decisions.applied(db, d.fact) for d in given)
    return Imported(taken=taken, older=older, waiting=waiting)


def _row(d: Decision) -> dict[str, Any]:
    return {**{name: getattr(d, name) for name in _TEXTS}, "changes": dict(d.changes)}


def _read(file: Path) -> list[Decision]:
    found: list[Decision] = []
    faults: list[str] = []
    for number, line in numbered(b"".join(read_lines(file))):
        try:
            found.append(_decision(line))
        except ValueError as error:
            faults.append(f"{file}:{number}: {error}")
    if faults:
        raise DocumentError("\n".join(faults))
    return found


def _decision(line: bytes) -> Decision:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise ValueError(f"no JSON: {error}") from None
    names = {field.name for field in dataclasses.fields(Decision)}
    if not isinstance(row, dict) or set(row) - names or not {"fact", "verb", "who", "decided_at"} <= set(row):
        raise ValueError(f"must be a JSON object with {', '.join(sorted(names))}")
    wrong = [name for name in _TEXTS if not isinstance(row.get(name, ""), str)]
    if wrong or not isinstance(row.get("changes", {}), dict):
        raise ValueError(f"{', '.join(wrong) or 'changes'} has the wrong type")
    texts = {name: clean(row.get(name, "")) for name in _TEXTS}
    decision = Decision(changes=row.get("changes", {}), **texts)  # type: ignore[arg-type]
    if told := problem(decision):
        raise ValueError(told)
    return decision
