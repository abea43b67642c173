"""Where a feed says that its older entries are."""

from __future__ import annotations

import json

import pytest

from tracker.feeds.paging import following, numbered, pages

URL = "https://site.example/feed/?a=1"
ATOM = "<feed xmlns='http://www.w3.org/2005/Atom' {attributes}>{head}<entry><link rel='next' href='/entry'/></entry></feed>"
RSS = (
    "<rss version='2.0' xmlns:atom='http://www.w3.org/2005/Atom'><channel>{head}"
    "<item><title>x</title><generator>https://wordpress.org/</generator></item></channel></rss>"
)


def atom(head: str, attributes: str = "") -> bytes:
    return ATOM.format(head=head, attributes=attributes).encode()


@pytest.mark.parametrize(
    ("body", "older"),
    [
        (atom("<link rel='prev-archive' href='/archive/7'/>"), "https://site.example/archive/7"),
        (atom("<link rel='next' href='?page=2'/><link rel='prev-archive' href='/a/7'/>"), "https://site.example/a/7"),
        (atom("<link rel='next' href='?page=2'/>"), "https://site.example/feed/?page=2"),
        (
            atom("<link rel='next' href='p2'/>", "xml:base='https://site.example/other/'"),
            "https://site.example/other/p2",
        ),
        (
            RSS.format(head="<atom:link rel='next' href='https://site.example/p2#x'/>").encode(),
            "https://site.example/p2",
        ),
        (RSS.format(head="<atom:link rel='next' href='/p2?a=1&b=2'/>").encode(), "https://site.example/p2?a=1&b=2"),
        (RSS.format(head="<atom:link rel='next' href='javascript:x'/>").encode(), ""),
        (RSS.format(head="<link>https://site.example/</link>").encode(), ""),
        (atom(""), ""),
        (
            json.dumps({"version": "https://jsonfeed.org/version/1.1", "next_url": "/p2"}).encode(),
            "https://site.example/p2",
        ),
        (b"{" * 100_000, ""),
        (b"<html><link rel=next href=/p2>", ""),
        (b"", ""),
    ],
)
def test_the_page_before(body: bytes, older: str) -> None:
    assert pages(body, URL).older == older


def test_a_link_header_counts_where_the_document_says_nothing() -> None:
    header = '<https://hub.example/>; rel=hub, <https://site.example/p2>; rel="next"; title="x, y"'
    assert pages(atom(""), URL, header).older == "https://site.example/p2"
    assert pages(atom("<link rel='next' href='/own'/>"), URL, header).older == "https://site.example/own"


@pytest.mark.parametrize(
    ("head", "is_wordpress"),
    [
        ("<generator>https://wordpress.org/?v=6.5</generator>", True),
        ("<generator>Hugo -- gohugo.io</generator>", False),
        ("<description>https://wordpress.org/</description>", False),
        ("", False),
    ],
)
def test_wordpress_names_itself_in_the_channel(head: str, is_wordpress: bool) -> None:
    assert pages(RSS.format(head=head).encode(), URL).is_wordpress is is_wordpress


def test_numbered_pages_keep_the_rest_of_the_address() -> None:
    second = numbered(URL, 2)
    assert second == "https://site.example/feed/?a=1&paged=2"
    assert following(second) == "https://site.example/feed/?a=1&paged=3"
