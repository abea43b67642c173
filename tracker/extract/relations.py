"""Ratios between products: whose, to what, on which metric, by how much."""

from __future__ import annotations

import re
from itertools import islice

from tracker.extract import factors, modality, qualifiers
from tracker.extract.claims import judged
from tracker.extract.factors import Factor
from tracker.extract.layout import trimmed
from tracker.extract.ownership import Owner, accelerator, focus
from tracker.extract.parts import Mention, Reading, Sentence
from tracker.model.fact import Evidence, Relation
from tracker.model.words import Metric

MOST = 300
MOST_IN_SENTENCE = 16

_METRICS: tuple[tuple[Metric, str], ...] = (
    (
        "price_performance",
        r"price[- /]?(?:to-)?performance|perf(?:ormance)?(?: per |/)\s?(?:dollar|\$|euro)|per dollar"
        r"|/\s?\$|for each dollar|per euro|tokens?[- ]per[- ]dollar|a dollar buys|cost[- ]efficien\w+"
        r"|cost[- ]performance|preis-leistung\w*|value for money",
    ),
    (
        "energy_efficiency",
        r"(?:energy|power)[- ]efficien\w+|energieeffizien\w+|per[- ](?:watt|megawatt|mw|joule|kilowatt"
        r"|gigawatt)|/\s?(?:w|mw|watt|megawatt)\b|perf/w|efficient|je watt|pro watt|par watt",
    ),
    (
        "cost_per_token",
        r"costs?[- ]per[- ](?:million[- ])?tokens?|(?:token|inference token) costs?|cost of (?:generating "
        r"|a )?tokens?|tokens? costs?|per[- ]token costs?|cost (?:per|of) (?:output|token)\w*",
    ),
    (
        "cost_per_inference",
        r"costs? per (?:inference|query|request|image)|inference costs?|serving costs?"
        r"|cost of (?:inference|serving)",
    ),
    ("tco", r"tco|total cost|cost of ownership|\bcosts?\b|bills?\b|cheaper|less expensive|kosten"),
    (
        "interconnect_bandwidth",
        r"(?:interconnect|scale-up|nvlink|fabric|ici|inter-chip|chip-to-chip|link)\b[^.,;]{0,18}bandwidth"
        r"|aggregate fabric|fabric",
    ),
    (
        "memory_bandwidth",
        r"(?:memory|hbm\w*|effective|sram)[ -]bandwidth|bandwidth of (?:the )?(?:memory|hbm)"
        r"|speicherbandbreite|memory feeds|bandwidth|bandbreite",
    ),
    ("sram", r"on-chip (?:memory|sram)|\bsram\b"),
    ("memory_capacity", r"memory(?: capacity| size)?|hbm\w*(?: capacity)?|vram|gpu memory|speicher\w*|mémoire"),
    ("latency", r"latenc\w+|time to first token|ttft|response time|first token|latenz\w*"),
    ("transistors", r"transistors?"),
    ("throughput", r"throughput|tokens?(?: per |/| a )s(?:econd)?|tok/s|tokens|requests|durchsatz|débit"),
    (
        "peak_compute",
        r"peak (?:performance|compute)\w*|\bcompute\b(?! cost)|[tpe]?flops|petaflops|exaflops"
        r"|computing power|compute power|processing power|rechenleistung|ai compute|raw performance"
        r"|puissance de calcul",
    ),
    (
        "performance",
        r"perform\w*|faster|speed\w*|quicker|quick|fast|gains?|outperform\w*|leistung\w*|schneller"
        r"|more powerful|as powerful|rapide|work|outdoes|beats",
    ),
    ("power", r"\bpower\b|\benergy\b|watts?|electricity|consumption|strom\w*|power draw"),
    ("scale_up_size", r"scale-up (?:domain|size)|as many (?:chips|gpus)|domain"),
    ("price_hourly", r"per hour|hourly|price|prices|dearer"),
)
_COMPILED = tuple((name, re.compile(rf"(?:(?<![a-z])|(?=/))(?:{words})")) for name, words in _METRICS)
_LOWER = {"power", "latency", "cost_per_token", "cost_per_inference", "tco", "price_hourly", "price_token"}
_VETO = re.compile(
    r"\b(?:revenue|sales|share(?:s| price)?|stock|earnings|margins?|headcount|staff|valuation|market"
    r"|orders?|demand|subscri\w+|shipments?|investors?|guidance|quarter\w*|year[- ]over[- ]year|capex"
    r"|spending|growth|tariff|discount\w*"
    r"|kernels?|vllm|sglang|tensorrt\S*|triton|cudnn|compiler|driver|firmware|software update|release"
    r"|speculative|quanti[sz]\w+|flashattention\S*|library|toolkit|pytorch|cuda graphs|patch|plugin"
    r"|batch size|utili[sz]ation|of (?:its|their|the) (?:theoretical|peak|spec)|reliab\w+|uptime"
    r"|accuracy|yield\w*|tgi|text generation inference|same chip)\b"
)
_OBJECT_LEAD = (
    r"(?:than|versus|vs\.?|compared (?:to|with)|over|against|relative to|of|that of|as|to|above|beyond"
    r"|from|gegenüber|als|what)"
)
_GENERIC = re.compile(
    rf"\b{_OBJECT_LEAD}\s(?P<g>(?:(?:the|a|an|its|their|any|other|today's|our|existing|comparable"
    rf"|competing|same|most)\s)?(?:[\w-]+[- ]){{0,2}}?(?:previous|prior|last|earlier|preceding|current"
    rf"|existing|present|leading|conventional|traditional|older|newest"
    rf"|latest)?[\w\s-]{{0,14}}?(?:generations?|predecessors?|gpus?|gpu-based\ssystems|systems?|chips?"
    rf"|accelerators?|competit\w+|rivals?|alternatives?|cpus?|hardware|machines?|before|instances?"
    rf"|vorgänger\w*))\b"
)
_BACK = re.compile(
    r"^[\s\"'(*-]*(?:compared (?:to|with)|versus|against|relative to|over|set (?:against|beside)|next to|than)\b"
)


