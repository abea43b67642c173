"""The inputs of a ranking that can be overridden: their names, units and what they change."""

from __future__ import annotations

from dataclasses import dataclass

from tracker.model.scenario import Of


@dataclass(frozen=True, slots=True)
class Settable:
    """`base` is the unit of values; `attribute` the name in the inputs of the metrics. Limits are inclusive."""

    name: str
    of: Of
    label: str
    base: str
    attribute: str
    example: str
    low: float = 0.0
    high: float = 1e20
    whole: bool = False


def _model(name: str, label: str, example: str, low: float = 0.0, whole: bool = True) -> Settable:
    return Settable(name, "model", label, "count", name, example, low, 1e14, whole=whole)


_ROWS = (
    Settable("memory_capacity", "product", "memory", "byte", "memory_bytes", "288GB"),
    Settable("memory_bandwidth", "product", "memory bandwidth", "byte/s", "memory_bytes_per_s", "8TB/s"),
    Settable("interconnect_bandwidth", "product", "scale-up bandwidth", "byte/s", "link_bytes_per_s", "900GB/s"),
    Settable("scale_up_size", "product", "scale-up domain", "chips", "domain", "72", 1, 100_000, whole=True),
    Settable("power", "product", "power", "W", "watts", "1.2kW"),
    Settable("peak_compute", "product", "peak compute", "FLOP/s", "flops", "2.5PFLOPS"),
    Settable("price_hourly", "price", "price of an accelerator hour", "USD/h", "usd_per_hour", "2.10", 1e-4, 1000),
    Settable("kw_all_in", "price", "facility power of one accelerator", "W", "kw_all_in", "1.9kW", 10, 100_000),
    Settable("capex", "price", "price of one accelerator with its share of the server", "USD", "capex_usd", "30000", 50, 1e7),
    Settable("electricity", "ownership", "electricity", "USD/kWh", "usd_per_kwh", "0.12", 0, 5),
    Settable("life_years", "ownership", "life of owned hardware", "years", "life_years", "5", 0.25, 30),
    Settable("wacc", "ownership", "cost of capital a year", "share", "wacc", "9%", 0, 1),
    Settable("availability", "ownership", "share of the hours in which owned hardware can serve", "share", "availability",
             "0.97", 0.01, 1),
    Settable("colo", "ownership", "colocation of a kW for a month", "USD/kW/month", "colo_usd_per_kw_month", "130", 0, 10_000),
    Settable("opex", "ownership", "running costs of an hour", "USD/h", "opex_usd_per_hour", "0.10", 0, 1000),
    Settable("utilisation", "load", "share of the hours in use", "share", "utilisation", "80%", 1e-6, 1),
    Settable("isl", "load", "input tokens of a request", "tokens", "isl", "8192", 1, 1e7, whole=True),
    Settable("osl", "load", "output tokens of a request", "tokens", "osl", "1024", 1, 1e7, whole=True),
    Settable("cached_fraction", "load", "share of input that is cached", "share", "cached_fraction", "90%", 0, 1),
    Settable("floor_tok_s_user", "load", "speed that a user must see", "tok/s/user", "floor_tok_s_user", "50", 0, 100_000),
    _model("params_total", "parameters", "70B", 1e6, whole=False),
    _model("params_active", "parameters that a token uses", "17B", 1e6, whole=False),
    _model("layers", "layers", "80", 1),
    _model("hidden", "hidden width", "8192", 1),
    _model("heads", "attention heads", "64", 1),
    _model("kv_heads", "heads of the KV cache", "8", 1),
    _model("head_dim", "width of a head", "128", 1),
    _model("n_experts", "experts", "128"),
    _model("experts_active", "experts that a token uses", "8"),
    _model("moe_intermediate", "width of an expert", "2048"),
    _model("sliding_window", "tokens of the attention window", "4096"),
    _model("context", "tokens that a request may hold", "262144", 1),
    Settable("narrowest_precision", "serving", "narrowest precision that any accelerator may serve in", "word", "", "fp8"),
    Settable("weights_precision", "model", "precision of the released weights", "word", "weights_precision", "fp8"),
)  # fmt: skip

SETTABLE: dict[str, Settable] = {one.name: one for one in _ROWS}
OF_ONE = ("product", "price")
"""Inputs that need a product before them."""
