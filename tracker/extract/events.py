"""What happened: every clause is read for every product it may be about; observations and phrases together decide the type."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from tracker.extract import modality, weighing
from tracker.extract.claims import ACCEPT
from tracker.extract.features import Sort, features, sort
from tracker.extract.late import late
from tracker.extract.layout import trimmed
from tracker.extract.lexicon import Lexicon
from tracker.extract.parts import Reading
from tracker.extract.phrases import Phrases
from tracker.extract.ruled import Candidate, counterparty, ruled
from tracker.extract.scenes import Scene, scenes
from tracker.extract.seen import Seen
from tracker.extract.timing import alone, carried, when
from tracker.extract.triggers import Trigger
from tracker.model.fact import Claim, Event, Evidence
from tracker.model.period import Period
from tracker.model.words import Certainty, EventType, ProductKind, Status

MOST = 300
Told = dict[tuple[int, int, str], dict[EventType, Candidate]]
"""(start, end, product) of a clause -> what a phrase says of it."""


def events(reading: Reading, seen_of: Sequence[Seen]) -> tuple[Event, ...]:
    """`seen_of`: the text's `observations`."""
    found: list[Candidate] = []
    for seen in seen_of:
        found.extend(_candidates(reading, seen))
        if len(found) >= MOST:
            break
    return tuple(event(reading, c) for c in merged(found))


def observations(reading: Reading, lexicon: Lexicon) -> Iterator[Seen]:
    """Every scene of the text with its observations; what `benchmarks.fit_events` learns from."""
    told: Told = {}
    for sentence in reading.sentences:
        if len(told) > MOST:
            break
        if sentence.kind != "row":
            for c in ruled(reading, lexicon, sentence):
                if not c.hedged:
                    place = told.setdefault((c.start, c.end, c.product.slug), {})
                    if c.type not in place or c.confidence > place[c.type].confidence:
                        place[c.type] = c
    kind = sort(reading)
    for scene in scenes(reading, lexicon):
        yield _seen(reading, scene, kind, told.pop((scene.start, scene.end, scene.product.slug), {}))
    for (start, end, _), rest in told.items():
        product = next(iter(rest.values())).product
        scene = Scene(reading.sentence_at(start), start, end, product, None, "rule", ())
        yield _seen(reading, scene, kind, rest)


def _seen(reading: Reading, scene: Scene, kind: Sort, told: dict[EventType, Candidate]) -> Seen:
    observed = features(reading, scene, kind)
    for name in told:
        observed[f"r:{name}"] = observed["ruled"] = 1.0
    return Seen(scene, observed, weighing.sums(observed), told)


def _candidates(reading: Reading, seen: Seen) -> Iterator[Candidate]:
    if not seen.told and weighing.chance(max(seen.sums)) < _LEAST:
        return
    scene, chances = seen.scene, seen.chances
    for name, chance in chances.items():
        if name in _RIVALS and chance < chances["roadmap"]:
            continue
        known = seen.told.get(name)
        if name in _RARE and known and known.confidence >= _SURE:
            chance = max(chance, weighing.ACCEPTED[name])
        if chance < weighing.DOUBTFUL[name] or (name == "deployed" and _trained(reading, seen)):
            continue
        if void(reading, scene, name):
            continue
        if name == "roadmap" and reading.words.first(_GOES_ON, scene.start, scene.end):
            name, chance = "available", max(chance, weighing.ACCEPTED["available"])
        rule = known.trigger.rule if known else f"{name}.{weighing.reason(seen.observed, name)}"
        yield candidate(reading, scene, name, stretched(chance, weighing.ACCEPTED[name]), rule, known)