def relations(reading: Reading, comma: bool) -> tuple[Relation, ...]:
    out: list[Relation] = []
    for sentence in reading.sentences:
        if sentence.kind == "row":
            continue
        found = list(islice(factors.find(reading.lower, sentence.start, sentence.end, comma), MOST_IN_SENTENCE))
        if found:
            hedged = modality.hedged(reading.lower[sentence.start : sentence.end])
            cuts = [hit.span() for hit in _NEXT_FIGURE.finditer(reading.lower, sentence.start, sentence.end)]
            out.extend(r for f in found if (r := _read(reading, sentence, f, _stretch(cuts, f, sentence), hedged)))
        if len(out) >= MOST:
            break
    return tuple(out)


def _read(
    reading: Reading, sentence: Sentence, factor: Factor, stretch: tuple[int, int], hedged: bool
) -> Relation | None:
    low, (left, right) = reading.lower, stretch
    if _VETO.search(low[max(left, factor.start - 70) : min(right, factor.end + 60)]):
        return None
    before, after = low[left : factor.start], low[factor.end : right]
    metric = _metric(before, after)
    subject = _subject(reading, sentence, factor)
    if metric is None or subject is None or not accelerator(subject.product):
        return None
    other, words = _object(reading, sentence, factor, subject)
    loose = other is None and words == "unspecified"
    if loose and metric in ("tco", "price_hourly", "power") and "cheaper" in after[:30]:
        return None
    metric, ratios = _ratios(factor, metric, before, after)
    if not ratios:
        return None
    confidence = subject.confidence - (0.06 if loose else 0.0) - (0.05 if loose and factor.kind == "percent" else 0.0)
    return _relation(reading, sentence, factor, subject, other, words, metric, ratios, confidence, hedged)


def _ratios(factor: Factor, metric: Metric, before: str, after: str) -> tuple[Metric, list[float]]:
    """The factor, or both ends of its range, in terms of the metric; energy per token is efficiency upside down."""
    ends = [factor.value] if factor.low is None else [factor.low, factor.value]
    read = [factors.ratio(factor, v, before, after, metric in _LOWER) for v in ends]
    fit = [r for r in read if r is not None and 0 < r < 100_000 and r != 1]
    if metric in ("power", "throughput", "energy_efficiency") and _ENERGY_PER.search(f"{after[:60]} {before[-40:]}"):
        return "energy_efficiency", [1 / r for r in fit]
    return metric, fit


