from __future__ import annotations

import pytest
from extract_sample import EXTRACTOR, read

from tracker.model.document import Document


def named(text: str, title: str = "") -> list[str]:
    document = Document(id="t", text=text, title=title)
    return [m.slug for m in EXTRACTOR._prepared(document, text).mentions]


@pytest.mark.parametrize(
    "text", ["Trainium3", "Trainium 3", "trainium3", "AWS Trainium-3", "**Trainium3**", "Trainium\u00a03"]
)
def test_a_name_is_found_however_it_is_spelled(text: str) -> None:
    assert named(f"We use {text} here.") == ["aws/trainium3"]


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Trainium5", "aws/trainium5"),
        ("MI600", "amd/mi600"),
        ("Maia 300", "microsoft/maia-300"),
        ("TPU v9", "google/tpu-v9"),
        ("Vera Rubin NVL576", None),
    ],
)
def test_an_unknown_member_of_a_family_is_a_product_of_its_own(text: str, slug: str | None) -> None:
    facts = read(f"NVIDIA, AMD, AWS and Google talked. {text} was announced today.")
    found = {p.slug for p in facts.provisional}
    if slug:
        assert found == {slug}
        assert all(p.provisional for p in facts.provisional)
        assert {e.product for e in facts.events} == {slug}
    else:
        assert "nvidia/vera-rubin-nvl72" not in {e.product for e in facts.events}


def test_an_ambiguous_name_counts_only_with_its_vendor() -> None:
    assert named("The Rubin Observatory has a camera. Rubin was an astronomer.") == []
    assert named("NVIDIA showed Rubin.") == ["nvidia/rubin"]
    assert named("Rubin has 288 GB.", title="NVIDIA roadmap") == ["nvidia/rubin"]


def test_a_common_word_in_lower_case_is_no_product() -> None:
    assert named("NVIDIA sells to the blackwell family.") == []


def test_a_list_may_leave_out_the_stem() -> None:
    assert named("Maia 100 and 200 are here.") == ["microsoft/maia-100", "microsoft/maia-200"]


def test_the_noun_beside_its_member_is_no_second_product() -> None:
    assert named("Google showed Ironwood, its seventh TPU.") == ["google/tpu-v7"]
    assert named("Anthropic takes a million TPUs.") == ["google/tpu"]


def test_a_text_without_a_product_is_not_read() -> None:
    facts = read("NVIDIA announced a dividend of $0.01 a share.")
    assert not facts.is_announcement
    assert not facts.events
