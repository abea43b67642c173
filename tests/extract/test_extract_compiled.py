"""An expression that an earlier run compiled is the same expression."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tracker.extract import compiled
from tracker.extract.late import compile_now, late, remember_by
from tracker.paths import cache_dir
from tracker.remembered import expressions

WRITTEN = [
    (r"(?<![a-z])(?P<n>\d{1,3}(?:[.,]\d+)?)\s?(?P<unit>gb|tb)(?!\w)", 0, "it has 1.5 tb, 141 gb and 3gbit"),
    (r"(?i:two|three)\s(?P<name>[A-ZÀ-Ö]\w+)|é+", re.X, "TWO Éclairs, three Kites, éé"),
    (r"^a.b$", re.S | re.M, "a\nb\na-b"),
    (r"(x)|(y)(?P<z>z)?", 0, "xyz y"),
    ("", 0, "abc"),
]


@pytest.fixture(autouse=True)
def forgetful() -> Iterator[None]:
    yield
    remember_by(None)


@pytest.mark.skipif(sys.implementation.name != "cpython", reason="only CPython lets one see compiled expressions")
@pytest.mark.parametrize(("pattern", "flags", "text"), WRITTEN)
def test_the_way_back_gives_the_same_expression(pattern: str, flags: int, text: str) -> None:
    made = compiled.ready(pattern, flags)
    assert made is not None
    again, first = compiled.expression(pattern, made), re.compile(pattern, flags)
    assert again is not None
    assert (again.pattern, again.flags, again.groups, dict(again.groupindex)) == (
        first.pattern, first.flags, first.groups, dict(first.groupindex),
    )  # fmt: skip
    assert [(m.span(), m.groupdict(), m.lastgroup) for m in again.finditer(text)] == [
        (m.span(), m.groupdict(), m.lastgroup) for m in first.finditer(text)
    ]


def test_what_is_no_code_is_compiled_anew() -> None:
    remember_by(lambda name, make: (0, b"\xff\xff\xff\xff" * 9, 0, {}, ()))
    assert compile_now(r"a+").fullmatch("aaa")
    remember_by(lambda name, make: (0, b"", 0))
    assert compile_now(r"a+").fullmatch("aaa")
    remember_by(lambda name, make: None)
    assert compile_now(r"a+").fullmatch("aaa")


def test_a_faulty_expression_is_told_as_ever() -> None:
    with pytest.raises(re.error):
        compile_now("(")


def test_a_second_run_compiles_nothing_that_the_first_one_did() -> None:
    made: list[str] = []

    def run() -> bool:
        with expressions():
            return late(r"(?:chips?|cards?)\b").search("two cards") is not None

    assert run()
    folder = cache_dir()
    assert folder is not None
    assert [p.suffix for p in Path(folder).iterdir()] == [".bin"]
    seen = compiled.ready

    def counted(pattern: str, flags: int) -> compiled.Ready | None:
        made.append(pattern)
        return seen(pattern, flags)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(compiled, "ready", counted)
        assert run()
    assert made == []
