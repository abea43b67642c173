"""Counts of a model that cannot all be true are told, whoever states them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tracker.catalogue import load
from tracker.catalogue.shapes import contradiction, idle_parameters
from tracker.model.performance import ModelArch
from tracker.paths import catalogue_dir

DENSE = ModelArch(
    slug="d", name="D", layers=32, hidden=4096, heads=32, kv_heads=8, head_dim=128, intermediate=14336, vocab=128256,
    params_total=8.03e9, params_active=7.5e9,
)  # fmt: skip
MIXTURE = replace(
    DENSE, n_experts=8, experts_active=2, moe_intermediate=14336, params_total=46.7e9, params_active=12.8e9, vocab=32000
)


def test_every_shipped_model_fits_together() -> None:
    models = load(catalogue_dir()).models
    assert models
    assert [contradiction(m) + idle_parameters(m) for m in models] == [""] * len(models)


@pytest.mark.parametrize(
    ("model", "words"),
    [
        (replace(DENSE, params_active=9e9), "9B active of 8.03B"),
        (replace(DENSE, experts_active=2), "2 active of 0 experts"),
        (replace(DENSE, kv_heads=64), "64 heads in the KV cache of 32"),
        (replace(MIXTURE, moe_intermediate=0), "need experts_active and moe_intermediate"),
        (replace(MIXTURE, params_active=5e9), "params_active=5B is below"),
        (replace(MIXTURE, params_total=20e9), "params_total=20B is below"),
    ],
)
def test_what_cannot_be_is_told(model: ModelArch, words: str) -> None:
    assert words in contradiction(model)
    assert contradiction(DENSE) == contradiction(MIXTURE) == ""


def test_a_dense_model_has_no_idle_parameters_but_embeddings() -> None:
    assert "dense" in idle_parameters(replace(DENSE, params_active=3e9))
    assert idle_parameters(DENSE) == idle_parameters(replace(MIXTURE, params_active=12e9)) == ""
