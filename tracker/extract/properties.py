"""Which property a figure states: decided by its unit and the words around it, None where it is no property of a chip."""

from __future__ import annotations

import re

from tracker.extract.parts import Quantity

_HOST = (
    r"ddr[45]\w*|(?:system|host|cpu|main|server|node|shared system|virtual) memory|\bram\b(?! ?disk)"
    r"|ssds?|nvme|storage|disks?|drives?|flash|swap|arbeitsspeicher|local disk|ebs|hard drive|egress"
)
_MODEL = (
    r"weights?|checkpoints?|kv[ -]?cache|parameters?|datasets?|download|files?|model size|quant\w*"
    r"|context|images?|repos?itory|logs?|tokens|wheel|container|on the disks|traffic|per month"
)
_SRAM = r"sram|on-chip memory|on-die memory|on-chip|l[123] cache|last-level|scratchpad|sbuf|cache"
_DEVICE = (
    r"hbm\w*|vram|gddr\w*|lpddr\w*|gpu memory|device memory|accelerator memory"
    r"|high[ -]bandwidth memory|memory|speicher|mémoire|memoria|hiz\w*|hibl\w*|ram"
)
_LINK = (
    r"nv-?link\w*|nvl\b|ici\b|scale-up|interconnect\w*|chip-to-chip|inter-chip|ualink|infinity fabric"
    r"|xgmi|die-to-die|unifiedbus|lingqu|neuronlink|fabric|links?\b|interchip|c2c"
)
_NET = (
    r"infiniband|ethernet|network\w*|nics?|efa\w*|scale-out|pcie\w*|connectx\S*|rdma|roce\w*|per pin"
    r"|pin speed|per lane|dma|nvme|storage|quantum-x\w*|spectrum-x\w*|switch\w*|osfp|optical|serdes"
    r"|dpu|host"
)
_BAND = r"bandwidth|bandbreite|bande passante|hbm\w*|memory|speicher|sram|gddr\w*|lpddr\w*|moves|feeds?"
_MEASURED = re.compile(
    r"\b(?:achiev\w+|measured|sustain\w+|utili[sz]\w+|attain\w*|hits?|hitting|real-world|observed"
    r"|kernel|effective(?:ly)? (?:reach|deliver)\w*|benchmarked|in practice|we (?:see|saw|got)"
    r"|reads? back)\b"
)
_WITHDRAWN = re.compile(
    r"\b(?:instead of|not|was|were|formerly|previously|old|earlier version|used to be|down from"
    r"|up from|rather than|had been|gave its|credited|anstatt|statt|vorher|bisher)\W{0,3}(?:the\s|a\s"
    r"|an\s|its\s|as\s)?(?:\w+\s){0,3}$"
)


def near(low: str, start: int, end: int, left: int, right: int) -> tuple[str, str]:
    """Words before and after a figure, up to where the next figure's words begin."""
    before = low[max(left, start - 70) : start]
    after = low[end : min(right, end + 60)]
    before = re.split(r"[;|\t]|\.\s|\d\s?(?:[kmgtpe]i?b(?:/s|ps)?|[tpe]?flops|w|nm|gpus|chips)\b", before)[-1]
    after = re.split(
        (
            r"[;|\t]|\.\s|,\s?(?:and\s)?(?=[^,]{0,25}\d)|\b(?:and|with|at|plus|und|moves?|moving|that runs at"
            r"|mit)\s(?=[^,]{0,18}\d)|\d+(?:[.,]\d+)?\s?(?:[kmgtpe]i?b(?:/s|ps)?|[tpe]?flops)\b"
        ),
        after,
    )[0]
    return before, after


def field(q: Quantity, low: str, left: int, right: int) -> str | None:
    """The slug of the field, None for a figure that is none of a product's properties."""
    before, after = near(low, q.start, q.end, left, right)
    if q.kind == "compute":
        wide = low[max(left, q.start - 60) : q.start]
        return None if _MEASURED.search(wide) else "peak_compute"
    if q.kind in ("rate", "bitrate"):
        return _rate(q, before, after, low, left)
    if q.kind == "size":
        return _size(before, after)
    if q.kind == "watts":
        return _power(q, before, after)
    if q.kind == "node":
        return "process_node" if 1 <= q.value <= 28 else None
    return {"transistors": "transistors", "chips": "scale_up_size", "usd_h": "price_hourly", "usd_mtok": "price_token"}[
        q.kind
    ]


def _rate(q: Quantity, before: str, after: str, low: str, left: int) -> str | None:
    wide = low[max(left, q.start - 60) : q.start]
    if _MEASURED.search(wide + after):
        return None
    for text in (after, before[::1]):
        words = _closest(text, from_end=text is not after)
        if words == "net":
            return None
        if words == "link":
            return "interconnect_bandwidth"
        if words == "band" and (q.kind == "rate" or "hbm" in text or "memory" in text):
            return "memory_bandwidth"
    return "memory_bandwidth" if q.kind == "rate" and not re.search(_NET + "|" + _LINK, wide) else None


def _closest(text: str, from_end: bool) -> str | None:
    """Which family of words stands nearest to the figure."""
    best: tuple[int, str] | None = None
    for name, words in (("net", _NET), ("link", _LINK), ("band", _BAND)):
        for hit in re.finditer(rf"\b(?:{words})", text):
            gap = len(text) - hit.end() if from_end else hit.start()
            if best is None or gap < best[0]:
                best = (gap, name)
    return best[1] if best else None


def _size(before: str, after: str) -> str | None:
    if re.search(r"\bexpand\w*|\bextend\w*|\bcxl\b|\boffload\w*|\binstances? of\W*$", before[-40:]):
        return None
    for text, from_end in ((after, False), (before, True)):
        best: tuple[int, int, str | None] | None = None
        for rank, (name, words) in enumerate(
            (("", _HOST), ("", _MODEL), ("sram", _SRAM), ("memory_capacity", _DEVICE))
        ):
            for hit in re.finditer(rf"(?<![a-z])(?:{words})(?![a-z])", text):
                gap = len(text) - hit.end() if from_end else hit.start()
                if best is None or (gap, rank) < best[:2]:
                    best = (gap, rank, name or None)
        if best:
            return best[2]
    return "memory_capacity?"


def _power(q: Quantity, before: str, after: str) -> str | None:
    if q.unit in ("MW", "GW"):
        return None
    if re.search(r"psu|power supply|ups\b|solar|laptop|idle|usb|at the wall|cooling capacity", before + after):
        return None
    return "power"


def withdrawn(low: str, start: int, left: int) -> bool:
    """True where the words before say that the figure holds no more."""
    return bool(_WITHDRAWN.search(low[max(left, start - 45) : start]))
