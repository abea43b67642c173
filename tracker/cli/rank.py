"""`rank`: what a million tokens costs on which accelerator, with what the figures stand on above and the rest below."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any, TypeVar

import click

from tracker.cleaning import visible
from tracker.cli.asking import asking
from tracker.cli.base import Settings, command, listing, pass_settings
from tracker.cli.looks import RANKING, WORKLOADS
from tracker.cli.output import show, table, terminal_width
from tracker.cli.scenario import print_rows, print_tables
from tracker.cli.serving import serving
from tracker.model.market import CostRow, WorkloadRow
from tracker.model.scenario import Scenario, ScenarioRow
from tracker.model.words import TERMS
from tracker.units import digits
from tracker.views import rankings as views
from tracker.views.scenario import Asked, scenario
from tracker.views.vendors import find_vendor

R = TypeVar("R", bound=CostRow)

_PRICES = {
    "on_demand": "on demand", "spot": "spot", "reserved_1y": "reserved for 1 year", "reserved_3y": "reserved for 3 years",
    "owned": "owned, as analysts work it out",
}  # fmt: skip


@command("rank", example="tracker rank chat --set nvidia/h100.memory_bandwidth=4TB/s --set utilisation=80%")
@click.argument("workload", default="chat")
@click.option(
    "--basis", default="on_demand", type=click.Choice(TERMS), show_default=True, help="Whose price an hour has."
)
@click.option("--vendor", default="", metavar="NAME", help="Only accelerators of this vendor; ranks stay those of all.")
@click.option("--figures", is_flag=True, help="Only accelerators with a figure.")
@click.option("--limit", type=click.IntRange(1), help="At most so many accelerators.")
@click.option("--list", "list_workloads", is_flag=True, help="List the workloads instead.")
@asking
@serving
@click.option(
    "--all",
    "everything",
    is_flag=True,
    help="Every product of the catalogue with a figure or the reason why it has none.",
)
@listing
@pass_settings
def rank(
    settings: Settings, workload: str, basis: str, vendor: str, figures: bool, limit: int | None, list_workloads: bool,
    sets: tuple[str, ...], roadmap: bool, pools: str | None, draft: str | None, ttft: bool, everything: bool,
    form: str | None,
) -> None:  # fmt: skip
    """Accelerators by cost per million tokens of WORKLOAD (chat by default), cheapest first.

    The figures count input and output tokens together. "2 (1-4)" is second, and may be first to fourth within the
    uncertainty. Accelerators without a figure follow with the reason.

    With --set the ranking is computed with an input of your own; nothing is stored. TARGET is PRODUCT.INPUT
    (memory_capacity, memory_bandwidth, interconnect_bandwidth.per_direction, scale_up_size, power, peak_compute.fp8,
    price_hourly, kw_all_in, capex), model.INPUT (params_active, layers, ...), or an input of all: utilisation, isl, osl,
    cached_fraction, floor_tok_s_user, and with --basis owned electricity, life_years, wacc, availability, colo, opex.
    Figures of hardware need their unit.

    With --roadmap products that are announced, and that nothing here says anyone has, are ranked apart: from announced
    claims, at an assumed price where there is none, with what else is assumed below.

    With --pools or --draft the model is served in another way, as a what-if too; with --ttft the time to first token stands
    beside each figure.
    """
    asked = Asked(sets=sets, roadmap=roadmap, everything=everything, pools=pools, draft=draft, ttft=ttft)
    with settings.session() as session:
        if list_workloads:
            show(views.workloads(session), WORKLOADS, form)
            return
        chosen = views.find_workload(session, workload)
        slug = find_vendor(session, vendor).vendor_slug if vendor else ""
        if asked:
            found = scenario(session, chosen.workload, basis, asked)
            _print_scenario(settings, chosen, found, _chosen(found.rows, slug, figures, limit), form)
            return
        rows = _chosen(views.rankings(session, chosen.workload, basis), slug, figures, limit)
    if form is None and rows:
        _print(chosen, basis, rows)
    else:
        show(rows, RANKING, form)
    if any(row.stale for row in rows):
        settings.note("stale: prices or claims have changed since; `tracker refresh` computes it again")


def _chosen(rows: Sequence[R], vendor: str, figures: bool, limit: int | None) -> list[R]:
    mine = [r for r in rows if r.product_slug.startswith(f"{vendor}/" if vendor else "")]
    return [r for r in mine if r.usd_per_mtok is not None or not figures][:limit]


def _print_scenario(
    settings: Settings, workload: WorkloadRow, found: Scenario, rows: Sequence[ScenarioRow], form: str | None
) -> None:
    if form is not None:
        print_rows(rows, form)
        return
    told: dict[str, Any] = dict(found.load)
    load = replace(workload, **told)
    lines = [visible(line) for line in _heading(load, found.price_basis)]
    if found.overrides:
        lines += ["what-if, nothing is stored:", *("  " + visible(str(one)) for one in found.overrides)]
    if found.ttft_note:
        lines += textwrap.wrap(visible(f"TTFT: {found.ttft_note}"), terminal_width() or 120, subsequent_indent="  ")
    click.echo("\n".join(lines) + "\n")
    print_tables(rows)
    settings.note("`tracker explain ID` with the same options takes a row of this ranking apart")


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
