"""Does the document announce something? Decided last, from its events and from what sort of text it is.

A small score over a dozen readable signs: what was found to have happened, and how the text speaks (hearsay, conditions,
denials, instructions, code, forum talk). The weights stand in `gate_weights`, with how they were fitted.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace

from tracker.extract.gate_weights import BIAS, THRESHOLD, WEIGHTS
from tracker.extract.genres import GENRES
from tracker.extract.late import late
from tracker.extract.parts import Reading, Sentence
from tracker.extract.phrases import Phrases, Words
from tracker.model.fact import Event

LINE, AGREED = 0.5, 0.1
"""From this chance on, as the model gives it, a text announces something; where the rules say so too, from AGREED on."""
_LONGEST = 6000
"""Characters that the signs are read from."""
_SHORT, _OPENING, _SHARE = 1500, 300, 0.15

_LABEL = late(
    r"[\s#*>\[-]*(?:(?:tutorial|how[- ]to|howto|faq|opinion|op-ed|column|essay|corrections?|errat(?:um|a)|corrigendum|rumou?r mill"
    r"|glossary|quick ?start|getting started|comment|kommentar|korrektur|glosse|leserbrief|meinung|forum|ask hn|podcast)\s?[:：|-]"
    r"|(?:how to|how i|why i|getting started|correction)\b|论坛|フォーラム)"
)
"""A title that says what sort of text follows."""
_SORT = late(
    r"\n[\s#*>-]*(?:tutorial|how to|howto|faq|q:|ask|opinion|column|essay|correction|errata|corrections"
    r"|v?\d+\.\d+\.\d+|rumou?r|speculation|glossary|quick start|getting started|install\w*"
    r"|reference|docs|documentation|interview|review|explainer|comment|guide|letter|job|hiring|course|agenda)\b"
)
_SORT_TOLD = Phrases(
    r"\b(?:in this tutorial|this guide|step \d:|pip install|docker run|top comment|upvotes|u/\w+"
    r"|r/\w+ ·|price target|rating (?:buy|hold|sell)|we cut our estimate|fixed a (?:bug"
    r"|hang)|known issues|bug ?fix(?:es)?|kubectl|apt install|git clone|an earlier version of (?:this"
    r"|our) story|we regret the error|we are hiring|apply (?:now|by)|learning outcomes|prerequisites|editor's note"
    r"|release notes|changelog|table of contents)\b"
)
_COUNTED = late(
    r"(?<![\d.,$€])(?:[2-9]|\d{2,3}|\d[\d,.]{2,})\s?(?:x\s|of\s|new\s|nvidia\s|amd\s|intel\s|huawei\s|instinct\s)*$"
)
"""A number of pieces right before a name: "96 SN50"."""
_SIGNS: dict[str, Phrases] = {
    "condition": Phrases(
        r"\b(?:would|wouldn't|could|couldn't|might|may|if|unless|suppose\w*|imagine|hypothetical\w*|whether|hope\w*|wish\w*|wenn"
        r"|würde\w*|könnte\w*|si|pourrait|podría)\b"
    ),
    "i": Phrases(r"\b(?:i|i'm|i've|i'd|i'll|my|me|myself|ich|mein\w*|je|j'ai|mon|yo|mi)\b"),
    "you": Phrases(r"\b(?:you|your|you're|you'll|let's|please)\b"),
    "software": Phrases(
        r"\b(?:vllm|sglang|pytorch|triton|kernels?|cuda|drivers?|plugins?|librar(?:y|ies)|compilers?|tensorrt\S*|ollama|llama\.cpp"
        r"|hugging ?face|rocm|jax|quants?|checkpoints?|open[- ]weights?|sdk|toolkits?|frameworks?|repo|repository|github|python"
        r"|pull requests?|bugs?|cli|api|docker|kubernetes|config\w*|parameters?|flags?|backend|fine-?tun\w+)\b"
    ),
    "stock": Phrases(
        r"\b(?:shares?|stocks?|investors?|price target|market cap\w*|valuation|earnings|revenues?|quarterly|guidance|eps|nasdaq|ipo"
        r"|upgrade\w*|downgrade\w*|aktie\w*|bourse)\b"
    ),
    "news": Phrases(
        r"\b(?:today|yesterday|this (?:week|month|morning)|last (?:week|month|night)|tonight|now|monday|tuesday|wednesday|thursday"
        r"|friday|saturday|sunday|since|first|new|announc\w+|unveil\w+|launch\w*|introduc\w+|deal|order\w*|contract|ship\w*|available"
        r"|per hour|an hour|tokens|will|heute|gestern|ab sofort|neue?n?|vorgestellt|angekündigt|liefert|verfügbar|kürzt|senkt"
        r"|kauft|bestellt|seit|aujourd'hui|nouve\w+|livré\w*|ouvert\w*|command\w+|annonc\w+|dévoil\w+|disponibles?|depuis|hoy"
        r"|nuev\w+|compra\w*|anunci\w+|lanza\w*|entrega\w*)\b"
        r"|今日|今天|今天起|发布|宣布|推出|开放|上线|签署|采购|量产|交付|発表|開始|提供|出荷|稼働|導入|契約|구매|출시|발표|계약|공급"
    ),
}
_BIDS = late(
    r"[.!?:\n](?:(?<=\n)|\s)\W{0,3}(?:use|set|run|install|make|open|check|create|add|see|note|do|click|choose|enter|start)\s"
)
"""Sentences that tell the reader what to do."""


def is_announcement(reading: Reading, events: Sequence[Event]) -> bool:
    """True when something that happened, or is promised, to an accelerator is what the text reports."""
    return open_to(reading, events) and score(features(reading, events)) >= THRESHOLD


def open_to(reading: Reading, events: Sequence[Event]) -> bool:
    """Is there a product or an event, and nothing that stops it: what is asked before the signs are counted."""
    return bool(events or reading.mentions) and not stopped(reading, events)


def stopped(reading: Reading, events: Sequence[Event]) -> bool:
    """Does the text say itself that it announces nothing: by its label, by what else it is about, or as hearsay alone?"""
    if _LABEL.match(f"{reading.document.title.lower()}\n{reading.lower[:200]}") or _in_passing(reading):
        return True
    told = {e.status for e in events}
    return "rumour" in told and "accepted" not in told


def _in_passing(reading: Reading) -> bool:
    """A long text whose title and opening name no product, and few of whose sentences do, is about something else."""
    if len(reading.text) < _SHORT or any(m.start < _OPENING for m in reading.mentions):
        return False
    title = reading.document.title.lower()
    if any(reading.lower[m.start : m.end] in title for m in reading.mentions):
        return False
    telling = [s for s in reading.sentences if s.kind != "row"]
    return sum(_names(reading, s) for s in telling) < _SHARE * len(telling)


def score(signs: Mapping[str, float]) -> float:
    """The chance, 0 to 1, that the text announces something."""
    total = BIAS + sum(weight * signs.get(name, 0.0) for name, weight in WEIGHTS.items())
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


def features(reading: Reading, events: Sequence[Event]) -> dict[str, float]:
    """The signs of one document, each about 0 to 2."""
    title = reading.document.title.lower()
    low = reading.lower[:_LONGEST]
    whole = low if title and title in low[:400] else f"{title}\n{low}"
    words, stands = max(40, low.count(" ") + 1), _stands(reading, whole, title)
    counts = {name: len(stands.hits(phrases, 0, len(whole))) for name, phrases in _SIGNS.items()}
    counts["you"] += len(_BIDS.findall(f"\n{whole}"))
    found = {name: min(2.0, 40 * count / words) for name, count in counts.items()}
    found |= {f"g_{n}": _strength(phrases, stands, len(whole), words) for n, phrases in GENRES.items()}
    found["sort"] = float(bool(_SORT.search(f"\n{whole[:3000]}") or stands.first(_SORT_TOLD, 0, min(3000, len(whole)))))
    found |= _of_sentences(reading)
    found["titled"] = float(any(reading.lower[m.start : m.end] in title for m in reading.mentions)) if title else 0.5
    found |= _of_events(events)
    found |= _of_dates(reading)
    found["counted"] = float(any(_COUNTED.search(low[max(0, m.start - 24) : m.start]) for m in reading.mentions))
    found["named"] = float(any(m.start < 200 for m in reading.mentions))
    found["long"] = min(2.0, len(reading.text) / 2000)
    return found


def _stands(reading: Reading, whole: str, title: str) -> Words:
    """The words of the signs' text: the document's, below its title where it does not begin with it."""
    if len(reading.lower) > _LONGEST:
        return Words(whole)
    return reading.words if whole is reading.lower else reading.words.below(title)


def _strength(phrases: Phrases, stands: Words, length: int, words: int) -> float:
    """How much the text uses the words of a sort; in the title and the opening they say most."""
    whole, head = (len(stands.hits(phrases, 0, end)) for end in (length, min(160, length)))
    return min(2.0, (25 * whole + 50 * head) / words)


def _of_events(events: Sequence[Event]) -> dict[str, float]:
    """What was found to have happened; a bare figure of a price is no report."""
    firm = [e for e in events if e.status == "accepted" and e.evidence.rule != "event.price.figure"]
    return {
        "event": max((e.evidence.confidence for e in firm), default=0.0),
        "kinds": min(2.0, len({e.type for e in firm}) / 2),
        "many": min(2.0, len(firm) / 3),
        "early": float(any((e.evidence.start or 0) < 250 for e in firm)),
        "maybe": 0.0 if firm else max((e.evidence.confidence for e in events if e.status == "review"), default=0.0),
    }


_TOLD = late(
    r"\b(?:has|have|had|will|now|was|were|went|took|got|began|begun|bought|sold|cut|put|set|won|made|ran|came|gave|let|rose|fell"
    r"|says?|said|today|[a-z]{2,}ed|to (?:be|ship|follow|arrive))\b|した|された|する|开始|发布|推出|宣布|将"
)
_NOT_TOLD = late(
    r"\b(?:if|would|could|might|may|should|not|no|never|none|nobody|i|my|you|your|reportedly|rumou?r\w*|leak\w*|suppose|imagine)\b|\?"
)


def _of_sentences(reading: Reading) -> dict[str, float]:
    """How many sentences about a product tell something outright, neither supposing nor denying nor asking."""
    firm = [s for s in reading.sentences[:120] if s.kind != "row" and _names(reading, s) and _tells(reading, s)]
    return {"firm": min(2.0, len(firm) / 2)}


def _tells(reading: Reading, s: Sentence) -> bool:
    low = reading.lower
    return bool(_TOLD.search(low, s.start, s.end)) and not _NOT_TOLD.search(low, s.start, s.end)


def _names(reading: Reading, sentence: Sentence) -> bool:
    return any(not m.compared for m in reading.mentions_in(sentence.start, sentence.end))


def _of_dates(reading: Reading) -> dict[str, float]:
    published = reading.document.published
    ahead = published is not None and any(d.period.start > published.end for d in reading.dates)
    return {"ahead": float(ahead)}


def gated(events: Sequence[Event], announces: bool) -> tuple[Event, ...]:
    """In a text that announces nothing an event is a mention in passing: kept for a person to look at."""
    if announces:
        return tuple(events)
    return tuple(
        e if e.status == "rumour" else replace(e, status="review", reason="the document as a whole announces nothing")
        for e in events
    )
