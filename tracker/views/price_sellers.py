"""Finding who sells hardware or tokens, those too that only price lists know."""

from __future__ import annotations

import difflib

from tracker.model.errors import UsageError
from tracker.store import read_prices
from tracker.store.connection import translated
from tracker.store.names import read_names
from tracker.views.products import folded
from tracker.views.session import Session


def find_seller(session: Session, words: str) -> str:
    """The slug of the provider that `words` name: slug, name or alias. Raises UsageError with the nearest slugs."""
    selling = read_prices.sellers_of_prices(session)
    if words in selling:
        return words
    names: dict[str, str] = {}
    for slug, name in selling.items():
        names.setdefault(folded(slug), slug)
        names.setdefault(folded(name), slug)
    with translated(session.path):
        known = read_names(session.db, provisional=True).vendors
    for vendor in known:
        for alias in vendor.aliases if vendor.slug in selling else ():
            names.setdefault(folded(alias.text), vendor.slug)
    if found := names.get(folded(words)):
        return found
    near = sorted({names[name] for name in difflib.get_close_matches(folded(words), names, 5, 0.7)})
    hint = (
        f"; did you mean {', '.join(near)}?" if near else "; `tracker prices` and `tracker tokens` name those who sell"
    )
    raise UsageError(f"no provider is called {words!r}{hint}")
