"""Which tables and keys feeds.toml knows, how each is read, and which field of the model it fills."""

from __future__ import annotations

from dataclasses import dataclass

from tracker.config import secrets, values
from tracker.config.values import Reader
from tracker.model.words import FEED_TIERS, MEASURED_KINDS, PRICE_KINDS


@dataclass(frozen=True, slots=True)
class Table:
    """`keys`: name in the file -> (field of the model, reader)."""

    keys: dict[str, tuple[str, Reader]]
    required: tuple[str, ...] = ()
    many: bool = False


NETWORK = Table(
    {
        "contact": ("contact", values.contact),
        "per_host": ("per_host", values.connections),
        "min_gap": ("min_gap_s", values.duration(3600)),
        "ping": ("ping", values.web_address),
        "ping_allow_private": ("ping_allow_private", values.flag),
    }
)
DATABASE = Table({"mode": ("database_mode", values.mode)})
FEED = Table(
    {
        "slug": ("slug", values.feed_slug),
        "url": ("url", values.address),
        "title": ("title", values.text),
        "vendor": ("vendor", values.slug),
        "tier": ("tier", values.one_of(FEED_TIERS)),
        "enabled": ("enabled", values.flag),
        "reason": ("note", values.text),
        "every": ("every_s", values.duration(366 * 86400)),
        "max_bytes": ("max_bytes", values.size),
        "fulltext": ("fulltext", values.flag),
        "allow_private": ("allow_private", values.flag),
        "verified": ("verified", values.day),
    },
    required=("slug", "url"),
    many=True,
)
PRICES = Table(
    {
        "slug": ("slug", values.slug),
        "kind": ("kind", values.one_of(PRICE_KINDS)),
        "url": ("url", values.address),
        "mirror": ("mirror", values.address),
        "base_url": ("base_url", values.address),
        "every": ("every_s", values.duration(366 * 86400, least=3600)),
        "max_bytes": ("max_bytes", values.size),
        "enabled": ("enabled", values.flag),
        "reason": ("note", values.text),
        "allow_private": ("allow_private", values.flag),
    },
    required=("slug", "kind", "url"),
    many=True,
)
MEASURED = Table(
    {
        "slug": ("slug", values.slug),
        "kind": ("kind", values.one_of(MEASURED_KINDS)),
        "url": ("url", values.address),
        "models": ("models", values.names(50)),
        "base_url": ("base_url", values.address),
        "every": ("every_s", values.duration(366 * 86400, least=86400)),
        "max_bytes": ("max_bytes", values.size),
        "enabled": ("enabled", values.flag),
        "reason": ("note", values.text),
        "allow_private": ("allow_private", values.flag),
    },
    required=("slug", "kind", "url", "models"),
    many=True,
)
READER = Table(
    {
        "url": ("url", secrets.endpoint),
        "model": ("model", secrets.model),
        "key_env": ("key_env", secrets.variable),
        "enabled": ("enabled", values.flag),
        "tokens_per_day": ("tokens_per_day", values.whole(10**10)),
        "usd_per_day": ("usd_per_day", values.amount(10**6)),
        "usd_per_mtok_in": ("usd_per_mtok_in", values.amount(10**6)),
        "usd_per_mtok_out": ("usd_per_mtok_out", values.amount(10**6)),
        "allow_private": ("allow_private", values.flag),
        "timeout": ("timeout_s", values.duration(600, least=1)),
    },
    required=("url", "model"),
)
TABLES = {
    "network": NETWORK,
    "database": DATABASE,
    "reader": READER,
    "feed": FEED,
    "prices": PRICES,
    "measured": MEASURED,
}
