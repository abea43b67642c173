"""OpenRouter's list of models and, in the shape that its documentation gives, the endpoints of one."""

from __future__ import annotations

import re
from typing import Any

import pytest
from token_lists import charged, one, only, read, snapshot

from tracker.model.feed import PriceSource
from tracker.model.listing import Wanted
from tracker.prices import connector, openrouter


def a_model(own: str, prompt: str = "0.00000015", completion: str = "0.0000006", **more: Any) -> dict[str, Any]:
    """Synthetic, in the shape of `Model`."""
    return {
        "id": own, "canonical_slug": f"{own}-20260101", "hugging_face_id": None, "name": f"Name of {own}",
        "architecture": {"output_modalities": ["text"]}, "pricing": {"prompt": prompt, "completion": completion}, **more,
    }  # fmt: skip


def an_endpoint(provider: str, tag: str, prompt: str, completion: str, **more: Any) -> dict[str, Any]:
    """Synthetic, in the shape of `PublicEndpoint`."""
    return {
        "name": f"{provider} | openai/gpt-oss-120b", "model_name": "gpt-oss-120b", "provider_name": provider, "tag": tag,
        "quantization": "unknown", "status": 0, "uptime_last_30m": 99.5,
        "pricing": {"prompt": prompt, "completion": completion, "discount": 0}, **more,
    }  # fmt: skip


def endpoints(*rows: Any, part: str = "openai/gpt-oss-120b") -> Any:
    told = {"data": {"id": "openai/gpt-oss-120b", "name": "OpenAI: gpt-oss-120b", "endpoints": list(rows)}}
    return read("openrouter", told, part=part)


def test_the_list_is_asked_for_once() -> None:
    source = PriceSource(
        slug="or", kind="openrouter", url="https://a.example/api/v1/models", mirror="https://b.example/m"
    )
    (ask,) = openrouter.asks(source, Wanted(today="2026-11-25"))
    assert (ask.name, ask.url, ask.mirror) == ("", source.url, source.mirror)


def test_all_models_of_the_snapshot_are_read() -> None:
    told = read("openrouter", snapshot("openrouter/api_v1_models.json"))
    assert (told.rows, len(told.tokens), told.n_faults, told.broken) == (356, 356, 0, "")
    llama = one(told.tokens, model="meta-llama/llama-3.3-70b-instruct")
    assert charged(llama) == (0.1, None, 0.32)
    assert (llama.provider, llama.endpoint, llama.tier) == ("openrouter", "meta-llama/llama-3.3-70b-instruct", "")
    assert llama.names == ("meta-llama/Llama-3.3-70B-Instruct", "Meta: Llama 3.3 70B Instruct")
    assert charged(one(told.tokens, model="deepseek/deepseek-r1-0528")) == (0.5, 0.35, 2.15)


def test_trap_minus_one_is_a_mark_and_zero_is_no_price() -> None:
    told = read("openrouter", snapshot("openrouter/api_v1_models.json"))
    sentinels = only(told.tokens, quality="sentinel")
    assert {t.model for t in sentinels} == {"openrouter/auto", "openrouter/bodybuilder", "openrouter/pareto-code"}
    assert {t.usd_per_mtok_in for t in sentinels} == {-1}
    zeros = only(told.tokens, quality="zero")
    assert len(zeros) == 28
    assert {t.tier for t in told.tokens if t.model.endswith(":free")} == {"free"}
    assert all(t.quality == "zero" for t in only(told.tokens, tier="free"))
    assert not any(t.usd_per_mtok_out <= 0 or t.usd_per_mtok_in <= 0 for t in only(told.tokens, quality="ok"))


def test_trap_a_price_over_100_dollars_is_flagged_even_where_it_is_real() -> None:
    told = read("openrouter", snapshot("openrouter/api_v1_models.json"))
    o1 = one(told.tokens, model="openai/o1-pro")
    assert (charged(o1), o1.quality) == ((150, None, 600), "unit_suspect")
    assert o1.reason == "$600.00 per million tokens is more than $100: perhaps a wrong unit."


