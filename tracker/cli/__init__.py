"""The command line: each command parses, calls one function and prints. `main` is what `tracker` runs."""

from __future__ import annotations

import sys

from tracker.cli.root import tracker


def main() -> None:
    """Run `tracker` with the arguments of the process; leaves through SystemExit."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="backslashreplace")
    tracker.main(prog_name="tracker")
