"""Where a fact or a figure comes from: its words, its source and day, or its formula and inputs."""

from __future__ import annotations

from collections.abc import Iterator

from tracker.model.errors import UsageError
from tracker.model.rows import ClaimRow, LinkRow, RelationRow, TimelineRow
from tracker.model.shown import Explanation
from tracker.store import read_facts, read_ids, read_timeline
from tracker.units import digits, show
from tracker.views import explain_market
from tracker.views.proofs import claim_proof, claim_text, mention_proof, mention_proofs, stated_proof
from tracker.views.session import Session

_MOST_TOLD = 5


def explain(session: Session, fact_id: str) -> Explanation:
    """Explain any id that a view prints. Raises UsageError where there is none."""
    finders = {
        "e": _event, "m": _mention, "c": _claim, "r": _relation, "l": _link,
        "o": explain_market.offer, "t": explain_market.token_price, "x": explain_market.measured,
        "k": explain_market.ranking,
    }  # fmt: skip
    find = finders.get(fact_id[:1]) if fact_id[1:2] == "-" else None
    found = find(session, fact_id) if find else None
    if found is None:
        raise UsageError(
            f"nothing has the id {fact_id!r}; ids look like e-1a2b3c4d5e6f (event), m- (mention), c- (claim), r- (relation), "
            "l- (link), o- (offer), t- (token price), x- (measured run) or k- (ranking row) and stand in the last column of a view"
        )
    return found


def full_id(session: Session, prefix: str) -> str:
    """The one id that begins with `prefix`, or `prefix` itself where it is whole or none does. Raises UsageError for several."""
    found = read_ids.beginning_with(session, prefix, _MOST_TOLD + 1)
    if len(found) < 2 or prefix in found:
        return found[0] if len(found) == 1 else prefix
    more = ", …" if len(found) > _MOST_TOLD else ""
    raise UsageError(
        f"{prefix!r} is the beginning of several ids: {', '.join(found[:_MOST_TOLD])}{more}; give more of it"
    )


def _event(session: Session, fact_id: str) -> Explanation | None:
    row = read_timeline.event(session, fact_id)
    if row is None:
        return None
    mentions = read_timeline.sources(session, fact_id)
    others = [
        claim_proof(session, claim)
        for one in read_facts.listed_against(session, fact_id, row.product_slug)
        for claim in [read_facts.claim(session, one.one_id)]
        if claim is not None
    ]
    return Explanation(
        id=fact_id,
        kind="event",
        title=row.headline,
        lines=(*_event_lines(row), *_overdue(session, row)),
        proofs=mention_proofs(session, mentions),
        others=tuple(others),
    )


def _overdue(session: Session, row: TimelineRow) -> Iterator[tuple[str, str]]:
    from tracker.views.timeline import overdue_among, place_of

    place = place_of(session, row.event_id) if row.type == "roadmap" else None
    if place and overdue_among(session, [place[1]]):
        yield "overdue", "its day is over, and nothing here tells of a delivery, an end or a later date"


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
        proofs=(mention_proof(session, mention),),
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
        lines=_claim_lines(row) + _as_read(session, row),
        proofs=(claim_proof(session, row),),
        others=tuple(claim_proof(session, other) for other in rivals),
    )


def _claim_lines(row: ClaimRow) -> tuple[tuple[str, str], ...]:
    lines = [("field", row.field), ("printed", f"{row.printed} {row.printed_unit}".strip())]
    if row.value is not None:
        lines.append(("in base units", f"{show(row.value, row.unit)} = {row.value!r} {row.unit}"))
    lines += [("asserted", row.asserted or "day not known"), ("known here since", row.known_on), ("status", row.status)]
    lines += [(name, text) for name, text in (("reason", row.reason), ("note", row.note)) if text]
    return tuple(lines)


def _as_read(session: Session, row: ClaimRow | RelationRow | LinkRow) -> tuple[tuple[str, str], ...]:
    """What a person's correction stands over."""
    before = read_facts.as_read(session, row.as_read)
    return (("as read", before),) if before else ()


def _relation(session: Session, fact_id: str) -> Explanation | None:
    row = read_facts.relation(session, fact_id)
    if row is None:
        return None
    lines = [("metric", row.metric), ("factor", factor_text(row)),
             ("against", row.object), ("verdict", row.verdict)]  # fmt: skip
    if row.computed_factor is not None:
        ids = f"{row.subject_claim_id} over {row.object_claim_id}"
        lines.append(("claims give", f"{digits(row.computed_factor)}x for {row.checked_against}: {ids}"))
    lines += [*_computed(session, row), *_standing(row)]
    claims = [read_facts.claim(session, i) for i in (row.subject_claim_id, row.object_claim_id) if i]
    return Explanation(
        id=fact_id,
        kind="relation",
        title=f"{row.subject} is {factor_text(row)} {row.object} on {row.metric.replace('_', ' ')}",
        lines=tuple(lines) + _as_read(session, row),
        proofs=(stated_proof(session, row),),
        others=tuple(claim_proof(session, c) for c in claims if c is not None),
    )


def _computed(session: Session, row: RelationRow) -> Iterator[tuple[str, str]]:
    """What `tracker promises` gives for the same ratio, in two lines."""
    from tracker.views.promises import promise_of
    from tracker.views.verdicts import NONE, load_name

    found = promise_of(session, row)
    if found.verdict == NONE or found.p50 is None:
        yield "we compute", f"nothing: {found.reason}"
        return
    low, middle, high = (f"{digits(one or 0.0, 3)}x" for one in (found.p10, found.p50, found.p90))
    span = middle if low == high else f"{middle} ({low} to {high})"
    yield "we compute", f"{span} on {found.measure}" + (f", {load_name(found.at)}" if found.at else "")
    yield "our verdict", f"{found.verdict}; {found.reading}; `tracker promises {row.subject_slug}` has it at every load"


def factor_text(row: RelationRow) -> str:
    """The ratio as stated: "up to 35x", "35 to 50x"."""
    if row.low is not None and row.high is not None:
        return f"{digits(row.low)} to {digits(row.high)}x"
    words = {"<=": "up to ", ">=": "at least ", "~": "about "}
    return f"{words.get(row.op, '')}{digits(row.factor)}x"


def _link(session: Session, fact_id: str) -> Explanation | None:
    row = read_facts.link(session, fact_id)
    if row is None:
        return None
    lines = [("certainty", row.certainty), ("date", f"{row.date} to {row.date_end}" if row.date else "not stated")]
    return Explanation(
        id=fact_id,
        kind="vendor link",
        title=f"{row.subject} {row.predicate.replace('_', ' ')} {row.object}",
        lines=tuple(lines + _standing(row) + ([("note", row.note)] if row.note else [])) + _as_read(session, row),
        proofs=(stated_proof(session, row),),
    )


def _standing(row: RelationRow | LinkRow) -> list[tuple[str, str]]:
    """Status and reason where there is something to say: not accepted, or decided by a person."""
    return [("status", row.status), ("reason", row.reason)] if row.reason else []
