"""A reading as numbered pieces for the encoder: names, makers and days as marks, figures and ratios with a mark before them.

What a product is called must not matter to what is said of it, so its name is replaced by a mark of its scope; a day by
whether it lies before, around or after the day of publication.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice

from tracker.extract import multiples
from tracker.extract.bare import Bare
from tracker.extract.lexicon import Lexicon
from tracker.extract.multiples import Multiple
from tracker.extract.ownership import accelerator
from tracker.extract.parts import BlockKind, Mention, Reading, Sentence
from tracker.extract.scope import of_product
from tracker.model.period import Period
from tracker.model.words import Scope

LONG, LONGEST = 96, 256
"""Pieces of a stretch, about the length of the passages that the model was fitted on; of a stretch of one long sentence."""
MOST_RATIOS = 12
_TITLE, _TITLE_LONGEST = 160, 40
_NAMED: dict[Scope, int] = {"chip": 0, "card": 1, "server": 2, "rack": 3, "pod": 4}
_OTHER, _MAKER, _LINE, _DAY = 5, 6, 7, 8
_SENTENCE: dict[BlockKind, int] = {"text": 12, "heading": 13, "item": 14, "row": 15}
_FIGURE = {k: 20 + n for n, k in enumerate(
    ("compute", "size", "rate", "bitrate", "watts", "node", "transistors", "chips", "usd_h", "usd_mtok"))}  # fmt: skip
_RATIO = {"times": 40, "percent": 41, "part": 42}
MARKS = 43

Cut = Callable[[str, int, int], list[int]]
"""(text, start, end) -> the number of every piece."""


@dataclass(slots=True)
class Chunk:
    """Some sentences of a text as numbers. Positions count in `numbers`; keys are slugs or indices in the reading's lists."""

    numbers: list[int]
    sentences: list[int]
    """Which sentence of the reading a piece belongs to; -1 for the title and the marks at both ends."""
    names: dict[str, list[int]] = field(default_factory=dict)
    figures: dict[int, int] = field(default_factory=dict)
    ratios: dict[int, int] = field(default_factory=dict)
    bare: dict[int, int] = field(default_factory=dict)
    """Numbers without a unit, by their place among `bare.bare`: the piece that they begin with."""


@dataclass(frozen=True, slots=True)
class Signs:
    """The numbers of the marks in the vocabulary."""

    start: int
    end: int
    marks: Sequence[int]


@dataclass(frozen=True, slots=True)
class _Mark:
    start: int
    end: int
    number: int
    slug: str = ""


@dataclass(frozen=True, slots=True)
class _Before:
    """A mark that stands before a figure or ratio, whose own words stay; none before a bare number."""

    number: int | None
    kind: str
    index: int


def factors(reading: Reading, comma: bool) -> tuple[Multiple, ...]:
    """Every multiple, share and per cent of the text, in order of place."""
    return tuple(
        found
        for s in reading.sentences
        for found in islice(multiples.find(reading.words, s.start, s.end, comma), MOST_RATIOS)
    )


def chunks(
    reading: Reading, lexicon: Lexicon, ratios: Sequence[Multiple], bare: Sequence[Bare], signs: Signs, cut: Cut
) -> Iterator[Chunk]:
    """The stretches that name a product or a maker's line, each of about LONG pieces."""
    marks, before = _marks(reading, lexicon, signs), _before(reading, ratios, bare, signs)
    head = _head(reading, signs, cut)
    room = LONGEST - len(head) - 1
    current = _new(head)
    for index, sentence in enumerate(reading.sentences):
        numbers, notes = _pieces(reading.lower, sentence, signs.marks[_SENTENCE[sentence.kind]], marks, before, cut)
        if len(current.numbers) + min(len(numbers), room) + 1 > LONG and len(current.numbers) > len(head):
            if current.names:
                yield _closed(current, signs)
            current = _new(head)
        for at, note in notes:
            if at < room:
                _noted(current, len(current.numbers) + at, note)
        current.numbers += numbers[:room]
        current.sentences += [index] * min(len(numbers), room)
    if current.names:
        yield _closed(current, signs)


def _new(head: Sequence[int]) -> Chunk:
    return Chunk(list(head), [-1] * len(head))


def _closed(chunk: Chunk, signs: Signs) -> Chunk:
    chunk.numbers.append(signs.end)
    chunk.sentences.append(-1)
    return chunk


def _noted(chunk: Chunk, place: int, note: _Mark | _Before) -> None:
    if isinstance(note, _Before):
        {"figure": chunk.figures, "ratio": chunk.ratios, "bare": chunk.bare}[note.kind][note.index] = place
    elif note.slug:
        chunk.names.setdefault(note.slug, []).append(place)


