"""What the details pane says of a cell: the figure, how it was computed, and every claim, offer or source behind it."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from tracker.model.changes import Change
from tracker.model.comparison import Figure, Input
from tracker.model.market import CurrentPrice
from tracker.model.rows import ClaimRow
from tracker.model.shown import Diff, DiffLine
from tracker.tui.details import MUTED, claim, contradictions, heading, link, pairs, quote, section, source, stacked, who
from tracker.tui.glyphs import mark
from tracker.tui.specs_parts.marks import local, own
from tracker.tui.text import T, together
from tracker.units import usd
from tracker.views.diff_behind import Behind
from tracker.views.diff_words import asked_words, figure_text, qualifiers, ratio_text, unlike_words

_STANDINGS = (
    ("accepted", "sources"), ("review", "waiting for review"), ("rumour", "rumoured"), ("superseded", "superseded"),
    ("rejected", "rejected"),
)  # fmt: skip


def cell(diff: Diff, line: DiffLine, place: int, found: Behind) -> Content:
    """Everything about one cell, the figure shown first."""
    product, side, figure = diff.products[place], diff.sides[place], line.figures[place]
    parts = [heading(f"{product.full_name}: {line.label} {line.precision}".strip()), _figure(diff, line, place)]
    if side.why:
        parts.append(T(side.why, MUTED))
    if figure.formula or (figure.why and figure.inputs):
        parts += [section("stands on", len(figure.inputs)), *(_input(one) for one in figure.inputs)]
    if found.claims or not (found.offers or found.sources):
        parts += _claims(found.claims, figure)
    if found.divisor:
        parts += [T("Power, which it is divided by", "bold"), *_claims(found.divisor, figure)]
    if found.offers:
        parts += [section("offers", len(found.offers)), *(_offer(offer) for offer in found.offers)]
    if found.sources:
        parts += [section("sources", len(found.sources)), *(source(one, {}) for one in found.sources)]
    return stacked(parts + contradictions(found.disputes), "\n\n")


def _figure(diff: Diff, line: DiffLine, place: int) -> Content:
    figure = line.figures[place]
    narrowed = qualifiers(line, place)
    shown = local(figure_text(line, place))
    lines: list[Content] = [together([(shown, "bold"), (f"  {narrowed}" if narrowed else "", MUTED)])]
    if figure.why:
        lines = [T(figure.why, "$text-warning" if figure.inputs else MUTED)]
    ratio = ratio_text(line, place) if place != diff.baseline else ""
    base = diff.products[diff.baseline].full_name
    verdict = line.verdicts[place]
    unlike = f"  {mark('unlike')} {unlike_words(line)}" if ratio and not line.alike[place] else ""
    told = [
        ("computed", local(figure.formula)),
        ("divided", asked_words(diff) if figure.formula else ""),
        ("against", f"{ratio.replace('–', mark('between'))}{mark('times')} {base}" if ratio else ""),
        ("verdict", f"{own(verdict)} {verdict}" if verdict else ""),
    ]
    if place == diff.baseline:
        told.append(("baseline", "the others are held against it"))
    return stacked([*lines, pairs(told), T(unlike.strip(), "$text-warning")])


def _input(one: Input) -> Content:
    doubt = f"  {mark('disputed')} disputed" if one.disputed else ""
    return stacked(
        [
            together([(f"{one.role}  ", MUTED), (local(one.text), "bold"), (doubt, "$text-warning")]),
            who(one.publisher, one.tier, one.day) if one.tier else T(one.publisher, MUTED),
            quote("", one.quote, ""),
            T(one.id, MUTED),
            link(one.url) if one.tier else Content(""),
        ]
    )  # fmt: skip


def _claims(rows: Sequence[ClaimRow], figure: Figure) -> list[Content]:
    """In each standing what the figure shown stands on, then the maker's own words, then what others say."""
    used = {one.id for one in figure.inputs}
    rows = sorted(rows, key=lambda row: row.claim_id not in used)
    if not rows:
        return [section("sources", 0), T("No source states it.", MUTED)]
    parts: list[Content] = []
    for status, title in _STANDINGS:
        same = [row for row in rows if row.status == status]
        if same:
            parts += [section(title, len(same)), *(claim(row) for row in same)]
    return parts


def _offer(offer: CurrentPrice) -> Content:
    doubt = (
        f"  {offer.quality}: {offer.reason}" if offer.quality != "ok" else f"  {offer.reason}" if offer.reason else ""
    )
    of = f"{offer.count} together" if offer.count > 1 else "one"
    place = f" in {offer.region}" if offer.region else ""
    return stacked(
        [
            together(
                [
                    (f"{usd(offer.usd_per_accelerator_hour)} an hour each", "bold"),
                    (f"  {of}, {offer.term.replace('_', ' ')}", MUTED),
                    (doubt, "$text-warning"),
                ]
            ),
            T(f"{offer.provider}{place}, {offer.sku}"),
            who(offer.publisher, offer.tier, offer.price_of),
            T(offer.offer_id, MUTED),
            link(offer.url),
        ]
    )


def change(one: Change, old: Sequence[ClaimRow], new: Sequence[ClaimRow]) -> Content:
    """What a figure was and is, with the words of both."""
    head = heading(f"{one.product}: {one.label} {one.of}".strip())
    lines = [
        ("what", f"{one.kind}{f', {one.note}' if one.note else ''}"),
        ("was", local(one.old) or "nothing known"),
        ("is", local(one.new) or "withdrawn"),
        ("known", one.day),
    ]
    parts = [head, pairs(lines)]
    for title, rows in (("now", new), ("before", old)):
        if rows:
            parts += [section(title), *(claim(row) for row in rows)]
    if not old and not new:
        told = [who(one.publisher, one.tier, one.day), T(one.quote), T(one.new_id or one.old_id, MUTED), link(one.url)]
        parts += [section("source"), stacked(told)]
    return stacked(parts, "\n\n")
