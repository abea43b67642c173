"""What numpy's matrix library is told before it is loaded, for it hears of nothing later. What a person has set stands."""

from __future__ import annotations

import os


def prepare() -> None:
    """One thread: on texts of the length that is read here a second costs six times what it saves.

    To be called before numpy is imported by anyone.
    """
    if "OMP_NUM_THREADS" not in os.environ:
        os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
