"""A file of things that take long to make and are the same in every run, such as compiled expressions. It may go at any time."""

from __future__ import annotations

import hashlib
import logging
import marshal
import os
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeVar, cast

T = TypeVar("T")
_LOG = logging.getLogger(__name__)
_MOST = 6 * 2**20
"""Bytes of a file; of a larger one only what this run has used is kept."""
_SUM = hashlib.sha256().digest_size


class Shelf:
    """Made for one file; `told` is what all its contents depend on. Nothing that goes wrong with the file stops anything."""

    def __init__(self, path: Path, told: str) -> None:
        self._path, self._told = path, told.encode()
        self._stored = self._read()
        self._used: dict[bytes, Any] = {}
        self._is_new = False

    def recall(self, name: str, make: Callable[[], T]) -> T:
        """What was made under a name; the first time, by `make`. Only what `marshal` takes is kept."""
        key = hashlib.blake2b(name.encode("utf-8", "surrogatepass"), digest_size=16).digest()
        if key not in self._used:
            if key not in self._stored:
                self._stored[key], self._is_new = make(), True
            self._used[key] = self._stored[key]
        return cast("T", self._used[key])

    def keep(self) -> None:
        """Write the file where anything is new."""
        if not self._is_new:
            return
        self._is_new = False
        try:
            whole = marshal.dumps(self._stored)
            whole = whole if len(whole) <= _MOST else marshal.dumps(self._used)
            if len(whole) <= _MOST:
                self._write(whole)
        except (OSError, ValueError) as error:
            _LOG.debug("%s is not kept: %s", self._path, error)

    def _write(self, whole: bytes) -> None:
        self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=self._path.parent, prefix=self._path.name)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(self._sum(whole) + whole)
            Path(name).replace(self._path)
        except BaseException:
            with suppress(OSError):
                Path(name).unlink()
            raise

    def _read(self) -> dict[bytes, Any]:
        try:
            with self._path.open("rb") as file:
                told = file.read(_MOST + _SUM + 1)
            if told[:_SUM] != self._sum(told[_SUM:]) or len(told) > _MOST + _SUM:
                return {}
            found = marshal.loads(told[_SUM:])
        except (OSError, ValueError, EOFError, TypeError):
            return {}
        return found if isinstance(found, dict) else {}

    def _sum(self, whole: bytes) -> bytes:
        return hashlib.sha256(self._told + b"\0" + whole).digest()
