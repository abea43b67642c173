"""What tells how surely a figure was read: its rule, its place, and the other figures of the text. Named numbers."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Sequence

from tracker.extract.judgement import Figure, Judgement
from tracker.extract.late import late
from tracker.extract.parts import Quantity, Reading
from tracker.extract.surroundings import Signs, Surroundings
from tracker.extract.surroundings import signs as surrounding
from tracker.model.fact import Claim

_NEAR, _CLOSE, _FAR = 40, 22, 2000
_MOST_ODDS = 5.0
UNREAD, READ, BARE = "unread", "read", "bare"
_WORDS = {
    "memory_capacity": r"memory|hbm|gddr|lpddr|vram|ram|speicher|mémoire|memoria|显存|内存|メモリ|메모리|capacity",
    "memory_bandwidth": r"bandwidth|bandbreite|bande|ancho|带宽|帯域|대역폭|memory",
    "peak_compute": r"flops|ops|compute|peak|performance|算力|性能|leistung|dense|sparse|fp\d|int\d|bf16",
    "power": r"td?[bgd]p|power|watts?|draw|consum|envelope|功耗|leistungsaufnahme|verbrauch|consomm|cool",
    "process_node": r"nm|process|node|tsmc|samsung|fab|制程|工艺|プロセス|built|made",
    "sram": r"sram|on-chip|cache|scratch",
    "interconnect_bandwidth": r"link|interconnect|scale-?up|fabric|chip-to-chip|gpu-to-gpu|bidirectional|互联|ici",
    "scale_up_size": r"domain|scale|up to|rack|pod|connect|gpus|chips|torus|nvlink",
    "transistors": r"transistor|晶体管|トランジスタ",
    "price_hourly": r"per|hour|/h|stunde|on-demand|spot|price|\$",
    "price_token": r"token|million",
}
_SAYS = {field: late(words) for field, words in _WORDS.items()}
"""The words that a figure of the field is usually told with."""


def signs(
    reading: Reading, about: Surroundings, claim: Claim, claims: Sequence[Claim], judgement: Judgement | None
) -> Signs:
    """`claims`: all of the text. Values about 0 to 1, but for the odds of the rule."""
    q = _figure(reading, claim)
    start = q.start if q else claim.evidence.start or 0
    end = q.end if q else start + len(claim.printed)
    out = surrounding(reading, about, claim.product, reading.sentence_at(start))
    out["stated"] = odds(claim.evidence.confidence)
    rule, *more = claim.evidence.rule.removeprefix("spec.").split("-")
    out[f"rule:{rule}"] = 1.0
    out |= {f"rule-{word}": 1.0 for word in more}
    out[f"field:{claim.field}"] = out[f"op:{claim.op}"] = out[f"scope:{claim.scope}"] = 1.0
    _distance(reading, about, claim, start, end, out)
    _others(claim, claims, out)
    if q:
        _printed(reading, claim, q, out)
    if judgement:
        _read(reading, claim, q, judgement, out)
    if claim.field == "peak_compute":
        out["no precision"] = float(claim.precision is None)
    return out


def odds(chance: float) -> float:
    bounded = min(max(chance, 0.02), 0.98)
    return math.log(bounded / (1 - bounded))


def _figure(reading: Reading, claim: Claim) -> Quantity | None:
    """The quantity that the claim prints; None for bare amounts of lists and tables."""
    start, end = claim.evidence.start or 0, claim.evidence.end or 0
    found = [q for q in reading.figures.within(start, end) if q.printed == claim.printed]
    return found[-1] if found else None


def _distance(reading: Reading, about: Surroundings, claim: Claim, start: int, end: int, out: Signs) -> None:
    """How far the product's next mention is, and what is named in between."""
    if claim.product not in about.named:
        return
    mentions = about.named[claim.product]
    before, after = bisect_left(mentions.starts, start), bisect_left(mentions.starts, end)
    gaps = [start - m.end for m in mentions.items[max(0, before - 1) : before]]
    gaps += [m.start - end for m in mentions.items[after : after + 1]]
    out["gap"] = math.log1p(max(0, min(gaps, default=0))) / 6
    if not before:
        out["named later"] = 1.0
        return
    last = mentions.items[before - 1]
    between = {m.slug for m in reading.hardware.within(max(last.end, start - _FAR), start)} - {claim.product}
    out["between"] = min(3, len(between)) / 3
    out["sentences back"] = min(6, reading.number_at(start) - reading.number_at(last.start)) / 6


def _others(claim: Claim, claims: Sequence[Claim], out: Signs) -> None:
    """What else the text states of the field: another value for the product, the same value for another product."""
    same = [c for c in claims if c.field == claim.field and c is not claim]
    own = [c for c in same if c.product == claim.product and c.value != claim.value and c.scope == claim.scope]
    alike = [c for c in own if (c.precision, c.sparsity) == (claim.precision, claim.sparsity)]
    out["rival"] = float(bool(alike))
    out["another"] = float(bool(own) and claim.field != "peak_compute")
    out["shared value"] = float(any(c.product != claim.product and c.value == claim.value for c in same))
    out["others"] = float(any(c.product != claim.product for c in same))
    out["claims"] = math.log1p(len(claims)) / 3


def _printed(reading: Reading, claim: Claim, q: Quantity, out: Signs) -> None:
    low, sentence = reading.lower, reading.sentence_at(q.start)
    around = reading.figures.within(sentence.start, sentence.end)
    out["figures"] = min(6, len(around)) / 6
    out["of its kind"] = min(3, sum(o.kind == q.kind for o in around) - 1) / 3
    if says := _SAYS.get(claim.field):
        for name, reach in (("word", _NEAR), ("word close", _CLOSE)):
            start, end = max(sentence.start, q.start - reach), min(sentence.end, q.end + reach)
            out[name] = float(bool(says.search(low, start, end)))
    out["bracket"] = float("(" in low[max(sentence.start, q.start - 15) : q.start])


def _read(reading: Reading, claim: Claim, q: Quantity | None, judgement: Judgement, out: Signs) -> None:
    """What the learned reading says of the number: how likely it is the product's, another's, and of the field."""
    found = _judged(reading, claim, q, judgement)
    if found is None:
        out[UNREAD] = 1.0
        return
    how, read = found
    others = [odds for slug, odds in read.owners.items() if slug != claim.product]
    if claim.product in read.owners:
        out[f"{how} owner"] = _bounded(read.owners[claim.product])
    else:
        out[f"{how} elsewhere"] = 1.0
    out[f"{how} other"] = _bounded(max(others, default=-_MOST_ODDS))
    out[f"{how} alone"] = float(not others)
    out[f"{how} field"] = _bounded(read.fields[claim.field])
    out[f"{how} nothing"] = _bounded(read.fields[""])


def _judged(reading: Reading, claim: Claim, q: Quantity | None, judgement: Judgement) -> tuple[str, Figure] | None:
    if q:
        read = judgement.figures.get(bisect_left(reading.figures.starts, q.start))
        return (READ, read) if read else None
    start, end = claim.evidence.start or 0, claim.evidence.end or 0
    loose = (n for n, one in enumerate(judgement.loose) if start <= one.start < end and one.printed == claim.printed)
    read = judgement.bare.get(next(loose, -1))
    return (BARE, read) if read else None


def _bounded(odds: float) -> float:
    return max(-_MOST_ODDS, min(_MOST_ODDS, odds)) / _MOST_ODDS


def unread(signs: Signs) -> Signs:
    """The signs without what the learned reading says."""
    return {name: strength for name, strength in signs.items() if name.split(" ")[0] not in (UNREAD, READ, BARE)}
