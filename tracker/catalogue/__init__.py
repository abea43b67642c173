"""The curated catalogue: db/catalogue/*.toml to a `Catalogue`, with every mistake named by file and line.

What reads TOML is loaded when it is first asked for: most starts only need to know that the files are as they were.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

from tracker.catalogue.files import digest

if TYPE_CHECKING:
    from tracker.catalogue.load import check, load, load_stack
    from tracker.catalogue.problems import Problem

__all__ = ["Problem", "check", "digest", "load", "load_stack"]

_HOME = {"check": "load", "load": "load", "load_stack": "load", "Problem": "problems"}


def __getattr__(name: str) -> object:
    """Takes over all names at once: importing the module `load` would leave it where its function of that name belongs."""
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found = {known: getattr(importlib.import_module(f"{__name__}.{home}"), known) for known, home in _HOME.items()}
    globals().update(found)
    return found[name]
