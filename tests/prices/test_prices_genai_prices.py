"""genai-prices: days on which prices changed, hours of the day, tiers, and the version that is no longer kept."""

from __future__ import annotations

from typing import Any

import pytest
from token_lists import charged, one, only, read, snapshot

from tracker.prices import genai_prices

FROZEN_URL = "https://raw.githubusercontent.com/pydantic/genai-prices/refs/heads/main/prices/data_slim.json"


def a_list(prices: Any, own: str = "m", provider: str = "openai") -> list[dict[str, Any]]:
    """Synthetic, in the shape of v2/data.json."""
    return [{"id": provider, "name": "OpenAI", "models": [{"id": own, "name": "Model M", "prices": prices}]}]


def held(told: Any) -> list[tuple[str, float, float, str | None, str]]:
    return [(t.tier, t.usd_per_mtok_in, t.usd_per_mtok_out, t.valid_from, t.seen) for t in told.tokens]


def test_every_model_of_the_second_version_is_read() -> None:
    told = read("genai_prices", snapshot("genai-prices/v2_data.json"))
    assert (told.rows, told.n_faults, told.broken, told.frozen) == (1466, 0, "", "")
    assert charged(one(told.tokens, provider="cerebras", model="llama-3.3-70b")) == (0.85, None, 1.2)
    assert len({t.model for t in only(told.tokens, provider="groq")}) == 29
    assert {t.quality for t in told.tokens} == {"ok", "unit_suspect", "duplicate"}
    assert one(told.tokens, provider="openai", model="gpt-oss-120b").quality == "duplicate"


def test_the_price_before_a_change_is_history_and_the_one_after_it_is_dated() -> None:
    told = read("genai_prices", snapshot("genai-prices/v2_data.json"))
    o3 = only(told.tokens, provider="openai", model="o3")
    assert [(charged(t), t.valid_from, t.seen) for t in o3] == [
        ((10, 0.5, 40), None, "2025-06-09"), ((2, 0.5, 8), "2025-06-10", ""),
    ]  # fmt: skip


def test_a_price_of_a_day_to_come_is_told_and_is_not_the_price_of_today() -> None:
    prices = [
        {"prices": {"input_mtok": 1, "output_mtok": 2}},
        {"constraint": {"start_date": "2026-01-01"}, "prices": {"input_mtok": 3, "output_mtok": 4}},
        {"constraint": {"start_date": "2026-06-01"}, "prices": {"input_mtok": 5, "output_mtok": 6}},
        {"constraint": {"start_date": "2027-01-01"}, "prices": {"input_mtok": 7, "output_mtok": 8}},
    ]
    assert held(read("genai_prices", a_list(prices), today="2026-11-25")) == [
        ("", 1, 2, None, "2025-12-31"), ("", 3, 4, "2026-01-01", "2026-01-01"), ("", 5, 6, "2026-06-01", ""),
        ("from 2027-01-01", 7, 8, "2027-01-01", ""),
    ]  # fmt: skip
    assert held(read("genai_prices", a_list(prices), today="2027-01-01"))[2:] == [
        ("", 5, 6, "2026-06-01", "2026-06-01"), ("", 7, 8, "2027-01-01", ""),
    ]  # fmt: skip


def test_a_price_of_some_hours_is_never_the_price_of_the_day() -> None:
    told = read("genai_prices", snapshot("genai-prices/v2_data.json"))
    chat = only(told.tokens, provider="deepseek", model="deepseek-chat")
    assert {t.tier: charged(t) for t in chat} == {
        "outside 00:30-16:30 UTC": (0.135, 0.035, 0.55), "00:30-16:30 UTC": (0.27, 0.07, 1.1),
    }  # fmt: skip


