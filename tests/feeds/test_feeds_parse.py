"""Bodies become clean entries, or one plain reason why not."""

import json
from pathlib import Path

import pytest

from tracker.feeds import sniff
from tracker.feeds.parse import parse
from tracker.model.fetched import Entry, ParsedFeed

NOW = "2026-11-25T12:00:00Z"
BASE = "https://site.example/blog/feed"


def read(body: str | bytes, content_type: str = "application/rss+xml") -> ParsedFeed:
    return parse(body.encode() if isinstance(body, str) else body, content_type, BASE, NOW)


def rss(*items: str, head: str = "", channel: str = "") -> str:
    inside = "".join(f"<item>{item}</item>" for item in items)
    return f'<?xml version="1.0"?>{head}<rss version="2.0"><channel><title>F</title>{channel}{inside}</channel></rss>'


def one(item: str) -> Entry:
    (entry,) = read(rss(item)).entries
    return entry


def test_an_rss_entry_with_all_it_has() -> None:
    entry = one(
        "<guid>id-1</guid><link>/a?x=1</link><title>B200 &amp;amp; more</title><author>Jo</author>"
        "<pubDate>Mon, 02 Nov 2026 10:00:00 +0200</pubDate><description>&lt;p&gt;192 GB&lt;/p&gt;</description>"
    )
    assert entry == Entry(
        guid="id-1",
        url="https://site.example/a?x=1",
        title="B200 & more",
        body="192 GB",
        author="Jo",
        published_at="2026-11-02T08:00:00Z",
    )


def test_an_atom_entry_prefers_the_longer_of_content_and_summary() -> None:
    atom = """<feed xmlns="http://www.w3.org/2005/Atom"><title>A</title><entry><id>urn:1</id>
    <title type="html">&lt;b>T&lt;/b></title>
    <link href="p"/><updated>2026-11-01T00:00:00Z</updated><summary>{}</summary><content type="html">{}</content></entry></feed>"""
    long = read(atom.format("short", "&lt;p&gt;the long one&lt;/p&gt;")).entries[0]
    short = read(atom.format("a summary that is longer", "short")).entries[0]
    assert (long.title, long.url, long.body) == ("T", "https://site.example/blog/p", "the long one")
    assert (long.published_at, long.updated_at) == ("2026-11-01T00:00:00Z", "2026-11-01T00:00:00Z")
    assert short.body == "a summary that is longer"


def test_a_json_feed() -> None:
    items = [
        {
            "id": 7,
            "url": "https://e.org/7",
            "title": "T",
            "content_html": "<p>a</p>b",
            "date_published": "2026-11-01T02:00:00+02:00",
        },
        {
            "id": "8",
            "external_url": "https://e.org/8",
            "content_text": "<plain>",
            "authors": [{"name": "Jo"}, {"name": "Al"}],
        },
        "nonsense",
    ]
    found = read(json.dumps({"version": "https://jsonfeed.org/version/1.1", "title": "J", "items": items}))
    first, second = found.entries
    assert (found.title, found.error) == ("J", "")
    assert (first.guid, first.body, first.published_at) == ("7", "a\n\nb", "2026-11-01T00:00:00Z")
    assert (second.body, second.author, second.url) == ("<plain>", "Jo, Al", "https://e.org/8")


@pytest.mark.parametrize(
    ("body", "reason", "word"),
    [
        (b"", "empty", "empty"),
        (b" \n ", "empty", "empty"),
        (b"<!DOCTYPE html><html><head><title>Log in</title></head></html>", "not_a_feed", "HTML page titled 'Log in'"),
        (b"<?xml version='1.0'?>\n<!-- x -->\n<html><rss></html>", "not_a_feed", "HTML page"),
        (b"\x89PNG\r\n\x1a\n\0\0", "not_a_feed", "PNG"),
        (b"%PDF-1.7", "not_a_feed", "PDF"),
        (bytes(range(128, 256)) * 50, "not_a_feed", "neither"),
        (b'{"error": "quota"}', "not_a_feed", "JSON"),
        (b'{"error": ', "parse", "JSON"),
        (b"[" * 100_000, "parse_resource", "nested"),
        (b'{"a":' + b"9" * 10_000 + b"}", "parse", "JSON"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "not_a_feed", "XML"),
        (b"<rss><channel><item", "parse", "broken"),
    ],
)
def test_what_is_no_feed_says_what_it_is(body: bytes, reason: str, word: str) -> None:
    found = read(body)
    assert (found.reason, found.entries) == (reason, ())
    assert word in found.error
    assert found.error.isprintable()


