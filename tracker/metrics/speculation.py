"""Speculative decoding: a cheap draft proposes tokens, one step of the model checks them all."""

from __future__ import annotations

from dataclasses import dataclass, fields

from tracker.metrics.decode import Step
from tracker.model.errors import UsageError

_LONGEST = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class Speculation:
    """What is drafted and how much of it stands. Raises UsageError where a figure cannot be.

    Tokens a checking step: 1 + a + a^2 + ... + a^k = (1 - a^(k+1)) / (1 - a), each drafted token accepted with the same
    chance a whatever came before (Leviathan et al. 2023, arXiv 2211.17192, equation 1).
    """

    draft_tokens: int
    """k, tokens drafted before each check."""
    acceptance: float
    """a, the chance that a drafted token stands. Of the draft and the text: a property of neither the model nor the chip."""
    draft_cost: float = 0.05
    """Time of drafting one token over that of a plain step of the model: the most that the paper's drafts took."""

    def __post_init__(self) -> None:
        if not 0 <= self.draft_tokens <= _LONGEST:
            raise UsageError(f"draft of {self.draft_tokens} tokens: must be 0 to {_LONGEST}")
        if not 0 <= self.acceptance <= 1:
            raise UsageError(f"acceptance {self.acceptance} must be 0 to 1")
        if not 0 <= self.draft_cost <= 1:
            raise UsageError(f"draft cost {self.draft_cost} must be 0 to 1, in steps of the model")

    @property
    def width(self) -> float:
        """Tokens of a sequence that one checking step computes."""
        return self.draft_tokens + 1.0

    @property
    def tokens(self) -> float:
        """Expected tokens that a sequence gains by one checking step, 1 to k + 1."""
        return sum((self.acceptance**i for i in range(1, self.draft_tokens + 1)), 1.0)

    @property
    def formula(self) -> str:
        """The same as an expression that anyone can compute."""
        return " + ".join(f"{self.acceptance!r}**{i}" for i in range(self.draft_tokens + 1))


def speculative_step(plain: Step, check: Step, speculation: Speculation) -> Step:
    """Seconds, FLOP and bytes per token gained: k drafts and one `check` bring `speculation.tokens` of them.

    Drafting counts as overhead. Its own bytes and FLOP are left out: they are not the model's.
    """
    drafting = speculation.draft_tokens * speculation.draft_cost * plain.total
    gained = speculation.tokens
    step = {field.name: getattr(check, field.name) / gained for field in fields(Step)}
    step["overhead"] = step["overhead"] + drafting / gained
    step["total"] = step["total"] + drafting / gained
    return Step(**step)
