"""What a trigger comes to in its clause: asserted, promised, denied or something else altogether."""

from __future__ import annotations

import re

from tracker.extract import modality
from tracker.extract.late import late
from tracker.extract.parts import Reading, Sentence
from tracker.extract.phrases import Phrases, Words
from tracker.extract.triggers import Trigger
from tracker.model.product import Product
from tracker.model.words import EventType


def paired(reading: Reading, start: int, end: int) -> bool:
    """Several names with several days to come: each pair is read on its own, see `_dated`."""
    published = reading.document.published
    if published is None or len({m.slug for m in reading.mentions_in(start, end) if not m.compared}) < 2:
        return False
    return len({d.period for d in reading.days.within(start, end) if d.period.start > published.end}) > 1


BROKEN = Phrases(
    r"\b(?:had been (?:promised|planned|expected|announced|scheduled|due)|was (?:once|originally"
    r"|to have)|were (?:once|originally)|until|maintained|support(?:ed)? (?:until|through))\b"
)

_SOFTWARE = Phrases(
    r"\b(?:vllm|sglang|pytorch|triton|kernels?|cuda|driver|plugin|library|libraries|support for"
    r"|compiler|tensorrt\S*|ollama|llama\.cpp|hugging ?face|rocm|jax|quants?|checkpoint"
    r"|open[- ]weights?|sdk|toolkit|framework|hackathon|competition|repo|repository|recognition of"
    r"|aarch64|wheels?)\b"
)

_OWN_USE = Phrases(
    r"\b(?:internally|customers?|our|we|production|fleet|regions?|data cent(?:er|re)s?|copilot|gemini"
    r"|claude|chatgpt|gpt-\S+|cloud|service|services|clusters?|supercomputer|users?|instances?|llama"
    r"|deepseek|workloads|rechenzentr\w+|tenants?|hospital|university|bank|ministry|lab)\b"
)

_SIDE = late(
    r"[$€£]\s?\d|\b\d[\d.,]*\s?(?:gw|mw|gigawatts?|megawatts?|billion|million)\b|\b\d[\d,]{2,}\b"
    r"|\b(?:thousand|hundred|dozen|hundreds|thousands)\b"
)


_MEASURED = late(r"mlperf|tokens?/s|tok/s|tokens per second|\bsubmitted|\bbenchmark")


def allowed(reading: Reading, kind: EventType, sentence: Sentence, product: Product, start: int, end: int) -> bool:
    """What a type needs beside its verb: a deployment a user, a deal another side or an amount; software is no hardware."""
    words, low = reading.words, reading.lower
    if kind in ("announced", "available", "deployed", "production") and words.first(_SOFTWARE, start, end):
        return False
    if kind == "announced" and _MEASURED.search(low, start, end):
        return False
    if kind not in ("deployed", "deal"):
        return True
    if any(v.slug != product.vendor for v in reading.firms.within(sentence.start, sentence.end)):
        return True
    if kind == "deployed":
        return bool(words.first(_OWN_USE, start, end))
    return product.kind == "line" or bool(_SIDE.search(low, start, end))


FIRM = Phrases(
    r"\b(?:will (?:be )?(?:ship|launch|arriv|follow|deploy|install|offer|deliver|roll|host)\w*"
    r"|plans? to (?:ship|launch|deploy|roll|offer|install|bring)|in the works|next on the list"
    r"|coming (?:soon|next)|comes next|goes to|on track|preparing to|is preparing|roadmap"
    r"|in development|are developing|is developing|folgt)\b"
)

_NOT_NEAR = late(
    r"\b(?:not|never|no|nobody|nor|neither|without|isn't|aren't|wasn't|weren't|won't|doesn't|don't|didn't"
    r"|hasn't|haven't|cannot|can't|denie[sd]|denying|declin\w+ to|refus\w+ to|kein\w*|nicht|yet to"
    r"|no plans to)\s(?:[\w']+\s){0,3}?$"
)

_NEVER_SOLD = late(r"never be sold|no longer|not (?:come|go) to market")


def silent(trigger: Trigger, words: Words, at: int, after: int, start: int, end: int) -> bool:
    """True where the clause denies the event or only supposes it."""
    low = words.low
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
    return modality.conditional(words, max(start, at - 60), at)


def settled(trigger: Trigger, hit: re.Match[str], start: int, end: int, reading: Reading) -> EventType | None:
    """The type once tense and surroundings are known; None where the trigger means something else here."""
    kind, low = trigger.type, reading.lower
    lead = low[max(start, hit.start() - 45) : hit.start()]
    words = low[start:end]
    if kind == "benchmark":
        rated = re.search(r"\d[\d.,k+]*\s?(?:[\w-]+\s){0,3}?(?:tok|images|req|samples|ms\b|tps|seconds)", words)
        return kind if rated or (reading.contest and _CONTEST.search(words)) else None
    if kind == "price":
        return (
            kind
            if re.search(r"[$€£]\s?\d|\d\s?(?:%|percent|cents|dollars|euros?|€)", words)
            and not re.search(r"\b(?:share|stock) price|price target|price-performance|price tag of", words)
            else None
        )
    if kind == "deal":
        return kind if _dealt(reading, start, end) else None
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
    if kind == "production" and re.search(
        r"\b(?:tape-?out|sampl\w+|away|not yet|remains|put off|delayed|slip\w*)\b", words
    ):
        return None
    return kind


_CONTEST = late(
    r"\b(?:mlperf|inferencemax|results?|submi\w+|scenario|record\w*|lead|led|scor\w+|throughput|won"
    r"|wins|fastest)\b"
)
_AHEAD = late(
    r"\b(?:will|to be|plans? to|planning to|planned to|intends? to|expects? to|expected to|set to"
    r"|due to|scheduled to|slated to|aims? to|going to|preparing to|prepares to|hopes? to|promises? to"
    r"|begin to|wird|soll|sollen|werden|later this year|ahead of|before)\s(?:[\w-]+\s){0,3}?$"
)

_NOT_DEAL = Phrases(
    r"\b(?:funding|series [a-g]\b|valuation|raised|raises|round|shares of|ipo|order of|in order to"
    r"|big deal|good deal|great deal|deal with (?:the|this|it)|contracts? (?:that )?(?:end|expire)"
    r"|software|talks)\b"
)


_NOT_DEALT = Phrases(
    r"\b(?:declin\w+|den(?:y|ies|ied)|reject\w+|refus\w+|turned .{0,20} (?:away|down)|fell through"
    r"|collapsed|lapsed|no deal|without a signature|ended amicably)\b"
)


def _dealt(reading: Reading, start: int, end: int) -> bool:
    return not (reading.words.first(_NOT_DEAL, start, end) or reading.words.first(_NOT_DEALT, start, end))


def _later(reading: Reading, start: int, end: int) -> bool:
    """True where the clause has a date after the day of publication."""
    published = reading.document.published
    return published is not None and any(d.period.start > published.end for d in reading.days.within(start, end))
