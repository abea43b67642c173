"""What is kept from feedparser changes no stored field, and its short ways lead where its long ones do."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from xml.sax.handler import ContentHandler, feature_namespaces
from xml.sax.xmlreader import AttributesNSImpl

import pytest
from feedparser.api import StrictFeedParser
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.feeds import sax, xmlfeed
from tracker.feeds.lighter import lighten
from tracker.feeds.parse import parse
from tracker.model.fetched import ParsedFeed

NOW = "2026-11-25T12:00:00Z"
ROOT = Path(__file__).resolve().parents[2]
REAL = ROOT.parent / "shared" / "feeds" / "real"
MEDIA = b'xmlns:media="http://search.yahoo.com/mrss/"'
PIECES = [
    b"<category>c</category>", b'<category term="t" label="l"/>', b'<category xml:base="http://b.example/x/" term="t"/>',
    b"<category><title>within</title></category>", b'<category xmlns="http://purl.org/dc/elements/1.1/">z</category>',
    b"<category><!-- c -->a<![CDATA[b]]></category>", b'<category lang="de">d</category>', b"<comments>http://c.example</comments>",
    b'<comments a="b">text</comments>', b'<enclosure url="/e.mp3" type="audio/mpeg" length="3"/>',
    b'<enclosure url="/e">text</enclosure>', b"<enclosure><link>http://l.example</link></enclosure>",
    b"<dc:subject>s</dc:subject>", b'<media:thumbnail url="/t.png"/>', b"<media:credit>A. Photographer</media:credit>",
    b'<media:content url="x"><media:title>M</media:title><media:description>d</media:description></media:content>',
    b'<media:content xmlns:media="http://www.w3.org/2005/Atom">another name</media:content>',
    b'<x xmlns:media="http://www.w3.org/2005/Atom"/>', b"<image><title>q</title><category>1</category><link>x</link></image>",
    b'<source url="s">S<category>k</category></source>', b'<content type="text/xml"><title>x</title></content>',
    b'<content type="html"><body>early</body>late</content>', b'<content type="xhtml"><div>q</div> tail</content>',
    b"<description>a<description>b</description>c<comments>i</comments></description>", b"<title>a<title>b</title>c</title>",
    b"<title>T &amp;amp; t</title>", b"<description>&lt;p&gt;words&lt;/p&gt;</description>", b"<guid>g</guid>", b"<id>i</id>",
    b"<link>http://k.example</link>", b'<link href="/relative" rel="alternate"/>', b"<author><name>N</name></author>",
    b"<pubDate>Fri, 20 Nov 2026 12:00:00 GMT</pubDate>", b"<item><title>nested</title><category>n</category></item>",
    b'<svg xmlns="http://www.w3.org/2000/svg"><title>s</title></svg>', b"<body>b</body>", b"loose text", b"<language>de</language>",
]  # fmt: skip


def read(body: bytes) -> ParsedFeed:
    return parse(body, "application/xml", "https://site.example/a/", NOW)


def read_whole(body: bytes) -> ParsedFeed:
    """By feedparser alone."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sax, "_UNSTORED", frozenset())
        lighten()
        patch.setattr(sax._Parser, "reads_items", False)
        return read(body)


def rss(*items: bytes) -> bytes:
    told = b"".join(b"<item>" + item + b"</item>" for item in items)
    return b'<rss xmlns:dc="http://purl.org/dc/elements/1.1/" %b><channel><title>T</title>%b</channel></rss>' % (
        MEDIA,
        told,
    )


def atom(*items: bytes) -> bytes:
    told = b"".join(b"<entry>" + item + b"</entry>" for item in items)
    return b'<feed xmlns="http://www.w3.org/2005/Atom" xmlns:dc="http://purl.org/dc/elements/1.1/" %b>%b</feed>' % (
        MEDIA,
        told,
    )


items = st.lists(st.lists(st.sampled_from(PIECES), max_size=6).map(b"\n".join), min_size=1, max_size=3)


@settings(max_examples=400, deadline=None)
@given(items, st.sampled_from([rss, atom]))
def test_what_is_stored_is_the_same_without_the_elements_that_nothing_stored_is_made_of(
    told: list[bytes], kind: object
) -> None:
    assert callable(kind)
    body = kind(*told)
    assert read(body) == read_whole(body)


@pytest.mark.skipif(not REAL.is_dir(), reason="the kit's real feeds are not here")
def test_real_feeds_are_stored_the_same() -> None:
    for file in sorted(REAL.glob("*")):
        assert read(file.read_bytes()) == read_whole(file.read_bytes()), file.name


