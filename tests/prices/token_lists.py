"""Token price lists for tests: the kit's snapshots where they are, and how an answer is read."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest

from tracker.model.listing import Ask, ListedToken, ReadList, Wanted
from tracker.model.words import PriceKind
from tracker.prices import connector, parse

SNAPSHOTS = Path(__file__).resolve().parents[2].parent / "shared" / "prices"
FILES: dict[PriceKind, str] = {
    "openrouter": "openrouter/api_v1_models.json",
    "models_dev": "models.dev/api.json",
    "litellm": "litellm/model_prices_and_context_window.json",
    "genai_prices": "genai-prices/v2_data.json",
}
TODAY = "2026-11-25"


def snapshot(name: str) -> bytes:
    path = SNAPSHOTS / name
    if not path.is_file():
        pytest.skip("the kit's snapshots of price lists are not here")
    return path.read_bytes()


def read(
    kind: PriceKind, told: Any, url: str = "", part: str = "", is_model: Callable[[str], bool] = lambda name: False,
    today: str = TODAY,
) -> ReadList:  # fmt: skip
    body = told if isinstance(told, bytes) else json.dumps(told).encode()
    return parse(kind, body, Ask(name=part, url=url or connector(kind).URL), Wanted(today=today, is_model=is_model))


def only(tokens: Iterable[ListedToken], **told: str) -> list[ListedToken]:
    return [token for token in tokens if all(getattr(token, key) == value for key, value in told.items())]


def one(tokens: Iterable[ListedToken], **told: str) -> ListedToken:
    (found,) = only(tokens, **told)
    return found


def charged(token: ListedToken) -> tuple[float, float | None, float]:
    """In, cached in, out: USD per million tokens."""
    return token.usd_per_mtok_in, token.usd_per_mtok_cached_in, token.usd_per_mtok_out
