"""The options that say how the model is served in a what-if ranking, and what of it is shown."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

F = TypeVar("F", bound=Callable[..., Any])


def serving(function: F) -> F:
    """Adds `--pools`, `--draft` and `--ttft`."""
    pools = click.option(
        "--pools", metavar="auto|P:D",
        help="Prefill and decode on pools of accelerators: P for prefill to D for decode, or the best ratio of each.",
    )  # fmt: skip
    draft = click.option(
        "--draft", metavar="TOKENS:ACCEPTANCE",
        help="Speculative decoding: tokens drafted a step and the chance that each is accepted, as in 4:0.7.",
    )  # fmt: skip
    ttft = click.option("--ttft", is_flag=True, help="Time to first token under load, with p10-p90; it never ranks.")
    return pools(draft(ttft(function)))
