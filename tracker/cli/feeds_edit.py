"""`feeds add`, `disable` and `enable`: changes to feeds.toml that leave every other byte of it as it was."""

from __future__ import annotations

import click

from tracker.actions.feed_edit import Wish, add_feed, switch_off, switch_on
from tracker.actions.settings import read_config
from tracker.cleaning import visible
from tracker.cli.base import Settings, command, pass_settings
from tracker.cli.feeds_check import told
from tracker.model.words import FEED_TIERS
from tracker.paths import feeds_path

_UNREADABLE = 69


@command("add", example="tracker feeds add https://blogs.nvidia.com/feed/ --tier vendor --vendor nvidia")
@click.argument("url")
@click.option("--slug", default="", metavar="NAME", help="Its name for ever.  [default: of its title]")
@click.option("--title", default="", metavar="TEXT", help="How it is shown.  [default: its own title]")
@click.option("--vendor", default="", metavar="SLUG", help="Whose own feed it is.  [default: by the host]")
@click.option(
    "--tier", default="", type=click.Choice(("", *FEED_TIERS)), metavar="TIER",
    help=f"How much its word weighs: {', '.join(FEED_TIERS)}.  [default: vendor on the site of one, else press]",
)  # fmt: skip
@click.option("--allow-private", is_flag=True, help="URL may be on a loopback or private address.")
@pass_settings
def add(
    settings: Settings, url: str, slug: str, title: str, vendor: str, tier: str, allow_private: bool
) -> int:  # fmt: skip
    """Ask URL once, and put it at the end of feeds.toml where it is a feed, or a page that names one.

    The rest of the file stays as it is, remarks included. An address or name that is there already is refused.
    """
    settings.undated("feeds add")
    path = feeds_path(settings.feeds)
    wish = Wish(slug=slug, title=title, vendor=vendor, tier=tier, allow_private=allow_private)
    added = add_feed(settings.database(), path, read_config(path), url, wish)
    if not added.toml:
        for line in told(added.check):
            click.echo(visible(line), err=True)
        click.echo(f"tracker: {path} is as it was", err=True)
        return _UNREADABLE
    click.echo(visible(added.toml, multiline=True))
    settings.note(f"added to {path}; the next refresh asks it: tracker refresh --feed {added.slug}")
    return 0


@command("disable", example='tracker feeds disable groq-blog --reason "404 since October"')
@click.argument("slug")
@click.option("--reason", required=True, metavar="TEXT", help="Why it is off, for whoever reads the file next.")
@pass_settings
def disable(settings: Settings, slug: str, reason: str) -> None:
    """Switch the feed SLUG off in feeds.toml: it is asked no more, and its articles stay."""
    path = feeds_path(settings.feeds)
    switch_off(path, slug, reason)
    settings.note(f"{slug} is off in {path}")


@command("enable", example="tracker feeds enable groq-blog")
@click.argument("slug")
@pass_settings
def enable(settings: Settings, slug: str) -> None:
    """Switch the feed SLUG on again in feeds.toml; its reason for being off is taken out."""
    path = feeds_path(settings.feeds)
    switch_on(path, slug)
    settings.note(f"{slug} is on in {path}")