def candidate(
    reading: Reading, scene: Scene, name: EventType, confidence: float, rule: str, known: Candidate | None
) -> Candidate:
    """A scene read as an event of a type; its day is that of the phrase that is `known` to say so, else the nearest that fits."""
    place = scene.mention.start if scene.mention else scene.start
    period = known.period if known and known.period else None
    return Candidate(
        scene.product,
        name,
        scene.start,
        scene.end,
        Trigger(name, "either", rule, 1.0),
        period or when(reading, scene.sentence, name, place, scene.start, scene.end),
        confidence,
        modality.hedged(reading.words, scene.sentence.start, scene.sentence.end),
        counterparty(reading, name, scene.product, scene.start, scene.end),
    )


UNSURE = "it is not certain that this happened to this product"
_SUPPOSED = Phrases(r"\b(?:could|might)\b")
_PROMISED = Phrases(r"\b(?:will|plans?|planned|scheduled|slated|due|set to|on track|expects? to|promis\w+|commit\w+)\b")
"""A day in a sentence that only supposes is no promise, unless its own clause makes one."""

_RIVALS: frozenset[EventType] = frozenset({"available", "production"})
"""What a clause promises of a product it does not tell as a fact as well: the likelier reading of the two stands."""

_OVERTAKEN = Phrases(
    r"\b(?:was|were|had been) (?:\w+ly )?(?:to|due|meant|slated|scheduled|supposed|expected|planned|promised)\b"
    r"(?=.{0,200}\b(?:but|however|instead|now|until|before|then)\b)"
)
"""A promise told as past in a sentence that goes on to say what became of it."""


def void(reading: Reading, scene: Scene, name: EventType) -> bool:
    """A bare date and what the sentence denies are no event, nor is a promise that the same sentence takes back."""
    words, sentence = reading.words, scene.sentence
    if alone(reading, scene.start, scene.end):
        return True
    place = scene.mention.start if scene.mention else scene.start
    if modality.disclaimed(words, sentence.start, max(place, scene.start), sentence.end):
        return True
    if name in ("announced", "available") and words.first(_SUPPORTS, scene.start, scene.end):
        return True
    if words.first(_UNREAL, scene.start, scene.end) or _only_kin(reading, scene):
        return True
    if name == "discontinued" and (words.first(_REVIVED, sentence.start, sentence.end) or _instead(reading, scene)):
        return True
    if scene.mention is None and name in _OF_ITSELF and _another(reading, scene):
        return True
    if name != "roadmap":
        return False
    if words.first(_SUPPOSED, sentence.start, sentence.end):
        return not words.first(_PROMISED, scene.start, scene.end)
    return bool(words.first(_OVERTAKEN, scene.start, min(sentence.end, scene.end + 200)))


_UNREAL = Phrases(
    r"\b(?:würden?|könnten?|hätten?|wäre[n]?|serait|seraient|aurait|auraient|pourrait|pourraient|devrait"
    r"|devraient|sarebbe\w*|avrebbe\w*"
    r"|potrebbe\w*|podrían?|serían?|habrían?|zou|zouden|poderiam?|seriam?|teriam?)\b|(?<![^.!?\n]\s)(?<![^\s.!?\n])ob\b"
)
"""The moods in which other languages suppose, ask, or tell what they do not vouch for."""
_KIN = (
    r"(?:sibling|brother|sister|cousin|successor|predecessor|follow-?up|replacement|heir|rival|alternative"
    r"|answer|competitor|forerunner"
    r"|nachfolger|vorgänger|successeur|prédécesseur|sucesora?|predecesora?|successore|predecessore"
    r"|opvolger|voorganger|sucessora?)"
)
_KIN_OF = late(
    rf"\b{_KIN} (?:of|to|for|von|des|der|zum|zur|de|del|du|di|della|van|do|da)(?: (?:the|den|dem|la|le|el|il|de|het|o|a))?\s$"
)
_ITS_KIN = late(rf"'s (?:[\w-]+ ){{0,2}}{_KIN}\b|-{_KIN}\b")


