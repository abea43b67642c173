"""A feed whose entries are short and the pages that they lead to, on one site."""

from __future__ import annotations

from html import escape

from refresh_site import Page, Site

TITLE = "NVIDIA shows Rubin"
TEASER = "NVIDIA today announced Rubin, its next GPU for training and inference."
MORE = (
    "NVIDIA today announced Rubin, its next GPU for training and inference, in the keynote of its conference in San Jose.",
    "Rubin has 288 GB of HBM4 memory and will be available in the second half of 2026, said the head of its data centre unit.",
    "Partners are building racks around it already, and the first systems go to cloud providers in the United States.",
)
HTML = {"Content-Type": "text/html; charset=utf-8"}


def article(*paragraphs: str, title: str = TITLE, extra: str = "") -> bytes:
    """A page of a news site, with what stands around an article."""
    told = "".join(f"<p>{escape(text)}</p>" for text in paragraphs)
    return (
        f"<!doctype html><html><head><title>{escape(title)} | Chip News</title><script>var x = 'tracking';</script></head>"
        f"<body><nav><a href='/'>Home</a> <a href='/about'>About us</a></nav><main><article><h1>{escape(title)}</h1>"
        f"{told}{extra}</article></main><footer>Cookie policy and imprint of Chip News</footer></body></html>"
    ).encode()


def page(*paragraphs: str, **told: object) -> Page:
    return Page(article(*paragraphs or MORE), headers=HTML, validators=False, **told)  # type: ignore[arg-type]


def feed(site: Site, path: str, *items: tuple[str, str, str, str]) -> None:
    """Put a feed there: (guid, title, text, path or address of its page) each."""
    told = "".join(
        f"<item><guid isPermaLink='false'>{escape(guid)}</guid><title>{escape(title)}</title>"
        f"<link>{escape(link if '://' in link or not link else site.url + link)}</link>"
        f"<pubDate>Tue, 24 Nov 2026 08:00:00 GMT</pubDate><description>{escape(text)}</description></item>"
        for guid, title, text, link in items
    )
    site.pages[path] = Page(f"<rss version='2.0'><channel><title>News</title>{told}</channel></rss>".encode())
