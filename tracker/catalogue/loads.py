"""models.toml and workloads.toml: the shapes of models and the standard loads."""

from __future__ import annotations

from tracker.catalogue.draft import Draft
from tracker.catalogue.rows import CatalogueFile, Row
from tracker.catalogue.shapes import contradiction, idle_parameters
from tracker.catalogue.sources import read_sources
from tracker.model.performance import ModelArch, Workload
from tracker.model.words import PRECISIONS

_SHAPE = ("layers", "hidden", "heads", "kv_heads", "head_dim", "vocab")
_EXTRA = (
    "intermediate", "n_experts", "experts_active", "moe_intermediate", "shared_intermediate", "dense_layers",
    "kv_lora_rank", "q_lora_rank", "qk_nope_dim", "qk_rope_dim", "v_head_dim", "sliding_window",
)  # fmt: skip


def read_models(file: CatalogueFile, draft: Draft) -> None:
    """`[[model]]`: the fields of `ModelArch`."""
    root = file.root()
    sources = read_sources(root, draft)
    for row in root.rows("model"):
        source = sources.of(row)
        limit = sources.of(row, "context_source") if "context" in row.data else None
        draft.models.append((row, _model(row, source.url if source else "", limit.url if limit else "")))
    root.done()
    sources.report_unused()


def _model(row: Row, source: str, context_source: str) -> ModelArch:
    model = ModelArch(
        slug=row.text("slug", required=True),
        name=row.text("name", required=True),
        vendor=row.text("vendor", required=True),
        aliases=row.texts("aliases"),
        source=source,
        context=row.whole("context"),
        context_source=context_source,
        params_total=row.number("params_total", required=True) or 0.0,
        params_active=row.number("params_active", required=True) or 0.0,
        full_attn_fraction=row.share("full_attn_fraction", 1.0, 1.0),
        attention=row.text("attention") or "GQA",
        weights_precision=row.word("weights_precision", PRECISIONS, "bf16"),
        **{key: row.whole(key, required=True) for key in _SHAPE},
        **{key: row.whole(key) for key in _EXTRA},
    )
    if not model.intermediate and not model.moe_intermediate:
        row.error("intermediate and moe_intermediate are both missing")
    if model.params_active > model.params_total:
        row.error("params_active is above params_total", "params_active")
    if not row.bad and (wrong := contradiction(model)):
        row.error(wrong)
    if not row.bad and (idle := idle_parameters(model)):
        row.error(idle, severity="warning")
    row.done()
    return model


def read_workloads(file: CatalogueFile, draft: Draft) -> None:
    """`[[workload]]`: the fields of `Workload`."""
    root = file.root()
    for row in root.rows("workload"):
        workload = Workload(
            slug=row.text("slug", required=True),
            name=row.text("name", required=True),
            model=row.text("model", required=True),
            isl=row.whole("isl", required=True),
            osl=row.whole("osl", required=True),
            cached_fraction=row.share("cached_fraction", 0.0, 1.0),
            floor_tok_s_user=row.share("floor_tok_s_user", 30.0, 1e6),
            utilisation=row.share("utilisation", 1.0, 1.0),
            doc=row.text("doc"),
        )
        if workload.utilisation == 0:
            row.error("utilisation must be above zero", "utilisation")
        row.done()
        draft.workloads.append((row, workload))
    root.done()
