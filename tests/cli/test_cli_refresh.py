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


class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        good = self.path == "/good"
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
    assert end == {"event": "end", "exit_code": 0, "new": 1, "changed": 0, "failed": 1}


def test_a_bar_is_drawn_over_itself_and_wiped(run: Run, feeds: Callable[..., Path]) -> None:
    feeds("good")
    told = run("refresh", "--progress", "bar").stderr
    assert "1/1 good" in told
    assert told.endswith("\r\x1b[K")
    assert "\n" not in told
