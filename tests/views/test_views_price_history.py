"""How prices moved: the lowest of a day is what that day's prices show, and every step says why."""

from __future__ import annotations

from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from price_sample import H100, offer, put

from tracker.model.errors import UsageError
from tracker.model.market import PriceStep
from tracker.store.price_lows import Change, lows
from tracker.views.price_history import offer_history, price_history
from tracker.views.prices import current_prices
from tracker.views.session import open_session

BASIS = "reserved_1y"
"""Nothing of the catalogue has a price for H100 at it."""


def steps(database: Path, basis: str = BASIS, provider: str = "") -> list[PriceStep]:
    with closing(open_session(database)) as session:
        return [s for s in price_history(session, "H100", basis, provider) if s.kind == "price"]


def test_each_step_has_its_day_its_offer_and_its_reason(database: Path) -> None:
    put(database, offer(3.0, "2026-03-01"), offer(2.4, "2026-05-01"), offer(2.0, "2026-06-01", "made-up-2", "lambda"),
        offer(2.5, "2026-07-01", "made-up-2", "lambda"), offer(2.7, "2026-08-01"),
        offer(9.0, "2026-09-01", "made-up-2", "lambda", quality="sentinel", reason="made up"))  # fmt: skip
    told = [(s.date, s.usd_per_accelerator_hour, s.provider, s.what) for s in steps(database)]
    assert told == [
        ("2026-03-01", 3.0, "Nebius", "first sound price"),
        ("2026-05-01", 2.4, "Nebius", "cut"),
        ("2026-06-01", 2.0, "Lambda", "another provider begins here"),
        ("2026-07-01", 2.4, "Nebius", "the offer before rose"),
        ("2026-08-01", 2.5, "Lambda", "the offer before rose"),
        ("2026-09-01", 2.7, "Nebius", "the offer before: made up"),
    ]
    changes = [s.change for s in steps(database)]
    assert changes[0] is None
    assert changes[1] == pytest.approx(-0.2)
    assert changes[2] is None


def test_what_another_list_brings_is_no_fall_of_the_price(database: Path) -> None:
    put(database, offer(6.0, "2026-03-01"))
    put(database, offer(3.0, "2026-05-01", "made-up-2"), publisher="Second list")
    put(database, offer(2.0, "2026-06-01", region="nowhere-2"), publisher="Second list")
    put(database, offer(1.0, "2026-07-01"))
    told = [(s.usd_per_accelerator_hour, s.what, s.change) for s in steps(database)]
    assert told == [
        (6.0, "first sound price", None),
        (3.0, "another list begins here", None),
        (2.0, "first seen in the list", None),
        (1.0, "a cheaper offer", pytest.approx(-0.5)),
    ]


def test_the_same_price_of_another_offer_is_no_step(database: Path) -> None:
    put(database, offer(6.0, "2026-03-01"))
    put(database, offer(48.0, "2026-05-01", "made-up-8", count=8), offer(48.0, "2026-06-01", "made-up-8", count=8),
        offer(9.0, "2026-06-02"))  # fmt: skip
    told = [(s.date, s.usd_per_accelerator_hour, s.last_seen_at[:10]) for s in steps(database)]
    assert told == [("2026-03-01", 6.0, "2026-06-01")]


def test_a_dearer_price_is_no_beginning(database: Path) -> None:
    put(database, offer(3.0, "2026-03-01"), offer(9.0, "2026-05-01"))
    put(database, offer(6.0, "2026-05-01", "made-up-2"), publisher="Second list")
    last = steps(database)[-1]
    assert (last.usd_per_accelerator_hour, last.what, last.change) == (6.0, "the offer before rose", pytest.approx(1.0))


def test_when_no_sound_price_is_left_that_is_a_step(database: Path) -> None:
    put(database, offer(3.0, "2026-03-01"), offer(3.0, "2026-04-01", quality="stale", reason="no longer in the list"))
    last = steps(database)[-1]
    assert (last.date, last.usd_per_accelerator_hour, last.id) == ("2026-04-01", None, "")
    assert "no sound price is left" in last.what


def test_the_count_of_an_instance_and_its_days_are_kept(database: Path) -> None:
    put(database, offer(24.0, "2026-03-01", count=8), offer(24.0, "2026-06-01", count=8))
    (one,) = steps(database)
    assert (one.usd_per_accelerator_hour, one.count, one.date, one.last_seen_at) == (
        3.0,
        8,
        "2026-03-01",
        "2026-06-01T00:00:00Z",
    )


