"""`rank`, `prices` and `tokens`: what serving costs."""

from __future__ import annotations

from collections.abc import Sequence

import click

from tracker.cli.base import Settings, command, listing, pass_settings
from tracker.cli.looks import PRICES, RANKING, TOKENS, WORKLOADS
from tracker.cli.output import show
from tracker.model.market import CostRow
from tracker.model.words import TERMS
from tracker.views import prices as price_views
from tracker.views import rankings as ranking_views


@command("rank", example="tracker rank chat --basis reserved_1y")
@click.argument("workload", default="chat")
@click.option(
    "--basis", default="on_demand", type=click.Choice(TERMS), show_default=True, help="Whose price an hour has."
)
@click.option("--list", "list_workloads", is_flag=True, help="List the workloads instead.")
@listing
@pass_settings
def rank(settings: Settings, workload: str, basis: str, list_workloads: bool, form: str | None) -> None:
    """Accelerators by cost per million tokens of WORKLOAD (chat by default), cheapest first.

    The figures count input and output tokens together. "2 (1-4)" is second, and may be first to fourth within the
    uncertainty. Accelerators without a figure follow with the reason.
    """
    with settings.session() as session:
        if list_workloads:
            show(ranking_views.workloads(session), WORKLOADS, form)
            return
        rows = ranking_views.rankings(session, workload, basis)
        show(rows, RANKING, form)
    _warn(settings, rows)


def _warn(settings: Settings, rows: Sequence[CostRow]) -> None:
    if any(row.stale for row in rows):
        settings.note("stale: prices or claims have changed since; `tracker refresh` computes it again")


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
    """What providers charge per million tokens of MODEL (its slug), or of all."""
    with settings.session() as session:
        show(price_views.token_prices(session, model), TOKENS, form)
