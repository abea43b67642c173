"""Tables that markup lays over several lines: nested bullets (`* -` begins a row), HTML, and wikitext (`|-` begins a row)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tracker.extract.cells import Cell, Table
from tracker.extract.late import late

MOST_CELLS = 4000
LONGEST = 160
"""Characters of a cell; more are prose."""
_LINE = late(r"[^\n]*\n?")
_FIRST = late(r"([ \t]*)[*+-][ \t]{1,8}([*+-])(?=[ \t\n]|$)")
_NESTED = late(r"[*+-][ \t]{1,8}[*+-](?=[ \t\n]|$)")
_NEXT = late(r"([ \t]+)([*+-])(?=[ \t\n]|$)")
_ITEM = late(r"\n\s*[*+-] |\n\s*\n")
_INDENT = late(r"[ \t]*")
_TAG = late(r"<(/?)(table|tr|td|th)\b[^<>]{0,300}>", re.I)


def nested(text: str) -> list[Table]:
    """Tables of bullets: the item inside an item is the first cell of its row, the items under it are the others.

    Rows must have as many cells as the first one, which names the columns; a shorter row ends the table. Cells that hold
    lists or prose make it a layout of paragraphs, which is read as such.
    """
    if not _NESTED.search(text):
        return []
    found: list[Table] = []
    depth, count = -1, 0
    for line in _LINE.finditer(text):
        begun = _FIRST.match(line[0])
        further = None if begun else _NEXT.match(line[0])
        indent = len(_INDENT.match(line[0])[0])  # type: ignore[index]
        if not line[0].strip():
            continue
        count += 1
        if begun:
            if begun.start(2) != depth:
                found.append([])
            depth = begun.start(2)
            found[-1].append([_cell(text, line.start() + begun.end(), line.end())])
        elif further and further.start(2) == depth:
            found[-1][-1].append(_cell(text, line.start() + further.end(), line.end()))
        elif depth >= 0 and indent > depth:
            last = found[-1][-1][-1]
            found[-1][-1][-1] = _cell(text, last.start, line.end())
        else:
            depth = -1
        if count > MOST_CELLS:
            break
    return [t for rows in found if len(t := _even(rows)) > 1 and not any(_prose(text, c) for row in t for c in row)]


def _prose(text: str, cell: Cell) -> bool:
    return cell.end - cell.start > LONGEST or bool(_ITEM.search(text, cell.start, cell.end))


def _even(rows: Table) -> Table:
    width = len(rows[0])
    short = next((i for i, row in enumerate(rows) if len(row) != width), len(rows))
    return rows[:short] if width > 1 else []


def _cell(text: str, start: int, end: int) -> Cell:
    while start < end and text[start] in " \t\n":
        start += 1
    while end > start and text[end - 1] in " \t\n":
        end -= 1
    return Cell(start, end)


def html(text: str) -> list[Table]:
    """Tables of `<tr>` and `<td>` with a row that goes over several lines; the others are read as lines of tabs."""
    if "<t" not in text.lower():
        return []
    return [t for rows in _html_rows(text) if len(t := [r for r in rows if r]) > 1 and _over_lines(text, t)]


def _over_lines(text: str, table: Table) -> bool:
    return any("\n" in text[row[0].end : row[-1].start] for row in table if len(row) > 1)


def _html_rows(text: str) -> Iterator[Table]:
    rows: Table = []
    opened: int | None = None
    for count, tag in enumerate(_TAG.finditer(text)):
        name, closes = tag[2].lower(), bool(tag[1])
        if opened is not None and rows and (name != "table" or closes):
            rows[-1].append(_cell(text, opened, tag.start()))
        opened = None
        if name == "table":
            yield rows
            rows = []
        elif name == "tr" and not closes:
            rows.append([])
        elif name in ("td", "th") and not closes:
            opened = tag.end()
        if count > 4 * MOST_CELLS:
            break
    yield rows


_WIKI = late(r"^\{\|", re.M)
_WIKI_CELL = late(r"(?:^[|!]|\|\||!!)(?P<cell>(?:(?!\|\||!!)[^\n]){0,200})", re.M)
_WIKI_STYLE = late(r"\s*(?:[a-z]+=\"[^\"\n]{0,60}\"\s*)+\|(?!\|)")
"""What a cell may say of its looks: `style="..." |`."""


def wiki(text: str) -> list[Table]:
    """Tables of wikitext: `{|` opens one and `|}` ends it, `|-` begins a row, `||`, `!!` and a new line part its cells."""
    found: list[Table] = []
    stop = 0
    for opened in _WIKI.finditer(text) if "{|" in text else ():
        stop = text.find("\n|}", opened.end()) if stop < opened.end() else stop
        if stop < 0:
            break
        inner = text.find("\n{|", opened.end())
        begin = text.find("\n", opened.end(), stop)
        if begin > 0 and not 0 < inner < stop:
            found.append(_wiki_rows(text, begin, stop))
    return [t for rows in found if len(t := [r for r in rows if r]) > 1]


def _wiki_rows(text: str, start: int, stop: int) -> Table:
    rows: Table = [[]]
    for count, cell in enumerate(_WIKI_CELL.finditer(text, start, stop)):
        if cell["cell"].startswith(("-", "+")) and text[cell.start()] == "|" and text[cell.start() + 1] != "|":
            rows.append([])
            continue
        looks = _WIKI_STYLE.match(text, cell.start("cell"), cell.end("cell"))
        rows[-1].append(_cell(text, looks.end() if looks else cell.start("cell"), cell.end("cell")))
        if count > MOST_CELLS:
            break
    return rows
