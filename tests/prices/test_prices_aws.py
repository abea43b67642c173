"""AWS's page file: rows by their type and not by their key, regions by code, accelerators by table."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker import prices, urls
from tracker.model.feed import PriceSource
from tracker.model.listing import ReadList, Wanted
from tracker.prices import aws

SNAPSHOT = (
    Path(__file__).resolve().parents[2].parent / "shared" / "prices" / "aws-pricing" /
    "real_trimmed_ec2_ondemand_us_east_1.json"
)  # fmt: skip
needs_snapshot = pytest.mark.skipif(not SNAPSHOT.exists(), reason="no shared price snapshots here")

WANTED = Wanted(today="2026-11-25")
SOURCE = PriceSource(slug="aws", kind="aws", url=aws.URL)
ASK = aws.asks(SOURCE, WANTED)[0]
PLACE = "US East (N. Virginia)"
ROW: dict[str, Any] = {"Instance Type": "p5.48xlarge", "Operating System": "Linux", "price": "55.0400000000"}
"""A row in the shape of the snapshot, composed."""


def page(rows: dict[str, Any], place: str = PLACE, published: Any = "2026-09-10T19:55:14Z") -> bytes:
    return json.dumps({"manifest": {"hawkFilePublicationDate": published}, "regions": {place: rows}}).encode()


def read(*rows: Any, **told: Any) -> ReadList:
    keyed = {f"key {number}": row for number, row in enumerate(rows)}
    return prices.parse("aws", page(keyed, **told), ASK, WANTED)


def test_each_region_is_asked_for_by_the_name_of_the_page() -> None:
    asked = aws.asks(SOURCE, WANTED)
    assert len({ask.name for ask in asked}) == len(asked) == len({ask.url for ask in asked})
    assert all(urls.problem(ask.url) is None for ask in asked)
    assert (asked[0].name, asked[0].url) == ("us-east-1", aws.URL.replace("{Location}", "US%20East%20(N.%20Virginia)"))


def test_a_plain_url_is_one_question() -> None:
    url = "https://mirror.example/us.json"
    asked = aws.asks(PriceSource(slug="aws", kind="aws", url=url, mirror="https://other.example/us.json"), WANTED)
    assert [(ask.name, ask.url, ask.mirror) for ask in asked] == [("", url, "https://other.example/us.json")]


@needs_snapshot
def test_rows_are_found_by_their_type_and_not_by_their_key() -> None:
    got = prices.parse("aws", SNAPSHOT.read_bytes(), ASK, WANTED)
    assert {o.sku: (o.usd_per_hour, o.count, o.region, o.term) for o in got.offers} == {
        "p5.48xlarge": (55.04, 8, "us-east-1", "on_demand"), "p4d.24xlarge": (21.957642, 8, "us-east-1", "on_demand"),
    }  # fmt: skip
    assert got.offers[0].usd_per_hour / got.offers[0].count == pytest.approx(6.88)
    assert (got.published, got.n_faults) == ("2026-09-10", 0)


@pytest.mark.parametrize(
    ("sku", "count"),
    [
        ("p5.4xlarge", 1), ("p4de.24xlarge", 8), ("p5en.48xlarge", 8), ("p6-b200.48xlarge", 8), ("p6-b300.48xlarge", 8),
        ("p6e-gb200.36xlarge", 4), ("trn1.2xlarge", 1), ("trn1.32xlarge", 16), ("trn2.48xlarge", 16), ("inf2.48xlarge", 12),
        ("inf2.24xlarge", 6), ("g5.12xlarge", 4), ("g6.48xlarge", 8), ("g6e.16xlarge", 1), ("g7e.12xlarge", 2),
    ],
)  # fmt: skip
def test_the_type_tells_how_many_accelerators_there_are(sku: str, count: int) -> None:
    (offer,) = read({**ROW, "Instance Type": sku}).offers
    assert (offer.sku, offer.count, offer.provider) == (sku, count, "aws")


def test_machines_without_accelerators_and_parts_of_one_are_left_out() -> None:
    others = [
        {**ROW, "Instance Type": sku}
        for sku in ("m7g.large", "u7in-24tb.224xlarge", "g6f.large", "p2.xlarge", "i4g.large")
    ]
    got = read(*others, ROW)
    assert ([o.sku for o in got.offers], got.rows, got.n_faults) == (["p5.48xlarge"], 1, 0)


@pytest.mark.parametrize(
    "sku", ["trn3.48xlarge", "p7.48xlarge", "p5.24xlarge", "p6-b400.48xlarge", "inf3.xlarge", "g6e.96xlarge"]
)
def test_a_new_accelerated_type_is_told_and_never_guessed(sku: str) -> None:
    got = read({**ROW, "Instance Type": sku}, ROW)
    assert ([o.sku for o in got.offers], got.n_faults) == (["p5.48xlarge"], 1)
    assert sku in got.faults[0]


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"Operating System": "Windows"}, "Windows"),
        ({"price": "-1"}, "negative"),
        ({"price": "free"}, "no number"),
        ({"price": "1e999"}, "out of range"),
        ({"price": True}, "no number"),
        ({"Instance Type": None}, "Instance Type is missing"),
        ({"Instance Type": "p" * 10**6}, "1000000 characters"),
    ],
)
def test_a_row_that_cannot_be_read_is_told_and_the_others_go_on(changed: dict[str, Any], told: str) -> None:
    got = read({**ROW, **changed}, None, {**ROW, "Instance Type": "p5.4xlarge"})
    assert ([o.sku for o in got.offers], got.n_faults) == (["p5.4xlarge"], 2)
    assert got.faults[0].startswith("key 0: ")
    assert told in got.faults[0]


def test_a_price_of_zero_is_kept_with_its_flag() -> None:
    (offer,) = read({**ROW, "price": "0.0000000000"}).offers
    assert (offer.quality, bool(offer.reason)) == ("zero", True)


def test_two_prices_for_one_type_are_marked_and_repeats_are_dropped() -> None:
    got = read(ROW, ROW, {**ROW, "price": "60"}, {**ROW, "Instance Type": "p5.4xlarge"})
    assert [(o.sku, o.quality) for o in got.offers] == [("p5.48xlarge", "duplicate"), ("p5.4xlarge", "ok")]


@pytest.mark.parametrize(
    ("place", "region"),
    [("EU (Ireland)", "eu-west-1"), ("Europe (Ireland)", "eu-west-1"), ("Moon (Tycho)", "Moon (Tycho)")],
)
def test_regions_have_their_code_where_it_is_known(place: str, region: str) -> None:
    assert [o.region for o in read(ROW, place=place).offers] == [region]


@pytest.mark.parametrize("key", ["Instance Type", "price", "regions"])
def test_a_renamed_key_is_a_changed_shape_and_no_empty_list(key: str) -> None:
    body = page({"p5": ROW, "m7g": {**ROW, "Instance Type": "m7g.large"}})
    got = prices.parse("aws", body.replace(f'"{key}"'.encode(), f'"{key}_v2"'.encode()), ASK, WANTED)
    assert (got.fault, got.offers) == ("shape_changed", ())


@pytest.mark.parametrize("published", [None, 7, "", "yesterday", "2026-13-40", "x" * 10**6])
def test_a_day_of_publication_that_cannot_be_read_is_none(published: Any) -> None:
    assert (read(ROW, published=published).published, len(read(ROW, published=published).offers)) == ("", 1)


def test_a_body_that_is_gzip_all_the_same_is_read() -> None:
    assert prices.parse("aws", gzip.compress(page({"p5": ROW})), ASK, WANTED).offers[0].usd_per_hour == 55.04


@pytest.mark.parametrize(
    ("body", "fault"),
    [
        (gzip.compress(page({"p5": ROW}))[:-40], "truncated"),
        (gzip.compress(page({"p5": ROW}))[:-4], "truncated"),
        (gzip.compress(b" " * (33 * 2**20)), "parse"),
        (b"\x1f\x8bnothing of the kind", "parse"),
        (b"", "empty"), (b"<html>", "html"), (b'{"regions": 1}', "shape_changed"), (b'{"regions": {}}', "empty"),
        (page({}), "empty"), (page({"p5": {**ROW, "Instance Type": "p5 48xlarge"}}), "shape_changed"),
        (b'{"regions": {"x": 1}}', "shape_changed"),
        (b'{"a":' * 100_000, "parse"),
    ],
    ids=(
        "cut off", "without its sum", "a bomb", "no gzip", "nothing", "a page", "regions a number", "no regions", "an empty region",
        "an unknown name", "a region a number", "deep",
    ),
)  # fmt: skip
def test_what_is_no_list_has_a_name(body: bytes, fault: str) -> None:
    got = prices.parse("aws", body, ASK, WANTED)
    assert (got.fault, got.offers) == (fault, ())


VALUES = (
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=30) | st.lists(st.text(), max_size=2)
)


@settings(max_examples=150, deadline=None)
@given(st.dictionaries(st.sampled_from([*ROW, "x"]), VALUES, max_size=3), VALUES, st.text(max_size=20))
def test_any_values_in_the_shape_are_read_or_told(changed: dict[str, Any], other: Any, place: str) -> None:
    got = read({**ROW, **changed}, other, place=place, published=other)
    assert all(o.usd_per_hour >= 0 and o.count >= 1 and o.region for o in got.offers)


@settings(max_examples=150, deadline=None)
@given(st.integers(0, 150), st.binary(max_size=3), st.booleans())
def test_any_damage_to_the_bytes_is_read_or_told(at: int, put: bytes, packed: bool) -> None:
    body = gzip.compress(page({"p5": ROW})) if packed else page({"p5": ROW})
    got = prices.parse("aws", body[:at] + put + body[at + 1 :], ASK, WANTED)
    assert got.offers or got.broken or got.rows == 0
