"""The command line: `tocsin COMMAND`; one file per command, heavy imports inside them.

Results go to stdout, progress and messages to stderr.  Exit codes: 0 success, 2 bad input, 1 failure,
130 interrupted.
"""

from __future__ import annotations

import contextlib
import os
import sys
from typing import Annotated

import typer

from tocsin.cli import (
    alliance,
    bench,
    brief,
    check,
    compare,
    export,
    levers,
    mechanisms,
    merge,
    report,
    run,
    scenarios,
    schema,
    show,
    submit,
    sweep,
    validate,
    why,
)
from tocsin.cli.common import INTERRUPTED
from tocsin.errors import TocsinError

app = typer.Typer(
    name="tocsin",
    help="Simulates, person by person and hour by hour, how a shock becomes a national crisis.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

#: In the order of the help; one a line, so that a command is one line here.
COMMANDS = (
    run,
    compare,
    sweep,
    check,
    report,
    brief,
    why,
    export,
    scenarios,
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
    app.command(command.NAME, cls=getattr(command, "COMMAND", None))(command.main)
app.add_typer(alliance.app, name=alliance.NAME)


def _version(wanted: bool) -> None:
    if wanted:
        from tocsin import __version__

        print(f"tocsin {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    """Simulates, person by person and hour by hour, how a shock becomes a national crisis."""


def main() -> None:
    """Run the command line; what a user did wrong is told in words, never as a traceback."""
    if sys.stdout.errors == "strict" and hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(errors="backslashreplace")  # names of files may be no text
    try:
        try:
            app()
        finally:
            sys.stdout.flush()  # a full disk is told here, not when Python ends
    except TocsinError as error:
        print(error, file=sys.stderr)
        sys.exit(error.exit_code)
    except KeyboardInterrupt:
        print("interrupted", file=sys.stderr)
        sys.exit(INTERRUPTED)
    except BrokenPipeError:  # the reader of a pipe has gone
        sys.stderr.close()
        sys.exit(1)
    except OSError as error:
        where = error.filename or "the output"
        print(f"{where}: cannot be used: {error.strerror or error}", file=sys.stderr)
        with contextlib.suppress(OSError, ValueError):  # what is left of it goes nowhere
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
