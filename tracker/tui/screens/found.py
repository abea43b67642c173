"""The feeds that an address has, to choose one of: what each is called, how much it holds, how new that is."""

from __future__ import annotations

from collections.abc import Sequence

from tracker.model.feed_check import Proposal
from tracker.tui.glyphs import mark
from tracker.tui.screens.choice import Chooser, Option
from tracker.tui.when import age
from tracker.tui.widgets.columns import Column
from tracker.tui.widgets.row_list import words
from tracker.units import counted

_COLUMNS: tuple[Column[Option], ...] = (
    Column("FEED", lambda o, _: words(o.label, "name")),
    Column("HOLDS", lambda o, _: words(o.detail), 34, least=62),
    Column("HOLDS", lambda o, _: words(o.detail), 16, least=34, most=62),
    Column("ADDRESS", lambda o, _: words(o.value, "muted"), least=62),
)


class FoundChoice(Chooser):
    """Enter puts the feed into feeds.toml."""

    def columns(self) -> Sequence[Column[Option]]:
        return _COLUMNS

    def telling(self, option: Option) -> str:
        """Its address is told too where the list has no column for it."""
        return f"{option.label} {mark('dot')} {option.detail} {mark('dot')} {option.value}"


def options(feeds: Sequence[Proposal]) -> list[Option]:
    return [Option(f.url, f.title or f.slug, holds(f), f"{f.slug} {f.vendor}") for f in feeds]


def holds(f: Proposal) -> str:
    """`20 articles, newest 3 d ago, RSS 2.0`."""
    newest = f"newest {age(f.newest)}" if f.newest else "none dated"
    return ", ".join([counted(f.entries, "article"), newest, f.format] if f.entries else ["no article", f.format])
