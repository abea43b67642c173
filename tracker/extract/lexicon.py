"""The name table made ready for reading: one expression for all names, and what each of them means."""

from __future__ import annotations

from collections.abc import Sequence

from tracker.extract import appositive, families, foreign, newcomer_words
from tracker.extract.alternation import CODED, CODED_LONG, GAP, NUMBERED, WHOLE, key, pattern, spelled
from tracker.extract.further import MORE_NAMES, with_further
from tracker.extract.known import Known
from tracker.extract.late import compile_now
from tracker.model.catalogue import Names
from tracker.model.product import Alias, Product, Vendor

_LEFT = r"(?<![a-wyz0-9])(?:(?<!x)|(?<=\dx))"
_RIGHT = r"(?:(?:'?s)?(?![a-z0-9])|(?<=[\u3040-\u9fff\uac00-\ud7a3]))"
"""Ends of a name; a sign of another script ends one whatever letter follows ("摩尔线程S5000")."""
_COMMON = frozenset((
    "alibaba", "amazon", "azure", "baidu", "cloud", "custom", "data", "google", "huawei", "ibm", "intel",
    "intelligence", "language", "meta", "microsoft", "moore", "nvidia", "openai", "oracle", "power", "preferred", "project",
    "qualcomm", "reconfigurable", "tensor", "tesla", "wafer",
))  # fmt: skip
"""First words of names that stand in any text about computing."""
NOT_ACCELERATORS = ("cpu", "memory", "service")


class Lexicon:
    """Names of vendors and products as compiled expressions over lower-case text, and the tables behind them."""

    def __init__(self, names: Names) -> None:
        self.curated = frozenset(v.slug for v in names.vendors)
        """Vendors of the name table; the others are told with the facts that need them."""
        names = with_further(names)
        self.vendors: dict[str, Vendor] = {v.slug: v for v in names.vendors}
        self.products: dict[str, Product] = {p.slug: p for p in names.products}
        self.by_key: dict[str, list[tuple[Product, bool]]] = {}
        """Key of a spelling -> the products it may mean, each with "ambiguous"."""
        self.by_spelling: dict[str, list[Product]] = {}
        self.worded: set[str] = set()
        """Keys made of plain letters: in the text they must begin with a capital ("Hopper", not "hopper")."""
        spellings = self._add_products(names)
        self.families = families.learnt(p for p in names.products if p.kind not in NOT_ACCELERATORS)
        for stem, others in foreign.STEMS.items():
            if rows := self.families.get(key(stem)):
                self.families |= {key(other): rows for other in others}
        self.names = compile_now(_LEFT + "(?:" + pattern(spellings) + ")" + _RIGHT)
        self.numbered = compile_now(_LEFT + "(?:" + families.expression(self.families) + ")" + _RIGHT)
        self.vendor_keys, words = self._vendor_words(names)
        self.vendor_names = compile_now(_LEFT + "(?:" + pattern(words) + ")" + _RIGHT)
        self.lines = self._lines(names)
        self.makers = frozenset(v for v in self.lines if v in self.vendors and self.vendors[v].kind == "chip")
        """Vendors whose bare name may stand for their line: "a deal with Groq"."""
        self.known = Known({v: self.lines[v] for v in self.makers}, {v.slug: v.name for v in self.vendors.values()})
        heads = appositive.GATE | newcomer_words.GATE
        firsts = self._firsts() | {spelled(self.vendors[v].name) for v in self.makers} | heads
        stems = {_numbered(stem, rows) for stem, rows in self.families.items()}
        self.gate = compile_now(_LEFT + pattern({first + WHOLE for first in firsts} | stems))
        """Finds nothing in lower-case text that names no product: most of what feeds bring."""

    def opens(self, low: str) -> bool:
        """May there be a product in this lower-case text, known or told by the words around it?"""
        return bool(self.gate.search(low) or newcomer_words.NUMBERED.search(low))

    def _add_products(self, names: Names) -> set[str]:
        spellings: set[str] = set()
        for product in names.products:
            own = [(product.name, _heard(product))] + [
                (a.text, a.ambiguous) for a in (*product.aliases, *_more(product))
            ]
            vendor = self.vendors.get(product.vendor)
            if vendor:
                own.append((f"{vendor.name} {product.name}", False))
            ambiguous = {key(t) for t, a in own if a}
            for text, unsure in own:
                word = spelled(text)
                if not word or len(key(text)) < 2:
                    continue
                spellings.add(word)
                self.by_spelling.setdefault(word, []).append(product)
                rows = self.by_key.setdefault(key(text), [])
                if all(p.slug != product.slug for p, _ in rows):
                    rows.append((product, unsure or key(text) in ambiguous))
                if text.isalpha() and text.upper() != text:
                    self.worded.add(key(text))
        return spellings

    def _vendor_words(self, names: Names) -> tuple[dict[str, str], set[str]]:
        keys: dict[str, str] = {}
        words: set[str] = set()
        for vendor in names.vendors:
            others = (*(a.text for a in vendor.aliases if not a.ambiguous), *foreign.VENDORS.get(vendor.slug, ()))
            for text in (vendor.name, *others):
                if len(key(text)) > 1:
                    keys.setdefault(key(text), vendor.slug)
                    words.add(spelled(text))
        return keys, words

    def _lines(self, names: Names) -> dict[str, Product]:
        """Vendor -> its only line of accelerators: what "a deal with Groq" is about."""
        found: dict[str, list[Product]] = {}
        for product in names.products:
            if product.kind == "line":
                found.setdefault(product.vendor, []).append(product)
        own = {v: [p for p in rows if len(rows) == 1 or key(p.name) == key(p.family)] for v, rows in found.items()}
        return {vendor: rows[0] for vendor, rows in own.items() if len(rows) == 1}

    def _firsts(self) -> set[str]:
        """What every name of an accelerator begins with: its first word where that is a telling one, else all of it."""
        out: set[str] = set()
        for word, rows in self.by_spelling.items():
            if any(p.kind not in NOT_ACCELERATORS for p in rows):
                first = word.split(GAP, 1)[0]
                out.add(first if len(first) > 3 and first not in _COMMON else word)
        return out

    def meant(self, text: str) -> list[tuple[Product, bool]]:
        """The products that a spelling may mean; a plural or possessive s is no part of the name."""
        found = key(text)
        if found not in self.by_key and found.endswith("s"):
            found = found[:-1]
        return self.by_key.get(found, [])


def _numbered(stem: str, rows: Sequence[families.Family]) -> str:
    """The stem of a family with the shortest number that makes a name of it."""
    if not families.brief(stem):
        return stem.removesuffix("v") + NUMBERED
    return stem + (CODED_LONG if min(n for f in rows for n in f.digits) > 1 else CODED)


def _heard(product: Product) -> bool:
    """A plain word that one text used as a name: another text means it only where the maker is named."""
    return product.provisional and product.name.isalpha() and not product.name.isupper()


def _more(product: Product) -> tuple[Alias, ...]:
    """Names beyond the table's own: those of other scripts, and of `further`."""
    unsure = any(a.ambiguous and key(a.text) == key(product.name) for a in product.aliases)
    stems = (
        Alias(text=other + product.name[len(stem) :], ambiguous=unsure)
        for stem, others in foreign.STEMS.items()
        if product.name.startswith(stem) and not product.name[len(stem) :][:1].isalpha()
        for other in others
    )
    return (*MORE_NAMES.get(product.slug, ()), *stems)
