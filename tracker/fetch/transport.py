"""The httpx client of one pool: HTTP/1.1 over guarded connections, without cookies, proxies and followed redirects."""

from __future__ import annotations

import logging
import ssl
from collections.abc import AsyncIterable, AsyncIterator
from typing import cast

import httpcore
import httpx

from tracker.fetch.guard import GuardedBackend

LOCATION = "location"
"""Extension of a response: where a redirect points to, unchecked."""

for _name in ("httpx", "httpcore"):  # their debug lines repeat URLs and headers, secrets included
    logging.getLogger(_name).setLevel(logging.WARNING)


class _NoCookies(httpx.Cookies):
    """Takes none, and does not look for any."""

    def extract_cookies(self, response: httpx.Response) -> None:
        """Nothing of an answer is kept."""


class _Client(httpx.AsyncClient):
    @property
    def cookies(self) -> httpx.Cookies:
        return _NONE

    @cookies.setter
    def cookies(self, told: object) -> None:
        """Nobody can give it any."""


_NONE = _NoCookies()


class _Body(httpx.AsyncByteStream):
    def __init__(self, answer: httpcore.Response) -> None:
        self._answer = answer

    async def __aiter__(self) -> AsyncIterator[bytes]:
        async for piece in cast(AsyncIterable[bytes], self._answer.stream):
            yield piece

    async def aclose(self) -> None:
        await self._answer.aclose()


class _Transport(httpx.AsyncBaseTransport):
    """httpx on an httpcore pool with our own backend. Exceptions of httpcore pass through unchanged.

    Location goes into the extensions: seen in the headers, httpx would build a request to a target nobody has checked.
    """

    def __init__(self, pool: httpcore.AsyncConnectionPool) -> None:
        self._pool = pool

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        url = request.url
        answer = await self._pool.handle_async_request(
            httpcore.Request(
                method=request.method,
                url=httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path),
                headers=request.headers.raw,
                content=request.stream,
                extensions=request.extensions,
            )
        )
        headers = [(name, value) for name, value in answer.headers if name.lower() != b"location"]
        location = next((value for name, value in answer.headers if name.lower() == b"location"), b"")
        return httpx.Response(
            answer.status,
            headers=headers,
            stream=_Body(answer),
            extensions={**answer.extensions, LOCATION: location.decode("utf-8", "replace")},
        )

    async def aclose(self) -> None:
        await self._pool.aclose()


def open_client(
    backend: GuardedBackend,
    tls: ssl.SSLContext | None,
    headers: dict[str, str],
    timeout: httpx.Timeout,
    connections: int,
) -> httpx.AsyncClient:
    """A client with at most `connections` at once, each for one request, that remembers nothing. Without `tls` it is for
    plain HTTP alone.

    A kept connection saves little where most feeds have a host of their own, and fails where the server hangs up
    just as the next request leaves.
    """
    pool = httpcore.AsyncConnectionPool(
        ssl_context=tls,
        max_connections=connections,
        max_keepalive_connections=0,
        http1=True,
        http2=False,
        network_backend=backend,
    )
    return _Client(
        transport=_Transport(pool),
        headers={**headers, "Connection": "close"},
        timeout=timeout,
        follow_redirects=False,
        trust_env=False,
    )
