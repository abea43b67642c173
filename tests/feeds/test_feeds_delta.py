"""Items are cut out of a document only where that is safe, and the cut document reads like the whole one."""

from __future__ import annotations

import gc
import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.feeds.delta import cut
from tracker.feeds.parse import parse

NOW = "2026-11-25T12:00:00Z"
RSS = (b"<rss version='2.0' xmlns:dc='http://purl.org/dc/elements/1.1/'><channel><title>T</title>"
       b"<item><guid>a</guid><title>A</title><dc:creator>Ann</dc:creator></item>\n"
       b"<item><guid>b</guid><title>B &gt; A</title></item></channel></rss>")  # fmt: skip
ATOM = (b"<feed xmlns='http://www.w3.org/2005/Atom'><title>T</title><entry><id>a</id><title>A</title></entry>"
        b"<a:entry xmlns:a='http://www.w3.org/2005/Atom'><a:id>b</a:id><a:title>B</a:title></a:entry></feed>")  # fmt: skip
RDF = (b"<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns='http://purl.org/rss/1.0/'><channel>"
       b"<title>T</title></channel><item rdf:about='a'><title>A</title></item><item rdf:about='b'><title>B</title></item>"
       b"</rdf:RDF>")  # fmt: skip


@pytest.mark.parametrize("body", [RSS, ATOM, RDF, b"\xef\xbb\xbf" + RSS, RSS.decode().encode("utf-16")])
def test_a_cut_document_holds_the_other_items_as_they_were(body: bytes) -> None:
    whole = parse(body, "", "https://x.example/", NOW)
    found = cut(body)
    assert found
    assert len(set(found.hashes)) == 2
    for kept in (0, 1):
        some = parse(found.without({found.hashes[1 - kept]}), "", "https://x.example/", NOW)
        assert some.entries == (whole.entries[kept],)
        assert (some.title, some.warning) == (whole.title, "")


@pytest.mark.parametrize(
    "body",
    [
        b"", b"{}", b"<html><body>x</body></html>", b"<rss><channel><title>none</title></channel></rss>", RSS[:-20],
        RSS.replace(b"<rss", b"<!DOCTYPE rss [<!ENTITY a 'b'>]><rss", 1), b"<rss><item>" * 300_000,
        b"<?xml version='1.0' encoding='euc-kr'?>" + RSS, b"<rss>" + b"<item/>" * 3000 + b"</rss>",
    ],
)  # fmt: skip
def test_what_cannot_be_cut_safely_is_read_whole(body: bytes) -> None:
    assert cut(body) is None


def test_what_real_feeds_contain_and_xml_forbids_is_mended_first() -> None:
    assert cut(RSS.replace(b"B &gt; A", b"B & \x0b caf&eacute;"))


def test_a_document_of_tags_alone_is_given_up() -> None:
    body = b"<rss><channel><item>" + b"<a/>" * 4_000_000 + b"</item></channel></rss>"
    assert cut(body) is None


@given(st.binary(max_size=300), st.integers(0, len(RSS)), st.integers(0, len(RSS)))
def test_any_bytes_are_cut_or_left(junk: bytes, start: int, end: int) -> None:
    for body in (junk, RSS[:start] + junk + RSS[end:]):
        found = cut(body)
        if found:
            assert found.without(()) == found.document


HEAD, TAIL = (
    b"<rss version='2.0'><channel><title>T</title>",
    b"<item><guid>a</guid><title>A</title></item></channel></rss>",
)


@pytest.mark.parametrize("value", [b"", b">"])
def test_a_tag_without_end_is_left_before_objects_are_made_of_its_attributes(value: bytes) -> None:
    body = HEAD + b"<z " + b"".join(b"b%x='%s' " % (n, value) for n in range(300_000)) + b"/>" + TAIL
    tracemalloc.start()
    try:
        assert cut(body) is None
        assert tracemalloc.get_traced_memory()[1] < 3 * len(body)
    finally:
        tracemalloc.stop()


def test_what_a_walk_holds_is_gone_with_it() -> None:
    gc.collect()
    gc.disable()
    try:
        before = len(gc.get_objects())
        for _ in range(20):
            assert cut(RSS)
        assert len(gc.get_objects()) - before < 20
    finally:
        gc.enable()


def test_a_long_text_without_a_tag_is_no_long_tag() -> None:
    image = (
        b"<item><guid>i</guid><description><![CDATA[<img src='data:" + b"x" * 2_000_000 + b"'>]]></description></item>"
    )
    found = cut(HEAD + image + TAIL)
    assert found
    assert len(found.hashes) == 2


def test_entities_are_expanded_in_no_encoding() -> None:
    """Sixteen bits without a mark, and a root as bytes in a comment, so that a look at the bytes sees a plain feed."""
    text = (
        "<!DOCTYPE rss [<!ENTITY q '" + "q" * 1000 + "'>]><rss><channel><item><title>&q;</title></item></channel></rss>"
    )
    assert cut("<!--".encode("utf-16-le") + b"<rss >" + ("-->" + text).encode("utf-16-le")) is None
    assert cut("<!--".encode("utf-16-be") + b" <rss>" + ("-->" + text).encode("utf-16-be")) is None
