"""One bounded, polite request: redirects, deadline, limits and every error end in a Response, never in an exception."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from types import TracebackType
from typing import Self
from urllib.parse import SplitResult, unquote, urlsplit

import httpx

from tracker import __version__, clock, urls
from tracker.fetch import answer as answers
from tracker.fetch import body
from tracker.fetch.faults import Fault, explain
from tracker.fetch.guard import GuardedBackend, Resolver, resolve
from tracker.fetch.manners import Hold, Manners
from tracker.fetch.transport import open_client
from tracker.model.fetched import Post, Request, Response

Gate = Callable[[str], Awaitable[None]]
"""Asked before each hop whether a URL may be asked for; raises Fault where it may not."""

_TELLING = 5
"""So many characters of a key in a row are not repeated."""
_LARGE_AT_ONCE = 2
"""Bodies over 1 MiB: with what is made of them, each takes several times `max_bytes` of memory."""
_MOST_OPEN = 64
"""Connections, those included to which nothing arrives: with the file of a body, two open files each, and many a system
gives a program 256."""
_ACCEPT = "application/atom+xml, application/rss+xml, application/feed+json, application/json;q=0.9, */*;q=0.8"


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds and counts of one request. The deadline is over all redirects, waiting for a host's turn aside."""

    deadline_s: float = 15.0
    connect_s: float = 5.0
    read_s: float = 8.0
    redirects: int = 5


@dataclass(slots=True)
class _Trip:
    """One request on its way: where it is, what it may still take, what it has learnt."""

    request: Request
    hold: Hold
    url: str
    left_s: float
    gate: Gate | None = None
    moved: str = ""
    all_permanent: bool = True
    tally: body.Tally = field(default_factory=body.Tally)
    status: int | None = None


