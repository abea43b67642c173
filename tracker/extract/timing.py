"""When an event happened or is promised for: the nearest date that can be meant."""

from __future__ import annotations

from collections.abc import Sequence

from tracker.extract.late import late
from tracker.extract.parts import Block, DateMention, Mention, Reading, Sentence
from tracker.model.period import Period
from tracker.model.words import EventType

_OTHERWISE = late(r"\b(?:by|founded in|through|until|of fiscal|fiscal|version|model year)\s$")
_BEYOND = late(r"\b(?:founded in|of fiscal|fiscal|version|model year)\s$")
"""An end is told by the last day before it as well."""
_FROM = late(r"\b(?:from|starting|effective|as of|ab|zum|dès|à partir du|desde|a partir de|vanaf)\s$")
_BEGINS_FROM = late(r"(?:from|starting|as of|ab|dès|à partir de|desde|a partir de|vanaf)\s")
_RESULTS = late(r"\b(?:mlperf|results?|scores?|round|tested|measured|benchmarks?|résultats|ergebnisse)\b")
_HEADING_LONGEST, _HEADINGS_BACK, _RESULTS_BACK = 60, 30, 8


def when(reading: Reading, sentence: Sentence, kind: EventType, at: int, start: int, end: int) -> Period | None:
    """The date of the event: the nearest of the clause; a promise never takes a past day, a fact hardly a coming one."""
    pool = list(reading.days.within(start, end))
    if not pool:
        pool = _of_sentence(reading, sentence, kind, at)
    low = reading.lower
    beyond = _BEYOND if kind == "discontinued" else _OTHERWISE
    pool = [d for d in pool if kind == "roadmap" or not beyond.search(low, max(0, d.start - 12), d.start)]
    meant: Sequence[Meant] = [(d, period) for d in pool if (period := _meant(reading, d, kind))]
    if not meant:
        return None if kind == "roadmap" else _elsewhere(reading, sentence, kind)
    if len(meant) > 1:
        meant = _fitting(reading, meant, kind, at)
    return min(meant, key=lambda one: _distance(one[0], at))[1]


def _of_sentence(reading: Reading, sentence: Sentence, kind: EventType, at: int) -> list[DateMention]:
    """The days beside a clause without one; a contract or a result is only of a day, not of the years that are told with it."""
    days = [d for d in reading.days.within(sentence.start, sentence.end) if abs(d.start - at) < 120]
    return [d for d in days if d.period.precision == "day"] if kind in ("deal", "benchmark") else days


Meant = tuple[DateMention, Period]

_INSTEAD = late(
    r"\b(?:(?:instead of|rather than|no longer|originally|ursprünglich|initialement|inicialmente|zunächst|previously|formerly"
    r"|once|not)(?:\s(?:due|planned|slated|scheduled|promised|meant|geplant|prévue?|prevista?))?(?:\s(?:in|for|für|pour|para|im|en))?"
    r"(?:\sthe)?)\s$|(?:当初|原定|原计划|原計劃|当初計画の|당초)[^、，。]{0,8}$"
)
_MOVED = late(
    r"\b(?:mov\w+|slip\w*|push\w*|postpon\w+|delay\w*|shift\w*|pull\w*|slid\w*|brought|advanc\w+|verschob\w*|verschieb\w*|repouss\w*|aplaz\w*"
    r"|retras\w*)\b|推迟|延期|延び|미뤄|연기|提前|前倒し|앞당"
)
_TO = late(r"\s?(?:to|into|auf|à|au|a|al)\s(?:the\s|late\s|early\s)?|에서\s?")
_TAPED = late(r"\b(?:tap(?:e|es|ed|ing)[\s-]?(?:out|in)s?|tape-?outs?)\b[^,;.\d]{0,40}$")


def _fitting(reading: Reading, meant: Sequence[Meant], kind: EventType, at: int) -> Sequence[Meant]:
    """Of several days those that are not told of another product, another step or an older plan."""
    named = reading.mentions_in(at, at + 1)
    if named:
        meant = _of_product(reading, meant, named[0])
    if kind == "discontinued":
        return [min(meant, key=lambda one: one[1].start)] if all(_coming(reading, one[1]) for one in meant) else meant
    if kind != "roadmap":
        return meant
    standing = plans(reading, [day for day, _ in meant])
    return [one for one in meant if one[0] in standing]


def plans(reading: Reading, days: Sequence[DateMention]) -> Sequence[DateMention]:
    """Of several promised days those that still hold, and those of sale before those of a tape-out; all where none is such."""
    low = reading.lower
    kept = [d for d in days if not _INSTEAD.search(low, max(0, d.start - 45), d.start)] or days
    kept = [d for d in kept if not _left(reading, d, kept)] or kept
    return [d for d in kept if not _TAPED.search(low, max(0, d.start - 60), d.start)] or kept


