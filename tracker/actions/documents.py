"""Files a person hands in -> documents: plain text, Markdown, HTML pages and JSON lines. Every fault names its place."""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tracker.model.document import Document
from tracker.model.errors import DocumentError
from tracker.model.period import Period

MOST_BYTES = 16 * 2**20
_LONGEST_TITLE = 300
_UNTITLED = "Untitled document"
_HEADING = re.compile(r"#{1,6}\s+")
_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{1,40})""", re.IGNORECASE)
_TITLE = re.compile(r"<title[^>]*>(.*?)</title\s*>", re.IGNORECASE | re.DOTALL)
_WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A document as its file gives it, not yet cleaned. `guid` tells it from others of the same hand."""

    guid: str
    title: str
    body: str
    url: str = ""
    publisher: str = ""
    published: Period | None = None


def read_file(path: Path) -> list[Draft]:
    """The documents of a file, by its ending: .jsonl, .html or .htm, .md; anything else is plain text.

    Raises DocumentError where it is missing, too large, empty, binary, undecodable or not what its ending says; for
    JSON lines with one line a faulty line.
    """
    raw = _bytes(path)
    kind = path.suffix.lower()
    if kind == ".jsonl":
        return _many(path, raw)
    if kind in (".html", ".htm", ".xhtml"):
        title, body = _page(_decoded(path, raw, declared=True))
    else:
        title, body = _titled(_decoded(path, raw))
    return [Draft(guid=path.name, title=title, body=body)]


def parse_line(line: bytes, place: str) -> Document:
    """One document of the JSON lines scheme. DocumentError begins with `place`, a `file:line`."""
    from tracker.extract import from_corpus

    try:
        row: Any = json.loads(line)
    except UnicodeDecodeError as error:
        raise DocumentError(f"{place}: byte 0x{line[error.start]:02x} at offset {error.start} is not UTF-8") from None
    except (ValueError, RecursionError) as error:
        raise DocumentError(f"{place}: no JSON: {error}") from None
    if not isinstance(row, dict):
        raise DocumentError(f'{place}: must be a JSON object such as {{"id": …, "text": …}}')
    try:
        return from_corpus(row)
    except DocumentError as error:
        raise DocumentError(f"{place}: {error}") from None


def numbered(raw: bytes) -> Iterator[tuple[int, bytes]]:
    """Lines with their numbers from 1, blank ones left out, a byte order mark taken off."""
    for number, line in enumerate(raw.removeprefix(codecs.BOM_UTF8).split(b"\n"), 1):
        if line.strip():
            yield number, line


def _many(path: Path, raw: bytes) -> list[Draft]:
    drafts: dict[str, Draft] = {}
    faults: list[str] = []
    for number, line in numbered(raw):
        place = f"{path}:{number}"
        try:
            draft = _draft(parse_line(line, place))
        except DocumentError as error:
            faults.append(str(error))
            continue
        if draft.guid in drafts:
            faults.append(f"{place}: id {draft.guid!r} is already taken by a line above")
        else:
            drafts[draft.guid] = draft
    if faults:
        raise DocumentError("\n".join(faults))
    return list(drafts.values())


def _draft(document: Document) -> Draft:
    """Title and body apart: a text that begins with its title does not have it twice."""
    title, text = document.title.strip(), document.text
    if title and text.lstrip().startswith(title):
        text = text.lstrip().removeprefix(title)
    elif not title:
        title, text = _titled(text)
    return Draft(guid=document.id, title=title, body=text, url=document.url, publisher=document.publisher,
                 published=document.published)  # fmt: skip


def _bytes(path: Path) -> bytes:
    try:
        if path.is_dir():
            raise DocumentError(f"{path}: is a folder; name the files in it")
        if path.stat().st_size > MOST_BYTES:
            raise DocumentError(f"{path}: larger than {MOST_BYTES >> 20} MiB; split it")
        raw = path.read_bytes()
    except (OSError, ValueError) as error:
        told = getattr(error, "strerror", None) or str(error)
        raise DocumentError(f"{path}: cannot be read: {told}") from None
    if not raw.strip():
        raise DocumentError(f"{path}: is empty")
    return raw


def _decoded(path: Path, raw: bytes, declared: bool = False) -> str:
    """UTF-8, UTF-16 with its mark, or what an HTML page declares."""
    encoding = "utf-8-sig"
    if raw.startswith(_WIDE):
        encoding = "utf-16"
    elif (zero := raw.find(b"\0")) >= 0:
        raise DocumentError(f"{path}: is no text (byte 0x00 at offset {zero}); give text, Markdown, HTML or JSON lines")
    elif declared and (found := _CHARSET.search(raw[:4096])):
        encoding = _known(found[1].decode("ascii", "replace"))
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise DocumentError(
            f"{path}:{line}: byte 0x{raw[error.start]:02x} at offset {error.start} is not {encoding.removesuffix('-sig').upper()}; "
            "save the file as UTF-8"
        ) from None


def _known(name: str) -> str:
    try:
        return "utf-8-sig" if codecs.lookup(name).name in ("utf-8", "ascii") else codecs.lookup(name).name
    except LookupError:
        return "utf-8-sig"


def _titled(text: str) -> tuple[str, str]:
    """The first line is a title when an empty line follows it."""
    lines = text.strip().splitlines()
    first, rest = (lines or [""])[0].strip(), lines[1:]
    if first and len(first) <= _LONGEST_TITLE and (not rest or not rest[0].strip()):
        return _HEADING.sub("", first, count=1), "\n".join(rest).strip()
    return _UNTITLED, text


def _page(html: str) -> tuple[str, str]:
    from tracker.feeds.html import to_text

    found = _TITLE.search(html)
    body = to_text(html[: found.start()] + html[found.end() :] if found else html)
    if found and (title := to_text(found[1]).replace("\n", " ")):
        return title[:_LONGEST_TITLE], body
    return _titled(body)
