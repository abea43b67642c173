"""Figures without a date: on a past day no reason is final that they could change."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from tracker.store import inputs
from tracker.views.rankings import rankings
from tracker.views.scenario import Asked, scenario
from tracker.views.session import open_session
from tracker.views.undated import undated


def test_a_reason_of_the_day_before_the_first_reading_says_what_may_change_it(built: Path) -> None:
    with closing(open_session(built)) as now:
        today = {r.product_slug: r.reason for r in rankings(now, "chat")}
        assert undated(now) == {}
    with closing(open_session(built, "2026-11-24")) as past:
        missing = undated(past)
        rows = rankings(past, "chat")
        asked = scenario(past, "chat", "on_demand", Asked(sets=("utilisation=60%",))).rows
    assert missing
    assert not any("undated" in reason for reason in today.values())
    changed = [r for r in rows if r.reason and today.get(r.product_slug) in ("", "no price") and r.reason != "no price"]
    assert changed, "figures without a date make a difference here"
    for one in (*changed, *(r for r in asked if r.product_slug in {c.product_slug for c in changed})):
        assert one.reason.endswith("by the figures known on 2026-11-24; undated ones, read later, may change that")
    assert all("undated" not in r.reason for r in rows if r.product_slug not in missing)


def test_only_figures_that_nobody_dates_are_counted(built: Path) -> None:
    with closing(open_session(built, "2026-11-24")) as past, closing(open_session(built)) as now:
        then = {row.claim_id for row in inputs.compute_specs(past)}
        later = [row for row in inputs.compute_specs(now) if row.claim_id not in then and not row.published]
        assert sum(undated(past).values()) == len(later) > 0
