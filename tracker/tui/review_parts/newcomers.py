"""Newcomers: products that texts name and no catalogue does, and their makers where those are new too."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from textual.content import Content

from tracker.model.query import TimelineFilter
from tracker.model.rows import NewcomerRow
from tracker.tui import details
from tracker.tui.details import MUTED, heading, pairs, section, stacked
from tracker.tui.review_parts.part import Part
from tracker.tui.text import T, together
from tracker.tui.widgets.columns import Column
from tracker.tui.widgets.row_list import words
from tracker.units import counted
from tracker.views.explain import explain
from tracker.views.products import products
from tracker.views.session import Session
from tracker.views.specs import claims, newcomers
from tracker.views.timeline import timeline

_MOST_SHOWN = 12

COLUMNS: tuple[Column[NewcomerRow], ...] = (
    Column("KIND", lambda r, _: words(r.kind, "muted"), 8, least=50),
    Column("NAME", lambda r, _: words(r.name, "name")),
    Column("MAKER", lambda r, _: words(r.vendor if r.kind == "product" else "", ""), 20, least=60),
    Column("FIGURES", lambda r, _: words(f"{r.n_claims:,}"), 7, least=44, right=True),
    Column("EVENTS", lambda r, _: words(f"{r.n_events:,}"), 6, right=True),
    Column("RATIOS", lambda r, _: words(f"{r.n_relations:,}"), 6, least=88, right=True),
    Column(
        "WAITING", lambda r, _: words(f"{r.n_waiting:,}", "warn" if r.n_waiting else "muted"), 7, least=72, right=True
    ),
    Column("SLUG", lambda r, _: words(r.fact_id, "muted"), least=100),
)


class Newcomers(Part[NewcomerRow]):
    name = "products"
    counts = ("newcomer waits", "newcomers wait")
    hint = "no catalogue names them"
    columns: ClassVar[Sequence[Column[Any]]] = COLUMNS
    unheard = ("c",)
    several = "newcomers"

    def read(self, session: Session) -> Sequence[NewcomerRow]:
        return newcomers(session)[: self.most]

    def key(self, row: NewcomerRow) -> str:
        return row.fact_id

    def named(self, row: NewcomerRow) -> str:
        return f"{row.kind} {row.name}"

    def text(self, r: NewcomerRow) -> str:
        return "  ".join((r.fact_id, r.kind, r.name, r.vendor))

    def details(self, session: Session, row: NewcomerRow) -> Content:
        told = [counted(row.n_claims, "figure"), counted(row.n_events, "event"), counted(row.n_relations, "ratio")]
        lines = [
            ("maker", row.vendor if row.kind == "product" else ""),
            ("slug", row.fact_id),
            ("stated", ", ".join(told)),
            ("waiting", f"{row.n_waiting} of these for review" if row.n_waiting else ""),
        ]
        hint = "a: it is one of its own. x: it is none, and all of this is wrong."
        more = " m: it is one of the catalogue." if row.kind == "product" else ""
        parts = [heading(row.name), T(hint + more, MUTED), pairs(lines)]
        parts += _of_product(session, row) if row.kind == "product" else _of_maker(session, row)
        return stacked(parts, "\n\n")

    def empty(self) -> tuple[str, str]:
        return "No newcomer waits", "Products and makers that texts name and no catalogue does would stand here."


def _of_product(session: Session, row: NewcomerRow) -> list[Content]:
    """The words that brought it, its figures and events."""
    stated = claims(session, row.fact_id)[:_MOST_SHOWN]
    events = timeline(session, TimelineFilter(product=row.fact_id), 0, _MOST_SHOWN)
    parts = [section("where it is named"), *(details.proof(one) for one in explain(session, row.example_id).proofs)]
    if stated:
        parts += [section("figures", row.n_claims), *(details.claim(one) for one in stated)]
    if events:
        parts += [
            section("on the timeline", len(events)),
            stacked([together([(one.date, MUTED), f"  {one.headline}"]) for one in events]),
        ]
    return parts


def _of_maker(session: Session, row: NewcomerRow) -> list[Content]:
    own = [p for p in products(session, row.vendor_slug) if p.provisional]
    named = [together([p.product, (f"  {p.product_slug}", MUTED)]) for p in own[:_MOST_SHOWN]]
    return [section("its products", len(own)), stacked(named)]
