"""Physics of the model: what must hold for any accelerator, model, layout and batch."""

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from metrics_sample import B200, CARD, CHAT, DENSE, H100, LATENT, MODELS, SMALL, WINDOWED

from tracker.metrics.decode import decode_step
from tracker.metrics.hardware import ImplausibleInput, check, chip, choose_precision, peak
from tracker.metrics.layers import shape, twins
from tracker.metrics.load import Load
from tracker.metrics.memory import kv_capacity, kv_per_sequence
from tracker.metrics.prefill import prefill
from tracker.metrics.serve import DOES_NOT_FIT, FLOOR_UNREACHABLE, Perf, run, serve
from tracker.metrics.stack import DEFAULT_STACK, Stack
from tracker.metrics.sweep import best_operating_point, pareto
from tracker.model.errors import UsageError

accelerators = st.sampled_from([H100, B200, replace(H100, vendor="amd"), replace(B200, vendor="google")])
models = st.sampled_from(MODELS)
lengths = st.integers(32, 16384)


def load(batch: object, group: float = 8.0, spread: bool = False, isl: float = 1024.0, osl: float = 1024.0) -> Load:
    batches = np.atleast_1d(np.asarray(batch, dtype=np.float64))
    full = np.full_like(batches, 1.0)
    return Load(
        batch=batches, group=full * group, spread=full * spread > 0, isl=full * isl, osl=full * osl, cached=0.0 * full
    )


@given(accelerators, models, st.sampled_from([1.0, 2.0, 4.0, 8.0]), st.booleans(), lengths, lengths)
def test_larger_batches_give_more_tokens_and_less_speed_to_a_user(acc, model, group, spread, isl, osl) -> None:
    kind = shape(model)
    engine = chip(acc, "fp8", DEFAULT_STACK)
    asked = load(np.arange(1, 600, 7), group, spread and kind.moe_layers > 0, isl, osl)
    cycle = run(engine, kind, asked, DEFAULT_STACK)
    inside = cycle.fits >= asked.batch
    rate, tpot = cycle.output_tok_s[inside], cycle.tpot[inside]
    assert np.all(np.diff(rate) >= -1e-9 * rate[1:])
    assert np.all(np.diff(tpot) >= -1e-12)


@given(accelerators, models, st.sampled_from([1.0, 2.0, 8.0]), st.booleans(), lengths, lengths, st.integers(1, 2000))
def test_no_accelerator_exceeds_its_own_data_sheet(acc, model, group, spread, isl, osl, batch) -> None:
    kind = shape(model)
    cycle = run(
        chip(acc, "fp8", DEFAULT_STACK),
        kind,
        load(batch, group, spread and kind.moe_layers > 0, isl, osl),
        DEFAULT_STACK,
    )
    assert 0 < cycle.mfu[0] <= 1
    assert 0 < cycle.mbu[0] <= 1


@given(accelerators, models, st.sampled_from([1.0, 2.0, 4.0, 8.0]), st.integers(1, 500), lengths, lengths)
def test_sixteen_bits_never_beat_eight_on_the_same_chip(acc, model, group, batch, isl, osl) -> None:
    narrow, wide = (
        run(chip(acc, p, DEFAULT_STACK), shape(model), load(batch, group, False, isl, osl), DEFAULT_STACK)
        for p in ("fp8", "bf16")
    )
    if wide.fits[0] >= batch:
        assert narrow.output_tok_s[0] >= wide.output_tok_s[0]
    assert narrow.fits[0] >= wide.fits[0]


@given(models, st.sampled_from([1.0, 4.0, 8.0]), st.integers(1, 200), st.floats(0.5, 4.0))
def test_everything_twice_as_fast_is_twice_as_many_tokens(model, group, batch, factor) -> None:
    """Rates and the reference times x, latencies over x: the efficiencies stay, so that time scales exactly."""
    stack = DEFAULT_STACK
    faster = replace(
        stack,
        reference_flops=stack.reference_flops * factor,
        **{name: getattr(stack, name) / factor for name in ("layer_s", "step_s", "sequence_s", "hop_s")},
    )
    quick = replace(
        B200,
        flops={p: f * factor for p, f in B200.flops.items()},
        memory_bytes_per_s=B200.memory_bytes_per_s * factor,
        link_bytes_per_s=B200.link_bytes_per_s * factor,
    )
    asked = load(batch, group)
    before = run(chip(B200, "fp8", stack), shape(model), asked, stack).output_tok_s[0]
    after = run(chip(quick, "fp8", faster), shape(model), asked, faster).output_tok_s[0]
    assert after == pytest.approx(before * factor, rel=1e-9)


