"""What is wrong with a catalogue file, where."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One line of a report: `file:line: message`. `column` is known for broken TOML alone."""

    file: str
    line: int
    message: str
    severity: Severity = "error"
    column: int = 0

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" + (f":{self.column}" if self.column else "")
        return f"{place}: {'warning: ' if self.severity == 'warning' else ''}{self.message}"


def near(word: str, known: Iterable[str]) -> str:
    """` (did you mean "…"?)` where a known word is close, else nothing."""
    found = difflib.get_close_matches(word, list(known), 1, 0.6)
    return f" (did you mean {quoted(found[0])}?)" if found else ""


def quoted(value: object, longest: int = 60) -> str:
    """A value as one short printable piece of a message."""
    text = str(value)
    text = text if len(text) <= longest else text[: longest - 1] + "…"
    return '"' + "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in text) + '"'
