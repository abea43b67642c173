"""Where each table and key of a TOML text stands: tomllib gives values without positions."""

from __future__ import annotations

import re

Place = tuple[str, int, str]
"""Table, its position among the tables of that name (from 0), key; the key "" is the table's header."""

_NAME = r"""[A-Za-z0-9_-]+|"(?:\\.|[^"\\])*"|'[^']*'"""
_BLANK = re.compile(r"(?:\s|#[^\n]*)+")
_HEADER = re.compile(rf"\[\[?[ \t]*({_NAME})[^\]\n]*\]\]?")
_KEY = re.compile(rf"({_NAME})[ \t]*(?:\.[ \t]*({_NAME}))?[^=\n]*=")
_PIECE = re.compile(
    r'"""(?:\\[\s\S]|[^\\])*?"{3,5}'
    r"|'''[\s\S]*?'{3,5}"
    r'|"(?:\\.|[^"\\\n])*"'
    r"|'[^'\n]*'"
    r"|\#[^\n]*|[\[{]|[\]}]|\n|[^\"'#\[\]{}\n]+"
)


def index(text: str) -> dict[Place, int]:
    """Line numbers, from 1, of a text that tomllib has accepted. A dotted key counts by its first part."""
    found: dict[Place, int] = {}
    counts: dict[str, int] = {}
    table, at = "", 0
    while at < len(text):
        if blank := _BLANK.match(text, at):
            at = blank.end()
            continue
        line = text.count("\n", 0, at) + 1
        if header := _HEADER.match(text, at):
            table = _bare(header[1])
            counts[table] = counts.get(table, -1) + 1
            found[(table, counts[table], "")] = line
            at = header.end()
        elif key := _KEY.match(text, at):
            _note(found, table, counts.get(table, 0), key, line)
            at = _end_of_value(text, key.end())
        else:
            break
    return found


def _note(found: dict[Place, int], table: str, number: int, key: re.Match[str], line: int) -> None:
    first = _bare(key[1])
    found.setdefault((table, number, first), line)
    if not table:
        found.setdefault((first, 0, ""), line)
        if key[2]:
            found.setdefault((first, 0, _bare(key[2])), line)


def _end_of_value(text: str, at: int) -> int:
    """Behind the value that starts here: its strings and brackets may span lines."""
    depth = 0
    while piece := _PIECE.match(text, at):
        at = piece.end()
        if piece[0] in ("[", "{"):
            depth += 1
        elif piece[0] in ("]", "}"):
            depth -= 1
        elif piece[0] == "\n" and depth == 0:
            break
    return at


def _bare(name: str) -> str:
    return name[1:-1] if name[0] in "\"'" else name
