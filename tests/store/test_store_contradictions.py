"""What is held against what: promised days, and claims of being current, each against the nearest of the other side."""

from __future__ import annotations

import random
import re
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from types import MappingProxyType

import pytest
from store_sample import ACME, BLOG, ONE, RACK, ZERO, catalogue, fresh, rows

from tracker.model.catalogue import SourcedFacts
from tracker.model.fact import Claim, Event, Evidence
from tracker.model.period import Period
from tracker.store.read_facts import contradictions
from tracker.store.reader import open_reader

_LISTED = Claim(product="acme/one", field="status", printed="listed")
_PAIRS = "SELECT one, other FROM contradictions WHERE kind = 'promise'"
_ALL_PAIRS = """
SELECT a.event_id, b.event_id FROM timeline a JOIN timeline b
ON b.product_slug = a.product_slug AND b.counterparty = a.counterparty AND b.date > a.date_end
WHERE a.type = 'roadmap' AND b.type = 'roadmap' AND a.precision <> 'reported' AND b.precision <> 'reported'
"""


def promised(when: str | None, product: str = "acme/one", buyer: str = "", known: str = "2026-01-26") -> SourcedFacts:
    period = Period.parse(when) if when else None
    event = Event(product=product, type="roadmap", period=period, counterparty=buyer, note=f"For {when}.")
    source = replace(BLOG, url=f"https://acme.example/{product}/{buyer}/{when}", published=known)
    return SourcedFacts(source=source, events=(event,))


def told(*facts: Claim | Event) -> SourcedFacts:
    return SourcedFacts(
        source=BLOG,
        claims=tuple(f for f in facts if isinstance(f, Claim)),
        events=tuple(f for f in facts if isinstance(f, Event)),
    )


def happened(kind: str, when: str, product: str = "acme/one") -> Event:
    return Event(product=product, type=kind, period=Period.parse(when), note=f"On {when}.")  # type: ignore[arg-type]


def days(db: sqlite3.Connection) -> list[tuple[str, str]]:
    """Each pair of promises by the days that both name."""
    return sorted((str(one).partition(",")[0], str(other).partition(",")[0]) for one, other in rows(db, _PAIRS))


@pytest.mark.parametrize(
    ("promises", "pairs"),
    [
        (["2025", "2027"], [("2025", "2027")]),
        (["2025", "2026", "2027"], [("2025", "2026"), ("2026", "2027")]),
        (["2026", "2026-H2"], []),
        (["2025", None], []),
    ],
    ids=["two", "a third in between", "one within the other", "no day of its own"],
)
def test_a_promise_is_held_against_its_neighbours(
    tmp_path: Path, promises: list[str | None], pairs: list[tuple[str, str]]
) -> None:
    facts = tuple(promised(when) for when in promises)
    with closing(fresh(tmp_path / "t.db", catalogue(facts=facts))) as db:
        assert days(db) == pairs


@pytest.mark.parametrize(
    ("wide", "pairs"),
    [
        (("2025", "2023-01-01", "2025-12-31"), [("2023", "2027"), ("2025", "2027")]),
        (("2025", "2025-01-01", "2028-12-31"), [("2023", "2025"), ("2023", "2027")]),
    ],
)
def test_of_two_that_agree_each_is_held_against_a_third(
    tmp_path: Path, wide: tuple[str, str, str], pairs: list[tuple[str, str]]
) -> None:
    """Events that overlap are seldom two, but where they are, none of them is passed over."""
    with closing(fresh(tmp_path / "t.db", catalogue(facts=tuple(map(promised, ("2023", "2025", "2027")))))) as db:
        name, start, end = wide
        db.execute("UPDATE event SET date = ?, date_end = ? WHERE date_end LIKE ? || '%'", (start, end, name))
        found = rows(db, _PAIRS)
        assert sorted(tuple(re.findall(r"For (\d{4})", f"{one} {other}")) for one, other in found) == pairs


def test_promises_of_other_products_and_to_other_buyers_are_left_alone(tmp_path: Path) -> None:
    facts = (
        promised("2025"),
        promised("2026", product="acme/zero"),
        promised("2027", buyer="cloudy"),
        promised("2028"),
    )
    with closing(fresh(tmp_path / "t.db", catalogue(facts=facts))) as db:
        assert days(db) == [("2025", "2028")]


