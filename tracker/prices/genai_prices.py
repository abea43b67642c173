"""genai-prices of Pydantic: USD per million tokens with the days on which prices changed.

Its first version is still served and no longer kept: "receives no provider, model or price updates".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlsplit

from tracker.model.feed import PriceSource
from tracker.model.listing import Ask, ReadList, Wanted
from tracker.model.words import Quality, Tier
from tracker.prices.rates import Book, Rates, Seller, over, rate, together
from tracker.prices.reading import Collected, Row, Unusable, json_of, name, quoted

PUBLISHER = "genai-prices, MIT"
TIER: Tier = "database"
URL = "https://raw.githubusercontent.com/pydantic/genai-prices/refs/heads/main/prices/new_data/v2/data.json"

_FIRST_VERSION = re.compile(r"/prices/data(_slim)?\.json")
_FROZEN = "The first version of this list is frozen: its publisher changes prices only in the second one."
_MOST_STEPS = 50
_MOST_WINDOWS = 5
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_TIME = re.compile(r"([0-2][0-9]:[0-5][0-9])(?::[0-5][0-9])?(?:Z|\+00:00)?")
_READ, _WRITTEN, _CACHED = "input_mtok", "output_mtok", "cache_read_mtok"


@dataclass(frozen=True, slots=True)
class _Held:
    """Prices and when they hold."""

    prices: Row
    condition: str = ""
    valid_from: str | None = None
    seen: str = ""


_COPIED = re.compile(r"\b(?:imported|copied|taken) from\b", re.IGNORECASE)
_COPY: tuple[Quality, str] = (
    "duplicate",
    "the list says that it has this price from another list, not from the provider",
)


def asks(source: PriceSource, wanted: Wanted) -> tuple[Ask, ...]:
    return (Ask(name="", url=source.url, mirror=source.mirror),)


def parse(body: bytes, ask: Ask, wanted: Wanted) -> ReadList:
    """Every model is a row; those without a price of input and output (embeddings, free ones) are left out without a fault.

    Prices that later ones have followed carry the last day known of them in `seen`; those of a day to come are a tier.
    """
    providers = json_of(body)
    if not isinstance(providers, list):
        raise Unusable("shape_changed", "the list is no array of providers")
    into = Collected()
    book = Book(into, _FROZEN if _FIRST_VERSION.search(urlsplit(ask.url).path) else "")
    for at, provider in enumerate(providers):
        models = provider.get("models") if isinstance(provider, dict) else None
        if not isinstance(models, list):
            into.rows += 1
            into.fault(f"provider {at + 1}", "has no models")
            continue
        for model in models:
            into.rows += 1
            try:
                _read(provider, model, wanted.today, book)
            except ValueError as error:
                own = model.get("id") if isinstance(model, dict) else model
                into.fault(f"{str(provider.get('id'))[:60]} {str(own)[:100]}", error)
    return book.result(f"{_READ} and {_WRITTEN}")


def _read(provider: Row, model: Any, today: str, book: Book) -> None:
    if not isinstance(model, dict):
        raise ValueError(f"{quoted(model)} is no model")
    own = name(model, "id")
    shown = name(model, "name", required=False)
    seller = Seller(
        provider=name(provider, "id"), provider_name=name(provider, "name", required=False),
        model=own, names=(shown,) if shown not in ("", own) else (), endpoint=own,
    )  # fmt: skip
    copied = bool(_COPIED.search(name(model, "price_comments", required=False, most=2000)))
    for held in _held(model.get("prices"), today):
        for tier, told in _tiers(held.prices):
            condition = ", ".join(word for word in (held.condition, tier) if word)
            book.add(seller, condition, told, held.valid_from, held.seen, _COPY if copied else None)


def _held(prices: Any, today: str) -> Iterator[_Held]:
    """Prices with their days: the plain one, or a list whose later entries win from their day on or at their hours."""
    if isinstance(prices, dict):
        yield _Held(prices)
        return
    if not isinstance(prices, list):
        raise ValueError(f"prices {quoted(prices)} are no prices")
    hours: list[tuple[str, Row]] = []
    days: dict[str, Row] = {}
    for entry in prices:
        if not isinstance(entry, dict) or not isinstance(entry.get("prices"), dict):
            raise ValueError(f"{quoted(entry)} are no prices")
        constraint = entry.get("constraint") or {}
        if not isinstance(constraint, dict) or set(constraint) not in (
            {"start_date"},
            {"start_time", "end_time"},
            set(),
        ):
            raise ValueError(f"constraint {quoted(constraint)} is not known")
        if "start_time" in constraint:
            hours.append((f"{_clock(constraint['start_time'])}-{_clock(constraint['end_time'])} UTC", entry["prices"]))
        else:
            days[_day(constraint["start_date"]) if constraint else ""] = entry["prices"]
    if len(hours) > _MOST_WINDOWS:
        raise ValueError(f"{len(hours)} prices by the hour")
    outside = f"outside {' and '.join(window for window, _ in hours)}" if hours else ""
    yield from _by_day(days, outside, today)
    for window, told in hours:
        yield _Held(told, window)


def _by_day(days: dict[str, Row], condition: str, today: str) -> Iterator[_Held]:
    starts = sorted(days)
    for start, following in zip(starts, [*starts[1:], "9999-12-31"], strict=True):
        if start > today:
            words = ", ".join(word for word in (condition, f"from {start}") if word)
            yield _Held(days[start], words, start)
        elif following > today:
            yield _Held(days[start], condition, start or None)
        else:
            yield _Held(days[start], condition, start or None, start or _day_before(following))


def _tiers(prices: Row) -> Iterator[tuple[str, Rates]]:
    """The plain price, and that of longer prompts: each threshold replaces the price of the whole request."""
    thresholds = sorted({step["start"] for key in (_READ, _WRITTEN) for step in _steps(prices.get(key))})
    for least in (0, *thresholds):
        told = together(*(_rate(prices, key, least) for key in (_READ, _CACHED, _WRITTEN)))
        if told:
            yield over(least) if least else "", told


def _rate(prices: Row, key: str, least: float) -> float | None:
    told = prices.get(key)
    if not isinstance(told, dict):
        return rate(prices, key)
    reached = [step for step in _steps(told) if step["start"] <= least]
    return rate(max(reached, key=lambda step: step["start"]), "price") if reached else rate(told, "base")


def _steps(told: Any) -> list[Row]:
    steps = (told.get("tiers") or []) if isinstance(told, dict) else []
    if not isinstance(steps, list) or not all(isinstance(step, dict) and over(step.get("start")) for step in steps):
        raise ValueError(f"tiers {quoted(steps)} are no list of prices")
    if len(steps) > _MOST_STEPS:
        raise ValueError(f"{len(steps)} tiers of one price")
    return steps


def _day(text: Any) -> str:
    if not isinstance(text, str) or not _DAY.fullmatch(text):
        raise ValueError(f"start_date {quoted(text)} is no day")
    return date.fromisoformat(text).isoformat()


def _day_before(day: str) -> str:
    return (date.fromisoformat(day) - timedelta(days=1)).isoformat() if day > "0001-01-01" else day


def _clock(text: Any) -> str:
    if not isinstance(text, str) or not (found := _TIME.fullmatch(text)):
        raise ValueError(f"time {quoted(text)} is no time of the day in UTC")
    return found[1]