def test_the_past_knows_no_later_price(database: Path) -> None:
    put(database, offer(3.0, "2026-03-01"), offer(2.0, "2026-05-01"))
    with closing(open_session(database, "2026-04")) as session:
        told = price_history(session, "H100", BASIS)
    assert [s.usd_per_accelerator_hour for s in told if s.kind == "price"] == [3.0]


def test_events_of_the_product_since_the_first_price_stand_between(database: Path) -> None:
    put(database, offer(3.0, "2022-01-01"), offer(2.0, "2026-05-01"))
    with closing(open_session(database)) as session:
        told = price_history(session, "H100", BASIS)
    events = [s for s in told if s.kind == "event"]
    assert events
    assert [s.date for s in told] == sorted(s.date for s in told)
    assert all(s.id.startswith("e-") and s.date >= "2022-01-01" and s.what for s in events)
    put(database, offer(4.0, "2026-06-01", "made-up-3", product="nvidia/b200"))
    with closing(open_session(database)) as session:
        later = price_history(session, "b200", BASIS)
    assert all(s.date >= "2026-06-01" for s in later)


def test_one_provider_alone(database: Path) -> None:
    put(database, offer(3.0, "2026-03-01"), offer(2.0, "2026-04-01", "made-up-2", "only-in-lists"))
    assert [s.usd_per_accelerator_hour for s in steps(database)] == [3.0, 2.0]
    assert [s.usd_per_accelerator_hour for s in steps(database, provider="only in lists")] == [2.0]
    with pytest.raises(UsageError, match="no provider is called 'nebuis'; did you mean nebius"):
        steps(database, provider="nebuis")


def test_every_offer_has_its_own_steps(database: Path) -> None:
    put(database, offer(3.0, "2026-03-01"), offer(2.4, "2026-05-01"), offer(2.0, "2026-06-01", "made-up-2"))
    with closing(open_session(database)) as session:
        told = offer_history(session, "h100", BASIS)
    assert [(s.sku, s.usd_per_hour, s.observed_at[:10]) for s in told] == [
        ("made-up-1", 3.0, "2026-03-01"), ("made-up-1", 2.4, "2026-05-01"), ("made-up-2", 2.0, "2026-06-01"),
    ]  # fmt: skip
    assert [s.change for s in told] == [None, pytest.approx(-0.2), None]


def test_each_basis_by_itself(database: Path) -> None:
    put(database, offer(3.0, "2026-03-01"), offer(1.0, "2026-03-02", term="reserved_3y", sku="made-up-9"))
    told = {s.term: s.usd_per_accelerator_hour for s in steps(database, basis="")}
    assert told[BASIS] == 3.0
    assert len(told) > 2
    with pytest.raises(UsageError, match="no price basis is called 'free'"):
        steps(database, basis="free")


DAYS = [(date(2026, 1, 1) + timedelta(days=n)).isoformat() for n in range(12)]
PRICES = st.lists(
    st.tuples(
        st.sampled_from(DAYS),
        st.integers(0, 3),
        st.sampled_from([1.0, 2.0, 3.0]),
        st.sampled_from(["ok", "ok", "stale"]),
    ),
    max_size=25,
    unique_by=lambda told: (told[0], told[1]),
)


@given(PRICES)
def test_the_lowest_of_a_day_is_that_of_all_prices_known_by_then(told: list[tuple[str, int, float, str]]) -> None:
    changes = [Change(f"{day}T00:00:00Z", o, usd, int(quality == "ok")) for day, o, usd, quality in sorted(told)]
    found = {one.day: one.usd for one in lows((), changes)}
    shown = None
    for day in DAYS:
        now = {c.offer_no: c for c in changes if c.observed_at[:10] <= day}
        sound = [c.usd for c in now.values() if c.sound]
        shown = found.get(day, shown)
        assert shown == min(sound, default=None), day


def test_what_is_lowest_on_a_day_is_what_the_prices_of_that_day_show(database: Path) -> None:
    put(database, offer(3.0, "2026-03-01"), offer(2.4, "2026-05-01"), offer(2.0, "2026-06-01", "made-up-2", "lambda"),
        offer(2.0, "2026-09-01", "made-up-2", "lambda", quality="stale", reason="gone"))  # fmt: skip
    for step in steps(database):
        with closing(open_session(database, step.date)) as session:
            rows = current_prices(session, H100, flagged=False, basis=BASIS)
        assert (rows[0].usd_per_accelerator_hour, rows[0].offer_id) == (step.usd_per_accelerator_hour, step.id)
