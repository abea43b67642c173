"""Finding who sells hardware or tokens, those too that only price lists know."""

from __future__ import annotations

import difflib

from tracker.model.errors import UsageError
from tracker.store import read_prices
from tracker.store.connection import translated
from tracker.store.names import read_names
from tracker.store.price_lists import list_names
from tracker.views.products import folded
from tracker.views.session import Session


def find_seller(session: Session, words: str) -> str:
    """The slug of the provider that `words` name: slug, name, alias or what price lists call it. Raises UsageError with the
    nearest slugs, and for one that is known but sells nothing here."""
    selling = read_prices.sellers_of_prices(session)
    if words in selling:
        return words
    names: dict[str, str] = {}
    for slug, name in selling.items():
        names.setdefault(folded(slug), slug)
        names.setdefault(folded(name), slug)
    with translated(session.path):
        known = read_names(session.db, provisional=True).vendors
        listed = [(name, slug) for kind, name, slug, _ in list_names(session.db) if kind == "provider"]
    silent: dict[str, str] = {}
    for vendor in known:
        for text in (vendor.slug, vendor.name, *(alias.text for alias in vendor.aliases)):
            (names if vendor.slug in selling else silent).setdefault(folded(text), vendor.slug)
    for name, slug in listed:
        if owner := names.get(folded(slug)):
            names.setdefault(folded(name), owner)
    if found := names.get(folded(words)):
        return found
    if known_as := silent.get(folded(words)):
        why = "`tracker prices unmapped` has what the catalogue lacks of its lists"
        raise UsageError(f"no list has a price of {known_as} that is known here; {why}")
    near = sorted({names[name] for name in difflib.get_close_matches(folded(words), names, 5, 0.7)})
    hint = (
        f"; did you mean {', '.join(near)}?" if near else "; `tracker prices` and `tracker tokens` name those who sell"
    )
    raise UsageError(f"no provider is called {words!r}{hint}")


def seller_name(session: Session, slug: str) -> str:
    return read_prices.sellers_of_prices(session)[slug]
