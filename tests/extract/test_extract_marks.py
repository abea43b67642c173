"""The marks that are asked for before multiples are looked for: they stand in every spelling that could be found."""

from __future__ import annotations

from itertools import product

import pytest

from tracker.extract import multiples, proportions

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


@pytest.mark.parametrize("words", [multiples._MULTIPLE, proportions._RARE])
def test_what_has_no_mark_holds_no_multiple(words) -> None:  # type: ignore[no-untyped-def]
    unmarked = [phrase for phrase in _PHRASES if not multiples._MARK.search(f"by {phrase} of it")]
    missed = [phrase for phrase in unmarked if any(_told(hit) for hit in words.finditer(f"by {phrase} of it"))]
    assert missed == []


def _told(hit) -> bool:  # type: ignore[no-untyped-def]
    """A fraction without its number is an ordinal: found, and never read as a multiple."""
    found = hit.groupdict()
    return not (found.get("bottom") and not found.get("top"))
