"""Lists of feeds from and for other readers (OPML): what of a list is new here, and what of feeds.toml goes out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from email.utils import format_datetime
from pathlib import Path
from typing import cast
from urllib.parse import urlsplit, urlunsplit

from tracker import urls
from tracker.actions.feed_naming import Naming, slugged
from tracker.actions.feed_targets import naming
from tracker.clock import now
from tracker.config import values
from tracker.config.edit import adding
from tracker.config.write import rewrite
from tracker.feeds import opml
from tracker.feeds.opml import Outline, Written
from tracker.model.errors import DiskError, UsageError
from tracker.model.feed import Config, FeedSource
from tracker.model.words import FEED_TIERS, FeedTier

_SLUG, _VENDOR, _TIER = "slug", "vendor", "tier"
"""First parts of the categories that an export writes: `/vendor/nvidia`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedFeed:
    """One feed of a list: added, or skipped with the reason."""

    line: int
    url: str
    title: str
    outcome: str
    """added or skipped."""
    slug: str = ""
    vendor: str = ""
    tier: str = ""
    reason: str = ""


def import_list(database: Path, path: Path, config: Config, file: Path, dry_run: bool = False) -> list[ListedFeed]:
    """Put the feeds of an OPML file at the end of feeds.toml, in one change; `dry_run` changes nothing. Nothing is asked.

    Raises DocumentError for a file that is no OPML, ConfigError, DiskError.
    """
    try:
        with file.open("rb") as opened:
            outlines = opml.read(opened.read(opml.MOST_BYTES + 1), str(file))
    except OSError as error:
        raise DiskError(f"{file}: {error.strerror or type(error).__name__}") from None
    if not outlines:
        raise UsageError(f"{file}: names no feed: no outline has an xmlUrl")
    names = naming(database, config)
    known = {urls.canonical(feed.url): feed.slug for feed in config.feeds}
    feeds: list[FeedSource] = []
    report = []
    for outline in outlines:
        if why := _refusal(outline, known):
            report.append(
                ListedFeed(line=outline.line, url=outline.url, title=outline.title, outcome="skipped", reason=why)
            )
            continue
        feed = _feed(outline, names)
        known[urls.canonical(feed.url)] = feed.slug
        feeds.append(feed)
        report.append(ListedFeed(line=outline.line, url=feed.url, title=feed.title, outcome="added", slug=feed.slug,
                                 vendor=feed.vendor, tier=feed.tier))  # fmt: skip
    if feeds and not dry_run:
        rewrite(path, adding(feeds))
    return report


def export_list(config: Config) -> tuple[str, int]:
    """Feeds that are on as OPML, a folder a tier; and of how many the user name and password were left out."""
    on = [feed for feed in config.feeds if feed.enabled and not feed.error]
    written = [
        Written(feed.tier, feed.title, _without_user(feed.url), tuple(_categories(feed)))
        for tier in FEED_TIERS for feed in on if feed.tier == tier
    ]  # fmt: skip
    private = sum(_without_user(feed.url) != feed.url for feed in on)
    return opml.text(written, "Feeds of the accelerator tracker", format_datetime(now())), private


def write_list(file: Path, text: str) -> None:
    """Raises UsageError where a file is there that is no OPML, DiskError."""
    try:
        if file.exists():
            with file.open("rb") as there:
                if b"<opml" not in there.read(1024):
                    raise UsageError(f"{file} is there and is no OPML file: it is left as it is; give another name")
        file.write_text(text, encoding="utf-8")
    except OSError as error:
        raise DiskError(f"{file}: {error.strerror or type(error).__name__}") from None


def _refusal(outline: Outline, known: dict[str, str]) -> str:
    if found := urls.problem(outline.url):
        return found[1]
    slug = known.get(urls.canonical(outline.url))
    return f"is there already, as {slug}" if slug else ""


def _feed(outline: Outline, names: Naming) -> FeedSource:
    """Whose it is and how much its word weighs: of its categories and folders where they name one, else of its host."""
    told = dict(_told(outline.categories))
    words = [*reversed(outline.folders), *(part for category in outline.categories for part in category.split("/"))]
    vendor = next(filter(None, (names.vendor_called(word) for word in (told.get(_VENDOR, ""), *words))), "")
    vendor = vendor or names.owner(outline.url)
    tier = next((word for word in map(slugged, (told.get(_TIER, ""), *words)) if word in FEED_TIERS), "")
    tier = tier or ("vendor" if vendor and vendor == names.owner(outline.url) else "press")
    slug = _own_slug(told.get(_SLUG, ""), names) or names.slug(outline.title, outline.url)
    return FeedSource(slug=slug, url=outline.url, title=outline.title or slug, vendor=vendor, tier=cast(FeedTier, tier))


def _own_slug(told: str, names: Naming) -> str:
    """The name that our own export wrote, where it is one and is free."""
    try:
        slug = values.feed_slug(told)
    except ValueError:
        return ""
    if slug in names.taken:
        return ""
    names.taken.add(slug)
    return slug


def _told(categories: Sequence[str]) -> Iterator[tuple[str, str]]:
    for category in categories:
        kind, slash, value = category.removeprefix("/").partition("/")
        if slash and category.startswith("/"):
            yield kind, value


def _categories(feed: FeedSource) -> Iterator[str]:
    yield f"/{_TIER}/{feed.tier}"
    if feed.vendor:
        yield f"/{_VENDOR}/{feed.vendor}"
    yield f"/{_SLUG}/{feed.slug}"


def _without_user(url: str) -> str:
    """A list is made to be handed on: nobody's password goes with it."""
    parts = urlsplit(url)
    return urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2]))
