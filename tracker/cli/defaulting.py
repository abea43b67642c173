"""A group whose first word need not be a command: whatever is none of them goes to the command that is meant most often."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import click

from tracker.cli.base import Group
from tracker.model.errors import UsageError

_IMPLIED = f"{__name__}.implied"


class _Meant(click.Context):
    """Of the default command: where its name was not typed, usage and errors do not have it either."""

    @property
    def command_path(self) -> str:
        parent = self.parent
        return (
            parent.command_path if parent and parent.meta.get(_IMPLIED) == parent.command_path else super().command_path
        )


class DefaultGroup(Group):
    """`tracker prices h100` is `tracker prices list h100`. No argument of the default command may be called as a command is."""

    def __init__(
        self, name: str | None = None, *, default: str = "list", elsewhere: Sequence[str] = (), **attributes: Any
    ) -> None:
        """`elsewhere`: commands beside the group that people look for in it."""
        super().__init__(name, **attributes)
        self.default, self.elsewhere = default, elsewhere

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        place = self._after_options(args)
        if place < len(args) and args[place] in self.elsewhere:
            raise UsageError(f"`{ctx.command_path}` has no {args[place]}: that is `tracker {args[place]}`")
        if place == len(args) or args[place] not in (*self.list_commands(ctx), "--help"):
            args = [*args[:place], self.default, *args[place:]]
            ctx.meta[_IMPLIED] = ctx.command_path
        return super().parse_args(ctx, args)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        found = super().get_command(ctx, cmd_name)
        if found is not None and cmd_name == self.default:
            found.context_class = _Meant
        return found

    def _after_options(self, args: list[str]) -> int:
        """Where the first word stands that is no option of the group itself."""
        takes = {
            name: not option.is_flag
            for option in self.params
            if isinstance(option, click.Option)
            for name in option.opts
        }
        place = 0
        while place < len(args) and (name := args[place].partition("=")[0]) in takes:
            place += 2 if takes[name] and "=" not in args[place] else 1
        return min(place, len(args))

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Those of the default command, as they are understood here, and the commands."""
        meant = self.get_command(ctx, self.default)
        assert meant is not None
        meant.format_options(ctx, formatter)
        self.format_commands(ctx, formatter)

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        meant = self.get_command(ctx, self.default)
        assert meant is not None
        return [*meant.collect_usage_pieces(ctx), "| COMMAND …"]
