"""Counts with the word for what is counted."""

from __future__ import annotations


def counted(number: int, thing: str) -> str:
    """`1 event`, `1,234 events`."""
    return f"{number:,} {thing}{'' if number == 1 else 's'}"
