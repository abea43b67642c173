"""A list of words and phrases finds what one long expression of them finds."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.extract.alternation import pattern
from tracker.extract.wordlist import WordList

ENTRIES = (
    "ship",
    "ships to",
    "ship out",
    "ship-out",
    "on-demand price",
    "on-sale on",
    "out",
    "1時間",
    "on sale",
    "on",
    "sale's",
    "a month",
    "x_y",
)
LIST = WordList(ENTRIES)
WHOLE = re.compile(rf"(?<!\w)(?:{pattern(ENTRIES)})(?!\w)".replace("\\ ", r"\s{1,3}"))
PARTS = st.sampled_from(
    (
        "ship",
        "ships",
        "shipped",
        "out",
        "to",
        "on",
        "on-demand",
        "price",
        "sale",
        "'s",
        "1時間",
        "month",
        "a",
        "x_y",
        "_",
    )
)
BETWEEN = st.sampled_from((" ", "  ", "\n \n", "    ", "-", ", ", ".", ""))
TEXTS = st.lists(st.tuples(PARTS, BETWEEN), max_size=30).map(lambda found: "".join(a + b for a, b in found))


def found(text: str, start: int = 0, end: int | None = None) -> list[str]:
    return [text[a:b] for a, b, _ in LIST.hits(text, start, len(text) if end is None else end)]


def test_the_longest_entry_counts_and_none_within_another() -> None:
    assert found("they ship out on  sale's day, on\n\n\n\nsale") == ["ship out", "on  sale", "on"]
    assert found("ship-out, ships\nto") == ["ship-out", "ships\nto"]


def test_an_entry_is_told_as_it_is_written_in_the_list() -> None:
    assert [one.entry for one in LIST.hits("ships\n\nto them, on sale", 0, 99)] == ["ships to", "on sale"]


def test_entries_are_whole_words() -> None:
    assert found("shipping shouts on-sale once") == ["on"]
    assert found("ship", 1) == []
    assert found("shipping", 0, 4) == ["ship"]


@given(TEXTS, st.integers(0, 80), st.integers(0, 80))
def test_every_stretch_gives_what_one_expression_gives(text: str, start: int, length: int) -> None:
    spans = [(a, b) for a, b, _ in LIST.hits(text, start, start + length)]
    assert spans == [hit.span() for hit in WHOLE.finditer(text, start, start + length)]


def test_an_entry_that_begins_with_a_mark_is_refused() -> None:
    with pytest.raises(ValueError, match="-ship"):
        WordList(["-ship"])
