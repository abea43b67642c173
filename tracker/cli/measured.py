"""`measured`: what was measured, by whom and when."""

from __future__ import annotations

import click

from tracker.cli.base import Settings, command, listing, pass_settings
from tracker.cli.looks import MEASURED
from tracker.cli.output import show
from tracker.views.measured import measured_runs


@command("measured", example="tracker measured b200 --model gpt-oss-120b --history")
@click.argument("product", default="")
@click.option("--model", default="", metavar="NAME", help="Runs of this model alone.")
@click.option("--history", is_flag=True, help="Older runs of a configuration, and those that do not compare, too.")
@listing
@pass_settings
def measured(settings: Settings, product: str, model: str, history: bool, form: str | None) -> None:
    """Measured runs of PRODUCT, or of every accelerator: of each configuration the newest, which anchors the rankings."""
    with settings.session() as session:
        show(measured_runs(session, product, model, history), MEASURED, form)