PLAIN = [
    b"<title>T &amp;amp; t</title>", b"<title> </title>", b"<title>a &lt;b&gt;c&lt;/b&gt;</title>",
    b"<title type='text'>x &lt;i></title>", b'<title type="html">x &amp;lt; y</title>', b'<title type="HTML" x="y">z</title>',
    b"<title><![CDATA[ caf\xc3\x83\xc2\xa9 ]]></title>", "<title>\x93quoted\x94 中</title>".encode(),
    b"<link>http://k.example/?a=1&amp;b=2&amp;amp;c</link>", b"<link/>", b"<link> /r </link>",
    b'<link href="/relative" rel="alternate"/>', b'<link href="/self" rel="SELF" type="application/atom+xml"/>',
    b'<link href=""/>', b'<link href="/x" type="TEXT/html" hreflang="en" title="t" length="1"/>', b'<link url="/u"/>',
    b'<link href="/p" type="x/y">text</link>', b"<link rel='alternate'>http://l.example</link>", b"<guid>g</guid>",
    b'<guid isPermaLink="false">tag:1</guid>', b"<guid/>", b'<guid isPermaLink="true">http://g.example</guid>',
    b'<guid ispermalink="false">h</guid>', b"<id>urn:i</id>", b"<description>&lt;p&gt;words&lt;/p&gt;</description>",
    b"<description/>", b"<description type='text'>d</description>", b"<summary>s &lt;b&gt;t&lt;/b&gt;</summary>",
    b'<summary type="html">longer &lt;b&gt;summary&lt;/b&gt;</summary>', b'<content type="text">plain &lt;i&gt; text</content>',
    b'<content type="html">&lt;p&gt;content&lt;/p&gt;</content>', b"<content/>", b'<content type="xhtml">x</content>',
    b'<content src="/s">x</content>', b"<content:encoded>&lt;p&gt;whole&lt;/p&gt;</content:encoded>",
    b"<author>a@b.example (A)</author>", b"<author/>", b"<dc:creator> D. C. </dc:creator>", b"<author><name>N</name></author>",
    b"<author><name>N</name><email>n@e.example</email><uri>/u</uri>t</author>", b"<author>t<email>e@e.example</email></author>",
    b"<author><uri>/u</uri></author>", b"<author><name><name>n</name></name></author>", b"<author><title>no</title></author>",
    b"<pubDate>Fri, 20 Nov 2026 12:00:00 GMT</pubDate>", b"<pubDate>never</pubDate>",
    b"<updated>2026-11-20T12:00:00+02:00</updated>", b"<published>2026-11-19</published>",
    b"<dc:date>2026-11-18T00:00:00Z</dc:date>", b"<updated/>", b"<pubDate a='b'>2026-11-20</pubDate>", b"<name>loose</name>",
    b"<!-- comment -->", b"<?pi x?>", b"<category>c</category>", b"<comments a='b'>d</comments>", b"words",
    b'<x xmlns="urn:x"/>', b'<category xml:lang="de"/>',
]  # fmt: skip
AROUND = [
    b"<title>F</title>",
    b"<title>G</title>",
    b"<image><title>I</title></image>",
    b"<language>de</language>",
    b"<textInput/>",
    b"",
]


def rss_around(head: bytes, *items: bytes, tail: bytes) -> bytes:
    told = b"".join(b"<item>" + item + b"</item>" for item in items)
    return (
        b'<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/">'
        b"<channel>" + head + told + tail + b"</channel></rss>"
    )


def atom_around(head: bytes, *items: bytes, tail: bytes) -> bytes:
    told = b"".join(b"<entry>" + item + b"</entry>" for item in items)
    return (
        b'<feed xmlns="http://www.w3.org/2005/Atom" xmlns:dc="http://purl.org/dc/elements/1.1/" xml:base="http://base.example/b/" '
        b'xmlns:content="http://purl.org/rss/1.0/modules/content/">' + head + told + tail + b"</feed>"
    )


plain_items = st.lists(st.lists(st.sampled_from(PLAIN), max_size=9).map(b"\n".join), min_size=1, max_size=4)


@settings(max_examples=600, deadline=None)
@given(plain_items, st.sampled_from(AROUND), st.sampled_from(AROUND), st.sampled_from([rss_around, atom_around]))
def test_a_plain_item_is_read_as_feedparser_reads_it(
    told: list[bytes], head: bytes, tail: bytes, kind: Callable[..., bytes]
) -> None:
    body = kind(head, *told, tail=tail)
    assert read(body) == read_whole(body)


@pytest.mark.parametrize(
    "base", ["http:foo/", "http:foo", "http://b.example/a/../b/", "c/", "javascript:x", "http://b.example"]
)
def test_addresses_are_resolved_as_feedparser_does_whose_base_may_move_with_the_depth(base: str) -> None:
    item = b"<item><title>t</title><link>page</link><guid>g/h</guid></item>"
    told = b"<rss version='2.0' xml:base='%b'><channel>%b</channel></rss>" % (base.encode(), item * 2)
    assert read(told) == read_whole(told)


