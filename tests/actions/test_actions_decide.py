"""A person's word on a fact holds: now, when texts are read again, put in again, and in a rebuilt database."""

import json
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

import tracker.extract
import tracker.extract.reader
from tracker.actions import decide, decisions_file
from tracker.actions.ingest import Told, ingest
from tracker.model.errors import DocumentError, UsageError
from tracker.model.period import Period
from tracker.paths import migrations_dir
from tracker.reading import read_entries
from tracker.store.migrate import open_database
from tracker.store.rankings import rankings_stale
from tracker.views.explain import explain
from tracker.views.session import open_session
from tracker.views.specs import decisions, relations, review, specs

MAIA = "microsoft/maia-200"
NEWS = """Microsoft opens Maia 200 to customers

REDMOND, March 3, 2026 - Microsoft today announced general availability of Maia 200 on Azure.
Each Maia 200 chip has 216 GB of HBM3e memory and 7 TB/s of memory bandwidth.
Maia 200 delivers three times the FP4 performance of Trainium3.
"""
TOLD = Told(url="https://example.org/maia", publisher="Example", tier="press", published=Period.parse("2026-03-03"))
OURS = "WHERE source_id = (SELECT id FROM source WHERE url = 'https://example.org/maia')"


def one(database: Path, sql: str, *values: object) -> Any:
    with closing(sqlite3.connect(database)) as db:
        return db.execute(sql, values).fetchone()


def many(database: Path, sql: str, *values: object) -> list[Any]:
    with closing(sqlite3.connect(database)) as db:
        return db.execute(sql, values).fetchall()


@pytest.fixture
def news(tmp_path: Path) -> Path:
    path = tmp_path / "news.txt"
    path.write_text(NEWS)
    return path


@pytest.fixture
def filled(database: Path, news: Path) -> Path:
    ingest(database, [news], TOLD)
    return database


@pytest.fixture
def memory(filled: Path) -> str:
    return str(one(filled, f"SELECT key FROM claim {OURS} AND field = 'memory_capacity'")[0])


@pytest.fixture
def bandwidth(filled: Path) -> str:
    return str(one(filled, f"SELECT key FROM claim {OURS} AND field = 'memory_bandwidth'")[0])


@pytest.fixture
def mention(filled: Path) -> str:
    return str(one(filled, f"SELECT key FROM mention {OURS} AND type = 'available'")[0])


@pytest.fixture
def ratio(filled: Path) -> str:
    return str(one(filled, f"SELECT key FROM ratio {OURS}")[0])


def read_again(database: Path, monkeypatch: pytest.MonkeyPatch, version: str) -> int:
    """Read everything anew, as a changed extractor does."""
    monkeypatch.setattr(tracker.extract, "VERSION", version)
    monkeypatch.setattr(tracker.extract.reader, "VERSION", version)
    with closing(open_database(database, migrations_dir())) as db:
        return read_entries(db)[0]


STATE = "SELECT c.key, c.status, c.reason, c.value, c.printed, c.unit, c.scope, c.quote FROM claim c ORDER BY key"
EVENTS = "SELECT key, date, date_end, type, n_sources, headline FROM event ORDER BY key"
MENTIONS = "SELECT key, status, date, type, reason FROM mention ORDER BY key"
RATIOS = "SELECT key, status, factor, reason FROM ratio ORDER BY key"


def state(database: Path) -> list[list[Any]]:
    return [many(database, sql) for sql in (STATE, EVENTS, MENTIONS, RATIOS)]


