"""The text around a quote has no half words, and says where it goes on."""

from __future__ import annotations

import pytest

from tracker.views.excerpt import AROUND, words_after, words_before

TEXT = " ".join(f"word{n}" for n in range(200))
WORDS = set(TEXT.split())


@pytest.mark.parametrize("at", range(900, 930))
def test_every_word_on_either_side_is_whole(at: int) -> None:
    at = TEXT.index(" ", at) + 1
    before, after = words_before(TEXT, at), words_after(TEXT, at)
    assert before[0] == after[-1] == "…"
    assert set(before[1:].split()) | set(after[:-1].split()) <= WORDS
    assert TEXT[:at].endswith(before[1:])
    assert TEXT[at:].startswith(after[:-1])
    assert all(AROUND - 8 <= len(side) <= AROUND + 1 for side in (before, after))


def test_what_is_all_of_it_has_no_ellipsis() -> None:
    assert words_before("a short text", 8) == "a short "
    assert words_after("a short text", 7) == " text"


def test_a_text_without_blanks_is_shown_all_the_same() -> None:
    text = "字" * 1000
    assert words_before(text, 500) == f"…{'字' * AROUND}"
    assert words_after(text, 500) == f"{'字' * AROUND}…"
