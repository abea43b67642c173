"""A loopback server of made-up feeds with validators, gzip and keep-alive, each feed on an address of its own.

    python benchmarks/feed_server.py PORT FEEDS ENTRIES [FOLDER]     # says "ready" once it listens

Entries are word salad, each of which names a product and a figure; with FOLDER, a folder of feed files, theirs are told again.
`GET /set/EPOCH/LATENCY_MS/VALIDATORS` switches: nine of ten feeds get one new entry an epoch; VALIDATORS 0 never answers 304.
`GET /count` tells how many feeds were asked for since the last switch.
"""

from __future__ import annotations

import asyncio
import gzip
import hashlib
import html
import random
import sys
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

Text = tuple[str, list[str]]
"""Title and paragraphs."""

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
_MAKERS = ("NVIDIA", "AMD", "Intel", "AWS", "Google Cloud", "Microsoft", "Meta", "Groq", "Cerebras", "Micron")
_PRODUCTS = ("Rubin NVL144", "B200", "MI450", "Gaudi 3", "Trainium3", "TPU v7", "Maia 200", "MTIA", "LPU", "WSE-3")
_WORDS = (
    "rack", "power", "network", "memory", "bandwidth", "training", "inference", "tokens", "partners", "cloud",
    "region", "customers", "software", "compiler", "kernel", "availability", "preview", "liquid", "cooling",
    "yield", "packaging", "supply", "quarter", "revenue", "guidance", "platform", "reasoning", "agents", "price",
    "latency", "design", "teams", "report", "that", "the", "new", "system", "was", "shown", "with", "a", "wider",
    "set", "of", "models", "while", "older", "parts", "stay", "on", "sale", "for", "some", "time",
)  # fmt: skip


_APART = 53
"""Places between the first texts of two feeds: one feed has no text twice."""


