"""Does the document announce something? Decided last, from its events and from what sort of text it is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from tracker.extract.parts import Reading
from tracker.model.fact import Event

_SORT = re.compile(
    r"(?:^|\n)[\s#*>-]*(?:tutorial|how to|howto|faq|q:|ask|opinion|column|essay|correction|errata"
    r"|v?\d+\.\d+\.\d+|rumou?r|speculation|glossary|quick start|getting started|install\w*"
    r"|reference)\b"
    r"|\b(?:in this tutorial|this guide|step \d:|pip install|docker run|top comment|upvotes|u/\w+"
    r"|r/\w+ ·|price target|rating (?:buy|hold|sell)|we cut our estimate|hackathon|fixed a (?:bug"
    r"|hang)|known issues|bug ?fix(?:es)?|kubectl|apt install|git clone|an earlier version of (?:this"
    r"|our) story|we regret the error)\b"
)


_PRICE_LIST = re.compile(
    r"\b(?:price list|on-demand|new prices?|valid from|we (?:are )?(?:lower|cut|add)\w*|cuts?|cutting|lower\w*"
    r"|pricing|price:|now|today|launch\w*)\b"
)


def is_announcement(reading: Reading, events: Sequence[Event]) -> bool:
    """True when an accepted event is what the text reports; false for tutorials, forums, notes, rumour.

    A bare figure of a price opens the gate only where the text offers something at it.
    """
    low = reading.lower
    accepted = [e for e in events if e.status == "accepted"]
    if not accepted or _SORT.search(low[:3000]):
        return False
    return any(e.evidence.rule != "event.price.figure" for e in accepted) or bool(_PRICE_LIST.search(low))


def gated(events: Sequence[Event], announces: bool) -> tuple[Event, ...]:
    """In a text that announces nothing an event is a mention in passing: kept for a person to look at."""
    if announces:
        return tuple(events)
    return tuple(
        replace(e, status="review", reason="the document as a whole announces nothing") if e.status == "accepted" else e
        for e in events
    )
