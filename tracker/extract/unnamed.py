"""A yardstick whose name no table knows: "five times the SRAM of the D1 tile" is measured against its maker's D1."""

from __future__ import annotations

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
    rf"{_DETERMINED}(?:(?P<vendor>[A-Z][A-Za-z-]{{2,14}})(?:'s)?\s)?{_NAME}"
)
_NVIDIA = late(r"[KMPVTAL]\d{1,3}")
"""How NVIDIA calls its data-centre cards, and no other maker: K80, P40, A2, A16."""
_MODELS = late(r"(?:[PG]\d[a-z]{0,2}$|[A-Z]?\d+[BMT]\b|[A-Z][a-z]+ [12]?\d(?:\.\d)?$|v\d)")
"""Sizes of models, their versions, and instances of clouds, which stand behind the same words."""


def yardstick(frame: Frame, own: Owner, vendors: Mapping[str, str]) -> str:
    """Vendor and name of the product that the multiple is measured against; "" where no such name is there.

    `vendors`: names by slug. A name without a vendor beside it is of the subject's own.
    """
    reading, start = frame.reading, frame.factor.end
    hit = _YARDSTICK.search(reading.clean, start, min(frame.sentence.end, frame.right + 12, start + REACH))
    if hit is None or newcomer_words.NEVER.search(hit["name"]) or newcomer_words.SIZE.fullmatch(hit["name"].upper()):
        return ""
    place = hit.start("name")
    if _MODELS.match(hit["name"]) or any(m.start < hit.end("name") and place < m.end for m in frame.here):
        return ""
    maker = next((v.slug for v in reading.vendors if v.start <= place and hit.start() <= v.start), own.product.vendor)
    if hit["vendor"] and not any(hit.start("vendor") <= v.start < place for v in reading.vendors):
        return f"{hit['vendor']} {hit['name']}"
    if not hit["vendor"] and _NVIDIA.fullmatch(hit["name"]):
        maker = "nvidia"
    return f"{vendors.get(maker, maker)} {hit['name']}"
