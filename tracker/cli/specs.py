"""`specs`, `claims`, `diff`, `contradictions`, `relations` and `links`: what sources state."""

from __future__ import annotations

import click

from tracker.cli.base import Settings, command, listing, pass_settings
from tracker.cli.comparison import print_diff
from tracker.cli.looks import CLAIMS, CONTRADICTIONS, LINKS, RELATIONS, SIDES, SPECS, sides
from tracker.cli.output import show, table
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
        rows = views.specs(session, product)
        show(rows, SPECS, form)
        if not rows and (members := views.members(session, product)):
            names = ", ".join(p.product_slug for p in members)
            settings.note(f"{product} is a family; figures are stated of its members: {names}")


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
        rows = views.contradictions(session, product)
    if form is None and rows:
        table(list(sides(rows)), SIDES)
    else:
        show(rows, CONTRADICTIONS, form)


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