def feed(number: int, entries: int, epoch: int, texts: Sequence[Text] = ()) -> bytes:
    """RSS and Atom in turn, half with the full text, half with a summary; newest entry first."""
    atom, full = bool(number % 2), bool(number // 2 % 2)

    def text(n: int) -> Text:
        return texts[(number * _APART + n) % len(texts)] if texts else _salad(number, n, full)

    items = [_item(number, n, atom, full, text(n)) for n in range(entries + _fresh(number, epoch) - 1, -1, -1)]
    site = f"https://maker{number}.example"
    if atom:
        head = (
            f'<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom"><title>Site {number}</title>'
            f'<id>{site}/</id><link href="{site}/"/><updated>{NOW.isoformat()}</updated>'
        )
        return "\n".join([head, *items, "</feed>"]).encode()
    head = (
        '<?xml version="1.0" encoding="utf-8"?>\n<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" '
        f'xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Site {number}</title><link>{site}/</link>'
        "<description>News &amp; more</description><ttl>60</ttl>"
    )
    return "\n".join([head, *items, "</channel></rss>"]).encode()


def _fresh(number: int, epoch: int) -> int:
    """New entries of a feed so far."""
    return 0 if number % 10 == 9 else epoch


def _salad(number: int, n: int, full: bool) -> Text:
    draw = random.Random(f"{number} {n}")
    maker, product = draw.choice(_MAKERS), draw.choice(_PRODUCTS)
    title = f"{maker} {draw.choice(('unveils', 'ships', 'prices', 'previews'))} {product} & {draw.choice(_WORDS)} {n}"
    lead = f"{maker} said that {product} has {draw.choice((96, 141, 192, 288))} GB of HBM and ships in {2026 + n % 2}."
    return title, [lead, *(_sentences(draw) for _ in range(draw.randrange(5, 11) if full else 1))]


def _item(number: int, n: int, atom: bool, full: bool, text: Text) -> str:
    title, paragraphs = text
    link = f"https://maker{number}.example/news/{n}-{number * 7919 + n * 104729}"
    day = NOW + timedelta(hours=6 * (n - 60))
    body = html.escape("\n".join(f"<p>{html.escape(p)}</p>" for p in paragraphs))
    if atom:
        name = "content" if full else "summary"
        return (
            f'<entry><title>{html.escape(title)}</title><link href="{link}"/><id>tag:maker{number}.example,2026:{n}</id>'
            f"<published>{day.isoformat()}</published><updated>{day.isoformat()}</updated><author><name>Jo Doe</name></author>"
            f'<{name} type="html">{body}</{name}></entry>'
        )
    name = "content:encoded" if full else "description"
    return (
        f'<item><title>{html.escape(title)}</title><link>{link}</link><guid isPermaLink="false">{number}-{n}</guid>'
        f"<pubDate>{format_datetime(day)}</pubDate><dc:creator>Jo Doe</dc:creator><{name}>{body}</{name}></item>"
    )


def _sentences(draw: random.Random) -> str:
    return " ".join(" ".join(draw.choices(_WORDS, k=draw.randrange(9, 20))).capitalize() + "." for _ in range(5))


class Served:
    """What is served now."""

    def __init__(self, feeds: int, entries: int, texts: Sequence[Text] = ()) -> None:
        self.feeds, self.entries, self.texts = feeds, entries, texts
        self.count, self.latency_s, self.validators = 0, 0.0, True
        self.set(0)

    def set(self, epoch: int) -> None:
        self.files: dict[str, tuple[bytes, bytes, str, str]] = {}
        for number in range(self.feeds):
            body = feed(number, self.entries, epoch, self.texts)
            tag = f'"{hashlib.sha256(body).hexdigest()[:16]}"'
            day = format_datetime(NOW + timedelta(hours=_fresh(number, epoch)), usegmt=True)
            self.files[f"/{number}.xml"] = (body, gzip.compress(body, 6, mtime=0), tag, day)

    def switch(self, told: str) -> None:
        epoch, latency_ms, validators = map(int, told.split("/"))
        self.set(epoch)
        self.count, self.latency_s, self.validators = 0, latency_ms / 1000, bool(validators)

    def answer(self, path: str, headers: dict[str, str]) -> bytes:
        if path not in self.files:
            return b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"
        self.count += 1
        body, packed, tag, day = self.files[path]
        told = f"ETag: {tag}\r\nLast-Modified: {day}\r\n" if self.validators else ""
        if self.validators and headers.get("if-none-match") == tag:
            return f"HTTP/1.1 304 Not Modified\r\n{told}\r\n".encode()
        zipped = "gzip" in headers.get("accept-encoding", "")
        sent = packed if zipped else body
        told += "Content-Encoding: gzip\r\n" if zipped else ""
        head = f"HTTP/1.1 200 OK\r\nContent-Type: application/xml\r\n{told}Content-Length: {len(sent)}\r\n\r\n"
        return head.encode() + sent


def texts_of(folder: Path) -> list[Text]:
    """Of all entries of the feed files in a folder."""
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
    from tracker.feeds.parse import parse

    feeds = (parse(path.read_bytes(), "application/xml", "https://feed.example/", "2026-01-01T00:00:00Z")
             for path in sorted(folder.iterdir()))  # fmt: skip
    return [(entry.title, [p for p in entry.body.split("\n") if p.strip()]) for feed in feeds for entry in feed.entries]


async def _serve(port: int, served: Served) -> None:
    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while True:
                head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
                path = head[0].split(" ")[1]
                headers = {k.strip().lower(): v.strip() for k, _, v in (line.partition(":") for line in head[1:])}
                if path.startswith("/set/"):
                    served.switch(path.removeprefix("/set/"))
                    answer = b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"
                elif path == "/count":
                    told = str(served.count).encode()
                    answer = b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s" % (len(told), told)
                else:
                    await asyncio.sleep(served.latency_s)
                    answer = served.answer(path, headers)
                writer.write(answer)
                await writer.drain()
                if headers.get("connection", "").lower() == "close":
                    return
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()

    hosts = [f"127.0.1.{n + 1}" for n in range(min(served.feeds, 250))]
    server = await asyncio.start_server(talk, hosts, port, backlog=256)
    print("ready", flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    told = texts_of(Path(sys.argv[4])) if len(sys.argv) > 4 else []
    asyncio.run(_serve(int(sys.argv[1]), Served(int(sys.argv[2]), int(sys.argv[3]), told)))
