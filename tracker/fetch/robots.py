"""robots.txt as RFC 9309 has it: the longest rule that fits decides, `*` and `$` are wildcards, and silence allows.

The parser of the standard library takes the first rule that fits and reads wildcards letter by letter, so that it asks for
what sites close by `Disallow: /*?share=`.
"""

from __future__ import annotations

import asyncio
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

from tracker import urls
from tracker.fetch.faults import Fault
from tracker.model.fetched import Request, Response

if TYPE_CHECKING:
    from tracker.fetch.client import Client

NAME = "accelerator-tracker"
"""How robots.txt calls us: the first word of our User-Agent."""
_MOST_BYTES = 512 * 2**10
_MOST_PAUSE_S = 30.0
_LINE = re.compile(r"[ \t]*([A-Za-z-]{1,20})[ \t]*:[ \t]*([^#]*)")
_AGENT = re.compile(r"[A-Za-z_-]+")
_CLOSED = (401, 403)
"""Statuses of robots.txt that the standard library, and we, take for "keep out"; RFC 9309 leaves that open."""


@dataclass(frozen=True, slots=True)
class Rules:
    """What one robots.txt tells us: (path pattern, allowed), and seconds to wait between two requests."""

    lines: tuple[tuple[str, bool], ...] = ()
    pause_s: float = 0.0

    def allow(self, url: str) -> bool:
        """The longest pattern that fits decides, and allows where both of that length do."""
        parts = urlsplit(url)
        path = _plain(parts.path or "/") + (f"?{_plain(parts.query)}" if parts.query else "")
        if path == "/robots.txt":
            return True
        fitting = [(len(pattern), allowed) for pattern, allowed in self.lines if _fits(pattern, path)]
        return max(fitting, default=(0, True))[1]


def parse(body: bytes) -> Rules:
    """The rules for us: all groups that name us, else all for `*`. Linear in the length; what is no rule is passed over."""
    groups: dict[str, list[tuple[str, bool]]] = {NAME: [], "*": []}
    pauses: dict[str, float] = {}
    named: set[str] = set()
    current: set[str] = set()
    listing = False
    for line in body[:_MOST_BYTES].decode("utf-8", "replace").removeprefix("\ufeff").splitlines():
        found = _LINE.match(line)
        if not found:
            continue
        key, value = found[1].lower(), found[2].strip()
        if key == "user-agent":
            current = (current if listing else set()) | {_agent(value)}
            named |= current
        elif key in ("allow", "disallow") and value:
            for agent in current & groups.keys():
                groups[agent].append((_plain(value), key == "allow"))
        elif key == "crawl-delay":
            pauses.update(dict.fromkeys(current, _seconds(value)))
        listing = key == "user-agent"
    own = NAME if NAME in named else "*"
    return Rules(tuple(groups[own]), pauses.get(own, 0.0))


class Robots:
    """robots.txt of each host, asked once in the life of this object, through the client that asks for the pages."""

    def __init__(self, client: Client) -> None:
        self._client = client
        self._asked: dict[tuple[str, bool], asyncio.Task[Rules]] = {}
        self._next: dict[str, float] = {}

    async def check(self, url: str, allow_private: bool) -> None:
        """Returns once `url` may be asked for, after the pause that its host wants; raises Fault where it may not."""
        parts = urlsplit(url)
        origin = f"{parts.scheme}://{urls.host_and_port(parts)}"
        key = (origin, allow_private)
        if key not in self._asked:
            self._asked[key] = asyncio.create_task(self._read(origin, allow_private))
        rules = await asyncio.shield(self._asked[key])
        if not rules.allow(url):
            raise Fault("robots", "robots.txt of the site does not allow it")
        await self._pause(origin, rules.pause_s)

    async def end(self) -> None:
        """Give up what is still asked."""
        for task in self._asked.values():
            task.cancel()
        await asyncio.gather(*self._asked.values(), return_exceptions=True)

    async def _read(self, origin: str, allow_private: bool) -> Rules:
        request = Request(url=f"{origin}/robots.txt", max_bytes=_MOST_BYTES, allow_private=allow_private)
        response = await self._client.get(request)
        if response.error:
            return _without(response)
        return parse(response.body)

    async def _pause(self, origin: str, pause_s: float) -> None:
        if pause_s <= 0:
            return
        now = asyncio.get_running_loop().time()
        start = max(now, self._next.get(origin, 0.0))
        self._next[origin] = start + min(pause_s, _MOST_PAUSE_S)
        await asyncio.sleep(start - now)


def _without(response: Response) -> Rules:
    """What a robots.txt that cannot be had means: missing, all is allowed; refused or out of reach, nothing is."""
    status = response.status or 0
    if status in _CLOSED:
        return Rules((("/", False),))
    if response.reason in ("http", "gone", "empty") and (400 <= status < 500 or status in (204, 205)):
        return Rules()
    why = response.reason if response.reason != "blocked" else "http"
    raise Fault(why, f"robots.txt of the site cannot be had: {response.error}")


def _agent(value: str) -> str:
    """The product token in small letters, without a version."""
    found = _AGENT.match(value)
    return found[0].lower() if found else "*" if value.startswith("*") else ""


def _seconds(value: str) -> float:
    return float(value) if re.fullmatch(r"\d{1,6}(?:\.\d{1,3})?", value) else 0.0


def _plain(path: str) -> str:
    """One spelling of what may be written in several: percent codes of plain letters as themselves, all else encoded."""
    decoded = re.sub(r"%([0-9A-Fa-f]{2})", _letter, path)
    return quote(decoded, safe="/%?=&*$:;,@!'()+~[]#", errors="replace")


def _letter(found: re.Match[str]) -> str:
    char = chr(int(found[1], 16))
    return char if char.isascii() and (char.isalnum() or char in "-._~") else found[0].upper()


def _fits(pattern: str, path: str) -> bool:
    """Whether the pattern fits the beginning of the path, or all of it with a `$` at its end. Linear in both."""
    whole = pattern.endswith("$")
    first, *rest = pattern.removesuffix("$").split("*")
    if not path.startswith(first):
        return False
    at = len(first)
    for number, piece in enumerate(rest):
        if whole and number == len(rest) - 1:
            return len(path) - len(piece) >= at and path.endswith(piece)
        found = path.find(piece, at)
        if found < 0:
            return False
        at = found + len(piece)
    return not whole or at == len(path)
