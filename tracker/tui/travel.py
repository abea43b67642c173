"""Time travel: another day is opened in a thread, then every view reads as of it."""

from __future__ import annotations

import asyncio
from datetime import date
from typing import TYPE_CHECKING

from tracker.clock import today
from tracker.model.errors import TrackerError
from tracker.tui import day
from tracker.views.session import Session, open_session

if TYPE_CHECKING:
    from tracker.tui.app import TrackerApp
    from tracker.tui.screens.choice import Option

PATIENCE_S = 0.3
"""What takes longer is told of."""


class Travel:
    """`going` are the words for a day that is being opened."""

    def __init__(self, app: TrackerApp) -> None:
        self.app = app
        self.going = ""

    @property
    def shown(self) -> date | None:
        return date.fromisoformat(self.app.as_of) if self.app.as_of else None

    def ask(self) -> None:
        from tracker.tui.screens.day import TODAY, DayChooser

        def take(option: Option | None) -> None:
            if option is not None:
                self.to(None if option.value == TODAY else option.value)

        self.app.push_screen(DayChooser(date.fromisoformat(today()), self.shown), take)

    def step(self, by: int) -> None:
        """A day or a month on or back from the day that is shown."""
        now = date.fromisoformat(today())
        if by > 0 and self.shown is None:
            self.app.tell("This is today already; what is still to come is in the timeline", "warning")
            return
        try:
            there = day.step(self.shown or now, by, now)
        except OverflowError:
            return
        self.to(there.isoformat() if there else None)

    def to(self, there: str | None, again: bool = False) -> None:
        """Show this day, None for today; `again` also where it is the one that is shown. A later call takes its place."""
        if there != self.app.as_of or again:
            self.app.run_worker(self._open(there), group="travel", exclusive=True, exit_on_error=False)

    def stop(self) -> bool:
        """Stay where we are; False where nothing is on its way."""
        return bool(self.going) and bool(self.app.workers.cancel_group(self.app, "travel"))

    async def _open(self, there: str | None) -> None:
        self.going = f"going to {there or 'today'}"
        told = self.app.set_timer(PATIENCE_S, self.app.show_task)
        opening = asyncio.ensure_future(asyncio.to_thread(open_session, self.app.database, there))
        try:
            session = await asyncio.shield(opening)
        except asyncio.CancelledError:
            opening.add_done_callback(_close)
            raise
        except TrackerError as error:
            self.app.tell(str(error), "error")
            return
        finally:
            told.stop()
            self.going = ""
            self.app.show_task()
        self.app.take_session(session)


def _close(opened: asyncio.Future[Session]) -> None:
    """Nobody wants it any more."""
    if not opened.cancelled() and opened.exception() is None:
        opened.result().close()
