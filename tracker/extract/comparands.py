"""What a multiple is measured against: a product, the words for one, or the product that the text speaks of just before."""

from __future__ import annotations

import re
from collections.abc import Iterable

from tracker.extract import comparison_words as words
from tracker.extract import switched
from tracker.extract.late import late
from tracker.extract.ownership import Owner, accelerator
from tracker.extract.parts import Mention, Reading, Sentence
from tracker.extract.roles import Frame
from tracker.extract.subjects import MOST_NAMES, closed, picked_up
from tracker.model.product import Product


def reference(frame: Frame, own: Owner) -> tuple[Mention | None, str]:
    """What the subject is measured against: a product, else the words for it, else "unspecified"."""
    reading, factor = frame.reading, frame.factor
    if frame.other is not None:
        return frame.other, ""
    yards = [m for m in frame.here if frame.roles[m.start] == "yardstick" and not related(own.product, m.product)]
    later = [m for m in yards if m.start >= factor.end and _reaches(frame, m)]
    generic = words.GENERIC.search(reading.lower, factor.end, min(frame.sentence.end, factor.end + 130))
    adjacent = [
        m for m in yards if m.end <= factor.start and words.CJK_OF.fullmatch(reading.lower[m.end : factor.start])
    ]
    if adjacent:
        return adjacent[-1], ""
    if later and (generic is None or later[0].start <= generic.end()):
        return later[0], ""
    if generic and not (generic["h"] and _self(generic["h"])):
        return _plainly(frame, own, generic)
    earlier = [m for m in yards if m.end <= factor.start]
    if earlier:
        return earlier[-1], ""
    passive = (
        [m for m in frame.here if m.start < factor.start and m.slug != own.product.slug] if own.rule == "agent" else []
    )
    if passive:
        return passive[-1], ""
    if generic := words.GENERIC_BACK.search(reading.lower, frame.sentence.start, factor.start):
        return _plainly(frame, own, generic)
    if any(m.start == own.place and frame.roles[m.start] == "yardstick" for m in frame.here):
        turned = [m for m in frame.here if m.end <= own.place and m.slug != own.product.slug]
        return (turned[-1], "") if turned else (None, "unspecified")
    return None, "unspecified"


def _self(told: str) -> bool:
    """ "of its instances": what is the subject's own is no yardstick, unless it is called older."""
    return bool(re.match(r"(?:its|our|their|his|her)\s", told)) and not words.OLDER.search(told)


def _reaches(frame: Frame, mention: Mention) -> bool:
    """The yardstick stands in the multiple's own stretch, or behind a list of multiples that share it."""
    between = frame.reading.lower[frame.factor.end : mention.start]
    if len(between) > 170:
        return False
    own = [m for m in frame.here if frame.factor.end <= m.start < mention.start and frame.roles[m.start] == "plain"]
    return not own and not re.search(r";\s|(?<!vs)\.\s|\b(?:while|whereas|rather than|instead of)\b|,\snot\s", between)


def _plainly(frame: Frame, own: Owner, hit: re.Match[str]) -> tuple[Mention | None, str]:
    """ "its predecessor, the X1" and "previous-generation Hopper GPUs" name a product; else the words stay."""
    low = frame.reading.lower
    told = next(g for g in hit.groups() if g)
    for m in frame.here:
        inside = hit.start() <= m.start < hit.end()
        apposed = (
            m.start >= hit.end() and m.start - hit.end() < 30 and words.APPOSED.fullmatch(low[hit.end() : m.start])
        )
        if m.slug != own.product.slug and (inside or apposed):
            return m, ""
    if told.endswith(("one", "ones")) and (before := spoken_of(frame, own)):
        return before, ""
    if told.startswith(("same ", "the same ")) and (named := same(frame, own)):
        return named, ""
    if told.endswith("thing"):
        return None, "others"
    if words.OLDER.search(told):
        return predecessor(frame.reading, own) or _elder(frame, own, told), "previous generation"
    if re.search(r"\b(?:gpus?|graphics\s\w+)$", told):
        return None, "GPU"
    if told in _TOLD_ABROAD:
        return None, _TOLD_ABROAD[told]
    whose = _WHOSE.match(low, hit.end())
    return None, re.sub(r"^(?:(?:the|its|an?|that|those|leading)\s)+", "", told).strip() + (whose[0] if whose else "")


_TOLD_ABROAD = {
    "現行": "current generation", "现有": "current generation", "既存の": "current generation", "最新世代": "latest generation",
    "竞品": "competitors",
}  # fmt: skip
_WHOSE = late(
    r"\s(?:in|of|across|on)\s(?:its|our|their|the)\s(?:own\s)?(?:\w+\s)?"
    r"(?:fleet|network|line-?up|range|market|data cent(?:er|re)s?)\b"
)
"""Behind words for a yardstick: whose or where it is."""
_KIN_WORDS = late(r"predecessor|forerunner|precursor|forebear|ancestor|vorgänger|prédécesseur|poprzedni|older|elder")


