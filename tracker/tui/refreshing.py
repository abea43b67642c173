"""A refresh, run as a process of its own: its progress read line by line, its end told in words."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from tracker.tui.ending import end
from tracker.units import counted

_PATIENCE_S = 10.0
"""How long a refresh that was told to stop may take to end by itself."""
_MAX_LINE = 1 << 16
_COUNTED = ("new", "changed", "failed", "prices_asked", "prices_failed")
"""What the last line counts."""

_STEPS = {
    "pages": "whole articles", "prices": "price lists", "reading": "reading", "ranking": "ranking", "asking": "second reader",
}  # fmt: skip
"""What follows the feeds -> how the progress line calls it."""

ENDS = {
    0: "Refresh done",
    2: "The refresh was not understood: the tracker command and this screen are of different versions",
    65: "The database cannot be used: `tracker timeline` says what is wrong with it",
    69: "No feed could be read: is the network up? The 5 Feeds view says what each of them answered",
    74: "The disk is full or cannot be written; what was stored is kept",
    75: "Another refresh is running already; its news will appear here by themselves",
    78: "feeds.toml has an error; `tracker feeds list` names every line that is wrong",
}


@dataclass(frozen=True, slots=True)
class Progress:
    """Where a refresh stands."""

    total: int = 0
    done: int = 0
    slug: str = ""
    new: int = 0
    changed: int = 0
    failed: int = 0
    prices_asked: int = 0
    """Parts of price lists."""
    prices_failed: int = 0
    answers: Mapping[str, str] = field(default_factory=dict, compare=False)
    """What came of each feed so far, in words."""
    held: str = ""
    """The feed that was asked for and left alone, and why."""
    step: str = ""
    """What it does after the feeds, in words, with `step_done` of `step_total`; no total where there is none to tell."""
    step_done: int = 0
    step_total: int = 0


def command(database: Path, feeds: Path, everything: bool = False, only: str = "") -> list[str]:
    """What is run; `everything` asks feeds that are not due, too; `only` is the slug of a feed that is asked alone."""
    return [
        sys.executable,
        "-m",
        "tracker",
        "refresh",
        "--progress",
        "jsonl",
        "--db",
        str(database),
        "--feeds",
        str(feeds),
        *(["--all"] if everything else []),
        *(["--feed", only] if only else []),
    ]


def advanced(before: Progress, line: str) -> Progress:
    """The progress after one line of the process. Lines that are no event of ours change nothing."""
    try:
        event = json.loads(line)
    except (ValueError, RecursionError):
        return before
    if not isinstance(event, dict):
        return before
    match event.get("event"):
        case "start":
            return Progress(total=_whole(event, "total"))
        case "held":
            return replace(before, held=f"{event.get('slug', '')} was not asked: {event.get('message', '')}")
        case "feed":
            return replace(
                before,
                total=_whole(event, "total") or before.total, done=_whole(event, "done"), slug=str(event.get("slug", "")),
                new=before.new + _whole(event, "new"), changed=before.changed + _whole(event, "changed"),
                failed=before.failed + (event.get("outcome") == "error"),
                answers={**before.answers, str(event.get("slug", "")): _answer(event)},
            )  # fmt: skip
        case "step" if event.get("step") in _STEPS:
            done, total = _whole(event, "done"), _whole(event, "total")
            return replace(before, step=_STEPS[event["step"]], step_done=done, step_total=total)
        case "end":
            new, changed, failed, asked, bad = (_whole(event, name) for name in _COUNTED)
            return replace(before, done=before.total, new=new, changed=changed, failed=failed, prices_asked=asked,
                           prices_failed=bad)  # fmt: skip
    return before


def _answer(event: dict[str, Any]) -> str:
    """What came of one feed: `2 new, 1 changed`, `nothing new`, `failed`, `not reached in time`."""
    new, changed = _whole(event, "new"), _whole(event, "changed")
    known = {"error": "failed", "skipped": "not reached in time"}
    if (outcome := str(event.get("outcome", ""))) in known:
        return known[outcome]
    told = [f"{number} {word}" for number, word in ((new, "new"), (changed, "changed")) if number]
    return ", ".join(told) or "nothing new"


def _whole(event: dict[str, Any], name: str) -> int:
    """A count, 0 for anything that is none."""
    value = event.get(name)
    return value if isinstance(value, int) and value > 0 else 0


def ended(code: int, progress: Progress, told: str, stopped: bool) -> tuple[str, bool]:
    """What to tell when the process is gone, and whether that is good news. `told` is its last plain line."""
    if stopped:
        return f"Refresh stopped after {progress.done} of {progress.total} feeds; what it stored is kept", True
    if code == 0 and progress.held:
        return _sentence(progress.held), True
    if code == 0 and not (progress.total or progress.prices_asked):
        return "No feed and no price list is due yet; R asks all of them all the same", True
    if code == 0:
        return f"{ENDS[0]}: {'; '.join(_parts(progress))}", True
    words = ENDS.get(code, f"The refresh ended unexpectedly (code {code})")
    return (f"{words}. It said: {told}" if told and code != 75 else words), code == 75


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


def _parts(progress: Progress) -> list[str]:
    """What came of the feeds, then of the price lists."""
    failed = f", {progress.failed} failed (see 5 Feeds)" if progress.failed else ""
    feeds = f"{progress.new} new, {progress.changed} changed{failed}" if progress.total else "no feed was due"
    if not progress.prices_asked:
        return [feeds]
    bad = f", {progress.prices_failed} failed (see l in 4 Prices)" if progress.prices_failed else ""
    return [feeds, f"{counted(progress.prices_asked, 'part')} of price lists asked{bad}"]


class Refresh:
    """One run of the process. `run` ends when it does; `stop` asks it to."""

    def __init__(self, arguments: list[str]) -> None:
        self.arguments = arguments
        self.process: asyncio.subprocess.Process | None = None
        self.progress = Progress()
        self.told = ""
        self.stopped = False

    async def run(self, tell: Callable[[Progress], None]) -> tuple[str, bool]:
        try:
            self.process = await asyncio.create_subprocess_exec(
                *self.arguments, stdin=asyncio.subprocess.DEVNULL, stdout=asyncio.subprocess.DEVNULL,
                stderr=asyncio.subprocess.PIPE, start_new_session=True, limit=_MAX_LINE,
            )  # fmt: skip
        except OSError as error:
            return f"The refresh could not be started: {error.strerror or error}", False
        tell(self.progress)
        async for line in self._lines(self.process):
            after = advanced(self.progress, line)
            if after is self.progress:
                self.told = line.strip() or self.told
            else:
                self.progress = after
                tell(after)
        return ended(await self.process.wait(), self.progress, self.told, self.stopped)

    async def _lines(self, process: asyncio.subprocess.Process) -> AsyncIterator[str]:
        stream: Any = process.stderr
        while True:
            try:
                line = await stream.readline()
            except ValueError:
                continue
            if not line:
                return
            yield line.decode("utf-8", "replace")

    async def stop(self) -> None:
        """SIGTERM; SIGKILL where that is not heard."""
        if self.process is not None and self.process.returncode is None:
            self.stopped = True
            await end(self.process, _PATIENCE_S)
