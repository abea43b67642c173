"""`ingest`: put documents into the timeline."""

from __future__ import annotations

from pathlib import Path
from typing import cast

import click

from tracker.actions.ingest import Ingested, Told
from tracker.actions.ingest import ingest as run
from tracker.cleaning import visible
from tracker.cli.base import Settings, check_date, command, pass_settings
from tracker.cli.looks import TIMELINE
from tracker.cli.output import json_objects, table
from tracker.model.errors import DocumentError
from tracker.model.period import Period
from tracker.model.words import TIERS, Tier
from tracker.units import counted


def _period(_: click.Context, __: click.Parameter, value: str | None) -> Period | None:
    return Period.parse(value) if check_date(value) and value else None


@command("ingest", example="tracker ingest news.html --url https://example.org/news --publisher 'Example' --tier press")
@click.argument("files", nargs=-1, required=True, metavar="FILE…", type=click.Path(path_type=Path))
@click.option(
    "--url", default="", metavar="URL", help="Where the document stands; without it the source is unverified."
)
@click.option("--publisher", default="", metavar="NAME", help="Who published it; the host of the URL by default.")
@click.option("--published", callback=_period, metavar="DATE", help="When it was published.")
@click.option(
    "--tier", type=click.Choice(TIERS), metavar="TIER", help="How well it is supported: vendor, press, analyst…"
)
@click.option("--title", default="", metavar="TEXT", help="Its title; else the first line or the page's own.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON: counts and events of each file.")
@pass_settings
def ingest(
    settings: Settings, files: tuple[Path, ...], url: str, publisher: str, published: Period | None, tier: str | None,
    title: str, as_json: bool,
) -> int:  # fmt: skip
    """Store documents and read events, claims, ratios and links in them.

    FILE is plain text, Markdown (.md), a page (.html) or JSON lines (.jsonl: id, text, title, published, url,
    publisher). The same document again changes nothing; a changed one makes a revision. A document is known by its
    --url, else by its file name or id. Of a long text the first 200,000 characters are read, all of it is searchable.
    """
    settings.undated("ingest")
    told = Told(url=url, publisher=publisher, published=published, tier=cast("Tier | None", tier), title=title)
    results = run(settings.sound_database(), files, told)
    if as_json:
        json_objects(results)
    else:
        for result in results:
            _print(result)
    if undated := sum(result.undated for result in results):
        settings.note(
            f"{undated} of the documents have no day of publication: events of theirs without a date stand on today's; "
            "--published DATE mends it"
        )
    for result in results:
        for fault in result.error.splitlines():
            click.echo(f"tracker: {visible(fault)}", err=True)
    return DocumentError.exit_code if any(result.error for result in results) else 0


def _print(result: Ingested) -> None:
    if result.error:
        return
    kinds = {"new": result.new, "changed": result.changed, "unchanged": result.unchanged}
    found = {
        "event": len(result.events),
        "claim": result.claims,
        "relation": result.relations,
        "link": result.links,
    }
    parts = [f"{count} {name}" for name, count in kinds.items() if count]
    facts = ", ".join(counted(count, name) for name, count in found.items())
    waiting = f"; {result.review} of the facts wait for review" if result.review else ""
    click.echo(f"{visible(result.file)}: {', '.join(parts)}; {facts}{waiting}")
    if result.events:
        table(result.events, TIMELINE.columns)
