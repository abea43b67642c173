"""`tracker` without a terminal: what is new, what is cheapest and how the feeds are, in a few lines."""

from __future__ import annotations

from collections import Counter

import click

from tracker.cleaning import visible
from tracker.cli.base import Settings
from tracker.cli.looks import RANKING, TIMELINE
from tracker.cli.output import table
from tracker.clock import today
from tracker.model.query import TimelineFilter
from tracker.units import counted
from tracker.views.articles import Summary, feed_health, summary
from tracker.views.rankings import rankings, workloads
from tracker.views.session import Session
from tracker.views.timeline import roadmap, timeline

_EVENTS = 8
_NEXT = 4
_RANKS = 5
_TROUBLES = 3


def print_summary(settings: Settings) -> None:
    with settings.session() as session:
        _print_size(summary(session))
        _print_events(session)
        _print_ranking(session)
        _print_feeds(session)


def _print_size(told: Summary) -> None:
    n = told.counts
    click.echo(
        f"{counted(n['event'], 'event')}, {counted(n['claim'], 'claim')}, {counted(n['product'], 'product')} of "
        f"{counted(n['vendor'], 'vendor')}, {counted(n['offer'] + n['token_offer'], 'offer')} of price lists, "
        f"{counted(n['entry'], 'article')}"
    )
    click.echo(f"last refresh: {_refresh(told)}")


def _refresh(told: Summary) -> str:
    match told.refresh_word:
        case "":
            return "never: `tracker refresh` fetches the feeds"
        case "running":
            return f"began {told.refresh_started} and is running"
        case "cut off":
            return f"began {told.refresh_started} and was cut off before its end: `tracker refresh` goes on"
        case "failed":
            return f"{told.refresh_finished}, failed: no feed could be read"
        case "stopped":
            return f"{told.refresh_finished}, stopped before its end"
    return str(told.refresh_finished)


def _print_events(session: Session) -> None:
    past = TimelineFilter(until=session.as_of or today())
    for title, events in (("newest events", timeline(session, past, 0, _EVENTS)), ("next", roadmap(session, _NEXT))):
        if events:
            click.echo(f"\n{title}")
            table(events, TIMELINE.columns)


def _print_ranking(session: Session) -> None:
    known = workloads(session)
    chosen = next((w for w in known if w.workload == "chat"), known[0] if known else None)
    if chosen is None:
        return
    rows = [row for row in rankings(session, chosen.workload) if row.rank is not None][:_RANKS]
    if rows:
        click.echo(f"\ncheapest million tokens: {visible(chosen.name)} on {visible(chosen.model)}, on demand")
        table(rows, RANKING.columns)


def _print_feeds(session: Session) -> None:
    feeds = [feed for feed in feed_health(session) if feed.enabled]
    if not feeds:
        return
    states = Counter(feed.condition or feed.state for feed in feeds)
    click.echo(f"\nfeeds: {', '.join(f'{count} {state}' for state, count in sorted(states.items()))}")
    for feed in [feed for feed in feeds if feed.failures][:_TROUBLES]:
        click.echo(f"  {feed.slug}: {visible(feed.last_error)}")