def _relation(
    reading: Reading, sentence: Sentence, factor: Factor, subject: Owner, other: Mention | None, words: str,
    metric: Metric, ratios: list[float], confidence: float, hedged: bool,
) -> Relation:  # fmt: skip
    status, reason = judged(confidence, hedged)
    start, end = _quote(reading, sentence, factor, subject, other)
    near = reading.lower[max(sentence.start, factor.start - 40) : min(sentence.end, factor.end + 60)]
    spread = len(ratios) > 1
    evidence = Evidence(
        quote=reading.text[start:end],
        start=start,
        end=end,
        rule=f"ratio.{subject.rule}",
        confidence=round(max(confidence, 0.05), 2),
    )
    return Relation(
        subject=subject.product.slug,
        object=other.slug if other else None,
        object_text="" if other else words,
        metric=metric,
        factor=round(max(ratios), 6),
        low=round(min(ratios), 6) if spread else None,
        high=round(max(ratios), 6) if spread else None,
        op="range" if spread else "=",
        precision=qualifiers.first_precision(near),
        status=status,
        reason=reason,
        evidence=evidence,
    )


_NEXT_FIGURE = re.compile(
    r",\s(?:and\s)?(?:up to\s)?(?=\d)|\band\s(?:up to\s|at least\s|nearly\s)?(?=\d[\d.]*\s?(?:x|times"
    r"|%|percent|-?fold))|;|\.\s|\bwhile\b|,\s(?:and|but|while)\s(?=[^,]{0,40}\d)"
)


def _stretch(cuts: list[tuple[int, int]], factor: Factor, sentence: Sentence) -> tuple[int, int]:
    """Where the words that belong to a factor may stand: up to the next figure's."""
    left = max((end for _, end in cuts if end <= factor.start), default=sentence.start)
    right = min((start for start, _ in cuts if start >= factor.end), default=sentence.end)
    return left, right


def _metric(before: str, after: str) -> Metric | None:
    """The metric named right after the factor, else the last one before it."""
    near = re.split(r"\b(?:than|versus|vs|compared)\b", after[:90])[0]
    if _RATE_AT.match(near):
        return "peak_compute"
    for text in (near[:45], near):
        found = [
            (hit.start(), rank, name) for rank, (name, pattern) in enumerate(_COMPILED) if (hit := pattern.search(text))
        ]
        if found:
            specific = [f for f in found if f[2] in ("price_performance", "energy_efficiency", "cost_per_token")]
            return (min(specific, key=lambda f: f[1]) if specific else _first(found))[2]
    behind = before[-75:]
    found = [
        (-max(h.start() for h in hits), rank, name)
        for rank, (name, pattern) in enumerate(_COMPILED)
        if (hits := list(pattern.finditer(behind)))
    ]
    if found:
        return _first(found)[2]
    if re.match(r"\s?what\b", after):
        return "peak_compute" if qualifiers.first_precision(behind) else "performance"
    return None


_RATE_AT = re.compile(
    r"\W{0,4}(?:the\s)?(?:dense\s|sparse\s)?(?:(?:nv|mx)?fp-?\d{1,2}|int-?8|bf-?16)\s(?:throughput"
    r"|performance|compute|flops)"
)


def _first(found: list[tuple[int, int, Metric]]) -> tuple[int, int, Metric]:
    """The nearest; a general word ("performance", "faster") gives way to a metric that stands right beside it."""
    best = min(found)
    if best[2] in ("performance", "tco", "power"):
        others = [f for f in found if f[2] not in ("performance", "tco", "power") and f[0] - best[0] < 22]
        return min(others) if others else best
    overlapping = [f for f in found if f[0] == best[0]]
    return min(overlapping, key=lambda f: f[1])


_BESIDE = re.compile(
    r"\b(?:with|alongside|on|in|for|by|via|using)\s(?:the\s|an?\s|nvidia(?:'s)?\s|amd(?:'s)?\s"
    r"|google(?:'s)?\s)?$"
)
_PICKED_UP = re.compile(r"\s?(?:\([^()\n]{0,20}\))?,\s(?:which|whose)\b")


