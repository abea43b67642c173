"""How price lists answer, and what they name that the catalogue does not know."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass

from tracker.catalogue.list_names import LIST_NAMES
from tracker.clock import now_text
from tracker.model.errors import UsageError
from tracker.model.market import DisputedPriceRow, PriceSourceHealth, PriceSourceRow, UnmappedProposal, UnmappedRow
from tracker.store import inputs, read_facts, read_prices
from tracker.store.connection import translated
from tracker.store.price_lists import list_names
from tracker.views.price_ages import ago, end_of
from tracker.views.price_rows import widened
from tracker.views.products import find_product
from tracker.views.session import Session
from tracker.views.token_names import bare

KINDS = ("accelerator", "model")
_BY_SKU = {"accelerator": "instance"}
"""Kind -> the kind of names that mean one of it too."""
_ALIKE = 0.75
"""Below this likeness two names have little more than common letters in common."""
_NUMBER = re.compile(r"\d+")
_LONGEST_SIZE = 3
"""Digits."""
_WORD = re.compile(r"[^\W\d_]+")


def price_sources(session: Session) -> list[PriceSourceHealth]:
    """Every part of every price list that was asked so far, with the age of its prices and what is wrong in words."""
    now = end_of(session.as_of) if session.as_of else now_text()
    rows = read_prices.price_sources(session)
    return [
        widened(PriceSourceHealth, row, ago(row.last_ok_at, now), row.last_error or _nothing_meant(row)) for row in rows
    ]


def is_troubled(row: PriceSourceHealth) -> bool:
    return bool(row.fault or row.n_faulty or row.trouble) or row.state not in ("ok", "new")


def _nothing_meant(row: PriceSourceRow) -> str:
    if row.state != "ok" or not row.n_rows or row.n_offers:
        return ""
    return "nothing mapped: `tracker prices unmapped`"


def disputes(session: Session, product: str = "") -> list[DisputedPriceRow]:
    """Where publishers differ by more than 5 % on what a provider asks for a product (any of its names), or for any."""
    return read_prices.disputed(session, find_product(session, product).product_slug if product else "")


def list_line(session: Session, offer_id: str) -> tuple[tuple[str, str], ...]:
    """For `explain`: which list holds an offer, how it fares and how old its answer is; nothing for an offer of no list."""
    row = read_prices.list_of(session, offer_id)
    if row is None:
        return ()
    now = end_of(session.as_of) if session.as_of else now_text()
    words = [
        f"{row.slug} {row.part}".strip(),
        f"{row.state} {row.fault}".strip(),
        f"answered {ago(row.last_ok_at, now)}",
    ]
    return (("price list", ", ".join([*words, f"its own day is {row.published}"] if row.published else words)),)


def unmapped(session: Session, kind: str = "accelerator") -> list[UnmappedProposal]:
    """Names of price lists that mean nothing of the catalogue, each with what is called most alike, with the same numbers and no
    word that may mean another.

    Proposals are for a person who decides; none is stored and none ranks. Raises UsageError for an unknown kind.
    """
    if kind not in KINDS:
        raise UsageError(f"no kind is called {kind!r}; there are {', '.join(KINDS)}")
    known = _products(session) if kind == "accelerator" else _models(session)
    idle = _idle_words(session, known, kind)
    rows = read_prices.unmapped(session, kind)
    proposals: dict[str, _Alike | None] = {}
    for row in rows:
        if row.name not in proposals:
            proposals[row.name] = _most_alike(row.name, known, kind, idle)
    return [_proposal(row, proposals[row.name]) for row in rows]


@dataclass(frozen=True, slots=True)
class _Known:
    slug: str
    numbers: tuple[str, ...]
    words: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Alike:
    slug: str
    likeness: float


def _products(session: Session) -> dict[str, _Known]:
    """Bare name -> accelerator. Only of the catalogue: what an article brought has no figures to rank."""
    from tracker.assemble import SERVING_KINDS

    serving = {p.product_slug for p in read_facts.products(session) if p.kind in SERVING_KINDS and not p.provisional}
    return _only_one((text, slug) for text, slug, _ in read_facts.product_names(session) if slug in serving)


def _models(session: Session) -> dict[str, _Known]:
    names = inputs.models(session).items()
    return _only_one((text, slug) for slug, model in names for text in (slug, model.name, *model.aliases))


def _only_one(pairs: Iterable[tuple[str, str]]) -> dict[str, _Known]:
    """Names that mean one thing."""
    found: dict[str, set[_Known]] = {}
    for text, slug in pairs:
        found.setdefault(bare(text), set()).add(_Known(slug, _numbers(text), _words(text)))
    return {
        name: next(iter(told)) for name, told in found.items() if name and len({one.slug for one in told}) == 1
    }  # fmt: skip


def _numbers(name: str) -> tuple[str, ...]:
    """Numbers of a name that tell generations, versions and sizes, in their order; longer ones are days."""
    return tuple(n for n in _NUMBER.findall(name.rpartition("/")[2]) if len(n) <= _LONGEST_SIZE)


def _words(name: str) -> frozenset[str]:
    return frozenset(_WORD.findall(name.rpartition("/")[2].casefold()))


def _idle_words(session: Session, known: Mapping[str, _Known], kind: str) -> frozenset[str]:
    """Words that names of the catalogue and of lists add to what a thing is called, without meaning another; not those that tell
    two things of the catalogue apart, as PCIe does."""
    with translated(session.path):
        listed = [(name, slug) for told, name, slug, _ in list_names(session.db) if told in (kind, _BY_SKU.get(kind))]
    plain = {
        slug: (_words(slug), _numbers(slug))
        for slug in {*(one.slug for one in known.values()), *(s for _, s in listed)}
    }
    added = [(one.words, one.slug) for one in known.values()] + [(_words(name), slug) for name, slug in listed]
    idle = {word for words, slug in added for word in words - plain[slug][0]}
    telling = {
        word for words, numbers in plain.values() for other, same in plain.values() if numbers == same and words < other
        for word in other - words
    }  # fmt: skip
    return frozenset(idle - telling)


def _most_alike(name: str, known: Mapping[str, _Known], kind: str, idle: Set[str]) -> _Alike | None:
    """The known name that is most alike. Other numbers make another model; an accelerator's list may add its memory. A word that
    is not known to mean nothing may mean another thing."""
    own, numbers, words = bare(name), _numbers(name), _words(name)
    matcher = difflib.SequenceMatcher(autojunk=False)
    matcher.set_seq2(own)
    best: _Alike | None = None
    for other in sorted(known):
        told = known[other]
        if told.numbers != numbers and not (kind == "accelerator" and set(told.numbers) <= set(numbers)):
            continue
        if not told.words <= words or not words - told.words <= idle:
            continue
        matcher.set_seq1(other)
        least = best.likeness if best else _ALIKE
        if matcher.real_quick_ratio() > least and matcher.quick_ratio() > least and (ratio := matcher.ratio()) > least:
            best = _Alike(told.slug, ratio)
    return best


def _proposal(row: UnmappedRow, found: _Alike | None) -> UnmappedProposal:
    """An accelerator that a list does not name is known by its SKU alone: then how many it has must be told too."""
    if found and found.likeness == 1.0 and row.kind == "accelerator":
        why = f"# {found.slug} is called so, but this one has other memory: it is a product of its own"
        return widened(UnmappedProposal, row, "", None, why)
    slug = found.slug if found else ""
    kind = "instance" if row.kind == "accelerator" and row.name == row.example else row.kind
    count = ["count = ?"] if kind == "instance" else []
    told = [f"[[{kind}]]", f'{LIST_NAMES[kind]} = "{slug or "?"}"', *count, f"names = [{_quoted(row.name)}]"]
    return widened(UnmappedProposal, row, slug, found.likeness if found else None, "\n".join(told))


def _quoted(name: str) -> str:
    """A TOML string: whatever a list calls things ends no string and starts no line."""
    safe = "".join(c if c.isprintable() else " " for c in name)
    return '"' + safe.replace("\\", "\\\\").replace('"', '\\"') + '"'
