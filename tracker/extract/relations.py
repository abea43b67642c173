"""Ratios between products: whose, to what, on which metric, by how much."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice, pairwise

from tracker.extract import (
    comparands,
    exchanges,
    gauge,
    modality,
    proportions,
    qualifiers,
    ratio_tables,
    sense,
    switched,
)
from tracker.extract.barred import SINCE, SOFTWARE, barred
from tracker.extract.claims import held_by, judged
from tracker.extract.comparands import Frame
from tracker.extract.late import late
from tracker.extract.layout import trimmed
from tracker.extract.measures import LOWER_IS_BETTER, measures
from tracker.extract.multiples import Multiple
from tracker.extract.ownership import Owner, accelerator
from tracker.extract.parts import Mention, Reading, Sentence
from tracker.model.fact import Evidence, Relation
from tracker.model.words import Metric

MOST = 300
MOST_IN_SENTENCE = 12


@dataclass(frozen=True, slots=True)
class Told:
    """One comparison as the sentence tells it, before it is judged."""

    frame: Frame
    subject: Owner
    other: Mention | None
    words: str
    metric: Metric
    ratios: tuple[float, ...]
    link: str = ""
    """How the object was found where the sentence does not name it."""


def relations(reading: Reading, comma: bool) -> tuple[Relation, ...]:
    out: list[Relation] = []
    last: Told | None = None
    for sentence in reading.sentences:
        if sentence.kind == "row":
            continue
        if last is not None and last.frame.sentence.block != sentence.block and sentence.kind != "item":
            last = None
        out.extend(exchanges.read(reading, sentence, comparands.named(reading, sentence)))
        for told in _told(reading, sentence, comma, last):
            last = told
            out.append(relation(reading, told, doubtful(told.frame)))
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
    return bool(_SUPPOSED.search(opening)) or modality.hedged(
        frame.reading.words, max(sentence.start, f.start - 220), min(sentence.end, f.end + 90)
    )


def _told(reading: Reading, sentence: Sentence, comma: bool, before: Told | None) -> Iterator[Told]:
    last: Told | None = None
    against: set[str] = set()
    for frame in frames(reading, sentence, comma):
        for told in _read(replace(frame, against=frozenset(against)), last or before):
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


def frames(reading: Reading, sentence: Sentence, comma: bool) -> Iterator[Frame]:
    """Every multiple of a sentence that is no count, with the stretch of words that may belong to it."""
    here = comparands.named(reading, sentence)
    factors = list(islice(proportions.find(reading.words, sentence.start, sentence.end, comma), MOST_IN_SENTENCE))
    factors = [f for f in factors if not _counts(reading, here, f)]
    cuts = _cuts(reading, sentence, factors)
    for number, factor in enumerate(factors):
        near = [m for m in here if factor.start - 600 < m.start < factor.end + 300]
        yield Frame(reading, sentence, factor, cuts[number], cuts[number + 1], near)


_COUNTED_NEXT = late(
    r"\s?(?:\d|[a-z-]*(?:node|server|rack|card|chip|cluster|vm|gpu|accelerator|socket|die"
    r"|stack|instance|switch|cpu|core|lane|port)s?\b"
    r"|(?:fewer|more|as many|the number of)\s(?:[\w-]+\s)?(?:gpus|chips|racks|servers"
    r"|machines|nodes|cards|accelerators|instances|cpus|people|users|customers)\b)"
)


_AFTER_FIGURE = late(r"\d[\d.,]*\s?[a-z/]{1,9}(?:\s[\w-]{1,8})?(?:,|\s\(|\s=|:)\s$")


def _counts(reading: Reading, here: Sequence[Mention], factor: Multiple) -> bool:
    """ "8x H100", "4x fewer GPUs", "2 x 8": a number of things, no ratio."""
    low = reading.lower
    if factor.kind == "part" and (span := re.match(r"\s(?:of\s)?an?\s", low[factor.end : factor.end + 8])):
        place = factor.end + span.end()
        return not any(place <= m.start <= place + 18 for m in here)
    if factor.kind != "times" or factor.verb:
        return False
    bare = low[factor.start : factor.end].rstrip("+ ").endswith("x")
    if (bare and _COUNTED_NEXT.match(low, factor.end)) or re.match(
        r"\s(?:fewer|more|as many)\s(?:[\w-]+\s)?(?:gpus|chips|racks|servers|machines|nodes"
        r"|cards|accelerators|instances|cpus)\b(?!\s(?:per|in|fit))",
        low[factor.end : factor.end + 45],
    ):
        return not re.match(
            r"\s?(?:gpu|chip|accelerator|card|die|server|rack|node|cluster|system)[- ](?:memory"
            r"|bandwidth|performance|throughput|power|interconnect|compute)",
            low[factor.end : factor.end + 40],
        )
    following = next((m for m in here if 0 <= m.start - factor.end <= 12), None)
    figure = following is not None and _AFTER_FIGURE.search(low[max(0, factor.start - 40) : factor.start])
    if figure and following and re.match(r"\s*(?:[,;)\n.]|$)", low[following.end : following.end + 3]):
        return False
    if (
        not bare
        or following is None
        or factor.value != int(factor.value)
        or re.search(r"\b(?:of|the|an?)\b", low[factor.end : following.start])
        or re.search(
            r"[a-z]{3}",
            low[factor.end : following.start].replace("nvidia", "").replace("amd", "").replace("google", ""),
        )
    ):
        return False
    return not re.match(
        r"(?:'s|s')?\s(?:\w+\s)?(?:performance|throughput|compute|memory|bandwidth|speed"
        r"|power|efficiency|cost|capacity|perf)|'s\b",
        low[
            following.end - 2 if low[following.end - 2 : following.end] == "'s" else following.end : following.end + 30
        ],
    )


_PARTING = late(
    r",|;|:|\(|\s-\s|\s{2,}|\b(?:and|but|while|with|at|for|und|et|y|by|plus|or|yet|bei|mit|avec|con|pour)\b|,"
)
_CLAUSE = late(r";\s|\.\s|\bwhile\b|\bwhereas\b|,\s(?:but|yet)\s")


def _cuts(reading: Reading, sentence: Sentence, factors: list[Multiple]) -> list[int]:
    """Where the words of one multiple end and those of the next begin."""
    cuts = [sentence.start]
    for a, b in pairwise(factors):
        hits = list(_PARTING.finditer(reading.lower, a.end, b.start))
        hard = [
            h
            for h in hits
            if h[0] in (";", ",") or h[0].isspace() or h[0].strip() in ("while", "but", "and", "und", "et", "y")
        ]
        firm = [h for h in hard if h[0] == ";"]
        chosen = (firm or hard or hits)[-1].start() if hits else b.start
        cuts.append(max(a.end, chosen))
    return [*cuts, sentence.end]


def _read(frame: Frame, last: Told | None) -> Iterator[Told]:
    if barred(frame):
        return
    subject, left = _subject(frame, last)
    if subject is None or not accelerator(subject.product):
        return
    if place := _HOLDER.search(f"{frame.before[-60:]} | {frame.after[:40]}"):
        subject = held_by(
            frame.reading, subject, "rack" if place[1] == "rack" else "pod" if "pod" in place[1] else "server"
        )
    other, words = comparands.reference(frame, subject)
    if (
        other is None
        and words in ("unspecified", "previous generation")
        and left is not None
        and left.slug != subject.product.slug
    ):
        other, words = left, ""
    named, link = other, ""
    if (
        other is None
        and words == "unspecified"
        and last is not None
        and last.subject.product.slug == subject.product.slug
    ):
        other, words, link = last.other, last.words, "carried"
    if other is None and words in ("unspecified", "previous generation"):
        other = comparands.yardstick(frame.reading, frame.sentence, subject)
        if other is None and subject.rule in ("sole", "title"):
            other = comparands.only_yardstick(frame.reading, subject)
        link = "yardstick" if other is not None else link
    around = frame.reading.lower[frame.sentence.start : min(frame.sentence.end, frame.factor.end + 90)]
    if other is None and words == "unspecified":
        if SOFTWARE.search(around) or SINCE.search(around):
            return
        other, link = comparands.spoken_of(frame, subject), "spoken"
    if other is not None and other.slug == subject.product.slug:
        other, words = None, "unspecified"
    loose = other is None and words == "unspecified"
    wider = frame.reading.lower[frame.sentence.start : frame.factor.start]
    found = gauge.gauge(frame.before, frame.after, wider)
    if found == []:
        found = _carried(frame, last, named)
    for metric, turned in found or ():
        if fit := ratios(frame, metric, turned, loose):
            yield Told(frame, subject, other, words, metric, fit, link)


def _subject(frame: Frame, last: Told | None) -> tuple[Owner | None, Mention | None]:
    """Whose multiple it is, and the product that it took the place of where the paragraph tells of a change."""
    own = comparands.subject(frame)
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
        own = replace(last.subject, rule="carried", confidence=0.78)
    return own, None


_OCCASION = late(r"\s(?:whether|if|before|at|in|since|the answer|during)\b|[.,;]?\s*(?:$|\")|\sas\smany\b")
"""What follows "three times" where it counts occasions: no noun, no yardstick."""
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


def _carried(frame: Frame, last: Told | None, other: Mention | None) -> list[gauge.Gauged]:
    """A multiple without a metric: that of the one before ("twice that of A and four times that of B"), else performance."""
    said = frame.reading.lower[frame.factor.start : frame.factor.end]
    if said.endswith(("times", "twice", "thrice")) and not said[0].isdigit() and _OCCASION.match(frame.after):
        return []
    if (
        last is not None
        and last.frame.sentence == frame.sentence
        and re.match(r"\s?(?:that of|those of|the|of|against|over|versus|vs)?\b", frame.after)
        and len(frame.after) < 90
    ):
        return [(last.metric, False)]
    return [("performance", False)] if other is not None and frame.factor.kind == "times" else []


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


def relation(reading: Reading, told: Told, hedged: bool) -> Relation:
    subject, other, loose = told.subject, told.other, told.other is None and told.words == "unspecified"
    sure = (
        0.1
        if other is not None
        and subject.rule.endswith("-first")
        and told.frame.sentence.start <= other.start < told.frame.sentence.end
        else 0.0
    )
    carried = told.link == "carried" and subject.rule.endswith("-first")
    sure = max(sure, 0.1 if carried else 0.0)
    plain = (
        loose and subject.rule == "clause" and _HAS.fullmatch(reading.lower[_named_end(told) : told.frame.factor.start])
    )
    confidence = (
        subject.confidence
        + sure
        - (0.1 if plain else 0.2 if loose else 0.0)
        - (0.2 if comparands.stranger(told.frame, subject) else 0.0)
        - (
            0.15
            if told.link == "spoken"
            and subject.rule not in ("clause", "agent", "heir", "switched")
            and told.frame.sentence.kind != "item"
            else 0.0
        )
    )
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


_HAS = late(
    r"(?:[^.;]{0,30}?,\s(?:which|that))?\s(?:gave|has|have|offers?|delivers?|brings?"
    r"|provides?|gives?|gets?|boasts?|achieves?|promises?|features?"
    r"|comes with)\b[^,;.]{0,30}"
)


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
