"""Text from outside, made safe: no control sequences, no invisible marks, one normal form, folded white space.

Both functions belong after the decoding of HTML and entities: `&amp;#27;` is an escape character only then.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

_CONTROLS = "\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff"
_INVISIBLE = (
    "\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e007f"
)
"""Bidi overrides and isolates, zero-width characters, soft hyphen, tags, controls of shorthand and of music: they change
what is read, unseen."""

_CONTROL = re.compile(f"[{_CONTROLS}]")
_UNSEEN = re.compile(f"[{_INVISIBLE}]")
_EITHER = re.compile(f"[{_CONTROLS}{_INVISIBLE}]")
_STORED_MARKS, _SHOWN_MARKS = 8, 4
_RARE = re.compile("[\u0300-\u1dff\u20d0-\u20ff\u2800-\U000effff]")
"""All marks and blanks, and much more: most texts in Latin letters have none of it, and it is found in a third of the time."""
_BLANKS = "\u115f\u1160\u2800\u3164\uffa0"
"""Letters to Unicode, of Hangul and Braille, and nothing to see: a title of them would look empty."""
_SELECTOR = "[\u034f\u17b4\u17b5\u180b-\u180d\u180f\ufe00-\ufe0f\U000e0100-\U000e01ef]"
_SELECTORS = re.compile(f"{_SELECTOR}{_SELECTOR}*")  # half the time of `+`: what it begins with is looked for first
"""They say how the character before them looks: a second one, or one with nothing before it, is unseen."""
_MARKED_BLOCKS = (
    (0x0300, 0x1DFF), (0x20D0, 0x20FF), (0x2CEF, 0x2DFF), (0x302A, 0x309A), (0xA66F, 0xABED), (0xFB1E, 0xFB1E), (0xFE00, 0xFE2F)
)  # fmt: skip
_MARKS_BEYOND = "\U000101fd-\U0001e94a\U000e0100-\U000e01ef"
"""Scripts of old, with their marks: runs of their letters are looked at one by one."""


def clean(text: str, multiline: bool = False) -> str:
    """For storing: controls, surrogates and invisible marks dropped, NFC, white space folded.

    One line, or with `multiline` lines kept with at most one empty line between two. Linear in the length of the text.
    """
    if not _is_printable(text, multiline):
        text = _EITHER.sub("", text)
    return _folded(_composed(text, _STORED_MARKS), multiline)


def visible(text: str, multiline: bool = False) -> str:
    """For showing text that was not stored through `clean`: as above, but what is invisible appears as `<U+202E>`."""
    if not _is_printable(text, multiline):
        text = _UNSEEN.sub(lambda found: f"<U+{ord(found[0]):04X}>", _CONTROL.sub("", text))
    return _folded(_composed(text, _SHOWN_MARKS), multiline)


def cut(text: str, limit: int) -> str:
    """At most `limit` characters; an ellipsis tells that there were more."""
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"


def _is_printable(text: str, multiline: bool) -> bool:
    """Nothing that is printable is a control or invisible mark of ours."""
    return all(map(str.isprintable, text.split("\n"))) if multiline else text.isprintable()


def _composed(text: str, most_marks: int) -> str:
    if text.isascii():
        return text
    rare = _RARE.search(text) is not None
    if rare:
        text = _without_unseen(text)
    if not unicodedata.is_normalized("NFC", text) or (rare and _mark_run().search(text)):
        text = unicodedata.normalize("NFC", _few_marks(text, most_marks))
    return text


def _without_unseen(text: str) -> str:
    """What is printable and yet shows nothing: blanks become blanks, selectors with nothing to select go."""
    for blank in _BLANKS:
        if blank in text:
            text = text.replace(blank, " ")

    def selecting(found: re.Match[str]) -> str:
        return found[0][0] if found.start() and not text[found.start() - 1].isspace() else ""

    return _SELECTORS.sub(selecting, text)


@cache
def _mark_run() -> re.Pattern[str]:
    """More marks in a row than are shown. Made of what Unicode calls marks, when the first text could have some."""
    mark = "".join(
        chr(code) for first, last in _MARKED_BLOCKS for code in range(first, last + 1)
        if unicodedata.category(chr(code)).startswith("M")
    )  # fmt: skip
    return re.compile(f"[{mark}{_MARKS_BEYOND}][{mark}{_MARKS_BEYOND}]{{{_SHOWN_MARKS},}}")


def _few_marks(text: str, most: int) -> str:
    """No more than `most` combining marks in a row: sorting longer runs is what makes NFC quadratic."""
    run = 0
    kept: list[str] = []
    for char in text:
        run = run + 1 if char > "\u02ff" and unicodedata.category(char).startswith("M") else 0
        if run <= most:
            kept.append(char)
    return "".join(kept)


def _folded(text: str, multiline: bool) -> str:
    if not multiline:
        return _folded_line(text)
    lines: list[str] = []
    for line in text.splitlines():
        folded = _folded_line(line)
        if folded or (lines and lines[-1]):
            lines.append(folded)
    return "\n".join(lines).rstrip()


def _folded_line(line: str) -> str:
    """The only white space that is printable is a blank."""
    return " ".join(line.split()) if "  " in line or not line.isprintable() else line.strip()
