"""The single lines around a view: tabs and freshness at the top, what is shown below them, keys at the bottom."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual import events
from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from tracker.tui.glyphs import mark
from tracker.tui.keys import KEYS, OF_A_ROW, VIEWS, Key, footer
from tracker.tui.text import T, joined, together
from tracker.tui.when import age
from tracker.units import counted

if TYPE_CHECKING:
    from tracker.tui.app import TrackerApp
    from tracker.tui.refreshing import Progress
    from tracker.views.summary import Summary

_ROOMY, _WHOLE = 100, 88
"""Cells of a header on which every view has room around its name; its whole name."""
_BRIEF = {"timeline": "Time", "rankings": "Rank"}
"""Names of views where there is less."""
Place = tuple[int, int, str]
"""Where a clickable word begins and ends on its line, and the action it runs."""


class Line(Widget):
    """One line made to the width it has, so that nothing on it is cut in the middle."""

    def __init__(self, id: str | None = None, classes: str | None = None, more: bool = False) -> None:
        """`more`: it says where a piece has no room."""
        super().__init__(id=id, classes=classes)
        self.pieces: Sequence[Content] = ()
        self.more = more

    def show(self, pieces: Sequence[Content]) -> None:
        self.pieces = pieces
        self.refresh()

    def render(self) -> Content:
        return joined(self.pieces, self.content_size.width, more=self.more)


class ClickLine(Line):
    """A line with words that run an action when clicked."""

    class Chosen(Message):
        def __init__(self, action: str) -> None:
            super().__init__()
            self.action = action

    places: Sequence[Place] = ()

    def on_click(self, event: events.Click) -> None:
        x = event.x - self.styles.padding.left
        for start, end, action in self.places:
            if start <= x < end:
                self.post_message(self.Chosen(action))


class HeaderLine(ClickLine):
    """The views with their numbers; how much there is and how fresh it is; the day when the past is shown."""

    app: TrackerApp

    def __init__(self, view: str) -> None:
        super().__init__(id="header")
        self.view = view
        self.summary: Summary | None = None

    def tell(self, summary: Summary | None) -> None:
        self.summary = summary
        self.refresh()

    def render(self) -> Content:
        width = self.content_size.width
        tabs = self._fitting(width)
        room = width - tabs.cell_length - 1
        facts = joined(self._facts(room), room, cut=False) if room > 0 else Content("")
        return together([tabs, " " * (width - tabs.cell_length - facts.cell_length), facts])

    def _fitting(self, width: int) -> Content:
        """The tabs with as much of their names as fits beside the day, which is never left out."""
        day = len(f" as of {self.app.as_of}") if self.app.as_of else 0
        tabs = self._tabs("wide" if width >= _ROOMY else "whole" if width >= _WHOLE else "brief")
        for names in ("one", "bare"):
            if tabs.cell_length + day > width:
                tabs = self._tabs(names)
        return tabs

    def _tabs(self, names: str) -> Content:
        """`wide` has room around each, `brief` shorter names, `one` names the present view alone, `bare` without its number."""
        parts: list[Content] = []
        places: list[Place] = []
        at = 0
        for number, view in enumerate(VIEWS, 1):
            here = view == self.view
            word = _BRIEF.get(view, view.capitalize()) if names == "brief" else view.capitalize()
            if names in ("one", "bare"):
                label = f" {number}" if not here else f" {number} {word}" if names == "one" else f" {word}"
            else:
                label = f" {number} {word}" + (" " if here or names == "wide" else "")
            parts.append(
                Content.styled(
                    label, "bold $block-cursor-foreground on $block-cursor-background" if here else "$foreground-muted"
                )
            )
            places.append((at, at + len(label), f"view('{view}')"))
            at += len(label)
        self.places = places
        return together(parts)

    def _facts(self, room: int) -> list[Content]:
        s, at = self.summary, self.app.as_of
        day = [T(f"as of {at}", "bold $text-warning")] if at else []
        if s is None or s.as_of != at:
            return day
        n = s.counts
        fresh = _freshness(s, room)
        counts = [counted(n["event"], "event"), counted(n["product"], "product"), counted(n["entry"], "article")]
        return [*day, fresh, *(T(text, "$foreground-muted") for text in counts)]


_LONG = {
    "failed": "refresh failed", "stopped": "refresh stopped", "done": "refreshed", "running": "refresh began",
    "cut off": "refresh cut off, began",
}  # fmt: skip
_SHORT = {"failed": "failed", "stopped": "stopped", "done": "fresh", "running": "began", "cut off": "cut off, began"}


def _freshness(s: Summary, room: int) -> Content:
    """How the last refresh ended and how long ago, or when it began if it did not end; fewer words where there is little room."""
    told = ["not refreshed yet", "not refreshed"]
    if word := s.refresh_word:
        when = age(s.refresh_finished or s.refresh_started)
        told = [f"{words[word]} {when}" for words in (_LONG, _SHORT)]
        told += [told[1].removesuffix(" ago"), _SHORT[word].removesuffix(", began")]
    style = "$text-warning" if word in ("failed", "stopped", "cut off") else ""
    return T(next((words for words in told if len(words) <= room), told[-1]), style)


class KeyLine(ClickLine):
    """The keys that matter here, whole or not at all; help and quit are never left out.

    A widget that has the keys tells its own by `hints`, and it or the screen by `unheard` which do nothing now; where it takes
    letters, by `typed`, no others work.
    """

    def __init__(self, scope: str) -> None:
        super().__init__(id="keys")
        self.scope = scope

    def on_mount(self) -> None:
        self.watch(self.screen, "focused", self._moved, init=False)

    def _moved(self) -> None:
        self.refresh()

    def here(self) -> list[Key]:
        """Those that do something where the keys go now."""
        focused = self.screen.focused
        told = next((w for w in (focused.ancestors_with_self if focused else ()) if hasattr(w, "hints")), None)
        own: Sequence[Key] = getattr(told, "hints", ())
        if getattr(told, "typed", False):
            return list(own)
        taken = {*(one.keys for one in own), *getattr(told, "unheard", ()), *getattr(self.screen, "unheard", ())}
        idle = OF_A_ROW if self.screen.has_class("-empty") else ()
        return [*own, *(key for key in footer(self.scope) if key.keys not in taken and key.id not in idle)]

    def render(self) -> Content:
        kept = kept_keys(self.here(), self.content_size.width)
        parts: list[Content | tuple[str, str] | str] = []
        places: list[Place] = []
        at = 0
        for key in kept:
            name = key.shown.split()[0]
            if parts:
                parts.append("  ")
                at += 2
            parts += [(name, "bold $text-accent"), " ", (key.label, "$foreground-muted")]
            size = len(name) + 1 + len(key.label)
            if key.id:
                places.append((at, at + size, key.id))
            at += size
        self.places = places
        return together(parts)


def kept_keys(keys: Sequence[Key], width: int) -> list[Key]:
    """The keys that fit into `width` cells, in order; the last two always stay."""
    always = list(keys[-2:])
    kept: list[Key] = []
    for key in keys[:-2]:
        if _length([*kept, key, *always]) <= width:
            kept.append(key)
    return kept + always


def _length(keys: Sequence[Key]) -> int:
    return sum(len(k.shown.split()[0]) + 1 + len(k.label) for k in keys) + 2 * (len(keys) - 1)


def key_by_id(key_id: str) -> Key:
    return next(key for key in KEYS if key.id == key_id)


class ProgressLine(Line):
    """The running refresh: a bar, how many feeds are done and which one was last, then how far reading is.
    Before it another task, in words."""

    app: TrackerApp
    first: Sequence[Content] = ()
    progress: Progress | None = None
    stops = Content("")

    def tell(self, progress: Progress | None) -> None:
        task = self.app.busy_with
        self.set_class(progress is not None or bool(task), "-running")
        stops = together([(key_by_id("cancel").shown, "bold $text-accent"), " stops it"])
        self.first = [T(task, "bold"), stops] if task else []
        self.progress, self.stops = progress, stops
        self.refresh()

    def render(self) -> Content:
        width = self.content_size.width
        told = progress_pieces(self.progress, width, self.stops) if self.progress is not None else ()
        return joined([*self.first, *told], width)


def progress_pieces(p: Progress, width: int, stops: Content) -> list[Content]:
    """Its parts by their weight, for a line of `width` cells; `stops` says how it is stopped."""
    size = 20 if width >= 70 else 8
    done, total = (p.step_done, p.step_total) if p.step else (p.done, p.total)
    full = min(done * size // total, size) if total else 0
    count = f" {done:,}/{total:,}" if total else "" if p.step else " starting"
    bar = together([(mark("bar") * full, "$text-accent"), (mark("rest") * (size - full), "$foreground-muted")])
    found = f"{p.new} new" + (f", {p.failed} failed" if p.failed else "")
    return [
        together([f"{p.step or 'refresh'} ", bar, count]),
        T(found) if p.total else Content(""),
        stops,
        T("" if p.step else p.slug, "$foreground-muted"),
    ]
