"""Ten thousand hostile strings through every screen, in a pseudo-terminal: what comes out is read byte by byte.

    python benchmarks/screen_hostile.py --cache FOLDER [--events 12000] [--seed 7]

Fails where a sequence is none that Textual itself writes, a control character or a mark of direction comes through, a frame
holds more lines than the window, the program ends or writes a traceback, or fewer than 10,000 strings were painted.
"""

from __future__ import annotations

import argparse
import base64
import re
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from big_timeline import database
from hostile_rows import MARK, poisoned
from pty_terminal import PAINTED, Terminal

LEAST = 10_000
DOWN, PAGE, END, ENTER, ESC = b"\x1b[B", b"\x1b[6~", b"\x1b[F", b"\r", b"\x1b"
SIZES = ((200, 60), (80, 24), (40, 12))
_OURS = re.compile(
    rb"\x1b\[[0-9;:]*[mHABCDGKJ]|\x1b\[\?[0-9;]*[hl]|\x1b\[\?2026\$p|\x1b\[[<>=?][0-9;]*u|\x1b\[[56]n"
    rb"|\x1b\[\?u|\x1b\[c|\x1b\[[0-9]* q|\x1b\]52;c;(?P<copied>[A-Za-z0-9+/=]*)(?:\x07|\x1b\\)"
    rb"|\x1b\[16t|\x1b\[\?996n|\x1b\[14t|\x1b\[\?2048\$p|\x1b\]22;[a-z-]+\x07"
)
"""What Textual's driver writes: colours, cursor, modes, questions; and the clipboard, whose content is looked at."""
_BAD = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\u00ad\U000e0001-\U000e007f]"
)


def faults(written: bytes) -> list[str]:
    """What of the bytes is neither a sequence of ours nor text that can be shown; each with its surroundings."""
    out: list[str] = []

    def ours(found: re.Match[bytes]) -> bytes:
        copied = found["copied"]
        if copied and _BAD.search(base64.b64decode(copied).decode("utf-8", "replace").replace("\n", "")):
            out.append(f"copied {base64.b64decode(copied)!r}")
        return b""

    rest = _OURS.sub(ours, written)
    text = rest.decode("utf-8", "replace").replace("\r", "").replace("\n", "")
    out += [f"{found[0]!r} in {text[max(0, found.start() - 30) : found.end() + 40]!r}" for found in _BAD.finditer(text)]
    if "Traceback (most recent" in text:
        out.append(text[text.index("Traceback") :][:4000])
    return out


def tour(pages: int) -> Iterator[bytes]:
    """Every screen and part: its rows with and without details, its questions, its copies."""
    yield from (b"1", *[PAGE] * pages, b"g", ENTER, *[DOWN] * 40, *[PAGE] * (pages // 4), b"y", b"o", ESC)
    yield from (b"v", b"H", ESC, b"t", ESC, b"/", b"a", b"c", ESC, b"l", b"l", END)
    yield from (
        b"2",
        *[DOWN] * 20,
        ENTER,
        *[DOWN] * 20,
        b"y",
        b"o",
        ESC,
        b"a",
        *[DOWN] * 10,
        ENTER,
        b"l",
        b"l",
        b"x",
        ENTER,
    )
    for part in (b"c", b"p", b"f", b"m"):
        yield from (b"3", part, *[DOWN] * 15, ENTER, *[DOWN] * 5, PAGE, b"y", b"o", ESC)
    yield from (b"c", b"w", DOWN, ENTER, b"b", DOWN, ENTER, b"e", DOWN, b"\x1b[C", ESC, ESC)
    for part in (b"c", b"h", b"d", b"t", b"l"):
        yield from (b"4", part, *[DOWN] * 10, PAGE, ENTER, *[DOWN] * 10, b"y", b"o", ESC)
    for view in (b"5", b"6", b"7"):
        yield from (view, *[DOWN] * 10, PAGE, ENTER, *[DOWN] * 40, b"y", b"o", ESC)
        yield from (PAGE for _ in range(pages // 4))
    yield from (b"s", *(bytes([c]) for c in b"alert"), ENTER, *[DOWN] * 40, ENTER, *[DOWN] * 40, b"y", ESC, ESC, ESC)
    yield from (b"?", *(bytes([c]) for c in b"the"), ESC, b"\x10", *(bytes([c]) for c in b"ex"), ESC, ESC)


def walked(path: Path, size: tuple[int, int], pages: int) -> tuple[set[str], list[str], int]:
    """Marks that were painted, what was wrong, and how many keys were pressed."""
    with tempfile.TemporaryDirectory() as state:
        more = {"SSH_CONNECTION": "1", "DISPLAY": "", "BROWSER": ""}
        terminal = Terminal([sys.executable, "-m", "tracker", "--db", str(path)], state, size, more)
        terminal.written = bytearray()
        keys = 0
        try:
            terminal.read(60.0, b"dated")
            for key in tour(pages):
                terminal.send(key)
                terminal.read(0.25, PAINTED)
                keys += 1
                if (code := terminal.ended()) is not None:
                    return set(), [f"ended with {code} after {key!r}: {terminal.text()[-3000:]}"], keys
            terminal.read(1.0)
            terminal.send(b"1")
            terminal.read(1.0)
            code = terminal.leave(b"q")
            wrong = faults(bytes(terminal.written)) + ([] if code == 0 else [f"left with {code}"])
            return set(MARK.findall(terminal.written.decode("utf-8", "replace"))), wrong, keys
        finally:
            terminal.end()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cache", type=Path, required=True, help="folder of the made databases")
    parser.add_argument("--events", type=int, default=12_000)
    parser.add_argument("--seed", type=int, default=7)
    told = parser.parse_args()
    path = told.cache / "hostile.db"
    print(f"{poisoned(database(told.cache, told.events), path, told.seed):,} hostile strings in the database")
    painted: set[str] = set()
    faulty = 0
    for size in SIZES:
        seen, wrong, keys = walked(path, size, told.events // size[1] + 20)
        painted |= seen
        faulty += len(wrong)
        print(
            f"{size[0]}x{size[1]}: {keys} keys, {len(seen):,} strings painted, {len(wrong)} faults",
            *wrong[:10],
            sep="\n  ",
        )
    print(
        f"{'ok  ' if len(painted) >= LEAST else 'MISS'} {len(painted):,} different strings painted (at least {LEAST:,})"
    )
    print(f"{'MISS' if faulty else 'ok  '} {faulty} faults")
    return int(faulty > 0 or len(painted) < LEAST)


if __name__ == "__main__":
    sys.exit(main())
