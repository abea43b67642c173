"""Expressions that are compiled late are sound, and are what `re.compile` gives."""

from __future__ import annotations

import gc
import importlib
import pkgutil
import re
import subprocess
import sys

import tracker.extract
from tracker.extract.late import _Late, late


def test_every_expression_of_the_extractor_compiles() -> None:
    for module in pkgutil.iter_modules(tracker.extract.__path__, "tracker.extract."):
        importlib.import_module(module.name)
    gc.unfreeze()  # a screen of an earlier test may have put them out of sight
    made = [one for one in gc.get_objects() if type(one) is _Late]
    assert len(made) > 300
    for one in made:
        assert one.search("") is None or one.fullmatch("") is not None


def test_a_late_expression_finds_what_a_compiled_one_finds() -> None:
    words, text = r"(?P<n>\d+)\s(gb|tb)", "96 GB and 2 tb"
    one, other = late(words, re.IGNORECASE), re.compile(words, re.IGNORECASE)
    assert [hit.span("n") for hit in one.finditer(text)] == [hit.span("n") for hit in other.finditer(text)]
    assert (one.pattern, one.groups, one.sub("x", text)) == (other.pattern, other.groups, other.sub("x", text))


def test_to_load_the_extractor_compiles_nearly_nothing() -> None:
    count = (
        "import re._compiler as c\nmade, compile_ = [], c.compile\n"
        "def told(p, flags=0):\n    made.append(len(p))\n    return compile_(p, flags)\n"
        "c.compile = told\nfrom tracker.extract import Extractor\nprint(sum(made))"
    )
    told = subprocess.run([sys.executable, "-c", count], capture_output=True, text=True, check=True)
    assert int(told.stdout) < 20_000, "characters of expressions"
