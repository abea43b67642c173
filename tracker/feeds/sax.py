"""The expat reader that feedparser is given: text comes in long pieces, and of an item comes what is stored.

feedparser spends its time on each element. The children of items that no stored field is made of (categories, pictures, counts
of comments) are walked by expat and kept from it, where leaving them out provably changes nothing else: a child without
children, that declares no namespace and changes neither xml:base nor the language. An item of the usual elements alone is read
beside it (`plain_item`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from xml.parsers import expat
from xml.sax.expatreader import ExpatParser
from xml.sax.handler import ContentHandler
from xml.sax.xmlreader import AttributesNSImpl

from tracker.feeds import plain_item
from tracker.feeds.plain_item import CONTENT, DC, PLAIN, Event, Pair

_BUFFER = 2**16
_ITEMS = (["rss", "channel", "item"], ["RDF", "item"], ["feed", "entry"])
_ITEM_NAMES = ("item", "entry")
_PREFIXES = {
    "content": CONTENT,
    "dc": DC,
    "media": "http://search.yahoo.com/mrss/",
    "slash": "http://purl.org/rss/1.0/modules/slash/",
    "wfw": "http://wellformedweb.org/commentAPI/",
}
"""As feedparser calls them. A document that gives one of these names to another namespace is told whole."""
_TAKES_TEXT = frozenset({
    *((uri, "category") for uri in PLAIN), (_PREFIXES["dc"], "subject"), (_PREFIXES["media"], "thumbnail"),
    (_PREFIXES["media"], "credit"),
})  # fmt: skip
_UNSTORED = _TAKES_TEXT | {
    *((uri, name) for uri in PLAIN for name in ("comments", "enclosure")), (_PREFIXES["media"], "content"),
    (_PREFIXES["slash"], "comments"), (_PREFIXES["wfw"], "commentRss"), (_PREFIXES["wfw"], "comment"),
}  # fmt: skip
"""Namespace and name. feedparser keeps the text of the first kind with the element, of the others only where they have no
attributes; otherwise it would be the item's."""
_BARE = AttributesNSImpl({}, {})
_MOST_EVENTS = 4000
"""Starts, ends and texts of an item that are kept until it is understood."""


class _Parser(ExpatParser):
    _parser: expat.XMLParserType
    _cont_handler: ContentHandler
    reads_items = False
    """Whether plain items are read here (`plain_item`), in versions of feedparser that were looked at."""

    def reset(self) -> None:
        super().reset()
        self._parser.buffer_text = True
        self._parser.buffer_size = _BUFFER
        self._path: list[str] = []
        self._item = -1
        self._pairs: dict[str, Pair] = {}
        self._declares = self._renames = False
        self._held: tuple[str, Mapping[str, str]] | None = None
        self._text: list[str] = []
        self._slots: tuple[dict[str, str], dict[str, str]] = ({}, {})
        self._events: list[Event] = []
        self._depth = 0
        self._own = ""
        """The name of the item that is being read here."""

    def start_namespace_decl(self, prefix: str | None, uri: str) -> None:
        self._tell_item()
        self._tell_held()
        self._declares = True
        self._renames |= prefix in _PREFIXES and uri != _PREFIXES[prefix]
        super().start_namespace_decl(prefix, uri)

    def start_element_ns(self, name: str, attrs: Mapping[str, str]) -> None:
        self._tell_held()
        pair = self._pairs.get(name) or self._pair(name)
        declares, self._declares = self._declares, False
        if pair[1] in _ITEM_NAMES and [*self._path, pair[1]] in _ITEMS:
            if (
                self.reads_items
                and pair[0] in PLAIN
                and not (attrs or declares or self._renames)
                and self._read_item(name)
            ):
                return
            self._item = len(self._path) + 1
        elif len(self._path) == self._item and pair in _UNSTORED and not declares and self._is_plain(attrs):
            self._held = name, attrs
            self._parser.CharacterDataHandler = self._text.append
            self._path.append(pair[1])
            return
        self._start(name, attrs)
        self._path.append(pair[1])

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

    def _read_item(self, name: str) -> bool:
        """From here to its end nobody hears of it, if the item is plain."""
        if self._own or not plain_item.is_at_rest(self._cont_handler):
            return False
        self._own, self._depth, self._events = name, 0, []
        self._handle(self._start_child, self._end_child, self._events.append)
        return True

    def _start_child(self, name: str, attrs: Mapping[str, str]) -> None:
        slot = (self._slots[self._depth].get(name) or self._slot(name)) if self._depth < 2 else ""
        if slot and len(self._events) < _MOST_EVENTS:
            self._events.append((slot, name, attrs))
            self._depth += 1
        else:
            self._tell_item()
            self.start_element_ns(name, attrs)

    def _end_child(self, name: str) -> None:
        if self._depth:
            self._depth -= 1
            self._events.append(None)
            return
        entry = plain_item.read(self._events, self._cont_handler)
        if entry is None:
            self._tell_item()
            self.end_element_ns(name)
        else:
            plain_item.leave(self._cont_handler, entry)
            self._own = ""
            self._handle(self.start_element_ns, self.end_element_ns, self._cont_handler.characters)

    def _slot(self, name: str) -> str:
        pair = self._pairs.get(name) or self._pair(name)
        table = plain_item.PARTS if self._depth else plain_item.CHILDREN
        slot = table.get(pair, "")
        if not (slot or self._depth):
            slot = plain_item.UNSTORED_TEXT if pair in _TAKES_TEXT else plain_item.UNSTORED if pair in _UNSTORED else ""
        self._slots[self._depth][name] = slot
        return slot

    def _tell_item(self) -> None:
        """The item that was read here is told after all, as far as it came."""
        if not self._own:
            return
        events = self._events
        names: list[str] = []
        self._handle(self.start_element_ns, self.end_element_ns, self._cont_handler.characters)
        self.start_element_ns(self._own, {})
        self._own, self._events = "", []
        for event in events:
            if event is None:
                self.end_element_ns(names.pop())
            elif isinstance(event, str):
                (self._text.append if self._held else self._cont_handler.characters)(event)
            else:
                names.append(event[1])
                self.start_element_ns(event[1], event[2])

    def _handle(
        self, start: Callable[[str, Mapping[str, str]], None], end: Callable[[str], None], text: Callable[[str], None]
    ) -> None:
        parser = self._parser
        parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = start, end, text

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
        return not self._renames and plain_item.is_neutral(attrs)

    def _pair(self, name: str) -> Pair:
        """Of expat's `namespace name prefix`, as SAX has it."""
        parts = name.split()
        self._pairs[name] = pair = (parts[0], parts[1]) if len(parts) > 1 else (None, name)
        return pair


def create_parser() -> ExpatParser:
    """What `xml.sax.make_parser` asks a driver for."""
    return _Parser()


def read_plain_items() -> None:
    """From now on plain items are read here."""
    _Parser.reads_items = True
