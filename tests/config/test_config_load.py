"""feeds.toml: right files become a Config, wrong ones a list of every mistake with its line."""

import os
import threading
from pathlib import Path

import pytest

from tracker import paths
from tracker.actions.settings import file_mark as mark
from tracker.config import check, load
from tracker.model.errors import ConfigError

FULL = """
[network]
contact = "mailto:you@example.org"
per_host = 3
min_gap = "500ms"
[database]
mode = "0640"
[[feed]]
slug = "one"
url = "https://example.org/feed"
title = "One"
vendor = "sk-hynix"
tier = "analyst"
enabled = false
reason = "dead"
every = "2h"
max_bytes = "1MiB"
fulltext = true
allow_private = true
verified = 2026-10-06
[[feed]]
slug = "two"
url = "ftp://example.org/feed"
[[prices]]
slug = "list"
kind = "skypilot"
url = "https://example.org/p.csv"
base_url = "http://127.0.0.1:99999"
"""


def test_every_key_reaches_the_config(tmp_path: Path) -> None:
    file = tmp_path / "feeds.toml"
    file.write_text(FULL)
    config = load(file)
    assert (config.contact, config.per_host, config.min_gap_s) == ("mailto:you@example.org", 3, 0.5)
    assert config.database_mode == 0o640
    one = config.feeds[0]
    assert (one.slug, one.title, one.vendor, one.tier, one.note) == ("one", "One", "sk-hynix", "analyst", "dead")
    assert (one.enabled, one.every_s, one.max_bytes, one.verified) == (False, 7200.0, 2**20, "2026-10-06")
    assert one.fulltext
    assert one.allow_private
    assert not one.error


def test_a_url_that_cannot_be_fetched_is_that_feeds_error_only(tmp_path: Path) -> None:
    file = tmp_path / "feeds.toml"
    file.write_text(FULL)
    config = load(file)
    assert "ftp" in config.feeds[1].error
    assert config.feeds[1].title == "two"
    assert "base_url" in config.prices[0].error


def test_all_mistakes_come_at_once_with_lines_and_mends() -> None:
    text = '''[netwrok]
x = 1
[network]
per_host = "two"
[[feed]]
slug = "a"
titel = """
[[feed]]
slug = "not a table"
"""
url = "https://example.org/a"
[[feed]]
slug = "a"
url = "https://example.org/a"
tier = "pres"
every = 5
enabled = "yes"
allow_private = [
  "a", # ]
]
verified = "yesterday"
[[feed]]
slug = "Big Slug"
[database]
mode = "0777"
'''
    assert check(text, "feeds.toml") == [
        "feeds.toml:1: unknown table or key 'netwrok', did you mean 'network'?",
        "feeds.toml:4: per_host must be a whole number from 1 to 64, not 'two'",
        "feeds.toml:7: unknown key 'titel' in feed, did you mean 'title'?",
        "feeds.toml:13: slug 'a' is already used on line 6",
        "feeds.toml:14: url 'https://example.org/a' is already used on line 11",
        "feeds.toml:15: tier 'pres' is not one of vendor, press, analyst, community, did you mean 'press'?",
        'feeds.toml:16: every must be a text in "quotes", not a number',
        "feeds.toml:17: enabled must be true or false without quotes, not a text",
        "feeds.toml:18: allow_private must be true or false without quotes, not a list",
        "feeds.toml:21: verified yesterday is no day: write 2026-10-06",
        "feeds.toml:22: this feed has no url",
        "feeds.toml:23: slug 'Big Slug' must be small letters, digits and single hyphens, 80 at most, such as nvidia-blog",
        'feeds.toml:25: mode \'0777\' is no mode for a database: write "0600", or "0640" or "0660" for a team',
    ]


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ('a = 1\n[[feed]\nslug = "x"\n', "f:2:"),
        ('a = "open', "f:1:"),
        ("x = 1\nx = 2\n", "f:2:"),
        ("\n\n= 3\n", "f:3:1:"),
    ],
)
def test_broken_toml_names_line_and_column(text: str, start: str) -> None:
    (problem,) = check(text, "f")
    assert problem.startswith(start)
    assert problem.split(":")[2].isdigit()


