"""Servers on loopback for the tests of the network."""

from collections.abc import Iterator

import pytest
from fetch_loopback import Loopback


@pytest.fixture
def server() -> Iterator[Loopback]:
    """The feed's own host."""
    one = Loopback()
    yield one
    one.close()


@pytest.fixture
def internal() -> Iterator[Loopback]:
    """A service of an internal network: no redirect may reach it."""
    one = Loopback("127.0.0.2")
    yield one
    one.close()
