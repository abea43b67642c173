"""What stands in the place of a list that has nothing to show: what is the matter, and what to do next."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content
from textual.widgets import Static

from tracker.tui.text import hung


class Instead(Static):
    """Paragraphs, with a blank line between them where there is room for that."""

    def __init__(self) -> None:
        super().__init__("", id="empty", markup=False)
        self.parts: Sequence[Content] = ()

    def tell(self, parts: Sequence[Content]) -> None:
        self.parts = parts
        self._lay_out()

    def on_resize(self) -> None:
        self._lay_out()

    def _lay_out(self) -> None:
        spaced, close = (Content(between).join(self.parts) for between in ("\n\n", "\n"))
        width, height = self.content_size
        lines = len(hung(spaced, width).split("\n", allow_blank=True))
        self.update(close if height and lines > height else spaced)
