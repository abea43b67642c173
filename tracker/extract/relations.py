"""Ratios between products: whose, to what, on which metric, by how much."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from tracker.extract import (
    carried,
    comparands,
    divided,
    exchanges,
    gauge,
    makers,
    modality,
    qualifiers,
    ratio_tables,
    roles,
    sense,
    stretches,
    subjects,
    switched,
    unnamed,
)
from tracker.extract.barred import SINCE, SOFTWARE, barred, business
from tracker.extract.carried import Told
from tracker.extract.claims import held_by, judged
from tracker.extract.known import NOTHING_KNOWN, Known
from tracker.extract.late import late
from tracker.extract.layout import trimmed
from tracker.extract.measures import LOWER_IS_BETTER, measures
from tracker.extract.ownership import Owner, accelerator
from tracker.extract.parts import Mention, Reading, Sentence
from tracker.extract.roles import Frame
from tracker.model.fact import Evidence, Relation
from tracker.model.words import Metric

MOST = 150


def relations(reading: Reading, comma: bool, known: Known = NOTHING_KNOWN) -> tuple[Relation, ...]:
    out: list[Relation] = []
    last: Told | None = None
    plain, sure = False, 1.0
    for sentence in reading.sentences:
        if sentence.kind == "row":
            continue
        if last is not None and last.frame.sentence.block != sentence.block and sentence.kind != "item":
            last = None
        out.extend(exchanges.read(reading, sentence, roles.named(reading, sentence)))
        for told in _told(reading, sentence, comma, last, known):
            plain = _has(reading, told) or (plain and last is not None and _joins(reading, last, told))
            last = told
            told, backed = divided.checked(told)
            one = relation(reading, told, doubtful(told.frame), plain, sure if told.link == "carried" else 1.0, backed)
            sure = one.evidence.confidence
            out.append(one)
        if len(out) >= MOST:
            break
    out.extend(ratio_tables.read(reading, comma))
    return tuple(_unique(out))


_SUPPOSED = late(
    r"\b(?:might|imagine|suppose|hypothetical\w*|were to|wish\w*|would have"
    r"|if\b(?!\s(?:you|we|one|anyone|each|they|the\s\w+|it)\s(?:\w+\s){0,2}?(?:trust\w*|asks?|believ\w+|counts?|includ\w+)))\b"
)


def doubtful(frame: Frame) -> bool:
    """Told as hearsay, expectation or supposition, as far as the words near the multiple go."""
    low, f, sentence = frame.reading.lower, frame.factor, frame.sentence
    opening = re.split(r";\s", low[max(sentence.start, f.start - 220) : f.end])[-1]
    end = min(sentence.end, f.end + 90)
    parted = _NEXT.search(low, f.end, end)
    return bool(_SUPPOSED.search(opening)) or modality.hedged(
        frame.reading.words, max(sentence.start, f.start - 220), parted.start() if parted else end
    )


_NEXT = late(r",\s(?:and|but|while|so)\s(?:we|i|they|he|she|analysts)\b|;\s")
"""A clause with a speaker of its own: what it assumes is not what was told before."""


def _told(reading: Reading, sentence: Sentence, comma: bool, before: Told | None, known: Known) -> Iterator[Told]:
    last: Told | None = None
    against: set[str] = set()
    for frame in stretches.frames(reading, sentence, comma):
        for told in _read(replace(frame, against=frozenset(against)), last or before, known):
            last = told
            if told.other is not None and sentence.start <= told.other.start < sentence.end:
                against.add(told.other.slug)
            yield told
            yield from _likewise(told)
        against |= {
            m.slug
            for m in frame.here
            if frame.factor.end <= m.start < frame.right and frame.roles[m.start] == "yardstick"
        }


def _read(frame: Frame, last: Told | None, known: Known) -> Iterator[Told]:
    if barred(frame):
        return
    subject, left = _subject(frame, last)
    if subject is None or subject.rule not in ("clause", "agent", "following", "heir", "switched"):
        subject = makers.subject(frame, known.lines, subject) or subject
    if subject is None or not accelerator(subject.product):
        return
    if place := _HOLDER.search(f"{frame.before[-60:]} | {frame.after[:40]}"):
        subject = held_by(
            frame.reading, subject, "rack" if place[1] == "rack" else "pod" if "pod" in place[1] else "server"
        )
    against = _against(frame, subject, left, last, known)
    if against is None:
        return
    other, words, link, named = against
    subject = subjects.alike(frame, subject, other)
    loose = other is None and words == "unspecified"
    wider = frame.reading.lower[frame.sentence.start : frame.factor.start]
    found = gauge.gauge(frame.before, frame.after, wider)
    if last is not None and last.frame.sentence.block == frame.sentence.block and carried.ANOTHER.search(frame.before):
        strong = [m for m in measures(frame.after[:60]) if m.rank < 2]
        found = found if strong else [(last.metric, False)]
    elif last is not None and link == "carried" and carried.gapped(frame, subject, last):
        found = [(last.metric, False)]
    if found == []:
        if business(wider):
            return
        inside = last is not None and last.frame.sentence == frame.sentence
        found = (not inside and carried.of_that(frame)) or carried.carried(frame, last, named)
        if last is not None and last.frame.sentence == frame.sentence and frame.factor.kind != "times":
            frame = replace(frame, left=last.frame.left)
    for metric, turned in found or ():
        if fit := ratios(frame, metric, turned, loose):
            yield from (
                Told(frame, whose, other, words, metric, fit, link) for whose in subjects.each(frame, subject, other)
            )


def _against(
    frame: Frame, subject: Owner, left: Mention | None, last: Told | None, known: Known
) -> tuple[Mention | None, str, str, Mention | None] | None:
    """What it is measured against: a product or the words for one, how it was found, and the product that the sentence names.

    `left`: the product that the subject took the place of. None for what software gains, and where the yardstick is a
    model, a cache or a quarter.
    """
    other, words = comparands.reference(frame, subject)
    if other is None and words in ("unspecified", "previous generation") and left and left.slug != subject.product.slug:
        other, words = left, ""
    loose = words not in ("previous generation", "GPU", "others")
    if other is None and loose and unnamed.hit(frame):
        words = unnamed.yardstick(frame, subject, known.vendors)
        if not words:
            return None
    named, link = other, ""
    same = last is not None and last.subject.product.slug == subject.product.slug
    if last is not None and other is None and words == "unspecified" and (same or carried.gapped(frame, subject, last)):
        other, words, link = last.other, last.words, "carried"
        if newer := comparands.put_against(frame, last.frame, subject):
            other, words = newer, ""
    if other is None and words in ("unspecified", "previous generation"):
        other = comparands.yardstick(frame.reading, frame.sentence, subject)
        if other is None and subject.rule in ("sole", "title"):
            other = comparands.only_yardstick(frame.reading, subject)
        link = "yardstick" if other is not None else link
    if (
        other is None
        and words == "unspecified"
        and (newer := comparands.of_ours(frame, subject) or comparands.replaced(frame, subject))
    ):
        other, words = newer, ""
    if other is None and words == "unspecified":
        around = frame.reading.lower[frame.sentence.start : min(frame.sentence.end, frame.factor.end + 90)]
        if SOFTWARE.search(around) or SINCE.search(around):
            return None
        other, link = comparands.spoken_of(frame, subject), "spoken"
    if other is not None and other.slug == subject.product.slug:
        other, words = None, "unspecified"
    return other, words, link, named


def _subject(frame: Frame, last: Told | None) -> tuple[Owner | None, Mention | None]:
    """Whose multiple it is, and the product that it took the place of where the paragraph tells of a change."""
    own = subjects.subject(frame)
    sentence = frame.sentence
    pair = switched.change(frame.reading, frame.reading.blocks[sentence.block].start, frame.factor.start)
    if own is not None and own.rule in ("clause", "agent", "following", "heir"):
        return own, pair[0] if pair and pair[1].slug == own.product.slug else None
    if pair:
        left, taken = pair
        return Owner(taken.product, "switched", 0.8, taken.start), left
    if (
        own is not None
        and last is not None
        and last.other is not None
        and last.frame.sentence.block == sentence.block
        and own.product.slug == last.other.slug
    ):
        own = replace(last.subject, rule="carried", confidence=0.68)
    return own, None


_SO_DOES = late(r"\b(?:as|so)\s(?:does|do|did|is|are)\s(?P<what>[^.;,]{4,60})")


def _likewise(told: Told) -> Iterator[Told]:
    """ "..., as does the interconnect": another metric of the same ratio."""
    frame = told.frame
    hit = _SO_DOES.search(frame.reading.lower, frame.factor.end, frame.right)
    named = [m for m in measures(hit["what"]) if m.rank < 2] if hit else []
    metric = named[0].metric if named else None
    if metric is not None:
        metric = (
            "interconnect_bandwidth"
            if metric == "memory_bandwidth" and "between" in (hit["what"] if hit else "")
            else metric
        )
        yield Told(frame, told.subject, told.other, told.words, metric, told.ratios)


_HOLDER = late(r"\b(?:per|each|every|whole|full|entire) (rack|pod|superpod|server)\b")


def ratios(frame: Frame, metric: Metric, turned: bool, loose: bool) -> tuple[float, ...]:
    f = frame.factor
    lower = (metric in LOWER_IS_BETTER) != turned
    read = [
        sense.ratio(f, v, frame.before, frame.after, lower) for v in ([f.value] if f.low is None else [f.low, f.value])
    ]
    if loose and f.kind == "percent" and sense.is_total(f, frame.before, frame.after):
        return ()
    fit = [1 / r if turned else r for r in read if r is not None and 0 < r < 100_000 and r != 1]
    return tuple(fit)


def relation(
    reading: Reading, told: Told, hedged: bool, plain: bool, most: float = 1.0, backed: bool = False
) -> Relation:
    """`plain`: the subject's own clause simply says that it has this much more; `most`: the certainty of what it goes on with;
    `backed`: the multiple is the quotient of figures that the text gives of the two."""
    subject, other = told.subject, told.other
    confidence = _certainty(told, plain)
    confidence = max(confidence, 0.8) if backed else min(confidence, most)
    status, reason = judged(confidence, hedged)
    start, end = _quote(reading, told)
    f = told.frame.factor
    near = reading.lower[max(told.frame.left, f.start - 40) : min(told.frame.right, f.end + 60)]
    spread = len(told.ratios) > 1
    return Relation(
        subject=subject.product.slug,
        object=other.slug if other else None,
        object_text="" if other else told.words,
        metric=told.metric,
        factor=round(max(told.ratios), 6),
        low=round(min(told.ratios), 6) if spread else None,
        high=round(max(told.ratios), 6) if spread else None,
        op="range" if spread else "=",
        precision=qualifiers.first_precision(near),
        status=status,
        reason=reason,
        evidence=Evidence(
            quote=reading.text[start:end], start=start, end=end, rule=f"ratio.{subject.rule}{told.link and '.' + told.link}",
            confidence=round(max(confidence, 0.05), 2),
        ),
    )  # fmt: skip


def _certainty(told: Told, plain: bool) -> float:
    """Of the subject's rule, less for what is left unsaid or stands far off."""
    subject, other, loose = told.subject, told.other, told.other is None and told.words == "unspecified"
    sure = (
        0.1
        if other is not None
        and subject.rule.endswith("-first")
        and told.frame.sentence.start <= other.start < told.frame.sentence.end
        else 0.0
    )
    onward = told.link == "carried" and subject.rule.endswith("-first")
    sure = max(sure, 0.1 if onward else 0.0)
    return (
        subject.confidence
        + sure
        - (0.1 if loose and plain and not _AS_MUCH.match(told.frame.after) else 0.2 if loose else 0.0)
        - (0.1 if told.link == "spoken" and other is not None and subject.rule in _SPOKEN_OF else 0.0)
        - (0.1 if told.link == "spoken" and _far(told) else 0.0)
        - (0.2 if subjects.stranger(told.frame, subject) or makers.another_speaks(told.frame, subject) else 0.0)
        - (
            0.15
            if told.link == "spoken" and subject.rule not in _SPOKEN_OF and told.frame.sentence.kind != "item"
            else 0.0
        )
    )


