"""Where a fact stands: the names, words and sort of text around it, as named numbers that tell how surely it was read."""

from __future__ import annotations

import math
from collections.abc import Sequence

from tracker.extract.late import late
from tracker.extract.parts import Mention, Reading, Sentence, Spans

Signs = dict[str, float]

_COMPARES = late(
    r"\b(?:than|versus|vs\.?|against|compared|over|from|predecessor|previous|instead|unlike|while|whereas|rival"
    r"|replac\w+|als|que|gegenüber)\b"
)
_DENIES = late(r"\b(?:not|no|never|nicht|kein\w*|pas|without|neither|nor|cannot)\b|n't")
_SUPPOSES = late(
    r"\b(?:would|could|might|may|if|reportedly|rumou?r\w*|leak\w*|suggests?|estimate\w*|expected|speculat\w+|likely"
    r"|believed?|allegedly)\b"
)
_WIDE = "\u2e80"
"""From here on the scripts that write without spaces."""


class Surroundings:
    """What is the same for all facts of a text, or for all of a product."""

    def __init__(self, reading: Reading) -> None:
        named: dict[str, list[Mention]] = {}
        for mention in reading.mentions:
            named.setdefault(mention.slug, []).append(mention)
        self.named = {slug: Spans(found) for slug, found in named.items()}
        self.accelerators = len({m.slug for m in reading.accelerators})
        self.wide = sum(c >= _WIDE for c in reading.clean[:500]) > 40
        self._reading, self._of = reading, dict[str, Signs]()

    def of(self, product: str) -> Signs:
        """How the text names the product."""
        if product not in self._of:
            mentions = self.named[product].items if product in self.named else ()
            self._of[product] = _product(self._reading, mentions)
        return self._of[product]


def signs(reading: Reading, about: Surroundings, product: str, sentence: Sentence) -> Signs:
    """Of a fact about a product in a sentence; every value about 0 to 1."""
    out: Signs = {f"sort:{sentence.kind}": 1.0} | about.of(product)
    _names(reading, about, product, sentence, out)
    low = reading.lower
    out["compares"] = float(bool(_COMPARES.search(low, sentence.start, sentence.end)))
    out["denies"] = float(bool(_DENIES.search(low, sentence.start, sentence.end)))
    out["supposes"] = float(bool(_SUPPOSES.search(low, sentence.start, sentence.end)))
    out["long sentence"] = min(sentence.end - sentence.start, 400) / 400
    out["long text"] = min(len(reading.text), 3000) / 3000
    out["opening"] = float(sentence.block <= 1)
    out["comma"], out["wide"] = float(reading.comma), float(about.wide)
    return out


def _names(reading: Reading, about: Surroundings, product: str, sentence: Sentence, out: Signs) -> None:
    """How many accelerators the sentence, its paragraph and the text name, and whether the product is among them."""
    block = reading.blocks[sentence.block]
    here = reading.hardware.within(sentence.start, sentence.end)
    near = {m.slug for m in here}
    beside = {m.slug for m in reading.hardware.within(block.start, block.end)}
    out["names"], out["nameless"] = min(len(near), 5) / 5, float(not near)
    out["alone"], out["here"] = float(near == {product}), float(product in near)
    out["names beside"], out["beside"] = min(len(beside), 6) / 6, float(product in beside)
    out["names in all"] = math.log1p(about.accelerators) / 2
    out["alone in all"] = float(product in about.named and len(about.named) == 1)
    out["yardstick"] = float(any(m.compared for m in here))


def _product(reading: Reading, mentions: Sequence[Mention]) -> Signs:
    if not mentions:
        return {"unnamed": 1.0}
    first, title = mentions[0], reading.document.title.lower()
    titled = any(reading.lower[m.start : m.end] in title for m in mentions)
    return {
        "provisional": float(first.product.provisional),
        "distrust": 1 - min(m.trust for m in mentions),
        f"kind:{first.product.kind}": 1.0,
        "early": float(first.start < 200),
        "share": len(mentions) / max(1, len(reading.accelerators)),
        "measured against": float(any(m.compared for m in mentions)),
        "title": float(titled) if title else 0.5,
    }
