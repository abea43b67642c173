"""`tracker diff`: baseline, divisors, generations, roadmap, changes, and what it says to wrong options."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable

import pytest
from click.testing import Result

Run = Callable[..., Result]


def lines(run: Run, *args: str) -> dict[tuple[str, str], dict[str, object]]:
    found = json.loads(run("diff", *args, "--json").stdout)
    return {(line["field"], line["precision"]): line for line in found["lines"]}


def test_ratios_are_held_against_the_baseline(run: Run) -> None:
    memory = lines(run, "h200", "b200", "--baseline", "b200")["memory_capacity", ""]
    assert memory["ratios"][1] == 1.0  # type: ignore[index]
    assert memory["verdicts"] == ["worse", ""]
    text = run("diff", "h200", "b200", "--baseline", "b200").stdout
    assert "NVIDIA B200 (baseline)" in text
    assert "▲ better, ▼ worse than the baseline" in text


def test_groups_prices_and_dates_are_lines_too(run: Run) -> None:
    found = lines(run, "h200", "b200")
    assert found["offer_on_demand", ""]["group"] == "Price"
    assert found["event_available", ""]["group"] == "Dates"
    text = run("diff", "h200", "b200").stdout
    groups = [line.split()[0] for line in text.splitlines()[1:] if line[:1].isalpha()]
    assert [g for g in groups if g in ("Compute", "Memory", "Power", "Price", "Dates")] == [
        "Compute", "Memory", "Power", "Price", "Dates",
    ]  # fmt: skip


def test_figures_are_divided_and_it_is_told_by_what(run: Run) -> None:
    text = run("diff", "h200", "mi355x", "--per", "watt").stdout
    assert "TFLOPS/W" in text
    assert "per watt: divided by the power stated for the same scope" in text
    assert "NVIDIA H200: Power: 700 W, chip," in text
    memory = lines(run, "h200", "mi355x", "--per", "dollar", "--basis", "spot")["memory_capacity", ""]
    assert memory["figures"][0]["per"] == "$/h"  # type: ignore[index]
    assert memory["figures"][1]["why"] == "no sound price known, spot"  # type: ignore[index]
    assert "no sound price known, spot" in run("diff", "h200", "mi355x", "--per", "dollar", "--basis", "spot").stdout


def test_csv_has_what_is_shown_and_what_it_stands_on(run: Run) -> None:
    text = run("diff", "h200", "mi355x", "--per", "watt", "--csv").stdout
    row = next(r for r in csv.DictReader(io.StringIO(text)) if r["field"] == "memory_capacity")
    assert row["nvidia/h200 shown"].endswith("MB/W")
    assert row["nvidia/h200 formula"] == "141 GB / 700 W"
    assert row["nvidia/h200 from"].count("c-") == 2
    assert (row["per"], row["baseline"]) == ("watt", "nvidia/h200")
    assert row["nvidia/h200 value"] == "141000000000.0"


def test_a_generation_needs_one_name_and_is_told_by_whom(run: Run) -> None:
    result = run("diff", "maia200", "--generation")
    head = result.stdout.splitlines()[0]
    assert head.index("Maia 100 (baseline") < head.index("Maia 200")
    assert "says that Maia 200 follows Maia 100" in " ".join(result.stderr.split())


def test_a_roadmap_is_marked_as_announced(run: Run) -> None:
    result = run("diff", "mi355x", "--roadmap")
    assert "AMD MI455X (no word of delivery)" in result.stdout.splitlines()[0]
    assert "nothing here says that anyone has it" in " ".join(result.stderr.split())


def test_changes_since_a_day_have_both_figures(run: Run) -> None:
    text = run("diff", "trainium3", "--since", "2026-01").stdout
    power = next(line for line in text.splitlines() if "Power" in line)
    assert "~1,000 W" in power
    assert "700 W" in power
    found = json.loads(run("diff", "trainium3", "--since", "2026-01", "--json").stdout)
    assert (found["since"], found["until"]) == ("2026-01-31", "2026-11-25")
    rows = list(csv.DictReader(io.StringIO(run("diff", "trainium3", "--since", "2026-01", "--csv").stdout)))
    assert len(rows) == len(found["changes"]) > 0
    quiet = run("diff", "nvidia/p100", "--since", "2026-11-24")
    assert "no figure or lowest price changed" in " ".join(quiet.stderr.split())


def test_a_past_day_knows_only_its_own_figures(run: Run) -> None:
    found = json.loads(run("--as-of", "2026-01-31", "diff", "trainium3", "maia200", "--json").stdout)
    power = next(line for line in found["lines"] if line["field"] == "power")
    assert power["figures"][0]["value"] == 1000.0


@pytest.mark.parametrize(
    ("args", "told"),
    [
        (("b200", "b300", "--basis", "spot"), "--basis is the price of --per dollar"),
        (("b200", "b300", "--since", "2026", "--per", "watt"), "leave out --per"),
        (("b200", "b300", "--since", "someday"), "someday"),
        (("b200", "b300", "--since", "2030"), "which is not before"),
        (("b200", "b300", "--baseline", "h100"), "none of the products shown"),
        (("b200", "trainium33"), "did you mean"),
        (("b200", "--generation"), "no source says what NVIDIA B200 follows"),
        (("b200", "b300", "--per", "litre"), "litre"),
        (("b200", "b300", "h100", "h200", "mi300x", "mi325x", "mi355x"), "at most 6 products"),
    ],
)
def test_what_does_not_fit_is_told_with_the_mend(run: Run, args: tuple[str, ...], told: str) -> None:
    result = run("diff", *args, rc=2)
    assert told in " ".join(result.stderr.split())
    assert result.stdout == ""


def test_a_figure_that_nobody_stands_behind_says_so(run: Run) -> None:
    text = run("diff", "trainium2", "mi355x").stdout
    (line,) = [line for line in text.splitlines() if "Scale-up bandwidth" in line]
    assert "512 GB/s unverified" in line
    assert line.count("unverified") == 1
    assert "unverified: nobody stands behind it" in text
    told = run("specs", "trainium2").stdout.splitlines()
    assert [line.split("  unverified  ")[0].split()[1] for line in told if "  unverified  " in line] == ["Scale-up"] * 2
    fact = next(line.split()[-1] for line in told if "Scale-up bandwidth" in line)
    explained = run("explain", fact).stdout
    assert "recalled, not checked against a page" in explained
    assert "read by catalogue" not in explained


def test_marks_mean_what_they_mean_on_the_screen(run: Run) -> None:
    text = run("diff", "trainium2", "mi355x").stdout
    assert "96 GiB (103.1 GB) ≠2" in text
    assert "≠ sources disagree" in text
    assert "not like for like" not in text
