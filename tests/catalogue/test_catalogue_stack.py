"""stack.toml: the constants that the performance model is computed with, and what is said of a wrong one."""

from dataclasses import fields
from pathlib import Path

import pytest

from tracker.catalogue import check, load, load_stack
from tracker.metrics.stack import DEFAULT_STACK, Stack, stack_of
from tracker.model.errors import DocumentError
from tracker.paths import catalogue_dir

TEXT = """fitted = "2026-11-25"
how = "by hand"
[constants]
prefill_compute = 0.5
decode_compute = 0.8
memory = 0.7
link = 0.6
compute_slope = -0.1
overlap_loss = 0.2
layer_s = 1e-5
step_s = 1e-3
sequence_s = 1e-5
hop_s = 1e-5
shrinkage = 10
[vendors]
acme = { time = 2.0, overhead = 4.0, points = 10 }
[engines]
quick = 1.2
[spread]
measured = [0.9, 1.1]
anchored = [0.8, 1.2]
modelled = [0.7, 1.3]
"modelled, mixture" = [0.6, 1.4]
"modelled, new" = [0.5, 1.6]
stack_unknown = [0.3, 3]
anchored_deviations = [-1.2, 1.3]
[quality]
folds_mdape = 0.2
"""


def written(folder: Path, text: str = TEXT) -> Path:
    (folder / "stack.toml").write_text(text, encoding="utf-8")
    return folder


def test_the_file_becomes_the_stack_that_the_model_computes_with(sound: Path) -> None:
    told = load(written(sound)).stack
    assert told == load_stack(sound)
    assert told is not None
    assert (told.fitted, told.quality) == ("2026-11-25", {"folds_mdape": 0.2})
    stack = stack_of(told)
    assert (stack.memory, stack.compute_slope, stack.layer_s) == (0.7, -0.1, 1e-5)
    assert stack.spread["modelled, new"] == (0.5, 1.6)
    assert stack.anchored_spread == (-1.2, 1.3)
    assert stack.engines == {"quick": 1.2}


def test_a_vendor_s_factor_shrinks_towards_one_where_runs_are_few(sound: Path) -> None:
    acme = stack_of(load_stack(written(sound))).vendors["acme"]
    assert (acme.time, acme.overhead, acme.thin) == (pytest.approx(2**0.5), pytest.approx(2.0), True)
    many = TEXT.replace("points = 10", "points = 100000")
    acme = stack_of(load_stack(written(sound, many))).vendors["acme"]
    assert (acme.time, acme.thin) == (pytest.approx(2.0, rel=1e-3), False)


def test_a_folder_without_the_file_gives_the_default(sound: Path) -> None:
    assert load(sound).stack is None
    assert stack_of(load_stack(sound)) is DEFAULT_STACK


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("memory = 0.7", "memry = 0.7", "memory is missing"),
        ("memory = 0.7", "memory = 0", "memory must be above zero"),
        ("memory = 0.7", "memory = 6.272", "memory = 6.272 must be 0 to 1"),
        ("step_s = 1e-3", "step_s = 1", "step_s = 1 must be 0 to 0.1"),
        ("time = 2.0", "time = 200", "time = 200 must be 0.1 to 10"),
        ("quick = 1.2", "quick = 12", "quick = 12 must be 0.1 to 10"),
        ("compute_slope = -0.1", "compute_slope = nan", "compute_slope must be a number"),
        ("memory = 0.7", 'memory = "0.7"', "memory must be a number"),
        ("memory = 0.7", "memory = nan", "memory must be a number"),
        ("memory = 0.7", "memory = 0.7\nwarp = 9", "unknown key .warp"),
        ("time = 2.0", "time = 0", "time must be above zero"),
        ("points = 10", "point = 10", "points is missing"),
        ("modelled = [0.7, 1.3]", "modelled = [1.3, 0.7]", r"modelled must be \[P10, P90\]"),
        ("modelled = [0.7, 1.3]", "modelled = 0.7", r"modelled must be \[P10, P90\]"),
        ('fitted = "2026-11-25"', 'fitted = "2026"', "is not a day"),
        ("quick = 1.2", "quick = 0", "quick must be"),
    ],
)
def test_a_mistake_is_named_on_its_line(sound: Path, old, new, says) -> None:
    written(sound, TEXT.replace(old, new))
    with pytest.raises(DocumentError, match=rf"stack\.toml:\d+: .*{says}"):
        load_stack(sound)
    assert any(p.file == "stack.toml" and p.severity == "error" for p in check(sound))


def test_the_shipped_constants_are_named_as_the_model_names_them_and_say_how_good_they_are() -> None:
    told = load(catalogue_dir()).stack
    assert told is not None
    assert set(told.constants) - {"shrinkage"} <= {f.name for f in fields(Stack)}
    assert set(told.spread) == set(DEFAULT_STACK.spread)
    assert told.quality["folds_mdape"] < 0.15
    assert told.quality["product_out_mdape"] < 0.20
    assert told.quality["family_out_mdape"] < 0.20
    assert {"nvidia", "amd", "intel", "aws", "google"} <= set(told.vendors)
