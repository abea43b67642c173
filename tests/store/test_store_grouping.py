"""Which mentions are one event."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.store.grouping import Mention, group

DAY = date(2026, 3, 1)


def mention(number: int, start: date | None = DAY, days: int = 1, **told: object) -> Mention:
    values: dict[str, object] = {
        "id": number, "key": f"m-{number:012x}", "type": "announced", "start": start,
        "end": start + timedelta(days=days - 1) if start else None, "precision": "day" if start else "reported",
        "counterparty": "", "tier_rank": 5, "known_on": start or DAY, "source_id": number,
    }  # fmt: skip
    return Mention(**values | told)  # type: ignore[arg-type]


def numbers(*mentions: Mention) -> list[list[int]]:
    return [[m.id for m in members] for members in group(mentions)]


SOME = st.builds(
    mention,
    st.integers(1, 40),
    start=st.none() | st.dates(date(2026, 1, 1), date(2026, 3, 31)),
    days=st.sampled_from([1, 31, 90]),
    precision=st.sampled_from(["day", "month", "quarter"]),
    counterparty=st.sampled_from(["", "meta", "Meta", "openai"]),
    tier_rank=st.integers(1, 9),
    known_on=st.dates(date(2026, 1, 1), date(2026, 3, 31)),
)


@given(
    st.lists(SOME, max_size=12, unique_by=lambda m: m.id),
    st.sampled_from(["announced", "deal", "deployed", "roadmap"]),
    st.randoms(),
)
def test_the_order_of_reading_makes_no_difference(found: list[Mention], kind: str, chance: random.Random) -> None:
    found = [replace(m, type=kind) for m in found]
    shuffled = list(found)
    chance.shuffle(shuffled)
    assert group(shuffled) == group(found)


@given(st.lists(SOME, max_size=12, unique_by=lambda m: m.id))
def test_every_mention_is_in_one_group_and_the_best_speaks_for_it(found: list[Mention]) -> None:
    groups = group(found)
    assert sorted(m.id for members in groups for m in members) == sorted(m.id for m in found)
    for members in groups:
        assert members[0] == min(members, key=lambda m: m.order)


@pytest.mark.parametrize(("apart", "groups"), [(0, 1), (14, 1), (15, 2)])
def test_reports_within_fourteen_days_are_one_event(apart: int, groups: int) -> None:
    assert len(numbers(mention(1), mention(2, DAY + timedelta(days=apart)))) == groups
    assert len(numbers(mention(2, DAY + timedelta(days=apart)), mention(1))) == groups


def test_the_window_is_counted_from_the_one_that_speaks_so_that_a_chain_does_not_grow() -> None:
    chain = [mention(i, DAY + timedelta(days=10 * i)) for i in range(5)]
    assert numbers(*chain) == [[0, 1], [2, 3], [4]]


def test_a_month_takes_in_the_days_that_it_holds() -> None:
    assert numbers(mention(1, date(2026, 3, 1), 31, precision="month"), mention(2, date(2026, 3, 20))) == [[2, 1]]


@pytest.mark.parametrize("kind", ["deal", "deployed"])
def test_deals_with_different_parties_stand_apart(kind: str) -> None:
    one, two = mention(1, type=kind, counterparty="meta"), mention(2, type=kind, counterparty="openai")
    nobody = mention(3, type=kind)
    assert numbers(one, two, nobody) == [[1], [2], [3]]
    assert numbers(one, mention(4, type=kind, counterparty="META")) == [[1, 4]]


def test_elsewhere_a_party_that_one_source_leaves_out_makes_no_difference() -> None:
    assert numbers(mention(1, counterparty="tsmc"), mention(2)) == [[1, 2]]
    assert numbers(mention(1, counterparty="tsmc"), mention(2, counterparty="samsung")) == [[1], [2]]


def test_an_undated_mention_retells_what_happens_once() -> None:
    later = mention(2, None, known_on=DAY + timedelta(days=400))
    assert numbers(later, mention(1)) == [[1, 2]]
    before = mention(3, None, known_on=DAY - timedelta(days=15))
    assert numbers(before, mention(1)) == [[1], [3]]


def test_an_undated_mention_of_what_happens_often_is_its_own_event() -> None:
    later = mention(2, None, type="deployed", known_on=DAY + timedelta(days=400))
    assert numbers(later, mention(1, type="deployed")) == [[1], [2]]


def test_undated_mentions_of_one_fortnight_are_one_event() -> None:
    one, two = mention(1, None), mention(2, None, known_on=DAY + timedelta(days=14))
    far = mention(3, None, known_on=DAY + timedelta(days=15))
    assert numbers(one, two) == [[1, 2]]
    assert numbers(one, far) == [[1], [3]]


def test_who_speaks_for_an_event_dated_then_better_source_then_finer_then_earlier() -> None:
    undated, month = mention(1, None, tier_rank=1), mention(2, date(2026, 3, 1), 31, precision="month", tier_rank=2)
    day, press = mention(3, tier_rank=2), mention(4, DAY - timedelta(days=3))
    assert numbers(undated, press, month, day) == [[3, 2, 4, 1]]