@pytest.mark.parametrize("seed", range(4))
def test_every_promise_that_another_contradicts_is_in_a_pair(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    facts = []
    for _ in range(60):
        day = (date(2025, 1, 1) + timedelta(days=chance.randrange(1000))).isoformat()
        when = chance.choice([day, day[:7], day[:4]])
        facts.append(promised(when, chance.choice(["acme/one", "acme/zero"]), chance.choice(["", "cloudy"])))
    with closing(fresh(tmp_path / "t.db", catalogue(facts=tuple(facts)))) as db:
        every = set(rows(db, _ALL_PAIRS))
        found = rows(db, "SELECT one_id, other_id FROM contradictions WHERE kind = 'promise'")
    assert set(found) <= every
    assert len(set(found)) == len(found)
    for side in (0, 1):
        assert {pair[side] for pair in found} == {pair[side] for pair in every}
    assert len(found) < len(every) / 2


def steps(db: sqlite3.Connection, sql: str, told: Mapping[str, object] = MappingProxyType({})) -> int:
    """How much work SQLite has with a query, in hundreds of its instructions."""
    n = 0

    def count() -> int:
        nonlocal n
        n += 1
        return 0

    db.set_progress_handler(count, 100)
    db.execute(sql, dict(told)).fetchall()
    db.set_progress_handler(None, 0)
    return n


def many(count: int) -> Iterable[SourcedFacts]:
    """Promises of one product, a day each."""
    for i in range(count):
        yield promised((date(2020, 1, 1) + timedelta(days=20 * i)).isoformat())


def test_the_work_grows_with_the_promises_and_not_with_their_square(tmp_path: Path) -> None:
    work = []
    for count in (50, 400):
        with closing(fresh(tmp_path / f"{count}.db", catalogue(facts=tuple(many(count))))) as db:
            assert len(days(db)) == count - 1
            work.append(steps(db, _PAIRS))
    assert work[1] < 12 * work[0]


@pytest.mark.parametrize("day", [None, "2027"])
def test_a_first_page_does_not_look_at_all_promises(tmp_path: Path, day: str | None) -> None:
    fresh(tmp_path / "t.db", catalogue(facts=tuple(many(400)))).close()
    with closing(open_reader(tmp_path / "t.db", day)) as reader:
        sql = f"{reader.views('contradictions')}{_PAIRS}"
        assert steps(reader.db, f"{sql} LIMIT 10", reader.told()) < steps(reader.db, sql, reader.told()) / 10


def test_a_past_day_knows_the_promises_of_then(tmp_path: Path) -> None:
    facts = (
        promised("2025", known="2024-01-01"),
        promised("2026", known="2025-06-01"),
        promised("2027", known="2024-02-01"),
    )
    fresh(tmp_path / "t.db", catalogue(facts=facts)).close()
    for day, pairs in (("2024-01", 0), ("2024-03", 1), ("2025-07", 2), (None, 2)):
        with closing(open_reader(tmp_path / "t.db", day)) as reader:
            found = [(row.one[:4], row.other[:4]) for row in contradictions(reader)]
        assert found == [[], [("2025", "2027")], [("2025", "2026"), ("2026", "2027")]][pairs]


def status(facts: Sequence[Claim | Event], path: Path, family: str = "") -> list[tuple[object, ...]]:
    one = replace(ONE, family=family, generation="2" if family else "")
    zero = replace(ZERO, family=family, generation="3" if family else "")
    line = replace(RACK, slug="acme/line", name="Line", kind="line", family="Line")
    products = (one, zero, RACK, line)
    with closing(fresh(path, catalogue(facts=(told(*facts),), products=products, vendors=(ACME,)))) as db:
        return rows(db, "SELECT kind, product_slug, other FROM contradictions WHERE what = 'status' ORDER BY 1, 3")


def test_a_claim_of_being_current_is_held_against_the_first_stop(tmp_path: Path) -> None:
    stops = [happened("discontinued", f"{year}-03-01") for year in range(2019, 2026)]
    (found,) = status([_LISTED, *stops], tmp_path / "t.db")
    assert found[:2] == ("stopped", "acme/one")
    assert "2019" in str(found[2])


def test_and_against_the_stop_of_its_line(tmp_path: Path) -> None:
    stops = [happened("discontinued", "2024-03-01"), happened("discontinued", "2025-03-01", "acme/line")]
    found = status([_LISTED, *stops], tmp_path / "t.db", "Line")
    assert [row[0] for row in found] == ["stopped", "stopped"]
    assert status([_LISTED, stops[1]], tmp_path / "other.db", "Another") == []


def test_and_against_the_first_event_of_its_successor(tmp_path: Path) -> None:
    events = [happened("available", "2025-05-01", "acme/zero"), happened("announced", "2024-05-01", "acme/zero")]
    (found,) = status([_LISTED, *events, happened("deal", "2020-01-01", "acme/zero")], tmp_path / "t.db", "Line")
    assert found[:2] == ("succeeded", "acme/one")
    assert "Zero announced" in str(found[2])
    assert status([_LISTED, *events], tmp_path / "none.db") == []


def test_a_promise_that_is_only_likely_contradicts_nothing(tmp_path: Path) -> None:
    unsure = Evidence(quote="in 2029", start=0, end=7, rule="event.roadmap", confidence=0.6)
    facts = [promised(day) for day in ("2025", "2027", "2029")]
    last = replace(facts[2].events[0], status="review", reason="likely", evidence=unsure)
    with closing(fresh(tmp_path / "t.db", catalogue(facts=(*facts[:2], replace(facts[2], events=(last,)))))) as db:
        assert rows(db, "SELECT certainty FROM timeline WHERE date = '2029-01-01'") == [("likely",)]
        assert days(db) == [("2025", "2027")]
