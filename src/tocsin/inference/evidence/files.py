"""What a weighing of accounts leaves, and its reader.

evidence.json     posterior, verdict, set, confusion, sensitivity, what speaks for what, who took part
crises.csv        a row for each synthetic crisis: account, part, and every feature
observations.csv  what was observed; manifest.json options and versions; scenario.yaml
evidence.png, .svg   posterior with its matrix, if matplotlib is there
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from tocsin.results.reading import json_of
from tocsin.results.table import read
from tocsin.results.travelling import Opened

if TYPE_CHECKING:
    import pandas as pd

PLOTS = ("evidence.png", "evidence.svg")
FOUND = "evidence.json"
FILES = {
    "manifest.json", "scenario.yaml", "mechanisms", "observations.csv", "crises.csv", FOUND, *PLOTS,
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
