"""Price lists without signs: "H100 1.62 | H200 2.05" in a text that says once that its figures are dollars an hour."""

from __future__ import annotations

from collections.abc import Iterator

from tracker.extract.late import late
from tracker.extract.nouns import accelerator
from tracker.extract.parts import Mention, Quantity, Reading, Sentence

_RATE = late(
    r"\b(?:usd|us dollars?|dollars?)\s?(?:per|an|a|/)\s?(?:(?:gpu|chip|card|accelerator"
    r"|device)[\s/-]{1,2})?(?:and\s)?(?:hour|hr|h)\b"
    r"|\$\s?(?:/|per\s)\s?(?:(?:gpu|chip|card)[\s/-]{1,2})?(?:hour|hr|h)\b"
)
_AMOUNT = late(r"(?:s|\s(?:sxm\d?|pcie|nvl))?[\s:|=-]{1,4}(?P<n>\d{1,2}\.\d\d)(?=\s{0,3}(?:[|,;/\n]|$)|\.(?!\d))")


def figures(reading: Reading, sentence: Sentence) -> Iterator[tuple[Quantity, Mention]]:
    """The bare amounts right behind names, with the name; none where the text states no rate in words near by."""
    low = reading.lower
    own = [m for m in reading.mentions_in(sentence.start, sentence.end) if accelerator(m.product)]
    amounts = [(hit, one) for one in own if (hit := _AMOUNT.match(low, one.end))]
    if not amounts:
        return
    left, right = (
        reading.blocks[max(0, sentence.block - 8)].start,
        reading.blocks[min(len(reading.blocks) - 1, sentence.block + 8)].end,
    )
    if not _RATE.search(low, max(left, sentence.start - 800), min(right, sentence.end + 800)):
        return
    for hit, one in amounts:
        yield Quantity(hit.start("n"), hit.end("n"), "usd_h", hit["n"], float(hit["n"]), "USD/h"), one
