"""What to look at: addresses as they are given, feeds of feeds.toml by name, with what their servers asked for last."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from tracker import urls
from tracker.actions.feed_check import Target, still_held, target_of
from tracker.actions.feed_naming import Naming
from tracker.model.errors import UsageError
from tracker.model.feed import Config
from tracker.store.feeds import feed_states
from tracker.store.read_facts import vendors
from tracker.store.reader import reading


def targets(database: Path, config: Config, told: Sequence[str], allow_private: bool = False) -> list[Target]:
    """One for each word; for none, every feed that is on. A word with `://` or a dot is an address, any other a slug.

    Raises UsageError for a slug that feeds.toml does not have.
    """
    with reading(database) as reader:
        held = {slug: still_held(state.hold_until) for slug, state in feed_states(reader.db).items()}
    by_slug = {feed.slug: feed for feed in config.feeds}
    by_url = {urls.canonical(feed.url): feed for feed in config.feeds}
    found = []
    for word in told or [feed.slug for feed in config.feeds if feed.enabled]:
        url = word if "://" in word else f"https://{word}"
        feed = by_slug.get(word) or (by_url.get(urls.canonical(url)) if _is_address(word) else None)
        if feed is not None:
            found.append(target_of(feed, held.get(feed.slug, "")))
        elif _is_address(word):
            found.append(Target(url, allow_private=allow_private))
        else:
            raise UsageError(
                f"{config.path} has no feed {word}; `tracker feeds list --all` names them, an address has a dot"
            )
    return list(dict.fromkeys(found))


def naming(database: Path, config: Config) -> Naming:
    """Names that are free, and the vendors of the catalogue."""
    with reading(database) as reader:
        return Naming.of(config.feeds, vendors(reader))


def _is_address(word: str) -> bool:
    return "://" in word or "." in word
