"""Pages of events: by their numbers where a filter has picked them, else by a seek from the page beside them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import cast

from tracker.model.event_row import TimelineRow
from tracker.tui.widgets.columns import Pages
from tracker.views.session import Session
from tracker.views.timeline import Place, overdue_among, places, timeline_rows

_MANY = 1_000
"""Rows read at once where all are wanted."""


class EventPages(Pages[TimelineRow]):
    """`numbers` are those of the filtered events, newest first; None stands for all events."""

    def __init__(
        self, count: int, numbers: Sequence[int] | None, session: Callable[[], Session], late: set[str] | None = None
    ) -> None:
        """`late` takes the ids of the promises that are overdue, page by page."""
        super().__init__(count, self._read)
        self.late = late
        self.numbers = numbers
        self.session = session
        self.edges: dict[int, Place] = {}
        """Where the first and last event of each page stand that was read: the next page begins with a seek."""

    def each(self, session: Session) -> Iterator[TimelineRow]:
        pages = EventPages(self.count, self.numbers, lambda: session)
        for offset in range(0, self.count, _MANY):
            yield from (row for row in pages._read(offset, min(_MANY, self.count - offset)) if row is not None)

    def _read(self, offset: int, limit: int) -> Sequence[TimelineRow]:
        session = self.session()
        if self.numbers is not None:
            wanted = self.numbers[offset : offset + limit]
        else:
            before, after = self.edges.get(offset - 1), self.edges.get(offset + limit)
            found = places(session, offset, limit, self.count, before, after)
            if found:
                self.edges[offset], self.edges[offset + len(found) - 1] = found[0], found[-1]
            wanted = [number for _, number in found]
        rows = timeline_rows(session, wanted)
        if self.late is not None and any(row is not None and row.type == "roadmap" for row in rows):
            self.late |= overdue_among(session, wanted)
        return cast("Sequence[TimelineRow]", rows)