def test_what_was_decided_holds_whatever_is_read_again(
    filled: Path, news: Path, built: Path, memory: str, bandwidth: str, mention: str, ratio: str,
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    decide.reject(filled, [memory], "the figure of a board")
    decide.correct(filled, bandwidth, ["value=6.5 TB/s", "scope=card"], "as on the data sheet")
    decide.correct(filled, mention, ["date=2026-04"])
    decide.accept(filled, [ratio], "seen")
    decided = state(filled)
    assert one(filled, "SELECT status, value, scope FROM claim WHERE key = ?", bandwidth) == (
        "accepted",
        6.5e12,
        "card",
    )
    assert one(filled, "SELECT status FROM claim WHERE key = ?", memory) == ("rejected",)

    assert read_again(filled, monkeypatch, "another") == 1
    assert state(filled) == decided

    ingest(filled, [news], TOLD)
    assert state(filled) == decided

    news.write_text(NEWS + "\nA line that says nothing.\n")
    ingest(filled, [news], TOLD)
    assert [[row[:4] for row in part] for part in state(filled)] == [[row[:4] for row in part] for part in decided]

    kept = tmp_path / "kept.jsonl"
    assert decisions_file.export_file(filled, kept) == 4
    for order in ("facts first", "decisions first"):
        rebuilt = Path(shutil.copyfile(built, tmp_path / f"{order}.db"))
        steps: list[Callable[[], object]] = [
            lambda to=rebuilt: ingest(to, [news], TOLD), lambda to=rebuilt: decisions_file.import_file(to, kept),
        ]  # fmt: skip
        for step in steps if order == "facts first" else reversed(steps):
            step()
        assert [[row[:4] for row in part] for part in state(rebuilt)] == [[r[:4] for r in part] for part in decided], (
            order
        )
        with closing(open_session(rebuilt)) as session:
            assert [row.applied for row in decisions(session)] == [1, 1, 1, 1]


def test_a_decision_taken_back_leaves_no_trace(filled: Path, memory: str, bandwidth: str, mention: str) -> None:
    before = state(filled)
    decide.reject(filled, [memory, mention], "wrong")
    decide.correct(filled, bandwidth, ["value=6.5 TB/s", "product=microsoft/maia-100"])
    assert state(filled) != before
    decide.undo(filled, [memory, bandwidth, mention])
    assert state(filled) == before
    with pytest.raises(UsageError, match="nobody decided"):
        decide.undo(filled, [memory])


def test_the_last_word_counts_and_undo_leads_back_to_what_was_read(filled: Path, bandwidth: str) -> None:
    before = state(filled)
    decide.correct(filled, bandwidth, ["value=6.5 TB/s"])
    decide.correct(filled, bandwidth, ["scope=card"])
    assert one(filled, "SELECT value, scope FROM claim WHERE key = ?", bandwidth) == (7e12, "card")
    decide.undo(filled, [bandwidth])
    assert state(filled) == before


def test_what_a_person_accepted_comes_before_a_better_source(filled: Path, memory: str) -> None:
    decide.correct(filled, memory, ["value=200 GB"])
    with closing(open_session(filled)) as session:
        (spec,) = [s for s in specs(session, MAIA) if s.field == "memory_capacity" and s.preferred]
        assert (spec.value, spec.publisher) == (200e9, "Example")
        assert spec.disputed
        found = explain(session, memory)
        assert (
            dict(found.lines)["as read"].startswith("high None, low None, op =, printed 216")
            or "216" in dict(found.lines)["as read"]
        )
        assert "decided: correct by" in dict(found.lines)["reason"]
        assert "216 GB" in found.proofs[0].quote


def test_rankings_follow_a_decision_on_what_they_are_computed_from(database: Path) -> None:
    sql = """SELECT tokens_per_s, inputs FROM cost_per_token
             WHERE product_slug = 'nvidia/b200' AND tokens_per_s IS NOT NULL ORDER BY ranking_id"""
    before = many(database, sql)
    used = json.loads(before[0][1]).values()
    claim = next(i for i in used if one(database, "SELECT field FROM claim WHERE key = ?", i) == ("memory_bandwidth",))
    decide.correct(database, claim, ["value=1 TB/s"])
    assert many(database, sql) != before
    with closing(open_database(database, migrations_dir())) as db:
        assert not rankings_stale(db)
    decide.undo(database, [claim])
    assert many(database, sql) == before


def test_a_rejected_event_leaves_the_timeline_and_a_corrected_one_moves(filled: Path, mention: str) -> None:
    timeline = f"SELECT date, type FROM timeline WHERE product_slug = '{MAIA}' AND date >= '2026-03'"
    assert ("2026-03-03", "available") in many(filled, timeline)
    decide.correct(filled, mention, ["date=2026-05-04", "type=roadmap"])
    assert ("2026-05-04", "roadmap") in many(filled, timeline)
    assert ("2026-03-03", "available") not in many(filled, timeline)
    decide.reject(filled, [mention], "not yet")
    assert {("2026-05-04", "roadmap"), ("2026-03-03", "available")}.isdisjoint(many(filled, timeline))
    with closing(open_session(filled)) as session:
        assert "decided: reject" in dict(explain(session, mention).lines)["reason"]


def test_an_events_id_stands_for_its_mentions(filled: Path, mention: str) -> None:
    event = one(filled, "SELECT e.key FROM event e JOIN mention m ON m.event_id = e.id WHERE m.key = ?", mention)[0]
    assert mention in decide.reject(filled, [event], "doubtful")
    assert one(filled, "SELECT count(*) FROM event WHERE key = ?", event) == (0,)


def test_merged_events_are_one_until_it_is_taken_back(
    filled: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = tmp_path / "other.txt"
    other.write_text("Azure\n\nMicrosoft said that Maia 200 became generally available on Azure on June 9, 2026.\n")
    ingest(filled, [other], Told(url="https://example.org/late", publisher="Late", tier="press"))
    sql = f"SELECT event_id FROM timeline WHERE product_slug = '{MAIA}' AND type = 'available' AND date = ?"
    first, second = (one(filled, sql, day)[0] for day in ("2026-03-03", "2026-06-09"))
    before = state(filled)
    decide.merge(filled, second, first)
    assert one(filled, sql, "2026-06-09") is None
    assert "Late" in {p for (p,) in many(filled, "SELECT publisher FROM timeline_sources WHERE event_id = ?", first)}
    joined = state(filled)
    read_again(filled, monkeypatch, "another")
    assert state(filled) == joined
    decide.undo(filled, [second])
    assert state(filled) == before


def test_events_of_other_products_or_types_are_not_merged(filled: Path) -> None:
    one_id, other = (
        one(filled, f"SELECT event_id FROM timeline WHERE product_slug {sign} ? LIMIT 1", MAIA)[0]
        for sign in ("=", "<>")
    )
    with pytest.raises(UsageError, match="different products or types"):
        decide.merge(filled, one_id, other)
    with pytest.raises(UsageError, match="into itself"):
        decide.merge(filled, one_id, one_id)
    with pytest.raises(UsageError, match="no event has the id 'e-000000000000'"):
        decide.merge(filled, "e-000000000000", one_id)


def test_a_provisional_product_becomes_a_name_of_a_known_one(
    database: Path, built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = tmp_path / "new.txt"
    text.write_text("Maia 290\n\nMicrosoft announced Maia 290. Each Maia 290 chip has 300 GB of HBM4 memory.\n")
    told = Told(url="https://example.org/290", publisher="Example", tier="press", published=Period.parse("2026-05-05"))
    ingest(database, [text], told)
    found = "SELECT value FROM claims WHERE url = 'https://example.org/290' AND product_slug = ?"
    assert one(database, found, "microsoft/maia-290") == (300e9,)
    claim = one(database, "SELECT claim_id FROM claims WHERE url = 'https://example.org/290'")[0]
    before = state(database)

    decide.merge(database, "microsoft/maia-290", MAIA)
    assert one(database, found, MAIA) == (300e9,)
    assert one(database, "SELECT claim_id FROM claims WHERE url = 'https://example.org/290'") == (claim,)
    assert one(database, "SELECT aliases FROM products WHERE product_slug = ?", MAIA)[0].endswith("Maia 290")
    assert one(database, "SELECT 1 FROM products WHERE product_slug = 'microsoft/maia-290'") is None
    read_again(database, monkeypatch, "another")
    assert one(database, found, MAIA) == (300e9,)

    kept = tmp_path / "kept.jsonl"
    decisions_file.export_file(database, kept)
    rebuilt = Path(shutil.copyfile(built, tmp_path / "rebuilt.db"))
    ingest(rebuilt, [text], told)
    decisions_file.import_file(rebuilt, kept)
    assert one(rebuilt, found, MAIA) == (300e9,)

    decide.undo(database, ["microsoft/maia-290"])
    assert state(database) == before
    with pytest.raises(UsageError, match="no provisional product"):
        decide.merge(database, MAIA, "microsoft/maia-100")


@pytest.mark.parametrize(
    ("told", "message"),
    [
        (["value=7 GB"], "is a measure of byte, but memory_bandwidth is in byte/s"),
        (["value=fast"], "value must begin with a number"),
        (["scope=planet"], "scope .planet. is not one of"),
        (["field=memory_bandwith"], "did you mean"),
        (["product=microsoft/maia-201"], "did you mean microsoft/maia-200"),
        (["colour=red"], "unknown key"),
        (["value"], "no field=value"),
        (["value=-7 TB/s"], "must begin with a number"),
        (["value=7 TB/s", "low=3"], "one of value, low \\+ high or text"),
        (["asserted=soon"], "is not a date such as"),
        (["direction=unstated"], "nothing would change"),
    ],
)
def test_a_correction_is_checked_like_a_row_of_the_catalogue(
    filled: Path, bandwidth: str, told: list[str], message: str
) -> None:
    with pytest.raises(UsageError, match=message):
        decide.correct(filled, bandwidth, told)
    assert many(filled, "SELECT * FROM decision") == []


def test_every_kind_of_figure_can_be_corrected(filled: Path, bandwidth: str, ratio: str, mention: str) -> None:
    decide.correct(filled, bandwidth, ["low=6", "high=7"])
    assert one(filled, "SELECT op, low, high, value FROM claim WHERE key = ?", bandwidth) == ("range", 6e12, 7e12, None)
    decide.correct(filled, bandwidth, ["op=>=", "unit=GB/s"])
    assert one(filled, "SELECT op, value FROM claim WHERE key = ?", bandwidth) == (">=", 7e9)
    decide.correct(filled, ratio, ["factor=2.5", "object=none", "object_text=the old one", "precision=fp8"])
    assert one(filled, "SELECT factor, object_id, object_text, precision FROM ratio WHERE key = ?", ratio) == (
        2.5, None, "the old one", "fp8",
    )  # fmt: skip
    decide.correct(filled, mention, ["date=none", "certainty=expected", "counterparty=openai"])
    assert one(filled, "SELECT date, certainty, counterparty FROM mention WHERE key = ?", mention) == (
        None, "expected", "openai",
    )  # fmt: skip


def test_a_link_can_be_corrected(database: Path) -> None:
    key = one(database, "SELECT key FROM link WHERE object_vendor_id IS NOT NULL ORDER BY key LIMIT 1")[0]
    decide.correct(database, key, [f"object={MAIA}", "predicate=deploys", "date=2026-Q1"])
    row = one(
        database, "SELECT predicate, object_slug, date, precision, status FROM vendor_links WHERE link_id = ?", key
    )
    assert row == ("deploys", MAIA, "2026-01-01", "quarter", "accepted")


def test_an_unknown_id_is_refused_and_nothing_is_decided(filled: Path, memory: str) -> None:
    with pytest.raises(UsageError, match="c-000000000000"):
        decide.accept(filled, [memory, "c-000000000000"])
    assert many(filled, "SELECT * FROM decision") == []
    with pytest.raises(UsageError, match="say why"):
        decide.reject(filled, [memory], " \n")


def test_a_decision_on_a_fact_that_left_is_kept(filled: Path, news: Path, memory: str) -> None:
    decide.accept(filled, [memory])
    news.write_text("Microsoft opens Maia 200 to customers\n\nThe text was withdrawn.\n")
    ingest(filled, [news], TOLD)
    with closing(open_session(filled)) as session:
        assert [(row.fact_id, row.applied) for row in decisions(session)] == [(memory, 0)]
    assert decide.reject(filled, [memory], "withdrawn") == [memory]
    news.write_text(NEWS)
    ingest(filled, [news], TOLD)
    assert one(filled, "SELECT status FROM claim WHERE key = ?", memory) == ("rejected",)


def test_importing_takes_the_newer_word_and_says_what_waits(
    filled: Path, memory: str, bandwidth: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    decide.accept(filled, [memory])
    kept = tmp_path / "kept.jsonl"
    decisions_file.export_file(filled, kept)
    row = json.loads(kept.read_text())
    newer = {**row, "verb": "reject", "decided_at": "2026-12-01T00:00:00Z"}
    strange = {**row, "fact": "c-000000000000"}
    kept.write_text("\n".join(map(json.dumps, (row, newer, strange))))
    found = decisions_file.import_file(filled, kept)
    assert (found.taken, found.older, found.waiting) == (2, 1, 1)
    assert one(filled, "SELECT status FROM claim WHERE key = ?", memory) == ("rejected",)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"verb": "praise"}, "verb 'praise' is not one of"),
        ({"fact": "c-1; DROP TABLE claim"}, "no id of a claim"),
        ({"decided_at": "today"}, "is not a time"),
        ({"verb": "correct"}, "a correction has some"),
        ({"verb": "correct", "changes": {"value": -1}}, "above zero"),
        ({"verb": "correct", "changes": {"value": float("inf")}}, "above zero"),
        ({"verb": "correct", "changes": {"scope": "planet"}}, "scope 'planet' is not one of"),
        ({"verb": "correct", "changes": {"id": 1}}, "cannot be corrected"),
        ({"verb": "correct", "changes": {"product": "x'); --"}}, "no product's slug"),
        ({"verb": "merge", "target": "microsoft/maia-200"}, "products into products"),
        ({"changes": []}, "wrong type"),
        ({"extra": 1}, "must be a JSON object with"),
    ],
)
def test_a_faulty_line_stops_the_import_with_its_place(
    filled: Path, memory: str, tmp_path: Path, change: dict[str, Any], message: str
) -> None:
    good = {"fact": memory, "verb": "accept", "who": "anna", "decided_at": "2026-11-25T12:00:00Z"}
    kept = tmp_path / "kept.jsonl"
    kept.write_text(json.dumps(good) + "\n" + json.dumps({**good, **change}) + "\nnonsense\n")
    with pytest.raises(DocumentError, match=message) as caught:
        decisions_file.import_file(filled, kept)
    assert f"{kept}:2: " in str(caught.value)
    assert f"{kept}:3: no JSON" in str(caught.value)
    assert many(filled, "SELECT * FROM decision") == []


