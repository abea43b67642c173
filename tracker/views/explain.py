"""Where a fact or a figure comes from: its words, its source and day, or its formula and inputs."""

from __future__ import annotations

import json

from tracker.model.errors import UsageError
from tracker.model.feed import article_text
from tracker.model.market import CostRow, PriceRow
from tracker.model.rows import ClaimRow, EventSourceRow, LinkRow, RelationRow, TimelineRow
from tracker.model.shown import Explanation, Proof, Step
from tracker.store import read_articles, read_facts, read_market, read_timeline
from tracker.units import digits, show, usd
from tracker.views.session import Session

_AROUND = 160
"""Characters of the text shown on either side of a quote."""


def explain(session: Session, fact_id: str) -> Explanation:
    """Explain any id that a view prints. Raises UsageError where there is none."""
    finders = {"e": _event, "m": _mention, "c": _claim, "r": _relation, "l": _link, "o": _offer, "t": _token_price,
               "k": _ranking}  # fmt: skip
    find = finders.get(fact_id[:1]) if fact_id[1:2] == "-" else None
    found = find(session, fact_id) if find else None
    if found is None:
        raise UsageError(
            f"nothing has the id {fact_id!r}; ids look like e-1a2b3c4d5e6f (event), m- (mention), c- (claim), r- (relation), "
            "l- (link), o- (offer), t- (token price) or k- (ranking row) and stand in the last column of a view"
        )
    return found


def _event(session: Session, fact_id: str) -> Explanation | None:
    row = read_timeline.event(session, fact_id)
    if row is None:
        return None
    mentions = read_timeline.sources(session, fact_id)
    others = [
        _claim_proof(session, claim)
        for one in read_facts.contradictions(session, row.product_slug)
        if one.kind not in ("spec", "ratio") and fact_id == one.other_id
        for claim in [read_facts.claim(session, one.one_id)]
        if claim is not None
    ]
    return Explanation(
        id=fact_id,
        kind="event",
        title=row.headline,
        lines=_event_lines(row),
        proofs=tuple(_mention_proof(session, m) for m in mentions),
        others=tuple(others),
    )


def _event_lines(row: TimelineRow) -> tuple[tuple[str, str], ...]:
    when = row.date if row.precision == "day" else f"{row.date} to {row.date_end}"
    if row.precision == "reported":
        when = f"{row.date}, the day of the first report: its own date is not stated"
    lines = [("product", f"{row.vendor} {row.product} ({row.product_slug})"), ("type", row.type), ("date", when)]
    if row.date_words:
        lines.append(("date in words", row.date_words))
    lines += [("certainty", row.certainty), ("sources", str(row.n_sources)), ("first seen", row.first_seen_at)]
    if row.counterparty:
        lines.append(("counterparty", row.counterparty))
    return tuple(lines)


def _mention_proof(session: Session, m: EventSourceRow) -> Proof:
    before, after = _context(session, m.entry_id, m.revision, m.quote_start, m.quote_end)
    when = f"dated {m.date} to {m.date_end}" if m.date else "undated"
    return Proof(
        publisher=m.publisher, url=m.url, tier=m.tier, published=m.published or "", quote=m.quote, before=before, after=after,
        rule=m.rule, confidence=m.confidence, status=m.status, states=m.note or when, fact_id=m.mention_id,
    )  # fmt: skip


def _mention(session: Session, fact_id: str) -> Explanation | None:
    """One mention: the event it is part of, else what waits for review."""
    event_id = read_timeline.event_of(session, fact_id)
    if event_id:
        return _event(session, event_id)
    found = read_timeline.unplaced(session, fact_id)
    if found is None:
        return None
    product, kind, reason, mention = found
    return Explanation(
        id=fact_id,
        kind="mention",
        title=f"{product}: {kind}, not on the timeline",
        lines=(("status", mention.status), ("reason", reason)),
        proofs=(_mention_proof(session, mention),),
    )


