"""The timeline: filters, pages and positions speak of one list."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tracker.model.query import TimelineFilter
from tracker.model.rows import TimelineRow
from tracker.model.words import EVENT_TYPES
from tracker.views.products import find_product, vendors
from tracker.views.session import Session, open_session
from tracker.views.timeline import (
    ahead_among,
    event_sources,
    lanes,
    places,
    roadmap,
    roadmap_counts,
    stated_beside,
    timeline,
    timeline_count,
    timeline_ids,
    timeline_position,
    timeline_rows,
)

ALL = TimelineFilter()
FILTERS = st.builds(
    TimelineFilter,
    vendor=st.sampled_from(["", "nvidia", "aws", "microsoft", "nobody"]),
    product=st.sampled_from(["", "nvidia/b200", "aws/trainium3", "nobody/nothing"]),
    type=st.sampled_from(["", *EVENT_TYPES]),
    certainty=st.sampled_from(["", "", "stated", "rumoured"]),
    vendor_like=st.sampled_from(["", "", "m", "AM", "100%", "nvidia"]),
    product_like=st.sampled_from(["", "", "maia", "20", "_"]),
    after=st.sampled_from(["", "", "2025-06-30"]),
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


def told_of(session: Session, r: TimelineRow) -> str:
    """All that a search may find an event by."""
    product = find_product(session, r.product_slug)
    party = {v.vendor_slug: v.vendor for v in vendors(session)}.get(r.counterparty, r.counterparty)
    sources = [f"{s.quote} {s.publisher} {s.title}" for s in event_sources(session, r.event_id)]
    return " ".join([r.headline, r.vendor, r.product, r.type, party, product.aliases or "", *sources])


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
    slugs = {v.vendor_slug for v in vendors(session)}

    def begins(row: TimelineRow) -> bool:
        if f.vendor_like in slugs:
            return row.vendor_slug == f.vendor_like
        return any(name.casefold().startswith(f.vendor_like.casefold()) for name in (row.vendor, row.vendor_slug))

    def named(row: TimelineRow) -> bool:
        names = [row.product, find_product(session, row.product_slug).aliases or ""] if f.product_like else [""]
        return any(f.product_like.casefold() in name.casefold() for name in names)

    def fits(row: object) -> bool:
        r = row
        words = re.findall(r"[^\W_]+", known[r.event_id].casefold())  # type: ignore[attr-defined]
        asked = re.findall(r"[^\W_]+", f.text.casefold())
        found = all(any(w.startswith(a) for w in words) for a in asked) and bool(asked or not f.text)
        return (
            f.vendor in ("", r.vendor_slug) and f.product in ("", r.product_slug) and f.type in ("", r.type)  # type: ignore[attr-defined]
            and r.date_end >= f.since and (not f.until or r.date <= f.until) and r.first_seen_at > f.seen_since  # type: ignore[attr-defined]
            and f.certainty in ("", r.certainty) and (not f.after or r.date > f.after)  # type: ignore[attr-defined]
            and begins(r) and named(r)  # type: ignore[attr-defined]
            and (f.rumours or r.certainty != "rumoured") and found  # type: ignore[attr-defined]
        )  # fmt: skip

    everything = timeline(session, ALL, 0, 10_000)
    known = {r.event_id: told_of(session, r) for r in everything}
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


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(f=FILTERS)
def test_numbers_rows_and_what_is_ahead_speak_of_the_same_list(session: Session, f: TimelineFilter) -> None:
    whole = timeline(session, f, 0, 10_000)
    numbers = timeline_ids(session, f)
    assert [r.event_id for r in timeline_rows(session, numbers) if r] == [r.event_id for r in whole]
    for day in ("2020-01-01", "2025-12-02", "2030-01-01"):
        assert ahead_among(session, numbers, day) == sum(r.date > day for r in whole)


def test_every_place_is_found_from_either_end_and_from_its_neighbours(session: Session) -> None:
    total = timeline_count(session, ALL)
    whole = places(session, 0, total, total, None, None)
    assert [r.event_id for r in timeline_rows(session, [n for _, n in whole]) if r] == [
        r.event_id for r in timeline(session, ALL, 0, total)
    ]
    for offset in (0, 1, 15, total // 2, total // 2 + 7, total - 5):
        wanted = whole[offset : offset + 20]
        assert places(session, offset, 20, total, None, None) == wanted
        if offset:
            assert places(session, offset, 20, total, whole[offset - 1], None) == wanted
        if offset + 20 < total:
            assert places(session, offset, 20, total, None, whole[offset + 20]) == wanted


def test_a_row_that_has_gone_leaves_its_place_empty(session: Session) -> None:
    numbers = timeline_ids(session, ALL)
    assert [bool(r) for r in timeline_rows(session, [numbers[0], 10**9, numbers[1]])] == [True, False, True]


def test_lanes_count_what_the_filter_keeps_the_last_to_act_first(session: Session) -> None:
    start, end, now = date(2024, 11, 25), date(2027, 11, 25), date.fromisoformat(session.as_of or "2026-11-25")
    for f in (ALL, TimelineFilter(type="announced"), TimelineFilter(text="inference")):
        rows = [
            r for r in timeline(session, f, 0, 10_000) if r.date <= end.isoformat() and r.date_end >= start.isoformat()
        ]
        found = lanes(session, f, start, end, now, 10.0, 100, "", ("announced",))
        assert {v.slug: v.count for v in found.vendors} == dict(Counter(r.vendor_slug for r in rows))
        newest = {
            v.slug: max((r.date for r in rows if r.vendor_slug == v.slug and r.date <= now.isoformat()), default="")
            for v in found.vendors
        }
        assert [newest[v.slug] for v in found.vendors] == sorted(newest.values(), reverse=True)
        assert sum(c.count for c in found.cells) == len(rows)
        assert {(c.vendor, c.type) for c in found.cells} == {(r.vendor_slug, r.type) for r in rows}


def test_the_lane_of_the_selected_vendor_is_never_left_out(session: Session) -> None:
    span = (date(2023, 1, 1), date(2027, 1, 1), date(2026, 1, 1))
    every = [v.slug for v in lanes(session, ALL, *span, 30.0, 100, "", ()).vendors]
    shown = lanes(session, ALL, *span, 30.0, 3, every[-1], ())
    assert [v.slug for v in shown.vendors] == [*every[:2], every[-1]]
    assert shown.more == len(every) - 3


def test_what_the_sources_of_an_event_state_is_of_its_own_product_first(session: Session) -> None:
    told = 0
    for row in timeline(session, ALL, 0, 10_000):
        stated = stated_beside(session, row.event_id)
        own = [c.product_slug == row.product_slug for c in stated]
        assert own == sorted(own, reverse=True)
        assert {c.url for c in stated} <= {s.url for s in event_sources(session, row.event_id)}
        told += len(stated)
    assert told > 10


def test_promised_dates_are_counted_as_begun_and_ahead(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRACKER_NOW", "2026-11-25T12:00:00Z")
    day = session.as_of or "2026-11-25"
    begun, ahead = roadmap_counts(session)
    every = [row for row in roadmap(session, 10_000) if row.date_end >= day]
    assert (begun, ahead) == (sum(r.date <= day for r in every), sum(r.date > day for r in every))
    assert ahead <= timeline_count(session, TimelineFilter(after=day))
