from __future__ import annotations

import pytest
from extract_sample import EXTRACTOR
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tracker.model.document import Document, Facts
from tracker.model.period import Period

DAY = Period.parse("2026-03-11")
WORDS = st.sampled_from(
    [
        "NVIDIA", "Google", "AMD", "Groq", "H100", "Trainium3", "TPU v9", "MI600", "Blackwell", "announced", "ships", "in 2027",
        "288 GB", "5,000 TFLOPS", "8 TB/s", "$2.50 per hour", "not", "reportedly", "2x faster than", "per chip", "<td>", "</td>",
        "|", "\n", "\n\n", ". ", "。", "(", ")", "**", "&nbsp;", "&#x1F600;", "\u00ad", "\u200b", "İ", "ß", "‮", "英伟达", "昇腾950",
        "Startup Foo unveiled its Bar-100 AI accelerator", "and 200", "/", "~~", "[x](http://a.b)", "- ", "# ", "\x00", "9" * 40,
    ]
)  # fmt: skip
TEXTS = st.one_of(
    st.text(max_size=400), st.lists(WORDS, max_size=40).map(" ".join), st.lists(WORDS, max_size=25).map("".join)
)
CALM = settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))


def read(text: str, title: str = "") -> Facts:
    return EXTRACTOR.read(Document(id="t", text=text, title=title, published=DAY))


@CALM
@given(TEXTS, st.text(max_size=40))
def test_any_text_is_read_and_every_quote_is_its_span(text: str, title: str) -> None:
    facts = read(text, title)
    for fact in (*facts.claims, *facts.events, *facts.relations, *facts.links):
        e = fact.evidence
        assert e.start is not None
        assert e.end is not None
        assert e.quote == text[e.start : e.end] != ""
        assert 0 < e.confidence <= 1


@CALM
@given(TEXTS)
def test_the_same_text_gives_the_same_facts(text: str) -> None:
    assert read(text) == read(text)


@CALM
@given(TEXTS)
def test_what_is_not_in_the_name_table_comes_with_the_facts(text: str) -> None:
    facts = read(text)
    known = {p.slug for p in (*EXTRACTOR.names.products, *facts.provisional)}
    makers = {v.slug for v in (*EXTRACTOR.names.vendors, *facts.new_vendors)}
    assert {f.product for f in (*facts.claims, *facts.events)} <= known
    assert {r.subject for r in facts.relations} | {r.object for r in facts.relations if r.object} <= known
    assert {p.vendor for p in facts.provisional} <= makers


FACTS = [
    "The H100 has 80 GB of HBM3 and draws 700 W.",
    "Trainium3 delivers 2.5 PFLOPS in FP8. It has 144 GB of HBM3e.",
    "An MI355X costs $2.30 per GPU-hour at Oracle.",
]
STRANGERS = [
    "Microsoft also runs Maia 200 in Iowa.",
    "Google showed Ironwood in April.",
    "The LPU of Groq has no HBM at all.",
    "Visitors liked the coffee.",
]


@pytest.mark.parametrize("fact", FACTS)
@pytest.mark.parametrize("stranger", STRANGERS)
def test_a_paragraph_about_something_else_leaves_every_number_its_owner(fact: str, stranger: str) -> None:
    alone = {(c.product, c.field, c.value) for c in read(fact).claims}
    assert alone
    for text in (f"{stranger}\n\n{fact}", f"{fact}\n\n{stranger}"):
        assert {(c.product, c.field, c.value) for c in read(text).claims} == alone
