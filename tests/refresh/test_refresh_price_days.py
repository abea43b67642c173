"""A ranking says of which day its price is: that of the list, however lately the list answered."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest
from refresh_run import query
from refresh_site import Page, Site
from test_refresh_prices import put, run, source, table

from tracker.views.rankings import rankings
from tracker.views.session import open_session

GOLD = ("gold", "B200", 8, 8.0, "nowhere-1")


@pytest.mark.parametrize(
    ("day", "told"), [("Sun, 01 Nov 2026 00:00:00 GMT", "2026-11-01"), ("", "2026-11-25T12:00:00Z")]
)
def test_the_price_of_a_ranking_is_of_its_lists_day(database: Path, site: Site, day: str, told: str) -> None:
    put(site, Page(table(GOLD), headers={"Last-Modified": day} if day else {}))
    run(database, source(site))
    stored = query(database, "SELECT price_as_of FROM cost_per_token WHERE sku = 'gold' AND workload = 'chat'")
    assert stored == [(told,)]
    assert query(database, "SELECT price_of FROM current_prices WHERE sku = 'gold'") == [(told[:10],)]
    with closing(open_session(database, "2026-11-25")) as past:
        computed = next(r for r in rankings(past, "chat") if r.sku == "gold")
    assert computed.price_as_of == told
