"""What the counts of a model's shape cannot be at once."""

from __future__ import annotations

from tracker.model.performance import ModelArch

_SLACK = 1.01
"""Counts are rounded where they are printed."""


def contradiction(model: ModelArch) -> str:
    """What of a model's counts cannot be, with what it would have to be; "" where they fit together."""
    total, active = model.params_total, model.params_active
    if active > total:
        return f"{_billions(active)} active of {_billions(total)} parameters cannot be"
    if model.experts_active > model.n_experts:
        return f"{model.experts_active} active of {model.n_experts} experts cannot be"
    if model.kv_heads > model.heads:
        return f"{model.kv_heads} heads in the KV cache of {model.heads} cannot be"
    if model.n_experts and not (model.experts_active and model.moe_intermediate):
        return f"{model.n_experts} experts need experts_active and moe_intermediate"
    routed, used = _routed(model)
    if used > _SLACK * active:
        return (
            f"the experts of a token alone are {_billions(used)} parameters: params_active={_billions(active)} is below"
        )
    least = routed + active - used
    if least > _SLACK * total:
        return (
            f"all experts with what every token uses are {_billions(least)} parameters: "
            f"params_total={_billions(total)} is below"
        )
    return ""


def idle_parameters(model: ModelArch) -> str:
    """Of a dense model, that some of its parameters would never be read; "" where no more than embeddings are left."""
    if model.n_experts or model.params_total - model.params_active <= _SLACK * 2 * model.vocab * model.hidden:
        return ""
    return (
        f"a dense model uses all its parameters but the embedding: params_active={_billions(model.params_active)} "
        f"of params_total={_billions(model.params_total)} leaves too many idle"
    )


def _routed(model: ModelArch) -> tuple[float, float]:
    """Parameters of all routed experts, and of those that a token uses."""
    layers = model.layers - model.dense_layers if model.n_experts else 0
    expert = 3.0 * model.hidden * model.moe_intermediate
    return layers * model.n_experts * expert, layers * model.experts_active * expert


def _billions(count: float) -> str:
    return f"{count / 1e9:.4g}B"
