"""What views share on which a person decides: a line for an answer, decisions written beside the screen, and taking them back."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence

from textual import on

from tracker.model.errors import TrackerError, UsageError
from tracker.model.rows import ContradictionRow
from tracker.tui.deciding import Decided, Decisions, Write, correcting, rejecting, undoing
from tracker.tui.review_parts.contradictions import named, sides
from tracker.tui.screens.choice import Choice, Option
from tracker.tui.screens.view import ViewScreen
from tracker.tui.widgets.answer_line import AnswerLine

WHY, CORRECTION = "figure of the old chip", "value=96 GB scope=card"


class DecidingScreen(ViewScreen):
    """`writing` decisions are not yet kept; `pending` are rows that left the list for them. `done` is what undo takes."""

    def __init__(self) -> None:
        super().__init__()
        self.writing = 0
        self.pending: set[str] = set()
        self.done: list[Decided] = []
        self.answered: Callable[[str], None] | None = None
        self.hint = ""
        self.drafts: dict[tuple[str, str], str] = {}
        self.decisions = Decisions()

    async def on_unmount(self) -> None:
        await asyncio.to_thread(self.decisions.close)

    def again(self, wanted: str = "") -> None:
        """Show what is left without the pending rows; select `wanted` where it is there."""
        raise NotImplementedError

    def reload(self, wanted: str = "") -> None:
        """Read anew; select `wanted` where it is there."""
        raise NotImplementedError

    def read_only(self) -> bool:
        if self.app.as_of:
            self.app.tell(f"Read only: this is what was known on {self.app.as_of}. Press @ for today", "warning")
        return bool(self.app.as_of)

    def ask_for(self, question: str, hint: str, place: tuple[str, str], then: Callable[[str], None]) -> None:
        """Type an answer; what is typed is kept for `place` until a decision on it was written."""

        def take(text: str) -> None:
            self.drafts[place] = text
            then(text)

        self.answered, self.hint = take, hint
        self.query_one(AnswerLine).ask(question, hint, self.drafts.get(place, ""))

    @on(AnswerLine.Answered)
    def _take_answer(self, message: AnswerLine.Answered) -> None:
        then = self.answered
        if then is None:
            return
        if message.text == "":
            self.app.tell(f"Type an answer such as: {self.hint}; esc leaves it as it is", "warning")
            return
        self.answered = None
        self.query_one(AnswerLine).close()
        (self.pane if self.pane_open else self.rows).focus()
        if message.text is not None:
            then(message.text)

    def ask_side(self, row: ContradictionRow, title: str, then: Callable[[str, str], None]) -> None:
        """Choose one side of a contradiction; its id and what it says."""
        choice = sides(row)

        def take(option: Option | None) -> None:
            if option is not None:
                then(option.value, f"{row.product}: {option.label}")

        self.app.push_screen(Choice(title, choice), take)

    def reject_side(self, row: ContradictionRow) -> None:
        """Which side is wrong, and why."""

        def ask_why(side: str, said: str) -> None:
            self.ask_for(
                "why wrong?", WHY, ("reject", side),
                lambda why: self.decide([row.contradiction_id], rejecting([side], why, said), side),
            )  # fmt: skip

        self.ask_side(row, "Which side is wrong?", ask_why)

    def correct_side(self, row: ContradictionRow) -> None:
        """Which side is to be corrected, and how."""

        def ask_how(side: str, said: str) -> None:
            if side.startswith("e-"):
                self.app.tell("Correct what its sources say of an event: open it on the timeline", "warning")
                return
            self.ask_for(
                "correct:", CORRECTION, ("correct", side),
                lambda typed: self.decide([row.contradiction_id], correcting(side, typed, said), side),
            )  # fmt: skip

        self.ask_side(row, f"Correct which side? {named(row)}", ask_how)

    def decide(self, keys: Sequence[str], write: Write, place: str = "", leaves: bool = True) -> None:
        """Write a decision on the rows of these keys, which leave at once; `place` is whose drafts it settles."""
        if leaves:
            self.pending |= set(keys)
            self.again()
        self.writing += 1
        self.run_worker(self._write(keys, write, place or keys[0]), group="decide", exit_on_error=False)

    async def _write(self, keys: Sequence[str], write: Write, place: str) -> None:
        try:
            decided = await self.decisions.run(write, self.app.database)
        except TrackerError as error:
            self.writing -= 1
            self.pending -= set(keys)
            self.again(wanted=keys[0])
            self._refused(error)
            return
        self.writing -= 1
        self.settled(keys)
        self.drafts = {at: text for at, text in self.drafts.items() if at[1] != place}
        self.done.append(decided)
        self.app.tell(f"{sentence(decided.words)}; u takes it back")
        self.reload()

    def settled(self, keys: Sequence[str]) -> None:
        """These rows wait no longer."""
        self.pending -= set(keys)

    def action_undo(self) -> None:
        if self.read_only():
            return
        if self.writing:
            self.app.tell("The last decision is still being written; press u again", "warning")
        elif not self.done:
            self.app.tell("Nothing was decided in this session; older decisions stand under Decided in 7 Review")
        else:
            self.run_worker(self._undo(self.done.pop()), group="decide", exit_on_error=False)

    async def _undo(self, last: Decided) -> None:
        try:
            undone = await self.decisions.run(undoing(last), self.app.database)
        except UsageError as error:
            self._refused(error)
        except TrackerError as error:
            self.done.append(last)
            self._refused(error)
        else:
            self.app.tell(sentence(undone.words))
            self.reload(wanted=undone.key)

    def _refused(self, error: TrackerError) -> None:
        hint = ". A refresh is running: try again when it is done" if self.app.refreshing is not None else ""
        words = str(error)
        told = words if words.startswith(str(self.app.database)) else sentence(words)
        self.app.tell(f"{told}{hint}", "error")


def near(before: Sequence[str], cursor: int, now: Sequence[str]) -> int:
    """Where to stand in `now`: on the key that was selected, else on the next one that is left, else on the one before."""
    places = {key: index for index, key in enumerate(now)}
    order = [*before[cursor:], *reversed(before[:cursor])]
    return next((places[key] for key in order if key in places), 0)


def sentence(text: str) -> str:
    return text[:1].upper() + text[1:]
