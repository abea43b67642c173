"""An item as feedparser would make it, read without it: only of the few elements that nearly every feed is made of.

Where an item has anything else, feedparser hears of it. What is said here of feedparser holds for `lighter.KNOWN`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from functools import lru_cache
from typing import Any

from feedparser.datetimes import _parse_date
from feedparser.html import _cp1252
from feedparser.urls import make_safe_absolute_uri

Pair = tuple[str | None, str]
"""Namespace and name."""
Event = tuple[str, str, Mapping[str, str]] | str | None
"""The start of an element (slot, its name to expat, attributes), text, the end of an element."""

ATOM, RSS_1, DC = "http://www.w3.org/2005/Atom", "http://purl.org/rss/1.0/", "http://purl.org/dc/elements/1.1/"
CONTENT = "http://purl.org/rss/1.0/modules/content/"
PLAIN = (None, ATOM, RSS_1)
"""Namespaces that are all one to feedparser."""
CHILDREN: Mapping[Pair, str] = {
    **{(uri, name): slot for uri in PLAIN for name, slot in (
        ("title", "title"), ("link", "link"), ("guid", "id"), ("id", "id"), ("description", "description"), ("summary", "summary"),
        ("content", "content"), ("author", "author"), ("pubDate", "published"), ("published", "published"), ("updated", "updated"),
    )},
    (DC, "creator"): "author", (DC, "date"): "updated", (CONTENT, "encoded"): "encoded",
}  # fmt: skip
PARTS: Mapping[Pair, str] = {(uri, name): name for uri in PLAIN for name in ("name", "email", "uri")}
"""Of an author."""
UNSTORED, UNSTORED_TEXT = "unstored", "unstored text"
"""Slots of children that no stored field is made of; the text of the second kind is kept with them."""

_TEXTS = {
    "text": "text/plain",
    "plain": "text/plain",
    "text/plain": "text/plain",
    "html": "text/html",
    "text/html": "text/html",
}
_ODD = re.compile("[\x80-\x9f]")
_LINK_ATTRIBUTES = frozenset({"href", "rel", "type", "title", "hreflang", "length"})
_REFERENCE = re.compile("&([A-Za-z0-9_]+);")


def read(events: Sequence[Event], parser: Any) -> dict[str, Any] | None:
    """What of it is stored, under feedparser's names; None where feedparser has to say. `parser`: feedparser's, in the state
    that it has before the item."""
    item = _Item(parser)
    opened: list[tuple[str, Mapping[str, str], list[str]]] = []
    for event in events:
        if event is None:
            slot, attributes, pieces = opened.pop()
            text = "".join(pieces)
            if not (item.part(opened[-1][0], slot, attributes, text) if opened else item.child(slot, attributes, text)):
                return None
        elif isinstance(event, str):
            if opened:
                opened[-1][2].append(event)
        else:
            opened.append((event[0], event[2], []))
    return item.entry


def is_at_rest(parser: Any) -> bool:
    """Nothing that feedparser has in mind would change how it takes the next item."""
    return not (
        parser.inentry or parser.insource or parser.incontent or parser.inauthor or parser.hasContent or parser.svgOK
        or parser.contentparams or parser._summaryKey or not parser.infeed or not _is_fixed(parser.baseuri)
    )  # fmt: skip


@lru_cache(maxsize=8)
def _is_fixed(base: str) -> bool:
    """Whether every depth of elements has this base. feedparser resolves it against itself at each: `http:foo/` moves."""
    return not base or (make_safe_absolute_uri(base, base) or base) == base


def is_neutral(attributes: Mapping[str, str]) -> bool:
    """They change neither xml:base nor the language."""
    return not any("base" in name or "lang" in name for name in attributes)


def leave(parser: Any, entry: dict[str, Any]) -> None:
    """The entry to the others, and feedparser as such an item leaves it."""
    parser.entries.append(entry)
    parser.inimage = parser.intextinput = 0
    parser.title_depth = parser.depth + 2 if entry.get("title") else -1


class _Item:
    """Each method says whether it could do with the element."""

    def __init__(self, parser: Any) -> None:
        self.parser = parser
        self.guesses = not parser.version.startswith("atom")
        self.entry: dict[str, Any] = {}
        self.parts: dict[str, str] = {}

    def child(self, slot: str, attributes: Mapping[str, str], text: str) -> bool:
        entry = self.entry
        if slot == "link":
            return self._link(attributes, text.strip())
        if slot in (UNSTORED_TEXT, UNSTORED):
            return not attributes or (is_neutral(attributes) and (slot == UNSTORED_TEXT or not text))
        if slot == "author":
            return not attributes and self._author(text.strip())
        if slot in ("published", "updated"):
            entry[slot] = _mended(text.strip())
            entry[f"{slot}_parsed"] = _parse_date(entry[slot])
            return not attributes
        if slot == "id":
            return "id" not in entry and self._id(attributes, text.strip())
        return self._words(slot, attributes, text.strip())

    def part(self, parent: str, slot: str, attributes: Mapping[str, str], text: str) -> bool:
        self.parts[slot] = text.strip()
        return parent == "author" and not attributes and "author" not in self.entry

    def _words(self, slot: str, attributes: Mapping[str, str], text: str) -> bool:
        kind = "text/html" if slot in ("description", "encoded") else "text/plain"
        if attributes:
            told = _TEXTS.get(attributes.get("type", "").lower())
            if told is None or len(attributes) > 1 or slot in ("description", "encoded"):
                return False
            kind = told
        if kind == "text/plain" and self.guesses and self.parser.looks_like_html(text):
            kind = "text/html"
        detail = {"type": kind, "value": _mended(text)}
        if slot in ("content", "encoded"):
            if "content" in self.entry:
                return False
            self.entry["content"] = [detail]
            self.entry.setdefault("summary", detail["value"])
            return True
        name = "title" if slot == "title" else "summary"
        if f"{name}_detail" in self.entry:
            return False
        self.entry[name], self.entry[f"{name}_detail"] = detail["value"], detail
        return True

    def _link(self, attributes: Mapping[str, str], text: str) -> bool:
        """An address in an attribute is one of several; in the text, it counts in any case."""
        if not attributes:
            link = _mended(self.parser.resolve_uri(text)) if text else ""
            self.entry["link"] = _REFERENCE.sub(r"&\g<1>", link.replace("&amp;", "&")) if "&" in link else link
            return True
        if not attributes.get("href") or not attributes.keys() <= _LINK_ATTRIBUTES:
            return False
        if attributes.get("rel", "alternate").lower() == "alternate" and self._is_page(attributes.get("type", "html")):
            self.entry["link"] = self.parser.resolve_uri(attributes["href"])
        return True

    def _is_page(self, kind: str) -> bool:
        return kind.lower() in ("html", "text/html", "xhtml", "application/xhtml+xml")

    def _id(self, attributes: Mapping[str, str], text: str) -> bool:
        if attributes and attributes.keys() != {"isPermaLink"}:
            return False
        is_link = attributes.get("isPermaLink", "true") == "true"
        self.entry["id"] = _mended(self.parser.resolve_uri(text) if is_link and text else text)
        if is_link:
            self.entry.setdefault("link", self.entry["id"])
        return True

    def _author(self, text: str) -> bool:
        """By name and address where it has such, else by its text; of several, the last."""
        parts, self.parts = self.parts, {}
        name, email = parts.get("name"), parts.get("email")
        self.entry["author"] = (f"{name} ({email})" if name and email else name or email) or _mended(text)
        return True


def _mended(text: str) -> str:
    """UTF-8 that was taken for ISO-8859-1 and Windows-1252 that was, made good."""
    if text.isascii():
        return text
    with suppress(UnicodeError):
        text = text.encode("iso-8859-1").decode()
    return text.translate(_cp1252) if _ODD.search(text) else text