def test_other_ways_to_write_tables_are_read_or_refused_with_a_line() -> None:
    assert check("network.per_host = 4\n", "f") == []
    assert check("\nnetwork.per_hots = 4\n", "f")[0].startswith("f:2: unknown key 'per_hots'")
    assert check('\nfeed = [{slug = "x"}]\n', "f") == ["f:2: this feed has no url"]
    assert check('[feed]\nslug = "x"\n', "f") == ["f:1: each feed must start with [[feed]], in two brackets"]
    assert check("[[network]]\n", "f") == ["f:1: network must be written as one [network] table"]
    assert check('["network"]\n"per_host" = 0\n', "f")[0].startswith("f:2: per_host")


def test_a_hostile_value_stays_one_plain_line() -> None:
    (problem,) = check('[[feed]]\nslug = "\\u001b[31m\\u202ex\\ny"\nurl = "https://e.org"', "f")
    assert problem.startswith("f:2: slug")
    assert problem.isprintable()


def test_a_secret_in_a_url_is_not_repeated() -> None:
    row = '[[feed]]\nslug = "{}"\nurl = "https://u:pw@e.org/?key=s3cret"\n'
    (problem,) = check(row.format("a") + row.format("b"), "f")
    assert "s3cret" not in problem
    assert "pw" not in problem


def test_missing_and_unreadable_files_say_so(tmp_path: Path) -> None:
    for path in (tmp_path / "none.toml", tmp_path):
        with pytest.raises(ConfigError, match="cannot be read") as caught:
            load(path)
        assert caught.value.exit_code == 78
    latin = tmp_path / "latin.toml"
    latin.write_bytes(b"# ok\n# caf\xe9\n")
    with pytest.raises(ConfigError, match=r"latin\.toml:2: .*UTF-8"):
        load(latin)


def test_the_name_of_the_documents_put_in_by_hand_is_taken() -> None:
    (problem,) = check('[[feed]]\nslug = "ingested"\nurl = "https://e.org"\n', "f")
    assert problem == "f:2: slug 'ingested' is the name of the documents put in by hand: choose another"


def test_the_mark_tells_files_apart(tmp_path: Path) -> None:
    one, two = tmp_path / "one.toml", tmp_path / "two.toml"
    one.write_text(FULL)
    two.write_text(FULL + "# other\n")
    assert load(one).mark == mark(one) != load(two).mark
    assert mark(tmp_path / "none.toml") == ""


def test_windows_line_ends_and_mark_are_fine(tmp_path: Path) -> None:
    file = tmp_path / "feeds.toml"
    file.write_bytes(b"\xef\xbb\xbf" + FULL.replace("\n", "\r\n").encode())
    assert len(load(file).feeds) == 2


def test_the_shipped_file_is_right_and_honest() -> None:
    config = load(paths.shipped_feeds())
    assert len(config.feeds) == 68
    assert sum(feed.enabled for feed in config.feeds) == 47
    for feed in config.feeds:
        assert not feed.error, feed.slug
        assert feed.enabled != bool(feed.note), f"{feed.slug}: off needs a reason, on needs none"
        assert not feed.verified or feed.enabled


def test_a_feed_is_found_twice_however_its_address_is_written() -> None:
    text = '[[feed]]\nslug = "a"\nurl = "http://x.example/"\n[[feed]]\nslug = "b"\nurl = "HTTP://X.example:80/"\n'
    assert check(text, "f") == ["f:6: url 'http://X.example:80/' is already used on line 3"]


def test_what_is_no_list_of_feeds_is_not_read_to_its_end(tmp_path: Path) -> None:
    big = tmp_path / "big.toml"
    big.write_text("# words\n" * 200_000)
    for path in (Path("/dev/zero"), big):
        with pytest.raises(ConfigError, match="is larger than 1 MiB") as caught:
            load(path)
        assert caught.value.exit_code == 78


def test_a_pipe_can_be_read(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    writer = threading.Thread(target=pipe.write_text, args=(FULL,))
    writer.start()
    assert [feed.slug for feed in load(pipe).feeds] == ["one", "two"]
    writer.join()
