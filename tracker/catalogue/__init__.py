"""The curated catalogue: db/catalogue/*.toml to a `Catalogue`, with every mistake named by file and line.

What reads TOML is loaded when it is first asked for: most starts only need to know that the files are as they were.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

from tracker.catalogue.files import digest

if TYPE_CHECKING:
    from tracker.catalogue.loading import check, load, load_stack
    from tracker.catalogue.problems import Problem

__all__ = ["Problem", "check", "digest", "load", "load_stack"]

_HOME = {"check": "loading", "load": "loading", "load_stack": "loading", "Problem": "problems"}


def __getattr__(name: str) -> object:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(f"{__name__}.{_HOME[name]}"), name)
