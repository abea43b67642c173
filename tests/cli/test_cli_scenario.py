"""`rank --set`, `--roadmap` and `--all` on the command line: plain in every form, and nothing is stored."""

import csv
import hashlib
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from click.testing import Result

Run = Callable[..., Result]
Rows = Callable[..., Any]
SETS = (
    "--set",
    "nvidia/h100.memory_bandwidth=4TB/s",
    "--set",
    "amd/mi355x.price_hourly=2.1",
    "--set",
    "electricity=0.12",
)


def test_what_was_set_stands_above_the_table_with_what_it_replaces(run: Run) -> None:
    head, table, *_ = run("rank", *SETS).stdout.split("\n\n")
    assert "what-if, nothing is stored:" in head
    assert "NVIDIA H100 memory bandwidth: 4 TB/s (what-if) instead of 3.35 TB/s (" in head
    assert "$2.10/h (what-if) instead of $8.60/h (oracle" in head
    assert "electricity: $0.12/kWh" in head
    assert "no effect" in head
    assert "memory bandwidth" in next(line for line in table.splitlines() if "NVIDIA H100 " in line)
    assert "= $2.10" in next(line for line in table.splitlines() if "AMD MI355X" in line)


def test_json_has_old_value_source_and_new_value_on_each_row_that_is_touched(rows: Rows) -> None:
    found = {row["product_slug"]: row for row in rows("rank", *SETS)}
    told = next(o for o in found["nvidia/h100"]["overrides"] if o["field"] == "memory_bandwidth")
    assert (told["old_value"], told["new_value"], told["unit"], told["source"]) == (3.35e12, 4e12, "byte/s", "what-if")
    assert told["old_id"].startswith("c-")
    assert told["old_source"]
    assert [o["field"] for o in found["nvidia/b200"]["overrides"]] == ["electricity"]


def test_csv_and_json_have_the_same_rows(run: Run, rows: Rows) -> None:
    as_csv = list(csv.DictReader(io.StringIO(run("rank", "--roadmap", *SETS, "--csv").stdout)))
    as_json = rows("rank", "--roadmap", *SETS)
    assert [r["ranking_id"] for r in as_csv] == [r["ranking_id"] for r in as_json]
    assert list(as_csv[0]) == list(as_json[0])
    assert "instead of 3.35 TB/s" in next(r for r in as_csv if r["product_slug"] == "nvidia/h100")["overrides"]


def test_another_model_is_named_in_the_heading_and_ranks_by_its_own_shape(run: Run, rows: Rows) -> None:
    head = run("rank", "--model", "DeepSeek R1").stdout.split("\n\n")[0]
    assert head.startswith("chat: DeepSeek-R1, 1,024 tokens in")
    assert "model: DeepSeek-R1 (what-if) instead of Llama-3.3-70B (workload chat)" in head
    own, other = (
        {r["product_slug"]: r["usd_per_mtok"] for r in rows("rank", *more)} for more in ((), ("--model", "deepseek-r1"))
    )
    assert own["nvidia/b200"] != other["nvidia/b200"]
    assert {r["product_slug"]: r["usd_per_mtok"] for r in rows("rank", "--model", "llama-3.3-70b")} == own
    first = rows("rank", "--model", "deepseek-r1")[0]
    told = run("explain", first["ranking_id"], "--model", "deepseek-r1", "--json").stdout
    assert repr(first["usd_per_mtok"]) in told
    assert "did you mean" in run("rank", "--model", "deepseek-r", rc=2).stderr


def test_nothing_is_stored(run: Run, rows: Rows, database: Path) -> None:
    before, digest = rows("rank"), hashlib.sha256(database.read_bytes()).digest()
    run("rank", *SETS, "--roadmap")
    run("explain", before[0]["ranking_id"], *SETS)
    assert hashlib.sha256(database.read_bytes()).digest() == digest
    assert rows("rank") == before


def test_the_roadmap_is_a_table_of_its_own(run: Run) -> None:
    text = run("rank", "--roadmap", "--basis", "owned").stdout
    current, apart = text.split("\nannounced, and nothing here says that anyone has them: ranked apart", 1)
    assert "NVIDIA Rubin " not in current.split("without a figure")[0]
    line = next(line for line in apart.splitlines() if "NVIDIA Rubin " in line)
    assert "announced" in line
    assert "~ $" in line
    for part in (
        "among current",
        "expected",
        "\nassumed\n",
        "price as of its memory bandwidth",
        "announced, without a figure",
    ):
        assert part in apart


def test_all_names_every_product(run: Run, rows: Rows) -> None:
    everyone = {row["product_slug"] for row in rows("products")}
    found = rows("rank", "--all")
    assert {row["product_slug"] for row in found} == everyone
    assert all(row["usd_per_mtok"] is not None or row["reason"] for row in found)
    assert "a family: its members are ranked" in run("rank", "--all").stdout