def _only_kin(reading: Reading, scene: Scene) -> bool:
    """ "The larger sibling of X": does the clause name the product only to say whose sibling or successor another is?"""
    low = reading.lower
    own = [m for m in reading.mentions_in(scene.start, scene.end) if m.slug == scene.product.slug]
    return bool(own) and all(
        _KIN_OF.search(low, max(scene.start, m.start - 40), m.start) or _ITS_KIN.match(low, m.end, m.end + 40)
        for m in own
    )


_REVIVED = Phrases(
    r"\b(?:tak\w+|accept\w+|open\w*) (?:new )?orders for\b[^.;]{0,50}\bagain\b|\bback (?:on sale|in (?:stock"
    r"|the (?:shop|catalogue|catalog)))\b"
    r"|\b(?:resum|reinstat|reviv|resurrect|un-?cancel)\w*\b|\bbr(?:ings?|ought) back\b|\breturns? to (?:sale"
    r"|the (?:shop|market|catalogue))\b"
)
"""What is sold again has not ended, whatever is said of the day on which it once did."""

_OF_ITSELF: frozenset[EventType] = frozenset({"available", "announced", "production", "discontinued"})
"""What a sentence says of its own subject: "X is available"."""
_SUBJECT = late(
    r"[\s\"'(*>-]*(?:(?:And|But|Also|Meanwhile|Today|Now),?\s)?(?P<name>[A-Z][\w.+-]*(?:\s(?:[A-Z][\w.+-]*|\d[\w.]*)){0,3}),?"
    r"(?:\s[^,.;]{2,40},)?\s(?:is|are|was|were|has been|have been|will be|went|goes|becomes|became)\s"
)


_INSTEAD = late(
    r"\b(?:replacements?|successors?|alternatives?|ersatz|nachfolger|remplacement|sustituto|vervanger)\s?(?:part"
    r"|model|is)?\s?:\s$"
)


def _instead(reading: Reading, scene: Scene) -> bool:
    """ "Replacement: X" is said of what stays on sale."""
    place = scene.mention.start if scene.mention else scene.start
    return _INSTEAD.search(reading.lower, max(scene.sentence.start, place - 30), place) is not None


def _another(reading: Reading, scene: Scene) -> bool:
    """Is a sentence that does not name the product about another: about a processor or a memory that it names, or about the name,
    no maker's, that it begins with?"""
    sentence = scene.sentence
    here = reading.mentions_in(sentence.start, sentence.end)
    if any(m.product.kind in _PARTS for m in here) and not reading.hardware.within(sentence.start, sentence.end):
        return not _POINTS.match(reading.lower, sentence.start)
    hit = _SUBJECT.match(reading.clean, sentence.start, sentence.end)
    if hit is None or (
        " " not in hit["name"] and not re.search(rf"[a-z,]\s{re.escape(hit['name'])}\b", reading.clean[:_HEAD])
    ):
        return False
    start, end = hit.span("name")
    known = [*reading.mentions_in(start, end), *reading.firms.within(start, end)]
    return not known and not hit["name"].startswith(_NO_NAMES)


_PARTS: frozenset[ProductKind] = frozenset({"cpu", "memory"})
_POINTS = late(
    r"[\s\"'(*>-]*(?:it|its|they|their|both|th(?:e|is|ese) (?:new )?(?:chip|card|rack|accelerator|gpu|system|server)s?)\b"
)
_HEAD = 20_000
"""Characters in which a name of one word is looked for within a sentence, where no other word has a capital."""
_NO_NAMES = (
    "The ",
    "It ",
    "Its ",
    "This ",
    "That ",
    "These ",
    "They ",
    "Their ",
    "Both ",
    "All ",
    "Each ",
    "General ",
    "Volume ",
    "First ",
)


_LEAST = min(weighing.DOUBTFUL.values())
_RARE: frozenset[EventType] = frozenset({"production", "discontinued"})
_SURE = 0.8
"""Of these two the labelled texts have too few for weights of their own: a phrase that is right this often decides."""

