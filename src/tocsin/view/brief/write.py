"""From a directory to its briefing: brief.html, and PDF and DOCX where they were asked for."""

from __future__ import annotations

from pathlib import Path

from tocsin.declare.choices import LANGUAGES
from tocsin.errors import InputError
from tocsin.files import write_text
from tocsin.results.reading import reading
from tocsin.results.writing import writing
from tocsin.view.brief.document import docx
from tocsin.view.brief.free import check
from tocsin.view.brief.gather import Brief, of_comparison, of_runs
from tocsin.view.brief.page import page
from tocsin.view.brief.paper import pdf

NAME = "brief.html"


def gather(directory: Path, language: str = "en") -> Brief:
    """What a directory's briefing says; raises InputError if it is neither runs nor a comparison."""
    if language not in LANGUAGES:
        raise InputError(f"unknown language {language!r}; expected one of {', '.join(LANGUAGES)}")
    from tocsin.experiments.comparisons.comparison import Comparison
    from tocsin.results.result import Result

    if (directory / "comparison.json").is_file():
        return of_comparison(Comparison(directory), language)
    if not directory.is_dir():
        raise InputError(f"{directory}: no such folder; expected a run directory or a comparison's")
    return of_runs(Result(directory), language)


def write(
    directory: str | Path,
    out: str | Path | None = None,
    *,
    as_pdf: bool = False,
    as_docx: bool = False,
    language: str = "en",
) -> list[Path]:
    """Write the briefing of a directory and return its files.

    out : the HTML file, `brief.html` in the directory by default; the PDF stands beside it
    language : 'en', 'fr' or 'ru'
    as_pdf : print it too; raises OutputError if there is no browser that can
    as_docx : write it for Word too

    Raises InputError for a directory of something else or a damaged one, if another file is in the way,
    or if python-docx is missing; OutputError.
    """
    directory = Path(directory)
    target = Path(out) if out is not None else directory / NAME
    printed, document = target.with_suffix(".pdf"), target.with_suffix(".docx")
    check(target, printed if as_pdf else None)
    check(target, document if as_docx else None)
    with reading(directory):
        brief = gather(directory, language)
        text = page(brief)
    with writing(target):
        write_text(target, text, "backslashreplace")
    files = [target]
    if as_pdf:
        pdf(target, printed)
        files.append(printed)
    if as_docx:
        with writing(document):
            docx(brief, document)
        files.append(document)
    return files
