"""What the details pane says of an event, a claim, a ranking row, a feed or an article: rows to content."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from textual.content import Content

from tracker.model.market import CostRow
from tracker.model.rows import (
    ArticleRow,
    ClaimRow,
    ContradictionRow,
    EventSourceRow,
    ProductRow,
    ReviewRow,
    TimelineRow,
)
from tracker.model.shown import Explanation, Proof, Step
from tracker.model.words import RECALLED, recalled
from tracker.tui.glyphs import BASIS_WORDS, basis, mark, tier
from tracker.tui.text import T, together
from tracker.tui.when import event_date, moments
from tracker.units import binary, digits, show, usd

Part = Content | tuple[str, str] | str
MUTED = "$foreground-muted"
_QUOTED = "bold $text-success"


def heading(text: str) -> Content:
    return T(text, "bold")


def section(text: str, count: int | None = None) -> Content:
    """`SOURCES 3` above a part."""
    return together([(text.upper(), "bold $text-accent"), (f" {count}" if count is not None else "", MUTED)])


def pairs(lines: Iterable[tuple[str, str]]) -> Content:
    """Names and values, values under each other."""
    known = [(name, moments(value)) for name, value in lines if value]
    size = max((len(name) for name, _ in known), default=0)
    return stacked([together([(name.ljust(size), MUTED), "  ", value]) for name, value in known])


def stacked(parts: Sequence[Content], between: str = "\n") -> Content:
    return Content(between).join([part for part in parts if part.cell_length])


def quote(before: str, words: str, after: str) -> Content:
    """A source's words, marked inside of the text around them."""
    if not words:
        return Content("")
    return together(
        [
            (f"{before.rstrip()} " if before.strip() else "", MUTED),
            ("“", _QUOTED),
            (words, _QUOTED),
            ("”", _QUOTED),
            (f" {after.lstrip()}" if after.strip() else "", MUTED),
        ]
    )


def link(url: str) -> Content:
    return T(url, "$text-accent") if url else T("no address known: unverified", "$text-warning")


def who(name: str, level: str, published: str | None) -> Content:
    return together(
        [
            (f"{tier(level)} ", ""),
            (name or "unknown", "bold"),
            (f"  {level}", MUTED),
            (f"  {published or 'undated'}", MUTED),
        ]
    )


def standing(status: str, rule: str, confidence: float, level: str, reason: str = "", fact_id: str = "") -> Content:
    """Accepted or not, and who read it how surely; `level` is the tier of its source. What a list says needs no `rule`."""
    good = status == "accepted"
    said = f"{status}: {reason}" if reason else status
    by_rule = f", rule {rule}, confidence {digits(confidence, 2)}" if rule else ""
    how = ", read by a person" if rule == "catalogue" else by_rule
    if recalled(rule, level):
        told = RECALLED if good else f"{said}, {RECALLED}"
        return together([(told, "$text-warning"), (f"  {fact_id}", MUTED)])
    return together([(said, MUTED if good else "$text-warning"), (how, MUTED), (f"  {fact_id}", MUTED)])


def proof(p: Proof) -> Content:
    return stacked(
        [
            who(p.publisher, p.tier, p.published),
            T(p.states),
            quote(p.before, p.quote, p.after),
            standing(p.status, p.rule, p.confidence, p.tier, "", p.fact_id),
            link(p.url),
        ]
    )


def source(s: EventSourceRow, context: dict[str, Proof]) -> Content:
    """One mention of an event: who, when, in which words."""
    dated = event_date(s.date, s.date_end or s.date, s.precision) if s.date else "date not stated"
    words = f" (“{s.date_words}”)" if s.date_words else ""
    around = context.get(s.mention_id)
    return stacked(
        [
            who(s.publisher, s.tier, s.published),
            T(s.title),
            together([(f"{dated}{words}", ""), (f", {s.certainty}", MUTED)]),
            T(s.note),
            T(f"the same text as {around.copy_of}" if around and around.copy_of else "", MUTED),
            quote(around.before if around else "", s.quote, around.after if around else ""),
            standing(s.status, s.rule, s.confidence, s.tier),
            link(s.url),
        ]
    )


