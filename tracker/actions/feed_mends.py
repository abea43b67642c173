"""What a person can do about a feed that cannot be read, for each reason."""

from __future__ import annotations

from urllib.parse import urlsplit

from tracker.model.feed_check import Verdict
from tracker.model.words import Reason

_BLOCKED = (401, 403)
_VERDICTS: dict[Reason, Verdict] = {"gone": "gone", "blocked": "blocked", "too_large": "too_large", "empty": "empty"}
_MENDS: dict[Reason, str] = {
    "bad_url": "write the whole address, https://… or http://…",
    "blocked_scheme": "give an http or https address",
    "blocked_address": "where it is your own: set allow_private = true beside its url (--allow-private on the command line)",
    "dns": "check the spelling of the host, and whether this machine reaches the internet",
    "connect": "try again later; where it lasts, look for the publisher's feed elsewhere",
    "tls": "its certificate has to be put right by its publisher; no check is skipped here",
    "timeout": "try again later; where it lasts, look for the publisher's feed elsewhere",
    "too_large": 'set max_bytes = "64MiB" (1024MiB at most) beside its url',
    "redirect": "open the address in a browser and take the one where it ends",
    "gone": "its publisher took it down: `tracker feeds disable SLUG --reason gone`, or look for the new one on the site",
    "rate_limited": "wait; a longer every beside its url keeps it from happening again",
    "blocked": "it keeps programs out: set contact in [network], or look for another address of the publisher",
    "empty": "it answers without an entry: check whether the publisher has another feed now",
    "parse_resource": "it is made, or broken, in a way that costs too much to read: tell its publisher",
    "parse": "it is broken: tell its publisher",
    "truncated": "the server breaks off its answers: try again later, then tell its publisher",
    "encoding": "the server packs its answers wrongly: tell its publisher",
    "protocol": "the server does not speak HTTP properly: try again later, then tell its publisher",
}


def asks_for_permission(mend: str) -> bool:
    """Whether only the person's word is missing: the address is not public."""
    return mend == _MENDS["blocked_address"]


def verdict_of(reason: Reason, status: int | None) -> Verdict:
    return "blocked" if status in _BLOCKED else _VERDICTS.get(reason, "failing")


def mend_of(reason: Reason, status: int | None, url: str = "") -> str:
    """`url`: what was asked; where an answer came from it, its feeds may be looked for at the root of its site."""
    if status in _BLOCKED:
        return _MENDS["blocked"]
    if reason == "http" and status in (400, 404):
        parts = urlsplit(url)
        return f"look for the feed on the site: tracker feeds check {parts.scheme}://{parts.netloc.rpartition('@')[2]}/"
    return _MENDS.get(reason, "try again later; where it lasts, look for the publisher's feed elsewhere")
