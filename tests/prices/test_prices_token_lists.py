"""What holds for all token price lists: hostile answers, cost of reading, agreement between lists."""

from __future__ import annotations

import json
import random
import subprocess
import sys
import time
import unicodedata
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from token_lists import FILES, SNAPSHOTS, TODAY, one, read, snapshot

from tracker.model.listing import Ask, ListedToken, ReadList, Wanted
from tracker.model.words import PriceKind
from tracker.prices import connector, parse

ENDPOINT = {
    "provider_name": "Groq", "tag": "groq", "quantization": "fp8", "status": 0,
    "pricing": {"prompt": "0.1", "completion": "0.2", "input_cache_read": "0.05", "discount": 0, "overrides": [
        {"min_prompt_tokens": 5, "prompt": "1"}, {"utc_start": "00:00", "utc_end": "01:00", "prompt": "2"}]},
}  # fmt: skip
SOUND: list[tuple[PriceKind, str, Any]] = [
    ("openrouter", "", {"data": [{
        "id": "a/b", "canonical_slug": "a/c", "hugging_face_id": "A/B", "name": "B", "pricing": ENDPOINT["pricing"],
        "architecture": {"output_modalities": ["text"]}}]}),
    ("openrouter", "a/b", {"data": {"id": "a/b", "name": "B", "endpoints": [ENDPOINT]}}),
    ("models_dev", "", {"groq": {"name": "Groq", "models": {"a": {
        "name": "A", "modalities": {"output": ["text"]},
        "cost": {"input": 1, "output": 2, "cache_read": 0.5, "context_over_200k": {"input": 2, "output": 3},
                 "tiers": [{"tier": {"type": "context", "size": 9}, "input": 1, "output": 2}]},
        "experimental": {"modes": {"fast": {"cost": {"input": 1, "output": 2}, "provider": {"body": {"service_tier": "x"}}}}},
    }}}}),
    ("litellm", "", {"groq/a": {
        "mode": "chat", "litellm_provider": "groq", "input_cost_per_token": 1e-6, "output_cost_per_token": 2e-6,
        "input_cost_per_token_above_200k_tokens_flex": 1e-6, "output_cost_per_token_above_200k_tokens_flex": 1e-6,
        "tiered_pricing": [{"range": [5, 9], "input_cost_per_token": 1e-6, "output_cost_per_token": 1e-6}],
        "off_peak_pricing": {"input_cost_per_token": 1e-6, "output_cost_per_token": 1e-6}}}),
    ("genai_prices", "", [{"id": "openai", "name": "O", "models": [{"id": "m", "name": "M", "prices": [
        {"prices": {"input_mtok": {"base": 1, "tiers": [{"start": 5, "price": 2}]}, "output_mtok": 1}},
        {"constraint": {"start_date": "2026-01-01"}, "prices": {"input_mtok": 1, "output_mtok": 1}},
        {"constraint": {"start_time": "00:30:00Z", "end_time": "16:30:00Z"}, "prices": {"input_mtok": 1, "output_mtok": 1}},
    ]}]}]),
]  # fmt: skip
HOSTILE: list[Any] = [
    None, True, -1, 0, 10**400, 1e308, -1e308, "", "x", "\x1b[31m\u202ered", "a\nb", "9" * 5000, "NaN", "1e999", [], {}, [[]],
    {"": {}}, [None], [{}], "M" * 10**6, "0000-00-00", "2026-13-40", "99:99", {"base": "x"}, {"tiers": [5]}, "\ud800",
]  # fmt: skip


def at(told: Any) -> list[tuple[Any, Any]]:
    """Every place of a document: (what holds it, key or index)."""
    found: list[tuple[Any, Any]] = []
    keys = list(told) if isinstance(told, dict) else list(range(len(told))) if isinstance(told, list) else []
    for key in keys:
        found += [(told, key), *at(told[key])]
    return found


