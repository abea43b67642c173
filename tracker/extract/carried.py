"""What a multiple leaves unsaid and takes from the one before it, or from the sentence before: its metric, its object."""

from __future__ import annotations

from dataclasses import dataclass

from tracker.extract import gauge
from tracker.extract.late import late
from tracker.extract.ownership import Owner
from tracker.extract.parts import Mention
from tracker.extract.per_unit import Gauged
from tracker.extract.roles import Frame
from tracker.model.words import Metric


@dataclass(frozen=True, slots=True)
class Told:
    """One comparison as the sentence tells it, before it is judged."""

    frame: Frame
    subject: Owner
    other: Mention | None
    words: str
    metric: Metric
    ratios: tuple[float, ...]
    link: str = ""
    """How the object was found where the sentence does not name it."""


def of_that(frame: Frame) -> list[Gauged]:
    """The property that the sentence before ends with, where the multiple is of "that"."""
    start = frame.reading.blocks[frame.sentence.block].start
    if not gauge.says_that(frame.after):
        return []
    metric = gauge.antecedent(frame.reading.lower[max(start, frame.sentence.start - 200) : frame.sentence.start])
    return [(metric, False)] if metric else []


_ATTAINS = late(
    r"\b(?:reach(?:es|ed)?|achiev(?:es|ed)|attain(?:s|ed)|deliver(?:s|ed)|manag(?:es|ed)|offer(?:s|ed)|gets?(?: to)?|got|hits?"
    r"|perform(?:s|ed)? at|comes? to|scor(?:es|ed)|equals?|is (?:good for|worth|at)|erreicht|schafft|atteint|alcanza|raggiunge"
    r"|atinge|haalt)\s(?:only\s|just\s|about\s|around\s|nearly\s|almost\s|roughly\s|some\s|over\s|up to\s){0,2}$"
)
_OF_NAME = late(r"\s(?:of|von|de|du|des|di|do|da)\s(?:(?:an?|the|one|its|[a-z]+'s|der|des|nvidia|amd|google)\s){0,2}$")
"""Between a share and the product that it is a share of."""
_OCCASION = late(r"\s(?:whether|if|before|at|in|since|the answer|during)\b|[.,;]?\s*(?:$|\")|\sas\smany\b")
"""What follows "three times" where it counts occasions: no noun, no yardstick."""
_OWN_NOUN = late(r"\b(?!it\b|that\b|this\b|they\b|which\b|and\b)[a-z]{3,}\s(?:is|are|was|were|has|have|had)\b")
"""A stretch with a subject of its own leaves nothing to be carried from the one before."""
_BARE = late(r"[^.;]{0,60}:\s(?:a\s|about\s|just\s|nearly\s)?")
_FURTHER = late(r"\bby (?:another|a further)\s(?:up to\s|about\s)?$")
ANOTHER = late(r"\b(?:by|adds?|added|gains?|gained)\s(?:another|a further)\s(?:up to\s|about\s)?$")
"""The multiple stands alone, or goes on with the one in the sentence before: its metric is that one's."""
_BETTER = late(
    r"\s(?:better|ahead)\b|\s(?:\w+\s)?(?:advantage|lead|edge|improvement|gain|uplift|boost|speed-?up|jump|leap)\b"
)
"""What is better by a share, where no property is named."""
_GAPPED = late(
    r"(?:'s)?\s(?:[a-z]+s|[a-z]+ed|did|got|won|gave|needs?)\s(?:about\s|around\s|nearly\s|almost\s|some\s|only\s|just\s|up to\s)?"
)
_REST = late(r"(?:\s(?:less|more|fewer|lower|higher|better|faster|slower|cheaper))?\s?[.,;!]?\s*")


def gapped(frame: Frame, subject: Owner, last: Told) -> bool:
    """ "A token of A costs 44% less than one of C. B manages 30% less.": what the second leaves out is that of the first."""
    reading, place = frame.reading, next((m.end for m in frame.here if m.start == subject.place), -1)
    return (
        last.frame.sentence.block == frame.sentence.block
        and last.other is not None
        and last.other.slug != subject.product.slug
        and 0 < place <= frame.factor.start
        and _GAPPED.fullmatch(reading.lower, place, frame.factor.start) is not None
        and _REST.fullmatch(frame.after) is not None
    )


def carried(frame: Frame, last: Told | None, other: Mention | None) -> list[Gauged]:
    """A multiple without a metric: that of the one before ("twice that of A and four times that of B"), else performance."""
    said = frame.reading.lower[frame.factor.start : frame.factor.end]
    if said.endswith(("times", "twice", "thrice")) and not said[0].isdigit() and _OCCASION.match(frame.after):
        return []
    if (
        last is not None
        and last.frame.sentence == frame.sentence
        and len(frame.after) < 90
        and not _OWN_NOUN.search(frame.before)
    ):
        return [(last.metric, False)]
    if (
        last is not None
        and last.frame.sentence.block == frame.sentence.block
        and (_BARE.fullmatch(frame.before) or _FURTHER.search(frame.before))
    ):
        return [(last.metric, False)]
    plain = frame.factor.kind == "times" or _BETTER.match(frame.after) or _of_another(frame, other)
    return [("performance", False)] if other is not None and plain else []


def _of_another(frame: Frame, other: Mention | None) -> bool:
    """ "The A reaches 87% of the B": how much one does of what the other does."""
    if other is None or not _ATTAINS.search(frame.before):
        return False
    low, f = frame.reading.lower, frame.factor
    return f.end < other.start and _OF_NAME.fullmatch(low, f.end, other.start) is not None
