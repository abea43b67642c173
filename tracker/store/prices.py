"""Price history: a row a change, flagged rows kept; when a price was seen and since when it holds stay apart."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tracker.store import keys

if TYPE_CHECKING:
    from tracker.model.price import Offer, TokenPrice
    from tracker.store.facts import Ids

_KEEPER = """CASE WHEN (SELECT origin FROM source WHERE id = source_id) = 'prices'
                   AND (SELECT origin FROM source WHERE id = excluded.source_id) = 'catalogue'
             THEN source_id ELSE excluded.source_id END"""
"""An offer that a live list took over from the catalogue stays the list's."""
_TIMES = ("observed_at", "last_seen_at")
_TABLES = (("price", "offer_id", "offer"), ("token_price", "token_offer_id", "token_offer"))


@dataclass(frozen=True, slots=True)
class Written:
    """Row id of an offer, and whether its price is another one than before."""

    id: int
    changed: bool


@dataclass(frozen=True, slots=True)
class Kept:
    """Row ids of the offers that a list holds."""

    offers: set[int] = field(default_factory=set)
    tokens: set[int] = field(default_factory=set)


def write_offer(
    db: sqlite3.Connection, ids: Ids, source_id: int, publisher: str, o: Offer, list_id: int | None = None
) -> Written:
    """Append the price if it changed, else move `last_seen_at`. `list_id`: the price list whose newest version holds it."""
    own = keys.offer_key(publisher, o)
    ids.note_merged(db, o.product, "product_id", own, source_id)
    row = db.execute(
        f"""INSERT INTO offer(key, provider_id, product_id, sku, region, term, count, source_id, list_id)
           VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
           ON CONFLICT(key) DO UPDATE SET count = excluded.count, source_id = {_KEEPER},
             list_id = coalesce(list_id, excluded.list_id) RETURNING id, list_id""",
        (own, ids.vendor(o.provider), ids.product(o.product), o.sku, o.region, o.term, o.count, source_id, list_id),
    ).fetchone()
    if _is_others(db, "offer", row, list_id):
        return Written(int(row[0]), changed=False)
    changed = _append(
        db, "price", "offer_id", int(row[0]), _moment(o.observed),
        {"usd_per_hour": o.usd_per_hour, "kw_all_in": o.kw_all_in, "quality": o.quality, "reason": o.reason,
         "valid_from": o.valid_from},
    )  # fmt: skip
    return Written(int(row[0]), changed)


def write_token_price(
    db: sqlite3.Connection, ids: Ids, source_id: int, publisher: str, t: TokenPrice, list_id: int | None = None
) -> Written:
    """The same for a provider's price of a model."""
    own = keys.token_offer_key(publisher, t)
    row = db.execute(
        f"""INSERT INTO token_offer(key, provider_id, model, endpoint, tier, source_id, list_id) VALUES (?, ?, ?, ?, ?, ?, ?)
           ON CONFLICT(key) DO UPDATE SET source_id = {_KEEPER}, list_id = coalesce(list_id, excluded.list_id)
           RETURNING id, list_id""",
        (own, ids.vendor(t.provider), t.model, t.endpoint, t.tier, source_id, list_id),
    ).fetchone()
    if _is_others(db, "token_offer", row, list_id):
        return Written(int(row[0]), changed=False)
    changed = _append(
        db, "token_price", "token_offer_id", int(row[0]), _moment(t.observed),
        {"usd_per_mtok_in": t.usd_per_mtok_in, "usd_per_mtok_cached_in": t.usd_per_mtok_cached_in,
         "usd_per_mtok_out": t.usd_per_mtok_out, "quality": t.quality, "reason": t.reason, "valid_from": t.valid_from},
    )  # fmt: skip
    return Written(int(row[0]), changed)


def _is_others(db: sqlite3.Connection, offers: str, row: sqlite3.Row, list_id: int | None) -> bool:
    """Whether another list of the same publisher keeps this offer: one that is sound keeps it, another gives it up."""
    if list_id is None or row["list_id"] == list_id:
        return False
    sound = db.execute(
        "SELECT 1 FROM price_list WHERE id = ? AND fault = '' AND state = 'ok'", (row["list_id"],)
    ).fetchone()
    if sound is None:
        db.execute(f"UPDATE {offers} SET list_id = ? WHERE id = ?", (list_id, row["id"]))
    return sound is not None


def seen_again(db: sqlite3.Connection, list_id: int, now: str) -> None:
    """The list is what it was: its prices hold at `now` too."""
    for table, owner, offers in _TABLES:
        db.execute(
            f"""UPDATE {table} SET last_seen_at = ?1 WHERE last_seen_at < ?1 AND ({owner}, observed_at) IN
                (SELECT o.id, (SELECT max(h.observed_at) FROM {table} h WHERE h.{owner} = o.id) FROM {offers} o
                 WHERE o.list_id = ?2) AND quality <> 'stale'""",
            (now, list_id),
        )