@given(accelerators, models, st.floats(0, 120), st.floats(0, 120))
@settings(max_examples=40)
def test_a_lower_floor_never_gives_fewer_tokens(acc, model, one, other) -> None:
    low, high = (
        best_operating_point(
            acc, chip(acc, "fp8", DEFAULT_STACK), shape(model), replace(CHAT, floor_tok_s_user=f), DEFAULT_STACK
        )
        for f in sorted((one, other))
    )
    if isinstance(high, Perf):
        assert isinstance(low, Perf)
        assert low.output_tok_s >= high.output_tok_s
        assert high.tok_s_user >= max(one, other)


def test_the_best_point_is_on_the_pareto_front_and_the_front_only_trades() -> None:
    kind, engine = shape(DENSE), chip(B200, "fp8", DEFAULT_STACK)
    front = pareto(B200, engine, kind, CHAT, DEFAULT_STACK)
    best = best_operating_point(B200, engine, kind, CHAT, DEFAULT_STACK)
    assert best in front
    assert all(a.tok_s_user >= b.tok_s_user and a.output_tok_s < b.output_tok_s for a, b in pairwise(front))


def test_what_cannot_run_says_why() -> None:
    engine = chip(CARD, "fp8", DEFAULT_STACK)
    assert best_operating_point(CARD, engine, shape(DENSE), CHAT, DEFAULT_STACK) == DOES_NOT_FIT
    assert serve(engine, shape(DENSE), CHAT, 1, 1, False, DEFAULT_STACK) == DOES_NOT_FIT
    fast = replace(CHAT, floor_tok_s_user=5000.0)
    assert (
        best_operating_point(H100, chip(H100, "fp8", DEFAULT_STACK), shape(SMALL), fast, DEFAULT_STACK)
        == FLOOR_UNREACHABLE
    )


def test_a_domain_of_one_is_served_by_one() -> None:
    alone = replace(B200, domain=1)
    best = best_operating_point(alone, chip(alone, "fp8", DEFAULT_STACK), shape(DENSE), CHAT, DEFAULT_STACK)
    assert isinstance(best, Perf)
    assert best.group == 1
    unlinked = replace(B200, link_bytes_per_s=0.0)
    assert (
        best_operating_point(unlinked, chip(unlinked, "fp8", DEFAULT_STACK), shape(DENSE), CHAT, DEFAULT_STACK) == best
    )


@pytest.mark.parametrize(
    ("acc", "model", "precision", "group", "isl", "osl", "batch", "rate"),
    [
        (H100, DENSE, "fp8", 4, 922, 922, 16, 300.5),  # InferenceX run of 2025-10-29 in aiconfigurator's silicon sample
        (H100, DENSE, "fp8", 8, 922, 7373, 64, 484.5),  # the same
        (B200, LATENT, "fp8", 8, 922, 7373, 16, 149.1),  # InferenceX run 20286929996, 2025-12
        (B200, LATENT, "fp4", 8, 922, 7373, 32, 303.1),  # the same
    ],
)
def test_published_runs_are_met_within_the_stated_interval(acc, model, precision, group, isl, osl, batch, rate) -> None:
    engine = chip(acc, precision, DEFAULT_STACK)
    perf = serve(engine, shape(model), replace(CHAT, isl=isl, osl=osl), batch, group, False, DEFAULT_STACK)
    assert isinstance(perf, Perf)
    assert 0.6 < rate / perf.output_tok_s < 1.4


def test_the_shape_adds_up_to_the_published_sizes() -> None:
    dense, mixture = shape(DENSE), shape(LATENT)
    assert dense.shared_params + dense.embedding_params == pytest.approx(70.55e9)
    assert mixture.shared_params + mixture.routed_params + mixture.embedding_params == pytest.approx(671.03e9)
    assert mixture.active_params == pytest.approx(36.52e9)
    assert mixture.routed_params == pytest.approx(653.9e9, rel=0.01)
    assert mixture.kv_elements == 61 * 576
    assert dense.kv_elements == 80 * 2 * 8 * 128


