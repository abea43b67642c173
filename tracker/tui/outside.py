"""What leaves the screen: text to the clipboard, addresses to a browser."""

from __future__ import annotations

import base64
import os
import sys

from tracker.urls import link

_MOST = 100_000
"""Characters of a copy: terminals drop longer ones without a word."""


def clipboard_sequence(text: str, tmux: bool) -> str:
    """OSC 52; inside of tmux wrapped, so that it reaches the terminal around it."""
    osc = f"\x1b]52;c;{base64.b64encode(text[:_MOST].encode()).decode()}\a"
    return "\x1bPtmux;" + osc.replace("\x1b", "\x1b\x1b") + "\x1b\\" if tmux else osc


def to_tmux(text: str) -> bool:
    """Give tmux a copy, which it hands on to the terminal around it: by default it lets no sequence through. Waits for it."""
    import subprocess

    try:
        done = subprocess.run(
            ["tmux", "load-buffer", "-w", "-"], input=text.encode(), timeout=2, check=False, capture_output=True
        )
    except (OSError, subprocess.SubprocessError):
        return False
    return done.returncode == 0


def in_tmux() -> bool:
    return bool(os.environ.get("TMUX"))


def has_browser() -> bool:
    """Whether a window can open where the reader sits: not over SSH, not without a desktop."""
    if os.environ.get("SSH_CONNECTION") or os.environ.get("SSH_TTY"):
        return False
    return sys.platform in ("darwin", "win32") or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def safe_link(url: str) -> str:
    """The address if it is http or https with a host, else nothing."""
    return link(url)
