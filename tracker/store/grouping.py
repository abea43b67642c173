"""Which mentions speak of one event: the same product, type and counterparty, within 14 days. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass
from datetime import date, timedelta

_WINDOW = timedelta(days=14)
_NONE = timedelta(0)
_FINENESS = {"day": 0, "month": 1, "quarter": 2, "half": 3, "year": 4, "reported": 5}
EXACT = frozenset({"day", "month"})
"""Dates that may be a few days off; "2027" and "2028" are two promises, not one told twice."""
_PARTIES = frozenset({"deal", "deployed"})
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
    def order(self) -> tuple[int, int, int, date, str]:
        """To the day or month first, then other dates, then none; then the better source: the first of a group speaks."""
        coarse = 2 if self.start is None else int(self.precision not in EXACT)
        return (coarse, self.tier_rank, _FINENESS[self.precision], self.start or self.known_on, self.key)


def group(mentions: Iterable[Mention]) -> list[list[Mention]]:
    """Mentions of one product and type as events; in each the first one represents it. Independent of input order.

    Exact dates found the groups; a coarse date ("2026") joins one of them where it fits and never draws two together.
    """
    groups: list[list[Mention]] = []
    parties: list[set[str]] = []
    near: dict[int, list[int]] = {}
    for mention in sorted(mentions, key=lambda m: m.order):
        around = _fortnights(mention, _WINDOW)
        there = range(len(groups)) if around is None else sorted({i for n in around for i in near.get(n, ())})
        party = mention.counterparty.casefold()
        home = next(
            (i for i in there if _same_time(groups[i][0], mention) and _same_party(parties[i], mention.type, party)),
            None,
        )
        if home is None:
            home = len(groups)
            for number in _fortnights(mention, _NONE) or ():
                near.setdefault(number, []).append(home)
            groups.append([])
            parties.append(set())
        groups[home].append(mention)
        parties[home].add(party)
    return groups


def _fortnights(m: Mention, slack: timedelta) -> range | None:
    """Numbers of those that it lies in, `slack` around it: only groups whose head does may be its own. None without a date."""
    if m.start is None or m.end is None:
        return None
    return range((m.start - slack).toordinal() // 14, (m.end + slack).toordinal() // 14 + 1)


def joined(groups: list[list[Mention]], merges: Sequence[tuple[Set[str], Set[str]]]) -> list[list[Mention]]:
    """Groups with those put together that a person merged: (keys of the one, keys of the one that leads)."""
    for one, other in merges:
        source = next((g for g in groups if any(m.key in one for m in g)), None)
        target = next((g for g in groups if any(m.key in other for m in g)), None)
        if source is not None and target is not None and source is not target:
            target.extend(source)
            groups = [g for g in groups if g is not source]
    return groups


def _same_time(head: Mention, other: Mention) -> bool:
    if other.start is None or other.end is None:
        return _retells(head, other)
    if head.start is None or head.end is None:
        return False
    slack = _WINDOW if head.precision in EXACT and other.precision in EXACT else _NONE
    return head.start - slack <= other.end and other.start - slack <= head.end


def _same_party(known: Set[str], kind: str, party: str) -> bool:
    """Two parties are two events. Where it is not about a party (an announcement), one that names none joins."""
    if party in known and (party or kind not in _PARTIES or known == {""}):
        return True
    return kind not in _PARTIES and (not party or known == {""})


def _retells(head: Mention, other: Mention) -> bool:
    if head.start is None:
        return abs(head.known_on - other.known_on) <= _WINDOW
    return other.type in ONCE and head.start <= other.known_on + _WINDOW
