"""`prices`, `tokens` and `margin` as people see them: what they name, how old it is, what is doubtful of it."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from price_sample import LLAMA, NOW, offer, put, put_unmapped, token

from tracker.cli.width import width
from tracker.model.listing import Ask
from tracker.paths import migrations_dir
from tracker.store.connection import transaction
from tracker.store.migrate import open_database
from tracker.store.price_lists import open_part, save_part

Run = Callable[..., Result]
Rows = Callable[..., Any]
BASIS = "reserved_1y"
MODEL = "made-up-model-9b"


@pytest.fixture
def filled(database: Path) -> Path:
    put(database, offer(3.0, "2026-03-01"), offer(2.4, "2026-05-01"), offer(2.0, "2026-11-25", "made-up-2", "lambda"),
        offer(0.01, "2026-11-25", "made-up-3", quality="sentinel", reason="made up"), part="made-up")  # fmt: skip
    put(database, token("groq", 1.0, 2.0, MODEL), token("cerebras", 0.0, 0.0, f"{MODEL}:free", quality="zero", reason="at $0"),
        token("together", 0.5, 0.5, MODEL, observed="2026-02-01"), token("made-up-host", 1.0, 3.0, LLAMA))  # fmt: skip
    put(database, token("groq", 1.0, 3.0, MODEL), publisher="Second list")
    put_unmapped(database, ("NVIDIA B200 SXM", "sku-1"), ("Quadro", "sku-2"))
    return database


@pytest.fixture
def narrow(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tracker.cli.output.terminal_width", lambda: 80)


LISTINGS = [
    ("prices", "h100", "--basis", BASIS), ("prices", "history", "h100", "--basis", BASIS),
    ("prices", "history", "h100", "--offers", "--basis", "all"), ("prices", "sources"), ("prices", "unmapped"),
    ("tokens", MODEL), ("tokens", MODEL, "--history"), ("margin", LLAMA, "--workload", "chat"),
    ("margin", LLAMA, "--workload", "chat", "--providers"),
]  # fmt: skip


@pytest.mark.parametrize("args", LISTINGS, ids=" ".join)
def test_three_forms_have_the_same_rows_and_eighty_columns_are_enough(
    filled: Path, run: Run, rows: Rows, narrow: None, args: tuple[str, ...]
) -> None:
    as_json = rows(*args)
    assert as_json
    as_csv = list(csv.DictReader(io.StringIO(run(*args, "--csv").stdout)))
    assert [list(row) for row in as_csv] == [list(row) for row in as_json]
    text = run(*args).stdout
    assert max(width(line) for line in text.splitlines()) <= 80
    for row in as_json:
        for name in ("id", "offer_id", "token_offer_id"):
            assert row.get(name, "") in text


@pytest.mark.parametrize("before", [True, False])
def test_a_product_needs_no_command(filled: Path, rows: Rows, before: bool) -> None:
    options = ["--basis", BASIS, "--provider", "Lambda"]
    args = [*options, "H100"] if before else ["H100", *options]
    assert [r["sku"] for r in rows("prices", *args)] == ["made-up-2"]
    assert rows("prices", *args) == rows("prices", "list", *args)


def test_shared_options_may_stand_before_a_command_of_prices(filled: Path, run: Run) -> None:
    told = run("prices", "--as-of", "2026-04", "-q", "history", "h100", "--basis", BASIS, "--csv").stdout
    assert told == run("--as-of", "2026-04", "prices", "history", "h100", "--basis", BASIS, "--csv").stdout
    assert "2026-05-01" not in told
    assert "did you mean" not in run("prices", "--help").stdout
    assert "--unflagged" in run("prices", "--help").stdout


def test_a_misspelt_command_is_not_only_a_misspelt_product(filled: Path, run: Run) -> None:
    assert "or the command history?" in run("prices", "histroy", rc=2).stderr


def test_flagged_prices_are_kept_apart_on_demand(filled: Path, rows: Rows, run: Run) -> None:
    every = rows("prices", "h100", "--basis", BASIS)
    flagged, sound = (rows("prices", "h100", "--basis", BASIS, one) for one in ("--flagged", "--unflagged"))
    assert [r["quality"] for r in flagged] == ["sentinel"]
    assert sorted(r["offer_id"] for r in [*flagged, *sound]) == sorted(r["offer_id"] for r in every)
    assert every[-1] == flagged[0], "a flagged price is last, however low"
    assert "sentinel: made up" in run("prices", "h100", "--basis", BASIS).stdout


def test_old_prices_say_so(filled: Path, run: Run) -> None:
    told = run("prices", "h100", "--basis", BASIS).stdout
    assert "7 months old" in told
    assert "1 of 3 prices are over 90 days old, the oldest of 2026-05-01" in told
    history = run("prices", "history", "h100", "--basis", BASIS, "--provider", "nebius").stdout
    assert f"{BASIS}: the last price here was last seen on 2026-05-01, 7 months ago" in history


def test_history_tells_changes_and_events(filled: Path, database: Path, run: Run) -> None:
    put(database, offer(4.0, "2022-01-01"))
    told = run("prices", "history", "h100", "--basis", BASIS).stdout
    assert re.search(r"2026-05-01 +\$2\.40 +-20 % +Nebius .*cut", told)
    assert re.search(r"2022-\d\d-\d\d .*\* ", told)
    assert "* an event of the timeline" in told


def test_sources_tell_state_and_age(filled: Path, run: Run, rows: Rows) -> None:
    assert re.search(r"made-up +ok +now +2026-11-20", run("prices", "sources").stdout)
    assert rows("prices", "sources", "--trouble") == []


def test_without_any_list_that_is_said(run: Run) -> None:
    assert "no price list was asked yet" in run("prices", "sources").stderr


def test_unmapped_names_come_with_what_to_add(filled: Path, run: Run, rows: Rows) -> None:
    told = run("prices", "unmapped").stdout
    assert '[[accelerator]]\nproduct = "nvidia/b200"\nnames = ["NVIDIA B200 SXM"]' in told
    assert "Quadro" in told.split("In db/catalogue")[0]
    assert "Quadro" not in told.split("In db/catalogue")[1]
    assert [r["name"] for r in rows("prices", "unmapped", "--proposed")] == ["NVIDIA B200 SXM"]
    assert "1 more names" in run("prices", "unmapped", "--limit", "1").stderr


def test_tokens_name_disputes_free_tiers_and_age(filled: Path, run: Run, rows: Rows) -> None:
    told = run("tokens", MODEL).stdout
    assert f"{MODEL}: 2 providers, USD per million tokens in and out; newest price of 2026-11-25, now" in told
    assert re.search(r"Groq .* 2 ≠ ", told)
    assert "≠ another list is more than 5 % off" in told
    assert re.search(r"Together AI .*! 10 months old", told)
    lines = [line for line in told.splitlines() if "t-" in line]
    assert "free tier" in lines[-1]
    assert [r["publisher"] for r in rows("tokens", MODEL, "--sources", "--provider", "groq")] == [
        "Made-up list",
        "Second list",
    ]


def test_a_margin_names_its_load_hardware_dates_and_utilisation(filled: Path, run: Run, rows: Rows) -> None:
    told = run("margin", LLAMA, "--workload", "chat").stdout
    (best,) = rows("rank", "chat", "--limit", "1")
    head = " ".join(told.split("class  ")[0].split())
    for words in ("1,024 tokens in, 1,024 out", f"{best['vendor']} {best['accelerator']} from {best['provider']}", "on_demand",
                  "60 % of the hours in use", f"price of {best['price_as_of'][:10]}", "token prices of"):  # fmt: skip
        assert words in head
    assert "API speed only" in told
    own = next(
        r for r in rows("margin", LLAMA, "--workload", "chat", "--providers") if r["provider_slug"] == "made-up-host"
    )
    assert own["margin"] == 1 - best["usd_per_mtok"] / 2.0
    assert own["margin_p10"] < own["margin"] < own["margin_p90"]


def test_margins_of_all_standard_loads_are_given_without_a_model(filled: Path, rows: Rows) -> None:
    loads = {w["workload"]: w["model_slug"] for w in rows("rank", "--list")}
    told = {r["workload"]: r["model_slug"] for r in rows("margin")}
    assert told
    assert told.items() <= loads.items()


def test_hostile_names_are_shown_and_move_nothing(database: Path, run: Run) -> None:
    put(database, token("groq", 1.0, 2.0, "zz\x1b[2Jmodel"), offer(1.0, "2026-11-25", "sku\x1b]0;x\x07"))
    put_unmapped(database, ("B200 \x1b[2J [bold]x", "sku-1"))
    for args in (("tokens", "zz[2Jmodel", "--sources"), ("prices", "h100", "--basis", BASIS), ("prices", "unmapped")):
        out = run(*args).stdout
        assert "\x1b" not in out
        assert "\x07" not in out


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (("prices", "gb200-nvl72"), "no price list has an offer of nvidia/gb200-nvl72 that is known here; there are prices of "
                                    "nvidia/gb200"),
        (("prices", "history", "maia100"), "no price list has an offer of microsoft/maia-100"),
        (("prices", "h100", "--as-of", "2024"), "no price of nvidia/h100 was known on 2024-12-31; the first one is of 2026-"),
        (("prices", "h100", "--provider", "nebius", "--basis", "owned"), "none of them is as asked for"),
        (("prices", "disputes", "h100"), "nvidia/h100"),
    ],
)  # fmt: skip
def test_an_empty_answer_says_why(filled: Path, run: Run, args: tuple[str, ...], words: str) -> None:
    done = run(*args)
    assert done.stdout == ""
    assert done.stderr.startswith("nothing found: ")
    assert words in " ".join(done.stderr.split())


def test_disputes_point_to_those_of_tokens(database: Path, run: Run) -> None:
    put(database, token("made-up-host", 1.0, 2.0), publisher="List one")
    put(database, token("made-up-host", 2.0, 4.0), publisher="List two")
    told = " ".join(run("prices", "disputes").stderr.split())
    assert re.search(rf"lists differ on \d+ token prices? too, `tracker tokens MODEL` marks them: .*{LLAMA} \(", told)


def test_an_unknown_basis_is_answered_with_those_that_there_are(run: Run) -> None:
    told = run("prices", "h100", "--basis", "foo", rc=2).stderr
    assert "is not one of 'on_demand', 'spot'" in " ".join(told.split())


def test_a_list_stands_apart_from_its_parts_that_fare_alike(filled: Path, run: Run) -> None:
    with closing(open_database(filled, migrations_dir())) as db, transaction(db):
        for part in ("", "a", "b", "c", "d", "e"):
            state = open_part(db, "parted", "openrouter", "Made-up list", Ask(name=part, url="https://x.example/"), "")
            save_part(db, state.id, {"state": "failing", "last_error": "a web page", "n_offers": 0 if part else 356})
    lines = [line for line in run("prices", "sources").stdout.splitlines() if line.startswith("parted")]
    assert [re.split(r"  +", line)[0] for line in lines] == ["parted", "parted (5)"]
    assert " 356 " in lines[0]


def test_a_cost_that_few_prices_stand_behind_is_doubted(filled: Path, run: Run, rows: Rows) -> None:
    put(filled, token("made-up-host", 1.0, 2.0, observed="2026-01-01"))
    args = ("margin", LLAMA, "--workload", "chat", "--as-of", "2026-10")
    ranked = [r for r in rows("rank", "chat", "--as-of", "2026-10") if r["usd_per_mtok"] is not None]
    told = " ".join(run(*args).stdout.split())
    assert f"the cheapest of {len(ranked)} accelerator" in told
    assert ("the margins say little" in told) == (len(ranked) < 3)
    assert "the margins say little" not in run("margin", LLAMA, "--workload", "chat").stdout


@pytest.mark.parametrize("word", ["tokens", "margin"])
def test_what_is_beside_the_group_is_named(database: Path, run: Run, word: str) -> None:
    assert f"that is `tracker {word}`" in run("prices", word, "claude", rc=2).stderr


def test_a_mistake_is_told_by_the_command_that_was_typed(database: Path, run: Run) -> None:
    assert "Try 'tracker prices --help'" in run("prices", "--bogus", rc=2).stderr
    assert "Try 'tracker prices list --help'" in run("prices", "list", "--bogus", rc=2).stderr


def test_a_model_of_lists_alone_is_no_mistake_before_any_was_asked(database: Path, run: Run) -> None:
    assert "No price list was asked yet: `tracker refresh`" in run("tokens", "claude-opus-4.5", rc=2).stderr
    put(database, token("groq", 1.0, 2.0, MODEL), part="made-up")
    assert "asked yet" not in run("tokens", "claude-opus-4.5", rc=2).stderr


def test_a_ranking_of_one_provider_takes_the_names_of_lists(database: Path, run: Run, rows: Rows) -> None:
    put(database, offer(16.0, NOW, provider="oracle", product="nvidia/b200", term="on_demand", count=8))
    found = rows("rank", "chat", "--provider", "oci", "--figures")
    assert {r["provider"] for r in found} == {"Oracle"}
    assert "no provider is called 'nosuch'" in run("rank", "--provider", "nosuch", rc=2).stderr


def test_old_and_new_days_of_a_token_market_are_all_told(filled: Path, run: Run) -> None:
    lines = [line for line in run("tokens", MODEL).stdout.splitlines() if "t-" in line]
    assert all(re.search(r" ago  |! .* old  |  now  ", line) for line in lines), lines


def test_an_offer_without_an_endpoint_has_no_line_for_it(filled: Path, run: Run, rows: Rows) -> None:
    (row, *_) = rows("tokens", MODEL, "--provider", "groq")
    assert "endpoint" not in run("explain", row["token_offer_id"]).stdout
