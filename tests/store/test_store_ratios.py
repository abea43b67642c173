"""Stated ratios against absolute claims: like for like, or said not to be."""

from __future__ import annotations

import random
import sqlite3
from typing import Any

import pytest
from store_sample import NOW, rows

from tracker.model.fact import Claim, Relation, Source
from tracker.store.connection import transaction
from tracker.store.facts import Ids, Origin, finish, replace_facts, write_source

FIGURES = Source(url="https://sheet.example", publisher="Sheet", tier="datasheet", published="2026-01-01")
SAID = Source(url="https://says.example", publisher="Says", tier="vendor", published="2026-01-02")
SQL = """SELECT verdict, round(computed_factor, 2), checked_against FROM relations WHERE publisher = 'Says'"""


def rate(product: str, value: float, precision: str = "fp4", **told: Any) -> Claim:
    return Claim(product=product, field="peak_compute", printed=str(value), unit="PFLOPS", value=value * 1e15,
                 precision=precision or None, **{"sparsity": "dense", **told})  # type: ignore[arg-type]  # fmt: skip


def plain(product: str, field: str, value: float, **told: Any) -> Claim:
    return Claim(product=product, field=field, printed=str(value), unit="x", value=value, **told)


def ratio(factor: float, metric: str = "peak_compute", precision: str = "fp4", **told: Any) -> Relation:
    return Relation(
        subject="acme/one", object="acme/zero", metric=metric, factor=factor, precision=precision or None, **told
    )  # type: ignore[arg-type]


def checked(db: sqlite3.Connection, said: Relation, *claims: Claim) -> tuple[object, ...]:
    with transaction(db):
        for source, facts in ((FIGURES, {"claims": claims}), (SAID, {"relations": (said,)})):
            source_id, key = write_source(db, source, NOW)
            finish(db, replace_facts(db, Ids.read(db), Origin(source_id, key, "v1", NOW), **facts))  # type: ignore[arg-type]
    (row,) = rows(db, SQL)
    return row


ONE, ZERO = "acme/one", "acme/zero"


@pytest.mark.parametrize("metric", ["peak_compute", "performance", "throughput"])
def test_a_ratio_is_held_against_the_peak_rates_of_its_precision(db: sqlite3.Connection, metric: str) -> None:
    said = ratio(3, metric)
    assert checked(db, said, rate(ONE, 10), rate(ZERO, 3.3)) == ("holds", 3.03, "peak_compute fp4")
    assert checked(db, said, rate(ONE, 10), rate(ZERO, 2.5)) == ("contradicts", 4.0, "peak_compute fp4")
    assert checked(db, said, rate(ONE, 10)) == ("cannot tell", None, "")
    assert checked(db, said, rate(ONE, 10, "fp8"), rate(ZERO, 2.5)) == ("cannot tell", None, "")


def test_performance_without_a_precision_is_no_peak_rate(db: sqlite3.Connection) -> None:
    assert checked(db, ratio(3, "performance", ""), rate(ONE, 10), rate(ZERO, 3.3)) == ("cannot tell", None, "")


def test_a_sparse_figure_is_never_held_against_a_dense_one(db: sqlite3.Connection) -> None:
    assert checked(db, ratio(4), rate(ONE, 10, sparsity="sparse"), rate(ZERO, 2.5))[0] == "cannot tell"
    found = checked(db, ratio(2), rate(ONE, 10, sparsity="sparse"), rate(ONE, 5), rate(ZERO, 2.5))
    assert found == ("holds", 2.0, "peak_compute fp4")


def test_an_unstated_figure_may_be_twice_a_dense_one(db: sqlite3.Connection) -> None:
    unstated = rate(ONE, 10, sparsity="unstated")
    told = "peak_compute fp4, unstated against dense"
    assert checked(db, ratio(4), unstated, rate(ZERO, 2.5)) == ("holds", 4.0, told)
    assert checked(db, ratio(2), unstated, rate(ZERO, 2.5)) == ("cannot tell", 4.0, told)
    assert checked(db, ratio(3), unstated, rate(ZERO, 2.5)) == ("contradicts", 4.0, told)