_SUPPORTS = Phrases(
    r"\b(?:announc|add|introduc|unveil|launch|releas|bring|extend|gain)\w* (?:[\w-]+ ){0,3}support (?:for|of)\b"
)
"""Software that learns to run on a product is no launch of the product."""

_GOES_ON = Phrases(
    r"\b(?:has|have|had) been (?:shipping|selling|on sale|available|in use|orderable|generally available)\b"
    r"|\b(?:shipping|available|on sale|deliver(?:ed|ing)|offered) since\b"
)
"""What has been going on is no promise, whatever date stands beside it."""

_TRAINED = Phrases(r"\b(?:model|checkpoint|weights|it|which)\b[^.;]{0,60}\b(?:was |were |been )?(?:pre)?trained\b")


def _trained(reading: Reading, seen: Seen) -> bool:
    """In the release of a model the machines that trained it are named in passing."""
    return "d:model" in seen.observed and bool(reading.words.first(_TRAINED, seen.scene.start, seen.scene.end))


def stretched(chance: float, line: float) -> float:
    """The chance stretched so that the line of acceptance of every type lies at ACCEPT."""
    if chance < line:
        return ACCEPT * chance / line
    return ACCEPT + (1 - ACCEPT) * (chance - line) / (1 - line)


_PRICED = Trigger("price", "either", "price.figure", 0.82)


def prices(reading: Reading, claims: Sequence[Claim], known: Sequence[Event]) -> tuple[Event, ...]:
    """A stated price of hardware or tokens is a price event, also where no verb says so."""
    have = {e.product for e in known if e.type == "price"}
    out: dict[str, Event] = {}
    for claim in claims:
        place = claim.evidence.start
        if (
            claim.field not in ("price_hourly", "price_token")
            or claim.product in have
            or claim.status != "accepted"
            or place is None
        ):
            continue
        evidence = replace(claim.evidence, rule=f"event.{_PRICED.rule}")
        period = when(reading, reading.sentence_at(place), "price", place, place, evidence.end or place)
        out.setdefault(claim.product, Event(product=claim.product, type="price", period=period, evidence=evidence))
    return tuple(out.values())


def merged(found: Sequence[Candidate]) -> list[Candidate]:
    """One candidate for each product, type and date; an undated repetition adds nothing.

    What happens to a product once has one date in a text: the one that is told most surely.
    """
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
        if match is None and same and c.type in _ONCE:
            match = same[0]
            if c.confidence > kept[match].confidence:
                kept[match] = c
        elif match is None:
            kept.append(c)
        elif kept[match].period is None and c.period is not None:
            kept[match] = replace(c, confidence=max(c.confidence, kept[match].confidence))
        elif c.confidence > kept[match].confidence:
            kept[match] = replace(kept[match], confidence=c.confidence)
    return kept


_ONCE: frozenset[EventType] = frozenset({"announced", "production"})


def _overlap(a: Period | None, b: Period | None) -> bool:
    return a is None or b is None or a.overlaps(b)


def event(reading: Reading, c: Candidate) -> Event:
    status, reason = _status(c)
    certainty: Certainty = "rumoured" if c.hedged else "expected" if c.type == "roadmap" else "stated"
    start, end = trimmed(reading.clean, c.start, c.end)
    return Event(
        product=c.product.slug,
        type=c.type,
        period=c.period or carried(reading, c.start, c.type),
        certainty=certainty,
        counterparty=c.counterparty,
        status=status,
        reason=reason,
        evidence=Evidence(
            quote=reading.text[start:end],
            start=start,
            end=end,
            rule=f"event.{c.trigger.rule}",
            confidence=round(c.confidence, 2),
        ),
    )


def _status(c: Candidate) -> tuple[Status, str]:
    if c.hedged:
        return "rumour", "the text tells it as hearsay, expectation or condition"
    if c.confidence < ACCEPT:
        return "review", UNSURE
    return "accepted", ""
