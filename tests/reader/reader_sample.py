"""One passage of our own with every kind of fact, and what the rules' yardstick sees in it."""

from __future__ import annotations

from functools import cache
from typing import Any

from tracker import catalogue
from tracker.extract import Extractor
from tracker.extract.sight import Sight
from tracker.model.document import Document
from tracker.model.period import Period
from tracker.paths import catalogue_dir
from tracker.reader.answer import Answer
from tracker.reader.check import Checked, check

TEXT = (
    "AWS shows Trainium5\n\nAmazon today announced Trainium5, a chip with 288 GB of HBM4 memory and 10 TB/s of bandwidth. "
    "It is three times faster than Trainium3 and ships in late 2027. Anthropic signed up for it. Trainium3 has 144 GB. "
    "The “quiet” board draws 900 W and uses 40 % less power than Trainium3. Trainium5 was built by eighteen people."
)
DOCUMENT = Document(id="own:t5", text=TEXT, published=Period.parse("2026-11-24"))


@cache
def sight() -> Sight:
    return Sight(Extractor(catalogue.load(catalogue_dir()).names))


def spec(**told: Any) -> dict[str, Any]:
    return {"product": "AWS Trainium5", "field": "memory_capacity", "value": 288, "unit": "GB", "precision": None,
            "sparsity": None, "scope": "chip", "quote": "288 GB of HBM4 memory"} | told  # fmt: skip


def event(**told: Any) -> dict[str, Any]:
    return {"product": "Trainium5", "type": "roadmap", "date": "2027-H2", "certainty": "expected", "counterparty": None,
            "quote": "ships in late 2027"} | told  # fmt: skip


def relation(**told: Any) -> dict[str, Any]:
    return {"subject": "Trainium5", "object": "Trainium3", "metric": "performance", "factor": 3, "precision": None,
            "quote": "three times faster than Trainium3"} | told  # fmt: skip


def checked(*, specs: Any = (), events: Any = (), relations: Any = (), document: Document = DOCUMENT) -> Checked:
    answer = Answer(True, tuple(specs), tuple(events), tuple(relations))
    return check(answer, document, sight().see(document), sight(), "model:m")
