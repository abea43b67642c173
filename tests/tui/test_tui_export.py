"""A file holds exactly what is shown: all rows of the list, whole values, in its order, as of its day; never over another file."""

from __future__ import annotations

import csv
import io
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tui_sample import FEEDS, add_events, build, press, screen, settle

from tracker.cells import csv_cell, json_text, markdown_text
from tracker.model.errors import DiskError, TrackerError
from tracker.tui.app import TrackerApp
from tracker.tui.exporting import Sheet, chunks, write
from tracker.tui.screens.view import ViewScreen
from tracker.tui.widgets.columns import HIDDEN, Column, Rows
from tracker.tui.widgets.row_list import words
from tracker.tui.widgets.sorting import Sort
from tracker.views.session import open_session


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    made = tmp_path / "out"
    made.mkdir()
    monkeypatch.setenv("TRACKER_EXPORT", str(made))
    monkeypatch.setenv("TRACKER_NOW", "2026-11-25T12:00:00Z")
    return made


async def exported(pilot: Any, form: str) -> str:
    """The text of the file that the key writes."""
    app: TrackerApp = pilot.app
    await press(pilot, "E", *form, "enter")
    await settle(pilot)
    return Path(app.clipboard).read_text(encoding="utf-8")


def rows_of(app: TrackerApp) -> list[Any]:
    assert isinstance(app.screen, ViewScreen)
    return list(app.screen.file_rows().each(app.session))


@pytest.mark.parametrize("keys", [["1"], ["2"], ["3"], ["3", "p"], ["3", "f"], ["4"], ["4", "h"], ["5"], ["6"], ["7"]])
async def test_every_list_becomes_a_file_of_each_form(app: TrackerApp, folder: Path, keys: list[str]) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, *keys)
        count = len(rows_of(app))
        read = list(csv.DictReader(io.StringIO(await exported(pilot, "csv"))))
        assert len(read) == count
        assert len({row["id"] for row in read}) == count
        assert len(json.loads(await exported(pilot, "json"))) == count
        table = await exported(pilot, "markd")
        assert len([line for line in table.splitlines() if line.startswith("|")]) == count + 2
        assert "from tracker.db" in table
        assert len(list(folder.iterdir())) == 3


async def test_a_file_has_the_filter_the_sort_and_the_day_of_the_list(path: Path, folder: Path) -> None:
    add_events(path, ["2026-03-01", "2024-03-01", "2025-03-01"], "2026-11-25T11:00:00Z")
    app = TrackerApp(path, FEEDS, "2025-12")
    async with app.run_test(size=(60, 20)) as pilot:
        await settle(pilot)
        await press(pilot, "slash", *"acme", "enter")
        app.screen.rows.sort_by(Sort("DATE"))  # type: ignore[attr-defined]
        await settle(pilot)
        read = list(csv.DictReader(io.StringIO(await exported(pilot, "csv"))))
        assert [(r["DATE"], r["VENDOR"], r["WHAT"]) for r in read] == [
            ("2024-03-01", "Acme", "One announced: Later news."),
            ("2025-03-01", "Acme", "One announced: Later news."),
        ]
        assert read[0]["url"] == "https://late.example/2024-03-01"
        table = await exported(pilot, "markd")
        assert table.splitlines()[-1] == (
            "*timeline; “acme”; by date; 2 rows; as known on 2025-12-31; from tracker.db; tracker 0.1.0*"
        )
        assert {p.name for p in folder.iterdir()} == {
            "tracker-timeline-2025-12-31.csv",
            "tracker-timeline-2025-12-31.md",
        }


@pytest.mark.parametrize(
    ("keys", "name", "words"),
    [
        (["7"], "review-facts", "review, facts"),
        (["7", "p", "slash", *"boreal", "enter"], "review-products", "review, products; “boreal”"),
        (["7", "d"], "review-contradictions", "review, contradictions"),
        (["2", "t", *"2026-02", "enter"], "specs-changes", "specs, changes; changes since 2026-02"),
    ],
)
async def test_a_file_is_named_after_the_part_it_is_of(
    app: TrackerApp, folder: Path, keys: list[str], name: str, words: str
) -> None:
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        await press(pilot, *keys)
        table = await exported(pilot, "markd")
        assert table.splitlines()[-1].startswith(f"*{words}; ")
        assert [p.name for p in folder.iterdir()] == [f"tracker-{name}-2026-11-25.md"]


async def test_a_list_that_words_stand_for_has_no_rows_to_export(app: TrackerApp, folder: Path) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "s", *"acme", "enter", "slash", *"zzz", "enter", "E")
        assert "Export 0 rows" in screen(app)
        await press(pilot, "enter")
        assert "no rows to export" in screen(app)


async def test_figures_are_whole_and_what_has_none_says_why(app: TrackerApp, folder: Path) -> None:
    async with app.run_test(size=(40, 12)) as pilot:
        await settle(pilot)
        await press(pilot, "3")
        costs = {row.product_slug: row.usd_per_mtok for row in rows_of(app)}
        read = {row["id"]: row for row in json.loads(await exported(pilot, "json"))}
        assert {slug: row["$/MTOK"] for slug, row in read.items()} == costs
        assert read["microsoft/maia-200"]["note"] == "no figure: no price"
        assert read["acme/one"]["BASIS"] == "measured"
        assert read["acme/one"]["CHANCE TO BE CHEAPEST"] == 0.5
        table = await exported(pilot, "markd")
        assert "no figure: no price" in table
        assert "CHANCE" not in table


