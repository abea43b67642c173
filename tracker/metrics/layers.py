"""A model's layers as bytes and FLOP: what a token reads, computes and leaves in the KV cache."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, TypeAlias

from tracker.model.performance import ModelArch

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats: TypeAlias = NDArray[np.float64]
    Flags: TypeAlias = NDArray[np.bool_]
else:
    Floats: TypeAlias = Any
    Flags: TypeAlias = Any


_STATE_WIDTH = 128
"""Width of the keys of a linear-attention head, whose state is that times the width of its values; no config of ours has it
(from memory, unverified: gated delta networks)."""
_STATE_ELEMENT = 4.0
"""Bytes: a sum over the whole context is kept in 32 bits."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """Derived once a model. Parameters and KV are counted in elements; FLOP counts a multiply-add as two."""

    layers: int
    hidden: int
    shared_params: float
    """Read for every token, whatever the routing: attention, shared experts, dense layers, output head."""
    routed_params: float
    """All routed experts together."""
    embedding_params: float
    """Input embedding: in memory, hardly read."""
    routed_active: float
    """Routed parameters that one token uses."""
    expert_share: float
    """Experts a token uses over experts there are; 0 for dense models."""
    experts_active: int
    moe_layers: int
    kv_elements: float
    """Per token of context and full-attention layer set: all layers together."""
    state_bytes: float
    """Of a sequence, whatever its length: what linear-attention layers remember. Tensor parallelism cuts it by heads."""
    kv_ways: int
    """Into how many parts tensor parallelism can cut the KV cache: 1 for latent attention."""
    decode_attention: float
    """FLOP per new token and token of context, all layers."""
    prefill_attention: float
    full_fraction: float
    window: int
    context: int
    """Most tokens of a request; 0 where nobody says."""

    @property
    def active_params(self) -> float:
        return self.shared_params + self.routed_active

    def stored(self, context: Floats) -> Floats:
        """Mean tokens per layer that stay in the KV cache for this context."""
        return self._seen(context) if self.full_fraction < 1 else context

    def read(self, context: Floats) -> Floats:
        """Mean tokens per layer that attention reads; a sparse kernel stores all and reads a window."""
        return self._seen(context)

    def _seen(self, context: Floats) -> Floats:
        import numpy as np

        windowed = np.minimum(context, self.window)
        if self.full_fraction < 1:
            return self.full_fraction * context + (1 - self.full_fraction) * windowed
        return windowed if self.window else context


def twins(model: ModelArch, models: Iterable[ModelArch]) -> frozenset[str]:
    """Slugs of all models of this very shape, its own included: a run of one speaks for the others (V3 and R1)."""

    def bare(one: ModelArch) -> ModelArch:
        return replace(
            one, slug="", name="", vendor="", aliases=(), source="", attention="", weights_precision="bf16", context=0,
            context_source="",
        )  # fmt: skip

    return frozenset({model.slug, *(one.slug for one in models if bare(one) == bare(model))})


def twin_classes(models: Iterable[ModelArch]) -> dict[str, str]:
    """Slug of each model -> the first slug of its shape: V3 and R1 are one class."""
    known = {model.slug: model for model in models}
    return {slug: min(twins(model, known.values())) for slug, model in known.items()}


def shape(model: ModelArch) -> Shape:
    """Count a model's layers. Linear-attention layers (no window) keep no KV that grows, but a state of one size."""
    moe_layers = model.layers - model.dense_layers if model.n_experts else 0
    expert = 3.0 * model.hidden * model.moe_intermediate
    routed = moe_layers * model.n_experts * expert
    active = moe_layers * model.experts_active * expert
    shared = max(model.params_active - active, 0.01 * model.params_active)
    decode, prefill = _attention_flop(model)
    latent = model.kv_lora_rank > 0
    linear_layers = 0.0 if model.sliding_window else (1.0 - model.full_attn_fraction) * model.layers
    per_layer = model.kv_lora_rank + model.qk_rope_dim if latent else 2 * model.kv_heads * model.head_dim
    return Shape(
        layers=model.layers,
        hidden=model.hidden,
        shared_params=shared,
        routed_params=routed,
        embedding_params=max(model.params_total - routed - shared, 0.0),
        routed_active=active,
        expert_share=model.experts_active / model.n_experts if model.n_experts else 0.0,
        experts_active=model.experts_active,
        moe_layers=moe_layers,
        kv_elements=float(per_layer * model.layers),
        state_bytes=linear_layers * model.heads * model.head_dim * _STATE_WIDTH * _STATE_ELEMENT,
        kv_ways=1 if latent else max(model.kv_heads, 1),
        decode_attention=decode,
        prefill_attention=prefill,
        full_fraction=model.full_attn_fraction,
        window=model.sliding_window,
        context=model.context,
    )


def _attention_flop(model: ModelArch) -> tuple[float, float]:
    """FLOP per query token and context token, in decode and in prefill: scores and weighted sum, all layers.

    Latent attention decodes in the compressed space (rank + rope for the scores, rank for the sum) and prefills in
    the expanded one.
    """
    if not model.kv_lora_rank:
        both = 4.0 * model.heads * model.head_dim * model.layers
        return both, both
    decode = 2.0 * model.heads * (2 * model.kv_lora_rank + model.qk_rope_dim) * model.layers
    prefill = 2.0 * model.heads * (model.qk_nope_dim + model.qk_rope_dim + model.v_head_dim) * model.layers
    return decode, prefill
