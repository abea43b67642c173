"""Listings on terminals of 80 and 120 columns: ids whole, values in sight; and commands that messages name exist."""

import json
import re
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import Result

from tracker.cli.root import tracker
from tracker.cli.width import width

Run = Callable[..., Result]
Rows = Callable[..., Any]
ROOT = Path(__file__).resolve().parents[2]
ID = re.compile(r"\b[cemrlotkx]-[0-9a-f]{12}(?:-\d+)?(?![0-9a-f…])")
LISTINGS = {
    ("timeline", "--limit", "20"): ["event_id"], ("roadmap",): ["event_id"], ("specs", "b200"): ["claim_id"],
    ("claims", "b200"): ["claim_id"], ("contradictions",): ["one_id", "other_id"], ("relations",): ["relation_id"],
    ("links",): ["link_id"], ("rank", "--figures"): ["ranking_id"], ("prices", "h100"): ["offer_id"],
    ("tokens",): ["token_offer_id"],
}  # fmt: skip


@pytest.fixture(params=[50, 80, 120, 0], ids=lambda room: f"{room} columns" if room else "no terminal")
def room(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> int:
    monkeypatch.setattr("tracker.cli.output.terminal_width", lambda: request.param)
    return int(request.param)


@pytest.mark.parametrize("args", list(LISTINGS), ids=" ".join)
def test_every_id_is_whole_on_every_terminal(run: Run, rows: Rows, room: int, args: tuple[str, ...]) -> None:
    text = run(*args).stdout
    assert [line for line in text.splitlines() if room and width(line) > room and "  " in line[:-1]] == []
    wanted = {row[name] for row in rows(*args) for name in LISTINGS[args]}
    assert wanted <= set(ID.findall(text))


def test_both_values_of_a_contradiction_are_in_sight(run: Run, rows: Rows, room: int) -> None:
    text = run("contradictions").stdout
    for row in rows("contradictions"):
        for value in (row["one"].partition(": ")[2], row["other"]):
            assert value in text or len(value) > 16, value


def test_what_has_no_room_is_told(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tracker.cli.output.terminal_width", lambda: 80)
    told = run("timeline", "--limit", "5").stderr
    assert told.startswith("no room for: ")
    assert "best source" in told


def test_marks_are_explained_where_they_occur(run: Run) -> None:
    text = run("diff", "trainium3", "maia200").stdout
    for mark in ("* the best", "! not like for like", "≥ at least", "(Nx) how many times"):
        assert mark in text
    assert "! not like" not in run("specs", "b200").stdout


def test_binary_units_stand_as_printed_before_what_compares(run: Run) -> None:
    assert "144 GiB (154.6 GB)" in run("diff", "trainium3", "maia200").stdout
    assert "144 GiB (154.6 GB)" in run("specs", "trainium3").stdout


def test_a_family_without_figures_names_its_members(run: Run) -> None:
    told = run("specs", "blackwell").stderr
    assert "nvidia/b200" in told
    assert "nvidia/h100" not in told


def test_rank_says_what_it_rests_on_and_keeps_the_rest_short(run: Run, rows: Rows) -> None:
    text = run("rank", "CHAT").stdout
    for words in ("1,024 tokens in", "at least 30 tok/s/user", "60 % of the hours", "on demand", "of the speed alone"):
        assert words in text
    without = text.split("without a figure")[1]
    assert "AMD MI325X" in without
    assert len(without.splitlines()) < sum(row["usd_per_mtok"] is None for row in rows("rank"))


def test_rank_is_cut_and_kept_to_a_vendor(rows: Rows) -> None:
    every = rows("rank")
    assert rows("rank", "--limit", "3") == every[:3]
    assert rows("rank", "--vendor", "AMD", "--figures") == [
        row for row in every if row["vendor"] == "AMD" and row["usd_per_mtok"] is not None
    ]


def test_tokens_takes_any_name_of_a_model(rows: Rows) -> None:
    found = rows("tokens", "DeepSeek R1")
    assert found
    assert found == rows("tokens", "deepseek-r1")


def test_the_beginning_of_an_id_is_enough_while_it_is_the_only_one(run: Run, rows: Rows) -> None:
    one = rows("rank")[0]["ranking_id"]
    assert json.loads(run("explain", one[:10], "--json").stdout)["id"] == one
    told = run("explain", one[:2], rc=2).stderr
    assert "several ids" in told
    assert "k-" in told
    assert "nothing has the id" in run("explain", "e-zz", rc=2).stderr


def test_a_ranking_is_explained_in_round_numbers_and_named_claims(run: Run, rows: Rows) -> None:
    best = rows("rank")[0]
    text = run("explain", best["ranking_id"]).stdout
    assert not re.search(r"\d\.\d{8}", text.split("computed:")[1].split("sources:")[0])
    assert re.search(r"from claim c-[0-9a-f]{12}: Memory bandwidth 8\.0 TB/s \(chip\), ", text)
    steps = json.loads(run("explain", best["ranking_id"], "--json").stdout)["steps"]
    assert any(repr(best["tokens_per_s"]) in step["formula"] for step in steps)


def test_feeds_that_are_off_are_hidden_and_counted(run: Run, rows: Rows) -> None:
    shown, every = rows("feeds", "list"), rows("feeds", "list", "--all")
    assert all(feed["enabled"] for feed in shown)
    assert f"{len(every) - len(shown)} feeds off" in run("feeds", "list").stderr


@pytest.mark.parametrize("command", [("refresh",), ("feeds", "list")])
def test_a_file_without_feeds_is_said_to_have_none(run: Run, tmp_path: Path, command: tuple[str, ...]) -> None:
    empty = tmp_path / "feeds.toml"
    empty.write_text("")
    assert run(*command, "--feeds", str(empty)).stderr.count(f"{empty} names no feed") == 1


@pytest.mark.parametrize(
    ("code", "summary", "words"), [(69, "{}", "failed"), (0, '{"interrupted": true}', "stopped"), (0, "{}", "")]
)
def test_the_summary_says_how_the_last_refresh_ended(
    run: Run, database: Path, code: int, summary: str, words: str
) -> None:
    import sqlite3

    db = sqlite3.connect(database)
    db.execute("INSERT INTO run(started_at, version, finished_at, exit_code, summary) VALUES ('2026-11-25T11:00:00Z', '1', "
               "'2026-11-25T11:58:00Z', ?, ?)", (code, summary))  # fmt: skip
    db.commit()
    db.close()
    (line,) = [line for line in run().stdout.splitlines() if line.startswith("last refresh")]
    assert words in line
    assert ("failed" in line) == (words == "failed")


def named() -> Iterator[tuple[str, str]]:
    """Every `tracker …` that a message, a help text or a page tells people to run."""
    told = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if told.returncode:
        return
    quoted = re.compile(
        r"`(?:python3 (?:-m|run\.py) )?tracker ([a-z][^`\n]*)`|^\$? *(?:python3 -m )?tracker ([a-z].*)$", re.MULTILINE
    )
    for name in told.stdout.split():
        if name.endswith((".py", ".md", ".toml", ".sql")) and not name.startswith("tests/") and (ROOT / name).is_file():
            for found in quoted.finditer((ROOT / name).read_text(encoding="utf-8")):
                yield name, found[1] or found[2]


def test_every_command_that_is_named_exists() -> None:
    wrong = []
    for name, line in named():
        group: click.Command = tracker
        for word in line.split():
            if not isinstance(group, click.Group) or not word.isalpha() or (group is not tracker and word.isupper()):
                break
            found = group.get_command(click.Context(group), word)
            if found is None:
                wrong.append(f"{name}: tracker {line}")
                break
            group = found
    assert wrong == []
    assert sum(1 for _ in named()) > 10
