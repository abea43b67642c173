"""Lists of feeds as other readers keep them: OPML 1.0 and 2.0, read without DTD and entities, within bounds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from xml.parsers import expat
from xml.sax.saxutils import escape, quoteattr

from tracker.cleaning import clean, cut
from tracker.model.errors import DocumentError

MOST_BYTES = 4 * 2**20
_MOST_OUTLINES, _MOST_DEPTH, _MOST_TEXT, _MOST_URL = 20_000, 50, 300, 4097


@dataclass(frozen=True, slots=True)
class Outline:
    """A feed of the list: `line` where it stands; `folders` it lies in and `categories` it names, outermost first."""

    line: int
    url: str
    title: str = ""
    folders: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()


def read(body: bytes, name: str) -> list[Outline]:
    """Every outline with an `xmlUrl`. Raises DocumentError (`name:line: …`) for what is no OPML or is made to do harm."""
    if len(body) > MOST_BYTES:
        raise DocumentError(f"{name}: is over {MOST_BYTES // 2**20} MiB, which no list of feeds is")
    walk = _Walk()
    try:
        walk.parser.Parse(body, True)
    except _Refused as error:
        raise DocumentError(f"{name}:{walk.parser.CurrentLineNumber}: {error}") from None
    except expat.ExpatError as error:
        told = expat.errors.messages.get(error.code, "not well-formed")
        raise DocumentError(f"{name}:{error.lineno}: this is no well-formed XML: {told}") from None
    except (ValueError, LookupError):
        raise DocumentError(f"{name}:1: its encoding is not known: save it as UTF-8") from None
    return walk.found


class _Refused(Exception):
    pass


class _Walk:
    def __init__(self) -> None:
        self.found: list[Outline] = []
        self._folders: list[str] = []
        self._elements = 0
        self.parser = expat.ParserCreate()
        self.parser.StartDoctypeDeclHandler = self._doctype
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end

    def _doctype(self, *_: object) -> None:
        raise _Refused("has a DOCTYPE, which a list of feeds needs for nothing: take it away")

    def _start(self, name: str, told: Mapping[str, str]) -> None:
        self._elements += 1
        if self._elements == 1 and name.lower() != "opml":
            raise _Refused(f"starts with <{cut(clean(name), 30)}>, not <opml>: export the list as OPML")
        if self._elements > _MOST_OUTLINES or len(self._folders) > _MOST_DEPTH:
            raise _Refused(f"has over {_MOST_OUTLINES} outlines or over {_MOST_DEPTH} folders in one another")
        own = {key.lower(): value for key, value in told.items()}
        text = cut(clean(own.get("text") or own.get("title", "")), _MOST_TEXT)
        if name.lower() == "outline" and (url := own.get("xmlurl", "").strip()):
            titles = cut(clean(own.get("title", "")), _MOST_TEXT)
            categories = tuple(
                part.strip() for part in clean(own.get("category", ""))[:1000].split(",") if part.strip()
            )
            inside = tuple(folder for folder in self._folders if folder)
            self.found.append(
                Outline(self.parser.CurrentLineNumber, url[:_MOST_URL], titles or text, inside, categories)
            )
        self._folders.append(text if name.lower() == "outline" else "")

    def _end(self, _: str) -> None:
        self._folders.pop()


@dataclass(frozen=True, slots=True)
class Written:
    """A feed to write. `folder` is what it lies in."""

    folder: str
    title: str
    url: str
    categories: tuple[str, ...] = ()


def text(feeds: Iterable[Written], title: str, created: str) -> str:
    """OPML 2.0 with one outline a folder, folders and feeds in the order given. `created`: RFC 822 time."""
    folders: dict[str, list[str]] = {}
    for feed in feeds:
        told = {"type": "rss", "text": feed.title, "title": feed.title, "xmlUrl": feed.url}
        if feed.categories:
            told["category"] = ",".join(feed.categories)
        attributes = " ".join(f"{name}={quoteattr(value)}" for name, value in told.items())
        folders.setdefault(feed.folder, []).append(f"      <outline {attributes}/>\n")
    body = "".join(
        f"    <outline text={quoteattr(folder)}>\n{''.join(lines)}    </outline>\n" for folder, lines in folders.items()
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<opml version="2.0">\n  <head>\n'
        f"    <title>{escape(title)}</title>\n    <dateCreated>{escape(created)}</dateCreated>\n  </head>\n"
        f"  <body>\n{body}  </body>\n</opml>\n"
    )
