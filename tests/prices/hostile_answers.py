"""Answers in a source's shape with one place gone wrong: another type, a huge number, a control sequence, a name without end."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from typing import Any

HOSTILE: tuple[Any, ...] = (
    None, True, False, 0, -1, 0.5, 1e308, 10**40, "", "0", "1e999", "NaN", "1_0", "\x1b[31m\u202e\x00", "x" * 1_000_000,
    "\ud800", [], {}, [[]], [None], {"value": {}}, [[[[[[]]]]]],
)  # fmt: skip


def variants(sound: Any) -> Iterator[bytes]:
    """`sound` as JSON with each of its values, one at a time, replaced by each hostile one, or left out."""
    for path in list(_paths(sound)):
        for value in HOSTILE:
            broken = copy.deepcopy(sound)
            _inside(broken, path[:-1])[path[-1]] = value
            yield json.dumps(broken).encode()
        broken = copy.deepcopy(sound)
        del _inside(broken, path[:-1])[path[-1]]
        yield json.dumps(broken).encode()


def deep(levels: int = 200_000) -> bytes:
    return b'{"a":' * levels + b"1" + b"}" * levels


def _paths(value: Any, at: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    keys = list(value) if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ()
    for key in keys:
        yield (*at, key)
        yield from _paths(value[key], (*at, key))


def _inside(value: Any, path: tuple[Any, ...]) -> Any:
    for key in path:
        value = value[key]
    return value
