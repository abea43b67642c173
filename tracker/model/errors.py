"""What can go wrong in a way that a person can mend, with the exit code it leads to.

The message says which file or row, where in it, and what to do. Everything else is a bug (exit 70).
"""

from __future__ import annotations


class TrackerError(Exception):
    """Base of every error that reaches a user as one plain message."""

    exit_code = 70


class UsageError(TrackerError):
    """A question that cannot be answered as asked: unknown product, unreadable date."""

    exit_code = 2


class DatabaseError(TrackerError):
    """The database is damaged, no database, or of a newer version."""

    exit_code = 65


class DocumentError(TrackerError):
    """A document or catalogue file cannot be read as what it should be."""

    exit_code = 65


class AllFeedsFailed(TrackerError):
    exit_code = 69


class DiskError(TrackerError):
    """Disk full, read-only, no permission."""

    exit_code = 74


class RefreshRunning(TrackerError):
    exit_code = 75


class ConfigError(TrackerError):
    """feeds.toml is wrong; `problems` are `file:line: message` lines, all of them at once."""

    exit_code = 78

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems
