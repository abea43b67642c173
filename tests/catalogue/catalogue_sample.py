"""A small sound catalogue, as text by file name."""

ACME = """\
[vendor]
slug = "acme"
name = "Acme"
kind = "chip"
aliases = ["Acme Silicon", { text = "ACM", ambiguous = true }]

[sources]
blog = { url = "https://acme.example/one", publisher = "Acme", tier = "vendor", published = "2026-01-26" }
talk = { url = "", publisher = "someone", tier = "unverified" }

[[product]]
slug = "one"
name = "One"
kind = "package"
aliases = ["A1", { text = "Anvil", kind = "codename", ambiguous = true }]
part_of = [{ whole = "acme/rack", count = 72 }]
claims = [
  { field = "memory_capacity", value = 216, unit = "GB", source = "blog" },
  { field = "memory_bandwidth", value = 7.10, unit = "TB/s", source = "blog", asserted = "2025-Q4" },
  { field = "power", low = 700, high = 900, unit = "W", source = "talk" },
  { field = "memory_type", text = "HBM3e", source = "blog" },
]
events = [
  { type = "announced", date = "2026-01-26", note = "Shown.", source = "blog" },
]
ratios = [
  { object = "acme/zero", metric = "performance", low = 2, high = 3, source = "blog" },
]

[[product]]
slug = "zero"
name = "Zero"
kind = "chip"

[[product]]
slug = "rack"
name = "Rack 72"
kind = "rack"
claims = [
  { field = "peak_compute", value = 1.5, unit = "EFLOPS", precision = "fp4", source = "blog" },
  { field = "predecessor", text = "Acme Zero", source = "blog" },
]

[[link]]
predicate = "supplies"
object = "cloudy"
date = "2026-02"
source = "blog"
"""
CLOUDY = '[vendor]\nslug = "cloudy"\nname = "Cloudy"\nkind = "cloud"\n'
MODELS = """\
[sources]
cfg = { url = "https://models.example/cfg", publisher = "Lab", tier = "vendor" }
[[model]]
slug = "small-8b"
name = "Small 8B"
vendor = "acme"
aliases = ["small8"]
source = "cfg"
layers = 32
hidden = 4096
heads = 32
kv_heads = 8
head_dim = 128
intermediate = 14336
vocab = 128256
params_total = 8.03e9
params_active = 7.5e9
"""
WORKLOADS = (
    '[[workload]]\nslug = "chat"\nname = "Chat"\nmodel = "small-8b"\nisl = 1024\nosl = 1024\nfloor_tok_s_user = 0\n'
)
PRICES = """\
[sources]
list = { url = "https://cloudy.example/prices", publisher = "Cloudy", tier = "vendor", published = "2026-09-16" }
[[offers]]
source = "list"
rows = [
  { provider = "cloudy", product = "acme/one", sku = "one.8", count = 8, usd_per_hour = 23.60 },
  { provider = "cloudy", product = "acme/one", sku = "one.8", count = 8, term = "spot", usd_per_hour = 10, observed = "2026-09-17" },
]
[[tokens]]
source = "list"
rows = [
  { provider = "cloudy", model = "small-8b", in = 0.05, out = 0.08 },
]
"""  # noqa: E501
MEASURED = """\
[sources]
bench = { url = "https://bench.example/run", publisher = "Bench", tier = "benchmark", published = "2025-12" }
[[measured]]
source = "bench"
rows = [
  { product = "acme/one", count = 4, model = "small-8b", precision = "fp8", isl = 922, osl = 922, concurrency = 64, output_tok_s = 888.17, tok_s_user = 57.0 },
]
"""  # noqa: E501
SOUND = {
    "acme.toml": ACME,
    "cloudy.toml": CLOUDY,
    "models.toml": MODELS,
    "workloads.toml": WORKLOADS,
    "prices.toml": PRICES,
    "measured.toml": MEASURED,
}


def line_of(name: str, piece: str) -> int:
    """The line on which a piece of a sound file stands."""
    text = SOUND[name]
    return text.count("\n", 0, text.index(piece)) + 1