def missing(db: sqlite3.Connection, list_id: int, kept: Kept) -> tuple[int, int]:
    """How many sound offers of the list its newest version no longer holds, and how many it had."""
    gone = all_of_them = 0
    for table, owner, offers in _TABLES:
        held = kept.offers if table == "price" else kept.tokens
        rows = db.execute(
            f"""SELECT o.id FROM {offers} o CROSS JOIN {table} h ON h.{owner} = o.id AND h.observed_at = (
                  SELECT max(x.observed_at) FROM {table} x WHERE x.{owner} = o.id)
                WHERE o.list_id = ? AND h.quality <> 'stale'""",
            (list_id,),
        ).fetchall()
        all_of_them += len(rows)
        gone += sum(row["id"] not in held for row in rows)
    return gone, all_of_them


def withdraw(db: sqlite3.Connection, list_id: int, kept: Kept, now: str, why: str = "", unseen_since: str = "") -> int:
    """Offers of the list that its newest version no longer holds end: their last price stays, flagged as stale.

    `unseen_since`: only those that were last seen before this moment, where the list may have lost them by mistake.
    """
    count = 0
    for table, owner, offers in _TABLES:
        held = kept.offers if table == "price" else kept.tokens
        rows = db.execute(f"SELECT id FROM {offers} WHERE list_id = ?", (list_id,)).fetchall()
        for owner_id in (row["id"] for row in rows if row["id"] not in held):
            if not unseen_since or _last_seen(db, table, owner, owner_id) < unseen_since:
                count += _end(db, table, owner, owner_id, now, why or f"no longer in the list since {now[:10]}")
    return count


def _last_seen(db: sqlite3.Connection, table: str, owner: str, owner_id: int) -> str:
    return str(db.execute(f"SELECT max(last_seen_at) FROM {table} WHERE {owner} = ?", (owner_id,)).fetchone()[0] or "")


def expire(db: sqlite3.Connection, list_id: int, why: str, now: str) -> int:
    """No price of the list may rank any more."""
    return withdraw(db, list_id, Kept(), now, why)


def _end(db: sqlite3.Connection, table: str, owner: str, owner_id: int, now: str, why: str) -> bool:
    last = db.execute(
        f"SELECT * FROM {table} WHERE {owner} = ? ORDER BY observed_at DESC LIMIT 1", (owner_id,)
    ).fetchone()
    if last is None or last["quality"] == "stale":
        return False
    told = {**dict(last), "quality": "stale", "reason": why}
    _append(db, table, owner, owner_id, now, {c: v for c, v in told.items() if c not in (owner, *_TIMES)})
    return True


def _append(
    db: sqlite3.Connection, table: str, owner: str, owner_id: int, seen: str, values: dict[str, object]
) -> bool:
    """Whether it is another price than before. One that an older list brings late parts the time that it falls into: it was
    seen before and after."""
    columns = list(values)
    before = db.execute(
        f"SELECT observed_at, last_seen_at, {', '.join(columns)} FROM {table} WHERE {owner} = ? AND observed_at <= ? "
        "ORDER BY observed_at DESC LIMIT 1",
        (owner_id, seen),
    ).fetchone()
    if before and all(before[c] == values[c] for c in columns):
        if before["last_seen_at"] < seen:
            db.execute(f"UPDATE {table} SET last_seen_at = ? WHERE {owner} = ? AND observed_at = ?",
                       (seen, owner_id, before["observed_at"]))  # fmt: skip
        return False
    later = before["last_seen_at"] if before and before["last_seen_at"] > seen else None
    if later:
        _put(db, table, owner, owner_id, before["observed_at"], before["observed_at"], before)
        _put(db, table, owner, owner_id, later, later, before)
    _put(db, table, owner, owner_id, seen, seen, values)
    return True


def _put(
    db: sqlite3.Connection, table: str, owner: str, owner_id: int, seen: str, last: str, row: Mapping[str, object]
) -> None:
    columns = [c for c in row.keys() if c not in _TIMES]  # noqa: SIM118  sqlite3.Row is no dict
    marks = ", ".join("?" * (len(columns) + 3))
    updates = ", ".join(f"{c} = excluded.{c}" for c in ("last_seen_at", *columns))
    db.execute(
        f"INSERT INTO {table}({owner}, observed_at, last_seen_at, {', '.join(columns)}) VALUES ({marks}) "
        f"ON CONFLICT({owner}, observed_at) DO UPDATE SET {updates}",
        (owner_id, seen, last, *(row[c] for c in columns)),
    )


def _moment(text: str) -> str:
    return text if "T" in text else f"{text}T00:00:00Z"
