"""A site of feeds and a database to refresh from it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from refresh_site import Site


@pytest.fixture
def site() -> Iterator[Site]:
    one = Site()
    yield one
    one.close()
