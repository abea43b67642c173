"""What numpy's matrix library is told before it is loaded, for it hears of nothing later. What a person has set stands."""

from __future__ import annotations

import os
from pathlib import Path

_CPU = Path("/proc/cpuinfo")
_FIRST = 8192
"""Bytes that hold what is told of the first processor."""
_WIDE = frozenset(("avx512f", "avx512cd", "avx512bw", "avx512dq", "avx512vl"))
_ZEN_5 = 26


def prepare() -> None:
    """One thread: on texts of this length a second costs six times what it saves. And the wide instructions, where OpenBLAS
    overlooks them.

    To be called before numpy is imported by anyone.
    """
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    if "OPENBLAS_CORETYPE" not in os.environ and is_overlooked(_told()):
        os.environ["OPENBLAS_CORETYPE"] = "SkylakeX"


def is_overlooked(cpuinfo: str) -> bool:
    """Whether this processor, as Linux describes it, is one with AVX-512 that OpenBLAS up to 0.3.31 takes for one without: AMD's
    since Zen 5 (github.com/OpenMathLib/OpenBLAS/issues/6029). Its products then take 1.7 times as long."""
    first = cpuinfo.split("\n\n", 1)[0].splitlines()
    told = {name.strip(): value.strip() for name, _, value in (line.partition(":") for line in first)}
    family = told.get("cpu family", "")
    return (
        told.get("vendor_id") == "AuthenticAMD"
        and family.isascii() and family.isdigit() and int(family) >= _ZEN_5
        and set(told.get("flags", "").split()) >= _WIDE
    )  # fmt: skip


def _told() -> str:
    """ "" where the system tells nothing."""
    try:
        with _CPU.open("rb") as file:
            return file.read(_FIRST).decode("utf-8", "replace")
    except OSError:
        return ""
