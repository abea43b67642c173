"""`margin`: what the price of a model leaves over the hardware that serves it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

import click

from tracker.cleaning import visible
from tracker.cli import output
from tracker.cli.base import Settings, command, listing, pass_settings
from tracker.cli.output import nothing, remark, show, table
from tracker.cli.price_looks import CLASS_MARGINS, MARGINS
from tracker.cli.width import wrapped
from tracker.model.margin import Margin
from tracker.model.words import TERMS
from tracker.units import digits, usd
from tracker.views import margin as views
from tracker.views.undated import undated

_FEW = 3
"""Of fewer accelerators the cheapest says little of what serving costs."""


@command("margin", example="tracker margin llama-3.3-70b --providers")
@click.argument("model", default="")
@click.option("--workload", default="", metavar="NAME",
              help="Load that prices and costs are blended by.  [default: the model's own]")  # fmt: skip
@click.option("--basis", default="on_demand", type=click.Choice(TERMS), show_default=True,
              help="Whose price an hour of hardware has.")  # fmt: skip
@click.option("--providers", is_flag=True, help="Each provider by itself.")
@listing
@pass_settings
def margin(settings: Settings, model: str, workload: str, basis: str, providers: bool, form: str | None) -> None:
    """The market price of MODEL beside the computed cost of serving it, by class of provider: 1 - cost / price.

    Price: the cheapest sound ordinary one of a provider, blended by the tokens of the load. Cost: the cheapest ranked
    hardware for the load at its listed price, with its interval; those who make chips are held against their own. Without
    MODEL: the models of the standard loads.
    """
    with settings.session() as session:
        rows = views.margins(session, model, workload, basis)
        as_of = session.as_of or ""
        gone = sum(undated(session).values())
    if gone:
        remark(
            f"{gone} figures of accelerators have no date: they count only from the day on which they were read here, so that "
            f"costs of {as_of} may rest on fewer inputs than were known then"
        )
    if form is not None:
        if providers:
            show(rows, MARGINS, form)
        else:
            show(views.class_margins(rows), CLASS_MARGINS, form)
        return
    if not rows:
        nothing()
    for number, (_, own) in enumerate(groupby(rows, key=lambda r: (r.model_slug, r.workload))):
        if number:
            click.echo("")
        _print(list(own), providers, as_of)


def _print(rows: Sequence[Margin], providers: bool, day: str) -> None:
    for line in _heading(rows, day):
        _say(line)
    click.echo("")
    if providers:
        table(rows, MARGINS.columns, MARGINS.marks)
    else:
        table(views.class_margins(rows), CLASS_MARGINS.columns)
        click.echo("")
        _say("margin: at the median price of the class, P10 to P90 of the cost; --providers has each by itself")
    for line in _without(rows):
        first = "  " if ":" in line else ""
        _say(line, first, "    ")


def _say(line: str, first: str = "", rest: str = "  ") -> None:
    click.echo("\n".join(wrapped(visible(line), output.terminal_width() or 120, first, rest)))


def _without(rows: Sequence[Margin]) -> Iterator[str]:
    """Who has no margin, by reason: the reasons are few."""
    reasons: dict[str, list[str]] = {}
    for row in rows:
        if row.margin is None:
            reasons.setdefault(row.reason, []).append(row.provider)
    if reasons:
        yield ""
        yield "without a margin"
    for reason, names in reasons.items():
        yield f"{reason.rstrip('.')}: {', '.join(names)}"


def _heading(rows: Sequence[Margin], day: str) -> Iterator[str]:
    one = rows[0]
    cached = f" ({digits(one.cached_fraction * 100)} % cached)" if one.cached_fraction else ""
    load = f", {one.workload}" if one.workload else ""
    yield f"{one.model}{load}: {one.isl:,} tokens in{cached}, {one.osl:,} out; USD per million of both"
    if cost := next((r for r in rows if r.cost_usd_per_mtok is not None and r.provider_class != "own chips"), None):
        yield (
            f"cost: {usd(cost.cost_usd_per_mtok)} ({usd(cost.cost_usd_per_mtok_p10)} to {usd(cost.cost_usd_per_mtok_p90)}), "
            f"{cost.accelerator} from {cost.hardware_from}, {cost.price_basis}, {cost.cost_basis}, "
            f"{digits(one.utilisation * 100)} % of the hours in use, price of "
            f"{_dated(cost.hardware_price_as_of, cost.hardware_price_age)}; "
            f"the cheapest of {cost.n_ranked} accelerator{'s' if cost.n_ranked > 1 else ''} with a cost here"
        )
        if cost.n_ranked < _FEW:
            yield (
                f"! so few had a price at this basis{f' on {day}' if day else ''} that the cheapest may be a dear one: the margins "
                "say little"
            )
    priced = sorted((r for r in rows if r.usd_per_mtok is not None), key=lambda r: r.token_price_as_of)
    if priced:
        first, last = priced[0], priced[-1]
        told = f"token prices of {_dated(first.token_price_as_of, first.token_price_age)}"
        yield told + (
            f" to {last.token_price_as_of[:10]}" if first.token_price_as_of[:10] != last.token_price_as_of[:10] else ""
        )


def _dated(moment: str, age: str) -> str:
    return f"{moment[:10]} (! {age})" if age else moment[:10]
