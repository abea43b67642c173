"""Sources as proofs: who says it, in which words, with the text around them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tracker.model.fetched import article_text
from tracker.model.rows import ClaimRow, EventSourceRow, LinkRow, RelationRow
from tracker.model.shown import Proof
from tracker.store import read_articles, read_facts
from tracker.views.excerpt import words_after, words_before
from tracker.views.session import Session


def claim_text(row: ClaimRow) -> str:
    """The printed value with all that narrows it: ">= 2.5 PFLOPS fp8 dense (per chip)"."""
    words = [row.op if row.op not in ("=", "range") else "", row.printed, row.printed_unit, row.precision]
    words += [w for w in (row.sparsity, row.direction.replace("_", " ")) if w != "unstated"]
    words.append(f"({', '.join(w for w in (row.scope, row.variant) if w)})")
    return " ".join(w for w in words if w)


def claim_proof(session: Session, row: ClaimRow) -> Proof:
    before, after = _context(session, row.entry_id, row.revision, row.quote_start, row.quote_end)
    return Proof(
        publisher=row.publisher, url=row.url, tier=row.tier, published=row.published or "", quote=row.quote, before=before,
        after=after, rule=row.rule, confidence=row.confidence, status=row.status, states=claim_text(row),
        fact_id=row.claim_id,
    )  # fmt: skip


def mention_proofs(session: Session, mentions: Sequence[EventSourceRow]) -> tuple[Proof, ...]:
    """In their order; of one text the first is the original, the others say whose copy they are."""
    first: dict[int, EventSourceRow] = {}
    proofs = []
    for m in mentions:
        head = first.setdefault(m.story_id, m) if m.story_id is not None else m
        copied = head.entry_id != m.entry_id
        proofs.append(replace(mention_proof(session, m), copy_of=head.publisher if copied else ""))
    return tuple(proofs)


def mention_proof(session: Session, m: EventSourceRow) -> Proof:
    before, after = _context(session, m.entry_id, m.revision, m.quote_start, m.quote_end)
    when = f"dated {m.date} to {m.date_end}" if m.date else "undated"
    decided = [part for part in (m.reason, read_facts.as_read(session, m.as_read)) if part]
    when = f"{when}; {'; as read: '.join(decided)}" if decided else when
    return Proof(
        publisher=m.publisher, url=m.url, tier=m.tier, published=m.published or "", quote=m.quote, before=before, after=after,
        rule=m.rule, confidence=m.confidence, status=m.status, states=m.note or when, fact_id=m.mention_id,
    )  # fmt: skip


def stated_proof(session: Session, row: RelationRow | LinkRow) -> Proof:
    before, after = _context(session, row.entry_id, row.revision, row.quote_start, row.quote_end)
    return Proof(
        publisher=row.publisher, url=row.url, tier=row.tier, published=row.published or "", quote=row.quote, before=before,
        after=after, rule=row.rule, confidence=row.confidence, status=row.status, states=row.note,
    )  # fmt: skip


def _context(
    session: Session, entry_id: int | None, revision: int | None, start: int | None, end: int | None
) -> tuple[str, str]:
    if entry_id is None or start is None or end is None:
        return "", ""
    text = read_articles.text_of(session, entry_id, revision)
    if text is None:
        return "", ""
    whole = article_text(text.title, text.body)
    return words_before(whole, start), words_after(whole, end)
