"""Rankings and prices as the database and the past have them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tracker.model.errors import UsageError
from tracker.model.market import PriceRow
from tracker.model.words import TERMS
from tracker.views.articles import docs, feed_health, newest_articles, search, summary
from tracker.views.price_rows import widened
from tracker.views.prices import current_prices, price_history, token_prices
from tracker.views.rankings import price_bases, rankings, workloads
from tracker.views.session import Session, open_session


@pytest.fixture(scope="module")
def session(built: Path) -> Iterator[Session]:
    with closing(open_session(built)) as one:
        yield one


def test_every_ranking_is_ordered_by_cost_and_says_why_a_product_has_none(session: Session) -> None:
    seen = 0
    for workload in workloads(session):
        bases = price_bases(session, workload.workload)
        assert bases == [t for t in TERMS if t in bases]
        for basis in bases:
            rows = rankings(session, workload.workload, basis)
            ranked = [r for r in rows if r.rank is not None]
            assert rows[: len(ranked)] == ranked
            assert [r.rank for r in ranked] == list(range(1, len(ranked) + 1))
            costs = [r.usd_per_mtok for r in ranked]
            assert costs == sorted(costs)
            assert all(r.reason for r in rows[len(ranked) :])
            for r in ranked:
                assert r.usd_per_mtok_p10 <= r.usd_per_mtok <= r.usd_per_mtok_p90
                assert r.tied_from <= r.rank <= r.tied_to
                assert r.stale == 0
            seen += len(ranked)
    assert seen > 50


@pytest.mark.parametrize(
    ("workload", "basis", "words"),
    [
        ("chats", "on_demand", "no workload is called 'chats'; there are .*chat"),
        ("chat", "free", "no price basis is called"),
    ],
)
def test_unknown_words_are_answered_with_the_known_ones(
    session: Session, workload: str, basis: str, words: str
) -> None:
    with pytest.raises(UsageError, match=words):
        rankings(session, workload, basis)


def test_a_past_day_has_a_ranking_of_its_own(built: Path, session: Session) -> None:
    today = {r.product_slug: r.usd_per_mtok for r in rankings(session, "chat")}
    with closing(open_session(built, "2026-11-01")) as past:
        then = {r.product_slug: r for r in rankings(past, "chat")}
        current = {p.offer_id for p in current_prices(past)}
    assert {slug: r.usd_per_mtok for slug, r in then.items()} != today
    assert all(r.offer_id in current for r in then.values() if r.offer_id)
    assert all((r.price_as_of or "") <= "2026-11-01T23:59:59Z" for r in then.values() if r.offer_id)
    with closing(open_session(built, "1999")) as before:
        assert all(r.usd_per_mtok is None for r in rankings(before, "chat"))


def test_current_prices_are_the_last_of_each_history(session: Session) -> None:
    rows = current_prices(session)
    assert len({r.offer_id for r in rows}) == len(rows) > 50
    for row in rows:
        assert price_history(session, row.offer_id)[-1] == widened(PriceRow, row)
        assert row.usd_per_accelerator_hour == row.usd_per_hour / row.count


def test_prices_of_one_product_by_any_name_with_or_without_the_flagged(session: Session) -> None:
    rows = current_prices(session, "H100")
    assert {r.product_slug for r in rows} == {"nvidia/h100"}
    good = [r for r in rows if r.quality == "ok"]
    assert current_prices(session, "nvidia/h100", flagged=False) == good
    hours = [r.usd_per_accelerator_hour for r in good]
    assert hours == sorted(hours)
    with pytest.raises(UsageError):
        current_prices(session, "h1000000")


def test_token_prices_of_one_model(session: Session) -> None:
    rows = token_prices(session)
    one = rows[0].model_slug
    assert token_prices(session, one) == [r for r in rows if r.model_slug == one]
    with pytest.raises(UsageError, match="no model"):
        token_prices(session, "no-such-model")


def test_a_fresh_database_has_no_feeds_and_says_so(session: Session) -> None:
    assert feed_health(session) == newest_articles(session) == search(session, "maia") == []
    told = summary(session)
    assert (told.refresh_started, told.refresh_finished, told.refresh_exit_code) == (None, None, None)
    assert told.counts["product"] > 100
    assert told.counts["entry"] == 0


@pytest.mark.parametrize("words", ['"', "a OR b", "NEAR(", "*", "title:x", "^a", "", "   ", "'", "\x00", "-"])
def test_nothing_typed_into_the_search_is_syntax(session: Session, words: str) -> None:
    assert search(session, words) == []


def test_docs_tell_of_every_view(session: Session) -> None:
    assert {"timeline", "cost_per_token", "entries_fts"} <= {d.object for d in docs(session)}
