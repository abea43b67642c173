"""The layouts that MLPerf Inference results are published in -> one record a result, under the checker's column names.

Read are the checker's summary CSV, the report's JSON made of it, and the site's export: a list, or a table with one row a
system and one column a benchmark and scenario. Columns are those that MLCommons' own tools write (mlcommons/inference,
tools/submission: submission_checker, generate_final_report).
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

from tracker.measured import mlperf_rounds
from tracker.measured.inferencex import elements
from tracker.measured.table import numbered
from tracker.measured.values import Reading, quoted

Record = Mapping[str, str] | str
"""A result by column name; text where it is none: what is wrong with it."""

_NAMES: Mapping[str, tuple[str, ...]] = {
    "ID": ("public id", "id"),
    "Organization": ("organization", "submitter"),
    "Availability": ("availability",),
    "Division": ("division", "category", "division/power"),
    "SystemName": ("systemname", "system name", "system"),
    "Platform": ("platform",),
    "MlperfModel": ("mlperfmodel", "model mlc", "model", "benchmark"),
    "Scenario": ("scenario",),
    "Result": ("result", "performance_result", "avg. result at system name", "avg. result"),
    "Units": ("units", "performance_units"),
    "number_of_nodes": ("number_of_nodes", "nodes", "# of nodes"),
    "accelerators_per_node": ("accelerators_per_node", "a#"),
    "total_accelerators": ("total_accelerators", "total accelerators"),
    "# of Accelerators": ("# of accelerators", "sum of # of accelerators"),
    "accelerator_model_name": ("accelerator_model_name", "accelerator model name", "accelerator"),
    "framework": ("framework", "software"),
    "notes": ("notes",),
    "weight_data_types": ("weight_data_types", "weight data types"),
    "compliance": ("compliance",),
    "errors": ("errors",),
    "Valid / Invalid": ("valid / invalid",),
    "inferred": ("inferred",),
    "version": ("version",),
    "Details": ("details", "location"),
}
"""Name -> how it is printed, folded, best first: a checker's `Model` is what was run, its `MlperfModel` what it counts as."""

_KEYS = {printed: (name, rank) for name, all_printed in _NAMES.items() for rank, printed in enumerate(all_printed)}
_UNITS = ("samples/s", "queries/s", "tokens/s", "latency (ms)", "latency (s)", "watts", "millijoules")
_MEASURE = re.compile(r"(?:avg\. result|(?:sum of )?# of )", re.IGNORECASE)
_CLICK = re.compile(r"\(click[^()]*\)")
_HEAD = 12
"""Lines among which the column names are."""
_JSON = re.compile(r'"(Scenario|MlperfModel|UsedModel|Model MLC|Performance_Units|Units)"\s*:')


def is_results(body: bytes) -> bool:
    """Whether a file is one of MLPerf's, by its column names."""
    head = body[: 1 << 16].decode("utf-16" if _wide_characters(body) else "utf-8-sig", "ignore")
    if head.lstrip()[:1] == "[":
        return len(set(_JSON.findall(head))) >= 3
    lines = head.splitlines()[:_HEAD]
    return any(_kind(row) for row in csv.reader(lines, delimiter=_delimiter(lines)))


def records(body: bytes, reading: Reading) -> Iterator[tuple[int, Record]]:
    """(line, result), in order; what ends the file too early or is no such file breaks the reading off."""
    try:
        text = body.decode("utf-16" if _wide_characters(body) else "utf-8-sig")
    except UnicodeDecodeError as error:
        reading.break_off(body.count(b"\n", 0, error.start) + 1, "neither UTF-8 nor UTF-16: save the file as UTF-8")
        return
    if text.lstrip()[:1] == "[":
        for line, value in elements(text, reading):
            yield (
                line,
                _named(value) if isinstance(value, dict) else f"{quoted(value)} is no object: every result is one",
            )
    else:
        yield from _table(text.splitlines(keepends=True), reading)


def _wide_characters(body: bytes) -> bool:
    return body.startswith((b"\xff\xfe", b"\xfe\xff"))


def _delimiter(lines: Sequence[str]) -> str:
    head = "".join(lines[:_HEAD])
    return "\t" if head.count("\t") > head.count(",") else ","


def _folded(header: str) -> str:
    return " ".join(_CLICK.sub("", header.casefold()).split())