async def test_specs_have_all_products_though_few_have_room(app: TrackerApp, folder: Path) -> None:
    async with app.run_test(size=(60, 20)) as pilot:
        await settle(pilot)
        await press(pilot, "2", "a", *"anvil", "enter")
        (row,) = (r for r in json.loads(await exported(pilot, "json")) if r["FIELD"] == "Memory")
        assert {"AWS Trainium3", "Microsoft Maia 200", "Acme One", "Microsoft Maia 200 ratio", "Acme One ratio"} <= set(
            row
        )


async def test_a_picture_is_of_the_screen_without_the_question(app: TrackerApp, folder: Path) -> None:
    async with app.run_test(size=(100, 30)) as pilot:
        await settle(pilot)
        picture = await exported(pilot, "pict")
        assert picture.startswith("<svg")
        assert "Trainium3" in picture
        assert "Export" not in picture


async def test_another_folder_is_typed_and_stays(app: TrackerApp, folder: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        await press(pilot, "E", *str(other), "enter")
        await press(pilot, "E", "enter")
        assert sorted(p.name for p in other.iterdir()) == [
            "tracker-timeline-2026-11-25-2.csv", "tracker-timeline-2026-11-25.csv",
        ]  # fmt: skip
        await press(pilot, "E", *f"{tmp_path}/none", "enter")
        assert "Type another folder" in " ".join(screen(app).replace("▌", "").split())
        assert not (tmp_path / "none").exists()


async def test_an_empty_list_is_no_file(tmp_path: Path, folder: Path) -> None:
    app = TrackerApp(build(tmp_path / "empty.db", empty=True), FEEDS)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "E", "enter")
        assert "no rows to export" in screen(app)
        assert list(folder.iterdir()) == []


def test_a_file_is_there_as_a_whole_or_not_at_all(tmp_path: Path) -> None:
    def broken() -> Iterator[str]:
        yield "a"
        raise TrackerError("stopped")

    with pytest.raises(TrackerError, match="stopped"):
        write(tmp_path, "x", "csv", broken())
    assert list(tmp_path.iterdir()) == []
    assert [write(tmp_path, "x", "csv", ["a"]).name for _ in range(3)] == ["x.csv", "x-2.csv", "x-3.csv"]
    assert sorted(p.name for p in tmp_path.iterdir()) == ["x-2.csv", "x-3.csv", "x.csv"]
    with pytest.raises(DiskError, match="Type another folder"):
        write(tmp_path / "none", "x", "csv", ["a"])


def test_without_links_no_file_is_written_over_either(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_links(*_: object) -> None:
        raise OSError("this file system has no links")

    monkeypatch.setattr(os, "link", no_links)
    (tmp_path / "x.csv").write_text("mine", encoding="utf-8")
    assert write(tmp_path, "x", "csv", ["a"]).read_text(encoding="utf-8") == "a"
    assert (tmp_path / "x.csv").read_text(encoding="utf-8") == "mine"
    assert len(list(tmp_path.iterdir())) == 2


def test_a_stopped_sheet_ends_between_two_rows(path: Path) -> None:
    columns: list[Column[int]] = [Column("N", lambda n, _: words(str(n)), value=lambda n: n)]
    sheet = Sheet(columns, Rows(range(10)), str, "numbers")
    session = open_session(path)
    pieces = chunks(sheet, "csv", session)
    assert [next(pieces) for _ in range(3)] == ["N,id\n", "0,0\n", "1,1\n"]
    sheet.stopped = True
    with pytest.raises(TrackerError, match="stopped"):
        next(pieces)
    session.close()


def test_hostile_cells_stay_text(path: Path) -> None:
    bad = ["=1+1", "+x", "-x", "@x", "a|b", "<b>", "x\n| y |", "\x1b]52;c;x\a", "`*_[x](y)"]
    columns: list[Column[str]] = [
        Column("WHAT", lambda text, _: words(text), value=lambda text: text),
        Column("ALSO", lambda text, _: words(text), least=HIDDEN),
    ]
    sheet = Sheet(columns, Rows(bad), str, "a | b\n# c")
    session = open_session(path)
    text = {form: "".join(chunks(sheet, form, session)) for form in ("csv", "json", "md")}
    session.close()
    for row in list(csv.reader(io.StringIO(text["csv"])))[1:]:
        assert not any(cell.startswith(("=", "+", "-", "@")) for cell in row)
    assert "\x1b" not in text["csv"] + text["json"] + text["md"]
    assert [row["WHAT"] for row in json.loads(text["json"])] == bad
    lines = text["md"].splitlines()
    assert len(lines) == len(bad) + 4
    assert all(line.replace("\\|", "").count("|") == 2 for line in lines[:-2])
    assert lines[-1] == "*a \\| b \\# c*"


def test_cells_of_files() -> None:
    assert [csv_cell(v) for v in (None, 0.1, "-5", "-5x", b"\x01")] == ["", "0.1", "-5", "'-5x", "01"]
    assert json_text({"a": float("inf"), "b": [b"\x01", 0.1]}) == '{"a": null, "b": ["01", 0.1]}'
    assert markdown_text(" a\n<b> *c* ") == "a \\<b\\> \\*c\\*"


async def test_what_is_open_is_copied_for_a_report(app: TrackerApp) -> None:
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        await press(pilot, "G", "Y")
        assert app.clipboard == "2025-12-02 stated AWS Trainium3 available ([source](<https://sheets.example/all>))"
        await press(pilot, "enter", "Y")
        row, _, pane = app.clipboard.partition("\n\n```text\n")
        assert row.endswith("([source](<https://sheets.example/all>))")
        assert "WHO SAYS SO" in pane.upper() or "Datasheets" in pane
        assert pane.endswith("\n```")
        for key in "234567":
            await press(pilot, key, "Y")
            assert app.clipboard
