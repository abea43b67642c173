"""Where there is no room for something, that is seen: a mark, an ellipsis, or no key that does nothing."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from textual.content import Content
from tui_rankings_sample import build_ranked
from tui_sample import FEEDS, press, screen, settle

from tracker.paths import migrations_dir
from tracker.store.migrate import open_database
from tracker.tui.app import TrackerApp
from tracker.tui.ranking_parts.part import Found, Shown
from tracker.tui.ranking_parts.ranking import columns
from tracker.tui.review_parts.contradictions import COLUMNS as DISPUTED
from tracker.tui.text import fit, joined
from tracker.tui.widgets.columns import layout
from tracker.tui.widgets.lines import KeyLine
from tracker.views.knobs import Setting
from tracker.views.ranking_board import board
from tracker.views.session import open_session
from tracker.views.specs import all_contradictions


@pytest.fixture
def now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRACKER_NOW", "2026-11-25T12:00:00Z")


def test_what_has_no_cell_left_marks_the_last_one_before_it() -> None:
    assert fit([("2.5 PFLOPS", ""), (" dense?", "muted")], 10) == [("2.5 PFLOP…", ""), ("", "")]
    assert fit([("2.5 PFLOPS", ""), (" dense?", "muted")], 12) == [("2.5 PFLOPS", ""), (" …", "muted"), ("", "")]
    assert fit([("144 GB", ""), ("", "warn")], 6) == [("144 GB", ""), ("", "warn"), ("", "")]


def test_a_line_that_says_so_ends_in_an_ellipsis_where_pieces_have_no_room() -> None:
    pieces = [Content("Chat"), Content("at least 30 tok/s/user"), Content("on demand")]
    assert joined(pieces, 24, more=True).plain == "Chat · on demand · …"
    assert joined(pieces, 80, more=True).plain == "Chat · at least 30 tok/s/user · on demand"
    assert joined(pieces, 6, more=True).plain == "Chat"


@pytest.mark.parametrize("width", [40, 60, 80, 100, 120, 160])
def test_what_speaks_against_a_figure_is_seen_at_every_width(tmp_path: Path, now: None, width: int) -> None:
    session = open_session(build_ranked(tmp_path / "tracker.db"))
    shown = board(session, Setting(workload="", basis=""))
    session.close()
    assert shown is not None
    weak = replace(shown.rows[0], weakest_tier="unverified")
    found = Found(replace(shown, rows=[weak]), [weak])
    cells = ["".join(text for text, _ in c.cell(weak, n)) for c, n in layout(columns(found, Shown()), width, 2)]
    assert any(cell.startswith("!") for cell in cells)


async def test_keys_of_a_row_are_not_shown_where_there_is_none(tmp_path: Path, now: None) -> None:
    open_database(tmp_path / "tracker.db", migrations_dir()).close()
    app = TrackerApp(tmp_path / "tracker.db", FEEDS)
    async with app.run_test(size=(120, 36)) as pilot:
        for view in "1234567":
            await settle(pilot)
            await press(pilot, view)
            if app.screen.has_class("-empty"):
                line = app.screen.query_one(KeyLine)
                assert not {key.label for key in line.here()} & {
                    "open",
                    "explain",
                    "accept",
                    "reject",
                    "compare",
                    "fetch",
                }
        await press(pilot, "1", "slash", "x")
        assert "enter open" not in screen(app).splitlines()[-1]


def test_rows_that_look_alike_say_what_tells_them_apart(built: Path) -> None:
    session = open_session(built)
    rows = [row for row in all_contradictions(session, 500) if row.kind == "spec"]
    session.close()
    narrow = [c for c, _ in layout(DISPUTED, 118, 2) if c.title == "WHAT"]
    told = [(row.product_slug, "".join(text for text, _ in narrow[0].cell(row, 14))[:13]) for row in rows]
    assert len(set(told)) == len(told)
