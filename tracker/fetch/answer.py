"""What the status line and the headers of an answer mean: good, refused, later; validators; where it moved."""

from __future__ import annotations

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from urllib.parse import urljoin, urlsplit, urlunsplit

import httpx

from tracker import urls
from tracker.cleaning import clean, cut
from tracker.fetch.faults import Fault
from tracker.fetch.transport import LOCATION

REDIRECTS = frozenset({301, 302, 303, 307, 308})
PERMANENT = frozenset({301, 308})
LEAST_RETRY_S, MOST_RETRY_S = 60.0, 86400.0
_MOST_VALIDATOR = 1024
_WALL_HEADERS = (("cf-mitigated", "challenge"), ("x-amzn-waf-action", ""), ("sg-captcha", ""))
"""Header and a word in it, with which a bot wall says that it answers instead of the site."""
_WALLS = (
    b"_cf_chl_opt", b"incapsula incident id", b"captcha-delivery.com", b"px-captcha", b"awswafcookiedomainlist",
    b"sec-if-cpt-container", b"/_sec/cp_challenge/", b"/.well-known/sgcaptcha/", b"/.within.website/x/cmd/anubis/",
)  # fmt: skip
"""What only the walls of Cloudflare, Imperva, DataDome, HUMAN, AWS, Akamai, SiteGround and Anubis have in their pages."""
_WALL_HEAD = 2**16
_KEPT = ("content-type", "cache-control", "expires", "age", "date", "link")


def check_version(answer: httpx.Response) -> None:
    """Raises Fault where the status line names a version that is not sent over a plain connection."""
    version = answer.http_version
    if not version.startswith("HTTP/1."):
        raise Fault("protocol", f"no proper HTTP answer: the status line says {cut(clean(version), 20)}, not HTTP/1.1")


def refusal(answer: httpx.Response, asked_with_validators: bool) -> Fault | None:
    """Why an answer that is no redirect holds nothing to read; None for 200, 203 and a 304 that was asked for."""
    status = answer.status_code
    told = f"{status} {_phrase(status)}".strip()
    if status in (200, 203) or (status == 304 and asked_with_validators):
        return None
    if status == 304:
        return Fault("empty", f"{told} to a request that named no earlier answer")
    if status in (204, 205):
        return Fault("empty", f"{told}: an answer without a body")
    if status == 410:
        return Fault("gone", f"{told}: the feed is gone for good")
    if status == 429:
        return Fault("rate_limited", f"{told}: the server asks for fewer requests")
    if any(word in answer.headers.get(name, "") for name, word in _WALL_HEADERS if name in answer.headers):
        return Fault("blocked", f"{told}: a bot wall answers instead of the feed")
    if 200 <= status < 300:
        return Fault("http", f"{told}: not a whole answer")
    return Fault("http", f"the server answers {told}")


def bot_wall(page: bytes) -> bool:
    """Whether a web page is one that keeps programs out, whatever its status says."""
    head = page[:_WALL_HEAD].lower()
    return any(mark in head for mark in _WALLS)


def retry_after(answer: httpx.Response, now: datetime) -> float | None:
    """Seconds that a 429 or 503 asks to wait, within 1 minute..24 hours; None where it says nothing usable."""
    told = answer.headers.get("retry-after", "").strip()
    if answer.status_code not in (429, 503) or not told:
        return None
    if told.isascii() and told.isdigit():
        seconds = float(told) if len(told) < 16 else MOST_RETRY_S
    else:
        try:
            moment = parsedate_to_datetime(told)
            seconds = (moment.replace(tzinfo=moment.tzinfo or UTC) - now).total_seconds()
        except (ValueError, TypeError, OverflowError):
            return None
    return min(max(seconds, LEAST_RETRY_S), MOST_RETRY_S)


def target(answer: httpx.Response, current: str) -> str:
    """The absolute URL a redirect points to, without fragment and user name. Raises Fault for what is not followed."""
    told = str(answer.extensions.get(LOCATION, "")).strip().replace(" ", "%20")
    if not told:
        raise Fault("redirect", f"{answer.status_code} redirect without a target")
    try:
        url = urljoin(current, told).partition("#")[0]
    except ValueError:
        raise Fault("redirect", "redirect to a URL that cannot be read") from None
    if found := urls.problem(url):
        raise Fault("blocked_scheme" if found[0] == "blocked_scheme" else "redirect", f"redirect refused: {found[1]}")
    return without_user(url)


def without_user(url: str) -> str:
    """The URL without `user:password@`: credentials go to the host they were written for, never in a redirect.

    Only for a URL without a problem (`urls.problem`): raises ValueError for one that cannot be read.
    """
    parts = urlsplit(url)
    _, at, host = parts.netloc.rpartition("@")
    return urlunsplit(parts._replace(netloc=host)) if at else url


def validator(value: str) -> str:
    """An ETag or Last-Modified as it may be stored and sent back byte by byte; empty where it is not usable."""
    return value if len(value) <= _MOST_VALIDATOR and value.isprintable() and value.isascii() else ""


def first(answer: httpx.Response, name: str) -> str:
    return next(iter(answer.headers.get_list(name)), "")


def kept_headers(answer: httpx.Response) -> dict[str, str]:
    """The few headers that say how to read and when to ask again, cleaned, names in small letters."""
    return {name: cut(clean(answer.headers[name]), 1000) for name in _KEPT if name in answer.headers}


def _phrase(status: int) -> str:
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return ""
