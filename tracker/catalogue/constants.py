"""stack.toml: the fitted constants of the performance model, with what stands behind them."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from tracker.catalogue.draft import Draft
from tracker.catalogue.rows import CatalogueFile, Row
from tracker.model.performance import StackConstants, VendorConstants

_MOST = 1e16
_SPREADS = ("measured", "anchored", "modelled", "modelled, mixture", "modelled, new", "stack_unknown")
_CONSTANTS = (
    *("prefill_compute", "decode_compute", "memory", "link", "compute_slope", "overlap_loss"),
    *("layer_s", "step_s", "sequence_s", "hop_s", "shrinkage"),
)
_LIMITS = {
    **dict.fromkeys(("prefill_compute", "decode_compute", "memory", "link", "overlap_loss"), (0.0, 1.0)),
    **dict.fromkeys(("layer_s", "step_s", "sequence_s", "hop_s"), (0.0, 0.1)),
    "compute_slope": (-1.0, 1.0),
}
"""Shares of the data sheet, seconds of a layer, step, sequence or hop, and an exponent."""
_FACTORS = (0.1, 10.0)


def read_stack(file: CatalogueFile, draft: Draft) -> None:
    """`[constants]`, `[vendors.SLUG]`, `[spread]`, `[engines]` and `[quality]`: the fields of `StackConstants`."""
    root = file.root()
    fitted, how = root.day("fitted"), root.text("how", required=True)
    if not fitted:
        root.error("fitted is missing: the day of the fit, such as 2026-09-16")
    constants, spread, vendors = (root.row(key) for key in ("constants", "spread", "vendors"))
    engines, quality = root.row("engines"), root.row("quality")
    root.done()
    if constants is None or spread is None or vendors is None:
        root.error("constants, spread and vendors must be there")
        return
    stack = StackConstants(
        fitted=fitted,
        how=how,
        constants={name: _constant(constants, name) for name in _CONSTANTS},
        vendors={slug: _vendor(row) for slug in vendors.data if (row := vendors.row(slug))},
        spread={name: _pair(spread, name, 0.0) for name in _SPREADS},
        anchored_spread=_pair(spread, "anchored_deviations", -10.0),
        engines=_engines(engines) if engines else {},
        quality={name: _number(quality, name) for name in quality.data} if quality else {},
    )
    for row in (constants, spread):
        row.done()
    draft.stack = stack


def _vendor(row: Row) -> VendorConstants:
    found = VendorConstants(
        time=_factor(row, "time"),
        overhead=_factor(row, "overhead"),
        points=row.whole("points", required=True),
    )
    row.done()
    return found


def _engines(row: Row) -> dict[str, float]:
    return {name: _factor(row, name) for name in row.data}


def _factor(row: Row, key: str) -> float:
    value = row.number(key, required=True) or 1.0
    if not _FACTORS[0] <= value <= _FACTORS[1]:
        row.error(f"{key} = {value:g} must be {_FACTORS[0]:g} to {_FACTORS[1]:g} times as long or fast as usual", key)
    return value


def _constant(row: Row, key: str) -> float:
    """All are above zero but the slope, which says which way efficiency goes."""
    value = _number(row, key) if key == "compute_slope" else row.number(key, required=True) or 1.0
    least, most = _LIMITS.get(key, (0.0, _MOST))
    if not least <= value <= most:
        row.error(f"{key} = {value:g} must be {least:g} to {most:g}", key)
    return value


def _number(row: Row, key: str) -> float:
    value: Any = row.get(key)
    if isinstance(value, bool) or not isinstance(value, int | Decimal) or not abs(float(value)) < _MOST:
        row.error(f"{key} must be a number", *(() if key not in row.data else (key,)))
        return 0.0
    return float(value)


def _pair(row: Row, key: str, least: float) -> tuple[float, float]:
    """P10 and P90: the first below the second."""
    value: Any = row.get(key)
    if isinstance(value, list) and len(value) == 2 and all(isinstance(v, int | Decimal) for v in value):
        low, high = float(value[0]), float(value[1])
        if least < low < high < _MOST:
            return low, high
    row.error(f"{key} must be [P10, P90], two numbers, the first below the second", *([key] if key in row.data else []))
    return 0.5, 2.0
