"""The lines above the grid: what is compared and how, and the selected cell in a sentence."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from tracker.model.shown import Diff, DiffLine
from tracker.tui.glyphs import mark, tier
from tracker.tui.specs_parts.marks import local, own
from tracker.tui.text import T, together
from tracker.views.diff_words import asked_words, figure_text, qualifiers, ratio_text, unlike_words, weak_tier

_SHORT = {"": "as stated", "chip": "per chip", "watt": "per watt", "rack": "per rack"}


def asked_pieces(diff: Diff, first: int, fits: int, as_of: str | None, legend: Sequence[str]) -> list[Content]:
    """What the figures are, against what; how many products are out of sight; the meaning of the marks."""
    short = _SHORT.get(diff.per) or f"per $/h, {diff.basis.replace('_', ' ')}"
    count = len(diff.products)
    pieces = [T(short, "bold" if not diff.per else "bold $text-accent")]
    pieces.append(together([f"{own('baseline')} ", f"against {diff.products[diff.baseline].full_name}"]))
    if fits < count:
        pieces.append(T(f"columns {first + 1}-{first + fits} of {count}", "$foreground-muted"))
    if any(side.role == "roadmap" for side in diff.sides):
        more = f", {len(diff.left_out)} more without room" if diff.left_out else ""
        pieces.append(T(f"{own('announced')} with roadmap{more}", "$text-accent"))
    if as_of:
        pieces.append(T(f"as known on {as_of}", "$text-warning"))
    if diff.per:
        pieces.append(T(asked_words(diff).partition(": ")[2], "$foreground-muted"))
    pieces += [T(told, "$foreground-muted") for told in legend]
    weak = {weak_tier(figure) for line in diff.lines for figure in line.figures} - {""}
    if weak:
        pieces.append(T(f"{tier('unverified')} {' or '.join(sorted(weak))}", "$foreground-muted"))
    return pieces


def cell_pieces(diff: Diff, line: DiffLine, place: int) -> list[Content]:
    """The selected cell: figure, ratio, formula, source. What is wrong with it comes first."""
    product, figure = diff.products[place], line.figures[place]
    told = local(figure_text(line, place)) or figure.why
    narrowed = qualifiers(line, place)
    ratio = ratio_text(line, place) if place != diff.baseline else ""
    unlike = unlike_words(line)
    pieces = [T(f"{mark('unlike')} {unlike}", "$text-warning")] if unlike else []
    pieces.append(T(f"{product.product}: {told}{f' {narrowed}' if narrowed else ''}", "" if unlike else "bold"))
    if figure.formula:
        pieces.append(T(f"= {local(figure.formula)}"))
    if ratio:
        verdict = f", {line.verdicts[place]}" if line.verdicts[place] else ""
        base = diff.products[diff.baseline].product
        pieces.append(T(f"{ratio.replace('–', mark('between'))}{mark('times')} {base}{verdict}"))
    if figure.disputed:
        pieces.append(T(f"{mark('disputed')} sources disagree", "$text-warning"))
    said = [T(f"{one.publisher}, {one.day or 'undated'}", "$foreground-muted") for one in figure.inputs[:1]]
    return pieces + said


def row_text(diff: Diff, line: DiffLine) -> str:
    """The row as a line to copy."""
    per = (
        f" {_SHORT.get(diff.per) or 'per dollar an hour'}" if diff.per and any(f.formula for f in line.figures) else ""
    )
    values = [
        f"{p.full_name} {local(figure_text(line, i)) or line.figures[i].why}" for i, p in enumerate(diff.products)
    ]
    return f"{line.label} {line.precision}".strip() + f"{per}: " + "; ".join(values)
