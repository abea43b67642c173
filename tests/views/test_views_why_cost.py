"""Why a million tokens costs what it costs is told in numbers that give the cost again."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from tracker.model.market import CostRow
from tracker.views.explain import explain
from tracker.views.explain_scenario import explain_scenario
from tracker.views.rankings import rankings
from tracker.views.scenario import Asked
from tracker.views.session import Session, open_session
from tracker.views.why_cost import why_lines

_ROUNDED = 0.01
"""Numbers are told with three digits or more."""


@pytest.fixture(scope="module")
def session(built: Path) -> Iterator[Session]:
    with closing(open_session(built)) as one:
        yield one


@pytest.fixture(scope="module")
def ranked(session: Session) -> list[CostRow]:
    return [row for row in rankings(session, "chat", "on_demand") if row.rank]


def numbers(text: str) -> list[float]:
    return [float(found.replace(",", "")) for found in re.findall(r"(?<![\w.])\d[\d,]*\.?\d*(?=[ x])", text)]


def test_price_over_tokens_is_the_cost(session: Session, ranked: list[CostRow]) -> None:
    for row in ranked:
        told = dict(explain(session, row.ranking_id).lines)
        dollars, millions, a_second, busy = numbers(told["made of"].replace("$", " "))
        assert dollars / millions == pytest.approx(row.usd_per_mtok, rel=_ROUNDED)
        assert a_second * 3600 * busy / 100 / 1e6 == pytest.approx(millions, rel=_ROUNDED)


def test_each_stands_against_the_cheapest_and_that_one_against_the_next(ranked: list[CostRow]) -> None:
    first, second = ranked[:2]
    for row in ranked:
        against, place = (second, "the next") if row is first else (first, "the cheapest")
        told = dict(why_lines(row, ranked))["against"]
        assert told.startswith(f"{against.vendor} {against.accelerator}, {place} at $")
        dearer, more = (float(x) for x in re.findall(r"([\d.]+)x", told.partition(": ")[2]))
        assert row.usd_per_mtok
        assert against.usd_per_mtok
        assert dearer / more == pytest.approx(row.usd_per_mtok / against.usd_per_mtok, rel=_ROUNDED)


def test_a_what_if_is_told_of_its_own_load(session: Session, ranked: list[CostRow]) -> None:
    first = ranked[0]
    asked = Asked(sets=("floor_tok_s_user=50",))
    told = dict(explain_scenario(session, first.ranking_id, asked).lines)
    assert told["served"] != dict(why_lines(first, ranked))["served"]
    assert numbers(told["served"].partition("), ")[2])[0] >= 50


def test_what_is_not_known_is_left_out(ranked: list[CostRow]) -> None:
    alone = ranked[0]
    assert [name for name, _ in why_lines(alone, [alone])] == ["made of", "served"]
    measured = replace(alone, batch=None, tok_s_user=None, bound="")
    assert dict(why_lines(measured, [measured]))["served"] == f"1 accelerator ({alone.layout}, {alone.precision})"
    assert list(why_lines(replace(alone, usd_per_hour=None), ranked)) == []
    assert list(why_lines(replace(alone, tokens_per_s=None), ranked)) == []
