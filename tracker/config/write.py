"""Putting a changed feeds.toml in the place of the old one: whole or not at all, and one change at a time."""

from __future__ import annotations

import codecs
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from tracker.config.edit import Change
from tracker.config.load import load
from tracker.model.errors import DiskError, UsageError
from tracker.model.file_mark import MOST_BYTES

try:
    import fcntl
except ImportError:  # Windows: two changes in the same moment are only noticed there, not kept apart
    fcntl = None  # type: ignore[assignment]


def rewrite(path: Path, change: Change) -> None:
    """Read the file, change its text, and replace it; a link keeps pointing at it, and its mode stays.

    Raises ConfigError where the old text or the new one has mistakes, UsageError where the change is not possible or another
    program changed the file meanwhile, DiskError. In each case the file is as it was.
    """
    load(path)
    own = Path(os.path.realpath(path))
    try:
        with _held(own) as raw:
            bom = codecs.BOM_UTF8 if raw.startswith(codecs.BOM_UTF8) else b""
            new = bom + change(raw.removeprefix(bom).decode("utf-8"), str(path)).encode("utf-8")
            if len(new) > MOST_BYTES:
                raise UsageError(f"{path}: would be larger than {MOST_BYTES // 2**20} MiB; it is as it was")
            if new != raw:
                _replace(own, raw, new)
    except OSError as error:
        raise DiskError(f"{path}: {error.strerror or error}; it is as it was") from error


@contextmanager
def _held(own: Path) -> Iterator[bytes]:
    """The bytes of the file, while no other change of ours runs."""
    while True:
        with own.open("rb") as file:
            if fcntl:
                fcntl.flock(file, fcntl.LOCK_EX)
            if _still_there(own, file.fileno()):
                yield file.read()
                return


def _still_there(own: Path, handle: int) -> bool:
    """Whether the path still names the file that was opened: while we waited, another change may have replaced it."""
    return os.path.samestat(os.stat(own), os.fstat(handle))


def _replace(own: Path, old: bytes, new: bytes) -> None:
    handle, name = tempfile.mkstemp(prefix=f".{own.name}.", dir=own.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(new)
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(own.stat().st_mode & 0o7777)
        if own.read_bytes() != old:
            raise UsageError(f"{own}: another program changed it just now; run the command again")
        Path(name).replace(own)
    except BaseException:
        with suppress(OSError):
            Path(name).unlink()
        raise
