"""Which mentions speak of one event: the same product, type and counterparty, within 14 days. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass
from datetime import date, timedelta

_WINDOW = timedelta(days=14)
_FINENESS = {"day": 0, "month": 1, "quarter": 2, "half": 3, "year": 4, "reported": 5}
ONCE = frozenset({"announced", "production", "available", "discontinued"})
"""Types that happen once to a product: an undated mention retells the dated event instead of adding one."""


@dataclass(frozen=True, slots=True)
class Mention:
    """What grouping needs of a row of `mention`. `start` and `end` are None where the text gives no date."""

    id: int
    key: str
    type: str
    start: date | None
    end: date | None
    precision: str
    counterparty: str
    tier_rank: int
    known_on: date
    source_id: int

    @property
    def order(self) -> tuple[bool, int, int, date, str]:
        """Dated first, then the better source, the finer date, the earlier day: the first of a group speaks for it."""
        return (self.start is None, self.tier_rank, _FINENESS[self.precision], self.start or self.known_on, self.key)


def group(mentions: Iterable[Mention]) -> list[list[Mention]]:
    """Mentions of one product and type as events; in each the first one represents it. Independent of input order."""
    groups: list[list[Mention]] = []
    for mention in sorted(mentions, key=lambda m: m.order):
        home = next((g for g in groups if _same(g[0], mention)), None)
        if home is None:
            groups.append([mention])
        else:
            home.append(mention)
    return groups


def joined(groups: list[list[Mention]], merges: Sequence[tuple[Set[str], Set[str]]]) -> list[list[Mention]]:
    """Groups with those put together that a person merged: (keys of the one, keys of the one that leads)."""
    for one, other in merges:
        source = next((g for g in groups if any(m.key in one for m in g)), None)
        target = next((g for g in groups if any(m.key in other for m in g)), None)
        if source is not None and target is not None and source is not target:
            target.extend(source)
            groups = [g for g in groups if g is not source]
    return groups


def _same(head: Mention, other: Mention) -> bool:
    if not _same_party(head, other):
        return False
    if other.start is None or other.end is None:
        return _retells(head, other)
    if head.start is None or head.end is None:
        return False
    return head.start - _WINDOW <= other.end and other.start - _WINDOW <= head.end


def _same_party(head: Mention, other: Mention) -> bool:
    one, two = head.counterparty.casefold(), other.counterparty.casefold()
    if one == two:
        return True
    return head.type not in ("deal", "deployed") and (not one or not two)


def _retells(head: Mention, other: Mention) -> bool:
    if head.start is None:
        return abs(head.known_on - other.known_on) <= _WINDOW
    return other.type in ONCE and head.start <= other.known_on + _WINDOW
