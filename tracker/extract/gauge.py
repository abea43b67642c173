"""Which metric a multiple is of: the noun behind it, else its subject's, else what the verb implies, else the unit before."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from tracker.extract.comparison_words import MARKER
from tracker.extract.held_equal import HELD, unequal
from tracker.extract.late import late
from tracker.extract.measures import Measure, measures, of_units
from tracker.extract.per_unit import ENERGY, MONEY, PER_ANSWER, PER_HOUR, PER_TOKEN, Gauged, refined
from tracker.model.words import Metric

_CUT = late(
    rf"(?<![a-z])(?:{MARKER})(?![a-z])|[、，。]|,(?=[\u3000-\uffff])|지만\s|[가-힣](?:며|고)\s|だが|\band\s(?:is|are|was|has|have|it|its|the|they)\b"
    rf"|\bà\s\w+\ségale?\b|\bbei gleiche\w+|\ba igual\w*"
    rf"|\b(?:at|within|for|in|under) (?:the |a |an )?(?:same|similar|equal|comparable|identical|given|iso|fixed)\b"
    r"|\b(?:while|when|whereas|although|because|which|says|said|according)\b|\s\(|;\s|\.\s"
)
_GAP = late(r"\s?(?:below|under|above|over|behind|beyond|short of|off)\s(?:the\s|its\s|their\s|that\s)?(?=[a-z-])")
"""Between a difference and the property that it is a difference of: "38 percent below the token cost of B"."""
_STOP = late(r"[,;:(]\s|\.\s|$")
_JOIN_BACK = late(
    r"\s?(?:and|&|/|und|et|y|plus|as well as|,\s?and|和|と|及|与|及び|、|,(?=[^\x00-\x7f]))\s?(?:the\s|of\s|in\s|also\s)?"
)
_JOIN = late(r"\s?(?:,|and|&|/|und|et|y|plus|as well as|or|,\s?and)\s?(?:the\s|of\s|in\s|also\s)?")
_CLOSED = late(
    r"(?:\s(?:the\s|an?\s|its\s)?[\w.-]+(?:\s[\w.-]+){0,2}(?:'s|s'))?\s?(?:[;:)]|[,.](?!\d))"
    r"|\s(?:[a-z-]+\s){0,2}[a-z-]*\d[\w-]*\)"
)
"""The phrase of the multiple ends with it: what follows is of another."""
_THAT = late(r"\s?(?:of\s)?(?:that|those)(?:\s(?:of|from|on|for|in|with|to|again)\b|[.,;:]|\s?$)")
"""Stands for the property named before: "18 TB/s of bandwidth, twice that of B"."""
_COPULA = late(
    r"(?:\s(?:of|on|in|inside|between|to|from|for)\s[^,;.]{1,30}?)?(?:\s(?:is|are|was|were|gets?|got|runs?|grows?"
    r"|becomes?|became|lies?|comes?"
    r"|has become|will be|ist|sind|wird|est|es))?"
    r"(?:\s(?:about|around|nearly|roughly|almost|up to|some|more than|at least|now|also|over|to|by|rund|bis zu))*\s?"
)
_FIGURE_BEFORE = late(
    r"\d\s?(?:[tpe]b/s|[tpe]f(?:lops)?|[tp]ops|[kmgt]i?b|k?w)(?:\s(?:of|from|out of|to)\s(?:its\s|the\s)?[\w-]+)?\s?(?:,|\(|-)\s?"
    r"(?:(?:which is|which was|that is|that's|or|a|an|about|around|almost|nearly|roughly|some|just|over|more than|well over|up|soit"
    r"|also|das sind|ossia|cioè|es decir|ou seja|dat is)\s)*$"
)
_OF_WHAT = late(r"\s(?:of\s)?(?:what|as much as)\b")
"""Behind a multiple of the figure before it: "8 TB/s, twice what the HBM of B manages"."""
_PRICE = late(r"\s(?:of\s)?(?:the\s)?[$€£]\s?\d")
_FEWER = late(
    r"\sas\s(?:many|few)\s(?:[\w-]+\s)?(?:boards?|servers?|cards?|machines?|racks?|nodes?|gpus|boxes)\b(?!\s(?:per|in|fit))"
    r"(?P<same>[^.;]{0,30}?\bsame\b)?"
)
"""How many machines a job takes: of the same job it is the inverse of what one does."""
_SIZE = late(
    r"\s(?:the (?:size|length|width|height|weight|volume|area)|larger|bigger|smaller|heavier|taller|thicker"
    r"|as (?:large|big|small|heavy|tall|well|often|likely|popular|common|long to))\b(?! (?:memory"
    r"|bandwidth|capacity|domain))"
)
"""Of the thing itself, which is no metric."""
_TOKENS = late(r"tokens?\b")
_ASKS = late(r"\s(?:\w+\s)?(?:at|for)\s(?:\w+\s){0,2}")
"""Between a word of price and a multiple of another's "rate": "is priced at roughly twice the B rate"."""
_VAGUE = late(r"rate|speed|pace|the traffic")
_PHYSICAL: dict[str, Metric] = {
    "memory_bandwidth": "memory_bandwidth",
    "memory_capacity": "memory_bandwidth",
    "interconnect_bandwidth": "interconnect_bandwidth",
}
"""Whose speed is meant where the noun before the multiple is a part."""
_BREAK = late(r"[,;:.(]\s|\b(?:and|but|while|of|than|over)\b")
"""What parts a noun from the multiple behind it."""
_LABELLED = late(r"[^.;:]{0,40}:\s(?:about\s|up to\s|around\s|nearly\s|roughly\s|~\s?)?")
"""Between a property that heads a multiple and the multiple: "price-performance against B: 2.7x in training"."""
_LEADS = late(r"앞[서섰선]|優位|领先")
"""Better in the property named before; English names it behind."""
_OF_THING = late(
    r"\s(?:of\s)?the\s(?P<noun>(?!(?:old|new|one|best|same|other|next|last|first|previous|original|current|gpu|chip|card|rate)s?\b)[a-z]{3,})"
    r"\s(?:of|that|on|with|in|per)\b"
)
_MAKES = late(
    r"\b(?:gets?|gives?|gave|serves?|handles?|delivers?|runs?|process(?:es)?|answers?|makes?|does|completes?|produces?|generates?|computes?"
    r"|returns?|manages?|puts out|turns out|churns out)\s(?:[\w-]+\s){0,2}$"
)
"""What comes out of a machine in numbers is work done: "gets five times the schedules of"."""
_ASIDE = late(r",\s[^,;.]{2,24},\s")
"""Words between two commas, past which a phrase goes on."""
_APART = late(r",|\band\b|\bwith\b|\bat\b")
_RENTS = late(r"\b(?:rents?|rented|hires?|leases?|lets?)\s(?:\w+\s){0,2}for\s(?:[\w-]+\s){0,2}$")
_FOR_LESS = late(r"\s(?:less|lower)\b(?!\s(?!than\b)[a-z])")