def event(
    e: Explanation,
    sources: Sequence[EventSourceRow],
    disputes: Sequence[ContradictionRow],
    stated: Sequence[ClaimRow] = (),
) -> Content:
    """`stated` are figures of the same sources."""
    context = {p.fact_id: p for p in e.proofs}
    parts = [heading(e.title), pairs(e.lines), section("sources", len(sources)), *(source(s, context) for s in sources)]
    if stated:
        parts += [section("the same sources state", len(stated)), figures(stated)]
    if e.others:
        parts += [section("others say", len(e.others)), *(proof(p) for p in e.others)]
    return stacked(parts + contradictions(disputes), "\n\n")


def figures(rows: Sequence[ClaimRow]) -> Content:
    """One line a figure, product by product; what is not accepted says so."""
    parts: list[Content] = []
    for i, c in enumerate(rows):
        if not i or rows[i - 1].product_slug != c.product_slug:
            parts.append(T(f"{c.vendor} {c.product}", "bold"))
        of = claim_qualifiers(c) if c.value is not None else ""
        doubt = "" if c.status == "accepted" else f"  {c.status}"
        parts.append(
            together(
                [
                    (f"  {c.label}", MUTED),
                    f"  {claim_value(c)}",
                    (f"  {of}" if of else "", MUTED),
                    (doubt, "$text-warning"),
                ]
            )
        )
    return stacked(parts)


def contradictions(rows: Sequence[ContradictionRow]) -> list[Content]:
    """Where sources on the same product disagree."""
    if not rows:
        return []
    return [section(f"{mark('disputed')} sources disagree", len(rows)), *(_contradiction(r) for r in rows)]


def _contradiction(r: ContradictionRow) -> Content:
    return stacked(
        [
            together([(r.kind, "$text-warning"), (f"  {r.what.replace('_', ' ')}", MUTED)]),
            together([r.one, (f"  {r.one_publisher}", MUTED)]),
            together([r.other, (f"  {r.other_publisher}", MUTED)]),
        ]
    )


def dispute(r: ContradictionRow, one: Explanation, other: Explanation) -> Content:
    """Both sides, each with what it stands on."""
    parts = [heading(f"{r.product}: {r.what.replace('_', ' ')}"), T(f"{r.one} {mark('disputed')} {r.other}")]
    for name, side in (("one says", one), ("another says", other)):
        parts += [section(name), T(side.title, "bold"), *(proof(p) for p in side.proofs)]
    return stacked(parts, "\n\n")


def claims(
    title: str, groups: Sequence[tuple[str, Sequence[ClaimRow]]], disputes: Sequence[ContradictionRow]
) -> Content:
    """Every claim of one field, product by product."""
    parts = [heading(title)]
    for product, rows in groups:
        parts.append(section(product, len(rows)))
        parts += [claim(row) for row in rows] or [T("No source states it.", MUTED)]
    return stacked(parts + contradictions(disputes), "\n\n")


def claim(c: ClaimRow) -> Content:
    return stacked(
        [
            together([(claim_value(c), "bold"), (f"  {claim_qualifiers(c)}", MUTED)]),
            who(c.publisher, c.tier, c.asserted or c.published),
            quote("", c.quote, ""),
            T(c.note),
            standing(c.status, c.rule, c.confidence, c.tier, c.reason, c.claim_id),
            link(c.url),
        ]
    )


def claim_value(c: ClaimRow) -> str:
    """As printed, and as people read it where that differs: `144 GiB (154.6 GB)`, `2517 TFLOPS = 2.517 PFLOPS`."""
    printed = f"{sign(c.op)}{c.printed} {c.printed_unit}".strip()
    people = show(c.value, c.unit) if c.value is not None else ""
    if people and binary(c.printed_unit):
        return f"{printed} ({people})"
    return f"{printed} = {people}" if people and bare(c.printed) != bare(people) else printed


def bare(text: str) -> str:
    """The digits of a number without point and outer zeros: 2517 and 2.517 are written alike."""
    return "".join(char for char in text if char.isdigit()).strip("0")


def claim_qualifiers(c: ClaimRow) -> str:
    sparsity = f"{c.sparsity} sparsity" if c.field == "peak_compute" and c.sparsity == "unstated" else c.sparsity
    words = [
        c.precision,
        sparsity if c.field == "peak_compute" else "",
        c.direction.replace("_", " ") if c.direction != "unstated" else "",
    ]
    return ", ".join(w for w in [*words, f"per {c.scope}", c.variant] if w)


def sign(op: str) -> str:
    return {">=": mark(">="), "<=": mark("<="), "~": mark("about")}.get(op, "")


