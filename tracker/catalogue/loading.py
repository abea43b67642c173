"""The folder as a whole: read every file, check, and put the facts together by source."""

from __future__ import annotations

from pathlib import Path

from tracker.catalogue.constants import read_stack
from tracker.catalogue.draft import Draft, Stated
from tracker.catalogue.files import digest, paths
from tracker.catalogue.list_names import read_list_names
from tracker.catalogue.lists import read_measured, read_prices
from tracker.catalogue.loads import read_models, read_workloads
from tracker.catalogue.problems import Problem
from tracker.catalogue.rows import CatalogueFile, read
from tracker.catalogue.vendors import read_vendor_file
from tracker.catalogue.whole import check_whole
from tracker.model.catalogue import Catalogue, Names, SourcedFacts
from tracker.model.errors import DocumentError
from tracker.model.fact import Claim, Event, Relation, Source, VendorLink
from tracker.model.performance import MeasuredPoint, StackConstants
from tracker.model.price import Offer, TokenPrice

STACK = "stack.toml"
_READERS = {
    "models.toml": read_models,
    "workloads.toml": read_workloads,
    "prices.toml": read_prices,
    "measured.toml": read_measured,
    "list_names.toml": read_list_names,
    STACK: read_stack,
}


def load(folder: Path) -> Catalogue:
    """The catalogue in `folder`. Raises DocumentError with one `file:line: message` line a mistake; warnings pass."""
    before = digest(folder)
    draft, problems = _read(folder)
    if errors := [str(p) for p in problems if p.severity == "error"]:
        raise DocumentError("\n".join(errors))
    return Catalogue(
        digest=before,
        names=Names(
            vendors=tuple(vendor for _, vendor in draft.vendors),
            products=tuple(product for _, product in draft.products),
        ),
        facts=_by_source(draft),
        models=tuple(model for _, model in draft.models),
        workloads=tuple(workload for _, workload in draft.workloads),
        list_names=tuple(name for _, name in draft.list_names),
        stack=draft.stack,
    )


def load_stack(folder: Path) -> StackConstants | None:
    """The constants of the performance model alone, None where the folder has none. Raises DocumentError."""
    path = folder / STACK
    if not path.exists():
        return None
    draft, file = Draft(), read(path)
    if not file.problems:
        read_stack(file, draft)
    if file.problems:
        raise DocumentError("\n".join(str(problem) for problem in file.problems))
    return draft.stack


def check(folder: Path) -> list[Problem]:
    """Every mistake and every contradiction, by file and line. Raises DocumentError where there is no catalogue."""
    return _read(folder)[1]


def _read(folder: Path) -> tuple[Draft, list[Problem]]:
    """Read all files. Where one is unreadable the whole is not judged: its names would be missed everywhere."""
    draft = Draft()
    files: list[CatalogueFile] = []
    for path in paths(folder):
        file = read(path)
        files.append(file)
        if not file.problems:
            _READERS.get(file.name, read_vendor_file)(file, draft)
    if not any(not file.data and file.problems for file in files):
        check_whole(draft)
    return draft, sorted(problem for file in files for problem in file.problems)


def _by_source(draft: Draft) -> tuple[SourcedFacts, ...]:
    """All facts of a source together, whichever files they stand in; sources in the order of the files."""
    sources: dict[str, Source] = {}
    groups: dict[str, list[Stated]] = {}
    for _, source in draft.sources:
        sources.setdefault(source.key, source)
        groups.setdefault(source.key, [])
    for stated in draft.stated:
        groups[stated.source.key].append(stated)
    return tuple(_sourced(sources[key], group) for key, group in groups.items())


def _sourced(source: Source, group: list[Stated]) -> SourcedFacts:
    facts = [stated.fact for stated in group]
    return SourcedFacts(
        source=source,
        claims=tuple(f for f in facts if isinstance(f, Claim)),
        events=tuple(f for f in facts if isinstance(f, Event)),
        relations=tuple(f for f in facts if isinstance(f, Relation)),
        links=tuple(f for f in facts if isinstance(f, VendorLink)),
        offers=tuple(f for f in facts if isinstance(f, Offer)),
        token_prices=tuple(f for f in facts if isinstance(f, TokenPrice)),
        measured=tuple(f for f in facts if isinstance(f, MeasuredPoint)),
    )
