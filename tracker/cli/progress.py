"""How far a refresh is, on stderr: a bar on a terminal, JSON lines for programs, or nothing."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable

import click

from tracker.cleaning import visible
from tracker.cli.width import fit
from tracker.refresh.report import Progress, Report

_CELLS = 24


def reporter(mode: str) -> Callable[[Progress], None]:
    """What to call with every step. `auto` is a bar where stderr is a terminal."""
    if mode == "jsonl":
        return _tell
    if mode == "bar" or (mode == "auto" and sys.stderr.isatty()):
        return _draw
    return lambda _: None


def _tell(step: Progress) -> None:
    """The end is told by `tell_end`, which knows the exit code."""
    if step.event == "start":
        _line({"event": "start", "total": step.total})
    elif step.event == "feed":
        _line({"event": "feed", "slug": step.slug, "outcome": step.outcome, "new": step.new, "changed": step.changed,
               "message": step.message, "done": step.done, "total": step.total})  # fmt: skip


def tell_end(report: Report, exit_code: int) -> None:
    _line({"event": "end", "exit_code": exit_code, "new": report.new, "changed": report.changed,
           "failed": report.failed, "seconds": report.seconds})  # fmt: skip


def _line(event: dict[str, object]) -> None:
    click.echo(json.dumps(event), err=True)


def _draw(step: Progress) -> None:
    """One line that is drawn over, wiped at the end."""
    if step.event == "end":
        click.echo("\r\x1b[K", nl=False, err=True)
        return
    words = {"reading": "reading articles", "ranking": "ranking"}.get(step.event, visible(step.slug))
    done = _CELLS * step.done // step.total if step.total else 0
    count = f" {step.done}/{step.total}" if step.total else ""
    bar = fit(f"[{'#' * done}{'.' * (_CELLS - done)}]{count} {words}", 79)
    click.echo(f"\r\x1b[K{bar}", nl=False, err=True)
