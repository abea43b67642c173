"""What a feed is to be called in feeds.toml, and whose it is: from its title, its host and the vendors of the catalogue."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from tracker.model.feed import INGESTED_SLUG, FeedSource
from tracker.model.rows import VendorRow

_MOST_SLUG = 48
_EMPTY_WORDS = frozenset(
    {"the", "rss", "feed", "atom", "feeds", "www", "com", "org", "net", "and", "of", "posts", "home"}
)


@dataclass(slots=True)
class Naming:
    """Slugs that are taken, and whose host is whose. `vendors` as the catalogue has them."""

    vendors: Iterable[VendorRow] = ()
    taken: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, feeds: Iterable[FeedSource], vendors: Iterable[VendorRow]) -> Naming:
        return cls(list(vendors), {INGESTED_SLUG, *(feed.slug for feed in feeds)})

    def slug(self, title: str, url: str) -> str:
        """A free one, noted as taken: of the title's words where it has some in Latin letters, else of the host."""
        base = slugged(title) or slugged(host(url)) or "feed"
        name, number = base, 1
        while name in self.taken:
            number += 1
            name = f"{base}-{number}"
        self.taken.add(name)
        return name

    def owner(self, url: str) -> str:
        """Slug of the vendor on whose own site it is; empty where it is on none, or where two share it."""
        own = host(url)
        homes = {v.vendor_slug: host(v.homepage) for v in self.vendors if v.homepage}
        found = {slug: home for slug, home in homes.items() if home and (own == home or own.endswith(f".{home}"))}
        longest = max(map(len, found.values()), default=0)
        owners = [slug for slug, home in found.items() if len(home) == longest]
        return owners[0] if len(owners) == 1 else ""

    def vendor_called(self, name: str) -> str:
        """Slug of the vendor with this name or slug; empty where there is none."""
        told = slugged(name)
        found = {v.vendor_slug for v in self.vendors if told and told in (v.vendor_slug, slugged(v.vendor))}
        return found.pop() if len(found) == 1 else ""


def slugged(text: str) -> str:
    """Small letters, digits and single hyphens, cut at a word; words that say nothing are left out where others remain."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower().replace("'", "")
    words = re.findall(r"[a-z0-9]+", plain[:300])
    told = [word for word in words if word not in _EMPTY_WORDS] or words
    slug = ""
    for word in told:
        longer = f"{slug}-{word}" if slug else word[:_MOST_SLUG]
        if len(longer) > _MOST_SLUG:
            break
        slug = longer
    return slug


def host(url: str) -> str:
    """Without `www.`; empty where there is none."""
    try:
        return (urlsplit(url).hostname or "").lower().removeprefix("www.")
    except ValueError:
        return ""
