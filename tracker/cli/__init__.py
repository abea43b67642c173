"""The command line: each command parses, calls one function and prints. `main` is what `tracker` runs."""

from __future__ import annotations

import gc
import os
import sys

from tracker import matrices
from tracker.cli.root import tracker

_NEW_OBJECTS = 10_000
"""Between two looks for garbage. Start-up makes many objects that all stay: at Python's 700 it is a twentieth of a short run."""


def main() -> None:
    """Run `tracker` with the arguments of the process; leaves through SystemExit."""
    _open_closed_streams()
    gc.set_threshold(_NEW_OBJECTS)
    matrices.prepare()
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="backslashreplace")
    tracker.main(prog_name="tracker")


def _open_closed_streams() -> None:
    """What was closed before we began (`>&-`) becomes the null device: Python has None there, which nobody can write to.

    In the order of their numbers: the lowest that is free is taken, so that no other file gets the number of an output.
    """
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            null = os.open(os.devnull, os.O_RDWR)
            os.set_inheritable(null, True)
            setattr(sys, name, os.fdopen(null, mode, encoding="utf-8"))