def by_hand(spread: bool) -> float:
    """Seconds of a decode step of DeepSeek-R1 in fp8 on eight B200, batch 64, mean context 1536, term by term."""
    s = DEFAULT_STACK
    routed, active_routed = 58 * 256 * 3 * 7168 * 2048, 58 * 8 * 3 * 7168 * 2048
    shared = 36.52e9 - active_routed
    touched = routed * (1 - (1 - 8 / 256) ** 64)
    weights = (touched / 8 + (shared if spread else shared / 8)) / (8e12 * s.memory)
    tokens = 8 if spread else 64
    peak_share = min(s.efficiency_cap, s.decode_compute * 4.5**s.compute_slope)
    flop = 2 * ((shared if spread else shared / 8) * tokens + active_routed * 8)
    compute = flop / (4500e12 * peak_share)
    kv = (8 if spread else 64) * 1536 * 61 * 576 / (8e12 * s.memory)
    attention_share = min(s.efficiency_cap, s.decode_compute * 2.25**s.compute_slope)
    attention = 8 * 1536 * 61 * 2 * 128 * (2 * 512 + 64) / (2250e12 * attention_share)
    moved = 58 * 8 * 8 * 7168 * 3 * 7 / 8 if spread else 2 * 61 * 2 * 7 / 8 * 64 * 7168 * 2
    hops = 2 * (58 if spread else 61) * 3 * s.hop_s
    overhead = 61 * s.layer_s + s.step_s + 64 * s.sequence_s
    both = max(weights, compute) + s.overlap_loss * min(weights, compute)
    return both + max(kv, attention) + moved / (900e9 * s.link) + hops + overhead


@pytest.mark.parametrize("spread", [False, True])
def test_a_decode_step_is_the_sum_of_its_terms(spread) -> None:
    step = decode_step(chip(B200, "fp8", DEFAULT_STACK), shape(LATENT), load(64, 8.0, spread), DEFAULT_STACK)
    assert step.total[0] == pytest.approx(by_hand(spread), rel=1e-9)


def test_a_prompt_takes_its_arithmetic_over_the_sustained_rate() -> None:
    """Llama-3.1-70B in bf16 on one H100 of endless memory: 2 FLOP a parameter and token, and causal attention."""
    s = DEFAULT_STACK
    share = s.prefill_compute * 0.989**s.compute_slope
    flop = 2 * 69.5e9 * 2048 + 4 * 64 * 128 * 80 * 2048 * 1024
    fixed = 2048 / s.prefill_chunk * (80 * s.layer_s + s.step_s)
    found = prefill(chip(H100, "bf16", s), shape(DENSE), load(1, 1.0, isl=2048.0), s)
    assert found.fresh[0] == pytest.approx(flop / (989e12 * share) + fixed, rel=1e-9)
    assert found.alone[0] > found.fresh[0]


def test_a_user_alone_waits_for_no_one_else_s_prompt() -> None:
    engine, kind = chip(H100, "fp8", DEFAULT_STACK), shape(DENSE)
    alone = run(engine, kind, load(1, 4.0), DEFAULT_STACK)
    assert alone.tpot[0] == pytest.approx(alone.step.total[0], rel=1e-12)
    crowd = run(engine, kind, load(16, 4.0), DEFAULT_STACK)
    assert crowd.tpot[0] == pytest.approx(crowd.step.total[0] + 15 * crowd.prefill.total[0] / 1024, rel=1e-12)


def test_windowed_layers_keep_only_their_window() -> None:
    kind = shape(WINDOWED)
    assert kind.stored(np.array([8192.0]))[0] == 0.5 * 8192 + 0.5 * 128
    sparse = shape(replace(LATENT, sliding_window=2048))
    assert sparse.stored(np.array([8192.0]))[0] == 8192
    assert sparse.read(np.array([8192.0]))[0] == 2048


def test_latent_attention_repeats_its_cache_under_tensor_parallelism_only() -> None:
    engine, kind = chip(B200, "fp8", DEFAULT_STACK), shape(LATENT)
    tensor, spread = (kv_per_sequence(engine, kind, load(1, 8.0, s))[0] for s in (False, True))
    assert tensor == pytest.approx(8 * spread)
    assert (
        kv_per_sequence(engine, shape(DENSE), load(1, 8.0))[0] == kv_per_sequence(engine, shape(DENSE), load(1, 1.0))[0]
    )


