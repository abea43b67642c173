"""Where a figure of the market comes from: offers, token prices, measured runs and ranking rows."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace

from tracker.model.market import CostRow, PriceRow, TokenPriceRow
from tracker.model.shown import Explanation, Proof, Step
from tracker.store import read_facts, read_market
from tracker.units import digits, usd
from tracker.views.price_health import list_line
from tracker.views.price_notes import NO_PRICE, has_price_at, note_of, price_notes
from tracker.views.proofs import claim_proof, claim_text
from tracker.views.rankings import ranking_row, rankings
from tracker.views.session import Session
from tracker.views.tokens import same_offer
from tracker.views.why_cost import why_lines


def offer(session: Session, fact_id: str) -> Explanation | None:
    rows = read_market.price_history(session, fact_id)
    if not rows:
        return None
    last = rows[-1]
    price = f"{usd(last.usd_per_accelerator_hour)} an accelerator hour, {last.term.replace('_', ' ')}"
    return Explanation(
        id=fact_id,
        kind="offer",
        title=f"{last.provider}: {last.product} at {price}",
        lines=(
            ("SKU", f"{last.sku} {last.region}".strip()),
            ("instance", f"{last.count} accelerators, {usd(last.usd_per_hour)} an hour"),
            ("quality", last.quality + (f": {last.reason}" if last.reason else "")),
            ("last seen", ", ".join(part for part in (last.last_seen_at, note_of(session, last).age) if part)),
            *list_line(session, fact_id),
        ),
        proofs=tuple(_price_proof(row) for row in rows),
    )


def token_price(session: Session, fact_id: str) -> Explanation | None:
    rows = read_market.token_price_history(session, fact_id)
    if not rows:
        return None
    last = rows[-1]
    endpoint = f"{last.endpoint} {last.tier}".strip()
    cached = f", cached {usd(last.usd_per_mtok_cached_in)}" if last.usd_per_mtok_cached_in is not None else ""
    return Explanation(
        id=fact_id,
        kind="token price",
        title=f"{last.provider}: {last.model} at {usd(last.usd_per_mtok_in)} in{cached}, {usd(last.usd_per_mtok_out)} out",
        lines=(
            *((("endpoint", endpoint),) if endpoint else ()),
            ("quality", last.quality + (f": {last.reason}" if last.reason else "")),
            ("last seen", last.last_seen_at),
            *list_line(session, fact_id),
        ),
        proofs=tuple(_token_proof(row) for row in rows),
        others=tuple(_token_proof(row) for row in same_offer(session, last)),
    )


def _token_proof(row: TokenPriceRow) -> Proof:
    states = f"{usd(row.usd_per_mtok_in)} in, {usd(row.usd_per_mtok_out)} out a million tokens, {_seen(row)}"
    return Proof(publisher=row.publisher, url=row.url, tier=row.source_tier, published=row.observed_at[:10], status=row.quality,
                 states=states, fact_id=row.token_offer_id)  # fmt: skip


def _seen(row: PriceRow | TokenPriceRow) -> str:
    """Until when a price held, as far as anyone looked."""
    return f"seen until {row.last_seen_at[:10]}"


def _price_proof(row: PriceRow) -> Proof:
    return Proof(publisher=row.publisher, url=row.url, tier=row.tier, published=row.observed_at[:10],
                 states=f"{usd(row.usd_per_hour)} an instance hour, {_seen(row)}", status=row.quality)  # fmt: skip


def measured(session: Session, fact_id: str) -> Explanation | None:
    row = read_market.measured_point(session, fact_id)
    if row is None:
        return None
    return Explanation(
        id=fact_id,
        kind="measured run",
        title=f"{row.n_accelerators} x {row.product}, {row.model} {row.precision}: {digits(row.output_tok_s)} output tok/s each",
        lines=(
            ("tokens", f"{row.isl:g} in, {row.osl:g} out"),
            ("concurrency", f"{row.concurrency}" if row.concurrency else "not stated"),
            ("speed that a user sees", f"{digits(row.tok_s_user)} tok/s" if row.tok_s_user else "not stated"),
            ("engine", f"{row.engine} {row.engine_version}".strip()),
            *((("layout", row.layout),) if row.layout else ()),
            (
                "anchors rankings",
                "yes" if row.anchor else f"no: {row.aside or 'there is a newer run of its configuration'}",
            ),
        ),
        proofs=(Proof(publisher=row.publisher, url=row.url, tier=row.tier, published=row.date, states=row.note),),
    )


def ranking(session: Session, fact_id: str) -> Explanation | None:
    row = ranking_row(session, fact_id)
    if row is None:
        return None
    ids = {name: value for name, value in json.loads(row.inputs).items() if value[1:2] == "-"}
    claims = [read_facts.claim(session, i) for i in ids.values() if i.startswith("c-")]
    return Explanation(
        id=fact_id,
        kind="ranking row",
        title=title(row),
        lines=_ranking_lines(session, row),
        proofs=tuple(
            replace(claim_proof(session, c), states=f"{c.label} {claim_text(c)}") for c in claims if c is not None
        ),
        steps=_steps(session, row),
    )


def title(row: CostRow) -> str:
    """`NVIDIA B200, chat, on demand: $0.187 a million tokens ($0.150 to $0.233)`."""
    return f"{row.vendor} {row.accelerator}, {row.workload}, {row.price_basis.replace('_', ' ')}: {figure(row)}"


def figure(row: CostRow) -> str:
    """The cost with its interval, or why there is none."""
    if row.usd_per_mtok is None:
        return f"no figure ({row.reason})"
    return f"{usd(row.usd_per_mtok)} a million tokens ({usd(row.usd_per_mtok_p10)} to {usd(row.usd_per_mtok_p90)})"


def _ranking_lines(session: Session, row: CostRow) -> tuple[tuple[str, str], ...]:
    lines = [
        (
            "computed",
            f"{row.computed_at}, by version {row.metrics_version} of the model"
            + (", inputs changed since" if row.stale else ""),
        )
    ]
    if row.usd_per_mtok is None:
        return (("reason", why_none(session, row)), *lines)
    lines = [
        *why_lines(row, rankings(session, row.workload, row.price_basis)),
        *lines,
        ("basis", row.basis + (", announced: nothing here says that anyone has it" if row.announced_only else "")),
        *price_lines(session, row),
        ("weakest input", f"a claim of tier {row.weakest_tier}" if row.weakest_tier else "no claim"),
        ("interval", "P10 to P90, of the speed alone: prices are taken as listed"),
        ("cheapest", best(row)),
    ]
    anchor = json.loads(row.inputs).get("anchor")
    return tuple(lines + ([("anchor", anchor)] if anchor else []))


def why_none(session: Session, row: CostRow) -> str:
    """The reason of a row without a figure; of a missing price also where there is one."""
    return has_price_at(price_notes(session, [row]), row) if row.reason == NO_PRICE else row.reason


def price_lines(session: Session, row: CostRow) -> Iterator[tuple[str, str]]:
    """Whose price it is and of which day, what its list says against it, and what else is offered."""
    notes = price_notes(session, [row])
    note = notes.doubts.get(row.ranking_id)
    age = f", {note.age}" if note and note.age else ""
    if row.offer_id is None:
        told = json.loads(row.inputs).get("usd_per_hour", "")
        yield "price", f"{usd(row.usd_per_hour)} an hour, {told}{age}"
    else:
        whose = " ".join(word for word in (row.provider, row.sku, row.region) if word)
        yield "price", f"{whose}, of {notes.days.get(row.ranking_id) or row.price_as_of}{age}"
    if note and note.dispute:
        yield "disputed", note.dispute
    if note and note.caveat:
        yield "caveat", f"the list says of this price: {note.caveat}"
    listed = other_offers(row)
    yield "offers", listed if row.offer_id else f"{listed.partition(';')[0]}; the price here is none of them"


def best(row: CostRow) -> str:
    """The chance to be the cheapest, and what it leaves out."""
    share = f"{(row.p_best or 0.0) * 100:.2g} %"
    return (
        f"with a chance of {share}, speeds taken as independent and prices as exact: what other offers ask is not in it"
    )


def by_weight(steps: Sequence[Step]) -> tuple[Step, ...]:
    """What an hour costs and brings first; how long a request waits, which no cost depends on, last."""
    return tuple(sorted(steps, key=lambda step: step.unit == "s"))


def other_offers(row: CostRow) -> str:
    """How many offers there are at the row's price basis, and between which prices."""
    if not row.n_offers:
        return "none at this price basis"
    if row.n_offers == 1:
        return "1 only at this price basis: nothing tells how far prices lie apart"
    return f"{row.n_offers} in all, {usd(row.usd_per_hour_low)} to {usd(row.usd_per_hour_high)} an hour; the cheapest counts"


def _steps(session: Session, row: CostRow) -> tuple[Step, ...]:
    from tracker.assemble import explain_row, served_row
    from tracker.store.inputs import workloads

    workload = next(w for w in workloads(session) if w.slug == row.workload)
    served = served_row(session, row, workload)
    return by_weight(explain_row(row, workload, served))
