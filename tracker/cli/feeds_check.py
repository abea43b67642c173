"""`feeds check`: look at feeds, or find the feeds of a site, and say what is wrong and what to do."""

from __future__ import annotations

from collections.abc import Iterator

import click

from tracker import urls
from tracker.actions.feed_check import check_feeds, exit_code
from tracker.actions.feed_targets import naming, targets
from tracker.actions.settings import read_config
from tracker.cleaning import visible
from tracker.cli.base import Settings, command, pass_settings
from tracker.cli.output import json_objects
from tracker.cli.progress import shown
from tracker.model.feed_check import FeedCheck
from tracker.paths import feeds_path
from tracker.refresh.report import Progress
from tracker.units import counted

_OLDER = {"links": "older entries by links", "wordpress": "older entries by WordPress pages"}


@command("check", example="tracker feeds check https://blogs.nvidia.com")
@click.argument("what", nargs=-1)
@click.option(
    "--allow-private", is_flag=True, help="A URL may be on a loopback or private address, such as a feed of your own."
)
@click.option("--json", "as_json", is_flag=True, help="Print what was found as JSON.")
@pass_settings
def check(settings: Settings, what: tuple[str, ...], allow_private: bool, as_json: bool) -> int:
    """Ask each WHAT once, a URL or the slug of a feed, and say what came; without one, every feed of feeds.toml that is on.

    For a web page: the feeds that it names, with a block to paste into feeds.toml. Nothing is stored. The exit code is 1
    where some cannot be read, and 69 where none can.
    """
    settings.undated("feeds check")
    config = read_config(feeds_path(settings.feeds))
    database = settings.database()
    chosen = targets(database, config, what, allow_private)
    if not chosen:
        settings.note(f"{config.path} has no feed that is on: there is nothing to check")
    with shown("none" if settings.quiet else "auto") as tell:

        def step(one: FeedCheck, done: int, total: int) -> None:
            tell(
                Progress(
                    event="feed", slug=one.slug or urls.shown(one.url), outcome=one.verdict, done=done, total=total
                )
            )

        found = check_feeds(config, chosen, naming(database, config), step)
    if as_json:
        json_objects(found)
    else:
        for one in found:
            click.echo("\n".join(visible(line) for line in told(one)))
            for proposal in one.proposals:
                click.echo("\n" + visible(proposal.toml, multiline=True) + "\n")
    bad = sum(not one.readable for one in found)
    if len(found) > 1:
        settings.note(f"{len(found) - bad} of {len(found)} can be read")
    return exit_code(found)


def told(one: FeedCheck) -> Iterator[str]:
    """One line, and below it what is wrong, what to do, and where it led."""
    yield f"{one.slug or urls.shown(one.url)}: {one.verdict.replace('_', ' ')}" + "".join(
        f", {part}" for part in _parts(one)
    )
    if one.problem:
        yield f"  problem: {one.problem}"
    if one.mend:
        yield f"  mend: {one.mend.replace('SLUG', one.slug or 'SLUG')}"
    if one.moved_to:
        yield f"  moved for good to {urls.shown(one.moved_to)}"
    elif one.final_url:
        yield f"  redirected for now to {urls.shown(one.final_url)}"


def _parts(one: FeedCheck) -> Iterator[str]:
    if one.format:
        yield one.format
        yield counted(one.entries, "entry") + (f" ({one.undated} without a date)" if one.undated else "")
        if one.newest and one.oldest:
            yield f"newest {one.newest[:10]}, oldest {one.oldest[:10]}"
        names = [name for name, there in (("ETag", one.etag), ("Last-Modified", one.last_modified)) if there]
        yield " and ".join(names) or "no validators: it is sent whole each time"
        if one.older:
            yield _OLDER[one.older]
    elif one.status is not None:
        yield f"status {one.status}"
