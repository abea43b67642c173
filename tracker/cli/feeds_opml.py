"""`feeds import` and `feeds export`: lists of feeds from and for other readers."""

from __future__ import annotations

from pathlib import Path

import click

from tracker.actions.feed_lists import ListedFeed, export_list, import_list, write_list
from tracker.actions.settings import read_config
from tracker.cleaning import visible
from tracker.cli.base import Settings, command, pass_settings
from tracker.cli.output import json_objects
from tracker.paths import feeds_path
from tracker.urls import shown


@command("import", example="tracker feeds import subscriptions.opml --dry-run")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="Say what would be added and change nothing.")
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON.")
@pass_settings
def import_(settings: Settings, file: Path, dry_run: bool, as_json: bool) -> None:
    """Put the feeds of FILE, an OPML list of another reader, at the end of feeds.toml.

    A folder or category that is a tier (vendor, press, analyst, community) or a vendor of the catalogue is taken over.
    Nothing is asked: `tracker feeds check` does that. What is there already is skipped.
    """
    settings.undated("feeds import")
    path = feeds_path(settings.feeds)
    report = import_list(settings.database(), path, read_config(path), file, dry_run)
    if as_json:
        json_objects(report)
    else:
        for one in report:
            click.echo(visible(_line(file, one)))
    added = sum(one.outcome == "added" for one in report)
    where = f"would be added to {path}" if dry_run else f"added to {path}"
    settings.note(f"{added} {where}, {len(report) - added} skipped")


def _line(file: Path, one: ListedFeed) -> str:
    if one.outcome == "skipped":
        return f"{file}:{one.line}: skipped {shown(one.url)}: {one.reason}"
    whose = f"{one.tier}, {one.vendor}" if one.vendor else one.tier
    return f"{file}:{one.line}: added {one.slug} ({whose}): {shown(one.url)}"


@command("export", example="tracker feeds export feeds.opml")
@click.argument("file", type=click.Path(path_type=Path), required=False)
@pass_settings
def export(settings: Settings, file: Path | None) -> None:
    """Write the feeds that are on as OPML 2.0, for another reader, into FILE or to standard output.

    User names and passwords in addresses are left out. `tracker feeds import` reads the list back.
    """
    settings.undated("feeds export")
    text, without_user = export_list(read_config(feeds_path(settings.feeds)))
    if file is None:
        click.echo(text, nl=False)
    else:
        write_list(file, text)
        settings.note(f"written to {file}")
    if without_user:
        settings.note(f"user name and password were left out of {without_user} addresses")
