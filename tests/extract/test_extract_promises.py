"""What the room promises of any text: exact quotes, no exception, the same answer every time, bounded work."""

from __future__ import annotations

import json
import pickle
from pathlib import Path

import pytest
from extract_sample import EXTRACTOR, NAMES, read
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.extract import VERSION, Extractor, extract, from_corpus, to_corpus
from tracker.extract import mask as masking
from tracker.model.document import Document, Facts
from tracker.model.errors import DocumentError
from tracker.model.period import Period

SHARED = Path(__file__).resolve().parents[2].parent / "shared"

PIECES = st.sampled_from(
    ["H100", "Maia 200", "NVIDIA", "announced", "80 GB", "$2/hr", "3x faster than", "Q3 2026", "|", "\n", "\t", "<td>", "&amp;",
     "(", ")", "per", "**",
     "\u200b", "\u00a0", "İ", "ẞ", "🚀", "\ud7ff", "respectively", "each", "rack", ",", ". ", "-", "–", "1,2.3"]
)  # fmt: skip
TEXTS = st.one_of(
    st.text(max_size=300), st.lists(PIECES, max_size=60).map(" ".join), st.lists(PIECES, max_size=60).map("".join)
)


def check(facts: Facts, text: str) -> None:
    for fact in (*facts.claims, *facts.events, *facts.relations, *facts.links):
        evidence = fact.evidence
        assert evidence.quote
        assert text[evidence.start : evidence.end] == evidence.quote
        assert evidence.rule
        assert 0 < evidence.confidence <= 1
        assert (fact.status == "accepted") == (not fact.reason)


@settings(max_examples=150, deadline=None)
@given(TEXTS)
def test_any_text_is_read_with_exact_quotes_and_twice_the_same(text: str) -> None:
    document = Document(id="x", text=text, published=Period.parse("2026-03-11"))
    facts = EXTRACTOR.read(document)
    check(facts, text)
    assert facts == EXTRACTOR.read(document)
    json.dumps(to_corpus(facts, NAMES))


@settings(max_examples=150, deadline=None)
@given(TEXTS)
def test_masking_moves_no_character(text: str) -> None:
    clean = masking.clean(text)
    assert len(clean) == len(text)
    assert len(masking.lower(clean)) == len(text)


@pytest.mark.parametrize(
    "piece", ["NVIDIA announced the H100 at 3x the speed of the H200 for $2 per hour in Q3 2026, ", "H100 (", "&amp;"]
)
def test_work_is_bounded_on_endless_text(piece: str) -> None:
    text = "H100 " + piece * (600_000 // len(piece))
    facts = read(text)
    check(facts, text)
    ends = [f.evidence.end or 0 for f in (*facts.claims, *facts.events, *facts.relations)]
    assert all(end <= masking.LIMIT for end in ends)
    assert len(facts.claims) <= 1000


def test_quotes_fit_text_with_markup() -> None:
    text = "<p><b>Maia&nbsp;200</b> has **216&#160;GB** of [HBM3e](https://example.org/x) at `7 TB/s`.</p>"
    facts = read(text)
    check(facts, text)
    assert {(c.field, c.printed) for c in facts.claims} == {("memory_capacity", "216"), ("memory_bandwidth", "7")}


def test_an_extractor_travels_to_a_worker() -> None:
    again = pickle.loads(pickle.dumps(EXTRACTOR))
    document = Document(id="x", text="Microsoft unveiled Maia 200 with 216 GB of HBM3e.")
    assert again.read(document) == EXTRACTOR.read(document) == extract(document, NAMES)
    assert isinstance(again, Extractor)


def test_facts_name_their_version() -> None:
    assert read("Microsoft unveiled Maia 200.").extractor == VERSION


def test_predictions_are_in_the_corpus_scheme() -> None:
    text = "AWS today unveiled Trainium5 with 2 trillion transistors. It reportedly has 512 GB of HBM."
    row = {"id": "d", "text": text, "published": "2026-03-11", "url": None, "title": None}
    found = to_corpus(EXTRACTOR.read(from_corpus(row)), NAMES)
    assert found["is_announcement"] is True
    assert [(e["vendor"], e["accelerator"], e["type"], e["date"]) for e in found["events"]] == [
        ("AWS", "AWS Trainium5", "announced", "2026-03-11")
    ]
    assert [
        (s["accelerator"], s["field"], s["value"], s["unit"], s["precision"], s["scope"]) for s in found["specs"]
    ] == [("AWS Trainium5", "transistors", 2e12, "count", None, "chip")]


@pytest.mark.parametrize("row", [{"id": 1, "text": "x"}, {"id": "a"}, {"id": "a", "text": "x", "published": "soon"}])
def test_a_bad_document_is_refused_with_its_name(row: dict[str, object]) -> None:
    with pytest.raises(DocumentError, match=str(row["id"])):
        from_corpus(row)


@pytest.mark.skipif(not (SHARED / "corpus" / "seed.jsonl").exists(), reason="needs the shared kit")
def test_the_seed_article_yields_its_figures_and_none_of_its_traps() -> None:
    from tracker.catalogue import load
    from tracker.paths import catalogue_dir

    names = load(catalogue_dir()).names
    gold = json.loads((SHARED / "corpus" / "seed.jsonl").read_text(encoding="utf-8").splitlines()[0])
    facts = Extractor(names).read(from_corpus(gold))
    check(facts, gold["text"])
    found = to_corpus(facts, names)
    wanted = {(s["accelerator"], s["field"], float(s["value"])) for s in gold["specs"] if not s.get("optional")}
    assert {(s["accelerator"], s["field"], float(s["value"])) for s in found["specs"]} == wanted
    assert not [e for e in facts.events if "athena" in e.product or e.product == "aws/inferentia3"]
    assert ("AWS Trainium3", "available", "2025-H2") in {
        (e["accelerator"], e["type"], e["date"]) for e in found["events"]
    }
