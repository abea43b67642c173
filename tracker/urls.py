"""Addresses: which can be fetched or opened, how they are shown without secrets, when two are the same page."""

from __future__ import annotations

import re
from urllib.parse import SplitResult, quote, urlsplit, urlunsplit

from tracker.model.words import Reason

MAX_URL = 4096
_WEB = ("http", "https")
_BLANK = re.compile(r"[\x00-\x20\x7f-\xa0\u2028\u2029\ud800-\udfff]")
_UNSAFE = re.compile(
    r'[\x00-\x20"<>\\`\x7f-\xa0\xad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff'
    r"\U000e0000-\U000e007f]"
)
"""Blanks, quotes, controls and what is not seen: none of them belongs into an address as it is."""
_TRACKING = re.compile(r"utm_\w+|fbclid|gclid|mc_cid|mc_eid|igshid|ref_src", re.IGNORECASE)
_DEFAULT_PORTS = {"http": 80, "https": 443}


def problem(url: str) -> tuple[Reason, str] | None:
    """Why this URL cannot be fetched, None where it can: (reason, one line without the URL's secrets)."""
    if len(url) > MAX_URL:
        return "bad_url", f"the URL is longer than {MAX_URL} characters"
    if _BLANK.search(url):
        return "bad_url", "the URL contains a space or a control character"
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError:
        return "bad_url", "the URL cannot be read: is its host in brackets, its port 1 to 65535?"
    if not parts.scheme:
        return "bad_url", "the URL has no scheme: write https://… or http://…"
    if parts.scheme not in _WEB:
        return "blocked_scheme", f"scheme {parts.scheme[:20]!r} is not fetched, only http and https are"
    if not host or "\\" in parts.netloc:
        return "bad_url", "the URL has no readable host"
    if port == 0:
        return "bad_url", "port 0 is outside 1 to 65535"
    return None


def shown(url: str, limit: int = 200) -> str:
    """For messages: no user name, no password, no fragment, the values of the query masked (`?key=***`)."""
    try:
        parts = urlsplit(url)
        netloc = parts.netloc.rpartition("@")[2]
    except ValueError:
        return "(unreadable URL)"
    query = "&".join(f"{name}=***" if equals else "***" for name, equals, _ in _pairs(parts.query))
    text = _BLANK.sub("", urlunsplit((parts.scheme, netloc, parts.path, query, "")))
    return text if len(text) <= limit else text[: limit - 1] + "…"


def link(url: str, limit: int = 2000) -> str:
    """The URL as something that may be opened: http or https with a host, blanks and quotes encoded; else empty."""
    url = _UNSAFE.sub(lambda found: quote(found[0], errors="replace"), url.strip())
    return "" if len(url) > limit or problem(url) else url


def plain(url: str) -> str:
    """The same for what asks a server for the same in other letters: case of scheme and host, default port, no fragment."""
    try:
        parts = urlsplit(url.strip())
        user = parts.netloc.rpartition("@")[:2]
        return urlunsplit((parts.scheme, "".join(user) + host_and_port(parts), parts.path or "/", parts.query, ""))
    except ValueError:
        return url.strip()


def canonical(url: str) -> str:
    """Identity of a page: without fragment, tracking parameters, default port and the difference http/https."""
    try:
        parts = urlsplit(url.strip())
        host = host_and_port(parts)
    except ValueError:
        return url.strip()
    if parts.scheme not in _WEB:
        return url.strip()
    kept = ("".join(pair) for pair in _pairs(parts.query) if not _TRACKING.fullmatch(pair[0]))
    return urlunsplit(("https", host, parts.path or "/", "&".join(kept), ""))


def host_and_port(parts: SplitResult) -> str:
    """Lower-case host with its port where that is not the scheme's own."""
    host = parts.hostname or ""
    host = f"[{host}]" if ":" in host else host
    return host if parts.port in (None, _DEFAULT_PORTS.get(parts.scheme)) else f"{host}:{parts.port}"


def _pairs(query: str) -> list[tuple[str, str, str]]:
    return [pair.partition("=") for pair in query.split("&") if pair]
