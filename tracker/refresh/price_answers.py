"""What becomes of the answers of price lists: read, judged by age, stored with the validators that came with them.

What only a new list needs is imported there: most rounds find the lists as they were.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from datetime import date, datetime
from email.utils import parsedate_to_datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tracker.model.fetched import Response
from tracker.model.listing import Ask, ReadList
from tracker.prices import connector, is_token_first, parse
from tracker.pricing.wanted import wanted
from tracker.refresh.price_parts import Part, end_part, part_of
from tracker.refresh.results import PriceResult
from tracker.refresh.schedule import after_failure, after_success
from tracker.store.connection import Connection, Refused, transaction
from tracker.store.price_lists import known_parts, mark_named, note_reading, save_part
from tracker.store.prices import expire, seen_again

if TYPE_CHECKING:
    from tracker.pricing.meaning import Meanings
    from tracker.pricing.storing import StoredList

STALE_AFTER_DAYS = 270
"""A list that nobody changed for three quarters of a year says nothing of today's market: prices of accelerators and tokens
moved several times in every such span of the lists' own histories."""


@dataclass(frozen=True, slots=True)
class Step:
    """How far a part has come: what was read so far and what has to be asked next. `ended`: the result is already told."""

    response: Response
    read: ReadList
    more: Ask | None = None
    ended: bool = False
    count: int = 1
    digest: str = ""
    """Hash over all answers so far."""


