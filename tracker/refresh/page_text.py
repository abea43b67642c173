"""Whether a page is the article that a feed told of, and what of it becomes the entry's text. Pure."""

from __future__ import annotations

import re

from tracker.model.fetched import Article
from tracker.model.words import PageOutcome

_LEAST_SHARE = 0.5
"""So much of what the feed says stands in the article, or it is another text: a consent wall, a login, an overview."""
_HEADLINE = 0.8
"""A first line with so much of the title is the headline, which a login page has too."""
_LEAST_MORE = 200
"""Characters: less than that more than the feed has is what stands around an article."""
_MOST_WORDS = 500
_WORD = re.compile(r"[^\W_]+")
_LONG = 4
"""Letters of a word that says what a text is about; a shorter one has to have a digit (B200, 3 nm)."""


def judged(title: str, body: str, article: Article) -> tuple[PageOutcome, str, str]:
    """(outcome, why, text): `ok` with the entry's new body, else the reason why the feed's own stays."""
    if article.error:
        return "failed", article.error, ""
    first, _, rest = article.text.partition("\n")
    share = held(f"{title}\n{body}", rest if held(first, title) >= _HEADLINE else article.text)
    text = rest.strip() if first.casefold() == title.casefold() else article.text
    if share <= _LEAST_SHARE:
        return "other_text", f"the page holds {share:.0%} of the feed's words: not the article", ""
    if len(text) < len(body) + _LEAST_MORE:
        return "too_short", "the page holds hardly more text than the feed", ""
    return "ok", "", text


def held(words: str, text: str) -> float:
    """The share of the telling words of `words` that stand in `text`, 0..1; case and endings aside."""
    told = _telling(words)
    low = text.lower()
    return sum(word in low for word in told) / len(told) if told else 0.0


def _telling(text: str) -> list[str]:
    words = dict.fromkeys(_WORD.findall(text.lower()))
    telling = [word for word in words if len(word) >= _LONG or any(c.isdigit() for c in word)]
    return (telling or list(words))[:_MOST_WORDS]