def test_of_a_plain_item_the_parser_hears_nothing_and_of_another_all() -> None:
    lighten()
    heard: list[str] = []
    start = StrictFeedParser.unknown_starttag

    def told(self: object, tag: str, attributes: object) -> None:
        heard.append(tag)
        start(self, tag, attributes)

    plain = b"<title>t</title><link>l</link><author><name>n</name></author><category>c</category>"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(StrictFeedParser, "unknown_starttag", told)
        found = xmlfeed.read(rss(plain, b"<title>u</title><odd/>", plain), "", "")
    assert heard == ["rss", "channel", "title", "item", "title", "odd"]
    assert [draft.title[0] for draft in found.drafts] == ["t", "u", "t"]


def test_an_item_of_a_great_many_elements_is_not_kept_until_its_end() -> None:
    body = rss(b"<title>t</title>" + b"<category>c</category>" * 5000 + b"<description>d</description>")
    assert read(body) == read_whole(body)
    assert read(body).entries[0].body == "d"


def test_a_name_that_feedparser_takes_for_another_is_told() -> None:
    body = (
        b'<rss xmlns:m="http://search.yahoo.com/mrss/"><x xmlns:media="http://www.w3.org/2005/Atom"/><channel><title>T</title>'
        b"<item><title>t</title><m:content>The words.</m:content></item></channel></rss>"
    )
    (entry,) = read(body).entries
    assert entry.body == "The words."


class Told(ContentHandler):
    def __init__(self) -> None:
        self.events: list[str] = []

    def startElementNS(self, name: tuple[str | None, str], qname: str | None, attrs: AttributesNSImpl) -> None:  # noqa: N802  the name that SAX calls
        self.events.append(f"<{name[1]}>")

    def endElementNS(self, name: tuple[str | None, str], qname: str | None) -> None:  # noqa: N802
        self.events.append(f"</{name[1]}>")

    def characters(self, content: str) -> None:
        self.events.append(content)


@pytest.mark.parametrize(
    ("item", "told"),
    [
        ("<category>c</category>a<comments>c</comments>", "a"),
        ("<category term='t'>c</category><enclosure url='u'/>", ""),
        ("<category xmlns:q='urn:q'>c</category>", "<category>c</category>"),
        ("<category xml:base='/b'>c</category>", "<category>c</category>"),
        ("<category xml:lang='de'>c</category>", "<category>c</category>"),
        ("<comments a='b'>c</comments>", "<comments>c</comments>"),
        ("<category>c<b>d</b>e</category>", "<category>c<b>d</b>e</category>"),
        ("<author><category>c</category></author>", "<author><category>c</category></author>"),
        (
            "<other xmlns='urn:o'><category/></other><category xmlns='urn:o'/>",
            "<other><category></category></other><category></category>",
        ),
    ],
)
def test_only_children_that_change_nothing_else_are_kept_back(item: str, told: str) -> None:
    parser, handler = sax.create_parser(), Told()
    parser.reads_items = False
    parser.setFeature(feature_namespaces, True)
    parser.setContentHandler(handler)
    parser.feed(f"<rss><channel><category>of the channel</category><item>{item}</item></channel></rss>")
    parser.close()
    start = "<rss><channel><category>of the channel</category><item>"
    assert "".join(handler.events) == f"{start}{told}</item></channel></rss>"


def test_the_parser_does_not_hear_of_them() -> None:
    import feedparser

    xmlfeed.read(rss(b"<title>t</title>"), "", "")
    body = rss(
        b"<title>t</title><category>c</category><dc:subject>s</dc:subject><media:thumbnail url='u'/><enclosure url='e'/>"
    )
    (entry,) = feedparser.parse(body, response_headers={"content-type": "application/xml"}).entries
    assert set(entry) == {"title", "title_detail"}
    told = feedparser.parse(body.replace(b"item", b"other"), response_headers={"content-type": "application/xml"})
    assert [tag.term for tag in told.feed.tags] == ["c", "s"]


def test_its_short_ways_lead_where_its_long_ones_do() -> None:
    bodies = [kind(b"".join(PIECES), *PIECES, "\x93“€é—中".encode()) for kind in (rss, atom)]
    code = (
        "import sys, feedparser\n"
        "from tracker.feeds import lighter, sax\n"
        "sax._UNSTORED = frozenset()\n"
        "sax.read_plain_items = lambda: None\n"
        "lighter.KNOWN = (feedparser.__version__,) if sys.argv[1] == 'short' else ()\n"
        "lighter.lighten()\n"
        "from feedparser import mixin\n"
        "assert hasattr(mixin._urljoin, 'cache_info') is (sys.argv[1] == 'short')\n"
        f"for body in {bodies!r}:\n"
        "    for clean in (False, True):\n"
        "        told = feedparser.parse(body, sanitize_html=clean, resolve_relative_uris=clean)\n"
        "        print(ascii(told), ascii(told.get('items')), 'guid' in told.entries[0], told.entries[0].get('category'))\n"
    )
    said = [
        subprocess.run([sys.executable, "-c", code, way], cwd=ROOT, capture_output=True, text=True, check=True).stdout
        for way in ("short", "long")
    ]
    assert len(said[0]) > 10_000
    assert said[0] == said[1]
