"""`explain`: where a fact or a figure comes from."""

from __future__ import annotations

import re
from collections.abc import Iterator

import click

from tracker.cleaning import visible
from tracker.cli import output
from tracker.cli.asking import asking
from tracker.cli.base import Settings, command, pass_settings
from tracker.cli.output import json_object
from tracker.cli.serving import serving
from tracker.cli.width import wrapped
from tracker.model.shown import Explanation, Proof, Step
from tracker.model.words import RECALLED, recalled
from tracker.units import digits, show
from tracker.views.explain import explain as find
from tracker.views.explain import full_id
from tracker.views.explain_scenario import explain_scenario
from tracker.views.scenario import Asked

_SMALL = 0.01
_NUMBER = re.compile(r"\d+\.\d+(?:e[+-]?\d+)?")
_KINDS = {"c-": "claim", "o-": "offer", "x-": "measured run"}


@command("explain", example="tracker explain e-1a2b3c4d5e6f")
@click.argument("fact_id", metavar="ID")
@asking
@serving
@click.option("--json", "as_json", is_flag=True, help="Print JSON with every detail.")
@pass_settings
def explain(
    settings: Settings, fact_id: str, sets: tuple[str, ...], roadmap: bool, pools: str | None, draft: str | None,
    ttft: bool, model: str, provider: str, as_json: bool,
) -> None:  # fmt: skip
    """Sources, words and dates of an event, claim, relation, link or price, or the formula behind a ranking row.

    ID is what any view prints in its last column; its beginning is enough where no other id begins so. A row of
    `tracker rank` with --set, --roadmap, --pools, --draft or --ttft is explained with the same options.
    """
    asked = Asked(sets=sets, roadmap=roadmap, pools=pools, draft=draft, ttft=ttft, model=model, provider=provider)
    with settings.session() as session:
        whole = full_id(session, fact_id)
        found = explain_scenario(session, whole, asked) if asked else find(session, whole)
    if as_json:
        json_object(found)
    else:
        click.echo("\n".join(_lines(found)))


def _lines(found: Explanation) -> Iterator[str]:
    yield from _fit(f"{found.id}  {found.kind}: {found.title}", "", 4)
    room = max((len(name) for name, _ in found.lines), default=0)
    for name, text in found.lines:
        yield from _fit(text, f"  {name:<{room}}  ", 0)
    named = {p.fact_id: f"{p.states}, {p.publisher}" for p in found.proofs if p.fact_id}
    if found.steps:
        yield "computed:"
        for step in found.steps:
            yield from _step(step, named)
    if found.proofs:
        yield "sources:"
        for proof in found.proofs:
            yield from _proof(proof)
    if found.others:
        yield "elsewhere:"
        for proof in found.others:
            yield from _proof(proof)


def _fit(text: str, first: str, more: int = 2) -> Iterator[str]:
    """Lines as wide as the terminal, those after the first further in; whole where there is none."""
    return wrapped(visible(text), output.terminal_width(), first, " " * (len(first) + more))


def _step(step: Step, named: dict[str, str]) -> Iterator[str]:
    """Numbers at six digits: `--json` has all of them. Each id with what it is where it first stands."""
    value = "" if step.value is None else f" = {show(step.value, step.unit)}"
    yield from _fit(f"{step.label}{value}", "  ")
    if step.formula and not _is_number(step.formula):
        shown = _NUMBER.sub(lambda found: _short(float(found[0])), step.formula)
        yield from _fit(shown, "      ")
    for one in step.inputs:
        kind, what = _KINDS.get(one[:2], ""), named.pop(one, "")
        yield from _fit(f"{kind} {one}".strip() + (f": {what}" if what else ""), "      from ")


def _short(number: float) -> str:
    return f"{number:.4g}" if 0 < number < _SMALL else digits(number, 6).replace(",", "")


def _is_number(formula: str) -> bool:
    """A formula that is its own value says nothing that the value does not."""
    return _NUMBER.fullmatch(formula) is not None


def _proof(proof: Proof) -> Iterator[str]:
    head = [f"{proof.publisher} ({proof.tier})", proof.published, proof.states]
    head.append(f"the same text as {proof.copy_of}" if proof.copy_of else "")
    head.append("" if proof.status in ("accepted", "ok") else proof.status)
    yield from _fit(", ".join(part for part in head if part), "  ")
    yield "      " + (visible(proof.url) or "no address: unverified")
    if proof.quote:
        yield from _fit(f"{'…' if proof.before else ''}{proof.before}«{proof.quote}»{proof.after}", "      ")
    if proof.rule:
        how = f"read by {proof.rule}, confidence {proof.confidence:.2f}"
        yield from _fit(f"{proof.fact_id} {RECALLED if recalled(proof.rule, proof.tier) else how}".strip(), "      ")
