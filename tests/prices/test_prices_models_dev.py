"""models.dev: all offers of one model, tiers, modes, what is no price."""

from __future__ import annotations

from typing import Any

import pytest
from token_lists import charged, one, only, read, snapshot


def a_list(*models: dict[str, Any], provider: str = "groq", name: str = "Groq") -> dict[str, Any]:
    """Synthetic, in the shape of api.json."""
    return {provider: {"id": provider, "name": name, "models": {model["id"]: model for model in models}}}


def a_model(own: str, cost: Any, **more: Any) -> dict[str, Any]:
    return {"id": own, "name": own.upper(), "modalities": {"input": ["text"], "output": ["text"]}, "cost": cost, **more}


def test_every_model_of_the_snapshot_is_read() -> None:
    told = read("models_dev", snapshot("models.dev/api.json"))
    assert (told.rows, told.n_faults, told.broken) == (5276, 0, "")
    assert {"siliconflow", "siliconflow-cn", "groq", "cerebras", "amazon-bedrock", "azure"} <= {
        t.provider for t in told.tokens
    }
    groq = one(told.tokens, provider="groq", model="openai/gpt-oss-120b")
    assert (groq.provider_name, groq.endpoint, charged(groq)) == ("Groq", "openai/gpt-oss-120b", (0.15, 0.075, 0.6))
    assert charged(one(told.tokens, provider="cerebras", model="gpt-oss-120b")) == (0.35, None, 0.75)
    assert charged(one(told.tokens, provider="siliconflow", model="zai-org/GLM-5")) == (0.95, 0.2, 2.55)


def test_trap_gpt_oss_120b_has_50_offers_and_its_free_ones_are_not_the_cheapest() -> None:
    told = read("models_dev", snapshot("models.dev/api.json"))
    offers = [t for t in told.tokens if "gpt-oss-120b" in t.model.lower() and t.tier == ""]
    assert len(offers) == 50
    assert {t.provider for t in offers if t.quality == "zero"} == {"cortecs", "nvidia", "openrouter", "privatemode-ai"}
    outs = [t.usd_per_mtok_out for t in offers if t.quality == "ok"]
    assert (len(outs), min(outs), max(outs)) == (46, 0.1, 4.2)


def test_two_deployments_of_one_model_at_one_provider_are_told_apart() -> None:
    told = read("models_dev", snapshot("models.dev/api.json"))
    nebius = [t for t in told.tokens if t.provider == "nebius" and "gpt-oss-120b" in t.model]
    assert {t.endpoint: t.usd_per_mtok_out for t in nebius} == {
        "openai/gpt-oss-120b": 0.6,
        "openai/gpt-oss-120b-fast": 0.5,
    }


def test_trap_tiers_over_200k_tokens_are_rows_of_their_own() -> None:
    told = read("models_dev", snapshot("models.dev/api.json"))
    opus = only(told.tokens, provider="302ai", model="claude-opus-4-7")
    assert {t.tier: charged(t) for t in opus} == {"": (5, 0.5, 25), "over 200k tokens": (10, 1, 37.5)}
    assert len(only(told.tokens, tier="over 200k tokens")) == 103
    assert {t.tier for t in told.tokens} >= {
        "over 32k tokens",
        "over 128k tokens",
        "over 256k tokens",
        "over 272k tokens",
    }


def test_faster_modes_are_tiers() -> None:
    mode = {"cost": {"input": 5, "output": 30}, "provider": {"body": {"service_tier": "priority"}}}
    fast = {"cost": {"input": 6, "output": 36}, "provider": {"body": {"speed": "fast"}}}
    model = a_model("gpt", {"input": 2.5, "output": 15}, experimental={"modes": {"quick": mode, "fast": fast}})
    told = read("models_dev", a_list(model))
    assert {t.tier: charged(t) for t in told.tokens} == {
        "": (2.5, None, 15), "priority": (5, None, 30), "fast": (6, None, 36),
    }  # fmt: skip


def test_the_old_key_of_the_long_tier_gives_no_second_row() -> None:
    step = {"input": 2, "output": 20}
    both = a_model(
        "m", {"input": 1, "output": 10, "tiers": [step | {"tier": {"size": 200_000}}], "context_over_200k": step}
    )
    apart = a_model("n", {"input": 1, "output": 10, "context_over_200k": {"input": 3, "output": 20}})
    told = read("models_dev", a_list(both, apart))
    assert [(t.model, t.tier, t.usd_per_mtok_in) for t in told.tokens] == [
        ("m", "", 1), ("m", "over 200k tokens", 2), ("n", "", 1), ("n", "over 200k tokens", 3),
    ]  # fmt: skip


