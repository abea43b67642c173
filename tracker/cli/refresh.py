"""`refresh`: fetch the feeds and price lists that are due, read and rank."""

from __future__ import annotations

import click

from tracker.actions.settings import read_config
from tracker.cleaning import visible
from tracker.cli.base import Settings, command, pass_settings
from tracker.cli.output import json_object
from tracker.cli.progress import shown, tell_end
from tracker.model.errors import UsageError
from tracker.model.feed import Config
from tracker.paths import feeds_path
from tracker.refresh.report import ReaderResult, Report

_SOME_FAILED = 1


@command("refresh", example="tracker refresh --feed nvidia-newsroom -v")
@click.option("--all", "everything", is_flag=True, help="Fetch feeds that are not due yet, too.")
@click.option("--feed", "slugs", multiple=True, metavar="SLUG", help="Fetch this feed or price list alone; may be repeated.")
@click.option(
    "--re-extract",
    "again",
    is_flag=True,
    help="Fetch nothing; read facts again in every stored article. Ids, and what people decided, stay.",
)
@click.option("--fail-on", default="all", type=click.Choice(["all", "any", "never"]), show_default=True,
              help="Which failed feeds make the exit code: 69 when all failed, 1 when any did.")  # fmt: skip
@click.option("--progress", default="auto", type=click.Choice(["auto", "bar", "jsonl", "none"]), show_default=True,
              help="How to tell progress on stderr.")  # fmt: skip
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON.")
@pass_settings
def refresh(
    settings: Settings,
    everything: bool,
    slugs: tuple[str, ...],
    again: bool,
    fail_on: str,
    progress: str,
    as_json: bool,
) -> int:
    """Fetch the feeds and price lists that are due, store what is new, read facts in it and rank again.

    Articles are read again by themselves when a new version reads them better.
    Says nothing when all went well; a failed feed is one line on stderr.
    """
    from tracker.refresh.run import refresh as run

    settings.undated("refresh")
    if again and (everything or slugs):
        raise UsageError("--re-extract fetches nothing: it does not go with --all or --feed")
    config = read_config(feeds_path(settings.feeds))
    _check(config, slugs)
    if not (config.feeds or config.prices or config.measured):
        settings.note(f"{config.path} names no feed: there is nothing to fetch")
    mode = "none" if settings.quiet and progress == "auto" else progress
    database = settings.database()
    with shown(mode) as on_progress:
        report = run(database, config, everything=everything, only=slugs, again=again, on_progress=on_progress)
    code = _exit_code(report, fail_on)
    if mode == "jsonl":
        tell_end(report, code)
    else:
        _tell(settings, report)
    if as_json:
        json_object(report)
    return code


def _check(config: Config, slugs: tuple[str, ...]) -> None:
    known = {source.slug for source in (*config.feeds, *config.prices)}
    if missing := [slug for slug in slugs if slug not in known]:
        raise UsageError(f"{config.path} has no feed or price list {', '.join(missing)}; `tracker feeds list` and `tracker "
                         "prices sources` name them")  # fmt: skip


def _exit_code(report: Report, fail_on: str) -> int:
    if fail_on == "never":
        return 0 if report.exit_code == 69 else report.exit_code
    return _SOME_FAILED if fail_on == "any" and report.failed and not report.exit_code else report.exit_code


def _tell(settings: Settings, report: Report) -> None:
    for feed in report.feeds:
        if feed.outcome == "error":
            click.echo(f"tracker: feed {feed.slug}: {visible(feed.message)}", err=True)
        elif settings.verbose:
            click.echo(f"{feed.slug}: {feed.outcome}, {feed.new} new, {feed.changed} changed"
                       + (f" ({visible(feed.message)})" if feed.message else ""), err=True)  # fmt: skip
    for part in report.prices if settings.verbose else ():
        click.echo(f"prices {f'{part.slug} {part.part}'.strip()}: {part.outcome}, {part.offers} prices, {part.changed} changed, "
                   f"{part.ended} ended" + (f", {part.specs} figures new" if part.specs else ""), err=True)  # fmt: skip
    if settings.verbose:
        click.echo(
            f"{report.new} new, {report.changed} changed, {report.failed} failed, {report.not_due} not due; "
            f"{report.facts} facts read in {report.read} entries{', ranked again' if report.reranked else ''}; "
            f"{report.seconds:g} s", err=True,
        )  # fmt: skip
        if report.unreadable:
            click.echo(f"{report.unreadable} entries broke the reading and are left for its next version", err=True)
    for note in () if settings.quiet else report.notes:
        click.echo(f"tracker: {visible(note)}", err=True)
    if report.reader:
        _tell_reader(settings, report.reader)


def _tell_reader(settings: Settings, r: ReaderResult) -> None:
    """Why it was stopped concerns everyone who switched it on; the counts only those who ask."""
    if settings.verbose:
        click.echo(
            f"language model: {r.calls} calls ({r.failed} failed), {r.read} entries read; {r.confirmed} facts confirmed, "
            f"{r.disputed} disputed, {r.added} for review, {r.dropped} dropped; {r.tokens} tokens, {r.usd:.4f} USD; "
            f"{r.waiting} entries wait", err=True,
        )  # fmt: skip
    if r.message and not settings.quiet:
        click.echo(f"tracker: language model: {visible(r.message)}", err=True)
