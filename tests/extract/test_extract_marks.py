"""Multiples are looked for where their words begin: that is where every spelling of them is."""

from __future__ import annotations

from itertools import product

import pytest

from tracker.extract import multiples, proportions
from tracker.extract.phrases import Phrases, Words

_TAILS = (
    "times",
    "fold",
    "x",
    "percent",
    "per cent",
    "prozent",
    "fach",
    "mal",
    "fois",
    "veces",
    "maal",
    "keer",
    "razy",
    "to one",
)
_NUMBERS = ("3", "0.5", *multiples._NUMERAL, *proportions._FEW, *proportions._KROTNIE)
_TOPS = ("a", "an", "two", "eight", "zwei", "deux", "duas", "la", "el", "um", "einem", "der")
_ORDINALS = (*multiples._ORDINAL, *proportions._PARTS)
_PHRASES = (
    *(f"{number}{gap}{tail}" for number, gap, tail in product(_NUMBERS, (" ", "-", ""), _TAILS)),
    *(f"{top}{gap}{part}{s}" for top, gap, part, s in product(_TOPS, (" ", "-", "'"), _ORDINALS, ("", "s"))),
    "doubled", "twice", "halved", "halbiert", "verdoppelt", "thrice", "trebled", "quadruples", "cuadruplica", "il doppio",
    "raddoppia", "dwukrotnie", "dubbele", "o dobro", "metade", "de helft", "verdrievoudigt", "3:1", "3 to 1", "x3", "0.6 of",
    "2/3 of", "30 cents on the dollar", "a factor of 3", "an order of magnitude", "para a metade",
)  # fmt: skip


@pytest.mark.parametrize("expression", [multiples._MULTIPLE, proportions._RARE], ids=["common", "rare"])
def test_where_words_begin_every_multiple_is_found(expression: Phrases) -> None:
    missed = []
    for phrase in _PHRASES:
        text = f"by {phrase} of it"
        spans = [hit.span() for hit in Words(text).hits(expression, 0, len(text))]
        if spans != [hit.span() for hit in expression.expression.finditer(text)]:
            missed.append(phrase)
    assert missed == []


@pytest.mark.parametrize(
    "text",
    [
        "skalierungsfaktor 3",
        "benefactor of 3",
        "multiple of two",
        "翻倍",
        "三分之一",
        "1/三",
        "1234分の1",
        "一倍",
        "3 倍",
    ],
)
def test_a_multiple_of_another_beginning_is_found(text: str) -> None:
    assert list(multiples.find(Words(text), 0, len(text), False))