def _claim(session: Session, fact_id: str) -> Explanation | None:
    row = read_facts.claim(session, fact_id)
    if row is None:
        return None
    rivals = [
        other
        for other in read_facts.claims(session, row.product_slug, row.field)
        if other.claim_id != fact_id and other.precision == row.precision
    ]
    return Explanation(
        id=fact_id,
        kind="claim",
        title=f"{row.vendor} {row.product}: {row.label} {claim_text(row)}",
        lines=_claim_lines(row),
        proofs=(_claim_proof(session, row),),
        others=tuple(_claim_proof(session, other) for other in rivals),
    )


def claim_text(row: ClaimRow) -> str:
    """The printed value with all that narrows it: ">= 2.5 PFLOPS fp8 dense (per chip)"."""
    words = [row.op if row.op not in ("=", "range") else "", row.printed, row.printed_unit, row.precision]
    words += [w for w in (row.sparsity, row.direction.replace("_", " ")) if w != "unstated"]
    words.append(f"({', '.join(w for w in (row.scope, row.variant) if w)})")
    return " ".join(w for w in words if w)


def _claim_lines(row: ClaimRow) -> tuple[tuple[str, str], ...]:
    lines = [("field", row.field), ("printed", f"{row.printed} {row.printed_unit}".strip())]
    if row.value is not None:
        lines.append(("in base units", f"{show(row.value, row.unit)} = {row.value!r} {row.unit}"))
    lines += [("asserted", row.asserted or "day not known"), ("known here since", row.known_on), ("status", row.status)]
    lines += [(name, text) for name, text in (("reason", row.reason), ("note", row.note)) if text]
    return tuple(lines)


def _claim_proof(session: Session, row: ClaimRow) -> Proof:
    before, after = _context(session, row.entry_id, row.revision, row.quote_start, row.quote_end)
    return Proof(
        publisher=row.publisher, url=row.url, tier=row.tier, published=row.published or "", quote=row.quote, before=before,
        after=after, rule=row.rule, confidence=row.confidence, status=row.status, states=claim_text(row),
        fact_id=row.claim_id,
    )  # fmt: skip


def _relation(session: Session, fact_id: str) -> Explanation | None:
    row = read_facts.relation(session, fact_id)
    if row is None:
        return None
    lines = [("metric", row.metric), ("factor", f"{row.op if row.op != '=' else ''}{digits(row.factor)}x"),
             ("against", row.object), ("verdict", row.verdict)]  # fmt: skip
    if row.computed_factor is not None:
        lines.append(("claims give", f"{digits(row.computed_factor)}x"))
    claims = [read_facts.claim(session, i) for i in (row.subject_claim_id, row.object_claim_id) if i]
    return Explanation(
        id=fact_id,
        kind="relation",
        title=f"{row.subject} is {digits(row.factor)}x {row.object} on {row.metric.replace('_', ' ')}",
        lines=tuple(lines),
        proofs=(_stated(session, row),),
        others=tuple(_claim_proof(session, c) for c in claims if c is not None),
    )


def _link(session: Session, fact_id: str) -> Explanation | None:
    row = read_facts.link(session, fact_id)
    if row is None:
        return None
    lines = [("certainty", row.certainty), ("date", f"{row.date} to {row.date_end}" if row.date else "not stated")]
    return Explanation(
        id=fact_id,
        kind="vendor link",
        title=f"{row.subject} {row.predicate.replace('_', ' ')} {row.object}",
        lines=tuple(lines + ([("note", row.note)] if row.note else [])),
        proofs=(_stated(session, row),),
    )


def _stated(session: Session, row: RelationRow | LinkRow) -> Proof:
    before, after = _context(session, row.entry_id, row.revision, row.quote_start, row.quote_end)
    return Proof(
        publisher=row.publisher, url=row.url, tier=row.tier, published=row.published or "", quote=row.quote, before=before,
        after=after, rule=row.rule, confidence=row.confidence, status=row.status, states=row.note,
    )  # fmt: skip