def gauge(before: str, after: str, wider: str) -> list[Gauged] | None:
    """The metrics of a multiple between its words `before` and `after`; `wider` is the clause up to the multiple.

    None where the text names a property that is no metric; empty where it names none.
    """
    after = after.removeprefix(")")
    cut = _CUT.search(after, 1)
    whole = unequal(before[-110:])
    if gap := _GAP.match(after):
        cut = min(filter(None, (c.search(after, gap.end()) for c in (_CUT, _STOP))), key=_start)
    near = unequal(after[: cut.start() if cut else 90][:90])
    if _CLOSED.match(near) or _THAT.match(near):
        near = ""
    right, left = [m for m in measures(near) if not _FIGURE_OF.search(near[: m.start])], measures(whole)
    if _PRICE.match(after):
        return _of_amount(wider, near)
    if hit := _FEWER.match(after):
        return [("performance", True)] if hit["same"] else None
    found = _chosen(near, whole, right, left)
    figure = _FIGURE_BEFORE.search(before)
    if figure and _OF_WHAT.match(near):
        right = []
    if not right and figure and not (left and left[-1].rank < 2 and _agrees(left[-1].metric, of_units(before[-60:]))):
        found = []
    if (
        left
        and left[-1].metric in (*MONEY, *ENERGY)
        and not (right and right[0].metric == "energy_efficiency")
        and (PER_TOKEN.match(after) or PER_ANSWER.match(after) or PER_HOUR.match(after))
    ):
        found = [left[-1]]
    if not right and (unit := _of_figure(near)):
        return [(unit, False)]
    if not found and not right and (thing := _OF_THING.match(near)) and not measures(thing[0]):
        return [("throughput", False)] if _MAKES.search(before) and thing["noun"].endswith("s") else None
    if not found and not figure and cut and near and cut[0].isascii() and cut[0][:1] not in ";.,":
        found = [m for m in measures(unequal(after[cut.start() : cut.start() + 110])) if m.rank < 2][:1]
    if not right and _FOR_LESS.match(after) and _RENTS.search(before):
        return [("price_hourly", False)]
    if not right and _FOR_LESS.match(after) and re.search(r"\bfor\s(?:[\w-]+\s){0,2}$", before):
        return [("cost_per_token" if re.search(r"\btokens?\b[^.;]{0,30}$", before) else "tco", False)]
    if (found and found[0].metric is None) or (not found and _SIZE.match(after)):
        return None
    if found:
        return refined(found, before, after, wider)
    if held := HELD.search(wider[-100:]):
        return [("energy_efficiency" if held["power"] else "price_performance", False)]
    unit = of_units(before[-60:]) or _of_price(wider[-110:]) or of_units(wider[-90:])
    return [(unit, False)] if unit else []


