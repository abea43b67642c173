"""`rank` and `explain` for people: marks of doubtful prices, precisions, reasons, the glossary, and narrow terminals."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from click.testing import Result

from tracker.cli.width import width, wrapped

Run = Callable[..., Result]
Rows = Callable[..., Any]


@pytest.fixture(params=[80, 120])
def room(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> int:
    monkeypatch.setattr("tracker.cli.output.terminal_width", lambda: request.param)
    return int(request.param)


def test_the_interval_stays_on_every_terminal(run: Run, rows: Rows, room: int) -> None:
    for options in ((), ("--ttft", "--pools", "auto"), ("--roadmap",), ("--set", "nvidia/h100.price_hourly=2")):
        text = run("rank", "--figures", *options).stdout
        head = next(line for line in text.splitlines() if line.lstrip().startswith("rank "))
        assert "p10-p90" in head
        assert all(width(line) <= room for line in text.split("\n\n")[1].splitlines())
    assert re.search(r"TTFT", run("rank", "--ttft", "--pools", "auto", "--limit", "3").stdout.split("\n\n")[1])


def test_doubtful_prices_are_marked_on_every_terminal(run: Run, room: int) -> None:
    text = " ".join(run("rank", "--basis", "owned").stdout.split())
    for words in ("! placeholder of the source: 1.2 x B200: NVIDIA B300", "! old price, of 2026-04-03, 8 months old: ",
                  "for a hyperscaler"):  # fmt: skip
        assert words in text


def test_fresh_and_sound_prices_have_no_mark(run: Run) -> None:
    text = run("rank", "--provider", "nebius", "--figures").stdout
    assert "! old" not in text
    assert "! place" not in text
    assert "of Nebius alone" in text


def test_offers_and_the_chance_to_be_cheapest_are_columns(run: Run, rows: Rows) -> None:
    text = run("rank", "--figures").stdout
    table = text.split("\n\n")[1].splitlines()
    assert {"best", "offers"} <= set(table[0].split())
    for line, one in zip(table[1:], rows("rank", "--figures"), strict=True):
        assert ("1 only" in line) == (one["n_offers"] == 1)
    assert "as if they were exact" in text


def test_mixed_precisions_are_told_and_can_be_held_alike(run: Run) -> None:
    assert "each is served in its fastest precision: fp" in run("rank").stdout
    alike = run("rank", "--set", "narrowest_precision=bf16", "--figures").stdout
    assert "fastest precision:" not in alike
    idle = " ".join(run("rank", "--set", "model.weights_precision=fp8", "--figures").stdout.split())
    assert re.search(r"weights released in fp8 are still served in fp4 .*: NVIDIA B200", idle)


def test_a_missing_price_says_what_to_do(run: Run) -> None:
    text = " ".join(run("rank").stdout.split())
    assert "no price at any basis; --set PRODUCT.price_hourly=2.10 gives one: " in text
    assert re.search(
        r"no price at basis on_demand, but one with --basis reserved_3y or --basis owned: AMD MI325X", text
    )


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--as-of", "2025-06", "rank", "--figures"), "no accelerator has a figure here, on demand as of 2025-06-30"),
        (("rank", "--set", "floor_tok_s_user=1000", "--figures"), "cannot reach 1000 tok/s/user"),
        (("rank", "--basis", "reserved_1y", "--vendor", "Meta", "--figures"), "no accelerator has a figure"),
    ],
)
def test_an_empty_ranking_says_why(run: Run, options: tuple[str, ...], words: str) -> None:
    result = run(*options)
    assert words in result.stdout
    assert re.search(r"\d+ of \d+: \w", result.stdout)
    assert "nothing found" not in result.stderr


def test_a_past_ranking_tells_of_figures_without_a_date(run: Run) -> None:
    assert "have no date" in run("--as-of", "2026-11-24", "rank").stderr
    assert "have no date" not in run("rank").stderr


def test_the_words_of_the_table_are_explained_once(run: Run) -> None:
    text = run("rank", "--help").stdout
    for word in ("anchored", "measured", "modelled", "TP, DP, EP", "bound by", "weakest input", "utilisation", "best"):
        assert word in text
    assert all(width(line) <= 88 for line in text.splitlines())


def test_an_explanation_fits_the_terminal_and_loses_no_word(
    run: Run, rows: Rows, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = rows("rank")[0]["ranking_id"]
    whole = run("explain", one).stdout
    monkeypatch.setattr("tracker.cli.output.terminal_width", lambda: 80)
    narrow = run("explain", one).stdout
    assert [line for line in narrow.splitlines() if width(line) > 80 and "http" not in line] == []
    assert narrow.split() == whole.split()


def test_a_ratio_is_explained_with_what_we_compute(run: Run, rows: Rows) -> None:
    wide = next(p for p in rows("promises") if p["verdict"] == "cannot tell")
    text = run("explain", wide["relation_id"]).stdout
    assert "we compute" in text
    assert "-fold wide" in text
    assert f"tracker promises {wide['subject_slug']}" in text
    nothing = next(p for p in rows("promises") if p["verdict"] == "cannot be computed")
    assert f"nothing: {nothing['reason']}" in run("explain", nothing["relation_id"]).stdout


def test_an_owned_hour_says_what_it_leaves_out(run: Run) -> None:
    options = ("rank", "--basis", "owned", "--figures", "--set", "nvidia/b200.capex=45000")
    assert "colocation and running costs are 0 here" in run(*options).stdout
    full = run(*options, "--set", "colo=130", "--set", "opex=0.1").stdout
    assert "are 0 here" not in full


@pytest.mark.parametrize("text", ["", "word", "a b c " * 40, "x" * 200, "日本 語 " * 30])
def test_wrapping_keeps_every_word(text: str) -> None:
    lines = list(wrapped(text, 40, "  ", "    "))
    assert " ".join(" ".join(lines).split()) == " ".join(text.split())
    assert list(wrapped(text, 0, "  ", "    ")) == ["  " + text]
