"""Ids made of content: the same fact has the same id in a rebuilt database. The first letter says what it is."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tracker.model.fact import Claim, Event, Relation, VendorLink
    from tracker.model.measured import MeasuredRun
    from tracker.model.performance import MeasuredPoint
    from tracker.model.price import Offer, TokenPrice

KINDS = {
    "c": "claim", "m": "mention", "e": "event", "r": "relation", "l": "vendor link",
    "o": "offer", "t": "token price", "x": "measured run", "k": "ranking row",
}  # fmt: skip


def key(letter: str, *parts: object) -> str:
    """`c-` and 12 hex digits: 48 bits, one collision expected in some 16 million facts of a kind."""
    text = json.dumps(parts, ensure_ascii=False, default=str)
    return f"{letter}-{hashlib.sha256(text.encode('utf-8', 'surrogatepass')).hexdigest()[:12]}"


def claim_key(source: str, c: Claim) -> str:
    return key("c", source, c.product, c.field, c.printed, c.unit, c.value, c.low, c.high, c.op,
               c.precision, c.sparsity, c.direction, c.scope, c.variant, c.status == "rejected")  # fmt: skip


def mention_key(source: str, e: Event) -> str:
    return key("m", source, e.product, e.type, str(e.period or ""), e.counterparty, e.certainty, e.note)


def relation_key(source: str, r: Relation) -> str:
    return key("r", source, r.subject, r.object, r.object_text, r.metric, r.factor, r.low, r.high, r.op, r.precision)


def link_key(source: str, link: VendorLink) -> str:
    return key("l", source, link.subject, link.predicate, link.object, str(link.period or ""), link.certainty)


def offer_key(publisher: str, o: Offer) -> str:
    return key("o", publisher, o.provider, o.product, o.sku, o.region, o.term, o.count)


def token_offer_key(publisher: str, t: TokenPrice) -> str:
    return key("t", publisher, t.provider, t.model, t.endpoint, t.tier)


def measured_key(source: str, m: MeasuredPoint) -> str:
    return key("x", source, m.product, m.count, m.model, m.precision, m.isl, m.osl, m.concurrency, m.engine,
               m.date, m.output_tok_s, m.tok_s_user, m.note)  # fmt: skip


def run_key(source: str, run: MeasuredRun) -> str:
    t = run.told
    return key("x", source, run.product, t.count, run.model, t.precision, t.isl, t.osl, t.concurrency, t.engine,
               t.engine_version, t.layout, t.tp, t.pp, t.ep, t.scenario, t.date, t.output_tok_s, t.tok_s_user, t.ttft_s,
               t.note)  # fmt: skip


def configuration_key(publisher: str, run: MeasuredPoint, layout: str, system: str = "") -> str:
    """Equal for runs that differ in day, engine version and figures alone: the newer one tells how it is now.

    A publisher is known by its name without the licence behind a comma, lengths by whole tokens.
    """
    return key("q", publisher.partition(",")[0], run.product, run.count, run.model, run.precision, round(run.isl),
               round(run.osl), run.concurrency, run.engine, layout, system)  # fmt: skip
