"""A file of things that take long to make: what goes wrong with it costs time and nothing else."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from tracker.shelf import Shelf


def never() -> Any:
    raise AssertionError("it is on the shelf")


def test_what_one_run_made_the_next_one_finds(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "shelf.bin"
    first = Shelf(path, "build 1")
    assert first.recall("a", lambda: ("made", 1)) == ("made", 1)
    assert first.recall("a", never) == ("made", 1)
    first.keep()
    assert Shelf(path, "build 1").recall("a", never) == ("made", 1)
    assert path.stat().st_mode & 0o077 == 0
    assert [p.name for p in path.parent.iterdir()] == ["shelf.bin"]


def test_nothing_new_is_written_to_no_file(tmp_path: Path) -> None:
    path = tmp_path / "shelf.bin"
    Shelf(path, "build 1").keep()
    assert not path.exists()


def test_another_build_makes_all_anew(tmp_path: Path) -> None:
    path = tmp_path / "shelf.bin"
    first = Shelf(path, "build 1")
    first.recall("a", lambda: 1)
    first.keep()
    other = Shelf(path, "build 2")
    assert other.recall("a", lambda: 2) == 2


@pytest.mark.parametrize(
    "spoil", [lambda b: b"", lambda b: b[:-1], lambda b: b[:40] + b"\xff" + b[41:], lambda b: b"x" * 9 * 2**20]
)
def test_a_spoiled_file_is_as_none(tmp_path: Path, spoil: object) -> None:
    path = tmp_path / "shelf.bin"
    first = Shelf(path, "build 1")
    first.recall("a", lambda: 1)
    first.keep()
    path.write_bytes(spoil(path.read_bytes()))  # type: ignore[operator]
    again = Shelf(path, "build 1")
    assert again.recall("a", lambda: 2) == 2
    again.keep()
    assert Shelf(path, "build 1").recall("a", never) == 2


def test_where_nothing_can_be_written_all_goes_on(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    shelf = Shelf(tmp_path / "file" / "shelf.bin", "build 1")
    assert shelf.recall("a", lambda: 1) == 1
    shelf.keep()
    assert os.listdir(tmp_path) == ["file"]


def test_what_cannot_be_written_down_is_made_all_the_same(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path / "shelf.bin", "build 1")
    made = object()
    assert shelf.recall("a", lambda: made) is made
    shelf.keep()
    assert os.listdir(tmp_path) == []


def test_a_file_that_grew_too_large_keeps_what_was_used(tmp_path: Path) -> None:
    path = tmp_path / "shelf.bin"
    for name in "abc":
        shelf = Shelf(path, "build 1")
        shelf.recall(name, lambda: bytes(5 * 2**20))
        shelf.keep()
        assert path.stat().st_size < 6 * 2**20
    assert len(Shelf(path, "build 1").recall("c", lambda: b"")) == 5 * 2**20
