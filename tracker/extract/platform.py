"""What a platform is said to contain when it is introduced: "It includes X accelerators" announces X with it."""

from __future__ import annotations

from collections.abc import Sequence

from tracker.extract import modality
from tracker.extract.late import late
from tracker.extract.layout import trimmed
from tracker.extract.ownership import accelerator
from tracker.extract.parts import Mention, Reading, Sentence
from tracker.model.fact import Event, Evidence

_CONTAINS = late(
    r"\W*(?:it|the (?:new )?(?:platform|system|line-?up|family|portfolio|generation))\s(?:also\s)?"
    r"(?:includes?|included|had|has|comprises?|consists? of|contains?|combines|combined|brings together|brought|unites|pairs)\s"
)
_KIND_AFTER = late(r"\s?(?:ai\s|inference\s)?(?:accelerators?|racks?|systems?|servers?|cards?|trays?)\b")
_EXISTING = late(r"\b(?:existing|current|today's|previous|last-generation|support for)\b")
_CONFIDENCE = 0.74


def parts(reading: Reading, known: Sequence[Event]) -> tuple[Event, ...]:
    """Announced events of the parts, with the day of the whole."""
    told = {(e.product, e.type) for e in known}
    found: dict[str, Event] = {}
    for before, sentence in zip(reading.sentences, reading.sentences[1:], strict=False):
        whole = _introduced(known, before) if before.block == sentence.block else None
        if whole is None or not _CONTAINS.match(reading.lower, sentence.start, sentence.end):
            continue
        for mention in reading.mentions_in(sentence.start, sentence.end):
            if (mention.slug, "announced") not in told and _is_part(reading, mention, whole, sentence):
                found.setdefault(mention.slug, _event(reading, mention, whole, sentence))
    return tuple(found.values())


def _introduced(known: Sequence[Event], sentence: Sentence) -> Event | None:
    for event in known:
        place = event.evidence.start
        if (
            event.type in ("announced", "production")
            and event.status == "accepted"
            and place is not None
            and sentence.start <= place < sentence.end
        ):
            return event
    return None


def _is_part(reading: Reading, mention: Mention, whole: Event, sentence: Sentence) -> bool:
    """Of the same maker, named with what it is, and not said to be there already."""
    own = mention.product
    words = reading.lower[sentence.start : mention.start]
    return (
        accelerator(own)
        and own.vendor == whole.product.split("/")[0]
        and own.slug != whole.product
        and not mention.compared
        and _KIND_AFTER.match(reading.lower, mention.end) is not None
        and not _EXISTING.search(words)
        and not modality.hedged(reading.words, sentence.start, mention.start)
    )


def _event(reading: Reading, mention: Mention, whole: Event, sentence: Sentence) -> Event:
    start, end = trimmed(reading.clean, sentence.start, sentence.end)
    evidence = Evidence(
        quote=reading.text[start:end], start=start, end=end, rule="event.announced.part", confidence=_CONFIDENCE
    )
    return Event(product=mention.slug, type="announced", period=whole.period, evidence=evidence)