def _offer(session: Session, fact_id: str) -> Explanation | None:
    rows = read_market.price_history(session, fact_id)
    if not rows:
        return None
    last = rows[-1]
    return Explanation(
        id=fact_id,
        kind="offer",
        title=f"{last.provider}: {last.product} at {usd(last.usd_per_accelerator_hour)} an accelerator hour, {last.term}",
        lines=(
            ("SKU", f"{last.sku} {last.region}".strip()),
            ("instance", f"{last.count} accelerators, {usd(last.usd_per_hour)} an hour"),
            ("quality", last.quality + (f": {last.reason}" if last.reason else "")),
            ("last seen", last.last_seen_at),
        ),
        proofs=tuple(_price_proof(row) for row in rows),
    )


def _token_price(session: Session, fact_id: str) -> Explanation | None:
    rows = read_market.token_price_history(session, fact_id)
    if not rows:
        return None
    last = rows[-1]
    cached = f", cached {usd(last.usd_per_mtok_cached_in)}" if last.usd_per_mtok_cached_in is not None else ""
    return Explanation(
        id=fact_id,
        kind="token price",
        title=f"{last.provider}: {last.model} at {usd(last.usd_per_mtok_in)} in{cached}, {usd(last.usd_per_mtok_out)} out",
        lines=(
            ("endpoint", f"{last.endpoint} {last.tier}".strip()),
            ("quality", last.quality + (f": {last.reason}" if last.reason else "")),
            ("last seen", last.last_seen_at),
        ),
        proofs=tuple(
            Proof(publisher=r.publisher, url=r.url, tier="database", published=r.observed_at[:10], status=r.quality,
                  states=f"{usd(r.usd_per_mtok_in)} in, {usd(r.usd_per_mtok_out)} out a million tokens")
            for r in rows
        ),
    )  # fmt: skip


def _price_proof(row: PriceRow) -> Proof:
    return Proof(publisher=row.publisher, url=row.url, tier="database", published=row.observed_at[:10],
                 states=f"{usd(row.usd_per_hour)} an instance hour", status=row.quality)  # fmt: skip


def _ranking(session: Session, fact_id: str) -> Explanation | None:
    row = read_market.ranking_row(session, fact_id)
    if row is None:
        return None
    ids = {name: value for name, value in json.loads(row.inputs).items() if value[1:2] == "-"}
    claims = [read_facts.claim(session, i) for i in ids.values() if i.startswith("c-")]
    return Explanation(
        id=fact_id,
        kind="ranking row",
        title=f"{row.vendor} {row.accelerator}, {row.workload}, {row.price_basis}: " + _figure(row),
        lines=_ranking_lines(row),
        proofs=tuple(_claim_proof(session, c) for c in claims if c is not None),
        steps=_steps(session, row),
    )


def _figure(row: CostRow) -> str:
    if row.usd_per_mtok is None:
        return f"no figure ({row.reason})"
    return f"{usd(row.usd_per_mtok)} a million tokens ({usd(row.usd_per_mtok_p10)} to {usd(row.usd_per_mtok_p90)})"


def _ranking_lines(row: CostRow) -> tuple[tuple[str, str], ...]:
    lines = [
        (
            "computed",
            f"{row.computed_at}, metrics {row.metrics_version}" + (", inputs changed since" if row.stale else ""),
        )
    ]
    if row.usd_per_mtok is None:
        return (("reason", row.reason), *lines)
    lines += [
        ("basis", row.basis + (", announced figures: not shipping" if row.announced_only else "")),
        ("price", f"{row.provider} {row.sku} {row.region}, seen {row.price_as_of}"),
    ]
    anchor = json.loads(row.inputs).get("anchor")
    return tuple(lines + ([("anchor", anchor)] if anchor else []))


def _steps(session: Session, row: CostRow) -> tuple[Step, ...]:
    from tracker.assemble import explain_row
    from tracker.store.inputs import workloads

    workload = next(w for w in workloads(session) if w.slug == row.workload)
    return explain_row(row, workload)


def _context(
    session: Session, entry_id: int | None, revision: int | None, start: int | None, end: int | None
) -> tuple[str, str]:
    if entry_id is None or start is None or end is None:
        return "", ""
    text = read_articles.text_of(session, entry_id, revision)
    if text is None:
        return "", ""
    whole = article_text(text.title, text.body)
    return whole[max(0, start - _AROUND) : start], whole[end : end + _AROUND]
