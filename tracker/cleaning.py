"""Text from outside, made safe: no control sequences, no invisible marks, one normal form, folded white space.

Both functions belong after the decoding of HTML and entities: `&amp;#27;` is an escape character only then.
"""

from __future__ import annotations

import re
import unicodedata

_CONTROLS = "\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff"
_INVISIBLE = "\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f"
"""Bidi overrides and isolates, zero-width characters, soft hyphen, tags: they change what is read, unseen."""

_CONTROL = re.compile(f"[{_CONTROLS}]")
_UNSEEN = re.compile(f"[{_INVISIBLE}]")
_EITHER = re.compile(f"[{_CONTROLS}{_INVISIBLE}]")
_STORED_MARKS, _SHOWN_MARKS = 8, 4
_MARK = (
    "\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u0610-\u061a\u064b-\u065f\u0e34-\u0e3a\u0e47-\u0e4e"
    "\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff"
)
_MARKED = re.compile("[\u0300-\u1dff\u20d0-\u20ff]")
"""All of `_MARK` and more, found in a third of the time."""
_MARK_RUN = re.compile(f"[{_MARK}]{{{_SHOWN_MARKS + 1},}}")


def clean(text: str, multiline: bool = False) -> str:
    """For storing: controls, surrogates and invisible marks dropped, NFC, white space folded.

    One line, or with `multiline` lines kept with at most one empty line between two. Linear in the length of the text.
    """
    if not (all(map(str.isprintable, text.split("\n"))) if multiline else text.isprintable()):
        text = _EITHER.sub("", text)  # nothing that is printable is among it
    return _folded(_composed(text, _STORED_MARKS), multiline)


def visible(text: str, multiline: bool = False) -> str:
    """For showing text that was not stored through `clean`: as above, but what is invisible appears as `<U+202E>`."""
    marked = _UNSEEN.sub(lambda found: f"<U+{ord(found[0]):04X}>", _CONTROL.sub("", text))
    return _folded(_composed(marked, _SHOWN_MARKS), multiline)


def cut(text: str, limit: int) -> str:
    """At most `limit` characters; an ellipsis tells that there were more."""
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"


def _composed(text: str, most_marks: int) -> str:
    normal = text.isascii() or unicodedata.is_normalized("NFC", text)
    if normal and not (_MARKED.search(text) and _MARK_RUN.search(text)):
        return text
    return unicodedata.normalize("NFC", _few_marks(text, most_marks))


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