def test_prices_come_without_the_noise_of_binary_fractions() -> None:
    told = read("openrouter", {"data": [a_model("a/b", "0.00000029", "0.0000011")]})
    assert charged(told.tokens[0]) == (0.29, None, 1.1)


def test_endpoints_are_asked_for_of_models_known_by_any_of_their_names() -> None:
    rows = [
        a_model("x/by-id"), a_model("x/by-hub", hugging_face_id="Org/Hub-Name"), a_model("x/by-slug"),
        a_model("x/other"), a_model("x/by-id:free", "0", "0", hugging_face_id="Org/Hub-Name"),
        a_model("x/by-hub:thinking", hugging_face_id="Org/Hub-Name"),
    ]  # fmt: skip
    wanted = {"x/by-id", "Org/Hub-Name", "x/by-slug-20260101"}
    told = read("openrouter", {"data": rows}, url="http://127.0.0.1:1/api/v1/models?x=1", is_model=wanted.__contains__)
    assert [(ask.name, ask.url) for ask in told.new_parts] == [
        (own, f"http://127.0.0.1:1/api/v1/models/{own}/endpoints")
        for own in ("x/by-id", "x/by-hub", "x/by-slug", "x/by-hub:thinking")
    ]
    assert len(told.tokens) == 6


def test_never_more_than_100_endpoints_and_none_of_a_name_that_is_no_path() -> None:
    rows = [a_model(f"x/m{n}") for n in range(150)]
    strange = [
        a_model(own) for own in ("../../admin", "x/../y", "no-slash", "https://evil.example/a", "a/b/c", "a/b?c=d")
    ]
    told = read("openrouter", {"data": strange + rows}, is_model=lambda name: True)
    assert len(told.new_parts) == 100
    assert all(re.fullmatch(r"x/m\d+", ask.name) for ask in told.new_parts)


def test_each_provider_of_a_model_is_an_offer_of_its_own() -> None:
    told = endpoints(
        an_endpoint("DeepInfra", "deepinfra/fp4", "0.00000005", "0.00000024", quantization="fp4"),
        an_endpoint("Groq", "groq", "0.00000015", "0.0000006", pricing={
            "prompt": "0.00000015", "completion": "0.0000006", "input_cache_read": "0.000000075"}),
        an_endpoint("SiliconFlow", "siliconflow", "0.00000005", "0.00000045", quantization="fp8"),
    )  # fmt: skip
    assert [(t.provider, t.provider_name, t.model, t.endpoint, t.quality) for t in told.tokens] == [
        ("deepinfra", "DeepInfra", "openai/gpt-oss-120b", "openai/gpt-oss-120b deepinfra/fp4", "ok"),
        ("groq", "Groq", "openai/gpt-oss-120b", "openai/gpt-oss-120b groq", "ok"),
        ("siliconflow", "SiliconFlow", "openai/gpt-oss-120b", "openai/gpt-oss-120b siliconflow fp8", "ok"),
    ]
    assert charged(told.tokens[1]) == (0.15, 0.075, 0.6)
    assert told.tokens[0].names == ("OpenAI: gpt-oss-120b",)


def test_an_endpoint_out_of_order_or_at_a_discount_does_not_rank() -> None:
    told = endpoints(
        an_endpoint("A", "a", "0.0000001", "0.0000002", status=-2),
        an_endpoint("B", "b", "0.0000001", "0.0000002", pricing={
            "prompt": "0.0000001", "completion": "0.0000002", "discount": 0.25}),
        an_endpoint("C", "c", "0", "0", status=-5),
    )  # fmt: skip
    assert [t.quality for t in told.tokens] == ["stale", "unit_suspect", "zero"]
    assert "status is -2" in told.tokens[0].reason
    assert "discount" in told.tokens[1].reason


