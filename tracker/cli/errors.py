"""What goes wrong, as one message on stderr and an exit code; a bug leaves its details in a file."""

from __future__ import annotations

import contextlib
import os
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from tracker.cleaning import visible
from tracker.model.errors import ConfigError, DiskError, TrackerError

BUG = 70
INTERRUPTED = 130
_MOST_LOG = 2**20


def guarded(run: Callable[[], Any]) -> int:
    """Call `run` and give the exit code: its result where it is a number, else 0, or that of what it raised."""
    try:
        code = run()
        sys.stdout.flush()
    except BrokenPipeError:
        return pipe_closed()
    except (KeyboardInterrupt, click.Abort):
        click.echo("tracker: stopped", err=True)
        return INTERRUPTED
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except TrackerError as error:
        _say(error)
        return error.exit_code
    except SystemExit as leaving:
        return leaving.code if isinstance(leaving.code, int) else int(leaving.code is not None)
    except OSError as error:
        return _disk(error)
    except Exception as error:
        return _bug(error)
    return code if isinstance(code, int) else 0


def pipe_closed() -> int:
    """The reader (`| head`) has seen enough: no message, and nothing left to flush at exit."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0


def _say(error: TrackerError) -> None:
    prefix = "" if isinstance(error, ConfigError) else "tracker: "
    for line in str(error).splitlines() or [type(error).__name__]:
        click.echo(prefix + visible(line), err=True)


def _disk(error: OSError) -> int:
    where = f"{error.filename}: " if error.filename else ""
    click.echo(f"tracker: {visible(where)}{error.strerror or type(error).__name__}", err=True)
    return DiskError.exit_code


def _bug(error: Exception) -> int:
    details = traceback.format_exc()
    if os.environ.get("TRACKER_DEBUG") == "1":
        click.echo(details, err=True)
    what = visible(f"{type(error).__name__}: {error}")[:200]
    place = _written(details)
    kept = f"details in {place}" if place else "run again with TRACKER_DEBUG=1 for the details"
    click.echo(f"tracker: bug: {what}; please report, {kept}", err=True)
    return BUG


def _written(details: str) -> Path | None:
    """The log with these details added to it, or None where none can be written."""
    from tracker import __version__, clock
    from tracker.paths import state_dir

    head = f"--- {clock.now_text()} tracker {__version__}, Python {sys.version.split()[0]}, {sys.argv[1:]!r}\n"
    try:
        log = state_dir() / "bugs.log"
        log.parent.mkdir(parents=True, exist_ok=True)
        full = log.exists() and log.stat().st_size > _MOST_LOG
        with open(log, "w" if full else "a", encoding="utf-8", errors="backslashreplace") as file:
            file.write(head + details + "\n")
    except (OSError, TrackerError):
        return None
    return log