class Answers:
    """Takes answers in and keeps a result for each part."""

    def __init__(self, db: Connection, path: Path, now: str, digest: str) -> None:
        self.db, self.path, self.now, self.digest = db, path, now, digest
        self.wanted = wanted(db, now[:10], lambda: self.meanings)
        self.results: list[PriceResult] = []

    @cached_property
    def meanings(self) -> Meanings:
        """As the catalogue has them before the first list of the round is stored."""
        from tracker.pricing.meaning import Meanings
        from tracker.store.reader import reading

        with reading(self.path) as reader:
            return Meanings.read(self.db, reader)

    def first(self, part: Part, response: Response) -> Step:
        if response.error:
            return self._failed(part, response, response.reason)
        digest = _hash(response.body)
        same = digest == part.state.feed.body_sha256
        if response.status == 304 or (same and not part.state.chained):
            return self._same(part, response)
        return replace(self._next(part, response, ReadList(), part.ask, 1), digest=digest)

    def following(self, part: Part, step: Step, response: Response) -> Step:
        """A further page, or the file behind a version. Where it fails the whole part fails: half a list ends no offer."""
        if response.error or response.status == 304 or step.more is None:
            return self._failed(part, response, response.reason)
        done = self._next(part, response, step.read, step.more, step.count + 1)
        return replace(done, response=step.response, digest=_hash((step.digest + _hash(response.body)).encode()))

    def _next(self, part: Part, response: Response, before: ReadList, ask: Ask, count: int) -> Step:
        read = parse(part.source.kind, response.body, ask, self.wanted)
        if read.broken:
            return self._failed(part, replace(response, error=f"not read: {read.broken}"), read.fault)
        return Step(response, _joined(before, read), next(iter(read.more), None), count=count)

    def finished(self, part: Part, step: Step) -> list[Part]:
        """Store the whole part. Returns the further parts that it names and that were not known yet."""
        if step.ended:
            return []
        if part.state.chained and step.digest == part.state.feed.body_sha256:
            self._same(part, step.response)
            return []
        body_day, header_day = self._past(step.read.published), self._past(_day(step.response.last_modified))
        if self._is_older(part, step.response, body_day, header_day):
            return []
        published = max(body_day, header_day)
        stale = step.read.frozen or self._why_stale(published)
        try:
            with transaction(self.db):
                return self._store(part, step, body_day, published, stale)
        except Refused as error:
            self._failed(part, replace(step.response, error=f"cannot be stored: {error}"), "parse")
            return []

    def _store(self, part: Part, step: Step, body_day: str, published: str, stale: str) -> list[Part]:
        from tracker.prices.whole import judged
        from tracker.pricing.storing import ListOf, store_list

        told, read = connector(part.source.kind), step.read
        whose = ListOf(id=part.state.id, slug=part.source.slug, part=part.ask.name, url=part.ask.url,
                       publisher=told.PUBLISHER, tier=told.TIER)  # fmt: skip
        whole = replace(read, published=published, offers=judged(read.offers))
        done = store_list(self.db, self.meanings, whose, whole, self.now, stale)
        fault = "stale" if stale else "shape_changed" if done.shrunk else ""
        faulty = f"{read.n_faults} of {read.rows} rows left out, first {read.faults[0]}" if read.faults else ""
        message = stale or done.shrunk or faulty
        chained = step.count > 1 and not is_token_first(told)
        changed = {"changed_at": self.now} if done.changed or done.ended or done.specs else {}
        self._saved(part, step.response, {
            **changed, "body_sha256": step.digest if chained else _hash(step.response.body),
            "chained": chained, "published": published, "body_day": body_day,
            "frozen": step.read.frozen, "fault": fault, "last_error": message, "n_rows": read.rows,
            "n_offers": done.offers + done.specs, "n_faulty": read.n_faults,
        })  # fmt: skip
        known = bool(fault) and part.state.fault == fault
        self.results.append(replace(_result(part, step, done, message, fault), known=known))
        return self._new_parts(part, read)

    def _new_parts(self, part: Part, read: ReadList) -> list[Part]:
        """Parts that the list names: new ones are asked in this round; of those that it no longer names the offers end, unless
        rows that cannot be read may have named them."""
        if not read.new_parts:
            return []
        source = part.source
        known = {name: list_id for list_id, name, _ in known_parts(self.db, source.slug, named=True)}
        for name in known.keys() - {ask.name for ask in read.new_parts} if not read.n_faults else ():
            end_part(self.db, known[name], self.now)
        parts = [part_of(self.db, source, ask, self.digest) for ask in read.new_parts]
        for one in parts:
            mark_named(self.db, one.state.id)
        return [one for one in parts if one.ask.name not in known]

    def _past(self, day: str) -> str:
        """A day that has come; a date from the future says nothing."""
        return day if day <= self.now[:10] else ""

    def _is_older(self, part: Part, response: Response, body_day: str, header_day: str) -> bool:
        """A copy from before the one that is kept is told and not used: caches send such. Like is compared with like."""
        known = part.state
        pairs = ((body_day, known.body_day), (header_day, self._past(_day(known.header))))
        told = next(((day, kept) for day, kept in pairs if day and kept), None)
        if told is None or told[0] >= told[1]:
            return False
        message = f"an older list came ({told[0]}) than the one that is kept ({told[1]})"
        self._failed(part, replace(response, error=message), "stale")
        return True

    def _why_stale(self, changed: str) -> str:
        if changed and (date.fromisoformat(self.now[:10]) - date.fromisoformat(changed)).days > STALE_AFTER_DAYS:
            return f"the list was last changed on {changed}"
        return ""

    def _same(self, part: Part, response: Response) -> Step:
        """The list is what it was. One that stays so for too long stops to count."""
        known, day = part.state, self._past(_day(response.last_modified))
        if self._is_older(part, response, "", day):
            return Step(response, ReadList(), ended=True)
        told_by_us = known.changed_at[:10] if connector(part.source.kind).TIER == "database" else ""
        stale = known.frozen or self._why_stale(day or known.published or told_by_us)
        with transaction(self.db):
            if stale:
                expire(self.db, known.id, stale, self.now)
            else:
                seen_again(self.db, known.id, self.now)
            self._saved(part, response, {"fault": "stale" if stale else "", "last_error": stale})
        outcome = "not_modified" if response.status == 304 else "unchanged"
        self.results.append(PriceResult(slug=part.source.slug, part=part.ask.name, outcome=outcome, status=response.status,
                                        reason="stale" if stale else "", message=stale, known=known.fault == "stale"))  # fmt: skip
        return Step(response, ReadList(), ended=True)

    def _saved(self, part: Part, response: Response, values: dict[str, Any]) -> None:
        plan = after_success(part.as_feed(), None, datetime.fromisoformat(self.now))
        note_reading(self.db, part.state.id, self.now)
        save_part(self.db, part.state.id, {
            **values, "etag": response.etag, "last_modified": response.last_modified, "read_with": self.digest,
            "state": plan.state, "failures": plan.failures, "last_fetch_at": self.now, "last_ok_at": self.now,
            "next_due_at": plan.next_due_at, "hold_until": plan.hold_until,
        })  # fmt: skip

    def _failed(self, part: Part, response: Response, reason: str) -> Step:
        plan = after_failure(response, part.state.feed.failures, datetime.fromisoformat(self.now))
        with transaction(self.db):
            save_part(self.db, part.state.id, {
                "state": plan.state, "fault": reason or "http", "failures": plan.failures, "last_error": response.error,
                "last_fetch_at": self.now, "next_due_at": plan.next_due_at, "hold_until": plan.hold_until,
            })  # fmt: skip
        self.results.append(PriceResult(slug=part.source.slug, part=part.ask.name, outcome="error", status=response.status,
                                        reason=reason or "http", message=response.error,
                                        known=part.state.feed.failures > 0 and part.state.fault == (reason or "http")))  # fmt: skip
        return Step(response, ReadList(), ended=True)

    def endless(self, part: Part, count: int) -> None:
        self._failed(
            part, Response(url=part.ask.url, error=f"not read: after {count} pages there is still another"), "parse"
        )

    def waits(self, part: Part, response: Response) -> None:
        """Its host asked for fewer requests: what the server said to another part of it holds here too."""
        plan = after_failure(response, part.state.feed.failures, datetime.fromisoformat(self.now))
        with transaction(self.db):
            save_part(self.db, part.state.id, {"next_due_at": plan.next_due_at, "hold_until": plan.hold_until})
        self.skipped(part, f"{part.host} asked for fewer requests", "rate_limited")

    def skipped(self, part: Part, why: str, reason: str = "") -> None:
        self.results.append(
            PriceResult(slug=part.source.slug, part=part.ask.name, outcome="skipped", reason=reason, message=why)
        )


def _joined(one: ReadList, two: ReadList) -> ReadList:
    return ReadList(
        rows=one.rows + two.rows, offers=one.offers + two.offers, tokens=one.tokens + two.tokens, specs=one.specs + two.specs,
        faults=one.faults + two.faults, n_faults=one.n_faults + two.n_faults, new_parts=one.new_parts + two.new_parts,
        published=max(one.published, two.published), frozen=one.frozen or two.frozen,
    )  # fmt: skip


def _result(part: Part, step: Step, done: StoredList, message: str, reason: str) -> PriceResult:
    moved = done.changed or done.ended or done.specs
    return PriceResult(slug=part.source.slug, part=part.ask.name, outcome="new" if moved else "unchanged",
                       offers=done.offers, changed=done.changed, ended=done.ended, specs=done.specs, unmapped=done.unmapped,
                       faulty=step.read.n_faults, status=step.response.status, reason=reason, message=message)  # fmt: skip


def _hash(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()


def _day(last_modified: str) -> str:
    """UTC day of a Last-Modified header, empty where there is none that can be read."""
    try:
        return parsedate_to_datetime(last_modified).date().isoformat() if last_modified else ""
    except (ValueError, TypeError, OverflowError):
        return ""