def _pieces(
    low: str, sentence: Sentence, first: int, marks: Sequence[_Mark], before: Mapping[int, list[_Before]], cut: Cut
) -> tuple[list[int], list[tuple[int, _Mark | _Before]]]:
    """The pieces of a sentence, `first` before them, and which of them stand for something."""
    start, end = sentence.start, sentence.end
    own = marks[bisect_left(marks, start, key=_start) : bisect_left(marks, end, key=_start)]
    stops = {m.start: m for m in own}
    numbers, notes, place = [first], list[tuple[int, _Mark | _Before]](), start
    for point in sorted({*stops, *(p for p in before if start <= p < end), end}):
        if point < place:
            continue
        numbers += cut(low, place, point)
        place = point
        for note in before.get(point, ()) if point < end else ():
            notes.append((len(numbers), note))
            numbers += [] if note.number is None else [note.number]
        if mark := stops.get(point):
            notes.append((len(numbers), mark))
            numbers.append(mark.number)
            place = mark.end
    return numbers, notes


def _start(mark: _Mark) -> int:
    return mark.start


def _marks(reading: Reading, lexicon: Lexicon, signs: Signs) -> list[_Mark]:
    """Names first, then makers, then days; what overlaps an earlier one is left as words."""
    found: list[_Mark] = []
    for sort in (_names(reading, signs), _makers(reading, lexicon, signs), _days(reading, signs)):
        taken, ends = [m.start for m in found], [m.end for m in found]
        found += [m for m in sort if bisect_left(taken, m.end) == bisect_right(ends, m.start)]
        found.sort(key=_start)
    return found


def _named(m: Mention) -> int:
    return _NAMED[of_product(m.product)] if accelerator(m.product) else _OTHER


def _names(reading: Reading, signs: Signs) -> Iterator[_Mark]:
    for m in reading.mentions:
        yield _Mark(m.start, m.end, signs.marks[_named(m)], m.slug if accelerator(m.product) else "")


def _makers(reading: Reading, lexicon: Lexicon, signs: Signs) -> Iterator[_Mark]:
    for v in reading.vendors:
        line = lexicon.lines.get(v.slug)
        yield _Mark(v.start, v.end, signs.marks[_LINE if line else _MAKER], line.slug if line else "")


def _days(reading: Reading, signs: Signs) -> Iterator[_Mark]:
    published = reading.document.published
    for day in reading.dates:
        yield _Mark(day.start, day.end, signs.marks[_DAY + _when(day.period, published)])


def _when(day: Period, published: Period | None) -> int:
    """0 before the day of publication, 1 around it, 2 after it, 3 where that is unknown."""
    if published is None:
        return 3
    return 0 if day.end < published.start else 2 if day.start > published.end else 1


def _before(
    reading: Reading, ratios: Sequence[Multiple], bare: Sequence[Bare], signs: Signs
) -> dict[int, list[_Before]]:
    found: dict[int, list[_Before]] = {}
    for index, q in enumerate(reading.quantities):
        found.setdefault(q.start, []).append(_Before(signs.marks[_FIGURE[q.kind]], "figure", index))
    for index, f in enumerate(ratios):
        found.setdefault(f.start, []).append(_Before(signs.marks[_RATIO[f.kind]], "ratio", index))
    for index, number in enumerate(bare):
        found.setdefault(number.start, []).append(_Before(None, "bare", index))
    return found


def _head(reading: Reading, signs: Signs, cut: Cut) -> list[int]:
    """The title, where the text does not begin with it, with the names of the text in it as marks."""
    title = reading.document.title.lower()[:_TITLE]
    if not title or title[:60] in reading.lower[:300]:
        return [signs.start]
    forms = {reading.lower[m.start : m.end]: signs.marks[_named(m)] for m in reading.mentions}
    found, place = _found(title, forms), 0
    head = [signs.start]
    for start, end, number in found:
        head += [*cut(title, place, start), number]
        place = end
    head += cut(title, place, len(title))
    return [*head[: _TITLE_LONGEST + 1], signs.end]


def _found(title: str, forms: dict[str, int]) -> list[tuple[int, int, int]]:
    out: list[tuple[int, int, int]] = []
    longest = sorted((f for f in forms if f.strip()), key=len, reverse=True)[:200]
    place = 0
    while place < len(title):
        form = next((f for f in longest if title.startswith(f, place)), None)
        if form:
            out.append((place, place + len(form), forms[form]))
        place += len(form) if form else 1
    return out
