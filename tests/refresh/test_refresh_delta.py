"""Parsing what is new alone stores exactly what parsing the whole document stores."""

from __future__ import annotations

import asyncio
import random
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, nullcontext
from pathlib import Path

import pytest
from refresh_site import rss

from tracker.feeds.delta import cut
from tracker.feeds.parse import parse
from tracker.model.feed import FeedSource
from tracker.model.fetched import ParsedFeed, Response
from tracker.paths import migrations_dir
from tracker.refresh.fetching import Fetched, fetch_and_parse
from tracker.refresh.storing import store
from tracker.store.connection import transaction
from tracker.store.feeds import feed_states, start_run, sync_feeds
from tracker.store.migrate import open_database
from tracker.store.seen_items import seen_items

REAL = Path(__file__).resolve().parents[2].parent / "shared" / "feeds" / "real"
FILES = sorted(REAL.glob("*.xml")) if REAL.is_dir() else []
FEED = FeedSource(slug="one", url="https://news.example/feed", title="One")
NOW = "2026-11-25T12:00:00Z"


class Client:
    """Answers with the body that is set."""

    def __init__(self) -> None:
        self.body = b""

    def hold(self) -> nullcontext[None]:
        return nullcontext()

    async def get(self, *_: object) -> Response:
        return Response(
            url=FEED.url, final_url=FEED.url, status=200, body=self.body, headers={"content-type": "text/xml"}
        )


class Pool:
    """Parses in this process and remembers how much."""

    def __init__(self) -> None:
        self.parsed: list[int] = []

    async def parse(self, body: bytes, content_type: str, base_url: str, now: str) -> ParsedFeed:
        self.parsed.append(len(body))
        return parse(body, content_type, base_url, now)


class Store:
    """A database that a feed is refreshed into, in deltas or whole."""

    def __init__(self, path: Path, whole: bool = False) -> None:
        self.db = open_database(path, migrations_dir())
        self.db.execute("PRAGMA synchronous = OFF")
        self.client, self.pool, self.whole = Client(), Pool(), whole
        with transaction(self.db):
            sync_feeds(self.db, [FEED])
            self.run = start_run(self.db, NOW, "test")

    def take(self, body: bytes) -> Fetched:
        state = feed_states(self.db)["one"]
        self.client.body = body
        seen: Callable[[], Mapping[int, int]] = dict if self.whole else lambda: seen_items(self.db, state.id)
        fetched = asyncio.run(fetch_and_parse(self.client, self.pool, FEED, state, NOW, seen))  # type: ignore[arg-type]
        with transaction(self.db):
            store(self.db, self.run, fetched, state, NOW)
        return fetched

    def entries(self) -> list[tuple[object, ...]]:
        rows = self.db.execute(
            "SELECT guid, url, title, author, published_at, updated_at, body, revision, text_hash FROM entry ORDER BY guid"
        )
        return [tuple(row) for row in rows]


@pytest.fixture
def stores(tmp_path: Path) -> Iterator[tuple[Store, Store]]:
    delta, whole = Store(tmp_path / "delta.db"), Store(tmp_path / "whole.db", whole=True)
    with closing(delta.db), closing(whole.db):
        yield delta, whole


def forget(store: Store) -> None:
    with transaction(store.db):
        store.db.execute("DELETE FROM entry")
        store.db.execute("DELETE FROM seen_item")
        store.db.execute("UPDATE feed SET body_sha256 = ''")


