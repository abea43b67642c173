"""Words that stand for a product named elsewhere: "each GPU", "the rack", "in one box", "it"; and what they mean."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from tracker.extract import scope, shifts
from tracker.extract.late import late
from tracker.extract.lexicon import NOT_ACCELERATORS
from tracker.extract.parts import Mention, Reading, Sentence
from tracker.model.product import Product
from tracker.model.words import Scope

NounKind = Literal["name", "noun", "pronoun"]


@dataclass(frozen=True, slots=True)
class Named:
    """A name, or a noun or pronoun with the product it stands for. `scope` is the noun's own scope, None for names."""

    start: int
    end: int
    product: Product
    kind: NounKind
    place: int
    """Where the product itself is named."""
    scope: Scope | None = None
    compared: bool = False
    counted: bool = False
    distributive: bool = False
    """ "each", "per": speaks of one piece."""
    sure: bool = True


_DISTRIBUTIVE = r"(?:per|each|every|je|pro|jede[rsmn]?|chaque|par|por|cada|a single|one single|any one)"
_DETERMINER = (
    r"(?:an?|one|the|this|that|these|those|single|whole|full|entire|its|ein(?:e[rmns]?)?|der|die|das"
    r"|dem|den|une?|un[ao]|le|la|el|both)"
)
_SCOPES: tuple[tuple[Scope, str], ...] = (
    ("pod", r"(?:super-?)?pods?|supernodes?|superclusters?"),
    ("rack", r"racks?|cabinets?|rack-scale systems?|schr(?:a|ä)nk\w*|gestell|baie|armario"),
    (
        "server",
        r"servers?|instances?|nodes?|workstations?|vms?|virtual machines?|chassis|box(?:es)?|knoten|serveurs?"
        r"|servidor(?:es)?|trays?|ultraservers?|[a-z][\w-]{0,12}\.\w{0,8}(?:xlarge|metal)",
    ),
    ("card", r"cards?|boards?|modules?|superchips?|karten?|cartes?|tarjetas?|platine"),
    (
        "chip",
        r"chips?|gpus?|tpus?|npus?|lpus?|xpus?|ipus?|accelerators?|packages?|processors?|sockets?|devices?"
        r"|wafers?|asics?"
        r"|puces?|beschleuniger|prozessor|silicon|one of them|of them",
    ),
)
_NOT_A_PRODUCT = (
    r"(?!\w|[\s-](?:makers?|company|companies|giants?|firms?|vendors?|markets?|industry|business|design\w*|line\b"
    r"|shipments"
    r"|supply|supplier|shortage|roadmap|rental|giant|hours?\b|startup|start-up|specialist|unit\b|cpu|side|hour"
    r"|market|edition|edges?|to-chip|interconnect))"
)
_ADJECTIVE = (
    r"(?:(?!(?:of|for|in|on|to|with|and|or|by|at|from|is|has|are|than|that|gb|tb|over|into|per|each|as|same time"
    r"|launch|maker|inter|nvlink|memory)\b)"
    r"[a-z][\w.'-]{0,18}[\s-]){0,2}?"
)
_NOUN = late(
    rf"(?<![\w-])(?:(?:(?P<each>{_DISTRIBUTIVE})(?:\sof\s(?:the|these|its|those))?"
    rf"|(?P<det>{_DETERMINER}))[\s-]{_ADJECTIVE}(?:"
    + "|".join(f"(?P<{name}>{words})" for name, words in _SCOPES)
    + rf"){_NOT_A_PRODUCT}"
    r"|(?<!\.)(?P<shape>[a-z]\w{1,6}(?:-\w{1,8})?\.(?:\d{1,3}x?large|metal|\d{1,2}xl))(?![\w.]))"
    r"|/\s?(?:(?P<xchip>gpu|chip|accelerator|tpu|npu|lpu|package)|(?P<xcard>card)"
    r"|(?P<xserver>server|node|box)|(?P<xrack>rack)|(?P<xpod>pod))(?!\w|[\s-]{0,2}(?:h\b|hr|hour))"
)
_ALONE = late(
    r"each(?<!\weach)(?=\W{0,3}\d|\s(?:with|ha[sv]e?|carr\w+|hold\w*|offer\w*|deliver\w*|bring\w*|pack\w*|draw\w*"
    r"|rated|at|com(?:es|ing)|featur\w+|equipped|provid\w+|running|of which|good for|having)\b)"
)
_CJK: tuple[tuple[Scope, re.Pattern[str]], ...] = (
    ("chip", late(
        r"(?:1\s?)?チップ(?:あたり|当たり|ごと|当り)|(?:gpu|tpu|npu)\s?(?:1基)?(?:あたり|当たり)"
        r"|单(?:卡|芯片|颗)|每(?:卡|颗|片|张卡|个芯片|颗芯片)|単体"
    )),
    ("server", late(r"单机|整机|每台服务器|サーバー?(?:1台|あたり|当たり)")),
    ("rack", late(r"整柜|单柜|单机柜|机柜|ラック(?:全体|1台|あたり|当たり|は)")),
    ("pod", late(r"超节点|ポッド(?:あたり|全体|は|当たり)")),
)  # fmt: skip
_OBJECT = "".join(
    rf"(?<!\b{word} )"
    for word in (
        [
            "of",
            "to",
            "with",
            "in",
            "from",
            "than",
            "by",
            "on",
            "around",
            "inside",
            "into",
            "for",
            "over",
            "about",
            "beside",
            "without",
            "behind",
            "under",
        ]
    )
)
_PRONOUN = late(
    rf"(?<![\w'])(?:(?=it|il|elle){_OBJECT}(?:it|its|il|elle)(?![\w'])"
    r"|(?:the|this|each|that)\s(?:new\s|whole\s|full\s|complete\s|entire\s){0,2}(?:systems?|machines?"
    r"|platform|computer|appliance|product|newcomer|design|offering|flagship|solution|unit)(?![\w-]))"
)
"""Pronouns as subjects, and nouns that say nothing of the scope."""
_ANEW = late(r"newcomer")
"""What another one is called beside a product just named: "where a B200 has 8, the newcomer has 13"."""
_OF = late(
    r"\s(?:of|with|built from|made of|full of|von|de|mit)\s(?:the\s|an?\s|(?:[1-9]\d?|two|four|eight"
    r"|sixteen)\s)?(?:nvidia\s|amd\s)?"
)
_NUMBER = late(r"\d+")
_SHAPE = late(r"\.(?:\d{1,3}x?large|metal)")
_NUMBERED_RACK = late(r"nvl\s?(\d+)")
_COUNT_BEFORE = late(
    r"(?:\d(?:[\d,.]*\d)?|\b(?:two|three|four|five|six|seven|eight|nine|ten|twelve|sixteen|thirty-two|sixty-four"
    r"|seventy-two|acht|huit|ocho|vier|quatre|zwei|deux"
    r"|several|multiple|dozens of|thousands of|hundreds of))(?:[\s-]?x)?\s(?:of\s)?(?:(?:the|its"
    r"|their)\s)?(?:(?:company's|firm's|own|new|nvidia|amd|google|intel|huawei|aws|amazon|custom|in-house"
    r"|liquid-cooled)(?:'s)?\s){0,3}$"
    r"|\d\s?(?:個|个|枚|基|張|张|颗|顆|块|台)(?:以上)?の?\s?$"
)


