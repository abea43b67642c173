"""A look at an address that may have feeds: in a process of its own, so that the screen never loads what asks the network."""

from __future__ import annotations

import asyncio
import dataclasses
import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tracker.model.feed_check import Proposal
from tracker.tui.ending import end

_MOST_BYTES = 4 << 20
_PATIENCE_S = 3.0
_TEXTS = ("url", "title", "slug", "vendor", "tier", "toml", "format", "verified")


@dataclass(frozen=True, slots=True)
class Looked:
    """What is there: feeds to choose from, or what is wrong and what mends it; `known` is the feed of the file at this address."""

    feeds: tuple[Proposal, ...] = ()
    known: str = ""
    problem: str = ""
    mend: str = ""


def command(database: Path, feeds: Path, url: str, private: bool) -> list[str]:
    """What is run. `private`: the address may be of one's own network."""
    own = ["--allow-private"] if private else []
    return [
        sys.executable, "-m", "tracker", "feeds", "check", "--json", "--quiet", *own,
        "--db", str(database), "--feeds", str(feeds), "--", url,
    ]  # fmt: skip


class Look:
    """One look. `run` ends when it does; `stop` ends it."""

    def __init__(self, arguments: list[str]) -> None:
        self.arguments = arguments
        self.process: asyncio.subprocess.Process | None = None
        self.stopped = False

    async def run(self) -> Looked | None:
        """None where it was stopped."""
        try:
            self.process = await asyncio.create_subprocess_exec(
                *self.arguments, stdin=asyncio.subprocess.DEVNULL, stdout=asyncio.subprocess.PIPE,
                stderr=asyncio.subprocess.PIPE, start_new_session=True,
            )  # fmt: skip
        except OSError as error:
            return Looked(problem=f"the look could not be started: {error.strerror or error}")
        told, said = await asyncio.gather(_all(self.process.stdout), _all(self.process.stderr))
        code = await self.process.wait()
        return None if self.stopped else looked(told, said, code)

    async def stop(self) -> None:
        """SIGTERM; SIGKILL where that is not heard."""
        if self.process is not None and self.process.returncode is None:
            self.stopped = True
            await end(self.process, _PATIENCE_S)


async def _all(stream: asyncio.StreamReader | None) -> str:
    """What the process says, `_MOST_BYTES` at most; the rest is read and dropped, so that it can end."""
    kept = b""
    while stream is not None and (piece := await stream.read(1 << 16)):
        kept += piece[: max(0, _MOST_BYTES - len(kept))]
    return kept.decode("utf-8", "replace")


def looked(told: str, said: str, code: int) -> Looked:
    """What the process printed; where that is nothing to be read, its last words."""
    try:
        found = json.loads(told)
        check = found[0] if isinstance(found, list) else found
        proposals = tuple(_proposal(one) for one in check["proposals"])
        return Looked(proposals, *(str(check[name]) for name in ("slug", "problem", "mend")))
    except (ValueError, KeyError, IndexError, TypeError, RecursionError):
        words = [line.strip() for line in said.splitlines() if line.strip()]
        return Looked(
            problem=words[-1].removeprefix("tracker: ") if words else f"the look ended unexpectedly (code {code})"
        )


def _proposal(row: dict[str, Any]) -> Proposal:
    names = {field.name for field in dataclasses.fields(Proposal)}
    texts = {name: str(row[name]) for name in _TEXTS if name in names}
    newest = row["newest"]
    return Proposal(**texts, entries=int(row["entries"]), newest=str(newest) if newest else None)
