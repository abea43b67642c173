"""The timeline: filters, pages and positions speak of one list."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tracker.model.query import TimelineFilter
from tracker.model.words import EVENT_TYPES
from tracker.views.session import Session, open_session
from tracker.views.timeline import event_sources, roadmap, timeline, timeline_count, timeline_position

ALL = TimelineFilter()
FILTERS = st.builds(
    TimelineFilter,
    vendor=st.sampled_from(["", "nvidia", "aws", "microsoft", "nobody"]),
    product=st.sampled_from(["", "nvidia/b200", "aws/trainium3", "nobody/nothing"]),
    type=st.sampled_from(["", *EVENT_TYPES]),
    text=st.sampled_from(["", "NVIDIA", "announced", "trainium aws", "100%", "_", "\\", "'; DROP TABLE event --"]),
    since=st.sampled_from(["", "2025-01-01", "2026-06-30"]),
    until=st.sampled_from(["", "2025-12-31", "2027-12-31"]),
    seen_since=st.sampled_from(["", "2020-01-01T00:00:00Z", "2030-01-01T00:00:00Z"]),
    rumours=st.booleans(),
)


@pytest.fixture(scope="module", params=[None, "2026-01-15"], ids=["now", "as of January"])
def session(built: Path, request: pytest.FixtureRequest) -> Iterator[Session]:
    with closing(open_session(built, request.param)) as one:
        yield one


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(f=FILTERS, size=st.integers(1, 60), data=st.data())
def test_pages_together_are_the_list_and_every_row_knows_its_place(
    session: Session, f: TimelineFilter, size: int, data: st.DataObject
) -> None:
    whole = timeline(session, f, 0, 10_000)
    assert timeline_count(session, f) == len(whole)
    paged = [row for offset in range(0, len(whole) + 1, size) for row in timeline(session, f, offset, size)]
    assert paged == whole
    if whole:
        place = data.draw(st.integers(0, len(whole) - 1))
        assert timeline_position(session, f, whole[place].event_id) == place


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@example(f=TimelineFilter(since="2026-06-30"))
@example(f=TimelineFilter(until="2026-06-30"))
@example(f=TimelineFilter(vendor="nvidia"))
@example(f=TimelineFilter(type="announced", rumours=False))
@example(f=TimelineFilter(text="trainium aws"))
@given(f=FILTERS)
def test_a_filter_keeps_exactly_what_fits(session: Session, f: TimelineFilter) -> None:
    def fits(row: object) -> bool:
        r = row
        words = f"{r.headline} {r.vendor}".casefold()  # type: ignore[attr-defined]
        return (
            f.vendor in ("", r.vendor_slug) and f.product in ("", r.product_slug) and f.type in ("", r.type)  # type: ignore[attr-defined]
            and r.date_end >= f.since and (not f.until or r.date <= f.until) and r.first_seen_at > f.seen_since  # type: ignore[attr-defined]
            and (f.rumours or r.certainty != "rumoured") and all(w.casefold() in words for w in f.text.split())  # type: ignore[attr-defined]
        )  # fmt: skip

    everything = timeline(session, ALL, 0, 10_000)
    assert [r.event_id for r in timeline(session, f, 0, 10_000)] == [r.event_id for r in everything if fits(r)]


def test_the_newest_come_first_and_ids_are_unique(session: Session) -> None:
    rows = timeline(session, ALL, 0, 10_000)
    assert [r.date for r in rows] == sorted((r.date for r in rows), reverse=True)
    assert len({r.event_id for r in rows}) == len(rows) > 10


def test_every_event_knows_its_place(session: Session) -> None:
    rows = timeline(session, ALL, 0, 10_000)
    assert [timeline_position(session, ALL, r.event_id) for r in rows] == list(range(len(rows)))


def test_an_event_that_the_filter_leaves_out_has_no_place(built: Path) -> None:
    with closing(open_session(built)) as session:
        row = timeline(session, ALL, 0, 1)[0]
        assert timeline_position(session, replace(ALL, vendor="nobody"), row.event_id) is None
        assert timeline_position(session, ALL, "e-000000000000") is None


def test_rumours_can_be_left_out(built: Path) -> None:
    with closing(open_session(built)) as session:
        every, sure = (timeline(session, replace(ALL, rumours=r), 0, 10_000) for r in (True, False))
    assert {r.event_id for r in every} - {r.event_id for r in sure} == {
        r.event_id for r in every if r.certainty == "rumoured"
    }


def test_the_sources_of_an_event_come_best_first(session: Session) -> None:
    from tracker.model.words import TIERS

    for row in timeline(session, ALL, 0, 10_000):
        sources = event_sources(session, row.event_id)
        assert sources
        ranks = [TIERS.index(s.tier) for s in sources]
        assert ranks == sorted(ranks)


def test_the_roadmap_holds_promises_that_have_not_passed(built: Path) -> None:
    with closing(open_session(built, "2026-06-30")) as session:
        rows = roadmap(session, 1000)
        assert len(rows) > 5
        assert all(r.date_end >= "2026-06-30" and r.known_on <= "2026-06-30" for r in rows)
        assert [r.date_end for r in rows] == sorted(r.date_end for r in rows)
        assert all(r.type == "roadmap" or r.certainty == "expected" or r.date > "2026-06-30" for r in rows)
        assert roadmap(session, 2) == rows[:2]
