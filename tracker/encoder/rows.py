"""Rows of a matrix that stays in its file: of thirty thousand words an archive of articles needs a few thousand."""

from __future__ import annotations

import os
import struct
import zipfile
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
from numpy.lib import format as npy
from numpy.typing import NDArray

_LOCAL_HEADER = struct.Struct("<26xHH")
_MOST_KEPT = 8192


class Rows:
    """Of the int8 matrix `name` of an .npz file, whose arrays lie in it as they are."""

    def __init__(self, path: Path, name: str) -> None:
        with zipfile.ZipFile(path) as archive:
            at = archive.getinfo(f"{name}.npy").header_offset
        with path.open("rb") as file:
            file.seek(at)
            file.seek(sum(_LOCAL_HEADER.unpack(file.read(_LOCAL_HEADER.size))), os.SEEK_CUR)
            npy.read_magic(file)
            (_, self._width), _, _ = npy.read_array_header_1_0(file)
            self._start = file.tell()
        self._path = path
        self._known: dict[int, bytes] = {}

    def take(self, numbers: Sequence[int]) -> NDArray[np.int8]:
        """(T, width)"""
        missing = set(numbers) - self._known.keys()
        if missing and len(self._known) + len(missing) > _MOST_KEPT:
            self._known.clear()
            missing = set(numbers)
        if missing:
            self._read(missing)
        rows = b"".join([self._known[number] for number in numbers])
        return np.frombuffer(rows, np.int8).reshape(len(numbers), self._width)

    def _read(self, numbers: Iterable[int]) -> None:
        with self._path.open("rb") as file:
            for number in numbers:
                file.seek(self._start + number * self._width)
                self._known[number] = file.read(self._width)
