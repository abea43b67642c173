"""Values as cells of a file: CSV that no spreadsheet runs, JSON without infinities, Markdown that stays text."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping
from typing import Any

_FORMULA = "=+-@\t\n＝＋－＠"
_NUMBER = re.compile(r"[+-]?\d+(\.\d*)?([eE][+-]?\d+)?")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_MARKUP = re.compile(r"([\\`*_{}\[\]<>#|~])")


def csv_cell(value: Any) -> str:
    """As text that is no formula to a spreadsheet and holds no control character."""
    if value is None:
        return ""
    text = value.hex() if isinstance(value, bytes) else repr(value) if isinstance(value, float) else str(value)
    text = _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    return f"'{text}" if text.startswith(tuple(_FORMULA)) and not _NUMBER.fullmatch(text) else text


def json_text(value: Any, indent: int | None = None) -> str:
    """ASCII alone; floats read back to the same bits, infinity is null, bytes are hexadecimal digits."""
    return json.dumps(_finite(value), ensure_ascii=True, allow_nan=False, indent=indent)


def markdown_text(text: str) -> str:
    """Text in one line that no reader of Markdown takes for markup."""
    return _MARKUP.sub(r"\\\1", " ".join(_CONTROL.sub("", text).split()))


def _finite(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {k: _finite(v) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return [_finite(v) for v in value]
    if isinstance(value, bytes):
        return value.hex()
    return None if isinstance(value, float) and not math.isfinite(value) else value
