"""`catalogue check`: mistakes in the curated files, by file and line."""

from __future__ import annotations

from pathlib import Path

import click

from tracker.actions.catalogue import check_catalogue
from tracker.cleaning import visible
from tracker.cli.base import Command, Group, Settings, pass_settings
from tracker.model.errors import DocumentError


@click.group("catalogue", cls=Group, example="tracker catalogue check")
def catalogue() -> None:
    """The curated catalogue of vendors, products and facts."""


@catalogue.command("check", cls=Command, example="tracker catalogue check -v")
@click.argument("folder", required=False, type=click.Path(path_type=Path))
@pass_settings
def check(settings: Settings, folder: Path | None) -> int:
    """Read the catalogue, or the files in FOLDER, and print each mistake; with -v the disagreements of sources too."""
    settings.undated("catalogue check")
    errors, warnings = check_catalogue(folder)
    for problem in [*errors, *(warnings if settings.verbose else ())]:
        click.echo(visible(str(problem)))
    settings.note(f"{len(errors)} errors, {len(warnings)} warnings" + _hint(settings, len(warnings)))
    return DocumentError.exit_code if errors else 0


def _hint(settings: Settings, warnings: int) -> str:
    return " (-v prints them)" if warnings and not settings.verbose else ""
