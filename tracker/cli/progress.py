"""How far a refresh is, on stderr: a bar on a terminal, JSON lines for programs, or nothing."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click

from tracker.cleaning import visible
from tracker.cli.width import fit
from tracker.refresh.report import Progress, Report

_CELLS = 24
_STEPS = {
    "pages": "fetching whole articles",
    "prices": "asking price lists",
    "reading": "reading articles",
    "ranking": "ranking",
    "asking": "asking the language model",
}
_WIPE = "\r\x1b[K"


@contextmanager
def shown(mode: str) -> Iterator[Callable[[Progress], None]]:
    """What to call with every step. `auto` is a bar where stderr is a terminal; a bar is wiped in the end."""
    if mode == "bar" or (mode == "auto" and sys.stderr.isatty()):
        try:
            yield _draw
        finally:
            click.echo(_WIPE, nl=False, err=True, color=True)
    else:
        yield _tell if mode == "jsonl" else lambda _: None


def _tell(step: Progress) -> None:
    """The end is told by `tell_end`, which knows the exit code."""
    if step.event == "start":
        _line({"event": "start", "total": step.total})
    elif step.event == "held":
        _line({"event": "held", "slug": step.slug, "message": step.message})
    elif step.event == "feed":
        _line({"event": "feed", "slug": step.slug, "outcome": step.outcome, "new": step.new, "changed": step.changed,
               "message": step.message, "done": step.done, "total": step.total})  # fmt: skip
    elif step.event in _STEPS:
        _line({"event": "step", "step": step.event, "done": step.done, "total": step.total})


def tell_end(report: Report, exit_code: int) -> None:
    """`prices_asked` and `prices_failed` count parts of price lists."""
    asked = [p.outcome for p in report.prices if p.outcome != "skipped"]
    _line({"event": "end", "exit_code": exit_code, "new": report.new, "changed": report.changed, "failed": report.failed,
           "prices_asked": len(asked), "prices_failed": asked.count("error"), "seconds": report.seconds})  # fmt: skip


def _line(event: dict[str, object]) -> None:
    click.echo(json.dumps(event), err=True)


def _draw(step: Progress) -> None:
    """One line that is drawn over. What was held back is told in the end."""
    if step.event == "held":
        return
    words = _STEPS.get(step.event, visible(step.slug))
    done = _CELLS * step.done // step.total if step.total else 0
    count = f" {step.done}/{step.total}" if step.total else ""
    bar = fit(f"[{'#' * done}{'.' * (_CELLS - done)}]{count} {words}", shutil.get_terminal_size().columns - 1)
    click.echo(_WIPE + bar, nl=False, err=True, color=True)
