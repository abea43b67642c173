"""Facts of a source are replaced as a whole; reading again changes nothing."""

from __future__ import annotations

import sqlite3
from dataclasses import replace

import pytest
from store_sample import BLOG, MEMORY, NOW, SHOWN, SUPPLIES, TWICE, contents, rows

from tracker.model.errors import DocumentError
from tracker.model.fact import Claim, Event, Evidence, Source
from tracker.model.period import Period
from tracker.model.product import Vendor
from tracker.store.connection import Refused, transaction
from tracker.store.facts import Ids, Origin, add_provisional, finish, replace_facts, write_source

NEWS = Source(url="https://press.example/1", publisher="Press", tier="press", published="2026-02-01")
LATER = "2026-12-24T00:00:00Z"


def write(
    db: sqlite3.Connection,
    source: Source,
    claims: tuple[Claim, ...] = (),
    events: tuple[Event, ...] = (),
    seen: str = NOW,
) -> None:
    with transaction(db):
        source_id, key = write_source(db, source, seen)
        finish(db, replace_facts(db, Ids.read(db), Origin(source_id, key, "v1", seen), claims, events))


def test_reading_a_source_twice_changes_no_row_and_no_id(db: sqlite3.Connection) -> None:
    dated = replace(SHOWN, period=Period.parse("2026-01-28"))
    write(db, NEWS, (MEMORY,), (dated,))
    before = contents(db)
    write(db, NEWS, (MEMORY,), (dated,), LATER)
    after = contents(db)
    for table in ("event", "mention", "claim", "source"):
        assert len(after[table]) == len(before[table]), table
        assert [r[1] for r in after[table]] == [r[1] for r in before[table]], table
    assert [r[14] for r in after["event"]] == [r[14] for r in before["event"]], "first seen stays"


def test_what_a_source_no_longer_says_is_gone(db: sqlite3.Connection) -> None:
    write(db, NEWS, (MEMORY,), (SHOWN,))
    other = replace(MEMORY, printed="288", value=288e9)
    write(db, NEWS, (other,))
    sql = "SELECT printed FROM claims WHERE publisher = 'Press'"
    assert rows(db, sql) == [("288",)]
    assert rows(db, "SELECT n_sources, publisher FROM timeline") == [(1, "Acme")]


def test_the_same_claim_twice_in_one_source_is_one(db: sqlite3.Connection) -> None:
    write(
        db, NEWS, (MEMORY, replace(MEMORY, evidence=Evidence(quote="216 GB", start=3, end=9, rule="r", confidence=0.9)))
    )
    assert rows(db, "SELECT count(*) FROM claims WHERE publisher = 'Press'") == [(1,)]


def test_two_sources_of_one_event_stand_behind_one_row(db: sqlite3.Connection) -> None:
    write(db, NEWS, events=(replace(SHOWN, period=Period.parse("2026-01-30"), note="Elsewhere."),))
    assert rows(db, "SELECT date, headline, n_sources, publisher, known_on FROM timeline") == [
        ("2026-01-26", "One announced: Shown.", 2, "Acme", "2026-01-26")
    ]
    found = rows(db, "SELECT publisher, date FROM timeline_sources ORDER BY 1")
    assert found == [("Acme", "2026-01-26"), ("Press", "2026-01-30")]


UNSURE = Evidence(quote="the end", start=0, end=7, rule="event.clause", confidence=0.3)


def test_an_event_waiting_for_review_is_not_on_the_timeline(db: sqlite3.Connection) -> None:
    doubtful = replace(SHOWN, type="discontinued", status="review", reason="unsure", note="", evidence=UNSURE)
    write(db, NEWS, events=(doubtful,))
    assert rows(db, "SELECT count(*) FROM timeline WHERE type = 'discontinued'") == [(0,)]
    assert rows(db, "SELECT kind, what, reason FROM review_queue") == [("event", "discontinued", "unsure")]


LIKELY_ONE = replace(
    SHOWN, type="discontinued", status="review", reason="likely", note="", evidence=replace(UNSURE, confidence=0.6)
)


def test_what_is_likely_is_told_with_its_mark_and_waits_for_review_all_the_same(db: sqlite3.Connection) -> None:
    write(db, NEWS, events=(LIKELY_ONE,))
    assert rows(db, "SELECT certainty, status FROM timeline WHERE type = 'discontinued'") == [("likely", "review")]
    assert rows(db, "SELECT kind, what, confidence FROM review_queue") == [("event", "discontinued", 0.6)]


