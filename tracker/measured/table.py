"""The calibration format: a CSV table of measured runs, one row each, output tokens, with marks in its notes."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator

from tracker.measured import values
from tracker.measured.values import Reading, Row
from tracker.model.measured import ReadRuns, ReportedRun
from tracker.model.words import PRECISIONS

COLUMNS = (
    *("source", "source_path_or_url", "date", "accelerator", "n_accelerators", "model", "precision", "isl", "osl"),
    *("concurrency_or_batch", "throughput_tok_s_total", "notes"),
)
"""Columns that must be there; the others of the format and `engine_version` are read where they are, all else is ignored."""

SCENARIOS = ("online", "offline", "server", "interactive", "batch", "api")
_WEIGHTS_ONLY = "fp4w"
_MARK = re.compile(r"(\w{1,40})=([\w.+-]{0,60})")
_BESIDES = ("nominal ", "throughput ")
"""How remarks begin that say nothing of the system."""
_SLACK = 0.02
"""Totals and rates of one accelerator are rounded apart."""


def parse(body: bytes, name: str, today: str) -> ReadRuns:
    """The runs of a table; a faulty row is a fault `name:line: …`, and the rows behind it go on. Never raises."""
    reading = Reading(name)
    try:
        lines = body.decode("utf-8-sig").splitlines(keepends=True)
    except UnicodeDecodeError as error:
        line = body.count(b"\n", 0, error.start) + 1
        reading.break_off(line, f"byte 0x{body[error.start]:02x} is no UTF-8: save the file as UTF-8")
        return reading.result()
    rows = csv.reader(lines, strict=True)
    header = _header(rows, reading)
    if header:
        for line, cells in numbered(rows, reading):
            reading.rows += 1
            try:
                reading.runs.append(_run(_row(header, cells), today))
            except ValueError as error:
                reading.fault(line, str(error))
                if reading.hopeless(line):
                    break
    return reading.result()


def _header(rows: Iterator[list[str]], reading: Reading) -> list[str]:
    """The column names, empty where this is no such table."""
    try:
        header = [name.strip() for name in next(rows, [])]
    except csv.Error as error:
        reading.break_off(1, f"the header cannot be read ({error}): write one line of column names")
        return []
    if missing := [name for name in COLUMNS if name not in header]:
        reading.break_off(
            1, f"no column {', '.join(missing)}: a table in the calibration format is wanted, or MLPerf's results"
        )
        return []
    if twice := sorted({name for name in header if header.count(name) > 1}):
        reading.break_off(1, f"column {', '.join(twice)} is there twice: take one away")
        return []
    return header


def numbered(rows: Iterator[list[str]], reading: Reading) -> Iterator[tuple[int, list[str]]]:
    """(line at which a row begins, its cells); blank lines are left out, and what is no CSV is a fault."""
    while True:
        line = rows.line_num + 1  # type: ignore[attr-defined]
        try:
            cells = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            reading.rows += 1
            reading.fault(line, f"no CSV ({error}): check the quotes of this row")
            continue
        if cells:
            yield line, cells


def _row(header: list[str], cells: list[str]) -> dict[str, str]:
    if len(cells) != len(header):
        more = "more" if len(cells) > len(header) else "fewer"
        raise ValueError(f"{len(cells)} cells, {more} than the {len(header)} columns: put texts with commas in quotes")
    return {name: cell.strip() for name, cell in zip(header, cells, strict=True)}


def _run(row: Row, today: str) -> ReportedRun:
    if (counts := values.word(row, "counts", ("output", "total", "input"))) not in ("", "output"):
        raise ValueError(f"counts {counts!r}: only output tokens compare; convert the throughput and write output")
    count = values.needed_whole(row, "n_accelerators")
    notes = values.note(row, "notes")
    marks = {name.lower(): value.lower() for name, value in _MARK.findall(notes)}
    tp, pp, ep = (_ways(row, name) for name in ("tp", "pp", "ep"))
    precision = values.word(row, "precision", (*PRECISIONS, _WEIGHTS_ONLY))
    spread = marks.get("dp_attn") == "true" or marks.get("attn_dp", "1") not in ("1", "none", "")
    return ReportedRun(
        accelerator=values.text(row, "accelerator", required=True),
        model=values.text(row, "model", required=True),
        publisher=values.text(row, "source", required=True),
        url=values.address(row, "source_path_or_url", required=True),
        date=values.day(row, "date", today),
        count=count,
        precision="fp4" if precision == _WEIGHTS_ONLY else precision,
        isl=values.needed(row, "isl"),
        osl=values.needed(row, "osl"),
        concurrency=values.whole(row, "concurrency_or_batch") or 0,
        output_tok_s=_rate(row, count),
        tok_s_user=values.real(row, "interactivity_tok_s_user", 1e6) or 0.0,
        ttft_s=values.real(row, "ttft_s", 1e6),
        engine=values.text(row, "engine"),
        engine_version=values.text(row, "engine_version"),
        tp=tp, pp=pp, ep=ep, layout=values.layout(tp, pp, ep, spread),
        scenario=values.word(row, "scenario", SCENARIOS),
        speculation=marks.get("spec", ""),
        disaggregated={"true": True, "false": False}.get(marks.get("disagg", "")),
        note="; ".join(filter(None, (notes, "fp4 weights only" if precision == _WEIGHTS_ONLY else ""))),
        system=_system(notes),
    )  # fmt: skip


def _ways(row: Row, key: str) -> int | None:
    """0 is how some tables write that there is no such parallelism."""
    return None if row.get(key) == "0" else values.whole(row, key)


def _rate(row: Row, count: int) -> float:
    """Output tokens/s of one accelerator."""
    total, each = values.real(row, "throughput_tok_s_total"), values.real(row, "throughput_tok_s_per_accel", 1e9)
    if total is None and each is None:
        raise ValueError("throughput_tok_s_total is missing: every row needs the system's output tokens/s")
    if total is None or each is None:
        return each or (total or 0.0) / count
    if abs(total / count - each) > _SLACK * each:
        raise ValueError(
            f"throughput_tok_s_total {total:g} is not n_accelerators {count} x throughput_tok_s_per_accel {each:g}: "
            "correct one of the three"
        )
    return each


def _system(notes: str) -> str:
    """The notes without marks and remarks: submitter, board, software."""
    parts = (part.strip() for part in notes.split(";"))
    return "; ".join(p for p in parts if p and not _MARK.fullmatch(p) and not p.startswith(_BESIDES))
