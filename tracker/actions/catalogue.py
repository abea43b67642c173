"""Checking the curated catalogue."""

from __future__ import annotations

from pathlib import Path

from tracker import catalogue
from tracker.catalogue import Problem
from tracker.paths import catalogue_dir


def check_catalogue(folder: Path | None = None) -> tuple[list[Problem], list[Problem]]:
    """(errors, warnings) of the catalogue in `folder`, by file and line. DocumentError where there is none."""
    problems = catalogue.check(folder or catalogue_dir())
    return [p for p in problems if p.severity == "error"], [p for p in problems if p.severity != "error"]
