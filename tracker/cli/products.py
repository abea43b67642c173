"""`products` and `vendors`: what the tracker knows by name."""

from __future__ import annotations

import click

from tracker.cli.base import Settings, command, listing, pass_settings
from tracker.cli.looks import PRODUCTS, VENDORS
from tracker.cli.output import show
from tracker.views import products as views
from tracker.views.vendors import find_vendor


@command("products", example="tracker products --vendor amd")
@click.option("--vendor", default="", metavar="NAME", help="Only products of this vendor.")
@listing
@pass_settings
def products(settings: Settings, vendor: str, form: str | None) -> None:
    """Products with their other names and how much is known of each."""
    with settings.session() as session:
        slug = find_vendor(session, vendor).vendor_slug if vendor else ""
        show(views.products(session, slug), PRODUCTS, form)


@command("vendors", example="tracker vendors --json")
@listing
@pass_settings
def vendors(settings: Settings, form: str | None) -> None:
    """Vendors: makers, clouds, platforms and memory suppliers."""
    with settings.session() as session:
        show(views.vendors(session), VENDORS, form)
