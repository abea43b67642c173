"""Putting a feed into feeds.toml once it was seen to answer, and switching feeds off and on, by changes to the file itself."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import cast

from tracker import urls
from tracker.actions.feed_naming import Naming
from tracker.actions.settings import read_config, show_feeds
from tracker.config import values
from tracker.config.edit import adding, block, switching
from tracker.config.write import rewrite
from tracker.model.errors import UsageError
from tracker.model.feed import Config, FeedSource
from tracker.model.feed_check import FeedCheck, Proposal
from tracker.model.words import FeedTier


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What the person says of a new feed; empty where its title, host and the catalogue are to decide."""

    slug: str = ""
    title: str = ""
    vendor: str = ""
    tier: str = ""
    allow_private: bool = False


@dataclass(frozen=True, slots=True)
class Added:
    """`toml` is what was put into the file; empty where the address gave no feed, and then the file is as it was."""

    check: FeedCheck
    slug: str = ""
    toml: str = ""


def add_feed(database: Path, path: Path, config: Config, url: str, wish: Wish) -> Added:
    """Ask the address, or the one feed that its page names, and put it at the end of the file.

    Raises UsageError for what is there already, or for a page with several feeds, ConfigError and DiskError.
    """
    from tracker.actions.feed_check import check_feeds
    from tracker.actions.feed_targets import naming, targets

    names = naming(database, config)
    _allowed(config, names, wish)
    target = targets(database, config, [url], wish.allow_private)[0]
    if target.slug:
        raise UsageError(f"{config.path} has this address already, as {target.slug}")
    check = check_feeds(config, [target], names)[0]
    if not check.readable:
        return Added(check)
    if len(check.proposals) > 1:
        found = "\n".join(f"  {one.url}  {one.title}" for one in check.proposals)
        raise UsageError(f"{url} has {len(check.proposals)} feeds; say which one:\n{found}")
    proposal = check.proposals[0]
    _new(config, proposal.url)
    feed = _feed(proposal, wish, target.allow_private)
    rewrite(path, adding([feed]))
    return Added(check, feed.slug, block(feed))


def put_feed(database: Path, path: Path, found: Proposal, allow_private: bool = False) -> str:
    """Put a feed that was seen to answer at the end of the file, and show it in the database; its slug.

    Asks nothing. Raises UsageError for what is there already, ConfigError, DatabaseError, DiskError.
    """
    config = read_config(path)
    _new(config, found.url)
    slug = Naming.of(config.feeds, ()).slug(found.slug, found.url)
    feed = _feed(found, Wish(slug=slug), allow_private)
    rewrite(path, adding([feed]))
    show_feeds(database, path)
    return slug


def _new(config: Config, url: str) -> None:
    known = {urls.canonical(feed.url): feed.slug for feed in config.feeds}
    if slug := known.get(urls.canonical(url)):
        raise UsageError(f"{config.path} has {url} already, as {slug}")


def switch_off(path: Path, slug: str, reason: str) -> None:
    """Raises UsageError for an unknown feed or an empty reason, ConfigError, DiskError."""
    if not reason.strip():
        raise UsageError("a feed that is off says why: give --reason")
    rewrite(path, switching(slug, reason.strip()))


def switch_on(path: Path, slug: str) -> None:
    """Raises UsageError for an unknown feed, ConfigError, DiskError."""
    rewrite(path, switching(slug, None))


def _allowed(config: Config, names: Naming, wish: Wish) -> None:
    if wish.slug:
        try:
            values.feed_slug(wish.slug)
        except ValueError as error:
            raise UsageError(f"--slug {error}") from None
        if taken := next((feed for feed in config.feeds if feed.slug == wish.slug), None):
            raise UsageError(f"{config.path} has a feed {wish.slug} already: {urls.shown(taken.url)}")
    known = sorted(vendor.vendor_slug for vendor in names.vendors)
    if wish.vendor and wish.vendor not in known:
        raise UsageError(
            f"the catalogue has no vendor {wish.vendor!r}{values.near(wish.vendor, known)}; `tracker vendors` names them"
        )


def _feed(proposal: Proposal, wish: Wish, allow_private: bool) -> FeedSource:
    vendor = wish.vendor or proposal.vendor
    tier = wish.tier or ("vendor" if vendor else proposal.tier)
    return FeedSource(
        slug=wish.slug or proposal.slug, url=proposal.url, title=wish.title or proposal.title, vendor=vendor,
        tier=cast(FeedTier, tier), allow_private=allow_private, verified=proposal.verified,
    )  # fmt: skip