_MULTIPLIED = late(
    r"(?:^|[|:,;\n]\s{0,3}|\b(?:with|of|has|holds)\s)[1-9]\d{0,3}\s?x\s(?:nvidia\s|amd\s|aws\s|intel\s)?$"
)
"""A list that multiplies pieces: "| 8 x MI350X |"; what it names is no yardstick."""


_CLEFT = late(r"\W{0,4}what\s(?:the\s|an?\s)?")


def _plain(low: str, sentence: Sentence, m: Mention) -> bool:
    """Only counted in a list, or the subject of "What the X needs is ...": no yardstick, though its words look like one."""
    opens = m.start - sentence.start < 14 and bool(_CLEFT.fullmatch(low, sentence.start, m.start))
    return opens or bool(_MULTIPLIED.search(low[max(0, m.start - 24) : m.start]))


def counted(low: str, place: int, left: int) -> bool:
    """Does a number count the name at that place ("eight H200")?"""
    return bool(_COUNT_BEFORE.search(low[max(left, place - 60) : place]))


def counts(reading: Reading, sentence: Sentence) -> bool:
    """Does the sentence count anything that it names?"""
    own = reading.mentions_in(sentence.start, sentence.end)
    return any(counted(reading.lower, m.start, sentence.start) and accelerator(m.product) for m in own)


