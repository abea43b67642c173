"""Doubtful prices: placeholders, old ones, and where what has no price here has one."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from price_sample import H100, offer, put

from tracker.views.explain import explain
from tracker.views.price_notes import age, has_price_at, note_of, price_notes
from tracker.views.prices import current_prices
from tracker.views.rankings import rankings
from tracker.views.scenario import Asked, scenario
from tracker.views.session import Session, open_session

B300, B200 = "nvidia/b300", "nvidia/b200"


@pytest.fixture(scope="module")
def session(built: Path) -> Iterator[Session]:
    with closing(open_session(built)) as one:
        yield one


@pytest.mark.parametrize(
    ("seen", "day", "words"),
    [
        ("2026-08-27", "2026-11-25", ""),
        ("2026-08-26", "2026-11-25", "3 months old"),
        ("2026-04-03", "2026-11-25", "8 months old"),
        ("2026-11-25", "2026-04-03", ""),
        ("2024-11-25", "2026-11-25", "2 years old"),
    ],
)
def test_a_price_is_old_after_90_days(seen: str, day: str, words: str) -> None:
    assert age(seen, day) == words


def test_a_price_that_its_list_made_up_is_told_on_its_row(session: Session) -> None:
    rows = rankings(session, "chat", "owned")
    notes = price_notes(session, rows).doubts
    told = {r.product_slug: notes[r.ranking_id].caveat for r in rows if r.ranking_id in notes}
    assert told[B300].startswith("placeholder")
    assert told[B200] == ""
    lines = dict(explain(session, next(r.ranking_id for r in rows if r.product_slug == B300)).lines)
    assert "placeholder" in lines["caveat"]
    assert "8 months old" in lines["price"]
    assert "own, hyperscaler" in lines["price"]


def test_a_caveat_survives_another_electricity_but_no_price_of_ones_own(session: Session) -> None:
    def caveat(*sets: str) -> str:
        rows = scenario(session, "chat", "owned", Asked(sets=sets)).rows
        found = next(r for r in rows if r.product_slug == B300)
        note = price_notes(session, rows).doubts.get(found.ranking_id)
        return note.caveat if note else ""

    assert caveat("electricity=0.12").startswith("placeholder")
    assert caveat(f"{B300}.price_hourly=2") == ""


def test_age_counts_to_the_day_that_is_looked_at(built: Path) -> None:
    with closing(open_session(built, "2026-04-30")) as past:
        prices = [p for p in current_prices(past, B200) if p.term == "owned"]
        rows = rankings(past, "chat", "owned")
        doubts = price_notes(past, rows).doubts
    assert prices
    assert {note.age for note in doubts.values()} == {""}


def test_a_missing_price_says_where_there_is_one(session: Session) -> None:
    rows = [r for r in rankings(session, "chat", "reserved_1y") if r.reason == "no price"]
    notes = price_notes(session, rows)
    for one in rows:
        known = {p.term for p in current_prices(session, one.product_slug, flagged=False)}
        told = has_price_at(notes, one)
        assert all(f"--basis {term}" in told for term in known)
        assert known or f"--set {one.product_slug}.price_hourly=" in told
        assert dict(explain(session, one.ranking_id).lines)["reason"] == told
    assert any(notes.elsewhere.values())


def test_explain_tells_the_chance_to_be_cheapest_and_how_many_offers_there_are(session: Session) -> None:
    for one in [r for r in rankings(session, "chat") if r.rank]:
        lines = dict(explain(session, one.ranking_id).lines)
        assert "prices as exact" in lines["cheapest"]
        assert ("1 only" in lines["offers"]) == (one.n_offers == 1)


def test_a_price_is_as_old_as_its_list_however_lately_that_answered(
    database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(database, offer(0.5, "2026-11-25", term="reserved_3y"), part="made-up")
    monkeypatch.setenv("TRACKER_NOW", "2027-03-20T12:00:00Z")
    with closing(open_session(database)) as one:
        price = next(p for p in current_prices(one, H100, basis="reserved_3y") if p.sku == "made-up-1")
        told = note_of(one, price)
    assert (told.seen, told.age) == ("2026-11-20", "4 months old")


def test_a_price_that_lists_dispute_is_told_on_its_row(database: Path) -> None:
    with closing(open_session(database)) as one:
        row = next(r for r in rankings(one, "chat", "on_demand") if r.usd_per_mtok is not None and r.offer_id)
        price = next(p for p in current_prices(one, row.product_slug) if p.offer_id == row.offer_id)
        assert price_notes(one, [row]).doubts.get(row.ranking_id) is None
    for usd, publisher in ((100.0, "List one"), (210.0, "List two")):
        dear = offer(usd, "2026-11-25", provider=price.provider_slug, product=price.product_slug, term=price.term)
        put(database, dear, publisher=publisher)
    with closing(open_session(database)) as one:
        note = price_notes(one, [row]).doubts[row.ranking_id]
    assert note.dispute.startswith("lists differ up to 2.1x on what ")


def test_a_price_that_is_replaced_is_of_the_day_that_its_ranking_tells(session: Session) -> None:
    row = next(r for r in rankings(session, "chat", "on_demand") if r.usd_per_mtok is not None and r.offer_id)
    (told,) = scenario(session, "chat", "on_demand", Asked(sets=(f"{row.product_slug}.price_hourly=1",))).overrides
    assert f"of {price_notes(session, [row]).days[row.ranking_id]}" in str(told)
