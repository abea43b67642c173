"""Reads what stands behind a cell or a change, as content for the pane."""

from __future__ import annotations

from textual.content import Content

from tracker.model.changes import Change
from tracker.model.shown import Diff, DiffLine
from tracker.tui.specs_parts.behind import cell, change
from tracker.views.diff_behind import behind
from tracker.views.session import Session
from tracker.views.specs import claims


def of_cell(session: Session, diff: Diff, line: DiffLine, place: int) -> Content:
    figure = line.figures[place]
    per = diff.per if figure.formula or figure.why else ""
    event_id = figure.inputs[0].id if figure.inputs else ""
    found = behind(
        session,
        diff.products[place].product_slug,
        line.field,
        line.precision,
        per=per,
        basis=diff.basis,
        event_id=event_id,
    )
    return cell(diff, line, place, found)


def of_change(session: Session, one: Change) -> Content:
    known = {c.claim_id: c for c in claims(session, one.product_slug)}
    old = [known[one.old_id]] if one.old_id in known and one.old_id != one.new_id else []
    new = [known[one.new_id]] if one.new_id in known else []
    return change(one, old, new)
