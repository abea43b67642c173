"""`ingest-measured`: put measured runs into the database."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import click

from tracker.cleaning import visible
from tracker.cli.base import Settings, command, pass_settings
from tracker.cli.output import json_object
from tracker.model.errors import DocumentError
from tracker.units import counted


@command("ingest-measured", example="tracker ingest-measured runs.csv")
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print JSON: counts, unknown names and every fault.")
@pass_settings
def ingest_measured(settings: Settings, file: Path, as_json: bool) -> int:
    """Store the measured runs of FILE; the newest of each configuration anchor the rankings.

    FILE is a table (.csv) with the columns source, source_path_or_url, date, accelerator, n_accelerators, model,
    precision, isl, osl, concurrency_or_batch, throughput_tok_s_total and notes (also read: throughput_tok_s_per_accel,
    interactivity_tok_s_user, ttft_s, tp, pp, ep, scenario, engine, engine_version, counts), JSON as InferenceX's
    API gives it, or the results of an MLPerf Inference round: the submission checker's summary CSV, the report's
    JSON or the site's export. Of these, the language benchmarks of the closed division are read, at the mean lengths
    of their datasets; the rest is counted by reason. A faulty row is told with its line and left out, and the exit
    code is 65; the others are stored.
    The same run again changes nothing, and a newer one stands beside the older. Names of accelerators and models must be
    in the catalogue: unknown ones are listed, never guessed. Runs that do not compare (speculative decoding,
    disaggregated, precision not stated, ...) are kept and anchor nothing.
    """
    from tracker.actions.ingest_measured import ingest_measured as run

    settings.undated("ingest-measured")
    result = run(settings.sound_database(), file)
    if as_json:
        json_object(result)
    else:
        click.echo(f"{visible(result.file)}: {counted(result.rows, 'row')}; {counted(result.new, 'new run')}, "
                   f"{result.known} already known, "
                   f"{result.unmapped} of unknown name, {result.faulty} faulty"
                   + (f", {left_out} left out" if (left_out := sum(result.left_out.values())) else ""))  # fmt: skip
        for what, counts in (
            ("kept as no anchor", result.aside),
            ("left out", result.left_out),
            ("no accelerator of the catalogue is called", result.unknown_accelerators),
            ("no model of the catalogue is called", result.unknown_models),
        ):
            if counts:
                click.echo(f"  {what}: {_listed(counts)}")
    if not (result.rows or result.faulty):
        settings.note(f"{visible(result.file)} holds no rows, so nothing was stored")
    for fault in result.faults:
        click.echo(f"tracker: {visible(fault)}", err=True)
    if (hidden := result.faulty - len(result.faults)) > 0:
        click.echo(f"tracker: {hidden} more faulty rows are not shown", err=True)
    return DocumentError.exit_code if result.faulty else 0


def _listed(counts: Mapping[str, int]) -> str:
    return ", ".join(
        f"{visible(name)} ({count})" for name, count in sorted(counts.items(), key=lambda c: (-c[1], c[0]))
    )
