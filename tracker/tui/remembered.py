"""What the screen was like when it was left: view, filters, sorts, selections. Kept in the state folder, by database.

A file that cannot be read, or that a newer tracker wrote, is left as it is and not used; it is only told of.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tracker.paths import state_dir

VERSION = 1
_MOST_BYTES = 1_000_000
"""A session takes a few thousand; nothing larger is one."""
_LEAST_S = 5.0
"""Between two writings while the screen is in use."""


class Told:
    """A remembered object whose parts are what they are asked for, or nothing: the file may say anything."""

    def __init__(self, told: object = None) -> None:
        self.told: Mapping[str, Any] = told if isinstance(told, dict) else {}

    def text(self, name: str) -> str:
        found = self.told.get(name)
        return found if isinstance(found, str) else ""

    def flag(self, name: str, usual: bool = False) -> bool:
        found = self.told.get(name)
        return found if isinstance(found, bool) else usual

    def texts(self, name: str) -> list[str]:
        found = self.told.get(name)
        return [one for one in found if isinstance(one, str)] if isinstance(found, list) else []

    def part(self, name: str) -> Told:
        return Told(self.told.get(name))

    def words(self) -> dict[str, str]:
        """All parts that are texts."""
        return {name: found for name, found in self.told.items() if isinstance(found, str)}


class Remembered:
    """The session of a database. `problem` says why what was kept is not used."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.problem = ""
        self.kept: dict[str, Any] = {}
        self.broken = False
        """The file holds what we do not understand: it is not written over."""
        self._written: dict[str, Any] | None = None
        self._at = 0.0

    @classmethod
    def of(cls, database: Path, fresh: bool = False) -> Remembered:
        """What is remembered for this database; nothing where it is to begin anew."""
        made = cls(state_file(database, "session"))
        if not fresh:
            made._read()
        return made

    def told(self, name: str) -> Told:
        return Told(self.kept).part(name)

    def text(self, name: str) -> str:
        return Told(self.kept).text(name)

    def view(self, name: str) -> Told:
        return self.told("views").part(name)

    def _read(self) -> None:
        try:
            with self.path.open("rb") as file:
                found = json.loads(file.read(_MOST_BYTES + 1))
        except FileNotFoundError:
            return
        except (OSError, ValueError, RecursionError) as error:
            self.problem = f"{self.path}: cannot be read ({error}); the session begins anew"
            return
        if not isinstance(found, dict) or not isinstance(found.get("version"), int):
            self.problem = f"{self.path}: is no session of this program; the session begins anew"
        elif found["version"] > VERSION:
            self.broken = True
            self.problem = f"{self.path}: was written by a newer tracker; the session begins anew and is not remembered"
        else:
            self.kept = found

    def due(self, seconds: float) -> bool:
        """Whether it is time to keep it again while the screen is in use; `seconds` are of a steady clock."""
        if self.broken or seconds - self._at < _LEAST_S:
            return False
        self._at = seconds
        return True

    def keep(self, now: Mapping[str, Any]) -> str:
        """Write in one step what changed; why not, where that failed."""
        if self.broken or now == self._written:
            return ""
        views = {**self.told("views").told, **now.get("views", {})}
        self.kept = {"version": VERSION, **now, "views": views}
        self._written = dict(now)
        making = self.path.with_name(f"{self.path.name}.{os.getpid()}")
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            making.write_text(json.dumps(self.kept), encoding="utf-8")
            making.replace(self.path)
        except OSError as error:
            self.broken = True
            return f"{self.path}: {error.strerror or error}; the session is not remembered"
        return ""


def state_file(database: Path, what: str) -> Path:
    """Where the state folder keeps something of this database."""
    name = hashlib.sha256(str(database.resolve()).encode()).hexdigest()[:16]
    return state_dir() / f"{what}-{name}.json"
