"""Keys that come faster than they are acted on: each is heard by what has the keys when those before it have done their work.
Moves and typed letters wait for none of their like."""

from __future__ import annotations

from collections import deque
from collections.abc import Awaitable, Callable
from functools import partial
from time import monotonic
from typing import TYPE_CHECKING, Any

from textual.events import Key
from textual.widgets import Input

from tracker.tui.keys import MOVES

if TYPE_CHECKING:
    from textual.app import App
    from textual.message_pump import MessagePump
    from textual.screen import Screen

ASKS_FOR_DIALOG = "choice"
"""The group of the questions whose answer is what a dialog offers."""
_ANSWER_S = 0.01
_PASSES = 2
"""A key's own way, and that of a message that it makes."""
_PATIENCE_S = 1.0
"""A key whose end nobody hears of for so long, for its widget is gone, holds up the others no longer."""


class InTurn:
    """`hear` is what the app does with a key. Without it the letters of a burst go where the keys were when it began: those
    behind one that opens a dialog would be lost."""

    def __init__(self, app: App[Any], hear: Callable[[Key], Awaitable[None]]) -> None:
        self.app = app
        self.hear = hear
        self.waiting: deque[Key] = deque()
        self.since: float | None = None
        """When the key that is being acted on was heard; None between keys."""
        self.stays = False
        """Whether the keys are, after that key, where they were."""
        self.number = self.passes = 0

    async def take(self, key: Key) -> None:
        """Act on a key now, or when those before it are done."""
        acting = self.since is not None and monotonic() - self.since < _PATIENCE_S
        if acting and (self.waiting or not (self.stays and self._stays(key))):
            self.waiting.append(key)
            self.app.set_timer(_PATIENCE_S, self._go_on)
            return
        self.waiting.append(key)
        await self._next()

    async def _next(self) -> None:
        self.since = None
        if not self.waiting:
            return
        self.since, self.number, self.passes = monotonic(), self.number + 1, 0
        screen = self.app.screen
        path = self._path()
        while self.waiting:
            key = self.waiting.popleft()
            self.stays = self._stays(key)
            await self.hear(key)
            if not (self.stays and self.waiting and self._stays(self.waiting[0])):
                break
        self._follow(path, screen, self.number)

    def _stays(self, key: Key) -> bool:
        """Whether what has the keys acts on this one itself, and has them afterwards too."""
        target = self.app.focused
        if isinstance(target, Input):
            return key.is_printable
        return target is not None and any(one.id in MOVES for one in target._bindings.key_to_bindings.get(key.key, ()))

    def _follow(self, path: list[MessagePump], screen: Screen[object], number: int) -> None:
        """Behind the key through the queues of all that it passes on its way up to the app."""
        if number != self.number:
            return
        for i, one in enumerate(path):
            if one.call_later(self._follow, path[i + 1 :], screen, number):
                return
        self.app.call_later(self._acted, screen, number)

    async def _acted(self, screen: Screen[object], number: int) -> None:
        """The app has done what the key asks for. Where others wait, what that set going is waited for: messages on their way
        up, a question whose answer is a dialog, a screen that is made."""
        if number != self.number or not self.app.screen_stack:
            return
        now = self.app.screen
        if self.waiting and (way := self._under_way(now is not screen)):
            self.passes += 1
            way(partial(self._follow, self._path(), now, number))
            return
        await self._next()

    def _under_way(self, opened: bool) -> Callable[[Callable[[], None]], object] | None:
        """How to wait, None for not at all."""
        if any(one.group == ASKS_FOR_DIALOG and not one.is_finished for one in self.app.workers):
            return partial(self.app.set_timer, _ANSWER_S)
        return self.app.call_later if opened or self.passes < _PASSES else None

    def _path(self) -> list[MessagePump]:
        """What a key passes on its way up to the app."""
        target = self.app.focused or self.app.screen
        return [one for one in target.ancestors_with_self if one is not self.app]

    async def _go_on(self) -> None:
        if self.waiting and self.since is not None and monotonic() - self.since >= _PATIENCE_S:
            await self._next()
