"""Which products there are to put side by side, the most useful first, and finding them by a few typed letters."""

from __future__ import annotations

import difflib
import math
from collections.abc import Sequence

from tracker.clock import today
from tracker.model.product_option import ProductOption
from tracker.store import read_facts
from tracker.views.diff_kin import standings
from tracker.views.products import folded
from tracker.views.session import Session

_NEAR = 0.7
"""How alike a word and a name are that may be a slip of the fingers."""


def options(session: Session) -> list[ProductOption]:
    """All products, those first of which much is known and that are new: a year weighs as much as twice the figures."""
    products = [p for p in read_facts.products(session) if p.kind != "service"]
    places = standings(session, [p.product_slug for p in products], today(), roughly=True)
    newest = int((session.as_of or today())[:4])

    def order(p: ProductOption) -> tuple[bool, float, str]:
        age = newest - int(p.year) if p.year else 6
        return (p.n_claims == 0, max(0, age) / 2 - math.log2(1 + p.n_claims), p.product_slug)

    found = [
        ProductOption(
            product_slug=p.product_slug, full_name=p.full_name, vendor=p.vendor, kind=p.kind, year=places[p.product_slug].year,
            state=places[p.product_slug].state, n_claims=p.n_claims, names=f"{p.product_slug} {p.aliases or ''}",
        )
        for p in products
    ]  # fmt: skip
    return sorted(found, key=order)


def matching(found: Sequence[ProductOption], typed: str) -> list[ProductOption]:
    """Those in which every typed word is found: at the start of a name, in it, as letters in order; else nearly so."""
    wanted = [folded(word) for word in typed.split() if folded(word)]
    if not wanted:
        return list(found)
    ranked = [(rank, i) for i, option in enumerate(found) if (rank := _rank(option, wanted)) is not None]
    if not ranked:
        ranked = [(rank, i) for i, option in enumerate(found) if (rank := _nearly(option, wanted)) is not None]
    return [found[i] for _, i in sorted(ranked)]


def _rank(option: ProductOption, wanted: Sequence[str]) -> float | None:
    """0 for the whole name, more where nothing is known of it; None where a word is not in it at all."""
    rank = _name_rank(option, wanted)
    return None if rank is None else rank + (0 if option.n_claims else 2)


def _name_rank(option: ProductOption, wanted: Sequence[str]) -> float | None:
    whole = folded(option.full_name)
    typed = "".join(wanted)
    if whole.endswith(typed) or any(folded(name) == typed for name in option.names.split(",")):
        return 0.0 if whole.endswith(typed) else 0.5
    words = [folded(word) for word in option.full_name.split()]
    text = folded(f"{option.full_name} {option.names}")
    total = 1.0
    for one in wanted:
        if any(word.startswith(one) for word in words):
            continue
        if one in whole:
            total += 1
        elif one in text:
            total += 2
        elif len(one) >= 3 and any(word[:1] == one[0] and _in_order(one, word) for word in words):
            total += 4
        else:
            return None
    return total


def _in_order(letters: str, text: str) -> bool:
    """Whether the letters stand in the text in this order, with others between them."""
    rest = iter(text)
    return all(letter in rest for letter in letters)


def _nearly(option: ProductOption, wanted: Sequence[str]) -> float | None:
    """How unlike the name is to what was typed; None where it is too unlike."""
    typed = "".join(wanted)
    names = {folded(option.full_name), *(folded(word) for word in option.full_name.split())}
    alike = max(difflib.SequenceMatcher(None, typed, name).ratio() for name in names if name)
    return 1 - alike if alike >= _NEAR else None
