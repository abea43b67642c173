"""OpenRouter: its default price of every model, and what each provider behind it charges for those of the catalogue.

Shapes: https://openrouter.ai/docs/api-reference, `Model`, `ListEndpointsResponse` and `PricingOverride`. USD per token as text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote, urlsplit, urlunsplit

from tracker.model.feed import PriceSource
from tracker.model.listing import Ask, ReadList, Wanted
from tracker.model.words import Quality, Tier
from tracker.prices.rates import Book, Rates, Seller, over, rates
from tracker.prices.reading import Collected, Row, Unusable, json_of, name, number, quoted

PUBLISHER = "OpenRouter"
TIER: Tier = "vendor"
URL = "https://openrouter.ai/api/v1/models"

_MOST_PARTS = 100
_MOST_OVERRIDES = 50
_ID = re.compile(r"[A-Za-z0-9][\w.+-]{0,80}/[A-Za-z0-9][\w.+-]{0,80}(?::[\w-]{1,30})?", re.ASCII)
_FREE = ":free"
_PRICES = ("prompt", "completion", "input_cache_read")
_CLOCK = re.compile(r"[0-2]?[0-9]:[0-5][0-9]")


def asks(source: PriceSource, wanted: Wanted) -> tuple[Ask, ...]:
    return (Ask(name="", url=source.url, mirror=source.mirror),)


def parse(body: bytes, ask: Ask, wanted: Wanted) -> ReadList:
    """The list of models (the part without a name), or the endpoints of the model that the part is named after."""
    told = json_of(body)
    data = told.get("data") if isinstance(told, dict) else None
    return _endpoints(data, ask) if ask.name else _models(data, ask, wanted)


def _models(data: Any, ask: Ask, wanted: Wanted) -> ReadList:
    if not isinstance(data, list):
        raise Unusable("shape_changed", "the answer has no list of models under data")
    into = Collected()
    book = Book(into)
    parts: dict[str, Ask] = {}
    for at, model in enumerate(data):
        into.rows += 1
        try:
            seller = _read(model, book)
        except ValueError as error:
            own = model.get("id") if isinstance(model, dict) else None
            into.fault(own[:200] if isinstance(own, str) else f"model {at + 1}", error)
            continue
        if len(parts) < _MOST_PARTS and seller and _is_wanted(seller, wanted):
            parts[seller.model] = Ask(name=seller.model, url=_endpoints_url(ask.url, seller.model))
    return book.result("pricing", parts.values())


def _read(model: Any, book: Book) -> Seller | None:
    if not isinstance(model, dict):
        raise ValueError(f"{quoted(model)} is no model")
    architecture = model.get("architecture")
    output = architecture.get("output_modalities") if isinstance(architecture, dict) else None
    if isinstance(output, list) and "text" not in output:
        return None
    own = name(model, "id")
    names = [name(model, key, required=False) for key in ("hugging_face_id", "canonical_slug", "name")]
    seller = Seller(
        provider="openrouter", provider_name="OpenRouter", model=own, endpoint=own,
        names=tuple(dict.fromkeys(word for word in names if word not in ("", own))),
    )  # fmt: skip
    _add(seller, _pricing(model), book)
    return seller


def _is_wanted(seller: Seller, wanted: Wanted) -> bool:
    """Free variants have the same providers at no price; an id that is no path of two names is not asked for."""
    if seller.model.endswith(_FREE) or not _ID.fullmatch(seller.model):
        return False
    return any(wanted.is_model(word) for word in (seller.model, *seller.names))


def _endpoints_url(url: str, model: str) -> str:
    parts = urlsplit(url)
    return urlunsplit(parts._replace(path=f"{parts.path.rstrip('/')}/{quote(model, safe='/:')}/endpoints", query=""))


def _endpoints(data: Any, ask: Ask) -> ReadList:
    rows = data.get("endpoints") if isinstance(data, dict) else None
    if not isinstance(rows, list):
        raise Unusable("shape_changed", "the answer has no list of endpoints under data")
    into = Collected()
    book = Book(into)
    for at, row in enumerate(rows):
        into.rows += 1
        try:
            _endpoint(row, data, ask.name, book)
        except ValueError as error:
            into.fault(f"{ask.name} endpoint {at + 1}", error)
    return book.result("pricing")


def _endpoint(row: Any, data: Row, model: str, book: Book) -> None:
    if not isinstance(row, dict):
        raise ValueError(f"{quoted(row)} is no endpoint")
    shown, tag = name(row, "provider_name"), name(row, "tag", required=False)
    precision = name(row, "quantization", required=False)
    told = [model, tag or shown]
    if precision not in ("", "unknown") and precision not in tag:
        told.append(precision)
    names = dict.fromkeys(name(data, key, required=False) for key in ("id", "name"))
    seller = Seller(
        provider=tag.partition("/")[0] or shown, provider_name=shown, model=model, endpoint=" ".join(told),
        names=tuple(word for word in names if word not in ("", model)),
    )  # fmt: skip
    status = number(row, "status")
    out_of_order: tuple[Quality, str] | None = None
    if status is not None and status < 0:
        out_of_order = "stale", f"OpenRouter does not report this endpoint as in order (its status is {status:g})."
    _add(seller, _pricing(row), book, out_of_order)


def _add(seller: Seller, pricing: Row, book: Book, flag: tuple[Quality, str] | None = None) -> None:
    base = _rates(pricing)
    free = "free" if seller.model.endswith(_FREE) else ""
    if number(pricing, "discount"):
        flag = "unit_suspect", "The list names a discount and does not say whether this price has it."
    book.add(seller, free, base, flag=flag)
    for tier, told in _overrides(pricing):
        book.add(seller, ", ".join(word for word in (free, tier) if word), told, flag=flag)


def _overrides(pricing: Row) -> Iterator[tuple[str, Rates]]:
    """Prices of longer prompts and of hours of the day: what an entry does not name is that of the entries before it that
    apply too, else the base price."""
    entries = pricing.get("overrides") or []
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise ValueError("overrides is no list of prices")
    if len(entries) > _MOST_OVERRIDES:
        raise ValueError(f"{len(entries)} overrides of one price")
    for at, entry in enumerate(entries):
        least, hours = entry.get("min_prompt_tokens"), _hours(entry)
        if least is None and not hours:
            raise ValueError("an override has no condition that is known")
        merged = {key: pricing.get(key) for key in _PRICES}
        for other in entries[: at + 1]:
            if _hours(other) in ("", hours) and _least(other) <= _least(entry):
                merged |= {key: other[key] for key in _PRICES if key in other}
        yield ", ".join(word for word in (hours, "" if least is None else over(least)) if word), _rates(merged)


def _least(entry: Row) -> float:
    return number(entry, "min_prompt_tokens", 1e9) or 0.0


def _hours(entry: Row) -> str:
    told = [entry.get("utc_start"), entry.get("utc_end")]
    if told == [None, None]:
        return ""
    if not all(isinstance(word, str) and _CLOCK.match(word) for word in told):
        raise ValueError(f"the hours of an override, {quoted(told)}, cannot be read")
    return f"{str(told[0])[:5]}-{str(told[1])[:5]} UTC"


def _pricing(row: Row) -> Row:
    told = row.get("pricing")
    if not isinstance(told, dict):
        raise ValueError("pricing is missing" if told is None else f"pricing {quoted(told)} is no object")
    return told


def _rates(pricing: Row) -> Rates:
    told = rates(pricing, "prompt", "completion", ("input_cache_read",), per_token=True)
    if told is None:
        raise ValueError("pricing has no prompt or no completion")
    return told
