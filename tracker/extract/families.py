"""Products that no table names yet: learnt from how the known ones are numbered.

"Trainium2" and "Trainium3" teach the family "Trainium" + number, so "Trainium5" is read as a product of its own,
never as one of its neighbours.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from tracker.extract.alternation import GAP, key, pattern, spelled
from tracker.extract.late import late
from tracker.model.product import Alias, Product
from tracker.model.words import ProductKind

_NUMBERED = late(r"((?:[A-Za-z][A-Za-z.]*[ -]?)+?(?<![A-Za-z])?v?)(\d{1,4})([A-Za-z]{0,3})(?: .*)?")
TAIL = late(r"[ \t-]{1,2}(nvl[ -]?\d{1,4}|ultraservers?|superpods?|superclusters?|ultra|cpx)(?![a-z0-9])")
"""Words that make another product of the one before them."""

MEMBER = late(
    r" (?P<number>[2-9])(?![\w%]|[.,:/-]?\d| ?(?:x|gb|tb|kw|w|nm|chips|gpus|dies|nodes|pods|racks|systems|servers|cards|units"
    r"|packages|times|percent|years?|months?|weeks?|days?|hours?|million|billion|more|of|to|or|and)\b)"
    r"|[ -](?P<grade>Max|Pro|Lite|Mini|Plus|Duo|Quad)(?![\w-])"
    r"|-(?P<letter>(?!SXM|PCI|OAM|NVL|HBM|GPU|CPU|AI|API|SDK|VM)[A-Z]{1,2})(?![\w-])"
)
"""What makes another product of one whose name has no number: "Helios 2", "RNGD-S"."""

_TAIL_KIND: dict[str, ProductKind] = {"nvl": "rack", "ult": "server", "sup": "pod", "cpx": "chip"}


@dataclass(frozen=True, slots=True)
class Family:
    """`stem` as the vendor prints it ("Maia ", "TPU v"), `digits` the lengths of the numbers seen."""

    vendor: str
    stem: str
    kind: ProductKind
    digits: frozenset[int]
    name: str


def learnt(products: Iterable[Product]) -> dict[str, list[Family]]:
    """Families by the key of their stem; several vendors may share one ("AI5", "AI200")."""
    seen: dict[tuple[str, str], list[tuple[str, str, Product]]] = {}
    for product in products:
        if found := _NUMBERED.fullmatch(product.name):
            stem = found[1]
            if len(key(stem)) >= 1 and product.kind not in ("memory", "cpu", "service"):
                seen.setdefault((key(stem), product.vendor), []).append((stem, found[2], product))
    out: dict[str, list[Family]] = {}
    for (stem_key, vendor), rows in seen.items():
        digits = frozenset(len(number) for _, number, _ in rows)
        sample = min((p for *_, p in rows), key=lambda p: (len(p.name), p.name))
        stem = min(s for s, _, p in rows if p is sample)
        out.setdefault(stem_key, []).append(Family(vendor, stem, sample.kind, digits, sample.family))
    return out


_COUNTED = (
    r"(?!\d|[ -](?:x\s|chips|gpus|tpus|nodes|pods|cores?|slices?|vms|racks|systems|servers|cards|percent|times|years?"
    r"|months?|gb|tb|gw|mw|million|billion|weeks?|days?|hours?)\b|-(?:chip|gpu|tpu|node|pod|vm|rack|system|server|card)\b"
    r"|(?:(?<=\b[148])|(?<=16|32|64))\s(?:chip|gpu|tpu|node|pod|vm|rack|system|server|card)\b)"
)
"""Not behind a number that counts: plurals, and single nouns behind the sizes that machines are built in ("8 GPU node")."""
_LONG_GAP = r"(?:[ \t_-]{1,8}|[ \t]?\n[ \t]{0,4})"


def brief(stem: str) -> bool:
    """Letters that are too few to be a name without their number; a sign of another script says more."""
    return len(stem) <= 3 and stem.isascii()


def expression(families: dict[str, list[Family]]) -> str:
    """Stem, number, up to three letters. Short stems stand tight, or before a number with a letter where their maker
    prints a blank ("TPU 9i"); a number that stands apart with a counted noun behind is no name."""
    by_form: dict[tuple[int, str], list[str]] = {}
    for stem, rows in families.items():
        printed = spelled(rows[0].stem) if key(rows[0].stem) == stem else stem
        word = stem[:-1] + GAP + "v" if stem.endswith("v") and len(stem) > 2 else printed
        form = "long" if not brief(stem) else "apart" if len(stem) == 3 and rows[0].stem.endswith(" ") else "tight"
        by_form.setdefault((max(2, *(max(f.digits) for f in rows)), form), []).append(word)
    return "|".join(
        rf"(?:{pattern(words)})(?:{_number(longest, form)})[a-z]{{0,3}}"
        for (longest, form), words in sorted(by_form.items())
    )


def _number(longest: int, form: str) -> str:
    number = rf"\d{{1,{longest}}}(?![\d.,]\d)(?!\d)"
    if form == "tight":
        return rf"-?{number}"
    if form == "apart":
        return rf"-?{number}| {number}(?=[a-z](?![a-z]))"
    return rf"-?{number}(?!-?(?:x\s|gb|tb))|{_LONG_GAP}\d{{1,{longest}}}(?![\d.,]\d){_COUNTED}"


_TAIL_MAKERS = {"nvl": ("nvidia",), "ult": ("nvidia",), "sup": ("huawei", "nvidia"), "cpx": ("nvidia",)}


def tail_makers(tail: str) -> tuple[str, ...]:
    """Whose names go on with that word: an UltraServer is of AWS, an Ultra or NVL72 of NVIDIA."""
    return ("aws",) if tail.startswith("ultraserver") else _TAIL_MAKERS[tail[:3]]


def tail_kind(tail: str, otherwise: ProductKind) -> ProductKind:
    return _TAIL_KIND.get(tail[:3], otherwise) if tail != "ultra" else otherwise


def provisional(vendor: str, name: str, kind: ProductKind, family: str, aliases: tuple[Alias, ...] = ()) -> Product:
    """A product that no catalogue names."""
    return Product(
        slug=f"{vendor}/{slugged(name)}", vendor=vendor, name=name, kind=kind, family=family, aliases=aliases,
        provisional=True,
    )  # fmt: skip


def full_name(maker: str, name: str) -> str:
    """ "NVIDIA H100", and "Hailo-10H" alone where the name begins with its maker."""
    own = name[: len(maker)].lower() == maker.lower() and not name[len(maker) :][:1].isalnum()
    return name if own else f"{maker} {name}"


def slugged(name: str) -> str:
    return re.sub(r"[^a-z0-9.]+", "-", name.lower()).strip("-.")
