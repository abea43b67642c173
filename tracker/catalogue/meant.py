"""Which product or model a name means: what nobody else is called, without case, blanks and hyphens."""

from __future__ import annotations

from collections.abc import Mapping

from tracker.catalogue.whole import plain
from tracker.model.catalogue import Names
from tracker.model.performance import ModelArch


def product_names(names: Names) -> Mapping[str, str]:
    """Plain name -> product slug. A name of two products, or one that means a product only beside its vendor's, is none."""
    vendors = {vendor.slug: vendor.name for vendor in names.vendors}
    found: dict[str, set[str]] = {}
    for product in names.products:
        doubtful = {plain(alias.text) for alias in product.aliases if alias.ambiguous}
        full = (product.slug, f"{vendors.get(product.vendor, '')} {product.name}")
        short = (product.name, product.slug.partition("/")[2], *(alias.text for alias in product.aliases))
        for name in {plain(name) for name in full} | ({plain(name) for name in short} - doubtful):
            found.setdefault(name, set()).add(product.slug)
    return {name: slugs.pop() for name, slugs in found.items() if len(slugs) == 1}


def model_names(models: Mapping[str, ModelArch]) -> Mapping[str, str]:
    """Plain name -> model slug; a name of two models is none."""
    found: dict[str, set[str]] = {}
    for slug, model in models.items():
        for name in (slug, model.name, *model.aliases):
            found.setdefault(plain(name), set()).add(slug)
    return {name: slugs.pop() for name, slugs in found.items() if len(slugs) == 1}
