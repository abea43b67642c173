"""`rank`: what a million tokens costs on which accelerator, with what the figures stand on above and the rest below."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence

import click

from tracker.cleaning import visible
from tracker.cli.base import Settings, command, listing, pass_settings
from tracker.cli.looks import RANKING, WORKLOADS
from tracker.cli.output import show, table, terminal_width
from tracker.model.market import CostRow, WorkloadRow
from tracker.model.words import TERMS
from tracker.units import digits
from tracker.views import rankings as views
from tracker.views.vendors import find_vendor

_PRICES = {
    "on_demand": "on demand", "spot": "spot", "reserved_1y": "reserved for 1 year", "reserved_3y": "reserved for 3 years",
    "owned": "owned, as analysts work it out",
}  # fmt: skip


@command("rank", example="tracker rank chat --basis owned")
@click.argument("workload", default="chat")
@click.option(
    "--basis", default="on_demand", type=click.Choice(TERMS), show_default=True, help="Whose price an hour has."
)
@click.option("--vendor", default="", metavar="NAME", help="Only accelerators of this vendor; ranks stay those of all.")
@click.option("--figures", is_flag=True, help="Only accelerators with a figure.")
@click.option("--limit", type=click.IntRange(1), help="At most so many accelerators.")
@click.option("--list", "list_workloads", is_flag=True, help="List the workloads instead.")
@listing
@pass_settings
def rank(
    settings: Settings, workload: str, basis: str, vendor: str, figures: bool, limit: int | None, list_workloads: bool,
    form: str | None,
) -> None:  # fmt: skip
    """Accelerators by cost per million tokens of WORKLOAD (chat by default), cheapest first.

    The figures count input and output tokens together. "2 (1-4)" is second, and may be first to fourth within the
    uncertainty. Accelerators without a figure follow with the reason.
    """
    with settings.session() as session:
        if list_workloads:
            show(views.workloads(session), WORKLOADS, form)
            return
        chosen = views.find_workload(session, workload)
        rows = views.rankings(session, chosen.workload, basis)
        slug = find_vendor(session, vendor).vendor_slug if vendor else ""
    rows = [r for r in rows if r.product_slug.startswith(f"{slug}/" if slug else "")]
    rows = [r for r in rows if r.usd_per_mtok is not None or not figures][:limit]
    if form is None and rows:
        _print(chosen, basis, rows)
    else:
        show(rows, RANKING, form)
    if any(row.stale for row in rows):
        settings.note("stale: prices or claims have changed since; `tracker refresh` computes it again")


def _print(workload: WorkloadRow, basis: str, rows: Sequence[CostRow]) -> None:
    click.echo("\n".join(visible(line) for line in _heading(workload, basis)) + "\n")
    priced = [row for row in rows if row.usd_per_mtok is not None]
    if priced:
        table(priced, RANKING.columns, RANKING.marks)
    else:
        click.echo(f"no accelerator here has a figure at the price basis {basis}")
    for line in _without([row for row in rows if row.usd_per_mtok is None]):
        click.echo(line)


def _heading(w: WorkloadRow, basis: str) -> Iterator[str]:
    floor = f"at least {digits(w.floor_tok_s_user)} tok/s/user" if w.floor_tok_s_user else "no speed asked for"
    cached = f" ({digits(w.cached_fraction * 100)} % cached)" if w.cached_fraction else ""
    yield f"{w.workload}: {w.model}, {w.isl:,} tokens in{cached}, {w.osl:,} out"
    yield f"{floor}, {digits(w.utilisation * 100)} % of the hours in use"
    yield f"price: {_PRICES[basis]}, each accelerator at its cheapest sound offer"
    yield "p10-p90: 80 % interval of the speed alone; prices are taken as listed"


def _without(rows: Sequence[CostRow]) -> Iterator[str]:
    """Names by reason: the reasons are few."""
    reasons: dict[str, list[str]] = {}
    for row in rows:
        reasons.setdefault(row.reason, []).append(f"{row.vendor} {row.accelerator}".replace(" ", "\u00a0"))
    if reasons:
        yield ""
        yield "without a figure"
    for reason, names in reasons.items():
        text = "  " + visible(f"{reason}: {', '.join(names)}")
        lines = textwrap.wrap(text, terminal_width() or 120, subsequent_indent="    ", break_on_hyphens=False)
        yield from (line.replace("\u00a0", " ") for line in lines)
