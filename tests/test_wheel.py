"""The wheel, installed where no checkout is near, is the whole product."""

from __future__ import annotations

import os
import site
import subprocess
import sys
import venv
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A clean environment with the wheel in it; what it depends on is lent by this one, so that no index is asked."""
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)],
        check=True, capture_output=True,
    )  # fmt: skip
    wheel = next(folder.glob("*.whl"))
    home = folder / "env"
    venv.create(home, with_pip=False, symlinks=True)
    python = home / "bin" / "python"
    subprocess.run(
        [sys.executable, "-m", "pip", "--python", str(python), "install", "--quiet", "--no-deps", "--no-index", str(wheel)],
        check=True, capture_output=True,
    )  # fmt: skip
    packages = next(home.glob("lib/python*/site-packages"))
    (packages / "lent.pth").write_text("\n".join(site.getsitepackages()))
    return home


def run(home: Path, where: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {
        "PATH": os.environ["PATH"], "HOME": str(where), "XDG_DATA_HOME": str(where / "data"),
        "XDG_CONFIG_HOME": str(where / "config"), "XDG_STATE_HOME": str(where / "state"), "LANG": "C.UTF-8",
    }  # fmt: skip
    return subprocess.run(
        [str(home / "bin" / "tracker"), *arguments],
        cwd=where,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_it_builds_its_database_in_the_users_data_folder_and_ranks(installed: Path, tmp_path: Path) -> None:
    done = run(installed, tmp_path, "rank", "chat", "--json")
    assert done.returncode == 0, done.stderr
    assert '"usd_per_mtok"' in done.stdout
    assert (tmp_path / "data" / "tracker" / "tracker.db").is_file()


def test_it_brings_its_feeds_into_the_users_config_folder(installed: Path, tmp_path: Path) -> None:
    done = run(installed, tmp_path, "feeds", "list", "--json")
    assert done.returncode == 0, done.stderr
    own = tmp_path / "config" / "tracker" / "feeds.toml"
    assert own.read_text(encoding="utf-8") == (ROOT / "feeds.toml").read_text(encoding="utf-8")


def test_it_says_its_version(installed: Path, tmp_path: Path) -> None:
    done = run(installed, tmp_path, "--version")
    assert done.returncode == 0
    assert "0.1.0" in done.stdout


def test_what_it_needs_is_what_the_lock_has(installed: Path) -> None:
    code = (
        "import importlib.metadata as m, re\n"
        "for line in m.requires('accelerator-tracker'):\n"
        "    if 'extra ==' not in line:\n"
        "        m.version(re.match(r'[A-Za-z0-9_.-]+', line)[0])\n"
    )
    subprocess.run([str(installed / "bin" / "python"), "-c", code], check=True)
