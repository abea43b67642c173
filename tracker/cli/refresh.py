"""`refresh`: fetch the feeds and price lists that are due, read and rank."""

from __future__ import annotations

import math
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from tracker import urls
from tracker.actions.settings import read_config
from tracker.cleaning import visible
from tracker.cli.base import Settings, command, pass_settings
from tracker.cli.duration import Duration
from tracker.cli.output import json_object, json_rows
from tracker.cli.progress import shown, tell_end
from tracker.model.errors import UsageError
from tracker.paths import feeds_path
from tracker.units import counted

if TYPE_CHECKING:
    from tracker.model.feed import Config
    from tracker.refresh.report import Report
    from tracker.refresh.results import PagesResult, ReaderResult

_SOME_FAILED = 1
_DAY_S = 86400.0


@command("refresh", example="tracker refresh --feed nvidia-newsroom -v")
@click.option(
    "--all", "everything", is_flag=True, help="Fetch feeds that are not due yet, too; not those that asked to wait."
)
@click.option(
    "--feed", "slugs", multiple=True, metavar="SLUG", help="Fetch this feed or price list alone; may be repeated."
)
@click.option(
    "--re-extract",
    "again",
    is_flag=True,
    help="Fetch nothing; read facts again in every stored article. Ids, and what people decided, stay.",
)
@click.option(
    "--dry-run",
    is_flag=True,
    help="Ask and change nothing; say what would be asked and why (-v: what not, too).",
)
@click.option("--jitter", type=Duration(_DAY_S), default=0.0, metavar="DURATION",
              help="Wait up to so long first, on each machine its own share of it, so that not all ask at once.")  # fmt: skip
@click.option("--max-time", type=Duration(_DAY_S), default=math.inf, metavar="DURATION",
              help="End after so long; the next refresh goes on.")  # fmt: skip
@click.option("--fail-on", default="all", type=click.Choice(["all", "any", "never"]), show_default=True,
              help="Which failures make the exit code: 69 when all feeds and lists failed, 1 when any or a part did.")  # fmt: skip
@click.option("--progress", default="auto", type=click.Choice(["auto", "bar", "jsonl", "none"]), show_default=True,
              help="How to tell progress on stderr.")  # fmt: skip
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON.")
@pass_settings
def refresh(
    settings: Settings, everything: bool, slugs: tuple[str, ...], again: bool, dry_run: bool, jitter: float, max_time: float,
    fail_on: str, progress: str, as_json: bool,
) -> int:  # fmt: skip
    """Fetch the feeds and price lists that are due, store what is new, read facts in it and rank again.

    Articles are read again by themselves when a new version reads them better. Says nothing when all went well; a feed that
    begins to fail is one line on stderr, and `tracker feeds list` has all that do.
    """
    from tracker.refresh.run import refresh as run

    settings.undated("refresh")
    if again and (everything or slugs or dry_run):
        raise UsageError("--re-extract fetches nothing: it does not go with --all, --feed or --dry-run")
    config = read_config(feeds_path(settings.feeds))
    _check(config, slugs)
    if dry_run:
        return _plan(settings, config, everything, slugs, as_json)
    database = settings.sound_database()
    if not (config.feeds or config.prices or config.measured):
        settings.note(f"{config.path} names no feed: there is nothing to fetch")
    if stopped := _wait(settings, jitter):
        return stopped
    mode = "none" if settings.quiet and progress == "auto" else progress
    with shown(mode) as on_progress:
        report = run(database, config, everything=everything, only=slugs, again=again, on_progress=on_progress,
                     max_time_s=max_time)  # fmt: skip
    code = _exit_code(report, fail_on)
    if mode == "jsonl":
        tell_end(report, code)
    else:
        _tell(settings, report)
    if as_json:
        json_object(report)
    return code


def _wait(settings: Settings, jitter: float) -> int:
    """Exit code of the signal that ended the waiting, else 0."""
    if not jitter:
        return 0
    from tracker.refresh.pause import pause, share

    number = pause(jitter * share(settings.database()))
    return 128 + number if number else 0


