"""HTML -> plain text, in time linear in its length: blocks become lines, table rows lines with ` | ` between cells.

An own scanner, since `html.parser` of the supported Pythons needs quadratic time on text such as `<!--<!--<!--…`.
"""

from __future__ import annotations

import math
import re
from html import unescape

from tracker.cleaning import clean

_PIECE = re.compile(r"""([^<]*+)<(/?)([a-zA-Z][^\s/>]*+)(?:[^>"']++|"[^"]*+"|'[^']*+')*+>""")
"""Words and the tag behind them, where the tag is whole. It looks far ahead in vain once at most: what then reads on goes past
all that was seen, or past a quotation mark that has no other."""
_TAG = re.compile(r"<(/?)([a-zA-Z][^\s/>]*)[^>\"']*(>?)")
_INSIDE = re.compile(r"[^>\"']*")
_SPACE = re.compile(r"\s+")
_LINE_ENDS = re.compile("[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+")
_LONG_NUMBER = re.compile(r"&#(?:\d{8,}|[xX][0-9a-fA-F]{8,});?")
_PARAGRAPHS = frozenset({"p", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "ul", "ol", "pre"})
_LINES = frozenset({
    "address", "article", "aside", "caption", "center", "dd", "details", "div", "dl", "dt", "fieldset", "figcaption",
    "figure", "footer", "form", "header", "hr", "li", "main", "nav", "section", "summary",
})  # fmt: skip
_ROWS = frozenset({"table", "tbody", "tfoot", "thead", "tr"})
_DROPPED = frozenset({"script", "style", "template", "iframe", "svg", "noscript", "object", "select", "textarea"})
_CELLS = frozenset({"td", "th"})
_TOLD = _PARAGRAPHS | _LINES | _ROWS | _CELLS | _DROPPED | {"br", "sup"}


def to_text(html: str, limit: int | None = None) -> str:
    """The text of an HTML fragment, cleaned, several lines. Reading stops once `limit` characters are there."""
    return clean(_Scanner(html, limit).text(), multiline=True)


class _Scanner:
    def __init__(self, html: str, limit: int | None) -> None:
        self._html = html
        self._limit = limit
        self._at = 0
        self._out: list[str] = []
        self._length = 0
        self._breaks = 0
        self._bullet = ""
        self._cells = 0
        self._preformatted = False
        self._missing_quotes: set[str] = set()

    def text(self) -> str:
        html, end = self._html, len(self._html)
        limit = math.inf if self._limit is None else self._limit
        while self._at < end and self._length < limit:
            found = _PIECE.match(html, self._at)
            if found is None:
                self._odd_piece(end)
                continue
            words, closing, name = found.groups()
            if words:
                self._say(self._decoded(words))
            self._at = found.end()
            if name in _TOLD or (name := name.lower()) in _TOLD:
                self._tag(name, closing != "")
        return "".join(self._out)

    def _odd_piece(self, end: int) -> None:
        """Words up to the end, or up to something that is no whole tag."""
        mark = self._html.find("<", self._at)
        if mark < 0:
            mark = end
        if mark > self._at:
            self._say(self._decoded(self._html[self._at : mark]))
            self._at = mark
        if mark < end:
            self._markup()

    def _markup(self) -> None:
        html, at = self._html, self._at
        if tag := _TAG.match(html, at):
            self._at = tag.end() if tag[3] else self._end_of_tag(tag.end())
            name = tag[2].lower()
            if name in _TOLD:
                self._tag(name, closing=bool(tag[1]))
        elif html.startswith("<!--", at):
            self._skip_to("-->", at + 4)
        elif html.startswith("<![CDATA[", at):
            end = html.find("]]>", at)
            end = len(html) if end < 0 else end
            self._say(html[at + 9 : end])
            self._at = end + 3
        elif html.startswith(("<!", "<?"), at):
            self._skip_to(">", at)
        else:
            self._say("<")
            self._at = at + 1

    def _tag(self, name: str, closing: bool) -> None:
        if name in _PARAGRAPHS:
            self._preformatted = not closing if name == "pre" else self._preformatted
            self._break(2)
        elif name in _DROPPED:
            if not closing:
                end = re.compile(f"</{name}", re.IGNORECASE).search(self._html, self._at)
                self._at = end.start() if end else len(self._html)
        elif name in _ROWS:
            self._cells = 0
            self._break(1)
        elif name in _CELLS:
            self._cells += not closing
            self._say(" | " if self._cells > 1 and not closing else " ")
        elif name == "br":
            self._break(self._breaks + 1)
        elif name in _LINES:
            self._break(1)
            self._bullet = "- " if name == "li" and not closing and not self._cells else ""
        elif not closing:
            self._say("^")  # sup: 10^18, and a footnote mark that does not lengthen a number

    def _break(self, lines: int) -> None:
        """A new line, or two, before the next word; within a table's cell only a space."""
        if self._cells:
            self._say(" ")
        else:
            self._breaks = min(2, max(self._breaks, lines))

    def _end_of_tag(self, at: int) -> int:
        """Behind the tag's `>`; one inside a quoted attribute does not count."""
        html = self._html
        while True:
            if unquoted := _INSIDE.match(html, at):
                at = unquoted.end()
            if at >= len(html):
                return at
            char = html[at]
            if char == ">":
                return at + 1
            end = -1 if char in self._missing_quotes else html.find(char, at + 1)
            if end < 0:
                self._missing_quotes.add(char)
                end = at
            at = end + 1

    def _skip_to(self, mark: str, at: int) -> None:
        end = self._html.find(mark, at)
        self._at = len(self._html) if end < 0 else end + len(mark)

    def _say(self, text: str) -> None:
        if self._breaks or self._bullet:
            if not text.strip():
                return
            text = "\n" * self._breaks + self._bullet + text.lstrip()
            self._breaks, self._bullet = 0, ""
        self._out.append(text)
        self._length += len(text)

    def _decoded(self, text: str) -> str:
        """Entities decoded, white space folded: outside `pre` a line break in the source is only a space."""
        if "&" in text:
            text = unescape(_LONG_NUMBER.sub("\ufffd", text))
        if self._preformatted:
            return text
        line = text if text.isprintable() else _LINE_ENDS.sub(" ", text)
        return _SPACE.sub(" ", line) if "  " in line else line
