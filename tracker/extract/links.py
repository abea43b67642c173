"""Who deploys, licenses, buys from, partners with whom: told of known companies only, each with its words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tracker.extract import modality
from tracker.extract.late import late
from tracker.extract.layout import clauses, trimmed
from tracker.extract.link_words import ACTIVE, AHEAD, LIST, NOMINAL, PASSIVE
from tracker.extract.ownership import accelerator, focus
from tracker.extract.parts import Mention, Reading, Sentence, VendorMention, inside
from tracker.model.fact import Evidence, VendorLink
from tracker.model.words import Certainty, Predicate, Status

MOST = 200
_FOUNDRIES = ("tsmc", "samsung", "intel")
_OF_PRODUCTS = ("deploys", "will_deploy", "stops", "runs")
_REACH = 170
_UNSURE = "the sentence does not say outright who or what"


@dataclass(frozen=True, slots=True)
class Clause:
    """A stretch of a sentence, with the companies and the accelerators of the whole sentence."""

    reading: Reading
    sentence: Sentence
    start: int
    end: int
    parties: Sequence[VendorMention]
    """Companies that stand for themselves: not the maker's name before its product, nor the one inside it."""
    products: Sequence[Mention]


def _maker(reading: Reading, vendor: VendorMention) -> bool:
    near = [m for m in reading.mentions_in(vendor.start - 30, vendor.end + 15) if accelerator(m.product)]
    own = [m for m in near if m.product.vendor == vendor.slug and m.end > vendor.start]
    return any(m.start <= vendor.start or _STEP.fullmatch(reading.lower[vendor.end : m.start]) for m in own)


_STEP = late(r"(?:'s|')?\s(?:new\s|latest\s|own\s|upcoming\s)?")


def links(reading: Reading) -> tuple[VendorLink, ...]:
    found: dict[tuple[str, str, str], VendorLink] = {}
    if len(reading.vendors) + len(reading.mentions) < 2:
        return ()
    for sentence in reading.sentences:
        for link in _of_sentence(reading, sentence):
            key = (link.subject, link.predicate, link.object)
            if key not in found or (found[key].status != "accepted" and link.status == "accepted"):
                found[key] = link
        if len(found) >= MOST:
            break
    return tuple(found.values())


def _of_sentence(reading: Reading, sentence: Sentence) -> Iterator[VendorLink]:
    named = inside(reading.vendors, sentence.start, sentence.end)
    if sentence.kind == "row" or not named:
        return
    parties = [v for v in named if not _maker(reading, v)]
    if not parties and not any(v.slug in _FOUNDRIES for v in named):
        return
    products = [m for m in reading.mentions_in(sentence.start, sentence.end) if accelerator(m.product)]
    for start, end in clauses(reading.lower, sentence.start, sentence.end):
        clause = Clause(reading, sentence, start, end, parties, products)
        told = list(_powers(clause)) or list(_passive(clause)) or list(_active(clause))
        yield from told
        yield from _nominal(clause)


def _active(clause: Clause) -> Iterator[VendorLink]:
    low = clause.reading.lower
    for predicate, words in ACTIVE.said(clause.reading.words, clause.start, clause.end):
        for hit in words.finditer(low, clause.start, clause.end):
            told = list(_acts(clause, predicate, hit))
            yield from told
            if told:
                return


def _acts(clause: Clause, predicate: Predicate, hit: re.Match[str]) -> Iterator[VendorLink]:
    """Subjects are the companies listed before the verb, the object is what stands behind it."""
    low = clause.reading.lower
    lead = low[max(clause.sentence.start, hit.start() - 45) : hit.start()]
    if modality.denied(clause.reading.words, max(clause.sentence.start, hit.start() - 30), hit.start()):
        return
    if predicate == "fabricated_by":
        yield from _made(clause, hit)
        return
    if AHEAD.search(lead):
        predicate = (
            "will_deploy"
            if predicate in ("deploys", "runs", "buys_from") and _product(clause, hit.end())
            else predicate
        )
    subjects = _listed(clause, hit.start())
    target = _target(clause, predicate, hit.end())
    if target is None:
        yield from _technology(clause, predicate, hit)
        yield from _line(clause, predicate, subjects, hit)
        return
    slug, place = target
    if not subjects and predicate == "partners_with" and (whose := _speaker(clause, slug)):
        yield _link(clause, whose, hit.start(), predicate, slug, place, hit.start(), unsure=True)
    for subject in subjects:
        if _sensible(subject.slug, predicate, slug):
            yield _link(clause, subject.slug, subject.start, predicate, slug, place, hit.start())