def test_a_sure_source_speaks_for_an_event_before_a_better_one_that_is_only_likely(db: sqlite3.Connection) -> None:
    sure = replace(LIKELY_ONE, status="accepted", reason="", evidence=replace(UNSURE, confidence=0.95))
    write(db, replace(BLOG, url="https://acme.example/end"), events=(LIKELY_ONE,))
    write(db, NEWS, events=(sure,))
    told = "SELECT certainty, status, publisher, n_sources FROM timeline WHERE type = 'discontinued'"
    assert rows(db, told) == [("stated", "accepted", "Press", 2)]


def test_hearsay_beside_a_likely_reading_stays_hearsay(db: sqlite3.Connection) -> None:
    write(db, replace(BLOG, url="https://acme.example/end"), events=(LIKELY_ONE,))
    write(db, NEWS, events=(replace(LIKELY_ONE, status="rumour"),))
    assert rows(db, "SELECT certainty FROM timeline WHERE type = 'discontinued'") == [("rumoured",)]


def test_a_rumour_is_shown_as_one(db: sqlite3.Connection) -> None:
    write(db, NEWS, events=(replace(SHOWN, type="available", status="rumour", note=""),))
    assert rows(db, "SELECT certainty, status FROM timeline WHERE type = 'available'") == [("rumoured", "rumour")]


def test_an_undated_event_has_the_day_of_its_first_report(db: sqlite3.Connection) -> None:
    write(db, NEWS, events=(Event(product="acme/zero", type="available"),))
    assert rows(db, "SELECT date, date_end, precision FROM timeline WHERE product_slug = 'acme/zero'") == [
        ("2026-02-01", "2026-02-01", "reported")
    ]


def test_an_unknown_product_is_named(db: sqlite3.Connection) -> None:
    with pytest.raises(DocumentError, match="no product 'acme/nine' in the catalogue"):
        write(db, NEWS, (replace(MEMORY, product="acme/nine"),))
    assert rows(db, "SELECT count(*) FROM source WHERE publisher = 'Press'") == [(0,)]


def test_a_claim_that_is_not_accepted_needs_a_reason(db: sqlite3.Connection) -> None:
    with pytest.raises(Refused):
        write(db, NEWS, (replace(MEMORY, status="rejected"),))


def test_a_source_is_known_from_its_day_on_or_from_the_day_it_was_read(db: sqlite3.Connection) -> None:
    undated = replace(NEWS, published=None, url="https://press.example/2")
    future = replace(NEWS, published="2027-05", url="https://press.example/3")
    for source in (NEWS, undated, future):
        write(db, source)
    for source in (undated, future):
        write(db, source, seen=LATER)
    sql = "SELECT known_on FROM source WHERE publisher = 'Press' ORDER BY url"
    assert rows(db, sql) == [("2026-02-01",), ("2026-11-25",), ("2026-11-25",)]


def test_a_provisional_product_is_added_once(db: sqlite3.Connection) -> None:
    from store_sample import ONE

    new = replace(ONE, slug="acme/nine", name="Nine", provisional=True, part_of=())
    with transaction(db):
        ids = Ids.read(db)
        add_provisional(db, ids, (new, new))
        add_provisional(db, Ids.read(db), (new,))
    assert rows(db, "SELECT product, provisional FROM products WHERE product_slug = 'acme/nine'") == [("Nine", 1)]
    assert ids.product("acme/nine") > 0


def test_the_maker_of_a_provisional_product_is_added_with_it(db: sqlite3.Connection) -> None:
    from store_sample import ONE

    maker = Vendor(slug="bar", name="Bar", kind="chip", note="known from a text alone")
    new = replace(ONE, slug="bar/ten", vendor="bar", name="Ten", provisional=True, part_of=())
    with transaction(db):
        ids = Ids.read(db)
        add_provisional(db, ids, (new,), (maker, maker))
        add_provisional(db, Ids.read(db), (new,), (maker,))
    assert rows(db, "SELECT vendor, product FROM products WHERE product_slug = 'bar/ten'") == [("Bar", "Ten")]
    assert rows(db, "SELECT name, kind, note FROM vendor WHERE slug = 'bar'") == [("Bar", "chip", maker.note)]


def test_ratios_and_links_are_kept_with_their_source(db: sqlite3.Connection) -> None:
    assert rows(db, "SELECT subject, factor, object, verdict, url FROM relations") == [
        ("One", 2.0, "Zero", "cannot tell", BLOG.url)
    ]
    assert rows(db, "SELECT subject_slug, predicate, object_slug, date FROM vendor_links") == [
        ("acme", "supplies", "cloudy", "2026-02-01")
    ]
    assert (TWICE.factor, SUPPLIES.subject) == (2.0, "acme")
