"""The command line: each command parses, calls one function and prints. `main` is what `tracker` runs."""

from __future__ import annotations

import gc
import sys

from tracker import matrices
from tracker.cli.root import tracker

_NEW_OBJECTS = 10_000
"""Between two looks for garbage. Start-up makes many objects that all stay: at Python's 700 it is a twentieth of a short run."""


def main() -> None:
    """Run `tracker` with the arguments of the process; leaves through SystemExit."""
    gc.set_threshold(_NEW_OBJECTS)
    matrices.prepare()
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="backslashreplace")
    tracker.main(prog_name="tracker")