def explanation(e: Explanation) -> Content:
    """A figure step by step, then what it stands on."""
    parts = [heading(e.title), pairs(e.lines)]
    if e.steps:
        parts += [section("step by step", len(e.steps)), *(step(i, s) for i, s in enumerate(e.steps, 1))]
    if e.proofs:
        parts += [section("stands on", len(e.proofs)), *(proof(p) for p in e.proofs)]
    if e.others:
        parts += [section("others say", len(e.others)), *(proof(p) for p in e.others)]
    return stacked(parts, "\n\n")


def step(number: int, s: Step) -> Content:
    value = (
        show(s.value, s.unit)
        if s.unit.startswith("USD")
        else f"{digits(s.value)} {s.unit}"
        if s.value is not None
        else "-"
    )
    ids = [i for i in s.inputs if i[1:2] == "-"]
    bare = s.formula.replace(".", "").replace("-", "").replace("e", "").isdigit()
    return stacked(
        [
            together([(f"{number}. ", MUTED), s.label]),
            together(["   ", (value, "bold"), ("" if bare else f"  = {short_numbers(s.formula)}", MUTED)]),
            together(["   ", (f"from {', '.join(ids)}", MUTED)]) if ids else Content(""),
        ]
    )


def short_numbers(formula: str) -> str:
    """The formula with its numbers at six digits: the row keeps all of them."""
    out = []
    for word in formula.split(" "):
        bare = word.strip("()")
        try:
            out.append(word.replace(bare, digits(float(bare), 6).replace(",", ""))) if "." in bare else out.append(word)
        except ValueError:
            out.append(word)
    return " ".join(out)


def waiting(r: ReviewRow, p: ProductRow | None, e: Explanation, events: Sequence[TimelineRow]) -> Content:
    """What waits for a person: why, its words in their text, and what stands against it or beside it."""
    span = f"characters {r.quote_start} to {r.quote_end}" if r.quote_start is not None else ""
    revision = f" of revision {r.revision}" if span and r.revision else ""
    provisional = ", provisional: m merges it into one of the catalogue" if p and p.provisional else ""
    lines = [
        ("waits for", r.reason),
        ("product", f"{p.full_name if p else r.product} ({r.product_slug}){provisional}"),
        ("rule", f"{r.rule}, confidence {digits(r.confidence, 2)}"),
        ("span", span + revision),
        *((name, text) for name, text in e.lines if name not in ("reason", "status")),
    ]
    parts = [heading(e.title), pairs(lines), section("its words", len(e.proofs)), *(proof(one) for one in e.proofs)]
    if e.others:
        parts += [section("others say", len(e.others)), *(proof(one) for one in e.others)]
    if events:
        told = [together([(one.event_id, MUTED), f" {one.date}  {one.headline}"]) for one in events]
        parts += [section("events of this type", len(events)), stacked(told)]
    return stacked(parts, "\n\n")


def cost_row(r: CostRow) -> Content:
    """A row that no explanation is stored for: a ranking of a past day."""
    span = f"{usd(r.usd_per_mtok_p10)} to {usd(r.usd_per_mtok_p90)}"
    lines = [
        ("cost", f"{usd(r.usd_per_mtok)} a million tokens ({span})" if r.usd_per_mtok is not None else ""),
        ("no figure", r.reason),
        ("basis", f"{basis(r.basis)} {BASIS_WORDS.get(r.basis, r.basis)}" if r.basis else ""),
        (
            "price",
            f"{usd(r.usd_per_hour)} an accelerator hour, {r.provider} {r.sku}" if r.usd_per_hour is not None else "",
        ),
        (
            "speed",
            f"{digits(r.output_tok_s)} output tok/s, {digits(r.tok_s_user or 0)} a user" if r.output_tok_s else "",
        ),
        ("layout", f"{r.layout}, {r.precision}, batch {r.batch}, bound by {r.bound}" if r.layout else ""),
    ]
    return stacked([heading(f"{r.vendor} {r.accelerator}"), pairs(lines)], "\n\n")


def article(a: ArticleRow) -> Content:
    by = f", {a.author}" if a.author else ""
    meta = together([(f"{a.date[:10]}  {a.feed} ({a.tier}){by}", MUTED)])
    changed = (
        T(f"revision {a.revision}: the text was changed after it came out", "$text-warning")
        if a.revision > 1
        else Content("")
    )
    body = T(a.body, multiline=True) if a.body else T("The feed gives no text for this entry.", MUTED)
    return stacked([heading(a.title), stacked([meta, changed, link(a.url)]), body], "\n\n")
