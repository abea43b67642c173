"""What a measure is per: a token, an answer, an hour, a watt or a dollar makes another metric of it."""

from __future__ import annotations

from tracker.extract.held_equal import EQUAL_MONEY, EQUAL_POWER, SAME_MONEY
from tracker.extract.late import late
from tracker.extract.measures import Measure, measures
from tracker.model.words import Metric

Gauged = tuple[Metric, bool]
"""A metric, and whether the text names its inverse (energy per token)."""

PER_TOKEN = late(
    r"[^.;,]{0,40}?\b(?:per|for (?:a|each|every)|a|al|je|pro|par|por)[\s-](?:(?:million"
    r"|output|input|generated)\s)*(?:tokens?|jetons?)\b"
)
_ANSWER = (
    r"(?:query|request|answer|inference|image|prompt|reply|conversation|call|summary|translation|page|document|transaction"
    r"|prediction|classification|question|completion|response)"
)
"""What one run of a model gives."""
PER_ANSWER = late(rf"[^.;,]{{0,25}}?\b(?:per|for each|for every|an?) {_ANSWER}\b")
_HOUR = (
    r"(?:à l'heure|de l'heure|par heure|la hora|por hora|all'ora|l'ora|per uur|pro stunde|je stunde)\b"
    r"|每(?:卡)?小时|時間(?:当たり|あたり)|시간당"
)
PER_HOUR = late(rf"[^.;,]{{0,25}}?(?:(?:\b(?:per|an|a)|/)\s?(?:gpu-?|chip-?)?(?:hour|hr)\b|{_HOUR})")
_PER_PIECE = late(
    r"\s(?:lower|higher|less|more|cheaper|dearer)?\s?(?:per|a)\s(?:card|board|box|server|kit|unit|piece)\b(?!\s?-?hour)"
)
"""What a thing is bought for is no price of its use."""
_LEADING = late(
    r"(?:^[\s\"'(*-]*|[,:;]\s|\.\s|\band\s|\bbut\s|\bthat\s|(?=\ba dollar))(?:(?P<w>per watt|for every watt|for each watt"
    r"|per (?:mega|kilo|giga)watt|watt for watt|(?:a|one|each|every) (?:single )?(?:joule|watt|megawatt"
    r"|kilowatt-hour|kwh)\s[a-z]+\b"
    r"|(?:for|at|on|within) the same (?:power|energy|wattage|electricity|current)|per joule|per unit of (?:power|energy)"
    r"|pro watt|je watt|par watt|por vatio)"
    r"|(?P<d>per dollar|for every dollar|for each dollar|dollar for dollar|for the money"
    r"|a dollar\b[^.;,]{0,40}\bbuys|(?:for|at) the same (?:money|price|cost|spend|budget|outlay|bill)|per (?:euro"
    r"|franc|pound|yen|yuan|rupee|won|krona|krone|zloty|real)(?: spent)?|pro dollar|par dollar|por dólar))[^.;]{0,70}$"
)
_AN_HOUR = late(
    rf"(?:\b(?:gpu-?|chip-?|card-?|an?\s|each\s|every\s|per\s|the\s)(?:gpu[- ])?(?:hour|hr)s?\b|{_HOUR})[^.;,]{{0,40}}$"
)
_A_TOKEN = late(
    r"\b(?:an?|each|every|one|per|pro|je|par|por|al)\s(?:million\s|output\s|generated\s)?tokens?\b[^.;]{0,50}$"
)
_AN_ANSWER = late(rf"\b(?:an?|each|every|one|per)\s(?:[\w-]+\s)?{_ANSWER}\b[^.;]{{0,50}}$")
_ONE_TAKES = late(
    rf"\b(?:an?|each|every|one)\s(?:\w+\s)?(?:token|{_ANSWER})\b[^.;,]{{0,40}}\b(?:needs?|takes?|costs?|uses?"
    rf"|consumes?|requires?|burns?)\s$"
)
_TOKEN_TAKES = late(
    r"\b(?:tokens?|quer(?:y|ies)|answers?|requests?)\s(?:needs?|takes?|costs?|uses?"
    r"|consumes?|requires?|burns?)\s[^.,;]{0,24}$"
)
_FOR_THE_SAME = late(
    rf"[^.;]{{0,70}}?(?:\b(?:(?:for|at|on|within|from) the same|at equal|at identical) (?:(?P<power>power|energy"
    rf"|electricity|wattage|current)|money"
    rf"|price|cost|spend|budget|outlay)\b|(?P<watts>{EQUAL_POWER})|{EQUAL_MONEY})"
)
_ENERGY_FROM = late(
    rf"{EQUAL_POWER}|"
    r"\b(?:from|out of|with|turns?|converts?|for|per)\s(?:each|every|an?|one)\s(?:single\s|\w+\s)?(?:watt|kilowatt"
    r"|megawatt|gigawatt|joule"
    r"|kilowatt-hour|kwh)s?\b|\b(?:aus|pro|par|por|da|con|avec|mit)\s(?:einem|jedem|un|cada|chaque|ogni)\s(?:(?:kilo"
    r"|mega|giga)?watt|vatio|joule)s?\b"
    r"|\bat (?:equal|the same|identical|iso)[- ]power\b|\bwithin the same power\b"
)
"""A fixed amount of energy, of which the multiple tells what comes out."""
_WAITS = late(
    r"first (?:token|word|answer)|\b(?:an|the|each|every|median) (?:[\w-]+ )?(?:answer|reply"
    r"|response) (?:now )?(?:takes?|took|comes|came|needs)\b|\bwait|latenc|respon"
)
_ANSWERS = late(
    r"\b(?:answer|repl(?:y|ies)|respond|start|begin)(?:s|ed|ing)?(?:\s\w+ing)?(?:\s(?:in|within|after))?(?:\s(?:a"
    r"|about|just|only))?\s?$"
)
"""What takes a time that is a wait."""
MONEY, ENERGY = ("tco", "price_hourly"), ("power",)


