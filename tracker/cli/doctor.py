"""`doctor`: is everything as it should be, and what to do where it is not."""

from __future__ import annotations

from collections.abc import Iterator

import click

from tracker.actions.doctor import examine
from tracker.cleaning import visible
from tracker.cli import output
from tracker.cli.base import Settings, command, pass_settings
from tracker.cli.duration import Duration
from tracker.cli.output import json_object
from tracker.cli.width import wrapped
from tracker.paths import database_path, feeds_path

_YEAR_S = 366 * 86400.0
_MARKS = {"ok": "ok", "warning": "warning", "problem": "PROBLEM"}


@command("doctor", example="tracker doctor --max-age 6h --quiet")
@click.option("--max-age", type=Duration(_YEAR_S), metavar="DURATION",
              help="A last good refresh longer ago than that (6h, 2d) is a problem: for monitoring.")  # fmt: skip
@click.option("--json", "as_json", is_flag=True, help="Print what was found as JSON.")
@pass_settings
def doctor(settings: Settings, max_age: float | None, as_json: bool) -> int:
    """Look over database, feeds.toml, disk, permissions, age of the data and failing sources; say what mends each fault.

    Nothing is asked and nothing changed. The exit code is 0 where there is no problem (warnings aside), 65 where the
    database cannot be used, else 1. With --quiet only problems are told.
    """
    settings.undated("doctor")
    found = examine(database_path(settings.db), feeds_path(settings.feeds), max_age)
    if as_json:
        json_object(found)
        return found.exit_code
    for one in found.findings:
        if one.level == "problem" or not settings.quiet:
            lines = [*_wrapped(f"{one.check}: {one.told}", f"{_MARKS[one.level]:8} ")]
            lines += _wrapped(one.mend, f"{'':8} -> ") if one.mend else ()
            click.echo("\n".join(lines))
    return found.exit_code


def _wrapped(text: str, first: str) -> Iterator[str]:
    """Lines that fit the terminal, further ones below the text's first word."""
    return wrapped(visible(text), output.terminal_width(), first, " " * len(first))
