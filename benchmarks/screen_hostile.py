"""Ten thousand hostile strings through every screen, in a pseudo-terminal: what comes out is read byte by byte.

    python benchmarks/screen_hostile.py --cache FOLDER [--events 12000] [--seed 7]

Fails where a sequence is none that Textual itself writes, a control character or a mark of direction comes through, the
program ends or writes a traceback, a screen or dialog of the tour never came, or fewer than 10,000 strings were painted.
"""

from __future__ import annotations

import argparse
import base64
import html
import random
import re
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

from big_timeline import database
from hostile_rows import MARK, attack, poisoned
from pty_terminal import PAINTED, ROOT, Terminal
from screen_tour import ESC, tour

LEAST = 10_000
PATIENCE_S = 20.0
"""For what a dialog asks the database, or the network."""
APART_S = 0.2
"""After an escape: what follows it sooner is one key with it."""
SIZES = ((200, 60), (80, 24), (40, 12))
_OURS = re.compile(
    rb"\x1b\[[0-9;:]*[mHABCDGKJ]|\x1b\[\?[0-9;]*[hl]|\x1b\[\?2026\$p|\x1b\[[<>=?][0-9;]*u|\x1b\[[56]n"
    rb"|\x1b\[\?u|\x1b\[c|\x1b\[[0-9]* q|\x1b\]52;c;(?P<copied>[A-Za-z0-9+/=]*)(?:\x07|\x1b\\)"
    rb"|\x1b\[16t|\x1b\[\?996n|\x1b\[14t|\x1b\[\?2048\$p|\x1b\]22;[a-z-]+\x07"
)
"""What Textual's driver writes: colours, cursor, modes, questions; and the clipboard, whose content is looked at."""
_COLOUR = re.compile(rb"\x1b\[[0-9;:]*m")
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


@contextmanager
def site(draw: random.Random) -> Iterator[str]:
    """The address of a feed on this machine whose texts are attacks."""

    def said() -> str:
        return html.escape("".join(c for c in attack(draw, draw.randrange(100_000)) if c >= " " or c in "\t\n"))

    items = "".join(f"<item><guid>{i}</guid><title>{said()}</title></item>" for i in range(20))
    feed = f'<rss version="2.0"><channel><title>{said()}</title>{items}</channel></rss>'.encode()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "application/rss+xml")
            self.send_header("Content-Length", str(len(feed)))
            self.end_headers()
            self.wfile.write(feed)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/feed"
    finally:
        server.shutdown()
        server.server_close()


def walked(path: Path, size: tuple[int, int], pages: int, address: str) -> tuple[set[str], list[str], int]:
    """Marks that were painted, what was wrong, and how many keys were pressed. What is written goes to a folder of its own."""
    with tempfile.TemporaryDirectory() as state:
        feeds = Path(shutil.copy(ROOT / "feeds.toml", state))
        more = {"SSH_CONNECTION": "1", "DISPLAY": "", "BROWSER": "", "TRACKER_EXPORT": state}
        command = [sys.executable, "-m", "tracker", "--db", str(path), "--feeds", str(feeds)]
        terminal = Terminal(command, state, size, more)
        terminal.written = written = bytearray()
        keys, wrong = 0, []
        try:
            terminal.read(60.0, b"dated")
            for stop in tour(pages, address):
                began = len(written)
                for key in stop.keys:
                    terminal.send(key)
                    terminal.read(*((APART_S,) if key == ESC else (0.25, PAINTED)))
                    keys += 1
                    if (code := terminal.ended()) is not None:
                        return set(), [f"ended with {code} after {key!r}: {terminal.text()[-3000:]}"], keys
                if size == SIZES[0] and not _shows(terminal, began, stop.shows):
                    wrong.append(f"never showed {stop.shows!r} after {stop.keys[-8:]}: {terminal.text()[-600:]!r}")
            terminal.read(1.0)
            terminal.send(b"1")
            terminal.read(1.0)
            code = terminal.leave(b"q")
            wrong += faults(bytes(written)) + ([] if code == 0 else [f"left with {code}"])
            return set(MARK.findall(written.decode("utf-8", "replace"))), wrong, keys
        finally:
            terminal.end()


def _shows(terminal: Terminal, began: int, words: str) -> bool:
    """Whether these words are painted since `began`, now or soon."""
    end = time.monotonic() + PATIENCE_S
    while words and time.monotonic() < end:
        if words in _COLOUR.sub(b"", terminal.written[began:]).decode("utf-8", "replace"):
            return True
        terminal.read(0.1)
    return not words


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
        with site(random.Random(told.seed)) as address:
            seen, wrong, keys = walked(path, size, told.events // size[1] + 20, address)
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
