"""`specs`, `claims`, `diff`, `contradictions`, `relations`, `links` and `review`: what sources state."""

from __future__ import annotations

import click

from tracker.cli.base import Settings, command, listing, pass_settings
from tracker.cli.comparison import print_diff
from tracker.cli.looks import CLAIMS, CONTRADICTIONS, LINKS, RELATIONS, REVIEW, SPECS
from tracker.cli.output import show
from tracker.model.fields import FIELDS
from tracker.views import specs as views
from tracker.views.vendors import find_vendor


@command("specs", example="tracker specs 'maia 200'")
@click.argument("product")
@listing
@pass_settings
def specs(settings: Settings, product: str, form: str | None) -> None:
    """Figures of PRODUCT (any of its names), one line a reading; * marks the one that diffs and rankings take."""
    with settings.session() as session:
        show(views.specs(session, product), SPECS, form)


@command("claims", example="tracker claims b200 --field memory_bandwidth")
@click.argument("product")
@click.option("--field", type=click.Choice(list(FIELDS)), metavar="FIELD", help="Only claims of this field.")
@listing
@pass_settings
def claims(settings: Settings, product: str, field: str | None, form: str | None) -> None:
    """Every claim behind the specs of PRODUCT, the rejected ones too, best supported first."""
    with settings.session() as session:
        show(views.claims(session, product, field or ""), CLAIMS, form)


@command("diff", example="tracker diff trainium3 'maia 200' b200")
@click.argument("products", nargs=-1, required=True, metavar="A B [C…]")
@listing
@pass_settings
def diff(settings: Settings, products: tuple[str, ...], form: str | None) -> None:
    """Products side by side, with ratios to the first; ≠ marks figures that are not like for like."""
    with settings.session() as session:
        print_diff(views.diff(session, products), form)


@command("contradictions", example="tracker contradictions b200")
@click.argument("product", default="")
@listing
@pass_settings
def contradictions(settings: Settings, product: str, form: str | None) -> None:
    """Where sources do not agree, on PRODUCT or on all."""
    with settings.session() as session:
        show(views.contradictions(session, product), CONTRADICTIONS, form)


@command("relations", example="tracker relations 'maia 200'")
@click.argument("product", default="")
@listing
@pass_settings
def relations(settings: Settings, product: str, form: str | None) -> None:
    """Stated ratios of PRODUCT or of all ("3x as fast as"), with what the claims give for them."""
    with settings.session() as session:
        show(views.relations(session, product), RELATIONS, form)


@command("links", example="tracker links microsoft")
@click.argument("vendor", default="")
@listing
@pass_settings
def links(settings: Settings, vendor: str, form: str | None) -> None:
    """Who deploys, licenses, buys from and partners with whom; VENDOR alone, or all."""
    with settings.session() as session:
        slug = find_vendor(session, vendor).vendor_slug if vendor else ""
        show(views.links(session, slug), LINKS, form)


@command("review", example="tracker review --limit 20")
@click.option("--limit", default=100, type=click.IntRange(1), show_default=True, help="At most so many facts.")
@listing
@pass_settings
def review(settings: Settings, limit: int, form: str | None) -> None:
    """Facts that were read with too little confidence to be accepted, the surest first."""
    with settings.session() as session:
        show(views.review(session, limit), REVIEW, form)
