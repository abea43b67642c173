"""Price lists as their sources print them: what is asked for, and what an answer held, still under the source's names."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from tracker.model.words import ListFault, Quality, Term


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """One request of a price source. Validators, history and failures are kept by source and `name`."""

    name: str
    """Which part of the source this is ("", "eastus", "groq"): stable from run to run."""
    url: str
    payload: bytes | None = None
    """JSON to POST; None is a GET."""
    mirror: str = ""
    """Where the same bytes are had after a 429."""
    carried: bytes = b""
    """What an answer before this one said, for a list that takes two; handed back to the connector untouched, never sent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What the catalogue would like to know, for sources that must be asked for each thing by name."""

    today: str
    """UTC day."""
    skus: tuple[str, ...] = ()
    """Instance types that the catalogue maps to a product, as their provider writes them."""
    is_model: Callable[[str], bool] = field(default=lambda name: False)
    """Whether a provider's name for a model is one of the catalogue's models."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedOffer:
    """A price of hardware, checked. `usd_per_hour` is of the whole instance with `count` accelerators."""

    provider: str
    """As the source names it: "aws", "nebius"."""
    sku: str
    accelerator: str
    """As the source names it ("H100", "tpu-v6e"); empty where it does not, then `sku` has to tell."""
    memory_gib: float | None = None
    """Of one accelerator, where the source says: tells variants of one name apart."""
    count: int
    region: str = ""
    term: Term = "on_demand"
    usd_per_hour: float
    valid_from: str | None = None
    """UTC day or second, as the provider says."""
    seen: str = ""
    """UTC day or second at which the source saw it; empty: now. For dated archives."""
    quality: Quality = "ok"
    reason: str = ""
    """Why the quality is not ok."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedToken:
    """A provider's price for one model, USD per million tokens."""

    provider: str
    """As the source names it: "groq", "amazon-bedrock"."""
    provider_name: str = ""
    """For people, where the source has one."""
    model: str
    """As the source names it."""
    names: tuple[str, ...] = ()
    """Other names that the source gives the same model (a Hugging Face id, say)."""
    endpoint: str = ""
    """What tells two offers of one provider for one model apart, beside the tier: the provider's own id, a quantisation."""
    tier: str = ""
    """Condition of the price: "", "over 200k tokens", "batch", "free"."""
    usd_per_mtok_in: float
    usd_per_mtok_cached_in: float | None = None
    usd_per_mtok_out: float
    valid_from: str | None = None
    seen: str = ""
    quality: Quality = "ok"
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedSpec:
    """A figure of a hardware table, in the base unit of its field (tracker.model.fields)."""

    product: str
    """As the source names it."""
    field: str
    value: float
    printed: str
    unit: str
    quote: str
    """Words of the row that bear it out."""
    precision: str = ""
    sparsity: str = "unstated"
    direction: str = "unstated"
    link: str = ""
    """Where the table says it has the figure from."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadList:
    """What an answer held. A faulty row is a fault and the others go on; a `broken` answer is not used at all."""

    rows: int = 0
    """Rows that could have been prices, the faulty ones too."""
    offers: tuple[ListedOffer, ...] = ()
    tokens: tuple[ListedToken, ...] = ()
    specs: tuple[ListedSpec, ...] = ()
    faults: tuple[str, ...] = ()
    """`place: what is wrong`, one line each; the first ones where there are many."""
    n_faults: int = 0
    broken: str = ""
    """Why nothing of the answer may be used, one line."""
    fault: ListFault = ""
    """The same for programs."""
    more: tuple[Ask, ...] = ()
    """What has to be asked next for the same part: another page, the file behind a version. Names are those of the part."""
    new_parts: tuple[Ask, ...] = ()
    """Further parts that this answer names (endpoints of a model), each with a name, validators and history of its own."""
    published: str = ""
    """UTC day that the source gives for the whole list; empty where it gives none."""
    frozen: str = ""
    """Why the source itself says that this list is no longer kept; its prices are stale."""
