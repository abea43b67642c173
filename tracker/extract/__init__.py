"""Text to claims, events, ratios and vendor links, each with its exact words. Opens nothing but, once, the
model that ships beside `tracker.encoder`: no other file, no socket, no clock.

The parts are loaded when they are first asked for: their many expressions take longer to compile than a start may wait.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tracker.extract.corpus import from_corpus, to_corpus
    from tracker.extract.reader import Extractor, extract
    from tracker.extract.version import VERSION

__all__ = ["VERSION", "Extractor", "extract", "from_corpus", "to_corpus"]

_HOME = {
    "from_corpus": "corpus",
    "to_corpus": "corpus",
    "VERSION": "version",
    "Extractor": "reader",
    "extract": "reader",
}


def __getattr__(name: str) -> object:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(f"{__name__}.{_HOME[name]}"), name)
