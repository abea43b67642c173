"""What the name table tells the reading of ratios beyond the names in a text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from tracker.model.product import Product


@dataclass(frozen=True, slots=True)
class Known:
    """What the name table tells beyond the names in the text."""

    lines: Mapping[str, Product]
    """The makers whose bare name stands for their accelerators, by slug, and their lines."""
    vendors: Mapping[str, str]
    """Names by slug."""


NOTHING_KNOWN = Known({}, {})
