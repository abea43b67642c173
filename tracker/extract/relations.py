"""Ratios between products: whose, to what, on which metric, by how much."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from tracker.extract import comparands, gauge, modality, multiples, qualifiers, ratio_tables, sense
from tracker.extract.claims import judged
from tracker.extract.comparands import Frame
from tracker.extract.layout import trimmed
from tracker.extract.measures import LOWER_IS_BETTER, measures
from tracker.extract.multiples import Multiple
from tracker.extract.ownership import Owner, accelerator
from tracker.extract.parts import Mention, Reading, Sentence
from tracker.model.fact import Evidence, Relation
from tracker.model.words import Metric

MOST = 300
MOST_IN_SENTENCE = 16


@dataclass(frozen=True, slots=True)
class Told:
    """One comparison as the sentence tells it, before it is judged."""

    frame: Frame
    subject: Owner
    other: Mention | None
    words: str
    metric: Metric
    ratios: tuple[float, ...]


def relations(reading: Reading, comma: bool) -> tuple[Relation, ...]:
    out: list[Relation] = []
    for sentence in reading.sentences:
        if sentence.kind == "row":
            continue
        hedged = doubtful(reading.lower[sentence.start : sentence.end])
        out.extend(_relation(reading, told, hedged) for told in _told(reading, sentence, comma))
        if len(out) >= MOST:
            break
    out.extend(ratio_tables.read(reading, comma))
    return tuple(_unique(out))


_SUPPOSED = re.compile(r"\b(?:would(?!n't)|might|if|imagine|suppose|hypothetical\w*|were to|supposed to|wish\w*)\b")


def doubtful(words: str) -> bool:
    return modality.hedged(words) or bool(_SUPPOSED.search(words))


def _told(reading: Reading, sentence: Sentence, comma: bool) -> Iterator[Told]:
    here = comparands.named(reading, sentence)
    factors = list(islice(multiples.find(reading.lower, sentence.start, sentence.end, comma), MOST_IN_SENTENCE))
    factors = [f for f in factors if not _counts(reading, here, f)]
    cuts = _cuts(reading, sentence, factors)
    last: Told | None = None
    against: set[str] = set()
    for number, factor in enumerate(factors):
        frame = Frame(reading, sentence, factor, cuts[number], cuts[number + 1], here, frozenset(against))
        for told in _read(frame, last):
            last = told
            if told.other is not None and sentence.start <= told.other.start < sentence.end:
                against.add(told.other.slug)
            yield told
            yield from _likewise(told)


_COUNTED_NEXT = re.compile(
    r"\s?(?:\d|[a-z-]*(?:node|server|rack|card|chip|cluster|vm|gpu|accelerator|socket|die|stack|instance|switch|cpu|core|lane|port)s?\b"
    r"|(?:fewer|more|as many|the number of)\s(?:[\w-]+\s)?(?:gpus|chips|racks|servers|machines|nodes|cards|accelerators|instances|cpus|people|users|customers)\b)"
)


def _counts(reading: Reading, here: Sequence[Mention], factor: Multiple) -> bool:
    """ "8x H100", "4x fewer GPUs", "2 x 8": a number of things, no ratio."""
    low = reading.lower
    if factor.kind != "times" or factor.verb:
        return False
    bare = low[factor.start : factor.end].rstrip("+ ").endswith("x")
    if (bare and _COUNTED_NEXT.match(low, factor.end)) or re.match(r"\s(?:fewer|more|as many)\s(?:[\w-]+\s)?(?:gpus|chips|racks|servers|machines|nodes|cards|accelerators|instances|cpus)\b(?!\s(?:per|in|fit))", low[factor.end : factor.end + 45]):
        return not re.match(r"\s?(?:gpu|chip|accelerator|card|die|server|rack|node|cluster|system)[- ](?:memory|bandwidth|performance|throughput|power|interconnect|compute)", low[factor.end : factor.end + 40])
    following = next((m for m in here if 0 <= m.start - factor.end <= 12), None)
    if not bare or following is None or re.search(r"[a-z]{3}", low[factor.end : following.start].replace("nvidia", "").replace("amd", "").replace("google", "")):
        return False
    return not re.match(r"(?:'s|s')?\s(?:\w+\s)?(?:performance|throughput|compute|memory|bandwidth|speed|power|efficiency|cost|capacity|perf)|'s\b", low[following.end - 2 if low[following.end - 2 : following.end] == "'s" else following.end : following.end + 30])


_PARTING = re.compile(r",|;|:|\(|\s-\s|\b(?:and|but|while|with|at|for|und|et|y|by|plus|or|yet|bei|mit|avec|con|pour)\b|,")
_CLAUSE = re.compile(r";\s|\.\s|\bwhile\b|\bwhereas\b|,\s(?:but|yet)\s")


def _cuts(reading: Reading, sentence: Sentence, factors: list[Multiple]) -> list[int]:
    """Where the words of one multiple end and those of the next begin."""
    cuts = [sentence.start]
    for a, b in zip(factors, factors[1:], strict=False):
        hits = list(_PARTING.finditer(reading.lower, a.end, b.start))
        hard = [h for h in hits if h[0] in (";", ",") or h[0].strip() in ("while", "but", "and", "und", "et", "y")]
        chosen = (hard or hits)[-1].start() if hits else b.start
        cuts.append(max(a.end, chosen))
    return [*cuts, sentence.end]


_BUSINESS = (
    r"revenues?|sales|shares?|stock|earnings|margins?|headcount|staff|employees|valuation|markets?|market share|orders?\b(?! of magnitude)"
    r"|demand|subscri\w+|shipments?|investors?|guidance|year[- ]over[- ]year|year[- ]on[- ]year|capex|spending|tariffs?|profits?"
    r"|price target|backlog|suppl(?:y|ies)|output volume|workforce|umsatz|ingresos|chiffre d'affaires|売上|营收|収益|tax|interest|emissions"
)
_OTHER_HEAD = (
    r"customers|users|people|accuracy|yields?|reliab\w+|uptime|utili[sz]ation|parameters|context|attendees|applicants|odds|chance|code|layers"
    r"|experts|kv[ -]?capacity|kv cache|of its (?:peak|theoretical)|of (?:theoretical|peak)|model size|models?|engineers|developers|water"
    r"|growth|production|space|floor|sites|fewer tokens|capacity utili\w+"
)
_BUSINESS_BEFORE = re.compile(rf"\b(?:{_BUSINESS})\b")
_BUSINESS_AFTER = re.compile(rf"\b(?:{_BUSINESS}|{_OTHER_HEAD})\b")
_SOFTWARE = re.compile(
    r"\b(?:kernels?|vllm|sglang|tensorrt\S*|triton|cudnn|compilers?|drivers?|firmware|software|patch|plugin|speculative|quanti[sz]\w+"
    r"|flashattention\S*|librar(?:y|ies)|toolkit|pytorch|cuda graphs?|rocm \d\S*|tgi|text generation inference|dynamo|optimi[sz]ations?|schedul\w+"
    r"|batching|disaggregat\w+|fused|release|version|engine|llama\.cpp|ollama|open-?source|algorithm|checkpoint|prefix caching)\b"
)
_SOFT_OBJECT = re.compile(rf"{comparands.MARKER}\s(?:the\s|its\s|our\s|plain\s|stock\s|vanilla\s)*(?:\w+\s)?(?:vllm|sglang|tensorrt\S*|triton|cudnn|pytorch|tgi|text generation|llama\.cpp|ollama|rocm|cuda|v?\d+\.\d+|baseline|round-robin|eager|flash|default|bf16|fp16|fp8|fp32|(?:an?\s)?(?:earlier|previous|older) (?:version|release|build))\b")
_SINCE = re.compile(r"\b(?:since (?:last|january|launch|then|20\d\d)|a year (?:ago|earlier)|last year|within (?:a|the) year|in (?:a|one) year|months? (?:ago|earlier)|yoy|qoq|quarter-over-quarter)\b")
_DENIED = re.compile(
    r"\b(?:not|never|no|neither|nor|without|isn't|wasn't|doesn't|didn't|don't|aren't|won't|cannot|can't|far from|nowhere near|nicht|kein\w*|pas)\s"
    r"(?!only|just|less than|fewer than|least)(?:[\w'-]+\s){0,4}$"
)
_UNTRUE = re.compile(r"\b(?:not true|untrue|no truth|myth|den(?:y|ies|ied|ying)|refut\w+|debunk\w*|dismiss\w+|wrong(?:ly)?|false(?:ly)?|hoax|nonsense|retract\w*|correction|walked back)\b")


_NP_END = re.compile(rf"\b(?:{comparands.MARKER})\b|\b(?:for|on|at|with|while|when|in)\b|[,;(]")


def _barred(frame: Frame) -> bool:
    """Business, software's own gains and denials are no ratios of products."""
    low, f = frame.reading.lower, frame.factor
    before, after = frame.before[-80:], frame.after[:60]
    if _BUSINESS_BEFORE.search(before[-60:]) or _BUSINESS_AFTER.search(_NP_END.split(after)[0][:45]):
        return True
    opening = low[frame.sentence.start : f.start]
    return bool(_DENIED.search(before[-50:]) or _UNTRUE.search(opening) or _SOFT_OBJECT.search(low, f.end, min(frame.sentence.end, f.end + 110)))


