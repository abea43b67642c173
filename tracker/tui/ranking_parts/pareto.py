"""Pareto: what the accelerators give, or cost, at each speed of a user, over all batches and layouts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from rich.text import Text

from tracker.charts.pareto import Front, pareto
from tracker.model.market import CostRow
from tracker.model.ranking_screen import Curve, CurvePoint
from tracker.tui.glyphs import basis, glyph_set
from tracker.tui.ranking_parts.part import Found, Piece, Shown, load_words, mark_cell
from tracker.tui.ranking_parts.ranking import ALSO, BATCH, COST, NAMED, RANK, SPEED, CostPart, basis_cell, trust
from tracker.tui.text import Span
from tracker.tui.widgets.columns import Column
from tracker.tui.widgets.row_list import words
from tracker.units import digits, usd
from tracker.views.knobs import Setting
from tracker.views.ranking_board import Board, board, compared, curves, standing_for, with_behind
from tracker.views.scenario import Prepared
from tracker.views.session import Session


class Pareto(CostPart):
    name = "pareto"
    charted = True

    def read(
        self, session: Session, setting: Setting, ready: Prepared | None, before: Board | None
    ) -> Found[CostRow] | None:
        found = board(session, setting, ready, before)
        if found is None:
            return None
        found = with_behind(session, found)
        return Found(found, found.rows, found.moves, curves=curves(session, found))

    def columns(self, found: Found[CostRow], shown: Shown) -> Sequence[Column[CostRow]]:
        return [
            Column("", lambda r, _: mark_cell(r.product_slug, shown), 1),
            replace(RANK, least=48),
            *NAMED,
            COST,
            Column("OUT TOK/S EACH", _out, 15, right=True, least=80, value=lambda r: r.output_tok_s),
            SPEED,
            replace(BATCH, least=84),
            Column("LAYOUT", lambda r, _: words(r.layout, "muted"), 14, least=112),
            Column("IN", lambda r, _: words(r.precision, "muted"), 4, least=64),
            Column("BASIS", basis_cell, least=96, value=lambda r: r.basis, order=trust),
            Column("", lambda r, _: words(basis(r.basis) if r.basis else ""), 1, most=96),
            *ALSO,
        ]

    def status(self, found: Found[CostRow]) -> list[Piece]:
        return load_words(found)

    def legend(self, found: Found[CostRow], shown: Shown) -> list[str]:
        up = "up: $ a million tokens" if shown.in_dollars else "up: output tok/s of one accelerator"
        return [up, "right: tok/s/user", "solid: none of these is better", f"{basis('modelled')}A where A ranks"]

    def drawn(self, found: Found[CostRow], shown: Shown, selected: str) -> Mapping[str, str]:
        return {curve.product_slug: curve.letter for curve in _chosen(found, shown, selected)}

    def chart(self, found: Found[CostRow], shown: Shown, selected: str, size: tuple[int, int]) -> list[Text]:
        dollars = shown.in_dollars
        fronts = [_front(curve, dollars, curve.product_slug == selected) for curve in _chosen(found, shown, selected)]
        fronts.sort(key=lambda front: front.style != "line")
        show = usd if dollars else lambda value: digits(value, 4)
        floor = found.board.load.floor_tok_s_user
        return pareto(fronts, floor, *size, show, glyph_set(), "quiet", f"{digits(floor)} asked for" if floor else "")


def _out(r: CostRow, _: int) -> list[Span]:
    return words(digits(r.output_tok_s or 0.0, 4))


def _chosen(found: Found[CostRow], shown: Shown, selected: str) -> list[Curve]:
    return compared(found.curves, standing_for(found.rows, selected, shown.marked))


def _front(curve: Curve, dollars: bool, selected: bool) -> Front:
    def value(p: CurvePoint) -> float:
        return p.usd_per_mtok if dollars else p.output_tok_s

    return Front(
        letter=curve.letter, points=[(p.tok_s_user, value(p)) for p in curve.points],
        best=[p.cheapest if dollars else p.best for p in curve.points],
        at=(curve.at.tok_s_user, value(curve.at)) if curve.at else None, basis=curve.basis,
        style="line" if selected else "other",
    )  # fmt: skip
