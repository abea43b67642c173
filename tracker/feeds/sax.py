"""The expat reader that feedparser is given: text comes in long pieces, and of an item comes what is stored.

feedparser spends its time on each element. The children of items that no stored field is made of (categories, pictures, counts
of comments) are walked by expat and kept from it, where leaving them out provably changes nothing else: a child without
children, that declares no namespace and changes neither xml:base nor the language.
"""

from __future__ import annotations

from collections.abc import Mapping
from xml.parsers import expat
from xml.sax.expatreader import ExpatParser
from xml.sax.handler import ContentHandler
from xml.sax.xmlreader import AttributesNSImpl

_BUFFER = 2**16
_ITEMS = (["rss", "channel", "item"], ["RDF", "item"], ["feed", "entry"])
_ITEM_NAMES = ("item", "entry")
_PLAIN = (None, "http://www.w3.org/2005/Atom", "http://purl.org/rss/1.0/")
_PREFIXES = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "media": "http://search.yahoo.com/mrss/",
    "slash": "http://purl.org/rss/1.0/modules/slash/",
    "wfw": "http://wellformedweb.org/commentAPI/",
}
"""As feedparser calls them. A document that gives one of these names to another namespace is told whole."""
_TAKES_TEXT = frozenset({
    *((uri, "category") for uri in _PLAIN), (_PREFIXES["dc"], "subject"), (_PREFIXES["media"], "thumbnail"),
    (_PREFIXES["media"], "credit"),
})  # fmt: skip
_UNSTORED = _TAKES_TEXT | {
    *((uri, name) for uri in _PLAIN for name in ("comments", "enclosure")), (_PREFIXES["media"], "content"),
    (_PREFIXES["slash"], "comments"), (_PREFIXES["wfw"], "commentRss"), (_PREFIXES["wfw"], "comment"),
}  # fmt: skip
"""Namespace and name. feedparser keeps the text of the first kind with the element, of the others only where they have no
attributes; otherwise it would be the item's."""
_BARE = AttributesNSImpl({}, {})

_Pair = tuple[str | None, str]


class _Parser(ExpatParser):
    _parser: expat.XMLParserType
    _cont_handler: ContentHandler

    def reset(self) -> None:
        super().reset()
        self._parser.buffer_text = True
        self._parser.buffer_size = _BUFFER
        self._path: list[str] = []
        self._item = -1
        self._pairs: dict[str, _Pair] = {}
        self._declares = self._renames = False
        self._held: tuple[str, Mapping[str, str]] | None = None
        self._text: list[str] = []

    def start_namespace_decl(self, prefix: str | None, uri: str) -> None:
        self._tell_held()
        self._declares = True
        self._renames |= prefix in _PREFIXES and uri != _PREFIXES[prefix]
        super().start_namespace_decl(prefix, uri)

    def start_element_ns(self, name: str, attrs: Mapping[str, str]) -> None:
        self._tell_held()
        pair = self._pairs.get(name) or self._pair(name)
        declares, self._declares = self._declares, False
        if len(self._path) == self._item and pair in _UNSTORED and not declares and self._is_plain(attrs):
            self._held = name, attrs
            self._parser.CharacterDataHandler = self._text.append
        else:
            self._start(name, attrs)
        self._path.append(pair[1])
        if pair[1] in _ITEM_NAMES and self._path in _ITEMS:
            self._item = len(self._path)

    def end_element_ns(self, name: str) -> None:
        if self._held and self._text and self._held[1] and self._pairs[name] not in _TAKES_TEXT:
            self._tell_held()
        self._path.pop()
        if len(self._path) < self._item:
            self._item = -1
        if self._held:
            self._let_go()
        else:
            self._cont_handler.endElementNS(self._pairs[name], None)

    def _start(self, name: str, attrs: Mapping[str, str]) -> None:
        if attrs:
            super().start_element_ns(name, attrs)
        else:
            self._cont_handler.startElementNS(self._pairs[name], None, _BARE)

    def _tell_held(self) -> None:
        """What was held back is told after all."""
        if self._held:
            (name, attrs), text = self._held, "".join(self._text)
            self._let_go()
            self._start(name, attrs)
            if text:
                self._cont_handler.characters(text)

    def _let_go(self) -> None:
        self._held, self._text = None, []
        self._parser.CharacterDataHandler = self._cont_handler.characters

    def _is_plain(self, attrs: Mapping[str, str]) -> bool:
        return not self._renames and not any("base" in name or "lang" in name for name in attrs)

    def _pair(self, name: str) -> _Pair:
        """Of expat's `namespace name prefix`, as SAX has it."""
        parts = name.split()
        self._pairs[name] = pair = (parts[0], parts[1]) if len(parts) > 1 else (None, name)
        return pair


def create_parser() -> ExpatParser:
    """What `xml.sax.make_parser` asks a driver for."""
    return _Parser()
