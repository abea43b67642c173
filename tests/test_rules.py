"""The rules of the house: who may import whom, what belongs where, how large things may grow."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "tracker"
FILES = sorted(PACKAGE.rglob("*.py"))

FLOORS: dict[str, int] = {
    "cli": 50, "__main__": 60, "tui": 40,
    "refresh": 30, "views": 30, "actions": 30,
    "measuring": 26,
    "assemble": 25, "reading": 25, "remembered": 22, "consult": 25, "against": 25, "pricing": 25,
    "reader": 20, "fetch": 20, "feeds": 20, "prices": 20, "extract": 20, "catalogue": 20, "config": 20, "store": 20, "metrics": 20,
    "measured": 20,
    "encoder": 15,
    "charts": 11, "extras": 11, "shelf": 11, "matrices": 11, "urls": 11, "clock": 11, "cleaning": 11, "cells": 11,
    "paths": 10, "units": 10, "model": 10, "__init__": 0,
}  # fmt: skip
"""Room -> floor; imports go strictly downwards."""

OWNERS = {
    "httpx": {"fetch"}, "httpcore": {"fetch"}, "feedparser": {"feeds"}, "sqlite3": {"store"}, "sqlite_utils": {"store"},
    "textual": {"tui"}, "numpy": {"metrics", "encoder", "extract"}, "click": {"cli"},
    "trafilatura": {"feeds"},
}  # fmt: skip
"""Package -> the rooms that may import it."""


def room(path: Path) -> str:
    parts = path.relative_to(PACKAGE).parts
    return parts[0] if len(parts) > 1 else parts[0].removesuffix(".py")


def imports(path: Path) -> Iterator[str]:
    """Every module a file imports, wherever in it."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            if node.module == "tracker":
                yield from (f"tracker.{alias.name}" for alias in node.names)


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def test_every_room_has_a_floor() -> None:
    assert {room(f) for f in FILES} - set(FLOORS) == set()


def test_imports_run_downwards_and_no_room_knows_another_of_its_floor() -> None:
    wrong = []
    for path in FILES:
        own = room(path)
        for module in imports(path):
            if not module.startswith("tracker."):
                continue
            other = module.split(".")[1]
            if other in FLOORS and other != own and FLOORS[other] >= FLOORS[own]:
                wrong.append(f"{path.relative_to(ROOT)} imports {module}")
    assert wrong == []


def test_the_screen_and_the_command_line_see_only_the_third_floor_and_the_first() -> None:
    allowed = {"views", "actions", "refresh"} | {name for name, floor in FLOORS.items() if floor <= 11}
    wrong = []
    for path in FILES:
        if room(path) in ("tui", "cli"):
            others = {m.split(".")[1] for m in imports(path) if m.startswith("tracker.")} & set(FLOORS)
            extra = others - allowed - {room(path)} - ({"tui"} if room(path) == "cli" else set())
            wrong += [f"{path.relative_to(ROOT)} imports tracker.{name}" for name in sorted(extra)]
    assert wrong == []


def test_each_package_is_imported_by_its_rooms_alone() -> None:
    wrong = []
    for path in FILES:
        for module in imports(path):
            owners = OWNERS.get(module.split(".")[0])
            if owners and room(path) not in owners:
                wrong.append(f"{path.relative_to(ROOT)} imports {module}, which belongs to {sorted(owners)}")
    assert wrong == []


def test_only_the_store_speaks_sql() -> None:
    calls = re.compile(r"\.execute(many|script)?\(")
    wrong = [
        str(f.relative_to(ROOT)) for f in FILES if room(f) != "store" and calls.search(f.read_text(encoding="utf-8"))
    ]
    assert wrong == []


def test_extract_and_metrics_open_nothing_and_read_no_clock() -> None:
    forbidden = {"socket", "os", "pathlib", "io", "datetime.now", "time", "subprocess", "urllib.request"}
    wrong = []
    for path in FILES:
        if room(path) in ("extract", "metrics"):
            wrong += [f"{path.relative_to(ROOT)} imports {m}" for m in imports(path) if m in forbidden]
            text = path.read_text(encoding="utf-8")
            wrong += [f"{path.relative_to(ROOT)} uses {w}" for w in (" open(", ".now(", ".today(") if w in text]
    assert wrong == []


def test_the_clock_is_read_in_one_place() -> None:
    readings = re.compile(r"datetime\.now\(|date\.today\(|time\.time\(|utcnow\(")
    wrong = [
        str(f.relative_to(ROOT)) for f in FILES if readings.search(f.read_text(encoding="utf-8")) and room(f) != "clock"
    ]
    assert wrong == []


def test_no_file_is_longer_than_400_lines() -> None:
    long = {str(f.relative_to(ROOT)): n for f in FILES if (n := len(f.read_text(encoding="utf-8").splitlines())) > 400}
    assert long == {}


def test_no_function_is_longer_than_50_lines() -> None:
    long = []
    for path in FILES:
        for node in functions(path):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            if length > 50:
                long.append(f"{path.relative_to(ROOT)}:{node.lineno} {node.name} has {length} lines")
    assert long == []


def test_every_file_says_in_its_first_line_what_lives_there() -> None:
    silent = [
        str(f.relative_to(ROOT)) for f in FILES if not ast.get_docstring(ast.parse(f.read_text(encoding="utf-8")))
    ]
    assert silent == []


def tracked() -> list[Path]:
    """Files of the tree as git would take them; every file where this is no checkout."""
    told = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    names = told.stdout.split("\n") if told.returncode == 0 else [str(p.relative_to(ROOT)) for p in ROOT.rglob("*")]
    return [ROOT / name for name in names if name and (ROOT / name).is_file() and ".venv" not in name]


def test_the_tree_names_no_package_registry_and_no_path_of_a_machine() -> None:
    hosts = re.compile(
        "|".join(("pypi" + r"\.org", "python" + "hosted", "registry" + r"\.npm", "/" + r"work/(main|shared)"))
    )
    wrong = []
    for path in tracked():
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        if path.name != "test_rules.py" and hosts.search(text):
            wrong.append(str(path.relative_to(ROOT)))
    assert wrong == []


def test_the_lock_names_no_address_and_has_a_hash_for_everything() -> None:
    text = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    assert "://" not in text
    blocks = [b for b in re.split(r"\n(?=\S)", text.strip()) if "==" in b]
    assert [b.split()[0] for b in blocks if "--hash=sha256:" not in b] == []


@pytest.mark.parametrize("arguments", [["check", "."], ["format", "--check", "."]])
def test_ruff_is_content(arguments: list[str]) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "ruff", *arguments], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_types_hold() -> None:
    done = subprocess.run([sys.executable, "-m", "mypy"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


LIGHT = """
import sys
from tracker.cli import main
sys.argv = ["tracker", "--version"]
try:
    main()
except SystemExit:
    pass
print(*sorted({"textual", "httpx", "numpy", "feedparser", "sqlite_utils", "sqlite3"} & set(sys.modules)), sep=",")
"""


def test_the_version_is_told_without_loading_anything_heavy() -> None:
    done = subprocess.run([sys.executable, "-c", LIGHT], cwd=ROOT, capture_output=True, text=True, check=True)
    version, loaded = done.stdout.splitlines()
    assert "0.1.0" in version
    assert loaded == ""
