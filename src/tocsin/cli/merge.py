"""`tocsin merge`: parts of an ensemble into the whole."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from tocsin.cli.common import Json, print_json
from tocsin.cli.options import NoReport, Open, Overwrite, Whole
from tocsin.cli.report import leaving, tell
from tocsin.cli.streams import say
from tocsin.plural import counted

NAME = "merge"


def main(
    parts: Annotated[
        list[Path], typer.Argument(metavar="PART...", help="Run directories made with --part.")
    ],
    out_dir: Whole,
    overwrite: Overwrite = False,
    remove: Annotated[
        bool, typer.Option("--remove", help="Delete the parts when they are merged.")
    ] = False,
    no_report: NoReport = False,
    open: Open = False,
    json: Json = False,
) -> None:
    """Join parts of an ensemble, run apart ('tocsin run --part --first-run K'), into one result.

    It has the same bits as all runs in one go.
    """
    from tocsin.cli.progress import tell_failed
    from tocsin.experiments.ensembles.merge import merge

    with leaving():
        result = merge(
            list(parts), out_dir, overwrite=overwrite, remove=remove, report=not no_report
        )
    tell_failed(result)
    if json:
        report = tell(result, open, quiet=True)
        print_json(result.summary() | {"path": str(out_dir), "report": report})
    else:
        say(f"{counted(result.summary()['runs'], 'run')} in {out_dir}")
        tell(result, open)
