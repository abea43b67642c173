"""What happened: a trigger, the product it is about, how firmly it is told, and when."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from tracker.extract import modality
from tracker.extract.claims import ACCEPT
from tracker.extract.layout import clauses, trimmed
from tracker.extract.lexicon import Lexicon
from tracker.extract.ownership import accelerator, focus
from tracker.extract.parts import DateMention, Mention, Reading, Sentence, inside
from tracker.extract.triggers import PRIORITY, TRIGGERS, Trigger
from tracker.model.fact import Event, Evidence
from tracker.model.period import Period
from tracker.model.product import Product
from tracker.model.words import Certainty, EventType, Status

MOST = 300


@dataclass(frozen=True, slots=True)
class Candidate:
    """One reading of one clause for one product."""

    product: Product
    type: EventType
    start: int
    end: int
    trigger: Trigger
    period: Period | None
    confidence: float
    hedged: bool
    counterparty: str


def events(reading: Reading, lexicon: Lexicon) -> tuple[Event, ...]:
    found: list[Candidate] = []
    for sentence in reading.sentences:
        if sentence.kind == "row":
            continue
        found.extend(_of_sentence(reading, lexicon, sentence))
        if len(found) >= MOST:
            break
    return tuple(_event(reading, c) for c in merged(found))


def _of_sentence(reading: Reading, lexicon: Lexicon, sentence: Sentence) -> Iterator[Candidate]:
    for start, end in clauses(reading.lower, sentence.start, sentence.end):
        best: dict[str, Candidate] = {}
        for candidate in _of_clause(reading, lexicon, sentence, start, end):
            known = best.get(candidate.product.slug)
            if known is None or _rank(candidate) < _rank(known):
                best[candidate.product.slug] = candidate
        yield from best.values()


def _rank(candidate: Candidate) -> tuple[int, float]:
    return PRIORITY.index(candidate.type), -candidate.confidence


def _of_clause(reading: Reading, lexicon: Lexicon, sentence: Sentence, start: int, end: int) -> Iterator[Candidate]:
    low = reading.lower
    words = low[start:end]
    for trigger in TRIGGERS:
        for hit in trigger.expression.finditer(low, start, end):
            if _silent(trigger, low, hit.start(), hit.end(), start, end):
                continue
            targets = _targets(reading, lexicon, sentence, trigger, hit, start, end)
            if not targets:
                continue
            kind = _settled(trigger, low, hit, start, end, reading, sentence)
            if kind is None:
                continue
            if not _allowed(reading, trigger, kind, sentence, targets[0][0], start, end):
                continue
            period = _when(reading, sentence, kind, hit.start(), start, end)
            if kind == "roadmap" and trigger.type == "roadmap" and period is None and not _FIRM.search(words):
                continue
            hedged = modality.hedged(low[sentence.start : sentence.end])
            if trigger.type == "roadmap" and period is not None and _BROKEN.search(words):
                continue
            other = counterparty(reading, kind, targets[0][0], start, end)
            for product, confidence in targets:
                yield Candidate(
                    product, kind, start, end, trigger, period, trigger.confidence * confidence, hedged, other
                )


_BROKEN = re.compile(r"\b(?:had been (?:promised|planned|expected|announced|scheduled|due)|was (?:once|originally|to have)|were (?:once|originally)|until|maintained|support(?:ed)? (?:until|through))\b")
_SOFTWARE = re.compile(r"\b(?:vllm|sglang|pytorch|triton|kernels?|cuda|driver|plugin|library|libraries|support for|compiler|tensorrt\S*|ollama|llama\.cpp|hugging ?face|rocm|jax|quants?|checkpoint|open[- ]weights?|sdk|toolkit|framework|hackathon|competition|repo|repository|recognition of|aarch64|wheels?)\b")
_OWN_USE = re.compile(r"\b(?:internally|customers?|our|we|production|fleet|regions?|data cent(?:er|re)s?|copilot|gemini|claude|chatgpt|gpt-\S+|cloud|service|services|clusters?|supercomputer|users?|instances?|llama|deepseek|workloads|rechenzentr\w+|tenants?|hospital|university|bank|ministry|lab)\b")
_SIDE = re.compile(r"[$€£]\s?\d|\b\d[\d.,]*\s?(?:gw|mw|gigawatts?|megawatts?|billion|million)\b|\b\d[\d,]{2,}\b|\b(?:thousand|hundred|dozen|hundreds|thousands)\b")


def _allowed(reading: Reading, trigger: Trigger, kind: EventType, sentence: Sentence, product: Product, start: int, end: int) -> bool:
    """What a type needs beside its verb: a deployment a user, a deal another side or an amount; software is no hardware."""
    words = reading.lower[start:end]
    others = [v for v in inside(reading.vendors, sentence.start, sentence.end) if v.slug != product.vendor]
    if kind in ("announced", "available", "deployed", "production") and _SOFTWARE.search(words):
        return False
    if kind == "deployed":
        return bool(others) or bool(_OWN_USE.search(words))
    if kind == "deal":
        return bool(others) or bool(_SIDE.search(words)) or product.kind == "line"
    return True


_FIRM = re.compile(
    r"\b(?:will (?:be )?(?:ship|launch|arriv|follow|deploy|install|offer|deliver|roll|host)\w*|plans? to (?:ship|launch|deploy|roll|offer|install|bring)|in the works|next on the list|coming (?:soon|next)|comes next|goes to|on track|preparing to|is preparing|roadmap|in development|are developing|is developing|folgt)\b"
)
_NOT_NEAR = re.compile(
    r"\b(?:not|never|no|nor|neither|without|isn't|aren't|wasn't|weren't|won't|doesn't|don't|didn't|hasn't|haven't|cannot|can't|denie[sd]|denying|declin\w+ to|refus\w+ to|kein\w*|nicht|yet to|no plans to)\s(?:[\w']+\s){0,3}?$"
)
_NEVER_SOLD = re.compile(r"never be sold|no longer|not (?:come|go) to market")


def _silent(trigger: Trigger, low: str, at: int, after: int, start: int, end: int) -> bool:
    """True where the clause denies the event or only supposes it."""
    if trigger.type != "discontinued" and _NOT_NEAR.search(low[max(start, at - 40) : at]):
        return True
    if trigger.type != "discontinued" and re.match(
        r"\s(?:not|no|never|nothing|neither|nicht|kein\w*)\b", low[after : after + 10]
    ):
        return True
    if (
        trigger.type == "discontinued"
        and _NOT_NEAR.search(low[max(start, at - 25) : at])
        and not _NEVER_SOLD.search(low[at:end])
    ):
        return True
    return modality.conditional(low[max(start, at - 60) : at])


def _settled(
    trigger: Trigger, low: str, hit: re.Match[str], start: int, end: int, reading: Reading, sentence: Sentence
) -> EventType | None:
    """The type once tense and surroundings are known; None where the trigger means something else here."""
    kind = trigger.type
    lead = low[max(start, hit.start() - 45) : hit.start()]
    words = low[start:end]
    if kind == "benchmark":
        return (
            kind
            if re.search(r"\d", words)
            and (
                hit[0].startswith("mlperf")
                or re.search(r"\d[\d.,k+]*\s?(?:[\w-]+\s){0,3}?(?:tok|images|req|samples|ms\b|tps|seconds)", words)
            )
            else None
        )
    if kind == "price":
        return (
            kind
            if re.search(r"[$€£]\s?\d|\d\s?(?:%|percent|cents|dollars|euros?|€)", words)
            and not re.search(r"\b(?:share|stock) price|price target|price-performance|price tag of", words)
            else None
        )
    if kind == "deal":
        return kind if _dealt(low, hit, words) else None
    if kind in ("available", "production", "deployed", "announced") and _AHEAD.search(lead[-45:]):
        return "roadmap"
    if (
        kind == "available"
        and _later(reading, start, end)
        and not re.search(r"\b(?:now|today|since|already|has been|have been)\b", words)
    ):
        return "roadmap"
    if kind == "deployed" and re.search(r"\b(?:plan\w*|test\w*|evaluat\w+|pilot\w*|trial\w*)\b", words):
        return None
    if kind == "production" and re.search(r"\b(?:tape-?out|sampl\w+)\b", words):
        return None
    return kind


_AHEAD = re.compile(
    r"\b(?:will|to be|plans? to|planning to|planned to|intends? to|expects? to|expected to|set to|due to|scheduled to|slated to|aims? to|going to|preparing to|prepares to|hopes? to|promises? to|begin to|wird|soll|sollen|werden|later this year|ahead of|before)\s(?:[\w-]+\s){0,3}?$"
)
_NOT_DEAL = re.compile(
    r"\b(?:funding|series [a-g]\b|valuation|raised|raises|round|shares of|ipo|order of|in order to|big deal|good deal|great deal|deal with (?:the|this|it)|contracts? (?:that )?(?:end|expire)|software|talks)\b"
)


def _dealt(low: str, hit: re.Match[str], words: str) -> bool:
    if _NOT_DEAL.search(words):
        return False
    if re.search(
        r"\b(?:declin\w+|den(?:y|ies|ied)|reject\w+|refus\w+|turned .{0,20} (?:away|down)|fell through|collapsed|lapsed|no deal|without a signature|ended amicably)\b",
        words,
    ):
        return False
    return True


def _later(reading: Reading, start: int, end: int) -> bool:
    """True where the clause has a date after the day of publication."""
    published = reading.document.published
    return published is not None and any(d.period.start > published.end for d in inside(reading.dates, start, end))


_JOINED = re.compile(
    r"[\s,/&\"'*()]{0,5}(?:(?:and|und|et|or|plus|as well as|along with|its|the|new|both|of|also)\s){0,3}(?:[a-z'-]{1,14}\s){0,2}[\s\"'*(]{0,3}$"
)
_CUT = re.compile(
    r"\b(?:with|featuring|powered by|based on|built on|containing|equipped with|carrying|running|for|on top of|built around|using|that has|which has|pairing|including|alongside)\b"
)


def _targets(
    reading: Reading, lexicon: Lexicon, sentence: Sentence, trigger: Trigger, hit: re.Match[str], start: int, end: int
) -> list[tuple[Product, float]]:
    """The products that the trigger is about, each with how sure that is."""
    here = [m for m in reading.mentions_in(start, end) if accelerator(m.product) and not m.compared]
    after = [m for m in here if m.start >= hit.start()]
    before = [m for m in here if m.start < hit.start()]
    chosen: Sequence[Mention] = ()
    if trigger.side == "after":
        chosen = _group(reading, after, hit.end())
    elif trigger.side == "before":
        chosen = _group_before(reading, before)
    elif here:
        near = min(here, key=lambda m: min(abs(m.start - hit.end()), abs(hit.start() - m.end)))
        chosen = _group_before(reading, before) if near in before else _group(reading, after, hit.end())
    if chosen:
        return [(m.product, 1.0 if i == 0 else 0.95) for i, m in enumerate(_distinct(chosen))]
    if here and trigger.type in ("deal", "price", "available", "roadmap", "benchmark", "production", "discontinued"):
        return [(m.product, 0.95) for m in _distinct(here)[:1]]
    if trigger.type == "deal" and (line := _line(reading, lexicon, hit, start, end)):
        return [(line, 0.95)]
    return _pointed(reading, sentence, trigger, hit, start, end)


def _distinct(mentions: Sequence[Mention]) -> list[Mention]:
    return list({m.slug: m for m in reversed(mentions)}.values())[::-1]


def _group(reading: Reading, after: Sequence[Mention], place: int) -> Sequence[Mention]:
    """The first name behind a verb and those listed with it. What stands behind "with" is a part, not the object."""
    low, chosen = reading.lower, []
    for mention in after:
        gap = low[place : mention.start]
        if not chosen:
            if len(gap) > 130 or _ASIDE.search(gap):
                break
        elif not _JOINED.fullmatch(gap[-60:]) or len(gap) > 60:
            if not re.search(r",\s(?:and\s)?|\sand\s", gap) or len(gap) > 70 or _CUT.search(gap):
                break
        chosen.append(mention)
        place = mention.end
    return chosen


_ASIDE = re.compile(r"\b(?:for|using|against|that|support|how|optimi\w+|than|by)\b|\bon\s(?!(?:mon|tues|wednes|thurs|fri|satur|sun)day|stage|\w+ \d)|\bwith\b")


def _group_before(reading: Reading, before: Sequence[Mention]) -> Sequence[Mention]:
    """The subject: the last list of names before a verb; a name after "with" or "for" is only part of it."""
    low = reading.lower
    if not before:
        return ()
    chosen = [before[-1]]
    for mention in reversed(before[:-1]):
        gap = low[mention.end : chosen[0].start]
        if _CUT.search(gap) and len(gap) < 70:
            chosen = [mention]
            continue
        if len(gap) > 60 or not _JOINED.fullmatch(gap):
            break
        chosen.insert(0, mention)
    return chosen


def _line(reading: Reading, lexicon: Lexicon, hit: re.Match[str], start: int, end: int) -> Product | None:
    """A deal with a maker that names no product is about the maker's line."""
    makers = [v for v in inside(reading.vendors, start, end) if v.slug in lexicon.lines]
    behind = [v for v in makers if v.start >= hit.start() and v.start - hit.end() < 60]
    chosen = behind or [v for v in makers if v.start < hit.start()]
    small = [v for v in chosen if lexicon.vendors[v.slug].kind == "chip"]
    return lexicon.lines[small[0].slug] if small else None


