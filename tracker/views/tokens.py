"""The token market: what each provider asks for a model, one row where lists agree and a mark where they do not."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from tracker.model.market import CurrentTokenPrice, TokenMarketRow, TokenPriceRow, TokenStep
from tracker.model.words import TIERS
from tracker.prices.litellm import PUBLISHER as CROSS_CHECK
from tracker.store import read_prices
from tracker.units import usd
from tracker.views.price_ages import age
from tracker.views.price_rows import share, widened
from tracker.views.price_sellers import find_seller
from tracker.views.session import Session
from tracker.views.token_names import bare, catalogued, find_listed, is_free

TOLERANCE = 1.05
"""Two lists of one provider's price that lie further apart do not mean the same."""
_LIST_ID = re.compile(r"(?:^| )@[^/ ]+$")
"""What a list with several ids of one vendor puts behind the endpoint: "@azure_ai"."""
Place = tuple[str, str, str, str]


def token_market(session: Session, models: Sequence[str], provider: str = "") -> list[TokenMarketRow]:
    """One row a provider, model, tier and endpoint: ordinary prices by what output costs, then those of other tiers (batch,
    long contexts), then what is free or flagged.

    A provider's own list is believed before those of others. LiteLLM's only cross-checks: it gives the price where no other
    list has the provider with the model and tier, or only one that differs and is over 90 days older. Raises UsageError for an
    unknown provider.
    """
    rows = sources(session, models, provider)
    known = {_place(row)[:3] for row in rows if row.publisher != CROSS_CHECK}
    groups: dict[Place, list[CurrentTokenPrice]] = {}
    for row in rows:
        groups.setdefault(_place(row), []).append(row)
    lists = _lists(rows)
    found = [one for place, group in groups.items() for one in _reconciled(_newest(group, lists))
             if one.publisher != CROSS_CHECK or place[:3] not in known or one.n_lists > 1]  # fmt: skip
    return sorted(found, key=lambda r: (bare(r.model_slug), r.quality != "ok", r.tier != "", r.usd_per_mtok_out,
                                        r.usd_per_mtok_in, r.provider, r.token_offer_id))  # fmt: skip


def sources(session: Session, models: Sequence[str], provider: str = "") -> list[CurrentTokenPrice]:
    """What every list has, each price by itself."""
    seller = find_seller(session, provider) if provider else ""
    rows = [r for r in read_prices.token_prices_of(session, models) if not seller or r.provider_slug == seller]
    return sorted(rows, key=lambda r: (bare(r.model_slug), r.provider.casefold(), r.tier, bare(r.endpoint), r.publisher,
                                       r.token_offer_id))  # fmt: skip


def token_history(session: Session, models: Sequence[str], provider: str = "") -> list[TokenStep]:
    """Every price of every token offer, offer by offer, oldest first."""
    seller = find_seller(session, provider) if provider else ""
    rows = [r for r in read_prices.token_history(session, models) if not seller or r.provider_slug == seller]
    return [step for _, own in groupby(rows, key=lambda row: row.token_offer_id) for step in _steps(own)]


def disputed_models(session: Session) -> dict[str, int]:
    """Model of the catalogue -> prices of it on which lists differ, most of them first."""
    found = Counter(row.model_slug for row in token_market(session, catalogued(session)) if row.disputed)
    return dict(found.most_common())


def same_offer(session: Session, row: TokenPriceRow) -> list[CurrentTokenPrice]:
    """What other lists have for the same provider, model, tier and endpoint."""
    models = find_listed(session, row.model_slug).models
    rows = read_prices.token_prices_of(session, models)
    lists, place = _lists([*rows, row]), _place(row)
    others = [one for one in rows if _place(one) == place and lists[one.publisher] != lists[row.publisher]]
    return _newest(others, lists)


def _lists(rows: Iterable[TokenPriceRow]) -> dict[str, str]:
    """Publisher -> name of its list: publishers that took their prices from one address have one list."""
    found: dict[str, str] = {}
    by_url: dict[str, set[str]] = {}
    for row in rows:
        found[row.publisher] = row.publisher
        by_url.setdefault(row.url or row.publisher, set()).add(row.publisher)
    for publishers in by_url.values():
        joined = {found[one] for one in publishers}
        found |= {one: min(joined) for one, name in found.items() if name in joined}
    return found


