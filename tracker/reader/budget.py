"""What a UTC day may cost, in tokens and dollars: asked before each call with the most it can cost, told after it."""

from __future__ import annotations

import json
from typing import Any

from tracker.model.reader import ReaderSettings
from tracker.reader.prompt import MOST_TOKENS_OUT

_MOST_TOKENS = 10**7


class Budget:
    """`spent_*` is what the day has cost so far, calls under way at their most."""

    def __init__(self, settings: ReaderSettings, spent_tokens: int, spent_usd: float) -> None:
        self._settings = settings
        self.tokens, self.usd = spent_tokens, spent_usd

    def refuses(self, tokens_in: int) -> str:
        """Why a call with so many tokens of input may not be made; empty where it may."""
        s, most = self._settings, tokens_in + MOST_TOKENS_OUT
        if self.tokens + most > s.tokens_per_day:
            return f"the day's {s.tokens_per_day} tokens (tokens_per_day) are used up"
        if self.usd + s.usd(tokens_in, MOST_TOKENS_OUT) > s.usd_per_day + 1e-12:
            return f"the day's {s.usd_per_day:g} dollars (usd_per_day) are used up"
        return ""

    def add(self, tokens_in: int, tokens_out: int) -> None:
        """Count tokens; negative ones take an estimate back."""
        self.tokens += tokens_in + tokens_out
        self.usd += self._settings.usd(tokens_in, tokens_out)


def most_tokens(body: dict[str, Any]) -> int:
    """No fewer tokens than a request has: one for every two bytes of what is said, which no usual text reaches."""
    said = [*(m["content"] for m in body["messages"]), json.dumps(body["response_format"])]
    return sum(len(part.encode("utf-8", "surrogatepass")) for part in said) // 2


def used(usage: object, body: dict[str, Any], answer: str) -> tuple[int, int]:
    """Tokens (in, out) of an answered call. Usage that is missing or incredible is put at the most, or at the least."""
    least_in, least_out = most_tokens(body) // 6, len(answer.encode("utf-8", "surrogatepass")) // 12
    told = usage if isinstance(usage, dict) else {}
    return (
        _credible(told.get("prompt_tokens"), least_in, most_tokens(body)),
        _credible(told.get("completion_tokens"), least_out, MOST_TOKENS_OUT),
    )


def _credible(told: object, least: int, otherwise: int) -> int:
    if not isinstance(told, int) or isinstance(told, bool) or not 0 <= told <= _MOST_TOKENS:
        return otherwise
    return max(told, least)
