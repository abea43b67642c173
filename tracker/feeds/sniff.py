"""A look at the bytes before any parser sees them: what they are, and whether they are safe to parse."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from html.entities import html5
from itertools import islice

from tracker.cleaning import clean, cut
from tracker.model.words import Reason

_HEAD = 65536
_ROOT = re.compile(rb"<(?:[A-Za-z_][\w.-]*:)?(?:rss|feed|rdf|channel)[\s>/]", re.IGNORECASE)
_HTML = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--[^>]*-->\s*)?<(?:!doctype\s+html|html|head|body)[\s>]", re.IGNORECASE
)
_TITLE = re.compile(rb"<title[^>]{0,200}>([^<]{1,200})", re.IGNORECASE)
_MAGIC = (
    (b"\x89PNG", "a PNG image"),
    (b"GIF8", "a GIF image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"%PDF", "a PDF"),
    (b"\x1f\x8b", "gzip data"),
    (b"PK\x03\x04", "a ZIP archive"),
)
_WIDE = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_NUL_AT = (
    (b"\1\0\0\0\1\0\0\0", "utf-32-le"), (b"\0\0\0\1\0\0\0\1", "utf-32-be"),
    (b"\1\0\1\0", "utf-16-le"), (b"\0\1\0\1", "utf-16-be"),
)  # fmt: skip
"""Where the first two signs, which are ASCII, have their zero bytes. One stray zero is a fault that real feeds have."""
_DECLARATION = re.compile(r"^\s*<\?xml[^>]{0,200}\?>")
_DECLARED = re.compile(rb"<\?xml[^>]{0,200}?\sencoding\s*=\s*[\"']([\w.:-]{1,40})[\"'][^>]{0,200}\?>", re.ASCII)
_SAMPLE = "<rss a='b'>&+-\\"
_NO_TEXT = frozenset({"idna", "unicode_escape", "unicode-escape", "raw_unicode_escape", "raw-unicode-escape"})
_SUBSET = re.compile(rb"<!DOCTYPE[^>\[]{0,1000}\[")
_CHARREF = re.compile(rb"&#(?:[xX]([0-9a-fA-F]+)|([0-9]+));?")
_AMPERSAND = re.compile(
    rb"<!\[CDATA\[.*?(?:\]\]>|\Z)|<!--.*?(?:-->|\Z)|&(?!#[0-9xX]|(?:amp|lt|gt|quot|apos);)(?:([A-Za-z][A-Za-z0-9]{0,31});)?",
    re.DOTALL,
)
_BARE = re.compile(rb"&(?!#[0-9xX]|(?:amp|lt|gt|quot|apos);)")
"""As `_AMPERSAND` has it, but also where it is text: most documents have none anywhere."""
_CONTROLS = bytes(code for code in range(32) if code not in (9, 10, 13))
_ITEM = re.compile(rb"<(item|entry)[\s>/]")
_APART = re.compile(rb"<(?:!\[CDATA\[|!--|(item|entry)[\s>/])")
_ENDS = {b"<![CDATA[": b"]]>", b"<!--": b"-->"}
"""Of what may hold text that only looks like an item."""
_MOST_DOCTYPE, _MOST_ENTITIES = 65536, 100


def what_else(body: bytes) -> str:
    """What these bytes are when they are no XML feed ("an HTML page titled …"); empty when they look like one."""
    if _HTML.match(body[:_HEAD]):
        title = _TITLE.search(body[:_HEAD])
        told = cut(clean(title[1].decode("utf-8", "replace")), 80) if title else ""
        return f"an HTML page titled {told!r}" if told else "an HTML page"
    if _ROOT.search(body[:_HEAD]):
        return ""
    for magic, name in _MAGIC:
        if body.startswith(magic):
            return name
    return "XML without rss, feed or RDF" if body.startswith(b"<") else "neither XML nor JSON"


def plain(body: bytes) -> tuple[bytes, bool]:
    """The document in an encoding that is ASCII where ASCII is meant, and whether that took a change to UTF-8."""
    if encoding := _wide(body):
        text = body.decode(encoding, "replace")
        return _DECLARATION.sub("", text.removeprefix("\ufeff")).encode("utf-8", "replace"), True
    document = body.lstrip(b" \t\r\n").removeprefix(codecs.BOM_UTF8).lstrip(b" \t\r\n")
    if (declared := _DECLARED.match(document)) and not extends_ascii(declared[1].decode("ascii", "replace")):
        document = document[declared.end() :].lstrip(b" \t\r\n")
    return document, body.startswith(codecs.BOM_UTF8)


def _wide(body: bytes) -> str:
    """The encoding of a document whose signs take two or four bytes each; "" for all others."""
    marked = next((encoding for mark, encoding in _WIDE if body.startswith(mark)), "")
    head = bytes(map(bool, body[:8]))
    return marked or next((encoding for zeros, encoding in _NUL_AT if head.startswith(zeros)), "")


def extends_ascii(encoding: str) -> bool:
    """Whether it is an encoding of text in which ASCII is ASCII: no other can be that of a document that begins with `<`."""
    try:
        return encoding.lower() not in _NO_TEXT and _SAMPLE.encode(encoding) == _SAMPLE.encode()
    except (LookupError, ValueError):
        return False


def danger(body: bytes) -> tuple[Reason, str] | None:
    """Why this document is not parsed at all: a DOCTYPE made to exhaust the parser."""
    entities = body.count(b"<!ENTITY")
    if entities > _MOST_ENTITIES:
        return "parse_resource", f"the DOCTYPE declares {entities} entities, over {_MOST_ENTITIES} are refused"
    if (start := _SUBSET.search(body[:_HEAD])) and (root := _ROOT.search(body, start.end())):
        size = root.start() - start.start()
        if size > _MOST_DOCTYPE:
            return "parse_resource", f"the DOCTYPE is {size // 1024} KiB long, over {_MOST_DOCTYPE // 1024} are refused"
    return None


def mended(body: bytes) -> bytes:
    """The document with what XML forbids and real feeds contain made legal, so that the strict parser can read it.

    Control bytes are dropped (not in ISO-2022: they shift there), forbidden character references replaced, bare
    ampersands written out, HTML's entities turned into characters where the document defines none of its own.
    """
    if b"iso-2022" not in body[:200].lower():
        body = body.translate(None, _CONTROLS)
    if b"<!ENTITY" not in body and _BARE.search(body):
        body = _AMPERSAND.sub(_written_out, body)
    return _CHARREF.sub(_legal, body)


def first_entries(body: bytes, most: int) -> tuple[bytes, int]:
    """The document with `most` entries at most, the rest cut off, and about how many it had (0: few enough)."""
    if next(islice(_ITEM.finditer(body), most, None), None) is None:
        return body, 0
    found = next(islice(_items(body), most, None), None)
    if found is None:
        return body, 0
    end, name = found.start(), found[1]
    count = most + body.count(b"<" + name, end)
    ends = b"</feed>" if name == b"entry" else b"</channel></rss>" if b"<rss" in body[:_HEAD] else b"</rdf:RDF>"
    return body[:end] + ends, count


def _items(body: bytes) -> Iterator[re.Match[bytes]]:
    """Where items begin, but for those in CDATA and comments. What is opened and never closed holds nothing."""
    ends, place = dict(_ENDS), 0
    while found := _APART.search(body, place):
        place = found.end()
        if found[1]:
            yield found
        elif mark := ends.get(found[0]):
            end = body.find(mark, place)
            if end < 0:
                del ends[found[0]]
            else:
                place = end + len(mark)


def _legal(found: re.Match[bytes]) -> bytes:
    digits = found[1] or found[2]
    code = int(digits, 16 if found[1] else 10) if len(digits) < 10 else -1
    if 0x80 <= code < 0xA0:
        return b"&#%d;" % ord(bytes([code]).decode("cp1252", "replace"))
    if code in (9, 10, 13) or 0x20 <= code < 0xD800 or 0xE000 <= code < 0xFFFE or 0x10000 <= code <= 0x10FFFF:
        return found[0]
    return b"&#65533;"


def _written_out(found: re.Match[bytes]) -> bytes:
    text, name = found[0], found[1]
    if text[:1] == b"<":
        return text
    characters = html5.get(name.decode() + ";") if name else None
    return "".join(f"&#{ord(char)};" for char in characters).encode() if characters else b"&amp;" + text[1:]
