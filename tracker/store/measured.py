"""Measured runs: written once and never changed; a newer run of the same configuration stands beside the older one."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping, Sequence
from typing import Any

from tracker.model.fact import Source
from tracker.model.measured import MeasuredRun
from tracker.model.performance import MeasuredPoint
from tracker.model.period import Period
from tracker.store import keys
from tracker.store.facts import Ids, Origin, write_source
from tracker.store.feeds import FeedState

_COLUMNS = (
    "key, product_id, model_id, n_accelerators, precision, isl, osl, concurrency, output_tok_s, tok_s_user, ttft_s, engine, "
    "date, note, source_id, configuration, measured_by"
)

_USUAL = "online"
"""The scenario of runs that name none."""


def write_point(db: sqlite3.Connection, ids: Ids, origin: Origin, publisher: str, m: MeasuredPoint) -> None:
    """A run of the catalogue, whose note has the layout."""
    own = keys.measured_key(origin.key, m)
    _insert(db, ids, own, m, origin.id, keys.configuration_key(publisher, m, m.note), {})


def write_run(db: sqlite3.Connection, ids: Ids, run: MeasuredRun, now: str) -> bool:
    """A run of a file or a benchmark site; True when it was not there yet.

    It is known from the day of its date on. Other figures that the same source gives later for the same day and
    configuration are known from the day they were seen, so that a look back shows what was published then.
    """
    t = run.told
    source = Source(
        url=t.url, publisher=t.publisher, tier="benchmark" if t.url else "unverified", published=t.date or None
    )
    source_id, source_key = write_source(db, source, now, "prices", f"measured|{t.publisher}|{source.key}")
    point = _point(run)
    scenario = "" if t.scenario == _USUAL else t.scenario
    configuration = keys.configuration_key(t.publisher, point, t.layout, f"{scenario} {t.system}".strip())
    told_before = db.execute(
        "SELECT 1 FROM measurement WHERE source_id = ? AND configuration = ? AND first_seen_at < ?",
        (source_id, configuration, now),
    ).fetchone()
    more = {
        "engine_version": t.engine_version, "layout": t.layout, "tp": t.tp, "pp": t.pp, "ep": t.ep, "scenario": t.scenario,
        "speculation": t.speculation, "disaggregated": t.disaggregated, "aside": run.aside,
        "known_on": now[:10] if told_before else "", "first_seen_at": now,
    }  # fmt: skip
    return _insert(db, ids, keys.run_key(source_key, run), point, source_id, configuration, more)


def _point(run: MeasuredRun) -> MeasuredPoint:
    t = run.told
    return MeasuredPoint(product=run.product, count=t.count, model=run.model, precision=t.precision,  # type: ignore[arg-type]
                         isl=t.isl, osl=t.osl, concurrency=t.concurrency, output_tok_s=t.output_tok_s,
                         tok_s_user=t.tok_s_user, ttft_s=t.ttft_s, engine=t.engine, date=t.date, note=t.note)  # fmt: skip


def _insert(
    db: sqlite3.Connection, ids: Ids, own: str, m: MeasuredPoint, source_id: int, configuration: str, more: Mapping[str, Any]
) -> bool:  # fmt: skip
    ids.note_merged(db, m.product, "product_id", own, source_id)
    values = (own, ids.product(m.product), m.model, m.count, m.precision, m.isl, m.osl, m.concurrency, m.output_tok_s,
              m.tok_s_user, m.ttft_s, m.engine, m.date, m.note, source_id, configuration,
              Period.parse(m.date).end.isoformat() if m.date else "")  # fmt: skip
    cursor = db.execute(
        f"""INSERT INTO measurement({", ".join((_COLUMNS, *more))})
            VALUES (?, ?, (SELECT id FROM model WHERE slug = ?){", ?" * (len(values) + len(more) - 3)})
            ON CONFLICT(key) DO NOTHING""",
        (*values, *more.values()),
    )
    return cursor.rowcount == 1


def keep_sources(db: sqlite3.Connection, wanted: Sequence[tuple[str, str, str]]) -> None:
    """Take over the benchmark sites of feeds.toml: (slug, model, url). Another URL drops what was known of the old one."""
    kept = {(slug, model) for slug, model, _ in wanted}
    for slug, model in db.execute("SELECT slug, model FROM measured_feed").fetchall():
        if (slug, model) not in kept:
            db.execute("DELETE FROM measured_feed WHERE slug = ? AND model = ?", (slug, model))
    for slug, model, url in wanted:
        db.execute("DELETE FROM measured_feed WHERE slug = ? AND model = ? AND url <> ?", (slug, model, url))
        db.execute(
            "INSERT INTO measured_feed(slug, model, url) VALUES (?, ?, ?) ON CONFLICT(slug, model) DO NOTHING",
            (slug, model, url),
        )


def is_known(db: sqlite3.Connection, slug: str, model: str, url: str) -> bool:
    """Whether a refresh has taken this site over with this address."""
    told = (slug, model, url)
    return bool(db.execute("SELECT 1 FROM measured_feed WHERE slug = ? AND model = ? AND url = ?", told).fetchone())


def source_state(db: sqlite3.Connection, slug: str, model: str, read_with: str) -> FeedState:
    """What the last request left behind. Where names were read with another catalogue (`read_with` is the digest of this
    one), validators and body hash are empty: the same answer has to be read again."""
    row = db.execute(
        """SELECT 0, slug || ' ' || model, etag, last_modified, body_sha256, state, failures, next_due_at, hold_until, 0.0,
                  last_fetch_at, read_with FROM measured_feed WHERE slug = ? AND model = ?""",
        (slug, model),
    ).fetchone()
    told = list(row)
    if told.pop() != read_with:
        told[2:5] = ["", "", ""]
    return FeedState(*told)


def save_source(db: sqlite3.Connection, slug: str, model: str, values: Mapping[str, Any]) -> None:
    """Set columns of one source and model; `unmapped` is name -> runs."""
    allowed = {"etag", "last_modified", "body_sha256", "read_with", "state", "failures", "last_error", "last_fetch_at",
               "last_ok_at", "next_due_at", "hold_until", "n_runs", "unmapped"}  # fmt: skip
    told = {name: value for name, value in values.items() if name in allowed}
    if "unmapped" in told:
        told["unmapped"] = json.dumps(told["unmapped"], ensure_ascii=False, sort_keys=True)
    db.execute(
        f"UPDATE measured_feed SET {', '.join(f'{name} = ?' for name in told)} WHERE slug = ? AND model = ?",
        (*told.values(), slug, model),
    )
