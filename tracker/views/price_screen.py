"""What the screen of prices shows: offers, the chart of a history, disputes between lists, and the token market."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import groupby

from tracker.clock import now_text, today
from tracker.model.market import CurrentPrice, CurrentTokenPrice, PriceRow, PriceSourceHealth, PriceStep, TokenMarketRow
from tracker.model.price_screen import (
    DisputedPrice,
    ListedModel,
    ListLine,
    OfferLine,
    PriceChart,
    PriceDispute,
    PricedProduct,
    TokenLine,
)
from tracker.model.rows import ContradictionRow
from tracker.model.words import TERMS
from tracker.store import read_facts, read_price_screen, read_prices
from tracker.units import usd
from tracker.views import prices, tokens
from tracker.views.list_days import price_day
from tracker.views.price_ages import age, ago, end_of
from tracker.views.price_health import is_troubled, price_sources
from tracker.views.price_history import price_history
from tracker.views.price_rows import widened
from tracker.views.products import find_product
from tracker.views.session import Session
from tracker.views.token_names import bare, catalogued, find_listed, is_free

_OF_PRICES = ("price", "cost", "tco")
"""How metrics and fields begin that tell what something costs."""
_MANY_PARTS = 4
"""From so many on, parts that fare alike are told together."""


def offers(session: Session, product: str = "", term: str = "") -> list[OfferLine]:
    """Every offer of a product, the cheapest sound one first and flagged ones last; without a product the cheapest of each.

    `term` keeps one price basis. Raises UsageError for a name that fits nothing.
    """
    ages = _Ages(session)
    if not product:
        found = read_price_screen.cheapest_offers(session, term)
        return [widened(OfferLine, row, *ages.of(row, row.price_of), *counts) for row, *counts in found]
    rows = prices.current_prices(session, product, basis=term)
    flagged = sum(row.quality != "ok" for row in rows)
    return [widened(OfferLine, row, *ages.of(row, row.price_of), len(rows), flagged) for row in rows]


def priced_products(session: Session) -> list[PricedProduct]:
    """What lists have prices of, most offers first."""
    return read_price_screen.priced_products(session)


def priced_terms(session: Session, product: str = "") -> list[str]:
    """Price bases at which a product (slug) has an offer, or anything has."""
    found = read_price_screen.priced_terms(session, product)
    return [term for term in TERMS if term in found]


def history(session: Session, product: str, term: str) -> tuple[list[PriceStep], PriceChart]:
    """Steps of the lowest sound price and events, newest first, and how they are drawn; events without the product's name.

    Raises UsageError as `price_history`.
    """
    name = find_product(session, product).product
    steps = [replace(s, what=s.what.removeprefix(f"{name} ")) for s in price_history(session, product, term)]
    until = date.fromisoformat(session.as_of or today())
    moves = [s for s in steps if s.kind == "price"]
    told = [(date.fromisoformat(s.date), s.what) for s in steps if s.kind == "event"]
    last = next((s for s in reversed(moves) if s.last_seen_at), None)
    seen, old, list_age = _Ages(session).of(last, price_day(session, last, last.id)) if last else ("", False, "")
    chart = PriceChart(
        points=[(date.fromisoformat(s.date), s.usd_per_accelerator_hour) for s in moves],
        marks=[(day, what) for day, what in told if day <= until],
        until=until,
        seen=seen,
        old=old,
        list_age=list_age,
    )
    return steps[::-1], chart


def disputes(session: Session, product: str = "") -> list[PriceDispute]:
    """Where price lists differ on hardware, of one product (any of its names) or of all; without a product on tokens of the
    catalogue's models too; and claims about prices that contradict each other. The widest spread first, claims last."""
    slug = find_product(session, product).product_slug if product else ""
    found = [_hardware(session, row) for row in read_price_screen.disputed_prices(session, slug)]
    if not slug:
        market = tokens.token_market(session, catalogued(session))
        found += [_tokens(row, tokens.same_offer(session, row)) for row in market if row.disputed]
    found.sort(key=lambda d: (-(d.spread or 0.0), d.name, d.provider, d.place))
    claims = read_facts.contradictions(session, slug, promises=False)
    return found + [_claim(row) for row in claims if row.what.startswith(_OF_PRICES)]


def token_market(session: Session, model: str = "") -> tuple[str, list[TokenLine]]:
    """The name of a model (any of its names) and what each provider asks for it; without a model the cheapest ordinary offer
    of each model of the catalogue. Raises UsageError for a name that fits nothing.
    """
    ages = _Ages(session)
    if model:
        found = find_listed(session, model)
        return found.name, _token_lines(ages, tokens.token_market(session, found.models))
    market = tokens.token_market(session, catalogued(session))
    groups = (_token_lines(ages, list(own)) for _, own in groupby(market, key=lambda row: row.model_slug))
    return "", [lines[0] for lines in groups]


def listed_models(session: Session) -> list[ListedModel]:
    """Models with a price: those of the catalogue first, then what most lists have; one entry for all spellings of a name."""
    found: dict[str, ListedModel] = {}
    for model, name, count in read_price_screen.listed_models(session):
        key = bare(model)
        known = found.get(key)
        if known is None:
            shown = name or model.rpartition("/")[2].removesuffix(":free" if is_free(model) else "")
            found[key] = ListedModel(model, shown, bool(name), count)
        else:
            found[key] = ListedModel(
                model if name else known.model,
                name or known.name,
                known.catalogued or bool(name),
                known.n_offers + count,
            )
    return sorted(found.values(), key=lambda m: (not m.catalogued, -m.n_offers, m.name))


