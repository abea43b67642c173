"""An answer read as strictly as if a stranger had written it: what is not of the scheme is dropped, with the reason."""

from __future__ import annotations

import json
import math
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NoReturn

from tracker.reader.scheme import LISTS, Form, fault

MOST_CHARACTERS = 200_000
MOST_ITEMS = 150
"""Of each list; an article has fewer."""
_LONGEST = 400
"""Characters of any text in an answer."""
_FENCED = re.compile(r"\s*```(?:json)?\s*\n(.*?)\n?```\s*", re.DOTALL)

Item = dict[str, Any]


class Malformed(ValueError):
    """The answer as a whole cannot be used. The message repeats nothing of it."""


@dataclass(frozen=True, slots=True)
class Answer:
    """Items of the right form, not yet checked against the text."""

    is_announcement: bool
    specs: tuple[Item, ...] = ()
    events: tuple[Item, ...] = ()
    relations: tuple[Item, ...] = ()
    dropped: Counter[str] = field(default_factory=Counter)

    def to_json(self) -> str:
        told = {"is_announcement": self.is_announcement, "specs": self.specs, "events": self.events,
                "relations": self.relations}  # fmt: skip
        return json.dumps(told, ensure_ascii=False, separators=(",", ":"))


def content(body: bytes) -> tuple[str, object]:
    """What the model said, and the usage, out of a chat completion. Raises Malformed."""
    envelope = _json(body.decode("utf-8", "replace"))
    try:
        choice = envelope["choices"][0]
        said, ended = choice["message"]["content"], choice.get("finish_reason")
    except (TypeError, KeyError, IndexError, AttributeError):
        raise Malformed("the answer is no chat completion") from None
    if ended == "length":
        raise Malformed("the answer was cut off at its length limit")
    if not isinstance(said, str) or not said.strip():
        raise Malformed("the answer is empty")
    return said, envelope.get("usage")


def parse(said: str) -> Answer:
    """The items of an answer. Raises Malformed where it is no JSON of the scheme at all."""
    if len(said) > MOST_CHARACTERS:
        raise Malformed(f"the answer is longer than {MOST_CHARACTERS} characters")
    fenced = _FENCED.fullmatch(said)
    told = _json(fenced[1] if fenced else said)
    if not isinstance(told, dict) or set(told) != {"is_announcement", *LISTS}:
        raise Malformed("the answer does not have the keys of the scheme")
    if not isinstance(told["is_announcement"], bool) or not all(isinstance(told[name], list) for name in LISTS):
        raise Malformed("the answer's parts are of the wrong types")
    dropped: Counter[str] = Counter()
    items = {name: tuple(_items(told[name], form, dropped)) for name, form in LISTS.items()}
    return Answer(told["is_announcement"], **items, dropped=dropped)


def _items(rows: list[object], form: Form, dropped: Counter[str]) -> Iterator[Item]:
    if len(rows) > MOST_ITEMS:
        dropped["more facts than an article has"] += len(rows) - MOST_ITEMS
    for row in rows[:MOST_ITEMS]:
        if why := _fault(row, form):
            dropped[why] += 1
        elif isinstance(row, dict):
            yield row


def _fault(row: object, form: Form) -> str:
    if not isinstance(row, dict):
        return "a fact is no object"
    if set(row) != set(form):
        return "a fact has other keys than the scheme"
    for name, value in row.items():
        if why := fault(form[name], value):
            return f"{name} {why}"
        if isinstance(value, str) and len(value) > _LONGEST:
            return f"{name} is too long"
        if isinstance(value, int | float) and not (_finite(value) and value > 0):
            return f"{name} is no number above zero"
    return ""


def _finite(value: float) -> bool:
    try:
        return math.isfinite(value) and float(value) < 1e30
    except OverflowError:
        return False


def _json(text: str) -> Any:
    try:
        return json.loads(text, parse_constant=_refused)
    except (ValueError, RecursionError):
        raise Malformed("the answer is no JSON") from None


def _refused(_: str) -> NoReturn:
    raise ValueError("NaN and Infinity are no JSON")