def test_figures_of_a_rack_are_held_against_those_of_a_rack(db: sqlite3.Connection) -> None:
    assert checked(db, ratio(100), rate(ONE, 250, scope="rack"), rate(ZERO, 2.5))[0] == "cannot tell"
    found = checked(
        db, ratio(10), rate(ONE, 250, scope="rack"), rate(ONE, 4), rate(ZERO, 25, scope="rack"), rate(ZERO, 2)
    )
    assert found[:2] == ("holds", 10.0)
    assert checked(db, ratio(4), rate(ONE, 10, scope="card"), rate(ZERO, 2.5))[0] == "holds", "one package: its card"


def test_bandwidth_of_one_direction_is_not_that_of_both(db: sqlite3.Connection) -> None:
    said = ratio(2, "interconnect_bandwidth", "")
    two, one = (plain(ONE, "interconnect_bandwidth", 4.0, direction=d) for d in ("bidirectional", "per_direction"))
    other = plain(ZERO, "interconnect_bandwidth", 2.0, direction="per_direction")
    assert checked(db, said, two, other)[0] == "cannot tell"
    assert checked(db, said, one, other)[0] == "holds"


def test_a_ratio_without_a_precision_may_be_of_any_one_or_of_the_fastest(db: sqlite3.Connection) -> None:
    said = ratio(10, "peak_compute", "")
    assert checked(db, said, rate(ONE, 4.6, "fp8"), rate(ZERO, 0.46, "fp8")) == ("holds", 10.0, "peak_compute fp8")
    mixed = (rate(ONE, 2.3, "bf16"), rate(ONE, 4.6, "fp8"), rate(ZERO, 0.46, "bf16"))
    assert checked(db, said, *mixed) == ("holds", 10.0, "peak_compute fp8 against bf16")
    assert checked(db, ratio(20, "peak_compute", ""), *mixed)[0] == "contradicts", "bf16 over bf16 is there to tell"
    assert checked(db, ratio(20, "peak_compute", ""), *mixed[1:])[0] == "cannot tell", "fp8 over bf16 alone is not"
    assert checked(db, said, rate(ONE, 4.6, "fp8"), rate(ZERO, 0.46, "int8"))[0] == "cannot tell", (
        "operations of integers"
    )


def test_half_the_power_is_a_ratio_of_one_half(db: sqlite3.Connection) -> None:
    figures = plain(ONE, "power", 500.0), plain(ZERO, "power", 1000.0)
    assert checked(db, ratio(0.5, "power", ""), *figures) == ("holds", 0.5, "power")
    assert checked(db, ratio(2, "power", ""), *figures)[0] == "contradicts"


@pytest.mark.parametrize(
    ("told", "value", "verdict"),
    [
        ({}, 2.7, "holds"), ({}, 3.3, "holds"), ({}, 2.69, "contradicts"), ({}, 3.31, "contradicts"),
        ({"op": "~"}, 2.26, "holds"), ({"op": "~"}, 3.74, "holds"), ({"op": "~"}, 3.8, "contradicts"),
        ({"op": ">="}, 2.75, "holds"), ({"op": ">="}, 90.0, "holds"), ({"op": ">="}, 2.6, "contradicts"),
        ({"op": "<="}, 0.1, "holds"), ({"op": "<="}, 3.25, "holds"), ({"op": "<="}, 3.4, "contradicts"),
        ({"op": "range", "low": 3.0, "high": 5.0}, 5.4, "holds"), ({"op": "range", "low": 3.0, "high": 5.0}, 5.6, "contradicts"),
    ],
)  # fmt: skip
def test_what_a_ratio_covers(db: sqlite3.Connection, told: dict[str, Any], value: float, verdict: str) -> None:
    assert checked(db, ratio(3, **told), rate(ONE, value), rate(ZERO, 1))[0] == verdict


def test_random_figures_of_one_kind_follow_the_rule(db: sqlite3.Connection) -> None:
    chance = random.Random(11)
    for _ in range(60):
        factor, one, other = chance.uniform(0.2, 9), chance.uniform(0.5, 20), chance.uniform(0.5, 20)
        op = chance.choice(("=", "~", ">=", "<="))
        share = 0.25 if op == "~" else 0.1
        fits = (op == "<=" or one / other >= factor * (1 - share)) and (
            op == ">=" or one / other <= factor * (1 + share)
        )
        found = checked(db, ratio(factor, op=op), rate(ONE, one), rate(ZERO, other))
        assert found[0] == ("holds" if fits else "contradicts"), (op, factor, one, other)
