"""Output that machines and terminals can take: exact JSON, harmless CSV, tables that fit."""

import csv
import io
import json
import math
import re
from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.cells import csv_cell
from tracker.cli import output
from tracker.cli.fitting import lay_out
from tracker.cli.output import Column, Table, show, table
from tracker.cli.width import fit, width


@dataclass(frozen=True, slots=True)
class Row:
    name: str
    value: float | None


LOOK: Table[Row] = Table(
    Row, (Column("name", lambda r: r.name, flex=True), Column("value", lambda r: str(r.value), right=True))
)


@given(st.lists(st.builds(Row, st.text(), st.floats(allow_nan=False, allow_infinity=False)), max_size=5))
def test_json_reads_back_to_the_same_bits_and_is_ascii(rows: list[Row]) -> None:
    text = _printed(rows, "json")
    assert text.isascii()
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f]", text)
    assert [(r["name"], r["value"]) for r in json.loads(text)] == [(r.name, r.value) for r in rows]


@given(st.lists(st.builds(Row, st.text(), st.floats(allow_nan=False)), max_size=5))
def test_no_csv_cell_is_a_formula_or_a_control_sequence(rows: list[Row]) -> None:
    text = _printed(rows, "csv")
    assert not re.search(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]", text)
    cells = [cell for line in list(csv.reader(io.StringIO(text)))[1:] for cell in line]
    for cell in cells:
        assert not cell.startswith(tuple("=@\t\r")), cell
        if cell.startswith(("+", "-")):
            assert math.isfinite(float(cell))


@pytest.mark.parametrize(
    ("value", "cell"),
    [("=1+1", "'=1+1"), ("@SUM(A1)", "'@SUM(A1)"), ("-2+3", "'-2+3"), ("\t=1", "'\t=1"), ("-5", "-5"), ("+1.5e3", "+1.5e3"),
     (-0.1, "-0.1"), (None, ""), (0, "0"), (0.1 + 0.2, "0.30000000000000004"), ("a\x1b[2J", "a[2J"), ("H100", "H100")],
)  # fmt: skip
def test_csv_cells(value: object, cell: str) -> None:
    assert csv_cell(value) == cell


def test_csv_of_nothing_still_has_its_header() -> None:
    assert _printed([], "csv") == "name,value\n"
    assert _printed([], "json") == "[]\n"


def test_infinities_are_null_in_json() -> None:
    assert json.loads(_printed([Row("a", math.inf)], "json")) == [{"name": "a", "value": None}]


def test_a_table_shows_no_control_sequence(capsys: pytest.CaptureFixture[str]) -> None:
    table([Row("\x1b]0;title\x07evil\u202eend", 1.0)], LOOK.columns)
    assert capsys.readouterr().out == "name                     value\n]0;titleevil<U+202E>end    1.0\n"


@given(st.lists(st.builds(Row, st.text(max_size=60), st.floats()), min_size=1, max_size=4), st.integers(5, 60))
def test_no_line_is_wider_than_the_terminal(rows: list[Row], room: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(output, "terminal_width", lambda: room)
        for line in _printed(rows, None).splitlines():
            assert width(line) <= room


def test_without_a_terminal_nothing_is_cut() -> None:
    assert "x" * 500 in _printed([Row("x" * 500, None)], None)


def columns(*settings: dict[str, Any]) -> list[Column[Row]]:
    return [Column(str(i), lambda r: r.name, **told) for i, told in enumerate(settings)]


def test_columns_give_way_in_their_order_and_the_widest_first() -> None:
    assert lay_out(columns({"flex": 1}, {"flex": 1}, {}), [50, 20, 10], 60).widths == {0: 26, 1: 20, 2: 10}
    assert lay_out(columns({"flex": 1}, {"flex": 2}, {}), [50, 20, 10], 76).widths == {0: 50, 1: 12, 2: 10}
    assert lay_out(columns({"flex": 1}, {}), [50, 20], 0).widths == {0: 50, 1: 20}


def test_spare_columns_are_left_out_before_the_id_moves_below_and_never_is_it_cut() -> None:
    kinds = columns({"flex": 1}, {"spare": 1}, {"spare": 2}, {"own_line": True})
    wanted = [30, 10, 10, 14]
    assert lay_out(kinds, wanted, 50).left_out == ()
    assert lay_out(kinds, wanted, 40).left_out == (2,)
    assert lay_out(kinds, wanted, 30).left_out == (1, 2)
    narrow = lay_out(kinds, wanted, 20)
    assert (narrow.below, narrow.widths, narrow.fits) == ((3,), {0: 20}, True)
    assert not lay_out(kinds, wanted, 8).fits


def test_what_alone_tells_rows_apart_stands_below_with_the_id(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    kinds = columns({"flex": 1}, {"spare": 1}, {"spare": 2, "telling": True}, {"own_line": True})
    found = lay_out(kinds, [30, 10, 20, 14], 30)
    assert (found.left_out, found.below, found.fits) == ((1,), (3, 2), True)
    monkeypatch.setattr(output, "terminal_width", lambda: 20)
    look: tuple[Column[Row], ...] = (
        Column("name", lambda r: "somebody"), Column("sku", lambda r: r.name, telling=True),
        Column("id", lambda r: "o-1", own_line=True),
    )  # fmt: skip
    table([Row("machine-with-one", 1.0), Row("machine-with-two", 2.0)], look)
    assert capsys.readouterr().out.splitlines() == ["name", "somebody", "  o-1", "  machine-with-one", "somebody", "  o-1",
                                                    "  machine-with-two"]  # fmt: skip


def test_what_fits_in_no_way_is_a_block_a_row(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(output, "terminal_width", lambda: 30)
    table(
        [Row("first of all rows", 1.5), Row("second", 2.5)],
        [Column("name", lambda r: r.name), Column("again", lambda r: r.name)],
    )
    assert capsys.readouterr().out.split("\n\n") == [
        "name   first of all rows\nagain  first of all rows",
        "name   second\nagain  second\n",
    ]


@pytest.mark.parametrize(
    ("text", "room", "fitted"),
    [
        ("abcdef", 6, "abcdef"),
        ("abcdef", 4, "abc…"),
        ("東京都庁", 5, "東京…"),
        ("e\u0301e\u0301e\u0301", 3, "e\u0301e\u0301e\u0301"),
    ],
)
def test_cells_are_counted_as_a_terminal_does(text: str, room: int, fitted: str) -> None:
    assert fit(text, room) == fitted
    assert width(fitted) <= room


def _printed(rows: list[Row], form: str | None) -> str:
    import contextlib

    import click

    buffer = io.StringIO()
    with contextlib.redirect_stdout(buffer), click.Context(click.Command("x")):
        show(rows, LOOK, form)
    return buffer.getvalue()
