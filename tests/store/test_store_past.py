"""The timeline of a past day is that of a database which never read what came later."""

from __future__ import annotations

import random
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import pytest
from store_sample import catalogue, fresh

from tracker.model.catalogue import SourcedFacts
from tracker.model.fact import Event, Evidence, Source
from tracker.model.period import Period
from tracker.model.query import TimelineFilter
from tracker.store import read_timeline
from tracker.store.reader import Reader, open_reader

_FIRST = date(2025, 1, 1)
_WORDS = ("memory", "rack", "cooling", "pricing")


def told(seed: int) -> list[SourcedFacts]:
    """Sixty sources, each with an event or two: dates that lie close together, coarse ones, none; parties, rumours."""
    chance = random.Random(seed)

    def event() -> Event:
        day = _FIRST + timedelta(days=chance.randrange(90))
        period = chance.choice(
            [None, Period.parse(day.isoformat()), Period.parse(day.isoformat()[:7]), Period.parse("2025")]
        )
        word = chance.choice(_WORDS)
        return Event(
            product=chance.choice(["acme/one", "acme/zero"]),
            type=chance.choice(["announced", "deal", "available", "roadmap", "roadmap"]),  # type: ignore[arg-type]
            period=period,
            counterparty=chance.choice(["", "", "cloudy"]),
            status=chance.choice(["accepted", "accepted", "rumour", "review"]),  # type: ignore[arg-type]
            note=f"Of {word}.",
            evidence=Evidence(quote=f"All of {word}", start=0, end=len(f"All of {word}"), rule="t", confidence=0.9),
        )

    def source(i: int) -> Source:
        day = (_FIRST + timedelta(days=chance.randrange(120))).isoformat()
        tier = chance.choice(["vendor", "press", "analyst"])
        return Source(url=f"https://s.example/{seed}/{i}", publisher=f"P{i}", tier=tier, published=day)  # type: ignore[arg-type]

    return [
        SourcedFacts(source=source(i), events=tuple(event() for _ in range(chance.choice([1, 2])))) for i in range(60)
    ]


def seen(reader: Reader) -> dict[str, list[str]]:
    """All that a timeline shows and what is made of it, without the numbers that rows happen to have; what its words find."""
    out = {}
    for view in ("timeline", "timeline_sources", "contradictions", "review_queue"):
        names = [row[1] for row in reader.all(f"PRAGMA main.table_info({view})")]
        columns = ", ".join(name for name in names if name != "event_no")
        rows = reader.all(f"{reader.views(view)}SELECT {columns} FROM {view}", reader.told())
        out[view] = sorted(repr(tuple(row)) for row in rows)
    for word in _WORDS:
        f = TimelineFilter(text=word)
        found = read_timeline.rows_of(reader, read_timeline.ids(reader, f))
        assert [r.event_id for r in found if r] == [r.event_id for r in read_timeline.page(reader, f, 0, 1000)]
        out[word] = sorted(row.event_id for row in found if row)
    return out


@pytest.mark.parametrize("seed", range(6))
def test_a_past_day_shows_what_a_database_of_that_day_would(tmp_path: Path, seed: int) -> None:
    facts = told(seed)
    fresh(tmp_path / "all.db", catalogue(facts=tuple(facts))).close()
    again, as_is, promises = 0, 0, 0
    for day in ("2025-01-10", "2025-02-03", "2025-02-28", "2025-03-31"):
        by_then = tuple(f for f in facts if (f.source.published or "") <= day)
        fresh(tmp_path / f"{day}.db", catalogue(facts=by_then)).close()
        with (
            closing(open_reader(tmp_path / f"{day}.db")) as then,
            closing(open_reader(tmp_path / "all.db", day)) as past,
        ):
            assert seen(past) == seen(then)
            promises += len(seen(past)["contradictions"])
            again += past.all("SELECT count(*) FROM past_event")[0][0]
            as_is += past.all("SELECT count(*) FROM event")[0][0] - past.all("SELECT count(*) FROM past_event")[0][0]
    assert min(again, as_is) > 0, "both ways to an event of the past were gone"
    assert promises > 0
