"""prices.toml and measured.toml: groups of rows that share one source."""

from __future__ import annotations

from collections.abc import Callable

from tracker.catalogue.draft import Draft, Fact, Stated
from tracker.catalogue.problems import quoted
from tracker.catalogue.rows import CatalogueFile, Row
from tracker.catalogue.sources import read_sources
from tracker.model.fact import Source
from tracker.model.performance import MeasuredPoint
from tracker.model.price import Offer, TokenPrice
from tracker.model.words import PRECISIONS, QUALITIES, TERMS

_KW = (0.01, 100.0)
"""Facility power of one accelerator, kW: from an edge card to a wafer with its cooling."""
_Reader = Callable[[Row, Source, str], Fact | None]
"""Row, source and day of the group to a fact."""


def read_prices(file: CatalogueFile, draft: Draft) -> None:
    """`[[offers]]` and `[[tokens]]`."""
    _read_groups(file, draft, {"offers": read_offer, "tokens": read_token_price})


def read_measured(file: CatalogueFile, draft: Draft) -> None:
    """`[[measured]]`."""
    _read_groups(file, draft, {"measured": read_point})


def _read_groups(file: CatalogueFile, draft: Draft, readers: dict[str, _Reader]) -> None:
    root = file.root()
    sources = read_sources(root, draft)
    for key, reader in readers.items():
        for group in root.rows(key):
            source = sources.of(group)
            day = group.day("observed") or (source.published or "" if source else "")
            for row in group.rows("rows"):
                fact = reader(row, source, day) if source else None
                if source and fact:
                    draft.stated.append(Stated(row, source, fact))
            group.done()
    root.done()
    sources.report_unused()


def read_offer(row: Row, _: Source, day: str) -> Offer | None:
    """A list price of one instance for an hour."""
    usd_per_hour = row.number("usd_per_hour", required=True)
    offer = Offer(
        provider=row.text("provider", required=True),
        product=row.text("product", required=True),
        sku=row.text("sku", required=True),
        region=row.text("region"),
        term=row.word("term", TERMS, "on_demand"),
        count=row.whole("count", 1),
        usd_per_hour=usd_per_hour or 0.0,
        observed=_observed(row, day),
        valid_from=row.day("valid_from") or None,
        quality=row.word("quality", QUALITIES, "ok"),
        reason=row.text("reason"),
        kw_all_in=_kw_all_in(row),
    )
    _check_quality(row, offer.quality, offer.reason)
    row.done()
    return None if row.bad else offer


def read_token_price(row: Row, _: Source, day: str) -> TokenPrice | None:
    """A provider's price of one model, USD per million tokens."""
    price_in, price_out = row.number("in", required=True), row.number("out", required=True)
    price = TokenPrice(
        provider=row.text("provider", required=True),
        model=row.text("model", required=True),
        endpoint=row.text("endpoint"),
        tier=row.text("tier"),
        usd_per_mtok_in=price_in or 0.0,
        usd_per_mtok_cached_in=row.number("cached_in"),
        usd_per_mtok_out=price_out or 0.0,
        observed=_observed(row, day),
        valid_from=row.day("valid_from") or None,
        quality=row.word("quality", QUALITIES, "ok"),
        reason=row.text("reason"),
    )
    _check_quality(row, price.quality, price.reason)
    row.done()
    return None if row.bad else price


def read_point(row: Row, source: Source, day: str) -> MeasuredPoint | None:
    """One measured run. Its source is named by the publisher, who wants to be credited."""
    isl, osl, rate = (row.number(key, 0.0, required=True) or 0.0 for key in ("isl", "osl", "output_tok_s"))
    told = row.period("date")
    point = MeasuredPoint(
        product=row.text("product", required=True),
        count=row.whole("count", required=True),
        model=row.text("model", required=True),
        precision=row.word("precision", PRECISIONS),
        isl=isl,
        osl=osl,
        output_tok_s=rate,
        concurrency=row.whole("concurrency"),
        tok_s_user=row.number("tok_s_user") or 0.0,
        ttft_s=row.number("ttft_s"),
        engine=row.text("engine"),
        date=str(told) if told else day,
        source=source.publisher,
        note=row.text("note"),
    )
    row.done()
    return None if row.bad else point


def _kw_all_in(row: Row) -> float | None:
    kw, (least, most) = row.number("kw_all_in"), _KW
    if kw is not None and not least <= kw <= most:
        in_watts = f"; if watts are meant, write {kw / 1000:g}" if least <= kw / 1000 <= most else ""
        in_mw = f"; if megawatts are meant, write {kw * 1000:g}" if least <= kw * 1000 <= most and kw < least else ""
        row.error(
            f"kw_all_in = {kw:g} is in kW of one accelerator, from {least:g} to {most:g}{in_watts}{in_mw}", "kw_all_in"
        )
    return kw


def _observed(row: Row, day: str) -> str:
    """The day a price was seen: the row's own, else the group's, else the source's where that is a whole day."""
    if told := row.day("observed"):
        return told
    if len(day) != len("2026-09-16"):
        row.error("observed is missing: neither the group nor the source's published date gives a whole day")
    return day


def _check_quality(row: Row, quality: str, reason: str) -> None:
    if quality != "ok" and not reason:
        row.error(f"quality {quoted(quality)} needs a reason", "quality")
