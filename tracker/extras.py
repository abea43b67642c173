"""Packages that only some features need: whether they are there, found without loading them."""

from __future__ import annotations

import sys
from functools import cache

_FULL_TEXT = ("trafilatura", "lxml_html_clean")


@cache
def reads_pages() -> bool:
    """Whether the extra `[fulltext]` is installed."""
    from importlib.util import find_spec

    return all(find_spec(name) for name in _FULL_TEXT)


def how_to_read_pages() -> str:
    """The command that installs what reads pages, for this Python."""
    return f"{sys.executable} -m pip install 'trafilatura>=2.3.1,<3' lxml_html_clean"
