"""The numbers of a shipped model by name: matrices as bytes with a scale a row (`NAME` int8, `NAME.scale`), vectors as floats."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float32]


class Tensors:
    """Each is read from `stored` when it is asked for and kept by nobody but the asker."""

    def __init__(self, stored: Mapping[str, NDArray[Any]]) -> None:
        self._stored = stored

    def names(self) -> list[str]:
        return list(self._stored)

    def bare(self, name: str) -> NDArray[Any]:
        """As it is stored."""
        return self._stored[name]

    def vector(self, name: str) -> Array:
        return np.asarray(self._stored[name], np.float32)

    def matrix(self, name: str) -> Array:
        """(rows, columns) as they are stored."""
        out: Array = np.multiply(self._stored[name], self.vector(f"{name}.scale")[:, None], dtype=np.float32)
        return out

    def turned(self, name: str) -> Array:
        """(columns, rows), in order of memory: the left side of no product has to be copied for it."""
        stored = self._stored[name]
        out: Array = np.empty(stored.shape[::-1], np.float32)
        np.multiply(stored.T, self.vector(f"{name}.scale"), out=out)
        return out
