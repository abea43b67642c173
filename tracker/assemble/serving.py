"""How a model is served in a what-if ranking: `--pools` and `--draft` read and told, and what a time to first token means."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tracker.metrics.estimate import Mode, Performance
from tracker.metrics.pools import Pools
from tracker.metrics.serve import Perf
from tracker.metrics.speculation import Speculation
from tracker.metrics.stack import Stack
from tracker.metrics.ttft import ASSUMPTION
from tracker.model.errors import UsageError
from tracker.model.performance import ModelArch
from tracker.model.scenario import Override

FIRST_TOKEN = f"mean seconds at full load; p10-p90 is the model error; never ranks; assumes {ASSUMPTION}"
"""What every time to first token is, in words."""
_POOLS = re.compile(r"([0-9]{1,4}):([0-9]{1,4})")
_DRAFT = re.compile(r"([0-9]{1,4}):([0-9]{0,3}(?:\.[0-9]{1,12})?)(%?)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Served:
    """What a row of a what-if ranking came from beyond its inputs."""

    point: Performance
    model: ModelArch
    mode: Mode
    stack: Stack
    fastest: Perf | None = None
    """Where a floor is not met: the quickest operating point for a user."""


def read_mode(pools: str | None, draft: str | None) -> Mode:
    """`pools` is "auto" or PREFILL:DECODE in accelerators, `draft` TOKENS:ACCEPTANCE; None is plain serving.

    Raises UsageError for anything else, and for numbers that cannot be.
    """
    return Mode(
        pools=None if pools is None else _read_pools(pools.strip()),
        speculation=None if draft is None else _read_draft(draft.strip()),
    )


def _read_pools(text: str) -> Pools:
    if text == "auto":
        return Pools()
    found = _POOLS.fullmatch(text)
    if found is None or not (int(found[1]) and int(found[2])):
        raise UsageError(f"pools {text[:60]!r}: auto, or accelerators for prefill and for decode, as in 1:3")
    return Pools(prefill=int(found[1]), decode=int(found[2]))


def _read_draft(text: str) -> Speculation:
    found = _DRAFT.fullmatch(text)
    if found is None or not found[2] or not int(found[1]):
        raise UsageError(
            f"draft {text[:60]!r}: tokens drafted and the chance that each is accepted, as in 4:0.7 or 4:70%"
        )
    chance = float(found[2]) / (100.0 if found[3] else 1.0)
    if chance > 1 and not found[3]:
        hint = f"; if {found[2]} % is meant, write {found[1]}:{found[2]}%" if chance <= 100 else ""
        raise UsageError(f"draft {text[:60]!r}: a chance of {found[2]} must be 0 to 1{hint}")
    return Speculation(draft_tokens=int(found[1]), acceptance=chance)


def told_mode(mode: Mode) -> tuple[Override, ...]:
    """The mode as what stands in for plain serving."""
    found = []
    if mode.pools is not None:
        ratio = f"{mode.pools.prefill}:{mode.pools.decode}" if mode.pools.prefill else "best ratio of each accelerator"
        found.append(_override("pools", "prefill and decode pools", ratio, "none, every accelerator does both"))
    if drafts := mode.speculation:
        told = (
            f"{drafts.draft_tokens} tokens a step, each accepted with chance {drafts.acceptance:g}, "
            f"drafting one takes {drafts.draft_cost:g} of a step"
        )
        found.append(_override("draft", "speculative decoding", told, "none"))
    return tuple(found)


def _override(name: str, label: str, new: str, old: str) -> Override:
    return Override(
        target=name, of="serving", subject="", field=name, qualifier="", label=label, old=old, old_value=None, old_id="",
        old_source="", new=new, new_value=None, unit="",
    )  # fmt: skip
