"""Masking and layout: what the other stages may rely on, whatever the markup."""

from __future__ import annotations

import pytest

from tracker.extract import layout, mask


def sentences(text: str) -> list[str]:
    clean = mask.clean(text)
    assert len(clean) == len(text)
    return [clean[s.start : s.end].strip() for s in layout.sentences(clean, layout.blocks(clean))]


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("<b>H100</b>&nbsp;PCIe", "H100 PCIe"),
        ("[H100](https://a.example/b_c) here", "H100 here"),
        ("Train\u00adium\u200b3", "Trainium3"),
        ("ＮＶＩＤＩＡ　Ｈ２００", "NVIDIA H200"),
        ("was ~~$3~~ $2", "was $2"),
        ("**80 GB** – “fast”", '80 GB - "fast"'),
    ],
)
def test_markup_and_typography_become_plain(text: str, plain: str) -> None:
    clean = mask.clean(text)
    assert len(clean) == len(text)
    assert " ".join(clean.replace("[", " ").replace("]", " ").split()) == plain


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("It ships. It costs $2.50 an hour.", ["It ships.", "It costs $2.50 an hour."]),
        ("Dr. Lee of Acme Inc. spoke. He left.", ["Dr. Lee of Acme Inc. spoke.", "He left."]),
        ("Am 3. Mai startet der Verkauf. Danach nicht.", ["Am 3. Mai startet der Verkauf.", "Danach nicht."]),
        ("华为发布昇腾950。英伟达推出B300！价格未公布？", ["华为发布昇腾950。", "英伟达推出B300！", "价格未公布？"]),
        ("「速い」と言う。H100は80GB。", ["「速い」と言う。", "H100は80GB。"]),
    ],
)
def test_sentences_end_where_the_language_ends_them(text: str, parts: list[str]) -> None:
    assert sentences(text) == parts


def test_quotes_items_and_headings_are_blocks_of_their_own() -> None:
    text = "# Head\n\n> a quoted line\n- first item\n- second item, which\n  goes on\n\nA paragraph that was\nwrapped here."
    clean = mask.clean(text)
    kinds = [b.kind for b in layout.blocks(clean)]
    assert kinds[0] == "heading"
    assert kinds.count("item") == 3
    assert clean[layout.blocks(clean)[-1].start :].endswith("wrapped here.")
