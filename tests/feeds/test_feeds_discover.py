"""Finding the feeds of a web page, and telling what format one is in."""

from __future__ import annotations

import time

import pytest

from tracker.feeds.discover import common_places, named
from tracker.feeds.kind import kind

RSS = "rel='alternate' type='application/rss+xml'"


def urls(html: str, base: str = "https://site.example/blog/") -> list[str]:
    return [one.url for one in named(html.encode(), base)]


@pytest.mark.parametrize(
    ("html", "found"),
    [
        (f"<link {RSS} href='/feed/'>", ["https://site.example/feed/"]),
        ('<LINK REL=Alternate TYPE="application/ATOM+xml; charset=utf-8" HREF=atom.xml>', ["https://site.example/blog/atom.xml"]),
        ('<link rel="home alternate" href="/f.json" type="application/feed+json" />', ["https://site.example/f.json"]),
        (f"<base href='https://other.example/x/'><link {RSS} href='feed'>", ["https://other.example/x/feed"]),
        (f"<link {RSS} title='a > b' href='/a?x=1&amp;y=2#top'>", ["https://site.example/a?x=1&y=2"]),
        (f"<link {RSS} href='feed://site.example/rss'>", ["http://site.example/rss"]),
        (f"<link {RSS} href='/f'><link {RSS} href='http://site.example/f'>", ["https://site.example/f"]),
        (f"<!-- <link {RSS} href='/no'> --><script>'<link {RSS} href=/no>'</script><link {RSS} href='/yes'>",
         ["https://site.example/yes"]),
        (f"<link {RSS} href='javascript:alert(1)'><link {RSS} href=''><link {RSS}>", []),
        ("<link rel=stylesheet type=text/css href=/s.css><link rel=alternate hreflang=de href=/de>", []),
        ("", []),
    ],
)  # fmt: skip
def test_links_of_a_page(html: str, found: list[str]) -> None:
    assert urls(html) == found


def test_the_feed_of_comments_comes_last() -> None:
    html = (
        f"<link {RSS} title='Site &raquo; Comments Feed' href='/comments/feed/'><link {RSS} title='Site' href='/feed/'>"
    )
    assert urls(html) == ["https://site.example/feed/", "https://site.example/comments/feed/"]


@pytest.mark.parametrize(
    "piece",
    [
        "<link ",
        '<link "',
        "<!--",
        "<script",
        "<link '\"",
        '<link a="b" ',
        "<link " + "x " * 500,
        "<link rel=alternate ",
    ],
)
def test_hostile_pages_take_time_linear_in_their_length(piece: str) -> None:
    page = (piece * (2**20 // len(piece))).encode()
    started = time.perf_counter()
    named(page, "https://site.example/")
    assert time.perf_counter() - started < 2


def test_common_places_are_below_the_page_first() -> None:
    assert common_places("https://site.example/blog")[:2] == (
        "https://site.example/blog/feed/",
        "https://site.example/feed/",
    )
    assert common_places("https://site.example/")[0] == "https://site.example/feed/"
    assert "https://site.example/rss.xml" not in common_places("https://site.example/rss.xml")


@pytest.mark.parametrize(
    ("body", "told"),
    [
        (b'<?xml version="1.0"?>\n<rss xmlns:a="b" version="2.0"><channel>', "RSS 2.0"),
        (b"<rss version='0.91'>", "RSS 0.91"),
        (b'<feed xmlns="http://www.w3.org/2005/Atom">', "Atom 1.0"),
        (b'<feed version="0.3" xmlns="http://purl.org/atom/ns#">', "Atom 0.3"),
        (b'<rdf:RDF xmlns="http://purl.org/rss/1.0/">', "RSS 1.0 (RDF)"),
        (b'{"version": "https://jsonfeed.org/version/1.1", "items": []}', "JSON Feed 1.1"),
        (b"\xff\xfe" + '<rss version="2.0">'.encode("utf-16-le"), "RSS 2.0"),
        (b"<html><body><rss></body></html>", ""),
        (b'{"version": 1}', ""),
        (b"\x00\xff", ""),
    ],
)
def test_formats(body: bytes, told: str) -> None:
    assert kind(body) == told
