"""Putting measured runs of a file into the database: the calibration format, MLPerf's results or InferenceX's JSON."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from tracker.assemble import update_rankings
from tracker.clock import now_text, today
from tracker.measured import inferencex, mlperf, table
from tracker.measuring import store_runs
from tracker.model.errors import DocumentError
from tracker.model.measured import ReadRuns
from tracker.paths import migrations_dir
from tracker.store.connection import transaction, translated
from tracker.store.migrate import open_database
from tracker.store.rankings import rankings_stale
from tracker.store.reader import reading

MOST_BYTES = 64 * 2**20


@dataclass(frozen=True, slots=True, kw_only=True)
class IngestedRuns:
    """What became of a file. `rows` = new + known + unmapped + faulty + those left out."""

    file: str
    rows: int
    new: int
    known: int
    """Already there, to the last figure."""
    aside: Mapping[str, int]
    """Of those: why some anchor no ranking -> runs."""
    unmapped: int
    """Runs left out because the catalogue has no name for their accelerator or model."""
    unknown_accelerators: Mapping[str, int]
    unknown_models: Mapping[str, int]
    left_out: Mapping[str, int]
    """Sound rows that are no runs to compare (another division, no language model): reason -> rows."""
    faulty: int
    faults: tuple[str, ...]
    """`file:line: what is wrong; what to do`, the first thousand."""


def ingest_measured(database: Path, path: Path) -> IngestedRuns:
    """Check every row of the file, store the sound ones and rank anew; the same file again changes nothing.

    Raises DocumentError where the file cannot be read at all; DatabaseError or DiskError for the database.
    """
    read = _read(path)
    now = now_text()
    db = open_database(database, migrations_dir())
    try:
        with translated(database):
            with reading(database) as reader, transaction(db):
                stored = store_runs(db, reader, read.runs, now)
            if rankings_stale(db):
                update_rankings(db, database, now)
    finally:
        db.close()
    return IngestedRuns(
        file=str(path), rows=read.rows, new=stored.new, known=stored.known, aside=stored.aside,
        unmapped=len(read.runs) - stored.new - stored.known, unknown_accelerators=stored.unknown_accelerators,
        unknown_models=stored.unknown_models, left_out=read.left_out, faulty=read.n_faults, faults=read.faults,
    )  # fmt: skip


def _read(path: Path) -> ReadRuns:
    """MLPerf's by its column names, the others by the ending, and by the first character where that says nothing."""
    body = _bytes(path)
    if mlperf.is_results(body):
        return mlperf.parse(body, str(path), today())
    if path.suffix.lower() == ".json" or body.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] in (b"[", b"{"):
        return inferencex.parse(body, today(), str(path))
    return table.parse(body, str(path), today())


def _bytes(path: Path) -> bytes:
    try:
        if path.is_dir():
            raise DocumentError(f"{path}: is a folder; name a file in it")
        with path.open("rb") as file:
            body = file.read(MOST_BYTES + 1)
    except (OSError, ValueError) as error:
        raise DocumentError(f"{path}: cannot be read: {getattr(error, 'strerror', None) or error}") from None
    if len(body) > MOST_BYTES:
        raise DocumentError(f"{path}: larger than {MOST_BYTES >> 20} MiB; split it")
    if not body.strip():
        raise DocumentError(f"{path}: is empty")
    return body
