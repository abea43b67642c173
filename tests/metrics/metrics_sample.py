"""Accelerators, models and loads that the metrics tests share."""

from __future__ import annotations

from dataclasses import replace

from tracker.model.performance import Accelerator, MeasuredPoint, ModelArch, Workload
from tracker.model.price import Offer

H100 = Accelerator(
    slug="nvidia/h100",
    vendor="nvidia",
    flops={"bf16": 989e12, "fp8": 1979e12, "int8": 1979e12},
    memory_bytes=80e9,
    memory_bytes_per_s=3.35e12,
    link_bytes_per_s=450e9,
    domain=8,
    watts=700.0,
    claims={
        "flops.fp8": "c-fp8",
        "flops.bf16": "c-bf16",
        "memory_bytes": "c-mem",
        "memory_bytes_per_s": "c-bw",
        "watts": "c-w",
    },
)
B200 = Accelerator(
    slug="nvidia/b200",
    vendor="nvidia",
    flops={"bf16": 2250e12, "fp8": 4500e12, "fp4": 9000e12},
    memory_bytes=180e9,
    memory_bytes_per_s=8e12,
    link_bytes_per_s=900e9,
    domain=8,
    watts=1000.0,
)
CARD = Accelerator(
    slug="intel/card",
    vendor="intel",
    flops={"bf16": 98e12},
    memory_bytes=24e9,
    memory_bytes_per_s=456e9,
    link_bytes_per_s=0.0,
    watts=200.0,
)
NEWCOMER = replace(H100, slug="acme/one", vendor="acme", claims={})

DENSE = ModelArch(
    slug="llama-3.1-70b",
    name="Llama-3.1-70B",
    layers=80,
    hidden=8192,
    heads=64,
    kv_heads=8,
    head_dim=128,
    intermediate=28672,
    vocab=128256,
    params_total=70.55e9,
    params_active=69.5e9,
)
SMALL = ModelArch(
    slug="llama-3.1-8b",
    name="Llama-3.1-8B",
    layers=32,
    hidden=4096,
    heads=32,
    kv_heads=8,
    head_dim=128,
    intermediate=14336,
    vocab=128256,
    params_total=8.03e9,
    params_active=7.5e9,
)
LATENT = ModelArch(
    slug="deepseek-r1",
    name="DeepSeek-R1",
    layers=61,
    hidden=7168,
    heads=128,
    kv_heads=128,
    head_dim=192,
    intermediate=18432,
    vocab=129280,
    params_total=671.03e9,
    params_active=36.52e9,
    n_experts=256,
    experts_active=8,
    moe_intermediate=2048,
    shared_intermediate=2048,
    dense_layers=3,
    kv_lora_rank=512,
    q_lora_rank=1536,
    qk_nope_dim=128,
    qk_rope_dim=64,
    v_head_dim=128,
    attention="MLA",
    weights_precision="fp8",
)
WINDOWED = ModelArch(
    slug="gpt-oss-120b",
    name="gpt-oss-120b",
    layers=36,
    hidden=2880,
    heads=64,
    kv_heads=8,
    head_dim=64,
    intermediate=0,
    vocab=201088,
    params_total=116.79e9,
    params_active=5.12e9,
    n_experts=128,
    experts_active=4,
    moe_intermediate=2880,
    sliding_window=128,
    full_attn_fraction=0.5,
    weights_precision="fp4",
)
MODELS = (DENSE, SMALL, LATENT, WINDOWED)

CHAT = Workload(
    slug="chat", name="Chat", model="llama-3.1-70b", isl=1024, osl=1024, floor_tok_s_user=30.0, utilisation=0.6
)


def offer(product: str, usd_per_hour: float, **more: object) -> Offer:
    told: dict[str, object] = {
        "provider": "lender", "product": product, "sku": "x", "usd_per_hour": usd_per_hour, "observed": "2026-11-01",
    }  # fmt: skip
    return Offer(**{**told, **more})  # type: ignore[arg-type]


def measured(product: str = "nvidia/h100", rate: float = 500.0, **more: object) -> MeasuredPoint:
    told: dict[str, object] = {
        "product": product, "count": 4, "model": "llama-3.1-70b", "precision": "fp8", "isl": 922, "osl": 922,
        "concurrency": 64, "output_tok_s": rate, "tok_s_user": 33.0, "source": "bench",
    }  # fmt: skip
    return MeasuredPoint(**{**told, **more})  # type: ignore[arg-type]
