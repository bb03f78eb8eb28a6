"""What a forecast leaves, and its reader.

forecast.json      rows, scores, misfit, how much the reports weighed
model-output/      quantiles by the hubverse schema (model_output, v3 and later): tocsin-weighted
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
from tocsin.results.travelling import Opened

if TYPE_CHECKING:
    from numpy.typing import NDArray

FOUND, OUTPUT, MODEL = "forecast.json", "model-output", "tocsin-weighted"
FILES = {"manifest.json", "scenario.yaml", "mechanisms", "observations.csv", OUTPUT, FOUND}
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
) -> str:
    """The table of quantiles.

    rows : as in forecast.json, with `horizon` in hours; values : (run, row)
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    for row, x in zip(rows, values.T, strict=True):
        found = quantiles(x, weights, LEVELS)
        for level, value in zip(LEVELS, found, strict=True):
            writer.writerow([day, row["target"], row["location"], row["horizon"],
                             row["date"][:DATE], "quantile", level, f"{value:.12g}"])  # fmt: skip
    return text.getvalue()
