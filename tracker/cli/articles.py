"""`search`, `feeds` and `docs`: articles, where they come from, and what the database means."""

from __future__ import annotations

import click

from tracker.actions.settings import show_feeds
from tracker.cleaning import visible
from tracker.cli.base import Group, Settings, command, listing, pass_settings
from tracker.cli.looks import ARTICLES, DOCS, FEEDS
from tracker.cli.output import show
from tracker.model.errors import UsageError
from tracker.paths import feeds_path
from tracker.units import counted
from tracker.views import articles as views
from tracker.views.articles import DocRow


@command("search", example="tracker search trainium3 ultraserver")
@click.argument("words", nargs=-1, required=True)
@click.option("--limit", default=50, type=click.IntRange(1), show_default=True, help="At most so many articles.")
@listing
@pass_settings
def search(settings: Settings, words: tuple[str, ...], limit: int, form: str | None) -> None:
    """Articles that hold all the WORDS, newest first."""
    with settings.session() as session:
        show(views.search(session, " ".join(words), limit), ARTICLES, form)


_PLACE = "tracker.cli"
_LAZY = {
    "check": "feeds_check:check", "add": "feeds_edit:add", "disable": "feeds_edit:disable", "enable": "feeds_edit:enable",
    "import": "feeds_opml:import_", "export": "feeds_opml:export", "backfill": "feeds_backfill:backfill",
}  # fmt: skip


@click.group(
    "feeds", cls=Group, lazy={name: f"{_PLACE}.{place}" for name, place in _LAZY.items()}, example="tracker feeds list"
)
def feeds() -> None:
    """The feeds: how they are doing, finding and adding them, asking for their older entries."""


@feeds.command("list", cls=type(search), example="tracker feeds list --json")
@click.option("--all", "everything", is_flag=True, help="List the feeds that are off, too.")
@listing
@pass_settings
def list_feeds(settings: Settings, everything: bool, form: str | None) -> None:
    """Every feed that is on with its state, those in trouble first."""
    path = feeds_path(settings.feeds)
    show_feeds(settings.database(), path)
    with settings.session() as session:
        known = views.feed_health(session)
    shown = [feed for feed in known if feed.enabled or everything]
    if known:
        show(shown, FEEDS, form)
    else:
        show(known, FEEDS, form)
    if not any(feed.state != "file" for feed in known):
        settings.note(f"{path} names no feed")
    elif hidden := len(known) - len(shown):
        settings.note(f"{counted(hidden, 'feed')} off; --all shows all")


@command("docs", example="tracker docs timeline")
@click.argument("view", default="")
@listing
@pass_settings
def docs(settings: Settings, view: str, form: str | None) -> None:
    """What the database's public views mean; for one VIEW its columns, with a query to paste."""
    with settings.session() as session:
        rows = views.docs(session)
    known = sorted({row.object for row in rows})
    if view and view not in known:
        raise UsageError(f"no view is called {view!r}; there are {', '.join(known)}")
    chosen = [row for row in rows if (row.object == view if view else not row.col)]
    show(chosen, DOCS, form)
    if form is None and view:
        _print_examples(chosen)


def _print_examples(rows: list[DocRow]) -> None:
    for row in rows:
        if row.example:
            click.echo("\n" + visible(row.example, multiline=True))
