"""`prices` and `tokens`: what lists ask for hardware and for tokens."""

from __future__ import annotations

import click

from tracker.cli.base import Settings, command, listing, pass_settings
from tracker.cli.looks import PRICES, TOKENS
from tracker.cli.output import show
from tracker.views import prices as price_views


@command("prices", example="tracker prices h100 --csv")
@click.argument("product", default="")
@listing
@pass_settings
def prices(settings: Settings, product: str, form: str | None) -> None:
    """What PRODUCT, or every accelerator, costs an hour: the last known price of each offer."""
    with settings.session() as session:
        show(price_views.current_prices(session, product), PRICES, form)


@command("tokens", example="tracker tokens deepseek-v3")
@click.argument("model", default="")
@listing
@pass_settings
def tokens(settings: Settings, model: str, form: str | None) -> None:
    """What providers charge per million tokens of MODEL (any of its names), or of all."""
    with settings.session() as session:
        show(price_views.token_prices(session, model), TOKENS, form)
