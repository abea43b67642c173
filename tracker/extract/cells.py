"""The cells of a table by their places in the text."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Cell:
    start: int
    end: int


Table = list[list[Cell]]
