"""What a calibration leaves, and its reader.

calibration.json  what it found: the cloud's size, parameters, figures, misfit, trust, directions
cloud.csv         the cloud: weight, and a column for each parameter
scenario.yaml     the scenario with its cloud: `tocsin run DIR --parameters cloud`
runs.csv          every run: round, places on the unit cube of the priors, simulated figures
observations.csv  what it was fitted to
manifest.json     options, versions, fingerprint
calibration.png, .svg, trust.png, .svg   plots, if matplotlib is there
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from functools import cached_property
from typing import TYPE_CHECKING, Any

from tocsin.inference.observations.observation import hour_text
from tocsin.plural import counted
from tocsin.results.drawing import drawn
from tocsin.results.reading import json_of
from tocsin.results.shown import way
from tocsin.results.table import read
from tocsin.results.travelling import Opened
from tocsin.scenario.checks.parameters import WEIGHT
from tocsin.scenario.cloud import fitted_to
from tocsin.scenario.reading.dump import dump

if TYPE_CHECKING:
    from pathlib import Path

    import numpy as np
    import pandas as pd
    from numpy.typing import NDArray

    from tocsin.inference.calibration.free import Free
    from tocsin.inference.calibration.runs import Done
    from tocsin.inference.observations.observation import Observation
    from tocsin.scenario import Scenario

PLOTS = ("calibration.png", "calibration.svg", "trust.png", "trust.svg")
CLOUD, FOUND = "cloud.csv", "calibration.json"
FILES = {
    "manifest.json", "scenario.yaml", "mechanisms", "budget.json", "observations.csv", "runs.csv",
    CLOUD, FOUND, *PLOTS,
}  # fmt: skip


class Calibration(Opened):
    """The folder of a calibration opened for reading."""

    SIGN, CALLED = FOUND, "folder of a calibration"

    def __repr__(self) -> str:
        found = self.summary()
        sets, runs = counted(found["sets"], "set"), counted(found["runs"], "run")
        return f"<Calibration {found['scenario']}: {sets} from {runs}>"

    def summary(self) -> dict[str, Any]:
        """The contents of calibration.json."""
        return json_of(
            self.path / FOUND, "runs", "sets", "ess", "statistics", "parameters", "misfit"
        )

    def manifest(self) -> dict[str, Any]:
        """The contents of manifest.json."""
        return json_of(self.path / "manifest.json", "scenario", "seed")

    @cached_property
    def cloud(self) -> pd.DataFrame:
        """A row for each set: `weight` and the values of the parameters."""
        return read(self.path / CLOUD, needed=(WEIGHT,))

    @cached_property
    def runs(self) -> pd.DataFrame:
        """A row for each run: its round, where it was drawn, and its simulated figures."""
        return read(self.path / "runs.csv", needed=("run",)).set_index("run")

    @cached_property
    def scenario(self) -> Scenario:
        """The scenario with its cloud."""
        from tocsin.scenario import load

        return load(self.path / "scenario.yaml")


def cloud(free: Free, values: NDArray[np.float64], weights: NDArray[np.float64]) -> str:
    """The table of sets, heaviest first."""
    rows = [
        {WEIGHT: f"{w:.9g}"} | dict(zip(free.names, map(repr, map(float, row)), strict=True))
        for w, row in zip(weights, values, strict=True)
    ]
    return _text([WEIGHT, *free.names], rows)


def runs(free: Free, names: list[str], done: Done) -> str:
    """The table of runs."""
    rows = []
    for i in range(len(done.index)):
        figures = {n: f"{x:.12g}" for n, x in zip(names, done.true[i], strict=True) if x == x}
        where = {f"u.{n}": repr(float(u)) for n, u in zip(free.names, done.unit[i], strict=True)}
        number: dict[str, Any] = {"run": int(done.index[i]), "round": int(done.stage[i])}
        rows.append(number | where | figures)
    return _text(["run", "round", *(f"u.{n}" for n in free.names), *names], rows)


def with_cloud(scenario: Scenario, reports: Iterable[Observation]) -> str:
    """The resolved scenario, which reads its cloud from the table beside it; what it was fitted to."""
    data = scenario.copy_of_data()
    for i, own in enumerate(data.get("mechanisms") or []):
        own["file"] = f"mechanisms/{i}/{own['file'].rpartition('/')[2]}"
        own.pop("source", None)
    data["cloud"], data["cloud_for"] = {"file": CLOUD}, fitted_to(scenario)
    data["cloud_reports"] = {o.id: hour_text(o.known) for o in reports}
    return dump(data)


def plotted(found: dict[str, Any], folder: Path) -> str:
    """Draw the plots; what to say if they cannot be made."""
    return drawn(lambda: way("calibration")(found, folder), folder, PLOTS)


def _text(columns: list[str], rows: list[dict[str, Any]]) -> str:
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, columns, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()
