"""Memory that feeds took is the system's again before texts are read."""

from __future__ import annotations

import platform
import subprocess
import sys

import pytest

CODE = """
import os
from tracker.refresh.thrift import give_back
def held():
    return int(open("/proc/self/statm").read().split()[1]) * os.sysconf("SC_PAGE_SIZE") >> 20
class Round: pass
pieces = [bytes(3000) for _ in range(20_000)]
one = Round(); one.own, one.pieces = one, pieces
kept = pieces[::100]
before = held()
del one, pieces
give_back()
print(before - held(), len(kept))
"""


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="only glibc keeps what was freed")
def test_freed_pieces_go_back_to_the_system() -> None:
    said = subprocess.run([sys.executable, "-c", CODE], capture_output=True, text=True, check=True)
    assert int(said.stdout.split()[0]) >= 20, said.stdout
