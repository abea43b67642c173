"""list_names.toml: what price lists call accelerators, instance types, providers and models, beyond names and aliases."""

from __future__ import annotations

from typing import get_args

from tracker.catalogue.draft import Draft
from tracker.catalogue.rows import CatalogueFile, Row
from tracker.model.catalogue import ListName, ListNameKind

LIST_NAMES = {"accelerator": "product", "instance": "product", "provider": "vendor", "model": "model"}
"""Kind of name -> what it points at, which is its key in the file too."""


def read_list_names(file: CatalogueFile, draft: Draft) -> None:
    """`[[accelerator]]`, `[[instance]]`, `[[provider]]`, `[[model]]`: what it points at, and `names`; `count` of an instance. A
    provider that is no vendor of the catalogue has `seller`, the name to show, in the place of `vendor`."""
    root = file.root()
    for kind in get_args(ListNameKind):
        for row in root.rows(kind):
            _read(row, kind, draft)
    root.done()


def _read(row: Row, kind: ListNameKind, draft: Draft) -> None:
    seller = kind == "provider" and row.has("seller")
    slug = row.text("seller" if seller else LIST_NAMES[kind], required=True)
    count = row.whole("count", required=True) if kind == "instance" else None
    for name in row.texts("names", required=True):
        draft.list_names.append((row, ListName(kind=kind, name=name, slug=slug, count=count, seller=seller)))
    row.done()
