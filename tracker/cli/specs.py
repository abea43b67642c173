"""`specs`, `claims`, `diff`, `contradictions`, `relations` and `links`: what sources state."""

from __future__ import annotations

import click

from tracker.cli.base import Settings, command, listing, pass_settings
from tracker.cli.comparison import print_changes, print_diff
from tracker.cli.looks import CLAIMS, CONTRADICTIONS, LINKS, RELATIONS, SIDES, SPECS, sides
from tracker.cli.output import show, table
from tracker.model.comparison import PERS, Per
from tracker.model.errors import UsageError
from tracker.model.fields import FIELDS
from tracker.model.words import TERMS
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


@command("diff", example="tracker diff trainium3 'maia 200' b200 --baseline b200 --per watt")
@click.argument("products", nargs=-1, required=True, metavar="A B [C…]")
@click.option(
    "--baseline", default="", metavar="NAME", help="Hold the others against this one; else against the first."
)
@click.option(
    "--per", type=click.Choice(PERS[1:]), help="Divide figures by chips, watts or the hourly price; or a rack's."
)
@click.option("--basis", type=click.Choice(TERMS), metavar="BASIS", help=f"Price of --per dollar: {', '.join(TERMS)}.")
@click.option("--generation", is_flag=True, help="Put the predecessor of each before it; one product is enough.")
@click.option("--roadmap", is_flag=True, help="Add what their vendors have announced and nothing says anyone has.")
@click.option("--since", default="", metavar="DATE", help="Instead: what changed of them since the end of this day.")
@listing
@pass_settings
def diff(
    settings: Settings, products: tuple[str, ...], baseline: str, per: Per | None, basis: str | None, generation: bool,
    roadmap: bool, since: str, form: str | None,
) -> None:  # fmt: skip
    """Products side by side, with ratios to a baseline; ! marks figures that are not like for like, ≠ disagreeing sources.

    Prices are the lowest sound ones, dates the first stated ones. At most six products.
    """
    from tracker.views.comparison import Asked, compare

    if since:
        told = {"baseline": baseline, "per": per, "basis": basis, "generation": generation, "roadmap": roadmap}
        if given := [f"--{name}" for name, value in told.items() if value]:
            raise UsageError(f"--since lists what changed; leave out {' and '.join(given)}")
        from tracker.views.diff_since import changes

        with settings.session() as session:
            print_changes(changes(session, products, since), form)
        return
    if basis and per != "dollar":
        raise UsageError("--basis is the price of --per dollar; give both")
    asked = Asked(products, baseline, per or "", basis or "on_demand", generation, roadmap)
    with settings.session() as session:
        print_diff(compare(session, asked), form)


@command("contradictions", example="tracker contradictions b200")
@click.argument("product", default="")
@listing
@pass_settings
def contradictions(settings: Settings, product: str, form: str | None) -> None:
    """Disputes: where sources do not agree, on PRODUCT or on all."""
    with settings.session() as session:
        found = views.each_contradiction(session, product)
        if form is None and (both := list(sides(found))):
            table(both, SIDES)
        else:
            show(found, CONTRADICTIONS, form)


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
