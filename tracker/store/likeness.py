"""How alike two texts are: a sample of their runs of words, and the share of the shorter one's that the longer one has. Pure.

A copy that is cut to its first lines, edited or wrapped in other words keeps most of the runs; two reports of one event share few.
The sample keeps a run by its hash alone, so that two texts keep the same ones (Manasse and Broder's mod-p sketch).
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Collection

DIGITS = 8
_RUN = 4
_EVERY = 4
_MOST_WORDS = 1500
_LEAST, _SHARE = 4, 0.5
_WORD = re.compile(r"\w+")


def sketch(text: str) -> frozenset[int]:
    """About one in four of the runs of four words, as numbers below 2**32. Of the first 1,500 words."""
    words = _WORD.findall(text[: 12 * _MOST_WORDS].casefold())[:_MOST_WORDS]
    runs = zip(*(words[n:] for n in range(_RUN)), strict=False)
    hashes = (zlib.crc32(" ".join(run).encode("utf-8", "surrogatepass")) for run in runs)
    return frozenset(h for h in hashes if h % _EVERY == 0)


def alike(shared: int, one: int, other: int) -> bool:
    """Two texts of `one` and `other` kept runs, `shared` of which both have."""
    return shared >= _LEAST and shared >= _SHARE * min(one, other)


def packed(runs: Collection[int]) -> str:
    """Eight hex digits a run."""
    return "".join(f"{run:0{DIGITS}x}" for run in sorted(runs))


def unpacked(kept: str) -> frozenset[int]:
    return frozenset(int(kept[place : place + DIGITS], 16) for place in range(0, len(kept), DIGITS))
