"""`--parameters`: a scenario's values, draws of its priors, its cloud, or a cloud from a file.

Without it a scenario that has a cloud runs over that; where its places, shock or parameters were
edited since the cloud was fitted it runs at its values, and says so.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tocsin.cli.streams import say
from tocsin.declare.choices import MODES, Mode
from tocsin.errors import InputError, Problem, ScenarioError, did_you_mean

if TYPE_CHECKING:
    from tocsin.scenario import Scenario

Parameters = Annotated[
    str | None,
    typer.Option(
        metavar="point|cloud|prior|FILE",
        help="Parameters of each run: the scenario's values, its cloud (the default where it has one), "
        "draws of the priors, or the cloud.csv (or folder) of a calibration.",
    ),
]

EXPECTED = (
    "--parameters expects the cloud.csv of a calibration: a line of names of parameters, and weight if "
    "sets do not count alike, and below them a set of numbers a line"
)


def chosen(loaded: Scenario, text: str | None) -> tuple[Scenario, Mode]:
    """The scenario, with the cloud of a file where one was given, and where runs take parameters from.

    Raises InputError, ScenarioError.
    """
    if text in MODES:
        return loaded, text
    if text is not None:
        return _with_cloud_of(loaded, text), "cloud"
    if not loaded.spec.cloud:
        return loaded, "point"
    from tocsin.scenario.cloud import stale

    why = stale(loaded)
    if why:
        say(
            f"{why}; runs take the values of the scenario (--parameters cloud takes the cloud all the "
            "same)",
            error=True,
        )
        return loaded, "point"
    return loaded, "cloud"


def _with_cloud_of(loaded: Scenario, text: str) -> Scenario:
    from tocsin.scenario.checks.parameters import WEIGHT
    from tocsin.scenario.reading.table import read_csv

    path = Path(text)
    path = path / "cloud.csv" if path.is_dir() else path
    if not path.is_file():
        raise InputError(
            f"--parameters {text}: there is no such file; expected {', '.join(MODES)} or the file "
            f"cloud.csv of a calibration{did_you_mean(text, MODES)}"
        )
    from tocsin.scenario import load

    beside = path.parent / "scenario.yaml"  # of the calibration, which says what it was fitted to
    known = loaded.spec.parameters
    lines: dict[str | int, int] = {}
    try:
        table = read_csv(path, str(path))
        lines = {at[0]: line for at, (_, line) in table.marks.items()}
        if not table.data:
            raise ScenarioError([Problem(str(path), 0, "", "has no sets of parameters")])
        reports = load(beside).spec.cloud_reports if beside.is_file() else {}
        for name in table.data[0]:
            if name != WEIGHT and name not in known:
                near = did_you_mean(name, known)
                hint = near if "did you mean" in near else ""
                message = f"{name[:60]!r} is no parameter of {loaded.name}{hint}"
                raise ScenarioError([Problem(str(path), 1, "", message)])
        edited = loaded.edit(set={"cloud": table.data, "cloud_reports": reports})
    except ScenarioError as error:
        problems = sorted(_in_file(p, path, lines) for p in error.problems)
        more = f" (and {len(problems) - 1:,} more)" if len(problems) > 1 else ""
        raise InputError(f"{problems[0]}{more}\n{EXPECTED}") from None
    edited.edits = loaded.edits  # a table is no option
    return edited


def _in_file(problem: Problem, path: Path, lines: dict[str | int, int]) -> Problem:
    """A problem of the cloud as one of the file that it came from."""
    found = re.fullmatch(r"cloud\.(\d+)(?:\.(.+))?", problem.path)
    if found is None:
        return problem
    return Problem(str(path), lines.get(int(found[1]), 0), found[2] or "", problem.message)
