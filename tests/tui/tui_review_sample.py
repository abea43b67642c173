"""What waits for review in the small database: a document in our own words, and doubtful facts that were read in it."""

from __future__ import annotations

from typing import Any

from tracker.extract import VERSION
from tracker.model.fact import Claim, Event, Evidence, Relation, Source, VendorLink
from tracker.model.fetched import Entry, article_text
from tracker.model.period import Period
from tracker.model.product import Product
from tracker.store.entries import mark_read, store_entries
from tracker.store.facts import Ids, Origin, add_provisional, finish, replace_facts, write_source

TITLE = "Notes on what is next"
BODY = """Acme's One may hold 128 GB of memory.
The Trainium3 draws around 1.1 kW, it is said.
A part called Boreal X2 with 64 GB could be on show.
One went into mass production in May 2026.
One is thought to be three times as fast as Maia 200.
AWS might buy from Acme."""


def doubts(db: Any, feed_id: int, seen: str, spice: str = "") -> None:
    """Six facts in review, inside of the caller's transaction. `spice` is put behind every text that comes from outside."""
    entry = Entry(
        guid="9", url="https://own.example/next", title=TITLE, body=BODY + spice, published_at="2026-05-20T00:00:00Z"
    )
    store_entries(db, feed_id, [entry], seen)
    entry_id = int(db.execute("SELECT id FROM entry WHERE guid = '9'").fetchone()[0])
    mark_read(db, [row[0] for row in db.execute("SELECT id FROM entry")], VERSION)
    ids = Ids.read(db)
    add_provisional(
        db,
        ids,
        [Product(slug="acme/boreal-x2", vendor="acme", name="Boreal X2" + spice, kind="chip", provisional=True)],
    )
    source = Source(url="https://own.example/next", publisher="Own notes" + spice, tier="press", published="2026-05-20")
    source_id, key = write_source(db, source, seen, "entry", "", entry_id)
    text = article_text(TITLE, BODY + spice)

    def doubtful(words: str, confidence: float, reason: str) -> dict[str, Any]:
        start = text.index(words)
        evidence = Evidence(quote=words, start=start, end=start + len(words), rule="figures", confidence=confidence)
        return {"status": "review", "reason": reason + spice, "evidence": evidence}

    memory: dict[str, Any] = {"field": "memory_capacity", "unit": "GB"}
    claims = [
        Claim(product="acme/one", printed="128", value=128e9, **memory, **doubtful("128 GB", 0.39, "hedged: may")),
        Claim(product="aws/trainium3", field="power", printed="1.1", unit="kW", value=1100.0, op="~",
              **doubtful("1.1 kW", 0.35, "hedged: it is said")),
        Claim(product="acme/boreal-x2", printed="64", value=64e9, **memory, **doubtful("64 GB", 0.32, "product not known")),
    ]  # fmt: skip
    events = [Event(product="acme/one", type="production", period=Period.parse("2026-05", "May 2026"),
                    **doubtful("One went into mass production in May 2026.", 0.38, "earlier than others say"))]  # fmt: skip
    relations = [Relation(subject="acme/one", object="microsoft/maia-200", metric="performance", factor=3.0,
                          **doubtful("three times as fast as Maia 200", 0.33, "hedged: thought"))]  # fmt: skip
    links = [
        VendorLink(
            subject="aws",
            predicate="buys_from",
            object="acme",
            **doubtful("AWS might buy from Acme", 0.29, "hedged: might"),
        )
    ]
    origin = Origin(source_id, key, VERSION, seen, 1)
    finish(db, replace_facts(db, ids, origin, claims, events, relations, links))
