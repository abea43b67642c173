"""A database of any number of events, each with its article, source and mention: made once, then taken from the cache folder."""

from __future__ import annotations

import random
import sqlite3
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tracker.actions.build import ensure_database  # noqa: E402
from tracker.model.words import EVENT_TYPES  # noqa: E402
from tracker.store.connection import USER_VERSION  # noqa: E402

FIRST_DAY, DAYS = date(2012, 1, 1), 5_600
"""Events lie on these days: up to the spring of 2027, so that a part of them is still to come."""
SEEN = "2026-01-01T00:00:00Z"
CHUNK = 20_000
_NOUNS = (
    "inference", "training", "cluster", "rack", "memory", "bandwidth", "tokens", "pricing", "region", "supply", "packaging",
    "cooling", "software",
)  # fmt: skip
_VERBS = {
    "announced": "announced", "roadmap": "promised", "production": "in production", "available": "available",
    "deployed": "deployed", "deal": "deal", "benchmark": "benchmark result", "price": "price",
    "discontinued": "discontinued",
}  # fmt: skip
Row = tuple[object, ...]


def database(folder: Path, events: int) -> Path:
    """The database of so many events beside the shipped catalogue's own."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"timeline-{USER_VERSION}-{events}.db"
    if path.exists():
        return path
    making = path.with_suffix(".making")
    for old in (making, Path(f"{making}-wal"), Path(f"{making}-shm")):
        old.unlink(missing_ok=True)
    ensure_database(making)
    _fill(making, events)
    making.replace(path)
    return path


def _fill(path: Path, events: int) -> None:
    db = sqlite3.connect(path, isolation_level=None)
    for pragma in ("synchronous = OFF", "cache_size = -200000", "journal_mode = MEMORY"):
        db.execute(f"PRAGMA {pragma}").fetchall()
    db.execute("BEGIN")
    tables = ("entry", "source", "mention", "event")
    triggers = db.execute(
        f"SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name IN {tables}"
    ).fetchall()
    for name, _ in triggers:
        db.execute(f"DROP TRIGGER {name}")
    for feed in range(50):
        db.execute(
            "INSERT INTO feed(slug, url, title, tier) VALUES (?, ?, ?, 'press')",
            (f"bench-{feed}", f"https://feed{feed}.example/rss", f"Feed {feed}"),
        )
    feeds = [row[0] for row in db.execute("SELECT id FROM feed WHERE slug LIKE 'bench-%'")]
    products = db.execute("SELECT p.id, p.vendor_id, p.name FROM product p ORDER BY p.slug").fetchall()
    first = {t: 1 + (db.execute(f"SELECT max(id) FROM {t}").fetchone()[0] or 0) for t in tables}
    made = _rows(events, feeds, products, first)
    for _ in range(0, events, CHUNK):
        chunk = [row for _, row in zip(range(CHUNK), made, strict=False)]
        for place, statement in enumerate(_INSERTS):
            db.executemany(statement, [row[place] for row in chunk])
    db.execute("INSERT INTO entries_fts(entries_fts) VALUES ('rebuild')")
    for name in ("event", "entry", "source"):
        db.execute(f"UPDATE tally SET n = (SELECT count(*) FROM {name}) WHERE name = '{name}'")
    for statement in _YIELD:
        db.execute(statement)
    for _, sql in triggers:
        db.execute(sql)
    for statement in ("COMMIT", "PRAGMA journal_mode = WAL"):
        db.execute(statement).fetchall()
    db.close()


_YIELD = (
    "UPDATE source SET n_events = 1 WHERE entry_id IS NOT NULL",
    """INSERT INTO feed_yield
       SELECT n.feed_id, substr(n.sort_at, 1, 10), count(*), count(*), 0, count(*) FROM entry n GROUP BY 1, 2""",
    """INSERT INTO feed_yield
       SELECT feed_id, '', sum(entries), sum(fruitful), sum(facts), sum(events) FROM feed_yield GROUP BY feed_id""",
)
"""What the triggers would have counted: each article tells one event."""

_INSERTS = (
    """INSERT INTO entry(id, feed_id, guid, url, title, published_at, first_seen_at, last_seen_at, sort_at, text_hash,
         body, extractor)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'bench')""",
    "INSERT INTO source(id, key, url, publisher, title, tier, published, known_on, origin, entry_id) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'entry', ?)",
    """INSERT INTO mention(id, key, event_id, product_id, type, date, date_end, precision, date_words, certainty, counterparty,
         status, reason, note, source_id, revision, quote, quote_start, quote_end, extractor, rule, confidence, seen_at)
       VALUES (?, ?, ?, ?, ?, ?, ?, 'day', '', ?, '', 'accepted', '', '', ?, 1, ?, ?, ?, 'bench', 'bench', 0.9, ?)""",
    """INSERT INTO event(id, key, product_id, vendor_id, type, date, date_end, precision, date_words, certainty, counterparty,
         headline, n_sources, known_on, first_seen_at, best_mention)
       VALUES (?, ?, ?, ?, ?, ?, ?, 'day', '', ?, '', ?, 1, ?, ?, ?)""",
    "INSERT INTO event_words(rowid, headline, names, quotes, sources) VALUES (?, ?, ?, ?, ?)",
)


def _rows(count: int, feeds: list[int], products: list[Row], first: dict[str, int]) -> Iterator[tuple[Row, ...]]:
    """Rows for entry, source, mention, event and its words; the same for the same count."""
    chance = random.Random(7)
    for i in range(count):
        product, vendor, name = chance.choice(products)
        kind = chance.choice(EVENT_TYPES)
        day = (FIRST_DAY + timedelta(days=chance.randrange(DAYS))).isoformat()
        known = min(day, "2026-01-01")
        certainty = "expected" if kind == "roadmap" else "rumoured" if chance.random() < 0.05 else "stated"
        topic = " ".join(chance.sample(_NOUNS, 3))
        headline = f"{name} {_VERBS[kind]}: {topic} {i}"
        quote = f"The {name} is {_VERBS[kind]}, with {chance.randrange(64, 512)} GB for {topic}."
        title = f"{name} and {topic}, part {i}"
        entry, source, mention, event = (first[t] + i for t in ("entry", "source", "mention", "event"))
        url, publisher, tier = (
            f"https://bench.example/{i}",
            f"Paper {i % 400}",
            chance.choice(("vendor", "press", "analyst")),
        )
        seen = f"{known}T08:00:00Z"
        body = f"{title}. {quote} More on {chance.choice(_NOUNS)} and {chance.choice(_NOUNS)} follows in the text of number {i}."
        start = 2 * (len(title) + 2)
        yield (
            (entry, feeds[i % len(feeds)], f"g{i}", url, title, seen, seen, SEEN, seen, f"h{i}", body),
            (source, f"bench-{i}", url, publisher, title, tier, known, known, entry),
            (mention, f"m-{i:012x}", event, product, kind, day, day, certainty, source, quote, start, start + len(quote), seen),
            (event, f"e-{i:012x}", product, vendor, kind, day, day, certainty, headline, known, seen, mention),
            (event, headline, f"{name} {kind}", quote, f"{publisher} {title}"),
        )  # fmt: skip
