"""Text is cut into pieces of the vocabulary."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.encoder.wordpiece import Pieces

WORDS = ["[UNK]", "ship", "##ping", "cafe", "3", "##x", "-", "芯", "片", "a"]
VOCABULARY = {word: n for n, word in enumerate(WORDS)}
PIECES = Pieces(VOCABULARY)


def cut(text: str) -> list[str]:
    return [WORDS[n] for n in PIECES.read(text, 0, len(text))]


def test_a_word_is_cut_into_the_longest_pieces_that_are_known() -> None:
    assert cut("shipping 3x") == ["ship", "##ping", "3", "##x"]


def test_accents_are_dropped() -> None:
    assert cut("café") == cut("cafe\u0301") == ["cafe"]


def test_chinese_characters_stand_alone() -> None:
    assert cut("芯片a") == ["芯", "片", "a"]


def test_what_is_not_known_is_one_unknown_piece() -> None:
    assert cut("quux") == ["[UNK]"]
    assert cut("a" * 101) == ["[UNK]"]


def test_only_the_stretch_asked_for_is_read() -> None:
    assert PIECES.read("ship a ship", 5, 9) == [WORDS.index("a"), *PIECES.read("sh", 0, 2)]


@given(st.text(max_size=200))
def test_any_text_gives_known_pieces_no_more_than_it_has_characters(text: str) -> None:
    low = unicodedata.normalize("NFD", text.lower())
    found = PIECES.read(low, 0, len(low))
    assert len(found) <= len(low)
    assert all(0 <= n < len(WORDS) for n in found)


@pytest.mark.parametrize("mark", ["$", "%", "€"])
def test_a_mark_is_a_piece_of_its_own(mark: str) -> None:
    assert len(cut(f"a{mark}a")) == 3
