"""`prices`: what lists ask for hardware, how it moved, and how the lists are doing."""

from __future__ import annotations

import difflib

import click

from tracker.cli.base import Command, Settings, listing, pass_settings
from tracker.cli.defaulting import DefaultGroup
from tracker.cli.looks import PRICES, aged
from tracker.cli.output import show
from tracker.model.errors import UsageError
from tracker.model.words import TERMS
from tracker.views import prices as views
from tracker.views.price_empty import why_empty
from tracker.views.price_notes import OLD_DAYS, price_ages

_PLACE = "tracker.cli"
_LAZY = {
    "history": "price_history:history", "disputes": "price_lists:disputes", "unmapped": "price_lists:unmapped",
    "sources": "price_lists:sources", "backfill": "price_backfill:backfill",
}  # fmt: skip
by_provider = click.option("--provider", default="", metavar="NAME", help="Only offers of this provider.")


@click.group("prices", cls=DefaultGroup, lazy={name: f"{_PLACE}.{place}" for name, place in _LAZY.items()},
             elsewhere=("tokens", "margin"), example="tracker prices h100 --basis spot --unflagged")  # fmt: skip
def prices() -> None:
    """What PRODUCT, or every accelerator, costs an hour: the last known price of each offer, the cheapest first.

    A flagged price is shown with its flag and never ranks. A price that nobody has seen for long says how old it is;
    so does one of a list that was last written long ago, however lately it answered.
    """


@prices.command("list", cls=Command, example="tracker prices list h100 --csv")
@click.argument("product", default="")
@click.option(
    "--basis", type=click.Choice(TERMS), metavar="TERM", help=f"Only prices of this kind: {', '.join(TERMS)}."
)
@by_provider
@click.option(
    "--flagged/--unflagged", default=None, help="Only prices with a flag, or only sound ones.  [default: both]"
)
@listing
@pass_settings
def list_prices(
    settings: Settings, product: str, basis: str | None, provider: str, flagged: bool | None, form: str | None
) -> None:
    """The same as `tracker prices` with PRODUCT or without: the last known price of each offer."""
    with settings.session() as session:
        try:
            rows = views.current_prices(session, product, flagged is not False, sound=flagged is not True, basis=basis or "",
                                        provider=provider)  # fmt: skip
        except UsageError as error:
            near = difflib.get_close_matches(product.casefold(), ["list", *_LAZY], 1, 0.75)
            raise UsageError(f"{error}; or the command {near[0]}?" if near else str(error)) from None
        notes = price_ages(session, rows)
        show(
            rows, aged(PRICES, notes, one_product=bool(product)), form, why_empty(session, product) if not rows else ""
        )
        if form is None and (old := [notes[row.offer_id].seen for row in rows if notes[row.offer_id].age]):
            click.echo(f"\n! {len(old)} of {len(rows)} prices are over {OLD_DAYS} days old, the oldest of {min(old)}")