def _kind(row: Sequence[str]) -> str:
    """`list` or `crosstab` where a row names the columns of one."""
    folded = [_folded(cell) for cell in row]
    names = {_KEYS[cell][0] for cell in folded if cell in _KEYS}
    if {"MlperfModel", "Scenario", "Result"} <= names:
        return "list"
    return "crosstab" if "ID" in names and any(cell in _UNITS for cell in folded) else ""


def _named(row: Mapping[str, Any]) -> dict[str, str]:
    """Known columns by name; the best of those that say something."""
    found: dict[str, tuple[int, str]] = {}
    for header, value in row.items():
        told = _KEYS.get(_folded(header))
        text = value if isinstance(value, str) else str(value) if isinstance(value, bool | int | float) else ""
        if told and text.strip() and (told[0] not in found or told[1] < found[told[0]][0]):
            found[told[0]] = told[1], text.strip()
    return {name: text for name, (_, text) in found.items()}


def _columns(header: Sequence[str]) -> list[tuple[int, str]]:
    """(index, name) of the known columns, best first. The site prints some twice."""
    told = [(_KEYS[cell], at) for at, cell in enumerate(map(_folded, header)) if cell in _KEYS]
    return [(at, name) for (name, _), at in sorted(told, key=lambda one: (one[0][1], one[1]))]


def _picked(columns: Sequence[tuple[int, str]], cells: Sequence[str]) -> dict[str, str]:
    row: dict[str, str] = {}
    for at, name in columns:
        if at < len(cells) and cells[at].strip():
            row.setdefault(name, cells[at].strip())
    return row


def _table(lines: list[str], reading: Reading) -> Iterator[tuple[int, Record]]:
    rows = numbered(csv.reader(lines, delimiter=_delimiter(lines), strict=True), reading)
    above: list[list[str]] = []
    for line, cells in islice(rows, _HEAD):
        kind = _kind(cells)
        if kind == "list":
            yield from _list(cells, rows)
            return
        if kind:
            yield from _crosstab(above, line, cells, rows, reading)
            return
        above.append(cells)
    reading.break_off(
        1, "no line names the columns MlperfModel, Scenario and Result: is this a table of MLPerf results?"
    )


def _list(header: list[str], rows: Iterator[tuple[int, list[str]]]) -> Iterator[tuple[int, Record]]:
    columns = _columns(header)
    for line, cells in rows:
        if len(cells) > len(header):
            yield line, f"{len(cells)} cells, more than the {len(header)} columns: put texts with commas in quotes"
        elif row := _picked(columns, cells):
            yield line, row


def _crosstab(
    above: list[list[str]], line: int, header: list[str], rows: Iterator[tuple[int, list[str]]], reading: Reading
) -> Iterator[tuple[int, Record]]:
    """One row a system, or several of which one, named `Avg. Result…`, has the results; cells in common are written once."""
    columns = _columns(header)
    results = _results(above, header)
    if not results:
        reading.break_off(line, "no lines above this one name the benchmark and the scenario of each column")
        return
    system: dict[str, str] = {}
    for at_line, cells in rows:
        told = _picked(columns, cells)
        if "ID" in told:
            system = told
        measure = next((cell for cell in map(_folded, cells) if _MEASURE.match(cell)), "avg. result")
        if measure.startswith("avg."):
            for at, column in results.items():
                if at < len(cells) and cells[at].strip():
                    yield at_line, {**system, **column, "Result": cells[at].strip()}
        elif measure.endswith("accelerators"):
            count = next((cells[at].strip() for at in results if at < len(cells) and cells[at].strip()), "")
            system = {**({"# of Accelerators": count} if count else {}), **system}


def _results(above: list[list[str]], header: list[str]) -> dict[int, dict[str, str]]:
    """Column -> its benchmark, scenario and unit; empty where the lines above do not say."""
    models: list[str] = []
    scenarios: list[str] = []
    for row in reversed(above):
        if not scenarios and any(cell.strip().casefold() in mlperf_rounds.SCENARIOS for cell in row):
            scenarios = row
        elif not models and any(mlperf_rounds.is_known(cell) for cell in row):
            models = row
    found: dict[int, dict[str, str]] = {}
    model = scenario = ""
    for at, unit in enumerate(header):
        if _folded(unit) in _UNITS:
            own = models[at].strip() if at < len(models) else ""
            model, scenario = own or model, "" if own else scenario
            scenario = (scenarios[at].strip() if at < len(scenarios) else "") or scenario
            if model and scenario:
                found[at] = {"MlperfModel": model, "Scenario": scenario, "Units": unit.strip()}
    return found
