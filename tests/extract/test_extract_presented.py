"""Products that a text presents by name, names that its layout gives, and short names of known lines."""

from __future__ import annotations

from functools import cache

import pytest

from tracker.catalogue import load
from tracker.extract import Extractor
from tracker.extract.families import full_name
from tracker.extract.lexicon import NOT_ACCELERATORS
from tracker.model.document import Document
from tracker.paths import catalogue_dir


@cache
def extractor() -> Extractor:
    return Extractor(load(catalogue_dir()).names)


def named(text: str, title: str = "", publisher: str = "") -> set[str]:
    document = Document(id="t", text=text, title=title, publisher=publisher)
    reading = extractor()._prepared(document, text)
    full = extractor().full_names(reading)
    return {full[m.slug] for m in reading.mentions if m.product.kind not in NOT_ACCELERATORS}


@pytest.mark.parametrize(
    ("text", "products"),
    [
        (
            "Orrin Devices of Graz pulled the covers off Quillwort on Tuesday. The card holds 48 GB of LPDDR5X and draws 70 watts.",
            {"Orrin Devices Quillwort"},
        ),
        (
            "Norwegian chip designer Havstein introduced its first product, an inference card named Torsk, with 24 GB of GDDR7.",
            {"Havstein Torsk"},
        ),
        (
            "The accelerator is called Bodil. It has 1.5 GB of SRAM and draws 210 W, says the founder of Kettle Silicon.",
            {"Kettle Silicon Bodil"},
        ),
        (
            "Pontevedra Semi GmbH präsentiert Zinnober, Beschleuniger für Sprachmodelle: 5 nm, 96 GB HBM3, 300 Watt.",
            {"Pontevedra Semi Zinnober"},
        ),
        (
            "Wrenfield Compute, which nobody had heard of in May, came out with Ruff. The part does 900 TFLOPS from 96 GB of HBM3E."
            " Its predecessor Knot, in 7 nm, had 32 GB.",
            {"Wrenfield Compute Ruff", "Wrenfield Compute Knot"},
        ),
        (
            "Larkspur, a company of forty in Ghent, sells its Thrush processors. Each Thrush has 64 GB of HBM3 and draws 400 W.",
            {"Larkspur Thrush"},
        ),
        (
            "Curlew Systems was silent for a year. Dabchick, it says, works from 2 GB of SRAM at 90 TB/s. Twenty-four Dabchicks"
            " make a Raft, the rack that it sells.",
            {"Curlew Systems Dabchick", "Curlew Systems Raft"},
        ),
    ],
)
def test_a_text_presents_its_product(text: str, products: set[str]) -> None:
    assert named(text) == products


@pytest.mark.parametrize(
    ("text", "title", "publisher", "products"),
    [
        (
            "TEASEL T3 PCIe accelerator\nMemory: 48 GB LPDDR5X\nBandwidth: 400 GB/s\nPower: 150 W\nPeak: 300 TOPS",
            "Teasel T3 data sheet",
            "teasel-silicon.example",
            {"Teasel T3"},
        ),
        (
            "name | maker | mem | bw | tdp\nRNGD | FuriosaAI | 48 GB HBM3 | 1.5 TB/s | 180 W\n"
            "Firth F40 | Oxbow | 64 GB | 600 GB/s | 120 W",
            "",
            "",
            {"FuriosaAI RNGD", "Oxbow Firth F40"},
        ),
        (
            "星瀚科技（Xinghan）发布推理芯片“XH-200”，配备96GB HBM3，带宽3.2TB/s。搭载8张的服务器“XH-Box8”功耗4千瓦。",
            "",
            "",
            {"Xinghan XH-200", "Xinghan XH-Box8"},
        ),
        (
            "The Corrie-2 runs in Lyon: 96 GB of HBM3 at 2 TB/s, 400 W. Corrie-2 racks come next.",
            "A hospital is first with Lochan's Corrie-2",
            "Clinic & Compute",
            {"Lochan Corrie-2"},
        ),
        (
            "The TR-30, shown in May, has 40 GB of HBM3 and takes 200 W. Customers have 900 of the TR-30.",
            "Half-year report",
            "Tarn Silicon N.V., Ghent (English version)",
            {"Tarn Silicon TR-30"},
        ),
    ],
)
def test_layout_title_and_publisher_tell_name_and_maker(
    text: str, title: str, publisher: str, products: set[str]
) -> None:
    assert named(text, title, publisher) == products


@pytest.mark.parametrize(
    "text",
    [
        "Adobe unveiled Firefly on Tuesday. The model was trained on accelerators with 80 GB of HBM each, 700 W.",
        "The company showed off Ptarmigan, a switch chip of 51.2 Tb/s for accelerators with HBM, 3 nm and 500 W.",
        "Nokia launched Ravenna, a router with 16 GB of memory and 300 W, next to racks of accelerators.",
        "Sony introduced PlayStation 6 with 24 GB of GDDR7 and 30 TFLOPS at 200 W.",
        "Marie Dupont, an accelerator physicist, has 64 GB of HBM in her 400 W machine.",
        "A supercomputer called Oskar has 512 accelerators with 128 GB of HBM2e each, 560 W, said Uppsala Systems.",
        "The chip is Korean. 5 nm, 64 GB HBM3, 300 W for the accelerator of Barley Semi.",
        "Krakatoa Capital launched Fund III on Monday. The chip sector draws 300 W and 64 GB of HBM per accelerator.",
        "In Bristol, a chip start-up makes wafers of 7 nm; Bristol, an accelerator hub, has HBM of 3 TB/s.",
        "Yes, our accelerator with 64 GB of HBM3 at 300 W is on sale, says Barley Semi.",
    ],
)
def test_other_things_that_are_presented_are_no_accelerators(text: str) -> None:
    assert named(text) == set()


@pytest.mark.parametrize(
    ("text", "products"),
    [
        ("A T4 with 16 GB of memory rents for less than the L4 (24 GB, 72 W).", {"NVIDIA T4", "NVIDIA L4"}),
        ("TPU v5p pods hold 8,960 chips; half as many are in v4, says the table.", {"Google TPU v5p", "Google TPU v4"}),
        ("MTIA v2 draws 90 W, against 25 for the older v1.", {"Meta MTIA v2", "Meta MTIA v1"}),
        (
            "Which H100 do they mean: PCIe (350 W) or NVL (94 GB)?",
            {"NVIDIA H100", "NVIDIA H100 PCIe", "NVIDIA H100 NVL"},
        ),
        ("Tenstorrent sells n300 boards with 24 GB.", {"Tenstorrent Wormhole n300s"}),
        ("One RTX 6000 Ada has 48 GB.", {"NVIDIA RTX 6000 Ada"}),
        ("`google/ironwood`: 192 GB of HBM.", {"Google TPU v7 Ironwood"}),
        ("Hailo-10H runs on 2.5 W.", {"Hailo-10H"}),
    ],
)
def test_short_names_of_known_lines(text: str, products: set[str]) -> None:
    assert named(text) == products


@pytest.mark.parametrize(
    "text",
    [
        "An H100 has 50 MB of L2, which is a cache in front of 80 GB.",
        "The driver v4 is out; TPU v5p users should read the v2 release notes.",
        "NVIDIA's H100 sits in a PCIe slot beside the NVL connector.",
    ],
)
def test_caches_versions_and_slots_are_no_products(text: str) -> None:
    assert len(named(text)) == 1


def test_a_name_that_begins_with_its_maker_is_not_doubled() -> None:
    assert full_name("Hailo", "Hailo-15") == "Hailo-15"
    assert full_name("Groq", "GroqRack") == "Groq GroqRack"
