"""`timeline` and `roadmap`: what happened and what is promised."""

from __future__ import annotations

import click

from tracker.cli.base import Settings, check_date, command, listing, pass_settings
from tracker.cli.looks import TIMELINE, timeline_with
from tracker.cli.output import show
from tracker.model.query import TimelineFilter
from tracker.model.words import EVENT_TYPES
from tracker.units import counted
from tracker.views.products import find_product
from tracker.views.session import Session
from tracker.views.timeline import overdue_among, roadmap_counts, timeline_count
from tracker.views.timeline import roadmap as read_roadmap
from tracker.views.timeline import timeline as read_timeline
from tracker.views.vendors import find_vendor


def _day(_: click.Context, __: click.Parameter, value: str | None) -> str | None:
    return check_date(value)


@command("timeline", example="tracker timeline --vendor nvidia --type available --since 2026-06")
@click.option("--vendor", default="", metavar="NAME", help="Only events of this vendor.")
@click.option("--product", default="", metavar="NAME", help="Only events of this product, by any of its names.")
@click.option("--type", "kind", type=click.Choice(EVENT_TYPES), help="Only events of this type.",
              metavar="TYPE")  # fmt: skip
@click.option("--since", callback=_day, metavar="DATE", help="Only events that end on or after its first day.")
@click.option("--until", callback=_day, metavar="DATE", help="Only events that begin on or before its last day.")
@click.option(
    "--text",
    default="",
    metavar="WORDS",
    help="Only events in whose headline, names, quotes or sources words begin with each of these.",
)
@click.option("--no-rumours", is_flag=True, help="Leave out what is only rumoured.")
@click.option("--limit", default=50, type=click.IntRange(1), show_default=True, help="At most so many events.")
@click.option("--offset", default=0, type=click.IntRange(0), show_default=True, help="Leave out so many of the newest.")
@listing
@pass_settings
def timeline(
    settings: Settings, vendor: str, product: str, kind: str | None, since: str | None, until: str | None, text: str,
    no_rumours: bool, limit: int, offset: int, form: str | None,
) -> None:  # fmt: skip
    """Events, newest first, each with its best source.

    A date in brackets is the day of the first report: the event's own day is not stated. A promise is "overdue" when its day
    is over and nothing tells of a delivery, an end or a later date.
    """
    with settings.session() as session:
        wanted = TimelineFilter(
            vendor=find_vendor(session, vendor).vendor_slug if vendor else "",
            product=find_product(session, product).product_slug if product else "",
            type=kind or "", text=text, since=_bound(since, first=True), until=_bound(until, first=False),
            rumours=not no_rumours,
        )  # fmt: skip
        rows = read_timeline(session, wanted, offset, limit)
        show(rows, TIMELINE if form else timeline_with(overdue_among(session, [row.event_id for row in rows])), form)
        _tell_rest(settings, session, wanted, offset + len(rows))


def _tell_rest(settings: Settings, session: Session, wanted: TimelineFilter, shown: int) -> None:
    if settings.verbose:
        settings.note(f"{shown} of {timeline_count(session, wanted)} events")


def _bound(told: str | None, first: bool) -> str:
    """The first or last day of a partial date."""
    from tracker.model.period import Period

    if not told:
        return ""
    period = Period.parse(told)
    return (period.start if first else period.end).isoformat()


@command("roadmap", example="tracker roadmap --limit 20")
@click.option("--limit", default=50, type=click.IntRange(1), show_default=True, help="At most so many events.")
@listing
@pass_settings
def roadmap(settings: Settings, limit: int, form: str | None) -> None:
    """Promised dates that have not passed, nearest first.

    A month, quarter or year that has begun and is not over is among them; what the screen calls "dated ahead" begins after
    today. Both are counted with --verbose.
    """
    with settings.session() as session:
        rows = read_roadmap(session, limit)
        show(rows, TIMELINE, form)
        if settings.verbose:
            begun, ahead = roadmap_counts(session)
            settings.note(
                f"{len(rows)} of {counted(begun + ahead, 'promised date')}: {ahead} dated ahead, "
                f"{begun} in a month, quarter or year that has begun"
            )
