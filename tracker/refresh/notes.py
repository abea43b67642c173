"""What is written in feeds.toml and cannot be done: told, because a quiet refresh looks as if all were well."""

from __future__ import annotations

from tracker import extras
from tracker.model.feed import Config


def notes_on(config: Config) -> tuple[str, ...]:
    """One line for each thing that the file asks for in vain."""
    name = config.path
    found = []
    enabled = [
        *(f.enabled for f in config.feeds),
        *(p.enabled for p in config.prices),
        *(m.enabled for m in config.measured),
    ]
    if not any(enabled):
        found.append(f"{name}: there is no enabled [[feed]]: nothing is fetched")
    whole = [feed.slug for feed in config.feeds if feed.fulltext and feed.enabled]
    if whole and not extras.reads_pages():
        found.append(f"{name}: fulltext (of {_few(whole)}) needs a package that is not installed, so the feeds' own texts are "
                     f"read: {extras.how_to_read_pages()}")  # fmt: skip
    return tuple(found)


def _few(slugs: list[str]) -> str:
    told = ", ".join(slugs[:3])
    return told if len(slugs) <= 3 else f"{told} and {len(slugs) - 3} more"
