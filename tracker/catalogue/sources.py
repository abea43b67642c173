"""The `[sources]` table of a file: short keys for where its facts were printed."""

from __future__ import annotations

from dataclasses import dataclass, field

from tracker.catalogue.draft import Draft
from tracker.catalogue.problems import near, quoted
from tracker.catalogue.rows import Row
from tracker.model.fact import Source
from tracker.model.words import TIERS


@dataclass(slots=True)
class Sources:
    """The sources of one file by key, and which keys its facts have used."""

    rows: dict[str, Row] = field(default_factory=dict)
    by_key: dict[str, Source] = field(default_factory=dict)
    used: set[str] = field(default_factory=set)

    def of(self, row: Row, named: str = "source") -> Source | None:
        """The source that a row names under `named`. A missing or unknown key is the row's error."""
        key = row.text(named, required=True)
        if not key:
            return None
        self.used.add(key)
        if key not in self.rows:
            row.error(f"{named} {quoted(key)} is not in [sources]{near(key, self.rows)}", named)
        return self.by_key.get(key)

    def report_unused(self) -> None:
        for key, row in self.rows.items():
            if key not in self.used:
                row.error(f"source {quoted(key)} is used by no fact", severity="warning")


def read_sources(root: Row, draft: Draft) -> Sources:
    """Read `[sources]`; each sound one also goes into the draft."""
    sources = Sources()
    table = root.row("sources")
    for key in table.data if table else ():
        if table and (row := table.row(key)):
            sources.rows[key] = row
            if source := _source(row):
                sources.by_key[key] = source
                draft.sources.append((row, source))
    return sources


def _source(row: Row) -> Source | None:
    url = row.text("url")
    source = Source(
        url=url,
        publisher=row.text("publisher", required=True),
        tier=row.word("tier", TIERS),
        published=str(period) if (period := row.period("published")) else None,
        title=row.text("title"),
    )
    if url and (not url.startswith(("https://", "http://")) or " " in url):
        row.error(f"url {quoted(url)} is no http(s) address", "url")
    if not url and source.tier not in ("", "unverified"):
        row.error(f'url is empty: then the tier must be "unverified", not {quoted(source.tier)}', "url")
    row.done()
    return None if row.bad else source
