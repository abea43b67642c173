"""The article of a web page as clean text; a hostile page costs only its worker."""

from __future__ import annotations

from pathlib import Path

import pytest

from tracker import extras
from tracker.feeds.article import kind_problem, read
from tracker.feeds.draft import MOST_BODY
from tracker.feeds.pool import ArticlePool

installed = pytest.mark.skipif(not extras.reads_pages(), reason="the extra [fulltext] is not installed")
WORDS = "NVIDIA today announced Rubin, its next GPU, in the keynote of its conference in San Jose in California. "


def page(inner: str, head: str = "") -> bytes:
    return f"<html><head>{head}<title>T</title></head><body><article>{inner}</article></body></html>".encode()


@installed
def test_paragraphs_tables_and_lists_come_as_they_do_from_feeds() -> None:
    table = "<table><tr><th>Product</th><th>Memory</th></tr><tr><td>Rubin</td><td>288 GB</td></tr></table>"
    found = read(page(f"<p>{WORDS * 3}</p>{table}<ul><li>{WORDS}</li></ul><p>{WORDS * 2}</p>"), "text/html")
    lines = found.text.split("\n")
    assert found.error == ""
    assert lines[0] == (WORDS * 3).strip()
    assert "Product | Memory" in lines
    assert "Rubin | 288 GB" in lines
    assert f"- {WORDS.strip()}" in lines


@installed
@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (page(f"<p>Größe: {WORDS * 4}</p>"), "text/html; charset=utf-8"),
        (page(f"<p>Größe: {WORDS * 4}</p>").decode().encode("iso-8859-1"), "text/html; charset=ISO-8859-1"),
        (page(f"<p>Größe: {WORDS * 4}</p>").decode().encode("iso-8859-1"), ""),
        (page(f"<p>Größe: {WORDS * 4}</p>", "<meta charset='windows-1250'>").decode().encode("cp1250"), "text/html"),
        (page(f"<p>Größe: {WORDS * 4}</p>").decode().encode("utf-16"), "text/html"),
        (b"<?xml version='1.0' encoding='utf-8'?>" + page(f"<p>Größe: {WORDS * 4}</p>"), "application/xhtml+xml"),
        (page(f"<p>Größe: {WORDS * 4}</p>"), "text/html; charset=idna"),
    ],
)  # fmt: skip
def test_the_encoding_is_found(body: bytes, kind: str) -> None:
    assert read(body, kind).text.startswith("Größe: NVIDIA")


@installed
def test_forbidden_characters_and_long_pages_do_no_harm() -> None:
    found = read(page(f"<p>{WORDS * 4} a&#27;b&#0;c&#xD800;d&#99999999;e\x1b[2J\x00</p>"), "text/html")
    assert found.text.endswith("abcde[2J")
    long = "".join(f"<p>{WORDS} Part {number}.</p>" for number in range(2000))
    assert len(read(page(long), "text/html").text) == MOST_BODY


@installed
@pytest.mark.parametrize(
    "body", [b"", b"\x00" * 1000, b"<" * 10_000, b"<html>" * 1000, b"\xff\xfe<", b"<script>x</script>"]
)
def test_what_holds_no_article_is_an_error(body: bytes) -> None:
    found = read(body, "text/html")
    assert found.error
    assert not found.text


def test_what_is_no_web_page_is_said() -> None:
    assert kind_problem("text/html; charset=utf-8", b"") == ""
    assert kind_problem("", b"<p>hello") == ""
    assert kind_problem("", b"%PDF-1.7") == "no web page"
    assert kind_problem("application/pdf", b"%PDF") == "no web page but application/pdf"


@installed
async def test_a_page_without_end_is_stopped_and_the_next_is_read() -> None:
    good = page(f"<p>{WORDS * 4}</p>")
    deep = b"<html><body>" + b"<table><tr><td><div><blockquote>" * 120_000
    async with ArticlePool(quick_s=0.3, wall_s=0.6) as pool:
        found = await pool.read(deep, "text/html")
        assert found.error
    async with ArticlePool() as pool:
        assert (await pool.read(good, "text/html")) == read(good, "text/html")


@installed
async def test_memory_is_bounded() -> None:
    async with ArticlePool(quick_s=20, wall_s=20, cpu_s=20, memory=200 * 2**20) as pool:
        assert (await pool.read(page("<p>x</p>" * 4_000_000), "text/html")).error


async def test_a_broken_installation_is_told_as_such(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "trafilatura.py").write_text("raise ImportError('half of it is missing')")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    async with ArticlePool() as pool:
        found = await pool.read(page(f"<p>{WORDS}</p>"), "text/html")
    assert (found.missing, found.error) == (True, "trafilatura cannot be loaded (ImportError)")
