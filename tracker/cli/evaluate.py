"""`evaluate`: how well the tracker reads, against labelled documents."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from tracker.actions import evaluation
from tracker.actions.settings import read_config
from tracker.cleaning import visible
from tracker.cli.base import Command, Group, Settings, pass_settings
from tracker.paths import feeds_path

_FILE = click.Path(path_type=Path, dir_okay=False)


@click.group(
    "evaluate", cls=Group, example="tracker evaluate extraction labelled.jsonl",
    lazy={"metrics": "tracker.cli.evaluate_metrics:metrics"},
)  # fmt: skip
def evaluate() -> None:
    """How well the tracker reads."""


@evaluate.command(
    "extraction", cls=Command, example="tracker evaluate extraction labelled.jsonl --mismatches wrong.jsonl"
)
@click.argument("gold", nargs=-1, required=True, metavar="GOLD…", type=_FILE)
@click.option("--require-evidence", is_flag=True, help="Facts whose words are not in the text do not count.")
@click.option(
    "--mismatches",
    type=_FILE,
    metavar="FILE",
    help="Write every missed, false or wrong label there.",
)
@click.option(
    "--aliases", type=_FILE, metavar="FILE", help="Compare names by this JSON table instead of the catalogue's."
)
@click.option(
    "--reader", is_flag=True, help="Read with the language model of feeds.toml, too; within one day's budget."
)
@click.option("--alone", is_flag=True, help="With --reader: what the model reads without the rules.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON with exact numbers.")
@pass_settings
def extraction(
    settings: Settings, gold: tuple[Path, ...], require_evidence: bool, mismatches: Path | None, aliases: Path | None,
    reader: bool, alone: bool, as_json: bool,
) -> None:  # fmt: skip
    """Read the documents of GOLD (JSON lines with labels) and print precision, recall and F1 against their labels.

    What is accepted and what is only likely count alike there; `accepted_` tells of the accepted facts alone how often they
    are right and how many of the labels they are. Values may differ by 2 %, dates must overlap, a vendor's name for a thing is
    as good as another. No database is read.
    """
    settings.undated("evaluate extraction")
    result = evaluation.evaluate_extraction(
        gold, aliases=aliases, require_evidence=require_evidence, mismatches=mismatches,
        predict=_model(settings, alone) if reader or alone else None,
    )  # fmt: skip
    found = evaluation.figures(result)
    if as_json:
        click.echo(json.dumps(found, indent=1))
    else:
        _print(found)


def _model(settings: Settings, alone: bool) -> evaluation.Predict:
    def told(gap: str) -> None:
        click.echo(f"tracker: no answer for {visible(gap)}", err=True)

    return evaluation.with_model(read_config(feeds_path(settings.feeds)).reader, alone, told)


def _print(found: dict[str, Any]) -> None:
    click.echo(f"{found['documents']} documents, {found['predicted']} predicted")
    click.echo(f"{'':18}{'P':>7}{'R':>7}{'F1':>7}{'TP':>6}{'FP':>6}{'FN':>6}")
    for name, row in found.items():
        if isinstance(row, dict) and "f1" in row:
            figures = "".join(f"{row[key]:7.3f}" for key in ("p", "r", "f1"))
            click.echo(f"{name:18}{figures}" + "".join(f"{row[key]:6}" for key in ("tp", "fp", "fn")))
    for name, row in found.items():
        if isinstance(row, dict) and "coverage" in row:
            click.echo(f"{name:18}{row['precision']:7.3f}   of {row['n']}, {row['coverage']:.3f} of the labels")
    for name, row in found.items():
        if isinstance(row, dict) and "share" in row:
            click.echo(f"{name:18}{row['share']:7.3f}   ({row['right']}/{row['n']})")
    click.echo(f"accuracy of is_announcement {found['is_announcement']['accuracy']:.3f}")