def test_models_without_a_cost_count_and_are_no_fault() -> None:
    picture = a_model("p", {"input": 1, "output": 2}, modalities={"output": ["image"]})
    told = read("models_dev", a_list(a_model("a", {"input": 1, "output": 2}), a_model("b", None), picture))
    assert (told.rows, len(told.tokens), told.n_faults) == (3, 1, 0)


def test_cached_input_goes_by_three_names_and_zero_is_none() -> None:
    costs = [{"cache_read": 0.1}, {"cached_input": 0.2}, {"cache_input": 0.3}, {"cache_read": 0}]
    rows = [a_model(f"m{n}", {"input": 1, "output": 2, **cost}) for n, cost in enumerate(costs)]
    told = read("models_dev", a_list(*rows))
    assert [t.usd_per_mtok_cached_in for t in told.tokens] == [0.1, 0.2, 0.3, None]


@pytest.mark.parametrize(
    ("cost", "quality", "words"),
    [
        ((0, 0), "zero", "Listed at $0"), ((0.1, 0), "zero", "The output is listed at $0"), ((0, 1), "zero", "The input"),
        ((150, 600), "unit_suspect", "$600.00 per million tokens is more than $100"),
        ((0.0002, 0.0006), "unit_suspect", "$0.0006 per million tokens is less than $0.001"),
        ((0.0002, 0.2), "ok", ""), ((100, 100), "ok", ""), ((-1, -1), "sentinel", "The list prints -1"),
    ],
)  # fmt: skip
def test_prices_that_cannot_be_compared_are_kept_with_their_reason(
    cost: tuple[float, float], quality: str, words: str
) -> None:
    (told,) = read("models_dev", a_list(a_model("m", {"input": cost[0], "output": cost[1]}))).tokens
    assert (told.usd_per_mtok_in, told.usd_per_mtok_out, told.quality) == (*cost, quality)
    assert told.reason.startswith(words)


@pytest.mark.parametrize(
    "cost",
    [
        5, {"input": 1}, {"input": "x", "output": 1}, {"input": [], "output": 1}, {"input": 1e300, "output": 1},
        {"input": 1, "output": True},
    ],
)  # fmt: skip
def test_a_faulty_model_is_told_with_its_place_and_the_others_go_on(cost: Any) -> None:
    told = read("models_dev", a_list(a_model("bad", cost), a_model("good", {"input": 1, "output": 2})))
    assert [t.model for t in told.tokens] == ["good"]
    assert told.n_faults == 1
    assert told.faults[0].startswith("groq bad: ")


@pytest.mark.parametrize(
    "tiers", [[{"tier": {"type": "region"}, "input": 1, "output": 1}], 5, [{"tier": {"size": "x"}}]]
)
def test_a_tier_that_is_not_understood_does_not_take_the_plain_price_along(tiers: Any) -> None:
    told = read("models_dev", a_list(a_model("m", {"input": 1, "output": 2, "tiers": tiers})))
    assert ([t.tier for t in told.tokens], told.n_faults) == ([""], 1)


def test_a_provider_without_models_is_told_and_the_others_go_on() -> None:
    told = read("models_dev", {"x": 5} | a_list(a_model("m", {"input": 1, "output": 2})))
    assert (len(told.tokens), told.faults) == (1, ("x: has no models",))


@pytest.mark.parametrize(
    "told", [[], {"groq": {"prices": {}}}, a_list({"id": "m", "cost_v2": {"input": 1, "output": 2}})]
)
def test_another_shape_is_no_empty_list(told: Any) -> None:
    assert read("models_dev", told).fault == "shape_changed"


@pytest.mark.parametrize("key", [b'"cost"', b'"input"', b'"output"', b'"models"'])
def test_the_renamed_key_of_the_snapshot_is_no_empty_list(key: bytes) -> None:
    body = snapshot("models.dev/api_trimmed.json").replace(key, key[:-1] + b'_v2"')
    told = read("models_dev", body)
    assert (told.fault, told.tokens) == ("shape_changed", ())
