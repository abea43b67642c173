"""`feeds backfill`: older entries of a feed than it holds today."""

from __future__ import annotations

import click

from tracker.actions.settings import read_config
from tracker.cleaning import visible
from tracker.cli.base import Settings, check_date, command, pass_settings
from tracker.cli.output import json_object
from tracker.cli.progress import shown
from tracker.model.period import Period
from tracker.paths import feeds_path
from tracker.units import counted

_MOST_PAGES = 200


def _day(_: click.Context, __: click.Parameter, value: str | None) -> str | None:
    return check_date(value)


@command("backfill", example="tracker feeds backfill nvidia-blog --since 2024-06")
@click.argument("slug")
@click.option("--since", required=True, callback=_day, metavar="DATE", help="From its first day on.")
@click.option("--pages", default=_MOST_PAGES, type=click.IntRange(1, _MOST_PAGES), show_default=True,
              help="At most so many pages; the next run goes on behind them.")  # fmt: skip
@click.option("--host", "hosts", multiple=True, metavar="NAME",
              help="Follow the feed's links to this host, too; may be repeated.")  # fmt: skip
@click.option("--again", is_flag=True, help="Start anew, from the feed itself, instead of where the last run stopped.")
@click.option("--progress", default="auto", type=click.Choice(["auto", "bar", "none"]), show_default=True,
              help="How to tell progress on stderr.")  # fmt: skip
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON.")
@pass_settings
def backfill(
    settings: Settings, slug: str, since: str, pages: int, hosts: tuple[str, ...], again: bool, progress: str, as_json: bool
) -> int:  # fmt: skip
    """Fetch older entries of the feed SLUG, back to a date: by the links that it names (RFC 5005), or WordPress's pages.

    One page every 2 seconds. A run that is stopped, or told to wait by the server, goes on where it was. The articles are
    read for facts like others; they are marked, and count as seen when they were published: they are no news.
    """
    from tracker.refresh.feed_backfill import backfill_feed

    settings.undated("feeds backfill: give --since")
    config = read_config(feeds_path(settings.feeds))
    database = settings.sound_database()
    first = Period.parse(since).start.isoformat()
    with shown("none" if settings.quiet and progress == "auto" else progress) as on_progress:
        done = backfill_feed(
            database, config, slug, first, anew=again, most_pages=pages, hosts=hosts, on_progress=on_progress
        )
    if done.exit_code:
        click.echo(f"tracker: feed {slug}: {visible(done.message)}", err=True)
    else:
        settings.note(f"{slug}: {visible(done.message)}")
    settings.note(
        f"{counted(done.new, 'new article')} from {counted(done.pages, 'page')}, {counted(done.facts, 'fact')} read"
    )
    if as_json:
        json_object(done)
    return done.exit_code
