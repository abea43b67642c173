"""Rankings: what a million tokens costs on which accelerator, how sure that is, and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content

from tracker.charts.axis import Axis, shared_axis, tick_line
from tracker.charts.whisker import whisker
from tracker.model.market import CostRow, WorkloadRow
from tracker.model.words import WEAK_TIERS
from tracker.tui import details
from tracker.tui.glyphs import BASIS_WORDS, basis, basis_legend, glyph_set, mark
from tracker.tui.keys import bindings
from tracker.tui.screens.choice import Choice, Option
from tracker.tui.screens.view import ViewScreen
from tracker.tui.text import Span, T
from tracker.tui.when import short_day
from tracker.tui.widgets.columns import Column, Rows
from tracker.tui.widgets.lines import Line
from tracker.tui.widgets.row_list import RowList, words
from tracker.units import digits, usd
from tracker.views.explain import explain
from tracker.views.rankings import price_bases, rankings, workloads
from tracker.views.session import Session

_BASIS_STYLES = {"measured": "good", "anchored": "", "modelled": "muted", "stack_unknown": "warn"}


@dataclass(frozen=True, slots=True)
class _Loaded:
    workload: WorkloadRow | None
    workloads: Sequence[WorkloadRow]
    basis: str
    bases: Sequence[str]
    rows: Sequence[CostRow]


class RankingsScreen(ViewScreen):
    SCOPE = "rankings"
    BINDINGS: ClassVar[list[BindingType]] = bindings("rankings")

    def __init__(self) -> None:
        super().__init__()
        self.workload = ""
        self.basis = ""
        self.loaded: _Loaded | None = None

    def make_list(self) -> RowList[CostRow]:
        return RowList(columns(Axis(0.0, 1.0), False), lambda row: row.product_slug, id="costs")

    def compose_bottom(self) -> ComposeResult:
        yield Line(id="legend")

    def load(self) -> None:
        workload, price_basis = self.workload, self.basis
        self.ask("load", lambda s: _read(s, workload, price_basis), self._show)

    def _show(self, loaded: _Loaded) -> None:
        self.loaded = loaded
        self.workload = loaded.workload.workload if loaded.workload else ""
        self.basis = loaded.basis
        self._tell_status()
        if loaded.workload is None:
            self.say(
                "No workloads are known",
                "The catalogue has not been read into this database.",
                "Run `tracker rank --list`: it builds what is missing, or says why it cannot.",
            )
            return
        if not loaded.rows:
            self.say(
                "No ranking at this price basis",
                "No accelerator has a sound price of this kind.",
                "Press b for another price basis.",
            )
            return
        self.show_rows()
        key = self.rows.current_key
        self.rows.take_columns(columns(_axis(loaded.rows), any(map(warning, loaded.rows))))
        keys = [row.product_slug for row in loaded.rows]
        self.rows.show(Rows(loaded.rows), keys.index(key) if key in keys else 0)
        self.query_one("#legend", Line).show(
            [Content(" ").join([T(part) for part in [text]]) for text in self._legend()]
        )

    def _legend(self) -> list[str]:
        return [*basis_legend(), f"{mark('announced')} announced only", "interval: 80 %, of the speed"]

    def _tell_status(self) -> None:
        found = self.loaded
        if found is None or found.workload is None:
            return
        w = found.workload
        floor = f"at least {digits(w.floor_tok_s_user)} tok/s/user" if w.floor_tok_s_user else "no speed asked for"
        ranked = sum(1 for row in found.rows if row.usd_per_mtok is not None)
        stale = any(row.stale for row in found.rows)
        self.status(
            T(w.name, "bold"), T(price_words(found.basis), "bold $text-accent"), T(w.model), floor,
            f"{digits(w.utilisation * 100)} % of the hours busy",
            f"{ranked} ranked, {len(found.rows) - ranked} without a figure",
            T("inputs changed since: refresh recomputes", "$text-warning") if stale else Content(""),
        )  # fmt: skip

    def describe(self) -> None:
        self._tell_status()
        if self.pane_open:
            self._read_explanation()

    def action_open(self) -> None:
        if self.selected is not None:
            self.open_pane()
            self._read_explanation()

    def _read_explanation(self) -> None:
        row: CostRow | None = self.selected
        if row is None:
            return
        if not row.ranking_id:
            self.show_details(details.cost_row(row))
            return
        ranking_id = row.ranking_id
        self.ask(
            "details", lambda s: explain(s, ranking_id), lambda found: self.show_details(details.explanation(found))
        )

    def action_workload(self) -> None:
        if self.loaded is not None:
            options = [Option(w.workload, w.name, w.model) for w in self.loaded.workloads]
            self.app.push_screen(Choice("Which workload?", options, self.workload), self._take_workload)

    def _take_workload(self, option: Option | None) -> None:
        if option is not None:
            self.workload = option.value
            self.load()

    def action_basis(self) -> None:
        if self.loaded is not None:
            options = [Option(name, price_words(name)) for name in self.loaded.bases]
            self.app.push_screen(Choice("Which kind of price?", options, self.basis), self._take_basis)

    def _take_basis(self, option: Option | None) -> None:
        if option is not None:
            self.basis = option.value
            self.load()

    def selected_link(self) -> str:
        """Where the price of the row stands."""
        r: CostRow | None = self.selected
        if r is None or not r.offer_id:
            return ""
        return next((p.url for p in reversed(explain(self.app.session, r.offer_id).proofs) if p.url), "")

    def selected_text(self) -> str:
        r: CostRow | None = self.selected
        if r is None:
            return ""
        figure = (
            f"{usd(r.usd_per_mtok)}/Mtok ({_span(r)}, {BASIS_WORDS.get(r.basis, r.basis)})"
            if r.usd_per_mtok is not None
            else r.reason
        )
        return "  ".join(
            w
            for w in (rank_text(r), f"{r.vendor} {r.accelerator}", r.provider or "", figure, self.workload, self.basis)
            if w
        )


def _read(session: Session, wanted: str, price_basis: str) -> _Loaded:
    known = workloads(session)
    if not known:
        return _Loaded(None, (), "", (), ())
    workload = next((w for w in known if w.workload == wanted), known[0])
    bases = price_bases(session, workload.workload)
    chosen = price_basis if price_basis in bases else bases[0] if bases else "on_demand"
    return _Loaded(workload, known, chosen, bases, rankings(session, workload.workload, chosen))


def price_words(name: str) -> str:
    words_of = {"on_demand": "on demand", "reserved_1y": "reserved for 1 year", "reserved_3y": "reserved for 3 years"}
    return words_of.get(name, name.replace("_", " ")) + " price"


def columns(axis: Axis, warned: bool) -> tuple[Column[CostRow], ...]:
    """`warned` makes room for what speaks against a figure."""
    return (
        Column("RANK", lambda r, _: words(rank_text(r), "muted"), 5),
        Column("ACCELERATOR", _accelerator, 20, least=54),
        Column("ACCELERATOR", _accelerator, 0, most=54),
        Column("PROVIDER", lambda r, _: words(r.provider or "", "muted"), 10, least=100, rest=_no_figure),
        Column(
            "$/MTOK",
            lambda r, _: words(usd(r.usd_per_mtok) if r.usd_per_mtok is not None else "-", "strong"),
            7,
            right=True,
            rest=_no_figure,
        ),
        Column("80 % INTERVAL", lambda r, _: words(_span(r), "muted"), 15, least=76),
        *((Column("WARNING", lambda r, _: words(warning(r), "warn"), 12, least=96),) if warned else ()),
        Column(partial(_ticks, axis), partial(_chart, axis), least=54),
        Column(
            "TOK/S/USER",
            lambda r, _: words(digits(r.tok_s_user, 3) if r.tok_s_user else "", "muted"),
            10,
            least=138,
            right=True,
        ),
        Column("IN", lambda r, _: words(r.precision, "muted"), 4, least=64),
        Column("BASIS", _basis, 10, least=88),
        Column("", lambda r, _: words(basis(r.basis) if r.basis else ""), 1, most=88),
        Column("PRICE AN HOUR", _price, 17, least=112),
    )


def _price(r: CostRow, _: int) -> list[Span]:
    """`$3.50 · 9 Oct`: a price is as good as its day."""
    if r.usd_per_hour is None:
        return []
    return [(usd(r.usd_per_hour), ""), (f" {mark('dot')} {short_day(r.price_as_of)}", "muted")]


def warning(r: CostRow) -> str:
    """What speaks against a figure: it rests on announced figures or on a claim that nobody stands behind."""
    if r.usd_per_mtok is None:
        return ""
    weak = r.weakest_tier if r.weakest_tier in WEAK_TIERS else ""
    word = "announced" if r.announced_only else weak
    return f"{mark('unlike')} {word}" if word else ""


def rank_text(r: CostRow) -> str:
    """`3`, or `2-4` where the intervals overlap so that no order is honest."""
    if r.rank is None:
        return mark("rest")
    if r.tied_from is None or r.tied_to is None or r.tied_from == r.tied_to:
        return str(r.rank)
    return f"{r.tied_from}-{r.tied_to}"


def _accelerator(r: CostRow, _: int) -> list[Span]:
    announced = [(f"{mark('announced')} ", "warn")] if r.announced_only else []
    return [*announced, (r.accelerator, "name" if r.usd_per_mtok is not None else "muted"), (f" {r.vendor}", "muted")]


def _no_figure(r: CostRow) -> list[Span]:
    """Why there is none, in the place of all figures."""
    return [("no figure: ", "muted"), (r.reason, "")] if r.usd_per_mtok is None else []


def _span(r: CostRow) -> str:
    if r.usd_per_mtok_p10 is None or r.usd_per_mtok_p90 is None:
        return ""
    return f"{usd(r.usd_per_mtok_p10)}{mark('between')}{usd(r.usd_per_mtok_p90)}"


def _basis(r: CostRow, _: int) -> list[Span]:
    return (
        [
            (
                f"{basis(r.basis)} {BASIS_WORDS.get(r.basis, r.basis).removeprefix('stack ')}",
                _BASIS_STYLES.get(r.basis, ""),
            )
        ]
        if r.basis
        else []
    )


def _axis(rows: Sequence[CostRow]) -> Axis:
    ends = [v for r in rows for v in (r.usd_per_mtok_p10, r.usd_per_mtok_p90) if v is not None]
    return shared_axis(ends, log_above=8.0)


def _ticks(axis: Axis, width: int) -> str:
    return tick_line(axis, width, usd, glyphs=glyph_set()).plain


def _chart(axis: Axis, r: CostRow, width: int) -> list[Span]:
    if r.usd_per_mtok is None:
        return []
    low, high = r.usd_per_mtok_p10 or r.usd_per_mtok, r.usd_per_mtok_p90 or r.usd_per_mtok
    drawn = whisker(low, r.usd_per_mtok, high, axis, width, r.basis, glyphs=glyph_set())
    return [(drawn.plain, _BASIS_STYLES.get(r.basis, ""))]
