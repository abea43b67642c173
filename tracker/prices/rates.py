"""Prices of tokens as lists print them: brought to USD per million tokens, judged, each place once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from tracker.model.listing import Ask, ListedToken, ReadList
from tracker.model.words import Quality
from tracker.prices.reading import Collected, Unusable, number

_MOST_USD_PER_MTOK = 100.0
_LEAST_USD_PER_MTOK = 0.001
_MOST_USD_PER_TOKEN = 10.0
_MOST_TOKENS = 1e9


@dataclass(frozen=True, slots=True)
class Rates:
    """USD per million tokens; a negative one is a mark of the list and stays as printed."""

    usd_per_mtok_in: float
    usd_per_mtok_cached_in: float | None
    usd_per_mtok_out: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Seller:
    """Who offers what, in the words of the list."""

    provider: str
    provider_name: str = ""
    model: str
    names: tuple[str, ...] = ()
    endpoint: str = ""


def rates(
    row: Mapping[str, Any], read: str, written: str, cached: Iterable[str] = (), per_token: bool = False
) -> Rates | None:
    """The prices of input and output under these keys, None where one is missing; the first key of `cached` that is there counts.

    Raises ValueError for what is no price.
    """
    kept = next((told for key in cached if (told := rate(row, key, per_token)) is not None), None)
    return together(rate(row, read, per_token), kept, rate(row, written, per_token))


def together(usd_per_mtok_in: float | None, cached_in: float | None, usd_per_mtok_out: float | None) -> Rates | None:
    """None where input or output has no price. A cached price of zero beside a charged input is a mark for "not said"."""
    if usd_per_mtok_in is None or usd_per_mtok_out is None:
        return None
    return Rates(usd_per_mtok_in, None if cached_in == 0 and usd_per_mtok_in != 0 else cached_in, usd_per_mtok_out)


def rate(row: Mapping[str, Any], key: str, per_token: bool = False) -> float | None:
    """USD per million tokens under a key. Raises ValueError where it is no number, or above what any unit slip explains."""
    if not per_token:
        return number(row, key)
    told = number(row, key, _MOST_USD_PER_TOKEN)
    if told is None or told < 0:
        return told
    return float(f"{told * 1e6:.12g}")  # 2.9e-07 times a million is 0.29, not 0.28999999999999998


def over(tokens: object) -> str:
    """The tier of longer prompts in words. Raises ValueError where `tokens` is no count."""
    if isinstance(tokens, bool) or not isinstance(tokens, int | float):
        raise ValueError("the threshold of a tier is no number")
    if not 1 <= tokens <= _MOST_TOKENS:
        raise ValueError("the threshold of a tier is out of range")
    count = int(tokens)
    return f"over {count // 1000}k tokens" if count % 1000 == 0 else f"over {count} tokens"


def judged(told: Rates) -> tuple[Quality, str]:
    """Whether a price can be compared, and why not, in a sentence."""
    both = (told.usd_per_mtok_in, told.usd_per_mtok_out)
    every = both if told.usd_per_mtok_cached_in is None else (*both, told.usd_per_mtok_cached_in)
    if min(every) < 0:
        return "sentinel", f"The list prints {min(every):g} where it has no price."
    if max(every) > _MOST_USD_PER_MTOK:
        return "unit_suspect", f"${max(every):,.2f} per million tokens is more than $100: perhaps a wrong unit."
    if max(both) == 0:
        return "zero", "Listed at $0: a free tier or a missing price, not what tokens cost."
    if max(both) < _LEAST_USD_PER_MTOK:
        return "unit_suspect", f"${max(both):.2g} per million tokens is less than $0.001: perhaps a wrong unit."
    if min(both) == 0:
        side = "input" if both[0] == 0 else "output"
        return "zero", f"The {side} is listed at $0, so this is not the whole price."
    return "ok", ""


class Book:
    """The prices of one answer by seller and tier: what is printed twice comes once.

    Where the very same place has two prices, an unflagged one is kept rather than a flagged one, else the dearer one as a
    duplicate: the order of the list must not decide.
    """

    def __init__(self, into: Collected, frozen: str = "") -> None:
        self._into, self._frozen = into, frozen
        self._offers: dict[tuple[str, ...], list[ListedToken]] = {}

    def add(
        self, seller: Seller, tier: str, told: Rates, valid_from: str | None = None, seen: str = "",
        flag: tuple[Quality, str] | None = None,
    ) -> None:  # fmt: skip
        """`flag` says more than the price itself does, and is kept unless the price is flagged on its own."""
        quality, reason = judged(told)
        if quality == "ok" and flag:
            quality, reason = flag
        if self._frozen:
            quality, reason = "stale", self._frozen
        offer = ListedToken(
            provider=seller.provider, provider_name=seller.provider_name, model=seller.model, names=seller.names,
            endpoint=seller.endpoint, tier=tier, usd_per_mtok_in=told.usd_per_mtok_in,
            usd_per_mtok_cached_in=told.usd_per_mtok_cached_in, usd_per_mtok_out=told.usd_per_mtok_out,
            valid_from=valid_from, seen=seen, quality=quality, reason=reason,
        )  # fmt: skip
        place = (offer.provider, offer.model, offer.endpoint, tier, seen)
        self._offers.setdefault(place, []).append(offer)

    def result(self, key: str, new_parts: Iterable[Ask] = ()) -> ReadList:
        """Raises Unusable where there were models and none has a price: then `key` has another name by now."""
        self._into.tokens += [_one(offers) for offers in self._offers.values()]
        done = self._into.result(new_parts=tuple(new_parts), frozen=self._frozen)
        if done.rows and not done.tokens:
            raise Unusable("shape_changed", f"none of {done.rows} models has {key}")
        return done


def _one(offers: list[ListedToken]) -> ListedToken:
    sound = [offer for offer in offers if offer.quality == "ok"] or offers
    first = sound[0]
    if all(_charged(offer) == _charged(first) for offer in sound):
        return first
    kept = max(sound, key=lambda offer: (offer.usd_per_mtok_in + offer.usd_per_mtok_out, offer.usd_per_mtok_out))
    if kept.quality != "ok":
        return kept
    prices = sorted({_words(offer) for offer in sound})
    return replace(kept, quality="duplicate", reason=f"Listed at {' and at '.join(prices[:3])}.")


def _charged(offer: ListedToken) -> tuple[float | None, ...]:
    return offer.usd_per_mtok_in, offer.usd_per_mtok_cached_in, offer.usd_per_mtok_out


def _words(offer: ListedToken) -> str:
    cached = "" if offer.usd_per_mtok_cached_in is None else f", ${offer.usd_per_mtok_cached_in:g} cached"
    return f"${offer.usd_per_mtok_in:g} in{cached}, ${offer.usd_per_mtok_out:g} out"
