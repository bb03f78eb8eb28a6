"""What a forecast leaves, and its reader.

forecast.json      rows, scores, misfit, how much the reports weighed
model-output/      quantiles, and chances as means, by the hubverse schema (v4 and later)
hub-config/        tasks.json: the round, its tasks and the form of the output, for the hub's own tools
report.html        fan, reports with their grade, words: opens offline
observations.csv   what had been reported by then; manifest.json, scenario.yaml
"""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any

import numpy as np

from tocsin.inference.weighted import quantiles
from tocsin.plural import counted
from tocsin.results.reading import json_of
from tocsin.results.shown import REPORT
from tocsin.results.travelling import Opened

if TYPE_CHECKING:
    from numpy.typing import NDArray

FOUND, OUTPUT, MODEL = "forecast.json", "model-output", "tocsin-weighted"
CONFIG = "hub-config"
SCHEMA = "https://raw.githubusercontent.com/hubverse-org/schemas/main/v6.0.0/tasks-schema.json"
FILES = {
    "manifest.json",
    "scenario.yaml",
    "mechanisms",
    "observations.csv",
    OUTPUT,
    CONFIG,
    FOUND,
    REPORT,
}
LEVELS = (0.01, 0.025, *(round(0.05 * k, 2) for k in range(1, 20)), 0.975, 0.99)
DATE = len("2030-06-03")  # the schema has a date, the hour is in `horizon`
COLUMNS = ("reference_date", "target", "location", "horizon", "target_end_date", "output_type",
           "output_type_id", "value")  # fmt: skip


class Forecast(Opened):
    """The folder of a forecast opened for reading."""

    SIGN, CALLED = FOUND, "folder of a forecast"

    def __repr__(self) -> str:
        found = self.summary()
        rows = counted(len(found["rows"]), "row")
        return f"<Forecast {found['scenario']} as of {found['as_of']}: {rows}>"

    def summary(self) -> dict[str, Any]:
        """The contents of forecast.json."""
        return json_of(self.path / FOUND, "as_of", "rows", "scores")

    def manifest(self) -> dict[str, Any]:
        """The contents of manifest.json."""
        return json_of(self.path / "manifest.json", "scenario", "seed")


def hub(
    rows: list[dict[str, Any]], values: NDArray[np.float64], weights: NDArray[np.float64], day: str
) -> dict[str, str | dict[str, Any]]:
    """The files of a hub, by their names in the folder.

    rows : as in forecast.json, with `horizon` in hours; values : (run, row)
    """
    return {
        f"{OUTPUT}/{MODEL}/{day}-{MODEL}.csv": output(rows, values, weights, day),
        f"{CONFIG}/tasks.json": tasks(rows, day),
    }


def output(
    rows: list[dict[str, Any]], values: NDArray[np.float64], weights: NDArray[np.float64], day: str
) -> str:
    """The table of quantiles; of what holds or not the chance, as a mean."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    for row, x in zip(rows, values.T, strict=True):
        task = [day, row["target"], row["location"], row["horizon"], row["date"][:DATE]]
        if "share" in row:
            writer.writerow([*task, "mean", "NA", f"{row['share']:.12g}"])
            continue
        for level, value in zip(LEVELS, quantiles(x, weights, LEVELS), strict=True):
            writer.writerow([*task, "quantile", level, f"{value:.12g}"])
    return text.getvalue()


def tasks(rows: list[dict[str, Any]], day: str) -> dict[str, Any]:
    """The configuration of a hub of this one round: figures and chances are tasks of two kinds."""
    kinds = ([r for r in rows if "share" not in r], [r for r in rows if "share" in r])
    return {
        "schema_version": SCHEMA,
        "rounds": [{
            "round_id_from_variable": True, "round_id": "reference_date",
            "model_tasks": [_task(own, day) for own in kinds if own],
            "submissions_due": {"relative_to": "reference_date", "start": 0, "end": 0},
        }],
        "output_type_id_datatype": "auto", "derived_task_ids": ["target_end_date"],
    }  # fmt: skip


def _task(rows: list[dict[str, Any]], day: str) -> dict[str, Any]:
    def values(name: str) -> dict[str, Any]:
        return {"required": None, "optional": sorted({r[name] for r in rows})}

    share = "share" in rows[0]
    value: dict[str, Any] = {"type": "double", "minimum": 0} | ({"maximum": 1} if share else {})
    form: dict[str, Any] = {"is_required": True, "value": value}
    kind = {"mean": {"output_type_id": {"required": None}} | form} if share else {
        "quantile": {"output_type_id": {"required": list(LEVELS)}} | form}  # fmt: skip
    ends = sorted({r["date"][:DATE] for r in rows})
    return {
        "task_ids": {
            "reference_date": {"required": None, "optional": [day]},
            "target": values("target"), "location": values("location"), "horizon": values("horizon"),
            "target_end_date": {"required": None, "optional": ends},
        },
        "output_type": kind,
        "target_metadata": [
            {"target_id": name, "target_name": name, "target_units": "chance" if share else "count",
             "target_keys": {"target": name}, "target_type": "binary" if share else "discrete",
             "is_step_ahead": False}
            for name in sorted({r["target"] for r in rows})
        ],
    }  # fmt: skip
