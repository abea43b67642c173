"""Which accelerator stands for a product that a source names: itself, a system's part, or a member of a family."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tracker.model.performance import Accelerator, MeasuredPoint
from tracker.model.rows import ProductRow
from tracker.store import inputs, read_facts
from tracker.views.products import folded
from tracker.views.session import Session

_BEFORE = re.compile(r"\b(?:previous|prior|preceding|last|earlier|predecessor)", re.IGNORECASE)
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_OTHERS = 3
"""Other members of a family that are told."""
_CLASS = 2.0
"""Members whose memory bandwidths differ by more are of different classes."""


@dataclass(frozen=True, slots=True)
class StandIn:
    """`slug` is an accelerator that the metrics know; `why` says how it was chosen, empty where it is the product itself."""

    slug: str
    why: str = ""
    others: tuple[str, ...] = ()
    """Members of the family that could have stood for it as well, the next best first."""


class StandIns:
    """Chooses them, the same way for every source."""

    def __init__(
        self, session: Session, accelerators: Sequence[Accelerator], measured: Sequence[MeasuredPoint]
    ) -> None:
        self._session = session
        self.products: Mapping[str, ProductRow] = {p.product_slug: p for p in read_facts.products(session)}
        self._known = {acc.slug: acc for acc in accelerators}
        self._wholes = inputs.whole_of(session)
        self._runs = {acc.slug: sum(run.product == acc.slug for run in measured) for acc in accelerators}

    def of(self, slug: str, beside: str = "") -> StandIn | str:
        """The accelerator for a product, or the reason why there is none. `beside` is what it is compared with."""
        product = self.products[slug]
        if slug in self._known:
            return StandIn(slug)
        if self.is_family(slug):
            return self._member(product, self._known.get(beside))
        parts = [
            part for part, wholes in self._wholes.items() if slug in {w for w, _ in wholes} and part in self._known
        ]
        if parts:
            part = min(parts, key=lambda one: (-self._known[one].domain, one))
            return StandIn(part, f"{product.product} by its accelerator {self.products[part].product}, one against one")
        return f"{product.product}: none of the figures that performance depends on is known"

    def is_family(self, slug: str) -> bool:
        """Whether a name is one of several products: a line, or the name of a family."""
        product = self.products[slug]
        return slug not in self._known and (product.kind == "line" or product.product == product.family)

    def _member(self, line: ProductRow, beside: Accelerator | None) -> StandIn | str:
        """Shipping before announced, newest generation, the scale-up domain nearest to the other side's, most runs."""

        def order(slug: str) -> tuple[object, ...]:
            acc, product = self._known[slug], self.products[slug]
            unlike = abs(math.log(acc.domain / beside.domain)) if beside else 0.0
            return (acc.announced_only, -_generation(product), unlike, -self._runs[slug], -product.n_claims, slug)

        same = [slug for slug in self._known if _of(self.products[slug], line)]
        if not same:
            return f"{line.product}: no accelerator of it has the figures that performance depends on"
        best, *others = sorted(same, key=order)
        acc, product = self._known[best], self.products[best]
        words = [
            f"{line.product} taken as {product.product}: of its {'announced' if acc.announced_only else 'shipping'} members"
        ]
        if len({self.products[slug].generation for slug in same}) > 1:
            words.append(f"of the newest generation ({product.generation})")
        if beside:
            words.append(f"nearest to {self.products[beside.slug].product} in scale-up domain ({acc.domain})")
        words.append(f"with the most measured runs ({self._runs[best]})")
        alike = [slug for slug in others if self._alike(self._known[slug], acc)]
        return StandIn(best, ", ".join(words), tuple(alike[:_OTHERS]))

    @staticmethod
    def _alike(one: Accelerator, other: Accelerator) -> bool:
        """Whether both may be meant by one name: as real as each other, and no workstation card beside a rack's accelerator."""
        if one.announced_only != other.announced_only or not one.memory_bytes_per_s or not other.memory_bytes_per_s:
            return False
        return 1 / _CLASS <= one.memory_bytes_per_s / other.memory_bytes_per_s <= _CLASS

    def named(self, subject: str, words: str) -> tuple[str, str] | None:
        """The product that words without a name mean, with why: "previous generation" is what a claim says it follows."""
        if not _BEFORE.search(words):
            return None
        names: dict[str, set[str]] = {}
        for text, slug, _ in read_facts.product_names(self._session):
            names.setdefault(folded(text), set()).add(slug)
        claims = [c for c in read_facts.claims(self._session, subject, "predecessor") if c.status == "accepted"]
        for claim in claims:
            for part in (claim.printed, *re.split(r"[()]", claim.printed)):
                found = names.get(folded(part), set())
                if folded(part) and len(found) == 1:
                    return next(
                        iter(found)
                    ), f"{words} taken as {claim.printed}, which {claim.claim_id} says it follows"
        return None


def _of(product: ProductRow, line: ProductRow) -> bool:
    """Of the family and, where the line is one of its generations, of that generation."""
    same = product.vendor_slug == line.vendor_slug and bool(line.family) and product.family == line.family
    return same and line.generation in ("", product.generation)


def _generation(product: ProductRow) -> float:
    found = _NUMBER.search(product.generation)
    return float(found[0]) if found else 0.0
