"""`schedule`: what it prints is taken by cron and systemd, and starts a refresh of this installation."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from tracker.actions.schedule import Installation, schedule
from tracker.model.errors import UsageError

Run = Callable[..., Result]
ODD = Installation("/opt/my python/bin/python3", Path("/srv/a $b 100% 'c'"), Path('/var/lib/x"y;z/tracker.db'))
PLAIN = Installation("/usr/bin/python3", None)
HOUR = 3600.0
ANALYZE = shutil.which("systemd-analyze")


def lines(unit: str) -> dict[str, str]:
    return dict(line.split("=", 1) for line in unit.splitlines() if "=" in line)


def stand_in(folder: Path, name: str) -> Path:
    """A program in the place of Python that prints where it is and what it was given."""
    python = folder / name
    python.write_text('#!/bin/sh\npwd\nprintf "%s\\n" "$@"\n')
    python.chmod(0o755)
    return python


@pytest.mark.parametrize("odd", [True, False])
def test_the_shell_reads_the_crontab_line_as_it_is_meant(odd: bool, tmp_path: Path) -> None:
    """As cron does it: `\\%` is `%`, then `sh -c`."""
    folder = tmp_path / "a $b 100% 'c'"
    folder.mkdir()
    here = Installation(str(stand_in(tmp_path, "my python" if odd else "py")), folder if odd else None, ODD.database)
    line = schedule(here, HOUR).crontab
    assert line.endswith("\n")
    command = line.split(" ", 5)[5].rstrip("\n")
    assert not re.search(r"(?<!\\)%", command)
    told = subprocess.run(
        ["sh", "-c", command.replace("\\%", "%")], capture_output=True, text=True, check=True, cwd="/"
    )
    assert told.stdout.splitlines() == [str(folder) if odd else "/", *here.arguments[1:]]


@pytest.mark.parametrize("name", ["python", "my python", "p$y", "p'y\"x", "100%"])
def test_the_service_starts_what_is_meant(tmp_path: Path, name: str) -> None:
    """As systemd does it: words in quotes, then `%%` is `%` and, but for the program itself, `$$` is `$`."""
    here = Installation(str(stand_in(tmp_path, name)), tmp_path, ODD.database)
    unit = lines(schedule(here, HOUR).service)
    words = [word.replace("%%", "%") for word in shlex.split(unit["ExecStart"])]
    assert not any("$" in word.replace("$$", "") for word in words[1:]), "systemd would put a variable there"
    command = [words[0], *(word.replace("$$", "$") for word in words[1:])]
    told = subprocess.run(
        command, capture_output=True, text=True, check=True, cwd=unit["WorkingDirectory"].replace("%%", "%")
    )
    assert told.stdout.splitlines() == [str(tmp_path), *here.arguments[1:]]


@pytest.mark.skipif(not ANALYZE, reason="no systemd-analyze here")
@pytest.mark.parametrize("every", [300.0, HOUR, 6 * HOUR, 24 * HOUR])
@pytest.mark.parametrize("name", ["plain", "a $b 100% 'c' \"d\" é"])
def test_systemd_takes_the_units(tmp_path: Path, every: float, name: str) -> None:
    """The paths have to be there: systemd looks whether the program can be run."""
    folder = tmp_path / name
    folder.mkdir()
    (folder / "python").symlink_to(sys.executable)
    told = schedule(Installation(str(folder / "python"), folder, folder / "tracker.db"), every)
    for kind, text in (("service", told.service), ("timer", told.timer)):
        (tmp_path / f"tracker-refresh.{kind}").write_text(text)
    units = [str(tmp_path / f"tracker-refresh.{kind}") for kind in ("service", "timer")]
    done = subprocess.run(
        [ANALYZE or "", "--user", "verify", *units],
        capture_output=True, text=True, check=False, env={**os.environ, "XDG_RUNTIME_DIR": str(tmp_path)},
    )  # fmt: skip
    ours = [line for line in (done.stderr + done.stdout).splitlines() if "tracker-refresh" in line]
    assert (done.returncode, ours) == (0, []), done.stderr
    when = lines(told.timer)["OnCalendar"]
    subprocess.run([ANALYZE or "", "calendar", when], capture_output=True, check=True)


def starts(field: str, least: int, most: int) -> set[int]:
    """What a field of a crontab line means."""
    if field == "*":
        return set(range(least, most + 1))
    whole, _, step = field.partition("/")
    first, _, last = whole.partition("-")
    return set(range(int(first), (int(last) if last else int(first)) + 1, int(step or 1)))


@pytest.mark.parametrize("minutes", [5, 10, 15, 20, 30, 60, 120, 180, 240, 360, 480, 720, 1440])
def test_the_refreshes_are_as_far_apart_as_was_asked(minutes: int) -> None:
    for number in range(20):
        told = schedule(Installation(f"/usr/bin/python{number}", None), minutes * 60.0)
        minute, hour = told.crontab.split(" ")[:2]
        times = sorted(60 * h + m for h in starts(hour, 0, 23) for m in starts(minute, 0, 59))
        gaps = {(later - earlier) % 1440 or 1440 for earlier, later in zip(times, times[1:] + times[:1], strict=True)}
        assert gaps == {minutes}, told.crontab


def test_two_installations_do_not_ask_in_the_same_minute() -> None:
    told = {schedule(Installation(f"/home/{n}/python", None), HOUR).crontab.split(" ")[0] for n in range(40)}
    assert len(told) > 15


@pytest.mark.parametrize("every", [60.0, 420.0, 3000.0, 5 * HOUR, 7 * HOUR])
def test_an_interval_that_cron_cannot_keep_is_refused(every: float) -> None:
    with pytest.raises(UsageError, match="one of 5m"):
        schedule(PLAIN, every)


@pytest.mark.parametrize("path", ["/a\nb", "/a\\"])
def test_a_path_that_no_line_can_hold_is_refused(path: str) -> None:
    with pytest.raises(UsageError, match="neither cron nor systemd"):
        schedule(Installation("/usr/bin/python3", Path(path)), HOUR)


def test_another_refresh_running_is_no_failure_of_the_service() -> None:
    told = lines(schedule(PLAIN, HOUR).service)
    assert told["SuccessExitStatus"] == "75"
    assert told["Type"] == "oneshot"


def test_what_is_printed_starts_a_refresh_of_this_installation(run: Run, database: Path, tmp_path: Path) -> None:
    feeds = tmp_path / "my feeds.toml"
    feeds.write_text("")
    line = run("schedule", "--only", "crontab", "--feeds", str(feeds), "--every", "30m").stdout
    assert line.startswith(tuple(f"{m}-59/30 * * * * cd " for m in range(30)))
    command = line.split(" ", 5)[5]
    assert str(database) in command
    done = subprocess.run(
        ["sh", "-c", f"{command.strip()} --json"], capture_output=True, text=True, check=False, cwd="/"
    )
    assert done.returncode == 0, done.stderr
    assert '"feeds": []' in done.stdout
    assert shlex.quote(str(feeds)) in command


def test_the_whole_is_told_with_what_to_do(run: Run) -> None:
    text = run("schedule").stdout
    for part in ("crontab -e", "[Service]", "[Timer]", "tracker-refresh.timer", "enable --now"):
        assert part in text
    assert "every" in run("schedule", "--every", "7h", rc=2).stderr
    run("schedule", "--every", "soon", rc=2)