def _plan(settings: Settings, config: Config, everything: bool, slugs: tuple[str, ...], as_json: bool) -> int:
    from tracker.refresh.planned import planned

    rows = planned(settings.database(), config, everything, slugs)
    if as_json:
        json_rows(asdict(row) for row in rows)
        return 0
    for row in rows:
        name = row.slug if row.kind == "feed" else f"{row.kind} {row.slug}"
        if row.asked:
            click.echo(f"ask   {name}: {visible(row.why)}  {visible(urls.shown(row.url))}")
        elif settings.verbose:
            click.echo(f"wait  {name}: {visible(row.why)}")
    asked = sum(row.asked for row in rows)
    hint = "" if settings.verbose or asked == len(rows) else "; -v tells why"
    settings.note(f"{asked} would be asked, {len(rows) - asked} not{hint}")
    return 0


def _check(config: Config, slugs: tuple[str, ...]) -> None:
    known = {feed.slug for feed in config.feeds} | {source.slug for source in config.prices}
    if missing := [slug for slug in slugs if slug not in known]:
        raise UsageError(f"{config.path} has no feed or price list {', '.join(missing)}; `tracker feeds list` and `tracker "
                         "prices sources` name them")  # fmt: skip


def _exit_code(report: Report, fail_on: str) -> int:
    if fail_on == "never":
        return 0 if report.exit_code == 69 else report.exit_code
    return (
        _SOME_FAILED
        if fail_on == "any" and (report.failed or report.lists_failed or report.parts_failed) and not report.exit_code
        else report.exit_code
    )


def _tell(settings: Settings, report: Report) -> None:
    for feed in report.feeds:
        if feed.outcome == "error" and (settings.verbose or feed.slug in report.newly_failing):
            click.echo(f"tracker: feed {feed.slug}: {visible(feed.message)}", err=True)
        elif settings.verbose and feed.outcome != "error":
            click.echo(f"{feed.slug}: {feed.outcome}, {feed.new} new, {feed.changed} changed"
                       + (f" ({visible(feed.message)})" if feed.message else ""), err=True)  # fmt: skip
    for part in report.prices if settings.verbose else ():
        click.echo(f"prices {f'{part.slug} {part.part}'.strip()}: {part.outcome}, {counted(part.offers, 'price')}, "
                   f"{part.changed} changed, "
                   f"{part.ended} ended" + (f", {part.specs} figures new" if part.specs else "")
                   + (f" ({visible(part.message)})" if part.message else ""), err=True)  # fmt: skip
    if settings.verbose:
        if report.pages:
            click.echo(_pages_told(report.pages), err=True)
        click.echo(
            f"{report.new} new, {report.changed} changed, {report.failed} failed, {report.not_due} not due; "
            f"{counted(report.lists_failed, 'price list')} failed{_parts(report)}; "
            f"{counted(report.facts, 'fact')} read in {counted(report.read, 'entry')}"
            f"{', ranked again' if report.reranked else ''}; "
            f"{report.seconds:g} s", err=True,
        )  # fmt: skip
        if report.unreadable:
            click.echo(f"{counted(report.unreadable, 'entry')} broke the reading, left for its next version", err=True)
    for note in () if settings.quiet else report.notes:
        click.echo(f"tracker: {visible(note)}", err=True)
    if report.reader:
        _tell_reader(settings, report.reader)


def _parts(report: Report) -> str:
    """Parts that failed, where a list has several: `, 22 parts of price lists`."""
    several = {one.slug for one in report.prices if one.part}
    if not any(one.slug in several for one in report.prices if one.outcome == "error"):
        return ""
    return f", {counted(report.parts_failed, 'part')} of price lists"


def _pages_told(p: PagesResult) -> str:
    return (
        f"whole articles: {p.asked} asked, {p.ok} read; {p.robots} closed by robots.txt, {p.blocked} blocked, "
        f"{p.too_short} hardly longer than the feed's text, {p.other_text} of another text, {p.failed} failed; "
        f"{p.unneeded} not needed, {p.waiting} wait"
    )


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
