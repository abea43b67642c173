"""A small HTTP server on loopback whose answers are raw bytes, so that it can misbehave."""

from __future__ import annotations

import socket
import socketserver
import ssl
import threading
import time
from collections.abc import Callable

Script = Callable[[socket.socket], None]


def answer(body: bytes = b"", status: str = "200 OK", *headers: str, length: int | None = None) -> Script:
    """A whole, well-formed answer."""
    size = len(body) if length is None else length
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {size}", *headers]
    raw = "\r\n".join(lines).encode("latin-1") + b"\r\n\r\n" + body
    return lambda connection: connection.sendall(raw)


def raw(*pieces: bytes, pause: float = 0.0, endless: bool = False) -> Script:
    """Exactly these bytes, `pause` seconds apart; with `endless` the last one again until the other side hangs up."""

    def script(connection: socket.socket) -> None:
        for piece in pieces:
            connection.sendall(piece)
            time.sleep(pause)
        while endless:
            connection.sendall(pieces[-1])
            time.sleep(pause)

    return script


class Loopback:
    """`answers[path]` plays for each request of that path; requests are kept as (path, headers, seconds)."""

    def __init__(self, host: str = "127.0.0.1", tls: ssl.SSLContext | None = None) -> None:
        self.answers: dict[str, Script] = {}
        self.requests: list[tuple[str, dict[str, str], float]] = []
        self._lock = threading.Lock()
        outer = self

        class Handler(socketserver.BaseRequestHandler):
            def handle(self) -> None:
                try:
                    connection = tls.wrap_socket(self.request, server_side=True) if tls else self.request
                    connection.settimeout(20)
                    while outer._serve(connection):
                        pass
                    connection.close()
                except OSError:
                    pass

        class Server(socketserver.ThreadingTCPServer):
            daemon_threads = True
            allow_reuse_address = True

        self._server = Server((host, 0), Handler)
        self.port: int = self._server.server_address[1]
        self.url = f"{'https' if tls else 'http'}://{host}:{self.port}"
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        self._thread.start()

    def _serve(self, connection: socket.socket) -> bool:
        data = b""
        while b"\r\n\r\n" not in data:
            more = connection.recv(65536)
            if not more:
                return False
            data += more
        lines = data.decode("latin-1").split("\r\n")
        path = lines[0].split(" ")[1]
        headers = {name.lower(): value for name, _, value in (line.partition(": ") for line in lines[1:] if line)}
        with self._lock:
            self.requests.append((path, headers, time.monotonic()))
        script = self.answers.get(path.partition("?")[0])
        (script or answer(b"nothing here", "404 Not Found"))(connection)
        return script is not None and getattr(script, "keeps", False)

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()
