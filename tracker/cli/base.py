"""What every command shares: the options that work before and after it, its example, and commands loaded when called."""

from __future__ import annotations

import difflib
import functools
import importlib
import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from tracker.model.errors import DiskError, UsageError

if TYPE_CHECKING:
    from tracker.views.session import Session

F = TypeVar("F", bound=Callable[..., Any])


@dataclass(slots=True)
class Settings:
    """What the options told that stand before or after any command."""

    db: str | None = None
    feeds: str | None = None
    as_of: str | None = None
    verbose: bool = False
    quiet: bool = False

    def database(self) -> Path:
        """The database file, built first where there is none."""
        from tracker.actions.build import ensure_database
        from tracker.paths import database_path

        path = database_path(self.db)
        if (self.db or os.environ.get("TRACKER_DB")) and not path.parent.is_dir():
            raise DiskError(f"{path.parent}: there is no such folder; make it, or give another file with --db")
        if not path.exists():
            self.note(f"building {path} from the catalogue")
        empty = path.is_file() and not path.stat().st_size
        ensure_database(path)
        if empty:
            self.note(f"{path} was empty and is built from the catalogue; if it held more, put a backup in its place")
        return path

    def sound_database(self) -> Path:
        """The database file for those who write much to it: a damaged one is refused before that, and before a catalogue
        that changed is written to it."""
        from tracker.actions.soundness import refuse_damage
        from tracker.paths import database_path

        path = database_path(self.db)
        if path.is_file() and path.stat().st_size:
            refuse_damage(path)
        return self.database()

    @contextmanager
    def session(self) -> Iterator[Session]:
        """The database open for reading, as of the day that was told."""
        from tracker.views.session import open_session

        session = open_session(self.database(), self.as_of)
        try:
            yield session
        finally:
            session.close()

    def undated(self, command: str) -> None:
        """Raises UsageError for `--as-of` with a command that has no past."""
        if self.as_of:
            raise UsageError(f"--as-of has no meaning for {command}")

    def note(self, message: str) -> None:
        """A remark for people, on stderr, unless told to be quiet."""
        if not self.quiet:
            click.echo(message, err=True)


pass_settings = click.make_pass_decorator(Settings, ensure=True)


def _remember(context: click.Context, parameter: click.Parameter, value: Any) -> None:
    settings = context.ensure_object(Settings)
    if value and parameter.name:
        setattr(settings, parameter.name, value)


def _day(context: click.Context, parameter: click.Parameter, value: str | None) -> None:
    _remember(context, parameter, check_date(value))


def check_date(value: str | None) -> str | None:
    """A partial date as it came. Raises BadParameter for anything else."""
    from tracker.model.period import Period

    if value:
        try:
            Period.parse(value)
        except ValueError as error:
            raise click.BadParameter(str(error)) from None
    return value


def _shared() -> list[click.Parameter]:
    told: dict[str, Any] = {"expose_value": False, "callback": _remember}
    flag: dict[str, Any] = told | {"is_flag": True}
    return [
        click.Option(["--db"], metavar="FILE", help="Database to use (TRACKER_DB).", **told),
        click.Option(["--feeds"], metavar="FILE", help="Sources file to use (TRACKER_FEEDS).", **told),
        click.Option(["--as-of"], metavar="DATE", help="Show what was known by the end of this day, month or year.",
                     expose_value=False, callback=_day),
        click.Option(["-v", "--verbose"], help="Say more, on stderr.", **flag),
        click.Option(["-q", "--quiet"], help="Say nothing but errors.", **flag),
    ]  # fmt: skip


class Command(click.Command):
    """A command with the shared options and one example in its help."""

    def __init__(self, name: str | None, *, example: str = "", **attributes: Any) -> None:
        super().__init__(name, **attributes)
        self.example = example
        self._shared = _shared()
        self.params.extend(self._shared)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        common = {id(p) for p in self._shared}
        groups: dict[str, list[tuple[str, str]]] = {"Options": [], "Before or after any command": []}
        for parameter in self.get_params(ctx):
            record = parameter.get_help_record(ctx)
            if record is not None and not isinstance(parameter, click.Argument):
                groups["Before or after any command" if id(parameter) in common else "Options"].append(record)
        for title, records in groups.items():
            if records:
                with formatter.section(title):
                    formatter.write_dl(records)

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        if self.example:
            with formatter.section("Example"):
                formatter.write(f"  {self.example}\n")  # not wrapped: it is there to be pasted


class Group(Command, click.Group):
    """A group whose commands are imported when they are called. `lazy` maps a name to `module:attribute`."""

    def __init__(self, name: str | None = None, *, lazy: Mapping[str, str] | None = None, **attributes: Any) -> None:
        super().__init__(name, **attributes)
        self._lazy = dict(lazy or {})

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted({*self.commands, *self._lazy})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name in self._lazy:
            module, _, attribute = self._lazy[cmd_name].partition(":")
            found = getattr(importlib.import_module(module), attribute)
            assert isinstance(found, click.Command)
            return found
        return super().get_command(ctx, cmd_name)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """An unknown command is told with those that are written nearly so."""
        if args and not args[0].startswith("-") and self.get_command(ctx, args[0]) is None:
            near = difflib.get_close_matches(args[0], self.list_commands(ctx), 3, 0.6)
            hint = f"did you mean {', '.join(near)}?" if near else f"there are {', '.join(self.list_commands(ctx))}"
            raise click.UsageError(f"{ctx.command_path} has no command {args[0]!r}; {hint}", ctx)
        return super().resolve_command(ctx, args)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        Command.format_options(self, ctx, formatter)
        self.format_commands(ctx, formatter)


def command(name: str, *, example: str) -> Callable[[Callable[..., Any]], Command]:
    """A click command of ours; its help is the function's docstring."""
    return click.command(name, cls=Command, example=example)


def listing(function: F) -> F:
    """Adds `--json` and `--csv`; the function gets `form`: "json", "csv" or None for text."""

    @functools.wraps(function)
    def choosing(*args: Any, as_json: bool, as_csv: bool, **others: Any) -> Any:
        if as_json and as_csv:
            raise UsageError("--json and --csv are two forms of the same answer; give one of them")
        return function(*args, form="json" if as_json else "csv" if as_csv else None, **others)

    csv = click.option("--csv", "as_csv", is_flag=True, help="Print CSV with every column.")
    return click.option("--json", "as_json", is_flag=True, help="Print JSON with every column.")(csv(choosing))  # type: ignore[return-value]
