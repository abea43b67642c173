"""Ranking: what a million tokens costs on which accelerator, how sure that is, how it moved, and who has no figure and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from textual.content import Content

from tracker.charts.axis import Axis, shared_axis, tick_line
from tracker.charts.whisker import whisker
from tracker.model.market import CostRow
from tracker.model.ranking_screen import Move
from tracker.model.words import BASES, NO_DELIVERY, WEAK_TIERS
from tracker.tui.glyphs import BASIS_WORDS, ascii_only, basis, basis_legend, glyph_set, mark
from tracker.tui.ranking_parts import explained
from tracker.tui.ranking_parts.part import (
    MARKED,
    Found,
    Piece,
    RankPart,
    Shown,
    apart,
    load_words,
    mark_cell,
    move_cell,
    nothing_ranked,
    rank_text,
)
from tracker.tui.text import Span, T
from tracker.tui.when import short_day
from tracker.tui.widgets.columns import HIDDEN, Column
from tracker.tui.widgets.row_list import words
from tracker.units import digits, usd
from tracker.views.explain import explain
from tracker.views.knobs import Setting
from tracker.views.ranking_board import Board, board
from tracker.views.scenario import Prepared
from tracker.views.session import Session

BASIS_STYLES = {"measured": "good", "anchored": "", "modelled": "muted", "stack_unknown": "warn"}
_TRUST = {name: place for place, name in enumerate((*BASES, "announced"))}
ALSO: tuple[Column[CostRow], ...] = (
    Column("VENDOR", lambda r, _: words(r.vendor), least=HIDDEN),
    Column("CHANCE TO BE CHEAPEST", lambda r, _: words(_plain(r.p_best)), least=HIDDEN, value=lambda r: r.p_best),
    Column("OUT TOK/S EACH", lambda r, _: words(_plain(r.output_tok_s)), least=HIDDEN, value=lambda r: r.output_tok_s),
    Column("P10", lambda r, _: words(_money(r.usd_per_mtok_p10)), least=HIDDEN, value=lambda r: r.usd_per_mtok_p10),
    Column("P90", lambda r, _: words(_money(r.usd_per_mtok_p90)), least=HIDDEN, value=lambda r: r.usd_per_mtok_p90),
)


class CostPart(RankPart[CostRow]):
    """What the parts share whose rows are those of the ranking."""

    def key(self, row: CostRow) -> str:
        return row.product_slug

    def product(self, row: CostRow) -> str:
        return row.product_slug

    def empty(self, found: Found[CostRow]) -> tuple[str, ...]:
        return nothing_ranked()

    def details(self, session: Session, shown: Board, row: CostRow) -> Content:
        return explained.cost(session, shown, row)

    def link(self, session: Session, row: CostRow) -> str:
        """Where the price of the row stands."""
        if not row.offer_id:
            return ""
        return next((p.url for p in reversed(explain(session, row.offer_id).proofs) if p.url), "")

    def text(self, found: Found[CostRow], row: CostRow) -> str:
        known = row.usd_per_mtok is not None
        figure = f"{usd(row.usd_per_mtok)}/Mtok ({_span(row)}, {BASIS_WORDS.get(row.basis, row.basis)})"
        setting = found.board.setting
        asked = "; ".join(f"what if {new}" for new, _ in found.board.told)
        parts = (rank_text(row), f"{row.vendor} {row.accelerator}", row.provider or "", figure if known else row.reason,
                 setting.workload, setting.basis, asked)  # fmt: skip
        return "  ".join(part for part in parts if part)


class Ranking(CostPart):
    name = "ranking"

    def read(
        self, session: Session, setting: Setting, ready: Prepared | None, before: Board | None
    ) -> Found[CostRow] | None:
        found = board(session, setting, ready, before)
        return None if found is None else Found(found, found.rows, found.moves)

    def columns(self, found: Found[CostRow], shown: Shown) -> Sequence[Column[CostRow]]:
        return columns(found, shown)

    def status(self, found: Found[CostRow]) -> list[Piece]:
        rows = found.rows
        ranked = sum(1 for row in rows if row.usd_per_mtok is not None and not apart(row))
        ahead = sum(1 for row in rows if row.usd_per_mtok is not None and apart(row))
        return [
            *load_words(found),
            f"{ranked} ranked, " + (f"{ahead} announced, " if ahead else "") + f"{len(rows) - ranked - ahead} without a figure",
            T("inputs changed since: refresh recomputes", "$text-warning") if any(r.stale for r in rows) else Content(""),
        ]  # fmt: skip

    def legend(self, found: Found[CostRow], shown: Shown) -> list[str]:
        there = {row.basis for row in found.rows}
        marked = [f"{MARKED[ascii_only()]} compared"] if shown.marked else []
        announced = [f"{basis('announced')} announced"] if "announced" in there and ascii_only() else []
        return [
            *marked, *basis_legend(), *announced, f"{mark('announced')} {NO_DELIVERY}", _moved(found),
            "interval: 80 %, of the speed",
        ]  # fmt: skip


def _moved(found: Found[CostRow]) -> str:
    """What the moves are against, and where there is too little to compare with that."""
    known = sum(move.shift != "out" for move in found.moves.values())
    if found.board.setting.what_if:
        return "moved: against the stored ranking"
    if not found.moves:
        return ""
    ranked = sum(row.rank is not None and not apart(row) for row in found.rows)
    if known < ranked:
        return f"of {ranked} ranked, {known} can be compared with 7 days ago"
    return "moved: in 7 days" if _any_moved(found) else "no rank moved in 7 days"


def _any_moved(found: Found[CostRow]) -> bool:
    return any(move.shift in ("up", "down", "new", "out") for move in found.moves.values())


def columns(found: Found[CostRow], shown: Shown) -> Sequence[Column[CostRow]]:
    """Room is made for what is there: marks, moves, what speaks against a figure; the chart keeps some."""
    axis, moves, warned = _axis(found.rows), found.moves, any(map(warning, found.rows))
    head: list[Column[CostRow]] = [RANK]
    if shown.marked:
        head.insert(0, Column("", lambda r, _: mark_cell(r.product_slug, shown), 1))
    if _any_moved(found):
        moved_by = partial(_move, moves)
        head.append(Column("MOVED", lambda r, _: move_cell(moves.get(r.product_slug)), 5, least=64, order=moved_by))
        head.append(Column("", lambda r, _: move_cell(moves.get(r.product_slug)), 3, least=38, most=64))
    moved = 7 if _any_moved(found) else 0
    taken = moved + (14 if warned else 0)
    return [*head, *_named(taken), *_figures(axis, moved, taken), *ALSO]


def _plain(value: float | None) -> str:
    return digits(value, 3) if value is not None else ""


def _money(value: float | None) -> str:
    return usd(value) if value is not None else ""


def _move(moves: Mapping[str, Move], r: CostRow) -> float | None:
    """Ranks gained in a week."""
    move = moves.get(r.product_slug)
    return {"up": move.by, "down": -move.by, "same": 0}.get(move.shift) if move else None


RANK: Column[CostRow] = Column(
    "RANK",
    lambda r, _: words(rank_text(r), "muted"),
    5,
    value=rank_text,
    order=lambda r: (apart(r), r.rank) if r.rank else None,
)
NAMED: tuple[Column[CostRow], ...] = (
    Column("ACCELERATOR", lambda r, w: accelerator(r, w), 20, least=54, value=lambda r: r.accelerator),
    Column("ACCELERATOR", lambda r, w: accelerator(r, w), 0, most=54, value=lambda r: r.accelerator),
)


def _named(taken: int) -> list[Column[CostRow]]:
    return [
        *NAMED,
        Column("PROVIDER", lambda r, _: words(r.provider or "", "muted"), 10, least=100 + taken, rest=no_figure),
    ]


def _figures(axis: Axis, moved: int, taken: int) -> list[Column[CostRow]]:
    """`taken` is the room of columns that are not always there, `moved` that of the moves among them."""
    return [
        COST,
        Column("80 % INTERVAL", _interval, 15, least=76 + moved, order=lambda r: r.usd_per_mtok_p10),
        *(_WARNED if taken > moved else ()),
        Column(partial(_ticks, axis), partial(_chart, axis), least=54),
        Column("TOK/S/USER", speed_cell, 12, least=138 + taken, right=True, value=_speed),
        Column("IN", lambda r, _: words(r.precision, "muted"), 4, least=64),
        Column("BASIS", basis_cell, 11, least=88, value=lambda r: r.basis, order=trust),
        Column("", lambda r, _: words(basis(r.basis) if r.basis else ""), 1, most=88),
        Column("PRICE AN HOUR", _price, 17, least=114 + taken, value=lambda r: r.usd_per_hour),
    ]


def cost_cell(r: CostRow, _: int) -> list[Span]:
    return words(usd(r.usd_per_mtok) if r.usd_per_mtok is not None else "-", "strong")


def _speed(r: CostRow) -> float | None:
    return r.tok_s_user or None


def trust(r: CostRow) -> int | None:
    return _TRUST.get(r.basis)


def speed_cell(r: CostRow, _: int) -> list[Span]:
    return words(digits(r.tok_s_user, 3) if r.tok_s_user else "", "muted")


def _price(r: CostRow, _: int) -> list[Span]:
    """`$3.50 · 9 Oct`: a price is as good as its day; one that nobody asks says what it is."""
    if r.usd_per_hour is None:
        return []
    told = short_day(r.price_as_of) if r.price_as_of else (r.provider or "")
    return [(usd(r.usd_per_hour), ""), (f" {mark('dot')} {told}", "muted")]


def warning(r: CostRow) -> str:
    """What speaks against a figure: it rests on announced figures or on a claim that nobody stands behind. Of one that is ranked
    apart the place that it would have among the others."""
    if r.usd_per_mtok is None:
        return ""
    if apart(r):
        place = getattr(r, "place", None)
        return f"would be {place}" if place else ""
    weak = r.weakest_tier if r.weakest_tier in WEAK_TIERS else ""
    word = "announced" if r.announced_only else weak
    return f"{mark('unlike')} {word}" if word else ""


_WARNED: tuple[Column[CostRow], ...] = (
    Column("WARNING", lambda r, _: words(warning(r), "warn"), 12, least=96),
    Column("", lambda r, _: words(mark("unlike") if warning(r) and not apart(r) else "", "warn"), 1, most=96),
)


def accelerator(r: CostRow, _: int) -> list[Span]:
    announced = [(f"{mark('announced')} ", "warn")] if r.announced_only else []
    return [*announced, (r.accelerator, "name" if r.usd_per_mtok is not None else "muted"), (f" {r.vendor}", "muted")]


def no_figure(r: CostRow) -> list[Span]:
    """Why there is none, in the place of all figures."""
    return [("no figure: ", "muted"), (r.reason, "")] if r.usd_per_mtok is None else []


def _span(r: CostRow) -> str:
    if r.usd_per_mtok_p10 is None or r.usd_per_mtok_p90 is None:
        return ""
    return f"{usd(r.usd_per_mtok_p10)}{mark('between')}{usd(r.usd_per_mtok_p90)}"


def basis_cell(r: CostRow, _: int) -> list[Span]:
    if not r.basis:
        return []
    told = BASIS_WORDS.get(r.basis, r.basis).removeprefix("stack ")
    return [(f"{basis(r.basis)} {told}", BASIS_STYLES.get(r.basis, ""))]


COST: Column[CostRow] = Column("$/MTOK", cost_cell, 8, right=True, rest=no_figure, value=lambda r: r.usd_per_mtok)
BATCH: Column[CostRow] = Column(
    "BATCH", lambda r, _: words(f"{r.batch:,}" if r.batch else "", "muted"), 7, right=True, value=lambda r: r.batch
)
SPEED: Column[CostRow] = Column("TOK/S/USER", speed_cell, 12, right=True, least=54, value=_speed)


def _axis(rows: Sequence[CostRow]) -> Axis:
    ends = [v for r in rows for v in (r.usd_per_mtok_p10, r.usd_per_mtok_p90) if v is not None]
    return shared_axis(ends, log_above=8.0)


def _interval(r: CostRow, _: int) -> list[Span]:
    return words(_span(r), "muted")


def _ticks(axis: Axis, width: int) -> str:
    return tick_line(axis, width, usd, glyphs=glyph_set()).plain


def _chart(axis: Axis, r: CostRow, width: int) -> list[Span]:
    if r.usd_per_mtok is None:
        return []
    low, high = r.usd_per_mtok_p10 or r.usd_per_mtok, r.usd_per_mtok_p90 or r.usd_per_mtok
    drawn = whisker(low, r.usd_per_mtok, high, axis, width, r.basis, glyphs=glyph_set())
    return [(drawn.plain, BASIS_STYLES.get(r.basis, ""))]
