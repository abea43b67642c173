"""What a fact or a product may be merged into: candidates found as one types; an id or a name that is none of them counts too."""

from __future__ import annotations

from collections.abc import Sequence

from tracker.model.query import TimelineFilter
from tracker.model.rows import ReviewRow
from tracker.tui.screens.choice import Chooser, Option
from tracker.tui.widgets.columns import Column
from tracker.tui.widgets.row_list import words
from tracker.units import counted
from tracker.views.products import products
from tracker.views.session import Session
from tracker.views.timeline import timeline

_MOST_EVENTS = 1000
_COLUMNS: tuple[Column[Option], ...] = (
    Column("", lambda o, _: words(o.group, "muted"), 10, least=60),
    Column("", lambda o, _: words(o.label)),
    Column("", lambda o, _: words(o.detail, "muted"), 22, least=70),
    Column("", lambda o, _: words(o.detail, "muted"), 11, least=34, most=70),
)


class MergeChoice(Chooser):
    """Where nothing matches, what is typed is offered as it is: an id or a name that is not among these."""

    def columns(self) -> Sequence[Column[Option]]:
        return _COLUMNS

    def _show(self, options: Sequence[Option], index: int) -> None:
        typed = self.typed.strip()
        super()._show(options or [Option(typed, typed, "as typed", "", "id or name")], index)


def candidates(session: Session, row: ReviewRow) -> list[Option]:
    """Of an event those of its product and type, newest first; of a fact of a provisional product the catalogue's products,
    its maker's first. Empty where there is nothing to merge into."""
    found: list[Option] = []
    if row.kind == "event":
        same = TimelineFilter(product=row.product_slug, type=row.what)
        events = timeline(session, same, 0, _MOST_EVENTS)
        found = [
            Option(e.event_id, e.headline, f"{e.date} {counted(e.n_sources, 'source')}", e.product, "event")
            for e in events
        ]
    provisional = {p.product_slug for p in products(session) if p.provisional}
    return found + (catalogue(session, row.product_slug) if row.product_slug in provisional else [])


def catalogue(session: Session, slug: str) -> list[Option]:
    """The catalogue's products, those of the maker of `slug` first."""
    maker = slug.partition("/")[0]
    known = [p for p in products(session) if not p.provisional]
    known.sort(key=lambda p: p.vendor_slug != maker)
    return [
        Option(p.product_slug, p.full_name, p.product_slug.partition("/")[2], p.aliases or "", "product") for p in known
    ]