def test_a_correction_to_a_product_that_is_not_here_waits(filled: Path, memory: str, tmp_path: Path) -> None:
    kept = tmp_path / "kept.jsonl"
    kept.write_text(json.dumps({"fact": memory, "verb": "correct", "who": "anna", "decided_at": "2026-11-25T12:00:00Z",
                                "changes": {"product": "nobody/nothing"}}))  # fmt: skip
    assert decisions_file.import_file(filled, kept).waiting == 1
    assert one(filled, "SELECT as_read, status FROM claim WHERE key = ?", memory) == (None, "accepted")


def test_a_note_cannot_carry_control_sequences(filled: Path, memory: str) -> None:
    decide.reject(filled, [memory], "bad\x1b[2J\u202e\nfigure")
    assert one(filled, "SELECT note FROM decision") == ("bad[2J figure",)


def test_what_waits_for_review_comes_with_its_place_in_the_text(filled: Path) -> None:
    with closing(sqlite3.connect(filled)) as db, db:
        db.execute(f"UPDATE claim SET status = 'review', reason = 'unsure' {OURS}")
    with closing(open_session(filled)) as session:
        rows = review(session)
        assert {row.product for row in rows} == {"Maia 200"}
        text = one(filled, "SELECT title || char(10) || char(10) || body FROM articles")[0]
        assert all(text[row.quote_start : row.quote_end] == row.quote for row in rows)


def test_a_ratio_is_shown_with_the_claims_that_it_is_held_against(filled: Path, ratio: str) -> None:
    with closing(open_session(filled)) as session:
        (row,) = [r for r in relations(session, MAIA) if r.relation_id == ratio]
        assert (row.checked_against, row.verdict) == ("peak_compute fp4, unstated against dense", "contradicts")
        assert row.computed_factor == pytest.approx(3.97, abs=0.01)
        found = explain(session, ratio)
        assert {row.subject_claim_id, row.object_claim_id} == {proof.fact_id for proof in found.others}
        assert row.subject_claim_id is not None
        assert row.subject_claim_id in dict(found.lines)["claims give"]
