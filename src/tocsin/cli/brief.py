"""`tocsin brief`: one or two pages of a run, an ensemble or a comparison, for people in a hurry."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from tocsin.cli.common import Json, print_json
from tocsin.cli.streams import say
from tocsin.declare import choices

NAME = "brief"


def main(
    directory: Annotated[
        Path, typer.Argument(metavar="DIR", help="A run directory, or a comparison's.")
    ],
    out_file: Annotated[
        Path | None, typer.Option("--out", metavar="FILE", help="Another file than DIR/brief.html.")
    ] = None,
    pdf: Annotated[
        bool, typer.Option("--pdf", help="Print it as PDF too, by the Chromium of this machine.")
    ] = False,
    docx: Annotated[
        bool, typer.Option("--docx", help="Write it for Word too; needs python-docx.")
    ] = False,
    language: Annotated[
        choices.Language, typer.Option("--language", help="English, French or Russian.")
    ] = "en",
    json: Json = False,
) -> None:
    """Make a briefing: question, harm by group, what is assumed, what cannot be told, sources."""
    from tocsin.view.brief import write

    files = write(directory, out_file, as_pdf=pdf, as_docx=docx, language=language)
    if json:
        print_json({"brief": [str(f) for f in files]})
    else:
        say(f"Briefing in {' and '.join(str(f) for f in files)}")
