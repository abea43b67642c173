"""How one value of feeds.toml is read: each reader returns it converted or raises ValueError with the mend."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date, datetime
from difflib import get_close_matches

from tracker import urls
from tracker.model.feed import INGESTED_SLUG

Reader = Callable[[object], object]

_DURATION = re.compile(r"(\d+(?:\.\d+)?)\s*(ms|s|m|h|d)")
_SECONDS = {"ms": 0.001, "s": 1.0, "m": 60.0, "h": 3600.0, "d": 86400.0}
_SIZE = re.compile(r"(\d+(?:\.\d+)?)\s*(B|kB|KB|MB|KiB|MiB)")
_BYTES = {"B": 1, "kB": 10**3, "KB": 10**3, "MB": 10**6, "KiB": 2**10, "MiB": 2**20}
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_MODE = re.compile(r"0[0-7]{3}")
_CONTACT = re.compile(r"""(mailto:[^\s()<>"\\;]+@|https?://)[^\s()<>"\\;]+""", re.ASCII)
_KINDS = {bool: "true or false", int: "a number", float: "a number", str: "a text", list: "a list", dict: "a table"}

LEAST_BYTES, MOST_BYTES = 2**10, 2**30
MOST_PER_HOST = 64


def near(word: str, known: Sequence[str]) -> str:
    """`, did you mean 'x'?` for a close match among `known`, else nothing."""
    hits = get_close_matches(word, known, 1)
    return f", did you mean {hits[0]!r}?" if hits else ""


def text(value: object) -> str:
    if not isinstance(value, str):
        raise ValueError(f'must be a text in "quotes", not {_kind(value)}')
    return value.strip()


def flag(value: object) -> bool:
    if not isinstance(value, bool):
        raise ValueError(f"must be true or false without quotes, not {_kind(value)}")
    return value


def slug(value: object) -> str:
    told = text(value)
    if not _SLUG.fullmatch(told) or len(told) > 80:
        raise ValueError(f"{told!r} must be small letters, digits and single hyphens, 80 at most, such as nvidia-blog")
    return told


def feed_slug(value: object) -> str:
    told = slug(value)
    if told == INGESTED_SLUG:
        raise ValueError(f"{told!r} is the name of the documents put in by hand: choose another")
    return told


def one_of(known: Sequence[str]) -> Reader:
    def read(value: object) -> str:
        told = text(value)
        if told not in known:
            raise ValueError(f"{told!r} is not one of {', '.join(known)}{near(told, known)}")
        return told

    return read


def names(most: int) -> Reader:
    """A list of different texts, none of them empty."""

    def read(value: object) -> tuple[str, ...]:
        if not isinstance(value, list) or not 1 <= len(value) <= most:
            raise ValueError(f'must be a list of 1 to {most} names, such as ["gpt-oss-120b"], not {_kind(value)}')
        told = tuple(text(one) for one in value)
        if not all(told) or len(set(told)) < len(told):
            raise ValueError("has an empty name or one twice: take it away")
        return told

    return read


def address(value: object) -> str:
    """Only the type is checked here: what cannot be fetched is the source's error, not the file's."""
    told = text(value)
    if not told:
        raise ValueError("is empty")
    return told


def web_address(value: object) -> str:
    """A URL of the file's own settings, which no source could report."""
    told = text(value)
    if told and (found := urls.problem(told)):
        raise ValueError(f"cannot be used: {found[1]}")
    return told


def duration(most: float, least: float = 0) -> Reader:
    def read(value: object) -> float:
        found = _DURATION.fullmatch(text(value))
        if not found:
            raise ValueError(f'{value!r} is no duration: write "30s", "30m", "2h" or "1d"')
        seconds = float(found[1]) * _SECONDS[found[2]]
        if seconds > most:
            raise ValueError(f"{value!r} is more than {most:g} s")
        if seconds < least:
            raise ValueError(f"{value!r} is less than {least:g} s")
        return seconds

    return read


def size(value: object) -> int:
    """Bytes: "16MiB", "500KB" or a plain number."""
    if isinstance(value, int) and not isinstance(value, bool):
        count = value
    else:
        found = _SIZE.fullmatch(text(value))
        if not found:
            raise ValueError(f'{value!r} is no size: write "16MiB" or "500KiB"')
        count = int(float(found[1]) * _BYTES[found[2]])
    if not LEAST_BYTES <= count <= MOST_BYTES:
        raise ValueError(f"{value!r} is outside 1KiB to 1024MiB")
    return count


def connections(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 1 <= value <= MOST_PER_HOST:
        raise ValueError(f"must be a whole number from 1 to {MOST_PER_HOST}, not {value!r}")
    return value


def whole(most: int) -> Reader:
    def read(value: object) -> int:
        if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= most:
            raise ValueError(f"must be a whole number from 0 to {most}, not {value!r}")
        return value

    return read


def amount(most: float) -> Reader:
    def read(value: object) -> float:
        if not isinstance(value, int | float) or isinstance(value, bool) or not 0 <= value <= most:
            raise ValueError(f"must be a number from 0 to {most:g}, not {value!r}")
        return float(value)

    return read


def day(value: object) -> str:
    """A TOML date or the same in quotes, as YYYY-MM-DD."""
    if isinstance(value, date) and not isinstance(value, datetime):
        return value.isoformat()
    try:
        return date.fromisoformat(text(value)).isoformat()
    except ValueError:
        raise ValueError(f"{value!s} is no day: write 2026-10-06") from None


def mode(value: object) -> int:
    """Permission bits: the owner reads and writes, nobody runs it, a group may read or write, others nothing."""
    told = text(value)
    bits = int(told, 8) if _MODE.fullmatch(told) else 0
    if bits & 0o600 != 0o600 or bits & 0o117:
        raise ValueError(f'{told!r} is no mode for a database: write "0600", or "0640" or "0660" for a team')
    return bits


def contact(value: object) -> str:
    told = text(value)
    if told and not (_CONTACT.fullmatch(told) and told.isascii() and len(told) <= 200):
        raise ValueError(f'{told!r} is no contact: write "mailto:you@example.org" or "https://…"')
    return told


def _kind(value: object) -> str:
    return _KINDS.get(type(value), "a date")
