"""Zips that are not what they say: none of them costs more than its bounds, each has a name."""

from __future__ import annotations

import contextlib
import io
import struct
import time
import tracemalloc
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.prices.reading import Unusable
from tracker.prices.zipped import Tables

TEXT = "name,price\na,1\n,2\nc,3\n"


def zipped(*members: tuple[str, str | bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    body = io.BytesIO()
    with zipfile.ZipFile(body, "w", method) as archive:
        for name, text in members:
            archive.writestr(name, text)
    return body.getvalue()


def rows(body: bytes, table: str = "a") -> list[tuple[int, dict[str, str]]]:
    return list(Tables(body).rows(table, ("name", "price"), filled="name"))


def fault(body: bytes) -> str:
    with pytest.raises(Unusable) as caught:
        rows(body)
    return caught.value.fault


def test_rows_come_with_their_line_and_without_those_whose_column_is_empty() -> None:
    assert rows(zipped(("a.csv", TEXT))) == [(2, {"name": "a", "price": "1"}), (4, {"name": "c", "price": "3"})]
    assert rows(zipped(("a.csv", b"\xef\xbb\xbf" + TEXT.encode()), method=zipfile.ZIP_STORED))[0][0] == 2


def test_only_tables_at_the_top_of_the_zip_are_tables() -> None:
    names = ("../a.csv", "/etc/a.csv", "b/a.csv", "A.CSV", "a.csv.exe", "version", "a.csv")
    assert Tables(zipped(*((name, TEXT) for name in names))).names == ("a",)


@pytest.mark.parametrize(
    ("body", "told"),
    [
        (b"", "empty"), (b"<Error/>", "html"), (b"no zip at all", "parse"), (zipped(("a.csv", TEXT))[:-30], "truncated"),
        (zipped(("a.csv", "x,y\n1,2\n")), "shape_changed"), (zipped(("a.csv", "")), "shape_changed"),
        (zipped(("a.csv", b"name,price\n\xff,1\n")), "not_text"),
        (zipped(("a.csv", TEXT), method=zipfile.ZIP_LZMA), "parse"),
        (zipped(("a.csv", TEXT), method=zipfile.ZIP_BZIP2), "parse"),
        (zipped(*((f"{n}.csv", TEXT) for n in range(70)), ("a.csv", TEXT)), "parse"),
    ],
)  # fmt: skip
def test_what_is_no_list_has_a_name(body: bytes, told: str) -> None:
    assert fault(body) == told


def test_an_encrypted_table_is_not_read() -> None:
    body = bytearray(zipped(("a.csv", TEXT)))
    body[6] |= 1
    body[body.index(b"PK\x01\x02") + 8] |= 1
    assert fault(bytes(body)) == "parse"


def bomb(size: int, announced: int) -> bytes:
    """A table of `size` bytes that is announced with another size."""
    body = bytearray(zipped(("a.csv", "name,price\n" + "a,1\n" * (size // 4))))
    struct.pack_into("<I", body, 22, announced)
    struct.pack_into("<I", body, body.index(b"PK\x01\x02") + 24, announced)
    return bytes(body)


@pytest.mark.parametrize(
    "body",
    [
        bomb(8 * 2**20, 8 * 2**20),
        bomb(8 * 2**20, 1000),
        bomb(1000, 2**31),
        zipped(("a.csv", b"\0" * (80 * 2**20))),
        zipped(("a.csv", "name,price\n" + "x" * 2 * 10**7), method=zipfile.ZIP_STORED),
        zipped(("a.csv", 'name,price\n"' + "x\n" * 10**5), method=zipfile.ZIP_STORED),
    ],
    ids=["ratio", "announced too small", "announced too large", "zeros", "a line without end", "a quote without end"],
)
def test_what_grows_beyond_its_bounds_is_stopped_in_time(body: bytes) -> None:
    tracemalloc.start()
    before = time.process_time()
    assert fault(body) == "parse"
    took, (_, peak) = time.process_time() - before, tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 8e6
    assert took < 5


def test_the_announced_size_of_all_tables_together_is_bounded() -> None:
    with pytest.raises(Unusable, match="larger than 64 MiB"):
        Tables(bomb(1000, 64 * 2**20 + 1))


WHOLE = zipped(("a.csv", TEXT), ("version", "1"))


@settings(max_examples=300, deadline=None)
@given(st.lists(st.tuples(st.integers(0, len(WHOLE) - 1), st.binary(min_size=1, max_size=2)), min_size=1, max_size=4))
def test_any_damage_is_read_or_told(damage: list[tuple[int, bytes]]) -> None:
    body = WHOLE
    for at, put in damage:
        body = body[:at] + put + body[at + len(put) :]
    with contextlib.suppress(Unusable):
        tables = Tables(body)
        for name in tables.names:
            list(tables.rows(name, ("name",), filled="name"))
