"""Changing feeds.toml: what was meant changes, every other byte stays, and a file that cannot be changed safely is left."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker import paths
from tracker.config import edit, load
from tracker.config.edit import adding, quoted, switching
from tracker.config.write import rewrite
from tracker.model.errors import ConfigError, DiskError, UsageError
from tracker.model.feed import FeedSource

TEXT = """# mine
[network]
per_host = 1   # be gentle

[[feed]]
slug = "one"          # the first
url = "https://one.example/feed"
title = 'One'

# between
[[feed]]
url = "https://two.example/feed"
slug = "two"
enabled = false  # since May
reason = \"\"\"went
away\"\"\"  # they said
"""


def feed(slug: str, **told: object) -> FeedSource:
    return FeedSource(**{"slug": slug, "url": f"https://{slug}.example/feed", "title": slug, **told})  # type: ignore[arg-type]


def rows(text: str) -> dict[str, dict[str, object]]:
    return {row["slug"]: row for row in tomllib.loads(text)["feed"]}


def test_a_feed_is_put_behind_all_that_was_there() -> None:
    new = adding([feed("three", title='Three "quoted" \\ x', vendor="amd", tier="vendor", verified="2026-11-25")])(
        TEXT, "f"
    )
    assert new.startswith(TEXT)
    three = rows(new)["three"]
    assert (three["title"], three["vendor"], str(three["verified"])) == ('Three "quoted" \\ x', "amd", "2026-11-25")


@pytest.mark.parametrize(
    "text",
    ["", "\n", TEXT, TEXT.rstrip("\n"), TEXT + '[[prices]]\nslug = "p"\nkind = "epoch"\nurl = "https://p.example/"'],
)
def test_adding_leaves_what_the_file_said(text: str) -> None:
    new = adding([feed("x"), feed("y")])(text, "f")
    before, after = tomllib.loads(text), tomllib.loads(new)
    assert [row["slug"] for row in after["feed"]][-2:] == ["x", "y"]
    assert {**after, "feed": after["feed"][:-2]} == {"feed": [], **before}
    assert new.startswith(text)


def test_lines_end_as_they_do_in_the_file() -> None:
    windows = TEXT.replace("\n", "\r\n")
    for change in (adding([feed("x")]), switching("one", "dead"), switching("two", None)):
        assert "\n" not in change(windows, "f").replace("\r\n", "")


def test_switching_off_and_on_again_gives_the_same_bytes() -> None:
    off = switching("one", 'answers "410"')(TEXT, "f")
    assert (rows(off)["one"]["enabled"], rows(off)["one"]["reason"]) == (False, 'answers "410"')
    assert "# the first" in off
    assert "# between" in off
    assert rows(off)["two"] == rows(TEXT)["two"]
    assert switching("one", None)(off, "f") == TEXT


def test_remarks_behind_a_changed_line_stay() -> None:
    on = switching("two", None)(TEXT, "f")
    assert "enabled = true  # since May" in on
    assert "# they said" in on
    assert "reason" not in on
    off = switching("two", "gone")(TEXT, "f")
    assert 'reason = "gone"  # they said' in off
    assert "enabled = false  # since May" in off


def test_a_last_line_without_an_end_gets_one() -> None:
    text = '[[feed]]\nslug = "a"\nurl = "https://a.example/"'
    off = switching("a", "why")(text, "f")
    assert off == text + '\nenabled = false\nreason = "why"'


def test_every_feed_of_the_shipped_file_can_be_switched_and_back() -> None:
    text = paths.shipped_feeds().read_text(encoding="utf-8")
    for slug, row in rows(text).items():
        if row.get("enabled", True):
            assert switching(slug, None)(switching(slug, "why")(text, "f"), "f") == text
        else:
            assert rows(switching(slug, None)(text, "f"))[slug].get("enabled", True) is True


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('feed = [{slug = "one", url = "https://one.example/"}]\n', "by hand"),
        ("# nothing\n", "has no feed one"),
    ],
)
def test_what_cannot_be_changed_is_said(text: str, told: str) -> None:
    with pytest.raises(UsageError, match=told):
        switching("one", "dead")(text, "f")


def test_an_inline_list_of_feeds_is_not_added_to() -> None:
    with pytest.raises(ConfigError, match=r"f:\d+"):
        adding([feed("x")])('feed = [{slug = "one", url = "https://one.example/"}]\n', "f")


def test_the_new_text_is_checked_before_it_is_put_in_place(tmp_path: Path) -> None:
    file = tmp_path / "feeds.toml"
    file.write_text(TEXT)
    with pytest.raises(ConfigError, match="already used on line"):
        rewrite(file, adding([feed("two")]))
    assert file.read_text() == TEXT
    assert os.listdir(tmp_path) == ["feeds.toml"]


def test_a_file_with_mistakes_is_left_and_they_are_told(tmp_path: Path) -> None:
    file = tmp_path / "feeds.toml"
    file.write_text(TEXT + "colour = 1\n")
    with pytest.raises(ConfigError, match="unknown key 'colour'"):
        rewrite(file, switching("one", "dead"))
    assert file.read_text().endswith("colour = 1\n")


def test_mode_link_and_byte_order_mark_stay(tmp_path: Path) -> None:
    file, link = tmp_path / "own.toml", tmp_path / "feeds.toml"
    file.write_bytes(b"\xef\xbb\xbf" + TEXT.encode())
    file.chmod(0o640)
    link.symlink_to(file)
    rewrite(link, switching("one", "dead"))
    assert link.is_symlink()
    assert stat.S_IMODE(file.stat().st_mode) == 0o640
    assert file.read_bytes().startswith(b"\xef\xbb\xbf# mine\n")
    assert load(link).feeds[0].note == "dead"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_cannot_be_written_is_a_plain_error(tmp_path: Path) -> None:
    file = tmp_path / "feeds.toml"
    file.write_text(TEXT)
    tmp_path.chmod(0o500)
    try:
        with pytest.raises(DiskError, match="as it was"):
            rewrite(file, switching("one", "dead"))
    finally:
        tmp_path.chmod(0o700)
    assert file.read_text() == TEXT


ADDING = """
import sys
from pathlib import Path
from tracker.config.edit import adding
from tracker.config.write import rewrite
from tracker.model.feed import FeedSource
rewrite(Path(sys.argv[1]), adding([FeedSource(slug=sys.argv[2], url=f"https://{sys.argv[2]}.example/", title="")]))
"""


def test_many_at_once_lose_nothing(tmp_path: Path) -> None:
    file = tmp_path / "feeds.toml"
    file.write_text(TEXT)
    runs = [subprocess.Popen([sys.executable, "-c", ADDING, str(file), f"own-{n}"]) for n in range(6)]
    assert [run.wait(60) for run in runs] == [0] * 6
    assert len(load(file).feeds) == 8


@pytest.mark.parametrize("text", ['a"b', "a\\b", "tab\there", "nul\0", "é – 你好", "line\nbreak", "\x7f"])
def test_any_text_is_one_line_of_toml(text: str) -> None:
    told = quoted(text)
    assert "\n" not in told
    assert len(tomllib.loads(f"a = {told}")["a"]) == len(text)


def test_a_change_that_would_say_anything_else_is_not_made(monkeypatch: pytest.MonkeyPatch) -> None:
    right = edit._off
    monkeypatch.setattr(edit, "_off", lambda *told: right(*told).replace("one.example", "evil.example"))
    with pytest.raises(UsageError, match="edit it by hand"):
        switching("one", "dead")(TEXT, "f")


REMARKS = st.sampled_from(["", "  # a remark", "# [[feed]]", '\t# "quoted'])
VALUES = st.sampled_from(
    ['"T"', "'T [x] # y'", '"""two\nlines # no remark"""', "'''[[feed]]\nslug = 1'''", '"\\"\\\\"']
)
GAPS = st.sampled_from(["", "\n", "# enabled = false\n", "\n\n# between\n"])


