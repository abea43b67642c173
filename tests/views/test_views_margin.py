"""Margins: the market's price beside the ranking's cost, from sound prices alone."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from statistics import median

import pytest
from price_sample import LLAMA, offer, put, token

from tracker.model.errors import UsageError
from tracker.model.margin import Margin
from tracker.views.margin import API_SPEED_ONLY, CLASSES, NOT_KNOWN, class_margins, margins
from tracker.views.rankings import rankings
from tracker.views.session import open_session

FREE = "mixtral-8x7b"
"""A model of the catalogue that no standard load has."""


def of(database: Path, model: str = LLAMA, workload: str = "chat", basis: str = "on_demand") -> dict[str, Margin]:
    with closing(open_session(database)) as session:
        return {m.provider_slug: m for m in margins(session, model, workload, basis)}


def test_a_margin_is_of_the_cheapest_sound_price_and_the_first_of_the_ranking(database: Path) -> None:
    put(database, token("made-up-host", 1.0, 3.0), token("made-up-host", 0.5, 1.5, endpoint="cheaper"),
        token("made-up-host", 0.1, 0.1, tier="batch"),
        token("made-up-host", 0.001, 0.001, endpoint="slip", quality="unit_suspect", reason="?"))  # fmt: skip
    one = of(database)["made-up-host"]
    with closing(open_session(database)) as session:
        best = rankings(session, "chat")[0]
    assert (one.usd_per_mtok, one.endpoint) == (1.0, "cheaper")
    assert (one.cost_usd_per_mtok, one.product_slug, one.ranking_id) == (
        best.usd_per_mtok,
        best.product_slug,
        best.ranking_id,
    )
    assert best.usd_per_mtok_p90 is not None
    assert one.margin == 1 - best.usd_per_mtok / 1.0
    assert one.margin_p10 == 1 - best.usd_per_mtok_p90 / 1.0
    assert (one.token_price_as_of, one.hardware_price_as_of) == ("2026-11-25T12:00:00Z", best.price_as_of)
    assert (one.workload, one.utilisation, one.isl, one.osl) == ("chat", 0.6, 1024, 1024)


def test_there_is_no_margin_of_a_flagged_price(database: Path) -> None:
    put(database, token("made-up-host", 0.0, 0.0, quality="zero", reason="at $0"))
    one = of(database)["made-up-host"]
    assert (one.usd_per_mtok, one.margin) == (None, None)
    assert one.reason == "no sound price: at $0"


def test_cached_input_counts_by_the_share_of_the_load(database: Path) -> None:
    put(database, token("made-up-host", 1.0, 2.0, "gpt-oss-120b", usd_per_mtok_cached_in=0.1))
    one = of(database, "gpt-oss-120b", "agentic")["made-up-host"]
    assert one.cached_fraction == 0.9
    assert one.usd_per_mtok == pytest.approx((32768 * (0.1 * 1.0 + 0.9 * 0.1) + 512 * 2.0) / (32768 + 512))


def test_classes_follow_what_the_catalogue_knows_of_a_provider(database: Path) -> None:
    put(
        database,
        *(token(slug, 1.0, 2.0) for slug in ("meta", "aws", "nebius", "groq", "cerebras", "together", "made-up-host")),
    )
    found = {slug: one.provider_class for slug, one in of(database).items()}
    assert [found[s] for s in ("meta", "aws", "nebius", "groq", "together", "made-up-host")] == [
        "maker", "hyperscaler", "GPU cloud", "own chips", "platform", "platform",
    ]  # fmt: skip
    assert of(database, "gpt-oss-120b", "long-context").get("meta") is None


def test_who_makes_chips_without_a_cost_has_no_margin_and_says_so(database: Path) -> None:
    put(database, token("groq", 1.0, 2.0), token("nvidia", 1.0, 2.0, endpoint="zz"))
    found = of(database)
    assert (found["groq"].margin, found["groq"].reason) == (None, API_SPEED_ONLY)
    assert found["groq"].usd_per_mtok is not None
    assert found["nvidia"].product_slug.startswith("nvidia/")
    assert found["nvidia"].margin is not None


def test_a_class_has_the_range_of_its_prices_and_the_margin_at_the_middle(database: Path) -> None:
    put(database, *(token(f"made-up-{n}", usd, usd) for n, usd in enumerate((0.5, 1.0, 4.0))))
    with closing(open_session(database)) as session:
        rows = margins(session, LLAMA, "chat")
    for one in class_margins(rows):
        own = [r for r in rows if r.provider_class == one.provider_class]
        prices = [r.usd_per_mtok for r in own if r.usd_per_mtok is not None]
        assert (one.n_providers, one.n_priced) == (len(own), len(prices))
        assert (one.usd_per_mtok_low, one.usd_per_mtok_high) == (min(prices, default=None), max(prices, default=None))
        if prices and one.cost_usd_per_mtok is not None:
            assert one.margin_median == 1 - one.cost_usd_per_mtok / median(prices)
            assert one.margin_median_p10 <= one.margin_median <= one.margin_median_p90  # type: ignore[operator]
    assert [c.provider_class for c in class_margins(rows)] == [
        k for k in CLASSES if any(r.provider_class == k for r in rows)
    ]


def test_a_model_of_no_standard_load_is_computed_in_one(database: Path) -> None:
    put(database, token("made-up-host", 1.0, 2.0, FREE))
    one = of(database, FREE, "batch")["made-up-host"]
    assert (one.workload, one.utilisation, one.ranking_id) == (f"{FREE} in batch", 0.9, "")
    assert one.cost_usd_per_mtok is not None
    assert one.margin is not None


def test_the_price_basis_moves_the_cost(database: Path) -> None:
    put(database, token("made-up-host", 1.0, 2.0))
    spot, demand = of(database, basis="spot")["made-up-host"], of(database)["made-up-host"]
    assert spot.usd_per_mtok == demand.usd_per_mtok
    assert spot.cost_usd_per_mtok != demand.cost_usd_per_mtok
    assert of(database, basis="reserved_1y")["made-up-host"].reason.startswith("no accelerator has a cost")


@pytest.mark.parametrize(
    ("model", "workload", "basis", "words"),
    [
        ("nope-9", "", "on_demand", "no model is called"),
        ("", "chatt", "on_demand", "did you mean chat"),
        ("", "", "free", "no price basis"),
    ],
)
def test_unknown_names_are_told(database: Path, model: str, workload: str, basis: str, words: str) -> None:
    with closing(open_session(database)) as session, pytest.raises(UsageError, match=words):
        margins(session, model, workload, basis)


def test_the_past_has_margins_of_its_own(database: Path) -> None:
    put(database, token("made-up-host", 1.0, 2.0, observed="2026-09-20"), token("made-up-host", 2.0, 4.0))
    with closing(open_session(database, "2026-10")) as session:
        one = next(m for m in margins(session, LLAMA, "chat") if m.provider_slug == "made-up-host")
    assert one.usd_per_mtok == 1.5
    assert one.hardware_price_as_of <= "2026-10-31T23:59:59Z"


def test_a_model_that_only_lists_have_shows_its_prices_and_why_there_is_no_cost(database: Path) -> None:
    put(database, token("anthropic", 1.0, 3.0, "anthropic/claude-zz-9"), token("aws", 2.0, 4.0, "claude-zz-9"))
    found = of(database, "Claude zz 9")
    assert {slug: (m.usd_per_mtok, m.margin, m.reason) for slug, m in found.items()} == {
        "anthropic": (2.0, None, NOT_KNOWN), "aws": (3.0, None, NOT_KNOWN),
    }  # fmt: skip
    assert (found["anthropic"].provider_class, found["aws"].provider_class) == ("maker", "hyperscaler")
    assert len({m.model_slug for m in found.values()}) == 1


def test_who_rents_out_accelerators_is_a_cloud_and_chips_in_no_ranking_are_not_what_one_serves_on(
    database: Path,
) -> None:
    put(database, token("made-up-host", 1.0, 2.0), token("ibm", 1.0, 2.0), token("groq", 1.0, 2.0))
    before = of(database)
    assert (before["made-up-host"].provider_class, before["ibm"].provider_class) == ("platform", "platform")
    put(database, offer(3.0, "2026-11-25", provider="made-up-host"), offer(3.0, "2026-11-25", provider="ibm"))
    after = of(database)
    assert (after["made-up-host"].provider_class, after["ibm"].provider_class) == ("GPU cloud", "hyperscaler")
    assert after["groq"].provider_class == "own chips"


def test_old_prices_say_so_and_of_how_many_the_cost_is_the_cheapest(database: Path) -> None:
    put(
        database, token("made-up-host", 1.0, 2.0), token("made-up-old", 1.0, 2.0, observed="2026-02-01"), part="made-up"
    )
    found = of(database, basis="owned")
    assert (found["made-up-host"].token_price_as_of, found["made-up-host"].token_price_age) == ("2026-11-20", "")
    assert found["made-up-old"].token_price_age == "10 months old"
    assert found["made-up-host"].hardware_price_age == "8 months old"
    with closing(open_session(database)) as session:
        ranked = [r for r in rankings(session, "chat", "owned") if r.usd_per_mtok is not None]
    assert found["made-up-host"].n_ranked == len(ranked) > 1