def _left(reading: Reading, day: DateMention, others: Sequence[DateMention]) -> bool:
    """The day that a date is moved from: "from Q4 to the spring of 2028"."""
    low = reading.lower
    return any(
        0 <= other.start - day.end < 24
        and _TO.fullmatch(low, day.end, other.start)
        and _MOVED.search(low, max(0, day.start - 60), other.end + 30)
        for other in others
    )


_FOR = late(r"\s(?:for|für|bei|pour|para|per)\s(?:the\s|den\s|die\s|das\s|le\s|la\s|el\s|il\s)?")
_BRACKET = late(r"\s?[(\[]")


def _of_product(reading: Reading, meant: Sequence[Meant], named: Mention) -> Sequence[Meant]:
    """Days that stand right behind a name in brackets, or right before one with "for", are of that name."""
    owned = [(one, _owner(reading, one[0])) for one in meant]
    own = [one for one, owner in owned if owner == named.slug]
    return own or [one for one, owner in owned if owner is None] or meant


def _owner(reading: Reading, day: DateMention) -> str | None:
    low = reading.lower
    for mention in reading.mentions_in(max(0, day.start - 60), day.end + 24):
        if mention.start >= day.end and _FOR.fullmatch(low, day.end, mention.start):
            return mention.slug
        if mention.end <= day.start and _BRACKET.fullmatch(low, mention.end, day.start):
            return mention.slug
    return None


def _coming(reading: Reading, period: Period) -> bool:
    published = reading.document.published
    return published is not None and period.start > published.end


def _meant(reading: Reading, day: DateMention, kind: EventType) -> Period | None:
    """The period that the day of such an event can mean: one without its year may be of the year beside."""
    published = reading.document.published
    if _can_be(reading, day, kind):
        earlier = day.loose and published is not None and day.period.start.year < published.start.year
        return (
            _moved(day.period, 1) if kind == "discontinued" and earlier and _looks_ahead(reading, day) else day.period
        )
    if not day.loose or published is None:
        return None
    if kind == "roadmap":
        return _moved(day.period, 1)
    return _moved(day.period, -1) if day.period.start.year > published.start.year else None


_AHEAD = late(
    r"\b(?:will|shall|is to|are to|going to|plans? to|set to|due|(?:ends?|stops?|ceases?|retires?|expires?|closes?)(?=\s)"
    r"|wird|werden|sera|seront|será|serán|sarà|zal)\b"
)


def _looks_ahead(reading: Reading, day: DateMention) -> bool:
    """An end that is still to come: "will", "is to", "ends in", "from December on"; told as past it lies behind."""
    sentence, low = reading.sentence_at(day.start), reading.lower
    opens = day.start - sentence.start < 12
    end = min(sentence.end, day.end + 60) if opens else day.start
    if _AHEAD.search(low, max(sentence.start, day.start - 80), end):
        return True
    leads = _FROM.search(low, max(0, day.start - 16), day.start) or _BEGINS_FROM.match(low, day.start)
    return leads is not None


def _moved(period: Period, years: int) -> Period:
    text = str(period)
    return period if text.endswith("-02-29") else Period.parse(f"{int(text[:4]) + years:04}{text[4:]}", period.words)


_TOLD_ON = late(
    r"\b(?:announced|unveiled|launched|introduced|presented|signed|shown|showed|revealed|released|said|founded|began|started)"
    r"\s(?:\w+\s){0,3}$"
)
"""Before the day of something told as past."""


def _can_be(reading: Reading, day: DateMention, kind: EventType) -> bool:
    """A promise lies ahead, a fact behind; a price or an end may be told with the day from which it holds."""
    published = reading.document.published
    if published is None:
        return kind != "roadmap" or not _TOLD_ON.search(reading.lower, max(0, day.start - 40), day.start)
    if kind == "roadmap":
        return day.period.end > published.end
    if day.period.start <= published.end or kind in ("discontinued", "price"):
        return True
    low = reading.lower
    from_then_on = _FROM.search(low, max(0, day.start - 16), day.start) or _BEGINS_FROM.match(low, day.start)
    return kind == "available" and from_then_on is not None


def _elsewhere(reading: Reading, sentence: Sentence, kind: EventType) -> Period | None:
    """The day of the heading or label that the sentence stands under; of a measurement, that of the results around it."""
    if kind == "benchmark" and (period := _of_results(reading, sentence)):
        return period
    number = reading.number_at(sentence.start)
    for label in reversed(reading.sentences[max(0, number - _HEADINGS_BACK) : number]):
        if label.block != sentence.block:
            break
        if day := alone(reading, label.start, label.end):
            return _meant(reading, day, kind)
    return _of_heading(reading, sentence, kind)