def _of_amount(wider: str, near: str) -> list[Gauged] | None:
    """Of the price that a multiple of an amount of money is: "twice the $2.10 an hour of B"."""
    if "token" in wider:
        return [("price_token", False)]
    return [("price_hourly", False)] if "hour" in wider + near else None


_FIGURE_OF = late(r"(?<![a-z\d.,-])\d[\d.,]*\s$")
"""Before a unit: "at 240 watts" says of what the figure is, and nothing of the multiple before it."""
_OF_FIGURE = late(
    r"\s(?:(?:of|von|de|du|des|di|do|da)\s)?(?:(?:the|its|an?|der|des|le|la|el|o)\s)?(?:[\w-]+\s){0,3}?[\w-]+(?:'s|s')?\s"
    r"(?=\d[\d.,]*\s?[a-z])"
)
"""Between a multiple and the figure that it is of: "triple its sibling's 180 W"."""


def _of_figure(near: str) -> Metric | None:
    hit = _OF_FIGURE.match(near)
    return of_units(near[: hit.end() + 14]) if hit else None


def antecedent(before: str) -> Metric | None:
    """The property that the words before a sentence end with, for a multiple of "that"."""
    named = [m for m in measures(before[-160:]) if m.rank < 2 and m.metric]
    unit = of_units(before[-70:])
    return unit or (named[-1].metric if named else None)


def says_that(after: str) -> bool:
    """Does a multiple leave its property to the sentence before: "7,000 times that of the leading GPU", "doubled that to 32"?"""
    return bool(_THAT.match(after.removeprefix(")")))


_OTHER_KINDS: dict[Metric, frozenset[Metric]] = {
    "memory_bandwidth": frozenset({"memory_capacity", "sram", "power", "peak_compute"}),
    "memory_capacity": frozenset({"memory_capacity", "memory_bandwidth", "power", "peak_compute"}),
    "peak_compute": frozenset({"memory_capacity", "sram", "memory_bandwidth", "power"}),
    "power": frozenset({"memory_capacity", "sram", "memory_bandwidth", "peak_compute"}),
}
"""What a figure in the unit of a metric is not of."""


def _agrees(named: Metric | None, unit: Metric | None) -> bool:
    """May a figure of that unit be of the property named before it? "500 MB of SRAM, read at 150 TB/s": no."""
    return named != "memory_capacity" if unit is None else named not in _OTHER_KINDS.get(unit, ())


_AMOUNT = late(
    r"(?:[$€£]\s?\d[\d.,]*|(?<![\d.,])\d{1,3}(?:[.,]\d{1,2})?\s?(?:dollars?|euros?|美元|ドル|달러|dólares|dollari))[^.;]{0,24}$"
)


def _of_price(wider: str) -> Metric | None:
    """Of an amount of money right before the multiple: "at $1.35 a chip-hour, 45% under what B costs"."""
    if not _AMOUNT.search(wider):
        return None
    return "price_token" if "token" in wider else "price_hourly" if "hour" in wider else None


def _start(hit: re.Match[str]) -> int:
    return hit.start()


