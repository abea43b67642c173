"""Hardware and makers that texts name and the catalogue does not curate: read as provisional, never as a neighbour.

Two tables: makers of accelerators outside the catalogue, and products whose names no numbered family teaches.
"""

from __future__ import annotations

from collections.abc import Iterator

from tracker.extract.families import provisional
from tracker.model.catalogue import Names
from tracker.model.product import Alias, Product, Vendor
from tracker.model.words import ProductKind

_MAKERS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("axera", "Axera", ()),
    ("blaize", "Blaize", ()),
    ("deepx", "DeepX", ()),
    ("encharge", "EnCharge", ("EnCharge AI",)),
    ("enflame", "Enflame", ("Enflame Technology", "燧原", "燧原科技")),
    ("esperanto", "Esperanto Technologies", ()),
    ("edgecortix", "EdgeCortix", ()),
    ("fractile", "Fractile", ()),
    ("hailo", "Hailo", ("Hailo Technologies",)),
    ("hyperaccel", "HyperAccel", ("하이퍼엑셀",)),
    ("houmo", "Houmo", ("Houmo AI", "后摩智能")),
    ("hygon", "Hygon", ("海光", "海光信息")),
    ("iluvatar", "Iluvatar CoreX", ("Iluvatar", "天数智芯")),
    ("kalray", "Kalray", ()),
    ("kinara", "Kinara", ()),
    ("lightelligence", "Lightelligence", ()),
    ("lightmatter", "Lightmatter", ()),
    ("lisuan", "Lisuan", ("Lisuan Technology", "Lisuan Tech", "砺算", "砺算科技")),
    ("matx", "MatX", ()),
    ("mobilint", "Mobilint", ()),
    ("memryx", "MemryX", ()),
    ("mythic", "Mythic AI", ()),
    ("neuchips", "Neuchips", ()),
    ("neureality", "NeuReality", ()),
    ("netrasemi", "Netrasemi", ()),
    ("nextsilicon", "NextSilicon", ()),
    ("olix", "Olix", ()),
    ("pezy", "PEZY", ("PEZY Computing",)),
    ("sapeon", "SAPEON", ("사피온", "사피온코리아")),
    ("sima", "SiMa.ai", ("SiMa Technologies",)),
    ("sophgo", "Sophgo", ()),
    ("tachyum", "Tachyum", ()),
    ("vastai", "Vastai", ("Vastai Technologies", "瀚博", "瀚博半导体")),
    ("tensordyne", "Tensordyne", ("Recogni",)),
)
"""Slug, name, other names."""

