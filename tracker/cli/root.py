"""`tracker` itself: the screen on a terminal, a summary otherwise, and the list of commands."""

from __future__ import annotations

import contextlib
import gc
import os
import sys
from typing import Any

import click

from tracker import __version__
from tracker.cli.base import Group, Settings, pass_settings
from tracker.cli.errors import guarded, pipe_closed

_HERE = "tracker.cli"
_COMMANDS = {
    "timeline": "timeline:timeline",
    "roadmap": "timeline:roadmap",
    "products": "products:products",
    "vendors": "products:vendors",
    "specs": "specs:specs",
    "claims": "specs:claims",
    "diff": "specs:diff",
    "contradictions": "specs:contradictions",
    "relations": "specs:relations",
    "links": "specs:links",
    "promises": "promises:promises",
    "review": "review:review",
    "rank": "rank:rank",
    "prices": "prices:prices",
    "tokens": "tokens:tokens",
    "margin": "margin:margin",
    "measured": "measured:measured",
    "search": "articles:search",
    "feeds": "articles:feeds",
    "docs": "articles:docs",
    "explain": "explain:explain",
    "sql": "sql:sql",
    "catalogue": "catalogue:catalogue",
    "ingest": "ingest:ingest",
    "ingest-measured": "ingest_measured:ingest_measured",
    "extract": "extract:extract",
    "evaluate": "evaluate:evaluate",
    "refresh": "refresh:refresh",
    "schedule": "schedule:schedule",
    "doctor": "doctor:doctor",
}


class _Root(Group):
    """Every way out of a command goes through `guarded`, which knows the exit codes."""

    def main(self, *args: Any, **extra: Any) -> Any:
        run = super().main
        sys.exit(guarded(lambda: run(*args, **(extra | {"standalone_mode": False}))))

    def invoke(self, ctx: click.Context) -> Any:
        """A closed pipe is caught here: click would turn it into exit code 1."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            return pipe_closed()


def _version(context: click.Context, _: click.Parameter, value: bool) -> None:
    if value and not context.resilient_parsing:
        click.echo(f"tracker {__version__}")
        context.exit()


@click.group(
    cls=_Root,
    lazy={name: f"{_HERE}.{place}" for name, place in _COMMANDS.items()},
    invoke_without_command=True,
    example="tracker timeline --vendor nvidia --since 2026-06",
)
@click.option(
    "--version", is_flag=True, expose_value=False, is_eager=True, callback=_version, help="Print the version."
)
@click.option("--fresh", is_flag=True, help="Open the screen as if for the first time, not where it was left.")
@pass_settings
@click.pass_context
def tracker(context: click.Context, settings: Settings, fresh: bool) -> int:
    """Market tracker for AI inference accelerators.

    Without a command: the screen on a terminal, else a summary.
    """
    if context.invoked_subcommand is not None:
        return 0
    if _on_terminal():
        return _open_screen(settings, fresh)
    from tracker.cli.summary import print_summary

    print_summary(settings)
    return 0


def _open_screen(settings: Settings, fresh: bool) -> int:
    """A mistake in feeds.toml does not keep the screen shut: its refresh tells it."""
    gc.disable()  # a quarter of the time to the first paint; the app turns it on again once it is there
    from tracker.actions.settings import show_feeds
    from tracker.model.errors import TrackerError
    from tracker.paths import feeds_path
    from tracker.tui.app import run

    database, feeds = settings.database(), feeds_path(settings.feeds)
    with contextlib.suppress(TrackerError):
        show_feeds(database, feeds)
    return run(database, feeds, settings.as_of, fresh)


def _on_terminal() -> bool:
    return sys.stdin.isatty() and sys.stdout.isatty() and os.environ.get("TERM", "") != "dumb"
