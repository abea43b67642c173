"""`refresh` against feeds on this machine: progress, reports and exit codes."""

import http.server
import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

Run = Callable[..., Result]
FEED = """<?xml version="1.0"?><rss version="2.0"><channel><title>T</title>
<item><guid>1</guid><link>https://example.org/1</link><title>AMD ships MI355X</title>
<pubDate>Thu, 12 Jun 2025 08:00:00 GMT</pubDate>
<description>AMD today announced general availability of the Instinct MI355X with 288 GB of HBM3E memory.</description></item>
</channel></rss>"""


ASKED: list[str] = []


class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        ASKED.append(self.path)
        good = self.path.startswith("/good")
        body = FEED.encode() if good else b"no"
        self.send_response(200 if good else 500)
        self.send_header("Content-Type", "application/rss+xml")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        pass


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as running:
        thread = threading.Thread(target=running.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{running.server_address[1]}"
        running.shutdown()
        thread.join()


@pytest.fixture
def asked() -> list[str]:
    """What the server is asked from now on."""
    ASKED.clear()
    return ASKED


@pytest.fixture
def feeds(server: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Path]:
    """A feeds.toml with these feeds of the server, found by itself."""

    def write(*slugs: str) -> Path:
        path = tmp_path / "feeds.toml"
        rows = [f'[[feed]]\nslug = "{s}"\nurl = "{server}/{s}"\nallow_private = true\n' for s in slugs]
        path.write_text('[network]\nmin_gap = "0s"\n' + "".join(rows))
        monkeypatch.setenv("TRACKER_FEEDS", str(path))
        return path

    return write


def test_a_good_refresh_is_silent_and_fills_the_timeline(run: Run, feeds: Callable[..., Path]) -> None:
    feeds("good")
    result = run("refresh")
    assert (result.stdout, result.stderr) == ("", "")
    assert json.loads(run("search", "MI355X", "--json").stdout)[0]["feed"] == "good"
    events = json.loads(run("timeline", "--product", "mi355x", "--json").stdout)
    assert "https://example.org/1" in {e["url"] for e in events} | {
        proof["url"] for e in events for proof in json.loads(run("explain", e["event_id"], "--json").stdout)["proofs"]
    }


def test_the_report_and_what_v_says(run: Run, feeds: Callable[..., Path]) -> None:
    feeds("good", "bad")
    result = run("refresh", "--json", "-v")
    report = json.loads(result.stdout)
    assert (report["new"], report["failed"], report["exit_code"]) == (1, 1, 0)
    assert {feed["slug"]: feed["outcome"] for feed in report["feeds"]} == {"good": "new", "bad": "error"}
    assert "good: new, 1 new" in result.stderr


def test_a_failed_feed_is_one_line_and_no_failure(run: Run, feeds: Callable[..., Path]) -> None:
    feeds("good", "bad")
    lines = run("refresh").stderr.splitlines()
    assert len(lines) == 1
    assert lines[0].startswith("tracker: feed bad: ")
    assert "500" in lines[0]


def test_a_feed_that_goes_on_failing_is_told_once(run: Run, feeds: Callable[..., Path]) -> None:
    """cron mails what is said: not the same every hour."""
    feeds("good", "bad")
    assert "feed bad" in run("refresh", "--all").stderr
    again = run("refresh", "--all", "--json")
    assert again.stderr == ""
    assert json.loads(again.stdout)["failed"] == 1
    assert "tracker: feed bad: " in run("refresh", "--all", "-v").stderr


def test_a_dry_run_says_what_would_be_asked_and_why_and_asks_nothing(
    run: Run, feeds: Callable[..., Path], asked: list[str], database: Path
) -> None:
    path = feeds("good", "bad")
    told = run("refresh", "--dry-run")
    assert told.stdout.splitlines()[0].startswith("ask   good: never asked before  http://127.0.0.1:")
    assert told.stderr == "2 would be asked, 0 not\n"
    assert asked == []
    run("refresh")
    with path.open("a") as more:
        more.write('[[feed]]\nslug = "off"\nurl = "https://off.example/"\nenabled = false\nreason = "by hand"\n')
    before = database.read_bytes()
    rows = {row["slug"]: row for row in json.loads(run("refresh", "--dry-run", "--json").stdout)}
    assert [rows[slug]["asked"] for slug in ("good", "bad", "off")] == [False, False, False]
    assert rows["good"]["why"] == "due 2026-11-26T12:00:00Z: no validators"
    assert rows["bad"]["why"].endswith(": 1 failure")
    assert rows["off"]["why"] == "by hand"
    assert "wait  good: due" in run("refresh", "--dry-run", "-v").stdout
    assert "asked for, not due" in run("refresh", "--dry-run", "--all").stdout
    assert [row["slug"] for row in json.loads(run("refresh", "--dry-run", "--feed", "bad", "--json").stdout)] == ["bad"]
    assert len(asked) == 2
    assert database.read_bytes() == before


def test_a_url_that_was_changed_is_due(run: Run, feeds: Callable[..., Path]) -> None:
    path = feeds("good")
    run("refresh")
    path.write_text(path.read_text().replace("/good", "/good?all"))
    assert "ask   good: never asked before" in run("refresh", "--dry-run").stdout


@pytest.mark.parametrize("told", [["--jitter", "2"], ["--max-time", "soon"], ["--jitter", "3d"], ["--max-time", "-5s"]])
def test_a_duration_has_a_unit_and_an_end(run: Run, feeds: Callable[..., Path], told: list[str]) -> None:
    feeds("good")
    assert "30s" in run("refresh", *told, rc=2).stderr or "86400 s" in run("refresh", *told, rc=2).stderr


def test_a_dry_run_does_not_go_with_reading_again(run: Run, feeds: Callable[..., Path]) -> None:
    feeds("good")
    assert "--dry-run" in run("refresh", "--dry-run", "--re-extract", rc=2).stderr


def test_a_ping_tells_of_a_run_that_went_well(
    run: Run, feeds: Callable[..., Path], asked: list[str], server: str
) -> None:
    path = feeds("good")
    path.write_text(f'[network]\nping = "{server}/good?ping"\nping_allow_private = true\n' + path.read_text()[10:])
    assert run("refresh").stderr == ""
    assert asked == ["/good", "/good?ping"]
    assert run("refresh").stderr == ""
    assert asked[2:] == ["/good?ping"], "nothing was due, and the run went well"
    path.write_text(path.read_text().replace("/good?ping", "/bad?key=s3cret"))
    told = run("refresh", rc=0).stderr
    assert "ping: 127.0.0.1: the server answers 500" in told
    assert "s3cret" not in told
    path.write_text(path.read_text().replace("ping_allow_private = true\n", ""))
    assert "not public" in run("refresh", rc=0).stderr


def test_no_ping_tells_of_a_run_in_which_all_failed(
    run: Run, feeds: Callable[..., Path], asked: list[str], server: str
) -> None:
    path = feeds("bad")
    path.write_text(f'[network]\nping = "{server}/good"\nping_allow_private = true\n' + path.read_text()[10:])
    run("refresh", rc=69)
    assert asked == ["/bad"]


def test_a_ping_that_cannot_be_asked_is_a_mistake_of_the_file(run: Run, feeds: Callable[..., Path]) -> None:
    path = feeds("good")
    path.write_text('[network]\nping = "hc.example/abc"\n')
    assert f"{path}:2: ping cannot be used" in run("refresh", rc=78).stderr


@pytest.mark.parametrize(
    ("slugs", "fail_on", "rc"),
    [
        (["good", "bad"], "any", 1),
        (["good", "bad"], "never", 0),
        (["bad"], "all", 69),
        (["bad"], "any", 69),
        (["bad"], "never", 0),
    ],
)
def test_exit_codes_of_failed_feeds(
    run: Run, feeds: Callable[..., Path], slugs: list[str], fail_on: str, rc: int
) -> None:
    feeds(*slugs)
    run("refresh", "--fail-on", fail_on, rc=rc)


def test_what_is_not_due_is_left_alone_unless_told(run: Run, feeds: Callable[..., Path]) -> None:
    feeds("good")
    run("refresh")
    assert json.loads(run("refresh", "--json").stdout)["not_due"] == 1
    for told in (["--all"], ["--feed", "good"]):
        (feed,) = json.loads(run("refresh", "--json", *told).stdout)["feeds"]
        assert feed["outcome"] in ("unchanged", "not_modified")


def test_progress_lines_are_for_programs(database: Path, feeds: Callable[..., Path]) -> None:
    feeds("good", "bad")
    done = subprocess.run([sys.executable, "-m", "tracker", "refresh", "--progress", "jsonl"], capture_output=True, text=True,
                          env=dict(os.environ), timeout=120, check=False)  # fmt: skip
    assert (done.returncode, done.stdout) == (0, "")
    steps = [json.loads(line) for line in done.stderr.splitlines()]
    assert steps[0] == {"event": "start", "total": 2}
    of_feeds = {step["slug"]: step for step in steps if step["event"] == "feed"}
    assert list(of_feeds["good"]) == ["event", "slug", "outcome", "new", "changed", "message", "done", "total"]
    assert (of_feeds["good"]["outcome"], of_feeds["bad"]["outcome"]) == ("new", "error")
    assert [step["done"] for step in steps if step["event"] == "feed"] == [1, 2]
    end = steps[-1]
    assert end.pop("seconds") >= 0
    assert end == {
        "event": "end",
        "exit_code": 0,
        "new": 1,
        "changed": 0,
        "failed": 1,
        "prices_asked": 0,
        "prices_failed": 0,
    }


def test_a_bar_is_drawn_over_itself_and_wiped(run: Run, feeds: Callable[..., Path]) -> None:
    feeds("good")
    told = run("refresh", "--progress", "bar").stderr
    assert "1/1 good" in told
    assert told.endswith("\r\x1b[K")
    assert "\n" not in told
