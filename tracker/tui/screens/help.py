"""All keys, to be searched; enter runs the one that is found."""

from __future__ import annotations

from collections.abc import Sequence

from tracker.tui.keys import SCOPES, help_order
from tracker.tui.screens.choice import Chooser, Option
from tracker.tui.widgets.columns import Column
from tracker.tui.widgets.row_list import words


def options(scope: str) -> list[Option]:
    """One option a key, those of the present screen first."""
    return [
        Option(k.id, k.shown, k.help, f"{k.label} {k.help} {SCOPES[k.scope]}", SCOPES[k.scope])
        for k in help_order(scope)
    ]


COLUMNS: tuple[Column[Option], ...] = (
    Column("KEY", lambda o, _: words(o.label, "name"), 11),
    Column("WHAT", lambda o, _: words(o.detail)),
    Column("WHERE", lambda o, _: words(o.group, "muted"), 14, least=56),
)


class Help(Chooser):
    def __init__(self, scope: str) -> None:
        super().__init__("Keys", options(scope))

    def telling(self, option: Option) -> str:
        return option.detail if self.rows.cuts(option, self.inner - 1) else ""

    def columns(self) -> Sequence[Column[Option]]:
        return COLUMNS
