"""Which format a feed is in, for people: `RSS 2.0`, `Atom 1.0`, `RSS 1.0 (RDF)`, `JSON Feed 1.1`."""

from __future__ import annotations

import re

from tracker.feeds import sniff

_HEAD = 65536
_ROOT = re.compile(rb"<(?:[A-Za-z_][\w.-]{0,40}:)?(rss|feed|rdf|channel)((?:[\s/][^<>]{0,4000})?)>", re.IGNORECASE)
_VERSION = re.compile(rb"\bversion\s{0,9}=\s{0,9}[\"']([0-9.]{1,10})[\"']")
_JSON = re.compile(rb"jsonfeed\.org/version/([0-9.]{1,10})")


def kind(body: bytes) -> str:
    """Empty where these bytes do not look like a feed. Encodings of two bytes a character are read, too."""
    try:
        document = sniff.plain(body)[0][:_HEAD]
    except (ValueError, LookupError):
        return ""
    if document[:1] == b"{":
        found = _JSON.search(document)
        return f"JSON Feed {found[1].decode()}" if found else ""
    root = _ROOT.search(document)
    if root is None or sniff.what_else(document):
        return ""
    name = root[1].lower()
    if name == b"rss":
        version = _VERSION.search(root[2])
        return f"RSS {version[1].decode()}" if version else "RSS"
    if name == b"feed":
        return "Atom 0.3" if b"purl.org/atom" in root[2] else "Atom 1.0"
    return "RSS 1.0 (RDF)" if name == b"rdf" else "CDF"
