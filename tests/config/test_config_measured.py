"""`[[measured]]` of feeds.toml: benchmark sites, off unless they are there."""

from __future__ import annotations

from pathlib import Path

import pytest

from tracker import paths
from tracker.config import check, load

TABLE = """[[measured]]
slug = "inferencex"
kind = "inferencex"
url = "https://bench.example"
models = ["gpt-oss-120b", "GLM-5"]
"""


def test_no_site_is_shipped_switched_on() -> None:
    assert load(paths.shipped_feeds()).measured == ()


def test_the_shipped_example_is_right_when_it_is_uncommented() -> None:
    lines = paths.shipped_feeds().read_text(encoding="utf-8").splitlines()
    start = lines.index("# [[measured]]")
    table = [line.removeprefix("# ") for line in lines[start : lines.index("", start)]]
    assert check("\n".join(table), "feeds.toml") == []


def test_a_site_is_read(tmp_path: Path) -> None:
    path = tmp_path / "feeds.toml"
    path.write_text(TABLE + 'every = "7d"\nbase_url = "http://127.0.0.1:9"\n', encoding="utf-8")
    (one,) = load(path).measured
    assert (one.models, one.every_s, one.base_url, one.enabled, one.error) == (
        ("gpt-oss-120b", "GLM-5"),
        604800.0,
        "http://127.0.0.1:9",
        True,
        "",
    )


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ('every = "1h"', "less than 86400 s"),
        ('kind = "mlperf"', "is not one of inferencex"),
        ("models = []", "1 to 50 names"),
        ('models = "GLM-5"', "1 to 50 names"),
        ('models = ["a", "a"]', "one twice"),
        ("models = [7]", "models"),
        ('modles = ["a"]', "did you mean 'models'?"),
    ],
)
def test_a_mistake_is_told_with_its_line(line: str, message: str) -> None:
    key = line.split(" ")[0]
    kept = [old for old in TABLE.splitlines() if not old.startswith(key + " ")]
    (problem,) = check("\n".join([*kept, line]), "feeds.toml")
    assert problem.startswith(f"feeds.toml:{len(kept) + 1}: ")
    assert message in problem


def test_an_address_that_cannot_be_fetched_is_left_to_the_source(tmp_path: Path) -> None:
    path = tmp_path / "feeds.toml"
    path.write_text(TABLE.replace("https://", "ftp://"), encoding="utf-8")
    assert "ftp" in load(path).measured[0].error
