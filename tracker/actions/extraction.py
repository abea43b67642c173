"""JSON lines of documents in, JSON lines of facts out; no database."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from tracker.actions.documents import MOST_BYTES, parse_line
from tracker.model.errors import DocumentError


def extract_lines(lines: Iterable[bytes], name: str, on_fault: Callable[[str], None]) -> Iterator[str]:
    """One JSON line of facts a document; a faulty line goes to `on_fault` as `name:line: message`, the others go on.

    Products are known by the curated catalogue alone, so that the same documents give the same facts anywhere.
    """
    from tracker import catalogue
    from tracker.extract import Extractor, to_corpus
    from tracker.paths import catalogue_dir
    from tracker.remembered import expressions

    names = catalogue.load(catalogue_dir()).names
    with expressions():
        extractor = Extractor(names)
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            place = f"{name}:{number}"
            try:
                if len(line) > MOST_BYTES:
                    raise DocumentError(f"{place}: longer than {MOST_BYTES >> 20} MiB")
                document = parse_line(line.removeprefix(b"\xef\xbb\xbf"), place)
            except DocumentError as error:
                on_fault(str(error))
                continue
            yield json.dumps(to_corpus(extractor.read(document), names), ensure_ascii=False)


def read_lines(path: Path) -> Iterator[bytes]:
    """The lines of a file. Raises DocumentError where it cannot be read."""
    try:
        with path.open("rb") as file:
            yield from file
    except (OSError, ValueError) as error:
        told = getattr(error, "strerror", None) or str(error)
        raise DocumentError(f"{path}: cannot be read: {told}") from None
