"""How well the performance model meets measured runs: a file of them, the catalogue's products, and the errors."""

from __future__ import annotations

import csv
import dataclasses
import math
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tracker import assemble
from tracker.actions.build import ensure_database
from tracker.actions.extraction import read_lines
from tracker.catalogue.whole import plain
from tracker.model.catalogue import Names
from tracker.model.errors import DocumentError
from tracker.model.performance import Accelerator, ModelArch
from tracker.store.names import read_names
from tracker.store.reader import reading

if TYPE_CHECKING:
    from tracker.metrics.evaluation import Evaluation
    from tracker.metrics.runs import Run

_PRICES = ("usd_per_hour", "hyperscaler_tco_usd_h")
"""Columns of a price file in the order in which they are taken: USD an hour of one accelerator."""


@dataclass(slots=True)
class Read:
    """What a file of runs gave, and what of it could not be used. Counts are of rows, by reason or name."""

    rows: int
    runs: list[Run]
    excluded: Counter[str]
    unknown_products: Counter[str]
    unknown_models: Counter[str]
    no_figures: Counter[str]
    """Products of which the catalogue knows too little to compute with."""
    recounted: int = 0
    """Runs whose accelerators the table counted more than once, see `runs.counted`."""


def evaluate_metrics(
    points: Path,
    *,
    anchors: Path | None = None,
    prices: Path | None = None,
    folds: int = 0,
    database: Path | None = None,
) -> dict[str, Any]:
    """Hold the model against the runs of `points`; all figures by name, ready for JSON, None where there is none.

    Specs come from `database`, else from the catalogue alone. Measured runs that ship with the product play no part:
    `anchors` may vouch for other runs, and with `folds` the runs of other folds of `points`. Raises DocumentError where a
    file is not in the format, with file and line.
    """
    from tracker.metrics.evaluation import evaluate
    from tracker.metrics.forecast import possible

    with tempfile.TemporaryDirectory() as folder:
        path = database or Path(folder) / "catalogue.db"
        if database is None:
            ensure_database(path)
        with reading(path) as reader:
            given = assemble.gather(reader)
            known = _Known(read_names(reader.db), given)
    told = known.read(points)
    vouching = known.read(anchors).runs if anchors else []
    witnesses = possible(vouching, given.stack)
    usd, unpriced = known.prices(prices) if prices else ({}, set[str]())
    result = evaluate(told.runs, given.stack, anchors=witnesses, folds=folds, usd=usd)
    return {
        "rows": told.rows, "evaluated": len(told.runs), "excluded": dict(told.excluded), "recounted": told.recounted,
        "unknown_products": dict(told.unknown_products), "unknown_models": dict(told.unknown_models),
        "products_without_figures": dict(told.no_figures),
        "anchors": len(witnesses), "anchors_set_aside": len(vouching) - len(witnesses), "folds": folds,
        "unknown_in_prices": sorted(unpriced), **_figures(result),
    }  # fmt: skip


def _figures(result: Evaluation) -> dict[str, Any]:
    found = _plain(result.overall)
    order = _plain(result.order)
    return {
        **found, **order,
        **{name: {key: _plain(one) for key, one in getattr(result, name).items()}
           for name in ("by_product", "by_model", "by_scenario", "by_basis", "naive")},
    }  # fmt: skip


def _plain(one: Any) -> dict[str, Any]:
    """A dataclass of numbers; what could not be computed is None."""
    return {
        key: None if isinstance(value, float) and math.isnan(value) else value
        for key, value in dataclasses.asdict(one).items()
    }


