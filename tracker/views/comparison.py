"""Products side by side as the screen and `tracker diff` show them: grouped, against a baseline, per chip, watt, dollar or rack."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from tracker.clock import today
from tracker.metrics.diff import diff_lines
from tracker.model.comparison import Figure, Input, Per, Role, Side
from tracker.model.errors import UsageError
from tracker.model.period import Period
from tracker.model.rows import ProductRow, SpecRow, TimelineRow
from tracker.model.shown import Diff, DiffLine
from tracker.model.words import TERMS
from tracker.store import read_diff, read_facts
from tracker.store.read_diff import LowOffer
from tracker.views.diff_figures import DIVIDED, Divisors, divided, price_input, stated
from tracker.views.diff_kin import Standing, announced_only, predecessor, standings
from tracker.views.diff_ratios import against
from tracker.views.products import find_product
from tracker.views.session import Session

MOST = 6
"""Products that are chosen at once."""
_FIELDS: dict[str, tuple[str, ...]] = {
    "Compute": ("peak_compute", "cores", "threads"),
    "Memory": ("memory_capacity", "memory_bandwidth", "memory_type", "hbm_stacks", "sram", "l3_cache"),
    "Interconnect": (
        "interconnect_bandwidth", "interconnect", "scale_up_size", "host_link_bandwidth", "fabric_bandwidth",
    ),
    "Power": ("power",),
    "Silicon": ("process_node", "transistors", "architecture"),
    "System": ("form_factor", "status", "positioning", "predecessor"),
    "Price": ("price_hourly", "price_token"),
}  # fmt: skip
GROUPS = (*_FIELDS, "Dates", "As stated")
GROUP_OF = {field: group for group, fields in _FIELDS.items() for field in fields}
_TERM_LABELS = {
    "on_demand": "$/h on demand", "spot": "$/h spot", "reserved_1y": "$/h reserved 1 y",
    "reserved_3y": "$/h reserved 3 y", "owned": "$/h owned",
}  # fmt: skip
_DATES = {
    "announced": "Announced", "roadmap": "Roadmap", "production": "In production", "available": "Available",
    "deployed": "Deployed", "discontinued": "Discontinued",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Asked:
    """What to set side by side. Products and the baseline by any of their names; without a baseline the first column is it."""

    products: tuple[str, ...]
    baseline: str = ""
    per: Per = ""
    basis: str = "on_demand"
    generation: bool = False
    """With the predecessor of each product before it."""
    roadmap: bool = False
    """With what the vendors shown have announced and nothing says anyone has."""


def compare(session: Session, asked: Asked) -> Diff:
    """Raises UsageError for names that fit nothing, for fewer than two products and for more than six."""
    columns = _columns(session, asked)
    products = [product for product, _, _ in columns]
    slugs = [p.product_slug for p in products]
    places = standings(session, slugs, today())
    announced, left_out = announced_only(session, products, today()) if asked.roadmap else ([], [])
    places |= standings(session, [p.product_slug for p in announced], today())
    columns += [(p, "roadmap", "announced; nothing here says that anyone has it") for p in announced]
    products += announced
    if len(products) < 2:
        raise UsageError("a diff needs two different products, such as: tracker diff trainium3 'maia 200'")
    baseline = _baseline(session, asked, [p.product_slug for p in products])
    prices = lowest_offers(session, [p.product_slug for p in products])
    return Diff(
        products=tuple(products),
        lines=_lines(session, asked, products, baseline, prices, places),
        baseline=baseline,
        per=asked.per,
        basis=asked.basis if asked.per == "dollar" else "",
        sides=tuple(_side(p, places[p.product_slug], role, why) for p, role, why in columns),
        left_out=tuple(p.full_name for p in left_out),
    )


def _side(product: ProductRow, place: Standing, role: Role, why: str) -> Side:
    return Side(product_slug=product.product_slug, state=place.state, year=place.year, role=role, why=why)


def _columns(session: Session, asked: Asked) -> list[tuple[ProductRow, Role, str]]:
    """(product, role, why it is here), each product once."""
    chosen = list({p.product_slug: p for p in (find_product(session, name) for name in asked.products)}.values())
    if len(chosen) > MOST:
        raise UsageError(f"a diff takes at most {MOST} products, not {len(chosen)}")
    out: dict[str, tuple[ProductRow, Role, str]] = {}
    lonely = []
    for product in chosen:
        before = predecessor(session, product) if asked.generation else None
        if before is None:
            lonely.append(product.full_name)
        elif before[0].product_slug not in {p.product_slug for p in chosen}:
            out.setdefault(before[0].product_slug, (before[0], "predecessor", before[1]))
        out[product.product_slug] = (product, "chosen", "")
    if asked.generation and len(lonely) == len(chosen):
        raise UsageError(
            f"no source says what {' or '.join(lonely)} follows, and no generation before it is known; name the other one"
        )
    return list(out.values())


def _baseline(session: Session, asked: Asked, slugs: Sequence[str]) -> int:
    if not asked.baseline:
        return 0
    slug = find_product(session, asked.baseline).product_slug
    if slug not in slugs:
        raise UsageError(f"--baseline {asked.baseline}: {slug} is none of the products shown ({', '.join(slugs)})")
    return slugs.index(slug)


def lowest_offers(session: Session, slugs: Sequence[str]) -> dict[str, dict[str, LowOffer]]:
    """Slug -> price basis -> the cheapest sound offer, the one that rankings take."""
    found: dict[str, dict[str, LowOffer]] = {slug: {} for slug in slugs}
    for offer in read_diff.lowest_offers(session, slugs):
        found[offer.product_slug][offer.term] = offer
    return found


def _lines(
    session: Session, asked: Asked, products: Sequence[ProductRow], baseline: int,
    prices: dict[str, dict[str, LowOffer]], places: dict[str, Standing],
) -> tuple[DiffLine, ...]:  # fmt: skip
    slugs = [p.product_slug for p in products]
    specs = {slug: read_facts.specs(session, slug) for slug in slugs}
    nestings = read_diff.nestings(session) if asked.per in ("chip", "rack") else []
    able: list[list[SpecRow]] = []
    figures: dict[str, Figure] = {}
    for p in products:
        by = Divisors(
            p.product_slug, p.kind, p.product, specs[p.product_slug], prices[p.product_slug].get(asked.basis), asked.basis,
            [n for n in nestings if n.whole_slug == p.product_slug], [n for n in nestings if n.part_slug == p.product_slug],
        )  # fmt: skip
        rows, own = _divided(specs[p.product_slug], asked.per, by)
        able.append(rows)
        figures |= own
    stuck = [[r for r in specs[slug] if figures[r.claim_id].why] for slug in slugs]
    asked_of = {(r.field, r.precision) for rows in able for r in rows}
    shown = [[*rows, *(r for r in stuck[i] if (r.field, r.precision) not in asked_of)] for i, rows in enumerate(able)]
    whys = [{(r.field, r.precision): figures[r.claim_id] for r in reversed(rows)} for rows in stuck]
    rows_by_id = {row.claim_id: row for rows in specs.values() for row in rows}
    lines = [
        _spec_line(line, asked.per, baseline, figures, rows_by_id, whys)
        for line in (_nearer(one, shown, baseline) for one in diff_lines(shown))
    ]
    lines += _price_lines(asked.per, baseline, [prices[slug] for slug in slugs])
    lines += _date_lines(asked.per, baseline, [places[slug] for slug in slugs])
    return tuple(sorted(lines, key=lambda line: GROUPS.index(line.group)))


def _divided(specs: Sequence[SpecRow], per: Per, by: Divisors) -> tuple[list[SpecRow], dict[str, Figure]]:
    """The readings to compare, and by claim id what is shown. Those that cannot be divided stay out, and a figure that is stated
    for the scope asked for comes before one computed for it."""
    rows: list[SpecRow] = []
    figures: dict[str, Figure] = {}
    for row in specs:
        if row.field in DIVIDED[per]:
            kept, figures[row.claim_id] = divided(row, per, by)
            rows += [] if figures[row.claim_id].why else [kept]
        else:
            figures[row.claim_id] = stated(row)
            rows.append(row)
    said = {_reading(r) for r in rows if not figures[r.claim_id].formula}
    return [r for r in rows if not figures[r.claim_id].formula or _reading(r) not in said], figures


def _reading(row: SpecRow) -> tuple[str, ...]:
    return row.field, row.precision, row.sparsity, row.direction, row.like_scope


def _nearer(line: DiffLine, shown: Sequence[Sequence[SpecRow]], baseline: int) -> DiffLine:
    """Where no reading is shared by all, the baseline's that most others share, and that one of theirs: so that one product
    without it keeps no other two from being compared."""
    present = line.cells[baseline]
    if line.like_for_like or present is None:
        return line
    stated = [
        {_reading(r): r for r in reversed(rows) if r.stated and (r.field, r.precision) == (line.field, line.precision)}
        for rows in shown
    ]
    shared = {key: sum(key in have for have in stated) for key in stated[baseline]}
    best = max(shared, key=lambda key: (shared[key], key == _reading(present)), default=())
    if shared.get(best, 0) < 2:
        return line
    return replace(line, cells=tuple(have.get(best, cell) for have, cell in zip(stated, line.cells, strict=True)))


def _spec_line(
    line: DiffLine, per: Per, baseline: int, figures: dict[str, Figure], rows: dict[str, SpecRow],
    whys: Sequence[dict[tuple[str, str], Figure]],
) -> DiffLine:  # fmt: skip
    unknown = Figure(unit=line.unit, why="not stated")
    shown = [
        figures[cell.claim_id] if cell else whys[i].get((line.field, line.precision), unknown)
        for i, cell in enumerate(line.cells)
    ]
    cells = tuple(rows[cell.claim_id] if cell else None for cell in line.cells)
    group = GROUP_OF[line.field] if not per or line.field in DIVIDED[per] else "As stated"
    return against(replace(line, cells=cells, group=group), shown, baseline)


def _price_lines(per: Per, baseline: int, prices: Sequence[dict[str, LowOffer]]) -> list[DiffLine]:
    """What an hour of one accelerator costs, basis by basis."""
    lines = []
    for term in TERMS:
        if any(term in offers for offers in prices):
            shown = [_price_figure(offers[term]) if term in offers else _no_price(term) for offers in prices]
            line = _line(
                f"offer_{term}", _TERM_LABELS[term], "USD/h", "lower", len(shown), "As stated" if per else "Price"
            )
            lines.append(against(replace(line, best=_cheapest(shown)), shown, baseline))
    return lines


def _price_figure(price: LowOffer) -> Figure:
    return Figure(value=price.usd_per_accelerator_hour, unit="USD/h", inputs=(price_input(price),), n_claims=1)


def _no_price(term: str) -> Figure:
    return Figure(unit="USD/h", why=f"no sound price known, {term.replace('_', ' ')}")


def _cheapest(figures: Sequence[Figure]) -> int | None:
    values = sorted((f.value, i) for i, f in enumerate(figures) if f.value is not None)
    return values[0][1] if len(values) > 1 and values[0][0] != values[1][0] else None


def _date_lines(per: Per, baseline: int, places: Sequence[Standing]) -> list[DiffLine]:
    lines = []
    for kind, label in _DATES.items():
        if any(kind in place.dates for place in places):
            shown = [
                _date_figure(place.dates[kind]) if kind in place.dates else Figure(why="no date known")
                for place in places
            ]
            line = _line(f"event_{kind}", label, "", "", len(shown), "As stated" if per else "Dates")
            lines.append(against(line, shown, baseline))
    return lines


def _date_figure(event: TimelineRow) -> Figure:
    """The date as finely as it was stated, in brackets the day of the first report; what is not certain says so."""
    told = Input(
        role=event.type, text=event.headline, id=event.event_id, publisher=event.publisher, tier=event.tier, day=event.known_on,
        url=event.url, quote=event.quote,
    )  # fmt: skip
    when = f"({event.date})" if event.precision == "reported" else _partial(event)
    status = "rumoured" if event.status == "rumour" else event.status
    doubt = dict.fromkeys(word for word in (event.certainty, status) if word not in ("stated", "accepted"))
    return Figure(text=" ".join([when, *doubt]), inputs=(told,), n_claims=event.n_sources)


def _partial(event: TimelineRow) -> str:
    start, end = date.fromisoformat(event.date), date.fromisoformat(event.date_end)
    return str(Period(start, end, event.precision))  # type: ignore[arg-type]


def _line(field: str, label: str, unit: str, better: str, count: int, group: str) -> DiffLine:
    """A line of what is no claim: prices and dates, which are alike by themselves."""
    return DiffLine(
        field=field, label=label, precision="", unit=unit, better=better, cells=(None,) * count, ratios=(), best=None,
        like_for_like=True, group=group,
    )  # fmt: skip
