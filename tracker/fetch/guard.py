"""Connections to checked addresses only: a name is resolved once, and what was checked is what is connected to."""

from __future__ import annotations

import asyncio
import ipaddress
import socket
import threading
from collections.abc import Awaitable, Callable, Iterable
from contextlib import suppress
from typing import Any

import httpcore

from tracker.fetch.faults import Fault

Resolver = Callable[[str, int], Awaitable[list[str]]]
"""Host and port -> numeric addresses; raises OSError (socket.gaierror) where there is none."""

_RETRY_AFTER_S = 0.3
_OPTIONS = [(socket.SOL_SOCKET, socket.SO_RCVBUF, 2**18)]
"""What an endless answer can send beyond the limit: the kernel would let this grow to some MiB."""

_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_OPEN6 = ipaddress.ip_network("2000::/3")
"""All that is given out of IPv6: site-local, unique local, link-local and translation prefixes are outside."""
_SPECIAL = tuple(
    map(
        ipaddress.ip_network,
        (
            "192.0.0.0/24",  # protocol assignments, of which `ipaddress` takes some for global
            "192.88.99.0/24",  # 6to4 relays
            "168.63.129.16/32",  # the platform of Azure, as each of its machines sees it
            "2001::/23",  # protocol assignments
            "2001:db8::/32",  # documentation
            "3fff::/20",  # documentation
        ),
    )
)
"""Blocks of the IANA special-purpose registries that `ipaddress` misses, or misses in some versions of Python."""


def is_public(address: str) -> bool:
    """True for an address of the open internet. IPv4 inside IPv6 (mapped, 6to4, NAT64, Teredo) is looked at as IPv4."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        if inner := _inner(ip):
            return all(map(_is_open, inner))
        return ip in _OPEN6 and _is_open(ip)
    return _is_open(ip)


def _is_open(ip: ipaddress.IPv4Address | ipaddress.IPv6Address) -> bool:
    special = ip.is_multicast or ip.is_unspecified or ip.is_reserved or any(ip in block for block in _SPECIAL)
    return ip.is_global and not special


def _inner(ip: ipaddress.IPv6Address) -> tuple[ipaddress.IPv4Address, ...]:
    """The IPv4 addresses that a packet to this one ends up at or passes; none for plain IPv6."""
    if ip in _NAT64:
        return (ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF),)
    if ip.teredo:
        return ip.teredo
    inner = ip.ipv4_mapped or ip.sixtofour
    return (inner,) if inner else ()


async def resolve(host: str, port: int) -> list[str]:
    """The system's resolver, in a thread that holds up neither a deadline nor the end of the program.

    A host that is an address already asks nobody; other spellings of one (octal, short, decimal) go to the system.
    """
    with suppress(ValueError):
        return [str(ipaddress.ip_address(host))]
    loop = asyncio.get_running_loop()
    answer: asyncio.Future[list[str]] = loop.create_future()

    def settle(addresses: list[str], error: OSError | UnicodeError | None) -> None:
        if answer.done():
            return
        if error:
            answer.set_exception(error)
        else:
            answer.set_result(addresses)

    def ask() -> None:
        addresses: list[str] = []
        error: OSError | UnicodeError | None = None
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
            addresses = list(dict.fromkeys(str(entry[4][0]) for entry in found))
        except (OSError, UnicodeError) as problem:
            error = problem
        with suppress(RuntimeError):  # the loop has ended meanwhile: nobody waits any more
            loop.call_soon_threadsafe(settle, addresses, error)

    threading.Thread(target=ask, daemon=True, name="resolve").start()
    return await answer


class GuardedBackend(httpcore.AsyncNetworkBackend):
    """Connects for one pool. `private` says whether that pool may reach addresses outside the open internet."""

    def __init__(self, private: bool, resolver: Resolver = resolve) -> None:
        self._private = private
        self._resolver = resolver
        self._sockets = httpcore.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """One retry where nothing answered; `timeout` covers name, addresses and retry together."""
        try:
            async with asyncio.timeout(timeout):
                try:
                    return await self._connect(host, port, timeout)
                except httpcore.ConnectError:
                    await asyncio.sleep(_RETRY_AFTER_S)
                    return await self._connect(host, port, timeout)
        except TimeoutError:
            raise httpcore.ConnectTimeout() from None

    async def _connect(self, host: str, port: int, timeout: float | None) -> httpcore.AsyncNetworkStream:
        addresses = await self._checked(host, port)
        share = None if timeout is None else timeout / len(addresses)
        failure: httpcore.ConnectError | httpcore.ConnectTimeout | None = None
        for address in addresses:
            try:
                return await self._sockets.connect_tcp(address, port, timeout=share, socket_options=_OPTIONS)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
        raise failure or httpcore.ConnectError()

    async def _checked(self, host: str, port: int) -> list[str]:
        try:
            addresses = await self._resolver(host, port)
        except socket.gaierror as error:
            raise Fault("dns", f"the host name does not resolve ({error.strerror or 'no answer'})") from None
        except (OSError, UnicodeError):
            raise Fault("dns", "the host name does not resolve") from None
        allowed = addresses if self._private else [address for address in addresses if is_public(address)]
        if not allowed:
            told = addresses[0] if addresses else "none"
            raise Fault(
                "blocked_address", f"address {told} is not public and not allowed (allow_private in feeds.toml)"
            )
        return allowed

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds)

    async def connect_unix_socket(self, *_: Any, **__: Any) -> httpcore.AsyncNetworkStream:
        raise Fault("blocked_address", "a socket file is no network address")