def check(told: Any) -> None:
    """What is safe to store: finite numbers, names on one line without controls, no endless text."""
    assert isinstance(told, ReadList)
    assert bool(told.broken) == bool(told.fault)
    assert not (told.broken and told.tokens)
    for token in told.tokens:
        assert isinstance(token, ListedToken)
        words = [
            token.provider,
            token.provider_name,
            token.model,
            *token.names,
            token.endpoint,
            token.tier,
            token.reason,
        ]
        for text in [*words, *told.faults, token.valid_from or "", token.seen]:
            assert len(text) <= 700
            assert not any(unicodedata.category(c) in ("Cc", "Cf", "Cs") for c in text)
        for usd in (token.usd_per_mtok_in, token.usd_per_mtok_out, token.usd_per_mtok_cached_in or 0.0):
            assert abs(usd) <= 1e7
        assert token.provider
        assert token.model
        assert (token.quality == "ok") == (token.reason == "")
        if token.quality == "ok":
            assert token.usd_per_mtok_in > 0
            assert token.usd_per_mtok_out > 0
    assert len(told.faults) <= told.n_faults


@pytest.mark.parametrize(("kind", "part", "told"), SOUND)
def test_the_sound_documents_are_sound(kind: PriceKind, part: str, told: Any) -> None:
    answer = read(kind, told, part=part)
    check(answer)
    assert len(answer.tokens) >= 3
    assert answer.n_faults == 0


@pytest.mark.parametrize(("kind", "part", "told"), SOUND)
def test_one_hostile_value_anywhere_is_told_or_harmless(kind: PriceKind, part: str, told: Any) -> None:
    for place in range(len(at(told))):
        for value in HOSTILE:
            bad = json.loads(json.dumps(told))
            holder, key = at(bad)[place]
            holder[key] = value
            check(read(kind, bad, part=part, is_model=lambda name: True))
            if isinstance(holder, dict) and isinstance(value, str):
                holder[value] = holder.pop(key)
                check(read(kind, bad, part=part))


MANY = 20_000
PLAIN = {"input": 1, "output": 2}
PER_TOKEN = {"input_cost_per_token": 1e-6, "output_cost_per_token": 1e-6}


@pytest.mark.parametrize(
    ("kind", "part", "told"),
    [
        ("openrouter", "a/b", {"data": {"endpoints": [ENDPOINT | {"pricing": {"prompt": "1e-6", "completion": "1e-6", "overrides": [
            {"min_prompt_tokens": n + 1, "prompt": "1e-6"} for n in range(MANY)]}}]}}),
        ("openrouter", "a/b", {"data": {"endpoints": [ENDPOINT | {"tag": "same"}] * MANY}}),
        ("models_dev", "", {"groq": {"models": {"a": {"cost": PLAIN | {"tiers": [
            PLAIN | {"tier": {"size": n + 1}} for n in range(MANY)]}}}}}),
        ("litellm", "", {"a": {"mode": "chat", "litellm_provider": "x", **PER_TOKEN, "tiered_pricing": [
            PER_TOKEN | {"range": [n, 1]} for n in range(MANY)]}}),
        ("genai_prices", "", [{"id": "o", "models": [{"id": "m", "prices": {"output_mtok": 1, "input_mtok": {"base": 1, "tiers": [
            {"start": n + 1, "price": 1} for n in range(MANY)]}}}]}, {"id": "p", "models": [{"id": "n", "prices": PLAIN}]}]),
        ("genai_prices", "", [{"id": "o", "models": [{"id": "m", "prices": [{"prices": {}, "constraint": {
            "start_time": "00:00", "end_time": "01:00"}}] * MANY}]}]),
        ("genai_prices", "", [{"id": "o", "models": [{"id": "m", "prices": [{"prices": {"input_mtok": 1, "output_mtok": 1},
            "constraint": {"start_date": f"{n % 9000 + 1000}-01-0{n % 9 + 1}"}} for n in range(MANY)]}]}]),
    ],
)  # fmt: skip
def test_reading_takes_time_linear_in_the_length_of_the_answer(kind: PriceKind, part: str, told: Any) -> None:
    body = json.dumps(told).encode()
    start = time.process_time()
    answer = read(kind, body, part=part)
    assert time.process_time() - start < 4
    assert answer.rows or answer.broken


@pytest.mark.parametrize("kind", [*FILES])
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(body=st.binary(max_size=300), part=st.sampled_from(["", "a/b"]))
def test_any_bytes_are_told(kind: PriceKind, body: bytes, part: str) -> None:
    for start in (b"", b'{"data":[', b'{"a":{"models":{"b":{"cost":{"input":'):
        check(parse(kind, start + body, Ask(name=part, url="https://x.example/"), Wanted(today=TODAY)))


JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(
                ["data", "id", "models", "cost", "input", "output", "prices", "pricing", "endpoints", "mode", "a"]
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=20,
)


@pytest.mark.parametrize("kind", [*FILES])
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(told=JSON, part=st.sampled_from(["", "a/b"]))
def test_any_json_is_told(kind: PriceKind, told: Any, part: str) -> None:
    check(read(kind, told, part=part))


@pytest.mark.parametrize("kind", [*FILES])
@pytest.mark.parametrize(
    ("body", "fault"),
    [
        (b"", "empty"), (b"<!doctype html><html>", "html"), (b'{"data": [{"id": "a', "truncated"), (b"\xff\xfe\x00", "not_text"),
        (b"[" * 200_000, "parse"), (b'{"a":' * 200_000, "parse"), (b'{"a": 1, ] "b": "and more"}', "parse"),
        (b'{"a": NaN}', "parse"),
    ],
)  # fmt: skip
def test_each_way_an_answer_is_no_list_has_its_name(kind: PriceKind, body: bytes, fault: str) -> None:
    told = parse(kind, body, Ask(name="", url=connector(kind).URL), Wanted(today=TODAY))
    assert (told.fault, told.tokens) == (fault, ())


@pytest.mark.parametrize("kind", [*FILES])
def test_a_snapshot_with_flipped_bytes_is_told(kind: PriceKind) -> None:
    body, chance = bytearray(snapshot(FILES[kind])), random.Random(7)
    for _ in range(8):
        spoilt = bytearray(body)
        for _ in range(20):
            spoilt[chance.randrange(len(spoilt))] = chance.choice(b'"{}[],:0x\n')
        check(parse(kind, bytes(spoilt), Ask(name="", url=connector(kind).URL), Wanted(today=TODAY)))
    assert read(kind, bytes(body[: len(body) // 2])).fault in ("truncated", "parse")


MEASURE = """
import re, sys, time
from tracker.model.listing import Ask, Wanted
from tracker.prices import connector, parse
kinds = ("models_dev", "litellm")
for kind in kinds:
    connector(kind)
def peak():  # ru_maxrss of a child starts with that of its parent
    with open("/proc/self/status") as file:
        return int(re.search(r"VmHWM:\\s+(\\d+) kB", file.read())[1])
before, kept = peak(), []
for kind, path in zip(kinds, sys.argv[1:]):
    start = time.process_time()
    with open(path, "rb") as file:
        kept.append(parse(kind, file.read(), Ask(name="", url=""), Wanted(today="2026-11-25")))
    print(time.process_time() - start)
print((peak() - before) / 1024)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="the peak of memory is counted in another unit elsewhere")
def test_the_two_largest_lists_take_less_than_100_mb_and_half_a_second() -> None:
    paths = [SNAPSHOTS / FILES["models_dev"], SNAPSHOTS / FILES["litellm"]]
    if not all(path.is_file() for path in paths):
        pytest.skip("the kit's snapshots of price lists are not here")
    root = Path(__file__).resolve().parents[2]
    done = subprocess.run(
        [sys.executable, "-c", MEASURE, *map(str, paths)], cwd=root, capture_output=True, text=True, check=True
    )
    *seconds, peak_mb = map(float, done.stdout.split())
    assert max(seconds) < 0.5
    assert 5 < peak_mb < 60


def test_lists_that_tell_of_one_seller_mostly_agree_and_their_differences_stay() -> None:
    """models.dev's prices of OpenRouter are six weeks younger than OpenRouter's own answer."""
    own = {t.model: t for t in read("openrouter", snapshot(FILES["openrouter"])).tokens if t.quality == "ok"}
    others = read("models_dev", snapshot(FILES["models_dev"])).tokens
    both = [
        (own[t.model], t)
        for t in others
        if t.provider == "openrouter" and t.model in own and t.quality == "ok" and not t.tier
    ]
    agreeing = [pair for pair in both if near(pair[0].usd_per_mtok_out, pair[1].usd_per_mtok_out)]
    assert len(both) > 200
    assert 0.8 < len(agreeing) / len(both) < 1
    assert one(others, provider="openrouter", model="openai/gpt-oss-120b").usd_per_mtok_out == 0.15
    assert own["openai/gpt-oss-120b"].usd_per_mtok_out == 0.18


def near(a: float, b: float) -> bool:
    return abs(a - b) <= 0.05 * max(a, b)
