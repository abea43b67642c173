"""Where a feed's older entries are: RFC 5005 links of the document and of the Link header, `next_url` of JSON Feed, or
WordPress's numbered pages."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit, urlunsplit
from xml.parsers import expat

from tracker import urls
from tracker.feeds import sniff

_ATOM = "http://www.w3.org/2005/Atom"
_XML = "http://www.w3.org/XML/1998/namespace"
_ITEMS = ("item", "entry")
_OLDER = ("prev-archive", "next")
"""Relations that lead to older entries, the surer one first: archives do not change, pages shift."""
_MOST_ELEMENTS = 400_000
_MOST_GENERATOR = 300
_LINK = re.compile(
    r"<([^<>]{1,4096})>((?:\s{0,9};\s{0,9}[\w*-]{1,30}\s{0,9}=\s{0,9}(?:\"[^\"]{0,200}\"|[^\s;,\"]{1,200}))*)"
)
_REL = re.compile(r";\s{0,9}rel\s{0,9}=\s{0,9}\"?([^\";,]{1,200})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Pages:
    """`older`: the URL that the feed itself names for what came before; empty where it names none."""

    older: str = ""
    is_wordpress: bool = False


def pages(body: bytes, url: str, link_header: str = "") -> Pages:
    """What a document fetched from `url` says of older ones. Nothing of it is checked but that it can be fetched."""
    if body.lstrip()[:1] == b"{":
        return Pages(_joined(url, _json_next(body)))
    walk = _walked(body)
    told = {**_header(link_header), **(walk.links if walk else {})}
    base = urljoin(url, walk.base) if walk else url
    older = next((_joined(base, told[rel]) for rel in _OLDER if rel in told), "")
    return Pages(older, bool(walk and "wordpress.org" in walk.generator.lower()))


def numbered(url: str, number: int) -> str:
    """The same feed's page of this number, from 1, as WordPress counts them."""
    parts = urlsplit(url)
    query = [(name, value) for name, value in parse_qsl(parts.query, keep_blank_values=True) if name != "paged"]
    return urlunsplit(parts._replace(query=urlencode([*query, ("paged", str(number))]), fragment=""))


def following(url: str) -> str:
    """The page after one that `numbered` made."""
    told = dict(parse_qsl(urlsplit(url).query)).get("paged", "1")
    return numbered(url, int(told) + 1)


def _json_next(body: bytes) -> str:
    try:
        data = json.loads(body)
    except (ValueError, RecursionError):
        return ""
    told = data.get("next_url") if isinstance(data, dict) else None
    return told if isinstance(told, str) else ""


def _walked(body: bytes) -> _Walk | None:
    """None where this is no well-formed XML, even when mended."""
    try:
        document = sniff.plain(body)[0]
        if document[:1] != b"<" or sniff.danger(document) or b"<!ENTITY" in document:
            return None
        for text in (document, sniff.mended(document)):
            walk = _Walk()
            if walk.through(text):
                return walk
    except (ValueError, LookupError, MemoryError):
        return None
    return None


class _Walk:
    """Links and generator of the feed itself, not of its items."""

    def __init__(self) -> None:
        self.links: dict[str, str] = {}
        self.base = ""
        self.generator = ""
        self._inside = self._elements = 0
        self._reads = False
        self._parser = expat.ParserCreate(namespace_separator=" ")
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._text

    def through(self, document: bytes) -> bool:
        try:
            self._parser.Parse(document, True)
        except (expat.ExpatError, _TooManyError, ValueError, LookupError):
            return False
        return True

    def _start(self, name: str, told: dict[str, str]) -> None:
        self._elements += 1
        if self._elements > _MOST_ELEMENTS:
            raise _TooManyError
        space, _, own = name.rpartition(" ")
        if self._elements == 1:
            self.base = told.get(f"{_XML} base", "")
        if self._inside or own in _ITEMS:
            self._inside += 1
        elif own == "link" and space == _ATOM and told.get("href"):
            for rel in told.get("rel", "").lower().split():
                self.links.setdefault(rel.removeprefix("http://www.iana.org/assignments/relation/"), told["href"])
        elif own == "generator":
            self._reads = True
            self.generator += " " + told.get("uri", "")[:_MOST_GENERATOR]

    def _end(self, _: str) -> None:
        self._reads = False
        if self._inside:
            self._inside -= 1

    def _text(self, text: str) -> None:
        if self._reads and len(self.generator) < _MOST_GENERATOR:
            self.generator += text[:_MOST_GENERATOR]


class _TooManyError(Exception):
    pass


def _header(told: str) -> dict[str, str]:
    """Relation -> target of a Link header (RFC 8288)."""
    found: dict[str, str] = {}
    for link in _LINK.finditer(told):
        if rel := _REL.search(link[2]):
            for one in rel[1].lower().split():
                found.setdefault(one, link[1].strip())
    return found


def _joined(base: str, href: str) -> str:
    """Empty where there is none that can be fetched."""
    if not href:
        return ""
    try:
        return urls.link(urljoin(base, href.strip()).partition("#")[0])
    except ValueError:
        return ""
