"""Acting on feeds from the screen: fetching one, looking at an address and adding what it has, switching one off and on."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tui_sample import press, screen, settle
from web_site import WebSite, web_site

from tracker.tui import looking
from tracker.tui.app import TrackerApp
from tracker.tui.looking import Look, looked
from tracker.tui.refreshing import Progress, advanced, command, ended

SIZE = (140, 30)
FILE = """# ours
[[feed]]
slug = "acme-news"   # the newsroom
url = "https://acme.example/feed"
title = "Acme newsroom"
vendor = "acme"
tier = "vendor"

[[feed]]
slug = "press"
url = "https://press.example/feed"
title = "The Press"
tier = "press"

[[feed]]
slug = "old"
url = "https://old.example/feed"
title = "Old blog"
tier = "press"
enabled = false
reason = "moved"
"""
ITEM = "<item><guid>g{0}</guid><title>{1} {0}</title><pubDate>Tue, 24 Nov 2026 08:00:00 GMT</pubDate></item>"
HOSTILE = "[@click=app.quit]x[/] \u202eevil"


def address(site: WebSite, path: str) -> str:
    return site.put(path, site.pages[path][2], **site.pages[path][1])


def rss(title: str, count: int) -> bytes:
    items = "".join(ITEM.format(i, title) for i in range(count))
    text = f'<?xml version="1.0"?><rss version="2.0"><channel><title>{title}</title>{items}</channel></rss>'
    return text.encode()


@pytest.fixture
def feeds(tmp_path: Path) -> Path:
    path = tmp_path / "feeds.toml"
    path.write_text(FILE)
    return path


@pytest.fixture
def app(path: Path, feeds: Path) -> TrackerApp:
    return TrackerApp(path, feeds)


@pytest.fixture
def site() -> Iterator[WebSite]:
    html, xml = {"Content-Type": "text/html"}, {"Content-Type": "application/rss+xml"}
    links = "".join(
        f'<link rel="alternate" type="application/rss+xml" href="/{name}.xml">' for name in ("news", "blog")
    )
    with web_site() as one:
        one.pages |= {
            "/": (200, html, f"<!DOCTYPE html><html><head>{links}</head><body>hi</body></html>".encode()),
            "/news.xml": (200, xml, rss(HOSTILE, 3)),
            "/blog.xml": (200, xml, rss("Site blog", 2)),
            "/none": (200, html, b"<!DOCTYPE html><html><body>nothing</body></html>"),
        }
        yield one


def told(app: TrackerApp) -> str:
    return " | ".join(notice.message for notice in app.notices)


async def at_feeds(pilot: Any, *keys: str) -> None:
    await settle(pilot)
    await press(pilot, "5", *keys)


async def until(pilot: Any, happened: Any) -> None:
    for _ in range(400):
        if happened():
            break
        await asyncio.sleep(0.05)
    await settle(pilot)
    assert happened()


async def test_a_feed_is_switched_off_with_a_reason_and_on_again_and_the_rest_of_the_file_stays(
    app: TrackerApp, feeds: Path
) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await at_feeds(pilot, "d")
        assert "why off?" in screen(app)
        await press(pilot, *"too", "space", *"loud", "enter")
        assert "press is off in feeds.toml; d takes that back" in told(app)
        assert 'enabled = false\nreason = "too loud"' in feeds.read_text()
        line = next(text for text in screen(app).splitlines() if "The Press" in text)
        assert "off" in line
        assert "too loud" in line
        assert line.startswith("▸")
        await press(pilot, "d")
        assert feeds.read_text() == FILE
        assert "off" not in next(text for text in screen(app).splitlines() if "The Press" in text)


async def test_a_reason_may_be_left_out_and_comes_back_with_the_same_key(app: TrackerApp, feeds: Path) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await at_feeds(pilot, "d", "enter")
        assert 'reason = "switched off on ' in feeds.read_text()
        await press(pilot, "G", "d")
        assert feeds.read_text().count("enabled = false") == 1
        await press(pilot, "d")
        assert "moved" in next(text for text in screen(app).splitlines() if "why off?" in text)
        await press(pilot, "escape")
        assert feeds.read_text().count("enabled = false") == 1


async def test_what_cannot_be_switched_says_why(app: TrackerApp, feeds: Path) -> None:
    feeds.write_text(FILE.replace('url = "https://press', 'nonsense = 1\nurl = "https://press'))
    async with app.run_test(size=SIZE) as pilot:
        await at_feeds(pilot, "d", *"no", "enter")
        assert "feeds.toml:11: " in told(app)
        assert "nonsense" in told(app)
        assert "off" not in next(text for text in screen(app).splitlines() if "The Press" in text)


async def test_the_past_changes_no_file(path: Path, feeds: Path) -> None:
    app = TrackerApp(path, feeds, "2026-11-20")
    async with app.run_test(size=SIZE) as pilot:
        for key in ("d", "a"):
            app.notices = ()
            await at_feeds(pilot, key)
            assert "Read only: this is what was known on 2026-11-20" in told(app)
        assert feeds.read_text() == FILE


async def test_a_site_is_looked_at_its_feeds_are_offered_and_one_is_added(
    app: TrackerApp, feeds: Path, site: WebSite
) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await at_feeds(pilot, "a", *address(site, "/"), "enter")
        await until(pilot, lambda: "This address is not public" in screen(app))
        assert site.asked == []
        await press(pilot, "down", "enter")
        await until(pilot, lambda: "Add which feed?" in screen(app))
        shown = screen(app)
        assert "3 articles, newest" in shown
        assert "Site blog" in shown
        assert "\x1b" not in shown
        assert "[@click=app.quit]x" in shown
        assert "\u202e" not in shown
        await press(pilot, *"blog", "enter")
        assert "site-blog is in feeds.toml; f fetches it now" in told(app)
        text = feeds.read_text()
        assert text.startswith(FILE)
        assert f'url = "{address(site, "/blog.xml")}"' in text
        assert "allow_private = true" in text
        assert "▸ ○ not read  Site blog" in screen(app)


async def test_an_address_without_a_feed_and_one_that_is_there_already_are_told(
    app: TrackerApp, feeds: Path, site: WebSite
) -> None:
    feeds.write_text(FILE.replace("https://press.example/feed", address(site, "/blog.xml")))
    async with app.run_test(size=SIZE) as pilot:
        await at_feeds(pilot)
        screen_ = app.screen
        screen_._look_at(address(site, "/none"), private=True)  # type: ignore[attr-defined]
        await until(pilot, lambda: "names no feed that answers" in told(app))
        assert "What to do: look on the site for its feed" in told(app)
        screen_._look_at(address(site, "/blog.xml"), private=True)  # type: ignore[attr-defined]
        await until(pilot, lambda: "has this address already, as press" in told(app))
        await press(pilot, "a", "enter")
        assert "Type the address of a feed" in told(app)
        await press(pilot, "a", *"nothing here", "enter")
        await until(pilot, lambda: "has no feed nothing here" in told(app))
        await press(pilot, "a")
        assert "nothing here" in screen(app)


async def test_a_look_tells_that_it_lasts_and_is_stopped(app: TrackerApp, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(looking, "command", lambda *_: [sys.executable, "-c", "import time; time.sleep(60)"])
    async with app.run_test(size=SIZE) as pilot:
        await at_feeds(pilot)
        app.screen._look_at("https://slow.example", private=False)  # type: ignore[attr-defined]
        await asyncio.sleep(0.7)
        await pilot.pause()
        assert "asking · esc stops it" in screen(app)
        assert "https://slow.example" in screen(app)
        await pilot.press("a")
        await pilot.press("escape")
        await until(pilot, lambda: "Stopped: nothing was added" in told(app))
        assert "An address is being looked at" in told(app)
        assert "esc stops it" not in screen(app)


def test_what_a_look_prints_is_not_trusted() -> None:
    assert looked("no json", "tracker: boom\n\n", 3).problem == "boom"
    assert looked("[]", "", 3).problem == "the look ended unexpectedly (code 3)"
    for odd in (
        "{}",
        "[1]",
        '[{"proposals": 5}]',
        '[{"proposals": [{}], "slug": ""}]',
        "[" * 100_000,
        '[{"proposals": []}]',
    ):
        assert looked(odd, "", 0).problem.startswith("the look ended unexpectedly")
    row = {"slug": "", "problem": "p", "mend": "m", "proposals": []}
    assert looked(json.dumps([row]), "", 0) == looking.Looked((), "", "p", "m")


async def test_a_program_that_is_not_there_or_says_far_too_much_is_no_crash() -> None:
    gone = await Look(["/nonexistent/x"]).run()
    assert gone is not None
    assert "could not be started" in gone.problem
    much = await Look([sys.executable, "-c", "print('x' * 9_000_000)"]).run()
    assert much is not None
    assert much.problem == "the look ended unexpectedly (code 0)"


def test_the_screen_never_loads_what_asks_the_network(feeds: Path, path: Path) -> None:
    code = (
        "import sys\nfrom pathlib import Path\nfrom tracker.model.feed_check import Proposal\n"
        "import tracker.tui.app, tracker.tui.screens.feeds\nfrom tracker.tui.feed_parts.writing import adding, switching\n"
        "feeds, db = Path(sys.argv[1]), Path(sys.argv[2])\n"
        "found = Proposal(url='https://new.example/rss', title='New', slug='new', vendor='', tier='press', toml='')\n"
        "adding(feeds, found, False)(db)\nswitching(feeds, 'new', off=True)(db)\n"
        "print(*sorted({'httpx', 'feedparser', 'trafilatura', 'numpy'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(feeds), str(path)], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == ""
    assert 'slug = "new"' in feeds.read_text()


def test_one_feed_is_asked_with_the_programs_own_option() -> None:
    assert command(Path("a.db"), Path("f.toml"), only="press")[-2:] == ["--feed", "press"]
    assert "--feed" not in command(Path("a.db"), Path("f.toml"), True)


def test_a_feed_whose_server_asked_to_wait_is_told_as_such() -> None:
    held = json.dumps({"event": "held", "slug": "press", "message": "held until 2026-11-25T13:00:00Z: Retry-After"})
    end = json.dumps({"event": "end", "exit_code": 0, "new": 0, "changed": 0, "failed": 0})
    after = advanced(advanced(Progress(), held), end)
    assert ended(0, after, "", False) == ("Press was not asked: held until 2026-11-25T13:00:00Z: Retry-After", True)


async def test_fetching_one_feed_asks_for_it_alone_and_its_line_says_what_came(
    app: TrackerApp, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate, asked = path.with_name("gate"), []
    step = json.dumps(
        {"event": "feed", "slug": "press", "outcome": "new", "new": 2, "changed": 1, "done": 1, "total": 1}
    )
    wait = f"while not os.path.exists({str(gate)!r}): time.sleep(0.02)"
    code = f"import os, sys, time\nprint({step!r}, file=sys.stderr, flush=True)\n{wait}"

    def fake(db: Path, feeds: Path, everything: bool = False, only: str = "") -> list[str]:
        asked.append(only)
        return [sys.executable, "-c", code]

    monkeypatch.setattr("tracker.tui.refreshing.command", fake)
    async with app.run_test(size=SIZE) as pilot:
        await at_feeds(pilot, "j", "f")
        assert asked == ["acme-news"]
        await until(pilot, lambda: "2 new, 1 changed" in screen(app))
        line = next(text for text in screen(app).splitlines() if "The Press" in text)
        assert "2 new, 1 changed" in line
        assert next(text for text in screen(app).splitlines() if "Acme newsroom" in text).startswith("▸")
        gate.touch()
        await until(pilot, lambda: app.refreshing is None)
        assert "2 new, 1 changed" not in next(text for text in screen(app).splitlines() if "The Press" in text)
        await press(pilot, "G", "f")
        assert "old is off; d switches it on" in told(app)
        assert asked == ["acme-news"]
