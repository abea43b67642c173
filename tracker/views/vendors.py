"""Finding a vendor by whatever people call it."""

from __future__ import annotations

import difflib

from tracker.model.errors import UsageError
from tracker.model.rows import VendorRow
from tracker.store.connection import translated
from tracker.store.names import read_names
from tracker.views.products import folded, vendors
from tracker.views.session import Session


def find_vendor(session: Session, words: str) -> VendorRow:
    """The vendor that `words` name: slug, name or alias. Raises UsageError with the nearest slugs where there is none."""
    by_slug = {v.vendor_slug: v for v in vendors(session)}
    if words in by_slug:
        return by_slug[words]
    names: dict[str, str] = {}
    with translated(session.path):
        known = read_names(session.db, provisional=True).vendors
    for vendor in known:
        for text in (vendor.slug, vendor.name, *(alias.text for alias in vendor.aliases)):
            names.setdefault(folded(text), vendor.slug)
    if slug := names.get(folded(words)):
        return by_slug[slug]
    near = sorted({names[name] for name in difflib.get_close_matches(folded(words), names, 5, 0.75)})
    hint = f"; did you mean {', '.join(near)}?" if near else "; `tracker vendors` lists what there is"
    raise UsageError(f"no vendor is called {words!r}{hint}")