def _far(told: Told) -> bool:
    """Is the object named in no sentence of this paragraph?"""
    frame = told.frame
    return told.other is not None and told.other.start < frame.reading.blocks[frame.sentence.block].start


_SPOKEN_OF = ("clause", "agent", "heir", "switched")
"""Rules whose subject is sure enough for an object that only the sentences before name."""
_AS_MUCH = late(r"\s(?:as|so)\s(?:much|many|fast|quick|high|large|big|good|strong|wide)\b")
"""Leaves unsaid what it is as much as: it stands in the text, though it was not found."""
_HAS = late(
    r"(?:[^.;]{0,30}?,\s(?:which|that)(?:\s[\w-]+\s(?:says|said|claims))?)?\s(?:gave|has|have|offers?|delivers?|brings?"
    r"|provides?|gives?|gets?|boasts?|achieves?|promises?|features?"
    r"|comes with)\b[^,;.]{0,30}"
)


_AND = late(r"[^.;:,]{1,60}(?:,|,?\sand)(?:\san?)?\s")


def _has(reading: Reading, told: Told) -> bool:
    between = reading.lower[_named_end(told) : told.frame.factor.start]
    return told.subject.rule == "clause" and _HAS.fullmatch(between) is not None


def _joins(reading: Reading, last: Told, told: Told) -> bool:
    """ "4.7 times the performance and 67% better efficiency": the second hangs on the verb of the first."""
    alike = last.frame.sentence == told.frame.sentence and last.subject.product.slug == told.subject.product.slug
    return alike and _AND.fullmatch(reading.lower[last.frame.factor.end : told.frame.factor.start]) is not None


def _named_end(told: Told) -> int:
    """Where the name of the subject ends."""
    place = told.subject.place
    return next((m.end for m in told.frame.here if m.start == place), place)


def _unique(found: list[Relation]) -> list[Relation]:
    """Without repetitions of one ratio."""
    seen: dict[tuple[object, ...], Relation] = {}
    for r in found:
        seen.setdefault((r.subject, r.object, r.object_text, r.metric, r.factor, r.low, r.status), r)
    return list(seen.values())


def _quote(reading: Reading, told: Told) -> tuple[int, int]:
    f, sentence, place = told.frame.factor, told.frame.sentence, told.subject.place
    start, end = f.start, min(sentence.end, f.end + 60)
    if sentence.start <= place < f.start and f.start - place < 200:
        start = place
    if told.other is not None and f.end <= told.other.end <= sentence.end:
        end = max(end, told.other.end)
    while end < sentence.end and reading.clean[end - 1].isalnum() and reading.clean[end].isalnum():
        end += 1
    return trimmed(reading.clean, start, end)
