"""`prices backfill`: older prices from the dated archives that some lists keep."""

from __future__ import annotations

import click

from tracker.actions.settings import read_config
from tracker.cleaning import visible
from tracker.cli.base import Settings, check_date, command, pass_settings
from tracker.cli.output import json_object
from tracker.cli.progress import shown
from tracker.clock import today
from tracker.model.period import Period
from tracker.paths import feeds_path
from tracker.refresh.backfill import FIRST_DAY, Backfill


def _day(_: click.Context, __: click.Parameter, value: str | None) -> str | None:
    return check_date(value)


@command("backfill", example="tracker prices backfill --since 2025 --until 2025-06")
@click.option("--since", callback=_day, metavar="DATE", help=f"From its first day on.  [default: {FIRST_DAY}]")
@click.option("--until", callback=_day, metavar="DATE", help="Up to its last day.  [default: today]")
@click.option("--source", "slug", default="", metavar="SLUG", help="Only archives of this list of feeds.toml.")
@click.option("--progress", default="auto", type=click.Choice(["auto", "bar", "none"]), show_default=True,
              help="How to tell progress on stderr.")  # fmt: skip
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON.")
@pass_settings
def backfill(settings: Settings, since: str | None, until: str | None, slug: str, progress: str, as_json: bool) -> int:
    """Fetch older price lists, one of each month, and put their prices into the history.

    An archive that was stored is not asked again: a run that was stopped goes on where it was. Offers that no list holds
    any more keep their history and rank nowhere.
    """
    from tracker.refresh.backfill import backfill as run

    settings.undated("prices backfill: give --until")
    config = read_config(feeds_path(settings.feeds))
    first = Period.parse(since).start.isoformat() if since else FIRST_DAY
    last = min(Period.parse(until).end.isoformat() if until else today(), today())
    database = settings.database()
    with shown("none" if settings.quiet and progress == "auto" else progress) as on_progress:
        done = run(database, config, first, last, slug, on_progress)
    _tell(settings, done)
    if as_json:
        json_object(done)
    return done.exit_code


def _tell(settings: Settings, done: Backfill) -> None:
    for one in done.archives:
        if one.outcome in ("error", "skipped"):
            click.echo(f"tracker: {one.slug} {one.archive}: {visible(one.message)}", err=True)
        elif settings.verbose:
            told = f"{one.offers} prices, {one.changed} changed" if one.outcome == "new" else "stored before"
            click.echo(
                f"{one.slug} {one.archive}: {told}" + (f" ({visible(one.message)})" if one.message else ""), err=True
            )
    new = [one for one in done.archives if one.outcome == "new"]
    settings.note(
        f"{len(new)} archives with {sum(one.changed for one in new)} changes of price stored, "
        f"{sum(one.outcome == 'known' for one in done.archives)} stored before"
        + (f"; {done.ended} offers are in no list any more" if done.ended else "")
    )
