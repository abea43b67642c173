"""Makers that only the text tells, codes that another maker's name leads, and names that need their company."""

from __future__ import annotations

from functools import cache

import pytest

from tracker.catalogue import load
from tracker.extract import Extractor
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
    ("text", "title", "publisher", "products"),
    [
        (
            "Ostrava has begun selling the V7 to four laboratories. The V7 has 64 GB of HBM3 and draws 210 watts.",
            "Ostrava's V7 is out",
            "Board Notes",
            {"Ostrava V7"},
        ),
        (
            "On our bench lay the W3: 48 GB of GDDR7 at 900 GB/s, 190 W. Gullane told us that a W3X comes in May.",
            "Gullane W3 on the bench",
            "The Rig",
            {"Gullane W3", "Gullane W3X"},
        ),
        (
            "Sorrel P3 — what is new\n• HBM: 96 GB, 3.2 TB/s\n• power: 500 W\n\nP3 in numbers: 900 TFLOPS FP8.",
            "Slides",
            "talk notes",
            {"Sorrel P3"},
        ),
        (
            "Brisling presented its second card in Bergen. The Q2 is a board with 64 GB of GDDR7 and 1.2 TB/s; it is out.",
            "Brisling Q2 takes on the big ones",
            "Kortnytt",
            {"Brisling Q2"},
        ),
        (
            "Lindow Semi said that the S-Two has 96 GB of HBM4, 4.1 TB/s and 480 W, against 310 W of the S-One.",
            "",
            "",
            {"Lindow Semi S-Two", "Lindow Semi S-One"},
        ),
        (
            "We're Thicket & Daughters, nine people in Leeds. Meet Sparrow, an inference chip with 2 GB of SRAM that moves 70 TB/s."
            " A Sparrow draws 160 W.",
            "Introducing Sparrow",
            "Thicket & Daughters (company blog)",
            {"Thicket & Daughters Sparrow"},
        ),
        (
            "Haddock Silicon in Turku has delivered its first 60 Minnow cards. A Minnow has 32 GB of LPDDR5X and draws 60 watts.",
            "",
            "",
            {"Haddock Silicon Minnow"},
        ),
        (
            "Peverell Silicon announces Peverell Box, a 2U appliance with six accelerators, 1.5 TB of LPDDR5X and 2.4 kW."
            " Peverell Box is on sale.",
            "",
            "",
            {"Peverell Silicon Peverell Box"},
        ),
        (
            "The Danish firm Carrick is taking orders for Plaice: 36 GB of HBM3 at 819 GB/s, 75 watts off the slot.",
            "Carrick opens orders for Plaice",
            "Nord Chips",
            {"Carrick Plaice"},
        ),
    ],
)
def test_a_company_is_told_by_what_it_does(text: str, title: str, publisher: str, products: set[str]) -> None:
    assert named(text, title, publisher) == products


@pytest.mark.parametrize(
    ("text", "title", "publisher", "wrong"),
    [
        (
            "Garvock's K3 has 48 GB of HBM3 and draws 200 W. The K3 went on sale today.",
            "Garvock's K3",
            "Harbour Semiconductor News",
            "Harbour",
        ),
        (
            "Ten of the 12L modules sit on each ship, 40 TOPS at 3 watts.",
            "Aboard",
            "Coastal Compute Quarterly",
            "Coastal",
        ),
        (
            "The D4 accelerator has 64 GB of HBM3 and draws 300 W, says Corinna Vale.",
            "",
            "The Silicon Ledger",
            "Silicon",
        ),
    ],
)
def test_a_paper_is_no_maker(text: str, title: str, publisher: str, wrong: str) -> None:
    assert not any(wrong in name for name in named(text, title, publisher))


def test_a_code_of_the_maker_that_the_text_introduces_is_not_that_of_a_known_family() -> None:
    text = (
        "Melrose showed investors its plan. T50 (on sale): 96 GB, 2.9 TB/s, 350 W. T70, due in 2027: 288 GB of HBM4, 14 TB/s."
        " The yardstick is NVIDIA's B300 with 8 TB/s."
    )
    assert named(text, "Melrose's roadmap", "Fab Letters") == {"Melrose T50", "Melrose T70", "NVIDIA B300"}


@pytest.mark.parametrize(
    "text",
    [
        "The chip has 128 MB of L2 and NVIDIA says that its GPU tops it.",
        "Next to NVIDIA's H100 stood a workstation with an Arc B70 and 24 GB.",
        "NVIDIA's cars drive at L4 autonomy with an H100 in the data center.",
    ],
)
def test_caches_levels_and_cards_of_others_are_no_nvidia_codes(text: str) -> None:
    assert not {"NVIDIA L2", "NVIDIA B70", "NVIDIA L4"} & named(text)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (
            "It beats the L40S in tokens, but an L4 lives on a third of the power, which every inference rack notes.",
            "NVIDIA L4",
        ),
        ("We trained on v5p-128 in bf16 and on H100 GPUs with the same recipe.", "Google TPU v5p"),
        ("A v4 pod came before: 4,096 chips. TPU v5p pods have 8,960 and v4 has been outgrown.", "Google TPU v4"),
        ("MTIA 300 has 216 GB. 450 keeps the power and doubles the bandwidth.", "Meta MTIA 450"),
        ("chip / HBM / process\nTrainium / 32 GB / 7 nm\nTrainium2 / 96 GB / 5 nm", "AWS Trainium"),
        ("Eight servers fill a SquadRack of d-Matrix.", "d-Matrix SquadRack"),
        ("The Maverick-2 accelerator has 96 GB of HBM3E.", "NextSilicon Maverick-2"),
        ("An H100 rents at $2.10 an hour and A6000s remain at $0.49 in this cloud.", "NVIDIA RTX A6000"),
        ("A pallet of thirty Tesla P40 GPUs, 24 GB each, was sold.", "NVIDIA P40"),
        ("AMD's R9700 cards hold 32 GB and draw 300 W under inference loads.", "AMD Radeon AI Pro R9700"),
        ("리벨리온의 리벨쿼드는 HBM3E 144GB를 탑재했다.", "Rebellions Rebel-Quad"),
        ("Kunlunxin's P800 has 64 GB, and Baidu has built a cluster of them for inference.", "Baidu Kunlun P800"),
        ("NVIDIA's Orin does 275 TOPS at 60 watts in a car computer.", "NVIDIA Orin"),
    ],
)
def test_names_that_their_company_makes_hardware(text: str, name: str) -> None:
    assert name in named(text)


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (
            "Maria Brandt said on Monday that the B7 bus with 12 TB/s of wit passes her office at 300 W.",
            "Brandt said it",
        ),
        ("Corsair sells a keyboard and a 1,000 watts supply next to accelerators with HBM3.", "Corsair's new keyboard"),
        ("The atlas tells where wafers came from; our Atlas of Europe, 300 W lamp included, costs 40 euros.", "Atlas"),
        (
            "Revenue of Tollmere in H2 was up; in Q3 Tollmere said HBM of 64 GB at 3 TB/s was scarce.",
            "Tollmere H2 results",
        ),
    ],
)
def test_persons_goods_and_halves_of_a_year_are_no_accelerators(text: str, title: str) -> None:
    assert named(text, title) == set()
