"""A file that a person writes: its bytes, bounded, and which version of it something was taken from."""

from __future__ import annotations

import hashlib
from pathlib import Path

MOST_BYTES = 2**20
"""Of feeds.toml: some 8,000 feeds."""


def read_bounded(path: Path) -> bytes:
    """The file, or one byte more than is read of any: a pipe can be read so, and a device has no end. Raises OSError."""
    with path.open("rb") as file:
        return file.read(MOST_BYTES + 1)


def mark_of(raw: bytes) -> str:
    """The same for the same bytes."""
    return hashlib.sha256(raw).hexdigest()