def _chosen(near: str, before: str, right: Sequence[Measure], left: Sequence[Measure]) -> list[Measure]:
    strong, named = [m for m in right if m.rank < 2], [m for m in left if m.rank < 2]
    apart = bool(strong) and right[0].rank == 2 and bool(_APART.search(near[right[0].end : strong[0].start]))
    if (
        strong
        and named
        and _VAGUE.fullmatch(near[strong[0].start : strong[0].end])
        and _PHYSICAL.get(named[-1].metric or "")
        and not _BREAK.search(_ASIDE.sub(" ", before[named[-1].end :]))
    ):
        return [Measure(named[-1].start, named[-1].end, _PHYSICAL[named[-1].metric or ""], 1)]
    vague = strong and _VAGUE.fullmatch(near[strong[0].start : strong[0].end])
    if vague and left and left[-1].metric in MONEY and _ASKS.fullmatch(before[left[-1].end :]):
        return [left[-1]]
    if vague and _FIGURE_BEFORE.search(before):
        unit = of_units(before[-60:])
        if unit:
            return [Measure(strong[0].start, strong[0].end, unit, 1)]
    if strong and not apart:
        return _listed(strong, near)
    if right:
        return _by_adjective(near, before, right, left, named)
    if left:
        last = (
            named[-1]
            if named and (left[-1].rank < 2 or left[-1].start - named[-1].end < 30 or left[-1].metric == "performance")
            else left[-1]
        )
        return _listed_back(left, before) if last.rank < 2 and last is left[-1] else [last]
    return []


def _by_adjective(
    near: str, before: str, right: Sequence[Measure], left: Sequence[Measure], named: Sequence[Measure]
) -> list[Measure]:
    """What an adjective ("faster", "cheaper") or verb implies, by the noun or format that it is said of."""
    first, last = right[0], left[-1] if left else None
    if named and named[-1].metric and _LABELLED.fullmatch(before, named[-1].end):
        return [named[-1]]
    if named and named[-1].metric and _LEADS.match(near, first.start):
        return [named[-1]]
    if first.metric == "tco" and named and _TOKENS.match(before, named[-1].start) and len(before) - named[-1].end < 40:
        return [Measure(first.start, first.end, "cost_per_token", 2)]
    if named and _COPULA.fullmatch(before[named[-1].end :]):
        return [_of_part(named[-1], near[first.start : first.end])]
    implied = last if last is not None and last.rank == 2 and first.metric == "performance" else None
    if implied and implied.metric == "latency":
        return [implied]
    format_runs = implied and implied.metric == "peak_compute" and _RUNS.fullmatch(before, implied.end)
    if first.metric == "performance" and (format_runs or _in_a_format(near, before)):
        return [Measure(first.start, first.end, "peak_compute", 2)]
    return _implied(right, near)


def _listed(found: list[Measure], text: str) -> list[Measure]:
    """ "twice the memory capacity and bandwidth": the metrics joined to the first one."""
    out = [found[0]]
    for a, b in pairwise(found):
        if not _JOIN.fullmatch(text[a.end : b.start]):
            break
        out.append(b)
    if (
        len(out) == 1
        and found[0].metric in ("performance", "throughput", "peak_compute")
        and len(found) > 1
        and found[1].rank == 0
    ):
        return [found[1]]
    return out


def _listed_back(found: Sequence[Measure], text: str) -> list[Measure]:
    out = [found[-1]]
    for a, b in reversed(list(pairwise(found))):
        if a.rank == 2 or not _JOIN_BACK.fullmatch(text[a.end : b.start]):
            break
        out.insert(0, a)
    return out


_RUNS = late(r"(?:\s(?:that|which))?\s(?:is|runs|gets|goes)\s(?:about\s|up to\s|nearly\s)?")
_FORMAT = late(r"\b(?:in|at|for) (?:nv|mx)?(?:fp|int|bf)-?\d{1,2}\b")
_WORKLOAD = late(
    r"\b(?:train|infer|serv|run|llama|deepseek|qwen|gpt|mixtral|model|token|benchmark|mlperf|prefill|decod)"
)


def _in_a_format(near: str, before: str) -> bool:
    """ "in FP64 twice as fast": speed at bare arithmetic, no workload named."""
    around = f"{before} {near}"
    return bool(_FORMAT.search(around)) and not _WORKLOAD.search(around)


def _implied(right: Sequence[Measure], near: str) -> list[Measure]:
    later = [m for m in right if m.rank < 2]
    if right[0].metric == "performance" and later and later[0].metric in ("latency", "interconnect_bandwidth"):
        return [later[0]]
    return [*right[:1]] or later


def _of_part(named: Measure, adjective: str) -> Measure:
    """A part that is faster has more bandwidth: "the HBM gets 4.5x faster"."""
    if named.metric == "memory_capacity" and re.search(r"fast|quick|schnell|rapid|wide", adjective):
        return Measure(named.start, named.end, "memory_bandwidth", named.rank)
    return named
