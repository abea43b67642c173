"""Expressions that an earlier run compiled: to compile them again takes as long as to read a hundred articles."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tracker.extract import compiled, late, openings
from tracker.paths import cache_dir
from tracker.shelf import Shelf


@contextmanager
def expressions() -> Iterator[None]:
    """Whatever is read inside needs to compile only what no run on this machine did; what that is, is kept at the end."""
    folder = cache_dir()
    if folder is None:
        yield
        return
    shelf = Shelf(folder / f"expressions-{sys.implementation.cache_tag}.bin", f"{compiled.BUILD} {_way_of_opening()}")
    late.remember_by(shelf.recall)
    try:
        yield
    finally:
        late.remember_by(None)
        shelf.keep()


def _way_of_opening() -> str:
    """How the beginnings of an expression are found is code of our own, which another version may have changed."""
    return hashlib.sha256(Path(openings.__file__).read_bytes()).hexdigest()