def test_longer_prompts_and_hours_of_the_day_are_tiers() -> None:
    overrides = [
        {"utc_start": "16:30", "utc_end": "00:30", "prompt": "0.000001"},
        {"min_prompt_tokens": 128000, "prompt": "0.000004", "input_cache_read": "0.0000004"},
        {"min_prompt_tokens": 200000, "completion": "0.00002"},
    ]
    pricing = {"prompt": "0.000002", "completion": "0.00001", "input_cache_read": "0.0000002", "overrides": overrides}
    told = endpoints(an_endpoint("A", "a", "", "", pricing=pricing))
    assert {t.tier: charged(t) for t in told.tokens} == {
        "": (2, 0.2, 10), "over 128k tokens": (4, 0.4, 10), "over 200k tokens": (4, 0.4, 20), "16:30-00:30 UTC": (1, 0.2, 10),
    }  # fmt: skip


@pytest.mark.parametrize("override", [{"region": "eu"}, {"utc_start": 5, "utc_end": 6}, {"min_prompt_tokens": 1e12}, 7])
def test_a_condition_that_is_not_known_is_told_and_the_plain_price_stays(override: Any) -> None:
    pricing = {"prompt": "0.000002", "completion": "0.00001", "overrides": [override]}
    told = endpoints(an_endpoint("A", "a", "", "", pricing=pricing))
    assert [(t.tier, t.quality) for t in told.tokens] == [("", "ok")]
    assert told.n_faults == 1
    assert told.faults[0].startswith("openai/gpt-oss-120b endpoint 1: ")


def test_the_same_endpoint_twice_is_kept_once_and_with_two_prices_flagged() -> None:
    same = an_endpoint("A", "a/fp8", "0.000001", "0.000002")
    dearer = an_endpoint("A", "a/fp8", "0.000001", "0.000003")
    assert [t.quality for t in endpoints(same, same).tokens] == ["ok"]
    for rows in ((same, dearer), (dearer, same)):
        (told,) = endpoints(*rows).tokens
        assert (told.usd_per_mtok_out, told.quality) == (3, "duplicate")
        assert told.reason == "Listed at $1 in, $2 out and at $1 in, $3 out."


def test_a_model_without_endpoints_is_no_fault() -> None:
    told = endpoints()
    assert (told.rows, told.tokens, told.broken, told.fault) == (0, (), "", "")


def test_a_faulty_row_is_told_with_its_model_and_the_others_go_on() -> None:
    rows = [a_model("a/b"), a_model("c/d", prompt="cheap"), 5, a_model("e/f", pricing=None), {"pricing": {}}]
    told = read("openrouter", {"data": rows})
    assert [t.model for t in told.tokens] == ["a/b"]
    assert told.faults == (
        "c/d: prompt 'cheap' is no number", "model 3: 5 is no model", "e/f: pricing is missing", "model 5: id is missing",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("told", "part"),
    [
        ({"data": [a_model("a/b") | {"pricing": None, "pricing_v2": {}}]}, ""),
        ({"models": []}, ""),
        ([], ""),
        ({"data": {"endpoints": {}}}, "a/b"),
        ({"error": {"code": 404}}, "a/b"),
        ({"data": {"endpoints": [{"provider_name": "A", "tag": "a", "cost": {}}]}}, "a/b"),
    ],
)
def test_another_shape_is_no_empty_list(told: Any, part: str) -> None:
    assert read("openrouter", told, part=part).fault == "shape_changed"


def test_the_renamed_key_of_the_snapshot_is_no_empty_list() -> None:
    body = snapshot("openrouter/api_v1_models.json").replace(b'"pricing"', b'"pricing_v2"')
    told = read("openrouter", body)
    assert (told.fault, told.tokens) == ("shape_changed", ())


def test_what_writes_no_text_is_left_out() -> None:
    told = read(
        "openrouter", {"data": [a_model("a/b"), a_model("a/picture", architecture={"output_modalities": ["image"]})]}
    )
    assert ([t.model for t in told.tokens], told.n_faults) == (["a/b"], 0)


def test_credit_is_that_of_the_catalogue() -> None:
    assert connector("openrouter").PUBLISHER == "OpenRouter"
    assert connector("openrouter").TIER == "vendor"
