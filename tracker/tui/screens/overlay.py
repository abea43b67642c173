"""A screen above another one: it closes once, whatever keys were already on their way to it."""

from __future__ import annotations

from typing import TypeVar

from textual._styles_cache import StylesCache
from textual.await_complete import AwaitComplete
from textual.screen import Screen

R = TypeVar("R")


class Overlay(Screen[R]):
    """Textual's `dismiss` takes away what is on top, which after the first time is another screen.

    A base after the others: Textual takes styles by the first one.
    """

    def dismiss(self, result: R | None = None) -> AwaitComplete:
        return super().dismiss(result) if self.is_active else AwaitComplete()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Keys that come before it is made, or after it was closed, find nothing to act on."""
        return self.usable and super().check_action(action, parameters)

    @property
    def usable(self) -> bool:
        return self.is_active and self.is_mounted

    def on_unmount(self) -> None:
        """Textual keeps the painted lines of widgets that are gone, as the keys of this cache."""
        StylesCache.get_inner_outer.cache_clear()
