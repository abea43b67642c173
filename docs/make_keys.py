"""Writes docs/keys.md from the table of keys. Run it after a change of it: python docs/make_keys.py"""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tracker.tui.keys import SCOPES, in_scope  # noqa: E402

PAGE = ROOT / "docs" / "keys.md"


def text() -> str:
    """One table a scope, in the order of help."""
    parts = ["# Keys of the screen", "`?` searches them and runs the one that is found. Made by `docs/make_keys.py`."]
    for scope, title in SCOPES.items():
        rows = [f"| {_code(key.shown)} | {key.label} | {key.help} |" for key in in_scope(scope)]
        parts.append("\n".join([f"## {title}", "| Key | | What it does |", "|---|---|---|", *rows]))
    return "\n\n".join(parts) + "\n"


def _code(shown: str) -> str:
    return " ".join(f"`{key}`" for key in shown.replace("|", "\\|").split())


if __name__ == "__main__":
    PAGE.write_text(text(), encoding="utf-8")
