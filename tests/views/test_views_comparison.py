"""Products side by side: baseline, ratios of ranges, what figures are divided by, predecessors, roadmap, changes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from tracker.actions.decide import reject
from tracker.model.comparison import Figure
from tracker.model.errors import UsageError
from tracker.model.query import TimelineFilter
from tracker.model.shown import Diff, DiffLine
from tracker.units import to_base
from tracker.views.comparison import Asked, _date_figure, compare
from tracker.views.diff_choice import matching, options
from tracker.views.diff_kin import predecessor
from tracker.views.diff_ratios import ratio, span, verdict
from tracker.views.diff_since import changes
from tracker.views.products import find_product
from tracker.views.rankings import rankings
from tracker.views.session import Session, open_session
from tracker.views.specs import diff
from tracker.views.timeline import timeline


@pytest.fixture(scope="module")
def session(built: Path) -> Iterator[Session]:
    with closing(open_session(built)) as one:
        yield one


def line_of(found: Diff, field: str, precision: str = "") -> DiffLine:
    return next(line for line in found.lines if (line.field, line.precision) == (field, precision))


def spec_lines(found: Diff) -> list[DiffLine]:
    return sorted((line for line in found.lines if any(line.cells)), key=lambda line: (line.field, line.precision))


def test_as_stated_the_cells_and_ratios_are_those_of_the_plain_diff(session: Session) -> None:
    plain = diff(session, ["b200", "mi355x", "trainium3"])
    found = compare(session, Asked(("b200", "mi355x", "trainium3")))
    ordered = sorted(plain.lines, key=lambda line: (line.field, line.precision))
    compared = 0
    for ours, theirs in zip(spec_lines(found), ordered, strict=True):
        assert (ours.field, ours.precision, ours.like_for_like) == (
            theirs.field,
            theirs.precision,
            theirs.like_for_like,
        )
        if theirs.like_for_like:
            assert (ours.cells, ours.ratios, ours.best) == (theirs.cells, theirs.ratios, theirs.best)
            compared += 1
    assert compared > 5


def test_one_product_of_another_kind_keeps_no_other_two_from_being_compared(session: Session) -> None:
    two = line_of(compare(session, Asked(("mi355x", "maia 200"))), "interconnect_bandwidth")
    found = compare(session, Asked(("mi355x", "maia 200", "helios")))
    three = line_of(found, "interconnect_bandwidth")
    assert not three.like_for_like
    assert three.alike == (True, True, False)
    assert three.cells[:2] == two.cells
    assert three.ratios[:2] == two.ratios


def test_any_column_is_the_baseline(session: Session) -> None:
    first = compare(session, Asked(("h200", "b200")))
    other = compare(session, Asked(("h200", "b200"), baseline="B200"))
    assert (first.baseline, other.baseline) == (0, 1)
    one, two = line_of(first, "power"), line_of(other, "power")
    assert one.ratios[1] == pytest.approx(1 / two.ratios[0])  # type: ignore[operator]
    assert (one.verdicts, two.verdicts) == (("", "worse"), ("better", ""))
    with pytest.raises(UsageError, match="--baseline h100: nvidia/h100 is none of the products shown"):
        compare(session, Asked(("h200", "b200"), baseline="h100"))


def test_two_to_six_products_are_compared(session: Session) -> None:
    with pytest.raises(UsageError, match="two different products"):
        compare(session, Asked(("b200", "NVIDIA B200")))
    with pytest.raises(UsageError, match="at most 6 products, not 7"):
        compare(session, Asked(("b200", "b300", "h100", "h200", "mi300x", "mi325x", "mi355x")))
    with pytest.raises(UsageError, match="did you mean"):
        compare(session, Asked(("b200", "trainium33")))


@pytest.mark.parametrize(
    ("base", "figure", "expected", "better", "worse_is_better"),
    [
        ((10, 10, "="), (15, 15, "="), None, "better", "worse"),
        ((10, 10, "="), (10, 10, "="), None, "same", "same"),
        ((10, 20, "range"), (30, 40, "range"), (1.5, 4.0), "better", "worse"),
        ((10, 20, "range"), (15, 15, "="), (0.75, 1.5), "", ""),
        ((10, 10, "="), (4, 4, ">="), None, "", ""),
        ((10, 10, "="), (12, 12, ">="), None, "better", "worse"),
        ((10, 10, "="), (12, 12, "<="), None, "", ""),
        ((10, 10, "="), (9, 9, "<="), None, "worse", "better"),
    ],
)
def test_ranges_give_ranges_and_a_verdict_only_where_every_value_agrees(
    base: tuple[float, float, str], figure: tuple[float, float, str], expected: tuple[float, float] | None, better: str,
    worse_is_better: str,
) -> None:  # fmt: skip
    def made(low: float, high: float, op: str) -> Figure:
        return Figure(value=low, op=op) if low == high else Figure(low=low, high=high, op=op)

    one, other = made(*base), made(*figure)
    assert span(one, other) == (pytest.approx(expected) if expected else None)
    assert (ratio(one, other) is None) == (expected is not None)
    assert (verdict(one, other, "higher"), verdict(one, other, "lower")) == (better, worse_is_better)
    assert verdict(one, other, "") == ""


def test_per_watt_divides_by_the_power_of_the_same_scope_and_says_by_which(session: Session) -> None:
    stated = compare(session, Asked(("h200", "b200")))
    found = compare(session, Asked(("h200", "b200"), per="watt"))
    for place in (0, 1):
        power = line_of(stated, "power").cells[place]
        memory = line_of(stated, "memory_capacity").cells[place]
        figure = line_of(found, "memory_capacity").figures[place]
        assert power is not None
        assert memory is not None
        assert figure.value == pytest.approx(memory.value / power.value)  # type: ignore[operator]
        assert figure.per == "W"
        assert [i.id for i in figure.inputs] == [memory.claim_id, power.claim_id]
    assert line_of(found, "power").group == "As stated"
    assert line_of(found, "power").figures == line_of(stated, "power").figures


def test_a_rack_is_divided_by_the_power_of_a_rack_alone(session: Session) -> None:
    found = compare(session, Asked(("gb200 nvl72", "ai200"), per="watt"))
    bandwidth = line_of(found, "memory_bandwidth").figures[0]
    assert bandwidth.formula == "576 TB/s / 120 kW"
    memory = line_of(found, "memory_capacity").figures[1]
    assert memory.value is None
    assert memory.why == "no power known per chip, only per rack"


def test_per_chip_divides_systems_once_and_leaves_chips_alone(session: Session) -> None:
    found = compare(session, Asked(("b200", "gb200 nvl72"), per="chip"))
    line = line_of(found, "memory_bandwidth")
    assert line.figures[1].value == pytest.approx(576e12 / 72)
    assert line.figures[1].formula == "576 TB/s / 72 chips"
    assert line.figures[0].formula == ""
    assert line.like_for_like
    gb200 = compare(session, Asked(("b200", "gb200"), per="chip"))
    own = line_of(gb200, "memory_capacity").figures[1]
    assert own.formula == ""
    assert own.value == pytest.approx(to_base(186, "GB")[0])


def test_per_rack_multiplies_chips_and_never_a_rack_again(session: Session) -> None:
    found = compare(session, Asked(("b200", "gb300 nvl72", "trainium3"), per="rack"))
    memory = line_of(found, "memory_capacity")
    assert memory.figures[0].formula.endswith("× 72 in GB200 NVL72")
    cell = memory.cells[0]
    assert cell is not None
    assert memory.figures[0].value == pytest.approx(72 * cell.value)  # type: ignore[operator]
    assert memory.figures[1].formula == ""
    assert memory.figures[2].why == "no rack of Trainium3 is known"
    assert line_of(found, "process_node").group == "As stated"
    power = line_of(found, "power")
    assert power.ratios[1] is None
    assert power.spans[1] == (pytest.approx(120e3 / 72e3), pytest.approx(140e3 / 72e3))


@pytest.mark.parametrize("basis", ["on_demand", "spot", "reserved_3y"])
def test_per_dollar_takes_the_price_that_rankings_take(session: Session, basis: str) -> None:
    ranked = {row.product_slug: row for row in rankings(session, "chat", basis)}
    names = ("nvidia/h200", "nvidia/b200", "amd/mi355x", "nvidia/gb200")
    found = compare(session, Asked(names, per="dollar", basis=basis))
    compared = 0
    for place, slug in enumerate(names):
        figure = line_of(found, "memory_bandwidth").figures[place]
        row = ranked.get(slug)
        if row is None or row.usd_per_hour is None:
            assert figure.value is None
            assert figure.why.startswith("no sound price known")
            continue
        cell = line_of(found, "memory_bandwidth").cells[place]
        assert cell is not None
        assert figure.value == pytest.approx(cell.value / row.usd_per_hour)  # type: ignore[operator]
        assert figure.inputs[1].id == row.offer_id
        assert figure.inputs[1].day
        assert row.provider in figure.inputs[1].text
        compared += 1
    assert compared


def test_a_claim_says_what_a_product_follows_before_its_generation_does(session: Session) -> None:
    def before(name: str) -> tuple[str, str]:
        found = predecessor(session, find_product(session, name))
        return (found[0].product_slug, found[1]) if found else ("", "")

    slug, why = before("rubin")
    assert slug == "nvidia/b300"
    assert "follows Blackwell Ultra (B300) (c-" in why
    slug, why = before("mi355x")
    assert slug in ("amd/mi300x", "amd/mi325x")
    assert why == "generation CDNA 3 of Instinct, the one before CDNA 4"
    assert before("nvidia/p100") == ("", "")


def test_a_generation_is_held_against_the_one_before(session: Session) -> None:
    found = compare(session, Asked(("maia 200",), generation=True))
    assert [p.product_slug for p in found.products] == ["microsoft/maia-100", "microsoft/maia-200"]
    assert found.baseline == 0
    assert [s.role for s in found.sides] == ["predecessor", "chosen"]
    assert line_of(found, "memory_capacity").verdicts == ("", "better")
    with pytest.raises(UsageError, match="no source says what NVIDIA P100 follows"):
        compare(session, Asked(("nvidia/p100",), generation=True))


def test_a_roadmap_adds_what_the_vendors_shown_only_announced(session: Session) -> None:
    found = compare(session, Asked(("mi355x", "mi325x"), roadmap=True))
    added = [(p, s) for p, s in zip(found.products, found.sides, strict=True) if s.role == "roadmap"]
    assert "amd/mi455x" in [p.product_slug for p, _ in added]
    assert {p.vendor_slug for p, _ in added} == {"amd"}
    assert {s.state for _, s in added} == {"announced"}
    assert "nvidia/rubin" not in [p.product_slug for p in found.products]


def test_products_are_offered_the_useful_ones_first_and_found_by_few_letters(session: Session) -> None:
    found = options(session)
    assert all(o.n_claims for o in found[:50])
    assert found[0].state == "shipping"
    for typed, slug in (
        ("b200", "nvidia/b200"), ("maia200", "microsoft/maia-200"), ("200 maia", "microsoft/maia-200"), ("trn3", "aws/trainium3"),
        ("trainum3", "aws/trainium3"), ("instinct 355", "amd/mi355x"), ("mi 355", "amd/mi355x"),
    ):  # fmt: skip
        assert matching(found, typed)[0].product_slug == slug, typed
    assert matching(found, "") == found
    assert matching(found, "qqqq zzzz") == []


def test_what_changed_between_two_days_has_both_figures_and_the_source(session: Session) -> None:
    found = changes(session, ["trainium3"], "2026-01")
    power = next(c for c in found.changes if c.field == "power")
    assert (power.kind, power.old, power.new) == ("changed", "~1,000 W", "700 W")
    assert power.publisher
    assert found.since == "2026-01-31"
    then, now = (compare(s, Asked(("trainium3", "b200"))) for s in (replace(session, as_of="2026-01-31"), session))
    assert line_of(then, "power").cells[0].claim_id == power.old_id  # type: ignore[union-attr]
    assert line_of(now, "power").cells[0].claim_id == power.new_id  # type: ignore[union-attr]


def test_a_figure_that_stayed_is_no_change(session: Session) -> None:
    then = {(c.field, c.of) for c in changes(session, ["trainium3"], "2026-01").changes}
    assert ("memory_type", "chip") not in then
    with pytest.raises(UsageError, match="which is not before"):
        changes(session, ["trainium3"], "2031")
    with pytest.raises(UsageError, match="someday"):
        changes(session, ["trainium3"], "someday")


def test_changes_end_on_the_day_of_the_session(built: Path) -> None:
    with closing(open_session(built, "2026-02")) as past:
        found = changes(past, ["trainium3"], "2025-12-31")
        assert found.until == "2026-02-28"
        assert all(c.day <= "2026-02-28" for c in found.changes)


def test_a_rejected_figure_is_withdrawn_by_the_person_who_said_so(database: Path) -> None:
    with closing(open_session(database)) as one:
        claim = line_of(compare(one, Asked(("trainium3", "b200"))), "memory_type").cells[0]
    assert claim is not None
    reject(database, [claim.claim_id], "not this one")
    with closing(open_session(database)) as one:
        found = [c for c in changes(one, ["trainium3"], "2026-10-31").changes if c.field == "memory_type"]
    assert [(c.kind, c.old_id, c.new_id) for c in found if c.note] == [("withdrawn", claim.claim_id, "")]
    assert "not this one" in next(c.note for c in found if c.note)


@pytest.mark.parametrize(
    ("certainty", "status", "shown"),
    [
        ("rumoured", "rumour", "2027 rumoured"), ("stated", "rumour", "2027 rumoured"), ("stated", "accepted", "2027"),
        ("expected", "review", "2027 expected review"),
    ],
)  # fmt: skip
def test_a_doubtful_date_says_each_doubt_once(certainty: str, status: str, shown: str, session: Session) -> None:
    (event, *_) = timeline(session, TimelineFilter(), 0, 1)
    dated = replace(
        event, date="2027-01-01", date_end="2027-12-31", precision="year", certainty=certainty, status=status
    )
    assert _date_figure(dated).text == shown
