"""The shipped feeds.toml holds every address of the project's list."""

import re
from pathlib import Path

import pytest

from tracker import paths
from tracker.config import load

LIST = Path(__file__).resolve().parents[2].parent / "shared" / "feeds" / "feed_urls.md"


@pytest.mark.skipif(not LIST.is_file(), reason="the kit's list of feeds is not here")
def test_all_listed_addresses_are_shipped_with_their_status() -> None:
    feeds = {feed.url: feed for feed in load(paths.shipped_feeds()).feeds}
    rows = [[cell.strip() for cell in line.strip("| \n").split(" | ")] for line in LIST.read_text().splitlines()]
    listed = [row for row in rows if row[0].startswith("http")]
    assert {row[0] for row in listed} == set(feeds)
    for url, _, _, _, verified, status, *_ in (re.split(r"\s*\|\s*", "|".join(row)) for row in listed):
        assert feeds[url].enabled == (status == "ok"), url
        if status == "ok":
            assert feeds[url].verified == verified, url
