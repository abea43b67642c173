"""How fast texts are read, against finding names alone: documents a second on one core, and what bounds the worst case.

    python -m benchmarks.extract FEEDS_FOLDER [LABELLED.jsonl ...]

FEEDS_FOLDER holds feed bodies as files (a mix of blogs, most of whose entries name no product); labelled documents, all of
which do, are mixed in. The yardsticks are the same name table in pyahocorasick and in a spaCy EntityRuler, each left out
where the package is missing. Prints the ratio of ours to theirs, the time that 10,000 stored entries take to be read again,
the time that the import takes, and the time of a hostile entry of 1 MB.
"""

from __future__ import annotations

import importlib
import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from tracker import matrices
from tracker.catalogue import load
from tracker.extract import Extractor, from_corpus
from tracker.feeds.parse import parse
from tracker.model.catalogue import Names
from tracker.model.document import Document
from tracker.model.fetched import article_text
from tracker.model.period import Period
from tracker.paths import catalogue_dir

_NOW = "2026-01-01T00:00:00Z"
_ROUNDS = 3


def main(arguments: Sequence[str]) -> None:
    if not arguments:
        raise SystemExit(__doc__)
    matrices.prepare()
    names = load(catalogue_dir()).names
    entries = list(_entries(Path(arguments[0])))
    labelled = [d for path in arguments[1:] for d in _labelled(Path(path))]
    documents = entries + labelled
    texts = [d.text for d in documents]
    print(
        f"{len(entries)} feed entries, {len(labelled)} labelled; {sum(map(len, texts)) // len(texts)} characters on average"
    )
    extractor = Extractor(names)
    ours = _rate(lambda: [extractor.read(d) for d in documents], len(documents))
    print(f"reading everything      {ours:10.0f} documents/s")
    quiet = [d for d in entries if not extractor.read(d).events and not extractor.read(d).claims]
    print(f"  entries without facts {_rate(lambda: [extractor.read(d) for d in quiet], len(quiet)):10.0f} documents/s")
    if labelled:
        print(
            f"  labelled documents    {_rate(lambda: [extractor.read(d) for d in labelled], len(labelled)):10.0f} documents/s"
        )
    for label, finder in (("pyahocorasick, names", _automaton(names)), ("spaCy EntityRuler", _ruler(names))):
        if finder is None:
            print(f"{label:24}       not installed")
            continue
        sample = texts if "spaCy" not in label else texts[:: max(1, len(texts) // 300)]
        theirs = _rate(lambda f=finder, s=sample: [f(t) for t in s], len(sample))  # type: ignore[misc]
        print(f"{label:24}{theirs:10.0f} documents/s; ours is {ours / theirs:.2f} times as fast")
    print(f"10,000 stored entries   {10_000 / ours:10.1f} s")
    print(f"import tracker.extract  {_import_ms('import tracker.extract'):10.0f} ms")
    print(f"first use of it         {_import_ms('from tracker.extract import Extractor'):10.0f} ms")
    for name, text in _hostile():
        print(f"hostile 1 MB, {name:10}{_seconds(lambda t=text: extractor.read(Document(id='h', text=t))):10.2f} s")  # type: ignore[misc]


def _entries(folder: Path) -> Iterator[Document]:
    for path in sorted(folder.iterdir()):
        feed = parse(path.read_bytes(), "application/xml", "https://feed.example/", _NOW)
        for e in feed.entries:
            day = Period.parse(e.published_at[:10]) if e.published_at else None
            yield Document(
                id=e.guid, text=article_text(e.title, e.body), title=e.title, publisher=feed.title, published=day
            )


def _labelled(path: Path) -> Iterator[Document]:
    for line in path.read_text(encoding="utf-8").splitlines():
        yield from_corpus(json.loads(line))


def _spellings(names: Names) -> set[str]:
    return {
        text.lower()
        for item in (*names.vendors, *names.products)
        for text in (item.name, *(a.text for a in item.aliases))
    }


def _automaton(names: Names) -> Callable[[str], object] | None:
    try:
        ahocorasick = importlib.import_module("ahocorasick")
    except ImportError:
        return None
    automaton = ahocorasick.Automaton()
    for word in _spellings(names):
        automaton.add_word(word, word)
    automaton.make_automaton()
    return lambda text: list(automaton.iter(text.lower()))


def _ruler(names: Names) -> Callable[[str], object] | None:
    try:
        spacy = importlib.import_module("spacy")
    except ImportError:
        return None
    pipeline = spacy.blank("en")
    pipeline.add_pipe("entity_ruler", config={"phrase_matcher_attr": "LOWER"}).add_patterns(
        [{"label": "NAME", "pattern": word} for word in sorted(_spellings(names))]
    )
    return lambda text: pipeline(text).ents


def _rate(work: Callable[[], object], count: int) -> float:
    return count / min(_seconds(work) for _ in range(_ROUNDS))


def _seconds(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def _import_ms(statement: str) -> float:
    code = f"import time; t = time.perf_counter(); {statement}; print(time.perf_counter() - t)"
    times = (subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True) for _ in range(5))
    return min(float(t.stdout) for t in times) * 1000


def _hostile() -> Iterator[tuple[str, str]]:
    size = 1_000_000
    for name, unit in (
        ("names", "NVIDIA B200 "),
        ("numbers", "H100 1,234.5 GB/s "),
        ("clauses", "Nvidia announced the H100, which will ship in 2027, and "),
        ("gaps", "Trainium" + " " * 500),
        ("digits", "H100 " + "9" * 5000),
        ("no end", "Nvidia's next AI accelerator called " + "A" * 3000),
        ("brackets", "H100 <a <a <a [x](("),
    ):
        yield name, (unit * (size // len(unit) + 1))[:size]


if __name__ == "__main__":
    main(sys.argv[1:])