def _elder(frame: Frame, own: Owner, told: str) -> Mention | None:
    """The one other product of the maker that the text names before: "A is out. B has twice the memory of its predecessor"."""
    if not _KIN_WORDS.search(told):
        return None
    reading = frame.reading
    start = reading.blocks[max(0, frame.sentence.block - 1)].start
    before = reading.hardware.within(start, frame.factor.start)
    return _lone(
        m for m in before if _other(own, m) and m.product.vendor == own.product.vendor and m.product.kind != "line"
    )


def same(frame: Frame, own: Owner) -> Mention | None:
    """The last yardstick before a multiple over "the same"."""
    start = frame.reading.blocks[frame.sentence.block].start
    before = [m for m in frame.reading.measured.within(start, frame.factor.start) if _other(own, m)]
    return before[-1] if before else None


def predecessor(reading: Reading, own: Owner) -> Mention | None:
    """The product that the text itself calls the predecessor."""
    fits = {
        m.slug: m
        for m in reading.mentions
        if m.slug != own.product.slug and m.product.vendor == own.product.vendor
        and words.BEFORE_NAME.search(reading.lower[max(0, m.start - 40) : m.start])
    }  # fmt: skip
    return next(iter(fits.values())) if len(fits) == 1 else None


def spoken_of(frame: Frame, own: Owner) -> Mention | None:
    """The other product that the text speaks of just before, for a multiple that says "as much" and not of what."""
    reading, sentence = frame.reading, frame.sentence
    own_name = next((m for m in frame.here if m.start == own.place), None)
    if own_name is not None and picked_up(reading, own_name) and not closed(frame, own_name):
        return None
    spans = [(sentence.start, frame.factor.start)]
    spans += [
        (b.start, min(b.end, sentence.start))
        for b in reversed(reading.blocks[max(0, sentence.block - 1) : sentence.block + 1])
    ]
    for start, end in spans:
        others = [m for m in reading.mentions_in(max(start, end - 900), end) if _other(own, m)]
        slugs = {m.slug for m in others}
        chosen = slugs if len(slugs) == 1 else {m.slug for m in others if m.compared}
        if others:
            return next(m for m in reversed(others) if m.slug in chosen) if len(chosen) == 1 else None
    return None


def _other(own: Owner, m: Mention) -> bool:
    """A product to be measured against: no part or whole of the subject, and not the line that it belongs to."""
    a, b = own.product, m.product
    return (
        accelerator(b)
        and not related(a, b)
        and not (_within(a.name, b.name) or _within(b.name, a.name))
        and not (b.kind == "line" and b.family in (a.family, a.name))
    )


def related(a: Product, b: Product) -> bool:
    """The same product, or one of which the other is a part."""
    return a.slug == b.slug or any(p.whole == b.slug for p in a.part_of) or any(p.whole == a.slug for p in b.part_of)


def _within(name: str, whole: str) -> bool:
    """ "H100" in "DGX H100", "Inferentia" in "Inferentia2" and "MI300" in "MI300X", but not "690" in "690i"."""
    return bool(re.search(rf"(?<!\w){re.escape(name)}(?![A-WYZa-wyz]\b|-[A-Z]\b)", whole))


def of_ours(frame: Frame, own: Owner) -> Mention | None:
    """ "An A does a tenth of our speed": the speaker's product, where the text names just one more."""
    if own.place < frame.sentence.start or not _OURS.match(frame.after):
        return None
    return _lone(m for m in frame.reading.subjects.within(0, frame.sentence.start) if _other(own, m))


_OURS = late(r"[^.;:,]{0,40}?\s(?:of|as|than)\s(?:our|my|ours|mine)\b")


def replaced(frame: Frame, own: Owner) -> Mention | None:
    """What the subject is to replace: "A ends in May. We recommend B, which is twice as fast"."""
    if not switched.recommended(frame.reading, own.place):
        return None
    before = frame.reading.hardware.within(max(0, own.place - 1500), own.place)
    return _lone(m for m in before if _other(own, m))


def _lone(fits: Iterable[Mention]) -> Mention | None:
    """The last mention where all are of one product."""
    found = list(fits)
    return found[-1] if len({m.slug for m in found}) == 1 else None


def put_against(frame: Frame, last: Frame, own: Owner) -> Mention | None:
    """The product that the words between two multiples measure against: "And against B? Twice the memory"."""
    between = frame.reading.hardware.within(last.factor.end, frame.factor.start)
    fits = [m for m in between if m.compared and _other(own, m) and m.start >= last.sentence.end]
    return fits[-1] if fits else None


def only_yardstick(reading: Reading, own: Owner) -> Mention | None:
    """The one other product of a text that it only measures against."""
    others = {m.slug: m for m in reading.mentions[:MOST_NAMES] if m.compared and _other(own, m)}
    return next(iter(others.values())) if len(others) == 1 else None


def yardstick(reading: Reading, sentence: Sentence, own: Owner) -> Mention | None:
    """The one other product that the paragraph measures against, for a sentence that names none."""
    start = reading.blocks[reading.heads[sentence.block]].start
    near = reading.measured.within(start, sentence.end)[:MOST_NAMES]
    others = {m.slug: m for m in near if _other(own, m)}
    return next(iter(others.values())) if len(others) == 1 else None