def mutants(body: bytes, draw: random.Random) -> Iterator[bytes]:
    """Documents that follow each other as a feed's do: items come, go, change, move, and are repeated."""
    found = cut(body)
    if found is None:
        yield body
        yield body.replace(b"</title>", b" again</title>", 1)
        return
    items = [found.document[start:stop] for start, stop in found.spans]
    head, tail = found.document[: found.spans[0][0]], found.document[found.spans[-1][1] :]
    now = items[len(items) // 2 :]
    yield head + b"".join(now) + tail
    for _ in range(4):
        fresh = [item for item in items if item not in now][-2:]
        now = fresh + now
        kind = draw.randrange(6)
        place = draw.randrange(len(now))
        if kind == 0:
            now.pop(place)
        elif kind == 1:
            now[place] = now[place].replace(b"</title>", b" (updated)</title>", 1)
        elif kind == 2:
            now.insert(draw.randrange(len(now)), now[place])
        elif kind == 3:
            draw.shuffle(now)
        elif kind == 4:  # another item under the same identity
            now.insert(0, now[place].replace(b"<title", b"<title ", 1).replace(b"</title>", b" twin</title>", 1))
        else:
            now[place] = now[place] + b"\n"
        yield head + b"".join(now) + tail + b"\n" * draw.randrange(3)


def check(stores: tuple[Store, Store], body: bytes, seed: int) -> None:
    draw = random.Random(seed)
    for one in stores:
        forget(one)
    for document in mutants(body, draw):
        for one in stores:
            one.take(document)
        assert stores[0].entries() == stores[1].entries()


@pytest.mark.skipif(not FILES, reason="the kit's real feeds are not here")
def test_real_feeds_and_what_becomes_of_them_are_stored_alike(stores: tuple[Store, Store]) -> None:
    for number, file in enumerate(FILES):
        check(stores, file.read_bytes(), number)
    assert sum(stores[0].pool.parsed) < 0.6 * sum(stores[1].pool.parsed)


ITEMS = [(f"g{n}", f"Title {n}", f"Body of number {n}") for n in range(12)]


@pytest.mark.parametrize("seed", range(60))
def test_what_a_feed_does_is_stored_alike(stores: tuple[Store, Store], seed: int) -> None:
    check(stores, rss(*ITEMS), seed)


def test_one_new_item_is_parsed_alone(tmp_path: Path) -> None:
    one = Store(tmp_path / "one.db")
    one.take(rss(*ITEMS))
    fetched = one.take(rss(("new", "The new one", "text"), *ITEMS))
    assert fetched.parsed
    assert [entry.title for entry in fetched.parsed.entries] == ["The new one"]
    assert one.pool.parsed[1] < one.pool.parsed[0] / 3
    assert len(one.entries()) == 13
    one.db.close()


def test_a_document_with_the_same_items_is_not_parsed_at_all(tmp_path: Path) -> None:
    one = Store(tmp_path / "one.db")
    one.take(rss(*ITEMS))
    again = one.take(rss(*reversed(ITEMS)) + b"<!-- built at another second -->")
    assert (again.parsed, again.n_items, len(one.pool.parsed)) == (None, 12, 1)
    assert one.db.execute("SELECT outcome, n_entries FROM fetch_log ORDER BY id DESC").fetchone()[:] == (
        "unchanged",
        12,
    )
    one.db.close()


def test_an_item_under_a_known_identity_has_the_whole_document_read(tmp_path: Path) -> None:
    one = Store(tmp_path / "one.db")
    one.take(rss(*ITEMS))
    one.take(rss(("g3", "Another page under a known id", "text"), *ITEMS))
    assert len(one.pool.parsed) == 3
    one.db.close()


def test_a_malformed_document_is_read_whole_each_time(tmp_path: Path) -> None:
    one = Store(tmp_path / "one.db")
    broken = rss(*ITEMS).replace(b"</channel></rss>", b"")
    one.take(broken)
    one.take(broken + b" ")
    assert one.pool.parsed == [len(broken), len(broken) + 1]
    assert len(one.entries()) == 12
    assert one.db.execute("SELECT count(*) FROM seen_item").fetchone()[0] == 0
    one.db.close()


def test_the_state_is_that_of_the_last_document(tmp_path: Path) -> None:
    one = Store(tmp_path / "one.db")
    one.take(rss(*ITEMS))
    one.take(rss(*ITEMS[:4]))
    assert isinstance(one.db, sqlite3.Connection)
    assert one.db.execute("SELECT count(*) FROM seen_item").fetchone()[0] == 4
    one.db.close()
