"""The expat reader that feedparser is given: text comes in long pieces, not one for each line and each `&lt;`."""

from __future__ import annotations

from xml.parsers import expat
from xml.sax.expatreader import ExpatParser

_BUFFER = 2**16


class _Parser(ExpatParser):
    _parser: expat.XMLParserType

    def reset(self) -> None:
        super().reset()
        self._parser.buffer_text = True
        self._parser.buffer_size = _BUFFER


def create_parser() -> ExpatParser:
    """What `xml.sax.make_parser` asks a driver for."""
    return _Parser()
