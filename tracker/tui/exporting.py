"""What a list shows, as a file: CSV and JSON with whole values, Markdown for a report. Written by a thread, in one step."""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, fields, is_dataclass
from pathlib import Path
from typing import Any, Generic, TypeVar

from tracker.cells import csv_cell, json_text, markdown_text
from tracker.model.errors import DiskError, TrackerError
from tracker.tui.text import plain
from tracker.tui.widgets.columns import Column, Source
from tracker.tui.widgets.sorting import cell_text, named, rest_text, roomy
from tracker.views.session import Session

T = TypeVar("T")
_MOST_NAMES = 10_000
"""Files of one name and day in a folder; more are no export."""
FORMS = {"csv": "CSV", "json": "JSON", "md": "Markdown", "svg": "SVG"}


@dataclass(slots=True)
class Sheet(Generic[T]):
    """Rows of a list as they are shown, with the columns that they are shown in, and in words what they are."""

    columns: Sequence[Column[T]]
    source: Source[T]
    key: Callable[[T], str]
    told: str
    done: int = 0
    stopped: bool = False

    def rows(self, session: Session) -> Iterator[T]:
        """Raises TrackerError when it is stopped meanwhile."""
        for row in self.source.each(session):
            if self.stopped:
                raise TrackerError("stopped")
            yield row
            self.done += 1


def chunks(sheet: Sheet[T], form: str, session: Session) -> Iterator[str]:
    """The text of the file, piece by piece."""
    return {"csv": _csv, "json": _json, "md": _markdown}[form](sheet, session)


def write(folder: Path, name: str, form: str, pieces: Iterable[str]) -> Path:
    """A new file in the folder, there as a whole or not at all; one of that name stays and this one is numbered.

    Raises DiskError.
    """
    making = folder / f".{name}.{os.getpid()}.part"
    try:
        try:
            with making.open("w", encoding="utf-8", newline="") as file:
                for piece in pieces:
                    file.write(piece)
            return _placed(making, folder, name, form)
        finally:
            with suppress(FileNotFoundError):
                making.unlink()
    except OSError as error:
        raise DiskError(f"{folder}: {error.strerror or error}; nothing was written. Type another folder") from error


def _placed(making: Path, folder: Path, name: str, form: str) -> Path:
    for number in range(1, _MOST_NAMES):
        path = folder / f"{name}{f'-{number}' if number > 1 else ''}.{form}"
        try:
            os.link(making, path)
        except FileExistsError:
            continue
        except OSError:  # a file system without links
            try:
                path.open("x").close()
            except FileExistsError:
                continue
            making.replace(path)
        return path.resolve()
    raise OSError(f"there are {_MOST_NAMES} files called {name}")


def _whole(sheet: Sheet[T], sample: T | None) -> dict[str, Callable[[T], Any]]:
    """Name of a column of the file -> its value: what is shown, then what tells the row and its source again."""
    out: dict[str, Callable[[T], Any]] = {}
    shown = roomy(sheet.columns)
    for column in (*shown, *(c for c in named(sheet.columns) if c.name not in {s.name for s in shown})):
        name, number = column.name, 2
        while name in out:
            name, number = f"{column.name} {number}", number + 1
        out[name] = column.value or _text_of(column)
    if any(column.rest for column in sheet.columns):
        out["note"] = lambda row: rest_text(sheet.columns, row)
    out["id"] = sheet.key
    for name in _origins(sample):
        out.setdefault(name, lambda row, name=name: getattr(row, name))  # type: ignore[misc]
    return out


def _text_of(column: Column[T]) -> Callable[[T], Any]:
    return lambda row: cell_text(column, row)


def _origins(row: object) -> list[str]:
    """Fields of a row that are addresses or ids."""
    if not is_dataclass(row):
        return []
    ends = ("_id", "_slug", "_url")
    return [f.name for f in fields(row) if f.name == "url" or f.name.endswith(ends)]


def _csv(sheet: Sheet[T], session: Session) -> Iterator[str]:
    for values in _tabled(sheet, session):
        buffer = io.StringIO()
        csv.writer(buffer, lineterminator="\n").writerow(csv_cell(value) for value in values)
        yield buffer.getvalue()


def _tabled(sheet: Sheet[T], session: Session) -> Iterator[Iterable[Any]]:
    getters = _whole(sheet, sheet.source.at(0))
    yield getters
    for row in sheet.rows(session):
        yield [get(row) for get in getters.values()]


def _json(sheet: Sheet[T], session: Session) -> Iterator[str]:
    getters: Mapping[str, Callable[[T], Any]] = _whole(sheet, sheet.source.at(0))
    before = "[\n"
    for row in sheet.rows(session):
        yield before + json_text({name: get(row) for name, get in getters.items()})
        before = ",\n"
    yield "[]\n" if before == "[\n" else "\n]\n"


def _markdown(sheet: Sheet[T], session: Session) -> Iterator[str]:
    """The columns that lists show, a row's words where they stand in the place of its figures, and what the table is."""
    shown = roomy(sheet.columns)
    yield _line(column.name for column in shown)
    yield _line("---:" if column.right else "---" for column in shown)
    for row in sheet.rows(session):
        yield _line(_shown(shown, row))
    yield f"\n*{markdown_text(sheet.told)}*\n"


def _shown(columns: Sequence[Column[T]], row: T) -> Iterator[str]:
    for number, column in enumerate(columns):
        spans = column.rest(row) if column.rest else ()
        if spans:
            yield markdown_text(plain("".join(text for text, _ in spans)))
            yield from [""] * (len(columns) - number - 1)
            return
        yield markdown_text(plain(cell_text(column, row)))


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |\n"
