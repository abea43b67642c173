"""Where each table and key of a TOML text stands: tomllib gives values without positions."""

from __future__ import annotations

import re
from typing import NamedTuple

Place = tuple[str, int, str]
"""Table, its position among the tables of that name (from 0), key; the key "" is the table's header."""


class Span(NamedTuple):
    """Line, from 1; and where in the text the key (or header) starts, its value starts, and what belongs to it ends."""

    line: int
    start: int
    value: int
    end: int


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
    return {place: span.line for place, span in spans(text).items()}


def spans(text: str) -> dict[Place, Span]:
    """Where everything stands in a text that tomllib has accepted. A value ends before the blanks and the remark behind it."""
    found: dict[Place, Span] = {}
    counts: dict[str, int] = {}
    table, at = "", 0
    line, counted = 1, 0
    while at < len(text):
        if blank := _BLANK.match(text, at):
            at = blank.end()
            continue
        line, counted = line + text.count("\n", counted, at), at
        if header := _HEADER.match(text, at):
            table = _bare(header[1])
            counts[table] = counts.get(table, -1) + 1
            found[(table, counts[table], "")] = Span(line, at, header.end(), header.end())
            at = header.end()
        elif key := _KEY.match(text, at):
            end, at = _end_of_value(text, key.end())
            _note(found, table, counts.get(table, 0), key, Span(line, key.start(), key.end(), end))
        else:
            break
    return found


def _note(found: dict[Place, Span], table: str, number: int, key: re.Match[str], span: Span) -> None:
    first = _bare(key[1])
    found.setdefault((table, number, first), span)
    if not table:
        found.setdefault((first, 0, ""), span)
        if key[2]:
            found.setdefault((first, 0, _bare(key[2])), span)


def _end_of_value(text: str, at: int) -> tuple[int, int]:
    """Where the value that starts here ends, and where its line does: its strings and brackets may span lines."""
    depth, end = 0, at
    while piece := _PIECE.match(text, at):
        at = piece.end()
        if piece[0] in ("[", "{"):
            depth += 1
        elif piece[0] in ("]", "}"):
            depth -= 1
        elif piece[0] == "\n" and depth == 0:
            break
        if piece[0].strip() and (depth or piece[0][0] != "#"):
            end = piece.start() + len(piece[0].rstrip())
    return end, at


def _bare(name: str) -> str:
    return name[1:-1] if name[0] in "\"'" else name
