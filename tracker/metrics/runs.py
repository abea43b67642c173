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
"""The columns that must be there; `tp`, `ep` and `source` are read as well, all others are ignored."""

_SHORTEST_OUTPUT = 32
_WIDEST = 8
_DATA_PARALLEL = re.compile(r"dep\d")
_ATTENTION_WAYS = re.compile(r"\battn_dp=(\d{1,6})\b")
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
_PRECISIONS: dict[str, Precision] = {
    "fp4": "fp4", "fp4w": "fp4", "mxfp4": "fp4", "nvfp4": "fp4", "int4": "int4", "fp6": "fp6", "fp8": "fp8", "int8": "int8",
    "bf16": "bf16", "fp16": "bf16",
}  # fmt: skip
"""What tables call the precision of weights; 16 bits are 16 bits."""


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


def excluded(row: Mapping[str, str]) -> str:
    """Why a row is left out, "" where it compares. Raises ValueError where its output length is no number above zero."""
    notes = (row.get("notes") or "").lower()
    for mark, reason in _MARKS.items():
        if mark in notes:
            return reason
    if (row.get("scenario") or "").lower() == "api":
        return "API speed"
    if _number(row, "osl") < _SHORTEST_OUTPUT:
        return f"fewer than {_SHORTEST_OUTPUT} output tokens"
    if (precision := (row.get("precision") or "").lower()) and precision not in _PRECISIONS:
        return "precision that no model is served in"
    return ""


def read_run(row: Mapping[str, str], acc: Accelerator, model: ModelArch) -> Run:
    """Raises ValueError with the column's name where a figure is missing, no positive number or not whole."""
    count = told_count(row)
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
        isl=_number(row, "isl", least=1.0),
        osl=_number(row, "osl", least=1.0),
        concurrency=concurrency,
        user=_number(row, "interactivity_tok_s_user", 0.0),
        rate=total / count,
        scenario=(row.get("scenario") or "").lower(),
        engine=row.get("engine") or "",
    )


def _number(row: Mapping[str, str], column: str, default: float | None = None, least: float = 0.0) -> float:
    text = row.get(column) or ""
    if not text and default is not None:
        return default
    try:
        value = float(text)
    except ValueError:
        raise ValueError(f"{column} {text!r} is no number") from None
    if not (0 < value < 1e12 or (value == 0 and default == 0)):
        raise ValueError(f"{column} must be above zero, not {text}")
    if value < least:
        raise ValueError(f"{column} must be {least:g} or more, not {text}")
    return value


def _whole(row: Mapping[str, str], column: str, default: int | None = None) -> int:
    value = _number(row, column, None if default is None else float(default))
    if value != int(value):
        raise ValueError(f"{column} must be a whole number, not {row.get(column)}")
    return int(value)


def told_count(row: Mapping[str, str]) -> int:
    """Accelerators of a row, a counting slip corrected. Raises ValueError as `read_run` does."""
    tp, ep = _whole(row, "tp", 0), _whole(row, "ep", 0)
    return counted(_whole(row, "n_accelerators"), tp, ep, row.get("notes") or "")


def counted(count: int, tp: int | None, ep: int | None, notes: str) -> int:
    """How many accelerators there were where a table counted the same ones once for each kind of parallelism.

    Nobody cuts a layer into more than eight parts: a group of tensor or attention parallelism that is wider than that, and
    has its experts in fewer parts, is the product of both over the same accelerators.
    """
    if count <= _WIDEST or not ep or not 1 < ep < count or count % ep:
        return count
    told = _ATTENTION_WAYS.search(notes.lower()) if attention_is_spread(notes) else None
    ways = int(told[1]) if told else tp
    return count // ep if ways in (None, 0, count) else count


def _layout(row: Mapping[str, str], count: int, acc: Accelerator) -> tuple[int, bool]:
    """Accelerators that serve one copy, and whether attention is data parallel: wider groups than eight spread it."""
    group = min(count, acc.domain)
    return group, attention_is_spread(row.get("notes") or "") or group > _WIDEST


def attention_is_spread(notes: str) -> bool:
    """Attention data parallel, as the notes of a table or of the catalogue ("TP2 DP attention", "DEP4") say it."""
    marks = [part.strip().lower() for part in notes.split(";")]
    if "dp_attn=true" in marks or any(mark.startswith("attn_dp=") and mark != "attn_dp=1" for mark in marks):
        return True
    return any("dp attention" in mark or _DATA_PARALLEL.match(mark) for mark in marks)


def _precision(text: str, acc: Accelerator, model: ModelArch) -> Precision:
    """As stated; else the narrowest that the part computes in, as submissions do. `excluded` has turned away other words."""
    if text:
        return _PRECISIONS[text.lower()]
    return "fp4" if acc.flops.get("fp4") or model.slug.startswith("gpt-oss") else "fp8"
