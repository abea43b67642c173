"""What a person says of facts: accept, reject, correct, merge, and take it back. Holds whatever is read again."""

from __future__ import annotations

import difflib
import getpass
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from tracker.assemble import update_rankings
from tracker.cleaning import clean
from tracker.clock import now_text
from tracker.model.decision import Decision, Value, change_problem, kind_of
from tracker.model.errors import UsageError
from tracker.model.words import Verb
from tracker.paths import migrations_dir
from tracker.reading import read_entries
from tracker.store import decisions
from tracker.store.catalogue import drop_empty
from tracker.store.connection import Connection, transaction, translated
from tracker.store.decidable import both_say, facts_of, is_decidable
from tracker.store.facts import finish
from tracker.store.migrate import open_database
from tracker.store.one_fact import product_of, read_fact, slugs
from tracker.store.rankings import rankings_stale

_MOST_NOTE = 500


def accept(database: Path, ids: Sequence[str], note: str = "") -> list[str]:
    """These facts are right; these two, that contradict each other, may both stand (`c-…~c-…`); this product or maker, that only
    texts name, is one of its own (`vendor/name`, `vendor/`). An event's id stands for all its mentions.

    Returns the ids decided. Raises UsageError where an id is unknown (then none is decided), DatabaseError or DiskError for the
    file.
    """
    return _decide(database, ids, "accept", note, _agreed)


def reject(database: Path, ids: Sequence[str], why: str) -> list[str]:
    """These facts are wrong: they leave the timeline, the specs and the rankings. With a product or maker all its facts are.
    As `accept`."""
    if not clean(why):
        raise UsageError("say why it is rejected: --why 'that is the old chip'")
    return _decide(database, ids, "reject", why, _refused)


def correct(database: Path, fact: str, told: Sequence[str], note: str = "") -> list[str]:
    """The fact is right but for `told`: "value=96 GB", "scope=card", "date=2026-H2". As `accept`.

    Raises UsageError with all that is wrong with the correction.
    """
    from tracker.catalogue.correction import changes

    def changed(db: Connection, key: str) -> Mapping[str, Value]:
        known = read_fact(db, key)
        if known is None:
            raise UsageError(f"{key} is not here now; what cannot be read cannot be corrected")
        found = changes(known, told)
        _check(db, key, found)
        return found

    return _decide(database, [fact], "correct", note, changed)


def merge(database: Path, one: str, into: str, note: str = "") -> list[str]:
    """Make one event of two (ids), or of a provisional product (slug) another name of a product (slug).

    Raises UsageError where they cannot be one.
    """
    if "/" in one:
        return merge_products(database, [one], into, note)
    with writing(database) as db, transaction(db):
        finish(db, decisions.keep(db, _event_merge(db, one, into, note)))
    return [one]


def merge_products(database: Path, products: Sequence[str], into: str, note: str = "") -> list[str]:
    """Make these provisional products (slugs) other names of one of the catalogue: all or none. As `merge`."""
    with writing(database) as db:
        with transaction(db):
            touched: decisions.Touched = set()
            for one in products:
                touched |= decisions.keep(db, _product_merge(db, one, into, note))
                decisions.read_again(db, one)
            finish(db, touched)
        settle(db, products)
    return list(products)


def undo(database: Path, ids: Sequence[str]) -> list[str]:
    """Take decisions back: the facts are again as they were read. Raises UsageError where nobody decided."""
    with writing(database) as db:
        found = _with_their_facts(db, _expanded(db, ids))
        if missing := [i for i in found if decisions.kept(db, i) is None]:
            raise UsageError(
                f"nobody decided on {', '.join(missing)}; `tracker review decisions` lists what was decided"
            )
        with transaction(db):
            touched: decisions.Touched = set()
            merged = []
            for fact in found:
                before = decisions.kept(db, fact)
                touched |= decisions.drop(db, fact)
                if before is not None and before.verb == "merge" and "/" in fact:
                    decisions.read_again(db, before.target)
                    merged.append(fact)
            finish(db, touched)
        settle(db, merged)
    return found


def _decide(
    database: Path, ids: Sequence[str], verb: Verb, note: str, changed: Callable[[Connection, str], Mapping[str, Value]]
) -> list[str]:
    with writing(database) as db, transaction(db):
        found = _expanded(db, ids)
        unknown = [i for i in found if not is_decidable(db, i) and decisions.kept(db, i) is None]
        if unknown:
            raise UsageError(
                f"nothing that can be decided has the id {', '.join(unknown)}; `tracker review` lists what waits, and "
                "claims, relations and links have their ids in the last column"
            )
        touched: decisions.Touched = set()
        for fact in found:
            decision = _decision(fact, verb, note, changed(db, fact))
            touched |= decisions.keep(db, decision)
            for own in _facts_with(decision):
                touched |= decisions.keep(db, replace(decision, fact=own, changes={}))
        finish(db, touched)
    return found


