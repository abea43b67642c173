"""A web page -> the text of its article, by trafilatura (the extra `[fulltext]`) and then by our own reading of HTML.

May be slow or eat memory on hostile pages: see `pool`. Imports trafilatura where a page is read, nowhere else.
"""

from __future__ import annotations

import codecs
import re

from tracker.cleaning import cut
from tracker.feeds import html, sniff
from tracker.feeds.draft import MOST_BODY
from tracker.model.fetched import Article

_HEAD = 2048
_WIDE = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_CHARSET = re.compile(r"charset\s{0,20}=\s{0,20}[\"']?([\w.:-]{1,40})", re.ASCII | re.IGNORECASE)
_META = re.compile(rb"<meta\s[^>]{0,500}?charset\s{0,20}=\s{0,20}[\"']?([\w.:-]{1,40})", re.ASCII | re.IGNORECASE)
_CHARREF = re.compile(r"&#(?:[xX]([0-9a-fA-F]{1,8})|([0-9]{1,8}))(?![0-9a-fA-F]);?")
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_HTML = ("text/html", "application/xhtml+xml")


def kind_problem(content_type: str, body: bytes) -> str:
    """Why these bytes are no web page, in a few words; empty where they are one."""
    kind = content_type.partition(";")[0].strip().lower()
    if kind and kind not in _HTML:
        return f"no web page but {cut(kind, 60)}"
    if not kind and b"<" not in body[:_HEAD]:
        return "no web page"
    return ""


def read(page: bytes, content_type: str) -> Article:
    """The article's text, at most `MOST_BODY` characters; an error where the page holds none."""
    import trafilatura

    text = _CHARREF.sub(_legal, _CONTROL.sub("", _decoded(page, content_type)))
    try:
        found = trafilatura.extract(
            text, output_format="html", include_comments=False, include_tables=True, include_formatting=False
        )
    except (RecursionError, MemoryError):
        return Article(error="the page is nested too deeply or takes too much memory")
    except Exception as error:
        return Article(error=f"the page cannot be read: {type(error).__name__}")
    plain = cut(html.to_text(found, 2 * MOST_BODY), MOST_BODY) if found else ""
    return Article(text=plain) if plain else Article(error="no article is found in the page")


def absent(fault: str) -> Article:
    """What is answered where trafilatura cannot be imported. `fault`: the name of the exception."""
    return Article(error=f"trafilatura cannot be loaded ({fault})", missing=True)


def _decoded(page: bytes, content_type: str) -> str:
    """By its mark, the server's word, the page's own, then as UTF-8, and as windows-1252 where it is none."""
    for mark, encoding in _WIDE:
        if page.startswith(mark):
            return page.decode(encoding, "replace")
    told = _CHARSET.search(content_type)
    own = _META.search(page[:_HEAD])
    for name in (told[1] if told else "", own[1].decode("ascii", "replace") if own else ""):
        if name and sniff.extends_ascii(name):
            return page.decode(name, "replace")
    try:
        return page.decode("utf-8")
    except UnicodeDecodeError:
        return page.decode("cp1252", "replace")


def _legal(found: re.Match[str]) -> str:
    """A reference to a character that XML forbids would make the whole page unreadable."""
    code = int(found[1], 16) if found[1] else int(found[2])
    legal = code in (9, 10, 13) or 0x20 <= code < 0xD800 or 0xE000 <= code < 0xFFFE or 0x10000 <= code <= 0x10FFFF
    return found[0] if legal and code != 0x7F else ""
