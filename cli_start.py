"""`kg` starts with the one command that is asked for: Typer takes a while to read the parameters of twenty others."""

from __future__ import annotations

import copy
from collections.abc import Callable, Mapping, Sequence

import typer
from typer.models import CommandInfo

VALUED = ("--library", "-L", "--store")
"""Options before the command that have a value."""
HELP: tuple[list[str], ...] = ([], ["--help"], ["-h"])


def lean(app: typer.Typer, arguments: Sequence[str], environ: Mapping[str, str]) -> typer.Typer:
    """The app with what these arguments need: the named command alone; for the list of commands no parameters; else all."""
    if any(name.endswith("_COMPLETE") for name in environ):
        return app
    made = copy.copy(app)
    if list(arguments) in HELP:
        made.registered_commands = [_bare(info) for info in app.registered_commands]
        return made
    asked = _command(arguments)
    made.registered_commands = [info for info in app.registered_commands if _name(info) == asked] or app.registered_commands
    return made


def _name(info: CommandInfo) -> str:
    return info.name or (info.callback.__name__.replace("_", "-") if info.callback else "")


def _command(arguments: Sequence[str]) -> str | None:
    """The first argument that is neither an option nor the value of one."""
    rest = iter(arguments)
    for argument in rest:
        if argument in VALUED:
            next(rest, None)
        elif not argument.startswith("-"):
            return argument
    return None


def _bare(info: CommandInfo) -> CommandInfo:
    """The same command without its parameters."""
    made = copy.copy(info)
    made.name, made.callback = _name(info), _silent(info.callback)
    return made


def _silent(callback: Callable[..., object] | None) -> Callable[[], None]:
    def nothing() -> None:
        pass

    nothing.__doc__ = callback.__doc__ if callback else None
    return nothing
