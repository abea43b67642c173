"""The words of a table's header: the unit that they give to bare numbers, and keys of data files spelt out ("mem_gb")."""

from __future__ import annotations

import re

from tracker.extract.late import late

HOUR = r"(?:h(?:r|our)?|ora|uur|std|stunde|heure|hora|godz|時間?|小时|시간)(?![a-z])"
PIECE = r"(?:gpu|chip|card|accelerator|device|node|instance|server)"
UNIT_WORD = (
    r"(?:[kKMGTPE]i?B(?:/s(?:ec)?|ps)?|[GT]b(?:/s|ps)|[TPE]?(?:FLOPS?|flops?|FLOP/s|F(?:/s)?)|[TP]OPS|k?W|[Ww]atts?|nm"
    r"|(?:USD|\$)\s?(?:per|/)\s?(?:1\s?)?(?:M|million)\s?(?:tok|tokens)"
    r"|petaflops|teraflops|billions?|bn)"
)
_DEVICE = r"(?:chip|gpu|device|accelerator|package|card|socket|instance|server|node|rack|pod|direction)\b"
_UNIT = late(
    rf"[(\[,]\s?(?:in\s)?({UNIT_WORD})(?:[,;][^()\[\]]{{0,30}}|(?P<per>\s?(?:/|per)\s?{_DEVICE}))?\s?[)\]]"
    rf"|\b(?:in\s)?({UNIT_WORD})\s*$"
)
RATE = late(
    rf"(?:\$|\busd|\bdollars?)\s?(?:per\b|an\b|a\b|/)\s?(?:(?P<of>{PIECE})[\s/-]{{0,2}})?(?:and\s|per\s|an\s|/\s?)?{HOUR}",
    re.I,
)
"""Dollars an hour, of what is named in between."""
_SIZE_LABEL = late(
    r"\b(?:pod|domain|scale-?up|chips|gpus|accelerators|npus|tpus|lpus|rack)\b.{0,30}\b(?:size|count|number|per"
    r"|chips)\b|\b(?:chips|gpus|accelerators) (?:per|in)\b"
    r"|\bnumber of (?:[\w-]{1,20} ){0,2}(?:chips|gpus|accelerators|devices|npus|tpus|lpus)\b",
    re.I,
)
_KEY = late(r"[A-Za-z][A-Za-z0-9]{0,15}(?:_[A-Za-z0-9]{1,12}){1,5}")
_KEY_UNITS = {
    "gb": "GB", "gib": "GiB", "tb": "TB", "gbs": "GB/s", "gb_s": "GB/s", "tbs": "TB/s", "tb_s": "TB/s",
    "tflops": "TFLOPS", "pflops": "PFLOPS", "tops": "TOPS", "w": "W", "watts": "W", "kw": "kW", "nm": "nm",
    "usd_h": "USD/h", "usd_hr": "USD/h", "usd_hour": "USD/h", "usd_per_hour": "USD/h", "usd_per_hr": "USD/h",
}  # fmt: skip
"""Endings of keys; "gbps" is not among them, which is bits as often as bytes."""
_KEY_QUALIFIERS = frozenset(("dense", "sparse", "peak", "max", "total"))
"""What may stand behind the unit of a key."""
_KEY_WORDS = {"mem": "memory", "bw": "bandwidth", "xgmi": "infinity fabric"}


def spelt(label: str) -> str:
    """A key of a data file as the words of a header: "fp8_dense_tflops" is "fp8 dense (TFLOPS)"."""
    if "_" not in label or not _KEY.fullmatch(label):
        return label
    parts = label.lower().split("_")
    parts = [p for p in parts if p in _KEY_QUALIFIERS] + [p for p in parts if p not in _KEY_QUALIFIERS]
    for size in (3, 2, 1):
        unit = _KEY_UNITS.get("_".join(parts[-size:]))
        if unit and len(parts) > size:
            return f"{_words(parts[:-size])} ({unit})"
    return _words(parts)


def _words(parts: list[str]) -> str:
    return " ".join(_KEY_WORDS.get(part, part) for part in parts)


def sized(label: str) -> bool:
    """Does it speak of a number of chips in something?"""
    return bool(_SIZE_LABEL.search(label))


_TOKENS = late(r"(?:price|cost|input|output|\$|usd)[^€£¥]{0,30}?(?:per|/)\s?(?:1\s?)?(?:m|million|mio)\.?\s?tok", re.I)


_AN_HOUR = late(r"\bhourly\b|(?:\bper\b|\ban\b|/)\s?(?:gpu[\s-]?)?(?:hour|hr|h)\b", re.I)
_DOLLARS = late(r"\$|\busd\b|\bdollars?\b", re.I)


def tokens(label: str) -> bool:
    """Does it speak of a price for a million tokens?"""
    return bool(_TOKENS.search(label))


def unit_of(label: str) -> str:
    """What the label puts behind a bare number; "" where it says nothing."""
    if rate := RATE.search(label):
        return hourly(rate["of"])
    if tokens(label):
        return " usd per million tokens"
    if _AN_HOUR.search(label) and _DOLLARS.search(label):
        return hourly(None)
    unit = _UNIT.search(label)
    if unit is None:
        return " chips" if sized(label) else ""
    word = unit[1] or unit[3]
    per = unit["per"]
    if "$" in word or "usd" in word.lower():
        return " usd per million tokens"
    if word.lower() in ("billion", "billions", "bn"):
        return f" {word} transistors"
    return f" {word}" + (f" per {per.strip(' /').removeprefix('per ')}" if per else "")


def hourly(piece: str | None) -> str:
    return f" usd per {piece.lower()} hour" if piece else " usd per hour"
