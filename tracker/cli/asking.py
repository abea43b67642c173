"""The options with which a ranking, and the explanation of one of its rows, is asked otherwise than it is stored."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

F = TypeVar("F", bound=Callable[..., Any])


def asking(function: F) -> F:
    """Adds `--set` (as `sets`), `--model`, `--provider` and `--roadmap`."""
    roadmap = click.option("--roadmap", is_flag=True, help="Rank apart what is announced and nothing says anyone has.")
    provider = click.option("--provider", default="", metavar="NAME", help="Only prices of this provider.")
    model = click.option("--model", default="", metavar="NAME", help="Another model than the workload's.")
    return click.option(
        "--set", "sets", multiple=True, metavar="TARGET=VALUE",
        help="Put in an input of your own, for instance amd/mi355x.price_hourly=2.10; may be given again.",
    )(model(provider(roadmap(function))))  # fmt: skip
