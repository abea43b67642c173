"""Real feeds lose no entry that a plain feedparser finds."""

from pathlib import Path

import feedparser
import pytest

from tracker.feeds.parse import parse

REAL = Path(__file__).resolve().parents[2].parent / "shared" / "feeds" / "real"
FILES = sorted(REAL.glob("*")) if REAL.is_dir() else []


@pytest.mark.skipif(not FILES, reason="the kit's real feeds are not here")
def test_every_entry_of_every_real_feed_is_read() -> None:
    total = 0
    for file in FILES:
        body = file.read_bytes()
        plain, ours = feedparser.parse(body), parse(body, "", "https://site.example/", "2026-11-25T12:00:00Z")
        assert len(ours.entries) == len(plain.entries), file.name
        for theirs, entry in zip(plain.entries, ours.entries, strict=True):
            if theirs.get("id") and len(theirs["id"]) <= 500 and not entry.guid.startswith("sha256:"):
                assert entry.guid == " ".join(theirs["id"].split()), file.name
            if theirs.get("link", "").startswith("https://") and " " not in theirs["link"]:
                assert entry.url.rstrip("/") == theirs["link"].rstrip("/"), file.name
            assert bool(entry.title) == bool(theirs.get("title", "").strip()), file.name
            assert entry.title.isprintable()
        total += len(ours.entries)
    assert (len(FILES), total) == (59, 2926)
