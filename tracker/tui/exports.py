"""The file of what is shown: asks for form and folder, writes in a thread, tells how far it is, says where it is."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path
from typing import TYPE_CHECKING

from tracker import __version__
from tracker.clock import now_text, today
from tracker.model.errors import TrackerError
from tracker.tui.exporting import FORMS, Sheet, chunks, write
from tracker.tui.reading import Question
from tracker.tui.travel import PATIENCE_S
from tracker.tui.widgets.sorting import told
from tracker.units import counted

if TYPE_CHECKING:
    from tracker.tui.app import TrackerApp
    from tracker.tui.screens.choice import Option
    from tracker.tui.screens.view import ViewScreen

_EVERY_S = 0.25
"""Between two tellings of how far it is."""


class Exports:
    """One file at a time. `folder` is where the next one goes."""

    def __init__(self, app: TrackerApp) -> None:
        self.app = app
        self.folder = Path(os.environ.get("TRACKER_EXPORT") or ".")
        self.sheet: Sheet[object] | None = None
        self.question: Question | None = None
        self.told = False
        """Whether it takes so long that it is told of."""

    @property
    def going(self) -> str:
        sheet = self.sheet
        return f"export {sheet.done:,} of {sheet.source.count:,}" if sheet is not None and self.told else ""

    def ask(self, view: ViewScreen) -> None:
        from tracker.tui.screens.export import ExportChooser

        if self.sheet is not None:
            self.app.tell("A file is being written; C stops it", "warning")
            return

        def take(option: Option | None) -> None:
            if option is not None:
                self.folder = Path(option.group)
                self._start(view, option.value)

        count = 0 if view.has_class("-empty") else view.file_rows().count
        self.app.push_screen(ExportChooser(counted(count, "row"), self.folder.absolute()), take)

    def stop(self) -> bool:
        """False where nothing is being written."""
        if self.sheet is None:
            return False
        self.sheet.stopped = True
        if self.question is not None:
            self.question.drop()
        return True

    def _start(self, view: ViewScreen, form: str) -> None:
        name = f"tracker-{view.list_name}-{self.app.as_of or today()}"
        if form == "svg":
            self.app.call_after_refresh(self._picture, view, name)
        elif view.has_class("-empty") or not view.file_rows().count:
            self.app.tell("There are no rows to export", "warning")
        else:
            sheet: Sheet[object] = Sheet(view.file_columns(), view.file_rows(), view.rows.key, self._words(view))
            self.sheet = sheet
            self.app.run_worker(self._write(sheet, name, form), group="export", exit_on_error=False)

    def _words(self, view: ViewScreen) -> str:
        """What the table is: which view of which database, narrowed and sorted how, known when."""
        day = f"as known on {self.app.as_of}" if self.app.as_of else f"as known at {now_text()}"
        rows = counted(view.file_rows().count, "row")
        parts = (view.list_name.replace("-", ", "), view.asked_for(), told(view.rows.sort), rows, day)
        return "; ".join(part for part in (*parts, f"from {self.app.database.name}", f"tracker {__version__}") if part)

    def _picture(self, view: ViewScreen, name: str) -> None:
        try:
            path = write(self.folder, name, "svg", [self.app.export_screenshot(title=f"tracker: {view.list_name}")])
        except TrackerError as error:
            self.app.tell(str(error), "error")
        else:
            self._say(path, FORMS["svg"])

    async def _write(self, sheet: Sheet[object], name: str, form: str) -> None:
        folder = self.folder
        question = self.question = Question(self.app.database, self.app.as_of, self.app.past)
        patience = self.app.set_timer(PATIENCE_S, self._tell)
        ticking = self.app.set_interval(_EVERY_S, self.app.show_task)
        try:
            path = await asyncio.to_thread(
                question.answer, lambda session: write(folder, name, form, chunks(sheet, form, session))
            )
        except asyncio.CancelledError:
            self.stop()
            raise
        except TrackerError as error:
            self.app.tell(
                "Stopped; no file was written" if sheet.stopped else str(error), "warning" if sheet.stopped else "error"
            )
        else:
            self._say(path, f"{counted(sheet.done, 'row')} as {FORMS[form]}")
        finally:
            patience.stop()
            ticking.stop()
            self.sheet, self.question, self.told = None, None, False
            self.app.show_task()

    def _tell(self) -> None:
        self.told = True
        self.app.show_task()

    def _say(self, path: Path, what: str) -> None:
        self.app.copy(str(path))
        self.app.tell(f"Wrote {what}, and copied the path: {path}")
