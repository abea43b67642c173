"""A program in a pseudo-terminal: what it paints, how long a key takes, what it costs."""

from __future__ import annotations

import contextlib
import fcntl
import os
import pty
import re
import select
import signal
import struct
import termios
import time
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PAINTED = b"\x1b[?2026l"
"""End of a synchronized update: the whole frame is out."""
_TICKS = os.sysconf("SC_CLK_TCK")


class Terminal:
    """A program in a pty of its own, answered like a modern terminal; its bytecode is kept, as a user's is.

    `screen` is the end of what it wrote, `written` all of it where that is kept.
    """

    def __init__(
        self, command: list[str], state: str, size: tuple[int, int] = (120, 40), more: Mapping[str, str] | None = None
    ) -> None:
        """`size` in columns and rows; `state` is the folder of what a reader leaves behind."""
        env = {
            "TERM": "xterm-256color",
            "COLORTERM": "truecolor",
            "TRACKER_NOW": "2026-11-25T12:00:00Z",
            "TRACKER_STATE": state,
            **(more or {}),
        }
        self.pid, self.fd = pty.fork()
        if not self.pid:
            os.chdir(ROOT)
            kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
            os.execvpe(command[0], command, {**kept, **env})
        self.resize(*size)
        self.screen = b""
        self.written: bytearray | None = None

    def resize(self, columns: int, rows: int) -> None:
        """What a window does: the kernel tells the program."""
        fcntl.ioctl(self.fd, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def read(self, seconds: float, until: bytes = b"") -> bool:
        """What comes within so many seconds; True as soon as `until` came and the frame after it is whole."""
        came, end = b"", time.perf_counter() + seconds
        while (left := end - time.perf_counter()) > 0:
            if not select.select([self.fd], [], [], min(left, 0.02))[0]:
                continue
            try:
                data = os.read(self.fd, 1 << 16)
            except OSError:
                return False
            if b"?2026$p" in data:
                os.write(self.fd, b"\x1b[?2026;2$y")
            came += data
            self.screen = (self.screen + data)[-200_000:]
            if self.written is not None:
                self.written += data
            if until and until in came and PAINTED in came[came.rfind(until) :]:
                return True
        return False

    def press(self, keys: bytes, rest: float = 0.08) -> float:
        """Milliseconds from a key to the end of the frame it makes."""
        self.read(0.001)
        started = time.perf_counter()
        os.write(self.fd, keys)
        painted = self.read(5.0, PAINTED)
        took = (time.perf_counter() - started) * 1000
        self.read(rest)
        if not painted:
            raise SystemExit(f"{keys!r} made no frame within 5 s; the last of the screen: {self.text()[-600:]}")
        return took

    def answer(self, keys: bytes, still_s: float = 0.3) -> float:
        """Milliseconds from a key to the end of the last frame before the screen is still for so long."""
        self.read(0.001)
        started = last = time.perf_counter()
        os.write(self.fd, keys)
        while time.perf_counter() - last < still_s:
            if self.read(still_s, PAINTED):
                last = time.perf_counter()
        return (last - started) * 1000

    def send(self, keys: bytes) -> None:
        """Keys, and no waiting for what they do."""
        os.write(self.fd, keys)

    def text(self) -> str:
        return re.sub(r"\x1b\[[0-9;?<>=]*[a-zA-Z$]+", " ", self.screen.decode("utf-8", "replace"))

    def cpu_s(self) -> float:
        with open(f"/proc/{self.pid}/stat", encoding="utf-8") as file:
            fields = file.read().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / _TICKS

    def rss_mb(self, peak: bool = False) -> float:
        """Resident memory now or at its most; 0 where the program is about to end."""
        with open(f"/proc/{self.pid}/status", encoding="utf-8") as file:
            name = "VmHWM" if peak else "VmRSS"
            return next((int(line.split()[1]) / 1024 for line in file if line.startswith(name)), 0.0)

    def ended(self) -> int | None:
        """The exit status once the program is gone, negative for a signal."""
        pid, status = os.waitpid(self.pid, os.WNOHANG)
        if not pid:
            return None
        self.pid = 0
        return os.waitstatus_to_exitcode(status)

    def leave(self, keys: bytes, patience_s: float = 30.0) -> int | None:
        """The exit status after the keys that end the program; None where it stays."""
        self.send(keys)
        end = time.monotonic() + patience_s
        while time.monotonic() < end:
            self.read(0.1)
            if (code := self.ended()) is not None:
                return code
        return None

    def end(self) -> None:
        if self.pid:
            with contextlib.suppress(ProcessLookupError):
                os.kill(self.pid, signal.SIGKILL)
            os.waitpid(self.pid, 0)
        os.close(self.fd)
