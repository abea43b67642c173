"""What the screen of rankings shows of a setting: it is the ranking's own numbers, and nothing of it is stored."""

from __future__ import annotations

import math
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from tracker.model.errors import UsageError
from tracker.model.market import CostRow
from tracker.views.knobs import KNOBS, Choices, Setting, choices, knobs, told, turned, typed, usual
from tracker.views.margin import margins
from tracker.views.moves import moves, moves_since_a_week
from tracker.views.ranking_board import (
    Board,
    board,
    board_margins,
    compared,
    curves,
    lettered,
    roof_lines,
    standing_for,
    with_behind,
)
from tracker.views.rankings import rankings
from tracker.views.scenario import Asked, prepare, scenario
from tracker.views.session import Session, open_session

CHAT = Setting(workload="chat", basis="on_demand")


@pytest.fixture(scope="module")
def session(built: Path) -> Iterator[Session]:
    with closing(open_session(built)) as opened:
        yield opened


@pytest.fixture(scope="module")
def given(session: Session) -> Choices:
    return choices(session)


def asked(**more: object) -> Setting:
    return replace(CHAT, asked=Asked(**more))  # type: ignore[arg-type]


def the(session: Session, setting: Setting) -> Board:
    found = board(session, setting)
    assert found is not None
    return found


def test_the_stored_ranking_is_shown_bit_for_bit(session: Session) -> None:
    found = the(session, CHAT)
    assert list(found.rows) == rankings(session, "chat", "on_demand")
    assert (found.told, found.behind) == ((), None)


def test_what_is_prepared_once_gives_the_same_as_reading_anew(session: Session) -> None:
    ready = prepare(session)
    for sets in (
        ("utilisation=80%",),
        ("isl=2048", "osl=512"),
        ("narrowest_precision=bf16",),
        ("cached_fraction=50%",),
    ):
        kept = board(session, asked(sets=sets), ready)
        assert kept is not None
        fresh = {r.product_slug: r for r in scenario(session, "chat", "on_demand", Asked(sets=sets)).rows}
        assert {r.product_slug: r for r in kept.rows} == fresh
        light = board(session, asked(sets=sets))
        assert light is not None
        words = {"announced": "", "expected": ""}
        assert {r.product_slug: r for r in light.rows} == {slug: replace(r, **words) for slug, r in fresh.items()}


def test_a_board_made_from_the_one_before_is_the_one_made_anew(session: Session) -> None:
    before, ready = the(session, asked(sets=("isl=2048",))), prepare(session, ahead=False)
    for setting in (CHAT, asked(sets=("osl=512",)), replace(CHAT, basis="spot"), replace(CHAT, workload="agentic")):
        kept, fresh = board(session, setting, ready, before), the(session, setting)
        assert kept is not None
        for name in ("setting", "rows", "stored", "bases", "told", "moves", "load"):
            assert getattr(kept, name) == getattr(fresh, name)


@pytest.mark.parametrize(
    "sets", [(), ("isl=4096",), ("floor_tok_s_user=80",), ("cached_fraction=75%",), ("narrowest_precision=bf16",)]
)
def test_the_best_point_of_a_curve_above_the_floor_is_the_ranked_one(session: Session, sets: tuple[str, ...]) -> None:
    found = with_behind(session, the(session, asked(sets=sets)))
    rows = {r.product_slug: r for r in found.rows}
    exact = 0
    for curve in curves(session, found):
        row, floor = rows[curve.product_slug], found.load.floor_tok_s_user
        best = max((p for p in curve.points if p.tok_s_user >= floor), key=lambda p: p.output_tok_s, default=None)
        assert curve.at is not None
        assert (curve.at.output_tok_s, curve.at.usd_per_mtok) == (row.output_tok_s, row.usd_per_mtok)
        if best and best.output_tok_s == row.output_tok_s:
            assert (best.usd_per_mtok, best.batch, best.layout) == (row.usd_per_mtok, row.batch, row.layout)
            exact += 1
        else:
            assert row.basis in ("measured", "anchored"), "a run of this load stands for itself"
    assert exact >= 0.8 * sum(r.usd_per_mtok is not None for r in found.rows)


