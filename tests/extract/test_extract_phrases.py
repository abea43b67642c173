"""Expressions of words: tried at their openings alone, they find what a walk over the whole text finds."""

from __future__ import annotations

import importlib
import json
import pkgutil
import re
from pathlib import Path

import pytest

from tracker import extract
from tracker.extract.openings import openings
from tracker.extract.phrases import Phrases, Several, Words

TEXTS = [
    json.loads(line)["text"].lower()
    for path in sorted(Path(__file__).parent.glob("own_*.jsonl"))
    for line in path.read_text(encoding="utf-8").splitlines()
]


def _of_the_package() -> dict[str, Phrases]:
    """Every expression of words that stands under a name of its own in the extractor."""
    found: dict[str, Phrases] = {}
    for info in pkgutil.iter_modules(extract.__path__):
        module = importlib.import_module(f"tracker.extract.{info.name}")
        for name, value in vars(module).items():
            if isinstance(value, Phrases):
                found[f"{info.name}.{name}"] = value
    return found


@pytest.mark.parametrize(
    ("source", "begins"),
    [
        (r"\b(?:order(?:s|ed)?|buys?)\b", {"orde", "buy", "buys"}),
        (r"(?<!no )(?:is|are) (?:now )?sold(?![a-z])", {"is", "are"}),
        (r"w(?:ins|on) the", {"wins", "won"}),
        (r"(?:the )?end\b", {"the", "end"}),
        (r"\d+\s?gb|[$€]\d|売", {"0", "$", "€", "売"}),
        (r"cancel\w*", {"canc"}),
        (r"ab[cd]?\b", {"ab", "abc", "abd"}),
        (r"[qt][1-4]|[0-3]?\dth", {"q", "t", "0"}),
        (r"an?[\s'-]half", {"a", "an"}),
    ],
)
def test_an_expression_tells_how_it_can_begin(source: str, begins: set[str]) -> None:
    assert openings(source) == begins


def test_a_short_beginning_stands_for_every_word_with_it() -> None:
    assert {"si", "sig", "sign", "sizz"} <= openings(r"si\w*")


def test_a_class_with_letters_from_one_to_another_stands_for_any() -> None:
    assert {"q", "qa", "qzzz"} <= openings(r"q[a-f]")


@pytest.mark.parametrize("source", [r"\sthe", r"\w+ing", r".{0,9}x", r"(?:a )?", r"[^a]b"])
def test_an_expression_that_begins_with_no_word_is_refused(source: str) -> None:
    with pytest.raises(ValueError, match="begin"):
        openings(source)


def _between_words(text: str, place: int) -> int:
    """The end of the word that a place is within: no sentence or clause parts a word."""
    rest = re.compile(r"(?<=\w)\w+").match(text, place)
    return rest.end() if rest else place


def test_every_expression_of_the_extractor_finds_at_its_openings_what_it_finds_anywhere() -> None:
    known = _of_the_package()
    assert len(known) > 20
    for text in TEXTS[:400]:
        words = Words(text)
        for name, phrases in known.items():
            for start, end in ((0, len(text)), (len(text) // 3, len(text) - 7)):
                start, end = _between_words(text, start), _between_words(text, end)
                everywhere = [hit.span() for hit in phrases.expression.finditer(text, start, end)]
                assert [hit.span() for hit in words.hits(phrases, start, end)] == everywhere, (name, text)
                first = words.first(phrases, start, end)
                assert (first and first.span()) == (everywhere[0] if everywhere else None), (name, text)
                assert not everywhere or words.may_hold(phrases, start, end), (name, text)


def test_what_can_stand_in_a_stretch_is_told_for_several_expressions_at_once() -> None:
    several = Several([Phrases(r"sold\b"), Phrases(r"ships?\b"), Phrases(r"\d+x")])
    words = Words("it ships 3x, and sold")
    assert words.begun(several, 0, len(words.low)) == [0, 1, 2]
    assert words.begun(several, 4, len(words.low)) == [0, 2]
    assert words.begun(several, 9, 12) == [2]
    assert words.begun(several, 12, 16) == []


@pytest.mark.parametrize("line", ["", "a title of 2 words", "é,7"])
def test_a_text_below_a_line_has_the_words_of_both(line: str) -> None:
    text = "2 titles. a line, 日本 x1"
    both, whole = Words(text).below(line), Words(f"{line}\n{text}")
    assert both.low == whole.low
    for phrases in (Phrases(r"titles?"), Phrases(r"\d+"), Phrases(r"a\b"), Phrases("é|日"), Phrases("x")):
        found = [hit.span() for hit in whole.hits(phrases, 0, len(whole.low))]
        assert [hit.span() for hit in both.hits(phrases, 0, len(whole.low))] == found
