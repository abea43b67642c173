"""How well copies of one text are known for what they are, and how often two texts are taken for one: on the entries of real feeds.

    python -m benchmarks.stories FEEDS_FOLDER

Each entry of 60 words and more is copied as others copy: cut to its lead, edited, wrapped in boilerplate, retitled. Prints the
share of copies that are found, and the pairs of entries of different feeds that count as one story, for a person to look at.
"""

from __future__ import annotations

import random
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from tracker.feeds.parse import parse
from tracker.store.likeness import alike, sketch

_LEAST_WORDS, _COMMON = 60, 200
_NOW = "2026-01-01T00:00:00Z"
_BOILERPLATE = "Sign up for our newsletter to get the day's top stories in your inbox every morning. " * 3


class Text(NamedTuple):
    feed: int
    title: str
    body: str

    @property
    def runs(self) -> frozenset[int]:
        return sketch(f"{self.title}\n{self.body}")


def texts(folder: Path) -> list[Text]:
    files = sorted(path for path in folder.iterdir() if path.is_file())
    feeds = (parse(path.read_bytes(), "application/xml", "https://feed.example/", _NOW) for path in files)
    found = [Text(n, e.title, e.body) for n, feed in enumerate(feeds) for e in feed.entries]
    return [text for text in found if len(text.body.split()) >= _LEAST_WORDS]


def copies(draw: random.Random, words: Sequence[str]) -> dict[str, Callable[[Text], str]]:
    def edited(body: str, share: float) -> str:
        return " ".join(draw.choice(words) if draw.random() < share else word for word in body.split())

    return {
        "lead of 60 words": lambda t: " ".join(t.body.split()[:60]),
        "lead of 100 words": lambda t: " ".join(t.body.split()[:100]),
        "5 % edited": lambda t: f"{t.title}\n{edited(t.body, 0.05)}",
        "10 % edited": lambda t: f"{t.title}\n{edited(t.body, 0.10)}",
        "boilerplate around": lambda t: f"{_BOILERPLATE}{t.title}\n{t.body}{_BOILERPLATE}",
        "another title": lambda t: f"Another headline altogether\n{t.body}",
    }


def taken_for_one(found: Sequence[Text], runs: Sequence[frozenset[int]]) -> list[tuple[int, int]]:
    """Pairs of different feeds; a run that very many texts have tells nothing and is left out."""
    places: dict[int, list[int]] = defaultdict(list)
    for number, own in enumerate(runs):
        for run in own:
            places[run].append(number)
    shared: Counter[tuple[int, int]] = Counter()
    for holders in places.values():
        if len(holders) <= _COMMON:
            shared.update((one, other) for i, one in enumerate(holders) for other in holders[i + 1 :])
    return [
        (one, other)
        for (one, other), count in shared.items()
        if found[one].feed != found[other].feed and alike(count, len(runs[one]), len(runs[other]))
    ]


def main() -> None:
    if len(sys.argv) != 2:
        raise SystemExit(__doc__)
    found = texts(Path(sys.argv[1]))
    runs = [text.runs for text in found]
    print(f"{len(found)} texts of {_LEAST_WORDS} words and more")
    words = [word for text in found for word in text.body.split()]
    for kind, copy in copies(random.Random(1), words).items():
        known = 0
        for text, own in zip(found, runs, strict=True):
            copied = sketch(copy(text))
            known += alike(len(own & copied), len(own), len(copied))
        print(f"{kind:20} {known / len(found):.3f} found")
    pairs = taken_for_one(found, runs)
    print(f"{len(pairs)} pairs of different feeds count as one")
    for one, other in pairs:
        print(f"  {found[one].title!r}\n  {found[other].title!r}")


if __name__ == "__main__":
    main()
