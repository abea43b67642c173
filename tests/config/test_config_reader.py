"""[reader] of feeds.toml: off where it is not there, every mistake by its line, and no message that repeats a key."""

from pathlib import Path

import pytest

from tracker import paths
from tracker.config import check, load
from tracker.model.reader import ReaderSettings

FULL = """[reader]
url = "https://models.example/v1/"
model = "some/model-8b:latest"
key_env = "READER_KEY"
enabled = true
tokens_per_day = 50000
usd_per_day = 2
usd_per_mtok_in = 0.25
usd_per_mtok_out = 1.5
allow_private = true
timeout = "90s"
"""
SECRET = "sk-live-0123456789abcdef"


def test_every_key_reaches_the_settings(tmp_path: Path) -> None:
    file = tmp_path / "feeds.toml"
    file.write_text(FULL)
    assert load(file).reader == ReaderSettings(
        url="https://models.example/v1", model="some/model-8b:latest", key_env="READER_KEY", enabled=True,
        tokens_per_day=50_000, usd_per_day=2.0, usd_per_mtok_in=0.25, usd_per_mtok_out=1.5, allow_private=True,
        timeout_s=90.0,
    )  # fmt: skip


def test_it_is_off_unless_it_is_switched_on(tmp_path: Path) -> None:
    assert load(paths.shipped_feeds()).reader is None
    file = tmp_path / "feeds.toml"
    file.write_text('[reader]\nurl = "https://models.example/v1"\nmodel = "m"\n')
    told = load(file).reader
    assert told is not None
    assert not told.enabled


def test_the_example_of_the_shipped_file_is_right(tmp_path: Path) -> None:
    lines = paths.shipped_feeds().read_text(encoding="utf-8").splitlines()
    start = lines.index("# [reader]")
    example = [line.removeprefix("# ") for line in lines[start : lines.index("", start)]]
    file = tmp_path / "feeds.toml"
    file.write_text("\n".join(example))
    told = load(file).reader
    assert told is not None
    assert told.enabled
    assert len(example) == 1 + len(ReaderSettings.__slots__), "every key is shown"


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ('url = "ftp://models.example"', "url cannot be used"),
        ('url = "https://me:sk-live-0123456789abcdef@models.example/v1"', "must not hold a user name or key"),
        ('url = "https://models.example/v1?key=sk-live-0123456789abcdef"', "must be the base alone"),
        ('url = "https://models.example/v1/chat/completions"', "must be the base alone"),
        ('url = "http://models.example/v1"', "unencrypted"),
        ('url = "HTTP://models.example/v1"', "unencrypted"),
        ('model = "two words"', "must be the model's name"),
        ('key_env = "sk-live-0123456789abcdef"', "never the key itself"),
        ('key_env = "sk_live_0123456789abcdef"', "never the key itself"),
        ('key = "sk-live-0123456789abcdef"', "unknown key 'key'"),
        ("tokens_per_day = -1", "whole number"),
        ("tokens_per_day = 1.5", "whole number"),
        ("usd_per_day = true", "number from 0"),
        ("usd_per_day = nan", "number from 0"),
        ("usd_per_mtok_in = inf", "number from 0"),
        ('timeout = "1h"', "more than 600 s"),
        ('timeout = "0s"', "less than 1 s"),
        ("enabled = 1", "true or false"),
        ("enalbed = true", "did you mean 'enabled'"),
    ],
)
def test_a_mistake_is_told_by_its_line_without_the_secret(line: str, told: str) -> None:
    base = {"url": 'url = "https://models.example/v1"', "model": 'model = "m"', "key_env": 'key_env = "READER_KEY"'}
    base.pop(line.split(" ")[0], None)
    text = "\n".join(["[network]", "[reader]", *base.values(), line, ""])
    (problem,) = check(text, "feeds.toml")
    assert problem.startswith(f"feeds.toml:{text.splitlines().index(line) + 1}: ")
    assert told in problem
    assert "0123456789abcdef" not in problem


def test_url_and_model_are_needed() -> None:
    assert check("[reader]\nenabled = true\n", "f") == ["f:1: this reader has no model", "f:1: this reader has no url"]
    assert "written as one [reader] table" in check('[[reader]]\nurl = "https://a.example"\n', "f")[0]
