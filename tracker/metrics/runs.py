"""Published runs in the calibration format: which of their rows compare with the model, and what each one ran."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from tracker.model.performance import Accelerator, ModelArch
from tracker.model.words import Precision

COLUMNS = (
    *("accelerator", "n_accelerators", "model", "precision", "isl", "osl", "concurrency_or_batch", "scenario"),
    *("throughput_tok_s_total", "interactivity_tok_s_user", "engine", "notes"),
)
"""The columns that must be there; `ep` and `source` are read as well, all others are ignored."""

_SHORTEST_OUTPUT = 32
_WIDEST = 8
_DATA_PARALLEL = re.compile(r"dep\d")
_MARKS = {
    "spec=mtp": "speculative decoding",
    "disagg=true": "disaggregated prefill and decode",
    "ambiguous_gpu_count=true": "ambiguous accelerator count",
    "concurrency_inferred=true": "inferred concurrency",
    "maxq": "power-capped part",
    "max-q": "power-capped part",
    "power cap": "power-capped part",
}
"""What a row's notes say -> why it does not compare."""


@dataclass(frozen=True, slots=True)
class Run:
    """One comparable row. `group` accelerators serve one copy; `rate` is output tokens/s of one accelerator."""

    source: str
    accelerator: Accelerator
    model: ModelArch
    precision: Precision
    group: int
    spread: bool
    isl: float
    osl: float
    concurrency: float
    """0: everything was queued; then the best configuration above `floor` is meant."""
    user: float
    """Output tokens/s of a user as measured (or the floor that a server run kept); 0 where nothing is said."""
    rate: float
    scenario: str = ""
    engine: str = ""

    @property
    def floor(self) -> float:
        return 0.0 if self.concurrency else self.user

    @property
    def version(self) -> str:
        """Slug of the model, of which several may be of one shape."""
        return self.model.slug

    @property
    def configuration(self) -> tuple[str, str, float, float]:
        """Runs that share it are kin: none may vouch for another when the model is tested."""
        return self.accelerator.slug, self.model.slug, self.isl, self.osl


def excluded(row: Mapping[str, str]) -> str:
    """Why a row is left out, "" where it compares. Raises ValueError where its output length is no number."""
    notes = (row.get("notes") or "").lower()
    for mark, reason in _MARKS.items():
        if mark in notes:
            return reason
    if row.get("scenario") == "api":
        return "API speed"
    if float(row["osl"]) < _SHORTEST_OUTPUT:
        return f"fewer than {_SHORTEST_OUTPUT} output tokens"
    return ""


def read_run(row: Mapping[str, str], acc: Accelerator, model: ModelArch) -> Run:
    """Raises ValueError with the column's name where a figure is missing or no positive number."""
    count = int(_number(row, "n_accelerators"))
    group, spread = _layout(row, count, acc)
    concurrency = _number(row, "concurrency_or_batch", 0.0)
    total = _number(row, "throughput_tok_s_total")
    return Run(
        source=row.get("source") or "",
        accelerator=acc,
        model=model,
        precision=_precision(row.get("precision") or "", acc, model),
        group=group,
        spread=spread and model.n_experts > 0,
        isl=_number(row, "isl"),
        osl=_number(row, "osl"),
        concurrency=concurrency,
        user=_number(row, "interactivity_tok_s_user", 0.0),
        rate=total / (group if concurrency else count),
        scenario=row.get("scenario") or "",
        engine=row.get("engine") or "",
    )


def _number(row: Mapping[str, str], column: str, default: float | None = None) -> float:
    text = row.get(column) or ""
    if not text and default is not None:
        return default
    try:
        value = float(text)
    except ValueError:
        raise ValueError(f"{column} {text!r} is no number") from None
    if not (0 < value < 1e12 or (value == 0 and default == 0)):
        raise ValueError(f"{column} must be above zero, not {text}")
    return value


def _layout(row: Mapping[str, str], count: int, acc: Accelerator) -> tuple[int, bool]:
    """Accelerators that serve one copy, and whether attention is data parallel.

    Nobody cuts a layer into more than eight parts: a wider "tensor-parallel" group with experts in parallel is a counting
    slip (tp * ep of the same accelerators), and one without spreads its attention, whatever the row says.
    """
    spread = attention_is_spread(row.get("notes") or "")
    slip = int(_number(row, "ep", 1.0)) if count > _WIDEST and not spread else 1
    group = min(count // slip if count % slip == 0 else count, acc.domain)
    return group, spread or group > _WIDEST


def attention_is_spread(notes: str) -> bool:
    """Attention data parallel, as the notes of a table or of the catalogue ("TP2 DP attention", "DEP4") say it."""
    marks = [part.strip().lower() for part in notes.split(";")]
    if "dp_attn=true" in marks or any(mark.startswith("attn_dp=") and mark != "attn_dp=1" for mark in marks):
        return True
    return any("dp attention" in mark or _DATA_PARALLEL.match(mark) for mark in marks)


def _precision(text: str, acc: Accelerator, model: ModelArch) -> Precision:
    """Where it is not stated: the narrowest that the part computes in, as submissions do."""
    if text in ("fp8", "bf16", "int8"):
        return text  # type: ignore[return-value]
    if text in ("fp4", "fp4w") or acc.flops.get("fp4") or model.slug.startswith("gpt-oss"):
        return "fp4"
    return "fp8"
