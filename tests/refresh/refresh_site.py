"""A web site of feeds on loopback that keeps to HTTP: validators, statuses, delays; it remembers what it was asked."""

from __future__ import annotations

import hashlib
import threading
import time
from dataclasses import dataclass, field
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass
class Page:
    body: bytes = b""
    status: int = 200
    validators: bool = True
    """Answer with an ETag, and with 304 to the one who names it."""
    headers: dict[str, str] = field(default_factory=dict)
    delay: float = 0.0
    tag: str = ""
    """The ETag; a digest of the body where not given."""

    @property
    def etag(self) -> str:
        return self.tag or f'"{hashlib.sha256(self.body).hexdigest()[:16]}"'


class Site:
    """`pages[path]` is answered as it stands at that moment; `asked` holds (path, status) of each request, `headers` what it
    told and `moments` when it came; `most_at_once` is how many were open at one time."""

    def __init__(self) -> None:
        self.pages: dict[str, Page] = {}
        self.asked: list[tuple[str, int]] = []
        self.headers: list[dict[str, str]] = []
        self.moments: list[float] = []
        self.most_at_once = self._open = 0
        self._lock = threading.Lock()
        site = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                with site._lock:
                    site.moments.append(time.monotonic())
                    site._open += 1
                    site.most_at_once = max(site.most_at_once, site._open)
                page = site.pages.get(self.path, Page(status=404))
                if page.delay:
                    time.sleep(page.delay)
                with site._lock:  # before the answer, which another request may follow at once
                    site._open -= 1
                self.answer(page)

            def answer(self, page: Page) -> None:
                known = page.validators and self.headers.get("If-None-Match") == page.etag
                status = 304 if known and page.status == 200 else page.status
                site.asked.append((self.path, status))
                site.headers.append({name.lower(): value for name, value in self.headers.items()})
                self.send_response(status)
                if page.validators and page.status == 200:
                    self.send_header("ETag", page.etag)
                for name, value in page.headers.items():
                    self.send_header(name, value)
                body = b"" if status == 304 else page.body
                if status != 304:
                    self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                pass

            def handle(self) -> None:
                try:
                    super().handle()
                except OSError:  # the other side hung up
                    self.close_connection = True

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()

    def feed(self, path: str, *items: tuple[str, str, str], **told: object) -> None:
        """Put a feed there: (guid, title, body) each."""
        self.pages[path] = Page(rss(*items), **told)  # type: ignore[arg-type]

    def statuses(self, path: str) -> list[int]:
        return [status for asked, status in self.asked if asked == path]

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


def rss(*items: tuple[str, str, str], ttl: int = 0) -> bytes:
    told = "".join(
        f"<item><guid isPermaLink='false'>{escape(guid)}</guid><title>{escape(title)}</title>"
        f"<link>https://news.example/{escape(guid)}</link><pubDate>Tue, 24 Nov 2026 08:00:00 GMT</pubDate>"
        f"<description>{escape(body)}</description></item>"
        for guid, title, body in items
    )
    wait = f"<ttl>{ttl}</ttl>" if ttl else ""
    return f"<rss version='2.0'><channel><title>News</title>{wait}{told}</channel></rss>".encode()
