"""What stands behind a row of prices: an offer with all its prices, both sides of a dispute, the state of a list."""

from __future__ import annotations

from textual.content import Content

from tracker import urls
from tracker.model.market import TokenPriceRow
from tracker.model.price_screen import ListLine, PriceDispute, TokenLine
from tracker.model.shown import Explanation, Proof
from tracker.tui import details
from tracker.tui.details import MUTED, heading, link, pairs, section, stacked, who
from tracker.tui.glyphs import mark
from tracker.tui.text import T, together
from tracker.tui.when import age
from tracker.units import usd
from tracker.views.explain import explain
from tracker.views.session import Session
from tracker.views.specs import contradictions
from tracker.views.timeline import event_sources
from tracker.views.tokens import same_offer

_MOST = 100
"""Prices of one offer that are listed."""

FAULTS = {
    "rate_limited": "It refused because it was asked too often; it is asked again later, by itself.",
    "blocked": "It refuses us. Its page may say on what terms it can be read.",
    "truncated": "The answer broke off. It is asked again at the next refresh.",
    "html": "A web page came instead of the list: the address may have moved.",
    "shape_changed": "A column or key that prices hang on is gone: its connector needs a newer tracker.",
    "parse": "The answer could not be read as what it claims to be.",
    "not_text": "The answer is no text.",
    "empty": "The list came without a price.",
    "gone": "There is nothing at this address any more: take it out of the feeds file, or give the new one.",
    "stale": "Nobody keeps the list up: its prices are of the day it gives, and rank no more.",
    "timeout": "It did not answer in time. It is asked again at the next refresh.",
}
"""Why a list was not taken and what comes next."""
_KEPT = "Its prices of before are kept, with their true age."
_AGAIN = "It is asked again at the next refresh."
"""What comes next where the error says itself what is wrong."""


def offer(session: Session, offer_id: str) -> Content:
    """An offer of hardware."""
    return _offer(explain(session, offer_id))


def tokens(session: Session, row: TokenLine) -> Content:
    """An offer of tokens, with what other lists have for it."""
    found = _offer(explain(session, row.token_offer_id))
    others = same_offer(session, row)
    if not others:
        return found
    title = f"{mark('disputed')} other lists differ" if row.disputed else "other lists have it too"
    return stacked([found, section(title, len(others)), *(_side(r) for r in others)], "\n\n")


def event(session: Session, event_id: str) -> Content:
    """An event of the timeline that stands in a history."""
    found = explain(session, event_id)
    return details.event(found, event_sources(session, event_id), ())


def dispute(session: Session, row: PriceDispute) -> Content:
    """Each side with its list, its day and its address."""
    if row.kind == "claim":
        for claim in contradictions(session, row.slug):
            if (claim.one_id, claim.other_id) == row.ids:
                return details.dispute(claim, explain(session, claim.one_id), explain(session, claim.other_id))
    what = "USD per accelerator and hour" if row.kind == "hardware" else f"USD a {row.unit}"
    span = f"{usd(row.lowest)} {mark('disputed')} {usd(row.highest)}"
    parts = [
        heading(f"{row.provider}: {row.name}"),
        pairs([("where", row.place), ("lists say", span), ("of", what)]),
        *(_offer(explain(session, one)) for one in row.ids),
    ]
    return stacked(parts, "\n\n")


def address(session: Session, fact_id: str) -> str:
    """Where the newest word on something stands."""
    return next((p.url for p in reversed(explain(session, fact_id).proofs) if p.url), "") if fact_id else ""


def price_list(row: ListLine, state: str) -> Content:
    """How a part of a price list is doing and what comes next."""
    lines = [
        ("part" if len(row.parts) == 1 else "parts", ", ".join(row.parts)),
        ("kind", row.kind),
        ("credited to", row.publisher),
        ("state", state),
        ("answered well", row.age),
        ("last asked", age(row.last_fetch_at)),
        ("asked again", age(row.next_due_at) if row.next_due_at else ""),
        (
            "dated",
            ", ".join(w for w in (row.published, f"{mark('unlike')} {row.dated}" if row.old else row.dated) if w),
        ),
        ("a price changed", age(row.changed_at) if row.changed_at else ""),
        ("rows", f"{row.n_rows:,}, of which {row.n_offers:,} are prices of what the catalogue has"),
        ("faulty rows", f"{row.n_faulty:,}" if row.n_faulty else ""),
        ("failures", f"{row.failures} in a row" if row.failures else ""),
    ]
    meaning = FAULTS.get(row.fault, _AGAIN) if row.fault else ""
    trouble = stacked([T(meaning, "$text-warning"), T(row.trouble, "$text-warning", multiline=True)])
    kept = T(_KEPT if row.fault and row.n_offers else "", MUTED)
    return stacked([heading(row.slug), trouble, kept, pairs(lines), link(urls.shown(row.url))], "\n\n")


def _offer(e: Explanation) -> Content:
    """Title, flag, what else is known, then its prices, the newest first, and where they stand."""
    flag = dict(e.lines).get("quality", "ok")
    sound = flag.partition(":")[0] == "ok"
    doubt = T("" if sound else f"{mark('unlike')} {flag}; never ranked", "$text-warning")
    lines = [(name, text) for name, text in e.lines if name != "quality" or flag != "ok"]
    newest = list(reversed(e.proofs))
    prices = stacked([_price(p) for p in newest[:_MOST]])
    more = T(f"and {len(newest) - _MOST} older ones", MUTED) if len(newest) > _MOST else Content("")
    source = newest[0] if newest else None
    told = [who(source.publisher, source.tier, f"since {source.published}"), link(source.url)] if source else []
    return stacked(
        [heading(e.title), doubt, pairs([*lines, ("id", e.id)]),
         section("prices", len(newest)), stacked([prices, more]), section("list"), stacked(told)], "\n\n",
    )  # fmt: skip


def _price(p: Proof) -> Content:
    flag = f"  {p.status.replace('_', ' ')}" if p.status != "ok" else ""
    return together([(f"{p.published or 'undated'}  ", MUTED), p.states, (flag, "$text-warning")])


def _side(r: TokenPriceRow) -> Content:
    figures = f"{usd(r.usd_per_mtok_in)} in, {usd(r.usd_per_mtok_out)} out"
    flag = f"  {r.quality.replace('_', ' ')}: {r.reason}" if r.quality != "ok" else ""
    return stacked(
        [together([(figures, "bold"), (flag, "$text-warning")]), who(r.publisher, r.source_tier, f"seen {r.last_seen_at[:10]}"),
         link(r.url), T(r.token_offer_id, MUTED)]
    )  # fmt: skip