def test_a_feed_without_entries_is_a_healthy_feed() -> None:
    assert read(rss()) == ParsedFeed(title="F", entries=())


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("AT&T & R&D", "AT&T & R&D"),
        ("A&nbsp;B &unknown; &#x;", "A B &unknown; &#x;"),
        ("<![CDATA[AT&T &amp; 5 < 6 &nbsp;]]>", "AT&T & 5 < 6"),
        ("a&#0;b&#xD800;c&#x1b;[31md&#x110000;e&#99999999999999;", "a�b�c�[31md�e�"),
        ("quote&#146;s", "quote’s"),
        ("raw\x1b[31m\x07esc", "raw[31mesc"),
        ("&amp;#27;[2J &amp;#x9b;x", "[2J ›x"),
        ("x[i] = y[j] [/bold]", "x[i] = y[j] [/bold]"),
    ],
)
def test_faults_of_real_feeds_cost_no_entry(title: str, text: str) -> None:
    assert one(f"<title>{title}</title><guid>1</guid>").title == text


def test_broken_xml_with_entries_is_a_warning() -> None:
    found = read(rss("<title>a < b</title>"))
    assert found.entries
    assert not found.error
    assert "line 1, column" in found.warning


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (rss("<title>Café 25 €</title>").encode("utf-16"), "application/xml"),
        (rss("<title>Café 25 €</title>").encode("utf-32"), "text/xml; charset=utf-8"),
        (b"\n\n \xef\xbb\xbf" + rss("<title>Café 25 €</title>").encode(), "text/html"),
        (b"\xef\xbb\xbf" + rss("<title>Café 25 €</title>").encode(), "text/xml; charset=latin-1"),
        (rss("<title>Café 25 €</title>").encode("cp1252"), "text/xml; charset=utf-8"),
        (rss("<title>Café 25 €</title>").encode("cp1252"), "text/xml; charset=windows-1252"),
        (rss("<title>Café 25 €</title>").encode(), ""),
    ],
    ids=["utf-16", "utf-32", "blanks", "bom", "lie", "declared", "nothing said"],
)
def test_encodings(body: bytes, content_type: str) -> None:
    assert read(body, content_type).entries[0].title == "Café 25 €"


def test_a_doctype_made_to_exhaust_the_parser_is_refused_unparsed() -> None:
    many = "".join(f'<!ENTITY e{n} "x">' for n in range(101))
    large = f'<!ENTITY q "{"q" * 70_000}">'
    for inside, number in ((many, "101"), (large, "64")):
        found = read(rss("<title>x</title>", head=f"<!DOCTYPE rss [{inside}]>"))
        assert found.reason == "parse_resource"
        assert number in found.error


