"""The promises of the command line as a whole: light start, help, shared options, exit codes, no tracebacks."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import click
import pytest
from click.testing import Result

from tracker.cli.base import Command
from tracker.cli.root import tracker
from tracker.store.lock import refresh_lock

Run = Callable[..., Result]
HEAVY = {"textual", "rich", "httpx", "numpy", "sqlite_utils", "feedparser", "sqlite3"}


def commands(group: click.Group, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    yield path, group
    context = click.Context(group)
    for name in group.list_commands(context):
        found = group.get_command(context, name)
        assert found is not None
        if isinstance(found, click.Group):
            yield from commands(found, (*path, name))
        else:
            yield (*path, name), found


ALL = list(commands(tracker))


def process(*args: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *args],
        capture_output=True,
        text=True,
        timeout=60,
        env={**os.environ, **environment},
        check=False,
    )


def test_version_loads_nothing_heavy() -> None:
    code = (
        "import sys\nfrom tracker.cli import main\nsys.argv = ['tracker', '--version']\n"
        "try:\n    main()\nfinally:\n    print(*sorted(sys.modules))"
    )
    done = process("-c", code)
    assert done.stdout.startswith("tracker 0."), done.stderr
    assert not HEAVY & set(done.stdout.split())


def test_starting_the_command_line_does_not_import_the_commands() -> None:
    done = process("-c", "import sys, tracker.cli.root; print(*sys.modules)")
    assert "tracker.cli.timeline" not in done.stdout.split()


@pytest.mark.parametrize(("path", "command"), ALL, ids=[" ".join(path) or "tracker" for path, _ in ALL])
def test_every_command_and_option_explains_itself(path: tuple[str, ...], command: click.Command) -> None:
    assert command.help, "no help"
    assert isinstance(command, Command)
    assert command.example.startswith(" ".join(("tracker", *path))), "its example must call it"
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            assert parameter.help, parameter.opts
        elif not isinstance(command, click.Group):
            name = (parameter.metavar or parameter.name or "").split()[0].upper().rstrip("…")
            assert name in command.help.upper(), f"the help does not say what {name} is"


def test_help_of_the_whole_lists_every_command(run: Run) -> None:
    text = run("--help").stdout
    for path, _ in ALL[1:]:
        assert path[0] in text


@pytest.mark.parametrize("before", [True, False])
def test_shared_options_work_before_and_after_the_command(run: Run, tmp_path: Path, before: bool) -> None:
    options = ["--db", str(tmp_path / "other.db"), "--as-of", "2024"]
    args = [*options, "vendors", "--json"] if before else ["vendors", *options, "--json"]
    assert json.loads(run(*args).stdout)
    assert (tmp_path / "other.db").exists()


def test_as_of_before_and_after_gives_the_same_past(run: Run) -> None:
    late = run("timeline", "--csv").stdout
    past = run("timeline", "--csv", "--as-of", "2024-06").stdout
    assert past == run("--as-of", "2024-06", "timeline", "--csv").stdout
    assert past != late


@pytest.mark.parametrize(
    "args",
    [
        ["nonsense"], ["timeline", "--limit", "0"], ["timeline", "--as-of", "soon"], ["specs"], ["specs", "no such thing"],
        ["rank", "no-such-workload"], ["explain", "e-000000000000"], ["diff", "b200"], ["timeline", "--vendor", "nvidea"],
        ["docs", "nothing"], ["refresh", "--feed", "no-such-feed"], ["refresh", "--as-of", "2025"], ["sql", "SELEC 1"],
        ["prices", "history", "no such thing"], ["prices", "unmaped"], ["prices", "--provider", "nobody here"],
        ["prices", "backfill", "--as-of", "2025"], ["tokens", "--sources", "--history"], ["margin", "no such model"],
        ["claims", "b200", "--field", "colour"], ["vendors", "--json", "--csv"], ["tokens", "no such model"],
        ["explain", "c-"],
    ],
)  # fmt: skip
def test_a_wrong_question_is_exit_2_with_one_message(run: Run, args: list[str]) -> None:
    result = run(*args, rc=2)
    assert result.stdout == ""
    assert result.stderr
    assert "Traceback" not in result.stderr


def test_a_misspelt_name_gets_a_hint(run: Run) -> None:
    assert "nvidia" in run("timeline", "--vendor", "nvidea", rc=2).stderr


def test_a_hint_is_near_or_none(run: Run) -> None:
    assert "did you mean timeline?" in run("tiemline", rc=2).stderr
    assert "did you mean chat?" in run("rank", "chta", rc=2).stderr
    assert "did you mean deepseek-r1" in run("tokens", "deepsek r1", rc=2).stderr
    assert "did you mean" not in run("links", "nope", rc=2).stderr


def test_a_folder_that_is_not_there_is_not_made(run: Run, tmp_path: Path) -> None:
    place = tmp_path / "none" / "t.db"
    assert f"{place.parent}: there is no such folder" in run("vendors", "--db", str(place), rc=74).stderr
    assert not place.parent.exists()


def test_a_query_that_is_interrupted_is_stopped_with_130(database: Path) -> None:
    endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"
    child = subprocess.Popen(
        [sys.executable, "-m", "tracker", "sql", endless, "--seconds", "60"],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=dict(os.environ),
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # a shell's background jobs ignore it
    )  # fmt: skip
    time.sleep(2.0)
    child.send_signal(signal.SIGINT)
    out, told = child.communicate(timeout=30)
    assert (child.returncode, out, told.strip()) == (130, b"", b"tracker: stopped")


def test_no_database_is_exit_65(run: Run, tmp_path: Path) -> None:
    (tmp_path / "text.db").write_text("this is no database at all, only some words\n" * 100)
    for place in (tmp_path, tmp_path / "text.db"):
        assert str(place) in run("timeline", "--db", str(place), rc=65).stderr


def test_a_newer_database_is_exit_65(run: Run, database: Path) -> None:
    import sqlite3

    db = sqlite3.connect(database)
    db.execute("PRAGMA user_version = 9900")
    db.close()
    assert "newer tracker" in run("timeline", rc=65).stderr


def test_a_place_that_cannot_be_written_is_exit_74(run: Run, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert "tracker: " in run("timeline", "--db", str(tmp_path / "file" / "tracker.db"), rc=74).stderr


def test_a_wrong_feeds_file_is_exit_78_with_every_line(run: Run, tmp_path: Path) -> None:
    feeds = tmp_path / "feeds.toml"
    feeds.write_text('[[feed]]\nslug = "a"\nurl = "https://example.org/feed"\nvendro = "x"\nenabled = 3\n')
    told = run("refresh", "--feeds", str(feeds), rc=78).stderr
    assert f"{feeds}:4: " in told
    assert f"{feeds}:5: " in told


def test_another_refresh_is_exit_75(run: Run, database: Path, tmp_path: Path) -> None:
    feeds = tmp_path / "feeds.toml"
    feeds.write_text("")
    with refresh_lock(database):
        assert "another refresh" in run("refresh", "--feeds", str(feeds), rc=75).stderr


def test_a_bug_is_one_line_and_a_log(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tracker.views.products.vendors", lambda session: 1 / 0)
    told = run("vendors", rc=70).stderr
    log = tmp_path / "state" / "bugs.log"
    assert told == f"tracker: bug: ZeroDivisionError: division by zero; please report, details in {log}\n"
    assert "Traceback" in log.read_text()
    monkeypatch.setenv("TRACKER_DEBUG", "1")
    assert "Traceback" in run("vendors", rc=70).stderr


def test_a_bug_is_told_where_no_log_can_be_written(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "taken").write_text("")
    monkeypatch.setenv("TRACKER_STATE", str(tmp_path / "taken"))
    monkeypatch.setattr("tracker.views.products.vendors", lambda session: 1 / 0)
    assert "TRACKER_DEBUG=1" in run("vendors", rc=70).stderr


@pytest.mark.parametrize(
    ("error", "rc"), [(KeyboardInterrupt(), 130), (OSError(28, "No space left on device", "f"), 74)]
)
def test_interrupts_and_disk_errors_have_their_codes(
    run: Run, monkeypatch: pytest.MonkeyPatch, error: BaseException, rc: int
) -> None:
    def fail(session: object) -> None:
        raise error

    monkeypatch.setattr("tracker.views.products.vendors", fail)
    assert "Traceback" not in run("vendors", rc=rc).stderr


def test_a_message_cannot_hide_what_it_says(run: Run, tmp_path: Path) -> None:
    strange = tmp_path / "a\x1b[2J\u202eb"
    strange.mkdir()
    for told in (run("timeline", "--db", str(strange), rc=65).stderr, run("ingest", str(strange), rc=65).stderr):
        assert "<U+202E>b: is a folder" in told
        assert not {"\x1b", "\u202e"} & set(told)


def test_a_closed_pipe_ends_quietly(database: Path) -> None:
    child = subprocess.Popen(
        [sys.executable, "-m", "tracker", "sql", "SELECT * FROM claims, products", "--json", "--limit", "5000"],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=dict(os.environ),
    )  # fmt: skip
    assert child.stdout is not None
    assert child.stderr is not None
    assert child.stdout.readline() == b"[\n"
    child.stdout.close()
    told = child.stderr.read()
    child.stderr.close()
    assert (child.wait(60), told) == (0, b"")


def test_without_a_terminal_there_is_a_summary(run: Run) -> None:
    text = run().stdout
    for part in ("newest events", "cheapest million tokens", "last refresh: never"):
        assert part in text


def test_the_first_command_builds_the_database_and_says_so_on_stderr(run: Run, tmp_path: Path) -> None:
    new = tmp_path / "new.db"
    first = run("products", "--json", "--db", str(new))
    assert "building" in first.stderr
    assert json.loads(first.stdout)
    assert run("products", "--json", "--db", str(new)).stderr == ""


@pytest.mark.parametrize("closed", [">&-", "2>&-", "<&- >&- 2>&-"])
@pytest.mark.parametrize("args", ["vendors", "feeds list", "refresh --all", "--version", ""])
def test_a_closed_stream_is_as_good_as_the_null_device(run: Run, tmp_path: Path, closed: str, args: str) -> None:
    feeds = tmp_path / "feeds.toml"
    feeds.touch()
    shell = f'"$0" -m tracker --feeds "$1" {args} {closed}'
    done = subprocess.run(["sh", "-c", shell, sys.executable, str(feeds)], capture_output=True, timeout=60, check=False)
    assert (done.returncode, b"bug" in done.stderr) == (0, False)
    assert not (tmp_path / "state" / "bugs.log").exists()
