"""HTML becomes the text a person would read, in time that grows with its length and no faster."""

import time

import pytest

from tracker.feeds.html import to_text


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>One.</p><p>Two<br>Three</p>", "One.\n\nTwo\nThree"),
        ("plain & simple &lt;b&gt; AT&amp;T &#8217; &nbsp;x", "plain & simple <b> AT&T ’ x"),
        ("a\n   b <b>bold</b><i> it</i>", "a b bold it"),
        ("<ul><li>16 GB</li><li>32 GB</li></ul>", "- 16 GB\n- 32 GB"),
        (
            "<table><tr><th>Chip</th><th>HBM</th></tr>\n<tr><td>B200</td><td>192 GB</td></tr></table>",
            "Chip | HBM\nB200 | 192 GB",
        ),
        (
            "Specs:<table><tr><td><p>HBM</p></td><td></td><td><div>8</div>TB/s</td></tr></table>end",
            "Specs:\nHBM | | 8 TB/s\nend",
        ),
        ("a<br><br><br>b<div><div>c</div></div><ol><li><p>d</p></li></ol>", "a\n\nb\nc\n\n- d"),
        ("x<script>alert('</p>')</script>y<STYLE>p{}</STYLE>z<!-- c > d -->!", "xyz!"),
        ("x<script>never closed <p>y", "x"),
        ('<a title="a > b" href=\'x">\'>link</a> end', "link end"),
        ("1 < 2 and 3 > 2, x<5", "1 < 2 and 3 > 2, x<5"),
        ("3.5<sup>1</sup> PFLOPS, 10<sup>18</sup>", "3.5^1 PFLOPS, 10^18"),
        ("<pre>a\n  b</pre>c", "a\nb\n\nc"),
        ("<![CDATA[raw <b>]]> &#x1b;[31m &#155;x &#9999999999999;", "raw <b> [31m ›x �"),
        ("&#27;]0;t&#7;", "]0;t"),
        ("", ""),
    ],
)
def test_text_of(html: str, text: str) -> None:
    assert to_text(html) == text


def test_reading_stops_at_the_limit() -> None:
    assert 60 <= len(to_text("<p>0123456789</p>" * 100_000, 100)) <= 150


@pytest.mark.parametrize(
    "unit",
    [
        "<!--",
        "<![x",
        "<a ",
        '<a b="',
        "<a b='\"",
        "&#",
        "&#9",
        "<script",
        "</",
        "<",
        "&amp",
        "<td>",
        "<![CDATA[",
        "< a",
        "]]>",
    ],
)
def test_hostile_markup_costs_no_more_than_its_length(unit: str) -> None:
    """Ten times the text in clearly less than a hundred times the time: no quadratic part."""
    times = []
    for size in (100_000, 1_000_000):
        text = unit * (size // len(unit))
        start = time.process_time()
        to_text(text)
        times.append(time.process_time() - start)
    assert times[1] < 40 * max(times[0], 0.005)
