"""Of which day a price is: table, CSV, JSON and SQL say the same, and it is the list's own day where that is older."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from price_sample import H100, LLAMA, NOW, offer, put, token

Run = Callable[..., Result]
Rows = Callable[..., Any]
BASIS = "reserved_1y"
LIST_DAY = "2026-11-20"


@pytest.fixture
def listed(database: Path) -> Path:
    """Two lists that were seen today; one gives itself an older day."""
    put(database, offer(2.0, NOW), token("groq", 1.0, 2.0), part="made-up")
    put(database, offer(3.0, NOW), token("groq", 1.0, 3.0), publisher="Second list")
    return database


def test_machine_output_has_the_day_of_each_price(listed: Path, run: Run, rows: Rows) -> None:
    told = {r["publisher"]: (r["price_of"], r["last_seen_at"]) for r in rows("prices", "h100", "--basis", BASIS)}
    assert told == {"Made-up list": (LIST_DAY, NOW), "Second list": (NOW[:10], NOW)}
    (first, *_) = csv.DictReader(io.StringIO(run("prices", "h100", "--basis", BASIS, "--csv").stdout))
    assert list(first)[-1] == "price_of"
    assert LIST_DAY in run("prices", "h100", "--basis", BASIS).stdout
    listings = rows("tokens", LLAMA, "--sources", "--provider", "groq")
    assert {r["publisher"]: r["price_of"] for r in listings if r["publisher"] in told} == {
        "Made-up list": LIST_DAY, "Second list": NOW[:10],
    }  # fmt: skip


def test_sql_has_the_same_days(listed: Path, rows: Rows) -> None:
    asked = (
        f"SELECT price_of FROM current_prices WHERE product_slug = '{H100}' AND term = '{BASIS}' ORDER BY usd_per_hour"
    )
    assert [r["price_of"] for r in rows("sql", asked)] == [LIST_DAY, NOW[:10]]
    asked = f"SELECT price_of FROM current_token_prices WHERE model_slug = '{LLAMA}' AND publisher = 'Made-up list'"
    assert rows("sql", asked) == [{"price_of": LIST_DAY}]


def test_the_past_knows_no_later_day(listed: Path, rows: Rows) -> None:
    put(listed, offer(2.0, "2026-03-01", "made-up-2"), offer(1.0, NOW, "made-up-2"), part="made-up")
    (row,) = rows("prices", "h100", "--basis", BASIS, "--as-of", "2026-04-01")
    assert row["price_of"] == "2026-03-01"


def test_disputes_tell_the_days_of_the_lists(listed: Path, rows: Rows) -> None:
    (row,) = rows("prices", "disputes", "h100")
    assert row["who"] == f"Made-up list: 2.00 on {LIST_DAY}; Second list: 3.00 on {NOW[:10]}"
