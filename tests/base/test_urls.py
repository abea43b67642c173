"""Which addresses may be fetched or opened, and what a message may show of them."""

import pytest

from tracker import urls


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("file:///etc/passwd", "blocked_scheme"),
        ("ftp://example.org/feed", "blocked_scheme"),
        ("javascript:alert(1)", "blocked_scheme"),
        ("example.org/feed", "bad_url"),
        ("http://", "bad_url"),
        ("http:///feed", "bad_url"),
        ("http://[::1/feed", "bad_url"),
        ("http://example.org:99999/", "bad_url"),
        ("http://example.org:0/", "bad_url"),
        ("http://example.org:x/", "bad_url"),
        ("http://exa mple.org/", "bad_url"),
        ("http://example.org/\r\nX: y", "bad_url"),
        ("http://good.org\\@bad.org/", "bad_url"),
        ("http://example.org/" + "a" * 4096, "bad_url"),
    ],
)
def test_what_cannot_be_fetched_says_why(url: str, reason: str) -> None:
    found = urls.problem(url)
    assert found is not None
    assert found[0] == reason
    assert "\n" not in found[1]


def test_ordinary_urls_can_be_fetched() -> None:
    for url in (
        "https://example.org",
        "http://127.0.0.1:8000/f?a=b",
        "https://[2001:db8::1]:8443/x",
        "HTTPS://bücher.example/",
    ):
        assert urls.problem(url) is None


def test_a_message_shows_no_secret() -> None:
    text = urls.shown("https://user:hunter2@example.org/feed?key=s3cret&token&page=2#frag")
    assert text == "https://example.org/feed?key=***&***&page=***"


def test_only_web_links_may_be_opened() -> None:
    for bad in (
        "javascript:alert(1)",
        "JaVaScRiPt:x",
        "data:text/html,x",
        "-remote",
        "//host/x",
        "\\\\unc\\x",
        "tel:1",
        "",
    ):
        assert urls.link(bad) == ""
    assert urls.link(' https://ok.example/a b"c ') == "https://ok.example/a%20b%22c"
    assert (
        urls.link("https://ok.example/a\u202eb\u200b\U000e0041")
        == "https://ok.example/a%E2%80%AEb%E2%80%8B%F3%A0%81%81"
    )
    assert urls.link("https://ok.example/" + "a" * 2000) == ""


def test_the_same_page_has_one_identity() -> None:
    same = (
        "https://Example.org/a?id=1",
        "http://example.org:80/a?utm_source=x&id=1#top",
        "https://example.org/a?id=1&fbclid=2",
    )
    assert len({urls.canonical(url) for url in same}) == 1
    assert urls.canonical("https://example.org/a?id=2") != urls.canonical(same[0])


@pytest.mark.parametrize(
    "url", ["HTTP://X.example:80/", "http://x.example", " http://x.example/ ", "http://X.EXAMPLE/#top"]
)
def test_other_letters_for_the_same_request_are_the_same(url: str) -> None:
    assert urls.plain(url) == "http://x.example/"


def test_what_a_server_could_tell_apart_is_not_the_same() -> None:
    told = ["https://x.example/", "http://x.example/", "http://x.example/A", "http://x.example/a", "http://x.example/?utm_source=a",
            "http://x.example:8080/", "http://me@x.example/", "http://ME@x.example/"]  # fmt: skip
    assert len({urls.plain(url) for url in told}) == len(told)
    assert urls.plain("http://[::1/feed") == "http://[::1/feed"
