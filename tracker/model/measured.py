"""Measured runs as benchmark files and sites print them, and what became of a batch of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportedRun:
    """One run, checked, its accelerator and model still under the source's names. `output_tok_s` is of one accelerator.

    0 for `concurrency` and `tok_s_user`, None and empty texts elsewhere: the source does not say.
    """

    accelerator: str
    model: str
    publisher: str
    url: str
    date: str
    """Partial date, empty where the source gives none."""
    count: int
    precision: str
    isl: float
    osl: float
    concurrency: int
    output_tok_s: float
    tok_s_user: float = 0.0
    ttft_s: float | None = None
    engine: str = ""
    engine_version: str = ""
    tp: int | None = None
    pp: int | None = None
    ep: int | None = None
    layout: str = ""
    """As the catalogue writes it: "TP4 EP4", "TP2 DP attention"."""
    scenario: str = ""
    speculation: str = ""
    disaggregated: bool | None = None
    note: str = ""
    """Marks such as `spec=mtp; disagg=True`, separated by semicolons, and words of the source."""
    system: str = ""
    """What of the note tells one system or submitter from another."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadRuns:
    """What a file or an answer held: `rows` counts the faulty ones too."""

    rows: int
    runs: tuple[ReportedRun, ...]
    faults: tuple[str, ...] = ()
    """`place: what is wrong; what to do`, one line each; the first ones where there are many."""
    n_faults: int = 0
    left_out: Mapping[str, int] = field(default_factory=dict)
    """Sound rows that are no runs to compare: reason -> rows."""
    broken: str = ""
    """Why nothing more could be read from some place on, or nothing at all; one of the faults as well."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasuredRun:
    """A run under our slugs. `aside` says why it anchors no ranking, empty where it may."""

    product: str
    model: str
    told: ReportedRun
    aside: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredRuns:
    """What became of runs that were read. Names map to numbers of runs."""

    new: int = 0
    known: int = 0
    aside: Mapping[str, int] = field(default_factory=dict)
    """Of the new and known ones: reason -> runs."""
    unknown_accelerators: Mapping[str, int] = field(default_factory=dict)
    unknown_models: Mapping[str, int] = field(default_factory=dict)
