"""The catalogue that is shipped is sound, and its figures are those of the lists that they were taken from."""

import csv
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from tracker.catalogue import check, load
from tracker.model.catalogue import Catalogue
from tracker.model.price import Offer
from tracker.paths import catalogue_dir

SHARED = Path(__file__).resolve().parents[2].parent / "shared"
needs_shared = pytest.mark.skipif(not SHARED.is_dir(), reason="the kit's data is not beside this checkout")


@cache
def shipped() -> Catalogue:
    return load(catalogue_dir())


def offers() -> list[Offer]:
    return [offer for facts in shipped().facts for offer in facts.offers]


def test_the_shipped_catalogue_has_no_error() -> None:
    assert [str(p) for p in check(catalogue_dir()) if p.severity == "error"] == []


@pytest.mark.parametrize(
    ("provider", "product", "usd"),
    [
        ("nebius", "nvidia/h100", 2.95),
        ("aws", "nvidia/h100", 6.88),
        ("oracle", "nvidia/h100", 10.00),
        ("microsoft", "nvidia/h100", 12.29),
        ("nebius", "nvidia/h200", 3.50),
        ("aws", "nvidia/h200", 7.912),
        ("oracle", "nvidia/h200", 10.00),
        ("nebius", "nvidia/b200", 5.50),
        ("aws", "nvidia/b200", 14.2416),
        ("oracle", "nvidia/b200", 14.00),
        ("oracle", "nvidia/gb300", 18.00),
        ("oracle", "amd/mi355x", 8.60),
        ("oracle", "amd/mi300x", 6.00),
        ("google", "google/tpu-v6e", 2.70),
    ],
)
def test_known_prices_of_one_accelerator(provider: str, product: str, usd: float) -> None:
    found = {
        round(o.usd_per_hour / o.count, 4)
        for o in offers()
        if (o.provider, o.product, o.term) == (provider, product, "on_demand")
    }
    assert usd in found


def test_no_sentinel_or_host_only_price_got_in() -> None:
    for offer in offers():
        assert 0.1 < offer.usd_per_hour / offer.count < 20, offer
        assert not offer.sku.startswith(("a2-", "a3-")), offer


def test_owned_prices_come_with_their_power() -> None:
    owned = [o for o in offers() if o.term == "owned"]
    assert len({o.product for o in owned}) == 9
    assert all(o.kw_all_in and 1 < o.kw_all_in < 3 for o in owned)
    assert {o.product for o in owned if "placeholder" in o.reason} == {"nvidia/b300", "nvidia/gb300"}


def test_the_model_of_every_workload_has_measured_runs() -> None:
    runs = Counter(point.model for facts in shipped().facts for point in facts.measured)
    assert {w.model for w in shipped().workloads} <= set(runs)
    assert sum(runs.values()) >= 80


@needs_shared
def test_models_are_those_of_the_list() -> None:
    models = {m.name: m for m in shipped().models}
    with (SHARED / "measured" / "models.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert set(models) == {row["model"] for row in rows}
    for row in rows:
        model = models[row["model"]]
        for column in ("layers", "hidden", "kv_heads", "head_dim", "vocab", "n_experts", "kv_lora_rank"):
            assert getattr(model, column) == int(row[column]), (model.slug, column)
        assert model.params_total == float(row["params_total_b"] + "e9")
        assert (model.source == "") == ("UNVERIFIED" in row["source"])


@needs_shared
def test_measured_runs_are_rows_of_the_list_without_its_known_defects() -> None:
    with (SHARED / "measured" / "calibration.csv").open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["n_accelerators"] and row["isl"]]
    notes = {}
    for r in rows:
        shape = (r["model"].lower(), r["precision"], int(r["n_accelerators"]), float(r["isl"]), float(r["osl"]))
        notes[(*shape, f"{float(r['throughput_tok_s_per_accel'] or 0):.6g}")] = r["notes"]
    defects = ("spec=mtp", "disagg=True", "ambiguous_gpu_count=True", "concurrency_inferred=True", "MaxQ", "Power Cap")
    for facts in shipped().facts:
        for p in facts.measured:
            note = notes[(p.model, p.precision, p.count, p.isl, p.osl, f"{p.output_tok_s:.6g}")]
            assert not any(defect in note for defect in defects), p
