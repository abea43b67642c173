"""The lowest sound price of each product and price basis, found again from the first day on which a price changed."""

from __future__ import annotations

import heapq
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby
from typing import NamedTuple


class Change(NamedTuple):
    """One price of one offer, USD per accelerator and hour."""

    observed_at: str
    offer_no: int
    usd: float
    sound: int


class Low(NamedTuple):
    """The lowest sound price from a day on; None where none is left."""

    day: str
    offer_no: int | None
    usd: float | None


@dataclass(slots=True)
class _Market:
    """The last known price of each offer, and the lowest sound one of them."""

    now: dict[int, Change] = field(default_factory=dict)
    cheap: list[tuple[float, int, str]] = field(default_factory=list)

    def take(self, one: Change) -> None:
        self.now[one.offer_no] = one
        if one.sound:
            heapq.heappush(self.cheap, (one.usd, one.offer_no, one.observed_at))

    def lowest(self) -> Change | None:
        while self.cheap and not self._holds(self.cheap[0]):
            heapq.heappop(self.cheap)
        return self.now[self.cheap[0][1]] if self.cheap else None

    def _holds(self, told: tuple[float, int, str]) -> bool:
        last = self.now[told[1]]
        return (last.usd, last.observed_at) == (told[0], told[2])


def lows(before: Iterable[Change], changes: Iterable[Change]) -> Iterator[Low]:
    """Fold prices, in the order in which they were first seen, into the days on which the lowest sound one became another.

    `before`: the last known price of each offer until then.
    """
    market = _Market()
    for one in before:
        market.take(one)
    best = market.lowest()
    for day, own in groupby(changes, key=lambda change: change.observed_at[:10]):
        for one in own:
            market.take(one)
        was, best = best, market.lowest()
        if (was and (was.offer_no, was.usd)) != (best and (best.offer_no, best.usd)):
            yield Low(day, best.offer_no if best else None, best.usd if best else None)


def settle_lows(db: sqlite3.Connection) -> int:
    """Bring the lows in step with the prices. Call it in a transaction after prices were written. Returns the days written."""
    count = 0
    for product_id, term, since in db.execute("SELECT product_id, term, since FROM price_low_due").fetchall():
        told = (product_id, term, since)
        db.execute("DELETE FROM price_low WHERE product_id = ? AND term = ? AND day >= ?", told)
        new = list(lows(_until(db, *told), _since(db, *told)))
        db.executemany(
            "INSERT INTO price_low(product_id, term, day, offer_id, usd) VALUES (?, ?, ?, ?, ?)",
            [(product_id, term, *low) for low in new],
        )
        count += len(new)
    db.execute("DELETE FROM price_low_due")
    return count


def _until(db: sqlite3.Connection, product_id: int, term: str, since: str) -> list[Change]:
    """The last price of each offer before the day."""
    rows = db.execute(
        """SELECT h.observed_at, o.id, h.usd_per_hour / o.count, h.quality = 'ok'
           FROM offer o CROSS JOIN price h ON h.offer_id = o.id
            AND h.observed_at = (SELECT max(x.observed_at) FROM price x WHERE x.offer_id = o.id AND x.observed_at < ?)
           WHERE o.product_id = ? AND o.term = ?""",
        (since, product_id, term),
    )
    return [Change._make(row) for row in rows]


def _since(db: sqlite3.Connection, product_id: int, term: str, since: str) -> list[Change]:
    rows = db.execute(
        """SELECT h.observed_at, o.id, h.usd_per_hour / o.count, h.quality = 'ok'
           FROM offer o CROSS JOIN price h ON h.offer_id = o.id AND h.observed_at >= ?
           WHERE o.product_id = ? AND o.term = ?""",
        (since, product_id, term),
    )
    return sorted(Change._make(row) for row in rows)
