"""What numpy's matrix library is told before it is loaded."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tracker.matrices import is_overlooked

_WIDE = "fpu sse2 avx2 avx512f avx512cd avx512bw avx512dq avx512vl"


def _cpuinfo(vendor: str = "AuthenticAMD", family: str = "26", flags: str = _WIDE) -> str:
    first = f"processor\t: 0\nvendor_id\t: {vendor}\ncpu family\t: {family}\nmodel name\t: a processor\nflags\t\t: {flags}\n"
    return f"{first}\nprocessor\t: 1\nvendor_id\t: {vendor}\ncpu family\t: {family}\nflags\t\t: {flags}\n"


@pytest.mark.parametrize("family", ["26", "27"])
def test_zen_5_and_later_are_overlooked(family: str) -> None:
    assert is_overlooked(_cpuinfo(family=family))


@pytest.mark.parametrize(
    "told",
    [
        pytest.param(_cpuinfo(family="25"), id="Zen 4, which OpenBLAS knows"),
        pytest.param(_cpuinfo(vendor="GenuineIntel"), id="Intel, which it knows"),
        pytest.param(_cpuinfo(flags=_WIDE.replace(" avx512vl", "")), id="a hypervisor hides the wide instructions"),
        pytest.param(_cpuinfo(family="²6"), id="a family that is no number"),
        pytest.param("CPU architecture: 8\nFeatures\t: fp asimd\n", id="another architecture"),
        pytest.param("", id="nothing told"),
        pytest.param(": : :\n::\n\x00", id="nonsense"),
    ],
)
def test_other_processors_are_left_to_it(told: str) -> None:
    assert not is_overlooked(told)


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
    program = (
        "import os\nfrom tracker import matrices\nmatrices.prepare()\n"
        "print(os.environ['OPENBLAS_NUM_THREADS'], os.environ['OPENBLAS_CORETYPE'])"
    )
    env = {**os.environ, "OPENBLAS_NUM_THREADS": "3", "OPENBLAS_CORETYPE": "Haswell"}
    ran = subprocess.run([sys.executable, "-c", program], env=env, capture_output=True, text=True, check=True)
    assert ran.stdout.split() == ["3", "Haswell"]
