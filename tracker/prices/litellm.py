"""LiteLLM's price list: USD per token of some 150 providers. Known for unit slips, so for cross-checks only."""

from __future__ import annotations

import re
from typing import Any

from tracker.model.feed import PriceSource
from tracker.model.listing import Ask, ReadList, Wanted
from tracker.model.words import Tier
from tracker.prices.rates import Book, Rates, Seller, over, rates
from tracker.prices.reading import Collected, Row, Unusable, json_of, name, quoted

PUBLISHER = "LiteLLM price list, MIT"
TIER: Tier = "database"
URL = "https://raw.githubusercontent.com/BerriAI/litellm/main/model_prices_and_context_window.json"

_MODES = ("chat", "completion", "responses")
_READ, _WRITTEN, _CACHED = "input_cost_per_token", "output_cost_per_token", "cache_read_input_token_cost"
_CACHE_HIT = "input_cost_per_token_cache_hit"
_FURTHER = re.compile(_READ + r"((?:_above_([0-9]{1,6})k_tokens)?(?:_([a-z]{3,20}))?)")
_SERVICE = {"batches": "batch"}


def asks(source: PriceSource, wanted: Wanted) -> tuple[Ask, ...]:
    return (Ask(name="", url=source.url, mirror=source.mirror),)


def parse(body: bytes, ask: Ask, wanted: Wanted) -> ReadList:
    """Every model that writes text is a row; those without a price per token are left out without a fault."""
    models = json_of(body)
    if not isinstance(models, dict):
        raise Unusable("shape_changed", "the list is no object with a key for each model")
    into = Collected()
    book = Book(into)
    for key, model in models.items():
        if isinstance(model, dict) and (key == "sample_spec" or model.get("mode") not in _MODES):
            continue
        into.rows += 1
        try:
            _read(key, model, book)
        except ValueError as error:
            into.fault(key[:200], error)
    done = book.result(f"{_READ} and {_WRITTEN}")
    if done.rows and not any(token.tier == "" for token in done.tokens):  # the keys of the tiers may have stayed
        raise Unusable("shape_changed", f"none of {done.rows} models has a plain {_READ} and {_WRITTEN}")
    return done


def _read(key: str, model: Any, book: Book) -> None:
    if not isinstance(model, dict):
        raise ValueError(f"{quoted(model)} is no model")
    found = _prices(model)
    if not found:
        return
    whole = name({"key": key}, "key")
    provider = name(model, "litellm_provider")
    own = _own_name(whole, provider)
    seller = Seller(provider=provider, model=own, names=(whole,) if own != whole else (), endpoint=own)
    for tier, told in found:
        book.add(seller, tier, told)


def _own_name(key: str, provider: str) -> str:
    """The provider's own name of the model: LiteLLM puts the provider, or its family, before it."""
    head, _, own = key.partition("/")
    family, whole = head.replace("-", "_"), provider.replace("-", "_")
    return own if own and (whole == family or whole.startswith(f"{family}_")) else key


def _prices(model: Row) -> list[tuple[str, Rates]]:
    found: list[tuple[str, Rates]] = []
    if base := rates(model, _READ, _WRITTEN, (_CACHED, _CACHE_HIT), per_token=True):
        found.append(("", base))
    for key in model:
        if (more := _FURTHER.fullmatch(key)) and more[1]:
            told = rates(model, key, _WRITTEN + more[1], (_CACHED + more[1],), per_token=True)
            if told:
                found.append((_condition(more[2], more[3]), told))
    conditional = [(_from(step), step) for step in _steps(model)]
    if isinstance(off_peak := model.get("off_peak_pricing"), dict):
        conditional.append(("off-peak", off_peak))
    for tier, row in conditional:
        if told := rates(row, _READ, _WRITTEN, (_CACHED,), per_token=True):
            found.append((tier, told))
    return found


def _condition(thousands: str | None, service: str | None) -> str:
    words = [_SERVICE.get(service, service)] if service else []
    return ", ".join([*words, *([over(int(thousands) * 1000)] if thousands else [])])


def _steps(model: Row) -> list[Row]:
    """Prices by length of the prompt, where they are told as ranges."""
    told = model.get("tiered_pricing") or []
    if not isinstance(told, list) or not all(isinstance(step, dict) for step in told):
        raise ValueError("tiered_pricing is no list of prices")
    return told


def _from(step: Row) -> str:
    bounds = step.get("range")
    if not isinstance(bounds, list) or not bounds:
        raise ValueError("a step of tiered_pricing has no range")
    return "" if bounds[0] == 0 else over(bounds[0])
