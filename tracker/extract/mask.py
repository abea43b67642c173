"""Markup and typography made plain without moving a character: the clean text is as long as the given one."""

from __future__ import annotations

import html
import re
import unicodedata

from tracker.extract.late import late

LIMIT = 100_000
"""Characters that are read of one text; no announcement is longer, and hostile ones must cost little."""

_PLAIN = {
    **dict.fromkeys("‘’ʼ′`´", "'"),
    **dict.fromkeys("“”„«»″", '"'),
    **dict.fromkeys("‐‑‒–—−﹣－", "-"),
    **dict.fromkeys("×✕✖╳", "x"),
    **dict.fromkeys("\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000", " "),
    **dict.fromkeys("\r\x0b\x0c\x85\u2028\u2029", "\n"),
    **dict.fromkeys("•◦▪‣●", "•"),
    **dict.fromkeys("®™©*", " "),
    "~": "~",
    "≈": "~",
    "…": ".",
    "İ": "I",
    "｡": "。",
    "、": ",",
    "︰": ":",
}
_FULL_WIDTH = {wide: chr(wide - 0xFEE0) for wide in range(0xFF01, 0xFF5F)}
"""Full-width letters, digits and signs; the marks that end a Chinese or Japanese sentence stay, `layout` reads them."""
_TABLE = {chr(w): c for w, c in _FULL_WIDTH.items() if c not in "!?"} | _PLAIN
_SIGN = late(f"[{re.escape(''.join(_TABLE))}]")

_UNSEEN = "\u200b\u200c\u200d\u2060\ufeff\u00ad\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069"
_SPLIT_WORD = late(rf"(?=[^{_UNSEEN}\s]{{0,40}}[{_UNSEEN}])[^\s]{{2,60}}")
_UNSEEN_MARK = late(f"[{_UNSEEN}]")
_ENTITY = late(r"&(?:#\d{1,7}|#x[0-9a-fA-F]{1,6}|[A-Za-z]{2,8});")
_TAG = late(r"<(/?)([A-Za-z][A-Za-z0-9]{0,15})(?:\s[^<>]{0,2000})?/?>|<!--[^<>]{0,2000}-->")
_URL = late(r"https?://[^\s<>\"')\]]{1,2000}")
_NAMED_LINK = late(r"!?\[([^\[\]\n]{1,400})\]\([^()\s]{0,2000}\)")
_LINK = late(r"\]\([^()\s]{0,2000}\)")
_STRUCK = late(r"<(?:s|del|strike)>[^<]{0,300}</(?:s|del|strike)>|~~[^~\n]{1,300}~~", re.I)
_UNDERLINE = late(r"(?<![A-Za-z0-9])_{1,2}|_{1,2}(?![A-Za-z0-9])")
_LINES = {"p", "dt", "dl", "li", "br", "tr", "ul", "ol", "table", "div", "h1", "h2", "h3", "h4", "h5", "h6"}


def clean(text: str) -> str:
    """Tags, link targets, emphasis and struck-out words become spaces; entities, quotes and dashes become plain.

    Table cells are parted by tabs, block elements by line ends. `len(clean(t)) == len(t)`.
    """
    text = _SIGN.sub(_plain, text)
    if not text.isascii() and _UNSEEN_MARK.search(text):
        text = _UNSEEN_MARK.sub(" ", _SPLIT_WORD.sub(_joined, text))
    if "<" in text or "~~" in text:
        text = _TAG.sub(_tag, _STRUCK.sub(_blank, text))
    if "](" in text:
        text = _LINK.sub(_blank, _NAMED_LINK.sub(_unlinked, text))
    if "http" in text:
        text = _URL.sub(_blank, text)
    if "&" in text:
        text = _ENTITY.sub(_entity, text)
    return _UNDERLINE.sub(_blank, text) if "_" in text else text


_ODD = late(f"[{_UNSEEN}\uff01-\uff5e]")


def quick(text: str) -> str:
    """Lower case that is good enough to see whether any name is in the text."""
    return lower(clean(text)) if not text.isascii() and _ODD.search(text) else lower(text)


def lower(clean_text: str) -> str:
    """Lower case of the same length."""
    low = clean_text.lower()
    return low if len(low) == len(clean_text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in clean_text)


def _plain(found: re.Match[str]) -> str:
    return _TABLE[found[0]]


def _joined(found: re.Match[str]) -> str:
    """A word without the invisible marks in it; what they took stands behind it as blanks."""
    return _UNSEEN_MARK.sub("", found[0]).ljust(len(found[0]))


def _blank(found: re.Match[str]) -> str:
    return " " * len(found[0])


def _unlinked(found: re.Match[str]) -> str:
    """A link's words without their brackets and target."""
    before = found.start(1) - found.start()
    return " " * before + found[1] + " " * (found.end() - found.end(1))


def _tag(found: re.Match[str]) -> str:
    name, size = (found[2] or "").lower(), len(found[0])
    if name in ("td", "th"):
        return (" " if found[1] else "\t") + " " * (size - 1)
    if name == "dt" and found[1]:
        return ":" + " " * (size - 1)
    return ("\n" if name in _LINES else " ") + " " * (size - 1)


def _entity(found: re.Match[str]) -> str:
    char = html.unescape(found[0])
    if len(char) != 1 or unicodedata.category(char).startswith("C"):
        return _blank(found)
    return _TABLE.get(char, char).ljust(len(found[0]))
