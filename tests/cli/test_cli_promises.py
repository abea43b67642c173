"""`tracker promises`: a table of what is computed, reasons for the rest, and each claim closely where a product is named."""

from collections.abc import Callable
from typing import Any

import pytest
from click.testing import Result

from tracker.cli.width import width

Run = Callable[..., Result]
Rows = Callable[..., Any]


def test_every_ratio_is_told_once_with_a_figure_or_a_reason(run: Run, rows: Rows) -> None:
    text = run("promises").stdout
    for row in rows("promises"):
        assert text.count(row["relation_id"]) == 1
        line = next(line for line in text.splitlines() if row["relation_id"] in line)
        assert (row["p50"] is None) == line.startswith("  r-")
        if row["p50"] is None:
            assert row["reason"] in " ".join(text.split())


def test_one_product_closely(run: Run, rows: Rows) -> None:
    text = " ".join(run("promises", "vera rubin").stdout.split())
    row = next(p for p in rows("promises", "vera rubin") if p["metric"] == "performance")
    for words in (
        "Blackwell taken as GB200",
        "load: chat (30 tok/s/user), llama-3.3-70b, 1,024 tokens in",
        row["reading"],
    ):
        assert words in text
    assert all(note in text for note in row["notes"])


def test_the_load_and_the_price_are_options(run: Run, rows: Rows) -> None:
    asked = ("--model", "gpt-oss-120b", "--isl", "4096", "--osl", "256", "--floor", "80")
    row = next(p for p in rows("promises", "vera rubin", *asked) if p["metric"] == "performance")
    assert (row["at"]["model"], row["at"]["isl"], row["at"]["osl"]) == ("gpt-oss-120b", 4096, 256)
    assert row["at"]["floor_tok_s_user"] == 80
    run("promises", "--model", "no such model", rc=2)
    run("promises", "--workload", "no such load", rc=2)
    run("promises", "no such product", rc=2)


@pytest.mark.parametrize("room", [60, 80, 120])
def test_it_fits_the_terminal(run: Run, rows: Rows, room: int, monkeypatch: pytest.MonkeyPatch) -> None:
    for place in ("tracker.cli.output", "tracker.cli.promises"):
        monkeypatch.setattr(f"{place}.terminal_width", lambda: room)
    text = run("promises", "vera rubin").stdout
    assert [line for line in text.splitlines() if width(line) > room] == []
    assert rows("promises", "vera rubin")[0]["relation_id"] in text


def test_nothing_stated_is_said(run: Run) -> None:
    assert "nothing found" in run("promises", "nvidia/l40s").stderr
