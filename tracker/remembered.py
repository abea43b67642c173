"""Expressions that an earlier run compiled: to compile them again takes as long as to read a hundred articles."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tracker.extract import compiled, late, openings, phrases
from tracker.paths import cache_dir
from tracker.shelf import Shelf


@contextmanager
def expressions() -> Iterator[None]:
    """Whatever is read inside needs to compile only what no run on this machine did; what that is, is kept at the end."""
    folder = cache_dir()
    if folder is None:
        yield
        return
    shelf = Shelf(folder / f"expressions-{sys.implementation.cache_tag}.bin", f"{compiled.BUILD} {_code_of_our_own()}")
    before = late.remember_by(shelf.recall)
    try:
        yield
    finally:
        late.remember_by(before)
        shelf.keep()


def _code_of_our_own() -> str:
    """What is kept is made and read by it, and another version may do so otherwise."""
    whole = hashlib.sha256()
    for module in (compiled, late, openings, phrases):
        whole.update(Path(str(module.__file__)).read_bytes())
    return whole.hexdigest()
