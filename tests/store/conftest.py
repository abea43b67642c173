"""A database with the small catalogue in it, open for writing."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from store_sample import fresh


@pytest.fixture
def db(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    connection = fresh(tmp_path / "small.db")
    yield connection
    connection.close()
