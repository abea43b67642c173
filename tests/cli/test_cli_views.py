"""Every view on the command line: the same rows in three forms, equal to what the database holds."""

import contextlib
import csv
import io
import json
import os
import pty
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from tracker.cli.width import width

Run = Callable[..., Result]
Rows = Callable[..., Any]
LISTINGS = [
    ("timeline", "--limit", "5"), ("roadmap",), ("products",), ("vendors",), ("specs", "b200"), ("claims", "b200"),
    ("rank",), ("rank", "--list"), ("prices",), ("prices", "list"), ("tokens",), ("tokens", "--sources"), ("tokens", "--history"),
    ("contradictions",), ("relations",), ("links",), ("docs",),
    ("docs", "timeline"), ("sql", "SELECT * FROM timeline LIMIT 3"),
]  # fmt: skip


@pytest.mark.parametrize("args", LISTINGS, ids=" ".join)
def test_json_csv_and_text_show_the_same_rows(run: Run, rows: Rows, args: tuple[str, ...]) -> None:
    as_json = rows(*args)
    assert as_json
    as_csv = list(csv.DictReader(io.StringIO(run(*args, "--csv").stdout)))
    assert len(as_csv) == len(as_json)
    assert list(as_csv[0]) == list(as_json[0])
    text = run(*args).stdout
    if args[0] == "contradictions":
        assert len(text.splitlines()) == 2 * len(as_json) + 1
    elif args == ("rank",):
        table = text.split("\n\n")[1].splitlines()
        assert len(table) == sum(row["usd_per_mtok"] is not None for row in as_json) + 1
    else:
        assert len(text.split("\n\n")[0].splitlines()) == len(as_json) + 1


@pytest.mark.parametrize("basis", ["on_demand", "reserved_1y"])
def test_rank_prints_the_bits_of_the_database(rows: Rows, database: Path, basis: str) -> None:
    db = sqlite3.connect(database)
    for workload in rows("rank", "--list"):
        stored = db.execute(
            "SELECT ranking_id, usd_per_mtok FROM cost_per_token WHERE workload = ? AND price_basis = ?",
            (workload["workload"], basis),
        ).fetchall()
        printed = rows("rank", workload["workload"], "--basis", basis)
        assert {(r["ranking_id"], r["usd_per_mtok"]) for r in printed} == set(stored)
    db.close()


def test_rank_sql_and_csv_agree_to_the_last_digit(run: Run, rows: Rows) -> None:
    figures = {r["ranking_id"]: r["usd_per_mtok"] for r in rows("rank") if r["usd_per_mtok"] is not None}
    assert figures
    query = "SELECT ranking_id, usd_per_mtok FROM cost_per_token WHERE usd_per_mtok IS NOT NULL"
    by_sql = {r["ranking_id"]: r["usd_per_mtok"] for r in rows("sql", query, "--limit", "100000")}
    by_csv = {r["ranking_id"]: r["usd_per_mtok"] for r in csv.DictReader(io.StringIO(run("rank", "--csv").stdout))}
    for key, value in figures.items():
        assert by_sql[key] == value == float(by_csv[key])


def test_rank_lists_what_has_no_figure_with_the_reason(rows: Rows) -> None:
    without = [row for row in rows("rank") if row["usd_per_mtok"] is None]
    assert without
    assert all(row["reason"] for row in without)


def test_rank_warns_of_stale_figures(run: Run, database: Path) -> None:
    db = sqlite3.connect(database)
    db.execute("UPDATE change_seq SET seq = seq + 1")
    db.commit()
    db.close()
    assert "stale" in run("rank").stderr
    assert run("-q", "rank").stderr == ""


def test_timeline_filters_hold_for_every_row(rows: Rows) -> None:
    nvidia = rows("timeline", "--vendor", "NVIDIA", "--limit", "500")
    assert {row["vendor_slug"] for row in nvidia} == {"nvidia"}
    assert {row["type"] for row in rows("timeline", "--type", "announced")} == {"announced"}
    within = rows("timeline", "--since", "2025-03", "--until", "2025-06", "--limit", "500")
    assert within
    assert all(row["date_end"] >= "2025-03-01" and row["date"] <= "2025-06-30" for row in within)
    everything = rows("timeline", "--limit", "5000")
    sure = rows("timeline", "--limit", "5000", "--no-rumours")
    assert [row for row in everything if row["certainty"] != "rumoured"] == sure
    one = rows("timeline", "--product", "maia 200")
    assert {row["product_slug"] for row in one} == {"microsoft/maia-200"}
    assert all("maia" in row["headline"].lower() for row in rows("timeline", "--text", "Maia"))


def test_timeline_pages_join_without_gap(rows: Rows) -> None:
    whole = rows("timeline", "--limit", "20")
    assert rows("timeline", "--limit", "10") + rows("timeline", "--limit", "10", "--offset", "10") == whole
    dates = [row["date"] for row in whole]
    assert dates == sorted(dates, reverse=True)


def test_a_vendor_answers_to_its_other_names(rows: Rows) -> None:
    assert rows("products", "--vendor", "Azure") == rows("products", "--vendor", "microsoft")


def test_every_id_that_a_view_prints_can_be_explained(run: Run, rows: Rows) -> None:
    ids = [rows("timeline", "--limit", "1")[0]["event_id"], rows("specs", "b200")[0]["claim_id"],
           rows("relations")[0]["relation_id"], rows("links")[0]["link_id"], rows("prices")[0]["offer_id"],
           rows("rank")[0]["ranking_id"]]  # fmt: skip
    for one in ids:
        found = json.loads(run("explain", one, "--json").stdout)
        assert found["id"] == one
        assert found["proofs"]
        assert run("explain", one).stdout.startswith(one)


