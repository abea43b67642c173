"""`prices backfill`: older prices from the dated archives that some lists keep."""

from __future__ import annotations

from collections.abc import Iterable

import click

from tracker.actions.settings import read_config
from tracker.cleaning import visible
from tracker.cli.base import Settings, check_date, command, pass_settings
from tracker.cli.output import json_object
from tracker.cli.progress import shown
from tracker.clock import today
from tracker.model.period import Period
from tracker.paths import feeds_path
from tracker.refresh.backfill import FIRST_DAY, ArchiveResult, Backfill
from tracker.units import counted

_AGAIN = "run it again later: it goes on where it stopped"
_MENDS = {
    "dns": f"is the network up, and the list's url in feeds.toml right? {_AGAIN}",
    "connect": f"is the network up, and the list's url in feeds.toml right? {_AGAIN}",
    "rate_limited": _AGAIN,
}
"""What to do, by the reason of a failure."""


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
    database = settings.sound_database()
    with shown("none" if settings.quiet and progress == "auto" else progress) as on_progress:
        done = run(database, config, first, last, slug, on_progress)
    _tell(settings, done)
    if as_json:
        json_object(done)
    return done.exit_code


def _tell(settings: Settings, done: Backfill) -> None:
    wrong = [one for one in done.archives if one.outcome in ("error", "skipped")]
    for (slug, message), alike in _alike(wrong).items():
        several = f" and {len(alike) - 1} more" if len(alike) > 1 else ""
        mend = _MENDS.get(alike[0].reason, "") if alike[0].outcome == "error" else ""
        text = f"tracker: {slug} {alike[0].archive}{several}: {message}" + (f"; {mend}" if mend else "")
        click.echo(visible(text), err=True)
    for one in done.archives:
        if settings.verbose and one not in wrong:
            told = f"{counted(one.offers, 'price')}, {one.changed} changed" if one.outcome == "new" else "stored before"
            click.echo(
                f"{one.slug} {one.archive}: {told}" + (f" ({visible(one.message)})" if one.message else ""), err=True
            )
    new = [one for one in done.archives if one.outcome == "new"]
    settings.note(
        f"{counted(len(new), 'archive')} with {counted(sum(one.changed for one in new), 'price change')} stored, "
        f"{sum(one.outcome == 'known' for one in done.archives)} stored before"
        + (f"; {counted(done.ended, 'offer')} in no list any more" if done.ended else "")
    )


def _alike(results: Iterable[ArchiveResult]) -> dict[tuple[str, str], list[ArchiveResult]]:
    """Archives of one list that failed in the same words, in their order."""
    found: dict[tuple[str, str], list[ArchiveResult]] = {}
    for one in results:
        found.setdefault((one.slug, one.message), []).append(one)
    return found
