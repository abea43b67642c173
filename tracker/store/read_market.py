"""Reading prices, token prices and rankings."""

from __future__ import annotations

from tracker.model.market import (
    CostRow,
    CurrentPrice,
    CurrentTokenPrice,
    MeasuredRow,
    PriceRow,
    TokenPriceRow,
    WorkloadRow,
)
from tracker.store.reader import Reader


def current_prices(reader: Reader, product: str = "", flagged: bool = True) -> list[CurrentPrice]:
    where = ("product_slug = :product" if product else "1") + ("" if flagged else " AND quality = 'ok'")
    return reader.rows(
        CurrentPrice, "current_prices", where, {"product": product} if product else None,
        "ORDER BY product_slug, quality <> 'ok', usd_per_accelerator_hour, offer_id",
    )  # fmt: skip


def first_price_day(reader: Reader, product: str = "") -> str:
    """The UTC day of the oldest price of a product, or of any; empty where there is none."""
    where = "WHERE o.product_id = (SELECT id FROM product WHERE slug = :product)" if product else ""
    rows = reader.all(
        f"SELECT coalesce(substr(min(h.observed_at), 1, 10), '') FROM price h JOIN offer o ON o.id = h.offer_id {where}",
        {"product": product},
    )
    return str(rows[0][0])


def price_history(reader: Reader, offer_id: str) -> list[PriceRow]:
    return reader.rows(PriceRow, "prices", "offer_id = :offer", {"offer": offer_id}, "ORDER BY observed_at")


def token_prices(reader: Reader, model: str = "") -> list[CurrentTokenPrice]:
    where = "model_slug = :model" if model else "1"
    return reader.rows(
        CurrentTokenPrice, "current_token_prices", where, {"model": model} if model else None,
        "ORDER BY model_slug, quality <> 'ok', usd_per_mtok_out, token_offer_id",
    )  # fmt: skip


def token_price_history(reader: Reader, token_offer_id: str) -> list[TokenPriceRow]:
    return reader.rows(
        TokenPriceRow, "token_prices", "token_offer_id = :offer", {"offer": token_offer_id}, "ORDER BY observed_at"
    )


def workloads(reader: Reader) -> list[WorkloadRow]:
    return reader.rows(WorkloadRow, "workloads", tail="ORDER BY sort")


def price_bases(reader: Reader, workload: str) -> list[str]:
    """Price bases with a stored ranking of this workload."""
    rows = reader.all(
        "SELECT DISTINCT price_basis FROM cost_per_token WHERE workload = :w AND rank IS NOT NULL ORDER BY 1",
        {"w": workload},
    )
    return [row[0] for row in rows]


def rankings(reader: Reader, workload: str, price_basis: str) -> list[CostRow]:
    """The stored ranking: figures by rank, then the products without a figure."""
    return reader.rows(
        CostRow,
        "cost_per_token",
        "workload = :workload AND price_basis = :basis",
        {"workload": workload, "basis": price_basis},
        "ORDER BY rank IS NULL, rank, reason, product_slug",
    )


def ranking_row(reader: Reader, ranking_id: str) -> CostRow | None:
    rows = reader.rows(CostRow, "cost_per_token", "ranking_id = :id", {"id": ranking_id})
    return rows[0] if rows else None


def measured_points(reader: Reader, product: str = "", model: str = "", all_of_them: bool = False) -> list[MeasuredRow]:
    """The runs that anchor, or `all_of_them`: older ones and those set aside too; newest first within a configuration."""
    told = {name: value for name, value in (("product", product), ("model", model)) if value}
    where = [f"{name}_slug = :{name}" for name in told] + ([] if all_of_them else ["anchor"])
    return reader.rows(
        MeasuredRow, "measured_points", " AND ".join(where) or "1", told,
        "ORDER BY product_slug, model_slug, isl, osl, precision, n_accelerators, concurrency, configuration, anchor DESC, "
        "known_on DESC, measured_id",
    )  # fmt: skip


def measured_point(reader: Reader, measured_id: str) -> MeasuredRow | None:
    rows = reader.rows(MeasuredRow, "measured_points", "measured_id = :id", {"id": measured_id})
    return rows[0] if rows else None
