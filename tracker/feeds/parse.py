"""One fetched body -> ParsedFeed. Pure; may be slow or eat memory on hostile input, so see `pool` for daily use."""

from __future__ import annotations

from dataclasses import replace

from tracker.cleaning import clean, cut
from tracker.feeds import draft, jsonfeed, sniff, xmlfeed
from tracker.feeds.draft import MOST_ENTRIES, MOST_TITLE
from tracker.model.fetched import ParsedFeed
from tracker.model.words import Reason


def parse(body: bytes, content_type: str, base_url: str, now: str) -> ParsedFeed:
    """Entries, or `error` and `reason` where these bytes are no feed or cannot be read as one.

    Broken XML whose entries can still be read is no error: `warning` says what was wrong. `now` is UTC text `…Z`.
    """
    if not body.strip():
        return failed("empty", "the answer is empty")
    try:
        document, is_utf8 = sniff.plain(body)
        if document[:1] in (b"{", b"["):
            return _json(document, now)
        if found := sniff.danger(document):
            return failed(*found)
        if other := sniff.what_else(document):
            return failed("not_a_feed", f"not a feed: {other}")
        return _xml(document, "application/xml; charset=utf-8" if is_utf8 else content_type, base_url, now)
    except (RecursionError, MemoryError):
        return failed("parse_resource", "the document is nested too deeply or takes too much memory")
    except Exception as error:
        return failed("parse", f"the document cannot be read: {type(error).__name__}")


def failed(reason: Reason, text: str) -> ParsedFeed:
    return ParsedFeed(title="", entries=(), error=text, reason=reason)


def _xml(document: bytes, content_type: str, base_url: str, now: str) -> ParsedFeed:
    document, count = sniff.first_entries(sniff.mended(document), MOST_ENTRIES)
    found = xmlfeed.read(document, content_type, base_url)
    if not found.drafts and found.fault:
        return failed("parse", f"broken XML without a readable entry: {found.fault}")
    if not found.drafts and not found.known:
        return failed("not_a_feed", "not a feed: XML of another kind")
    warning = f"read in spite of: {found.fault}" if found.fault else ""
    return replace(_made(found.title, found.drafts, count, warning, now), ttl_s=found.ttl_s, skip=found.skip)


def _json(document: bytes, now: str) -> ParsedFeed:
    try:
        found = jsonfeed.read(document)
    except ValueError:
        return failed("parse", "broken JSON")
    if found is None:
        return failed("not_a_feed", "not a feed: JSON that is no JSON Feed")
    title, drafts = found
    return _made(title, drafts, len(drafts), "", now)


def _made(title: str, drafts: list[draft.Draft], count: int, warning: str, now: str) -> ParsedFeed:
    count = max(count, len(drafts))
    if count > MOST_ENTRIES:
        warning = "; ".join(filter(None, (f"only the first {MOST_ENTRIES} of {count} entries are read", warning)))
    entries, declared = draft.entries(drafts[:MOST_ENTRIES], now)
    return ParsedFeed(title=cut(clean(title), MOST_TITLE), entries=entries, warning=warning, declared=declared)
