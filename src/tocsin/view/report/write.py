"""Reports on disk: rebuilt on demand, and left in every directory that is being finished."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from tocsin.errors import InputError, TocsinError
from tocsin.files import write_text
from tocsin.results.reading import damaged
from tocsin.results.shown import REPORT
from tocsin.results.writing import writing
from tocsin.view.report.page import page

if TYPE_CHECKING:
    from tocsin.scenario import Scenario

#: What a report has near its beginning, so that no other file is replaced by one.
SIGN = b'id="tocsin-meta"'


def write(folder: str | Path, to: str | Path | None = None) -> Path:
    """Make the report of a run directory or of a comparison's; where it was written.

    to : the file, by default report.html in the folder; an older report there is replaced
    Raises InputError for a folder that holds no result or a damaged one, or if another file is in the
    way; OutputError.
    """
    folder = Path(folder)
    path = folder / REPORT if to is None else Path(to)
    _check(path)
    try:
        text = build(folder)
    except TocsinError:
        raise
    except Exception as error:
        raise damaged(folder, error) from error
    with writing(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        write_text(path, text, "backslashreplace")  # half a character, as in names of files
    return path


def build(folder: Path, scenario: Scenario | None = None) -> str:
    """The HTML of the report of a directory.

    scenario : that of a run directory, if it is at hand
    """
    if (folder / "comparison.json").is_file():
        from tocsin.view.report.comparison import comparison_report

        return page(*comparison_report(folder))
    for name in ("forecast.json", "evidence.json"):
        if (folder / name).is_file():
            from tocsin.view.report.inferred import inferred

            return inferred(folder / name)
    from tocsin.results.result import Result
    from tocsin.view.report.run import run_report

    result = Result(folder)
    if not (folder / "summary.json").is_file():
        raise InputError(
            f"{folder} holds no runs; expected that of a run, ensemble, comparison, "
            "forecast or evidence"
        )
    return page(*run_report(result, scenario))


def leave(folder: Path, scenario: Scenario | None = None) -> str:
    """Write the report of a directory that is being finished; why there is none, if it failed.

    A run is never lost for its report: whatever goes wrong here is told and passed over.
    """
    path = folder / REPORT
    try:
        write_text(path, build(folder, scenario), "backslashreplace")
    except Exception as error:
        return f"no report: {_words(error)}; the result is complete, try 'tocsin report' on it"
    return ""


def _check(path: Path) -> None:
    """Nothing in the way that is no report."""
    if path.is_dir():
        raise InputError(f"{path} is a folder; expected the name of a file such as out.html")
    if path.exists():
        with writing(path), path.open("rb") as file:
            ours = SIGN in file.read(1_000_000)
        if not ours:
            raise InputError(f"{path} is in the way and no report; choose another name")


def _words(error: BaseException) -> str:
    return f"{type(error).__name__}: {error}".splitlines()[0]
