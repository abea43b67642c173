"""Changes to the text of feeds.toml that leave every other byte of it as it was: a feed put in, one switched off or on."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tracker.config.lines import Span, spans
from tracker.config.load import check
from tracker.model.errors import ConfigError, UsageError
from tracker.model.feed import FeedSource

_CONTROL = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff]")
_REMARK = re.compile(r"[ \t]*(#[^\r\n]*)?")
Change = Callable[[str, str], str]
"""(text of the file, its name for messages) -> its new text."""


def block(feed: FeedSource) -> str:
    """The `[[feed]]` table of this feed, without what is the default anyway; lines end in `\\n`."""
    lines = ["[[feed]]", f"slug = {quoted(feed.slug)}", f"url = {quoted(feed.url)}"]
    if feed.title not in ("", feed.slug):
        lines.append(f"title = {quoted(feed.title)}")
    if feed.vendor:
        lines.append(f"vendor = {quoted(feed.vendor)}")
    lines.append(f"tier = {quoted(feed.tier)}")
    lines += [] if feed.enabled else ["enabled = false"]
    lines += [f"reason = {quoted(feed.note)}"] if feed.note else []
    lines += ["allow_private = true"] if feed.allow_private else []
    lines += [f"verified = {feed.verified}"] if feed.verified else []
    return "\n".join(lines) + "\n"


def quoted(text: str) -> str:
    """One line of text as a TOML string. JSON writes the same escapes; what has none in TOML is left out."""
    return json.dumps(_CONTROL.sub(" ", text), ensure_ascii=False)


def adding(feeds: list[FeedSource]) -> Change:
    """These feeds at the end of the file."""

    def change(text: str, name: str) -> str:
        end = _line_end(text)
        told = "\n".join(block(feed) for feed in feeds).replace("\n", end)
        gap = "" if not text.strip() else end if text.endswith("\n") else end * 2
        new = text + gap + told
        before, after = _data(text), _whole(new, name)
        _same(before, {**after, "feed": after["feed"][: -len(feeds)]} if "feed" in before else _without(after, "feed"))
        return new

    return change


def switching(slug: str, reason: str | None) -> Change:
    """One feed off for a reason, or on for None. Raises UsageError where it has no table of its own in the file."""

    def change(text: str, name: str) -> str:
        number = _number(text, name, slug)
        new = _on(text, number) if reason is None else _off(text, number, reason)
        before, after = _data(text), _whole(new, name)
        for data in (before, after):
            for key in ("enabled", "reason"):
                data["feed"][number].pop(key, None)
        _same(before, after)
        return new

    return change


@dataclass(frozen=True, slots=True)
class _Line:
    """A key of the feed with the whole lines that it stands on, and the remark behind it."""

    span: Span
    start: int
    end: int
    remark: str


def _off(text: str, number: int, reason: str) -> str:
    """Keys that are there get another value; those that are not come behind `enabled`, or else behind the feed's last key."""
    end = _line_end(text)
    new = []
    for key, value in (("enabled", "false"), ("reason", quoted(reason))):
        if line := _line(text, number, key):
            text = f"{text[: line.span.value]} {value}{text[line.span.end :]}"
        else:
            new.append(f"{key} = {value}{end}")
    after = _line(text, number, "enabled") or _last(text, number)
    told = "".join(new)
    if told and not text[: after.end].endswith("\n"):
        told = end + told.removesuffix(end)
    return text[: after.end] + told + text[after.end :]


def _on(text: str, number: int) -> str:
    """A line that says nothing any more is taken away; where a remark stands behind it, the remark stays."""
    if said := _line(text, number, "reason"):
        kept = said.remark + _line_end(text) if said.remark else ""
        text = text[: said.start] + kept + text[said.end :]
    if switch := _line(text, number, "enabled"):
        shorter = text[: switch.start] + text[switch.end :]
        text = f"{text[: switch.span.value]} true{text[switch.span.end :]}" if switch.remark else shorter
    return text


def _line(text: str, number: int, key: str) -> _Line | None:
    span = spans(text).get(("feed", number, key))
    return _whole_line(text, span) if span else None


def _last(text: str, number: int) -> _Line:
    """The last key of this feed: what is put behind it is still of the feed."""
    own = [span for (table, n, _), span in spans(text).items() if (table, n) == ("feed", number)]
    return _whole_line(text, max(own, key=lambda span: span.start))


def _whole_line(text: str, span: Span) -> _Line:
    found = _REMARK.match(text, span.end)
    assert found is not None
    end = text.find("\n", found.end())
    return _Line(span, text.rfind("\n", 0, span.start) + 1, len(text) if end < 0 else end + 1, found[1] or "")


def _number(text: str, name: str, slug: str) -> int:
    """Which [[feed]] of the file it is, from 0."""
    feeds = _whole(text, name).get("feed", [])
    number = next((n for n, row in enumerate(feeds) if row["slug"] == slug), None)
    if number is None:
        raise UsageError(f"{name} has no feed {slug}; `tracker feeds list --all` names them")
    if ("feed", number, "slug") not in spans(text):
        raise UsageError(f"{name}: {slug} is not written as a [[feed]] table of its own: edit the file by hand")
    return number


def _whole(text: str, name: str) -> dict[str, Any]:
    """What the file says. Raises ConfigError with its mistakes."""
    if problems := check(text, name):
        raise ConfigError(problems)
    return _data(text)


def _data(text: str) -> dict[str, Any]:
    return tomllib.loads(text)


def _without(data: dict[str, Any], key: str) -> dict[str, Any]:
    return {name: value for name, value in data.items() if name != key}


def _same(before: dict[str, Any], after: dict[str, Any]) -> None:
    """A change that would say anything else than was meant is not made."""
    if before != after:
        raise UsageError("the file is written in a way that cannot be changed safely: edit it by hand")


def _line_end(text: str) -> str:
    return "\r\n" if "\r\n" in text else "\n"
