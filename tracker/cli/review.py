"""`review`: what waits for a person, and what people decided."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from tracker.actions import decide, decisions_file
from tracker.cli.base import Command, Group, Settings, listing, pass_settings
from tracker.cli.looks import DECISIONS, NEWCOMERS, OPEN_CONTRADICTIONS, REVIEW
from tracker.cli.output import json_object, show
from tracker.views import specs as views

_noted = click.option("--note", default="", metavar="TEXT", help="A remark that is kept with the decision.")
_FILE = click.Path(path_type=Path, dir_okay=False)


@click.group("review", cls=Group, invoke_without_command=True, example="tracker review --limit 20")
@click.option("--limit", default=100, type=click.IntRange(1), show_default=True, help="At most so many facts.")
@listing
@pass_settings
@click.pass_context
def review(context: click.Context, settings: Settings, limit: int, form: str | None) -> None:
    """Facts that were read with too little confidence to be accepted, the surest first. `review contradictions` and `review
    products` list what else waits for a person.

    The commands below decide, on any fact by its id. A decision holds when texts are read again and, exported and
    imported, in another database; the last word on a fact counts.
    """
    if context.invoked_subcommand is None:
        with settings.session() as session:
            show(views.review(session, limit), REVIEW, form)


@review.command("contradictions", cls=Command, example="tracker review contradictions")
@listing
@pass_settings
def contradictions(settings: Settings, form: str | None) -> None:
    """Disputes: where sources do not agree and nobody said yet what is right.

    Reject the id of the side that is wrong, or accept the pair, by the id in the last column: then both may stand until one
    of them says something else. `tracker contradictions` lists those, too.
    """
    with settings.session() as session:
        show(views.each_contradiction(session, open_only=True), OPEN_CONTRADICTIONS, form)


@review.command("products", cls=Command, example="tracker review products")
@listing
@pass_settings
def products(settings: Settings, form: str | None) -> None:
    """Products that texts name and no catalogue does, and their makers where those are new too.

    Accept one that is a product or maker of its own, merge a product into the one that it is, or reject it with all that is
    stated of it.
    """
    with settings.session() as session:
        show(views.newcomers(session), NEWCOMERS, form)


@review.command(
    "accept", cls=Command, example="tracker review accept c-1a2b3c4d5e6f m-6f5e4d3c2b1a --note 'data sheet says so'"
)
@click.argument("ids", nargs=-1, required=True, metavar="ID…")
@_noted
@listing
@pass_settings
def accept(settings: Settings, ids: tuple[str, ...], note: str, form: str | None) -> None:
    """The facts of these IDs are right. The id of an event stands for all its mentions.

    ID~ID, of a contradiction, lets both sides stand; vendor/name, of a provisional product, and vendor/, of its maker, keep
    them as ones of their own.
    """
    settings.undated("review accept")
    _tell(settings, decide.accept(settings.database(), ids, note), form)


@review.command("reject", cls=Command, example="tracker review reject c-1a2b3c4d5e6f --why 'figure of the old chip'")
@click.argument("ids", nargs=-1, required=True, metavar="ID…")
@click.option("--why", required=True, metavar="TEXT", help="What is wrong with them.")
@listing
@pass_settings
def reject(settings: Settings, ids: tuple[str, ...], why: str, form: str | None) -> None:
    """The facts of these IDs are wrong: they leave timeline, specs and rankings, and say why.

    With vendor/name of a provisional product, or vendor/ of its maker, all that is stated of it is rejected.
    """
    settings.undated("review reject")
    _tell(settings, decide.reject(settings.database(), ids, why), form)


@review.command("correct", cls=Command, example="tracker review correct c-1a2b3c4d5e6f value='96 GB' scope=card")
@click.argument("fact", metavar="ID")
@click.argument("fields", nargs=-1, required=True, metavar="FIELD=VALUE…")
@_noted
@listing
@pass_settings
def correct(settings: Settings, fact: str, fields: tuple[str, ...], note: str, form: str | None) -> None:
    """The fact of this ID is right but for each FIELD=VALUE; what was read stays visible in `explain`.

    Claims have product, field, value (or low and high, or text), unit, op, precision, sparsity, direction, scope,
    variant and asserted; events product, type, date, certainty and counterparty; relations subject, object, metric,
    factor (or low and high), op and precision; links subject, predicate, object, date and certainty. FIELD=none takes
    a field away.
    """
    settings.undated("review correct")
    _tell(settings, decide.correct(settings.database(), fact, fields, note), form)


@review.command("merge", cls=Command, example="tracker review merge e-1a2b3c4d5e6f e-6f5e4d3c2b1a")
@click.argument("one", metavar="ID")
@click.argument("into", metavar="INTO")
@_noted
@listing
@pass_settings
def merge(settings: Settings, one: str, into: str, note: str, form: str | None) -> None:
    """Make one event of two, given by ids; INTO leads.

    Given a provisional product (vendor/name) and a product of the catalogue, the first becomes a name of the second
    and its facts move there.
    """
    settings.undated("review merge")
    _tell(settings, decide.merge(settings.database(), one, into, note), form)


@review.command("undo", cls=Command, example="tracker review undo c-1a2b3c4d5e6f")
@click.argument("ids", nargs=-1, required=True, metavar="ID…")
@pass_settings
def undo(settings: Settings, ids: tuple[str, ...]) -> None:
    """Take decisions back: the facts of these IDs are again as they were read."""
    settings.undated("review undo")
    undone = decide.undo(settings.database(), ids)
    settings.note(f"taken back: {', '.join(undone)}")


@review.command("decisions", cls=Command, example="tracker review decisions --json")
@listing
@pass_settings
def decisions(settings: Settings, form: str | None) -> None:
    """What was decided, newest first."""
    with settings.session() as session:
        show(views.decisions(session), DECISIONS, form)


@review.command("export", cls=Command, example="tracker review export decisions.jsonl")
@click.argument("file", type=_FILE)
@pass_settings
def export(settings: Settings, file: Path) -> None:
    """Write all decisions as JSON lines to FILE, for another or a rebuilt database."""
    settings.undated("review export")
    settings.note(f"{decisions_file.export_file(settings.database(), file)} decisions in {file}")


@review.command("import", cls=Command, example="tracker review import decisions.jsonl")
@click.argument("file", type=_FILE)
@click.option("--json", "as_json", is_flag=True, help="Print the counts as JSON.")
@pass_settings
def import_(settings: Settings, file: Path, as_json: bool) -> None:
    """Take over the decisions of FILE; of two on one fact the newer counts.

    Decisions on facts that are not here yet are kept and hold as soon as those are read.
    """
    settings.undated("review import")
    found = decisions_file.import_file(settings.database(), file)
    if as_json:
        json_object(found)
    else:
        settings.note(
            f"{found.taken} taken, {found.older} no newer than those here; {found.waiting} wait for their fact"
        )


def _tell(settings: Settings, facts: Sequence[str], form: str | None) -> None:
    """What is decided now; a fact that left meanwhile keeps its decision."""
    with settings.session() as session:
        rows = [row for row in views.decisions(session) if row.fact_id in facts]
    show(rows, DECISIONS, form)
    for row in rows:
        if not row.applied:
            settings.note(f"{row.fact_id} is not here now; the decision is kept and waits for it")
