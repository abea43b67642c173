"""Vendors and products, and finding a product by whatever people call it."""

from __future__ import annotations

import difflib

from tracker.model.errors import UsageError
from tracker.model.rows import ProductRow, VendorRow
from tracker.store import read_facts
from tracker.views.session import Session


def vendors(session: Session) -> list[VendorRow]:
    return read_facts.vendors(session)


def products(session: Session, vendor: str = "") -> list[ProductRow]:
    """Products of one vendor (slug) or of all."""
    return read_facts.products(session, vendor)


def find_product(session: Session, words: str) -> ProductRow:
    """The product that `words` name: slug, name, full name or alias, spaces and hyphens as you like.

    Raises UsageError with the nearest names where nothing or more than one thing is meant.
    """
    if told := read_facts.product(session, words):
        return told
    names: dict[str, set[str]] = {}
    for text, slug, _ in read_facts.product_names(session):
        names.setdefault(folded(text), set()).add(slug)
    found = names.get(folded(words), set())
    if len(found) == 1 and (meant := read_facts.product(session, next(iter(found)))):
        return meant
    if found:
        raise UsageError(f"{words!r} may be any of: {', '.join(sorted(found))}; give one of these")
    near = difflib.get_close_matches(folded(words), names, 5, 0.6)
    slugs = sorted({slug for name in near for slug in names[name]})
    hint = f"; did you mean {', '.join(slugs)}?" if slugs else "; `tracker products` lists what there is"
    raise UsageError(f"no product is called {words!r}{hint}")


def folded(text: str) -> str:
    """Case, spaces, hyphens and underscores do not matter; the slash of a slug does."""
    return "".join(c for c in text.casefold() if c.isalnum() or c in "/.+")
