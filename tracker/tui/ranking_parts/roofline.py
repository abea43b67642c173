"""Roofline: how much of each accelerator's arithmetic and memory the prompts and the output of the workload can use."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial

from rich.text import Text

from tracker.charts.roofline import RoofShape, Under, glyph, roofline
from tracker.model.market import CostRow
from tracker.model.ranking_screen import RoofLine, RoofMark
from tracker.tui.glyphs import glyph_set, mark
from tracker.tui.ranking_parts.part import Found, Piece, Shown, load_words, mark_cell
from tracker.tui.ranking_parts.ranking import ALSO, BATCH, NAMED, CostPart, no_figure
from tracker.tui.text import T
from tracker.tui.widgets.columns import Column
from tracker.tui.widgets.row_list import words
from tracker.units import digits, show
from tracker.views.knobs import Setting
from tracker.views.ranking_board import Board, board, lettered, roof_lines, standing_for, with_behind
from tracker.views.scenario import Prepared
from tracker.views.session import Session


class Roofline(CostPart):
    name = "roofline"
    charted = True

    def read(
        self, session: Session, setting: Setting, ready: Prepared | None, before: Board | None
    ) -> Found[CostRow] | None:
        found = board(session, setting, ready, before)
        if found is None:
            return None
        found = with_behind(session, found)
        return Found(found, found.rows, found.moves, roofs=roof_lines(session, found))

    def columns(self, found: Found[CostRow], shown: Shown) -> Sequence[Column[CostRow]]:
        roofs = {one.product_slug: one for one in found.roofs}

        def of(r: CostRow, phase: str) -> str:
            work = _work(roofs.get(r.product_slug), phase)
            return f"{show(work.flop_s, 'FLOP/s')} {mark('dot')} {digits(work.share * 100, 2)} %" if work else ""

        def rate(phase: str, r: CostRow) -> float | None:
            work = _work(roofs.get(r.product_slug), phase)
            return work.flop_s if work else None

        def roof(name: str, r: CostRow) -> float | None:
            one = roofs.get(r.product_slug)
            return getattr(one, name) if one else None

        def peak(r: CostRow) -> str:
            one = roofs.get(r.product_slug)
            return f"{show(one.flop_s, 'FLOP/s')} {one.precision}" if one else ""

        def line(r: CostRow) -> RoofLine | None:
            return roofs.get(r.product_slug)

        decode, prefill = partial(rate, "decode"), partial(rate, "prefill")
        return [
            Column("", lambda r, _: mark_cell(r.product_slug, shown), 1),
            *NAMED,
            Column("PEAK", lambda r, _: words(peak(r)), 19, least=100, rest=no_figure, value=partial(roof, "flop_s")),
            Column(
                "MEMORY",
                lambda r, _: words(_memory(line(r)), "muted"),
                11,
                least=84,
                rest=no_figure,
                value=partial(roof, "byte_s"),
            ),
            Column(
                "BENDS AT", lambda r, _: words(_ridge(line(r)), "muted"), 14, least=120, value=partial(roof, "ridge")
            ),
            Column("DECODE", lambda r, _: words(of(r, "decode")), 22, least=54, rest=no_figure, value=decode),
            replace(BATCH, least=136),
            Column("PREFILL", lambda r, _: words(of(r, "prefill")), 22, least=76, value=prefill),
            Column("BOUND BY", lambda r, _: words(r.bound, "muted"), 9, least=112),
            Column("DECODE", lambda r, _: words(_short(line(r))), 16, most=54, rest=no_figure, value=decode),
            *ALSO,
        ]

    def status(self, found: Found[CostRow]) -> list[Piece]:
        return [*load_words(found), T("roofs are data sheets")]

    def legend(self, found: Found[CostRow], shown: Shown) -> list[str]:
        glyphs = glyph_set()
        return ["up: FLOP/s", "right: FLOP a byte", f"{glyph('decode', glyphs)} decode", f"{glyph('prefill', glyphs)} prefill",
                "solid: the selected one", "%: of its roof there"]  # fmt: skip

    def drawn(self, found: Found[CostRow], shown: Shown, selected: str) -> Mapping[str, str]:
        return {one.product_slug: one.letter for one in _chosen(found, shown, selected)}

    def chart(self, found: Found[CostRow], shown: Shown, selected: str, size: tuple[int, int]) -> list[Text]:
        chosen = sorted(_chosen(found, shown, selected), key=lambda one: one.product_slug != selected)
        shapes = [
            RoofShape(letter=one.letter, flop_s=one.flop_s, byte_s=one.byte_s, style="other" if i else "line",
                      work=[Under(at=(m.flop_per_byte, m.flop_s), phase=m.phase, word=_word(m)) for m in one.marks])
            for i, one in enumerate(chosen)
        ]  # fmt: skip
        return roofline(shapes, *size, lambda value: show(value, "FLOP/s").replace("FLOPS", "F"), glyph_set(), "quiet")


def _chosen(found: Found[CostRow], shown: Shown, selected: str) -> list[RoofLine]:
    return lettered(found.roofs, standing_for(found.rows, selected, shown.marked))


def _word(m: RoofMark) -> str:
    return "prefill" if m.phase == "prefill" else f"decode {mark('times')}{m.batch}"


def _work(one: RoofLine | None, phase: str) -> RoofMark | None:
    """The work of the operating point: the largest batch that is drawn."""
    return max((m for m in one.marks if m.phase == phase), key=lambda m: m.batch, default=None) if one else None


def _memory(one: RoofLine | None) -> str:
    return show(one.byte_s, "byte/s") if one else ""


def _ridge(one: RoofLine | None) -> str:
    return f"{digits(one.ridge, 3)} FLOP/byte" if one else ""


def _short(one: RoofLine | None) -> str:
    work = _work(one, "decode")
    return show(work.flop_s, "FLOP/s") if work else ""
