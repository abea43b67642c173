"""The list of the timeline: its columns, and the mark of what is unread or has a star."""

from __future__ import annotations

from collections.abc import Collection
from functools import partial

from tracker.charts.kinds import glyph
from tracker.model.event_row import TimelineRow
from tracker.tui.glyphs import glyph_set, mark, tier
from tracker.tui.timeline_parts.marks import Marks
from tracker.tui.when import event_date
from tracker.tui.widgets.columns import Column
from tracker.tui.widgets.row_list import RowList, words
from tracker.tui.widgets.sorting import Sort
from tracker.views.timeline import NEWEST, Order

_VERBS = {"roadmap": "promised", "production": "in production", "benchmark": "benchmark result"}
"""How a headline says a type, where not by the type's own word."""


def said(row: TimelineRow) -> str:
    """How sure: `reported` where only the day of the report is known."""
    return "reported" if row.precision == "reported" and row.certainty == "stated" else row.certainty


def _what(row: TimelineRow, _: int) -> list[tuple[str, str]]:
    """The headline, without the product that has its own column."""
    return words(row.headline.removeprefix(f"{row.product} "))


def _more(row: TimelineRow, _: int) -> list[tuple[str, str]]:
    """What the headline adds to product and type; where that is nothing, the source's words or who it is."""
    text = row.headline.removeprefix(f"{row.product} ").removeprefix(_VERBS.get(row.type, row.type)).lstrip(": ")
    if text:
        return words(text)
    return words(f"“{row.quote}”" if row.quote else f"says {row.publisher}", "muted")


def _sources(row: TimelineRow, _: int) -> list[tuple[str, str]]:
    """`▣ database +28`: the weightiest source, and how many say it besides."""
    others = f" +{row.n_sources - 1:,}" if row.n_sources > 1 else ""
    return [(f"{tier(row.tier)} ", ""), (row.tier, "muted"), (others, "")]


def _type(row: TimelineRow, _: int) -> list[tuple[str, str]]:
    """With the glyph that stands for it in the lanes."""
    return [(f"{glyph(row.type, glyph_set())} ", ""), (row.type, "muted")]


def _date(row: TimelineRow) -> str:
    return event_date(row.date, row.date_end, row.precision)


def _headline(row: TimelineRow) -> str:
    return row.headline


def _count(row: TimelineRow) -> int:
    return row.n_sources


def _sure(late: Collection[str], r: TimelineRow, _: int) -> list[tuple[str, str]]:
    return words("overdue", "warn") if r.event_id in late else words(said(r), "muted")


def _sure_mark(late: Collection[str], r: TimelineRow, _: int) -> list[tuple[str, str]]:
    told = mark("unlike") if r.event_id in late else mark(r.certainty)
    return words(told, "warn" if r.certainty in ("rumoured", "likely") or r.event_id in late else "muted")


_DATE: Column[TimelineRow] = Column("DATE", lambda r, _: words(_date(r)), 11)
_WHAT: tuple[Column[TimelineRow], ...] = (
    Column("VENDOR", lambda r, _: words(r.vendor, "name"), 11, least=58),
    Column("PRODUCT", lambda r, _: words(r.product, "strong"), 18, least=88),
    Column("TYPE", _type, 14, least=112, value=lambda r: r.type),
    Column("", lambda r, _: words(glyph(r.type, glyph_set())), 1, least=44, most=112),
    Column("WHAT", _more, least=112, value=_headline),
    Column("WHAT", _what, least=88, most=112, value=_headline),
    Column("WHAT", lambda r, _: words(r.headline), most=88),
    Column("SOURCES", _sources, 15, least=88, value=_count),
    Column(
        "SRC", lambda r, _: words(f"{tier(r.tier)} {r.n_sources}"), 4, least=44, most=88, of="SOURCES", value=_count
    ),
)


def columns(late: Collection[str]) -> tuple[Column[TimelineRow], ...]:
    """`late` are the ids of the promises that are overdue, as far as rows were read."""
    sure = (Column("", partial(_sure_mark, late), 1), Column("CERTAINTY", partial(_sure, late), 9, least=100))
    return (_DATE, *sure, *_WHAT)


SORTED = ("DATE", "CERTAINTY", "VENDOR", "PRODUCT", "TYPE", "WHAT", "SOURCES")
"""Columns that events are sorted by; the database does it, by the value of the same name."""


def order_of(sort: Sort) -> Order:
    """Without a column, or by date turned around, it is the timeline's own."""
    return Order(sort.by.lower(), sort.reverse) if sort.by in SORTED else NEWEST


class EventList(RowList[TimelineRow]):
    """Events by page. `arrival` is where the newest event that a refresh brought stands."""

    arrival: int | None = None
    marks: Marks | None = None

    def __init__(self, id: str) -> None:
        self.late: set[str] = set()
        """Ids of the promises that are overdue, of the rows that were read."""
        super().__init__(columns(self.late), lambda row: row.event_id, id=id)

    def first_index(self) -> int:
        index, self.arrival = self.arrival or 0, None
        return index

    def flag(self, row: TimelineRow) -> str:
        """A star, or the dot of what is not read yet."""
        if self.marks is None:
            return " "
        if row.event_id in self.marks.starred:
            return mark("star")
        return " " if self.marks.is_read(row.event_id, row.first_seen_at) else mark("unread")
