"""Feeds that an HTML page names (`<link rel="alternate" type="application/rss+xml" …>`), and where else one may lie.

In time linear in the length of the page.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape
from urllib.parse import urljoin, urlsplit

from tracker import urls
from tracker.cleaning import clean, cut

_MOST_PAGE = 2**20
_MOST_FOUND = 20
_SKIPPED_OR_TAG = re.compile(
    r"<!--.*?(?:-->|\Z)|<(script|style|template|textarea)\b.*?(?:</\1|\Z)"
    r"|<(link|base)\b((?:[^<>\"']++|\"[^\"]{0,2000}\"|'[^']{0,2000}')*+)>",
    re.DOTALL | re.IGNORECASE,
)
_ATTRIBUTE = re.compile(r"""([a-z-]{1,20})\s{0,20}=\s{0,20}(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE)
_TYPES = frozenset({
    "application/rss+xml", "application/atom+xml", "application/rdf+xml", "application/feed+json", "application/json",
    "application/xml", "text/xml",
})  # fmt: skip
_NOT_NEWS = re.compile(r"comments?\b|/oembed\b|/wp-json\b", re.IGNORECASE)
_PATHS = ("feed/", "rss.xml", "feed.xml", "atom.xml", "index.xml", "rss")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A feed that a page names. `url` can be fetched."""

    url: str
    title: str = ""


def named(page: bytes, base_url: str) -> tuple[Candidate, ...]:
    """Feeds that the page names, in its order, those of comments last; none twice."""
    found: dict[str, Candidate] = {}
    base = base_url
    for tag in _SKIPPED_OR_TAG.finditer(page[:_MOST_PAGE].decode("utf-8", "replace")):
        told = _attributes(tag[3]) if tag[2] else {}
        if (tag[2] or "").lower() == "base":
            base = _joined(base_url, told.get("href", "")) or base
        elif _is_feed(told) and (url := _joined(base, told["href"])) and len(found) < _MOST_FOUND:
            found.setdefault(urls.canonical(url), Candidate(url, cut(clean(told.get("title", "")), 200)))
    return tuple(sorted(found.values(), key=lambda one: bool(_NOT_NEWS.search(f"{one.title} {one.url}"))))


def common_places(page_url: str) -> tuple[str, ...]:
    """Where sites mostly keep a feed: below the page, then below the root. A guess, to be asked before it is believed."""
    parts = urlsplit(page_url)
    root = f"{parts.scheme}://{parts.netloc}/"
    folder = urljoin(page_url, ".") if parts.path.endswith("/") or not parts.path else page_url.partition("?")[0] + "/"
    below = (folder + _PATHS[0],) if folder != root else ()
    return tuple(dict.fromkeys(one for one in (*below, *(root + path for path in _PATHS)) if one != page_url))


def _is_feed(told: dict[str, str]) -> bool:
    kind = told.get("type", "").partition(";")[0].strip().lower()
    return kind in _TYPES and "alternate" in told.get("rel", "").lower().split() and bool(told.get("href"))


def _attributes(text: str) -> dict[str, str]:
    """The first of each name counts, as in HTML."""
    told: dict[str, str] = {}
    for found in _ATTRIBUTE.finditer(text[:8000]):
        told.setdefault(
            found[1].lower(), unescape(next((one for one in found.groups()[1:] if one is not None), "")).strip()
        )
    return told


def _joined(base: str, href: str) -> str:
    """The absolute URL without fragment; empty where it cannot be fetched. `feed:` stands for http, as it was once used."""
    href = re.sub(r"^feed:(?=https?:)", "", href).replace("feed://", "http://", 1) if href.startswith("feed:") else href
    try:
        url = urls.link(urljoin(base, href.strip()).partition("#")[0])
    except ValueError:
        return ""
    return url
