"""A reader's decisions: written one after the other by a thread of their own, each with what takes it back."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from tracker.model.errors import TrackerError, UsageError
from tracker.model.rows import ReviewRow
from tracker.tui.when import partial_date
from tracker.views.explain import explain, full_id
from tracker.views.products import find_product
from tracker.views.session import open_session
from tracker.views.timeline import event_sources

_ID = re.compile(r"[cemrl]-[0-9a-f-]+")
_NEXT_FIELD = re.compile(r"\s+(?=[a-z_]+=)")


@dataclass(frozen=True, slots=True)
class Decided:
    """`facts` are the ids that undo takes; `words` say what was decided; `key` is of the row that it was decided on."""

    facts: tuple[str, ...]
    words: str
    key: str = ""


Write = Callable[[Path], Decided]


class Decisions:
    """Runs what writes, in the order given. What was given is written even when the screen closes meanwhile."""

    def __init__(self) -> None:
        self._thread = ThreadPoolExecutor(1, "decisions")

    async def run(self, write: Write, database: Path) -> Decided:
        """Raises TrackerError, whatever goes wrong."""
        try:
            return await asyncio.shield(asyncio.wrap_future(self._thread.submit(write, database)))
        except TrackerError:
            raise
        except Exception as error:
            raise TrackerError(
                f"a fault of the tracker itself, please report it: {type(error).__name__}: {error}"
            ) from error

    def close(self) -> None:
        """Wait until all is written."""
        self._thread.shutdown()


def fields(typed: str) -> list[str]:
    """`value=96 GB scope='card'` as `["value=96 GB", "scope=card"]`."""
    pairs = (part.partition("=") for part in _NEXT_FIELD.split(typed.strip()))
    return [name + sign + _unquoted(value.strip()) for name, sign, value in pairs]


def _unquoted(value: str) -> str:
    return value[1:-1] if len(value) > 1 and value[0] == value[-1] and value[0] in "'\"" else value


def value(row: ReviewRow) -> str:
    """What was read; a date as precise as it was stated."""
    return partial_date(row.value) if row.kind == "event" else row.value


def named(row: ReviewRow) -> str:
    return f"{row.product or row.product_slug} {row.what.replace('_', ' ')} {value(row)}".strip()


def accepting(keys: Sequence[str], what: str) -> Write:
    """Facts are right, contradictions may stand, products and makers are ones of their own."""

    def write(database: Path) -> Decided:
        from tracker.actions.decide import accept

        return Decided(tuple(accept(database, keys)), f"accepted: {what}", keys[0])

    return write


def rejecting(keys: Sequence[str], why: str, what: str) -> Write:
    def write(database: Path) -> Decided:
        from tracker.actions.decide import reject

        return Decided(tuple(reject(database, keys, why)), f"rejected: {what} ({why})", keys[0])

    return write


def correcting(key: str, typed: str, what: str) -> Write:
    def write(database: Path) -> Decided:
        from tracker.actions.decide import correct

        told = fields(typed)
        return Decided(tuple(correct(database, key, told)), f"corrected: {what}, {', '.join(told)}", key)

    return write


def merging(row: ReviewRow, typed: str) -> Write:
    """Into an event where an id is typed, else the row's provisional product into the one that is typed."""

    def write(database: Path) -> Decided:
        if _ID.fullmatch(typed):
            return _merged_event(database, row, typed)
        return _merged_products(database, [row.product_slug], typed, row.fact_id)

    return write


def merging_products(slugs: Sequence[str], typed: str) -> Write:
    """Provisional products into the one of the catalogue that is typed, by any of its names."""

    def write(database: Path) -> Decided:
        return _merged_products(database, slugs, typed, slugs[0])

    return write


def _merged_products(database: Path, slugs: Sequence[str], typed: str, key: str) -> Decided:
    from tracker.actions.decide import merge_products

    with closing(open_session(database)) as session:
        target = find_product(session, typed).product_slug
    merged = tuple(merge_products(database, slugs, target))
    return Decided(merged, f"merged: {', '.join(slugs)} {'is' if len(slugs) == 1 else 'are'} {target}", key)


def _merged_event(database: Path, row: ReviewRow, typed: str) -> Decided:
    """What waits is part of no event; accepted it is, and that event is merged. Where that fails it waits again."""
    from tracker.actions.decide import accept, merge, undo

    if row.kind != "event":
        raise UsageError(f"only events are merged into events; give the product that {row.product_slug} is")
    target = _mention_of(database, typed)
    accept(database, [row.fact_id])
    facts: tuple[str, ...] = (row.fact_id,)
    try:
        event, into = _event_of(database, row.fact_id), _event_of(database, target)
        if event != into:
            merge(database, event, into)
            facts = (event, row.fact_id)
    except TrackerError:
        undo(database, [row.fact_id])
        raise
    return Decided(facts, f"merged: {named(row)} into {into}", row.fact_id)


def _mention_of(database: Path, typed: str) -> str:
    """A mention of the event that is meant: the event's own id may become another when a mention joins it."""
    with closing(open_session(database)) as session:
        found = explain(session, full_id(session, typed))
        if found.kind != "event":
            raise UsageError(f"{typed} is no event on the timeline; enter shows the events of this product and type")
        return event_sources(session, found.id)[0].mention_id


def _event_of(database: Path, mention: str) -> str:
    with closing(open_session(database)) as session:
        return explain(session, mention).id


def undoing(last: Decided) -> Write:
    def write(database: Path) -> Decided:
        from tracker.actions.decide import undo

        return Decided(tuple(undo(database, last.facts)), f"taken back: {last.words}", last.key)

    return write
