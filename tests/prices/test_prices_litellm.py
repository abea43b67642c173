"""LiteLLM: per token to per million, its unit slips, its many tiers."""

from __future__ import annotations

from typing import Any

import pytest
from token_lists import charged, one, only, read, snapshot


def a_model(provider: str = "groq", read_at: Any = 1.5e-07, written_at: Any = 6e-07, **more: Any) -> dict[str, Any]:
    """Synthetic, in the shape of the list."""
    told = {
        "litellm_provider": provider,
        "mode": "chat",
        "input_cost_per_token": read_at,
        "output_cost_per_token": written_at,
    }
    return {key: value for key, value in (told | more).items() if value is not None}


def test_models_that_write_text_are_read_and_the_sample_is_not() -> None:
    told = read("litellm", snapshot("litellm/model_prices_and_context_window.json"))
    assert (told.rows, told.n_faults, told.broken) == (3500, 0, "")
    assert not only(told.tokens, model="sample_spec")
    groq = one(told.tokens, provider="groq", model="openai/gpt-oss-120b", tier="")
    assert (groq.names, groq.endpoint) == (("groq/openai/gpt-oss-120b",), "openai/gpt-oss-120b")
    assert charged(groq) == (0.15, 0.075, 0.6)
    assert charged(one(told.tokens, provider="sambanova", model="gpt-oss-120b", tier="")) == (0.22, None, 0.59)


def test_trap_prices_per_token_taken_for_others_are_flagged_and_kept() -> None:
    told = read("litellm", snapshot("litellm/model_prices_and_context_window.json"))
    jais = one(told.tokens, provider="azure_ai", model="jais-30b-chat")
    assert (charged(jais), jais.quality) == ((3200, None, 9710), "unit_suspect")
    assert one(told.tokens, provider="watsonx", model="core42/jais-13b-chat").quality == "unit_suspect"
    o1 = one(told.tokens, provider="openai", model="o1-pro", tier="")
    assert (charged(o1), o1.quality) == ((150, None, 600), "unit_suspect")
    assert all(0 < t.usd_per_mtok_out <= 100 for t in only(told.tokens, quality="ok"))


def test_trap_a_provider_a_hundred_thousand_times_too_dear_is_flagged() -> None:
    told = read(
        "litellm", {"wandb/openai/gpt-oss-120b": a_model("wandb", 0.015, 0.06), "groq/a": a_model("groq", 1e-12, 4e-12)}
    )
    assert [(t.usd_per_mtok_out, t.quality) for t in told.tokens] == [(60000, "unit_suspect"), (4e-6, "unit_suspect")]


def test_only_chat_completion_and_responses_count() -> None:
    modes = ("chat", "completion", "responses", "embedding", "image_generation", "rerank", None)
    told = read("litellm", {f"groq/{mode}": a_model(mode=mode) for mode in modes} | {"sample_spec": a_model()})
    assert ([t.model for t in told.tokens], told.rows) == (["chat", "completion", "responses"], 3)


@pytest.mark.parametrize(
    ("key", "provider", "model"),
    [
        ("groq/openai/gpt-oss-120b", "groq", "openai/gpt-oss-120b"),
        ("vertex_ai/openai/gpt-oss-120b-maas", "vertex_ai-openai_models", "openai/gpt-oss-120b-maas"),
        ("amazon-nova/nova", "amazon_nova", "nova"),
        ("openai.gpt-oss-120b-1:0", "bedrock_converse", "openai.gpt-oss-120b-1:0"),
        ("bedrock/us-gov-west-1/openai.gpt-oss-120b-1:0", "bedrock", "us-gov-west-1/openai.gpt-oss-120b-1:0"),
        ("openai/gpt-oss-120b", "groq", "openai/gpt-oss-120b"),
    ],
)
def test_the_providers_own_name_comes_without_litellms_prefix(key: str, provider: str, model: str) -> None:
    (told,) = read("litellm", {key: a_model(provider)}).tokens
    assert (told.provider, told.model, told.endpoint) == (provider, model, model)
    assert told.names == ((key,) if key != model else ())