def _newest(group: Sequence[CurrentTokenPrice], lists: dict[str, str]) -> list[CurrentTokenPrice]:
    """Without what a list had when another reader of it looked earlier."""
    newest: dict[str, CurrentTokenPrice] = {}
    for row in group:
        name = lists[row.publisher]
        newest[name] = max(newest.get(name, row), row, key=lambda r: (r.last_seen_at, r.publisher))
    return [row for row in group if newest[lists[row.publisher]].publisher == row.publisher]


def differs(one: TokenPriceRow, other: TokenPriceRow) -> bool:
    """Whether two prices lie further apart than rounding does."""
    pairs = ((one.usd_per_mtok_in, other.usd_per_mtok_in), (one.usd_per_mtok_out, other.usd_per_mtok_out))
    return any(max(pair) > TOLERANCE * min(pair) for pair in pairs)


def _place(row: TokenPriceRow) -> Place:
    return row.provider_slug, bare(row.model_slug), _tier(row), bare(_LIST_ID.sub("", row.endpoint))


def _tier(row: TokenPriceRow) -> str:
    named = is_free(row.model_slug) or is_free(_LIST_ID.sub("", row.endpoint))
    return row.tier or ("free" if named else "")


def _reconciled(group: list[CurrentTokenPrice]) -> Iterator[TokenMarketRow]:
    """The prices of the list that is believed first, each once, with what the others say of it. What was last seen before
    another list's price came up is a former price; so is what a list far older than another has, where they differ."""
    began = max((r.observed_at for r in group if r.quality == "ok" and r.publisher != CROSS_CHECK), default="")
    ranked = sorted(group, key=lambda r: r.last_seen_at, reverse=True)
    newest = _of_newest_day(group)
    ranked.sort(key=lambda r: (r.quality != "ok", _is_outdated(r, newest), r.publisher == CROSS_CHECK, r.last_seen_at < began,
                               TIERS.index(r.source_tier), r.publisher))  # fmt: skip
    first = ranked[0].publisher
    others = [r for r in ranked if r.publisher != first]
    told: set[tuple[float, float, float | None]] = set()
    for row in (r for r in ranked if r.publisher == first):
        price = (row.usd_per_mtok_in, row.usd_per_mtok_out, row.usd_per_mtok_cached_in)
        if price in told or (told and row.quality != "ok"):
            continue
        told.add(price)
        yield _beside(row, others)


def _of_newest_day(group: Sequence[CurrentTokenPrice]) -> list[CurrentTokenPrice]:
    sound = [r for r in group if r.quality == "ok"]
    day = max((r.price_of for r in sound), default="")
    return [r for r in sound if r.price_of == day]


def _is_outdated(row: CurrentTokenPrice, newest: Sequence[CurrentTokenPrice]) -> bool:
    """Whether all prices of the newest day differ from it and are so much newer that it says little beside them."""
    return bool(newest) and bool(age(row.price_of, newest[0].price_of)) and all(differs(row, one) for one in newest)


def _beside(row: CurrentTokenPrice, others: list[CurrentTokenPrice]) -> TokenMarketRow:
    publishers = sorted({r.publisher for r in others})
    against = [
        publisher for publisher in publishers
        if (told := [r for r in others if r.publisher == publisher and _comparable(row, r)]) and all(differs(row, r) for r in told)
    ]  # fmt: skip
    words = "; ".join(
        f"{r.publisher}: {usd(r.usd_per_mtok_in)} in, {usd(r.usd_per_mtok_out)} out ({r.token_offer_id})"
        for r in others
    )
    named = replace(row, tier=_tier(row))
    return widened(TokenMarketRow, named, 1 + len(publishers), int(bool(against)), words, row.price_of)


def _comparable(row: TokenPriceRow, other: TokenPriceRow) -> bool:
    """Both sound, and seen in one time: what was last seen before the other came up is its former price, no other opinion."""
    sound = row.quality == other.quality == "ok"
    return sound and other.last_seen_at >= row.observed_at and row.last_seen_at >= other.observed_at


def _steps(rows: Iterable[TokenPriceRow]) -> Iterator[TokenStep]:
    before: TokenPriceRow | None = None
    for row in rows:
        change = None
        if before:
            change = share(row.usd_per_mtok_out, before.usd_per_mtok_out) or share(
                row.usd_per_mtok_in, before.usd_per_mtok_in
            )
        yield widened(TokenStep, row, change)
        before = row
