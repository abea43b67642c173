"""Events told in nine languages, and what their sentences deny, suppose or tell of another."""

from __future__ import annotations

import pytest

from tracker.catalogue import load
from tracker.extract import Extractor
from tracker.model.document import Document
from tracker.model.fact import told
from tracker.model.period import Period
from tracker.paths import catalogue_dir


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return Extractor(load(catalogue_dir()).names)


def events(extractor: Extractor, text: str) -> set[tuple[str, str]]:
    facts = extractor.read(Document(id="own:abroad", text=text, published=Period.parse("2026-09-10")))
    return {(e.product, e.type) for e in facts.events if told(e)}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("某银行与经销商签署合同，采购2000张昇腾950PR。", ("huawei/ascend-950pr", "deal")),
        ("昇腾950PR已进入量产，月产能未披露。", ("huawei/ascend-950pr", "production")),
        ("昇腾950DT预计2027年第二季度上市。", ("huawei/ascend-950dt", "roadmap")),
        ("市役所の窓口案内は先月からMI355Xで動いている。", ("amd/mi355x", "deployed")),
        ("販売店は8日、MI355Xの受注を始めた。", ("amd/mi355x", "available")),
        ("AMDはMI300Xの販売を終了した。", ("amd/mi300x", "discontinued")),
        ("한 통신사가 엔비디아 B300 3000장을 구매하는 계약을 어제 체결했다.", ("nvidia/b300", "deal")),
        ("RNGD는 온라인 상점에서 살 수 있다.", ("furiosaai/rngd", "available")),
        ("엔비디아 B300 서버 요금은 시간당 5.2달러다.", ("nvidia/b300", "price")),
        ("AMD hat den Verkauf eingestellt: Die MI300X wird nicht mehr verkauft.", ("amd/mi300x", "discontinued")),
        ("Sinds maandag draaien de vertalingen van de krant op Gaudi 3.", ("intel/gaudi-3", "deployed")),
    ],
)
def test_a_verb_of_the_language_tells_the_type(extractor: Extractor, text: str, expected: tuple[str, str]) -> None:
    assert expected in events(extractor, text)


@pytest.mark.parametrize(
    "text",
    [
        "网传华为已停产昇腾910C。",
        "公司称“昇腾950PR已量产”的说法不属实。",
        "昇腾950PR尚未量产。",
        "MI355Xの販売を終了した事実はない。",
        "一部報道によれば、MI355Xの量産が始まったという噂がある。",
        "엔비디아 B300 구매 계약을 체결한 사실은 없다.",
        "업계에서는 RNGD 양산에 들어갔다는 소문이 돌았다.",
        "Die MI355X würde im Herbst eingestellt, fragt niemand.",
    ],
)
def test_hearsay_and_denials_abroad_tell_nothing(extractor: Extractor, text: str) -> None:
    assert events(extractor, text) == set()


def test_what_is_told_against_a_rumour_stands(extractor: Extractor) -> None:
    text = "针对“昇腾950DT跳票”的传闻，华为重申，该芯片昇腾950DT仍将于2027年第一季度上市。"
    assert ("huawei/ascend-950dt", "roadmap") in events(extractor, text)


def test_a_process_that_a_chip_uses_is_no_deployment(extractor: Extractor) -> None:
    assert events(extractor, "昇腾950PR采用7纳米工艺，功耗600W。") == set()


def test_an_end_is_not_told_of_what_replaces_or_returns(extractor: Extractor) -> None:
    text = "Intel discontinued the Gaudi 2 on Friday.\n\nReplacement: Gaudi 3."
    assert ("intel/gaudi-3", "discontinued") not in events(extractor, text)
    text = "Intel takes orders for the Gaudi 2 again, which it had struck off in 2024."
    assert ("intel/gaudi-2", "discontinued") not in events(extractor, text)


def test_a_sibling_of_a_product_is_another(extractor: Extractor) -> None:
    text = "Microsoft has cancelled Wendel, the larger sibling of Maia 200."
    assert ("microsoft/maia-200", "discontinued") not in events(extractor, text)


def test_what_is_said_of_a_processor_is_not_said_of_the_chip_before(extractor: Extractor) -> None:
    text = "NVIDIA showed the Rubin GPU in March. This morning it put the Vera CPU on sale by itself."
    assert ("nvidia/rubin", "available") not in events(extractor, text)
