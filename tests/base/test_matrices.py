"""What numpy's matrix library is told before it is loaded."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest


@pytest.mark.parametrize("asked", [("products", "--csv"), ("timeline", "--csv")])
def test_the_command_prepares_before_numpy_comes_in(asked: tuple[str, ...], tmp_path: Path) -> None:
    """A new database computes its rankings at once: they load numpy before anything is read."""
    program = (
        "import os, sys\n"
        "class Watch:\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        "        if name == 'numpy':\n"
        "            print('threads', os.environ.get('OPENBLAS_NUM_THREADS'), file=sys.stderr)\n"
        "sys.meta_path.insert(0, Watch())\n"
        "from tracker.cli import main\n"
        "main()\n"
    )
    env = {name: value for name, value in os.environ.items() if not name.startswith("OPENBLAS")}
    ran = subprocess.run(
        [sys.executable, "-c", program, "--db", f"{tmp_path}/t.db", *asked],
        env=env,
        capture_output=True,
        text=True,
        check=True,
    )
    assert "threads 1" in ran.stderr
    assert "threads None" not in ran.stderr


def test_what_a_person_has_set_stands() -> None:
    program = "import os\nfrom tracker import matrices\nmatrices.prepare()\nprint(os.environ['OPENBLAS_NUM_THREADS'])"
    env = {**os.environ, "OPENBLAS_NUM_THREADS": "3"}
    ran = subprocess.run([sys.executable, "-c", program], env=env, capture_output=True, text=True, check=True)
    assert ran.stdout.split() == ["3"]
