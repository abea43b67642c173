"""Rankings, Feeds and Search: what they show, how they are steered, how each figure is traced."""

from __future__ import annotations

from pathlib import Path

import pytest
from tui_sample import FEEDS, build, press, screen, settle

from tracker.tui.app import TrackerApp
from tracker.tui.outside import clipboard_sequence, safe_link
from tracker.tui.screens.search import SearchScreen
from tracker.tui.screens.timeline import TimelineScreen
from tracker.views.rankings import rankings
from tracker.views.session import open_session


def pane(app: TrackerApp) -> str:
    return " ".join(app.screen.pane.text.split())  # type: ignore[attr-defined]


def line_with(app: TrackerApp, word: str) -> str:
    return next(line for line in screen(app).splitlines() if word in line)


async def test_a_ranking_shows_interval_ties_basis_and_those_without_a_figure(app: TrackerApp) -> None:
    async with app.run_test(size=(160, 48)) as pilot:
        await settle(pilot)
        await press(pilot, "3")
        first = line_with(app, "One Acme")
        for words in ("1-2", "$0.139", "$0.116–$0.167", "● measured", "$2.00 · 20 Nov", "fp8", "42"):
            assert words in first
        assert "├" in first
        assert "○ modelled" in line_with(app, "Trainium3")
        assert "no figure: no price" in line_with(app, "◇ Maia 200")
        assert "◌ stack unknown" in screen(app)


async def test_the_row_behind_the_cell_is_the_row_of_the_view(app: TrackerApp, path: Path) -> None:
    session = open_session(path)
    stored = rankings(session, "chat", "on_demand")
    session.close()
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        await press(pilot, "3")
        assert list(app.screen.rows.source.rows) == stored  # type: ignore[attr-defined]


async def test_workload_and_price_basis_are_chosen(app: TrackerApp) -> None:
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        await press(pilot, "3", "w", "down", "enter")
        assert screen(app).splitlines()[2].strip().startswith("Batch")
        assert "no speed asked for" in screen(app)
        await press(pilot, "b")
        assert "on demand price" in screen(app)
        await press(pilot, "enter")
        assert screen(app).splitlines()[2].strip().startswith("Batch")


async def test_enter_explains_a_figure_step_by_step(database: Path) -> None:
    app = TrackerApp(database, FEEDS)
    async with app.run_test(size=(160, 48)) as pilot:
        await settle(pilot)
        await press(pilot, "3", "enter")
        text = pane(app)
        assert "STEP BY STEP" in text
        assert "cost, all tokens alike" in text
        assert "* 1e6 / (" in text
        assert "STANDS ON" in text
        assert "c-" in text


async def test_feeds_say_in_words_how_they_are(app: TrackerApp) -> None:
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        await press(pilot, "5")
        assert "failing" in line_with(app, "The Press")
        assert "3 times: the server answered 503" in line_with(app, "The Press")
        assert "works" in line_with(app, "Acme newsroom")
        assert "3 h ago" in line_with(app, "Acme newsroom")
        assert "off" in line_with(app, "Old blog")
        assert "1 in trouble" in screen(app)
        await press(pilot, "down", "enter")
        assert "2026-11-10 Acme names Two" in pane(app)


async def test_search_finds_words_and_shows_the_article(app: TrackerApp) -> None:
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        await press(pilot, "5", "s", *"holds 96", "enter", "enter")
        assert isinstance(app.screen, SearchScreen)
        assert "It holds 96 GB." in pane(app)
        assert "https://acme.example/1" in pane(app)
        await press(pilot, "escape", "slash", *"zzz")
        assert "No article holds these words" in screen(app)
        await press(pilot, "escape")
        assert app.screen.SCOPE == "feeds"  # type: ignore[attr-defined]


async def test_search_takes_what_is_typed_literally(app: TrackerApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "s", *'"acme* OR', "space", "minus", "left_parenthesis")
        assert isinstance(app.screen, SearchScreen)
        assert "No article holds" in screen(app)


@pytest.mark.parametrize("ssh", [True, False])
async def test_a_link_is_opened_or_shown_and_copied(
    app: TrackerApp, monkeypatch: pytest.MonkeyPatch, ssh: bool
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(app, "open_url", lambda url, new_tab=True: opened.append(url))
    monkeypatch.setenv("DISPLAY", ":0")
    monkeypatch.setenv("SSH_CONNECTION", "x") if ssh else monkeypatch.delenv("SSH_CONNECTION", raising=False)
    monkeypatch.delenv("SSH_TTY", raising=False)
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        await press(pilot, "g", "o")
        url = "https://sheets.example/all"
        assert opened == ([] if ssh else [url])
        assert app.clipboard == (url if ssh else "")
        assert url in screen(app)


def test_only_web_addresses_are_opened() -> None:
    for url in ("javascript:alert(1)", "file:///etc/passwd", "-x", "http://", "data:text/html,x", "mailto:a@b"):
        assert safe_link(url) == ""
    assert safe_link("https://a.example/x y;$(id)") == "https://a.example/x%20y;$(id)"


async def test_a_row_is_copied_and_it_is_said_what(app: TrackerApp) -> None:
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        await press(pilot, "G", "y")
        assert app.clipboard == "2025-12-02  stated  AWS  Trainium3 available  https://sheets.example/all".replace(
            "  ", " "
        )
        assert "Copied: 2025-12-02" in screen(app)
        for view in "2345":
            await press(pilot, view, "y")
            assert app.clipboard


def test_a_copy_reaches_the_terminal_around_tmux() -> None:
    assert clipboard_sequence("a", tmux=False) == "\x1b]52;c;YQ==\a"
    assert clipboard_sequence("a", tmux=True) == "\x1bPtmux;\x1b\x1b]52;c;YQ==\a\x1b\\"


async def test_nothing_to_copy_or_open_is_said(tmp_path: Path) -> None:
    app = TrackerApp(build(tmp_path / "empty.db", empty=True), FEEDS)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "y", "o", "enter")
        assert isinstance(app.screen, TimelineScreen)
        assert "no row to copy" in screen(app)