_TECH = late(r"(?:'s)?\s(?:[\w-]+\s)?(?:tech|technology|ip|designs?|architecture)\b")


def _technology(clause: Clause, predicate: Predicate, hit: re.Match[str]) -> Iterator[VendorLink]:
    """ "Vera Rubin uses Groq technology": the maker has it from the other company."""
    party = _party(clause, hit.end(), 12)
    own = [m for m in clause.products if m.end <= hit.start() and hit.start() - m.end < 30]
    if (
        predicate == "deploys"
        and party
        and own
        and _TECH.match(clause.reading.lower, party.end)
        and party.slug != own[-1].product.vendor
    ):
        yield _link(clause, own[-1].product.vendor, own[-1].start, "licenses", party.slug, party.end, hit.start())


def _line(
    clause: Clause, predicate: Predicate, subjects: Sequence[VendorMention], hit: re.Match[str]
) -> Iterator[VendorLink]:
    """ "Customers like Anthropic can use Trainium", where the line is a noun for the member in focus."""
    whose = focus(clause.reading, clause.sentence) if subjects and predicate in _OF_PRODUCTS else None
    family = whose.product.family.lower() if whose else ""
    if whose and family and family in clause.reading.lower[hit.end() : min(clause.end, hit.end() + 45)]:
        for subject in subjects:
            yield _link(
                clause,
                subject.slug,
                subject.start,
                predicate,
                whose.product.slug,
                hit.end() + len(family) + 1,
                hit.start(),
                unsure=True,
            )


def _sensible(subject: str, predicate: str, target: str) -> bool:
    """No company deals with itself, though it may deploy, run or give up what it makes."""
    own = target.startswith(subject + "/") and predicate not in ("deploys", "stops", "runs")
    return subject != target and not own


def _product(clause: Clause, place: int, reach: int = 80) -> Mention | None:
    return next(
        (m for m in clause.products if place <= m.start < clause.end and m.start - place < reach and not m.compared),
        None,
    )


def _party(clause: Clause, place: int, reach: int = 60) -> VendorMention | None:
    return next((v for v in clause.parties if place <= v.start < clause.end and v.start - place < reach), None)


def _target(clause: Clause, predicate: Predicate, place: int) -> tuple[str, int] | None:
    product, party = _product(clause, place), _party(clause, place)
    low = clause.reading.lower
    if predicate in ("licenses", "acquires", "partners_with", "owns"):
        return (party.slug, party.end) if party else None
    if predicate == "supplies":
        to = [
            v
            for v in clause.parties
            if place <= v.start < clause.end
            and re.search(r"\b(?:to|for|with|an|à|als kunden)\s(?:the\s)?$", low[place - 1 : v.start])
        ]
        direct = party if party and party.start - place < 12 else None
        chosen = to[0] if to else direct
        return (chosen.slug, chosen.end) if chosen else None
    if predicate == "buys_from":
        seller = (
            party
            if party and re.search(r"\b(?:from|with|at|of|bei|chez|a)\s(?:the\s)?$", low[place - 1 : party.start])
            else None
        )
        if product is not None and (seller is None or product.start < seller.start):
            return product.slug, product.end
        return (seller.slug, seller.end) if seller else None
    if product is not None:
        return product.slug, product.end
    return None


def _listed(clause: Clause, place: int) -> list[VendorMention]:
    """The companies named together before a place, the nearest list of them."""
    low = clause.reading.lower
    before = [v for v in clause.parties if v.end <= place and place - v.end < _REACH]
    if not before:
        return []
    chosen = [before[-1]]
    for v in reversed(before[:-1]):
        if not LIST.fullmatch(low[v.end : chosen[0].start]):
            break
        chosen.insert(0, v)
    return list({v.slug: v for v in chosen}.values())


