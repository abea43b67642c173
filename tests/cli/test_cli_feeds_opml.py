"""`feeds import` and `feeds export`: lists of other readers in, our own list out and back."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

Run = Callable[..., Result]
LIST = """<opml version="1.0"><body>
<outline text="Analyst"><outline text="The Chip Letter" xmlUrl="https://chips.example/feed"/></outline>
<outline text="AMD"><outline text="Instinct fans" xmlUrl="https://fans.example/rss"/></outline>
<outline text="AMD blog" xmlUrl="https://community.amd.com/feed"/>
<outline text="Again" xmlUrl="http://chips.example/feed?utm_source=x"/>
<outline text="Have it" xmlUrl="https://one.example/feed"/>
<outline text="Script" xmlUrl="exec:rm"/>
<outline text="The Chip Letter" xmlUrl="https://other.example/feed" category="/tier/community,/vendor/nvidia"/>
<outline text="日本" xmlUrl="https://www.jp.example/feed"/>
</body></opml>"""


@pytest.fixture
def feeds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "feeds.toml"
    path.write_text('# mine\n[[feed]]\nslug = "one"\nurl = "https://one.example/feed"\n')
    monkeypatch.setenv("TRACKER_FEEDS", str(path))
    return path


def rows(path: Path) -> list[dict[str, object]]:
    told = tomllib.loads(path.read_text())["feed"]
    assert isinstance(told, list)
    return told


def test_a_list_is_taken_over_with_a_report(run: Run, feeds: Path, tmp_path: Path) -> None:
    file = tmp_path / "l.opml"
    file.write_text(LIST)
    before = feeds.read_text()
    result = run("feeds", "import", str(file))
    assert feeds.read_text().startswith(before)
    told = {(row["slug"], row.get("vendor", ""), row.get("tier", "")) for row in rows(feeds)[1:]}
    assert told == {
        ("chip-letter", "", "analyst"), ("instinct-fans", "amd", "press"), ("amd-blog", "amd", "vendor"),
        ("chip-letter-2", "nvidia", "community"), ("jp-example", "", "press"),
    }  # fmt: skip
    assert (
        f"{file}:5: skipped http://chips.example/feed?utm_source=***: is there already, as chip-letter" in result.stdout
    )
    assert f"{file}:6: skipped https://one.example/feed: is there already, as one" in result.stdout
    assert "scheme 'exec' is not fetched" in result.stdout
    assert "5 added" in result.stderr
    assert "3 skipped" in result.stderr
    assert "0 added" in run("feeds", "import", str(file)).stderr


def test_a_dry_run_changes_nothing(run: Run, feeds: Path, tmp_path: Path) -> None:
    file = tmp_path / "l.opml"
    file.write_text(LIST)
    before = feeds.read_text()
    told = json.loads(run("feeds", "import", str(file), "--dry-run", "--json").stdout)
    assert [one["outcome"] for one in told].count("added") == 5
    assert feeds.read_text() == before


@pytest.mark.parametrize(
    ("text", "rc", "told"),
    [
        ("<opml>", 65, "l.opml:1: this is no well-formed XML"),
        ('<!DOCTYPE x [<!ENTITY a SYSTEM "/etc/passwd">]><opml>&a;</opml>', 65, "has a DOCTYPE"),
        ("<opml><body><outline text='a'/></body></opml>", 2, "names no feed"),
        (None, 74, "No such file"),
    ],
)
def test_what_is_no_list_changes_nothing(
    run: Run, feeds: Path, tmp_path: Path, text: str | None, rc: int, told: str
) -> None:  # fmt: skip
    file = tmp_path / "l.opml"
    if text is not None:
        file.write_text(text)
    before = feeds.read_text()
    assert told in run("feeds", "import", str(file), rc=rc).stderr
    assert feeds.read_text() == before


def test_what_goes_out_comes_back(run: Run, feeds: Path, tmp_path: Path) -> None:
    feeds.write_text(
        '[[feed]]\nslug = "own-name"\nurl = "https://me:secret@a.example/feed"\ntitle = "A & B"\ntier = "analyst"\n'
        '[[feed]]\nslug = "b"\nurl = "https://b.example/feed"\nvendor = "nvidia"\ntier = "vendor"\n'
        '[[feed]]\nslug = "off"\nurl = "https://c.example/feed"\nenabled = false\n'
    )
    file = tmp_path / "out.opml"
    assert "1 addresses" in run("feeds", "export", str(file)).stderr
    assert "secret" not in file.read_text()
    assert run("feeds", "export").stdout == file.read_text()
    feeds.write_text("")
    run("feeds", "import", str(file))
    assert [(r["slug"], r["url"], r.get("title"), r.get("vendor"), r["tier"]) for r in rows(feeds)] == [
        ("b", "https://b.example/feed", None, "nvidia", "vendor"),
        ("own-name", "https://a.example/feed", "A & B", None, "analyst"),
    ]


def test_an_export_overwrites_only_a_list(run: Run, feeds: Path, tmp_path: Path) -> None:
    before = feeds.read_text()
    assert "no OPML" in run("feeds", "export", str(feeds), rc=2).stderr
    assert feeds.read_text() == before
    file = tmp_path / "out.opml"
    run("feeds", "export", str(file))
    run("feeds", "export", str(file))
    run("feeds", "export", str(tmp_path / "no" / "folder.opml"), rc=74)
