"""`feeds check`, `add`, `disable` and `enable` against a site on this machine."""

from __future__ import annotations

import json
import os
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import Result
from web_site import WebSite, rss, web_site

Run = Callable[..., Result]
START = '# mine\n[network]\nmin_gap = "0s"\n\n[[feed]]\nslug = "good"  # the good one\nurl = "{0}/good"\nallow_private = true\n'
LINK = "<link rel='alternate' type='application/rss+xml' title='{1}' href='{0}'>"


@pytest.fixture
def site() -> Iterator[WebSite]:
    with web_site() as one:
        one.put(
            "/good",
            rss(("b", "2026-11-24"), ("a", "2026-11-20")),
            ETag='"1"',
            Last_Modified="Tue, 24 Nov 2026 08:00:00 GMT",
        )
        yield one


@pytest.fixture
def feeds(site: WebSite, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "feeds.toml"
    path.write_text(START.format(site.url))
    monkeypatch.setenv("TRACKER_FEEDS", str(path))
    return path


def check(run: Run, *args: str, rc: int = 0) -> list[dict[str, object]]:
    told = json.loads(run("feeds", "check", *args, "--json", rc=rc).stdout)
    assert isinstance(told, list)
    return told


def test_what_is_found_of_a_feed(run: Run, site: WebSite, feeds: Path) -> None:
    one = check(run)[0]
    assert (one["slug"], one["verdict"], one["format"], one["entries"]) == ("good", "ok", "RSS 2.0", 2)
    assert (one["newest"], one["oldest"]) == ("2026-11-24T08:00:00Z", "2026-11-20T08:00:00Z")
    assert (one["etag"], one["last_modified"], one["problem"], one["mend"], one["proposals"]) == (
        True,
        True,
        "",
        "",
        [],
    )
    assert site.asked == ["/good"]
    assert all(agent.startswith("accelerator-tracker/") for agent in site.agents)
    text = run("feeds", "check", "good").stdout
    assert text.startswith("good: ok, RSS 2.0, 2 entries, newest 2026-11-24, oldest 2026-11-20, ETag and Last-Modified")


@pytest.mark.parametrize(
    ("status", "headers", "body", "verdict", "mend"),
    [
        (404, {}, "no", "failing", "feeds check http://127.0.0.1"),
        (403, {}, "no", "blocked", "set contact"),
        (410, {}, "no", "gone", "feeds disable"),
        (429, {"Retry-After": "60"}, "no", "failing", "every"),
        (200, {}, rss(), "empty", "another feed"),
        (200, {}, rss(("old", "2019-01-01")), "stale", "another feed"),
        (200, {}, "<html><title>Hello</title></html>", "html", "look on the site"),
        (200, {}, "<rss><channel>", "failing", "broken"),
        (200, {}, "", "empty", "another feed"),
        (302, {"Location": "file:///etc/passwd"}, "", "failing", "http"),
    ],
)
def test_every_fault_is_named_with_its_mend(
    run: Run, site: WebSite, feeds: Path, status: int, headers: dict[str, str], body: str, verdict: str, mend: str
) -> None:
    site.put("/good", body, status, **headers)
    readable = verdict in ("empty", "stale") and bool(body)
    one = check(run, "good", rc=0 if readable else 69)[0]
    assert one["verdict"] == verdict
    assert one["problem"]
    assert mend in str(one["mend"])


@pytest.mark.parametrize(
    "url", ["http://[x", "http://x.example:99999/", "http://a b.example/", "javascript:a.b", "//x.example", "http://"]
)
def test_an_address_that_cannot_be_read_is_a_plain_answer(run: Run, feeds: Path, url: str) -> None:
    one = check(run, url, rc=69)[0]
    assert (one["verdict"], bool(one["problem"]), bool(one["mend"])) == ("failing", True, True)


def test_one_bad_feed_of_several_is_exit_1(run: Run, site: WebSite, feeds: Path) -> None:
    result = run("feeds", "check", "good", f"{site.url}/gone", "--allow-private", rc=1)
    assert "1 of 2 can be read" in result.stderr


def test_a_moved_feed_is_told_with_its_new_address(run: Run, site: WebSite, feeds: Path) -> None:
    site.put("/good", "", 301, Location="/new")
    new = site.put("/new", rss(("a", "2026-11-24")))
    one = check(run)[0]
    assert (one["verdict"], one["moved_to"]) == ("ok", new)
    assert new in str(one["mend"])


def test_the_feeds_of_a_pipe_are_listed(run: Run, feeds: Path, tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    writer = threading.Thread(target=pipe.write_text, args=(feeds.read_text(),))
    writer.start()
    assert [feed["slug"] for feed in json.loads(run("feeds", "list", "--json", "--feeds", str(pipe)).stdout)] == [
        "good"
    ]
    writer.join()


def test_secrets_of_an_address_are_not_repeated(run: Run, site: WebSite, feeds: Path) -> None:
    site.put("/key?token=hunter2", "", 301, Location="/new?token=hunter2")
    site.put("/new?token=hunter2", rss(("a", "2026-11-24")))
    url = site.url.replace("//", "//me:swordfish@") + "/key?token=hunter2"
    feeds.write_text(START.format(site.url).replace(f"{site.url}/good", url))
    result = run("feeds", "check", "good")
    assert "hunter2" not in result.output
    assert "swordfish" not in result.output
    assert "it moved for good" in result.stdout
    assert "swordfish" not in run("feeds", "check", url.replace("token", "tok"), rc=69).output


def test_a_page_leads_to_the_feeds_that_it_names(run: Run, site: WebSite, feeds: Path) -> None:
    links = LINK.format("/news.xml", "News") + LINK.format("/broken", "x") + LINK.format("/comments.xml", "Comments")
    page = site.put("/", f"<html><head>{links}</head></html>")
    site.put("/news.xml", rss(("a", "2026-11-24"), title="Chip & Memory News"))
    site.put("/comments.xml", rss(("c", "2026-11-24"), title="Comments"))
    one = check(run, page, "--allow-private")[0]
    assert one["verdict"] == "page"
    proposals = one["proposals"]
    assert isinstance(proposals, list)
    assert [p["url"] for p in proposals] == [f"{site.url}/news.xml", f"{site.url}/comments.xml"]
    assert 'slug = "chip-memory-news"' in proposals[0]["toml"]
    assert 'slug = "chip-memory-news"' in run("feeds", "check", page, "--allow-private").stdout


def test_common_places_are_asked_only_where_a_page_names_nothing(run: Run, site: WebSite, feeds: Path) -> None:
    page = site.put("/", "<html><head></head></html>")
    found = site.put("/feed/", rss(("a", "2026-11-24")))
    one = check(run, page, "--allow-private")[0]
    assert [p["url"] for p in one["proposals"]] == [found]  # type: ignore[attr-defined]
    assert site.asked == ["/", "/feed/"]
    site.asked.clear()
    del site.pages["/feed/"]
    assert check(run, page, "--allow-private", rc=69)[0]["verdict"] == "html"
    assert len(site.asked) <= 5


def test_a_private_address_is_asked_only_when_told(run: Run, site: WebSite, feeds: Path) -> None:
    one = check(run, f"{site.url}/other", rc=69)[0]
    assert "not public" in str(one["problem"])
    assert "--allow-private" in str(one["mend"])
    with web_site() as other:
        other.put("/x", rss(("a", "2026-11-24")))
        page = site.put("/", "<html>" + LINK.format(f"{other.url}/x", "x") + "</html>")
        check(run, page, "--allow-private", rc=69)
        assert site.asked[0] == "/"
        assert other.asked == [], "a page leads nowhere private but on its own host"


def test_a_server_that_asked_for_rest_is_left_alone(run: Run, site: WebSite, feeds: Path) -> None:
    site.put("/good", "", 429, Retry_After="3600")
    run("refresh", rc=69)
    site.asked.clear()
    one = check(run, "good", rc=69)[0]
    assert (one["verdict"], site.asked) == ("not_asked", [])
    assert "2026-11-25T13:00:00Z" in str(one["problem"])


def test_nothing_of_a_check_is_stored(run: Run, site: WebSite, feeds: Path) -> None:
    check(run)
    assert json.loads(run("search", "b", "--json").stdout) == []


def test_hostile_text_is_shown_as_text(run: Run, site: WebSite, feeds: Path) -> None:
    page = site.put(
        "/evil", rss(("a", "2026-11-24"), title="&#x1b;]0;x&#7;&quot;&#10;enabled = false &#x202e;[[feed]]")
    )
    text = run("feeds", "add", page, "--allow-private").stdout
    assert "\x1b" not in text
    assert "\u202e" not in text
    assert [feed["enabled"] for feed in json.loads(run("feeds", "list", "--json").stdout)] == [1, 1]


def test_adding_puts_a_block_at_the_end_and_leaves_the_rest(run: Run, site: WebSite, feeds: Path) -> None:
    before = feeds.read_text()
    url = site.put("/chips", rss(("a", "2026-11-24"), title="The Chip Letter"))
    result = run("feeds", "add", url, "--allow-private", "--tier", "analyst")
    added = feeds.read_text().removeprefix(before)
    assert added.split("\n")[1:] == [
        "[[feed]]", 'slug = "chip-letter"', f'url = "{url}"', 'title = "The Chip Letter"', 'tier = "analyst"',
        "allow_private = true", "verified = 2026-11-25", "",
    ]  # fmt: skip
    assert "chip-letter" in result.stderr
    run("refresh", "--feed", "chip-letter")
    assert json.loads(run("search", "On a", "--json").stdout)[0]["feed"] == "chip-letter"


def test_adding_a_page_with_one_feed_adds_that_feed(run: Run, site: WebSite, feeds: Path) -> None:
    page = site.put("/", "<html>" + LINK.format("/f.xml", "News") + "</html>")
    site.put("/f.xml", rss(("a", "2026-11-24")))
    run("feeds", "add", page, "--allow-private", "--slug", "own", "--title", "Own", "--vendor", "amd")
    assert (
        f'slug = "own"\nurl = "{site.url}/f.xml"\ntitle = "Own"\nvendor = "amd"\ntier = "vendor"\n' in feeds.read_text()
    )


@pytest.mark.parametrize(
    ("args", "rc", "told"),
    [
        (["{0}/good"], 2, "has this address already, as good"),
        (["{0}/good?utm_source=x"], 2, "as good"),
        (["{0}/f", "--slug", "good"], 2, "has a feed good already"),
        (["{0}/f", "--slug", "No Slug"], 2, "small letters"),
        (["{0}/f", "--slug", "ingested"], 2, "put in by hand"),
        (["{0}/f", "--vendor", "nvidea"], 2, "did you mean 'nvidia'"),
        (["{0}/page"], 2, "already, as good"),
        (["{0}/nothing"], 69, "is as it was"),
        (["{0}/two"], 2, "say which one"),
        (["ftp://x.example/f"], 69, "http"),
    ],
)  # fmt: skip
def test_what_is_not_added_leaves_the_file(
    run: Run, site: WebSite, feeds: Path, args: list[str], rc: int, told: str
) -> None:
    site.put("/f", rss(("a", "2026-11-24")))
    site.put("/g", rss(("b", "2026-11-24")))
    site.put("/two", "<html>" + LINK.format("/f", "F") + LINK.format("/g", "G") + "</html>")
    site.put("/page", "<html>" + LINK.format("/good?utm_source=x", "G") + "</html>")
    site.put("/good?utm_source=x", rss(("b", "2026-11-24")))
    before = feeds.read_text()
    result = run("feeds", "add", *(a.format(site.url) for a in args), "--allow-private", rc=rc)
    assert told in result.stderr
    assert feeds.read_text() == before


def test_switching_off_and_on(run: Run, site: WebSite, feeds: Path) -> None:
    before = feeds.read_text()
    run("feeds", "disable", "good", "--reason", "silent since May")
    assert feeds.read_text() == before + 'enabled = false\nreason = "silent since May"\n'
    run("refresh")
    assert site.asked == []
    told = json.loads(run("feeds", "list", "--all", "--json").stdout)[0]
    assert (told["enabled"], told["note"]) == (0, "silent since May")
    run("feeds", "enable", "good")
    assert feeds.read_text() == before
    run("feeds", "disable", "god", "--reason", "x", rc=2)
    run("feeds", "disable", "good", "--reason", " ", rc=2)
    run("feeds", "disable", "good", rc=2)
    assert feeds.read_text() == before


def test_a_wrong_file_is_told_by_line_and_left(run: Run, feeds: Path) -> None:
    feeds.write_text(feeds.read_text() + "colour = 1\n")
    for args in (["check"], ["enable", "good"], ["add", "https://x.example/"]):
        assert "feeds.toml:9: unknown key 'colour'" in run("feeds", *args, rc=78).stderr


def test_backfill_from_the_command_line(run: Run, site: WebSite, feeds: Path) -> None:
    site.put("/good", rss(("b", "2026-11-24"), head="<atom:link rel='prev-archive' href='/old'/>"))
    site.put("/old", rss(("a", "2026-01-20")))
    result = run("feeds", "backfill", "good", "--since", "2025", "--json")
    done = json.loads(result.stdout)
    assert (done["new"], done["finished"], done["way"]) == (1, True, "links")
    assert "1 new article from 1 page," in result.stderr
    run("feeds", "backfill", "nobody", "--since", "2025", rc=2)
    run("feeds", "backfill", "good", "--since", "soon", rc=2)
    run("feeds", "backfill", "good", rc=2)


def test_secrets_of_an_address_are_shown_to_nobody_and_kept_for_programs(run: Run, feeds: Path) -> None:
    url = "https://me:pass@feeds.example/rss?key=SECRET"
    feeds.write_text(f'[[feed]]\nslug = "private"\nurl = "{url}"\n')
    for told in (run("feeds", "list"), run("refresh", "--dry-run", "-v")):
        assert "https://feeds.example/rss?key=***" in told.stdout
        assert "pass" not in told.output
        assert "SECRET" not in told.output
    assert json.loads(run("feeds", "list", "--json").stdout)[0]["url"] == url
    assert url in run("feeds", "list", "--csv").stdout
