"""How a refresh is started by itself: a crontab line, and a systemd service with its timer, right for this installation."""

from __future__ import annotations

import hashlib
import re
import shlex
import sys
from dataclasses import dataclass
from pathlib import Path

from tracker.model.errors import UsageError
from tracker.paths import checkout

_LOCKED = 75
"""Exit code where another refresh is running: it ends by itself, so the timer need not call that a failure."""
_MAX_TIME, _STOP_AFTER = "15m", "20min"
_SPREAD = "3min"
_EVERY_MINUTES = (5, 10, 15, 20, 30)
_EVERY_HOURS = (1, 2, 3, 4, 6, 8, 12, 24)
_PLAIN = re.compile(r"[A-Za-z0-9/._+:,=@-]+")
"""What systemd takes as it stands."""


@dataclass(frozen=True, slots=True)
class Installation:
    """How this tracker is started: the Python it runs with, the checkout it lies in (None where it is installed), and the
    database and feeds.toml to name (None: those it finds by itself)."""

    python: str
    folder: Path | None
    database: Path | None = None
    feeds: Path | None = None

    @property
    def arguments(self) -> list[str]:
        files = [("--db", self.database), ("--feeds", self.feeds)]
        named = [word for name, file in files if file is not None for word in (name, str(file))]
        return [self.python, "-m", "tracker", "refresh", *named, "--max-time", _MAX_TIME, "--progress", "none"]


@dataclass(frozen=True, slots=True)
class Schedule:
    """Texts that end in a line break."""

    crontab: str
    service: str
    timer: str


def installation(database: str | None, feeds: str | None) -> Installation:
    """This one. `database` and `feeds` as they were told on the command line or in the environment."""
    return Installation(
        python=sys.executable or "python3",
        folder=checkout(),
        database=Path(database).absolute() if database else None,
        feeds=Path(feeds).absolute() if feeds else None,
    )


def schedule(own: Installation, every_s: float) -> Schedule:
    """Raises UsageError for an interval that does not divide an hour or a day: cron could not keep it."""
    when = _When.of(own, every_s)
    return Schedule(_crontab(own, when), _service(own), _timer(when))


@dataclass(frozen=True, slots=True)
class _When:
    """`minute` and `hour` differ between installations, so that not all of them ask the same servers at the full hour."""

    minutes: int
    """Between two refreshes."""
    minute: int
    hour: int

    @classmethod
    def of(cls, own: Installation, every_s: float) -> _When:
        minutes = round(every_s / 60)
        if minutes not in _EVERY_MINUTES and (minutes % 60 or minutes // 60 not in _EVERY_HOURS):
            told = ", ".join([f"{m}m" for m in _EVERY_MINUTES] + [f"{h}h" for h in _EVERY_HOURS])
            raise UsageError(
                f"--every cannot be {every_s / 60:g} minutes: cron counts within the hour and the day; one of {told}"
            )
        number = int.from_bytes(hashlib.sha256("\0".join(map(str, own.arguments)).encode()).digest()[:4], "big")
        step = min(minutes, 60)
        return cls(minutes, number % step, number // 60 % max(1, minutes // 60))

    @property
    def cron(self) -> str:
        if self.minutes < 60:
            return f"{self.minute}-59/{self.minutes} * * * *"
        hours = self.minutes // 60
        return f"{self.minute} {'*' if hours == 1 else self.hour if hours == 24 else f'{self.hour}-23/{hours}'} * * *"

    @property
    def calendar(self) -> str:
        """The same for systemd."""
        if self.minutes < 60:
            return f"*-*-* *:{self.minute:02}/{self.minutes}:00"
        hours = self.minutes // 60
        hour = "*" if hours == 1 else f"{self.hour:02}" if hours == 24 else f"{self.hour:02}/{hours}"
        return f"*-*-* {hour}:{self.minute:02}:00"


def _crontab(own: Installation, when: _When) -> str:
    """`%` would end the command there."""
    command = shlex.join(own.arguments)
    if own.folder is not None:
        command = f"cd {shlex.quote(str(own.folder))} && {command}"
    return f"{when.cron} {_one_line(command)}\n".replace("%", "\\%")


def _service(own: Installation) -> str:
    folder = f"WorkingDirectory={_specifiers(_one_line(str(own.folder)))}\n" if own.folder is not None else ""
    return (
        "[Unit]\nDescription=Refresh of the accelerator tracker\n\n"
        f"[Service]\nType=oneshot\n{folder}ExecStart={' '.join(map(_word, _startable(own.arguments)))}\n"
        f"SuccessExitStatus={_LOCKED}\nTimeoutStartSec={_STOP_AFTER}\nNice=10\n"
    )


def _timer(when: _When) -> str:
    return (
        "[Unit]\nDescription=Refresh the accelerator tracker by itself\n\n"
        f"[Timer]\nOnCalendar={when.calendar}\nRandomizedDelaySec={_SPREAD}\nPersistent=true\n\n"
        "[Install]\nWantedBy=timers.target\n"
    )


def _startable(arguments: list[str]) -> list[str]:
    """systemd refuses a program whose path has a quote, a dollar or a backslash in it; the shell does not."""
    if _PLAIN.fullmatch(arguments[0]):
        return arguments
    return ["/bin/sh", "-c", 'exec "$0" "$@"', *arguments]


def _word(text: str) -> str:
    """One word of ExecStart: in quotes where it needs them, `$` and `%` as themselves."""
    if _PLAIN.fullmatch(_one_line(text)):
        return text
    return '"' + _specifiers(text).replace("$", "$$").replace("\\", "\\\\").replace('"', '\\"') + '"'


def _specifiers(text: str) -> str:
    return text.replace("%", "%%")


def _one_line(text: str) -> str:
    """Raises UsageError for a path that no line of either file can hold: with a line break, or a backslash at its end."""
    if "\n" in text or "\r" in text or text.endswith("\\"):
        raise UsageError(
            f"{text!r}: neither cron nor systemd can be told a path with a line break or a backslash at its end"
        )
    return text
