"""`prices history`: how the price of a product moved."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import click

from tracker.cleaning import visible
from tracker.cli.base import Settings, command, listing, pass_settings
from tracker.cli.output import Table, show
from tracker.cli.price_looks import HISTORY, OFFER_STEPS
from tracker.cli.prices import by_provider
from tracker.clock import now_text
from tracker.model.market import PriceStep
from tracker.model.words import TERMS
from tracker.views import price_history as views
from tracker.views.list_days import price_day
from tracker.views.price_ages import ago, end_of
from tracker.views.price_empty import why_empty
from tracker.views.session import Session

_ALL = "all"


@command("history", example="tracker prices history h100 --basis spot")
@click.argument("product")
@click.option("--basis", default="on_demand", type=click.Choice((*TERMS, _ALL)), show_default=True,
              help="Whose price; all shows each by itself.")  # fmt: skip
@by_provider
@click.option("--offers", is_flag=True, help="Every price of every offer instead of the lowest of each day.")
@listing
@pass_settings
def history(settings: Settings, product: str, basis: str, provider: str, offers: bool, form: str | None) -> None:
    """The lowest sound price of PRODUCT day by day, of one accelerator and hour, where it became another.

    Events of its timeline stand among the prices. What was lowest on a day is what `tracker prices --as-of` that day has:
    the last known price of each offer, whenever it was seen. Where a lower price is only the first that is known of an offer, as
    another list, provider or region is read from then on, that is said, and no change is told.
    """
    term = "" if basis == _ALL else basis
    with settings.session() as session:
        if offers:
            found = views.offer_history(session, product, term, provider)
            show(found, OFFER_STEPS, form, "" if found else why_empty(session, product))
            return
        rows = views.price_history(session, product, term, provider)
        show(rows, HISTORY if basis == _ALL else _one_basis(), form, "" if rows else why_empty(session, product))
        if form is None and rows:
            now = end_of(session.as_of) if session.as_of else now_text()
            lines = _newest(session, rows, now)
            click.echo("\n" + "\n".join(visible(line) for line in lines))


def _one_basis() -> Table[PriceStep]:
    """Without the column that would say the same in each row."""
    return replace(HISTORY, columns=tuple(column for column in HISTORY.columns if column.title != "basis"))


def _newest(session: Session, rows: Sequence[PriceStep], now: str) -> Iterator[str]:
    """How sure the last step is: until when its price was seen, and of which day its list is where that is older."""
    for term in TERMS:
        last = next((r for r in reversed(rows) if r.kind == "price" and r.term == term), None)
        if last is None or not last.last_seen_at:
            continue
        day = price_day(session, last, last.id)
        if day < last.last_seen_at[:10]:
            yield f"{term}: the last price here is of a list of {day}, {ago(day, now)}"
        else:
            yield f"{term}: the last price here was last seen on {day}, {ago(last.last_seen_at, now)}"