def refined(found: list[Measure], before: str, after: str, wider: str) -> list[Gauged]:
    out: list[Gauged] = []
    found = [_whole(m, before) for m in found]
    leading = _LEADING.search(wider) if found[0].rank else None
    energy = found[0].rank > 0 and _ENERGY_FROM.search(wider[-100:])
    for m in found:
        metric, turned = m.metric, m.turned
        if metric is None or (metric in MONEY and _PER_PIECE.match(after)):
            continue
        if (
            turned
            and metric == "performance"
            and (_WAITS.search(f"{wider[-90:]} {after[:90]}") or _ANSWERS.search(wider[-60:]))
        ):
            metric, turned = "latency", False
        if metric in MONEY and (PER_TOKEN.match(after) or _A_TOKEN.search(before)):
            metric = "cost_per_token"
        elif metric in MONEY and (PER_ANSWER.match(after) or _AN_ANSWER.search(before)):
            metric = "cost_per_inference"
        elif metric == "tco" and (PER_HOUR.match(after) or _AN_HOUR.search(before)):
            metric = "price_hourly"
        elif metric in ENERGY and (
            PER_TOKEN.match(after)
            or PER_ANSWER.match(after)
            or _TOKEN_TAKES.search(before)
            or _ONE_TAKES.search(before)
        ):
            metric, turned = "energy_efficiency", True
        elif metric == "throughput" and (same := _FOR_THE_SAME.match(after)):
            metric = "energy_efficiency" if same["power"] or same["watts"] else "price_performance"
        elif (leading or energy) and metric in ("performance", "throughput", "peak_compute"):
            metric = "energy_efficiency" if energy or (leading and leading["w"]) else "price_performance"
        elif metric in ("performance", "throughput", "peak_compute") and SAME_MONEY.search(wider[-100:]):
            metric = "price_performance"
        if (metric, turned) not in out:
            out.append((metric, turned))
    return out


def _whole(m: Measure, before: str) -> Measure:
    """ "per MW inference throughput": the "per ..." right before a noun belongs to it."""
    named = measures(before[-110:])
    near = [c for c in named if c.rank == 0 and not c.turned and c.metric in ("energy_efficiency", "price_performance")]
    joined = m.rank == 1 and m in named and near and 0 <= m.start - near[-1].end <= 8
    return near[-1] if joined else m
