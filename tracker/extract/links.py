"""Who deploys, licenses, buys from, partners with whom: told of vendors, each with its words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tracker.extract import modality
from tracker.extract.layout import clauses, trimmed
from tracker.extract.ownership import accelerator
from tracker.extract.parts import Reading, Sentence, VendorMention, inside
from tracker.model.fact import Evidence, VendorLink
from tracker.model.words import Certainty, Predicate, Status

MOST = 200

_VERBS: tuple[tuple[Predicate, str], ...] = (
    ("licenses", r"licens(?:es|ed|ing)(?: deal| agreement)?(?: with)?|licen[cs]e (?:agreement|deal)(?: with)?"),
    ("acquires", r"acquir(?:es|ed|ing)|acquisition of|bought out|takes? over|took over"),
    ("stops", r"stopp?(?:s|ed)? using|has stopped|drops|dropped|abandon(?:s|ed)|moves? away from|phas(?:es|ed) out"),
    (
        "will_deploy",
        r"(?:plans?|intends?|agreed|commit\w*|expects?|going|set) to (?:deploy|roll out|install|use|adopt"
        r"|bring|offer|host)|will (?:deploy|roll out|install|use|adopt|host|offer|be among)",
    ),
    (
        "buys_from",
        r"buy(?:s|ing)?(?: from)?|bought|order(?:s|ed)(?! of magnitude)|purchas(?:es|ed|ing)|sign(?:s"
        r"|ed) (?:up )?(?:[\w-]+ ){0,4}?(?:for|with)|books?|booked",
    ),
    ("supplies", r"suppl(?:ies|ied|ying)|delivers?|delivered|ships? to|shipped to|provides? .{0,30} to"),
    (
        "deploys",
        r"(?:has |have )?deploy(?:s|ed|ing)|install(?:s|ed)|us(?:es|ing)|runs? on|running on|can use"
        r"|adopt(?:s|ed)|operates|switched on|trains? on|trained on|serves? .{0,30}(?:on|from)",
    ),
    ("runs", r"runs?|serves?|powers?|hosts?"),
    (
        "partners_with",
        r"partner(?:s|ed|ing)? with|partnerships? with|collaborat\w+ with|teams? up with|teamed up with"
        r"|tie-ups?(?: with)?|works? with|working with|joint venture with",
    ),
)
_COMPILED = tuple((name, re.compile(rf"(?<![a-z])(?:{words})(?![a-z])")) for name, words in _VERBS)
_COMMON = re.compile(r"[\s,]{0,3}(?:and|&|,|as well as|plus)?[\s,]{0,2}(?:and\s)?")


def links(reading: Reading) -> tuple[VendorLink, ...]:
    found: dict[tuple[str, str, str], VendorLink] = {}
    if len(reading.vendors) + len(reading.mentions) < 2:
        return ()
    for sentence in reading.sentences:
        for link in _of_sentence(reading, sentence):
            found.setdefault((link.subject, link.predicate, link.object), link)
        if len(found) >= MOST:
            break
    return tuple(found.values())


def _of_sentence(reading: Reading, sentence: Sentence) -> Iterator[VendorLink]:
    if sentence.kind == "row" or not inside(reading.vendors, sentence.start, sentence.end):
        return
    for start, end in clauses(reading.lower, sentence.start, sentence.end):
        for predicate, expression in _COMPILED:
            hit = expression.search(reading.lower, start, end)
            if hit and not modality.denied(reading.lower[max(start, hit.start() - 30) : hit.start()]):
                told = list(_told(reading, sentence, predicate, hit, start, end))
                yield from told
                if told:
                    break


def _told(
    reading: Reading, sentence: Sentence, predicate: Predicate, hit: re.Match[str], start: int, end: int
) -> Iterator[VendorLink]:
    """Subjects are the vendors listed before the verb, the object is what stands behind it."""
    subjects = _subjects(reading, hit.start(), sentence.start)
    product = next(
        (
            m
            for m in reading.mentions_in(hit.end(), end)
            if accelerator(m.product) and not m.compared and m.start - hit.end() < 70
        ),
        None,
    )
    vendor = next((v for v in inside(reading.vendors, hit.end(), end) if v.start - hit.end() < 50), None)
    if predicate in ("licenses", "acquires", "buys_from", "partners_with", "supplies") and vendor is not None:
        target, place = vendor.slug, vendor.end
    elif product is not None and predicate not in ("licenses", "acquires", "partners_with"):
        target, place = product.slug, product.end
    else:
        return
    hedged = modality.hedged(reading.lower[sentence.start : sentence.end]) or modality.conditional(
        reading.lower[start : hit.start()]
    )
    for subject in subjects:
        if subject.slug == target or (
            target.startswith(subject.slug + "/") and predicate not in ("deploys", "stops", "runs")
        ):
            continue
        yield _link(reading, subject, predicate, target, place, hedged)


def _subjects(reading: Reading, place: int, start: int) -> list[VendorMention]:
    before = [v for v in inside(reading.vendors, start, place) if place - v.end < 160]
    if not before:
        return []
    chosen = [before[-1]]
    for v in reversed(before[:-1]):
        if not _COMMON.fullmatch(reading.lower[v.end : chosen[0].start]):
            break
        chosen.insert(0, v)
    return list({v.slug: v for v in chosen}.values())


def _link(
    reading: Reading, subject: VendorMention, predicate: Predicate, target: str, place: int, hedged: bool
) -> VendorLink:
    start, end = trimmed(reading.clean, subject.start, place)
    certainty: Certainty = "rumoured" if hedged else "expected" if predicate == "will_deploy" else "stated"
    status: Status = "rumour" if hedged else "accepted"
    return VendorLink(
        subject=subject.slug,
        predicate=predicate,
        object=target,
        certainty=certainty,
        status=status,
        reason="the text tells it as hearsay or condition" if hedged else "",
        evidence=Evidence(
            quote=reading.text[start:end],
            start=start,
            end=end,
            rule=f"link.{predicate}",
            confidence=0.7 if not hedged else 0.4,
        ),
    )