def price_lists(session: Session) -> list[ListLine]:
    """How the price lists are doing now, whatever the day of the session, those in trouble first; many parts of one list that
    fare alike are one row."""
    groups: dict[tuple[str, str, str, str, bool], list[PriceSourceHealth]] = {}
    for row in price_sources(session):
        groups.setdefault((row.slug, row.state, row.fault, row.trouble, bool(row.last_ok_at)), []).append(row)
    found = [line for own in groups.values() for line in _together(own)]
    return sorted(found, key=lambda r: (not r.troubled, r.slug, r.part))


def lists_asked(session: Session) -> int:
    """Parts of price lists that were asked so far."""
    return len(read_prices.price_sources(session))


class _Ages:
    """How old prices are on the day of a session: since they were seen, or by the day that their lists give for themselves."""

    def __init__(self, session: Session) -> None:
        self._day = session.as_of or today()
        self._now = _now(session)

    def of(self, row: PriceRow | PriceStep | TokenMarketRow, day: str) -> tuple[str, bool, str]:
        """Of a price that is of `day`: (how long ago it was seen in words, whether that day is long ago, how long ago the day was
        where its list was written before it was read)."""
        list_age = ago(day, self._now) if day < row.last_seen_at[:10] else ""
        return ago(row.last_seen_at, self._now), bool(age(day, self._day)), list_age


def _token_lines(ages: _Ages, rows: Sequence[TokenMarketRow]) -> list[TokenLine]:
    providers = len({row.provider_slug for row in rows if row.quality == "ok"})
    disputed = sum(row.disputed for row in rows)
    return [widened(TokenLine, row, *ages.of(row, row.price_of), providers, disputed) for row in rows]


def _hardware(session: Session, row: DisputedPrice) -> PriceDispute:
    own = [
        p for p in prices.current_prices(session, row.product_slug, flagged=False, basis=row.term)
        if p.provider_slug == row.provider_slug and p.region.partition(" ")[0] == row.region
    ]  # fmt: skip
    cheapest: dict[str, CurrentPrice] = {}
    for price in own:
        cheapest.setdefault(price.publisher, price)
    sides = sorted(cheapest.values(), key=lambda p: p.usd_per_accelerator_hour)
    return PriceDispute(
        kind="hardware", slug=row.product_slug, name=row.product, provider=row.provider, provider_slug=row.provider_slug,
        place=f"{row.region} {row.term.replace('_', ' ')}".strip(), lowest=row.lowest, highest=row.highest, spread=row.spread,
        n_lists=row.n_publishers, ids=tuple(p.offer_id for p in sides),
        who="; ".join(f"{p.publisher}: {usd(p.usd_per_accelerator_hour)} on {p.price_of}" for p in sides), unit="an hour",
    )  # fmt: skip


def _tokens(row: TokenMarketRow, others: Sequence[CurrentTokenPrice]) -> PriceDispute:
    """The price of output tells how wide it is; of input where that alone differs."""
    every: list[TokenMarketRow | CurrentTokenPrice] = [row, *(o for o in others if o.quality == "ok")]
    sides = sorted(every, key=lambda r: (r.usd_per_mtok_out, r.usd_per_mtok_in))
    figures, unit = [r.usd_per_mtok_out for r in sides], "Mtok out"
    if figures[-1] <= tokens.TOLERANCE * figures[0]:
        figures, unit = sorted(r.usd_per_mtok_in for r in sides), "Mtok in"
    low, high = figures[0], figures[-1]
    told = dict.fromkeys(
        f"{r.publisher}: {usd(r.usd_per_mtok_in)} in, {usd(r.usd_per_mtok_out)} out on {r.price_of}" for r in sides
    )
    return PriceDispute(
        kind="tokens", slug=row.model_slug, name=row.model, provider=row.provider, provider_slug=row.provider_slug,
        place=f"{row.endpoint} {row.tier}".strip(), lowest=low, highest=high, spread=high / low if low else None,
        n_lists=len({r.publisher for r in sides}), who="; ".join(told), ids=tuple(r.token_offer_id for r in sides),
        unit=unit,
    )  # fmt: skip


def _claim(row: ContradictionRow) -> PriceDispute:
    return PriceDispute(
        kind="claim", slug=row.product_slug, name=row.product, provider="", provider_slug="", place=row.what.replace("_", " "),
        lowest=None, highest=None, spread=None, n_lists=2, ids=(row.one_id, row.other_id),
        who=f"{row.one_publisher}: {row.one}; {row.other_publisher}: {row.other}", unit="",
    )  # fmt: skip


def _together(own: list[PriceSourceHealth]) -> list[ListLine]:
    groups = [own] if len(own) >= _MANY_PARTS else [[row] for row in own]
    return [_list_line(group) for group in groups]


def _list_line(own: list[PriceSourceHealth]) -> ListLine:
    oldest = min(own, key=lambda r: r.last_ok_at or "")
    sums = {name: sum(getattr(r, name) for r in own) for name in ("n_rows", "n_offers", "n_faulty")}
    part = f"({len(own)} parts)" if len(own) > 1 else oldest.part
    troubled = any(map(is_troubled, own))
    dated = min((r.published for r in own if r.published), default="")
    return widened(
        ListLine, replace(oldest, part=part, age=ago(oldest.last_ok_at, now_text()), published=dated, **sums),
        tuple(r.part for r in own), troubled, ago(dated, now_text()) if dated else "", bool(dated and age(dated[:10], today())),
    )  # fmt: skip


def _now(session: Session) -> str:
    return end_of(session.as_of) if session.as_of else now_text()