def accelerator(product: Product) -> bool:
    return product.kind not in NOT_ACCELERATORS


def fits(product: Product, wanted: Scope) -> bool:
    own = scope.of_product(product)
    return own == wanted or {own, wanted} == {"chip", "card"}


def named(reading: Reading, sentence: Sentence) -> list[Named]:
    """All names, nouns and pronouns of a sentence that stand for an accelerator, in order of place."""
    low = reading.lower
    own = [m for m in reading.mentions_in(sentence.start, sentence.end) if accelerator(m.product)]
    found = [
        Named(m.start, m.end, m.product, "name", m.start, None, m.compared and not _plain(low, sentence, m),
              counted(low, m.start, sentence.start))
        for m in own
    ]  # fmt: skip
    for start, end, what, distributive in sorted(_nouns(low, sentence)):
        number = _NUMBERED_RACK.search(low, start, end)
        if number and not any(number[1] in m.product.name for m in reading.mentions[:200]):
            continue
        inner = next((m for m in own if m.start < end and start < m.end), None)
        if inner is not None and _SHAPE.search(low, start, end):
            found = [n for n in found if n.start != inner.start]
            found.append(Named(start, end, inner.product, "noun", inner.start, what, False, False, distributive))
        if inner is not None:
            continue
        held = next((m for m in own if 0 <= m.start - end < 16 and _OF.fullmatch(low, end, m.start)), None)
        meant = (held.product, held.start, True) if held else resolve(reading, sentence, start, what)
        if meant:
            product, place, sure = meant
            found.append(Named(start, end, product, "noun", place, what, False, False, distributive, sure))
    found += _pair(reading, sentence)
    for hit in _PRONOUN.finditer(low, sentence.start, sentence.end):
        before = sentence.start if _ANEW.search(hit[0]) else hit.start()
        topic = (_machine(reading, sentence, before) if " " in hit[0] else None) or subject(reading, sentence, before)
        if topic:
            found.append(Named(hit.start(), hit.end(), topic.product, "pronoun", topic.start))
    return sorted(found, key=lambda n: n.start)


_FORMER = late(r"\bthe (?:(?P<first>former)|latter)(?=\W|\s(?:\w+s|will|can)\b)")


def _pair(reading: Reading, sentence: Sentence) -> Iterator[Named]:
    """ "the former", "the latter": of the last two products named before, in this sentence or the one before it."""
    for hit in _FORMER.finditer(reading.lower, sentence.start, sentence.end):
        block = reading.blocks[sentence.block]
        own = [
            m for m in reading.mentions_in(max(block.start, hit.start() - 400), hit.start()) if accelerator(m.product)
        ]
        latest = list({m.slug: m for m in own}.values())[-2:]
        if len(latest) == 2:
            one = latest[0 if hit["first"] else 1]
            yield Named(hit.start(), hit.end(), one.product, "noun", one.start)


def _nouns(low: str, sentence: Sentence) -> Iterator[tuple[int, int, Scope, bool]]:
    for hit in _NOUN.finditer(low, sentence.start, sentence.end):
        what = "server" if hit["shape"] else next(name for name, _ in _SCOPES if hit[name] or hit[f"x{name}"])
        yield hit.start(), hit.end(), what, bool(hit["each"]) or low[hit.start()] == "/"
    for hit in _ALONE.finditer(low, sentence.start, sentence.end):
        yield hit.start(), hit.end(), "chip", True
    if not low.isascii():
        for what, expression in _CJK:
            for hit in expression.finditer(low, sentence.start, sentence.end):
                yield hit.start(), hit.end(), what, True


