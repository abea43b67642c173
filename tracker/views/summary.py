"""What the database holds in all and how fresh it is."""

from __future__ import annotations

from dataclasses import dataclass

from tracker.store import read_summary
from tracker.store.health import lock_held
from tracker.views.session import Session


@dataclass(frozen=True, slots=True)
class Summary:
    """How much there is and how fresh it is."""

    counts: dict[str, int]
    refresh_started: str | None
    refresh_finished: str | None
    """Of the last refresh; None where it did not end, or not yet."""
    refresh_exit_code: int | None
    as_of: str | None
    refresh_stopped: bool = False
    refresh_running: bool = False

    @property
    def untouched(self) -> bool:
        """Whether there is nothing yet but what came with the program."""
        return self.refresh_started is None and not self.counts["entry"] and self.counts["event"] > 0

    @property
    def refresh_word(self) -> str:
        """How the last refresh ended, "running" or "cut off" where it did not: "" where there was none."""
        if self.refresh_started is None:
            return ""
        if self.refresh_finished is None:
            return "running" if self.refresh_running else "cut off"
        return "stopped" if self.refresh_stopped else "failed" if self.refresh_exit_code else "done"


def summary(session: Session) -> Summary:
    """Of the last refresh, and while one is running of the one before it, where there was any."""
    run = read_summary.last_run(session)
    running = run is not None and run.finished is None and lock_held(session.path)
    if running:
        run = read_summary.last_run(session, ended=True) or run
    started, finished, code, stopped = run or (None, None, None, False)
    return Summary(read_summary.counts(session), started, finished, code, session.as_of, stopped, running)