def _made(clause: Clause, hit: re.Match[str]) -> Iterator[VendorLink]:
    """A chip "made by TSMC" ties its vendor to the foundry."""
    foundry = next(
        (
            v
            for v in inside(clause.reading.vendors, hit.end(), clause.end)
            if v.slug in _FOUNDRIES and v.start - hit.end() < 25
        ),
        None,
    )
    makers = [m for m in clause.products if m.end <= hit.start()]
    vendor = makers[-1].product.vendor if makers else None
    start = makers[-1].start if makers else hit.start()
    if vendor is None and (whose := focus(clause.reading, clause.sentence)):
        vendor, start = whose.product.vendor, hit.start()
    if foundry and vendor and vendor != foundry.slug:
        yield _link(clause, vendor, start, "fabricated_by", foundry.slug, foundry.end, hit.start())


def _passive(clause: Clause) -> Iterator[VendorLink]:
    """ "Trainium, used by Anthropic": the agent stands behind "by", what it acts on before."""
    low = clause.reading.lower
    for predicate, words in PASSIVE.said(clause.reading.words, clause.start, clause.end):
        hit = words.search(low, clause.start, clause.end)
        if hit is None or modality.denied(clause.reading.words, max(clause.start, hit.start() - 30), hit.start()):
            continue
        agents = _run(clause, hit.end())
        things = [m for m in clause.products if m.end <= hit.start() and hit.start() - m.end < 90]
        firms = [v for v in clause.parties if v.end <= hit.start() and hit.start() - v.end < 60]
        slug = ""
        if predicate in ("acquires", "owns", "licenses"):
            slug = firms[-1].slug if firms else ""
        elif things:
            slug = things[-1].product.vendor if predicate == "supplies" else things[-1].slug
        begin = things[-1].start if things else firms[-1].start if firms else hit.start()
        if AHEAD.search(low[max(clause.sentence.start, hit.start() - 45) : hit.start()]) and predicate == "deploys":
            predicate = "will_deploy"
        for agent in agents if slug else []:
            if _sensible(agent.slug, predicate, slug) and predicate != "supplies":
                yield _link(clause, agent.slug, begin, predicate, slug, agent.end, hit.start())


def _run(clause: Clause, place: int) -> list[VendorMention]:
    """The companies listed right behind a place."""
    low = clause.reading.lower
    out: list[VendorMention] = []
    for v in clause.parties:
        if v.start < place or v.start >= clause.sentence.end:
            continue
        if (not out and v.start - place > 30) or (out and not LIST.fullmatch(low[out[-1].end : v.start])):
            break
        out.append(v)
    return out


_POWERS = late(
    r"(?<![a-z])(?:powers?|runs?|serves?|hosts?|underpins?|drives?"
    r"|carries)(?![a-z])(?!\s(?:\w+\s){0,3}?on\s(?:the\s)?(?:nvidia|amd|trainium|tpu))"
)


def _powers(clause: Clause) -> Iterator[VendorLink]:
    """ "Maia 200 runs OpenAI's models": the company whose work it is runs on the product."""
    low = clause.reading.lower
    hit = _POWERS.search(low, clause.start, clause.end)
    if hit is None or modality.denied(clause.reading.words, max(clause.start, hit.start() - 25), hit.start()):
        return
    lead = low[clause.start : hit.start()]
    user = next((v for v in clause.parties if hit.end() <= v.start < clause.end and v.start - hit.end() < 25), None)
    named = [m for m in clause.products if clause.start <= m.start and m.end <= hit.start() and not m.compared]
    if user is None or re.search(r"\bon\s$", low[hit.end() : user.start]):
        return
    slug, start = "", hit.start()
    if named and hit.start() - named[-1].end < 30:
        slug, start = named[-1].slug, named[-1].start
    elif re.fullmatch(
        r"[\s,\"'(]*(?:it|they|the (?:chip|accelerator|rack|system)s?)\s(?:also\s|already\s|now\s)?", lead
    ) and (own := focus(clause.reading, clause.sentence)):
        slug = own.product.slug
    if slug and user.slug != slug.split("/")[0]:
        yield _link(clause, user.slug, start, "runs", slug, user.end, hit.start())