_Row = tuple[str, str, ProductKind, str, tuple[str, ...]]
_PRODUCTS: tuple[_Row, ...] = (
    ("alibaba", "PPU", "line", "PPU", ("T-Head PPU",)),
    ("amd", "MI100", "card", "Instinct", ("Instinct MI100",)),
    ("amd", "MI500", "line", "Instinct", ("Instinct MI500", "MI500 series")),
    ("amd", "Radeon AI Pro R9700", "card", "Radeon", ("R9700?", "Radeon R9700", "라데온 AI PRO R9700")),
    ("axelera", "Titania", "chip", "Titania", ("Titania?",)),
    ("baidu", "Kunlun P800", "chip", "Kunlun", ("P800?", "Kunlunxin P800")),
    ("biren", "BR20X", "chip", "BR", ()),
    ("cambricon", "MLU370", "card", "MLU", ()),
    ("d-matrix", "SquadRack", "rack", "Corsair", ()),
    ("deepx", "DX-H1", "card", "DX", ()),
    ("deepx", "DX-M1", "chip", "DX", ()),
    ("deepx", "DX-M2", "chip", "DX", ()),
    ("encharge", "EN100", "card", "EN", ("EN100?",)),
    ("enflame", "S60", "card", "S", ("S60?",)),
    ("enflame", "L600", "card", "L", ("L600?",)),
    ("enflame", "CloudBlazer", "line", "CloudBlazer", ("Enflame CloudBlazer", "云燧")),
    ("furiosaai", "NXT", "server", "RNGD", ("NXT?", "NXT RNGD", "NXT RNGD Server", "Furiosa NXT")),
    ("furiosaai", "Warboy", "card", "Warboy", ("Warboy?",)),
    ("graphcore", "Bow-2000", "server", "Bow", ()),
    ("graphcore", "IPU-M2000", "server", "IPU", ("M2000?",)),
    ("graphcore", "C600", "card", "IPU", ("C600?",)),
    ("groq", "LPU v2", "chip", "LPU", ()),
    ("groq", "GroqRack", "rack", "LPU", ()),
    ("hailo", "Hailo-8", "chip", "Hailo", ()),
    ("hailo", "Hailo-10H", "chip", "Hailo", ("10H?",)),
    ("huawei", "Atlas 300I Duo", "card", "Atlas", ()),
    ("huawei", "Atlas 300I Pro", "card", "Atlas", ()),
    ("hygon", "BW1000", "card", "DCU", ("BW1000?",)),
    ("hygon", "DCU", "line", "DCU", ("DCU?",)),
    ("hyperaccel", "Bertha", "chip", "Bertha", ("Bertha?",)),
    ("hyperaccel", "Bertha 500", "card", "Bertha", ()),
    ("ibm", "NorthPole", "chip", "NorthPole", ()),
    ("iluvatar", "BI-150", "card", "BI", ("BI-V150", "天垓150")),
    ("kalray", "Coolidge", "chip", "Coolidge", ()),
    ("nextsilicon", "Maverick-2", "card", "Maverick", ()),
    ("nvidia", "A10", "card", "Ampere", ()),
    ("nvidia", "A30", "card", "Ampere", ()),
    ("nvidia", "A800", "package", "Ampere", ()),
    ("nvidia", "DGX-1", "server", "DGX", ()),
    ("nvidia", "DGX-2", "server", "DGX", ()),
    ("nvidia", "DGX A100", "server", "Ampere", ()),
    ("nvidia", "DGX GB200", "rack", "Blackwell", ()),
    ("nvidia", "DGX GB300", "rack", "Blackwell Ultra", ()),
    ("nvidia", "DGX SuperPOD", "pod", "DGX", ()),
    ("nvidia", "GB10", "superchip", "Blackwell", ("GB10 Superchip",)),
    ("nvidia", "HGX A100", "server", "Ampere", ()),
    ("nvidia", "Jetson AGX Orin", "card", "Jetson", ("AGX Orin",)),
    ("nvidia", "Jetson Orin", "card", "Jetson", ()),
    ("nvidia", "Jetson Orin Nano", "card", "Jetson", ("Orin Nano",)),
    ("nvidia", "Jetson Orin NX", "card", "Jetson", ("Orin NX",)),
    ("nvidia", "Kyber", "rack", "Rubin", ("Kyber?",)),
    ("nvidia", "L4", "card", "Ada Lovelace", ()),
    ("nvidia", "L20", "card", "Ada Lovelace", ()),
    ("nvidia", "L40", "card", "Ada Lovelace", ()),
    ("nvidia", "Orin", "chip", "Orin", ("Orin?",)),
    ("nvidia", "P40", "card", "Pascal", ("P40?", "Tesla P40")),
    ("nvidia", "RTX 6000 Ada", "card", "Ada Lovelace", ("RTX 6000 Ada Generation",)),
    ("nvidia", "RTX A6000", "card", "Ampere", ("A6000?",)),
    ("nvidia", "RTX Pro Server", "server", "Blackwell", ()),
    ("nvidia", "RTX 4000 SFF Ada", "card", "Ada Lovelace", ("RTX 4000 SFF Ada Generation",)),
    ("nvidia", "T4", "card", "Turing", ()),
    ("nvidia", "Tesla K80", "card", "Kepler", ("K80?",)),
    ("pezy", "SC3", "chip", "SC", ("SC3?", "PEZY-SC3")),
    ("pezy", "SC4s", "chip", "SC", ("SC4s?", "PEZY-SC4s")),
    ("positron", "Archer", "card", "Archer", ("Archer?",)),
    ("rebellions", "ATOM", "card", "Atom", ("ATOM?", "Rebellions ATOM")),
    ("rebellions", "ATOM-Max", "card", "Atom", ()),
    ("rebellions", "Rebel-Quad", "package", "Rebel", ("리벨쿼드",)),
    ("sk-hynix", "AiMX", "card", "AiM", ()),
    ("tenstorrent", "Grendel", "chip", "Grendel", ("Grendel?",)),
    ("tenstorrent", "Quasar", "chip", "Quasar", ("Quasar?",)),
    ("tesla", "Dojo 2", "chip", "Dojo", ("Dojo2",)),
)
"""Vendor, name, kind, family, other names; a question mark behind a name says that it has other meanings."""

MORE_NAMES: dict[str, tuple[Alias, ...]] = {
    slug: tuple(Alias(text=text.removesuffix("?"), ambiguous=text.endswith("?")) for text in texts)
    for slug, texts in (
        ("cerebras/wse", ("Cerebras wafer", "Cerebras wafers", "Wafer-scale chip?", "Wafer-scale chips?",
                          "Wafer-scale processor?", "Wafer-scale processors?")),
        ("groq/lpu", ("Groq chip", "Groq chips", "Groq hardware", "Groq accelerators", "Groq silicon")),
        ("graphcore/bow", ("Bow?",)),
        ("graphcore/ipu", ("Graphcore chips", "Graphcore processors")),
        ("intel/gaudi", ("Gaudi accelerators", "Gaudi chips")),
        ("baidu/kunlun-m100", ("M100?",)),
        ("baidu/kunlun-m300", ("M300?",)),
        ("furiosaai/rngd", ("레니게이드",)),
        ("rebellions/rebel100", ("Rebel-100", "리벨100")),
    )
}  # fmt: skip
"""Slug -> spellings of a catalogue's product that its file does not have: the line as "<maker>'s chips", short forms."""


def with_further(names: Names) -> Names:
    """The name table with what stands here and not there. Its own rows win; those that an earlier reading brought in
    without their other names get them back."""
    vendors = {v.slug: v for v in names.vendors}
    for v in _makers():
        if v.slug not in vendors or not vendors[v.slug].aliases:
            vendors[v.slug] = v
    products = {p.slug: p for p in names.products}
    for p in _products():
        if p.vendor in vendors and (p.slug not in products or products[p.slug].provisional):
            products[p.slug] = p
    return Names(vendors=tuple(vendors.values()), products=tuple(products.values()))


def _makers() -> Iterator[Vendor]:
    for slug, name, others in _MAKERS:
        yield Vendor(slug=slug, name=name, kind="chip", aliases=tuple(Alias(text=text) for text in others))


def _products() -> Iterator[Product]:
    for vendor, name, kind, family, others in _PRODUCTS:
        aliases = tuple(Alias(text=text.removesuffix("?"), ambiguous=text.endswith("?")) for text in others)
        yield provisional(vendor, name, kind, family, aliases)