def test_explain_of_a_ranking_row_gives_its_formulas(run: Run, rows: Rows) -> None:
    best = rows("rank")[0]
    found = json.loads(run("explain", best["ranking_id"], "--json").stdout)
    assert best["usd_per_mtok"] in [step["value"] for step in found["steps"]]


def test_diff_gives_ratios_to_the_first(run: Run) -> None:
    found = json.loads(run("diff", "trainium3", "maia200", "--json").stdout)
    assert [p["product_slug"] for p in found["products"]] == ["aws/trainium3", "microsoft/maia-200"]
    memory = next(line for line in found["lines"] if line["field"] == "memory_capacity")
    one, other = (cell["value"] for cell in memory["cells"])
    assert memory["ratios"] == [1.0, other / one]
    table = list(csv.DictReader(io.StringIO(run("diff", "trainium3", "maia200", "--csv").stdout)))
    line = next(r for r in table if r["field"] == "memory_capacity")
    assert float(line["microsoft/maia-200 ratio"]) == other / one


def test_figures_of_different_things_are_marked(run: Run) -> None:
    found = json.loads(run("diff", "trainium3", "maia200", "--json").stdout)
    unlike = {f"{line['label']} {line['precision']}".strip() for line in found["lines"] if not line["like_for_like"]}
    marked = [line for line in run("diff", "trainium3", "maia200").stdout.splitlines() if " ! " in line]
    assert len(marked) == len(unlike) > 0


def test_docs_prints_a_query_that_runs(run: Run) -> None:
    example = run("docs", "timeline").stdout.split("\n\n", 1)[1]
    assert json.loads(run("sql", example, "--json").stdout)


def test_an_empty_answer_says_so_on_stderr(run: Run) -> None:
    result = run("search", "zzzzqqqq")
    assert (result.stdout, result.stderr) == ("", "nothing found\n")
    assert json.loads(run("search", "zzzzqqqq", "--json").stdout) == []


def test_search_takes_words_literally(run: Run) -> None:
    for words in ('"', "NEAR(", "a OR", "title:x", "*", "';--"):
        run("search", words)


def test_feeds_list_shows_their_state(
    run: Run, database: Path, rows: Rows, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    feeds = tmp_path / "feeds.toml"
    feeds.write_text('[[feed]]\nslug = "bad"\nurl = "https://example.org/f"\n')
    monkeypatch.setenv("TRACKER_FEEDS", str(feeds))
    db = sqlite3.connect(database)
    db.execute("INSERT INTO feed(slug, url, title, tier, state, failures, last_error) "
               "VALUES ('bad', 'https://example.org/f', 'Bad', 'press', 'failing', 2, 'HTTP 500')")  # fmt: skip
    db.commit()
    db.close()
    assert rows("feeds", "list")[0]["last_error"] == "HTTP 500"
    assert "HTTP 500" in run("feeds", "list").stdout


def test_sql_cuts_and_says_so(run: Run) -> None:
    result = run("sql", "SELECT claim_id FROM claims", "--limit", "3", "--json")
    assert len(json.loads(result.stdout)) == 3
    assert "cut after 3 rows" in result.stderr


def test_sql_reads_a_statement_from_stdin_and_keeps_columns_of_one_name(run: Run) -> None:
    assert json.loads(run("sql", "-", "--json", stdin="SELECT 1 AS a, 2 AS a, x'00ff' AS b").stdout) == [
        {"a": 1, "a_2": 2, "b": "00ff"}
    ]


def on_terminal(*args: str, **environment: str) -> tuple[int, list[str]]:
    """Exit code and lines of a process whose stdin and stdout are a terminal."""
    main, side = pty.openpty()
    command = [sys.executable, "-m", "tracker", *args]
    child = subprocess.Popen(command, stdin=side, stdout=side, stderr=side, env={**os.environ, **environment})
    os.close(side)
    told = b""
    with contextlib.suppress(OSError):  # how Linux says that the other side has closed
        while piece := os.read(main, 65536):
            told += piece
    os.close(main)
    return child.wait(60), told.decode().replace("\r", "").splitlines()


def test_a_table_on_a_terminal_fits_it(database: Path) -> None:
    """On a real terminal of 72 columns, no line is longer, and none is wrapped."""
    rc, lines = on_terminal("-q", "timeline", COLUMNS="72", TERM="xterm")
    assert (rc, len(lines)) == (0, 51)
    assert max(width(line) for line in lines) <= 72


def test_a_dumb_terminal_gets_the_summary(database: Path) -> None:
    rc, lines = on_terminal(TERM="dumb", COLUMNS="80")
    assert rc == 0
    assert "newest events" in lines


def test_a_terminal_gets_the_screen(run: Run, database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[object] = []
    monkeypatch.setattr("tracker.cli.root._on_terminal", lambda: True)
    monkeypatch.setattr("tracker.tui.app.run", lambda *args: opened.extend(args) or 3)
    run("--feeds", "f.toml", "--as-of", "2026-01", rc=3)
    assert opened == [database, Path("f.toml"), "2026-01", False]
    run("--fresh", rc=3)
    assert opened[-1] is True


def test_the_table_of_the_timeline_calls_overdue_what_its_explanation_does(run: Run, rows: Rows) -> None:
    asked = ("timeline", "--type", "roadmap", "--limit", "500")
    table = run(*asked).output
    promises = [row["event_id"] for row in rows(*asked)]
    late = {promise for promise in promises if "overdue" in run("explain", promise).output}
    assert 0 < len(late) < len(promises)
    assert {line.split()[-1] for line in table.splitlines() if "overdue" in line} == late
    assert "overdue" not in run(*asked, "--json").output