def test_a_curve_never_gives_more_to_a_faster_user(session: Session) -> None:
    for curve in curves(session, with_behind(session, the(session, CHAT))):
        speeds = [p.tok_s_user for p in curve.points]
        rates = [p.output_tok_s for p in curve.points]
        assert speeds == sorted(speeds, reverse=True)
        assert rates == sorted(rates)


def test_points_are_best_among_the_curves_that_are_compared(session: Session) -> None:
    every = curves(session, with_behind(session, the(session, CHAT)))
    one, two = compared(every, ["nvidia/a100", "nvidia/b200"])
    assert (one.letter, two.letter) == ("A", "B")
    assert not any(p.best for p in one.points if p.tok_s_user < two.points[0].tok_s_user)
    assert all(p.best for p in two.points if p.tok_s_user > one.points[0].tok_s_user)
    (alone,) = compared(every, ["nvidia/a100"])
    assert all(p.best and p.cheapest for p in alone.points)


def test_no_work_lies_above_its_roof_and_larger_batches_lie_further_right(session: Session) -> None:
    lines = roof_lines(session, with_behind(session, the(session, CHAT)))
    assert len(lines) > 5
    for one in lines:
        assert one.ridge == one.flop_s / one.byte_s
        assert all(0 < m.share <= 1 for m in one.marks)
        decode = [m.flop_per_byte for m in one.marks if m.phase == "decode"]
        assert decode == sorted(decode)
        assert max(m.flop_per_byte for m in one.marks) == next(
            m.flop_per_byte for m in one.marks if m.phase == "prefill"
        )
    assert [one.letter for one in lettered(lines, ["nvidia/h100", "nvidia/b200"])] == ["A", "B"]


def test_the_market_is_that_of_margin_and_moves_with_the_load(session: Session) -> None:
    stored = board_margins(session, the(session, CHAT))
    assert stored == margins(session, "", "chat", "on_demand")
    busier = board_margins(session, the(session, asked(sets=("utilisation=1",))))
    for one, other in zip(stored, busier, strict=True):
        assert (one.provider, one.usd_per_mtok) == (other.provider, other.usd_per_mtok)
        if one.cost_usd_per_mtok is not None:
            assert other.cost_usd_per_mtok == pytest.approx(one.cost_usd_per_mtok * 0.6)
            assert (other.margin or 0) > (one.margin or 0)


def test_marked_ones_are_drawn_else_the_best_three_and_the_selected_one_always(session: Session) -> None:
    rows = the(session, CHAT).rows
    ranked = [r.product_slug for r in rows if r.rank]
    assert standing_for(rows, ranked[0], ()) == ranked[:3]
    assert standing_for(rows, ranked[6], ()) == [*ranked[:3], ranked[6]]
    assert standing_for(rows, ranked[0], {ranked[4], ranked[2]}) == [ranked[2], ranked[4], ranked[0]]
    assert standing_for(rows, "groq/groqchip", ()) == ranked[:3], "one without a figure has no curve"


def test_knobs_are_at_the_standard_workload_and_only_what_differs_is_told(given: Choices) -> None:
    assert [k.name for k in knobs(given, CHAT)] == list(KNOBS)
    assert not any(k.changed for k in knobs(given, CHAT))
    assert told(given, CHAT) == []
    busy = turned(given, turned(given, CHAT, "utilisation", 1), "isl", 1)
    assert busy.asked.sets == ("isl=2048", "utilisation=70%")
    assert told(given, busy) == [("2,048 in", "1,024"), ("70 % busy", "60 %")]
    assert usual(given, usual(given, busy, "isl"), "utilisation") == CHAT


@pytest.mark.parametrize(
    "name", [name for name in KNOBS if name not in ("workload", "model", "basis", "narrowest_precision")]
)
def test_a_knob_goes_to_both_ends_of_its_ladder_and_stays_there(given: Choices, name: str) -> None:
    at = CHAT
    for by in (1, -1):
        seen = []
        for _ in range(25):
            at = turned(given, at, name, by)
            seen.append(next(k.value for k in knobs(given, at) if k.name == name))
        assert seen[-1] == seen[-2]
        assert len(set(seen)) > 3


