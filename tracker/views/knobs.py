"""The knobs of a ranking: what can be asked otherwise, what each is set to, and what one turn or a typed value makes of it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from tracker.model.errors import UsageError
from tracker.model.market import WorkloadRow
from tracker.model.ranking_screen import Knob
from tracker.model.words import TERMS
from tracker.store import inputs
from tracker.units import digits
from tracker.views.products import folded
from tracker.views.rankings import workloads
from tracker.views.scenario import Asked
from tracker.views.session import Session

_LADDERS: dict[str, Sequence[float]] = {
    "isl": (128, 256, 512, 1024, 2048, 4096, 8192, 16384, 32768, 65536, 131072),
    "osl": (64, 128, 256, 512, 1024, 2048, 4096, 8192, 16384, 32768),
    "cached_fraction": (0, 0.25, 0.5, 0.75, 0.9, 0.95),
    "floor_tok_s_user": (0, 5, 10, 20, 30, 40, 50, 75, 100, 150, 200, 300, 500),
    "utilisation": (0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1),
    "electricity": (0.02, 0.04, 0.06, 0.08, 0.1, 0.12, 0.15, 0.2, 0.3),
}
"""Where a turn of a knob stops; the standard value is a stop of its own. Any other can be typed."""
_PRECISIONS = ("", "fp8", "bf16")
_LABELS = {
    "workload": "workload", "model": "model", "isl": "input", "osl": "output", "cached_fraction": "cached",
    "floor_tok_s_user": "at least", "narrowest_precision": "precision", "basis": "price", "utilisation": "busy",
    "electricity": "electricity",
}  # fmt: skip
KNOBS = tuple(_LABELS)
TERM_WORDS = {"on_demand": "on demand", "reserved_1y": "reserved 1 year", "reserved_3y": "reserved 3 years"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """A ranking as it is wanted: the stored one of a workload at a price basis where nothing else is `asked`."""

    workload: str
    basis: str
    asked: Asked = field(default_factory=Asked)

    @property
    def what_if(self) -> bool:
        """Whether figures are other ones than those stored; announced products beside them change none."""
        return bool(self.asked.sets or self.asked.model)

    @property
    def sets(self) -> dict[str, str]:
        return dict(told.split("=", 1) for told in self.asked.sets)

    @property
    def stored(self) -> Setting:
        """The standard workload at the same price basis."""
        return replace(self, asked=Asked())


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """What knobs are turned through."""

    workloads: Sequence[WorkloadRow]
    models: Sequence[tuple[str, str]]
    """Slug and name, by name."""

    def workload(self, slug: str) -> WorkloadRow:
        return next(w for w in self.workloads if w.workload == slug)

    def model_name(self, slug: str) -> str:
        return dict(self.models).get(slug, slug)


def choices(session: Session) -> Choices:
    found = sorted(((m.slug, m.name) for m in inputs.models(session).values()), key=lambda pair: folded(pair[1]))
    return Choices(workloads=workloads(session), models=found)


def knobs(given: Choices, at: Setting) -> list[Knob]:
    """All of them in the order of the panel."""
    return [_knob(given, at, name) for name in KNOBS]


def turned(given: Choices, at: Setting, name: str, by: int) -> Setting:
    """One stop further, `by` 1 or -1; at the end of its ladder a knob stays, a list of names begins again."""
    if name in _LADDERS:
        return _set(given, at, name, _next(given, at, name, by))
    names = _names(given, name)
    now = names.index(_now(given, at, name)) if _now(given, at, name) in names else 0
    return _set(given, at, name, names[(now + by) % len(names)])


def options(given: Choices, at: Setting, name: str) -> tuple[str, list[tuple[str, str, str]]]:
    """What a knob of names is at, and all that it can be at: value, name, and what more there is to say."""
    more = {w.workload: w.model for w in given.workloads} if name == "workload" else {}
    return _now(given, at, name), [(one, _people(given, name, one), more.get(one, "")) for one in _names(given, name)]


def typed(given: Choices, at: Setting, name: str, text: str) -> Setting:
    """A knob set to what was typed, as `--set` takes it. Raises UsageError for a value that cannot be, or a name of nothing."""
    if name not in _LADDERS:
        wanted = [one for one in _names(given, name) if folded(text) in map(folded, (one, _people(given, name, one)))]
        if not wanted:
            raise UsageError(f"{_LABELS[name]}: nothing is called {text!r}")
        return _set(given, at, name, wanted[0])
    _value(name, text)
    return _set(given, at, name, text)


def usual(given: Choices, at: Setting, name: str) -> Setting:
    """The knob back where the standard workload has it."""
    if name in ("workload", "basis"):
        return at
    return _set(given, at, name, _standard(given, at, name))


def told(given: Choices, at: Setting) -> list[tuple[str, str]]:
    """What differs from the stored ranking, shortest first words: `("24 h busy", "60 %")`, the second what stands there else."""
    found = [(_short(k), k.usual) for k in knobs(given, at) if k.changed]
    return [*found, ("with announced products", "")] if at.asked.roadmap else found


def _short(knob: Knob) -> str:
    words = {
        "model": knob.value, "isl": f"{knob.value} in", "osl": f"{knob.value} out", "cached_fraction": f"{knob.value} cached",
        "floor_tok_s_user": "no speed asked for" if knob.value == "0 tok/s/user" else f"at least {knob.value}",
        "narrowest_precision": knob.value, "utilisation": "24 h busy" if knob.value == "100 %" else f"{knob.value} busy",
        "electricity": knob.value,
    }  # fmt: skip
    return words[knob.name]


def _knob(given: Choices, at: Setting, name: str) -> Knob:
    now, standard = _now(given, at, name), _standard(given, at, name)
    idle = "only owned hardware pays for it by itself" if name == "electricity" and at.basis != "owned" else ""
    return Knob(
        name=name, label=_LABELS[name], value=_people(given, name, now), usual=_people(given, name, standard),
        changed=name not in ("workload", "basis") and not _same(name, now, standard), typed=name in _LADDERS, idle=idle,
    )  # fmt: skip


def _names(given: Choices, name: str) -> list[str]:
    return {
        "workload": [w.workload for w in given.workloads], "model": [slug for slug, _ in given.models],
        "narrowest_precision": list(_PRECISIONS), "basis": list(TERMS),
    }[name]  # fmt: skip


def _now(given: Choices, at: Setting, name: str) -> str:
    """The value as `--set` takes it."""
    if name in ("workload", "basis"):
        return str(getattr(at, name))
    if name == "model":
        return at.asked.model or given.workload(at.workload).model_slug
    return at.sets.get(name, _standard(given, at, name))


def _standard(given: Choices, at: Setting, name: str) -> str:
    if name in ("workload", "basis"):
        return str(getattr(at, name))
    load = given.workload(at.workload)
    if name == "model":
        return load.model_slug
    if name == "narrowest_precision":
        return ""
    if name == "electricity":
        from tracker.assemble.owning import LISTED_USD_PER_KWH

        return _text(name, LISTED_USD_PER_KWH)
    return _text(name, float(getattr(load, name)))


def _text(name: str, value: float) -> str:
    return f"{value * 100:g}%" if name in ("cached_fraction", "utilisation") else f"{value:.12g}"


def _value(name: str, text: str) -> float:
    from tracker.assemble.settable import SETTABLE
    from tracker.views.quantities import read_value

    return read_value(SETTABLE[name], text, name)[0] or 0.0


def _same(name: str, one: str, other: str) -> bool:
    return one == other or (name in _LADDERS and math.isclose(_value(name, one), _value(name, other)))


def _next(given: Choices, at: Setting, name: str, by: int) -> str:
    from tracker.assemble.settable import SETTABLE

    now = _value(name, _now(given, at, name))
    stops = (*_LADDERS[name], _value(name, _standard(given, at, name)))
    beyond = [stop for stop in stops if (stop - now) * by > 0 and not math.isclose(stop, now)]
    wanted = min(beyond, key=lambda stop: abs(stop - now), default=now)
    return _text(name, max(wanted, SETTABLE[name].low))


def _set(given: Choices, at: Setting, name: str, text: str) -> Setting:
    """With the knob at `text`; where the standard workload has the same, nothing is asked."""
    if name == "basis":
        return replace(at, basis=text)
    if name == "workload":
        return replace(at, workload=text, asked=replace(at.asked, sets=_kept(given, at, text)))
    same = _same(name, text, _standard(given, at, name))
    if name == "model":
        return replace(at, asked=replace(at.asked, model="" if same else text))
    sets = {key: value for key, value in at.sets.items() if key != name} | ({} if same else {name: text})
    ordered = tuple(f"{key}={sets[key]}" for key in KNOBS if key in sets)
    return replace(at, asked=replace(at.asked, sets=ordered))


def _kept(given: Choices, at: Setting, workload: str) -> tuple[str, ...]:
    """What is asked of another workload: all that is not just what it has itself."""
    there = replace(at, workload=workload)
    return tuple(f"{k}={v}" for k, v in at.sets.items() if not _same(k, v, _standard(given, there, k)))


def _people(given: Choices, name: str, text: str) -> str:
    from tracker.assemble.settable import SETTABLE
    from tracker.views.quantities import people

    if name == "workload":
        return given.workload(text).name
    if name == "model":
        return given.model_name(text)
    if name == "basis":
        return TERM_WORDS.get(text, text.replace("_", " "))
    if name == "narrowest_precision":
        return f"{text} or wider" if text else "fastest each has"
    value = _value(name, text)
    return digits(value, 12) if name in ("isl", "osl") else people(SETTABLE[name], value)
