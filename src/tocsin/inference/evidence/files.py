"""What a weighing of accounts leaves, and its reader.

evidence.json     posterior, verdict, set, confusion, sensitivity, what speaks for what, who took part
crises.csv        a row for each synthetic crisis: account, part, and every feature
observations.csv  what was observed; manifest.json options and versions; scenario.yaml
report.html       bars, matrix, words: opens offline
evidence.png, .svg   posterior with its matrix, if matplotlib is there
"""

from __future__ import annotations

import csv
import io
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from tocsin.results.reading import json_of
from tocsin.results.shown import REPORT
from tocsin.results.table import read
from tocsin.results.travelling import Opened

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

    from tocsin.inference.evidence.answer import Crises

PLOTS = ("evidence.png", "evidence.svg")
FOUND = "evidence.json"
FILES = {
    "manifest.json", "scenario.yaml", "mechanisms", "observations.csv", "crises.csv", FOUND, REPORT,
    *PLOTS,
}  # fmt: skip


class Evidence(Opened):
    """The folder of a weighing of accounts opened for reading."""

    SIGN, CALLED = FOUND, "folder of evidence"

    def __repr__(self) -> str:
        found = self.summary()
        return f"<Evidence {found['scenario']}: {found['verdict']}>"

    def summary(self) -> dict[str, Any]:
        """The contents of evidence.json."""
        return json_of(self.path / FOUND, "posterior", "verdict", "set", "confusion")

    def manifest(self) -> dict[str, Any]:
        """The contents of manifest.json."""
        return json_of(self.path / "manifest.json", "scenario", "seed")

    @cached_property
    def crises(self) -> pd.DataFrame:
        """A row for each synthetic crisis."""
        return read(self.path / "crises.csv", needed=("run",)).set_index("run")


def crises_table(
    features: list[str], names: list[str], crises: Crises, index: NDArray[np.int64]
) -> str:
    """The table of synthetic crises.

    features : their names; names : of the accounts; index : (crisis,) numbers of the runs
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["run", "hypothesis", "part", *features])
    for run, truth, part, x in zip(index, crises.truth, crises.part, crises.features, strict=True):
        cells = ["" if np.isnan(v) else f"{v:.6g}" for v in x]
        writer.writerow([int(run), names[truth], int(part), *cells])
    return text.getvalue()
