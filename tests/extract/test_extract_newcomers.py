"""Products of makers that no table knows: what makes a designation one, and what never does."""

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
    makers = {v.slug: v.name for v in (*extractor()._lexicon.vendors.values(), *reading.makers)}
    found = (m.product for m in reading.mentions if m.product.kind not in NOT_ACCELERATORS)
    return {f"{makers[p.vendor]} {p.name}" for p in found}


@pytest.mark.parametrize(
    ("text", "product"),
    [
        ("Brackwater's Heron 300 reaches 900 TOPS on 96 GB of GDDR7.", "Brackwater Heron 300"),
        ("Trondal has begun to ship its T700: 12 nm, 64 TOPS, 8 W.", "Trondal T700"),
        ('"Our Pika-7 modules draw 350 watts," says Lodestar\'s founder.', "Lodestar Pika-7"),
        ("Enflame's L700 holds 192 GB.", "Enflame L700"),
        ("Hailo's 12H needs 3 watts for 30 TOPS.", "Hailo 12H"),
        ("Ostrava Silicon's Vltava accelerators hold 128 GB of HBM3E.", "Ostrava Silicon Vltava"),
    ],
)
def test_a_sentence_tells_the_maker_and_the_kind(text: str, product: str) -> None:
    assert named(text) == {product}


def test_publisher_and_title_tell_the_maker() -> None:
    text = "VX4 launched today. Against VX3: 256 GB of HBM4 at 9.6 TB/s, 3.4 PFLOPS of FP8."
    assert named(text, "Merlin VX4 vs VX3", "Merlin Compute") == {"Merlin VX4", "Merlin VX3"}


def test_without_a_word_of_chips_a_designation_is_nothing() -> None:
    assert named("Brackwater's Heron 300 flies to Rome in two hours.") == set()


@pytest.mark.parametrize(
    "text",
    [
        "OpenAI's GPT-7 and Meta's Llama 5 were trained on accelerators with HBM.",
        "Micron's HBM4 reaches 2.8 TB/s; PCIe 6 and GDDR7 follow.",
        "Intel's Xeon 7 and AMD's EPYC 9965 feed accelerators with HBM3.",
        "NVIDIA's ConnectX-9 moves 1.6 Tb/s between accelerators.",
        "TSMC's N3 and Intel 18A compete; both are below 4 nm.",
        "At Computex 2027 in May 2027 the accelerators with HBM4 were on show.",
        "Qualcomm's Snapdragon 9 has an NPU of 80 TOPS, Apple's M6 one of 60.",
    ],
)
def test_other_things_with_numbers_are_no_accelerators(text: str) -> None:
    assert named(text) == set()


@pytest.mark.parametrize(
    ("text", "product"),
    [
        ("A Helios 3 rack holds 128 accelerators.", "AMD Helios 3"),
        ("Furiosa RNGD-X: 96 GB of HBM3E.", "FuriosaAI RNGD-X"),
        ("TPU 9i: 448 GB of HBM, says Google.", "Google TPU 9i"),
        ("Each TPU v9 chip holds two dies.", "Google TPU v9"),
        ("昇腾 970 将于 2028 年推出,内存带宽翻倍。", "Huawei Ascend 970"),
        ("摩尔线程S6000集群的推理服务上线。", "Moore Threads S6000"),
        ("Preferred Networks showed MN-Core L3000 cards.", "Preferred Networks MN-Core L3000"),
        ("When the MI700X cabinets roll in, the hall is full.", "AMD MI700X"),
    ],
)
def test_an_unknown_member_is_itself_however_its_line_is_numbered(text: str, product: str) -> None:
    assert named(text) == {product}


def test_a_bare_ultraserver_is_that_of_the_chip_the_text_is_about() -> None:
    text = "Trainium4 holds twice the memory of Trainium3. UltraServers built on it follow in 2027."
    assert "AWS Trainium4 UltraServer" in named(text)


def test_a_counted_noun_behind_a_number_makes_no_member() -> None:
    assert "AWS Trainium64" not in named("Each Trainium 64 chip node; Trainium2 in 16 racks.")
    assert named("The Helios 2 racks of AMD hum.") == {"AMD Helios"}


def test_a_makers_only_line_is_meant_by_its_word_beside_the_maker() -> None:
    assert named("Wormhole boxes at work all night. (Yes, Tenstorrent's.)") == {"Tenstorrent Wormhole"}
