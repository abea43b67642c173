"""A small name table for the tests of the extract room, and short ways to read a sentence with it."""

from __future__ import annotations

from tracker.extract import Extractor
from tracker.model.catalogue import Names
from tracker.model.document import Document, Facts
from tracker.model.fact import told
from tracker.model.period import Period
from tracker.model.product import Alias, PartOf, Product, Vendor


def _vendor(slug: str, name: str, kind: str = "chip", *aliases: str) -> Vendor:
    return Vendor(slug=slug, name=name, kind=kind, aliases=tuple(Alias(text=a) for a in aliases))  # type: ignore[arg-type]


def _product(slug: str, name: str, kind: str, family: str = "", *aliases: str, **more: object) -> Product:
    sure = tuple(Alias(text=a.rstrip("?"), ambiguous=a.endswith("?")) for a in aliases)
    return Product(slug=slug, vendor=slug.split("/")[0], name=name, kind=kind, family=family, aliases=sure, **more)  # type: ignore[arg-type]


NAMES = Names(
    vendors=(
        _vendor("nvidia", "NVIDIA"),
        _vendor("amd", "AMD"),
        _vendor("aws", "AWS", "cloud", "Amazon", "Amazon Web Services"),
        _vendor("google", "Google", "cloud", "Google Cloud"),
        _vendor("microsoft", "Microsoft", "cloud", "Azure", "Microsoft Azure"),
        _vendor("groq", "Groq"),
        _vendor("oracle", "Oracle", "cloud"),
        _vendor("anthropic", "Anthropic", "model"),
    ),
    products=(
        _product("nvidia/h100", "H100", "package", "Hopper", "H100 SXM"),
        _product("nvidia/h200", "H200", "package", "Hopper"),
        _product("nvidia/b200", "B200", "package", "Blackwell"),
        _product("nvidia/blackwell", "Blackwell", "line", "Blackwell", "Blackwell?", "Blackwell GPUs"),
        _product(
            "nvidia/rubin", "Rubin", "package", "Rubin", "Rubin?",
            part_of=(PartOf(whole="nvidia/vera-rubin-nvl72", count=72),),
        ),
        _product("nvidia/vera-rubin-nvl72", "Vera Rubin NVL72", "rack", "Rubin"),
        _product("amd/mi300x", "MI300X", "package", "Instinct", "MI300", "Instinct MI300X"),
        _product("amd/mi355x", "MI355X", "package", "Instinct", "MI355"),
        _product("aws/trainium", "Trainium", "line", "Trainium"),
        _product("aws/trainium2", "Trainium2", "chip", "Trainium"),
        _product("aws/trainium3", "Trainium3", "chip", "Trainium"),
        _product("aws/trn3-ultraserver", "Trainium3 UltraServer", "server", "Trainium", "Trn3 UltraServer"),
        _product("google/tpu", "TPU", "line", "TPU", "TPUs", "Tensor Processing Unit"),
        _product("google/tpu-v6e", "TPU v6 Trillium", "chip", "TPU", "Trillium", "TPU v6e"),
        _product("google/tpu-v7", "TPU v7 Ironwood", "chip", "TPU", "Ironwood", "TPU v7"),
        _product("microsoft/maia-100", "Maia 100", "package", "Maia"),
        _product("microsoft/maia-200", "Maia 200", "package", "Maia"),
        _product("groq/lpu", "LPU", "line", "LPU", "Groq LPU"),
    ),
)  # fmt: skip

EXTRACTOR = Extractor(NAMES)


def read(text: str, published: str | None = "2026-03-11", title: str = "") -> Facts:
    day = Period.parse(published) if published else None
    return EXTRACTOR.read(Document(id="t", text=text, title=title, published=day))


def specs(text: str, published: str | None = "2026-03-11") -> set[tuple[str, str, str, str, str | None, str]]:
    """(product, field, printed, unit, precision, scope) of the accepted claims."""
    return {
        (c.product, c.field, c.printed, c.unit, c.precision, c.scope) for c in read(text, published).claims if told(c)
    }


def happened(text: str, published: str | None = "2026-03-11") -> set[tuple[str, str, str | None]]:
    """(product, type, date) of the events that were asserted, whatever the document as a whole is."""
    return {(e.product, e.type, str(e.period) if e.period else None) for e in read(text, published).events if told(e)}


def ratios(text: str) -> set[tuple[str, str, str, float]]:
    return {
        (r.subject, r.object or r.object_text, r.metric, round(r.factor, 3)) for r in read(text).relations if told(r)
    }
