"""Questions to the database, asked in a thread with a session of their own, so that no key ever waits for one."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeVar

from tracker.model.errors import TrackerError
from tracker.views.session import Session, open_session

if TYPE_CHECKING:
    from textual.dom import DOMNode
    from textual.worker import Worker

R = TypeVar("R")


class Asked(Protocol):
    """What `ask` needs to know of the app."""

    database: Path
    as_of: str | None
    past: Past


class Past:
    """The one session that questions about a past day share, one after the other: to go back may take seconds."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.session: Session | None = None
        self.known: object = None

    def at(self, database: Path, day: str) -> Session:
        """For the holder of the lock. Opened anew for another day, and when the database or its file has changed."""
        kept = self.session
        if kept is not None and kept.as_of == day and self.known == self._stand(database, kept):
            return kept
        self.close()
        self.session = open_session(database, day)
        self.known = self._stand(database, self.session)
        return self.session

    def close(self) -> None:
        if self.session is not None:
            self.session.close()
            self.session = None

    def _stand(self, database: Path, session: Session) -> object:
        return database.stat().st_ino, session.data_version()


class Question:
    """One read that another thread makes; it can be interrupted."""

    def __init__(self, database: Path, as_of: str | None, past: Past) -> None:
        self.database = database
        self.as_of = as_of
        self.past = past
        self.session: Session | None = None
        self.dropped = False
        self.lock = threading.Lock()

    def answer(self, read: Callable[[Session], R]) -> R:
        if self.as_of:
            return self._of_the_past(self.as_of, read)
        self.session = open_session(self.database)
        try:
            return self._read(self.session, read)
        finally:
            with self.lock:
                self.session.close()
                self.session = None

    def _of_the_past(self, day: str, read: Callable[[Session], R]) -> R:
        with self.past.lock:
            self._check()
            try:
                self.session = self.past.at(self.database, day)
                return self._read(self.session, read)
            finally:
                with self.lock:
                    self.session = None

    def _read(self, session: Session, read: Callable[[Session], R]) -> R:
        self._check()
        return read(session)

    def _check(self) -> None:
        if self.dropped:
            raise TrackerError("interrupted")

    def drop(self) -> None:
        """Nobody waits for it any more: end the running statement."""
        self.dropped = True
        with self.lock:
            if self.session is not None:
                self.session.interrupt()


def ask(
    asker: DOMNode,
    app: Asked,
    group: str,
    read: Callable[[Session], R],
    then: Callable[[R], None],
    failed: Callable[[TrackerError], None],
) -> Worker[None]:
    """Read in a thread, then go on in the screen's own thread. A later question of the same group replaces this one."""

    async def work() -> None:
        question = Question(app.database, app.as_of, app.past)
        try:
            then(await asyncio.to_thread(question.answer, read))
        except asyncio.CancelledError:
            question.drop()
            raise
        except TrackerError as error:
            failed(error)
        except Exception as error:
            failed(TrackerError(f"a fault of the tracker itself, please report it: {type(error).__name__}: {error}"))

    return asker.run_worker(work, group=group, exclusive=True, exit_on_error=False)
