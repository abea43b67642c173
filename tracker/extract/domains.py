"""Counts of accelerators: the size of a scale-up domain, server, rack or pod; never of a fleet, an order or a cluster."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tracker.extract import numerals, quantities, scope
from tracker.extract.late import late
from tracker.extract.nouns import Named, fits, subject
from tracker.extract.ownership import Owner, focus
from tracker.extract.parts import Mention, Quantity, Reading, Sentence
from tracker.model.words import Scope

_CONTAINERS: tuple[Scope, ...] = ("server", "rack", "pod")
_FLEET = late(
    r"\b(?:clusters?|fleet|(?<!pre-)order\w*|data ?cent(?:er|re)s?|gigawatts?|megawatts?|purchas\w+|bought|buy\w*"
    r"|deploy\w*|(?:pre-?)?trained|training run|fine-?tun\w*"
    r"|supercomputer|supply|supplies|shipments?|sold|sell|delivered|deliver(?:y|ies)|replac\w+|rivals?|equivalent"
    r"|needs?|requir\w+|instead of"
    r"|only need|wouldn't|fit|sweep|ran on|running on|tested|rent\w*|hundreds|thousands|campus|crash\w*|versions?"
    r"|million|export\w*)\b"
)
_FLEET_AFTER = late(
    r"[^.;,]{0,24}\b(?:clusters?|fleet|orders?|data ?cent(?:er|re)s?|deploy\w*|in production|in service|campus"
    r"|supercomputer)\b"
)
_FROM = late(
    r"\b(?:start(?:s|ing)? (?:at|from|with)|as few as|minimum of|at least|down to|fewer than|less than|under)\W{0,2}$"
)
_HOLDS = late(
    r"\b(?:holds?|holding|packs?|combin\w+|unit\w+|join\w*|connect\w*|scal\w+|contain\w*|hous\w+|carr\w+|puts?"
    r"|takes?|ties?|tying|to (?:a|the|each|one|every)|share\w*|live|inside|fills?|seating|room for|tops? out|maxe[sd] out"
    r"|stops? at|come[s]? in|goes? (?:on )?to|is|made (?:up )?(?:of|from)"
    r"|compris\w+|consist\w+|equipped|links?|up to|features?|with|has|have|of|reach\w*|pairs?|fuses?|grows?"
    r"|counts?|brings?|groups?|form\w*|built (?:from|of|around)"
    r"|link\w*|per|each|in(?:to)? (?:one|a|the|each)|in|integrat\w+|inside|across|seats?|sports?|spans?|fits?"
    r"|gives?|strings?|heeft|bevat|telt|compte|loge|lleva|alberga|cuenta con|tiene|conta|tem|chega a|llega a|atteint|plafonn\w+"
    r"|(?:pods?|nœuds?|nodos?|serveurs?|baies?|servidor(?:es)?|bastidor(?:es)?|racks?) (?:de|di|à)|mit|fass\w+"
    r"|umfass\w+|verbind\w+|bündel\w*|stecken|enthält|relie|regroupe|réunit|agrupa|reúne|con"
    r"|avec"
    r"|go into|goes into|domain|domaine|dominio|domäne)\b|-(?:gpu|chip|way|accelerator|tpu|npu)"
    r"|(?:構成|搭載|収め|互联|集成|支持|接続|组成|结|まで|最大)"
)
_DOMAIN = late(
    r"scale-?up[ -]dom[aä]in|dom[ií]nio de (?:escala|scale-up)|nvlink domain|\bdomain\b|\bdomaine\b|\bdominio\b"
    r"|\bdomäne\b|ici domain|all-to-all|single fabric"
)
_COUNT = late(
    rf"(?<![a-z0-9.,$€£-])(?P<n>{numerals.DIGITS}|(?:{numerals.WORDS}))(?:\s?x)?\s(?:of\s)?(?:(?:the|its"
    rf"|their)\s)?(?:(?!(?:{numerals.WORDS})\s)[a-z][\w.-]{{0,14}}(?:'s)?\s){{0,3}}$"
    rf"|(?<![a-z0-9.,])(?P<c>{numerals.DIGITS})\s?(?:個|个|枚|基|張|张|颗|顆|块|台)(?:以上)?の?\s?$"
)
_NOT_COUNT = late(
    r"\b(?:gb|tb|gen|version|generation|w|nm|than|and|or|with|for|to|in|on|of the other|by|times|x|generations?"
    r"|nodes?|servers?|racks?|cabinets?|boxes|trays?|systems?|machines?)\b"
)
_OLDER = late(r"\s(?:ancestors?|predecessors?|forerunners?|siblings?)\b")
_LESSER = late(
    r"\b(?:than|versus|against|als|que)\s(?:(?:in|on|with|by|en|con|auf|mit)\s)?(?:an?|its|their|his|the|our|su|un|una|son|ein\w*|sein\w*)\s$"
)
"""Before the machine that another is compared with."""
_WHOLES = late(
    r"(?:'s)?[\s-](?:(?!per\b|in|to\b|on|an?\b|each|every|with|and|for|from|live|fill|share)[a-z-]{1,14}\s)?(?:racks?"
    r"|cabinets?|servers?|boxes|pods?|nodes?|clusters?|systems?|machines?)\b"
)
"""Behind a counted name: the count is of machines."""
_TIMES = late(r"^\s?x\s")
_PARTED = late(
    r"(?<!\.)\.\s|\b(?:while|whereas|but|against|versus|than|là où|alors que|tandis que|während|wohingegen|mientras)\b"
)
"""Between a machine and a count that is not its own."""
_APPOSED = late(r"[^,;.:\d]{1,24}(?:\d{1,4}[a-z]{0,2})?,\s(?:with\s)?")
"""Between the beginning of a name and the count set right behind it: "Kyber, 144 GPUs"."""
_NUMBER = late(r"\d+")
_LABEL = late(
    r"(?:(?<![a-z])(?:(?P<pod>(?:super-?)?pods?)|(?P<rack>racks?|cabinets?)|servers?|nodes?|box|chassis|instances?|vm"
    r"|platform)|\b[a-z]\w{1,6}(?:-\w{1,8})?\.(?:\d{1,3}x?large|metal)|(?<![a-z])(?P<inside>inside))"
    r"\s?(?:\([^()]{0,20}\)\s?)?[:|]\s{0,3}(?:up to\s)?$"
)
_OPENING = late(
    r"(?:\W|there (?:are|is)|inside|in it|on board|aboard|darin|dort|drin|sit|are|stecken|sitzen|arbeiten|dedans|dentro"
    r"|hay)*"
)
_EACH_HAS = late(
    r"\W{0,3}(?:each|it|every (?:one|machine|system|server))\s(?:of (?:them|these)\s)?(?:has|holds|carries|takes"
    r"|contains|packs|comes with)\s"
)
_MULTIPLIED = late(
    r"(?<![a-z])(?:nodes?|servers?|box(?:es)?|machines?|instances?|systems?|knoten|serveurs?|nodos?)\s?\((?P<n>\d{1,2})\s?x\s?"
    r"(?=\d{1,3}\s?[gt]i?b\b)"
)
"""A machine by its memory: "nodes (8 x 80 GB)"."""
_BARE = late(
    r"(?:(?<![a-z])(?:(?P<pod>(?:super-?)?pods?|supernodes?|slices?|超节点|ポッド)|(?P<rack>racks?|cabinets?|rack-scale"
    r"|schrank|baies?|armoires?|bastidor(?:es)?|ラック|机柜)"
    r"|(?P<server>servers?|nodes?|instances?|instancias?|box(?:es)?|vms?|chassis|baseboards?|systems?"
    r"|workstations?|knoten|trays?|shapes?|nœuds?|serveurs?|nodos?|nós?|servidor(?:es)?|bandejas?|tiroirs?|服务器|ノード))"
    r"|(?P<compound>(?<=[a-z])knoten))(?![a-z])"
)


_MOST_IN_RACK = 1200


@dataclass(frozen=True, slots=True)
class Domain:
    quantity: Quantity
    owner: Owner
    scope: Scope


def domains(
    reading: Reading, sentence: Sentence, here: Sequence[Named], around: Sequence[Quantity]
) -> Iterator[Domain]:
    """The counts of a sentence that say how many accelerators one server, rack or pod holds."""
    sized = list(_sized(reading, sentence))
    yield from sized
    listed = {one.quantity.start for one in sized}
    counted = [
        q for q in around if q.kind == "chips" and q.start not in listed and not any(_within(n, q) for n in here)
    ]
    counted += _of_names(reading, sentence, here, around)
    for q in counted:
        if found := _domain(reading, sentence, here, q):
            yield found
    yield from _multiplied(reading, sentence, here)


def _multiplied(reading: Reading, sentence: Sentence, here: Sequence[Named]) -> Iterator[Domain]:
    """ "H200 nodes (8 x 141 GB)": the accelerator named right before the machine is in it so many times."""
    for hit in _MULTIPLIED.finditer(reading.lower, sentence.start, sentence.end):
        own = [m for m in here if m.kind == "name" and not m.compared and 0 <= hit.start() - m.end <= 2]
        if own and int(hit["n"]) > 1:
            q = Quantity(hit.start("n"), hit.end("n"), "chips", hit["n"], float(hit["n"]), "chips")
            yield Domain(q, Owner(own[-1].product, "counted", 0.8, own[-1].place, "server"), "server")


def _within(one: Named, q: Quantity) -> bool:
    """Is the number a part of what names the product? "The eight-GPU box" is a box and tells its count."""
    return one.start <= q.start < one.end and (one.kind == "name" or one.scope not in _CONTAINERS)


def _of_names(
    reading: Reading, sentence: Sentence, here: Sequence[Named], around: Sequence[Quantity]
) -> Iterator[Quantity]:
    """ "72 MI455X", "eight Sohu", "8,192 Ascend 950DT": a number counts the name behind it."""
    low = reading.lower
    for one in here:
        if one.kind != "name" or not fits(one.product, "chip") or not one.counted:
            continue
        left = max(sentence.start, one.start - 60)
        hit = _COUNT.search(low[left : one.start])
        part = "c" if hit and hit["c"] else "n"
        if hit is None or _NOT_COUNT.search(_TIMES.sub(" ", low[left + hit.end(part) : one.start])):
            continue
        start = left + hit.start(part)
        whole = _WHOLES.match(low, one.end)
        if not whole and not any(q.start <= start < q.end for q in around):
            yield Quantity(start, one.end, "chips", hit[part], numerals.number(hit[part]), "chips")


def _sized(reading: Reading, sentence: Sentence) -> Iterator[Domain]:
    """ "Typical sizes: 8 (HGX H200), 72 (GB300 NVL72)": what the sentence calls the sizes of domains, each with who has it."""
    pairs = list(quantities.SIZED.finditer(reading.lower, sentence.start, sentence.end))
    if len(pairs) < 2 or not quantities.SIZES.search(reading.lower, sentence.start, sentence.end):
        return
    for hit in pairs:
        value = numerals.number(hit["n"])
        for m in reading.hardware.within(hit.start("of"), hit.end("of")):
            own = scope.of_product(m.product)
            word = _BARE.search(reading.lower, m.end, hit.end("of"))
            told: Scope = "pod" if word and word["pod"] else "rack" if word and word["rack"] else "server"
            place = own if own in _CONTAINERS else told
            q = Quantity(hit.start("n"), hit.end("n"), "chips", hit["n"], value, "chips")
            if 1 < value <= 20_000:
                yield Domain(q, Owner(m.product, "counted", 0.8, m.start, place), place)


def _domain(reading: Reading, sentence: Sentence, here: Sequence[Named], q: Quantity) -> Domain | None:
    if q.value < 2 or q.value != int(q.value) or q.value > 20_000:
        return None
    low = reading.lower
    window = low[max(sentence.start, q.start - 70) : min(sentence.end, q.end + 45)]
    inner = next((m for m in here if m.kind == "name" and q.start <= m.start <= q.end + 1), None)
    if inner is not None and inner.compared:
        return None
    if _OLDER.match(low, q.end) or _machine_counted(reading.lower, here, q):
        return None
    found = (
        _known(reading, q, inner)
        or _numbered(reading, q, inner)
        or _labelled(reading, sentence, here, q)
        or _container(low, here, q, inner)
        or _by_word(reading, here, q, sentence)
        or _by_topic(reading, sentence, here, q)
    )
    if found is None:
        return None
    owner, place = found
    if _FROM.search(low, max(sentence.start, q.start - 24), q.start):
        return None
    fleet = _FLEET.search(low, max(sentence.start, q.start - 40), q.start) or _FLEET_AFTER.match(low, q.end)
    if fleet and not (place == "pod" and "pod" in window) and not _DOMAIN.search(window):
        return None
    if place in ("server", "rack") and q.value > (256 if place == "server" else _MOST_IN_RACK):
        return None
    beside = owner.rule in ("named-for", "labelled") or (
        owner.rule == "holder"
        and 0 <= q.start - owner.place < 40
        and ("," not in low[owner.place : q.start] or _APPOSED.fullmatch(low, owner.place, q.start))
    )
    return Domain(q, owner, place) if beside or _HOLDS.search(window) else None


def _known(reading: Reading, q: Quantity, inner: Named | None) -> tuple[Owner, Scope] | None:
    """The text counts as many of a part as a product that it names nearby is known to hold."""
    if inner is None:
        return None
    wholes = {p.whole for p in inner.product.part_of if p.count == q.value}
    near = [
        m
        for m in reading.mentions_in(q.start - 600, q.end + 150)
        if m.slug in wholes and not m.compared and scope.of_product(m.product) in _CONTAINERS
    ]
    if not near:
        return None
    whole = min(near, key=lambda m: abs(m.start - q.start))
    return Owner(whole.product, "holder", 0.88, whole.start), scope.of_product(whole.product)


def _machine_counted(low: str, here: Sequence[Named], q: Quantity) -> bool:
    """ "four DGX H100": are servers or racks counted, and no chips?"""
    return "-" not in low[q.start : q.end] and any(
        m.kind == "name" and q.start <= m.start <= q.end + 1 and scope.of_product(m.product) in _CONTAINERS
        for m in here
    )


def _numbered(reading: Reading, q: Quantity, inner: Named | None) -> tuple[Owner, Scope] | None:
    """As many chips as the name of a rack or pod near by says: the 72 of an NVL72, the 384 of a CloudMatrix 384."""
    if q.value < 8:
        return None
    digits = f"{q.value:.0f}"
    near = [
        m
        for m in reading.mentions_in(q.start - 400, q.end + 150)
        if scope.of_product(m.product) in _CONTAINERS and not m.compared and digits in _NUMBER.findall(m.product.name)
    ]
    if len({m.slug for m in near}) != 1 or (inner is not None and inner.product.vendor != near[0].product.vendor):
        return None
    whole = min(near, key=lambda m: abs(m.start - q.start))
    return Owner(whole.product, "named-for", 0.85, whole.start), scope.of_product(whole.product)


def _labelled(reading: Reading, sentence: Sentence, here: Sequence[Named], q: Quantity) -> tuple[Owner, Scope] | None:
    """ "Inference server: 8 cards", "p6.48xlarge: 8 B200 GPUs": the label of a line is the machine that holds them."""
    low = reading.lower
    left = max(low.rfind("\n", 0, q.start) + 1, q.start - 60)
    hit = _LABEL.search(low, left, q.start)
    if hit is None:
        return _headed(reading, sentence, q)
    place: Scope = "pod" if hit["pod"] else "rack" if hit["rack"] else "server"
    own = [m for m in here if not m.compared and m.start <= q.end + 2]
    whole = own[-1].product if own else None
    if whole is None:
        topic = subject(reading, sentence, q.start) or _last_named(reading, sentence)
        whole = topic.product if topic else None
    return (Owner(whole, "labelled", 0.8, own[-1].place if own else q.start, place), place) if whole else None


def _headed(reading: Reading, sentence: Sentence, q: Quantity) -> tuple[Owner, Scope] | None:
    """ "16 chips" as a line under "SN50 rack"."""
    if not _OPENING.fullmatch(reading.lower, sentence.start, q.start):
        return None
    above = focus(reading, sentence, far=True)
    if above is None or above.scope not in _CONTAINERS:
        return None
    return Owner(above.product, "labelled", 0.8, above.place, above.scope), above.scope


def _last_named(reading: Reading, sentence: Sentence) -> Mention | None:
    """The only product that the few blocks above name."""
    above = reading.blocks[max(0, sentence.block - 4)].start
    own = [m for m in reading.mentions_in(above, sentence.start) if not m.compared]
    return own[-1] if len({m.slug for m in own}) == 1 else None


def _container(low: str, here: Sequence[Named], q: Quantity, inner: Named | None) -> tuple[Owner, Scope] | None:
    """A rack, server or pod named in the sentence: the last one before the count, else the next one behind it."""
    holders = [
        m for m in here if (m.scope or scope.of_product(m.product)) in _CONTAINERS and not m.compared and not m.counted
    ]
    before = [m for m in holders if m.end <= q.start and q.start - m.end < 110]
    after = [m for m in holders if m.start >= q.end and m.start - q.end < 60]
    for one in (*before[-1:], *after[:1]):
        between = low[min(one.end, q.end) : max(one.start, q.start)]
        if (
            ";" in between
            or (one.start > q.end and re.search(r"\d", low[q.end : one.start]))
            or _PARTED.search(between)
        ):
            continue
        if inner is not None and inner.product.kind != "line" and inner.product.vendor != one.product.vendor:
            continue
        place = one.scope or scope.of_product(one.product)
        return Owner(one.product, "holder", 0.86 if one.sure else 0.75, one.place, one.scope), place
    return None


def _by_word(reading: Reading, here: Sequence[Named], q: Quantity, sentence: Sentence) -> tuple[Owner, Scope] | None:
    """ "TPU v5p pods scale to 8,960 chips": a bare rack, server or pod near the count, of the product named nearby."""
    low = reading.lower
    left = max(sentence.start, q.start - 60)
    words = [(q.start - h.end(), h) for h in _BARE.finditer(low, left, q.start)]
    words += [(h.start() - q.end, h) for h in _BARE.finditer(low, q.end, min(sentence.end, q.end + 40))]
    if not words:
        return None
    hit = min(words, key=lambda w: w[0])[1]
    if _LESSER.search(low, max(sentence.start, hit.start() - 40), hit.start()):
        return None
    place: Scope = "pod" if hit["pod"] else "rack" if hit["rack"] else "server"
    own = [m for m in here if not m.compared and m.start <= q.end + 2]
    own = own or [m for m in here if not m.compared and m.start - q.end < 60]
    if own:
        return Owner(own[-1].product, "counted", 0.8, own[-1].place, place), place
    topic = subject(reading, sentence, q.start)
    return (Owner(topic.product, "counted", 0.77, topic.start, place), place) if topic else None


def _by_topic(reading: Reading, sentence: Sentence, here: Sequence[Named], q: Quantity) -> tuple[Owner, Scope] | None:
    """ "It holds 72 GPUs" of a rack; "a domain of 72" of whatever is spoken of."""
    low = reading.lower
    own = [m for m in here if not m.compared and m.end <= q.start]
    domain = _DOMAIN.search(low, max(sentence.start, q.start - 50), min(sentence.end, q.end + 40))
    if not own:
        topic = subject(reading, sentence, q.start) if domain else None
        if topic is not None:
            own_scope = scope.of_product(topic.product)
            place = own_scope if own_scope in _CONTAINERS else "pod" if q.value > _MOST_IN_RACK else "rack"
            return Owner(topic.product, "domain", 0.75, topic.start, place), place
        return _by_sentence_before(reading, sentence, q)
    last = own[-1]
    place = last.scope or scope.of_product(last.product)
    if place in _CONTAINERS:
        return Owner(last.product, "holder", 0.82, last.place, last.scope), place
    whole = scope.of_product(last.product)
    if last.kind != "name" and whole in _CONTAINERS and _EACH_HAS.fullmatch(low, sentence.start, q.start):
        return Owner(last.product, "holder", 0.8, last.place, whole), whole
    return (Owner(last.product, "domain", 0.78, last.place, "rack"), "rack") if domain else None


def _by_sentence_before(reading: Reading, sentence: Sentence, q: Quantity) -> tuple[Owner, Scope] | None:
    """ "... instances are live. Eight GPUs, 288 GB each": a count that opens a sentence is of the machine just spoken of."""
    topic = subject(reading, sentence, q.start)
    if topic is None or not _OPENING.fullmatch(reading.lower, sentence.start, q.start):
        return None
    place = scope.of_product(topic.product)
    if place in _CONTAINERS:
        return Owner(topic.product, "holder", 0.8, topic.start), place
    hit = _BARE.search(reading.lower, topic.end, min(topic.end + 30, sentence.start))
    if hit is None:
        return None
    place = "pod" if hit["pod"] else "rack" if hit["rack"] else "server"
    return Owner(topic.product, "holder", 0.78, topic.start, place), place
