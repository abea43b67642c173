"""What changed since a day, as rows: one figure each, old and new beside each other, a head above each product."""

from __future__ import annotations

from tracker.model.changes import Change, Changes
from tracker.tui.specs_parts.grid import Head
from tracker.tui.specs_parts.marks import local, own
from tracker.tui.text import Span
from tracker.tui.widgets.columns import Column
from tracker.tui.widgets.row_list import words

ChangeRow = Change | Head


def rows_of(found: Changes, heads: bool) -> list[ChangeRow]:
    out: list[ChangeRow] = []
    product = ""
    for change in found.changes:
        if heads and change.product_slug != product:
            out.append(Head(change.product))
            product = change.product_slug
        out.append(change)
    return out


def key_of(row: ChangeRow) -> str:
    if isinstance(row, Head):
        return f"head/{row.title}"
    return f"{row.product_slug}/{row.field}/{row.of}/{row.kind}/{row.new_id}{row.old_id}"


def columns(heads: bool) -> list[Column[ChangeRow]]:
    """Without heads the product stands in its row."""

    def name(row: ChangeRow, _: int) -> list[Span]:
        if isinstance(row, Head):
            return []
        product = "" if heads else f"{row.product} "
        return words(f"{own(row.kind)} {product}{row.label}")

    def whole(row: ChangeRow, _: int) -> list[Span]:
        """With what narrows the figure, where that has no column of its own."""
        return [] if isinstance(row, Head) else [*name(row, 0), (f" {row.of}", "muted")]

    def rest(row: ChangeRow) -> list[Span]:
        return [(row.title.upper(), "name")] if isinstance(row, Head) else []

    return [
        Column("FIGURE", name, 22, least=84, rest=rest),
        Column("FIGURE", whole, 30, least=70, most=84, rest=rest),
        Column("FIGURE", whole, 26, least=50, most=70, rest=rest),
        Column("FIGURE", whole, 18, most=50, rest=rest),
        Column("OF", lambda r, _: words("" if isinstance(r, Head) else r.of, "muted"), 18, least=84),
        Column("WHAT", _kind, 10, least=50),
        Column(f"WAS {own('to')} IS", _move),
        Column("KNOWN", lambda r, _: words("" if isinstance(r, Head) else r.day, "muted"), 10, least=84),
        Column("SOURCE", lambda r, _: words("" if isinstance(r, Head) else f"{r.publisher}", "muted"), 26, least=110),
    ]


def _kind(row: ChangeRow, _: int) -> list[Span]:
    if isinstance(row, Head):
        return []
    return words(row.kind, {"new": "good", "withdrawn": "bad", "disputed": "warn"}.get(row.kind, ""))


def _move(row: ChangeRow, _: int) -> list[Span]:
    if isinstance(row, Head):
        return []
    old, new = local(row.old), local(row.new)
    if row.kind == "new":
        return words(new)
    if row.kind == "disputed":
        return [(new, ""), (f"  {row.note}" if row.note else "", "muted")]
    return [(old, "muted"), (f" {own('to')} ", "muted"), (new or "withdrawn", "" if new else "warn")]
