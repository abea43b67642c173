"""An id means the same fact in every database."""

from __future__ import annotations

from pathlib import Path

import pytest
from store_sample import MEMORY, OFFER, SHOWN, SUPPLIES, TWICE

from tracker.actions.build import ensure_database
from tracker.store import keys
from tracker.views.session import open_session

IDS = [
    ("timeline", "event_id", "e"), ("claims", "claim_id", "c"), ("relations", "relation_id", "r"),
    ("vendor_links", "link_id", "l"), ("current_prices", "offer_id", "o"), ("current_token_prices", "token_offer_id", "t"),
    ("measured_points", "measured_id", "x"), ("cost_per_token", "ranking_id", "k"), ("timeline_sources", "mention_id", "m"),
]  # fmt: skip


@pytest.fixture(scope="module")
def again(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A second database, built on another day."""
    path = tmp_path_factory.mktemp("again") / "other.db"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TRACKER_NOW", "2026-12-24T08:00:00Z")
        ensure_database(path)
    return path


@pytest.mark.parametrize(("view", "column", "letter"), IDS)
def test_two_databases_built_apart_have_the_same_ids(
    built: Path, again: Path, view: str, column: str, letter: str
) -> None:
    one, two = open_session(built), open_session(again)
    sql = f"SELECT {column} FROM {view} ORDER BY 1"
    ours, theirs = ([row[0] for row in session.all(sql)] for session in (one, two))
    one.close()
    two.close()
    assert ours == theirs
    assert len(set(ours)) == len(ours) > 0
    assert all(len(key) >= 14 and key.startswith(f"{letter}-") for key in ours)


def test_the_ids_of_known_facts_are_these() -> None:
    """A change here makes every id that a person wrote down, and every decision on a fact, point nowhere."""
    assert keys.claim_key("s", MEMORY) == "c-eb7337894452"
    assert keys.mention_key("s", SHOWN) == "m-c113199a4738"
    assert keys.relation_key("s", TWICE) == "r-056787160688"
    assert keys.link_key("s", SUPPLIES) == "l-654148ca36d8"
    assert keys.offer_key("s", OFFER) == "o-90395739d6bf"
