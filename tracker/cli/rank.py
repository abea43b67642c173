"""`rank`: what a million tokens costs on which accelerator, with what the figures stand on above and the rest below."""

from __future__ import annotations

import inspect
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Generic, TypeVar

import click

from tracker.cleaning import visible
from tracker.cli import below, output
from tracker.cli.asking import asking
from tracker.cli.base import Settings, command, listing, pass_settings
from tracker.cli.glossary import GLOSSARY
from tracker.cli.looks import RANKING, WORKLOADS
from tracker.cli.output import remark, show, table
from tracker.cli.scenario import print_rows, print_tables
from tracker.cli.serving import serving
from tracker.cli.width import wrapped
from tracker.model.market import CostRow, WorkloadRow
from tracker.model.scenario import Scenario, ScenarioRow
from tracker.model.words import TERMS
from tracker.units import digits
from tracker.views import rankings as views
from tracker.views.price_notes import PriceNotes, price_notes
from tracker.views.price_sellers import find_seller, seller_name
from tracker.views.scenario import Asked, owning_note, scenario
from tracker.views.session import Session
from tracker.views.undated import undated
from tracker.views.vendors import find_vendor

R = TypeVar("R", bound=CostRow)

_PRICES = {
    "on_demand": "on demand", "spot": "spot", "reserved_1y": "reserved for 1 year", "reserved_3y": "reserved for 3 years",
    "owned": "owned, as analysts work it out",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Shown(Generic[R]):
    """Rows to print, all that they were chosen from, and what is told of their prices."""

    rows: Sequence[R]
    every: Sequence[R]
    notes: PriceNotes
    basis: str
    day: str
    """Words for a past day."""
    provider: str
    """Whose prices alone count, "" for all."""


@dataclass(frozen=True, slots=True)
class _Only:
    """Which rows are shown: of this vendor, with a figure, so many."""

    vendor: str
    figures: bool
    limit: int | None


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
    model: str, provider: str, form: str | None,
) -> None:  # fmt: skip
    """Accelerators by cost per million tokens of WORKLOAD (chat by default), cheapest first.

    The figures count input and output tokens together. "2 (1-4)" is second, and may be first to fourth within the
    uncertainty. Accelerators without a figure follow with the reason.

    With --set the ranking is computed with an input of your own; nothing is stored. TARGET is PRODUCT.INPUT
    (memory_capacity, memory_bandwidth, interconnect_bandwidth.per_direction, scale_up_size, power, peak_compute.fp8,
    price_hourly, kw_all_in, capex), model.INPUT (params_total, params_active, layers, ...), or an input of all:
    utilisation, isl, osl, cached_fraction, floor_tok_s_user, narrowest_precision, and with --basis owned electricity,
    life_years, wacc, availability, colo, opex. Figures of hardware need their unit; compute is dense.

    With --roadmap products that are announced, and that nothing here says anyone has, are ranked apart: from announced
    claims, at an assumed price where there is none, with what else is assumed below.

    With --pools or --draft the model is served in another way, as a what-if too; with --ttft the time to first token stands
    beside each figure.
    """
    asked = Asked(sets=sets, roadmap=roadmap, everything=everything, pools=pools, draft=draft, ttft=ttft, model=model,
                  provider=provider)  # fmt: skip
    with settings.session() as session:
        if list_workloads:
            show(views.workloads(session), WORKLOADS, form)
            return
        chosen = views.find_workload(session, workload)
        if gone := sum(undated(session).values()):
            remark(
                f"{gone} figures of accelerators have no date: they count only from the day on which they were read here, so "
                f"that figures of {session.as_of} may rest on fewer inputs than were known then"
            )
        only = _Only(find_vendor(session, vendor).vendor_slug if vendor else "", figures, limit)
        if asked:
            found = scenario(session, chosen.workload, basis, asked)
            _print_scenario(settings, chosen, found, _shown(session, found.rows, basis, only, provider), form)
            return
        shown = _shown(session, views.rankings(session, chosen.workload, basis), basis, only)
    if form is None and shown.every:
        _print(chosen, shown)
    else:
        show(shown.rows, RANKING, form)
    if any(row.stale for row in shown.rows):
        settings.note("stale: prices or claims have changed since; `tracker refresh` computes it again")


