"""The last step of a refresh: the language model reads what the rules have read. Nothing waits for it, nothing depends on it."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from tracker.clock import now, now_text, stamp
from tracker.consult import AT_ONCE, Consultant, key_of, open_client
from tracker.extract import VERSION, Extractor
from tracker.model.document import Document
from tracker.model.errors import TrackerError, UsageError
from tracker.model.feed import Config
from tracker.model.reader import Call, Read, ReaderSettings
from tracker.model.seen import Seen
from tracker.reader import Budget, Malformed
from tracker.reading import document_of, store_facts
from tracker.refresh.results import ReaderResult
from tracker.store import readings
from tracker.store.connection import Connection, Refused, transaction
from tracker.store.entries import StoredEntry
from tracker.store.facts import Ids, finish
from tracker.store.names import read_names

TIME_S = 120.0
"""For the whole step; what is not asked by then is asked in the next refresh."""
_BATCH = 50
_MOST_TRIES = 3
"""Calls about one text that may end without an answer."""
_MOST_FAILURES = 3
"""Failures in a row after which the endpoint is left alone until the next refresh."""
_LONGEST_HOLD = timedelta(days=1)
_LOG = logging.getLogger(__name__)


def ask_model(
    db: Connection,
    config: Config,
    on_progress: Callable[[int], None] = lambda done: None,
    stopped: Callable[[], bool] = lambda: False,
    may_call: bool = True,
) -> ReaderResult | None:
    """Ask about entries that the rules have read, newest first. Never raises; None where no reader is switched on.

    Without `may_call` only the answers that are there already are used.
    """
    settings = config.reader
    if settings is None or not settings.enabled:
        return None
    work: _Asking | None = None
    try:
        key_of(settings)
        work = _Asking(db, settings, on_progress, stopped, may_call)
        asyncio.run(work.go(config.contact))
    except UsageError as error:
        return ReaderResult(message=str(error))
    except Exception as error:
        _LOG.warning("the reader gave up: %s", type(error).__name__)  # its text may repeat what was sent
        return replace(work.result if work else ReaderResult(), message=f"gave up: {type(error).__name__}")
    return work.result


@dataclass(frozen=True, slots=True)
class _Case:
    """An entry to be asked about."""

    entry: StoredEntry
    hash: str
    document: Document
    seen: Seen


class _Asking:
    """One run of the step: the budget, the calls under way and what has come of it."""

    def __init__(
        self,
        db: Connection,
        settings: ReaderSettings,
        tell: Callable[[int], None],
        stopped: Callable[[], bool],
        may_call: bool,
    ) -> None:
        self.db, self.settings, self.tell, self.stopped = db, settings, tell, stopped
        self.may_call = may_call
        self.until = time.monotonic() + TIME_S
        self.budget = Budget(settings, *readings.spent(db, now_text()[:10]))
        self.result = ReaderResult(message=_held(readings.held_until(db, settings.model)))
        self.failures = 0
        self.under_way: dict[asyncio.Task[tuple[Call, Read | None]], tuple[_Case, int, tuple[int, int]]] = {}

    async def go(self, contact: str) -> None:
        async with open_client(self.settings, contact) as client:
            self.consultant = Consultant(self.settings, Extractor(read_names(self.db)), client)
            below, looked = 2**62, 0
            while not self._over():
                rows = readings.waiting(self.db, VERSION, self.settings.model, _BATCH, below)
                if not rows:
                    break
                below = rows[-1][0].id
                await self._batch(rows)
                looked += len(rows)
                self.tell(looked)
            try:
                while self.under_way and not self._over():
                    await self._some_answers()
            finally:
                await self._break_off()

    def _over(self) -> bool:
        return self.stopped() or time.monotonic() >= self.until

    async def _batch(self, rows: Iterable[tuple[StoredEntry, str]]) -> None:
        dull: list[int] = []
        for entry, digest in rows:
            if self._over():
                break
            document = document_of(entry)
            seen = self.consultant.see(document)
            if seen.products:
                await self._case(_Case(entry, digest, document, seen))
            else:
                dull.append(entry.id)
        if dull:
            with transaction(self.db):
                readings.mark_done(self.db, dull, self.settings.model)

    async def _case(self, case: _Case) -> None:
        """Use the answer there is, give up, or call."""
        while any(other.hash == case.hash for other, *_ in self.under_way.values()) and not self._over():
            await self._some_answers()
        past = readings.past(self.db, case.hash, self.settings.model)
        if past.answer is not None and (read := self._again(past.answer, case)):
            self._merge(case, read)
        elif past.ended or past.calls >= _MOST_TRIES:
            self._give_up(case)
        else:
            while len(self.under_way) >= AT_ONCE and not self._over():
                await self._some_answers()
            self._call(case)

    def _again(self, answer: str, case: _Case) -> Read | None:
        try:
            return self.consultant.read(answer, case.document, case.seen)
        except Malformed:
            return None

    def _call(self, case: _Case) -> None:
        most = self.consultant.most_tokens(case.document, case.seen)
        if self.may_call and not self.result.message and (why := self.budget.refuses(most[0])):
            self._count(message=why)
        if not self.may_call or self.result.message or self._over():
            self._count(waiting=1)
            return
        self.budget.add(*most)
        with transaction(self.db):
            number = readings.begin_call(
                self.db, case.hash, self.settings.model, now_text(), most, self.settings.usd(*most)
            )
        task = asyncio.create_task(self.consultant.ask(case.document, case.seen))
        self.under_way[task] = (case, number, most)

    async def _some_answers(self) -> None:
        """Wait a moment for calls to end, and take in those that did."""
        done, _ = await asyncio.wait(self.under_way, timeout=0.2, return_when=asyncio.FIRST_COMPLETED)
        for task in done:
            case, number, most = self.under_way.pop(task)
            call, read = task.result()
            self._ended(call, number, most)
            if read is not None:
                self._merge(case, read)
            elif call.outcome == "malformed":
                self._give_up(case)

    def _give_up(self, case: _Case) -> None:
        with transaction(self.db):
            readings.mark_done(self.db, [case.entry.id], self.settings.model)

    def _ended(self, call: Call, number: int, most: tuple[int, int]) -> None:
        self.budget.add(call.tokens_in - most[0], call.tokens_out - most[1])
        usd = self.settings.usd(call.tokens_in, call.tokens_out)
        hold = stamp(now() + timedelta(seconds=call.retry_after_s)) if call.retry_after_s else None
        with transaction(self.db):
            readings.end_call(self.db, number, call, usd, hold)
        self._count(calls=1, failed=call.outcome != "read", tokens=call.tokens_in + call.tokens_out, usd=usd)
        self.failures = 0 if call.outcome in ("read", "malformed") else self.failures + 1
        if not self.result.message and (
            call.outcome in ("rejected", "rate_limited") or self.failures >= _MOST_FAILURES
        ):
            self._count(message=call.message)

    def _merge(self, case: _Case, read: Read) -> None:
        """Put the merged facts in the place of the rules', unless the entry has another text by now."""
        merged = self.consultant.merged(case.document, read)
        try:
            with transaction(self.db):
                if not readings.unchanged(self.db, case.entry.id, case.hash, VERSION):
                    return
                finish(self.db, store_facts(self.db, Ids.read(self.db), case.entry, merged.facts))
                readings.mark_done(self.db, [case.entry.id], self.settings.model)
        except (TrackerError, Refused) as error:
            _LOG.warning("entry %d keeps the rules' facts alone: %s", case.entry.id, type(error).__name__)
            self._give_up(case)
            return
        self._count(read=1, confirmed=merged.confirmed, disputed=merged.disputed, added=merged.added,
                    dropped=read.dropped.total())  # fmt: skip

    def _count(self, message: str = "", **more: float) -> None:
        values = {name: getattr(self.result, name) + value for name, value in more.items()}
        self.result = replace(self.result, message=message or self.result.message, **values)

    async def _break_off(self) -> None:
        """What is under way is given up; it stays noted at the most that it can have cost."""
        for task in self.under_way:
            task.cancel()
        await asyncio.gather(*self.under_way, return_exceptions=True)
        self._count(waiting=len(self.under_way))
        if self.under_way and not self.result.message:
            self._count(message="stopped" if self.stopped() else "the time for the reader was over")


def _held(until: str) -> str:
    """Why no call may be made before `until`; a moment further ahead than any server's word counts is a clock set back."""
    if not until:
        return ""
    ahead = datetime.fromisoformat(until) - now()
    return f"the endpoint asked for no more calls before {until}" if timedelta(0) < ahead <= _LONGEST_HOLD else ""
