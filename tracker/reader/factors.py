"""Which factors the numbers of a comparison can mean: "67 % better" is 1.67, "40 % less" 0.6, "a third" 0.333."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

_WORDS = {
    2.0: r"doubl\w*|twice|two-?fold|verdoppel\w*|doppelt\w*|zweifach\w*|hal(?:f|v\w+)|hälfte|halbier\w*|moitié"
    r"|mitad|metà|翻倍|2倍|两倍",
    3.0: r"tripl\w*|thrice|three-?fold|thirds?|dreifach\w*|drittel|verdreifach\w*|tiers",
    4.0: r"quadrupl\w*|four-?fold|quarters?|vierfach\w*|viertel|vervierfach\w*|quart",
    5.0: r"quintupl\w*|five-?fold|fifths?|fünffach\w*|fünftel",
    6.0: r"six-?fold|sixths?|sechsfach\w*",
    7.0: r"seven-?fold|sevenths?|siebenfach\w*",
    8.0: r"eight-?fold|eighths?|achtfach\w*",
    9.0: r"nine-?fold|ninths?|neunfach\w*",
    10.0: r"ten-?fold|tenths?|order of magnitude|zehnfach\w*|zehntel|dixième",
    1.5: r"half again",
    1.0: r"parity|same",
}
_SPELT = [(n, re.compile(rf"(?<![a-z])(?:{words})(?![a-z])", re.IGNORECASE)) for n, words in _WORDS.items()]
_FOLD = re.compile(r"(\d+(?:\.\d+)?)[ -]?fold", re.IGNORECASE)


def stated(quote: str, numbers: Iterable[float]) -> tuple[float, ...]:
    """All factors that the quote may state, given the numbers printed in it."""
    spelt = [n for n, words in _SPELT if words.search(quote)]
    folds = [float(hit[1]) for hit in _FOLD.finditer(quote)]
    return tuple({f for n in (*numbers, *spelt, *folds) for f in _readings(n)})


def _readings(n: float) -> Iterator[float]:
    """As a multiple and its inverse, as per cent of, more and less; two thirds and three quarters by their own."""
    if not 0 < n < 1e6:
        return
    yield from (n, 1 / n, n / 100, 1 + n / 100, 1 / (1 + n / 100))
    if n < 100:
        yield from (1 - n / 100, 1 / (1 - n / 100))
    if 1 < n < 10:
        yield 1 - 1 / n
