"""Waiting before a refresh, so that many machines do not ask the same servers at the same second."""

from __future__ import annotations

import hashlib
import socket
import threading
from pathlib import Path

from tracker.refresh.signals import on_signal


def share(database: Path) -> float:
    """Where in 0..1 this database of this machine has its place: always the same, so that the time between two runs is too."""
    name = f"{socket.gethostname()} {database.resolve()}"
    return int.from_bytes(hashlib.blake2b(name.encode("utf-8", "replace"), digest_size=8).digest(), "big") / 2**64


def pause(seconds: float) -> int:
    """Wait. Returns 0, or at once the number of the signal that ended it."""
    stopped, told = threading.Event(), [0]

    def stop(number: int) -> None:
        told[0] = number
        stopped.set()

    with on_signal(stop):
        stopped.wait(seconds)
    return told[0]
