"""Tables in a zip: a few CSVs, unpacked as a stream and within bounds, whatever the archive claims of itself."""

from __future__ import annotations

import csv
import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from typing import Final

from tracker.prices.reading import Unusable

_MOST_BYTES: Final = 64 * 2**20
"""Of all tables of a zip together, unpacked."""

_MOST_RATIO: Final = 100
"""Price lists shrink to a tenth; only zeros and their like shrink further than to a hundredth."""

_MOST_MEMBERS = 64
_LONGEST_LINE = 2**16
_TABLE = re.compile(r"([a-z0-9_-]{1,40})\.csv")
_ENTRY_MARK = b"PK\x01\x02"

_BROKEN = (
    zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, struct.error, NotImplementedError, RuntimeError, EOFError, OSError,
    ValueError, OverflowError,
)  # fmt: skip
"""What zipfile raises for archives that are not what they say: some of it undocumented."""


class Tables:
    """The tables of one zip by name without `.csv`. Raises Unusable: empty, html, truncated, or parse where it is no zip or is
    beyond the bounds."""

    def __init__(self, body: bytes) -> None:
        if not body.strip():
            raise Unusable("empty", "the answer is empty")
        if body.lstrip()[:1] == b"<":
            raise Unusable("html", "a web page came instead of the zip")
        if body.count(_ENTRY_MARK) > _MOST_MEMBERS:
            raise Unusable("parse", f"the zip has more than {_MOST_MEMBERS} members")
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(body))
        except _BROKEN as error:
            cut_off = body[:4] == b"PK\x03\x04"
            raise Unusable("truncated" if cut_off else "parse", f"no whole zip: {error}") from None
        self._members = {found[1]: info for info in self._zip.infolist() if (found := _TABLE.fullmatch(info.filename))}
        self.names: tuple[str, ...] = tuple(self._members)
        if sum(info.file_size for info in self._members.values()) > _MOST_BYTES:
            raise Unusable("parse", f"the tables are larger than {_MOST_BYTES // 2**20} MiB when unpacked")

    def rows(self, table: str, needed: Sequence[str], filled: str) -> Iterator[tuple[int, dict[str, str]]]:
        """(line, row by column name) of a table, leaving out rows whose column `filled` is empty.

        Raises Unusable: shape_changed where a needed column is missing, else parse or not_text.
        """
        try:
            with self._unpacked(self._members[table]) as stream:
                yield from _rows(io.TextIOWrapper(stream, "utf-8-sig", newline=""), needed, filled)
        except Unusable:
            raise
        except UnicodeDecodeError:
            raise Unusable("not_text", f"{table}.csv is no UTF-8") from None
        except csv.Error as error:
            raise Unusable("parse", f"no table in {table}.csv: {error}") from None
        except _BROKEN as error:
            raise Unusable("parse", f"{table}.csv cannot be unpacked: {error}") from None

    def _unpacked(self, info: zipfile.ZipInfo) -> zipfile.ZipExtFile:
        """zipfile stops at the announced size and then holds the checksum against it, so what is announced is what counts."""
        if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise Unusable("parse", f"{info.filename} is packed in a way that is not read")
        if info.file_size > _MOST_RATIO * max(info.compress_size, 1):
            raise Unusable("parse", f"{info.filename} grows more than {_MOST_RATIO} times when unpacked")
        return self._zip.open(info)  # type: ignore[return-value]


def _rows(text: io.TextIOWrapper, needed: Sequence[str], filled: str) -> Iterator[tuple[int, dict[str, str]]]:
    lines = csv.reader(_lines(text))
    names = [column.strip() for column in next(lines, [])]
    if missing := [column for column in needed if column not in names]:
        raise Unusable("shape_changed", f"no column {', '.join(missing)}; there are {', '.join(names)}")
    wanted = names.index(filled)
    for values in lines:
        if len(values) > wanted and values[wanted]:
            yield lines.line_num, dict(zip(names, values, strict=False))


def _lines(text: io.TextIOWrapper) -> Iterator[str]:
    while line := text.readline(_LONGEST_LINE + 1):
        if len(line) > _LONGEST_LINE:
            raise Unusable("parse", f"a line of the table has more than {_LONGEST_LINE} characters")
        yield line
