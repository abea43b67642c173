"""`extract`: documents to facts, without a database."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from tracker.actions.extraction import extract_lines, read_lines
from tracker.cleaning import visible
from tracker.cli.base import Settings, command, pass_settings
from tracker.model.errors import DocumentError


@command("extract", example="tracker extract documents.jsonl > facts.jsonl")
@click.argument("file", default="-")
@pass_settings
def extract(settings: Settings, file: str) -> int:
    """Read JSON lines of documents and print a JSON line of facts for each.

    FILE, or stdin for "-", holds one object a line: id, text and, where known, title, published, url, publisher.
    """
    settings.undated("extract")
    stdin = file == "-"
    lines = sys.stdin.buffer if stdin else read_lines(Path(file))
    faults = 0

    def told(fault: str) -> None:
        nonlocal faults
        faults += 1
        click.echo(f"tracker: {visible(fault)}", err=True)

    for line in extract_lines(lines, "stdin" if stdin else file, told):
        click.echo(line)
    return DocumentError.exit_code if faults else 0