@st.composite
def written(draw: st.DrawFn) -> str:
    """A feeds.toml as a person might have it: any order of keys, spacing, remarks, kinds of text."""
    parts = [draw(GAPS), draw(st.sampled_from(["", "[network]\nper_host = 1\n"]))]
    for number in range(draw(st.integers(1, 4))):
        keys = [f'slug = "f-{number}"', f"url='https://{number}.example/'"]
        keys += [f"title = {draw(VALUES)}"] if draw(st.booleans()) else []
        keys += [f"enabled={draw(st.sampled_from(['true', 'false']))}"] if draw(st.booleans()) else []
        keys += [f'"reason" = {draw(VALUES)}'] if draw(st.booleans()) else []
        lines = [draw(st.sampled_from(["", "  "])) + key + draw(REMARKS) + "\n" for key in draw(st.permutations(keys))]
        parts += ["[[feed]]" + draw(REMARKS) + "\n", *(line + draw(GAPS) for line in lines)]
    text = "".join(
        [*parts, draw(st.sampled_from(["", '[[prices]]\nslug="p"\nkind="epoch"\nurl="https://p.example/"\n']))]
    )
    text = text.removesuffix("\n") if draw(st.booleans()) else text
    return text.replace("\n", "\r\n") if draw(st.booleans()) else text


@settings(max_examples=300, deadline=None)
@given(written(), st.integers(0, 3), st.text(max_size=20))
def test_switching_says_what_was_meant_whatever_the_file_looks_like(text: str, number: int, reason: str) -> None:
    slug = f"f-{number % len(rows(text))}"
    off = switching(slug, reason)(text, "f")
    assert rows(off)[slug]["enabled"] is False
    assert rows(off)[slug]["reason"] == tomllib.loads(f"a = {quoted(reason)}")["a"]
    on = switching(slug, None)(off, "f")
    assert rows(on)[slug].get("enabled", True) is True
    assert "reason" not in rows(on)[slug]
    untouched = {name: row for name, row in rows(text).items() if name != slug}
    for new in (off, on, adding([feed("x")])(on, "f")):
        assert {name: row for name, row in rows(new).items() if name not in (slug, "x")} == untouched
        assert {line for line in text.splitlines() if "#" in line[:1]} <= set(new.splitlines())
