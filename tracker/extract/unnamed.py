"""A yardstick whose name no table knows: "five times the SRAM of the D1 tile" is measured against its maker's D1."""

from __future__ import annotations

import re
from collections.abc import Mapping

from tracker.extract import newcomer_words
from tracker.extract.late import late
from tracker.extract.roles import Frame
from tracker.extract.topics import Owner

REACH = 120
"""Characters behind a multiple in which its yardstick is looked for."""
_NAME = (
    r"(?P<name>(?:[A-Z][a-z]{2,11}\s)?(?:[A-Z][A-Za-z]{0,9}-?\d{1,4}[A-Za-z]{0,3}|\d{1,3}[A-Z]{1,2})(?:-[A-Z][a-z]{0,5})?)"
    r"(?:'?s)?(?![\w%-]|[.,]\d)"
)
_DETERMINED = r"(?:(?:the|an?|its|their|our|own|older|old|previous|first|firm's|company's|maker's|those|any|eight|four|two)\s){0,4}"
_YARDSTICK = late(
    r"\b(?:than(?:\s(?:on|with|from|by|in))?|over|versus|vs\.?|against|of|compared\s(?:to|with)|relative\sto|what"
    r"|that\sof|as|as\s(?:on|with))\s"
    rf"(?P<own>{_DETERMINED})(?:(?P<vendor>[A-Z][A-Za-z-]{{2,14}})(?:'s)?\s)?{_NAME}"
)
_DEVICE = late(
    r"\s(?:[a-z]+\s)?(?:gpus?|cards?|chips?|accelerators?|boards?|modules?|tiles?|dies?|processors?|asics?|npus?|servers?"
    r"|racks?|wafers?|parts?|generation|series|family)\b(?!\s(?:cache|version|model|quarter))"
)
"""The kind of a product right behind its name."""
_OTHER_KIND = late(
    r"\s(?:[a-z]+\s)?(?:caches?|quarters?|versions?|releases?|models?|checkpoints?|weights|instances?|of)\b"
)
_OF_A_LINE = late(r"\s(?:generation|series|family)\b")
"""What is called a generation is one of the subject's own maker."""
_MAKERS = late(r"\b(?:firm's|company's|maker's)\s$")
_NVIDIA = late(r"(?:[PVTAL]\d{1,3}|[KM]\d{2,3})")
"""How NVIDIA calls its data-centre cards, and no other maker: K80, P40, A2, A16."""
_MODELS = late(r"(?:[PG]\d[a-z]{0,2}$|[A-Z]?\d+[BMT]\b|[A-Z][a-z]+ [12]?\d(?:\.\d)?$|v\d)")
"""Sizes of models, their versions, and instances of clouds, which stand behind the same words."""


def hit(frame: Frame) -> re.Match[str] | None:
    """What stands where a yardstick would and looks like a designation that no table knows."""
    start = frame.factor.end
    end = min(frame.sentence.end, frame.right + 12, start + REACH)
    found = _YARDSTICK.search(frame.reading.clean, start, end)
    if found is None or any(m.start < found.end("name") and found.start("name") < m.end for m in frame.here):
        return None
    return found


def yardstick(frame: Frame, own: Owner, vendors: Mapping[str, str]) -> str:
    """Vendor and name of the product that the multiple is measured against; "" where no such name is there.

    `vendors`: names by slug. A letter with a number is a product where its maker stands beside it or its kind behind
    it; elsewhere it is a model, a cache or a quarter as well. One without a maker is of the subject's own, but for a
    code that many makers have ("M3"), which stays alone.
    """
    found, reading = hit(frame), frame.reading
    if found is None or newcomer_words.SIZE.fullmatch(found["name"].upper()) or _MODELS.match(found["name"]):
        return ""
    place, behind = found.start("name"), reading.lower[found.end() : found.end() + 40]
    if newcomer_words.NEVER.search(f"{found['vendor'] or ''} {found['name']}") or _OTHER_KIND.match(behind):
        return ""
    beside = reading.firms.within(found.end("own"), place + 1)
    device = _DEVICE.match(behind)
    if beside:
        return f"{vendors.get(beside[0].slug, beside[0].slug)} {_alone(found, beside[0].end)}"
    if not device and not _MAKERS.search(found["own"]):
        return ""
    if found["vendor"]:
        return f"{found['vendor']} {found['name']}"
    if _NVIDIA.fullmatch(found["name"]) and not _OF_A_LINE.match(behind):
        return f"{vendors.get('nvidia', 'NVIDIA')} {found['name']}"
    if newcomer_words.NEVER_CODE.fullmatch(found["name"]):
        return str(found["name"])
    return f"{vendors.get(own.product.vendor, own.product.vendor)} {found['name']}"


def _alone(found: re.Match[str], end: int) -> str:
    """The name without the maker that it may begin with; `end`: where the maker's own name ends."""
    name = str(found["name"])
    return name if end <= found.start("name") else name[end - found.start("name") :].strip()
