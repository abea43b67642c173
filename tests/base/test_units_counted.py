"""Counts with the word for what is counted."""

import pytest

from tracker.units import counted


@pytest.mark.parametrize(
    ("number", "thing", "told"),
    [
        (0, "article", "0 articles"), (1, "article", "1 article"), (1234, "event", "1,234 events"), (1, "entry", "1 entry"),
        (2, "entry", "2 entries"), (3, "day", "3 days"),
    ],
)  # fmt: skip
def test_one_is_one_and_others_are_many(number: int, thing: str, told: str) -> None:
    assert counted(number, thing) == told
