"""feedparser without the detours of its inner loops, in versions whose insides were looked at; what it answers is the same.

Half of its time goes into a dictionary that looks for other spellings of each key, and into copying small flat ones deeply.
"""

from __future__ import annotations

from functools import lru_cache
from types import SimpleNamespace
from typing import Any

import feedparser
from feedparser import mixin

from tracker.feeds import sax

KNOWN = ("6.0.13", "6.0.14")
_COMMON = 0x2200
"""Characters up to here have a place in the table by which texts are translated: one that has none costs an exception."""
_DRIVER = "tracker.feeds.sax"


def lighten() -> None:
    """Once a process; later calls change nothing. Of another version only the reader of XML is ours."""
    if _DRIVER in feedparser.api.PREFERRED_XML_PARSERS:
        return
    feedparser.api.PREFERRED_XML_PARSERS.insert(0, _DRIVER)
    if feedparser.__version__ in KNOWN:
        mixin._urljoin = lru_cache(maxsize=256)(mixin._urljoin)
        mixin._cp1252 = {code: code for code in range(_COMMON)} | mixin._cp1252
        mixin.copy = SimpleNamespace(deepcopy=_copied)
        _shorten(mixin.FeedParserDict)
        sax.read_plain_items()


def _copied(told: Any) -> Any:
    """The parameters of a content are texts and numbers under names; what else is copied is no matter of ours."""
    return type(told)(told)


def _shorten(kind: Any) -> None:
    """Let a key that has no other spelling be looked up as any dictionary does."""
    odd = {*kind.keymap, "category", "enclosures", "license", "updated", "updated_parsed"}
    long_get, long_item, long_has = kind.get, kind.__getitem__, kind.__contains__

    def get(self: dict[str, Any], key: str, default: Any = None) -> Any:
        return long_get(self, key, default) if key in odd else dict.get(self, key, default)

    def item(self: dict[str, Any], key: str) -> Any:
        return long_item(self, key) if key in odd else dict.__getitem__(self, key)

    def has(self: dict[str, Any], key: str) -> bool:
        return long_has(self, key) if key in odd else dict.__contains__(self, key)

    kind.get, kind.__getitem__, kind.__contains__ = get, item, has