def _subject(reading: Reading, sentence: Sentence, factor: Factor) -> Owner | None:
    here = [
        m
        for m in reading.mentions_in(sentence.start, factor.start)
        if accelerator(m.product) and (not m.compared or _PICKED_UP.match(reading.lower, m.end))
    ]
    here = [m for m in here if not _BESIDE.search(reading.lower[max(sentence.start, m.start - 24) : m.start])] or here
    if here:
        between = reading.lower[here[-1].end : factor.start]
        return Owner(here[-1].product, "clause", 0.86 if len(between) < 160 else 0.74, here[-1].start)
    after = [m for m in reading.mentions_in(factor.end, sentence.end) if accelerator(m.product) and not m.compared]
    opening = reading.lower[sentence.start : factor.start]
    if after and (
        _BACK.match(opening)
        or re.match(r"[^.;]{0,40}\b(?:for|on|from|with|by)\s(?:the\s)?$", reading.lower[factor.end : after[-1].start])
    ):
        return Owner(after[-1].product, "following", 0.75, after[-1].start)
    return focus(reading, sentence, opening)


def _object(reading: Reading, sentence: Sentence, factor: Factor, subject: Owner) -> tuple[Mention | None, str]:
    """What the subject is measured against: a product, else the words for it, else "unspecified"."""
    other, words = _named_object(reading, sentence, factor, subject)
    if other is not None and other.slug == subject.product.slug:
        other, words = None, "unspecified"
    if other is None and words in ("unspecified", "previous generation"):
        other = _yardstick(reading, sentence, subject)
    return other, words


def _named_object(reading: Reading, sentence: Sentence, factor: Factor, subject: Owner) -> tuple[Mention | None, str]:
    low = reading.lower
    around = [
        m
        for m in reading.mentions_in(sentence.start, sentence.end)
        if m.compared and accelerator(m.product) and m.slug != subject.product.slug
    ]
    later = [m for m in around if m.start >= factor.end]
    if later and later[0].start - factor.end < 110:
        return later[0], ""
    lead = re.match(
        rf"[^.;:]{{0,70}}?\b{_OBJECT_LEAD}\s(?:[\w'-]+\s){{0,2}}$",
        low[factor.end : _next_start(reading, sentence, factor)],
    )
    following = [m for m in reading.mentions_in(factor.end, sentence.end) if accelerator(m.product)]
    if lead and following and following[0].slug != subject.product.slug:
        return following[0], ""
    if found := _GENERIC.search(low, factor.end, min(sentence.end, factor.end + 120)):
        return None, _object_words(found["g"])
    earlier = [m for m in around if m.end <= factor.start]
    if earlier:
        return earlier[-1], ""
    if found := _GENERIC.search(low, sentence.start, factor.start):
        return None, _object_words(found["g"])
    return None, "unspecified"


def _object_words(words: str) -> str:
    return "previous generation" if re.search(r"\bbefore\b|predecessor|vorgänger", words) else words.strip()


def _yardstick(reading: Reading, sentence: Sentence, subject: Owner) -> Mention | None:
    """The only other product that the paragraph measures against."""
    block = reading.blocks[sentence.block]
    start = reading.blocks[sentence.block - 1].start if block.kind == "item" and sentence.block else block.start
    others = [
        m
        for m in reading.mentions_in(start, sentence.end)
        if m.compared and accelerator(m.product) and m.slug != subject.product.slug
    ]
    return others[-1] if len({m.slug for m in others}) == 1 else None


_ENERGY_PER = re.compile(
    r"\b(?:energy|power|joules?|watts?) (?:per|a|for (?:each|every)) (?:\w+ )?(?:token|query|request"
    r"|inference|answer)|(?:token|query|answer) (?:needs|takes|costs) [^.]{0,20}energy"
)


def _next_start(reading: Reading, sentence: Sentence, factor: Factor) -> int:
    following = [m for m in reading.mentions_in(factor.end, sentence.end) if accelerator(m.product)]
    return following[0].start if following else factor.end


def _quote(
    reading: Reading, sentence: Sentence, factor: Factor, subject: Owner, other: Mention | None
) -> tuple[int, int]:
    start, end = factor.start, min(sentence.end, factor.end + 60)
    if sentence.start <= subject.place < factor.start and factor.start - subject.place < 200:
        start = subject.place
    if other is not None and factor.end <= other.end <= sentence.end:
        end = max(end, other.end)
    while end < sentence.end and reading.clean[end - 1].isalnum() and reading.clean[end].isalnum():
        end += 1
    return trimmed(reading.clean, start, end)