def _read(frame: Frame, last: Told | None) -> Iterator[Told]:
    if _barred(frame):
        return
    subject = comparands.subject(frame)
    if subject is None or not accelerator(subject.product):
        return
    other, words = comparands.reference(frame, subject)
    if other is None and words == "unspecified" and last is not None and last.subject.product.slug == subject.product.slug:
        other, words = last.other, last.words
    if other is None and words in ("unspecified", "previous generation"):
        other = comparands.yardstick(frame.reading, frame.sentence, subject)
    if other is None and words == "unspecified":
        other = comparands.spoken_of(frame, subject)
    if other is not None and other.slug == subject.product.slug:
        other, words = None, "unspecified"
    loose = other is None and words == "unspecified"
    around = frame.reading.lower[frame.sentence.start : min(frame.sentence.end, frame.factor.end + 90)]
    if loose and (_SOFTWARE.search(around) or _SINCE.search(around)):
        return
    wider = frame.reading.lower[frame.sentence.start : frame.factor.start]
    found = gauge.gauge(frame.before, frame.after, wider) or _carried(frame, last, other)
    for metric, turned in found:
        ratios = _ratios(frame, metric, turned, loose)
        if ratios:
            yield Told(frame, subject, other, words, metric, ratios)


_SO_DOES = re.compile(r"\b(?:as|so)\s(?:does|do|did|is|are)\s(?P<what>[^.;,]{4,60})")