def test_every_name_is_reached_by_turning_and_the_first_comes_again(given: Choices) -> None:
    for name in ("workload", "model", "basis", "narrowest_precision"):
        at, seen = CHAT, set()
        for _ in range(60):
            at = turned(given, at, name, 1)
            seen.add(next(k.value for k in knobs(given, at) if k.name == name))
        assert len(seen) == {"workload": len(given.workloads), "model": len(given.models), "basis": 5}.get(name, 3)


def test_what_is_typed_is_read_as_the_command_line_does(given: Choices) -> None:
    assert typed(given, CHAT, "isl", "3000").asked.sets == ("isl=3000",)
    assert typed(given, CHAT, "utilisation", "0.6") == CHAT
    assert typed(given, CHAT, "model", "DeepSeek R1").asked.model == "deepseek-r1"
    assert typed(given, CHAT, "basis", "spot").basis == "spot"
    for name, text in (("isl", "0.5"), ("utilisation", "60"), ("model", "nothing"), ("floor_tok_s_user", "x")):
        with pytest.raises(UsageError):
            typed(given, CHAT, name, text)


def test_another_workload_keeps_what_it_has_not_itself(given: Choices) -> None:
    at = typed(given, typed(given, CHAT, "floor_tok_s_user", "50"), "osl", "2000")
    there = typed(given, at, "workload", "agentic")
    assert there.workload == "agentic"
    assert there.asked.sets == ("osl=2000",), "agentic asks for 50 by itself"


def test_electricity_says_where_it_changes_nothing(session: Session, given: Choices) -> None:
    at = typed(given, CHAT, "electricity", "0.2")
    assert next(k for k in knobs(given, at) if k.name == "electricity").idle
    assert [o.field for o in the(session, at).idle] == ["electricity"]
    assert not the(session, replace(at, basis="owned")).idle


def row(slug: str, rank: int | None) -> CostRow:
    from dataclasses import fields

    values = {f.name: None for f in fields(CostRow)}
    return CostRow(**{**values, "product_slug": slug, "rank": rank})  # type: ignore[arg-type]


def test_moves_tell_up_down_new_and_out() -> None:
    then = [row("a", 1), row("b", 2), row("c", 3), row("x", None)]
    now = [row("c", 1), row("a", 2), row("x", 3), row("b", None)]
    found = moves(now, then)
    assert {slug: (m.shift, m.by) for slug, m in found.items()} == {
        "a": ("down", 1), "b": ("out", 0), "c": ("up", 2), "x": ("new", 0),
    }  # fmt: skip
    assert "x" not in moves(now, then, frozenset("x"))
    assert moves(now[1:], then, frozenset("bc"))["a"].shift == "same", "what nothing is said of moves no other"


def test_among_very_many_events_no_move_is_computed(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    import tracker.views.moves as module

    assert moves_since_a_week(session, "chat", "on_demand")
    monkeypatch.setattr(module, "_MOST_EVENTS", 10)
    assert moves_since_a_week(session, "chat", "on_demand") == {}


def test_what_was_read_only_since_is_not_called_new(session: Session) -> None:
    found = moves_since_a_week(session, "chat", "on_demand")
    assert not [slug for slug, m in found.items() if m.shift == "new"]


def test_a_what_if_is_moved_against_the_stored_ranking(session: Session) -> None:
    found = the(session, asked(sets=("isl=16384",)))
    stored = {r.product_slug: r.rank for r in rankings(session, "chat", "on_demand") if r.rank}
    for r in found.rows:
        if r.rank and r.product_slug in stored:
            move = found.moves[r.product_slug]
            assert {"up": 1, "down": -1, "same": 0}[move.shift] * move.by == stored[r.product_slug] - r.rank
    assert not math.isnan(len(found.moves))


def test_an_unknown_workload_becomes_the_first_one(session: Session) -> None:
    assert the(session, Setting(workload="gone", basis="")).setting.workload == "chat"
