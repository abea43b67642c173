"""Finds the words that tell of something happening: every cue of a stretch of text with its class of meaning."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from operator import itemgetter
from typing import NamedTuple

from tracker.extract import (
    inflect,
    words_end,
    words_future,
    words_offer,
    words_rate,
    words_show,
    words_trade,
    words_use,
)
from tracker.extract.alternation import pattern
from tracker.extract.late import late
from tracker.extract.phrases import Phrases, Words
from tracker.extract.wordlist import WordList

_TABLES = (words_show, words_future, words_offer, words_use, words_trade, words_rate, words_end)

_SPLIT: tuple[tuple[str, str], ...] = (
    ("OFFER", r"(?:put|puts|putting)\s(?:[^\s.;]+\s){1,6}?on\s(?:sale|the\smarket|offer)"),
    ("OFFER", r"(?:make|makes|made|making)\s(?:[^\s.;]+\s){1,6}?(?:generally\s)?available"),
    ("OFFER", r"(?:bring|brings|brought|bringing)\s(?:[^\s.;]+\s){1,5}?to\smarket"),
    ("INSTALL", r"(?:switch|turn|bring|put|light|power)\w*\s(?:[^\s.;]+\s){1,6}?(?:on(?=[\s.,;]|$)|online"
        r"|into\s(?:service|operation|use))"),
    ("MOVE", r"(?:move|migrate|shift|switch|port|transfer|transition)\w*\s(?:[^\s.;]+\s){1,6}?(?:on\s?to|over\sto"
        r"|to)(?=\s)"),
    ("RUN", r"(?:run|ran|serve|host|train|compute|process|operate|place|handle)\w*\s(?:[^\s.;]+\s){1,5}?(?:on|from"
        r"|with)(?=\s)"),
    ("ENDSALE", r"(?:take|takes|took|taken|taking|pull|strike|struck|remove|drop|cross)\w*\s(?:[^\s.;]+\s){1,5}?(?:off"
        r"|from)\s(?:the\s|its\s|sale)"),
    ("CANCEL", r"pull(?:s|ed)?\sthe\splug"),
    ("SHOW", r"(?:lift|lifts|lifted|took|takes|pulled|drew)\s(?:the\s)?(?:\w+\s){1,4}?(?:off|from|on)(?=\s)"),
    ("OPEN", r"(?:open|opens|opened)\s(?:[^\s.;]+\s){1,6}?(?:to\s(?:all|everyone|everybody|customers|the\spublic)"
        r"|for\s(?:orders|business|bookings))"),
    ("SUPPLY", r"(?:supply|supplies|supplied|provide|provides|provided|deliver|delivers|delivered|hand|handed|ship"
        r"|shipped)\s(?:[^\s.;]+\s){1,9}?(?:to|for)(?=\s[a-z])"),
    ("SELL_TO", r"(?:sell|sells|sold|lease|leases|leased|rent|rents|rented)\s(?:[^\s.;]+\s){1,8}?to(?=\s)"),
    ("DEAL", r"(?:win|wins|won|get|gets|got|receive|received|award|awards|awarded|land|landed|place"
        r"|placed)\s(?:[^\s.;]+\s){0,6}?(?:order|contract|tender|deal)s?"),
)  # fmt: skip
"""Verbs with their object in the middle."""


class Cue(NamedTuple):
    start: int
    end: int
    classes: tuple[str, ...]
    passive: bool = False
    denied: bool = False


@dataclass(frozen=True, slots=True)
class _Table:
    words: WordList
    stem: Phrases
    sign: Phrases
    classes: Mapping[str, tuple[str, ...]]
    stems: tuple[str, ...]
    participles: frozenset[str]


@cache
def _table() -> _Table:
    """All word lists compiled; made at the first text that names a product."""
    classes: dict[str, dict[str, None]] = {}
    words: set[str] = set()
    stems: set[str] = set()
    signs: set[str] = set()
    participles: set[str] = set()
    for module in _TABLES:
        for name, entry in _entries(module.VERBS):
            for form in inflect.phrases(entry):
                classes.setdefault(form, {})[name] = None
                words.add(form)
                if inflect.participle(form):
                    participles.add(form)
        for name, entry in _entries(module.WORDS):
            text = entry.rstrip("*")
            classes.setdefault(text, {})[name] = None
            kind = signs if not text[0].isalnum() or ord(text[0]) > 0x2E7F else stems if entry.endswith("*") else words
            kind.add(text)
    return _Table(
        words=WordList(words),
        stem=_compiled(stems, r"(?<!\w)"),
        sign=_compiled(signs, ""),
        classes={text: tuple(names) for text, names in classes.items()},
        stems=tuple(sorted(stems)),
        participles=frozenset(participles),
    )


def _entries(table: Mapping[str, str]) -> Iterable[tuple[str, str]]:
    return ((name, " ".join(e.split())) for name, text in table.items() for e in text.split(",") if e.strip())


def _compiled(words: Iterable[str], left: str) -> Phrases:
    return Phrases(f"{left}(?:{pattern(words)})".replace("\\ ", r"\s{1,3}"))


_APART = Phrases("|".join(f"(?P<s{i}>(?<!\\w){words})" for i, (_, words) in enumerate(_SPLIT)))

_BE = Phrases(
    r"\b(?:is|are|was|were|be|been|being|am|gets?|got|wird|werden|wurden?|ist|sind|est|sont|a été|ont été"
    r"|fue|fueron|ha sido|han sido)"
    r"\s(?:[\w']+\s){0,3}$"
)
_DENIED = Phrases(
    r"\b(?:not|never|no|nobody|none|nor|neither|without|isn't|aren't|wasn't|weren't|won't|doesn't|don't"
    r"|didn't|hasn't|haven't|hadn't"
    r"|cannot|can't|denie[sd]|denying|declin\w+|refus\w+|reject\w+|kein\w*|nicht|nie|pas|jamais|aucune?"
    r"|nunca|ningun\w*|yet to|no plans to|rather than|instead of)"
    r"\s(?:[\w'-]+\s){0,4}$|(?:没有|未|并未|不会|尚未|不)$"
)


_VERB = late(r"\w+")


def cues(words: Words, start: int, end: int) -> tuple[Cue, ...]:
    """The cues in [start, end) of a text, in order of place."""
    table, low = _table(), words.low
    denials = words.may_hold(_DENIED, start, end)
    found: list[Cue] = []
    told = [
        (one.start, one.end, one.entry, one.entry in table.participles) for one in table.words.hits(low, start, end)
    ]
    told += [(*hit.span(), " ".join(hit[0].split()), False) for hit in words.hits(table.sign, start, end)]
    told += [(*hit.span(), " ".join(hit[0].split()), True) for hit in words.hits(table.stem, start, end)]
    for place, stop, text, participle in told:
        passive = participle and words.first(_BE, max(start, place - 48), place) is not None
        denied = denials and words.first(_DENIED, max(start, place - 48), place) is not None
        found.append(Cue(place, stop, table.classes[text], passive, denied))
    for hit in words.hits(_APART, start, end):
        name = _SPLIT[int(str(hit.lastgroup)[1:])][0]
        verb = _VERB.match(low, hit.start(), hit.end())
        denied = denials and words.first(_DENIED, max(start, hit.start() - 48), hit.start()) is not None
        found.append(Cue(hit.start(), verb.end() if verb else hit.start(), (name,), denied=denied))
    return tuple(sorted(found, key=itemgetter(0, 1)))