def subject(reading: Reading, sentence: Sentence, place: int) -> Mention | None:
    """What "it" means: the first name of this sentence before it, else what the paragraph was last about."""
    before = _own(reading, sentence.start, place)
    if before:
        return before[0]
    block = reading.blocks[sentence.block]
    earlier = _own(reading, block.start, sentence.start)
    if not earlier:
        return None
    last = reading.sentence_at(earlier[-1].start)
    group = [m for m in earlier if m.start >= last.start]
    pointing = _PRONOUN.search(reading.lower, last.start, group[0].start)
    rest = [m for m in earlier if m.start < last.start]
    return rest[0] if pointing and rest else group[0]


def _machine(reading: Reading, sentence: Sentence, place: int) -> Mention | None:
    """What "the system" means: the server, rack or pod that the sentence before it, or this one, names."""
    block = reading.blocks[sentence.block]
    own = _own(reading, block.start, place)
    last = reading.sentence_at(own[-1].start).start if own else place
    return next((m for m in own if m.start >= last and scope.of_product(m.product) in ("server", "rack", "pod")), None)


def _own(reading: Reading, start: int, end: int) -> list[Mention]:
    own = [m for m in reading.mentions_in(start, end) if accelerator(m.product) and not m.compared]
    return shifts.foreground(reading, own) if own else own


def resolve(reading: Reading, sentence: Sentence, place: int, what: Scope) -> tuple[Product, int, bool] | None:
    """The product of that scope which a noun points to: product, its place, and whether there is only one choice.

    The same sentence, the paragraph, then the products of the paragraph's vendor anywhere, then the block above; with
    none of that scope the noun speaks of the paragraph's own product.
    """
    block = reading.blocks[sentence.block]
    beside = [m for m in _own(reading, sentence.start, place) if not fits(m.product, what)]
    if beside and not any(fits(m.product, what) for m in _own(reading, sentence.start, place)):
        one = _kin(reading, beside[-1], what, place) or beside[-1]
        return one.product, one.start, True
    near = _own(reading, block.start, place)
    if match := _last_of(reading, [m for m in near if fits(m.product, what)], sentence):
        return match
    topic = subject(reading, sentence, place) or _above(reading, sentence)
    if topic is None:
        return None
    if fits(topic.product, what):
        return topic.product, topic.start, True
    kin = _kin(reading, topic, what, place)
    if kin:
        return kin.product, kin.start, True
    return topic.product, topic.start, bool(near)


def _last_of(reading: Reading, own: Sequence[Mention], sentence: Sentence) -> tuple[Product, int, bool] | None:
    if not own:
        return None
    last = reading.sentence_at(own[-1].start)
    group = [m for m in own if m.start >= last.start]
    chosen = group[-1] if last.start == sentence.start else group[0]
    return chosen.product, chosen.start, len({m.slug for m in group}) == 1


def _above(reading: Reading, sentence: Sentence) -> Mention | None:
    """The only product of the nearest block above that names one."""
    for number in range(sentence.block - 1, max(-1, sentence.block - 7), -1):
        block = reading.blocks[number]
        own = _own(reading, block.start, block.end)
        if own:
            return own[0] if len({m.slug for m in own}) == 1 else None
    return None


def _kin(reading: Reading, topic: Mention, what: Scope, place: int) -> Mention | None:
    """The one product of the topic's vendor and of that scope in the text: the rack of a chip, the chip of a rack."""
    at = bisect_left(reading.mentions, place, key=lambda m: m.start)
    pool = reading.mentions[max(0, at - 60) : at + 20]
    own = topic.product
    kin = [m for m in pool if m.product.vendor == own.vendor and fits(m.product, what) and not m.compared]
    held = [m for m in kin if related(m.product, own)]
    alike = [m for m in kin if m.product.family == own.family or m.product.provisional or own.kind == "line"]
    numbered = [m for m in alike if set(_NUMBER.findall(m.slug)) & set(_NUMBER.findall(own.slug))]
    chosen = held or next((c for c in (alike, numbered) if len({m.slug for m in c}) == 1), [])
    return min(chosen, key=lambda m: abs(m.start - place)) if chosen else None


def related(one: Product, other: Product) -> bool:
    """Is one a part of the other, or of its family?"""
    wholes = {p.whole for p in one.part_of} | {p.whole for p in other.part_of}
    return one.slug in wholes or other.slug in wholes
