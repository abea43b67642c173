"""What form a file of the view has, and in which folder it is put."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from tracker.tui.screens.choice import Chooser, Option, matching
from tracker.tui.widgets.columns import Column
from tracker.tui.widgets.row_list import words

_FORMS = (
    Option("csv", "CSV", "all rows, whole values", "spreadsheet table"),
    Option("json", "JSON", "one object a row", "data"),
    Option("md", "Markdown", "a table for a report", "text"),
    Option("svg", "Picture (SVG)", "the screen as it is", "screenshot image"),
)

COLUMNS: tuple[Column[Option], ...] = (
    Column("", lambda o, _: words(o.label), 13),
    Column("", lambda o, _: words(o.detail, "muted")),
)


class ExportChooser(Chooser):
    """An option's `group` is the folder."""

    HINT = "type to search, or a folder: ~/reports"

    def __init__(self, what: str, folder: Path) -> None:
        self.folder = folder
        super().__init__(f"Export {what}", [replace(form, group=str(folder)) for form in _FORMS])

    def columns(self) -> Sequence[Column[Option]]:
        return COLUMNS

    def found(self, typed: str) -> Sequence[Option]:
        """A path is where to; all else is looked for."""
        told = typed.strip()
        if not told.startswith((".", "~", "/")) and "/" not in told:
            return matching(self.options, typed)
        return [replace(form, group=str(Path(told).expanduser())) for form in _FORMS]

    def telling(self, option: Option) -> str:
        return f"into {option.group}"

    def counted(self, options: Sequence[Option]) -> str:
        return ""