def _of_results(reading: Reading, sentence: Sentence) -> Period | None:
    """The day of the sentence about results that stands nearest, the ones before it first."""
    number = reading.number_at(sentence.start)
    before = reversed(reading.sentences[max(0, number - _RESULTS_BACK) : number])
    for other in (*before, *reading.sentences[number + 1 : number + 1 + _RESULTS_BACK]):
        days = reading.days.within(other.start, other.end)
        if (
            days
            and _RESULTS.search(reading.lower, other.start, other.end)
            and (period := _meant(reading, days[-1], "benchmark"))
        ):
            return period
    return None


def _of_heading(reading: Reading, sentence: Sentence, kind: EventType) -> Period | None:
    depth = 7
    for block in reversed(reading.blocks[max(0, sentence.block - _HEADINGS_BACK) : sentence.block + 1]):
        deep = _depth(reading, block)
        if (depth == 7 or deep < depth) and (day := _headed(reading, block)):
            return _meant(reading, day, kind)
        if block.kind == "heading" and block.start < reading.blocks[sentence.block].start:
            if deep <= 1:
                return None
            depth = min(depth, deep)
    return None


def _depth(reading: Reading, block: Block) -> int:
    """How many marks a heading begins with: those under it are of its day too."""
    line = reading.clean[block.start : block.start + 12].lstrip()
    return len(line) - len(line.lstrip("#"))


def _headed(reading: Reading, block: Block) -> DateMention | None:
    """The day that a short line is about: "25 November 2025", "## Release notes, 2026-01-15"."""
    if block.end - block.start > _HEADING_LONGEST:
        return None
    days = [d for d in reading.days.within(block.start, block.end) if d.period.start == d.period.end]
    opens = len(days) == 1 and not reading.clean[block.start : days[0].start].strip(" \t#*[(-")
    shares = len(days) == 1 and 3 * (days[0].end - days[0].start) >= block.end - block.start
    return days[0] if shares or opens else alone(reading, block.start, block.end)


def alone(reading: Reading, start: int, end: int) -> DateMention | None:
    """The date that is all of a short stretch: "January.", "18 March:"."""
    days = reading.days.within(start, min(end, start + _HEADING_LONGEST))
    if len(days) != 1:
        return None
    rest = reading.clean[start : days[0].start] + reading.clean[days[0].end : end]
    return None if any(c.isalnum() for c in rest) else days[0]


def _distance(d: DateMention, at: int) -> tuple[int, int]:
    gap = d.start - at if d.start >= at else at - d.end
    return gap, d.start


_ACTS: frozenset[EventType] = frozenset({"announced", "deal"})
"""What is done at an occasion; what runs, sells or costs something may have done so for long."""
_CARRIED_BACK = 2
_NEAR = 45
"""Days between an occasion that is news and the day of publication."""
_OF_ACCOUNTS = late(r"\b(?:ended|ending|fiscal)\b[^.;]{0,30}$")
"""Before the last day of a quarter of accounts."""


def carried(reading: Reading, place: int, kind: EventType) -> Period | None:
    """The day of the occasion that the paragraph tells of before an act without a day of its own."""
    if kind not in _ACTS or reading.document.published is None:
        return None
    number = reading.number_at(place)
    own = reading.sentences[number]
    named = _named(reading, own)
    for earlier in reversed(reading.sentences[max(0, number - _CARRIED_BACK) : number]):
        if earlier.block != own.block or (named and _named(reading, earlier) - named):
            return None
        if period := _only_day(reading, earlier, kind):
            return period if _is_news(reading, period) else None
    return None


def _named(reading: Reading, sentence: Sentence) -> set[str]:
    return {mention.slug for mention in reading.mentions_in(sentence.start, sentence.end)}


def _is_news(reading: Reading, period: Period) -> bool:
    """Does it lie near the day of publication?"""
    published = reading.document.published
    if published is None:
        return False
    return (published.start - period.end).days <= _NEAR and (period.start - published.end).days <= _NEAR


def _only_day(reading: Reading, sentence: Sentence, kind: EventType) -> Period | None:
    low = reading.lower
    days = [
        d
        for d in reading.days.within(sentence.start, sentence.end)
        if d.period.precision == "day" and not _OF_ACCOUNTS.search(low, max(0, d.start - 40), d.start)
    ]
    meant = {str(period): period for d in days if (period := _meant(reading, d, kind))}
    return next(iter(meant.values())) if len(meant) == 1 else None