def _nominal(clause: Clause) -> Iterator[VendorLink]:
    """Deals in nouns: "NVIDIA's licensing deal with Groq", "a pact between A and B", "Meta's MI450 deal"."""
    low = clause.reading.lower
    for predicate, words in NOMINAL.said(clause.reading.words, clause.start, clause.end):
        for hit in words.finditer(low, clause.start, clause.end):
            if modality.denied(clause.reading.words, max(clause.start, hit.start() - 30), hit.start()):
                continue
            told = list(_nouns(clause, predicate, hit))
            yield from told
            if told:
                return


def _nouns(clause: Clause, predicate: Predicate, hit: re.Match[str]) -> Iterator[VendorLink]:
    low = clause.reading.lower
    between = re.match(r"\s(?:\w+\s){0,3}?between\s(?:the\s)?", low[hit.end() : hit.end() + 40])
    if between and len(pair := _run(clause, hit.end() + between.end())) > 1:
        yield _link(clause, pair[0].slug, hit.start(), predicate, pair[1].slug, pair[1].end, hit.start())
        return
    other = _party(clause, hit.end(), 50)
    other = (
        other
        if other
        and re.search(
            r"\b(?:with|from|of|for|by|to|and|mit|avec|con)\s(?:the\s|[\w-]+\s){0,4}$", low[hit.end() - 3 : other.start]
        )
        else None
    )
    before = _listed(clause, hit.start())
    product = next((m for m in reversed(clause.products) if m.end <= hit.start() and hit.start() - m.end < 14), None)
    buyers = [v for v in clause.parties if product and v.end <= product.start and v.slug != product.product.vendor]
    if product is not None and buyers and predicate in ("partners_with", "buys_from", "supplies"):
        yield _link(clause, buyers[-1].slug, buyers[-1].start, "buys_from", product.slug, hit.end(), hit.start())
    elif other is not None and before and before[-1].slug != other.slug:
        yield _link(clause, before[-1].slug, before[-1].start, predicate, other.slug, other.end, hit.start())
    elif other is not None and (whose := _speaker(clause, other.slug)):
        yield _link(clause, whose, hit.start(), predicate, other.slug, other.end, hit.start(), unsure=True)
    elif len(before) == 1 and hit.start() - before[0].end < 3 and predicate == "partners_with":
        first = [
            v
            for v in clause.parties
            if v.end <= before[0].start and re.fullmatch(r"\s?[(-]\s?", low[v.end : before[0].start])
        ]
        if first:
            yield _link(clause, first[-1].slug, first[-1].start, predicate, before[0].slug, hit.end(), hit.start())


def _speaker(clause: Clause, other: str) -> str:
    """The company that the paragraph opens with, for a sentence that leaves it out."""
    block = clause.reading.blocks[clause.sentence.block]
    named = [v for v in inside(clause.reading.vendors, block.start, clause.sentence.start) if v.slug != other]
    return named[0].slug if named and len({v.slug for v in named}) == 1 else ""


def _link(
    clause: Clause,
    subject: str,
    begin: int,
    predicate: Predicate,
    target: str,
    finish: int,
    place: int,
    unsure: bool = False,
) -> VendorLink:
    reading, sentence = clause.reading, clause.sentence
    start, end = trimmed(reading.clean, min(begin, place), max(finish, place))
    hedged = modality.hedged(reading.words, sentence.start, sentence.end) or modality.conditional(
        reading.words, max(sentence.start, place - 60), place
    )
    reason = "the text tells it as hearsay or condition" if hedged else _UNSURE if unsure else ""
    certainty: Certainty = "rumoured" if hedged else "expected" if predicate == "will_deploy" else "stated"
    status: Status = "rumour" if hedged else "review" if unsure else "accepted"
    when = {d.period for d in inside(reading.dates, clause.start, clause.end)}
    return VendorLink(
        subject=subject,
        predicate=predicate,
        object=target,
        period=when.pop() if len(when) == 1 else None,
        certainty=certainty,
        status=status,
        reason=reason,
        evidence=Evidence(
            quote=reading.text[start:end], start=start, end=end, rule=f"link.{predicate}",
            confidence=0.4 if hedged else 0.55 if unsure else 0.75,
        ),
    )  # fmt: skip
