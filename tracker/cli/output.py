"""Rows on stdout: JSON and CSV with every column and exact numbers, or a table that fits the terminal."""

from __future__ import annotations

import csv
import io
import re
import shutil
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from itertools import islice
from typing import Any, Generic, TypeVar

import click

from tracker.cells import csv_cell, json_text
from tracker.cleaning import visible
from tracker.cli.base import Settings
from tracker.cli.fitting import GAP, Layout, lay_out
from tracker.cli.fitting import Column as Column
from tracker.cli.width import fit, pad, width, wrapped

R = TypeVar("R")


Mark = tuple[str, str]
"""(pattern of a cell, what it means): told below a table in which it occurs."""


@dataclass(frozen=True, slots=True)
class Table(Generic[R]):
    """How rows of one frozen type look as text. JSON and CSV take every field of the type."""

    kind: type[R]
    columns: tuple[Column[R], ...]
    marks: tuple[Mark, ...] = ()


def show(rows: Iterable[R], look: Table[R], form: str | None, why_none: str = "") -> None:
    """Print rows in the form that was asked for: "json", "csv" or text. `why_none` is told where there are none.

    JSON and CSV are printed while the rows come.
    """
    names = [f.name for f in fields(look.kind)]  # type: ignore[arg-type]
    if form == "json":
        json_rows({name: getattr(row, name) for name in names} for row in rows)
    elif form == "csv":
        csv_rows(names, ([getattr(row, name) for name in names] for row in rows))
    elif found := list(rows):
        table(found, look.columns, look.marks)
    else:
        nothing(why_none)


def nothing(why: str = "") -> None:
    """Say that there was nothing to print, and why: an empty answer must not look like a broken one."""
    remark(visible(f"nothing found: {why}" if why else "nothing found"))


def remark(message: str) -> None:
    """A note for people, on stderr, in lines that fit the terminal."""
    settings = context.find_object(Settings) if (context := click.get_current_context(silent=True)) else None
    if settings is not None:
        settings.note("\n".join(wrapped(message, terminal_width(), "", "  ")))


def json_rows(rows: Iterable[Mapping[str, Any]]) -> None:
    """A JSON array, one row a line, ASCII alone. Floats are printed so that they read back to the same bits."""
    lines = (json_text(row) for row in rows)
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
    click.echo(json_text(asdict(value), indent=1))


def json_objects(values: Iterable[Any]) -> None:
    """An array of nested dataclasses."""
    json_rows(asdict(value) for value in values)


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


def table(rows: Sequence[R], columns: Sequence[Column[R]], marks: Sequence[Mark] = ()) -> None:
    """Aligned columns that fit the terminal, full width where stdout is none. Empty columns are left out.

    Where not even the least widths fit, each row is a block of lines, one a column.
    """
    cells = [[visible(column.cell(row)) for column in columns] for row in rows]
    kept = [i for i in range(len(columns)) if any(row[i] for row in cells)]
    columns, cells = [columns[i] for i in kept], [[row[i] for i in kept] for row in cells]
    titles = [column.title for column in columns]
    wanted = [max(width(text) for text in texts) for texts in zip(titles, *cells, strict=True)]
    room = terminal_width()
    layout = lay_out(columns, wanted, room)
    click.echo(
        "\n".join(_aligned(titles, cells, columns, layout, room) if layout.fits else _blocks(titles, cells, room))
    )
    seen = {row[i] for row in cells for i in range(len(columns)) if not layout.fits or i not in layout.left_out}
    if legend := [means for pattern, means in marks if any(re.search(pattern, cell) for cell in seen)]:
        click.echo("\n" + "\n".join(legend))
    if layout.left_out and layout.fits:
        remark(
            f"no room for: {', '.join(titles[i] for i in layout.left_out)}; a wider terminal, --csv and --json have them"
        )


def terminal_width() -> int:
    """Cells in a line of the terminal; 0 where stdout is none."""
    return shutil.get_terminal_size().columns if sys.stdout.isatty() else 0


def _aligned(
    titles: Sequence[str], cells: Sequence[Sequence[str]], columns: Sequence[Column[R]], layout: Layout, room: int
) -> Iterator[str]:
    for row in (titles, *cells):
        line = (pad(fit(row[i], size), size, columns[i].right) for i, size in layout.widths.items())
        yield GAP.join(line).rstrip()
        if layout.below and row is not titles:
            yield from wrapped(GAP.join(row[i] for i in layout.below if row[i]), room, GAP, GAP)


def _blocks(titles: Sequence[str], cells: Sequence[Sequence[str]], room: int) -> Iterator[str]:
    name = max(map(width, titles))
    for number, row in enumerate(cells):
        if number:
            yield ""
        for title, cell in zip(titles, row, strict=True):
            if cell:
                yield fit(f"{pad(title, name)}{GAP}{cell}", room)