class _Known:
    """Products and models by all their names."""

    def __init__(self, names: Names, given: assemble.Inputs) -> None:
        self.accelerators = {acc.slug: acc for acc in given.accelerators}
        self.products = _product_names(names)
        self.models: dict[str, ModelArch] = {}
        for model in given.models.values():
            for name in (model.slug, model.name, *model.aliases):
                self.models.setdefault(plain(name), model)

    def read(self, path: Path) -> Read:
        """The runs of a file that compare and whose product and model are known."""
        from tracker.metrics.runs import COLUMNS, excluded, read_run, told_count

        told = Read(0, [], Counter(), Counter(), Counter(), Counter())
        for place, row in _rows(path, COLUMNS):
            told.rows += 1
            try:
                if reason := excluded(row):
                    told.excluded[reason] += 1
                elif pair := self._pair(row, told):
                    told.runs.append(read_run(row, *pair))
                    told.recounted += told_count(row) != int(float(row["n_accelerators"]))
            except ValueError as error:
                raise DocumentError(f"{place}: {error}") from None
        return told

    def _pair(self, row: dict[str, str], told: Read) -> tuple[Accelerator, ModelArch] | None:
        slug = self.products.get(plain(row["accelerator"]))
        model = self.models.get(plain(row["model"]))
        acc = self.accelerators.get(slug or "")
        if slug is None:
            told.unknown_products[row["accelerator"]] += 1
        elif acc is None or not _computable(acc):
            told.no_figures[slug] += 1
        elif model is None:
            told.unknown_models[row["model"]] += 1
        else:
            return acc, model
        return None

    def prices(self, path: Path) -> tuple[dict[str, float], set[str]]:
        """USD an hour by product slug, and the names that are unknown. Rows without a price are left out."""
        found: dict[str, float] = {}
        unknown: set[str] = set()
        for place, row in _rows(path, ("accelerator",)):
            column = next((name for name in _PRICES if name in row), None)
            if column is None:
                raise DocumentError(f"{path}: no column {' or '.join(_PRICES)}: what does an hour cost?")
            if not (text := row[column]):
                continue
            try:
                price = float(text)
            except ValueError:
                raise DocumentError(f"{place}: {column} {text!r} is no number") from None
            if not 0 < price < 1e6:
                raise DocumentError(f"{place}: {column} must be above zero, not {text}")
            slug = self.products.get(plain(row["accelerator"]))
            if slug:
                found[slug] = price
            else:
                unknown.add(row["accelerator"])
        return found, unknown


def _product_names(names: Names) -> dict[str, str]:
    """Plain name -> slug. Full names win over short ones, and ambiguous ones are none."""
    vendors = {vendor.slug: vendor.name for vendor in names.vendors}
    found: dict[str, str] = {}
    for product in names.products:
        full = (product.slug, f"{vendors.get(product.vendor, '')} {product.name}")
        aliases = (alias.text for alias in product.aliases if not alias.ambiguous)
        for name in (*full, product.name, product.slug.partition("/")[2], *aliases):
            found.setdefault(plain(name), product.slug)
    return found


def _computable(acc: Accelerator) -> bool:
    return bool(acc.memory_bytes and acc.memory_bytes_per_s and any(acc.flops.values()) and not acc.sram_machine)


def _rows(path: Path, wanted: Iterable[str]) -> Iterator[tuple[str, dict[str, str]]]:
    """(file:line, row) of a CSV file. Raises DocumentError for what is not one, or lacks a column."""
    try:
        text = b"".join(read_lines(path)).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise DocumentError(f"{path}: no UTF-8 text at byte {error.start}") from None
    table = csv.DictReader(text.splitlines())
    try:
        missing = [name for name in wanted if name not in (table.fieldnames or ())]
    except csv.Error as error:
        raise DocumentError(f"{path}:1: the header cannot be read ({error}): write one line of column names") from None
    if missing:
        raise DocumentError(f"{path}:1: no column {', '.join(missing)}; a table in the calibration format is wanted")
    while True:
        try:
            row = next(table)
        except StopIteration:
            return
        except csv.Error as error:
            raise DocumentError(
                f"{path}:{table.line_num + 1}: no CSV ({error}): check the quotes of this row"
            ) from None
        yield (
            f"{path}:{table.line_num}",
            {key: (value or "").strip() for key, value in row.items() if isinstance(key, str)},
        )