def test_an_outer_entity_is_never_fetched(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("CANARY")
    found = read(rss("<title>t &x;</title>", head=f'<!DOCTYPE rss [<!ENTITY x SYSTEM "{secret.as_uri()}">]>'))
    assert "CANARY" not in repr(found)


@pytest.mark.parametrize(
    "date",
    ["Fri, 31 Dec 9999 23:59:59 GMT", "Mon, 01 Jan 0001 00:00:00 GMT", "yesterday", "", "9" * 20, "2026-13-45T99:99:99Z",
     "Sat, 28 Nov 2026 00:00:00 GMT", "Thu, 01 Jan 1970 00:00:00 GMT"],
)  # fmt: skip
def test_a_time_that_cannot_be_is_none(date: str) -> None:
    assert one(f"<title>x</title><pubDate>{date}</pubDate>").published_at is None


def test_links_that_open_nothing_good_are_left_out() -> None:
    for link in ("javascript:alert(1)", "file:///etc/passwd", "-remote", "data:text/html,x", "tel:1"):
        entry = one(f"<title>x</title><guid>1</guid><link>{link}</link>")
        assert not entry.url.startswith(("javascript", "file", "data", "tel", "-"))


def test_identity_without_a_guid_is_the_page_then_title_and_day() -> None:
    first = one("<title>a</title><link>https://e.org/p?utm_source=1</link>")
    second = one("<title>changed</title><link>http://e.org/p?utm_source=2#x</link>")
    assert first.guid == second.guid
    day = "<title>a</title><pubDate>Mon, 02 Nov 2026 {}:00:00 GMT</pubDate>"
    assert one(day.format("10")).guid == one(day.format("11")).guid
    assert one(day.format("10")).guid != one(day.format("10").replace(">a<", ">b<")).guid


def test_entries_that_claim_one_identity_are_told_apart() -> None:
    found = read(rss(*(f"<guid>same</guid><title>{n}</title>" for n in range(3))))
    assert len({entry.guid for entry in found.entries}) == 3
    shared = read(rss(*(f"<link>https://e.org/notes</link><title>{n}</title>" for n in range(3))))
    assert len({entry.guid for entry in shared.entries}) == 3


def test_sizes_are_bounded_and_said() -> None:
    entry = one(f"<guid>{'g' * 600}</guid><title>{'T' * 4000}</title><description>{'word ' * 50_000}</description>")
    assert len(entry.title) == 500
    assert len(entry.body) <= 20_000
    assert entry.guid.startswith("sha256:")
    found = read(rss(*(f"<title>{n}</title>" for n in range(2500))))
    assert len(found.entries) == 2000
    assert "2000 of 2500" in found.warning
    assert found.entries[-1].title == "1999"


def test_how_long_a_feed_asks_to_be_left_alone() -> None:
    syndication = '<sy:updatePeriod xmlns:sy="http://purl.org/rss/1.0/modules/syndication/">hourly</sy:updatePeriod>'
    assert read(rss(channel="<ttl>30</ttl>")).ttl_s == 1800
    assert read(rss(channel=f"<ttl>30</ttl>{syndication}")).ttl_s == 3600
    assert read(rss(channel=f"<ttl>{'9' * 9}</ttl>")).ttl_s == 86400
    assert read(rss(channel="<ttl>-1</ttl>")).ttl_s is None


@pytest.mark.parametrize(
    "place", ["<title><![CDATA[{}]]></title>", "<description><![CDATA[{}]]></description>", "<!-- {} -->"]
)
def test_what_only_looks_like_an_item_is_not_counted_as_one(place: str) -> None:
    first = "<item><guid>a</guid>" + place.format("<item> " * 2500) + "</item>"
    rest = "".join(f"<item><guid>{guid}</guid><title>{guid}</title></item>" for guid in "bc")
    found = parse(
        f"<rss version='2.0'><channel><title>T</title>{first}{rest}</channel></rss>".encode(), "", "https://e.org/", NOW
    )
    assert len(found.entries) == 3


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
@pytest.mark.parametrize("begins", ["<rss", "<!-- x --><rss", "\n<rss"])
def test_wide_encodings_without_a_mark_are_read(encoding: str, begins: str) -> None:
    text = f"{begins} version='2.0'><channel><title>T</title><item><title>Wide \u2713</title></item></channel></rss>"
    assert [entry.title for entry in parse(text.encode(encoding), "", "https://e.org/", NOW).entries] == ["Wide \u2713"]


@pytest.mark.parametrize("junk", [b"\0", b"\n\0", b" \0", b"\0\0\0"])
def test_a_stray_zero_at_the_beginning_costs_nothing(junk: bytes) -> None:
    body = junk + b"<rss version='2.0'><channel><title>T</title><item><title>A</title></item></channel></rss>"
    assert len(parse(body, "", "https://e.org/", NOW).entries) == 1


@pytest.mark.parametrize("opened", ["<!-- ", "<![CDATA[", "<!-- " * 5000])
def test_what_is_opened_and_never_closed_holds_no_items(opened: str) -> None:
    body = f"<rss><channel>{opened}{'<item><title>A</title></item>' * 50}".encode()
    cut, count = sniff.first_entries(body, 10)
    assert count == 50
    assert cut.count(b"<item>") == 10
