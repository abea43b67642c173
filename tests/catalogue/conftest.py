"""A small sound catalogue on disk, and a way to spoil it."""

from collections.abc import Callable
from pathlib import Path

import pytest
from catalogue_sample import SOUND


@pytest.fixture
def sound(tmp_path: Path) -> Path:
    for name, text in SOUND.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


@pytest.fixture
def spoil(sound: Path) -> Callable[[str, str, str], Path]:
    """Replace a piece of one file; the piece must occur exactly once."""

    def replace(name: str, old: str, new: str) -> Path:
        text = (sound / name).read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{old!r} occurs {text.count(old)} times"
        (sound / name).write_text(text.replace(old, new), encoding="utf-8")
        return sound

    return replace
