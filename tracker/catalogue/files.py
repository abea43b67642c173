"""The files of the catalogue, as bytes."""

from __future__ import annotations

import hashlib
from pathlib import Path

from tracker.model.errors import DocumentError


def digest(folder: Path) -> str:
    """SHA-256 over the names and contents of the catalogue's files, without reading them as TOML."""
    whole = hashlib.sha256()
    for path in paths(folder):
        name, content = path.name.encode(), _bytes(path)
        whole.update(b"%d %d\n" % (len(name), len(content)) + name + content)
    return whole.hexdigest()


def paths(folder: Path) -> list[Path]:
    """Its TOML files, sorted by name. Raises DocumentError where there are none."""
    found = sorted(p for p in folder.glob("*.toml") if not p.name.startswith("."))
    if not found:
        raise DocumentError(f"{folder}: no catalogue here; it should hold one .toml file a vendor")
    return found


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as e:
        raise DocumentError(f"{path.name}:1: cannot be read: {e.strerror or e}") from None
