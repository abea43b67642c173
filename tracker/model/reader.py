"""The optional reader: a language model behind an endpoint, what it may cost, and what one answer came to."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Literal

from tracker.model.document import Facts


@dataclass(frozen=True, slots=True, kw_only=True)
class ReaderSettings:
    """`[reader]` of feeds.toml. The key itself is in none of our types: `key_env` names where it is found."""

    url: str
    """Base of an OpenAI-compatible endpoint, without `/chat/completions`."""
    model: str
    key_env: str = ""
    enabled: bool = False
    tokens_per_day: int = 200_000
    usd_per_day: float = 1.0
    usd_per_mtok_in: float = 0.0
    usd_per_mtok_out: float = 0.0
    allow_private: bool = False
    timeout_s: float = 60.0

    @property
    def extractor(self) -> str:
        """How facts of this reader are signed."""
        return f"model:{self.model}"

    def usd(self, tokens_in: int, tokens_out: int) -> float:
        return (tokens_in * self.usd_per_mtok_in + tokens_out * self.usd_per_mtok_out) / 1e6


Outcome = Literal["asked", "read", "malformed", "no_answer", "rate_limited", "rejected"]
"""What became of a call. `asked` is under way, or was broken off; `rejected` means that no other call can succeed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One call. `answer` is the JSON of what stood up to the checks, empty without; `message` is one line."""

    outcome: Outcome
    tokens_in: int
    tokens_out: int
    answer: str = ""
    message: str = ""
    retry_after_s: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """What the model read in one document, checked: `facts` are its own, `dropped` counts what was refused, by reason."""

    facts: Facts
    dropped: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True, slots=True, kw_only=True)
class Merged:
    """The rules' facts and the model's as one, and how many of them were what."""

    facts: Facts
    confirmed: int = 0
    disputed: int = 0
    added: int = 0