def _agreed(db: Connection, fact: str) -> Mapping[str, Value]:
    """What accepting notes: of a contradiction what both sides say, so that it comes back when one of them changes."""
    if kind_of(fact) != "pair":
        return {}
    said = both_say(db, [fact])[0]
    if said is None:
        raise UsageError(
            f"{fact}: these two do not contradict each other now; `tracker contradictions` lists those that do"
        )
    return {"one": said[0], "other": said[1]}


def _refused(db: Connection, fact: str) -> Mapping[str, Value]:
    """What rejecting notes: of a product or maker the facts that go with it."""
    if kind_of(fact) == "pair":
        raise UsageError(f"say which side is wrong: {' or '.join(fact.split('~'))}")
    return {} if kind_of(fact) == "fact" else {"facts": [*facts_of(db, fact)]}


def _facts_with(decision: Decision) -> list[str]:
    """The facts that were rejected with their product or maker."""
    facts = decision.changes.get("facts") if decision.verb == "reject" else None
    return facts if isinstance(facts, list) else []


def _with_their_facts(db: Connection, ids: Sequence[str]) -> list[str]:
    """Rejected products and makers, and those of their facts on which nobody decided anything else since."""
    out = dict.fromkeys(ids)
    for one in ids:
        decision = decisions.kept(db, one)
        for fact in _facts_with(decision) if decision else ():
            own = decisions.kept(db, fact)
            if (
                own is not None
                and decision is not None
                and (own.verb, own.decided_at) == ("reject", decision.decided_at)
            ):
                out[fact] = None
    return list(out)


def _expanded(db: Connection, ids: Sequence[str]) -> list[str]:
    """Ids of events as those of their mentions; each id once. A merged event is itself."""
    out: dict[str, None] = {}
    for one in ids:
        mentions = [] if decisions.kept(db, one) else decisions.mentions_of(db, one)
        out.update(dict.fromkeys(mentions or [one]))
    return list(out)


def _decision(fact: str, verb: Verb, note: str, changes: Mapping[str, Value], target: str = "") -> Decision:
    return Decision(fact=fact, verb=verb, who=_user(), decided_at=now_text(), note=clean(note)[:_MOST_NOTE], changes=changes,
                    target=target)  # fmt: skip


def _user() -> str:
    try:
        return clean(getpass.getuser())[:80] or "somebody"
    except (OSError, KeyError, ImportError):
        return "somebody"


def _check(db: Connection, fact: str, changes: Mapping[str, Value]) -> None:
    """Products and vendors that a correction names must be known."""
    for name, value in changes.items():
        if told := change_problem(fact[0], name, value):
            raise UsageError(told)
        if not isinstance(value, str) or name not in ("product", "subject", "object"):
            continue
        table = "product" if "/" in value else "vendor"
        known = slugs(db, table)
        if value not in known:
            near = difflib.get_close_matches(value, known, 3, 0.6)
            hint = f"; did you mean {' or '.join(near)}?" if near else f"; `tracker {table}s` lists them"
            raise UsageError(f"{name}: no {table} has the slug {value!r}{hint}")


def _event_merge(db: Connection, one: str, into: str, note: str) -> Decision:
    places = [decisions.event_place(db, event) for event in (one, into)]
    for event, place in zip((one, into), places, strict=True):
        if place is None:
            raise UsageError(f"no event has the id {event!r}; the last column of `tracker timeline` has them")
    if one == into:
        raise UsageError("an event cannot be merged into itself")
    if places[0] != places[1]:
        raise UsageError(
            f"{one} and {into} are of different products or types; correct that first: tracker review correct {one} type=…"
        )
    sides: dict[str, Value] = {"from": decisions.mentions_of(db, one), "into": decisions.mentions_of(db, into)}
    return _decision(one, "merge", note, sides, into)


def _product_merge(db: Connection, one: str, into: str, note: str) -> Decision:
    source, target = product_of(db, one), product_of(db, into)
    if source is None or not source.provisional:
        raise UsageError(f"{one!r} is no provisional product; `tracker products` marks them")
    if target is None or target.provisional:
        raise UsageError(f"{into!r} is no product of the catalogue; `tracker products` lists them")
    return _decision(one, "merge", note, {"name": source.name, "kind": source.kind, "family": source.family}, into)


def settle(db: Connection, products: Sequence[str]) -> None:
    """After products were merged or parted: read what speaks of them, and leave no empty one behind."""
    if products:
        read_entries(db)
        with transaction(db):
            for product in products:
                drop_empty(db, product)


@contextmanager
def writing(database: Path) -> Iterator[Connection]:
    """The database open for writing; the rankings follow what was changed."""
    db = open_database(database, migrations_dir())
    try:
        with translated(database):
            yield db
            if rankings_stale(db):
                update_rankings(db, database, now_text())
    finally:
        db.close()
