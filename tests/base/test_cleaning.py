"""Text from outside is made harmless, and stays itself where it was harmless."""

import unicodedata

import pytest

from tracker.cleaning import clean, cut, visible


@pytest.mark.parametrize(
    ("dirty", "plain"),
    [
        ("\x1b[31mred\x1b[0m", "[31mred[0m"),
        ("\x1b]52;c;ZWNobw==\x07x", "]52;c;ZWNobw==x"),
        ("\x9b31mC1\x00\x7f", "31mC1"),
        ("NVIDIA \u202eYXORP\u202c", "NVIDIA YXORP"),
        ("zero\u200bwidth\ufeff\u2060 soft\u00adhyphen", "zerowidth softhyphen"),
        ("tag\U000e0041\U000e007f", "tag"),
        ("lone\ud800surrogate", "lonesurrogate"),
        ("a\r\nfake\tline\u2028sep\x85nel", "a fake line sep nel"),
        ("Cafe\u0301 1,000\u00a0GB", "Café 1,000 GB"),
        ("日本語 ✓ 3.5 PFLOPS", "日本語 ✓ 3.5 PFLOPS"),
    ],
)
def test_one_line_without_anything_unseen(dirty: str, plain: str) -> None:
    assert clean(dirty) == plain


def test_lines_are_kept_where_wanted_with_one_empty_line_at_most() -> None:
    assert clean("\n\na  b\r\n\n\n\u2029c\t\x1b d\n\n", multiline=True) == "a b\n\nc d"


def test_cleaning_twice_changes_nothing() -> None:
    for text in ("a\u0300" * 300, "Z" + "\u0335\u0489" * 500 + "algo", "\x1b\u202e x\n\n\ny", "e\u0301\u200d👨‍👩‍👧"):
        for multiline in (False, True):
            once = clean(text, multiline)
            assert clean(once, multiline) == once
            assert unicodedata.is_normalized("NFC", once)


def test_a_storm_of_combining_marks_is_cut() -> None:
    assert len(clean("o" + "\u0335\u0489\u0316\u0301" * 50_000)) < 12
    assert len(visible("o" + "\u0335" * 100)) <= 5


def test_what_is_invisible_is_marked_when_shown() -> None:
    assert visible("a\u202eb\u200bc\x1b") == "a<U+202E>b<U+200B>c"


def test_cutting_tells_that_there_was_more() -> None:
    assert cut("abcdef", 6) == "abcdef"
    assert cut("abcdefg", 6) == "abcde…"
