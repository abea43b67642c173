"""Rankings: what a million tokens costs on which accelerator, how sure that is, why, and what it would be under other loads."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from pathlib import PurePath
from typing import Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType

from tracker.model.errors import TrackerError, UsageError
from tracker.model.market import CostRow
from tracker.model.ranking_screen import Knob, Move
from tracker.tui.keys import bindings
from tracker.tui.ranking_parts.market import Market
from tracker.tui.ranking_parts.pareto import Pareto
from tracker.tui.ranking_parts.part import Found, RankPart, Shown, price_words
from tracker.tui.ranking_parts.ranking import Ranking
from tracker.tui.ranking_parts.roofline import Roofline
from tracker.tui.reading import ask
from tracker.tui.remembered import Told
from tracker.tui.screens.choice import Choice, Option
from tracker.tui.screens.view import ViewScreen
from tracker.tui.text import T
from tracker.tui.widgets.columns import Rows
from tracker.tui.widgets.knob_panel import KnobPanel
from tracker.tui.widgets.lines import Line, key_by_id
from tracker.tui.widgets.part_line import PartLine
from tracker.tui.widgets.plot import Plot
from tracker.tui.widgets.row_list import RowList
from tracker.tui.widgets.value_line import ValueLine
from tracker.tui.widgets.what_if_line import WhatIfLine
from tracker.views.knobs import Setting, knobs, options, turned, typed, usual
from tracker.views.moves import moves_since_a_week
from tracker.views.ranking_board import Board
from tracker.views.scenario import Asked, Prepared, prepare

PARTS: tuple[RankPart[Any], ...] = (Ranking(), Pareto(), Roofline(), Market())
_MOST_MARKED = 8


class RankingsScreen(ViewScreen):
    """Four parts over one list. `wanted` is what the reader asks for, `found` what is shown of it."""

    SCOPE = "rankings"
    TELLS_MORE = True
    BINDINGS: ClassVar[list[BindingType]] = bindings("rankings")
    CSS_PATH: ClassVar[list[str | PurePath]] = ["view.tcss", "rankings.tcss"]

    def __init__(self) -> None:
        super().__init__()
        self.part = self.going = PARTS[0]
        self.wanted = Setting(workload="", basis="")
        self.found: Found[Any] | None = None
        self.shown = Shown()
        self.drawn: tuple[Found[Any], Shown, str] | None = None
        self.chosen: dict[str, str] = {}
        self.ready: Prepared | None = None
        self.before: Board | None = None
        self.weeks: dict[tuple[str, str], Mapping[str, Move]] = {}
        self.reading = self.again = False
        self.asking = ""

    @property
    def list_name(self) -> str:
        return f"{self.SCOPE}-{self.part.name}"

    def asked_for(self) -> str:
        setting = self.wanted
        told = [new for new, _ in self.found.board.told] if self.found is not None else []
        return ", ".join((setting.workload, price_words(setting.basis), *(f"what if {one}" for one in told)))

    def remember(self) -> dict[str, Any]:
        w = self.wanted
        return super().remember() | {
            "part": self.going.name, "workload": w.workload, "basis": w.basis, "model": w.asked.model,
            "sets": list(w.asked.sets), "roadmap": w.asked.roadmap, "chosen": self.chosen, "marked": sorted(self.shown.marked),
            "in dollars": self.shown.in_dollars,
        }  # fmt: skip

    def recall(self, told: Told) -> None:
        super().recall(told)
        self.part = self.going = next((p for p in PARTS if p.name == told.text("part")), PARTS[0])
        asked = Asked(sets=tuple(told.texts("sets")), roadmap=told.flag("roadmap"), model=told.text("model"))
        self.wanted = Setting(workload=told.text("workload"), basis=told.text("basis"), asked=asked)
        self.chosen = told.part("chosen").words()
        self.shown = replace(
            self.shown, marked=frozenset(told.texts("marked")[:_MOST_MARKED]), in_dollars=told.flag("in dollars")
        )

    def forget(self) -> None:
        self.part = self.going = PARTS[0]
        self.wanted = Setting(workload="", basis="")

    def compose_top(self) -> ComposeResult:
        yield PartLine(self.SCOPE)

    def compose_middle(self) -> ComposeResult:
        yield WhatIfLine()
        yield KnobPanel(self._set_by_hand, "floor_tok_s_user")
        yield Plot()

    def make_list(self) -> RowList[Any]:
        return RowList((), lambda row: self.part.key(row), id="costs")

    def compose_bottom(self) -> ComposeResult:
        line = ValueLine()
        line.display = False
        yield line
        yield Line(id="legend")

    def load(self) -> None:
        """The database is another one: what was read of it before is of no use."""
        self.ready = self.before = None
        self.weeks.clear()
        if self.query_one(KnobPanel).display:
            self._prepare()
        self.read()

    def read(self) -> None:
        """Read what is wanted; while that goes on, only what is wanted last is read next."""
        if self.reading:
            self.again = True
            return
        self.reading = True
        part, wanted, ready, before = self.going, self.wanted, self.ready, self.before
        ask(
            self, self.app, "load", lambda s: (part, part.read(s, wanted, ready, before)), lambda read: self._take(*read),
            self._failed,
        )  # fmt: skip

    def _failed(self, error: TrackerError) -> None:
        """What is shown stays, and is what is wanted again."""
        self.reading = False
        if self.again:
            self.again = False
            self.read()
        elif self.found is not None:
            self.going, self.wanted = self.part, self.found.board.setting
            self.query_one(KnobPanel).show(knobs(self.found.board.given, self.wanted))
        self.fail(error)

    def _take(self, part: RankPart[Any], found: Found[Any] | None) -> None:
        self.reading, again, self.again = False, self.again, False
        if again:
            self.read()
        if found is None:
            self.say(
                "No workloads are known",
                "The catalogue has not been read into this database.",
                "Run `tracker rank --list`: it builds what is missing, or says why it cannot.",
            )
            return
        if part is not self.part:
            self.remove_class("-details")
        self.part = part
        self.unheard = ("x",) if part.name == "market" else ()
        self.use_sort()
        if not again:
            self.wanted, self.before, self.ready = found.board.setting, found.board, found.board.ready or self.ready
        self.found = replace(found, moves=found.moves or self._week(found))
        self._show()

    def _week(self, found: Found[Any]) -> Mapping[str, Move]:
        """What became of the ranks in a week: known, or asked for now and shown when it is."""
        setting = found.board.setting
        key = (setting.workload, setting.basis)
        if setting.what_if:
            return {}
        if key not in self.weeks:
            self.ask("moves", lambda s: moves_since_a_week(s, *key), partial(self._take_week, key))
        return self.weeks.get(key, {})

    def _take_week(self, key: tuple[str, str], told: Mapping[str, Move]) -> None:
        self.weeks[key] = told
        found = self.found
        if found is not None and not found.board.setting.what_if:
            setting = found.board.setting
            if (setting.workload, setting.basis) == key:
                self.found = replace(found, moves=told)
                self._dress()

    def _show(self) -> None:
        """The rows, the selection on the row where it was."""
        found, part = self.found, self.part
        if found is None:
            return
        self.query_one(PartLine).tell(part.name)
        self.set_class(part.charted and bool(found.rows), "-plot")
        self._tell_setting(found)
        rows = found.rows
        keys = [part.key(row) for row in rows]
        key = self.chosen.get(part.name) or self.chosen.get(PARTS[0].name, "")
        index = keys.index(key) if key in keys else 0
        self._draw(part.product(rows[index]) if rows else "")
        self.rows.show(Rows(rows), index)
        if rows:
            self.show_rows()
        else:
            self.say(*part.empty(found))
        self._tell_status()

    def _tell_setting(self, found: Found[Any]) -> None:
        """What differs from the stored ranking, and the knobs."""
        board = found.board
        end = f"{key_by_id('back').shown}: the stored ranking"
        idle = [(f"no effect: {one.label}", "") for one in board.idle]
        self.query_one(WhatIfLine).show([*board.told, *idle], end)
        self.query_one(KnobPanel).show(knobs(board.given, self.wanted))

    def _draw(self, selected: str) -> None:
        """Columns and picture in step with marks, moves and the selected row; nothing where they are already."""
        found, part = self.found, self.part
        drawn = self.drawn
        if found is None or (drawn and drawn[0] is found and drawn[1:] == (self.shown, selected)):
            return
        letters = part.drawn(found, self.shown, selected) if part.charted else {}
        self.shown = replace(self.shown, letters=letters)
        self.rows.take_columns(part.columns(found, self.shown))
        self.query_one("#legend", Line).show([T(text) for text in part.legend(found, self.shown) if text])
        shown = self.shown
        self.drawn = found, shown, selected
        self.query_one(Plot).show((lambda size: part.chart(found, shown, selected, size)) if part.charted else None)

    def _dress(self) -> None:
        row = self.selected
        self._draw(self.part.product(row) if row is not None else "")

    def _tell_status(self) -> None:
        if self.found is not None:
            self.status(*self.part.status(self.found))

    def describe(self) -> None:
        row = self.selected
        if row is None:
            return
        self.chosen[self.part.name] = self.part.key(row)
        if self.part.charted:
            self._dress()
        if self.pane_open:
            self._read_details()

    def action_open(self) -> None:
        if self.selected is not None:
            self.open_pane()
            self._read_details()

    def _read_details(self) -> None:
        part, row, found = self.part, self.selected, self.found
        if row is not None and found is not None:
            board = found.board
            self.ask("details", lambda s: part.details(s, board, row), self.show_details)

    def action_part(self, name: str) -> None:
        part = next(p for p in PARTS if p.name == name)
        if part is not self.going:
            self.going = part
            self.read()

    def action_shift(self, by: int) -> None:
        """To the part beside this one."""
        self.action_part(PARTS[(PARTS.index(self.going) + by) % len(PARTS)].name)

    def action_knobs(self) -> None:
        """Open the knobs and go to them; from them, back to the rows. At once: a key that comes next is theirs already."""
        if self.found is None:
            return
        panel = self.query_one(KnobPanel)
        if panel.display and panel.has_focus:
            self._close_knobs()
            return
        self.add_class("-knobs")
        panel.display = True
        self.set_focus(panel)
        if self.ready is None:
            self._prepare()

    def _close_knobs(self) -> None:
        self.remove_class("-knobs")
        self.query_one(KnobPanel).display = False
        self.set_focus(self.rows)

    def _prepare(self) -> None:
        self.ask("prepare", lambda s: prepare(s, ahead=False), self._take_ready)

    def _take_ready(self, ready: Prepared) -> None:
        """Read ahead, so that the first turn of a knob is as quick as the others."""
        self.ready = self.ready or ready

    def action_back(self) -> None:
        if self.pane_open:
            super().action_back()
        elif self.query_one(KnobPanel).display:
            self._close_knobs()
        elif self.wanted.asked:
            self.want(self.wanted.stored)

    def want(self, setting: Setting) -> None:
        if setting != self.wanted:
            self.wanted = setting
            if self.found is not None:
                self.query_one(KnobPanel).show(knobs(self.found.board.given, setting))
            self.read()

    @on(KnobPanel.Turned)
    def _turned(self, message: KnobPanel.Turned) -> None:
        if self.found is not None:
            self.want(turned(self.found.board.given, self.wanted, message.name, message.by))

    @on(KnobPanel.PutBack)
    def _put_back(self, message: KnobPanel.PutBack) -> None:
        if self.found is not None:
            self.want(usual(self.found.board.given, self.wanted, message.name))

    def _set_by_hand(self, knob: Knob, begun: str) -> None:
        """A value is typed; of a list of names one is chosen."""
        if knob.typed:
            self.asking = knob.name
            self.query_one(ValueLine).ask(f"{knob.label}:", knob.value, begun)
        else:
            self._choose(knob.name)

    @on(ValueLine.Answered)
    def _answered(self, message: ValueLine.Answered) -> None:
        if message.text and self.found is not None:
            try:
                self.want(typed(self.found.board.given, self.wanted, self.asking, message.text))
            except UsageError as error:
                self.app.tell(str(error), "warning")
                return
        self.query_one(ValueLine).close()
        self.set_focus(self.query_one(KnobPanel))

    def action_workload(self) -> None:
        self._choose("workload")

    def action_basis(self) -> None:
        self._choose("basis")

    def _choose(self, name: str) -> None:
        if self.found is None:
            return
        given, board = self.found.board.given, self.found.board
        here, found = options(given, self.wanted, name)
        idle = "nothing ranks" if name == "basis" else ""
        choice = [
            Option(
                value,
                price_words(value) if name == "basis" else label,
                detail or (idle if value not in board.bases else ""),
            )
            for value, label, detail in found
        ]
        titles = {"workload": "Which workload?", "model": "Which model?", "basis": "Which kind of price?"}
        title = titles.get(name, "Served in which precision?")
        self.app.push_screen(Choice(title, choice, here), partial(self._take_choice, name))

    def _take_choice(self, name: str, option: Option | None) -> None:
        if option is not None and self.found is not None:
            self.want(typed(self.found.board.given, self.wanted, name, option.value))

    def action_ahead(self) -> None:
        """With the announced products, or without them."""
        asked = self.wanted.asked
        self.want(replace(self.wanted, asked=replace(asked, roadmap=not asked.roadmap)))

    def action_mark(self) -> None:
        row = self.selected
        slug = self.part.product(row) if row is not None else ""
        if not slug or not isinstance(row, CostRow):
            self.app.tell("Accelerators are marked in the ranking, in Pareto and in Roofline")
            return
        marked = set(self.shown.marked) ^ {slug}
        if len(marked) > _MOST_MARKED:
            self.app.tell(f"{_MOST_MARKED} are marked already; x takes a mark away", "warning")
            return
        self.shown = replace(self.shown, marked=frozenset(marked))
        self._dress()

    def action_unmark(self) -> None:
        self.shown = replace(self.shown, marked=frozenset())
        self._dress()

    def action_axis(self) -> None:
        """Pareto: tokens or dollars."""
        self.shown = replace(self.shown, in_dollars=not self.shown.in_dollars)
        self._dress()

    def selected_link(self) -> str:
        row = self.selected
        return "" if row is None else self.part.link(self.app.session, row)

    def selected_text(self) -> str:
        row, found = self.selected, self.found
        return "" if row is None or found is None else self.part.text(found, row)