def test_capacity_is_what_memory_leaves_beside_the_weights() -> None:
    engine = chip(H100, "fp8", DEFAULT_STACK)
    room = (2 * 80e9 * DEFAULT_STACK.memory_fraction - 70.55e9) / (1536 * 163840)
    assert kv_capacity(engine, shape(DENSE), load(1, 2.0))[0] == pytest.approx(room, rel=1e-6)


def test_cached_input_skips_arithmetic_but_still_occupies_memory() -> None:
    engine, kind = chip(H100, "fp8", DEFAULT_STACK), shape(DENSE)
    cold, warm = (
        serve(engine, kind, replace(CHAT, isl=8192, cached_fraction=share), 16, 8, False, DEFAULT_STACK)
        for share in (0.0, 0.9)
    )
    assert isinstance(cold, Perf)
    assert isinstance(warm, Perf)
    assert warm.fresh_input_s < 0.2 * cold.fresh_input_s
    assert 0 < warm.cached_input_s < 0.1 * cold.fresh_input_s
    assert cold.cached_input_s == 0
    assert warm.ttft_unloaded_s < cold.ttft_unloaded_s
    fits = [
        run(engine, kind, replace(load(1, 8.0, isl=8192.0), cached=np.array([s])), DEFAULT_STACK).fits[0]
        for s in (0, 0.9)
    ]
    assert fits[0] == fits[1]


def test_weights_are_served_in_the_fastest_format_that_keeps_or_narrows_them() -> None:
    assert choose_precision(H100, "bf16") == "fp8"
    assert choose_precision(B200, "bf16") == "fp4"
    assert choose_precision(H100, "fp4") == "fp4"
    assert choose_precision(CARD, "bf16") == "bf16"
    assert choose_precision(CARD, "fp8") == "fp8"
    assert choose_precision(replace(CARD, flops={}), "bf16") is None


def test_a_format_without_its_own_engine_computes_in_a_wider_one() -> None:
    assert peak(H100, "fp4") == ("bf16", 989e12)
    assert peak(CARD, "fp8") == ("bf16", 98e12)
    assert peak(B200, "fp4") == ("fp4", 9000e12)
    assert peak(replace(B200, flops={"fp8": 4500e12}), "bf16") == ("fp8", 2250e12)
    integers = replace(H100, flops={"bf16": 312e12, "int8": 624e12})
    assert peak(integers, "int8") == peak(integers, "int4") == ("int8", 624e12)
    assert peak(integers, "fp8") == ("bf16", 312e12)
    assert peak(replace(B200, flops={**B200.flops, "int8": 150e12}), "int8") == ("bf16", 2250e12)
    assert peak(B200, "fp6") == ("fp8", 4500e12)
    assert peak(replace(B200, flops={"bf16": 2.5e15, "fp6": 10e15, "fp4": 10e15}), "fp6") == ("fp6", 10e15)


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"memory_bytes": 80.0}, "memory of 80 .* GB"),
        ({"memory_bytes": 80e15}, "memory of"),
        ({"memory_bytes_per_s": 3350.0}, "memory bandwidth of 3350 .* GB/s"),
        ({"link_bytes_per_s": 450.0}, "interconnect bandwidth of 450"),
        ({"watts": 0.7}, "kW"),
        ({"flops": {"bf16": 989.0}}, "bf16 compute of 989"),
        ({"flops": {"bf16": 989e12, "fp8": 3958e12}}, "sparse"),
        ({"flops": {"bf16": 989e12, "fp8": 1979e12, "int8": 3958e12}}, "flops.int8.*sparse"),
        ({"flops": {"bf16": 2250e12, "fp8": 4500e12, "fp4": 18000e12}}, "flops.fp4.*sparse"),
        ({"flops": {"bf16": 362e12, "fp8": 1466e12}}, "sparse"),
        ({"vendor": "acme", "flops": {"bf16": 494e12, "fp8": 3958e12}}, "sparse"),
        ({"domain": 0}, "domain"),
    ],
)
def test_unit_mixups_are_refused_in_words(wrong, says) -> None:
    with pytest.raises(ImplausibleInput, match=says) as caught:
        check(replace(H100, **wrong))
    assert isinstance(caught.value, UsageError)
    assert isinstance(caught.value, ValueError)
    assert "nvidia/h100" in str(caught.value)


