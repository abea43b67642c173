"""Lists of other readers: real shapes are read, harmful ones refused with their line."""

from __future__ import annotations

import pytest

from tracker.feeds import opml
from tracker.feeds.opml import Outline, Written
from tracker.model.errors import DocumentError

LIST = """<?xml version="1.0" encoding="UTF-8"?>
<opml version="2.0"><head><title>t</title></head><body>
<outline text="Chips"><outline title="Vendors">
<outline type="rss" text="NVIDIA &amp; co" title="NVIDIA" xmlUrl="https://n.example/feed?a=1&amp;b=2" category="/x/y,z"/>
</outline></outline>
<OUTLINE TEXT="Plain" XMLURL="https://p.example/"/>
<outline text="a note"/>
</body></opml>"""


def test_feeds_with_their_folders_and_categories() -> None:
    assert opml.read(LIST.encode(), "l.opml") == [
        Outline(4, "https://n.example/feed?a=1&b=2", "NVIDIA", ("Chips", "Vendors"), ("/x/y", "z")),
        Outline(6, "https://p.example/", "Plain"),
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "iso-8859-1"])
def test_encodings(encoding: str) -> None:
    text = f'<?xml version="1.0" encoding="{encoding}"?><opml><body><outline text="é" xmlUrl="https://e.example/"/></body></opml>'
    assert opml.read(text.encode(encoding), "l")[0].title == "é"


@pytest.mark.parametrize(
    ("body", "told"),
    [
        (b'<!DOCTYPE opml [<!ENTITY a "b">]><opml/>', "l:1: has a DOCTYPE"),
        (b'<!DOCTYPE opml SYSTEM "file:///etc/passwd"><opml/>', "l:1: has a DOCTYPE"),
        (b"<html>\n</html>", "l:1: starts with <html>"),
        (b"<opml>\n<body>\n</opml>", "l:3: this is no well-formed XML"),
        (b"", "no well-formed XML"),
        (b"<opml>" + b"<outline>" * 60 + b"</outline>" * 60 + b"</opml>", "in one another"),
        (b"<opml>" + b"<outline/>" * 20_001 + b"</opml>", "over 20000 outlines"),
        (b'<?xml version="1.0" encoding="klingon"?><opml/>', "l:1: "),
        (b" " * (opml.MOST_BYTES + 1), "over 4 MiB"),
    ],
)
def test_what_is_no_list_is_refused(body: bytes, told: str) -> None:
    with pytest.raises(DocumentError, match=told):
        opml.read(body, "l")


def test_control_characters_of_a_list_never_reach_a_title() -> None:
    body = "<opml><body><outline text='a&#x202e;b&#9;c' xmlUrl='https://e.example/'/></body></opml>"
    assert opml.read(body.encode(), "l")[0].title == "ab c"


def test_what_is_written_is_read_back() -> None:
    feeds = [
        Written("press", 'A "b" <c> & d', "https://a.example/?x=1&y=2", ("/tier/press", "/slug/a")),
        Written("vendor", "B", "https://b.example/"),
    ]
    found = opml.read(opml.text(feeds, "mine & yours", "Wed, 25 Nov 2026 12:00:00 +0000").encode(), "l")
    assert [(one.url, one.title, one.folders, one.categories) for one in found] == [
        ("https://a.example/?x=1&y=2", 'A "b" <c> & d', ("press",), ("/tier/press", "/slug/a")),
        ("https://b.example/", "B", ("vendor",), ()),
    ]