class Client:
    """Use as `async with`. `get` never raises for anything the network does; `contact` goes into the User-Agent.

    `resolver` and `tls` replace the system's resolver and trust store.
    """

    def __init__(
        self,
        contact: str = "",
        per_host: int = 2,
        min_gap_s: float = 1.0,
        total: int = 32,
        limits: Limits | None = None,
        resolver: Resolver = resolve,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        self._limits = limits or Limits()
        self._manners = Manners(per_host, min_gap_s, total, max(total, _MOST_OPEN))
        self._large = asyncio.Semaphore(_LARGE_AT_ONCE)
        self._headers = {"User-Agent": user_agent(contact), "Accept": _ACCEPT, "Accept-Encoding": "gzip"}
        self._most_open, self._resolver, self._tls = max(total, _MOST_OPEN), resolver, tls
        self._clients: dict[tuple[bool, bool], httpx.AsyncClient] = {}

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for client in self._clients.values():
            await client.aclose()

    def hold(self) -> Hold:
        """For `get`, where the body is held longer than the request: large ones are few at once until the end of `with`."""
        return Hold(self._large)

    async def get(self, request: Request, hold: Hold | None = None, gate: Gate | None = None) -> Response:
        """Ask once. On trouble `error` is one line, `reason` its word and the body empty, as it is with a 304."""
        if hold:
            return await self._request(request, hold, gate)
        with self.hold() as own:
            return await self._request(request, own, gate)

    async def post(self, request: Post) -> Response:
        """Send JSON once, with the same guard, deadline, limits and errors; a redirect is an error."""
        with self.hold() as own:
            return await self._request(request, own)

    async def _request(self, request: Request, hold: Hold, gate: Gate | None = None) -> Response:
        loop = asyncio.get_running_loop()
        trip = _Trip(request, hold, "", self._limits.deadline_s, gate)
        started = loop.time()
        try:
            if found := urls.problem(request.url):
                raise Fault(*found)
            trip.url = answers.without_user(request.url)
            response = await self._travel(trip)
        except Exception as error:
            reason, text = explain(error, self._limits.connect_s, self._limits.read_s)
            text = without_bearer(text, request)
            response = Response(url=request.url, final_url=trip.url, status=trip.status, error=text, reason=reason)
        return replace(response, wire_bytes=trip.tally.wire, elapsed_s=loop.time() - started)

    async def _travel(self, trip: _Trip) -> Response:
        for _ in range(self._limits.redirects + 1):
            if trip.gate:
                await trip.gate(trip.url)
            if response := await self._hop(trip):
                return response
        raise Fault("redirect", f"more than {self._limits.redirects} redirects")

    async def _hop(self, trip: _Trip) -> Response | None:
        """One request of the chain: its Response, or None when the trip goes on elsewhere."""
        async with self._manners.turn(urlsplit(trip.url).hostname or "", lambda: trip.tally.wire):
            with body.Kept() as kept:
                response = await self._in_time(trip, kept)
                if kept.is_large:
                    await trip.hold.take()
                return replace(response, body=kept.whole()) if response else None

    async def _in_time(self, trip: _Trip, kept: body.Kept) -> Response | None:
        loop = asyncio.get_running_loop()
        started = loop.time()
        try:
            async with asyncio.timeout(trip.left_s):
                return await self._ask(trip, kept)
        except TimeoutError:
            raise Fault("timeout", f"no whole answer in {self._limits.deadline_s:g} s") from None
        finally:
            trip.left_s -= loop.time() - started

    async def _ask(self, trip: _Trip, kept: body.Kept) -> Response | None:
        """The response, with its body in `kept`."""
        place = urlsplit(trip.url)
        own = _same_place(urlsplit(trip.request.url), place)
        client = self._client(trip.request.allow_private and own, place.scheme == "https")
        auth = _credentials(trip.request.url) if own else None
        method, headers, content = _message(trip.request)
        if trip.request.host and trip.url == answers.without_user(trip.request.url):
            headers["Host"] = trip.request.host
        async with client.stream(method, trip.url, headers=headers, content=content, auth=auth) as answer:
            answers.check_version(answer)
            trip.status = answer.status_code
            if answer.status_code in answers.REDIRECTS:
                if content is not None:
                    raise Fault("redirect", f"{answer.status_code} redirect: what is sent goes to the written URL only")
                _move(trip, answer)
                return None
            return await self._settle(trip, answer, kept)

    def _client(self, private: bool, secure: bool) -> httpx.AsyncClient:
        """Made when first asked for: reading the trust store costs more than many a refresh."""
        if (private, secure) not in self._clients:
            tls = (self._tls or httpx.create_ssl_context()) if secure else None
            timeout = httpx.Timeout(self._limits.read_s, connect=self._limits.connect_s, pool=None)
            backend = GuardedBackend(private, self._resolver)
            self._clients[private, secure] = open_client(backend, tls, self._headers, timeout, self._most_open)
        return self._clients[private, secure]

    async def _settle(self, trip: _Trip, answer: httpx.Response, kept: body.Kept) -> Response:
        request = trip.request
        response = Response(
            url=request.url,
            final_url=trip.url,
            status=answer.status_code,
            headers=None if isinstance(request, Post) else answers.kept_headers(answer),
            permanent_redirect=trip.moved,
            etag=answers.validator(answers.first(answer, "etag")),
            last_modified=answers.validator(answers.first(answer, "last-modified")),
            retry_after_s=answers.retry_after(answer, clock.now()),
        )
        if refused := answers.refusal(answer, bool(_conditions(request))):
            return replace(response, error=str(refused), reason=refused.reason, etag="", last_modified="")
        if answer.status_code == 304:
            return replace(
                response,
                etag=response.etag or request.etag,
                last_modified=response.last_modified or request.last_modified,
            )
        await body.read(answer, request.max_bytes, trip.tally, kept)
        return response


def user_agent(contact: str) -> str:
    """`accelerator-tracker/0.1.0 (+mailto:…)`: who asks, which version, whom to write to."""
    told = f"accelerator-tracker/{__version__}"
    return f"{told} (+{contact})" if contact else f"{told} (feed reader)"


def without_bearer(text: str, request: Request) -> str:
    """An error text; a plain one where it repeats any part of what a server may have sent back of the key."""
    key = request.bearer if isinstance(request, Post) else ""
    parts = {key[i : i + _TELLING] for i in range(max(1, len(key) - _TELLING + 1))} if key else set()
    return "the answer cannot be read" if any(part in text for part in parts) else text


def _move(trip: _Trip, answer: httpx.Response) -> None:
    trip.url = answers.target(answer, trip.url)
    trip.all_permanent = trip.all_permanent and answer.status_code in answers.PERMANENT
    if trip.all_permanent:
        trip.moved = trip.url


def _message(request: Request) -> tuple[str, dict[str, str], bytes | None]:
    """Method, headers and content."""
    if not isinstance(request, Post):
        return "GET", _conditions(request), None
    headers = {"Content-Type": "application/json", "Accept": "application/json"}
    if request.bearer:
        headers["Authorization"] = f"Bearer {request.bearer}"
    return "POST", headers, request.payload


def _conditions(request: Request) -> dict[str, str]:
    """Validators exactly as they came: a server compares bytes."""
    told = {"If-None-Match": request.etag, "If-Modified-Since": request.last_modified}
    return {name: value for name, value in told.items() if value and answers.validator(value)}


def _same_place(own: SplitResult, other: SplitResult) -> bool:
    """Host and port of the URL that was written; http may become https on the default ports."""
    here, there = (urls.host_and_port(parts) for parts in (own, other))
    return here == there and (own.scheme == other.scheme or other.scheme == "https")


def _credentials(url: str) -> tuple[str, str] | None:
    parts = urlsplit(url)
    return (unquote(parts.username or ""), unquote(parts.password or "")) if parts.username else None