_POINTS = re.compile(
    r"^[\s,\"'*-]*(?:and |but |while |which |that |who )?(?:it|its|they|both|all (?:two|three|four)|the (?:new |latest |first )?(?:chip|card|gpu|part|accelerator|processor|device|system|rack|server|machine|racks|chips|cards|systems|accelerators|line|family|series|instances?|product)s?|racks?|(?:customer |first |volume )?(?:shipments?|deliver(?:y|ies)|samples?|sampling|availability|production|units)|general availability|price|pricing|which|this (?:chip|system|rack)|mass production|customers|der chip|er|sie|beide)\b"
)


def _pointed(
    reading: Reading, sentence: Sentence, trigger: Trigger, hit: re.Match[str], start: int, end: int
) -> list[tuple[Product, float]]:
    """A clause without a name: "which ships in Q3", "Both are available", "Deliveries: H2 2026"."""
    low = reading.lower
    words = low[start:end]
    if any(m.compared for m in reading.mentions_in(start, end)) and trigger.type not in ("roadmap", "available"):
        return []
    if not _POINTS.match(words):
        return []
    earlier = [m for m in reading.mentions_in(sentence.start, start) if accelerator(m.product) and not m.compared]
    if re.match(r"^[\s,\"'*-]*(?:both|beide|they|all (?:two|three|four))\b", words) or "both" in words[:60]:
        block = reading.blocks[sentence.block]
        pool = _distinct(
            [
                m
                for m in reading.mentions_in(max(block.start, start - 500), start)
                if accelerator(m.product) and not m.compared
            ]
        )
        return (
            [(m.product, 0.92) for m in pool[-2:]]
            if len(pool) >= 2 and "both" in words[:60]
            else [(m.product, 0.8) for m in pool[-1:]]
        )
    if earlier:
        return [(earlier[0].product if trigger.side == "after" else earlier[-1].product, 0.9)]
    found = focus(reading, sentence)
    return [(found.product, min(1.0, found.confidence + 0.12))] if found else []


