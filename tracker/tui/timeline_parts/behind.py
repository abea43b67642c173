"""What stands behind an event: who says so in which words, what the same sources state, and where they disagree."""

from __future__ import annotations

from dataclasses import dataclass

from textual.content import Content

from tracker.model.rows import ClaimRow, ContradictionRow, EventSourceRow
from tracker.model.shown import Explanation
from tracker.tui import details
from tracker.views.explain import explain
from tracker.views.session import Session
from tracker.views.timeline import disputes_of, event_sources, stated_beside


@dataclass(frozen=True, slots=True)
class Behind:
    explanation: Explanation
    sources: list[EventSourceRow]
    stated: list[ClaimRow]
    """Figures of the same sources, those of the event's product first."""
    disputes: list[ContradictionRow]


def behind(session: Session, event_id: str, product: str) -> Behind:
    return Behind(
        explain(session, event_id),
        event_sources(session, event_id),
        stated_beside(session, event_id),
        disputes_of(session, event_id, product),
    )


def content(b: Behind) -> Content:
    return details.event(b.explanation, b.sources, b.disputes, b.stated)
