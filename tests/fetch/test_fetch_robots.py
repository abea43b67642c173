"""robots.txt: the longest rule that fits decides, wildcards are wildcards, and what we are called is found."""

from __future__ import annotations

import time

import pytest

from tracker.fetch.client import user_agent
from tracker.fetch.robots import NAME, parse

SITE = "https://news.example"


def allowed(text: str, path: str) -> bool:
    return parse(text.encode()).allow(SITE + path)


@pytest.mark.parametrize(
    ("rules", "path", "may"),
    [
        ("", "/a", True),
        ("Disallow: /", "/a", False),
        ("Disallow:", "/a", True),
        ("Disallow: /\nAllow: /news/", "/news/1", True),
        ("Allow: /news/\nDisallow: /", "/about", False),
        ("Allow: /\nDisallow: /closed", "/closed/1", False),
        ("Disallow: /page\nAllow: /page", "/page", True),
        ("Disallow: /*?share=", "/news/1?share=x", False),
        ("Disallow: /*?share=", "/news/1?id=x", True),
        ("Disallow: /*.pdf$", "/a/b.pdf", False),
        ("Disallow: /*.pdf$", "/a/b.pdf?x=1", True),
        ("Disallow: /a$", "/a", False),
        ("Disallow: /a$", "/ab", True),
        ("Disallow: /a*b*c", "/a-c-b", True),
        ("Disallow: /a*b*c", "/a-b-c-d", False),
        ("Disallow: /*ab$", "/ab", False),
        ("Disallow: /ab*ab$", "/ab", True),
        ("Disallow: /caf%C3%A9", "/café", False),
        ("Disallow: /café", "/caf%c3%a9/1", False),
        ("Disallow: /%7Eme", "/~me", False),
        ("disallow : /x # not this\n# Disallow: /y", "/x", False),
        ("Disallow: /x # not this\n# Disallow: /y", "/y", True),
        ("Disallow: /", "/robots.txt", True),
        ("Sitemap: https://news.example/s.xml\nNoise\n: :\nDisallow: /x", "/x", False),
    ],
)  # fmt: skip
def test_which_rule_decides(rules: str, path: str, may: bool) -> None:
    assert allowed(f"User-agent: *\n{rules}\n", path) is may


def test_our_own_group_counts_alone_and_several_are_one() -> None:
    text = "User-agent: *\nDisallow: /\n\nUser-agent: Other\nUser-agent: Accelerator-Tracker/2\nDisallow: /a\n\n"
    text += "User-agent: accelerator-tracker\nDisallow: /b\nCrawl-delay: 7\n"
    assert [allowed(text, path) for path in ("/a", "/b", "/c")] == [False, False, True]
    assert parse(text.encode()).pause_s == 7.0
    assert not allowed("User-agent: Other\nDisallow: /a\nUser-agent: *\nDisallow: /b", "/b")
    assert allowed("User-agent: Other\nDisallow: /a", "/a")


def test_the_name_is_that_of_the_user_agent() -> None:
    assert user_agent("").startswith(f"{NAME}/")


def test_hostile_files_are_read_in_linear_time() -> None:
    started = time.process_time()
    for text in ("User-agent: a\n" * 40_000, "User-agent: *\n" + "Disallow: /*a*a*a*a*a*b\n" * 20_000, "\0\xff:" * 200_000,
                 "User-agent: *\nDisallow: /" + "*a" * 250_000 + "b"):  # fmt: skip
        parse(text.encode()).allow(SITE + "/" + "a" * 4000)
    assert time.process_time() - started < 8