def test_batch_priority_flex_and_long_prompts_are_tiers() -> None:
    told = read("litellm", snapshot("litellm/model_prices_and_context_window.json"))
    gpt = only(told.tokens, provider="azure", model="gpt-5.4")
    assert {t.tier: charged(t) for t in gpt} == {
        "": (2.5, 0.25, 15), "over 272k tokens": (5, 0.5, 22.5), "batch": (1.25, 0.13, 7.5), "flex": (1.25, None, 7.5),
        "priority": (5, 0.5, 30), "priority, over 272k tokens": (10, 1, 45), "batch, over 272k tokens": (2.5, 0.25, 11.25),
        "flex, over 272k tokens": (2.5, 0.25, 11.25),
    }  # fmt: skip


def test_ranges_and_hours_are_tiers_too() -> None:
    steps = [
        {"range": [0, 32000.0], "input_cost_per_token": 3e-07, "output_cost_per_token": 1.5e-06},
        {"range": [32000.0, 128000.0], "input_cost_per_token": 5e-07, "output_cost_per_token": 2.5e-06},
    ]
    hours = {"input_cost_per_token": 1e-07, "output_cost_per_token": 2e-07, "windows": []}
    told = read(
        "litellm", {"a": a_model("q", None, None, tiered_pricing=steps), "b": a_model("q", off_peak_pricing=hours)}
    )
    assert {(t.model, t.tier): charged(t) for t in told.tokens} == {
        ("a", ""): (0.3, None, 1.5), ("a", "over 32k tokens"): (0.5, None, 2.5),
        ("b", ""): (0.15, None, 0.6), ("b", "off-peak"): (0.1, None, 0.2),
    }  # fmt: skip


def test_one_model_under_two_keys_counts_once_and_a_free_entry_does_not_win() -> None:
    free = a_model("gemini", 0, 0)
    told = read("litellm", {"gemini/x": free, "x": a_model("gemini", 3e-07, 2.5e-06), "gemini/y": free, "y": free})
    assert [(t.model, t.usd_per_mtok_out, t.quality) for t in told.tokens] == [("x", 2.5, "ok"), ("y", 0, "zero")]


def test_models_without_a_price_per_token_count_and_are_no_fault() -> None:
    told = read("litellm", {"a": a_model(), "b": a_model(read_at=None, written_at=None), "c": a_model(read_at=None)})
    assert (told.rows, [t.model for t in told.tokens], told.n_faults) == (3, ["a"], 0)


def test_a_faulty_model_is_told_with_its_key_and_the_others_go_on() -> None:
    bad = {"b": a_model(read_at="x"), "c": a_model(litellm_provider=5), "d": 7, "e": a_model(tiered_pricing=[{}, 3])}
    told = read("litellm", {"a": a_model()} | bad | {"f": a_model(written_at=99)})
    assert [t.model for t in told.tokens] == ["a"]
    assert [fault.partition(":")[0] for fault in told.faults] == ["b", "c", "d", "e", "f"]


@pytest.mark.parametrize("told", [[], {"a": {"mode": "chat", "litellm_provider": "x", "cost": 1}}, {"a": 5}])
def test_another_shape_is_no_empty_list(told: Any) -> None:
    assert read("litellm", told).fault == "shape_changed"


@pytest.mark.parametrize("key", [b'"input_cost_per_token"', b'"output_cost_per_token"', b'"litellm_provider"'])
def test_the_renamed_key_of_the_snapshot_is_no_list_of_tiers_alone(key: bytes) -> None:
    body = snapshot("litellm/model_prices_and_context_window.json").replace(key, key[:-1] + b'_v2"')
    told = read("litellm", body)
    assert (told.fault, told.tokens) == ("shape_changed", ())
