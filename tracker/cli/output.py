"""Rows on stdout: JSON and CSV with every column and exact numbers, or a table that fits the terminal."""

from __future__ import annotations

import csv
import io
import json
import math
import re
import shutil
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from itertools import islice
from typing import Any, Generic, TypeVar

import click

from tracker.cleaning import visible
from tracker.cli.base import Settings
from tracker.cli.width import fit, pad, width

R = TypeVar("R")
_GAP = "  "
_LEAST = 10
"""A column that gives way keeps so many cells."""
_FORMULA = "=+-@\t\n＝＋－＠"
_NUMBER = re.compile(r"[+-]?\d+(\.\d*)?([eE][+-]?\d+)?")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")


@dataclass(frozen=True, slots=True)
class Column(Generic[R]):
    """One column of a table. `flex` ones give way where the terminal is too narrow, the widest first."""

    title: str
    cell: Callable[[R], str]
    right: bool = False
    flex: bool = False


@dataclass(frozen=True, slots=True)
class Table(Generic[R]):
    """How rows of one frozen type look as text. JSON and CSV take every field of the type."""

    kind: type[R]
    columns: tuple[Column[R], ...]


def show(rows: Sequence[R], look: Table[R], form: str | None) -> None:
    """Print rows in the form that was asked for: "json", "csv" or text."""
    names = [f.name for f in fields(look.kind)]  # type: ignore[arg-type]
    if form == "json":
        json_rows({name: getattr(row, name) for name in names} for row in rows)
    elif form == "csv":
        csv_rows(names, ([getattr(row, name) for name in names] for row in rows))
    elif rows:
        table(rows, look.columns)
    else:
        nothing()


def nothing() -> None:
    """Say that there was nothing to print: an empty answer must not look like a broken one."""
    settings = click.get_current_context().find_object(Settings)
    if settings is not None:
        settings.note("nothing found")


def json_rows(rows: Iterable[Mapping[str, Any]]) -> None:
    """A JSON array, one row a line, ASCII alone. Floats are printed so that they read back to the same bits."""
    lines = (_json(row) for row in rows)
    first = next(lines, None)
    if first is None:
        click.echo("[]")
        return
    click.echo("[\n" + first, nl=False)
    while chunk := list(islice(lines, 500)):
        click.echo(",\n" + ",\n".join(chunk), nl=False)
    click.echo("\n]")


def json_object(value: Any) -> None:
    """One dataclass, nested ones included, as an indented JSON object."""
    click.echo(_json(asdict(value), indent=1))


def json_objects(values: Iterable[Any]) -> None:
    """An array of nested dataclasses."""
    json_rows(asdict(value) for value in values)


def _json(value: Any, indent: int | None = None) -> str:
    return json.dumps(_finite(value), ensure_ascii=True, allow_nan=False, indent=indent)


def _finite(value: Any) -> Any:
    """JSON has no infinity: null. Bytes as hexadecimal digits."""
    if isinstance(value, Mapping):
        return {k: _finite(v) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return [_finite(v) for v in value]
    if isinstance(value, bytes):
        return value.hex()
    return None if isinstance(value, float) and not math.isfinite(value) else value


def csv_rows(names: Sequence[str], rows: Iterable[Iterable[Any]]) -> None:
    """CSV with a header. No cell is a formula to a spreadsheet, none holds a control character."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(csv_cell(name) for name in names)
    for row in rows:
        writer.writerow(csv_cell(value) for value in row)
        if buffer.tell() > 65536:
            click.echo(buffer.getvalue(), nl=False)
            buffer.seek(0)
            buffer.truncate()
    click.echo(buffer.getvalue(), nl=False)


def csv_cell(value: Any) -> str:
    if value is None:
        return ""
    text = value.hex() if isinstance(value, bytes) else repr(value) if isinstance(value, float) else str(value)
    text = _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    return f"'{text}" if text.startswith(tuple(_FORMULA)) and not _NUMBER.fullmatch(text) else text


def table(rows: Sequence[R], columns: Sequence[Column[R]]) -> None:
    """Aligned columns, cut to the terminal's width; full width where stdout is no terminal. Empty ones are left out."""
    cells = [[visible(column.cell(row)) for column in columns] for row in rows]
    kept = [i for i in range(len(columns)) if any(row[i] for row in cells)]
    columns, cells = [columns[i] for i in kept], [[row[i] for i in kept] for row in cells]
    titles = [column.title for column in columns]
    wanted = [max(width(text) for text in texts) for texts in zip(titles, *cells, strict=True)]
    room = terminal_width()
    widths = narrowed(wanted, [column.flex for column in columns], room) if room else wanted
    lines = (_line(row, columns, widths, room) for row in [titles, *cells])
    click.echo("\n".join(lines))


def terminal_width() -> int:
    """Cells in a line of the terminal; 0 where stdout is none."""
    return shutil.get_terminal_size().columns if sys.stdout.isatty() else 0


def narrowed(wanted: Sequence[int], flex: Sequence[bool], room: int) -> list[int]:
    """Column widths that fit `room` cells as far as the flexible columns can give."""
    widths = list(wanted)
    excess = sum(widths) + len(_GAP) * (len(widths) - 1) - room
    while excess > 0:
        giving = [i for i, gives in enumerate(flex) if gives and widths[i] > _LEAST]
        if not giving:
            break
        widest = max(giving, key=lambda i: widths[i])
        widths[widest] -= 1
        excess -= 1
    return widths


def _line(texts: Sequence[str], columns: Sequence[Column[R]], widths: Sequence[int], room: int) -> str:
    cells = (pad(fit(t, w), w, c.right) for t, c, w in zip(texts, columns, widths, strict=True))
    line = _GAP.join(cells).rstrip()
    return fit(line, room) if room else line
