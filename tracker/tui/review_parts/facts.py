"""Doubtful facts: what was read with too little confidence, with its words and what others say."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from textual.content import Content

from tracker.model.query import TimelineFilter
from tracker.model.rows import ReviewRow
from tracker.tui import details
from tracker.tui.deciding import named, value
from tracker.tui.review_parts.part import Part
from tracker.tui.widgets.columns import Column
from tracker.tui.widgets.row_list import words
from tracker.views.explain import explain
from tracker.views.products import find_product
from tracker.views.session import Session
from tracker.views.specs import review
from tracker.views.timeline import timeline

_EVENTS = 8

COLUMNS: tuple[Column[ReviewRow], ...] = (
    Column("KIND", lambda r, _: words(r.kind, "muted"), 8, least=88),
    Column("PRODUCT", lambda r, _: words(r.product or r.product_slug, "name"), 15, least=72),
    Column("PRODUCT", lambda r, _: words(r.product or r.product_slug, "name"), 11, most=72),
    Column("WHAT", lambda r, _: words(r.what.replace("_", " ")), 15, least=52),
    Column("WHAT", lambda r, _: words(r.what.replace("_", " ")), 9, least=36, most=52),
    Column("VALUE", lambda r, _: words(value(r), "strong"), most=104),
    Column("VALUE", lambda r, _: words(value(r), "strong"), 20, least=104),
    Column("SURE", lambda r, _: words(f"{r.confidence:.2f}"), 4, least=52, right=True),
    Column("WHY IT WAITS", lambda r, _: words(r.reason, "warn"), least=72),
    Column("SOURCE", lambda r, _: words(r.publisher, "muted"), 14, least=104),
)


class Facts(Part[ReviewRow]):
    name = "facts"
    counts = ("waits for review", "wait for review")
    hint = "the surest first"
    columns: ClassVar[Sequence[Column[Any]]] = COLUMNS
    several = "facts"

    def read(self, session: Session) -> Sequence[ReviewRow]:
        return review(session, self.most)

    def key(self, row: ReviewRow) -> str:
        return row.fact_id

    def named(self, row: ReviewRow) -> str:
        return named(row)

    def text(self, r: ReviewRow) -> str:
        return "  ".join(w for w in (r.fact_id, r.kind, named(r), r.reason, r.publisher, r.url) if w)

    def link(self, row: ReviewRow) -> str:
        return row.url

    def details(self, session: Session, row: ReviewRow) -> Content:
        same = TimelineFilter(product=row.product_slug, type=row.what)
        events = timeline(session, same, 0, _EVENTS) if row.kind == "event" else []
        product = find_product(session, row.product_slug) if "/" in row.product_slug else None
        return details.waiting(row, product, explain(session, row.fact_id), events)

    def empty(self) -> tuple[str, str]:
        return "Nothing waits for review", "Facts that were read with too little confidence would stand here."
