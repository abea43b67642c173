"""A web site on loopback: `pages[path]` is (status, headers, body); it remembers what it was asked."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

Page = tuple[int, dict[str, str], bytes]


class WebSite:
    def __init__(self) -> None:
        self.pages: dict[str, Page] = {}
        self.asked: list[str] = []
        self.moments: list[float] = []
        self.agents: set[str] = set()
        site = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                site.asked.append(self.path)
                site.moments.append(time.monotonic())
                site.agents.add(self.headers.get("User-Agent", ""))
                status, headers, body = site.pages.get(self.path, (404, {}, b"nothing here"))
                self.send_response(status)
                for name, value in {"Content-Length": str(len(body)), **headers}.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}"

    def put(self, path: str, body: str | bytes, status: int = 200, **headers: str) -> str:
        """The URL of the page. `Last_Modified` is written Last-Modified."""
        told = {name.replace("_", "-"): value for name, value in headers.items()}
        self.pages[path] = (status, told, body.encode() if isinstance(body, str) else body)
        return self.url + path


@contextmanager
def web_site() -> Iterator[WebSite]:
    site = WebSite()
    threading.Thread(target=site.server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    try:
        yield site
    finally:
        site.server.shutdown()
        site.server.server_close()


def rss(*items: tuple[str, str], title: str = "Chip News", head: str = "") -> str:
    """A feed of (name of the entry, day `2026-11-24` or nothing); `head` stands in the channel."""
    told = "".join(
        f"<item><guid isPermaLink='false'>{name}</guid><title>{name}</title><link>https://news.example/{name}</link>"
        f"<description>On {name}.</description>{_date(day)}</item>"
        for name, day in items
    )
    return (
        "<?xml version='1.0'?><rss version='2.0' xmlns:atom='http://www.w3.org/2005/Atom'>"
        f"<channel><title>{title}</title>{head}{told}</channel></rss>"
    )


def _date(day: str) -> str:
    return f"<dc:date xmlns:dc='http://purl.org/dc/elements/1.1/'>{day}T08:00:00Z</dc:date>" if day else ""
