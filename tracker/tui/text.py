"""The one way for text from rows to reach the screen: without control characters, never read as markup."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from rich.cells import cell_len, set_cell_size
from textual.content import Content

from tracker.cleaning import visible
from tracker.tui.glyphs import ascii_only, mark

Span = tuple[str, str]
"""(text, style name): what a cell of a list is made of."""

_HEAD = re.compile(r"\d+\. +| +|\S.{0,22}? {2,}")
"""What a line's rest hangs behind: a number, an indent, a name with its blanks."""

_PLAIN_TWINS = str.maketrans(
    {"…": "...", "—": "-", "–": "-", "’": "'", "‘": "'", "“": '"', "”": '"', "×": "x", "·": "-"}
)


def plain(text: str, multiline: bool = False) -> str:
    """Text that may be put into a terminal cell: what is invisible shows as `<U+202E>`, ASCII where that is asked for."""
    shown = visible(text, multiline)
    if ascii_only() and not shown.isascii():
        shown = shown.translate(_PLAIN_TWINS).encode("ascii", "replace").decode()
    return shown


def T(text: str, style: str = "", multiline: bool = False) -> Content:  # noqa: N802 - short, for it stands everywhere
    """Text of a row as Textual content. `style` is ours ("bold", "$foreground-muted"), never from a row."""
    return Content.styled(plain(text, multiline), style)


def together(parts: Iterable[Content | tuple[str, str] | str]) -> Content:
    """Parts in a row; plain strings and pairs pass through `T`, spaces around them are kept."""
    return Content.assemble(*(_kept(p) for p in parts))


def _kept(part: Content | tuple[str, str] | str) -> Content:
    if isinstance(part, Content):
        return part
    text, style = part if isinstance(part, tuple) else (part, "")
    before, after = text[: len(text) - len(text.lstrip(" \n"))], text[len(text.rstrip(" \n")) :]
    middle = text.strip(" \n")
    if not middle:
        return Content.styled(text, style)
    return Content(before) + T(middle, style) + Content(after)


def fit(spans: Sequence[Span], width: int, right: bool = False) -> list[Span]:
    """The spans cut or padded to exactly `width` cells, an ellipsis where something is missing."""
    left = width
    out: list[Span] = []
    for raw, style in spans:
        text = _cell_text(raw)
        size = cell_len(text)
        if size > left:
            dots = mark("more")
            if left:
                out.append((set_cell_size(text, left - 1) + dots, style))
            elif text.strip():
                _mark_cut(out, dots)
            left = 0
            break
        out.append((text, style))
        left -= size
    pad = (" " * left, "")
    return [pad, *out] if right else [*out, pad]


def _mark_cut(out: list[Span], dots: str) -> None:
    """What is left out has no cell of its own: the last one before it says so."""
    at = next((i for i in reversed(range(len(out))) if out[i][0]), None)
    if at is not None:
        text, style = out[at]
        out[at] = set_cell_size(text, cell_len(text) - 1) + dots, style


def _cell_text(raw: str) -> str:
    """Cleaned, with the blanks at its ends, which hold neighbours apart and charts in place."""
    if not raw.strip(" "):
        return raw
    start, end = len(raw) - len(raw.lstrip(" ")), len(raw.rstrip(" "))
    inner = raw[start:end]
    shown = plain(inner) if "  " not in inner else "  ".join(plain(part) for part in inner.split("  "))
    return raw[:start] + shown + raw[end:]


def hung(content: Content, width: int) -> Content:
    """Lines broken at blanks to `width` cells, the rest of a line under its own beginning: behind a number or a name."""
    return Content("\n").join([part for line in content.split("\n", allow_blank=True) for part in _broken(line, width)])


def _broken(line: Content, width: int) -> list[Content]:
    if line.cell_length <= width or width < 20:
        return [line]
    found = _HEAD.match(line.plain)
    indent = found.end() if found and found.end() <= width // 2 else 0
    out: list[Content] = []
    start, room = 0, width
    while start < len(line.plain):
        end = _break(line.plain, start, room, 0 if out else indent)
        out.append(line[start:end] if not out else Content(" " * indent) + line[start:end])
        start, room = end, width - indent
        while line.plain.startswith(" ", start):
            start += 1
    return out


def _break(text: str, start: int, room: int, name: int) -> int:
    """Where the piece that begins at `start` and takes at most `room` cells ends: at its last blank, or in a long word.

    The first `name` characters are a name, which never stands alone.
    """
    end, used = start, 0
    while end < len(text) and used + (size := cell_len(text[end])) <= room:
        used, end = used + size, end + 1
    if end == len(text):
        return end
    blank = text.rfind(" ", start, end + 1)
    return blank if blank > start + name else max(end, start + 1)


def joined(pieces: Sequence[Content], width: int, cut: bool = True, more: bool = False) -> Content:
    """As many pieces as fit into `width`, in order, with a dot between two; `cut` the first one rather than leave it out.

    `more`: an ellipsis at the end stands for those that do not fit, where there is room for it beside the first.
    """
    gap = f" {mark('dot')} "
    sizes = [piece.cell_length for piece in pieces if piece.cell_length]
    end = f"{gap}{mark('more')}"
    if more and sum(sizes) + len(gap) * (len(sizes) - 1) > width >= sizes[0] + len(end):
        return joined(pieces, width - len(end), cut) + Content.styled(end, "$foreground-muted")
    line, used = Content(""), 0
    for piece in (p for p in pieces if p.cell_length):
        if not used and (cut or piece.cell_length <= width):
            line, used = piece.truncate(width, ellipsis=True), min(piece.cell_length, width)
        elif used and used + len(gap) + piece.cell_length <= width:
            line, used = line + Content.styled(gap, "$foreground-muted") + piece, used + len(gap) + piece.cell_length
    return line