def _likewise(told: Told) -> Iterator[Told]:
    """ "..., as does the interconnect": another metric of the same ratio."""
    frame = told.frame
    hit = _SO_DOES.search(frame.reading.lower, frame.factor.end, frame.right)
    named = [m for m in measures(hit["what"]) if m.rank < 2] if hit else []
    if named:
        metric = named[0].metric
        metric = "interconnect_bandwidth" if metric == "memory_bandwidth" and "between" in (hit["what"] if hit else "") else metric
        yield Told(frame, told.subject, told.other, told.words, metric, told.ratios)


def _carried(frame: Frame, last: Told | None, other: Mention | None) -> list[gauge.Gauged]:
    """A multiple without a metric: that of the one before ("twice that of A and four times that of B"), else performance."""
    if last is not None and re.match(r"\s?(?:that of|those of|the|of|against|over|versus|vs)?\b", frame.after) and len(frame.after) < 90:
        return [(last.metric, False)]
    return [("performance", False)] if other is not None and frame.factor.kind == "times" else []


def _ratios(frame: Frame, metric: Metric, turned: bool, loose: bool) -> tuple[float, ...]:
    f = frame.factor
    lower = (metric in LOWER_IS_BETTER) != turned
    read = [sense.ratio(f, v, frame.before, frame.after, lower) for v in ([f.value] if f.low is None else [f.low, f.value])]
    if loose and f.kind == "percent" and sense.is_total(f, frame.before, frame.after):
        return ()
    fit = [1 / r if turned else r for r in read if r is not None and 0 < r < 100_000 and r != 1]
    return tuple(fit)


def _relation(reading: Reading, told: Told, hedged: bool) -> Relation:
    subject, other, loose = told.subject, told.other, told.other is None and told.words == "unspecified"
    confidence = subject.confidence - (0.06 if loose else 0.0) - (0.05 if loose and told.frame.factor.kind == "percent" else 0.0)
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
            quote=reading.text[start:end], start=start, end=end, rule=f"ratio.{subject.rule}",
            confidence=round(max(confidence, 0.05), 2),
        ),
    )  # fmt: skip


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