def test_vendor_limit_and_figures_hold_here_too(rows: Rows) -> None:
    amd = rows("rank", "--roadmap", "--vendor", "AMD", "--figures")
    assert {row["product_slug"].split("/")[0] for row in amd} == {"amd"}
    assert all(row["usd_per_mtok"] is not None for row in amd)
    assert len(rows("rank", "--all", "--limit", "3")) == 3


def test_explain_with_the_same_options(run: Run, rows: Rows) -> None:
    one = next(r for r in rows("rank", *SETS) if r["product_slug"] == "nvidia/h100")
    told = run("explain", one["ranking_id"], *SETS).stdout
    assert "ranking row, what-if" in told
    assert "4 TB/s (what-if) instead of 3.35 TB/s" in told
    found = json.loads(run("explain", one["ranking_id"], *SETS, "--json").stdout)
    assert one["usd_per_mtok"] in [step["value"] for step in found["steps"]]
    assert "what-if" not in run("explain", one["ranking_id"]).stdout


def test_pools_and_drafts_are_told_as_a_what_if(run: Run) -> None:
    options = ("--pools", "1:3", "--draft", "4:70%", "--limit", "3")
    head, table, *_ = run("rank", *options, *SETS).stdout.split("\n\n")
    assert "what-if, nothing is stored:" in head
    assert "prefill and decode pools: 1:3 (what-if) instead of none" in head
    assert "4 tokens a step, each accepted with chance 0.7" in head
    assert "TTFT" not in head + table


def test_the_time_to_first_token_is_a_column_with_its_assumption_in_every_form(run: Run, rows: Rows) -> None:
    head, table, *_ = run("rank", "--ttft", "--limit", "3").stdout.split("\n\n")
    said = " ".join(head.split())
    for part in ("TTFT: mean seconds at full load", "p10-p90 is the model error", "never ranks", "assumes M[X]/D/1"):
        assert part in said
    assert "what-if" not in head
    assert "TTFT p10-p90" in table
    as_json = rows("rank", "--ttft")
    as_csv = list(csv.DictReader(io.StringIO(run("rank", "--ttft", "--csv").stdout)))
    assert [r["ttft_s"] for r in as_csv] == ["" if r["ttft_s"] is None else repr(r["ttft_s"]) for r in as_json]
    assert as_json[0]["ttft_s_p10"] < as_json[0]["ttft_s"] < as_json[0]["ttft_s_p90"]
    for one in (as_csv[0], as_json[0]):
        assert "M[X]/D/1" in one["ttft_note"]
        assert "model error; never ranks" in one["ttft_note"]


def test_the_usual_ranking_knows_nothing_of_it(run: Run, rows: Rows) -> None:
    assert "TTFT" not in run("rank").stdout
    assert not [name for name in rows("rank")[0] if name.startswith("ttft_s") or name == "ttft_note"]


def test_explain_takes_a_row_of_pools_apart(run: Run, rows: Rows) -> None:
    options = ("--pools", "auto", "--draft", "3:0.6", "--ttft")
    one = rows("rank", *options)[0]
    told = run("explain", one["ranking_id"], *options).stdout
    for part in ("ranking row, what-if", "accelerators of both pools", "KV cache of a prompt", "3 drafted", "M[X]/D/1"):
        assert part in told
    found = json.loads(run("explain", one["ranking_id"], *options, "--json").stdout)
    assert {one["ttft_s"], one["usd_per_mtok"]} <= {step["value"] for step in found["steps"]}


def test_a_wrong_way_of_serving_is_exit_2_with_one_message(run: Run) -> None:
    for told in (("--pools", "3"), ("--pools", "0:1"), ("--draft", "4"), ("--draft", "4:1.2")):
        result = run("rank", *told, rc=2)
        assert (result.stdout, result.stderr.count("\n")) == ("", 1)


def test_a_wrong_input_is_exit_2_with_one_message(run: Run) -> None:
    for told in ("nvidia/h100.power=700kW", "nvidia/h100.color=3", "nope.price_hourly=3", "utilisation=80"):
        result = run("rank", "--set", told, rc=2)
        assert result.stdout == ""
        assert result.stderr.count("\n") == 1
    assert "no whole id" in run("explain", "c-000000000000", *SETS, rc=2).stderr


def test_the_help_shows_how(run: Run) -> None:
    text = run("rank", "--help").stdout
    for part in (
        "--set",
        "--roadmap",
        "--all",
        "--pools",
        "--draft",
        "--ttft",
        "memory_bandwidth",
        "params_active",
        "electricity",
        "utilisation",
    ):
        assert part in text