def test_longer_prompts_are_tiers_each_price_with_its_own_thresholds() -> None:
    prices = {
        "input_mtok": {"base": 1, "tiers": [{"start": 128000, "price": 2}, {"start": 200000, "price": 3}]},
        "output_mtok": {"base": 10, "tiers": [{"start": 200000, "price": 30}]}, "cache_read_mtok": 0.5,
    }  # fmt: skip
    told = read("genai_prices", a_list(prices))
    assert {t.tier: charged(t) for t in told.tokens} == {
        "": (1, 0.5, 10), "over 128k tokens": (2, 0.5, 10), "over 200k tokens": (3, 0.5, 30),
    }  # fmt: skip


def test_tiers_that_ended_are_history() -> None:
    told = read("genai_prices", snapshot("genai-prices/v2_data.json"))
    opus = only(told.tokens, provider="anthropic", model="claude-opus-4-6")
    assert [(t.tier, t.usd_per_mtok_in, t.valid_from, t.seen) for t in opus] == [
        ("", 5, None, "2026-03-12"), ("over 200k tokens", 10, None, "2026-03-12"), ("", 5, "2026-03-13", ""),
    ]  # fmt: skip


def test_trap_the_first_version_is_frozen_and_all_its_prices_are_stale() -> None:
    told = read("genai_prices", snapshot("genai-prices/v1_data_slim_FROZEN.json"), url=FROZEN_URL)
    assert "frozen" in told.frozen
    assert told.tokens
    assert {(t.quality, t.reason) for t in told.tokens} == {("stale", told.frozen)}


@pytest.mark.parametrize(
    ("url", "frozen"),
    [
        (genai_prices.URL, False),
        (
            "http://127.0.0.1:1/raw.githubusercontent.com/pydantic/genai-prices/refs/heads/main/prices/data.json?x=1",
            True,
        ),
        ("https://mirror.example/v2_data.json", False),
        (FROZEN_URL, True),
    ],
)
def test_the_version_is_told_by_its_path(url: str, frozen: bool) -> None:
    told = read("genai_prices", a_list({"input_mtok": 1, "output_mtok": 2}), url=url)
    assert (bool(told.frozen), told.tokens[0].quality) == (frozen, "stale" if frozen else "ok")


def test_free_models_and_embeddings_count_and_are_no_fault() -> None:
    told = read("genai_prices", a_list({"input_mtok": 1, "output_mtok": 2}) + a_list({}) + a_list({"input_mtok": 1}))
    assert (told.rows, len(told.tokens), told.n_faults) == (3, 1, 0)


@pytest.mark.parametrize(
    "prices",
    [
        5, [5], [{"prices": 5}], {"input_mtok": "x", "output_mtok": 1}, {"input_mtok": {"base": 1, "tiers": 5}, "output_mtok": 1},
        {"input_mtok": {"base": 1, "tiers": [{"start": "x", "price": 1}]}, "output_mtok": 1},
        [{"constraint": {"start_date": "soon"}, "prices": {}}], [{"constraint": {"start_date": "2026-02-30"}, "prices": {}}],
        [{"constraint": {"region": "eu"}, "prices": {}}], [{"constraint": {"start_time": 5, "end_time": 6}, "prices": {}}],
    ],
)  # fmt: skip
def test_a_faulty_model_is_told_with_its_place_and_the_others_go_on(prices: Any) -> None:
    told = read("genai_prices", a_list(prices, "bad") + a_list({"input_mtok": 1, "output_mtok": 2}, "good"))
    assert [t.model for t in told.tokens] == ["good"]
    assert told.n_faults == 1
    assert told.faults[0].startswith("openai bad: ")


@pytest.mark.parametrize("told", [{}, [{"id": "x"}], [5], a_list({"input_mtok_v2": 1, "output_mtok": 2})])
def test_another_shape_is_no_empty_list(told: Any) -> None:
    assert read("genai_prices", told).fault == "shape_changed"


@pytest.mark.parametrize("key", [b'"input_mtok"', b'"output_mtok"', b'"models"', b'"prices"'])
def test_the_renamed_key_of_the_snapshot_is_no_empty_list(key: bytes) -> None:
    body = snapshot("genai-prices/v2_data.json").replace(key, key[:-1] + b'_v2"')
    told = read("genai_prices", body)
    assert (told.fault, told.tokens) == ("shape_changed", ())
