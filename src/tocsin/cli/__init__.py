"""The command line: `tocsin COMMAND`; one file per command, heavy imports inside them.

Results go to stdout, progress and messages to stderr.  Exit codes: 0 success, 2 bad input, 1 failure,
130 interrupted.
"""

from __future__ import annotations

import contextlib
import functools
import os
import sys
from collections.abc import Callable
from typing import Annotated, Any

import typer

from tocsin.cli import (
    alliance,
    bench,
    brief,
    calibrate,
    check,
    classic,
    compare,
    countries,
    evidence,
    export,
    forecast,
    levers,
    mechanisms,
    merge,
    new,
    observe,
    places,
    report,
    run,
    scenarios,
    schema,
    show,
    submit,
    sweep,
    validate,
    why,
    world,
)
from tocsin.cli.common import INTERRUPTED, remove_empty
from tocsin.cli.streams import prepare, say
from tocsin.errors import TocsinError, command_line

app = typer.Typer(
    name="tocsin",
    help="Simulates, person by person and hour by hour, how a shock becomes a national crisis.",
    no_args_is_help=True,
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _told(main: Callable[..., None]) -> Callable[..., None]:
    """A command of which click hides nothing: it takes any EOFError for the end of a terminal."""

    @functools.wraps(main)
    def run(*args: object, **options: object) -> None:
        try:
            main(*args, **options)
        except EOFError as error:
            raise RuntimeError("a file ended where more was expected") from error
        except KeyboardInterrupt:
            say("interrupted", error=True)
            raise typer.Exit(INTERRUPTED) from None

    return run


#: In the order of the help; one a line, so that a command is one line here.
COMMANDS = (
    run,
    compare,
    sweep,
    calibrate,
    evidence,
    forecast,
    world,
    check,
    report,
    brief,
    why,
    export,
    scenarios,
    new,
    places,
    countries,
    levers,
    mechanisms,
    show,
    validate,
    schema,
    submit,
    merge,
    bench,
)
for command in COMMANDS:
    app.command(command.NAME, cls=getattr(command, "COMMAND", None))(_told(command.main))
app.add_typer(alliance.app, name=alliance.NAME)
app.add_typer(classic.app, name=classic.NAME)
app.add_typer(observe.app, name=observe.NAME)


def _version(wanted: bool) -> None:
    if wanted:
        from tocsin.version import __version__

        say(f"tocsin {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    """Simulates, person by person and hour by hour, how a shock becomes a national crisis."""


def built() -> Any:
    """The commands as click has them, with flags that are shown without a type: they take no value."""
    command = typer.main.get_command(app)
    _without_types(command)
    return command


def _without_types(command: Any) -> None:
    shown = command.get_params

    def params(ctx: Any) -> Any:
        found = shown(ctx)
        for option in found:
            if getattr(option, "is_flag", False) and option.metavar is None:
                option.metavar = ""
        return found

    command.get_params = params
    for inner in getattr(command, "commands", {}).values():
        _without_types(inner)


def main() -> None:
    """Run the command line; what a user did wrong is told in words, never as a traceback."""
    with command_line():
        _main()


def _main() -> None:
    prepare()
    try:
        try:
            built()()
        finally:
            remove_empty()
            sys.stdout.flush()  # a full disk is told here, not when Python ends
    except TocsinError as error:
        say(error, error=True)
        sys.exit(error.exit_code)
    except KeyboardInterrupt:
        say("interrupted", error=True)
        sys.exit(INTERRUPTED)
    except BrokenPipeError:  # the reader of a pipe has gone
        sys.stderr.close()
        sys.exit(1)
    except MemoryError as error:
        words = str(error) or "none is left"
        say(f"not enough memory for a scenario of this size: {words}", error=True)
        sys.exit(1)
    except OSError as error:
        where = error.filename or "the output"
        say(f"{where}: cannot be used: {error.strerror or error}", error=True)
        with contextlib.suppress(OSError, ValueError):  # what is left of it goes nowhere
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
