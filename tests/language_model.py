"""A stand-in for a language model's endpoint on loopback: it answers from readings of our passages, or misbehaves as told."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from tracker.model.reader import ReaderSettings

Reply = tuple[int, dict[str, str], bytes]
Behaviour = Callable[[dict[str, Any], dict[str, str]], Reply]
KEY = "sk-test-5f1d9c77e0b24a68"
EMPTY: dict[str, Any] = {"is_announcement": False, "specs": [], "events": [], "relations": []}


def completion(said: str, usage: Any = None, **choice: Any) -> Reply:
    """A whole chat completion around what the model says."""
    told = usage if usage is not None else {"prompt_tokens": 1500, "completion_tokens": 120}
    body = {
        "choices": [{"message": {"role": "assistant", "content": said}, "finish_reason": "stop"} | choice],
        "usage": told,
    }
    return 200, {"Content-Type": "application/json"}, json.dumps(body).encode()


def saying(**answer: Any) -> Behaviour:
    """The same answer whatever is asked."""
    return lambda asked, headers: completion(json.dumps(EMPTY | answer))


def spec(product: str, value: float, unit: str, quote: str, **told: Any) -> dict[str, Any]:
    return {"product": product, "field": "memory_capacity", "value": value, "unit": unit, "precision": None,
            "sparsity": None, "scope": "chip", "quote": quote} | told  # fmt: skip


def event(product: str, kind: str, quote: str, **told: Any) -> dict[str, Any]:
    return {"product": product, "type": kind, "date": None, "certainty": "stated", "counterparty": None,
            "quote": quote} | told  # fmt: skip


class Model:
    """`readings` maps words of a passage to its answer; `behave` takes their place. `asked` holds request bodies."""

    def __init__(self) -> None:
        self.readings: dict[str, dict[str, Any]] = {}
        self.behave: Behaviour = self._read
        self.asked: list[dict[str, Any]] = []
        self.headers: list[dict[str, str]] = []
        self.paths: list[str] = []
        self.at_once = self.most_at_once = 0
        self._lock = threading.Lock()
        model = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                with model._lock:
                    model.at_once += 1
                    model.most_at_once = max(model.at_once, model.most_at_once)
                try:
                    asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                    headers = {name.lower(): value for name, value in self.headers.items()}
                    model.asked.append(asked)
                    model.headers.append(headers)
                    model.paths.append(self.path)
                    status, told, body = model.behave(asked, headers)
                    self.send_response(status)
                    for name, value in ({"Content-Length": str(len(body))} | told).items():
                        self.send_header(name, value)
                    self.end_headers()
                    self.wfile.write(body)
                except OSError:  # the other side hung up
                    self.close_connection = True
                finally:
                    with model._lock:
                        model.at_once -= 1

            def log_message(self, *_: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}/v1"
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()

    def _read(self, asked: dict[str, Any], headers: dict[str, str]) -> Reply:
        article = asked["messages"][1]["content"]
        found = next((answer for words, answer in self.readings.items() if words in article), EMPTY)
        return completion(json.dumps(found))

    def settings(self, **told: Any) -> ReaderSettings:
        values: dict[str, Any] = {
            "url": self.url, "model": "stand-in", "key_env": "READER_KEY", "enabled": True, "allow_private": True,
            "timeout_s": 5.0, "tokens_per_day": 10**7, "usd_per_day": 100.0,
        }  # fmt: skip
        return ReaderSettings(**values | told)

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


def status(code: int, body: bytes = b"{}", **headers: str) -> Behaviour:
    return lambda asked, sent: (code, {name.replace("_", "-"): value for name, value in headers.items()}, body)


def late(seconds: float) -> Behaviour:
    def behave(asked: dict[str, Any], headers: dict[str, str]) -> Reply:
        time.sleep(seconds)
        return completion(json.dumps(EMPTY))

    return behave
