"""What a reader has seen of a database's timeline: the last visit, what is read, what has a star. Kept in the state folder.

It is the reader's own and not the database's: several people may look at one file, and some may only read it.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tracker.tui.remembered import state_file

_MOST_READ = 50_000
"""Events whose reading is remembered one by one; older readings than these are forgotten."""


@dataclass
class Marks:
    """Times are UTC text as in the database, events are named by their ids."""

    path: Path
    last_visit: str = ""
    """When the reader left last time; "" on the first visit."""
    read_until: str = ""
    """What was first seen until then counts as read."""
    read: dict[str, None] = field(default_factory=dict)
    unread: set[str] = field(default_factory=set)
    """Marked as unread by the reader, whenever they were seen."""
    starred: set[str] = field(default_factory=set)
    problem: str = ""
    """Why the file could not be read; the marks then begin anew and the file is put aside."""

    def is_read(self, event_id: str, first_seen_at: str) -> bool:
        if event_id in self.unread:
            return False
        return event_id in self.read or first_seen_at <= self.read_until

    def set_read(self, event_id: str, read: bool) -> None:
        if read:
            self.unread.discard(event_id)
            self.read[event_id] = None
        else:
            self.read.pop(event_id, None)
            self.unread.add(event_id)

    def set_all_read(self, now: str) -> None:
        self.read_until = now
        self.read.clear()
        self.unread.clear()

    def toggle_star(self, event_id: str) -> bool:
        """True where it has a star now."""
        if event_id in self.starred:
            self.starred.discard(event_id)
            return False
        self.starred.add(event_id)
        return True

    def save(self, visited: str = "") -> str:
        """Write the file in one step; why not, where that failed. `visited` is when the reader left."""
        told = {
            "version": 1,
            "visited": visited or self.last_visit,
            "read_until": self.read_until,
            "read": list(self.read)[-_MOST_READ:],
            "unread": sorted(self.unread),
            "starred": sorted(self.starred),
        }
        making = self.path.with_name(f"{self.path.name}.{os.getpid()}")
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            making.write_text(json.dumps(told), encoding="utf-8")
            making.replace(self.path)
        except OSError as error:
            return f"{self.path}: {error.strerror or error}; what is read and starred is forgotten at the end"
        return ""


def marks_of(database: Path, now: str) -> Marks:
    """What is remembered for this database; nothing is unread on a first visit."""
    path = state_file(database, "timeline")
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return Marks(path, read_until=now)
    except (OSError, UnicodeDecodeError) as error:
        return Marks(path, read_until=now, problem=f"{path}: cannot be read ({error}); it begins anew")
    try:
        return _from(path, json.loads(text))
    except (ValueError, TypeError, KeyError) as error:
        aside = path.with_suffix(".broken")
        path.replace(aside)
        return Marks(
            path, read_until=now, problem=f"{path}: damaged ({error}); it begins anew, the old one is {aside.name}"
        )


def _from(path: Path, told: Any) -> Marks:
    def texts(values: Any) -> Iterable[str]:
        if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
            raise ValueError("a list of ids is something else")
        return values

    visited, until = told["visited"], told["read_until"]
    if not isinstance(visited, str) or not isinstance(until, str):
        raise ValueError("a time is no text")
    read = dict.fromkeys(texts(told["read"]))
    return Marks(path, visited, until, read, set(texts(told["unread"])), set(texts(told["starred"])))