def test_unknown_figures_are_not_mistaken_for_mixups() -> None:
    check(replace(H100, memory_bytes=0.0, memory_bytes_per_s=0.0, link_bytes_per_s=0.0, watts=0.0, flops={"fp4": 0.0}))


@pytest.mark.parametrize(
    "flops",
    [
        {"bf16": 671e12, "fp8": 2517e12, "fp4": 2517e12},  # Trainium3
        {"bf16": 2500e12, "fp8": 5000e12, "fp4": 15000e12, "int8": 165e12},  # B300: fp4 three times fp8
        {"bf16": 989e12, "fp8": 1979e12, "int8": 1979e12},
    ],
)
def test_dense_rates_that_are_sold_pass(flops) -> None:
    check(replace(H100, flops=flops))


def test_a_rate_that_somebody_calls_dense_passes() -> None:
    check(replace(H100, flops={"bf16": 989e12, "fp8": 3958e12}, surely_dense=frozenset({"fp8"})))


def test_a_prompt_that_is_cached_whole_crosses_no_fabric_and_the_hour_adds_up() -> None:
    """Mixtures of experts too: no token, no exchange."""
    engine, kind = chip(B200, "fp8", DEFAULT_STACK), shape(LATENT)
    asked = replace(load(64, 8.0, True, isl=8192.0), cached=np.array([1.0]))
    cycle = run(engine, kind, asked, DEFAULT_STACK)
    assert cycle.prefill.fresh[0] == 0
    assert cycle.prefill.reload[0] > 0
    perf = serve(engine, kind, replace(CHAT, isl=8192, cached_fraction=1.0), 64, 8, True, DEFAULT_STACK)
    assert isinstance(perf, Perf)
    spent = perf.fresh_input_s + perf.cached_input_s + perf.output_s
    assert spent * perf.output_tok_s / CHAT.osl == pytest.approx(1.0, rel=1e-9)


@given(st.sampled_from([LATENT, WINDOWED]), st.floats(0.9, 1.0), st.booleans())
def test_a_little_less_cached_costs_a_little_more(model, cached, spread) -> None:
    engine, kind = chip(B200, "fp8", DEFAULT_STACK), shape(model)
    more, less = (
        prefill(engine, kind, replace(load(64, 8.0, spread, isl=8192.0), cached=np.array([c])), DEFAULT_STACK).fresh[0]
        for c in (cached, cached - 1e-3)
    )
    assert 0 <= more < less


def test_linear_layers_keep_a_state_of_one_size_that_each_step_reads_and_writes() -> None:
    """45 of 60 layers of 32 heads of 256 with keys of 128, in 32 bits."""
    hybrid = replace(
        DENSE, layers=60, heads=32, head_dim=256, kv_heads=2, full_attn_fraction=0.25, attention="GQA+linear"
    )
    engine, kind = chip(B200, "fp8", DEFAULT_STACK), shape(hybrid)
    state = 45 * 32 * 256 * 128 * 4
    short, long = (kv_per_sequence(engine, kind, load(1, 1.0, isl=isl, osl=2.0))[0] for isl in (1023.0, 2047.0))
    per_token = 15 * 2 * 2 * 256
    assert short == pytest.approx(state + 1024 * per_token)
    assert long == pytest.approx(state + 2048 * per_token)
    step = decode_step(engine, kind, load(64, 8.0, isl=1023.0, osl=2.0), DEFAULT_STACK)
    moved = 64 / 2 * 1024 * per_token + 64 / 8 * state * 2
    assert step.attention[0] == pytest.approx(moved / engine.read, rel=1e-9)
    assert shape(DENSE).state_bytes == shape(WINDOWED).state_bytes == 0


def test_models_of_one_shape_are_twins() -> None:
    v3 = replace(LATENT, slug="deepseek-v3", name="DeepSeek-V3", vendor="deepseek")
    assert twins(LATENT, [*MODELS, v3]) == {"deepseek-r1", "deepseek-v3"}
    assert twins(DENSE, [v3]) == {"llama-3.1-70b"}


def test_a_vendor_with_slower_software_is_slower() -> None:
    slow = replace(B200, vendor="amd")
    rates = [
        run(chip(a, "fp8", DEFAULT_STACK), shape(DENSE), load(64), DEFAULT_STACK).output_tok_s[0] for a in (B200, slow)
    ]
    assert rates[1] < rates[0]
    assert Stack().vendor("unheard-of") == Stack().vendor("nvidia")
