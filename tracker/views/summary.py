"""What the database holds in all and how fresh it is."""

from __future__ import annotations

from dataclasses import dataclass

from tracker.store import read_summary
from tracker.views.session import Session


@dataclass(frozen=True, slots=True)
class Summary:
    """How much there is and how fresh it is."""

    counts: dict[str, int]
    refresh_started: str | None
    refresh_finished: str | None
    refresh_exit_code: int | None
    as_of: str | None
    refresh_stopped: bool = False

    @property
    def refresh_word(self) -> str:
        """How the last refresh ended: "" where there was none."""
        if self.refresh_finished is None:
            return ""
        return "stopped" if self.refresh_stopped else "failed" if self.refresh_exit_code else "done"


def summary(session: Session) -> Summary:
    run = read_summary.last_run(session)
    started, finished, code, stopped = run if run else (None, None, None, False)
    return Summary(read_summary.counts(session), started, finished, code, session.as_of, stopped)
