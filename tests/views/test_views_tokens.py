"""The token market: one row where lists agree, a mark where they do not, nothing free or flagged before a price."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest
from price_sample import LLAMA, put, token

from tracker.model.errors import UsageError
from tracker.model.market import TokenMarketRow
from tracker.paths import migrations_dir
from tracker.prices import litellm
from tracker.store.migrate import open_database
from tracker.views.explain import explain
from tracker.views.session import open_session
from tracker.views.token_names import find_listed
from tracker.views.tokens import disputed_models, sources, token_history, token_market

CROSS = litellm.PUBLISHER
MODEL = "made-up-model-9b"


def market(database: Path, words: str = MODEL, provider: str = "") -> list[TokenMarketRow]:
    with closing(open_session(database)) as session:
        return token_market(session, find_listed(session, words).models, provider)


def told(rows: list[TokenMarketRow]) -> list[tuple[str, float, float, str]]:
    return [(r.provider_slug, r.usd_per_mtok_in, r.usd_per_mtok_out, r.publisher) for r in rows]


def test_lists_that_agree_are_one_row_and_a_providers_own_is_believed(database: Path) -> None:
    put(database, token("groq", 1.0, 2.0, MODEL), publisher="List one")
    put(database, token("groq", 1.0, 2.05, f"maker/{MODEL.upper()}"), publisher="Groq itself", tier="vendor")
    (row,) = market(database)
    assert told([row]) == [("groq", 1.0, 2.05, "Groq itself")]
    assert (row.n_lists, row.disputed) == (2, 0)
    assert "List one: $1.00 in, $2.00 out (t-" in row.others


def test_a_difference_of_more_than_five_per_cent_is_a_dispute(database: Path) -> None:
    put(database, token("groq", 1.0, 2.0, MODEL), publisher="List one")
    put(database, token("groq", 1.0, 2.2, MODEL), publisher="List two")
    (row,) = market(database)
    assert (row.n_lists, row.disputed) == (2, 1)
    with closing(open_session(database)) as session:
        found = explain(session, row.token_offer_id)
        assert len(sources(session, (MODEL,))) == 2
    assert [proof.publisher for proof in found.others] == ["List two"]
    assert "$2.20 out" in found.others[0].states


def test_a_former_price_is_no_dispute(database: Path) -> None:
    put(database, token("groq", 1.0, 2.0, MODEL, observed="2026-01-01"), publisher="List one")
    put(database, token("groq", 0.5, 1.0, MODEL, observed="2026-11-01"), publisher="List two")
    assert [row.disputed for row in market(database)] == [0]
    assert told(market(database)) == [("groq", 0.5, 1.0, "List two")]


def test_the_list_that_cross_checks_gives_a_price_only_where_no_other_has_one(database: Path) -> None:
    put(database, token("groq", 1.0, 2.0, MODEL), publisher="List one")
    put(database, token("groq", 3.0, 4.0, MODEL), token("groq", 0.1, 0.2, MODEL, endpoint="another"),
        token("groq", 0.5, 1.0, MODEL, tier="batch"), token("cerebras", 5.0, 6.0, MODEL), publisher=CROSS)  # fmt: skip
    rows = market(database)
    assert told(rows) == [("groq", 1.0, 2.0, "List one"), ("cerebras", 5.0, 6.0, CROSS), ("groq", 0.5, 1.0, CROSS)]
    assert rows[0].disputed == 1


def test_free_zero_and_flagged_prices_come_last_and_are_named(database: Path) -> None:
    put(database, token("groq", 1.0, 2.0, MODEL), token("cerebras", 0.0, 0.0, MODEL, quality="zero", reason="at $0"),
        token("together", 0.0, 0.0, f"{MODEL}:free", quality="zero", reason="at $0"),
        token("deepinfra", 0.001, 0.001, MODEL, quality="unit_suspect", reason="?"),
        token("fireworks", 0.4, 0.5, MODEL, tier="batch"))  # fmt: skip
    rows = market(database)
    assert [r.provider_slug for r in rows[:2]] == ["groq", "fireworks"]
    assert {r.quality for r in rows[2:]} == {"zero", "unit_suspect"}
    assert [r.provider_slug for r in rows if r.quality == "zero" and r.tier == "free"] == ["together"]


def test_several_endpoints_of_a_provider_stay_apart_and_ids_of_a_list_do_not(database: Path) -> None:
    named = (("zz-own @azure", 1.0), ("zz-own @azure-two", 1.0), ("zz-turbo", 1.5))
    put(database, *(token("microsoft", usd, 2 * usd, LLAMA, endpoint=name) for name, usd in named))
    rows = [r for r in market(database, LLAMA, "microsoft") if r.endpoint.startswith("zz-")]
    assert [(r.usd_per_mtok_in, r.n_lists) for r in rows] == [(1.0, 1), (1.5, 1)]


def test_a_model_is_found_by_any_name_of_a_list(database: Path) -> None:
    put(database, token("groq", 1.0, 2.0, "anthropic/claude-zz-4.5"), token("aws", 1.0, 2.0, "claude-zz-4-5"),
        token("aws", 1.0, 2.0, "claude-zz-4-5-20260101"))  # fmt: skip
    with closing(open_session(database)) as session:
        found = find_listed(session, "Claude zz 4.5")
        assert set(found.models) == {"anthropic/claude-zz-4.5", "claude-zz-4-5"}
        assert (found.catalogued, found.longer) == (False, ("claude-zz-4-5-20260101",))
        assert find_listed(session, "Llama 3.3 70B").models == (LLAMA,)
        with pytest.raises(
            UsageError, match=r"lists have, with so many prices, claude-zz-4\.5 \(2\), claude-zz-4-5-20260101 \(1\)"
        ):
            find_listed(session, "claude-zz")
        with pytest.raises(UsageError, match="did you mean deepseek-r1"):
            find_listed(session, "deepsek r1")
        with pytest.raises(UsageError, match="no model is called ''"):
            find_listed(session, "")


def test_every_price_of_an_offer_is_a_step(database: Path) -> None:
    put(database, token("groq", 1.0, 2.0, MODEL, observed="2026-01-01"), token("groq", 1.0, 1.5, MODEL, observed="2026-02-01"),
        token("groq", 0.8, 1.5, MODEL, observed="2026-03-01"))  # fmt: skip
    with closing(open_session(database)) as session:
        steps = token_history(session, (MODEL,))
    assert [s.change for s in steps] == [None, pytest.approx(-0.25), pytest.approx(-0.2)]
    with closing(open_session(database, "2026-02")) as session:
        assert [s.usd_per_mtok_out for s in token_history(session, (MODEL,))] == [2.0, 1.5]


def test_two_readers_of_one_list_are_one_list_and_the_later_is_believed(database: Path) -> None:
    one = "https://lists.example/one"
    put(database, token("groq", 1.0, 2.0, MODEL, observed="2026-05-01"), publisher="A reader of it", url=one)
    put(database, token("groq", 3.0, 4.0, MODEL), publisher="The list itself", url=one)
    put(database, token("groq", 3.0, 4.0, MODEL), publisher="Second list")
    (row,) = market(database)
    assert (row.usd_per_mtok_in, row.n_lists, row.disputed) == (3.0, 2, 0)
    assert "A reader of it" not in row.others
    with closing(open_session(database)) as session:
        assert [proof.publisher for proof in explain(session, row.token_offer_id).others] == [
            "The list itself" if row.publisher == "Second list" else "Second list"
        ]


def test_a_price_is_as_old_as_its_list(database: Path) -> None:
    put(
        database,
        token("groq", 1.0, 2.0, MODEL),
        token("cerebras", 1.0, 2.0, MODEL, observed="2026-11-01"),
        part="made-up",
    )
    put(database, token("together", 1.0, 2.0, MODEL), publisher="Without a day of its own")
    days = {row.provider_slug: row.price_of for row in market(database)}
    assert days == {"groq": "2026-11-20", "cerebras": "2026-11-01", "together": "2026-11-25"}
    with closing(open_session(database, "2026-11-10")) as session:
        assert [r.price_of for r in token_market(session, (MODEL,))] == ["2026-11-01"]


@pytest.mark.parametrize(("usd", "first"), [(3.0, CROSS), (1.0, "Old list")])
def test_where_lists_differ_one_that_is_far_older_does_not_lead(database: Path, usd: float, first: str) -> None:
    put(database, token("groq", 1.0, 1.0, MODEL), publisher="Old list", tier="vendor", part="old")
    put(database, token("groq", 1.0, usd, MODEL), publisher=CROSS)
    assert [r.publisher for r in market(database)] == ["Old list"], "five days are not far"
    with closing(open_database(database, migrations_dir())) as db:
        db.execute("UPDATE price_list SET published = '2026-05-25' WHERE slug = 'old'")
    (row,) = market(database)
    assert (row.publisher, row.n_lists, row.disputed) == (first, 2, int(usd != 1.0))


def test_models_whose_prices_lists_dispute_are_counted(database: Path) -> None:
    with closing(open_session(database)) as session:
        before = disputed_models(session).get(LLAMA, 0)
    put(database, token("made-up-host", 1.0, 2.0), publisher="List one")
    put(database, token("made-up-host", 2.0, 4.0), publisher="List two")
    with closing(open_session(database)) as session:
        assert disputed_models(session)[LLAMA] == before + 1
