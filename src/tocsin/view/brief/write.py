"""From a directory to its briefing: brief.html, and brief.pdf where it was asked for."""

from __future__ import annotations

from pathlib import Path

from tocsin.errors import InputError
from tocsin.files import write_text
from tocsin.results.reading import reading
from tocsin.results.writing import writing
from tocsin.view.brief.free import check
from tocsin.view.brief.gather import Brief, of_comparison, of_runs
from tocsin.view.brief.page import page
from tocsin.view.brief.paper import pdf

NAME = "brief.html"


def gather(directory: Path) -> Brief:
    """What a directory's briefing says; raises InputError if it is neither runs nor a comparison."""
    from tocsin.experiments.comparisons.comparison import Comparison
    from tocsin.results.result import Result

    if (directory / "comparison.json").is_file():
        return of_comparison(Comparison(directory))
    if not directory.is_dir():
        raise InputError(f"{directory}: no such folder; expected a run directory or a comparison's")
    return of_runs(Result(directory))


def write(
    directory: str | Path, out: str | Path | None = None, *, as_pdf: bool = False
) -> list[Path]:
    """Write the briefing of a directory and return its files.

    out : the HTML file, `brief.html` in the directory by default; the PDF stands beside it
    as_pdf : print it too; raises OutputError if there is no browser that can

    Raises InputError for a directory of something else or a damaged one, or if another file is in the
    way; OutputError.
    """
    directory = Path(directory)
    target = Path(out) if out is not None else directory / NAME
    printed = target.with_suffix(".pdf")
    check(target, printed if as_pdf else None)
    with reading(directory):
        text = page(gather(directory))
    with writing(target):
        write_text(target, text, "backslashreplace")
    files = [target]
    if as_pdf:
        pdf(target, printed)
        files.append(printed)
    return files
