"""What is observed of a clause and a product: cues with their place, tense, figures, names, the sort of text. Named numbers."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from functools import cache, lru_cache

from tracker.extract import modality
from tracker.extract.cues import Cue, cues
from tracker.extract.late import late
from tracker.extract.parts import Reading
from tracker.extract.phrases import Phrases, Several, Words
from tracker.extract.scenes import Scene

Features = dict[str, float]

_RATE = Phrases(
    r"(?:(?<![\d.,])\d[\d.,k]{0,20}|hundred|thousand|million)\+?\s?(?:output\s|input\s|total\s)?(?:tok(?:en)?s?|tps"
    r"|images?|samples|requests|queries|req)\b\s?(?:/|per|a|pro|par|por|each|every|an)?"
    r"|[km]?tok/s|tokens/s|tokens? (?:a|per|every|each) (?:second|sec|hour|minute)|tokens pro sekunde"
    r"|jetons? par seconde|tokens par seconde|tokens por segundo"
    r"|token al secondo|トークン|token/秒|tokens/秒|每秒|毎秒|ttft"
)
_TIME = Phrases(r"\d+\s?(?:ms|milliseconds?|seconds?|minutes?|sekunden|secondes|segundos|秒)\b")
_POWER = Phrases(r"\b(?<![\d.,])\d[\d.,]{0,20}\s?-?(?:gw|mw)\b|\b(?:giga|mega)watts?\b|吉瓦|兆瓦")
_MONEY = Phrases(
    r"[$€£¥₩]\s?\d|\b(?:nt|us|hk|a|c)\$|\d+\s?(?:dollars?|euros?|€|usd|eur|yuan|yen|won|cents)\b"
    r"|[亿億万]\s?(?:美元|元|円|ドル)|\b(?:chf|rmb|cny)\s?\d|\d+\s?(?:元|円|美元|ドル)"
)
_BIG = Phrases(
    r"(?:[$€£¥]\s?)?(?<![\d.,])\d[\d.,]{0,20}\s?-?(?:billion|bn|million|mn|mrd|mio|milliard\w*|millones|millionen|b\b|m\b|亿|億)"
)
_HOUR = late(r"hr|hour|h\b|stunde|heure|hora|小时|時間")
_EVERY = late(r"(?:/|per|an|a|each|pro|par|por|l'|la|每|1)\s?(?:gpu[\s-])?$")
_BEFORE_HOUR = 12
"""Characters before an hour that are looked at."""
_HOURLY = Phrases(r"(?:gpu-hour|hourly)")
_PERCENT = Phrases(r"\d+\s?(?:%|percent|per cent|prozent|pct|pour cent|por ciento)")
_COUNT = late(
    r"(?:\b\d{1,3}(?:[,.]\d{3})+|\b\d{4,}|\b\d+k|\b(?:thousand|hundred|dozen|million)s?(?: of)?"
    r"|\b[1-9]\d{1,2}|[万萬]|\b(?:two|three|four|six|eight|ten|twelve)(?: of)?)\s(?:of\s(?:its\s"
    r"|the\s)?)?(?:[\w'-]+\s){0,3}?$"
)
_TIMES = Phrases(r"\d+\s?(?:x|times|-?fold)\b|\btwice\b|\bhalf\b|\bdouble\b|倍")
_PREP = late(
    r"\b(on|onto|with|of|for|to|than|by|in|into|from|against|over|per|using|around|at|under|between|like"
    r"|as|via|called|named|including|behind|mit|auf|von|für|avec|sur|de|du|des|con|en|del)"
    r"\s(?:(?:the|its|their|a|an|our|his|new|first|both|own|more|some|about|up|as|many|one|eight|four|two"
    r"|der|die|den|dem|les|las|los|el|la)\s|nvidia(?:'s)?\s|amd(?:'s)?\s|google(?:'s)?\s|aws\s"
    r"|intel(?:'s)?\s"
    r"|huawei(?:'s)?\s|[\d.,x]+k?\s|[\w-]+'s\s|gb\s|million\s|gpus?\s|[\"(]){0,4}$"
)
_MORE = late(
    r"\b(?:more|less|fewer|no fewer|no less|other) than\s(?:about\s|some\s)?(?:an?\s|one\s|half\s|\d)[\w\s,.]*$"
)
_NEXT = late(
    r"\s?(?:[\"')]\s?)?(?:(is|are|was|were|has|have|will|can|in|at|for|on|to|by|from|now|goes|and|,|:|\(|-"
    r"|'s|;|\.|ist|wird|soll|est|sera|de|に|を|は|が|の|将|已|将于)(?![a-z])|(racks?|servers?|instances?"
    r"|cards?|systems?|gpus?|nodes?|chips?|clusters?|machines?|accelerators?|endpoints?|vms?|boxes"
    r"|capacity))"
)
_SORT = late(
    r"\n[\s#*>-]*(?:tutorial|how to|howto|faq|q:|ask|opinion|column|essay|correction|errata"
    r"|v?\d+\.\d+\.\d+|rumou?r|speculation|glossary|quick ?start|getting started|install\w*|reference)\b"
)
_FORUM = Phrases(r"upvotes|\bu/\w+|\br/\w+|comments?:|activity:|score:|\bop\b|楼主|\d+\s?楼|(?<![^\n])>\s")
_DOCS = (
    "in this tutorial", "this guide", "pip install", "docker", "kubectl", "apt install", "git clone", "release notes",
    "known issues", "changelog",
)  # fmt: skip
_DOCUMENTED = (late(r"step \d"), late(r"fixe[sd]\b"), late(r"`[a-z_./-]+`"))
_MODEL = Phrases(
    r"\b(?:open[- ]weights?|checkpoints?|weights are|we are releasing|apache 2\.0|hugging ?face"
    r"|parameters?|fine-tun\w+)\b"
)
_HEAD = 6000
"""Characters that tell what sort of text it is."""


@dataclass(frozen=True, slots=True)
class Sort:
    """What is the same for all clauses of a text."""

    marks: tuple[str, ...]
    title: tuple[str, ...]
    heading: str
    """Lower-case title."""


def sort(reading: Reading) -> Sort:
    low, words = reading.lower[:_HEAD], reading.words
    marks = []
    if _SORT.search(f"\n{low}"):
        marks.append("d:sort")
    if words.first(_FORUM, 0, len(low)):
        marks.append("d:forum")
    if any(sign in low for sign in _DOCS) or any(expression.search(low) for expression in _DOCUMENTED):
        marks.append("d:docs")
    if words.first(_MODEL, 0, len(low)):
        marks.append("d:model")
    products = {m.slug for m in reading.mentions}
    marks.append(f"d:n{min(6, 1 + len(products) // 2)}")
    if reading.document.published is None:
        marks.append("d:undated")
    if reading.contest:
        marks.append("d:contest")
    marks.append("d:short" if len(low) < 350 else "d:long" if len(low) > 1800 else "d:mid")
    title = reading.document.title.lower()[:200]
    classes = sorted({f"t:{name}" for c in cues(Words(title), 0, len(title)) for name in c.classes})
    return Sort(tuple(marks), tuple(classes), title)


def features(reading: Reading, scene: Scene, kind: Sort) -> Features:
    """Observations of one scene; every value in 0..1."""
    out: Features = {"bias": 1.0}
    _cues(reading, scene, out)
    _figures(reading, scene, out)
    _dates(reading, scene, out)
    _names(reading, scene, out)
    _mood(reading, scene, out)
    for mark in (*kind.marks, *kind.title):
        out[mark] = 1.0
    if scene.product.name.lower() in kind.heading:
        out["title"] = 1.0
    _pairs(out)
    return out


def _cues(reading: Reading, scene: Scene, out: Features) -> None:
    at = scene.mention
    others = [m.start for m in reading.mentions_in(scene.start, scene.end) if m.slug != at.slug] if at else []
    for cue in scene.cues:
        inner = scene.start <= cue.start < scene.end
        if cue.denied:
            if inner:
                out.update(_keys(cue.classes, "!"))
            continue
        if not inner:
            out.update(_keys(cue.classes, "~"))
            continue
        place, weight = _role(cue, scene, others)
        for key in _placed(cue.classes, place):
            if weight > out.get(key, 0.0):
                out[key] = weight
    for cue in scene.before:
        out.update(_keys(cue.classes, "-"))


@cache
def _keys(classes: tuple[str, ...], end: str) -> Features:
    """Observations that all say as much."""
    return dict.fromkeys((f"{name}{end}" for name in classes), 1.0)


@cache
def _placed(classes: tuple[str, ...], place: str) -> tuple[str, ...]:
    return tuple(key for name in classes for key in (name, f"{name}:{place}"))


def _role(cue: Cue, scene: Scene, others: list[int]) -> tuple[str, float]:
    """Where the cue stands as seen from the name, and how directly."""
    at = scene.mention
    if at is None:
        return "p", 1.0
    if cue.end <= at.start:
        between = sum(cue.end <= o < at.start for o in others)
        return "b", 1.0 if not between and at.start - cue.end < 70 else 0.7 if at.start - cue.end < 120 else 0.5
    if cue.start >= at.end:
        between = sum(at.end <= o < cue.start for o in others)
        place = "v" if cue.passive else "a"
        return place, 1.0 if not between and cue.start - at.end < 70 else 0.7 if cue.start - at.end < 120 else 0.5
    return "p", 0.5


_FIGURES = ("rate", "gw", "money", "big", "times", "time", "pct")
_FIGURE = Several([_RATE, _POWER, _MONEY, _BIG, _TIMES, _TIME, _PERCENT])


def _figures(reading: Reading, scene: Scene, out: Features) -> None:
    words, low, start, end = reading.words, reading.lower, scene.start, scene.end
    for number in words.begun(_FIGURE, start, end):
        if words.first(_FIGURE.members[number], start, end):
            out[_FIGURES[number]] = 1.0
    if words.first(_HOURLY, start, end) or any(
        place - _BEFORE_HOUR >= start or _EVERY.search(low, start, place) for place in _within(_hours(low), start, end)
    ):
        out["hourly"] = 1.0
    for quantity in reading.figures.within(start, end):
        out[f"q:{quantity.kind}"] = 1.0
    if scene.mention:
        lead = reading.lower[max(scene.start, scene.mention.start - 44) : scene.mention.start]
        if _COUNT.search(lead):
            out["counted"] = 1.0


@lru_cache(maxsize=1)
def _hours(low: str) -> list[int]:
    """Where a text has hours as what something is counted by."""
    places = (hit.start() for hit in _HOUR.finditer(low))
    return [place for place in places if _EVERY.search(low, max(0, place - _BEFORE_HOUR), place)]


def _within(places: list[int], start: int, end: int) -> list[int]:
    return places[bisect_left(places, start) : bisect_left(places, end)]


def _dates(reading: Reading, scene: Scene, out: Features) -> None:
    if not reading.dates:
        return
    published = reading.document.published
    for name, start, end in (("", scene.start, scene.end), ("~", scene.sentence.start, scene.sentence.end)):
        for day in reading.days.within(start, end):
            if published is None:
                out[f"when{name}"] = 1.0
            elif day.period.start > published.end:
                out[f"later{name}"] = 1.0
            elif day.period.end > published.end:
                out[f"around{name}"] = 1.0
            else:
                out[f"past{name}"] = 1.0


_CAPITAL = late(r"[A-Z](?<=[a-z,]\s.)[a-zà-ü]{2,}")


def _names(reading: Reading, scene: Scene, out: Features) -> None:
    at, low = scene.mention, reading.lower
    out[f"how:{scene.how}"] = 1.0
    out[f"kind:{scene.product.kind}"] = 1.0
    for vendor in reading.firms.within(scene.start, scene.end):
        whose = "maker" if vendor.slug == scene.product.vendor else "other"
        adjacent = at is not None and 0 <= at.start - vendor.end < 4
        side = "" if at is None else "<" if vendor.start < at.start else ">"
        out["of_maker" if adjacent else f"{whose}{side}"] = 1.0
    firms = reading.firms.within(scene.sentence.start, scene.sentence.end)
    if any(v.slug != scene.product.vendor for v in firms):
        out["other~"] = 1.0
    mentions = reading.mentions_in(scene.start, scene.end)
    if any(
        not any(m.start <= hit.start() < m.end for m in mentions)
        for hit in _CAPITAL.finditer(reading.clean, scene.start, scene.end)
    ):
        out["capital"] = 1.0
    count = len({m.slug for m in mentions})
    out[f"n{min(3, count)}"] = 1.0
    if scene.rank:
        out["second"] = 1.0
    if at is None:
        return
    lead = low[max(scene.sentence.start, at.start - 46) : at.start]
    prep = _PREP.search(lead)
    if at.compared and not _MORE.search(lead):
        out["compared"] = 1.0
    out[f"after_{prep[1]}" if prep else "bare"] = 1.0
    if at.start - scene.sentence.start < 6:
        out["opens"] = 1.0
    following = _NEXT.match(low, at.end)
    if following:
        out[f"then_{following[1] or 'thing'}"] = 1.0


def _mood(reading: Reading, scene: Scene, out: Features) -> None:
    low, words, sentence = reading.lower, reading.words, scene.sentence
    out[f"s:{sentence.kind}"] = 1.0
    if sentence.block == 0 and sentence.start <= reading.sentences[0].start:
        out["first"] = 1.0
    if modality.hedged(words, sentence.start, sentence.end):
        out["hedged"] = 1.0
    if modality.conditional(words, scene.start, scene.end):
        out["supposed"] = 1.0
    if modality.denied(words, scene.start, scene.end):
        out["denial"] = 1.0
    if low.find("?", sentence.start, sentence.end) >= 0:
        out["asked"] = 1.0
    if low.find('"', sentence.start, sentence.end) >= 0:
        out["quoted"] = 1.0
    length = scene.end - scene.start
    out["brief" if length < 60 else "wordy" if length > 180 else "medium"] = 1.0


_COMING = ("FUT", "PLAN", "FOLLOW", "NOTBEFORE", "ONTRACK", "STAGED", "DELAY", "ADVANCE")
_PAIRED = (
    "SHOW", "PRESENT", "SHIP", "SHIP_N", "LAND", "OPEN", "AVAIL", "OFFER", "CANGET", "INSTALL", "RUN", "MOVE", "BUY", "SIGN",
    "DEAL", "MAKE",
    "VOLUME", "RAMP", "SAMPLE", "ENDSALE", "EOL", "CANCEL", "FOLLOW", "PLAN", "STAGED", "DELAY",
)  # fmt: skip


def _pairs(out: Features) -> None:
    """Observations that mean something else together: an act with a day to come, a figure with its verb."""
    coming = "later" in out or "FUT" in out
    if coming:
        out["coming"] = 1.0
        for name in _PAIRED:
            if name in out:
                out[f"{name}&coming"] = 1.0
    if "DONE" in out or "NOWSTART" in out:
        for name in ("AVAIL", "OFFER", "SHIP", "OPEN", "RUN", "INSTALL", "CANGET", "VOLUME"):
            if name in out:
                out[f"{name}&now"] = 1.0
    if "CLOUD" in out or "SHOP" in out or "CUSTOMER" in out:
        for name in ("AVAIL", "OFFER", "OPEN", "LAND", "CANGET", "DONE"):
            if name in out:
                out[f"{name}&cloud"] = 1.0
    if "later" in out or "when" in out:
        for name in _COMING:
            if name in out:
                out["coming&day"] = 1.0
    if "rate" in out or "time" in out:
        for name in ("SCORE", "MEASURE", "BENCH", "RUN"):
            if name in out:
                out[f"{name}&rate"] = 1.0
    if "money" in out:
        for name in (
            "PRICE",
            "COST",
            "CUT",
            "RAISE",
            "CHEAP",
            "OFFER",
            "AVAIL",
            "DEAL",
            "BUY",
            "SIGN",
            "hourly",
            "big",
        ):
            if name in out:
                out[f"{name}&money"] = 1.0
    if "counted" in out or "gw" in out:
        for name in ("DEAL", "BUY", "SIGN", "SUPPLY", "INSTALL", "RUN", "CHOOSE"):
            if name in out:
                out[f"{name}&many"] = 1.0
    if "SERVICE" in out or "TRAFFIC" in out or "other<" in out or "other" in out or "other>" in out:
        for name in ("RUN", "INSTALL", "MOVE", "DEAL", "BUY", "SIGN", "CHOOSE"):
            if name in out:
                out[f"{name}&user"] = 1.0