def _when(reading: Reading, sentence: Sentence, kind: EventType, at: int, start: int, end: int) -> Period | None:
    """The date of the event: the nearest of the clause; a promise never takes a past day, a fact no coming one."""
    published = reading.document.published
    pool = list(inside(reading.dates, start, end))
    if not pool and kind not in ("deal", "benchmark"):
        pool = [d for d in inside(reading.dates, sentence.start, sentence.end) if abs(d.start - at) < 120]
    pool = [
        d
        for d in pool
        if not re.search(
            r"\b(?:by|founded in|through|until|of fiscal|fiscal|version|model year)\s$",
            reading.lower[max(0, d.start - 12) : d.start],
        )
        or kind == "roadmap"
    ]
    if published is not None:
        pool = [
            d
            for d in pool
            if (
                d.period.end >= published.start
                if kind == "roadmap"
                else d.period.start <= published.end or kind == "discontinued"
            )
        ]
    if not pool:
        return _dateline(reading, kind, sentence)
    return min(pool, key=lambda d: _distance(d, at)).period


def _distance(d: DateMention, at: int) -> tuple[int, int]:
    gap = d.start - at if d.start >= at else at - d.end
    return gap, d.start


_LINE = re.compile(r"[^\n]{0,60}?$")


def _dateline(reading: Reading, kind: EventType, sentence: Sentence) -> Period | None:
    return None


