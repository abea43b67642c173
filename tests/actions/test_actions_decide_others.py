"""A person's word on what is no single fact: contradictions that may stand, and products and makers that only texts name."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tracker.actions import decide, decisions_file
from tracker.model.errors import DocumentError, UsageError
from tracker.model.fact import Claim, Event, Source
from tracker.model.product import Product, Vendor
from tracker.paths import migrations_dir
from tracker.store.connection import transaction
from tracker.store.facts import Ids, Origin, add_provisional, finish, replace_facts, write_source
from tracker.store.migrate import open_database
from tracker.views.session import open_session
from tracker.views.specs import all_contradictions, contradictions, decisions, newcomers, open_contradictions

SEEN = "2026-11-20T00:00:00Z"
NEW, MAKER = "novachip/n1", "novachip/"


@pytest.fixture
def named(database: Path) -> Path:
    """A product and its maker that one text names, with a figure and an event."""
    say(database)
    return database


def say(database: Path, watts: float = 500.0) -> None:
    db = open_database(database, migrations_dir())
    with closing(db), transaction(db):
        ids = Ids.read(db)
        vendor = Vendor(slug="novachip", name="Novachip", kind="chip")
        add_provisional(
            db, ids, [Product(slug=NEW, vendor="novachip", name="N1", kind="chip", provisional=True)], [vendor]
        )
        source, key = write_source(
            db, Source(url="https://n.example/1", publisher="N", tier="press", published="2026-11-01"), SEEN
        )
        power = Claim(product=NEW, field="power", printed=f"{watts:g}", unit="W", value=watts)
        told = replace_facts(db, ids, Origin(source, key, "1", SEEN), [power], [Event(product=NEW, type="announced")])
        finish(db, told)


def seen(database: Path, read: Any, *arguments: Any) -> Any:
    session = open_session(database)
    try:
        return read(session, *arguments)
    finally:
        session.close()


def one(database: Path, sql: str) -> Any:
    with closing(sqlite3.connect(database)) as db:
        return db.execute(sql).fetchone()


def open_pairs(database: Path) -> list[str]:
    return [row.contradiction_id for row in seen(database, open_contradictions, 500)]


def test_a_contradiction_that_may_stand_leaves_the_queue_and_stays_listed(database: Path) -> None:
    pair = open_pairs(database)[0]
    assert decide.accept(database, [pair], "chip against card") == [pair]
    assert pair not in open_pairs(database)
    assert {row.contradiction_id: row.stands for row in seen(database, contradictions)}[pair] == 1
    assert seen(database, all_contradictions, 500)[-1].contradiction_id == pair
    told = seen(database, decisions)[0]
    assert (told.kind, told.decision, told.applied, told.note) == ("contradiction", "accept", 1, "chip against card")
    assert told.about
    assert decide.undo(database, [pair]) == [pair]
    assert pair in open_pairs(database)


def test_it_comes_back_when_a_side_says_something_else(database: Path) -> None:
    row = next(r for r in seen(database, contradictions) if r.kind == "spec" and r.other_id.startswith("c-"))
    decide.accept(database, [row.contradiction_id])
    assert row.contradiction_id not in open_pairs(database)
    with closing(sqlite3.connect(database)) as db, db:
        db.execute("UPDATE claim SET printed = printed || '.0' WHERE key = ?", (row.one_id,))
    assert row.contradiction_id in open_pairs(database)


def test_the_side_that_is_wrong_is_named(database: Path) -> None:
    row = next(r for r in seen(database, contradictions) if r.kind == "spec")
    with pytest.raises(UsageError, match=f"say which side is wrong: {row.one_id} or {row.other_id}"):
        decide.reject(database, [row.contradiction_id], "no")
    decide.reject(database, [row.other_id], "old chip")
    assert row.contradiction_id not in open_pairs(database)


def test_two_facts_that_do_not_contradict_each_other_are_no_contradiction(database: Path) -> None:
    with pytest.raises(UsageError, match="nothing that can be decided has the id"):
        decide.accept(database, ["c-000000000000~c-000000000001"])


def test_a_newcomer_is_one_of_its_own_and_asks_no_more(named: Path) -> None:
    assert [(r.kind, r.fact_id, r.n_claims, r.n_events) for r in seen(named, newcomers)] == [
        ("product", NEW, 1, 1), ("maker", MAKER, 1, 1),
    ]  # fmt: skip
    assert decide.accept(named, [NEW, MAKER]) == [NEW, MAKER]
    assert seen(named, newcomers) == []
    assert {(d.kind, d.about, d.applied) for d in seen(named, decisions)} == {
        ("product", "N1", 1),
        ("maker", "Novachip", 1),
    }
    say(named, watts=600.0)
    assert seen(named, newcomers) == []
    decide.undo(named, [NEW])
    assert [r.fact_id for r in seen(named, newcomers)] == [NEW]


@pytest.mark.parametrize("newcomer", [NEW, MAKER])
def test_with_a_rejected_newcomer_goes_all_that_is_stated_of_it_and_comes_back_with_it(
    named: Path, newcomer: str
) -> None:
    def standing() -> tuple[int, int]:
        return (
            one(named, f"SELECT count(*) FROM claims WHERE product_slug = '{NEW}' AND status = 'accepted'")[0],
            one(named, f"SELECT count(*) FROM timeline WHERE product_slug = '{NEW}'")[0],
        )

    assert standing() == (1, 1)
    decide.reject(named, [newcomer], "a codename of a board")
    assert standing() == (0, 0)
    assert newcomer not in [r.fact_id for r in seen(named, newcomers)]
    decide.undo(named, [newcomer])
    assert standing() == (1, 1)
    assert seen(named, decisions) == []


def test_what_was_decided_otherwise_since_stays_when_the_newcomer_comes_back(
    named: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    decide.reject(named, [NEW], "no chip")
    claim = one(named, f"SELECT claim_id FROM claims WHERE product_slug = '{NEW}'")[0]
    monkeypatch.setenv("TRACKER_NOW", "2026-11-25T13:00:00Z")
    decide.reject(named, [claim], "and wrong besides")
    decide.undo(named, [NEW])
    assert [(d.fact_id, d.note) for d in seen(named, decisions)] == [(claim, "and wrong besides")]


def test_a_product_of_the_catalogue_is_nothing_to_decide_on(database: Path) -> None:
    slug = one(database, "SELECT slug FROM product WHERE provisional = 0 LIMIT 1")[0]
    for decision in (lambda: decide.accept(database, [slug]), lambda: decide.reject(database, [slug], "no")):
        with pytest.raises(UsageError, match="nothing that can be decided"):
            decision()


def test_several_products_are_merged_together_or_none(named: Path) -> None:
    with pytest.raises(UsageError, match="no provisional product"):
        decide.merge_products(named, [NEW, "nvidia/b200"], "nvidia/b300")
    assert seen(named, decisions) == []


def test_decisions_on_pairs_and_newcomers_travel_and_hold_elsewhere(named: Path, built: Path, tmp_path: Path) -> None:
    pair = open_pairs(named)[0]
    decide.accept(named, [pair])
    decide.reject(named, [NEW], "no chip")
    file, other = tmp_path / "decisions.jsonl", tmp_path / "other.db"
    decisions_file.export_file(named, file)
    other.write_bytes(built.read_bytes())
    taken = decisions_file.import_file(other, file)
    assert (taken.taken, taken.older) == (4, 0)
    assert pair not in open_pairs(other)
    say(other)
    assert NEW not in [r.fact_id for r in seen(other, newcomers)]
    assert one(other, f"SELECT count(*) FROM timeline WHERE product_slug = '{NEW}'")[0] == 0


@pytest.mark.parametrize(
    ("fact", "verb", "changes"),
    [
        ("c-1a2b3c4d5e6f~c-6f5e4d3c2b1a", "reject", "{}"),
        ("c-1a2b3c4d5e6f~c-6f5e4d3c2b1a", "accept", "{}"),
        ("c-1a2b3c4d5e6f~x", "accept", '{"one": "a", "other": "b"}'),
        ("acme/one", "reject", "{}"),
        ("acme/one", "reject", '{"facts": ["x"]}'),
        ("acme/one", "accept", '{"facts": []}'),
        ("Acme/", "accept", "{}"),
        ("acme/one", "correct", '{"value": 3}'),
    ],
)
def test_a_file_with_what_is_no_such_decision_is_refused_whole(
    database: Path, tmp_path: Path, fact: str, verb: str, changes: str
) -> None:
    file = tmp_path / "bad.jsonl"
    file.write_text(
        f'{{"fact": "{fact}", "verb": "{verb}", "who": "me", "decided_at": "2026-11-25T12:00:00Z", "changes": {changes}}}\n'
    )
    with pytest.raises(DocumentError, match=r"bad\.jsonl:1"):
        decisions_file.import_file(database, file)
