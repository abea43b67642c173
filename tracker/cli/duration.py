"""Durations on the command line: `30s`, `5m`, `2h`, `1d`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from tracker.actions.settings import read_duration

if TYPE_CHECKING:
    _Type = click.ParamType[float]
else:  # the oldest click that we take has no parameter there
    _Type = click.ParamType


class Duration(_Type):
    """Seconds, `most_s` at most."""

    name = "duration"

    def __init__(self, most_s: float) -> None:
        self._most_s = most_s

    def convert(self, value: Any, parameter: click.Parameter | None, context: click.Context | None) -> float:
        if isinstance(value, float):
            return value
        try:
            return read_duration(value, self._most_s)
        except ValueError as error:
            self.fail(str(error), parameter, context)
