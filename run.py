#!/usr/bin/env python3
"""Set up once, then run: `python3 run.py` is the tracker, `python3 run.py test` its tests. Standard library only.

Makes .venv from requirements.lock (with uv where it is installed, else with pip), checks hashes, and starts the command in
it. The lock's hash is kept in .venv, so that set-up runs again only when the lock changes.
"""

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
LOCK = ROOT / "requirements.lock"
STAMP = VENV / "requirements.sha256"
WHOLE = ["-n", "auto", "--dist", "loadfile"]
"""All tests: as many processes as cores; the tests of a file share what they prepare."""
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def main(arguments):
    if sys.version_info < (3, 11):
        return fail("Python 3.11 or newer is needed; this is %d.%d. Try: python3.11 run.py" % sys.version_info[:2])
    if not ready():
        error = set_up()
        if error:
            return fail(error)
    if arguments[:1] == ["test"]:
        return start(["-m", "pytest", *(arguments[1:] or WHOLE)])
    return start(["-m", "tracker", *arguments])


def ready():
    return PYTHON.exists() and STAMP.exists() and STAMP.read_text() == fingerprint()


def fingerprint():
    return hashlib.sha256(LOCK.read_bytes()).hexdigest()


def set_up():
    """Make .venv from the lock. Returns what is missing, in words, or None."""
    print("setting up .venv, once ...", file=sys.stderr, flush=True)
    uv = shutil.which("uv")
    if uv:
        steps = [
            [uv, "venv", "--quiet", "--clear", "--python", sys.executable, str(VENV)],
            [uv, "pip", "sync", "--quiet", "--require-hashes", "--python", str(PYTHON), str(LOCK)],
        ]
    else:
        try:
            import ensurepip  # noqa: F401
            import venv  # noqa: F401
        except ImportError:
            return "this Python has no venv module. On Debian or Ubuntu: sudo apt install python3-venv"
        steps = [
            [sys.executable, "-m", "venv", "--clear", str(VENV)],
            [str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--require-hashes",
             "--only-binary", ":all:", "-r", str(LOCK)],
        ]  # fmt: skip
    for step in steps:
        done = subprocess.run(
            step, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )
        if done.returncode:
            return "set-up failed at: %s\n%s\nSet-up needs the package index once; after it everything works offline." % (
                " ".join(step[:4]), done.stdout.strip())  # fmt: skip
    STAMP.write_text(fingerprint())
    return None


def start(arguments):
    environment = dict(os.environ)
    environment["PYTHONPATH"] = os.pathsep.join(filter(None, [str(ROOT), environment.get("PYTHONPATH")]))
    if os.name != "nt":
        os.execve(str(PYTHON), [str(PYTHON), *arguments], environment)
    return subprocess.run([str(PYTHON), *arguments], env=environment).returncode


def fail(message):
    print("run.py: " + message, file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
