"""`promises`: what vendors say of two products beside what we compute for them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import click

from tracker.cleaning import visible
from tracker.cli.base import Settings, command, pass_settings
from tracker.cli.output import Column, json_objects, nothing, table, terminal_width
from tracker.cli.width import wrapped
from tracker.model.words import TERMS
from tracker.units import digits
from tracker.views import promises as views
from tracker.views.promises import Ask, Promise
from tracker.views.verdicts import ABOVE, BELOW, NONE, UNSURE, WIDE, WITHIN, AtLoad, load_name

_COLUMNS: tuple[Column[Promise], ...] = (
    Column("subject", lambda p: p.subject, flex=1),
    Column("claim", lambda p: p.claim, right=True),
    Column("object", lambda p: p.object, flex=2),
    Column("metric", lambda p: f"{p.metric.replace('_', ' ')} {p.precision}".strip(), flex=1),
    Column("we compute", lambda p: _interval(p), right=True),
    Column("at", lambda p: load_name(p.at) if p.at else "printed figures", flex=2, spare=2),
    Column("other loads", lambda p: _range(p), right=True, spare=1),
    Column("verdict", lambda p: _verdict(p), flex=1, least=12),
    Column("status", lambda p: "" if p.status == "accepted" else p.status),
    Column("source", lambda p: f"{p.publisher} ({p.tier})", flex=3, spare=3),
    Column("id", lambda p: p.relation_id, own_line=True),
)
_OF_FIGURES = {WITHIN: "as the figures give", ABOVE: "above the figures", BELOW: "below the figures"}
_LEGEND = (
    "we compute: P50 (P10-P90) of subject over object; the errors of the two are taken as independent, although they share "
    "some, which makes intervals too wide rather than too narrow; prices are taken as listed",
    f"{UNSURE}: the claim lies in an interval of ours whose P90 is {digits(WIDE)} times its P10 or more",
    "other loads: lowest and highest P50 over the standard workloads and over 20 to 200 tok/s/user",
)


@command("promises", example="tracker promises 'vera rubin'")
@click.argument("product", default="")
@click.option(
    "--workload",
    default="",
    help="Compute at this standard load; else the one that the claim's words name, else the first.",
)
@click.option("--model", help="Another model than the load's.")
@click.option("--isl", type=click.IntRange(1), help="Other input tokens per request.")
@click.option("--osl", type=click.IntRange(1), help="Other output tokens per request.")
@click.option("--floor", type=click.FloatRange(0), help="Another interactivity, output tokens/s a user; 0 = any.")
@click.option("--basis", type=click.Choice(TERMS), help="Only prices on this basis; else the first that both have.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON with every detail.")
@pass_settings
def promises(
    settings: Settings, product: str, workload: str, model: str | None, isl: int | None, osl: int | None,
    floor: float | None, basis: str | None, as_json: bool,
) -> None:  # fmt: skip
    """Ratios that sources state ("3x Trainium3") beside what the performance model, prices and figures give for them.

    With PRODUCT only its own, each with the load, both figures, what stands for what, and the words of the source.
    """
    ask = Ask(workload=workload, model=model, isl=isl, osl=osl, floor=floor, basis=basis or "")
    with settings.session() as session:
        found = views.promises(session, product, ask)
    if as_json:
        json_objects(found)
    elif not found:
        nothing()
    else:
        _print(found, bool(product))


def _print(found: Sequence[Promise], closely: bool) -> None:
    computed = [p for p in found if p.verdict != NONE]
    if computed:
        table(computed, _COLUMNS)
        click.echo("")
        for line in _LEGEND:
            _wrapped(line, "", "  ")
    without = [p for p in found if p.verdict == NONE]
    if without:
        click.echo(("\n" if computed else "") + NONE)
        for p in without:
            needs = f"; {p.needs}" if p.needs and not closely else ""
            _wrapped(f"{p.relation_id} {_sentence(p)}: {p.reason}{needs}", "  ", "    ")
    if closely:
        for p in found:
            click.echo("")
            for line in _closely(p):
                _wrapped(line, "  " if line[:2] != "r-" else "", "      ")


def _wrapped(text: str, first: str, rest: str) -> None:
    click.echo("\n".join(wrapped(visible(text), terminal_width() or 120, first, rest)))


def _sentence(p: Promise) -> str:
    status = "" if p.status == "accepted" else f" ({p.status})"
    return f"{p.subject} {p.claim} {p.object} on {p.metric.replace('_', ' ')} {p.precision}".rstrip() + status


def _closely(p: Promise) -> Iterator[str]:
    yield f"{p.relation_id}  {_sentence(p)}"
    yield (
        f"said by: {p.publisher} ({p.tier})"
        + (f", {p.published}" if p.published else "")
        + (f": «{p.quote}»" if p.quote else "")
    )
    if p.p50 is not None:
        yield f"we compute: {_interval(p)} on {p.measure}"
    if p.at:
        yield from _at(p.at)
    told = [p.reason] if p.verdict == NONE else [p.reading]
    if p.p10 != p.p90:
        told.insert(0, p.verdict if p.verdict == UNSURE else _verdict(p))
    yield f"{p.verdict if p.verdict == NONE else 'verdict'}: {'; '.join(told)}"
    if p.needs:
        yield p.needs
    yield from p.notes
    for one in p.elsewhere:
        yield f"at {load_name(one)}: " + (_figures(one) if one.p50 is not None else one.reason)


def _at(at: AtLoad) -> Iterator[str]:
    cached = f" ({digits(at.cached_fraction * 100)} % cached)" if at.cached_fraction else ""
    price = f", prices {at.price_basis.replace('_', ' ')}" if at.price_basis else ""
    yield f"load: {load_name(at)}, {at.model}, {at.isl:,} tokens in{cached}, {at.osl:,} out{price}"
    if at.subject_value is not None and at.object_value is not None:
        yield f"figures: {digits(at.subject_value)} over {digits(at.object_value)}; {at.how}"


def _figures(one: AtLoad) -> str:
    return f"{digits(one.p50 or 0.0, 3)}x ({digits(one.p10 or 0.0, 3)}-{digits(one.p90 or 0.0, 3)})"


def _interval(p: Promise) -> str:
    if p.p50 is None or p.p10 is None or p.p90 is None:
        return ""
    if p.p10 == p.p90:
        return f"{digits(p.p50)}x"
    return f"{digits(p.p50, 3)}x ({digits(p.p10, 3)}-{digits(p.p90, 3)})"


def _verdict(p: Promise) -> str:
    """The verdict, and at how many of the other loads it is another."""
    if p.p10 is None or p.p90 is None:
        return p.verdict
    if p.p10 == p.p90:
        return _OF_FIGURES[p.verdict]
    wide = f": our interval is {digits(p.p90 / p.p10, 2)}-fold wide" if p.verdict == UNSURE else ""
    if p.verdict == UNSURE:
        return p.verdict + wide
    told = [one.verdict for one in p.elsewhere if one.verdict not in ("", UNSURE)]
    unlike = sum(one != p.verdict for one in told)
    return p.verdict + wide + (f", not at {unlike} of {len(told)} other loads" if unlike else "")


def _range(p: Promise) -> str:
    if p.lowest is None or p.highest is None or not p.elsewhere:
        return ""
    return f"{digits(p.lowest, 3)}-{digits(p.highest, 3)}x"
