"""When two labels mean the same thing: names, values, dates and scopes of labelled documents and of predictions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from tracker.extract.late import late
from tracker.model.catalogue import Names
from tracker.model.period import Period
from tracker.units import to_base

Label = Mapping[str, Any]

_COUNTS = {"thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12, "k": 1e3, "m": 1e6, "b": 1e9, "t": 1e12}
_NUMBER = late(r"([-+]?[\d,]*\.?\d+(?:e[-+]?\d+)?)\s*([a-z]*)")
_NOUNS = ("gpu", "chip", "accelerator", "processor", "card", "platform", "system", "tpu")
_LINES = late("^(?:instinct|geforce)")
_ANYTHING = late(
    r"\b(?:unspecified|gpus?|cpus?|chips?|accelerators?|generations?|predecessors?|previous|prior|current|existing|"
    r"fleets?|instances?|systems?|competitors?|competition|rivals?|alternatives?|others?)\b",
    re.IGNORECASE,
)
_ONE_METRIC = ({"throughput", "performance"}, {"cost_per_token", "cost_per_inference", "tco"})


class Alike:
    """Names of accelerators and vendors by one table. `families`: a name that may stand for another where the words overlap."""

    def __init__(
        self,
        products: Mapping[str, Iterable[str]],
        vendors: Mapping[str, Iterable[str]],
        families: Iterable[Iterable[str]],
        many_packages: Iterable[str],
    ) -> None:
        self._products: dict[str, str] = {}
        self._vendors: dict[str, str] = {}
        for index, table in ((self._products, products), (self._vendors, vendors)):
            for canonical in table:
                index[folded(canonical)] = canonical
            for canonical, others in table.items():
                for other in others:
                    index.setdefault(folded(other), canonical)
        self._known = set(products)
        self._families = [frozenset(one) for one in families]
        self._many_packages = frozenset(many_packages)
        self._makers = sorted(self._vendors, key=len, reverse=True)

    @classmethod
    def of_names(cls, names: Names) -> Alike:
        """By the tracker's own name table: a part stands for its whole, a superchip has more than one package."""
        makers = {v.slug: v.name for v in names.vendors}
        full = {p.slug: f"{makers[p.vendor]} {p.name}" for p in names.products}
        aliases = {full[p.slug]: [p.name, p.slug, *(a.text for a in p.aliases)] for p in names.products}
        pairs = [(full[p.slug], full[part.whole]) for p in names.products for part in p.part_of]
        siblings = [
            (full[p.slug], full[q.slug])
            for p in names.products for q in names.products
            if p.slug < q.slug and p.vendor == q.vendor and (p.name.startswith(q.name) or q.name.startswith(p.name))
            and p.kind in ("chip", "package", "card") and q.kind == "chip"
        ]  # fmt: skip
        return cls(
            aliases, {v.name: [v.slug, *(a.text for a in v.aliases)] for v in names.vendors}, [*pairs, *siblings],
            [full[p.slug] for p in names.products if p.kind == "superchip"],
        )  # fmt: skip

    @classmethod
    def of_table(cls, table: Mapping[str, Any]) -> Alike:
        """By a JSON table of `aliases`, `vendors`, `families` and `multi_package`."""
        return cls(
            table.get("aliases", {}),
            table.get("vendors", {}),
            table.get("families", ()),
            table.get("multi_package", ()),
        )

    def vendor(self, name: object) -> str:
        return self._vendors.get(folded(name), folded(name))

    def product(self, name: object) -> str:
        """The table's name, else the folded one with its maker's own name before it."""
        short = folded(name)
        forms = [short, *_without_noun(short)]
        for form in forms:
            if form in self._products:
                return self._products[form]
        maker = next((m for m in self._makers if short.startswith(m) and len(short) > len(m)), None)
        if maker is None:
            return short
        for form in forms:
            found = self._products.get(_LINES.sub("", form[len(maker) :]))
            if found and self._maker_of(found) == self._vendors[maker]:
                return found
        own = next((m for m in self._makers if short.startswith(m)), maker)
        return folded(self._vendors[own]) + short[len(own) :]

    def maker(self, label: Label) -> str:
        """The vendor of an event: as told, else the one that its product's name begins with."""
        told = label.get("vendor")
        return self.vendor(told or self._maker_of(self.product(label.get("accelerator"))))

    def _maker_of(self, canonical: str) -> str:
        named = (v for v in self._vendors.values() if canonical.startswith(f"{v} "))
        return next(named, canonical.split(" ")[0])

    def distance(self, one: object, other: object, overlap: bool) -> float | None:
        """0 for one product, 0.5 for two of a family whose words overlap, None for different ones."""
        a, b = self.product(one), self.product(other)
        if a == b:
            return 0.0
        return 0.5 if overlap and any(a in family and b in family for family in self._families) else None

    def anything(self, name: object) -> bool:
        """Whether a name stands for no product in particular: "GPU", "previous generation"."""
        return not name or (self.product(name) not in self._known and bool(_ANYTHING.search(str(name))))

    def same_scope(self, gold: Label, other: Label) -> bool:
        """Chip and card are one for products of one package; a gold label without scope agrees with any."""
        a, b = gold.get("scope"), other.get("scope")
        if a is None or a == b:
            return True
        return {a, b} == {"chip", "card"} and self.product(gold.get("accelerator")) not in self._many_packages


def folded(name: object) -> str:
    """Without case, spaces and signs."""
    return re.sub(r"[\W_]+", "", str(name or "").lower())


def _without_noun(short: str) -> list[str]:
    nouns = [noun + end for noun in _NOUNS for end in ("s", "")]
    return [short[: -len(noun)] for noun in nouns if short.endswith(noun) and len(short) > len(noun) + 1]


def number(value: object) -> float | None:
    """4.5, "4,614" and "4 trillion" as floats; None for anything else."""
    found = _NUMBER.fullmatch(str(value).strip().lower())
    if not found or (found[2] and found[2].rstrip("n") not in _COUNTS and found[2] not in _COUNTS):
        return None
    word = found[2] if found[2] in _COUNTS else found[2].rstrip("n")
    return float(found[1].replace(",", "")) * (_COUNTS[word] if word else 1.0)


def amount(label: Label) -> tuple[float | None, str]:
    """(value in the base unit, base unit) of a spec; an unknown unit is itself."""
    value, unit = number(label.get("value")), str(label.get("unit") or "").strip()
    if value is None:
        return None, unit.lower()
    try:
        scaled, base = to_base(value, unit)
    except ValueError:
        return value, unit.lower()
    return scaled, "count" if base == "chips" else base


def close(one: float | None, other: float | None, tolerance: float) -> bool:
    if one is None or other is None:
        return False
    return abs(one - other) <= tolerance * max(abs(one), abs(other)) + 1e-12


def overlapping(one: object, other: object) -> bool:
    """Whether two partial dates have a day in common."""
    try:
        return Period.parse(str(one)).overlaps(Period.parse(str(other)))
    except ValueError:
        return False


def one_metric(one: object, other: object) -> bool:
    return one == other or any(one in group and other in group for group in _ONE_METRIC)


def words_overlap(text: str, one: object, other: object) -> bool:
    """Whether two quotes share a character anywhere in the text that they are from."""
    first, second = (list(_places(text, str(quote))) if quote else [] for quote in (one, other))
    return any(a < d and c < b for a, b in first for c, d in second)


def _places(text: str, quote: str) -> Iterable[tuple[int, int]]:
    return ((m.start(), m.end()) for m in re.finditer(re.escape(quote), text))