def counterparty(reading: Reading, kind: EventType, product: Product, start: int, end: int) -> str:
    """The other side of a deal or deployment: the first vendor of the clause that is not the maker."""
    if kind not in ("deal", "deployed"):
        return ""
    return next((v.slug for v in inside(reading.vendors, start, end) if v.slug != product.vendor), "")


def merged(found: Sequence[Candidate]) -> list[Candidate]:
    """One candidate for each product, type and date; an undated repetition adds nothing."""
    kept: list[Candidate] = []
    for c in found:
        same = [
            i
            for i, k in enumerate(kept)
            if k.product.slug == c.product.slug and k.type == c.type and k.hedged == c.hedged
        ]
        match = next(
            (i for i in same if kept[i].period is None or c.period is None or _overlap(kept[i].period, c.period)), None
        )
        if match is None:
            kept.append(c)
        elif kept[match].period is None and c.period is not None:
            kept[match] = replace(c, confidence=max(c.confidence, kept[match].confidence))
        elif c.confidence > kept[match].confidence:
            kept[match] = replace(kept[match], confidence=c.confidence)
    return kept


def _overlap(a: Period | None, b: Period | None) -> bool:
    return a is None or b is None or a.overlaps(b)


def _event(reading: Reading, c: Candidate) -> Event:
    status, reason = _status(c)
    certainty: Certainty = "rumoured" if c.hedged else "expected" if c.type == "roadmap" else "stated"
    start, end = trimmed(reading.clean, c.start, c.end)
    return Event(
        product=c.product.slug, type=c.type, period=c.period, certainty=certainty, counterparty=c.counterparty, status=status, reason=reason,
        evidence=Evidence(quote=reading.text[start:end], start=start, end=end, rule=f"event.{c.trigger.rule}", confidence=round(c.confidence, 2)),
    )  # fmt: skip


def _status(c: Candidate) -> tuple[Status, str]:
    if c.hedged:
        return "rumour", "the text tells it as hearsay, expectation or condition"
    if c.confidence < ACCEPT:
        return "review", "it is not certain that this happened to this product"
    return "accepted", ""
