"""Telling a service that watches over cron jobs that a refresh went well: one GET, and no failure of its own."""

from __future__ import annotations

import asyncio
from urllib.parse import urlsplit

from tracker.fetch.client import Client
from tracker.model.feed import Config
from tracker.model.fetched import Request, Response

_MOST_BYTES = 2**16


def ping(config: Config) -> str:
    """Ask `config.ping` once. Returns one line where that failed, else nothing; the line names the host alone, since the path of
    such a URL is its key."""
    answer = asyncio.run(_ask(config))
    if answer.status is not None and 200 <= answer.status < 300:
        return ""
    return f"[network] ping: {urlsplit(config.ping).hostname}: {answer.error}"


async def _ask(config: Config) -> Response:
    async with Client(contact=config.contact) as client:
        request = Request(url=config.ping, max_bytes=_MOST_BYTES, allow_private=config.ping_allow_private)
        return await client.get(request)
