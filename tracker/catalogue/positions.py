"""Where in a TOML text each table, key and array element begins: `tomllib` gives values without places."""

from __future__ import annotations

import re
from bisect import bisect_right

Path = tuple[str | int, ...]
"""Keys and indices from the root: ("product", 2, "claims", 0, "value")."""

_GAP = re.compile(r"(?:[\s,]|#[^\n]*)*")
_STRING = re.compile(
    r'"""(?:\\.|[^\\])*?"{3,5}|' r"'''.*?'{3,5}|" r'"(?:\\.|[^"\\])*"|' r"'[^']*'",
    re.DOTALL,
)
_BARE = re.compile(r"\d{4}-\d\d-\d\d \d[^\s,\]}#]*|[^\s,\[\]{}=#]+")
_KEY_PART = re.compile(r"""\s*("(?:\\.|[^"\\])*"|'[^']*'|[A-Za-z0-9_-]+)\s*(\.?)""")


def lines(text: str) -> dict[Path, int]:
    """The 1-based line of every path of `text`, which must be TOML that `tomllib` has accepted."""
    return _Scan(text).run()


class _Scan:
    """One walk over the text. It judges nothing: tomllib has already done so."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.starts = [m.end() for m in re.finditer("\n", text)]
        self.found: dict[Path, int] = {}
        self.elements: dict[Path, int] = {}
        """How many `[[tables]]` each array of tables has so far."""

    def run(self) -> dict[Path, int]:
        table: Path = ()
        self.gap()
        while self.at < len(self.text):
            if self.text[self.at] == "[":
                table = self.header()
            else:
                self.pair(table)
            self.gap()
        return self.found

    def gap(self) -> None:
        """Over blanks, commas and comments."""
        found = _GAP.match(self.text, self.at)
        self.at = found.end() if found else self.at

    def mark(self, path: Path, offset: int) -> None:
        self.found.setdefault(path, bisect_right(self.starts, offset) + 1)

    def header(self) -> Path:
        start = self.at
        brackets = 2 if self.text.startswith("[[", start) else 1
        self.at += brackets
        keys = self.key()
        self.at = self.text.index("]", self.at) + brackets
        return self.element(keys, start) if brackets == 2 else self.resolve(keys, start)

    def element(self, keys: list[str], start: int) -> Path:
        """One more table of an array of tables."""
        *parents, last = keys
        path = (*self.resolve(parents, start), last)
        self.mark(path, start)
        index = self.elements.get(path, 0)
        self.elements[path] = index + 1
        self.mark((*path, index), start)
        return (*path, index)

    def resolve(self, keys: list[str], start: int) -> Path:
        """A header's keys as a path: inside an array of tables they mean its last table."""
        path: Path = ()
        for key in keys:
            path = (*path, key)
            self.mark(path, start)
            if path in self.elements:
                path = (*path, self.elements[path] - 1)
        return path

    def key(self) -> list[str]:
        """A key, dotted or not; stops before `=` or `]`."""
        parts = []
        while found := _KEY_PART.match(self.text, self.at):
            self.at = found.end()
            parts.append(found[1].strip("\"'"))
            if not found[2]:
                break
        return parts

    def pair(self, table: Path) -> None:
        start, path = self.at, table
        for key in self.key():
            path = (*path, key)
            self.mark(path, start)
        self.at = self.text.index("=", self.at) + 1
        self.gap()
        self.value(path)

    def value(self, path: Path) -> None:
        self.mark(path, self.at)
        opener = self.text[self.at]
        if opener == "[":
            self.array(path)
        elif opener == "{":
            self.inline(path)
        else:
            found = _STRING.match(self.text, self.at) or _BARE.match(self.text, self.at)
            self.at = found.end() if found else self.at + 1

    def array(self, path: Path) -> None:
        self.at += 1
        self.gap()
        index = 0
        while self.text[self.at] != "]":
            self.value((*path, index))
            index += 1
            self.gap()
        self.at += 1

    def inline(self, path: Path) -> None:
        self.at += 1
        self.gap()
        while self.text[self.at] != "}":
            self.pair(path)
            self.gap()
        self.at += 1
