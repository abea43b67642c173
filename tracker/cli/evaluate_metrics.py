"""`evaluate metrics`: how well the performance model meets measured runs."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from tracker.cleaning import visible
from tracker.cli.base import Command, Settings, pass_settings

_FILE = click.Path(path_type=Path, dir_okay=False)
_PARTS = ("by_product", "by_model", "by_scenario", "by_basis")


@click.command("metrics", cls=Command, example="tracker evaluate metrics points.csv --prices prices.csv --folds 5")
@click.argument("points", metavar="POINTS", type=_FILE)
@click.option("--anchors", type=_FILE, metavar="CSV", help="Measured runs that may vouch for others.")
@click.option("--prices", type=_FILE, metavar="CSV", help="USD an hour by accelerator, to rank costs by.")
@click.option(
    "--folds", type=click.IntRange(min=2), metavar="N", help="Runs of other folds may vouch; kin stay in one fold."
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON with exact numbers.")
@pass_settings
def metrics(
    settings: Settings, points: Path, anchors: Path | None, prices: Path | None, folds: int | None, as_json: bool
) -> None:
    """Model the runs of POINTS (a table in the calibration format) and print the errors against what was measured.

    Specs come from the catalogue, or from --db. Measured runs that ship with the tracker are not used.
    """
    from tracker.actions.evaluate_metrics import evaluate_metrics

    settings.undated("evaluate metrics")
    found = evaluate_metrics(
        points, anchors=anchors, prices=prices, folds=folds or 0, database=settings.database() if settings.db else None
    )
    if as_json:
        click.echo(json.dumps(found, indent=1))
    else:
        _print(found)


def _print(found: dict[str, Any]) -> None:
    click.echo(f"{found['rows']} rows, {found['evaluated']} evaluated, {found['refused']} refused by the model")
    if found["recounted"]:
        click.echo(f"accelerators counted more than once, corrected: {found['recounted']}")
    if found["anchors_set_aside"]:
        click.echo(f"anchors faster than their data sheets allow, set aside: {found['anchors_set_aside']}")
    for name in ("excluded", "unknown_products", "unknown_models", "products_without_figures"):
        for what, count in found[name].items():
            click.echo(f"{name.replace('_', ' ')}: {visible(what)} {count}")
    click.echo(f"{'':28}{'points':>7}{'MdAPE':>8}{'in 2x':>8}{'bias':>8}{'cover':>8}{'width':>7}")
    click.echo(_line("all", found))
    for part in _PARTS:
        click.echo(part.replace("_", " "))
        for name, one in found[part].items():
            click.echo(_line(f"  {name}", one))
    if found["cells"]:
        click.echo(f"{'order of costs':28}{'tau':>8}{'top 1':>8}{'pairs':>8}")
        for name, one in {"the model": found, **found["naive"]}.items():
            shares = "".join(_share(one[key]) for key in ("top1", "pairs_right"))
            click.echo(f"  {name.replace('_', ' '):26}{one['kendall_tau']:8.2f}{shares}")


def _line(name: str, one: dict[str, Any]) -> str:
    shares = "".join(_share(one[key]) for key in ("mdape", "within_2x", "bias", "coverage"))
    width = "      -" if one["width"] is None else f"{one['width']:7.2f}"
    return f"{visible(name):28.28}{one['points']:7}{shares}{width}"


def _share(value: float | None) -> str:
    return "       -" if value is None else f"{value:8.1%}"
