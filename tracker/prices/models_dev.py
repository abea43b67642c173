"""models.dev: prices of some 150 providers in one file, USD per million tokens (its schema is that of anomalyco/models.dev)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tracker.model.feed import PriceSource
from tracker.model.listing import Ask, ReadList, Wanted
from tracker.model.words import Tier
from tracker.prices.rates import Book, Rates, Seller, over, rates
from tracker.prices.reading import Collected, Row, Unusable, json_of, name, quoted

PUBLISHER = "models.dev, MIT"
TIER: Tier = "database"
URL = "https://models.dev/api.json"

_CACHED = ("cache_read", "cached_input", "cache_input")
"""The schema has the first; some providers' files have the others."""


def asks(source: PriceSource, wanted: Wanted) -> tuple[Ask, ...]:
    return (Ask(name="", url=source.url, mirror=source.mirror),)


def parse(body: bytes, ask: Ask, wanted: Wanted) -> ReadList:
    """Every model counts as a row; those without a cost, or that write no text, are left out without a fault."""
    providers = json_of(body)
    if not isinstance(providers, dict):
        raise Unusable("shape_changed", "the list is no object with a key for each provider")
    into = Collected()
    book = Book(into)
    for key, provider in providers.items():
        models = provider.get("models") if isinstance(provider, dict) else None
        if not isinstance(models, dict):
            into.rows += 1
            into.fault(key, "has no models")
            continue
        for own, model in models.items():
            into.rows += 1
            try:
                _read(key, provider, own, model, book)
            except ValueError as error:
                into.fault(f"{key} {own}"[:200], error)
    return book.result("cost")


def _read(key: str, provider: Row, own: str, model: Any, book: Book) -> None:
    if not isinstance(model, dict):
        raise ValueError(f"{quoted(model)} is no model")
    if model.get("cost") is None or not _writes_text(model):
        return
    cost = _object(model, "cost")
    at = name({"id": own}, "id")
    shown = name(model, "name", required=False)
    seller = Seller(
        provider=name({"provider": key}, "provider"), provider_name=name(provider, "name", required=False),
        model=at, names=(shown,) if shown not in ("", at) else (), endpoint=at,
    )  # fmt: skip
    book.add(seller, "", _rates(cost))
    for tier in _list(cost, "tiers"):
        book.add(seller, _tier(tier), _rates(tier))
    if cost.get("context_over_200k") is not None:  # older than `tiers` and mostly the same price once more
        book.add(seller, over(200_000), _rates(_object(cost, "context_over_200k")))
    for mode, words in _modes(model):
        book.add(seller, mode, words)


def _rates(cost: Row) -> Rates:
    told = rates(cost, "input", "output", _CACHED)
    if told is None:
        raise ValueError("the cost has no input or no output")
    return told


def _tier(told: Any) -> str:
    bound = told.get("tier") if isinstance(told, dict) else None
    if not isinstance(bound, dict) or bound.get("type", "context") != "context":
        raise ValueError("a tier is not one of the context's length")
    return over(bound.get("size"))


def _modes(model: Row) -> list[tuple[str, Rates]]:
    """Faster service at another price: (name of the tier that is asked for in a request, else of the mode; prices)."""
    modes = _at(_at(model, "experimental"), "modes")
    found = []
    for mode, told in modes.items():
        cost = _at({"": told}, "").get("cost")
        if isinstance(cost, dict):
            service = _at(_at(told, "provider"), "body").get("service_tier")
            found.append((service if service == "priority" else name({"mode": mode}, "mode"), _rates(cost)))
    return found


def _writes_text(model: Row) -> bool:
    output = _at(model, "modalities").get("output")
    return not isinstance(output, list) or "text" in output


def _at(row: Row, key: str) -> Mapping[str, Any]:
    value = row.get(key)
    return value if isinstance(value, dict) else {}


def _list(row: Row, key: str) -> list[Any]:
    value = row.get(key) or []
    if not isinstance(value, list):
        raise ValueError(f"{key} {quoted(value)} is no list")
    return value


def _object(row: Row, key: str) -> Row:
    value = row[key]
    if not isinstance(value, dict):
        raise ValueError(f"{key} {quoted(value)} is no object")
    return value