rank.help = f"{inspect.cleandoc(rank.help or '')}\n\n{GLOSSARY}"


def _shown(session: Session, every: Sequence[R], basis: str, only: _Only, provider: str = "") -> _Shown[R]:
    seller = find_seller(session, provider) if provider else ""
    mine = [r for r in every if r.product_slug.startswith(f"{only.vendor}/" if only.vendor else "")]
    rows = [r for r in mine if r.usd_per_mtok is not None or not only.figures][: only.limit]
    return _Shown(
        rows, every, price_notes(session, rows, seller), basis,
        f" as of {session.as_of}" if session.as_of else "", seller_name(session, seller) if seller else "",
    )  # fmt: skip


def _print_scenario(
    settings: Settings, workload: WorkloadRow, found: Scenario, shown: _Shown[ScenarioRow], form: str | None
) -> None:
    if form is not None:
        print_rows(shown.rows, form)
        return
    told: dict[str, Any] = dict(found.load)
    told["model"] = next((o.new for o in found.overrides if o.target == "model"), workload.model)
    load = replace(workload, **told)
    lines = [*_wrapped(_heading(load, shown), "")]
    if found.overrides:
        lines += ["what-if, nothing is stored:", *_wrapped(map(str, found.overrides), "  ")]
    lines += _wrapped([text] if (text := owning_note(found)) else [], "  ")
    if found.ttft_note:
        lines += _wrapped([f"TTFT: {found.ttft_note}"], "")
    click.echo("\n".join(lines) + "\n")
    print_tables(shown.rows, shown.notes, found.overrides)
    if not shown.rows:
        _echo(below.counted(shown.every))
    settings.note("`tracker explain ID` with the same options takes a row of this ranking apart")


def _wrapped(texts: Iterable[str], first: str) -> Iterator[str]:
    for text in texts:
        yield from wrapped(visible(text), output.terminal_width() or 120, first, first + "  ")


def _print(workload: WorkloadRow, shown: _Shown[CostRow]) -> None:
    rows, notes = shown.rows, shown.notes
    click.echo("\n".join(_wrapped(_heading(workload, shown), "")) + "\n")
    priced = [row for row in rows if row.usd_per_mtok is not None]
    if priced:
        table(priced, below.marked(RANKING.columns, notes), RANKING.marks)
        _echo(("", *told) if (told := [*below.doubts(priced, notes), *below.precisions(priced)]) else ())
    else:
        click.echo(f"no accelerator has a figure here, {below.basis_name(shown.basis)}{shown.day}")
    if not rows:
        _echo(below.counted(shown.every))
    _echo(below.without([row for row in rows if row.usd_per_mtok is None], "without a figure", notes))


def _echo(lines: Iterable[str]) -> None:
    for line in lines:
        click.echo(line)


def _heading(w: WorkloadRow, shown: _Shown[Any]) -> Iterator[str]:
    floor = f"at least {digits(w.floor_tok_s_user)} tok/s/user" if w.floor_tok_s_user else "no speed asked for"
    cached = f" ({digits(w.cached_fraction * 100)} % cached)" if w.cached_fraction else ""
    yield f"{w.workload}: {w.model}, {w.isl:,} tokens in{cached}, {w.osl:,} out"
    yield f"{floor}, {digits(w.utilisation * 100)} % of the hours in use"
    where = f" of {shown.provider} alone" if shown.provider else ""
    yield f"{below.heading_of(shown.rows, _PRICES, shown.basis)}{where}, each accelerator at its cheapest sound offer"
    yield "p10-p90: 80 % interval of the speed alone; best: chance to be the cheapest;"
    yield "both take prices as listed, as if they were exact"
