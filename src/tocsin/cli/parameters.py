"""`--parameters`: a scenario's values, draws of its priors, its cloud, or a cloud from a file.

Without it a scenario that has a cloud runs over that; where its places, shock or parameters were
edited since the cloud was fitted it runs at its values, and says so.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tocsin.cli.streams import say
from tocsin.declare.choices import MODES, Mode
from tocsin.errors import InputError, did_you_mean

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
    rows = read_csv(path, str(path)).data
    if not rows:
        raise InputError(f"--parameters {text}: {path} has no sets of parameters")
    for name in rows[0]:
        if name != WEIGHT and name not in loaded.spec.parameters:
            hint = did_you_mean(name, loaded.spec.parameters)
            raise InputError(f"--parameters {text}: {path}: {name!r} is no parameter{hint}")
    from tocsin.scenario import load

    beside = path.parent / "scenario.yaml"  # of the calibration, which says what it was fitted to
    reports = load(beside).spec.cloud_reports if beside.is_file() else {}
    edited = loaded.edit(set={"cloud": rows, "cloud_reports": reports})
    edited.edits = loaded.edits  # a table is no option
    return edited
