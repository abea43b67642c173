"""What others ask for the same thing: a price far from all of them is taken for a slip of units until somebody bears it out."""

from __future__ import annotations

import statistics
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from tracker.catalogue.whole import plain
from tracker.model.listing import ListedOffer
from tracker.model.price import TokenPrice
from tracker.model.words import Quality
from tracker.store.connection import Connection
from tracker.store.suspects import sound_hardware, sound_tokens

_FAR_HARDWARE = 10.0
"""Clouds differ by 5 for one accelerator on demand, and spot goes down to a fifth of it."""
_FAR_SPOT = 40.0
_FAR_TOKENS = 20.0
"""Providers of one open model differ by about 7 from their median in each direction; a slip is a thousand."""
_NEAR = 3.0
_LEAST_SELLERS = 4


@dataclass(frozen=True, slots=True)
class Typical:
    """Medians over sellers, USD: of one accelerator and hour on demand by product; of a million output tokens by model."""

    usd_per_hour: dict[str, float] = field(default_factory=dict)
    usd_per_mtok_out: dict[str, float] = field(default_factory=dict)

    @classmethod
    def read(cls, db: Connection) -> Typical:
        return cls(
            _medians(sound_hardware(db)), _medians((bare(model), who, usd) for model, who, usd in sound_tokens(db))
        )

    def hardware(self, product: str, told: ListedOffer) -> tuple[Quality, str]:
        """The quality of an offer, and why. Prices of dated archives are of another market than today's."""
        usual = self.usd_per_hour.get(product)
        if told.quality != "ok" or told.seen or usual is None or told.term not in ("on_demand", "spot"):
            return told.quality, told.reason
        usd = told.usd_per_hour / told.count
        least = usual / (_FAR_SPOT if told.term == "spot" else _FAR_HARDWARE)
        if least <= usd <= usual * _FAR_HARDWARE:
            return told.quality, told.reason
        return "unit_suspect", "far from what all others ask for one of them: perhaps a wrong unit or count"

    def tokens(self, price: TokenPrice) -> TokenPrice:
        """The price, flagged where it is far from the usual one; believed where it is near, however dear."""
        usual = self.usd_per_mtok_out.get(bare(price.model))
        cached, usd = price.usd_per_mtok_cached_in, price.usd_per_mtok_out
        odd = cached is not None and cached > price.usd_per_mtok_in
        if price.quality == "unit_suspect" and usual and not odd and usual / _NEAR <= usd <= usual * _NEAR:
            return replace(price, quality="ok", reason="")
        if price.quality != "ok":
            return price
        if odd:
            return replace(price, quality="unit_suspect", reason="cached input costs more than input")
        if usual is None or usual / _FAR_TOKENS <= usd <= usual * _FAR_TOKENS:
            return price
        told = "far from what all others ask for this model: perhaps a wrong unit, or another model of that name"
        return replace(price, quality="unit_suspect", reason=told)


def bare(model: str) -> str:
    """A model's name without its maker: lists differ in that part."""
    return plain(model.rpartition("/")[2])


def _medians(rows: Iterable[tuple[str, str, float]]) -> dict[str, float]:
    """Of what each seller asks at least; where there are enough sellers."""
    lowest: dict[str, dict[str, float]] = {}
    for what, who, usd in rows:
        of_them = lowest.setdefault(what, {})
        of_them[who] = min(usd, of_them.get(who, usd))
    return {
        what: statistics.median(of_them.values()) for what, of_them in lowest.items() if len(of_them) >= _LEAST_SELLERS
    }
