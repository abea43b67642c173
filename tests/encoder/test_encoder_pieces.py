"""Text is cut into pieces of the vocabulary, each with the place it came from."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.encoder.wordpiece import Pieces

WORDS = ["[UNK]", "ship", "##ping", "cafe", "3", "##x", "-", "芯", "片", "a"]
VOCABULARY = {word: n for n, word in enumerate(WORDS)}
PIECES = Pieces(VOCABULARY)


def cut(text: str) -> list[tuple[str, str]]:
    return [(WORDS[n], text[a:b]) for n, a, b in PIECES.read(text, 0, len(text))]


def test_a_word_is_cut_into_the_longest_pieces_that_are_known() -> None:
    assert cut("shipping 3x") == [("ship", "ship"), ("##ping", "ping"), ("3", "3"), ("##x", "x")]


def test_accents_are_dropped_and_places_are_those_of_the_text() -> None:
    assert cut("café") == [("cafe", "café")]
    assert [(a, b) for _, a, b in PIECES.read("a café", 0, 6)] == [(0, 1), (2, 6)]


def test_chinese_characters_stand_alone() -> None:
    assert cut("芯片a") == [("芯", "芯"), ("片", "片"), ("a", "a")]


def test_what_is_not_known_is_one_unknown_piece() -> None:
    assert cut("quux") == [("[UNK]", "quux")]
    assert cut("a" * 101) == [("[UNK]", "a" * 101)]


def test_only_the_stretch_asked_for_is_read() -> None:
    assert [(a, b) for _, a, b in PIECES.read("ship ship ship", 5, 9)] == [(5, 9)]


@given(st.text(max_size=200))
def test_any_text_gives_pieces_in_order_within_it(text: str) -> None:
    last = 0
    for _, start, end in PIECES.read(text.lower(), 0, len(text.lower())):
        assert last <= start < end <= len(text.lower())
        last = start


@pytest.mark.parametrize("mark", ["$", "%", "€"])
def test_a_mark_is_a_piece_of_its_own(mark: str) -> None:
    assert len(cut(f"a{mark}a")) == 3
